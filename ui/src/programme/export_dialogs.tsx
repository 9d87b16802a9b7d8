/** Where the counts, or the ledger of every case, are written. */
import { apiErrorOf } from "@/backend/context";
import { useExportProgress, useExportRegister } from "@/programme/queries";
import { Remark } from "@/shared/surfaces";
import { WriteDialog } from "@/shared/write_dialog";
import { useWords } from "@/wording/words";

export function ProgressDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const exporting = useExportProgress();
  return (
    <WriteDialog
      title={t("progress.export_title")}
      done={t("progress.exported")}
      isOpen
      isBusy={exporting.isPending}
      error={apiErrorOf(exporting.error)}
      written={exporting.data ?? null}
      onClose={onClose}
      onWrite={(path, passphrase) => exporting.mutate({ path, passphrase })}
    >
      <p>{t("progress.export_lead")}</p>
    </WriteDialog>
  );
}

export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const exporting = useExportRegister();
  return (
    <WriteDialog
      title={t("register.export_title")}
      done={t("register.exported")}
      isOpen
      isBusy={exporting.isPending}
      error={apiErrorOf(exporting.error)}
      written={exporting.data ?? null}
      onClose={onClose}
      onWrite={(path, passphrase) => exporting.mutate({ path, passphrase })}
    >
      <Remark tone="caution">{t("register.export_lead")}</Remark>
    </WriteDialog>
  );
}
