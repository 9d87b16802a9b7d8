/** Level, access and decision of a finding. Letter, shape and word carry each; colour only helps. */
import type { FindingView } from "@/backend/port";
import { Icon } from "@/shared/icon";
import { useWords } from "@/wording/words";

export function LevelBadge({ finding, size = "normal" }: { finding: FindingView; size?: "normal" | "large" }) {
  const { t } = useWords();
  if (finding.resistance) {
    const level = finding.evidence_level;
    return (
      <span className={`level against ${size}`} title={t("finding.against_title")}>
        R{level && <small>{finding.level_state === "candidate" ? `(${level})` : level}</small>}
      </span>
    );
  }
  if (finding.evidence_level === null) {
    return (
      <span className={`level none ${size}`} title={t("finding.no_level")}>
        {t("value.none")}
      </span>
    );
  }
  const candidate = finding.level_state === "candidate";
  return (
    <span
      className={`level ${candidate ? "candidate" : `of-${finding.evidence_level.toLowerCase()}`} ${size}`}
      title={candidate ? t("finding.candidate_title") : t("finding.level_title", { level: finding.evidence_level })}
    >
      {candidate ? `(${finding.evidence_level})` : finding.evidence_level}
    </span>
  );
}

const ACCESS_LOOK: Record<string, string> = {
  jp_approved: "positive",
  jp_trial: "accent",
  jp_off_label: "notice",
  overseas_trial: "plain-box",
  fda_approved: "plain-box",
  fda_off_label: "plain-box",
};

export function AccessBadge({ finding }: { finding: FindingView }) {
  const { name } = useWords();
  if (finding.accessibility === "none") return null;
  return <span className={`badge ${ACCESS_LOOK[finding.accessibility] ?? ""}`}>{name("access", finding.accessibility)}</span>;
}

export function UnconfirmedBadge({ finding }: { finding: FindingView }) {
  const { t } = useWords();
  if (finding.basis !== "from_memory") return null;
  return <span className="badge caution">{t("finding.unconfirmed")}</span>;
}

export function TumorMatchBadge({ finding }: { finding: FindingView }) {
  const { name } = useWords();
  if (finding.tumor_type_match === "same" || finding.tumor_type_match === "ancestor") return null;
  return <span className="badge">{name("tumor_match", finding.tumor_type_match)}</span>;
}

/** The same profile holds a row that speaks against the drug; it stands beside the option, whatever its level. */
export function ContradictedBadge({ finding }: { finding: FindingView }) {
  const { t } = useWords();
  if (!finding.reasons.some(({ code }) => code === "contradicted_by")) return null;
  return (
    <span className="badge against">
      <Icon name="ban" size={12} />
      {t("finding.contradicted")}
    </span>
  );
}

export function DecisionMark({ finding }: { finding: FindingView }) {
  const { name, t } = useWords();
  if (finding.decision !== null) {
    const accepted = finding.decision.decision === "accepted";
    return (
      <span className={`decision-mark ${accepted ? "accepted" : "declined"}`}>
        <Icon name={accepted ? "check" : "cross"} size={13} />
        {name("decision", finding.decision.decision)}
      </span>
    );
  }
  return finding.needs_decision ? <span className="decision-mark open">{t("finding.open")}</span> : null;
}
