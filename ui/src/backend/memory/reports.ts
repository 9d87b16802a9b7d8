/** Drafts, signature, export and amendments in memory: what blocks a signature is told in the order of the real case file. */
import { accepted, unanswered } from "@/backend/memory/options";
import { copy, HASH, refusal, refused, type Workspace } from "@/backend/memory/workspace";
import type { Backend, CaseView, Message } from "@/backend/port";

const AMENDMENTS = ["clerical_correction", "added_finding", "changed_interpretation", "wrong_patient"];

export function outdateDraft(view: CaseView) {
  if (view.report.state === "draft") view.report.state = "out_of_date";
}

/** Nothing is signed or handed out for a person who does not take part. */
function participationRefusal(view: CaseView): string | null {
  const wish = view.consents.find(({ kind }) => kind === "participation")?.wish;
  if (wish === "no") return "refusal_consent_refused";
  return wish === "withdrawn" ? "refusal_consent_withdrawn" : null;
}

function blockers(workspace: Workspace, view: CaseView): Message[] {
  if (view.header.rehearsal !== null) return [{ code: "refusal_only_rehearsed", parameters: {} }];
  if (view.report.state === "signed") return [];
  const { panels, confirmations, omission } = workspace.panelsOf(view);
  const found: Message[] = [];
  const add = (code: string, parameters: Record<string, string> = {}) => found.push(refused(code, parameters).message);
  const open = unanswered(view).length;
  if (open > 0) add("refusal_options_undecided", { count: String(open) });
  const unconfirmed = (workspace.isOfListedTest(view) ? [] : accepted(view)).filter((finding) => {
    const step = confirmations.get(finding.key);
    return !(step?.step === "waived" || (step?.step === "resulted" && step.result === "confirmed"));
  });
  if (unconfirmed.length > 0) add("refusal_confirmation_missing", { count: String(unconfirmed.length) });
  const notTakingPart = participationRefusal(view);
  if (notTakingPart !== null) add(notTakingPart, { consent: "participation" });
  if (view.header.patient_name.trim() === "") add("refusal_patient_name_missing");
  const panel = panels.at(-1);
  const isOmitted = omission !== null && !omission.out_of_date;
  if (panel?.conclusion && panel.out_of_date && !isOmitted) add("refusal_conclusion_out_of_date");
  else if (!panel?.conclusion && !isOmitted) add("refusal_panel_not_concluded");
  if (view.report.state === "none") add("refusal_no_draft");
  if (view.report.state === "out_of_date") add("refusal_draft_out_of_date");
  return found;
}

/** The case as the screens see it. */
export function shown(workspace: Workspace, view: CaseView): CaseView {
  const seen = copy(view);
  seen.report.blockers = blockers(workspace, view);
  return seen;
}

type ReportCommands = Pick<Backend, "composeReport" | "signReport" | "exportDocument" | "exportBundle">;

