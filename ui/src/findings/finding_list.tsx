/** The findings to choose from, in sections and groups. The list keeps the focus; arrows move the choice. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { FindingView } from "@/backend/port";
import { AccessBadge, ContradictedBadge, DecisionMark, LevelBadge, TumorMatchBadge, UnconfirmedBadge } from "@/findings/badges";
import { type Grouping, inReadingOrder, type Section } from "@/findings/sections";
import { rowAfter } from "@/shared/row_grid";
import { isComposing } from "@/shared/shortcuts";
import { useWords } from "@/wording/words";

type Props = { sections: Section[]; grouping: Grouping; chosen: string | null; onChoose: (key: string) => void };

const idOf = (finding: FindingView) => `finding-${finding.key}-${finding.statement}`.replace(/[^\w-]/g, "_");
export const choiceOf = (finding: FindingView) => `${finding.key} ${finding.statement}`;

function Row({ finding, grouping, isChosen, onChoose }: { finding: FindingView; grouping: Grouping; isChosen: boolean; onChoose: () => void }) {
  const { t } = useWords();
  const title = grouping === "drug" ? finding.label : (finding.therapy_label ?? finding.label);
  const about = [finding.setting, finding.tumor_type_ja].filter((text) => text !== null && text !== "");
  return (
    <div id={idOf(finding)} role="option" aria-selected={isChosen} className="finding-row" onClick={onChoose}>
      <LevelBadge finding={finding} />
      <div className="finding-words">
        <span className="finding-title">{title}</span>
        <span className="finding-about">{about.join(t("value.separator"))}</span>
        <span className="finding-badges">
          <AccessBadge finding={finding} />
          <UnconfirmedBadge finding={finding} />
          <TumorMatchBadge finding={finding} />
          <ContradictedBadge finding={finding} />
          {finding.given_before && <span className="badge">{t("finding.given_before")}</span>}
        </span>
      </div>
      <DecisionMark finding={finding} />
    </div>
  );
}

export function FindingList({ sections, grouping, chosen, onChoose }: Props) {
  const { t, name } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const ordered = inReadingOrder(sections);
  const index = ordered.findIndex((finding) => choiceOf(finding) === chosen);
  const active = ordered[index];

  useEffect(() => {
    if (active) document.getElementById(idOf(active))?.scrollIntoView?.({ block: "nearest" });
  }, [active, grouping]);

  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = rowAfter(event.key, index, ordered.length, 6);
    const finding = next === undefined ? undefined : ordered[next];
    if (finding === undefined) return;
    event.preventDefault();
    onChoose(choiceOf(finding));
  };

  return (
    <div
      ref={frame}
      className="finding-list"
      role="listbox"
      tabIndex={0}
      aria-label={t("tab.findings")}
      aria-activedescendant={active ? idOf(active) : undefined}
      onKeyDown={pressed}
    >
      {sections.map((section) => (
        <div key={section.name} role="group" aria-labelledby={`section-${section.name}`}>
          {/* A list box holds groups and options alone: the headings are seen, and spoken as the names of their groups. */}
          <h2 role="presentation" id={`section-${section.name}`} className={`finding-section ${section.name}`}>
            {name("finding_section", section.name)}
            <span className="quiet">{t("value.items", { count: section.count })}</span>
          </h2>
          {section.groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title} className="finding-group">
              <h3 role="presentation">
                {group.title}
                {group.subtitle && <span className="quiet">{group.subtitle}</span>}
              </h3>
              {group.findings.map((finding) => (
                <Row
                  key={choiceOf(finding)}
                  finding={finding}
                  grouping={grouping}
                  isChosen={choiceOf(finding) === chosen}
                  onChoose={() => onChoose(choiceOf(finding))}
                />
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
