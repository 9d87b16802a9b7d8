/** The panel in memory: called, heard, concluded, with the refusals of the real case file in their order. */
import { accepted, asked, unanswered } from "@/backend/memory/options";
import { composition, presentSeats } from "@/backend/memory/composition";
import { reminderOf } from "@/backend/memory/courses";
import { conveningRefusal, message, offeredConclusion, omissionBoard, omit, panelDay } from "@/backend/memory/offers";
import panelJson from "@/backend/memory/panel.json";
import { closeTask, openAmendment, outdateDraft } from "@/backend/memory/reports";
import { copy, dayOf, type HeldPanel, refused, said, today, type Workspace } from "@/backend/memory/workspace";
import type { Backend, CaseView, ConfirmationRow, FindingView, Message, NewPanel, NewPanelMember, PanelBoard, PanelRuleView, PanelView, RecommendationView } from "@/backend/port";

const RESTS_ON_OPTIONS = ["treatment", "trial"];

function ruleOn(workspace: Workspace, day: string): PanelRuleView {
  const holds = (rule: PanelRuleView) => rule.valid_from <= day && (rule.valid_until === null || day <= rule.valid_until);
  return workspace.houseRules.filter(holds).at(-1) ?? (copy(panelJson.rule) as PanelRuleView);
}

/** Findings on which not everybody says the same. */
function disagreed(panel: HeldPanel): string[] {
  const stances = new Map<string, string[]>();
  for (const { finding, stance } of panel.opinions.flatMap(({ findings }) => findings)) stances.set(finding, [...(stances.get(finding) ?? []), stance]);
  const agreed = (said: string[]) => new Set(said).size === 1 && !said.includes("undecided") && said.length === panel.opinions.length;
  return [...stances].filter(([, said]) => !agreed(said)).map(([finding]) => finding);
}

function viewOf(panel: HeldPanel, login: string): PanelView {
  const mine = panel.members.filter((member) => member.login === login).map(({ seat }) => seat);
  const present = presentSeats(panel);
  return {
    panel_id: panel.id,
    meeting: panel.meeting,
    day: panel.day,
    rule: panel.rule,
    sequenced_in_house: panel.sequenced_in_house,
    paediatric_cancer: panel.paediatric_cancer,
    members: panel.members.map(({ seat, name, position, part, qualifications, login: account }) => ({
      seat,
      name,
      position,
      part,
      qualifications,
      present: present.includes(seat),
      opinion_given: panel.opinions.some((opinion) => opinion.seat === seat),
      mine: mine.includes(seat),
      has_account: account !== null,
    })),
    attending: panel.attendance?.attending ?? null,
    requirements: composition(panel),
    opinions: panel.opinions.filter(({ seat }) => panel.revealed || mine.includes(seat)),
    revealed: panel.revealed,
    disagreed: panel.revealed ? disagreed(panel) : [],
    out_of_date: panel.out_of_date,
    conclusion: panel.conclusion && { ...panel.conclusion, stands: !panel.out_of_date },
    cancelled: panel.cancelled,
    open: false,
    conclusion_blocked: [],
    reminder: null,
  };
}

/** What stands between an open panel and its conclusion, whatever it would recommend. */
function conclusionRefusals(view: CaseView, panel: HeldPanel): Message[] {
  const missing = composition(panel).filter(({ met }) => met !== "met").length;
  const open = unanswered(view).length;
  const differing = disagreed(panel).length;
  const heard = () => {
    if (panel.meeting === "real_time") return panel.attendance === null ? message("refusal_attendance_missing") : null;
    if (!panel.revealed) return message("refusal_opinions_not_revealed");
    return differing > 0 ? message("refusal_meeting_needed", { count: String(differing) }) : null;
  };
  return [
    isToCome(panel) ? message("refusal_meeting_to_come", { day: panel.day }) : null,
    heard(),
    missing > 0 ? message("refusal_panel_incomplete", { count: String(missing) }) : null,
    open > 0 ? message("refusal_options_undecided", { count: String(open) }) : null,
  ].filter((refusal) => refusal !== null);
}

const isToCome = (panel: HeldPanel) => panel.meeting === "real_time" && panel.day > today();

/** The panel that counts, as it stands now; the ones before it are over. */
function viewsOf(workspace: Workspace, view: CaseView): PanelView[] {
  const { login } = workspace.session;
  const [last, ...before] = [...workspace.panelsOf(view).panels].reverse();
  if (last === undefined) return [];
  const open = last.conclusion === null && last.cancelled === null && !last.out_of_date && view.report.state !== "signed";
  const newest = { ...viewOf(last, login), open, conclusion_blocked: open ? conclusionRefusals(view, last) : [], reminder: open ? reminderOf(last, login) : null };
  return [newest, ...before.map((panel) => viewOf(panel, login))];
}