export function reportCommands(workspace: Workspace): ReportCommands {
  return {
    composeReport: async (caseId) => {
      const view = workspace.case(caseId);
      if (view.report.state === "signed") throw refused("refusal_already_signed");
      workspace.requireOpenRehearsal(view);
      const revision = view.report.revision + 1;
      const documents = ["panel", "patient"].map((kind, index) => ({ kind, title: kind, pages: 4 - index, pdf_sha256: `${HASH}${revision}${kind}` }));
      view.report = { state: "draft", revision, content_hash: HASH, documents, blockers: [], signature: null, earlier: view.report.earlier };
      view.header.state = "drafted";
      workspace.tell(view, "draft_composed");
      return shown(workspace, view);
    },
    signReport: async (caseId, passphrase) => {
      const view = workspace.case(caseId);
      if (passphrase !== workspace.passphrase) throw refused("vault.sign_in_refused");
      if (view.report.state === "signed") throw refused("refusal_already_signed");
      const [blocker] = blockers(workspace, view);
      if (blocker !== undefined) throw refusal("refused", blocker.code, blocker.parameters);
      view.report.state = "signed";
      for (const aside of view.report.earlier) aside.replaced_by ??= view.report.revision;
      view.header.state = "signed";
      view.report.signature = {
        signer: workspace.session.display_name,
        role: workspace.session.roles[0] ?? "",
        signed_at: new Date().toISOString(),
        content_hash: HASH,
        key_fingerprint: "c1f0 7a52 93be 4d16",
      };
      workspace.tell(view, "report_signed");
      return shown(workspace, view);
    },
    exportBundle: async (caseId, purpose, path, passphrase) => {
      const view = workspace.case(caseId);
      if (passphrase !== workspace.passphrase) throw refused("vault.sign_in_refused");
      const wish = view.consents.find((row) => row.kind === purpose)?.wish;
      if (wish !== "yes") throw refused(wish === "no" ? "refusal_consent_refused" : wish === "withdrawn" ? "refusal_consent_withdrawn" : "refusal_consent_not_given", { consent: purpose });
      if (view.report.state !== "signed") throw refused("refusal_not_signed");
      workspace.tell(view, "bundle_exported");
      return { path, sha256: HASH };
    },
    exportDocument: async (caseId, kind, path, passphrase) => {
      const view = workspace.case(caseId);
      if (passphrase !== workspace.passphrase) throw refused("vault.sign_in_refused");
      const notTakingPart = participationRefusal(view);
      if (notTakingPart !== null) throw refused(notTakingPart, { consent: "participation" });
      if (view.report.state !== "signed") throw refused("refusal_not_signed");
      workspace.panelsOf(view).exported.push({ revision: view.report.revision, kind });
      workspace.tell(view, "document_exported");
      return { path, sha256: HASH };
    },
  };
}

/** Opens a signed report again; tasks follow for what had left the house. */
export function openAmendment(workspace: Workspace, caseId: string, kind: string, because: string, replaces: number) {
  const view = workspace.case(caseId);
  const held = workspace.panelsOf(view);
  if (!AMENDMENTS.includes(kind)) throw refused("amendment_unreadable");
  workspace.require("amend_report");
  if (view.report.state !== "signed") throw refused("refusal_not_signed");
  if (because.trim() === "") throw refused("refusal_reason_missing");
  if (replaces !== view.report.revision) throw refused("refusal_revision_out_of_order");
  const left = held.exported.filter(({ revision }) => revision === replaces).map(({ kind: document }) => document);
  const open_tasks = [...(left.length > 0 ? ["tell_physician"] : []), ...(left.includes("patient") ? ["replace_patient_copy"] : [])];
  held.amendments.unshift({ replaces, kind, because: because.trim(), by: workspace.session.display_name, at: new Date().toISOString(), open_tasks });
  const { signature, documents, revision } = view.report;
  if (signature !== null) view.report.earlier.unshift({ revision, documents: copy(documents), signature, set_aside_at: new Date().toISOString(), amendment: kind, replaced_by: null });
  const panel = held.panels.at(-1);
  if (kind !== "clerical_correction" && panel) panel.out_of_date = true;
  if (kind !== "clerical_correction" && held.omission) held.omission.out_of_date = true;
  view.report.state = "out_of_date";
  view.report.signature = null;
  view.header.state = "drafted";
  workspace.tell(view, "amendment_opened");
}

export function closeTask(workspace: Workspace, caseId: string, replaces: number, task: string, how: string) {
  const view = workspace.case(caseId);
  workspace.require("amend_report");
  const amendment = workspace.panelsOf(view).amendments.find((known) => known.replaces === replaces);
  if (!amendment?.open_tasks.includes(task)) throw refused("refusal_task_not_open");
  if (how.trim() === "") throw refused("refusal_reason_missing");
  amendment.open_tasks = amendment.open_tasks.filter((open) => open !== task);
  workspace.tell(view, "amendment_task_closed");
}

