import { describe, expect, it } from "vitest";
import type { AskedFinding, OfferedConclusion, PanelBoard, RecommendationView } from "@/backend/port";
import { firstDraft, withAccount, withName } from "@/panel/calling";
import { conclusionOf, firstConclusion, isFilledIn } from "@/panel/concluding";
import { namesOf, spokenName } from "@/panel/finding_names";
import { caseAfter, pageAfter } from "@/panel/projection";

const asked: AskedFinding[] = [
  { key: "a", label: "EGFR p.L858R", therapy_label: "A", evidence_level: "A", decision: "accepted" },
  { key: "b", label: "EGFR p.T790M", therapy_label: null, evidence_level: "B", decision: null },
];

const OFFERED: OfferedConclusion = {
  kinds: [
    { kind: "treatment", routes: ["insured"], asks_for_words: true, rests_on_findings: true },
    { kind: "nothing", routes: [], asks_for_words: false, rests_on_findings: false },
  ],
  first: [{ kind: "treatment", route: null, findings: ["a"], text: "A", reason: "" }],
};

const board = (rule: PanelBoard["rule"]): PanelBoard => ({
  disease_group: "solid",
  test: "whole_genome",
  rule,
  rule_missing: null,
  asked,
  accounts: [],
  panels: [],
  confirmations: [],
  amendments: [],
  convening_blocked: null,
  offered: OFFERED,
  omitting: { verdict: "out_of_scope", blocked: null, conditions: [], decided: null },
});

const account = (login: string, roles: string[]) => ({ login, name: login, roles, qualifications: [] });

describe("a conclusion that is begun", () => {
  it("begins with what the desk offers, and with one empty recommendation where it offers none", () => {
    const draft = firstConclusion(OFFERED);
    expect(draft.recommendations).toEqual(OFFERED.first);
    expect(isFilledIn(OFFERED, draft)).toBe(false);
    expect(firstConclusion({ ...OFFERED, first: [] }).recommendations.map(({ kind }) => kind)).toEqual([""]);
  });

  it("is filled in when no field that the desk asks for is blank", () => {
    const one = { kind: "treatment", route: "insured", findings: ["a"], text: "A", reason: "why" };
    const filled = (change: Partial<RecommendationView>) => isFilledIn(OFFERED, { recommendations: [{ ...one, ...change }], minority: "", minutes: "" });
    expect([filled({}), filled({ route: null }), filled({ reason: " " }), filled({ text: "" }), filled({ kind: "" })]).toEqual([true, false, false, false, false]);
    expect(filled({ kind: "nothing", text: "", route: null })).toBe(true);
  });

  it("sends nothing for what was left blank", () => {
    const sent = conclusionOf({ recommendations: [], minority: " ", minutes: "z" });
    expect([sent.minority_opinion, sent.minutes]).toEqual([null, "z"]);
  });
});

describe("a panel that is being called", () => {
  it("takes the first account with the role as chair, and only one", () => {
    const first = withAccount(firstDraft(board(null)), account("one", ["panel_chair"]));
    const second = withName(withAccount(first, account("two", ["panel_chair"])));
    expect(second.members.map(({ part, login }) => [part, login])).toEqual([
      ["chair", "one"],
      ["member", "two"],
      ["member", null],
    ]);
  });

  it("says nothing about circumstances that nobody told", () => {
    const { sequenced_in_house, paediatric_cancer, listed_for_circulation } = firstDraft(board(null));
    expect([sequenced_in_house, paediatric_cancer, listed_for_circulation]).toEqual([null, null, null]);
  });
});

it("a finding that is no longer asked keeps its name, and an unknown one is shown by its key", () => {
  const nameOf = namesOf([], asked);
  expect(["a", "b", "gone"].map((key) => spokenName(nameOf(key)))).toEqual(["A EGFR p.L858R", "EGFR p.T790M", "gone"]);
});

it("pages are turned by key and never beyond the first or last", () => {
  expect(["ArrowRight", "ArrowLeft", "End", "Home", "x"].map((key) => pageAfter(key, 0, 3))).toEqual([1, 0, 2, 0, undefined]);
  expect(pageAfter("ArrowRight", 2, 3)).toBe(2);
});

it("the meeting goes to the next case by key and stays at the ends", () => {
  const cases = ["one", "two"];
  expect([caseAfter("PageDown", "one", cases), caseAfter("PageDown", "two", cases), caseAfter("PageUp", "two", cases), caseAfter("x", "one", cases)]).toEqual(["two", undefined, "one", undefined]);
});
