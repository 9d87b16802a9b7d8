/** Panels before the one that counts. */
import type { PanelView } from "@/backend/port";
import { ConclusionWords } from "@/panel/conclusion";
import type { FindingName } from "@/panel/finding_names";
import { OVERTAKEN } from "@/panel/looks";
import { Matrix } from "@/panel/matrix";
import { shownDay } from "@/shared/dates";
import { Mark } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function PanelHistory({ panels, nameOf }: { panels: PanelView[]; nameOf: (key: string) => FindingName }) {
  const { t, name } = useWords();
  if (panels.length === 0) return null;
  return (
    <Card title={t("panel.history")}>
      {panels.map((panel) => (
        <details key={panel.panel_id} className="panel-before">
          <summary>
            {[shownDay(panel.day), name("meeting", panel.meeting), panel.rule.title_ja].join(t("value.separator"))}{" "}
            {panel.cancelled !== null ? <Mark look={OVERTAKEN}>{t("panel.cancelled")}</Mark> : panel.out_of_date && <Mark look={OVERTAKEN}>{t("panel.out_of_date")}</Mark>}
          </summary>
          <div className="stack tight">
            {panel.cancelled !== null && <p className="selectable">{t("panel.cancelled_because", { because: panel.cancelled.because })}</p>}
            {panel.revealed && <Matrix panel={panel} nameOf={nameOf} />}
            {panel.conclusion === null ? <p className="quiet">{t("panel.not_concluded")}</p> : <ConclusionWords conclusion={panel.conclusion} nameOf={nameOf} />}
          </div>
        </details>
      ))}
    </Card>
  );
}
