/** What the rule asks for, whether it is there, and who counts for it. */
import type { PanelView, RequirementView } from "@/backend/port";
import { lookOf } from "@/panel/looks";
import { Mark } from "@/shared/mark";
import { type Words, useWords } from "@/wording/words";

function wantedWords(requirement: RequirementView, { t, name }: Words): string {
  if (requirement.qualification === null) return name("wanted", requirement.wanted);
  return t("rule.seat", { qualification: name("qualification", requirement.qualification), count: requirement.minimum });
}

export function Requirements({ panel }: { panel: PanelView }) {
  const words = useWords();
  const { t, name } = words;
  return (
    <section className="requirements" aria-label={t("panel.requirements")}>
      <h3>{t("panel.requirements")}</h3>
      {panel.meeting === "real_time" && panel.attending === null && <p className="quiet">{t("panel.requirements_before")}</p>}
      {panel.meeting === "circulated" && <p className="quiet">{t("panel.requirements_circulated")}</p>}
      <ul className="panel-rows">
        {panel.requirements.map((requirement) => (
          <li key={`${requirement.wanted} ${requirement.qualification ?? ""}`} className="requirement-row">
            <Mark look={lookOf("met", requirement.met)}>{name("met", requirement.met)}</Mark>
            <span>{wantedWords(requirement, words)}</span>
            <span className="quiet">{requirement.names.join(t("value.separator"))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
