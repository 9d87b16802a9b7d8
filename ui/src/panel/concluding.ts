/** A conclusion while it is being written. */
import type { AskedFinding, NewConclusion, RecommendationView } from "@/backend/port";

export const KINDS = ["treatment", "trial", "further_test", "confirmatory_test", "genetic_counselling", "nothing"];
export const ROUTES = [
  "insured",
  "company_trial",
  "investigator_trial",
  "expanded_access",
  "advanced_care",
  "patient_proposed",
  "off_label_insured",
  "off_label_own_cost",
  "clinical_research",
  "standard_care",
  "palliative_care",
];

export type ConclusionDraft = { recommendations: RecommendationView[]; minority: string; minutes: string };

/** One recommendation for each accepted finding; kind of way and reason are for people to say. */
export function firstConclusion(asked: AskedFinding[]): ConclusionDraft {
  const accepted = asked.filter(({ decision }) => decision === "accepted");
  const recommendations = accepted.map(({ key, therapy_label, label }) => ({ kind: "treatment", route: null, findings: [key], text: therapy_label ?? label, reason: "" }));
  return { recommendations: recommendations.length > 0 ? recommendations : [empty()], minority: "", minutes: "" };
}

export const empty = (): RecommendationView => ({ kind: "", route: null, findings: [], text: "", reason: "" });

/** Every recommendation has a kind, a reason and its words, and a treatment its way; "nothing" needs no words of its own. */
export function isComplete({ recommendations }: ConclusionDraft): boolean {
  const said = ({ kind, route, text, reason }: RecommendationView) => kind !== "" && (kind !== "treatment" || route !== null) && (kind === "nothing" || text.trim() !== "") && reason.trim() !== "";
  return recommendations.length > 0 && recommendations.every(said);
}

const orNull = (text: string) => (text.trim() === "" ? null : text);

export function conclusionOf({ recommendations, minority, minutes }: ConclusionDraft): NewConclusion {
  return { recommendations: recommendations.map((one) => (one.kind === "treatment" ? one : { ...one, route: null })), minority_opinion: orNull(minority), minutes: orNull(minutes) };
}
