/** The signed report without the person, for a purpose to which the person said yes. */
import { useState } from "react";
import { useBackend } from "@/backend/context";
import type { ApiError, CaseView, ExportedFile } from "@/backend/port";
import { Button, SelectField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Remark } from "@/shared/surfaces";
import { WriteDialog } from "@/shared/write_dialog";
import { useWords } from "@/wording/words";

type Props = {
  view: CaseView;
  isBusy: boolean;
  error: ApiError | null;
  exported: ExportedFile | null;
  onClose: () => void;
  onExport: (purpose: string, path: string, passphrase: string) => void;
};

export function BundleDialog({ view, isBusy, error, exported, onClose, onExport }: Props) {
  const { t, name } = useWords();
  const backend = useBackend();
  const agreed = view.consents.filter(({ lets_results_leave, wish }) => lets_results_leave && wish === "yes").map(({ kind }) => kind);
  const [purpose, setPurpose] = useState(agreed.length === 1 ? (agreed[0] ?? "") : "");
  if (agreed.length === 0) {
    return (
      <Dialog title={t("bundle.title")} isOpen onClose={onClose} foot={<Button onPress={onClose}>{t("action.close")}</Button>}>
        <Remark tone="caution">{t("bundle.none")}</Remark>
      </Dialog>
    );
  }
  // A file name is seen by others: it carries the case number, never a person's name.
  const suggested = `${view.header.case_number}-r${view.report.revision}.fhir.json`;
  return (
    <WriteDialog
      title={t("bundle.title")}
      done={t("bundle.done")}
      isOpen
      isBusy={isBusy || purpose === ""}
      error={error}
      written={exported}
      pathHint={t("export.suggested", { name: suggested })}
      onChoose={() => backend.chooseTarget(t("bundle.choose_title"), suggested)}
      onClose={onClose}
      onWrite={(path, passphrase) => onExport(purpose, path, passphrase)}
    >
      <p>{t("bundle.lead")}</p>
      <SelectField label={t("bundle.purpose")} name="bundle_purpose" unchosen={t("conclusion.choose")} choices={agreed.map((code) => ({ value: code, label: name("consent", code) }))} value={purpose} onChange={setPurpose} />
      <Remark tone="caution">{t("export.warning")}</Remark>
    </WriteDialog>
  );
}
