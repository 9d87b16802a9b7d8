/** Consent, every kind by itself. What nobody recorded is neither a yes nor a no, and looks like neither. */
import { useState } from "react";
import type { ConsentRow } from "@/backend/port";
import { ConsentDialog } from "@/consent/consent_dialog";
import { WithdrawalDialog } from "@/consent/withdrawal_dialog";
import { Button } from "@/shared/controls";
import { shownDay, shownInstant } from "@/shared/dates";
import { Mark, type MarkLook } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

const LOOK: Record<string, MarkLook> = {
  yes: { icon: "check", tone: "positive" },
  no: { icon: "cross", tone: "against" },
  deferred: { icon: "clock", tone: "caution" },
  withdrawn: { icon: "ban", tone: "against" },
};
const NOT_RECORDED: MarkLook = { icon: "question", tone: "quiet" };

function aboutOf(row: ConsentRow, { t, name }: Words): string[] {
  const giver = row.proxy_relation === null ? row.given_by && name("giver", row.given_by) : t("consent.proxy", { relation: row.proxy_relation });
  return [
    row.withdrawn_on && t("consent.withdrawn_on", { day: shownDay(row.withdrawn_on) }),
    row.given_on && t("consent.given_on", { day: shownDay(row.given_on) }),
    giver,
    row.form_version && t("consent.version", { version: row.form_version }),
    row.obtained_by && t("consent.obtained", { name: row.obtained_by }),
    row.assent_version && t("consent.assent", { version: row.assent_version }),
    row.scope && t("consent.scoped", { scope: row.scope }),
    row.recorded_by && row.recorded_at && t("consent.recorded", { name: row.recorded_by, at: shownInstant(row.recorded_at) }),
  ].filter((text): text is string => Boolean(text));
}

type Open = { row: ConsentRow; dialog: "record" | "withdraw" };

export function Consents({ caseId, consents }: { caseId: string; consents: ConsentRow[] }) {
  const words = useWords();
  const { t, name } = words;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title={t("consent.title")}>
      {consents.some(({ wish }) => wish === "not_recorded") && <p className="quiet">{t("consent.not_recorded")}</p>}
      <ul className="consents">
        {consents.map((row) => {
          const kind = name("consent", row.kind);
          const isRecorded = row.wish !== "not_recorded";
          return (
            <li key={row.kind} className="consent-row" aria-label={kind}>
              <strong>{kind}</strong>
              <Mark look={LOOK[row.wish] ?? NOT_RECORDED}>{name("wish", row.wish)}</Mark>
              <p className="quiet selectable">{aboutOf(row, words).join(t("value.separator"))}</p>
              <span className="row">
                <Button size="small" look="quiet" aria-label={t(isRecorded ? "consent.change_kind" : "consent.record_kind", { kind })} onPress={() => setOpen({ row, dialog: "record" })}>
                  {isRecorded ? t("consent.change") : t("consent.record")}
                </Button>
                {row.wish === "yes" && (
                  <Button size="small" look="quiet" aria-label={t("consent.withdraw_kind", { kind })} onPress={() => setOpen({ row, dialog: "withdraw" })}>
                    {t("consent.withdraw")}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {open?.dialog === "record" && <ConsentDialog caseId={caseId} row={open.row} onClose={close} />}
      {open?.dialog === "withdraw" && <WithdrawalDialog caseId={caseId} row={open.row} onClose={close} />}
    </Card>
  );
}
