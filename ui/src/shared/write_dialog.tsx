/** Writing something to a file outside: where, with the passphrase once more; then where it lies and what it holds. */
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = {
  title: string;
  /** Said once it is written. */
  done: string;
  isOpen: boolean;
  isBusy: boolean;
  error: Parameters<typeof Failure>[0]["error"];
  written: { path: string; sha256: string } | null;
  pathHint?: string;
  /** Lets the person choose the path; it can be typed as well. */
  onChoose?: () => Promise<string | null>;
  onClose: () => void;
  onWrite: (path: string, passphrase: string) => void;
  /** What is to be known or chosen before. */
  children: ReactNode;
};

function Written({ done, written }: { done: string; written: { path: string; sha256: string } }) {
  const { t } = useWords();
  return (
    <>
      <Remark tone="positive">{done}</Remark>
      <Facts
        facts={[
          { label: t("export.path"), value: <span className="notation">{written.path}</span> },
          { label: "SHA-256", value: <span className="notation">{written.sha256}</span> },
        ]}
      />
    </>
  );
}

export function WriteDialog({ title, done, isOpen, isBusy, error, written, pathHint, onChoose, onClose, onWrite, children }: Props) {
  const { t } = useWords();
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const ready = path.trim() !== "" && passphrase !== "" && !isBusy;
  const foot = written ? (
    <Button look="primary" onPress={onClose}>
      {t("action.close")}
    </Button>
  ) : (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="write-form" type="submit" look="primary" icon="export" isDisabled={!ready}>
        {t("export.write")}
      </Button>
    </>
  );
  const where = <TextField autoFocus label={t("export.path")} name="export_path" hint={pathHint} value={path} onChange={setPath} />;
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} width="wide" foot={foot}>
      {written ? (
        <Written done={done} written={written} />
      ) : (
        <Form
          id="write-form"
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            onWrite(path.trim(), passphrase);
            setPassphrase("");
          }}
        >
          {children}
          {onChoose === undefined ? (
            where
          ) : (
            <div className="write-path">
              {where}
              <Button onPress={() => void onChoose().then((chosen) => chosen && setPath(chosen))}>{t("export.choose")}</Button>
            </div>
          )}
          <TextField label={t("export.passphrase")} name="export_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
          <Failure error={error} />
        </Form>
      )}
    </Dialog>
  );
}
