/** Requests between hospitals in memory, with the refusals of the real desk in their order. */
import { copy, dayOf, HASH, refused, today, type Workspace } from "@/backend/memory/workspace";
import type { Backend, CaseView, ReferralBoard } from "@/backend/port";

const OTHER = "1b2c 3d4e 5f60 7182 93a4 b5c6 d7e8 f90a";
const OWN = "5d41 402a bc4b 2a76 b971 9d91 1017 c592";
const bare = (text: string) => text.normalize("NFKC").replace(/[^0-9a-z]/gi, "").toLowerCase();

type ReferralCommands = Pick<Backend, "requestPlan" | "writeRequest" | "lookAtRequest" | "acceptRequest" | "writeReturn" | "receiveReturn" | "referralBoard" | "writeReturned">;

export function referralCommands(workspace: Workspace): ReferralCommands {
  const boards = new Map<string, ReferralBoard>();
  const boardOf = (view: CaseView): ReferralBoard => {
    const known = boards.get(view.header.case_id) ?? { requested: [], request: null, sent_back: [], returns: [] };
    boards.set(view.header.case_id, known);
    return known;
  };
  return {
    requestPlan: async (caseId) => {
      workspace.require("request_panel");
      const { header, clinical, consents } = workspace.case(caseId);
      return {
        patient_name: header.patient_name,
        hospital_id: header.hospital_id,
        born_on: header.born_on,
        attending_physician: null,
        clinical_facts: clinical.length,
        consents: consents.filter(({ wish }) => wish !== "not_recorded").length,
        files: [{ name: "made-up.vcf", size_bytes: "18892", sha256: HASH }],
        own_fingerprint: OWN,
      };
    },
    writeRequest: async (caseId, request, path) => {
      workspace.require("request_panel");
      if (bare(request.heard) !== bare(OTHER)) throw refused("packet_fingerprint_differs");
      const view = workspace.case(caseId);
      if (dayOf(request.consent_given_on) > today()) throw refused("refusal_day_in_future");
      if (request.consent_form_version.trim() === "" || request.consent_obtained_by.trim() === "") throw refused("refusal_consent_incomplete");
      boardOf(view).requested.push({ host: "Made-up Host Hospital", fingerprint: OTHER, files: 1, at: new Date().toISOString() });
      workspace.tell(view, "panel_requested");
      return { path, sha256: HASH };
    },
    lookAtRequest: async (path) => {
      workspace.require("import_case");
      if (!path.includes("request")) throw refused("vault.packet_kind_other", { found: "opinion", wanted: "request" });
      return {
        packet: "7f9c24e8-3b12-4fef-91e0-64c1c0ffee01",
        from: "Made-up Asking Hospital",
        fingerprint: OTHER,
        attending_physician: "Made-up Physician",
        department: null,
        note: "made-up",
        patient_name: workspace.case("luad").header.patient_name,
        consent_given_on: "2026-11-01",
        consent_form_version: "made-up 1.0",
        consent_obtained_by: "Made-up Physician",
        requested_at: "2026-11-20T01:00:00Z",
        files: [{ name: "made-up.vcf", size_bytes: "18892", sha256: HASH }],
      };
    },
    acceptRequest: async (_path, heard) => {
      workspace.require("import_case");
      if (bare(heard) !== bare(OTHER)) throw refused("packet_fingerprint_differs");
      const view = copy(workspace.case("luad"));
      const number = workspace.cases.length + workspace.others.length + 1;
      view.header.case_id = `requested-${number}`;
      view.header.case_number = `2026-${String(number).padStart(4, "0")}`;
      workspace.cases.unshift(view);
      boardOf(view).request = {
        from: "Made-up Asking Hospital",
        fingerprint: OTHER,
        attending_physician: "Made-up Physician",
        department: null,
        note: "made-up",
        consent_given_on: "2026-11-01",
        requested_at: "2026-11-20T01:00:00Z",
      };
      workspace.tell(view, "request_received");
      return { case_id: view.header.case_id, case_number: view.header.case_number };
    },
    writeReturn: async (caseId, path) => {
      workspace.require("return_conclusion");
      const view = workspace.case(caseId);
      if (boardOf(view).request === null) throw refused("refusal_nobody_asked");
      if (view.report.state !== "signed") throw refused("refusal_not_signed");
      boardOf(view).sent_back.push({ revision: view.report.revision, at: new Date().toISOString() });
      workspace.tell(view, "conclusion_returned");
      return { path, sha256: HASH };
    },
    receiveReturn: async (path) => {
      workspace.require("request_panel");
      if (!path.includes("return")) throw refused("vault.packet_kind_other", { found: "opinion", wanted: "return" });
      const view = workspace.cases.find((known) => boardOf(known).requested.length > 0);
      if (view === undefined) throw refused("refusal_return_unknown");
      if (boardOf(view).returns.length > 0) throw refused("refusal_packet_replayed");
      boardOf(view).returns.push({
        host: "Made-up Host Hospital",
        revision: 1,
        signer: "Made-up Chair",
        signed_at: "2026-11-25T03:00:00Z",
        key_fingerprint: "0a1b 2c3d 4e5f 6071",
        recommendations: [{ kind: "treatment", route: "insured", findings: ["made-up finding"], text: "made-up recommendation", reason: "made-up" }],
        minority_opinion: null,
        documents: [{ kind: "panel", title: "Made-up report", sha256: HASH }],
        at: new Date().toISOString(),
      });
      workspace.tell(view, "return_received");
      return { case_id: view.header.case_id, case_number: view.header.case_number };
    },
    referralBoard: async (caseId) => copy(boardOf(workspace.case(caseId))),
    writeReturned: async (_caseId, sha256, path) => {
      workspace.require("export_document");
      return { path, sha256 };
    },
  };
}
