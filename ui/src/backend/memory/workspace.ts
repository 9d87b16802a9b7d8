/** The made-up workspace in memory: who is signed in, the cases, and what was done to them. */
import { VARIANT_ROWS } from "@/backend/memory/variants";
import madeUp from "@/backend/memory/made_up.json";
import panel from "@/backend/memory/panel.json";
import type {
  AmendmentView,
  ApiError,
  Attendance,
  CaseView,
  ConfirmationChange,
  ConsentRow,
  HistoryRow,
  NewConclusion,
  NewPanel,
  NewPanelMember,
  OpinionView,
  PanelAccount,
  PanelRuleView,
  SessionView,
  WorklistRow,
  WorkspaceState,
} from "@/backend/port";

export const HASH = "5d41402abc4b2a76b9719d911017c592a1b2c3d4e5f60718293a4b5c6d7e8f90";
export const CONSENT_KINDS = ["participation", "submission", "secondary_use_academic", "secondary_use_industry", "secondary_use_abroad", "secondary_findings", "relatives_disclosure", "recontact"];

export function refusal(kind: ApiError["kind"], code: string, parameters: Record<string, string> = {}): ApiError {
  return { kind, message: { code, parameters } };
}

export const refused = (code: string, parameters: Record<string, string> = {}) => refusal("refused", code, parameters);
export const copy = <Value>(value: Value): Value => structuredClone(value);

/** The day in Japan. */
export const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });

export function dayOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim()) || Number.isNaN(Date.parse(text))) throw refused("day_unreadable");
  return text.trim();
}

export const said = (text: string | null) => (text === null || text.trim() === "" ? null : text.trim());

/** A panel as it was called and what was done on it. */
export type HeldPanel = Omit<NewPanel, "members"> & {
  id: string;
  rule: PanelRuleView;
  members: (NewPanelMember & { seat: number })[];
  attendance: Attendance | null;
  opinions: OpinionView[];
  /** Fingerprints of members elsewhere, by seat. */
  keys: Record<number, string>;
  /** Newest packet of each seat. */
  invited: Record<number, { packet: string; at: string; sealedBy: string }>;
  revealed: boolean;
  conclusion: (NewConclusion & { concluded_at: string }) | null;
  cancelled: { because: string; at: string } | null;
  out_of_date: boolean;
};

export type CasePanels = {
  /** Oldest first. */
  panels: HeldPanel[];
  confirmations: Map<string, ConfirmationChange>;
  amendments: AmendmentView[];
  exported: { revision: number; kind: string }[];
  omission: { because: string; decided_by: string; at: string; out_of_date: boolean } | null;
};

const RELEASING = ["submission", "secondary_use_academic", "secondary_use_industry", "secondary_use_abroad"];

const NO_CONSENT: Omit<ConsentRow, "kind" | "lets_results_leave"> = {
  wish: "not_recorded",
  given_on: null,
  given_by: null,
  proxy_relation: null,
  form_version: null,
  obtained_by: null,
  assent_version: null,
  scope: null,
  withdrawn_on: null,
  recorded_by: null,
  recorded_at: null,
};

/** What an action needs, as the table of permissions says it. */
const ROLES: Record<string, string[]> = {
  import_case: ["data_manager", "attending_physician"],
  export_document: ["panel_chair", "attending_physician", "genetic_counsellor", "clinical_geneticist"],
  record_consent: ["attending_physician", "clinical_geneticist", "genetic_counsellor", "data_manager"],
  record_milestone: ["data_manager", "attending_physician", "panel_chair", "genetic_counsellor"],
  convene_panel: ["panel_chair", "data_manager"],
  give_opinion: ["panel_member", "panel_chair", "clinical_geneticist", "genetic_counsellor", "attending_physician"],
  record_opinion_for_other: ["panel_chair", "data_manager"],
  write_packet: ["panel_chair", "data_manager"],
  receive_packet: ["panel_chair", "data_manager"],
  request_panel: ["attending_physician", "data_manager"],
  return_conclusion: ["panel_chair"],
  conclude_panel: ["panel_chair"],
  omit_panel: ["attending_physician"],
  export_register: ["panel_chair", "data_manager"],
  confirm_finding: ["attending_physician", "panel_chair", "clinical_geneticist"],
  amend_report: ["panel_chair", "attending_physician"],
  configure_institution: ["administrator"],
  maintain_workspace: ["administrator", "data_manager"],
};

