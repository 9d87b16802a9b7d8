/** Ending a panel that was called with the wrong persons, by the wrong rule or on the wrong day. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useCancelPanel } from "@/panel/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export function CancelDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const cancel = useCancelPanel(caseId);
  const [because, setBecause] = useState("");
  const complete = because.trim() !== "" && !cancel.isPending;
  return (
    <Dialog
      title={t("panel.cancel")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.close")}</Button>
          <Button form="cancel-panel-form" type="submit" look="against" isDisabled={!complete}>
            {t("panel.cancel_now")}
          </Button>
        </>
      }
    >
      <Form
        id="cancel-panel-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) cancel.mutate(because, { onSuccess: onClose });
        }}
      >
        <p>{t("panel.cancel_lead")}</p>
        <TextField autoFocus rows={2} label={t("panel.cancel_because")} name="cancel_because" value={because} onChange={setBecause} />
        <Failure error={apiErrorOf(cancel.error)} />
      </Form>
    </Dialog>
  );
}
