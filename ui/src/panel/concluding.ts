/** A conclusion while it is being written. What it may say, and must say, comes from the desk. */
import type { NewConclusion, OfferedConclusion, OfferedKind, RecommendationView } from "@/backend/port";

export type ConclusionDraft = { recommendations: RecommendationView[]; minority: string; minutes: string };

export const empty = (): RecommendationView => ({ kind: "", route: null, findings: [], text: "", reason: "" });

export function firstConclusion({ first }: OfferedConclusion): ConclusionDraft {
  return { recommendations: first.length > 0 ? first : [empty()], minority: "", minutes: "" };
}

export const kindOf = (offered: OfferedConclusion, code: string): OfferedKind | undefined => offered.kinds.find(({ kind }) => kind === code);

/** No field that the desk asks for is blank. */
export function isFilledIn(offered: OfferedConclusion, { recommendations }: ConclusionDraft): boolean {
  return recommendations.every(({ kind, route, text, reason }) => {
    const known = kindOf(offered, kind);
    return known !== undefined && (known.routes.length === 0 || route !== null) && (!known.asks_for_words || text.trim() !== "") && reason.trim() !== "";
  });
}

const orNull = (text: string) => (text.trim() === "" ? null : text);

export function conclusionOf({ recommendations, minority, minutes }: ConclusionDraft): NewConclusion {
  return { recommendations, minority_opinion: orNull(minority), minutes: orNull(minutes) };
}
