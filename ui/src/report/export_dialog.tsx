/** Where the signed document is written. */
import { useBackend } from "@/backend/context";
import type { ApiError, ExportedFile } from "@/backend/port";
import { Remark } from "@/shared/surfaces";
import { WriteDialog } from "@/shared/write_dialog";
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

export function ExportDialog({ kind, caseNumber, revision, exported, onExport, ...rest }: Props) {
  const backend = useBackend();
  const { t, name } = useWords();
  // A file name is seen by others: it carries the case number, never a person's name.
  const suggested = `${caseNumber}-${kind}-r${revision}.pdf`;
  return (
    <WriteDialog
      {...rest}
      title={t("export.title", { document: name("document", kind) })}
      done={t("export.done")}
      written={exported}
      pathHint={t("export.suggested", { name: suggested })}
      onChoose={() => backend.chooseTarget(t("export.choose_title"), suggested)}
      onWrite={onExport}
    >
      <Remark tone="caution">{t("export.warning")}</Remark>
    </WriteDialog>
  );
}
