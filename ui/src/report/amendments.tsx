/** Signed reports that were opened again, and what must be done because they had left the house. */
import { useState } from "react";
import type { AmendmentView } from "@/backend/port";
import { AmendmentDialog, TaskDialog } from "@/report/amendment_dialogs";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Mark } from "@/shared/mark";
import { useWords } from "@/wording/words";

type Props = { caseId: string; revision: number; isSigned: boolean; amendments: AmendmentView[] };
type Open = { dialog: "amend" } | { dialog: "task"; replaces: number; task: string };

export function Amendments({ caseId, revision, isSigned, amendments }: Props) {
  const { t, name } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {isSigned && (
        <div className="report-actions">
          <Button icon="undo" onPress={() => setOpen({ dialog: "amend" })}>
            {t("amendment.start")}
          </Button>
        </div>
      )}
      {amendments.length > 0 && (
        <section className="stack tight" aria-label={t("amendment.title")}>
          <h3>{t("amendment.title")}</h3>
          {amendments.map((amendment) => (
            <div key={amendment.replaces} className="amendment">
              <strong>{t("amendment.of", { revision: amendment.replaces, kind: name("amendment", amendment.kind) })}</strong>
              <p className="selectable">{amendment.because}</p>
              <p className="quiet">
                {amendment.by} {shownInstant(amendment.at)}
              </p>
              {amendment.open_tasks.map((task) => (
                <div key={task} className="amendment-task">
                  <Mark look={{ icon: "clock", tone: "caution" }}>{name("task", task)}</Mark>
                  <Button size="small" aria-label={t("amendment.task_done", { task: name("task", task) })} onPress={() => setOpen({ dialog: "task", replaces: amendment.replaces, task })}>
                    {t("amendment.done")}
                  </Button>
                </div>
              ))}
            </div>
          ))}
        </section>
      )}
      {open?.dialog === "amend" && <AmendmentDialog caseId={caseId} revision={revision} onClose={close} />}
      {open?.dialog === "task" && <TaskDialog caseId={caseId} replaces={open.replaces} task={open.task} onClose={close} />}
    </>
  );
}
