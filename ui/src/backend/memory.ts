/**
 * The in-memory backend: made-up cases for the tests and for looking at the screens in a browser. It keeps the order
 * of things (decide, compose, sign, export) and refuses what the real one refuses, and decides nothing clinical.
 */
import { consentCommands } from "@/backend/memory/consents";
import { courseCommands, reminderOf } from "@/backend/memory/courses";
import { explained } from "@/backend/memory/explanations";
import { formCommands } from "@/backend/memory/forms";
import { keyCommands } from "@/backend/memory/keys";
import { knowledgeCommands } from "@/backend/memory/knowledge";
import madeUp from "@/backend/memory/made_up.json";
import { packetCommands } from "@/backend/memory/packets";
import { panelCommands } from "@/backend/memory/panels";
import { peopleCommands } from "@/backend/memory/people";
import { referralCommands } from "@/backend/memory/referrals";
import { rehearsalCommands } from "@/backend/memory/rehearsals";
import { outdateDraft, reportCommands, shown } from "@/backend/memory/reports";
import { retentionCommands } from "@/backend/memory/retention";
import { structureCommands } from "@/backend/memory/structure";
import { variantCommands } from "@/backend/memory/variants";
import { copy, dayOf, refusal, Workspace } from "@/backend/memory/workspace";
import type { AsOfView, Backend, CaseState, CaseView, ChosenKind, FindingView, IntendedUse, WorklistRow, WorklistSort, WorkspaceState } from "@/backend/port";

const searchable = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

function rowOf(workspace: Workspace, view: CaseView): WorklistRow {
  const strongest = view.findings.find(({ resistance, evidence_level }) => !resistance && evidence_level !== null);
  const level = strongest?.evidence_level ?? null;
  return {
    ...view.header,
    received_on: "2026-11-20",
    days_since_receipt: 5,
    undecided: view.findings.filter((finding) => finding.needs_decision && finding.decision === null).length,
    strongest_level: level === null ? null : strongest?.level_state === "candidate" ? `(${level})` : level,
    leading_labels: [...new Set(view.findings.map(({ label }) => label))].slice(0, 3),
    reminder: view.report.state === "signed" ? null : reminderOf(workspace.panelsOf(view).panels.at(-1), workspace.session.login),
  };
}

const STATES: CaseState[] = ["interpreted", "under_review", "drafted", "signed"];

function sorted(rows: WorklistRow[], sort: WorklistSort, descending: boolean): WorklistRow[] {
  if (sort === "number" && !descending) return rows;
  const keys: Record<WorklistSort, (row: WorklistRow) => string> = {
    number: ({ case_number }) => case_number,
    name: ({ patient_kana, patient_name }) => (patient_kana ?? patient_name).normalize("NFKC"),
    received: ({ received_on }) => received_on,
    level: ({ strongest_level }) => strongest_level ?? "~",
    state: ({ state }) => String(STATES.indexOf(state)),
  };
  const order = (one: WorklistRow, other: WorklistRow) => keys[sort](one).localeCompare(keys[sort](other), "ja");
  return rows.sort((one, other) => (descending ? order(other, one) : order(one, other)));
}

/** What was laid before the panel has changed. */
function outdate(workspace: Workspace, view: CaseView, onlyConcluded: boolean) {
  const { panels, omission } = workspace.panelsOf(view);
  const panel = panels.at(-1);
  if (omission !== null) omission.out_of_date = true;
  if (panel && (panel.conclusion !== null || !onlyConcluded)) panel.out_of_date = true;
  outdateDraft(view);
}

/** No rule is asked here: on a day before every made-up approval no row has an access or a level. */
function asOf(view: CaseView, day: string): AsOfView {
  const isBefore = day < "2011-01-01";
  const then = (finding: FindingView): FindingView => (isBefore ? { ...finding, evidence_level: null, accessibility: "none", needs_decision: false } : finding);
  return { as_of: day, release_as_of: view.header.as_of, knowledge_release: view.header.knowledge_release, findings: view.findings.map(then) };
}