function confirmationOf(workspace: Workspace, view: CaseView, finding: FindingView): ConfirmationRow {
  const step = workspace.panelsOf(view).confirmations.get(finding.key);
  const state = step === undefined ? "none" : step.step === "resulted" ? step.result : step.step;
  return {
    finding: finding.key,
    label: finding.label,
    therapy_label: finding.therapy_label,
    state,
    carries: state === "waived" || state === "confirmed",
    by: step === undefined ? null : step.step === "waived" ? step.by : step.test,
    because: step?.step === "waived" ? step.because : null,
    on: step === undefined || step.step === "waived" ? null : step.on,
  };
}

export function boardOf(workspace: Workspace, view: CaseView): PanelBoard {
  const { amendments } = workspace.panelsOf(view);
  const isGenome = !workspace.isOfListedTest(view);
  return copy({
    disease_group: "solid",
    test: isGenome ? "whole_genome" : "gene_panel",
    rule: ruleOn(workspace, today()),
    rule_missing: null,
    asked: asked(view).map(({ key, label, therapy_label, evidence_level, decision }) => ({ key, label, therapy_label, evidence_level, decision: decision?.decision ?? null })),
    accounts: workspace.accounts(),
    panels: viewsOf(workspace, view),
    confirmations: isGenome ? accepted(view).map((finding) => confirmationOf(workspace, view, finding)) : [],
    amendments,
    convening_blocked: conveningRefusal(workspace, view),
    offered: offeredConclusion(view),
    omitting: omissionBoard(workspace, view),
  });
}

function requireEditable(view: CaseView) {
  if (view.report.state === "signed") throw refused("refusal_already_signed");
}

/** The panel that counts, if it was not overtaken and has not ended. */
export function openPanel(workspace: Workspace, view: CaseView): HeldPanel {
  const panel = workspace.panelsOf(view).panels.at(-1);
  if (panel === undefined) throw refused("refusal_panel_unknown");
  requireEditable(view);
  if (panel.cancelled !== null) throw refused("refusal_panel_cancelled");
  if (panel.out_of_date) throw refused("refusal_panel_out_of_date");
  if (panel.conclusion !== null) throw refused("refusal_panel_already_concluded");
  return panel;
}

function seated(workspace: Workspace, member: NewPanelMember, index: number) {
  const account = member.login === null ? null : workspace.accounts().find(({ login }) => login === member.login);
  if (account === undefined) throw refused("panel_account_unknown");
  return { ...copy(member), name: account?.name ?? member.name.trim(), position: said(member.position), seat: index + 1 };
}

function convene(workspace: Workspace, view: CaseView, wanted: NewPanel): HeldPanel {
  const day = dayOf(wanted.day);
  const rule = ruleOn(workspace, day);
  if (view.report.state === "none") throw refused("refusal_no_draft");
  const members = wanted.members.map((member, index) => seated(workspace, member, index));
  workspace.require("convene_panel");
  const refusal = conveningRefusal(workspace, view);
  if (refusal !== null) throw refused(refusal.code);
  if (rule.basis === "from_memory" && !rule.house) throw refused("refusal_panel_rule_unconfirmed");
  const allowed = rule.circulated_review === "every_case" || (rule.circulated_review === "listed_cases" && wanted.listed_for_circulation === true);
  if (wanted.meeting === "circulated" && !allowed) throw refused("refusal_circulation_not_allowed");
  const logins = members.flatMap(({ login }) => login ?? []);
  const clear = new Set(logins).size === logins.length && members.filter(({ part }) => part === "chair").length === 1 && members.every(({ name }) => name.trim() !== "");
  if (!clear) throw refused("refusal_panel_members_unclear");
  return { ...wanted, day, rule, members, id: crypto.randomUUID(), attendance: null, opinions: [], keys: {}, invited: {}, revealed: false, conclusion: null, cancelled: null, out_of_date: false };
}

/** What somebody was not asked about, nobody recommended. */
function requireSaidByAll(panel: HeldPanel, recommendations: RecommendationView[]) {
  const recommended = (key: string) => panel.opinions.every(({ findings }) => findings.some(({ finding, stance }) => finding === key && stance === "recommend"));
  const treated = recommendations.filter(({ kind }) => RESTS_ON_OPTIONS.includes(kind)).flatMap(({ findings }) => findings);
  if (!treated.every(recommended)) throw refused("refusal_conclusion_against_opinions");
}

