/** What a panel may do, in memory: the answers that the real desk gives in its place. */
import { QUALIFICATIONS } from "@/backend/choices";
import { asked } from "@/backend/memory/options";
import { onlyApproved } from "@/backend/memory/courses";
import { dayOf, refused, type Workspace } from "@/backend/memory/workspace";
import type { CaseView, Message, OfferedConclusion, OmissionBoard, PanelDay, PanelRuleView } from "@/backend/port";

const KINDS = ["treatment", "trial", "further_test", "confirmatory_test", "genetic_counselling", "nothing"];
const ROUTES = [
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

export const message = (code: string, parameters: Record<string, string> = {}): Message => ({ code, parameters });

export function offeredConclusion(view: CaseView): OfferedConclusion {
  const options = asked(view).filter(({ decision }) => decision?.decision === "accepted");
  return {
    kinds: KINDS.map((kind) => ({ kind, routes: kind === "treatment" ? ROUTES : [], asks_for_words: kind !== "nothing", rests_on_findings: kind !== "nothing" })),
    first: options.map(({ key, therapy_label, label }) => ({ kind: "treatment", route: null, findings: [key], text: therapy_label ?? label, reason: "" })),
  };
}

export function panelDay(rule: PanelRuleView, day: string): PanelDay {
  const named = new Set(rule.seats.map(({ qualification }) => qualification));
  return {
    day: dayOf(day),
    rule,
    rule_missing: null,
    qualifications: QUALIFICATIONS.filter((code) => named.has(code)),
    meetings: [
      { meeting: "real_time", asks_whether_listed: false, blocked: null },
      {
        meeting: "circulated",
        asks_whether_listed: rule.circulated_review === "listed_cases",
        blocked: rule.circulated_review === "never" ? message("refusal_circulation_not_allowed") : null,
      },
    ],
  };
}

/** Whether another panel may be called now, or the one before is still at work. */
export function turnRefusal(workspace: Workspace, view: CaseView): Message | null {
  const last = workspace.panelsOf(view).panels.at(-1);
  if (last === undefined || last.out_of_date || last.cancelled !== null || (last.revealed && last.conclusion === null)) return null;
  return message(last.conclusion === null ? "refusal_panel_open" : "refusal_panel_already_concluded");
}

export function conveningRefusal(workspace: Workspace, view: CaseView): Message | null {
  const { state } = view.report;
  if (state === "signed") return message("refusal_already_signed");
  if (state === "none") return message("refusal_no_draft");
  return state === "out_of_date" ? message("refusal_draft_out_of_date") : turnRefusal(workspace, view);
}

function omissionRefusal(workspace: Workspace, view: CaseView): Message | null {
  if (view.report.state === "signed") return message("refusal_already_signed");
  if (!workspace.isOfListedTest(view)) return message("refusal_omission_out_of_scope");
  return turnRefusal(workspace, view) ?? (onlyApproved(view) ? null : message("refusal_omission_beyond_approval"));
}

export function omissionBoard(workspace: Workspace, view: CaseView): OmissionBoard {
  const listed = workspace.isOfListedTest(view);
  const condition = (code: string, met: string, to_judge = false) => ({ asked: message(code, code === "omission_test_listed" ? { test: view.header.test_name ?? "-" } : {}), met, to_judge });
  const decided = workspace.panelsOf(view).omission;
  return {
    verdict: listed ? "for_person_to_judge" : "out_of_scope",
    blocked: omissionRefusal(workspace, view),
    conditions: listed
      ? [
          condition("omission_test_listed", "met"),
          condition("omission_level_a", "met"),
          condition("omission_pair_listed", "not_assessed", true),
          condition("omission_no_secondary_finding", "not_assessed", true),
          condition("omission_attending_decides", "not_assessed"),
        ]
      : [condition("omission_test_listed", "not_met")],
    decided: decided && { because: decided.because, decided_by: decided.decided_by, at: decided.at, stands: !decided.out_of_date },
  };
}

/** The decision that no panel is held, with the refusals of the real case file in their order. */
export function omit(workspace: Workspace, view: CaseView, because: string, judged: string[]) {
  workspace.require("omit_panel");
  const refusal = omissionRefusal(workspace, view);
  if (refusal !== null) throw refused(refusal.code);
  if (because.trim() === "") throw refused("refusal_reason_missing");
  const open = omissionBoard(workspace, view).conditions.filter(({ asked: { code }, to_judge }) => to_judge && !judged.includes(code)).length;
  if (open > 0) throw refused("refusal_omission_open", { count: String(open) });
  workspace.panelsOf(view).omission = { because: because.trim(), decided_by: workspace.session.display_name, at: new Date().toISOString(), out_of_date: false };
}
