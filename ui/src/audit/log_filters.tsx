/** Which events are shown. */
import type { AuditPage } from "@/backend/port";
import type { AuditQuestion } from "@/audit/queries";
import { TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

type PickProps = { label: string; value: string; onChange: (value: string) => void; choices: { value: string; label: string }[] };

function Pick({ label, value, onChange, choices }: PickProps) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("audit.all")}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type Props = { question: AuditQuestion; known: AuditPage | undefined; onChange: (question: AuditQuestion) => void };

export function LogFilters({ question, known, onChange }: Props) {
  const { t, name } = useWords();
  const set = (part: Partial<AuditQuestion>) => onChange({ ...question, ...part });
  return (
    <div className="log-filters" role="search" aria-label={t("audit.filters")}>
      <Pick
        label={t("history.actor")}
        value={question.person}
        onChange={(person) => set({ person })}
        choices={(known?.people ?? []).map(({ account, login, display_name }) => ({ value: account, label: `${display_name} (${login})` }))}
      />
      <Pick label={t("history.kind")} value={question.kind} onChange={(kind) => set({ kind })} choices={(known?.kinds ?? []).map((kind) => ({ value: kind, label: name("event", kind) }))} />
      <TextField label={t("audit.case")} name="audit_case" value={question.case} onChange={(text) => set({ case: text })} />
      <TextField label={t("audit.from")} name="audit_from" placeholder="2026-11-01" value={question.from} onChange={(from) => set({ from })} />
      <TextField label={t("audit.to")} name="audit_to" placeholder="2026-11-30" value={question.to} onChange={(to) => set({ to })} />
    </div>
  );
}