function requireRecommendations(view: CaseView, recommendations: RecommendationView[]) {
  const isWordless = ({ kind, text, reason }: RecommendationView) => reason.trim() === "" || (kind !== "nothing" && text.trim() === "");
  if (recommendations.length === 0 || recommendations.some(isWordless)) throw refused("refusal_recommendation_missing");
  const known = view.findings.map(({ key }) => key);
  if (recommendations.flatMap(({ findings }) => findings).some((key) => !known.includes(key))) throw refused("refusal_finding_unknown");
  const wanted = accepted(view).map(({ key }) => key);
  const options = recommendations.filter(({ kind }) => RESTS_ON_OPTIONS.includes(kind));
  const recommended = options.flatMap(({ findings }) => findings);
  if (recommended.some((key) => !wanted.includes(key))) throw refused("refusal_recommended_not_accepted");
  if (wanted.some((key) => !recommended.includes(key))) throw refused("refusal_accepted_not_recommended");
  if (options.length > 0 && recommendations.some(({ kind }) => kind === "nothing")) throw refused("refusal_recommendation_missing");
}

type PanelCommands = Pick<
  Backend,
  | "panelBoard"
  | "convenePanel"
  | "recordAttendance"
  | "giveOpinion"
  | "revealOpinions"
  | "concludePanel"
  | "withdrawConclusion"
  | "cancelPanel"
  | "omitPanel"
  | "panelDay"
  | "confirmFinding"
  | "openAmendment"
  | "closeAmendmentTask"
  | "housePanelRules"
  | "recordHousePanelRule"
>;

