/** Another signing key for oneself; another workspace key, with both halves of the recovery key. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useRenewSigningKey, useRotateWorkspaceKey } from "@/keys/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function RenewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const renew = useRenewSigningKey();
  const [passphrase, setPassphrase] = useState("");
  const ready = passphrase !== "" && !renew.isPending;
  const run = () => {
    if (!ready) return;
    renew.mutate(passphrase, {
      onSuccess: () => {
        toast(t("rotation.renewed"));
        onClose();
      },
    });
    setPassphrase("");
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="renew-key" type="submit" look="primary" isDisabled={!ready}>
        {t("rotation.renew")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("rotation.renew")} isOpen onClose={onClose} foot={foot}>
      <Form
        id="renew-key"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t("rotation.renew_lead")}</p>
        <TextField autoFocus label={t("rotation.passphrase")} name="renew_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Failure error={apiErrorOf(renew.error)} />
      </Form>
    </Dialog>
  );
}

export function RotateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const rotate = useRotateWorkspaceKey();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const ready = first.trim() !== "" && second.trim() !== "" && passphrase !== "" && !rotate.isPending;
  const run = () => {
    if (!ready) return;
    rotate.mutate(
      { halves: [first, second], passphrase },
      {
        onSuccess: ({ cases, accounts }) => {
          toast(t("rotation.done", { cases, accounts }));
          onClose();
        },
      },
    );
    setPassphrase("");
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="rotate-key" type="submit" look="primary" isDisabled={!ready}>
        {t("rotation.rotate")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("rotation.rotate")} isOpen onClose={onClose} width="wide" foot={foot}>
      <Form
        id="rotate-key"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t("rotation.lead")}</p>
        <Remark tone="caution">{t("rotation.limits")}</Remark>
        <TextField autoFocus label={t("rotation.half", { number: 1 })} name="rotation_first" type="password" value={first} onChange={setFirst} />
        <TextField label={t("rotation.half", { number: 2 })} name="rotation_second" type="password" value={second} onChange={setSecond} />
        <TextField label={t("rotation.passphrase")} name="rotation_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Failure error={apiErrorOf(rotate.error)} />
      </Form>
    </Dialog>
  );
}
