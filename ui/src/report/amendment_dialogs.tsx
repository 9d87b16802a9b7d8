/** Opening a signed report again, and closing the tasks that follow. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useCloseTask, useOpenAmendment } from "@/report/queries";
import { Button, SelectField, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const KINDS = ["clerical_correction", "added_finding", "changed_interpretation", "wrong_patient"];

export function AmendmentDialog({ caseId, revision, onClose }: { caseId: string; revision: number; onClose: () => void }) {
  const { t, name } = useWords();
  const open = useOpenAmendment(caseId);
  const [kind, setKind] = useState("");
  const [because, setBecause] = useState("");
  const complete = kind !== "" && because.trim() !== "";
  return (
    <Dialog
      title={t("amendment.dialog", { revision })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="amendment-form" type="submit" look="primary" isDisabled={!complete || open.isPending}>
            {t("amendment.open")}
          </Button>
        </>
      }
    >
      <Form
        id="amendment-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !open.isPending) open.mutate({ kind, because, replaces: revision }, { onSuccess: onClose });
        }}
      >
        <Remark tone="notice">{t("amendment.lead", { revision })}</Remark>
        <SelectField label={t("amendment.kind")} name="amendment_kind" unchosen={t("conclusion.choose")} choices={KINDS.map((code) => ({ value: code, label: name("amendment", code) }))} value={kind} onChange={setKind} />
        <TextField rows={2} label={t("amendment.because")} name="amendment_because" value={because} onChange={setBecause} />
        <Failure error={apiErrorOf(open.error)} />
      </Form>
    </Dialog>
  );
}

export function TaskDialog({ caseId, replaces, task, onClose }: { caseId: string; replaces: number; task: string; onClose: () => void }) {
  const { t, name } = useWords();
  const close = useCloseTask(caseId);
  const [how, setHow] = useState("");
  return (
    <Dialog
      title={t("amendment.task_dialog", { task: name("task", task) })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="task-form" type="submit" look="primary" isDisabled={how.trim() === "" || close.isPending}>
            {t("amendment.task_close")}
          </Button>
        </>
      }
    >
      <Form
        id="task-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (how.trim() !== "" && !close.isPending) close.mutate({ replaces, task, how }, { onSuccess: onClose });
        }}
      >
        <TextField autoFocus rows={2} label={t("amendment.how")} name="task_how" hint={t("amendment.how_hint")} value={how} onChange={setHow} />
        <Failure error={apiErrorOf(close.error)} />
      </Form>
    </Dialog>
  );
}