export function panelCommands(workspace: Workspace): PanelCommands {
  const board = (view: CaseView) => boardOf(workspace, view);
  const told = (view: CaseView, event: string) => {
    workspace.tell(view, event);
    return board(view);
  };
  return {
    panelBoard: async (caseId) => board(workspace.case(caseId)),
    convenePanel: async (caseId, wanted) => {
      const view = workspace.case(caseId);
      workspace.panelsOf(view).panels.push(convene(workspace, view, wanted));
      workspace.panelsOf(view).omission = null;
      return told(view, "panel_convened");
    },
    recordAttendance: async (caseId, attendance) => {
      const view = workspace.case(caseId);
      if (!["present", "supplied_history", "absent"].includes(attendance.attending)) throw refused("panel_unreadable");
      workspace.require("convene_panel");
      const panel = openPanel(workspace, view);
      if (isToCome(panel)) throw refused("refusal_meeting_to_come", { day: panel.day });
      if (attendance.present.some((seat) => !panel.members.some((member) => member.seat === seat))) throw refused("refusal_panel_members_unclear");
      panel.attendance = copy(attendance);
      return told(view, "attendance_recorded");
    },
    giveOpinion: async (caseId, opinion) => {
      const view = workspace.case(caseId);
      const { login, display_name } = workspace.session;
      const last = workspace.panelsOf(view).panels.at(-1);
      if (last === undefined) throw refused("refusal_panel_unknown");
      const seat = opinion.seat ?? last.members.find((member) => member.login === login)?.seat;
      if (seat === undefined) throw refused("refusal_opinion_of_another");
      const received_by = said(opinion.received_by);
      workspace.require(received_by === null ? "give_opinion" : "record_opinion_for_other");
      const panel = openPanel(workspace, view);
      const member = panel.members.find((known) => known.seat === seat);
      if (member === undefined) throw refused("refusal_panel_members_unclear");
      if (member.login !== login && !(member.login === null && received_by !== null)) throw refused("refusal_opinion_of_another");
      if (panel.revealed) throw refused("refusal_opinions_already_revealed");
      if (panel.opinions.some((known) => known.seat === seat)) throw refused("refusal_opinion_already_given");
      if (panel.meeting === "circulated" && today() > panel.day) throw refused("refusal_opinion_late");
      const missing = asked(view).filter(({ key }) => !opinion.findings.some(({ finding }) => finding === key)).length;
      if (missing > 0) throw refused("refusal_opinion_incomplete", { count: String(missing) });
      panel.opinions.push({
        seat,
        name: member.name,
        findings: opinion.findings.map((one) => ({ ...one, comment: said(one.comment) })),
        overall: said(opinion.overall),
        at: new Date().toISOString(),
        received_by: received_by === null ? null : `${received_by} (${display_name})`,
        packet: null,
        answered_by: null,
      });
      return told(view, "opinion_recorded");
    },
    revealOpinions: async (caseId, because) => {
      const view = workspace.case(caseId);
      workspace.require("conclude_panel");
      const panel = openPanel(workspace, view);
      if (panel.revealed) throw refused("refusal_opinions_already_revealed");
      const waiting = panel.members.length - panel.opinions.length;
      if (waiting > 0 && said(because) === null) throw refused("refusal_opinions_waiting", { count: String(waiting) });
      panel.revealed = true;
      return told(view, "opinions_revealed");
    },
    concludePanel: async (caseId, conclusion) => {
      const view = workspace.case(caseId);
      workspace.require("conclude_panel");
      const panel = openPanel(workspace, view);
      const { recommendations } = conclusion;
      if (recommendations.some(({ kind, route }) => kind === "" || (kind === "treatment") !== (route !== null))) throw refused("panel_unreadable");
      const [refusal] = conclusionRefusals(view, panel);
      if (refusal !== undefined) throw refused(refusal.code, refusal.parameters);
      if (panel.meeting === "circulated") requireSaidByAll(panel, recommendations);
      requireRecommendations(view, recommendations);
      const { minority_opinion, minutes } = conclusion;
      panel.conclusion = { recommendations: copy(recommendations), minority_opinion: said(minority_opinion), minutes: said(minutes), concluded_at: new Date().toISOString() };
      outdateDraft(view);
      return told(view, "panel_concluded");
    },
    withdrawConclusion: async (caseId, because) => {
      const view = workspace.case(caseId);
      workspace.require("conclude_panel");
      requireEditable(view);
      const panel = workspace.panelsOf(view).panels.at(-1);
      if (panel === undefined) throw refused("refusal_panel_unknown");
      if (panel.conclusion === null) throw refused("refusal_nothing_to_withdraw");
      if (because.trim() === "") throw refused("refusal_reason_missing");
      panel.conclusion = null;
      outdateDraft(view);
      return told(view, "conclusion_withdrawn");
    },
    cancelPanel: async (caseId, because) => {
      const view = workspace.case(caseId);
      workspace.require("convene_panel");
      const panel = openPanel(workspace, view);
      if (because.trim() === "") throw refused("refusal_reason_missing");
      panel.cancelled = { because: because.trim(), at: new Date().toISOString() };
      return told(view, "panel_cancelled");
    },
    omitPanel: async (caseId, { because, judged }) => {
      const view = workspace.case(caseId);
      omit(workspace, view, because, judged);
      outdateDraft(view);
      return told(view, "panel_omitted");
    },
    panelDay: async (_caseId, day) => panelDay(ruleOn(workspace, dayOf(day)), day),
    confirmFinding: async (caseId, findingKey, change) => {
      const view = workspace.case(caseId);
      workspace.require("confirm_finding");
      requireEditable(view);
      if (!view.findings.some(({ key }) => key === findingKey)) throw refused("refusal_finding_unknown");
      const words = change.step === "waived" ? [change.by, change.because] : [change.test];
      if (words.some((word) => word.trim() === "")) throw refused("refusal_reason_missing");
      if (change.step !== "waived" && dayOf(change.on) > today()) throw refused("refusal_day_in_future");
      const standing = workspace.panelsOf(view).confirmations.get(findingKey);
      const result = standing?.step === "resulted" ? standing.result : null;
      if (change.step === "waived" && result === "not_confirmed") throw refused("refusal_confirmation_refuted");
      if (change.step !== "resulted" && result === "confirmed") throw refused("refusal_confirmation_stands");
      workspace.panelsOf(view).confirmations.set(findingKey, copy(change));
      outdateDraft(view);
      return told(view, { ordered: "confirmation_ordered", resulted: "confirmation_resulted", waived: "confirmation_waived" }[change.step]);
    },
    openAmendment: async (caseId, kind, because, replaces) => {
      openAmendment(workspace, caseId, kind, because, replaces);
      return board(workspace.case(caseId));
    },
    closeAmendmentTask: async (caseId, replaces, task, how) => {
      closeTask(workspace, caseId, replaces, task, how);
      return board(workspace.case(caseId));
    },
    housePanelRules: async () => copy(workspace.houseRules),
    recordHousePanelRule: async (rule) => {
      workspace.require("configure_institution");
      if (rule.title_ja.trim() === "" || rule.source.trim() === "" || rule.seats.length === 0) throw refused("field_empty");
      const [from, until] = [dayOf(rule.valid_from), rule.valid_until === null ? null : dayOf(rule.valid_until)];
      if (rule.disease_groups.length === 0 || rule.tests.length === 0 || (until !== null && until < from)) throw refused("house_rule_unreadable");
      if (rule.seats.some(({ minimum }) => minimum < 1)) throw refused("house_rule_unreadable");
      workspace.houseRules.push({
        id: `house-${workspace.houseRules.length + 1}`,
        title_ja: rule.title_ja.trim(),
        house: true,
        valid_from: from,
        valid_until: until,
        seats: copy(rule.seats),
        one_person_several_seats: rule.one_person_several_seats,
        attending_may_supply_history: rule.attending_may_supply_history,
        circulated_review: rule.circulated_review,
        basis: "source_read",
        source: rule.source.trim(),
        note: null,
      });
      return copy(workspace.houseRules);
    },
  };
}