function caseCommands(workspace: Workspace) {
  return {
    caseView: async (caseId: string) => shown(workspace, workspace.case(caseId)),
    caseAsOf: async (caseId: string, day: string) => asOf(shown(workspace, workspace.case(caseId)), dayOf(day)),
    explainRecord: async (_caseId: string, question: string) => explained(question),
    correctClinical: async (caseId: string, field: string, value: string, because: string) => {
      const view = workspace.case(caseId);
      if (because.trim() === "") throw refusal("refused", "refusal_reason_missing");
      const standing = view.clinical.find((fact) => fact.field === field);
      if (standing?.written === value) throw refusal("refused", "refusal_correction_changes_nothing");
      const earlier = { value: standing?.written ?? null, by: workspace.session.display_name, at: new Date().toISOString(), because };
      if (standing === undefined) view.clinical.push({ label: field.replace(/_\d+$/, ""), value, field, written: value, earlier: [earlier] });
      else Object.assign(standing, { value, written: value, earlier: [earlier, ...standing.earlier] });
      outdate(workspace, view, false);
      workspace.tell(view, "clinical_corrected");
      return shown(workspace, view);
    },
    decideFinding: async (caseId: string, findingKey: string, decision: string, reason: string | null) => {
      const view = workspace.case(caseId);
      const meant = view.findings.filter(({ key }) => key === findingKey);
      if (meant.length === 0) throw refusal("refused", "refusal_finding_unknown");
      if (view.report.state === "signed") throw refusal("refused", "refusal_already_signed");
      workspace.requireOpenRehearsal(view);
      if (decision === "accepted" && meant.every(({ basis }) => basis === "from_memory")) throw refusal("refused", "refusal_finding_unconfirmed");
      for (const finding of meant) {
        finding.decision = decision === "withdrawn" ? null : { decision, reason, by: workspace.session.display_name, at: new Date().toISOString() };
      }
      outdate(workspace, view, true);
      if (view.header.state === "interpreted") view.header.state = "under_review";
      workspace.tell(view, decision === "withdrawn" ? "finding_decision_withdrawn" : `finding_${decision}`);
      return shown(workspace, view);
    },
  };
}

/** A folder of the made-up world ends with a slash. */
const inFolder = (path: string) => (path.endsWith("/") ? ["LUAD-01.vcf", "regions.txt", ".hidden"].map((name) => path + name) : [path]);

function recognised(path: string, kinds: ChosenKind[]) {
  const name = path.split("/").at(-1) ?? path;
  const chosen = kinds.find((kind) => kind.path === path)?.format ?? null;
  const declared = name.includes(".vcf") ? "vcf" : name.endsWith(".json") ? "clinical_form" : null;
  const format = declared ?? chosen;
  const hidden = name.startsWith(".");
  const problem = format === null && !hidden ? refusal("input_refused", "intake_unknown_format", { place: name }).message : null;
  return {
    path,
    name,
    format,
    told_by: declared !== null ? "declaration" : chosen !== null ? "person" : null,
    choices: declared !== null || hidden ? [] : ["maf", "seg", "callable_regions"],
    problem,
    skipped: hidden ? refusal("input_refused", "file_hidden_skipped").message : null,
    size_bytes: "18892",
  };
}

function intakeCommands(workspace: Workspace) {
  return {
    recognise: async (paths: string[], kinds: ChosenKind[]) => paths.flatMap(inFolder).map((path) => recognised(path, kinds)),
    importProgress: async () => null,
    cancelImport: async () => null,
    tumorTypes: async (text: string) => madeUp.tumor_types.filter(({ label }) => searchable(label).includes(searchable(text))),
    importCase: async (request: Parameters<Backend["importCase"]>[0]) => {
      if (request.assembly === null && request.paths.some((path) => path.endsWith("regions.txt"))) throw refusal("question", "intake_assembly_unknown", { place: "regions.txt" });
      if (request.tumor_type === null && !request.paths.some((path) => path.endsWith(".json"))) throw refusal("question", "tumor_type_missing");
      const view = copy(workspace.case("luad"));
      const number = workspace.cases.length + workspace.others.length + 1;
      view.header.case_id = `imported-${number}`;
      view.header.case_number = `2026-${String(number).padStart(4, "0")}`;
      workspace.cases.unshift(view);
      return { case_id: view.header.case_id, case_number: view.header.case_number };
    },
  };
}

