/** How long the case is kept, what holds it, and erasing it for good. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import { EraseDialog } from "@/retention/erase_dialog";
import { KeepDialog } from "@/retention/keep_dialog";
import { useRetention } from "@/retention/queries";
import { Button } from "@/shared/controls";
import { shownDay, shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = { caseId: string; actions: string[]; onErased: () => void };

export function RetentionCard({ caseId, actions, onErased }: Props) {
  const { t } = useWords();
  const retention = useRetention(caseId);
  const [open, setOpen] = useState<"keep" | "hold" | "lift" | "erase" | null>(null);
  if (retention.data === undefined) return retention.isPending ? <Waiting label={t("case.reading")} /> : <Failure error={apiErrorOf(retention.error)} />;
  const { kept_until, kept_at_least_until, because, hold } = retention.data;
  const mayKeep = actions.includes("keep_case");
  return (
    <Card title={t("retention.title")}>
      <div className="stack">
        <Facts
          facts={[
            { label: t("retention.until"), value: shownDay(kept_until) },
            { label: t("retention.at_least"), value: shownDay(kept_at_least_until) },
            ...(because === null ? [] : [{ label: t("retention.because"), value: because }]),
          ]}
        />
        {hold !== null && (
          <Remark tone="caution">
            <strong>{t("retention.held")}</strong> <span className="selectable">{hold.because}</span>
            <div className="quiet">
              {hold.by} {shownInstant(hold.at)}
            </div>
          </Remark>
        )}
        <div className="row">
          {mayKeep && (
            <>
              <Button size="small" icon="clock" onPress={() => setOpen("keep")}>
                {t("retention.keep")}
              </Button>
              <Button size="small" icon="lock" onPress={() => setOpen(hold === null ? "hold" : "lift")}>
                {hold === null ? t("retention.hold") : t("retention.lift")}
              </Button>
            </>
          )}
          {actions.includes("erase_case") && (
            <Button size="small" look="quiet" icon="ban" onPress={() => setOpen("erase")}>
              {t("retention.erase")}
            </Button>
          )}
        </div>
      </div>
      {(open === "keep" || open === "hold" || open === "lift") && <KeepDialog caseId={caseId} what={open} keptUntil={kept_until} onClose={() => setOpen(null)} />}
      {open === "erase" && <EraseDialog caseId={caseId} retention={retention.data} onClose={() => setOpen(null)} onErased={onErased} />}
    </Card>
  );
}
