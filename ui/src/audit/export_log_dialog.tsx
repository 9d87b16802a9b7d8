/** Where the log is written. It holds no genome data and no patient's name, but who looked at which case. */
import { useState } from "react";
import { useExportLog } from "@/audit/queries";
import { apiErrorOf } from "@/backend/context";
import { Segments } from "@/shared/controls";
import { WriteDialog } from "@/shared/write_dialog";
import { useWords } from "@/wording/words";

export function ExportLogDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const exporting = useExportLog();
  const [format, setFormat] = useState<"csv" | "json">("csv");
  return (
    <WriteDialog
      title={t("audit.export_title")}
      done={t("audit.exported")}
      isOpen
      isBusy={exporting.isPending}
      error={apiErrorOf(exporting.error)}
      written={exporting.data ?? null}
      onClose={onClose}
      onWrite={(path, passphrase) => exporting.mutate({ format, path, passphrase })}
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
    </WriteDialog>
  );
}
