/** Ending a key: why, from which day on, with the passphrase once more. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { SigningKeyRow } from "@/backend/port";
import { useRevokeKey } from "@/keys/queries";
import { Button, SelectField, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

const REASONS = ["compromised", "duty_ended", "other"];

export function RevokeKeyDialog({ row, onClose }: { row: SigningKeyRow; onClose: () => void }) {
  const { t, name } = useWords();
  const toast = useToast();
  const revoke = useRevokeKey();
  const [reason, setReason] = useState("");
  const [because, setBecause] = useState("");
  const [since, setSince] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const ready = reason !== "" && because.trim() !== "" && passphrase !== "" && !revoke.isPending;
  const run = () => {
    if (!ready) return;
    const wanted = { key: row.public_key, since: since.trim(), reason, because: because.trim() };
    revoke.mutate(
      { wanted, passphrase },
      {
        onSuccess: () => {
          toast(t("keys_card.revoked"));
          onClose();
        },
      },
    );
    setPassphrase("");
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="revoke-key" type="submit" look="against" isDisabled={!ready}>
        {t("keys_card.revoke")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("keys_card.revoke_of", { name: row.person, fingerprint: row.fingerprint })} isOpen onClose={onClose} foot={foot}>
      <Form
        id="revoke-key"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t("keys_card.revoke_lead")}</p>
        <SelectField label={t("keys_card.reason")} name="revocation_reason" unchosen={t("conclusion.choose")} value={reason} choices={REASONS.map((code) => ({ value: code, label: name("revocation", code) }))} onChange={setReason} />
        <TextField label={t("keys_card.because")} name="revocation_because" hint={t("keys_card.because_hint")} value={because} onChange={setBecause} />
        <TextField label={t("keys_card.since")} name="revocation_since" hint={t("keys_card.since_hint")} placeholder="2026-11-25" value={since} onChange={setSince} />
        <TextField label={t("keys_card.passphrase")} name="revocation_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        {row.is_own && <Remark tone="caution">{t("keys_card.revoke_own")}</Remark>}
        <Failure error={apiErrorOf(revoke.error)} />
      </Form>
    </Dialog>
  );
}
