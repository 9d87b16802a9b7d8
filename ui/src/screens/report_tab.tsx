import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseView, SessionView } from "@/backend/port";
import { useCompose, useExport, useExportBundle, useSign } from "@/case/queries";
import { usePanelBoard } from "@/panel/queries";
import { Amendments } from "@/report/amendments";
import { BundleDialog } from "@/report/bundle_dialog";
import { EarlierRevisions, type Read, SetAsideBanner } from "@/report/earlier_revisions";
import { ExportDialog } from "@/report/export_dialog";
import { Preview } from "@/report/preview";
import { ReportSide } from "@/report/report_side";
import { SignDialog } from "@/report/sign_dialog";
import type { CaseTab } from "@/shared/place";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function ReportTab({ view, session, onGo }: { view: CaseView; session: SessionView; onGo: (tab: CaseTab) => void }) {
  const { t } = useWords();
  const toast = useToast();
  const caseId = view.header.case_id;
  const compose = useCompose(caseId);
  const sign = useSign(caseId);
  const exporting = useExport(caseId);
  const bundling = useExportBundle(caseId);
  const board = usePanelBoard(caseId);
  const [kind, setKind] = useState("panel");
  const [open, setOpen] = useState<"sign" | "export" | "bundle" | null>(null);
  const [read, setRead] = useState<Read | null>(null);

  const { report } = view;
  const earlier = report.earlier.find(({ revision }) => revision === read?.revision)?.documents.find((candidate) => candidate.kind === read?.kind);
  const document = report.documents.find((candidate) => candidate.kind === kind) ?? report.documents[0];
  const isBusy = compose.isPending || sign.isPending || exporting.isPending;
  const signable = report.state === "draft" && report.blockers.length === 0;

  const runCompose = () => compose.mutate(undefined, { onSuccess: () => toast(t("report.composed")) });
  const openExport = () => {
    exporting.reset();
    setOpen("export");
  };
  const openSign = () => {
    sign.reset();
    setOpen("sign");
  };

  useShortcuts("tab.report", [
    { keys: "c", label: "keys.compose", run: () => report.state !== "signed" && !isBusy && runCompose() },
    { keys: "s", label: "keys.sign", run: () => signable && openSign() },
    { keys: "e", label: "keys.export", run: () => report.state === "signed" && openExport() },
    { keys: "p", label: "keys.other_document", run: () => setKind((before) => (before === "panel" ? "patient" : "panel")) },
  ]);

  return (
    <div className="report-columns">
      <ReportSide
        view={view}
        chosen={document?.kind ?? kind}
        isBusy={isBusy}
        error={apiErrorOf(compose.error ?? board.error)}
        onChoose={(chosen) => {
          setKind(chosen);
          setRead(null);
        }}
        onCompose={runCompose}
        onSign={openSign}
        onExport={openExport}
        onExportBundle={() => {
          bundling.reset();
          setOpen("bundle");
        }}
        onGo={onGo}
        amendments={
          <>
            <Amendments caseId={caseId} revision={report.revision} isSigned={report.state === "signed"} amendments={board.data?.amendments ?? []} />
            <EarlierRevisions view={view} onRead={setRead} />
          </>
        }
      />
      {earlier !== undefined && read !== null ? (
        <div className="earlier-preview">
          <SetAsideBanner view={view} read={read} onBack={() => setRead(null)} />
          <Preview caseId={caseId} document={earlier} revision={read.revision} />
        </div>
      ) : document ? (
        <Preview caseId={caseId} document={document} />
      ) : (
        <Empty icon="file" title={t("report.none")}>
          <p>{t("report.none_hint")}</p>
        </Empty>
      )}
      <SignDialog
        view={view}
        board={board.data}
        session={session}
        isOpen={open === "sign"}
        isBusy={sign.isPending}
        error={apiErrorOf(sign.error)}
        onClose={() => setOpen(null)}
        onSign={(passphrase) =>
          sign.mutate(passphrase, {
            onSuccess: () => {
              setOpen(null);
              toast(t("report.signed"));
            },
          })
        }
      />
      {open === "bundle" && (
        <BundleDialog
          view={view}
          isBusy={bundling.isPending}
          error={apiErrorOf(bundling.error)}
          exported={bundling.data ?? null}
          onClose={() => setOpen(null)}
          onExport={(purpose, path, passphrase) => bundling.mutate({ purpose, path, passphrase })}
        />
      )}
      {document && (
        <ExportDialog
          key={`${document.kind} ${open === "export"}`}
          kind={document.kind}
          caseNumber={view.header.case_number}
          revision={report.revision}
          isOpen={open === "export"}
          isBusy={exporting.isPending}
          error={apiErrorOf(exporting.error)}
          exported={exporting.data ?? null}
          onClose={() => setOpen(null)}
          onExport={(path, passphrase) => exporting.mutate({ kind: document.kind, path, passphrase })}
        />
      )}
    </div>
  );
}
