/** Where the log is written. It holds no genome data and no patient's name, but who looked at which case. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useExportLog } from "@/audit/queries";
import { Button, Segments, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function ExportLogDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const exporting = useExportLog();
  const [format, setFormat] = useState<"csv" | "json">("csv");
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const exported = exporting.data;
  const foot = exported ? (
    <Button look="primary" onPress={onClose}>
      {t("action.close")}
    </Button>
  ) : (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="export-log-form" type="submit" look="primary" icon="export" isDisabled={path.trim() === "" || passphrase === "" || exporting.isPending}>
        {t("export.write")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("audit.export_title")} isOpen onClose={onClose} width="wide" foot={foot}>
      {exported ? (
        <>
          <Remark tone="positive">{t("audit.exported")}</Remark>
          <Facts
            facts={[
              { label: t("export.path"), value: <span className="notation">{exported.path}</span> },
              { label: "SHA-256", value: <span className="notation">{exported.sha256}</span> },
            ]}
          />
        </>
      ) : (
        <Form
          id="export-log-form"
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            exporting.mutate({ format, path: path.trim(), passphrase });
            setPassphrase("");
          }}
        >
          <p>{t("audit.export_lead")}</p>
          <Segments
            label={t("audit.format")}
            value={format}
            onChange={setFormat}
            choices={[
              { value: "csv", label: t("audit.format_csv") },
              { value: "json", label: t("audit.format_json") },
            ]}
          />
          <TextField autoFocus label={t("export.path")} name="export_log_path" value={path} onChange={setPath} />
          <TextField label={t("export.passphrase")} name="export_log_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
          <Failure error={apiErrorOf(exporting.error)} />
        </Form>
      )}
    </Dialog>
  );
}
