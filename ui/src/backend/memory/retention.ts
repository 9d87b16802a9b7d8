/** How long a case is kept, in memory: what holds it and what refuses an erasure, in the order of the real case file. */
import { copy, refused, type Workspace } from "@/backend/memory/workspace";
import type { Backend, LegalHoldView, Message } from "@/backend/port";

type RetentionCommands = Pick<Backend, "caseRetention" | "setRetention" | "placeLegalHold" | "liftLegalHold" | "eraseCase">;
type Held = { until: string | null; because: string | null; hold: LegalHoldView | null };

const LEAST = "2031-11-20";
const REASONS = ["consent_withdrawn", "retention_over", "registered_by_mistake"];

export function retentionCommands(workspace: Workspace): RetentionCommands {
  const held = new Map<string, Held>();
  const of = (caseId: string) => {
    const found = held.get(caseId) ?? { until: null, because: null, hold: null };
    held.set(caseId, found);
    return found;
  };
  const blocked = (caseId: string, reason: string): Message | null => {
    const view = workspace.case(caseId);
    const { until, hold } = of(caseId);
    if (hold !== null) return refused("refusal_legal_hold").message;
    if (reason === "consent_withdrawn") return view.consents.some(({ kind, wish }) => kind === "participation" && wish === "withdrawn") ? null : refused("refusal_not_withdrawn").message;
    if (reason === "retention_over") return refused("refusal_retention_stands", { day: until ?? LEAST }).message;
    return view.report.state === "signed" || view.report.earlier.length > 0 ? refused("refusal_signed_once").message : null;
  };
  const seen = (caseId: string) => {
    const { until, because, hold } = of(caseId);
    return copy({
      kept_until: until ?? LEAST,
      kept_at_least_until: LEAST,
      because,
      hold,
      erasure: REASONS.map((reason) => ({ reason, blocked: blocked(caseId, reason) })),
      left: [refused("erasure_leaves_backups").message, refused("erasure_leaves_log").message],
    });
  };
  const said = (because: string) => {
    if (because.trim() === "") throw refused("refusal_reason_missing");
    return because.trim();
  };
  return {
    caseRetention: async (caseId) => seen(caseId),
    setRetention: async (caseId, until, because) => {
      if (until < LEAST) throw refused("refusal_retention_too_short", { day: LEAST });
      Object.assign(of(caseId), { until, because: said(because) });
      return seen(caseId);
    },
    placeLegalHold: async (caseId, because) => {
      of(caseId).hold = { because: said(because), by: workspace.session.display_name, at: new Date().toISOString() };
      return seen(caseId);
    },
    liftLegalHold: async (caseId, because) => {
      said(because);
      of(caseId).hold = null;
      return seen(caseId);
    },
    eraseCase: async (caseId, { reason, case_number }, passphrase) => {
      if (passphrase !== workspace.passphrase) throw refused("vault.sign_in_refused");
      const { header } = workspace.case(caseId);
      if (case_number !== header.case_number) throw refused("erasure_number_differs");
      const keeps = blocked(caseId, reason);
      if (keeps !== null) throw refused(keeps.code, keeps.parameters as Record<string, string>);
      workspace.cases = workspace.cases.filter((view) => view.header.case_id !== caseId);
      return { case_id: caseId, case_number, events: 12, files: 3, left: seen("").left };
    },
  };
}
