/** Where the signed document is written. A path can be typed as well as chosen. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { useBackend } from "@/backend/context";
import type { ApiError, ExportedFile } from "@/backend/port";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = {
  kind: string;
  caseNumber: string;
  revision: number;
  isOpen: boolean;
  isBusy: boolean;
  error: ApiError | null;
  exported: ExportedFile | null;
  onClose: () => void;
  onExport: (path: string, passphrase: string) => void;
};

export function ExportDialog({ kind, caseNumber, revision, isOpen, isBusy, error, exported, onClose, onExport }: Props) {
  const backend = useBackend();
  const { t, name } = useWords();
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  // A file name is seen by others: it carries the case number, never a person's name.
  const suggested = `${caseNumber}-${kind}-r${revision}.pdf`;
  const foot = exported ? (
    <Button look="primary" onPress={onClose}>
      {t("action.close")}
    </Button>
  ) : (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="export-form" type="submit" look="primary" icon="export" isDisabled={path.trim() === "" || passphrase === "" || isBusy}>
        {t("export.write")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("export.title", { document: name("document", kind) })} isOpen={isOpen} onClose={onClose} width="wide" foot={foot}>
      {exported ? (
        <>
          <Remark tone="positive">{t("export.done")}</Remark>
          <Facts
            facts={[
              { label: t("export.path"), value: <span className="notation">{exported.path}</span> },
              { label: "SHA-256", value: <span className="notation">{exported.sha256}</span> },
            ]}
          />
        </>
      ) : (
        <Form
          id="export-form"
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            onExport(path.trim(), passphrase);
            setPassphrase("");
          }}
        >
          <Remark tone="caution">{t("export.warning")}</Remark>
          <div className="export-path">
            <TextField autoFocus label={t("export.path")} name="export_path" hint={t("export.suggested", { name: suggested })} value={path} onChange={setPath} />
            <Button onPress={() => void backend.chooseTarget(t("export.choose_title"), suggested).then((chosen) => chosen && setPath(chosen))}>{t("export.choose")}</Button>
          </div>
          <TextField label={t("export.passphrase")} name="export_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
          <Failure error={error} />
        </Form>
      )}
    </Dialog>
  );
}