function sessionCommands(workspace: Workspace) {
  return {
    workspaceState: async (): Promise<WorkspaceState> => {
      if (workspace.state === "absent") return { state: "absent", folder: madeUp.folder };
      if (workspace.state === "locked") return { state: "locked", institution: workspace.session.institution, asks_code: workspace.session.second_factor };
      return { state: "open", session: copy(workspace.session) };
    },
    createWorkspace: async (request: Parameters<Backend["createWorkspace"]>[0]) => {
      const { institution, display_name, login, roles } = request;
      Object.assign(workspace.session, { institution, display_name, login, roles, required_step: "second_factor", second_factor: false });
      workspace.passphrase = request.passphrase;
      workspace.state = "open";
      return { session: copy(workspace.session), recovery_halves: madeUp.recovery_halves };
    },
    signIn: async ({ login, passphrase }: { login: string; passphrase: string }) => {
      if (passphrase !== workspace.passphrase) throw refusal("refused", "vault.sign_in_refused");
      workspace.signInAs(login);
      workspace.state = "open";
      return copy(workspace.session);
    },
    lock: async () => {
      workspace.state = "locked";
      return null;
    },
    recordIntendedUse: async (use: IntendedUse) => {
      workspace.session.intended_use = use;
      return null;
    },
  };
}

/**
 * A backend that begins as the address says: `?state=absent`, `?state=locked`, otherwise signed in; `?step=second_factor`
 * and `?step=own_passphrase` for somebody who must do that first.
 */
export function memoryBackend(search = ""): Backend {
  const parameters = new URLSearchParams(search);
  const asked = parameters.get("state");
  const workspace = new Workspace(asked === "absent" || asked === "locked" ? asked : "open", parameters.get("listed_test"));
  const step = parameters.get("step");
  if (step !== null) Object.assign(workspace.session, { required_step: step, second_factor: false });
  const ofCases = caseCommands(workspace);
  const rows = () => [...workspace.cases.map((view) => rowOf(workspace, view)), ...workspace.others];
  return {
    ...sessionCommands(workspace),
    ...intakeCommands(workspace),
    ...ofCases,
    ...formCommands((caseId) => workspace.case(caseId), ofCases.correctClinical),
    ...reportCommands(workspace),
    ...consentCommands(workspace),
    ...packetCommands(workspace),
    ...panelCommands(workspace),
    ...courseCommands(workspace, rows),
    ...referralCommands(workspace),
    ...variantCommands,
    ...structureCommands,
    ...peopleCommands(workspace),
    ...keyCommands(workspace),
    ...retentionCommands(workspace),
    ...rehearsalCommands(workspace),
    ...knowledgeCommands(),
    worklist: async ({ text, state, sort, descending }) => {
      const found = rows().filter((row) => {
        const words = searchable([row.patient_name, row.patient_kana, row.hospital_id, row.case_number, row.tumor_label, ...row.leading_labels].join(" "));
        return words.includes(searchable(text)) && (state === null || row.state === state);
      });
      return sorted(found, sort, descending);
    },
    chooseFiles: async () => ["/made-up/LUAD-01.mutect2.vep.vcf", "/made-up/LUAD-01.clinical.json"],
    chooseFolder: async () => "/made-up/case/",
    chooseTarget: async (_title, suggestedName) => `/made-up/${suggestedName}`,
    onFilesDropped: () => () => undefined,
    documentAddress: () => "about:blank",
  };
}
