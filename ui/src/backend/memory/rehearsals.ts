/** Made-up rehearsals: three cases whose key asks for the options of level A and B of the case that they copy. */
import { shown } from "@/backend/memory/reports";
import { copy, HASH, refused, today, type Workspace } from "@/backend/memory/workspace";
import type { Backend, CaseView, Concordance, InstallationProof, Message, RehearsalRow, RehearsalRun, RehearsedCase, Share } from "@/backend/port";

const SET = [
  { name: "RH-01", of: "luad" },
  { name: "RH-02", of: "crc" },
  { name: "RH-03", of: "luad" },
];

function concordanceOf(view: CaseView): Concordance {
  const found: Concordance = { high: { found: 0, asked: 0 }, low: { found: 0, asked: 0 }, missing: [], unnamed: [], forbidden: [], uncounted: [] };
  const asked = new Map(view.findings.filter(({ needs_decision }) => needs_decision).map((finding) => [finding.therapy_label, finding]));
  for (const finding of asked.values()) {
    const share: Share = finding.evidence_level === "A" || finding.evidence_level === "B" ? found.high : found.low;
    const parameters = { row: finding.statement, therapy: finding.therapy_label ?? "", level: finding.evidence_level ?? "-" };
    share.asked += 1;
    if (finding.decision?.decision === "accepted") share.found += 1;
    else if (finding.decision === null) found.missing.push({ code: "rehearsal_panel_undecided", parameters });
    else found.missing.push({ code: "rehearsal_panel_declined", parameters: { ...parameters, reason: finding.decision.reason ?? "" } });
  }
  return found;
}

const added = (one: Share, other: Share): Share => ({ found: one.found + other.found, asked: one.asked + other.asked });
const numberOf = (view: CaseView) => Number(view.header.case_number.split("-").at(-1));

function runOf(workspace: Workspace, view: CaseView): RehearsalRun {
  const concluded = workspace.conclusionOf(view);
  return {
    case_id: view.header.case_id,
    case_number: view.header.case_number,
    attempt: numberOf(view),
    laid_out_on: today(),
    release: view.header.knowledge_release,
    concluded_on: concluded === null ? null : today(),
    concordance: concluded === null ? null : concordanceOf(shown(workspace, view)),
    unjudged: null,
  };
}

function rowOf(workspace: Workspace, { name, of }: (typeof SET)[number]): RehearsalRow {
  const views = workspace.cases.filter(({ header }) => header.rehearsal === name).sort((one, other) => numberOf(one) - numberOf(other));
  return { case: name, tumor_label: workspace.case(of).header.tumor_label, failed: null, runs: views.map((view) => runOf(workspace, view)) };
}

const ran = (name: string, failed: Message | null): RehearsedCase => ({
  case: name,
  title: "made up",
  high: { found: failed === null ? 4 : 0, asked: 4 },
  low: { found: failed === null ? 2 : 0, asked: 2 },
  missing: [],
  spurious: [],
  forbidden: [],
  failed,
});

type RehearsalCommands = Pick<Backend, "proveInstallation" | "installationProofs" | "writeInstallationRecord" | "rehearsalBoard" | "layOutRehearsal">;

export function rehearsalCommands(workspace: Workspace): RehearsalCommands {
  const proofs: InstallationProof[] = [];
  return {
    proveInstallation: async () => {
      workspace.require("maintain_workspace");
      const cases = SET.map(({ name }) => ran(name, null));
      const sum = (share: (found: RehearsedCase) => Share) => cases.map(share).reduce(added);
      const sums = { high: sum(({ high }) => high), low: sum(({ low }) => low), spurious: 0, forbidden: 0, failed: 0 };
      const answer = { release: workspace.session.knowledge_release, engine: "made up", set_sha256: HASH, cases, ...sums, passed: true };
      const proof = { software: "shirube 0.0.0", at: new Date().toISOString(), by: workspace.session.display_name, answer };
      proofs.unshift(proof);
      return copy(proof);
    },
    installationProofs: async () => copy(proofs),
    writeInstallationRecord: async (path) => {
      workspace.require("maintain_workspace");
      if (proofs.length === 0) throw refused("installation_not_proved");
      return { path, sha256: HASH };
    },
    rehearsalBoard: async () => {
      const cases = SET.map((one) => rowOf(workspace, one));
      const judged = cases.flatMap(({ runs }) => runs.filter(({ attempt }) => attempt === 1)).flatMap(({ concordance }) => concordance ?? []);
      const sum = (share: (found: Concordance) => Share) => judged.map(share).reduce(added, { found: 0, asked: 0 });
      const may = workspace.session.actions.includes("import_case");
      return { cases, high: sum(({ high }) => high), low: sum(({ low }) => low), judged: judged.length, may_lay_out: may };
    },
    layOutRehearsal: async (name) => {
      workspace.require("import_case");
      const known = SET.find((one) => one.name === name);
      if (known === undefined) throw refused("rehearsal_unknown");
      const runs = rowOf(workspace, known).runs;
      if (runs.some(({ concluded_on }) => concluded_on === null)) throw refused("rehearsal_still_open");
      const view = copy(workspace.case(known.of));
      const number = `${name}-${runs.length + 1}`;
      Object.assign(view.header, { case_id: number.toLowerCase(), case_number: number, rehearsal: name, synthetic: true, state: "interpreted" });
      for (const finding of view.findings) finding.decision = null;
      workspace.cases.push(view);
      return { case_id: view.header.case_id, case_number: number };
    },
  };
}
