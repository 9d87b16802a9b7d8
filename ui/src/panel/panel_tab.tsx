/** The expert panel of a case: rule, confirmatory tests, who sits, what each one thinks, and the conclusion. */
import { type ReactNode, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseView, PanelBoard, PanelView } from "@/backend/port";
import { AttendanceForm, Members } from "@/panel/attendance";
import { CancelDialog } from "@/panel/cancel_dialog";
import { ConclusionWords, WithdrawConclusionDialog } from "@/panel/conclusion";
import { ConclusionForm } from "@/panel/conclusion_form";
import { Confirmations } from "@/panel/confirmations";
import { ConveneDialog } from "@/panel/convene_dialog";
import { type FindingName, namesOf } from "@/panel/finding_names";
import { OVERTAKEN } from "@/panel/looks";
import { OmittingCard } from "@/panel/omitting_card";
import { Opinions } from "@/panel/opinions";
import { PacketMembers } from "@/panel/packet_members";
import { PanelHistory } from "@/panel/panel_history";
import { type Agenda, Projection } from "@/panel/projection";
import { usePanelBoard } from "@/panel/queries";
import { Reminder } from "@/panel/reminder";
import { ReferralCard } from "@/panel/referral";
import { Requirements } from "@/panel/requirements";
import { RuleCard } from "@/panel/rule_card";
import { Button } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Mark } from "@/shared/mark";
import type { CaseTab } from "@/shared/place";
import { useShortcuts } from "@/shared/shortcuts";
import { Card, Empty, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = { view: CaseView; login: string; actions: string[]; precedents: ReactNode; onGo: (tab: CaseTab) => void; onSettings: () => void; agenda: Agenda };
type HeldProps = { view: CaseView; login: string; actions: string[]; board: PanelBoard; panel: PanelView; nameOf: (key: string) => FindingName; onGo: (tab: CaseTab) => void };

function ConclusionCard({ view, login, board, panel, nameOf, onGo }: HeldProps) {
  const { t } = useWords();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const caseId = view.header.case_id;
  const isSigned = view.report.state === "signed";
  if (panel.conclusion === null) {
    return !panel.open ? null : (
      <Card title={t("conclusion.title")}>
        <ConclusionForm caseId={caseId} login={login} panel={panel} offered={board.offered} asked={board.asked} />
      </Card>
    );
  }
  return (
    <Card
      title={t("conclusion.title")}
      aside={
        !isSigned && (
          <Button size="small" icon="undo" onPress={() => setWithdrawing(true)}>
            {t("conclusion.withdraw")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ConclusionWords conclusion={panel.conclusion} nameOf={nameOf} />
        {panel.conclusion.stands && !isSigned && (
          <div className="row wrap">
            <span className="quiet">{t("conclusion.then_compose")}</span>
            <Button size="small" look="primary" icon="arrow" onPress={() => onGo("report")}>
              {t("next.open_report")}
            </Button>
          </div>
        )}
      </div>
      {isWithdrawing && <WithdrawConclusionDialog caseId={caseId} onClose={() => setWithdrawing(false)} />}
    </Card>
  );
}

/** What became of a panel on which nobody works any more. */
function Standing({ panel }: { panel: PanelView }) {
  const { t } = useWords();
  if (panel.cancelled !== null) return <Mark look={OVERTAKEN}>{t("panel.cancelled")}</Mark>;
  return panel.out_of_date && <Mark look={OVERTAKEN}>{t("panel.out_of_date")}</Mark>;
}

/** The panel that counts. */
function Held(props: HeldProps) {
  const { view, login, actions, board, panel, nameOf } = props;
  const { t, name } = useWords();
  const caseId = view.header.case_id;
  const isOpen = panel.open;
  const [isCancelling, setCancelling] = useState(false);
  const title = t("panel.of_day", { meeting: name("meeting", panel.meeting), day: shownDay(panel.day) });
  return (
    <>
      <Card
        title={title}
        aside={
          isOpen ? (
            <Button size="small" icon="ban" onPress={() => setCancelling(true)}>
              {t("panel.cancel")}
            </Button>
          ) : (
            <Standing panel={panel} />
          )
        }
      >
        <div className="stack">
          {panel.out_of_date && <Remark tone="caution">{t("panel.out_of_date_hint")}</Remark>}
          {panel.cancelled !== null && <Remark tone="caution">{t("panel.cancelled_because", { because: panel.cancelled.because })}</Remark>}
          {panel.reminder !== null && <Reminder reminder={panel.reminder} />}
          <p className="quiet selectable">{t("panel.by_rule", { rule: panel.rule.title_ja })}</p>
          <section className="stack tight">
            <h3>{t("panel.members")}</h3>
            <Members panel={panel} />
          </section>
          {isOpen ? (
            <AttendanceForm caseId={caseId} login={login} panel={panel} />
          ) : (
            panel.attending !== null && <p>{t("panel.attending_was", { attending: name("attending", panel.attending) })}</p>
          )}
          <Requirements panel={panel} />
        </div>
      </Card>
      {isOpen && !panel.revealed && actions.includes("write_packet") && <PacketMembers caseId={caseId} />}
      {(isOpen || panel.opinions.length > 0) && <Opinions caseId={caseId} login={login} panel={panel} asked={board.asked} nameOf={nameOf} isOpen={isOpen} />}
      <ConclusionCard {...props} />
      {isCancelling && <CancelDialog caseId={caseId} onClose={() => setCancelling(false)} />}
    </>
  );
}

export function PanelTab({ view, login, actions, precedents, onGo, onSettings, agenda }: Props) {
  const { t, say } = useWords();
  const caseId = view.header.case_id;
  const found = usePanelBoard(caseId);
  const [isConvening, setConvening] = useState(false);
  // Kept beyond the case: the meeting goes from one case to the next without the screen below coming up.
  const projection = useKept(`${login} projection`, () => false);
  const callable = found.data?.convening_blocked === null;
  useShortcuts("tab.panel", [
    { keys: "m", label: "panel.convene", run: () => callable && setConvening(true) },
    { keys: "v", label: "projection.open", run: () => found.data && projection.set(true) },
  ]);
  const nameOf = namesOf(view.findings, found.data?.asked ?? []);
  const projected = projection.value && !found.isError && <Projection header={view.header} board={found.data} nameOf={nameOf} agenda={agenda} onClose={projection.forget} />;
  if (found.isPending) return projected || <Waiting label={t("panel.reading")} />;
  if (found.isError) {
    return (
      <div className="page-body">
        <Failure error={apiErrorOf(found.error)} />
      </div>
    );
  }
  const board = found.data;
  const [panel, ...before] = board.panels;
  return (
    <div className="page-body">
      <div className="panel-tools">
        <Button icon="user" look={callable && panel?.open !== true ? "primary" : "plain"} keyHint="M" isDisabled={!callable} onPress={() => setConvening(true)}>
          {t("panel.convene")}
        </Button>
        <Button icon="signpost" keyHint="V" onPress={() => projection.set(true)}>
          {t("projection.open")}
        </Button>
        {board.convening_blocked !== null && view.report.state !== "signed" && <span className="quiet">{say(board.convening_blocked)}</span>}
      </div>
      <div className="panel-columns">
        <div className="stack">
          <Confirmations caseId={caseId} rows={board.confirmations} isSigned={view.report.state === "signed"} />
          {panel === undefined ? (
            <Card title={t("tab.panel")}>
              <Empty icon="user" title={t("panel.none")}>
                <p>{t("panel.none_hint")}</p>
              </Empty>
            </Card>
          ) : (
            <Held view={view} login={login} actions={actions} board={board} panel={panel} nameOf={nameOf} onGo={onGo} />
          )}
          <ReferralCard caseId={caseId} actions={actions} isSigned={view.report.state === "signed"} />
          <PanelHistory panels={before} nameOf={nameOf} />
          {precedents}
        </div>
        <div className="stack">
          <RuleCard board={board} onSettings={onSettings} />
          <OmittingCard caseId={caseId} omission={board.omitting} mayDecide={actions.includes("omit_panel")} />
        </div>
      </div>
      {isConvening && <ConveneDialog caseId={caseId} login={login} board={board} onClose={() => setConvening(false)} />}
      {projected}
    </div>
  );
}
