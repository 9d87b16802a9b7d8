/** An opinion on each finding that the panel is asked about, and on the whole. Every finding needs a stance. */
import type { AskedFinding, NewOpinion } from "@/backend/port";
import { ChoiceField, TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

export type OpinionDraft = { stances: Record<string, string>; comments: Record<string, string>; overall: string; receivedBy: string };
export const NO_OPINION: OpinionDraft = { stances: {}, comments: {}, overall: "", receivedBy: "" };

const STANCES = ["recommend", "do_not_recommend", "undecided"];
const orNull = (text: string | undefined) => (text === undefined || text.trim() === "" ? null : text);

export const isComplete = (draft: OpinionDraft, asked: AskedFinding[]) => asked.every(({ key }) => draft.stances[key]);

export function opinionOf(draft: OpinionDraft, asked: AskedFinding[], seat: number | null): NewOpinion {
  return {
    seat,
    findings: asked.map(({ key }) => ({ finding: key, stance: draft.stances[key] ?? "", comment: orNull(draft.comments[key]) })),
    overall: orNull(draft.overall),
    received_by: orNull(draft.receivedBy),
  };
}

type Props = { asked: AskedFinding[]; draft: OpinionDraft; onChange: (draft: OpinionDraft) => void };

export function OpinionFields({ asked, draft, onChange }: Props) {
  const { t, name } = useWords();
  return (
    <div className="stack">
      {asked.length === 0 && <p className="quiet">{t("opinion.nothing_asked")}</p>}
      {asked.map((finding) => (
        <fieldset key={finding.key} className="opinion-finding" aria-label={t("opinion.about", { what: finding.label })}>
          <div className="row wrap">
            <strong className="selectable">{finding.therapy_label ?? finding.label}</strong>
            {finding.therapy_label !== null && <span className="quiet">{finding.label}</span>}
            {finding.evidence_level && <span className="badge">{t("finding.level_title", { level: finding.evidence_level })}</span>}
            <span className="badge">{finding.decision === null ? t("finding.open") : name("decision", finding.decision)}</span>
          </div>
          <ChoiceField
            label={t("opinion.stance")}
            choices={STANCES.map((code) => ({ value: code, label: name("stance", code) }))}
            value={draft.stances[finding.key] ?? ""}
            onChange={(stance) => onChange({ ...draft, stances: { ...draft.stances, [finding.key]: stance } })}
          />
          <TextField
            optional
            rows={2}
            label={t("opinion.comment")}
            value={draft.comments[finding.key] ?? ""}
            onChange={(comment) => onChange({ ...draft, comments: { ...draft.comments, [finding.key]: comment } })}
          />
        </fieldset>
      ))}
      <TextField optional rows={3} label={t("opinion.overall")} name="opinion_overall" value={draft.overall} onChange={(overall) => onChange({ ...draft, overall })} />
    </div>
  );
}
