/** What waits for whom, what was concluded before, and the counts, in memory, as the real desk tells them. */
import { acceptable, accepted, onceEach } from "@/backend/memory/options";
import { copy, type HeldPanel, HASH, refused, today, type Workspace } from "@/backend/memory/workspace";
import { shown } from "@/backend/memory/reports";
import type { Backend, CaseView, Precedents, ProgressReport, ReminderView, WorklistRow } from "@/backend/port";

const GROUPS = ["own_facility", "data_centre"];
const AREAS = ["gastrointestinal", "blood", "paediatric", "rare_cancer", "gynaecological", "respiratory_and_others", "rare_disease"];
const STATES = ["interpreted", "under_review", "drafted", "signed"];
const STEPS = ["specimen_sent", "results_received", "panel_held", "panel_result_received", "patient_explained"];
const NEAR_DAYS = 3;

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a circulated review of an open panel waits for. */
export function reminderOf(panel: HeldPanel | undefined, login: string): ReminderView | null {
  if (panel === undefined || panel.meeting !== "circulated" || panel.revealed || panel.out_of_date || panel.cancelled !== null || panel.conclusion !== null) return null;
  const missing = panel.members.filter(({ seat }) => panel.opinions.every((opinion) => opinion.seat !== seat));
  if (missing.length === 0) return null;
  const days_left = daysBetween(today(), panel.day);
  return {
    due_on: panel.day,
    days_left,
    standing: days_left < 0 ? "past" : days_left <= NEAR_DAYS ? "near" : "ahead",
    missing: missing.map(({ name }) => name),
    seats: panel.members.length,
    mine: missing.some((member) => member.login === login),
  };
}

function precedentsOf(workspace: Workspace, view: CaseView): Precedents {
  const markers = [...new Set(view.findings.filter(({ needs_decision }) => needs_decision).map(({ label }) => label))];
  const earlier = workspace.cases.filter(({ header, consents }) => {
    const takesPart = consents.every(({ kind, wish }) => kind !== "participation" || (wish !== "no" && wish !== "withdrawn"));
    return header.case_id !== view.header.case_id && header.tumor_label === view.header.tumor_label && takesPart;
  });
  const found = markers.map((marker) => {
    const links = new Map<string, string>();
    const outcomes = new Map<string, { kind: string; route: string | null; therapy_label: string | null; cases: number }>();
    for (const other of earlier) {
      const concluded = workspace.panelsOf(other).panels.at(-1);
      if (concluded === undefined || concluded.out_of_date || concluded.conclusion === null) continue;
      for (const { kind, route, findings } of concluded.conclusion.recommendations) {
        for (const { therapy_label } of onceEach(other.findings.filter(({ key, label }) => findings.includes(key) && label === marker))) {
          const outcome = JSON.stringify([kind, route, therapy_label]);
          outcomes.set(outcome, { kind, route, therapy_label, cases: (outcomes.get(outcome)?.cases ?? 0) + 1 });
          links.set(other.header.case_id, other.header.case_number);
        }
      }
    }
    return { marker, cases: links.size, outcomes: [...outcomes.values()], links: [...links].map(([case_id, case_number]) => ({ case_id, case_number })) };
  });
  return { tumor_label: view.header.tumor_label, markers: found.filter(({ cases }) => cases > 0), suppressed_below: null };
}

function progressOf(workspace: Workspace, rows: WorklistRow[]): ProgressReport {
  const counted = (codes: string[], of: (string | null)[]) => {
    const unsaid = of.filter((code) => code === null).length;
    const told = codes.map((code) => ({ code, label: null, cases: of.filter((known) => known === code).length }));
    return unsaid > 0 ? [...told, { code: "not_recorded", label: null, cases: unsaid }] : told;
  };
  const programme = rows.map(({ case_id }) => workspace.cases.find(({ header }) => header.case_id === case_id)?.programme ?? { group: null, area: null });
  const tumors = [...new Set(rows.map(({ tumor_label }) => tumor_label ?? ""))].sort();
  const dayOf = (view: CaseView, milestone: string) => view.milestones.find(({ name }) => name === milestone)?.reached_on ?? null;
  return {
    as_of: today(),
    cases: rows.length,
    tables: [
      { by: "group", rows: counted(GROUPS, programme.map(({ group }) => group)) },
      { by: "area", rows: counted(AREAS, programme.map(({ area }) => area)) },
      { by: "tumor", rows: tumors.map((label) => ({ code: label === "" ? "not_recorded" : "tumor", label: label === "" ? null : label, cases: rows.filter((row) => (row.tumor_label ?? "") === label).length })) },
      { by: "state", rows: counted(STATES, rows.map(({ state }) => state)) },
    ],
    turnaround: STEPS.map((milestone) => {
      const days = workspace.cases.flatMap((view) => {
        const [from, to] = [dayOf(view, "specimen_collected"), dayOf(view, milestone)];
        return from && to ? [daysBetween(from, to)] : [];
      });
      days.sort((one, other) => one - other);
      const [low, high] = [days[Math.floor((days.length - 1) / 2)], days[Math.floor(days.length / 2)]];
      const median_days = low === undefined || high === undefined ? null : String((low + high) / 2);
      return { milestone, cases: days.length, median_days, shortest_days: days[0] ?? null, longest_days: days.at(-1) ?? null };
    }),
    suppressed_below: null,
  };
}

type CourseCommands = Pick<Backend, "placeInProgramme" | "reminders" | "precedents" | "progress" | "exportProgress" | "exportRegister">;

export function courseCommands(workspace: Workspace, rows: () => WorklistRow[]): CourseCommands {
  const written = (path: string, passphrase: string) => {
    if (passphrase !== workspace.passphrase) throw refused("vault.sign_in_refused");
    return { path, sha256: HASH };
  };
  return {
    placeInProgramme: async (caseId, programme) => {
      const view = workspace.case(caseId);
      const known = (code: string | null, codes: string[]) => code === null || codes.includes(code);
      if (!known(programme.group, GROUPS) || !known(programme.area, AREAS)) throw refused("programme_unknown");
      workspace.require("record_milestone");
      view.programme = copy(programme);
      workspace.tell(view, "programme_placed");
      return shown(workspace, view);
    },
    reminders: async () =>
      rows()
        .flatMap(({ case_id, case_number, reminder }) => (reminder === null ? [] : [{ case_id, case_number, reminder }]))
        .sort((one, other) => Number(other.reminder.mine) - Number(one.reminder.mine) || one.reminder.due_on.localeCompare(other.reminder.due_on)),
    precedents: async (caseId) => precedentsOf(workspace, workspace.case(caseId)),
    progress: async () => progressOf(workspace, rows().filter(({ rehearsal }) => rehearsal === null)),
    exportProgress: async (path, passphrase) => written(path, passphrase),
    exportRegister: async (path, passphrase) => {
      workspace.require("export_register");
      return written(path, passphrase);
    },
  };
}

/** Whether what was accepted needs no panel: approved drugs of the highest level, and nothing else. */
export const onlyApproved = (view: CaseView) => {
  const options = accepted(view);
  return options.length > 0 && options.every((finding) => acceptable(finding) && finding.evidence_level === "A" && finding.accessibility === "jp_approved");
};
