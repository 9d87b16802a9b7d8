/** Importing the key list of an institution: the first one is believed only by a fingerprint told another way. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import { useImportKeyList } from "@/keys/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function ImportListDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const toast = useToast();
  const importing = useImportKeyList();
  const [path, setPath] = useState("");
  const [compared, setCompared] = useState("");
  const ready = path.trim() !== "" && !importing.isPending;
  const run = () => {
    if (!ready) return;
    importing.mutate(
      { path: path.trim(), compared: compared.trim() === "" ? null : compared.trim() },
      {
        onSuccess: () => {
          toast(t("keys_card.imported"));
          onClose();
        },
      },
    );
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="import-list" type="submit" look="primary" isDisabled={!ready}>
        {t("keys_card.import")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("keys_card.import")} isOpen onClose={onClose} width="wide" foot={foot}>
      <Form
        id="import-list"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t("keys_card.import_lead")}</p>
        <div className="write-path">
          <TextField autoFocus label={t("keys_card.list_file")} name="list_path" value={path} onChange={setPath} />
          <Button onPress={() => void backend.chooseFiles(t("keys_card.list_file")).then(([chosen]) => chosen && setPath(chosen))}>{t("export.choose")}</Button>
        </div>
        <TextField label={t("keys_card.fingerprint")} name="list_fingerprint" hint={t("keys_card.fingerprint_hint")} value={compared} onChange={setCompared} />
        <Failure error={apiErrorOf(importing.error)} />
      </Form>
    </Dialog>
  );
}
