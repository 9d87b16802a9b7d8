/** Erasing a case: why, its number typed once more, the passphrase; and what is not reached. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { RetentionView } from "@/backend/port";
import { useErase } from "@/retention/queries";
import { Button, SelectField, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

type Props = { caseId: string; retention: RetentionView; onClose: () => void; onErased: () => void };

export function EraseDialog({ caseId, retention, onClose, onErased }: Props) {
  const { t, name, say } = useWords();
  const toast = useToast();
  const erase = useErase(caseId);
  const [reason, setReason] = useState("");
  const [number, setNumber] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const blocked = retention.erasure.find((choice) => choice.reason === reason)?.blocked ?? null;
  const ready = reason !== "" && blocked === null && number.trim() !== "" && passphrase !== "" && !erase.isPending;
  const run = () => {
    if (!ready) return;
    erase.mutate(
      { wanted: { reason, case_number: number.trim() }, passphrase },
      {
        onSuccess: () => {
          toast(t("retention.erased"));
          onErased();
        },
      },
    );
    setPassphrase("");
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="erase-case" type="submit" look="against" isDisabled={!ready}>
        {t("retention.erase")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("retention.erase")} isOpen onClose={onClose} width="wide" foot={foot}>
      <Form
        id="erase-case"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t("retention.erase_lead")}</p>
        {retention.left.map((left) => (
          <Remark key={left.code} tone="caution">
            {say(left)}
          </Remark>
        ))}
        <SelectField label={t("retention.reason")} name="erasure_reason" unchosen={t("conclusion.choose")} value={reason} choices={retention.erasure.map((choice) => ({ value: choice.reason, label: name("erasure", choice.reason) }))} onChange={setReason} />
        {blocked !== null && <Remark tone="against">{say(blocked)}</Remark>}
        <TextField label={t("retention.number")} name="erasure_number" value={number} onChange={setNumber} />
        <TextField label={t("retention.passphrase")} name="erasure_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Failure error={apiErrorOf(erase.error)} />
      </Form>
    </Dialog>
  );
}
