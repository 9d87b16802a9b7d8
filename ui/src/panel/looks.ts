/** Icon and tone of each state; the word always stands beside it. */
import type { MarkLook } from "@/shared/mark";

const UNKNOWN: MarkLook = { icon: "question", tone: "quiet" };
const positive: MarkLook = { icon: "check", tone: "positive" };
const against: MarkLook = { icon: "cross", tone: "against" };

const LOOKS: Record<string, Record<string, MarkLook>> = {
  met: { met: positive, not_met: against, not_assessed: UNKNOWN },
  stance: { recommend: positive, do_not_recommend: against, undecided: { icon: "question", tone: "caution" } },
  confirmation: {
    none: UNKNOWN,
    ordered: { icon: "clock", tone: "caution" },
    confirmed: positive,
    not_confirmed: against,
    inconclusive: { icon: "question", tone: "caution" },
    waived: { icon: "alert", tone: "caution" },
  },
};

export const lookOf = (family: "met" | "stance" | "confirmation", code: string): MarkLook => LOOKS[family]?.[code] ?? UNKNOWN;
export const GIVEN: MarkLook = positive;
export const WAITING: MarkLook = { icon: "clock", tone: "quiet" };
export const HERE: MarkLook = positive;
export const NOT_HERE: MarkLook = { icon: "dot", tone: "quiet" };
export const DIFFERS: MarkLook = { icon: "alert", tone: "caution" };
export const AGREES: MarkLook = positive;
export const OVERTAKEN: MarkLook = { icon: "alert", tone: "caution" };
