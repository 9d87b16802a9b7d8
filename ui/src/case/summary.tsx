/** What matters, in a few lines; what to do next; how far it is. */
import type { ReactNode } from "react";
import type { CaseView, MilestoneView, SummaryLine } from "@/backend/port";
import { Button } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Icon, type IconName } from "@/shared/icon";
import { type CaseTab } from "@/shared/place";
import { Card, Empty, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const LOOK: Record<string, { icon: IconName; tone: string }> = {
  option: { icon: "pill", tone: "accent" },
  against: { icon: "ban", tone: "against" },
  marker: { icon: "flask", tone: "notice" },
  not_assessed: { icon: "question", tone: "quiet" },
  attention: { icon: "alert", tone: "caution" },
};

function Line({ line }: { line: SummaryLine }) {
  const { say, name } = useWords();
  const look = LOOK[line.kind] ?? { icon: "dot" as const, tone: "quiet" };
  return (
    <li className={`summary-line ${look.tone}`}>
      <span className="summary-mark">
        <Icon name={look.icon} size={18} />
      </span>
      <div>
        <span className="summary-kind">{name("summary", line.kind)}</span>
        <p className="selectable">{say(line.message)}</p>
      </div>
    </li>
  );
}

export function Milestones({ milestones }: { milestones: MilestoneView[] }) {
  const { t, name } = useWords();
  return (
    <ol className="milestones">
      {milestones.map((milestone) => (
        <li key={milestone.name} className={milestone.reached_on ? "reached" : ""}>
          <span className="milestone-mark" aria-hidden="true">
            {milestone.reached_on && <Icon name="check" size={12} />}
          </span>
          <span>{name("milestone", milestone.name)}</span>
          <span className="milestone-day">{milestone.reached_on ? shownDay(milestone.reached_on) : t("milestone.not_reached")}</span>
        </li>
      ))}
    </ol>
  );
}

/** The one next thing to do, told by where the report stands. */
function NextStep({ view, onGo }: { view: CaseView; onGo: (tab: CaseTab) => void }) {
  const { t } = useWords();
  const open = view.findings.filter((finding) => finding.needs_decision && finding.decision === null).length;
  const blockedBy = (code: string) => view.report.blockers.some((blocker) => blocker.code === code);
  const draft = view.report.state === "draft";
  const next =
    view.report.state === "signed"
      ? ({ text: t("next.signed"), action: t("next.open_report"), tab: "report" } as const)
      : open > 0
        ? ({ text: t("next.decide", { count: open }), action: t("next.open_findings"), tab: "findings" } as const)
        : blockedBy("refusal_confirmation_missing")
          ? ({ text: t("next.confirm"), action: t("next.open_panel"), tab: "panel" } as const)
          : draft && (blockedBy("refusal_panel_not_concluded") || blockedBy("refusal_conclusion_out_of_date"))
            ? ({ text: t("next.panel"), action: t("next.open_panel"), tab: "panel" } as const)
            : draft
              ? ({ text: t("next.sign"), action: t("next.open_report"), tab: "report" } as const)
              : ({ text: t("next.compose"), action: t("next.open_report"), tab: "report" } as const);
  return (
    <div className="next-step">
      <p>{next.text}</p>
      <Button look="primary" icon="arrow" onPress={() => onGo(next.tab)}>
        {next.action}
      </Button>
    </div>
  );
}

type Props = { view: CaseView; overview: ReactNode; onGo: (tab: CaseTab) => void };

export function Summary({ view, overview, onGo }: Props) {
  const { t, say } = useWords();
  return (
    <div className="page-body summary-columns">
      <div className="stack">
        <Card title={t("summary.title")}>
          {view.summary.length === 0 ? (
            <Empty icon="note" title={t("summary.empty")} />
          ) : (
            <ul className="summary-lines">
              {view.summary.map((line) => (
                <Line key={`${line.kind} ${say(line.message)}`} line={line} />
              ))}
            </ul>
          )}
        </Card>
        {overview}
        {view.notices.length > 0 && (
          <Card title={t("summary.notices")}>
            <div className="stack tight">
              {view.notices.map((notice) => (
                <Remark key={say(notice)} tone="caution">
                  {say(notice)}
                </Remark>
              ))}
            </div>
          </Card>
        )}
      </div>
      <div className="stack">
        <Card title={t("next.title")}>
          <NextStep view={view} onGo={onGo} />
        </Card>
        <Card title={t("summary.milestones")}>
          <Milestones milestones={view.milestones} />
        </Card>
      </div>
    </div>
  );
}