export class Workspace {
  passphrase = "shirube-demo-only";
  session: SessionView = copy(madeUp.session) as SessionView;
  cases: CaseView[] = (copy(madeUp.cases) as unknown as CaseView[]).map((view) => ({
    ...view,
    header: { ...view.header, rehearsal: null },
    report: { ...view.report, earlier: [] },
    variant_table_rows: VARIANT_ROWS,
    ledger: view.ledger.map((file) => ({ ...file, linked: null })),
    turnaround_days: null,
    programme: { group: null, area: null },
    consents: CONSENT_KINDS.map((kind) => ({ kind, lets_results_leave: RELEASING.includes(kind), ...NO_CONSENT })),
  }));
  others: WorklistRow[] = (copy(madeUp.others) as Omit<WorklistRow, "reminder" | "rehearsal">[]).map((row) => ({ ...row, reminder: null, rehearsal: null }));
  houseRules: PanelRuleView[] = [];
  private held = new Map<string, CasePanels>();

  /** `ofListedTest` is the case whose files come from an insured panel that the list of the omitted panel names. */
  constructor(
    public state: WorkspaceState["state"],
    private readonly ofListedTest: string | null = null,
  ) {}

  isOfListedTest(view: CaseView): boolean {
    return view.header.case_id === this.ofListedTest;
  }

  case(caseId: string): CaseView {
    const found = this.cases.find(({ header }) => header.case_id === caseId) ?? this.cases[0];
    if (found === undefined) throw refusal("input_refused", "refusal_not_open");
    return found;
  }

  panelsOf(view: CaseView): CasePanels {
    const id = view.header.case_id;
    const found = this.held.get(id) ?? { panels: [], confirmations: new Map(), amendments: [], exported: [], omission: null };
    this.held.set(id, found);
    return found;
  }

  /** The conclusion of any of its panels. */
  conclusionOf(view: CaseView): NewConclusion | null {
    return this.panelsOf(view).panels.find(({ conclusion }) => conclusion !== null)?.conclusion ?? null;
  }

  /** Nothing is decided on a rehearsal any more when its panel has concluded. */
  requireOpenRehearsal(view: CaseView) {
    if (view.header.rehearsal !== null && this.conclusionOf(view) !== null) throw refused("refusal_rehearsal_concluded");
  }

  /** Whoever is signed in first. */
  accounts(): PanelAccount[] {
    const { login, display_name, roles } = this.session;
    const others = panel.accounts.filter((account) => account.login !== login);
    return [{ login, name: display_name, roles: [...roles], qualifications: [] }, ...others.map((account) => ({ ...copy(account), qualifications: [] }))];
  }

  signInAs(login: string) {
    const known = panel.accounts.find((account) => account.login === login);
    if (known !== undefined) Object.assign(this.session, { login, display_name: known.name, roles: [...known.roles] });
  }

  require(action: string) {
    const wanted = ROLES[action] ?? [];
    if (!this.session.roles.some((role) => wanted.includes(role))) throw refused("refusal_role_missing", { role: this.session.roles[0] ?? "auditor", action });
  }

  tell(view: CaseView, kind: string) {
    const row: HistoryRow = {
      sequence: (view.history[0]?.sequence ?? 0) + 1,
      kind,
      actor: this.session.display_name,
      role: this.session.roles[0] ?? "administrator",
      at: new Date().toISOString(),
      detail: null,
    };
    view.history.unshift(row);
  }
}
