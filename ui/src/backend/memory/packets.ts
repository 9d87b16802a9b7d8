/** Packets in memory: made-up files whose names say what they are, with the refusals of the real desk in their order. */
import { asked } from "@/backend/memory/options";
import { boardOf, openPanel } from "@/backend/memory/panels";
import { copy, HASH, refusal, refused, said, today, type Workspace } from "@/backend/memory/workspace";
import type { AskedFinding, Backend, CaseView, InvitationPlan, InvitationView, NewOpinion, PacketCase, PacketOpener } from "@/backend/port";

const FINGERPRINT = "5d41 402a bc4b 2a76 b971 9d91 1017 c592";
const MEMBER = "0a1b 2c3d 4e5f 6071 8293 a4b5 c6d7 e8f9";
const PASSPHRASE = "made-up-passphrase";
const bare = (text: string) => text.normalize("NFKC").replace(/[^0-9a-z]/gi, "").toLowerCase();
const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

function caseOf(view: CaseView): PacketCase {
  const keys = asked(view).map(({ key }) => key);
  return {
    facts: [
      { label: "sex", value: view.header.sex },
      { label: "tumor_type", value: view.header.tumor_label ?? "" },
    ],
    findings: view.findings.map((finding) => ({
      key: finding.key,
      label: finding.label,
      hgvsc: finding.hgvsc,
      allele: finding.allele,
      vaf_percent: finding.vaf_percent,
      therapy_label: finding.therapy_label,
      evidence_level: finding.evidence_level,
      level_state: finding.level_state,
      resistance: finding.resistance,
      accessibility: finding.accessibility,
      status: finding.status,
      setting: finding.setting,
      citation: finding.citation,
      reasons: finding.reasons,
      already_given: finding.given_before !== null,
      overruled: false,
      germline: false,
      asked: keys.includes(finding.key),
    })),
    germline_included: false,
    open_questions: 1,
    release: view.header.knowledge_release,
    as_of: view.header.as_of,
  };
}

const questions = (view: CaseView): AskedFinding[] =>
  asked(view).map(({ key, label, therapy_label, evidence_level }) => ({ key, label, therapy_label, evidence_level, decision: null }));

function invitation(workspace: Workspace): InvitationView {
  const view = workspace.case("crc");
  return {
    packet: "7f9c24e8-3b12-4fef-91e0-64c1c0ffee00",
    host: workspace.session.institution,
    host_fingerprint: FINGERPRINT,
    member: "Made-up Member",
    seat: 4,
    qualifications: ["pathology"],
    meeting: "circulated",
    due_on: today(),
    late: false,
    written_at: "2026-11-20T01:00:00Z",
    subject: null,
    case: caseOf(view),
    case_hash: HASH,
    asked: questions(view),
  };
}

function kindOf(path: string) {
  if (!path.endsWith(".packet")) throw refusal("input_refused", "vault.packet_malformed");
  return path.includes("answer") ? "opinion" : "invitation";
}

function requireOpen(path: string, opener: PacketOpener) {
  if (kindOf(path) !== "invitation") throw refused("vault.packet_kind_other", { found: "opinion", wanted: "invitation" });
  const byPassphrase = path.includes("sealed");
  if (byPassphrase && opener.key_file !== null) throw refused("vault.packet_needs_passphrase");
  if (!byPassphrase && opener.key_file === null) throw refused("vault.packet_needs_key");
  if (opener.passphrase !== PASSPHRASE) throw refused(byPassphrase ? "vault.packet_refused" : "vault.packet_key_refused");
}

function requireWhole(workspace: Workspace, opinion: NewOpinion) {
  const missing = questions(workspace.case("crc")).filter(({ key }) => !opinion.findings.some(({ finding }) => finding === key)).length;
  if (missing > 0) throw refused("refusal_opinion_incomplete", { count: String(missing) });
}

function planOf(workspace: Workspace, view: CaseView): InvitationPlan {
  const panel = workspace.panelsOf(view).panels.at(-1);
  if (panel === undefined) throw refused("refusal_panel_unknown");
  return {
    case: caseOf(view),
    asked: asked(view).length,
    seats: panel.members
      .filter(({ login }) => login === null)
      .map(({ seat, name }) => ({
        seat,
        name,
        key_fingerprint: panel.keys[seat] ?? null,
        invited_at: panel.invited[seat]?.at ?? null,
        sealed_by: panel.invited[seat]?.sealedBy ?? null,
        opinion_given: panel.opinions.some((opinion) => opinion.seat === seat),
      })),
    leaks: [],
    due_on: panel.day,
    own_fingerprint: FINGERPRINT,
  };
}

