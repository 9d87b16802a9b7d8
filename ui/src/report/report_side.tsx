/** Beside the document: where the report stands, what blocks it, and the steps compose, sign, export. */
import type { ReactNode } from "react";
import type { ApiError, CaseView, ReportState } from "@/backend/port";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Icon, type IconName } from "@/shared/icon";
import type { CaseTab } from "@/shared/place";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const LOOK: Record<ReportState, { icon: IconName; tone: string }> = {
  none: { icon: "file", tone: "quiet" },
  draft: { icon: "pen", tone: "caution" },
  out_of_date: { icon: "alert", tone: "caution" },
  signed: { icon: "check", tone: "positive" },
};

/** Where each thing that blocks a signature is solved; what is not named here is solved on this screen. */
const SOLVED_IN: Record<string, CaseTab> = {
  refusal_options_undecided: "findings",
  refusal_confirmation_missing: "panel",
  refusal_panel_not_concluded: "panel",
  refusal_conclusion_out_of_date: "panel",
  refusal_germline_not_wished: "clinical",
  refusal_germline_wish_missing: "clinical",
  refusal_consent_refused: "clinical",
  refusal_consent_withdrawn: "clinical",
  refusal_interpretation_out_of_date: "clinical",
  refusal_patient_name_missing: "clinical",
};

type Props = {
  view: CaseView;
  chosen: string;
  isBusy: boolean;
  error: ApiError | null;
  onChoose: (kind: string) => void;
  onCompose: () => void;
  onSign: () => void;
  onExport: () => void;
  onExportBundle: () => void;
  onGo: (tab: CaseTab) => void;
  /** Reports that were opened again, and how to open this one. */
  amendments: ReactNode;
};

function Documents({ view, chosen, onChoose }: Props) {
  const { t, name } = useWords();
  return (
    <div className="documents" role="tablist" aria-orientation="vertical" aria-label={t("report.documents")}>
      {view.report.documents.map((document) => (
        <button
          key={document.kind}
          type="button"
          role="tab"
          aria-selected={document.kind === chosen}
          className="document-tab"
          onClick={() => onChoose(document.kind)}
        >
          <Icon name={document.kind === "patient" ? "user" : "file"} size={18} />
          <span>
            <strong>{name("document", document.kind)}</strong>
            <span className="quiet">{t("report.pages", { pages: document.pages })}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

function Blockers({ view, onGo }: Props) {
  const { t, say } = useWords();
  return (
    <section className="stack tight">
      <h3>{t("report.blockers")}</h3>
      {view.report.blockers.map((blocker) => {
        const tab = SOLVED_IN[blocker.code];
        return (
          <Remark key={say(blocker)} tone="caution">
            <div className="blocker">
              <span>{say(blocker)}</span>
              {tab !== undefined && (
                <Button size="small" icon="arrow" onPress={() => onGo(tab)}>
                  {t("report.solve_in", { tab: t(`tab.${tab}`) })}
                </Button>
              )}
            </div>
          </Remark>
        );
      })}
    </section>
  );
}

export function ReportSide(props: Props) {
  const { view, isBusy, error, onCompose, onSign, onExport, onExportBundle } = props;
  const { report } = view;
  const { t, name, explain } = useWords();
  const look = LOOK[report.state];
  const signable = report.state === "draft" && report.blockers.length === 0;
  return (
    <aside className="report-side">
      <div className={`report-state ${look.tone}`}>
        <Icon name={look.icon} size={20} />
        <div>
          <strong>{name("report_state", report.state)}</strong>
          {report.revision > 0 && <span className="quiet">{t("report.revision_number", { revision: report.revision })}</span>}
          <p>{explain("report_state", report.state)}</p>
        </div>
      </div>
      {report.documents.length > 0 && <Documents {...props} />}
      {report.blockers.length > 0 && <Blockers {...props} />}
      <Failure error={error} />
      <div className="report-actions">
        {report.state !== "signed" && (
          <Button look={signable ? "plain" : "primary"} icon="file" keyHint="C" isDisabled={isBusy} onPress={onCompose}>
            {report.state === "none" ? t("report.compose") : t("report.compose_again")}
          </Button>
        )}
        {report.state !== "signed" && report.state !== "none" && (
          <Button look={signable ? "primary" : "plain"} icon="pen" keyHint="S" isDisabled={!signable || isBusy} onPress={onSign}>
            {t("report.sign")}
          </Button>
        )}
        {report.state === "signed" && (
          <Button look="primary" icon="export" keyHint="E" isDisabled={isBusy} onPress={onExport}>
            {t("report.export")}
          </Button>
        )}
        {report.state === "signed" && (
          <Button icon="export" isDisabled={isBusy} onPress={onExportBundle}>
            {t("bundle.open")}
          </Button>
        )}
      </div>
      {props.amendments}
      {report.signature && (
        <section>
          <h3>{t("report.signature")}</h3>
          <Facts
            facts={[
              { label: t("report.signer"), value: report.signature.signer },
              { label: t("report.role"), value: name("role", report.signature.role) },
              { label: t("report.signed_at"), value: shownInstant(report.signature.signed_at) },
              { label: t("report.key"), value: <span className="notation">{report.signature.key_fingerprint}</span> },
            ]}
          />
        </section>
      )}
      {report.content_hash && (
        <section>
          <h3>{t("report.hash")}</h3>
          <p className="notation report-hash">{report.content_hash}</p>
        </section>
      )}
    </aside>
  );
}
