/** The two international classifications of a variant, conditions beyond the biomarker, and the other side of a conflict. */
import type { AmpView, FindingView, OncogenicityView, UnconfirmedTierView } from "@/backend/port";
import { shownDay } from "@/shared/dates";
import { Facts } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

function tierText(amp: AmpView | null, { t }: Words): string {
  if (amp === null) return t("finding.amp_none");
  const tier = amp.level === null ? t("finding.amp_tier", { tier: amp.tier }) : t("finding.amp_tier_level", { tier: amp.tier, level: amp.level });
  return amp.state === "candidate" ? `${tier}${t("finding.amp_candidate")}` : tier;
}

function strongerText({ tier, level, because }: UnconfirmedTierView, { t }: Words): string {
  const named = level === null ? t("finding.amp_tier", { tier }) : t("finding.amp_tier_level", { tier, level });
  return t("finding.amp_stronger", { tier: named, statement: because });
}

function classText(oncogenicity: OncogenicityView, { t, name }: Words): string {
  if (oncogenicity.class === null) return t("finding.oncogenicity_open");
  const points = t("finding.oncogenicity_points", { points: oncogenicity.points });
  const unconfirmed = oncogenicity.basis === "from_memory" ? t("finding.amp_candidate") : "";
  return `${name("oncogenicity", oncogenicity.class)}${unconfirmed}${t("value.separator")}${points}`;
}

function Criteria({ oncogenicity }: { oncogenicity: OncogenicityView }) {
  const { t, name, say } = useWords();
  return (
    <details>
      <summary>{t("finding.criteria")}</summary>
      <ul className="why">
        {oncogenicity.criteria.map((criterion) => (
          <li key={criterion.code} className="selectable">
            <span className="notation">{criterion.code}</span> {name("condition", criterion.met)}
            {criterion.points !== 0 && ` (${t("finding.oncogenicity_points", { points: criterion.points })})`}
            {t("value.separator")}
            {say(criterion.reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Classification({ finding }: { finding: FindingView }) {
  const words = useWords();
  const { t } = words;
  const { amp, oncogenicity } = finding;
  if (amp === null && oncogenicity === null) return null;
  const facts = [{ label: t("finding.amp"), value: tierText(amp, words) }];
  if (amp !== null && amp.stronger !== null) facts.push({ label: "", value: strongerText(amp.stronger, words) });
  if (oncogenicity !== null) {
    facts.push({ label: t("finding.oncogenicity"), value: classText(oncogenicity, words) });
    const { lowest_points: lowest, highest_points: highest } = oncogenicity;
    if (lowest !== highest) facts.push({ label: "", value: t("finding.oncogenicity_reach", { lowest, highest }) });
  }
  return (
    <section>
      <h3>{t("finding.classification")}</h3>
      <Facts facts={facts} />
      {oncogenicity !== null && <Criteria oncogenicity={oncogenicity} />}
    </section>
  );
}

export function TrialFacts({ finding }: { finding: FindingView }) {
  const { t } = useWords();
  if (finding.trial === null) return null;
  const { registry_id: registryId, title_ja: title, patient_requested: isRequested, seen_on: seenOn } = finding.trial;
  return (
    <section>
      <h3>{isRequested ? t("finding.patient_requested") : t("finding.trial")}</h3>
      <Facts
        facts={[
          { label: t("finding.trial_title"), value: title },
          { label: t("finding.registry_id"), value: <span className="notation selectable">{registryId ?? t("value.not_recorded")}</span> },
          { label: t("finding.trial_seen_on"), value: shownDay(seenOn) },
        ]}
      />
    </section>
  );
}

export function Conditions({ finding }: { finding: FindingView }) {
  const { t, say, name } = useWords();
  if (finding.conditions.length === 0) return null;
  return (
    <section>
      <h3>{t("finding.conditions")}</h3>
      <ul className="why">
        {finding.conditions.map((condition, index) => (
          <li key={`${condition.asked.code} ${index}`} className="selectable">
            {say(condition.asked)}
            {t("value.separator")}
            {name("condition", condition.met)}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Opposite({ finding }: { finding: FindingView }) {
  const { t, name } = useWords();
  if (finding.opposite.length === 0) return null;
  return (
    <section>
      <h3>{t("finding.opposite")}</h3>
      <ul className="why">
        {finding.opposite.map((other) => (
          <li key={other.statement} className="selectable">
            <span className="notation">{other.statement}</span> {name("predicate", other.predicate)}
            {t("value.separator")}
            {name("basis", other.basis)}
            {other.citation && `${t("value.separator")}${other.citation}`}
          </li>
        ))}
      </ul>
      <p className="quiet">{t("finding.opposite_hint")}</p>
    </section>
  );
}