type PacketCommands = Pick<
  Backend,
  | "lookAtPacket"
  | "openPacket"
  | "answerPacket"
  | "openPacketHere"
  | "answerPacketHere"
  | "createPacketKey"
  | "packetCard"
  | "writePacketCard"
  | "registerSeatKey"
  | "invitationPlan"
  | "inviteMembers"
  | "receiveOpinion"
>;

export function packetCommands(workspace: Workspace): PacketCommands {
  return {
    lookAtPacket: async (path) => ({ kind: kindOf(path), by_passphrase: path.includes("sealed") }),
    openPacket: async (path, opener) => {
      requireOpen(path, opener);
      return copy(invitation(workspace));
    },
    answerPacket: async (path, opener, opinion, to) => {
      requireOpen(path, opener);
      requireWhole(workspace, opinion);
      return { path: to, sha256: HASH };
    },
    openPacketHere: async (path) => {
      workspace.require("give_opinion");
      if (kindOf(path) !== "invitation") throw refused("vault.packet_kind_other", { found: "opinion", wanted: "invitation" });
      return copy(invitation(workspace));
    },
    answerPacketHere: async (_path, opinion, to) => {
      workspace.require("give_opinion");
      requireWhole(workspace, opinion);
      return { path: to, sha256: HASH };
    },
    createPacketKey: async (owner, passphrase, path) => {
      if (said(owner) === null) throw refused("field_empty");
      if (passphrase.length < 13) throw refused("vault.passphrase_too_short", { minimum_characters: "13" });
      return { key_path: path, card_path: path.replace(/\.[^.\\/]*$/, "") + ".card", fingerprint: MEMBER };
    },
    packetCard: async () => ({ name: workspace.session.institution, fingerprint: FINGERPRINT }),
    writePacketCard: async (path) => ({ path, sha256: HASH }),
    registerSeatKey: async (caseId, seat, card, heard) => {
      const view = workspace.case(caseId);
      workspace.require("write_packet");
      if (!card.endsWith(".card")) throw refused("vault.packet_key_malformed");
      if (bare(heard) !== bare(MEMBER)) throw refused("packet_fingerprint_differs");
      const panel = openPanel(workspace, view);
      panel.keys[seat] = MEMBER;
      workspace.tell(view, "seat_key_registered");
      return boardOf(workspace, view);
    },
    invitationPlan: async (caseId) => {
      workspace.require("write_packet");
      return copy(planOf(workspace, workspace.case(caseId)));
    },
    inviteMembers: async (caseId, folder, wanted) => {
      const view = workspace.case(caseId);
      workspace.require("write_packet");
      const panel = openPanel(workspace, view);
      if (wanted.length === 0) throw refused("refusal_nobody_invited");
      for (const { seat, passphrase } of wanted) {
        if (passphrase === null && panel.keys[seat] === undefined) throw refused("refusal_seat_key_unknown");
        if (passphrase !== null && passphrase.length < 13) throw refused("vault.passphrase_too_short", { minimum_characters: "13" });
      }
      const files = wanted.map(({ seat, passphrase }) => {
        panel.invited[seat] = { packet: crypto.randomUUID(), at: new Date().toISOString(), sealedBy: passphrase === null ? "key" : "passphrase" };
        return { path: `${folder}/shirube-made-up-seat${seat}.packet`, sha256: HASH };
      });
      workspace.tell(view, "members_invited");
      return { files };
    },
    receiveOpinion: async (path) => {
      workspace.require("receive_packet");
      if (kindOf(path) !== "opinion") throw refused("vault.packet_kind_other", { found: "invitation", wanted: "opinion" });
      const seat = Number(/seat(\d+)/.exec(fileName(path))?.[1] ?? 0);
      const view = workspace.cases.find((known) => workspace.panelsOf(known).panels.at(-1)?.invited[seat] !== undefined);
      if (view === undefined) throw refused("refusal_packet_unknown");
      const panel = openPanel(workspace, view);
      const member = panel.members.find((known) => known.seat === seat);
      if (panel.opinions.some((known) => known.seat === seat)) throw refused("refusal_packet_replayed");
      panel.opinions.push({
        seat,
        name: member?.name ?? "",
        findings: asked(view).map(({ key }) => ({ finding: key, stance: "recommend", comment: null })),
        overall: null,
        at: new Date().toISOString(),
        received_by: null,
        packet: panel.invited[seat]?.sealedBy ?? "key",
        answered_by: "Made-up Member",
      });
      workspace.tell(view, "opinion_recorded");
      return { case_id: view.header.case_id, case_number: view.header.case_number, seat, name: member?.name ?? "" };
    },
  };
}
