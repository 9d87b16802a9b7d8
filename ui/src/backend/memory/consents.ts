/** Consent and days in memory, with the refusals of the real case file in their order. */
import { copy, dayOf, refused, said, today, type Workspace } from "@/backend/memory/workspace";
import { outdateDraft, shown } from "@/backend/memory/reports";
import type { Backend, CaseView } from "@/backend/port";

const MILESTONES = ["specimen_collected", "specimen_sent", "results_received", "panel_held", "panel_result_received", "patient_explained", "new_plan_explained", "submitted_to_centre"];

function requirePast(day: string) {
  if (day > today()) throw refused("refusal_day_in_future");
}

/** A blank relation is no relation; `null` is the person. */
function requireRelation(relation: string | null) {
  if (relation !== null && relation.trim() === "") throw refused("refusal_consent_incomplete");
}

const giver = (relation: string | null) => ({ given_by: relation === null ? "person" : "proxy", proxy_relation: relation?.trim() ?? null });

export function consentCommands(workspace: Workspace): Pick<Backend, "recordConsent" | "withdrawConsent" | "reachMilestone"> {
  const rowOf = (view: CaseView, kind: string) => {
    const row = view.consents.find((known) => known.kind === kind);
    if (row === undefined) throw refused("consent_unreadable");
    return row;
  };
  const recorded = () => ({ recorded_by: workspace.session.display_name, recorded_at: new Date().toISOString() });
  return {
    recordConsent: async (caseId, consent) => {
      const view = workspace.case(caseId);
      const row = rowOf(view, consent.kind);
      if (!["yes", "no", "deferred"].includes(consent.answer)) throw refused("consent_unreadable");
      const given_on = dayOf(consent.given_on);
      workspace.require("record_consent");
      requirePast(given_on);
      requireRelation(consent.proxy_relation);
      if (consent.form_version.trim() === "" || consent.obtained_by.trim() === "") throw refused("refusal_consent_incomplete");
      Object.assign(row, {
        wish: consent.answer,
        given_on,
        ...giver(consent.proxy_relation),
        form_version: consent.form_version.trim(),
        obtained_by: consent.obtained_by.trim(),
        assent_version: said(consent.assent_version),
        scope: said(consent.scope),
        withdrawn_on: null,
        ...recorded(),
      });
      outdateDraft(view);
      workspace.tell(view, "consent_recorded");
      return shown(workspace, view);
    },
    withdrawConsent: async (caseId, withdrawal) => {
      const view = workspace.case(caseId);
      const row = rowOf(view, withdrawal.kind);
      const withdrawn_on = dayOf(withdrawal.withdrawn_on);
      workspace.require("record_consent");
      requirePast(withdrawn_on);
      requireRelation(withdrawal.proxy_relation);
      if (row.wish !== "yes") throw refused("refusal_nothing_to_withdraw");
      if (row.given_on !== null && withdrawn_on < row.given_on) throw refused("refusal_day_before_another");
      Object.assign(row, { wish: "withdrawn", withdrawn_on, ...giver(withdrawal.proxy_relation), ...recorded() });
      outdateDraft(view);
      workspace.tell(view, "consent_withdrawn");
      return shown(workspace, view);
    },
    reachMilestone: async (caseId, milestone, on, because) => {
      const view = workspace.case(caseId);
      if (!MILESTONES.includes(milestone)) throw refused("milestone_unknown");
      const reached_on = dayOf(on);
      workspace.require("record_milestone");
      requirePast(reached_on);
      const standing = view.milestones.find(({ name }) => name === milestone);
      if (standing?.reached_on === reached_on) return copy(view);
      if (standing?.reached_on && said(because) === null) throw refused("refusal_reason_missing");
      if (standing) standing.reached_on = reached_on;
      else view.milestones.push({ name: milestone, reached_on });
      const [from, to] = ["specimen_collected", "patient_explained"].map((wanted) => view.milestones.find(({ name }) => name === wanted)?.reached_on ?? null);
      view.turnaround_days = from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) : null;
      workspace.tell(view, "milestone_reached");
      return shown(workspace, view);
    },
  };
}
