/** The tumour types of a case: one line where they agree, each by its role where they differ, and what others gave. */
import type { CaseHeader } from "@/backend/port";
import { shownDay } from "@/shared/dates";
import { useWords } from "@/wording/words";

export function TumorTypes({ header }: { header: CaseHeader }) {
  const { t } = useWords();
  const told = (label: string | null) => label ?? t("value.not_recorded");
  const roles: Record<string, string> = { registered: t("case.tumor_registered"), matched: t("case.tumor_matched"), concluded: t("case.tumor_concluded") };
  const differ = new Set(header.tumor_types.map(({ label }) => label)).size > 1;
  return (
    <>
      <strong>{told(header.tumor_label)}</strong>
      {differ && (
        <ul className="tumor-types" title={t("case.tumor_tree", { tree: header.tumor_tree })}>
          {header.tumor_types.map(({ role, label }) => (
            <li key={role} className="quiet">
              {roles[role] ?? role}
              {t("value.separator")}
              {told(label)}
            </li>
          ))}
        </ul>
      )}
      {header.matched_before.length > 0 && (
        <details className="matched-before">
          <summary>{t("case.matched_before", { count: header.matched_before.length })}</summary>
          <ul>
            {header.matched_before.map(({ label, knowledge_release, as_of, options, findings }) => (
              <li key={`${label} ${knowledge_release} ${as_of}`}>
                {t("case.matched_before_of", { tumor: told(label), release: knowledge_release, day: shownDay(as_of), count: findings })}
                <ul className="quiet">{options.length === 0 ? <li>{t("case.no_options")}</li> : options.map((option) => <li key={option}>{option}</li>)}</ul>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
