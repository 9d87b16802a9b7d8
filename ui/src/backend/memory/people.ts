/** Accounts, guards and the audit log of the in-memory backend: the order of things, and what the real one refuses. */
import type { AccountRow, AlertRow, ApiError, AuditRow, Backend, GuardSettings, NewAccount, SessionView } from "@/backend/port";

const CODE = "123456";
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/** A few dark modules: the picture of the made-up world is no code. */
const PICTURE = "M4 4h7v1h-7zM4 5h1v5h-1zM10 5h1v5h-1zM4 10h7v1h-7zM6 6h3v3h-3z";
const SHORTEST = 13;

type World = { session: SessionView; passphrase: string };

function refused(code: string, parameters: Record<string, string> = {}): ApiError {
  return { kind: "refused", message: { code, parameters } };
}

const TABLE: [string, string[]][] = [
  ["view_case", ["attending_physician", "panel_member", "panel_chair", "clinical_geneticist", "genetic_counsellor", "data_manager"]],
  ["manage_accounts", ["administrator"]],
  ["configure_institution", ["administrator"]],
  ["view_audit", ["auditor", "administrator"]],
  ["import_case", ["data_manager", "attending_physician"]],
];

function accountCommands(world: World) {
  const people: AccountRow[] = [
    {
      account: "own",
      login: world.session.login,
      display_name: world.session.display_name,
      roles: world.session.roles,
      qualifications: ["drug_therapy"],
      standing: "active",
      since: "2026-11-20T00:00:00Z",
      second_factor: world.session.second_factor,
      is_own: true,
    },
  ];
  const found = (account: string) => {
    const person = people.find((row) => row.account === account);
    if (person === undefined) throw refused("refusal_account_unknown");
    return person;
  };
  const issued = (account: AccountRow) => ({ account, initial_passphrase: "k7qm4-txd9w-pa2hr-c6m2q", valid_until: "2026-12-02T03:00:00Z" });
  return {
    accounts: async () => structuredClone(people),
    addAccount: async ({ login, display_name, roles, qualifications }: NewAccount) => {
      if (people.some((row) => row.login === login)) throw refused("refusal_login_taken");
      const person: AccountRow = { account: login, login, display_name, roles, qualifications, standing: "invited", since: new Date().toISOString(), second_factor: false, is_own: false };
      people.push(person);
      return issued(person);
    },
    changeAccount: async (account: string, roles: string[], qualifications: string[]) => {
      const person = found(account);
      const others = people.some((row) => row !== person && row.standing === "active" && row.roles.includes("administrator"));
      if (person.roles.includes("administrator") && !roles.includes("administrator") && !others) throw refused("refusal_last_administrator");
      Object.assign(person, { roles, qualifications });
      return structuredClone(person);
    },
    resetAccount: async (account: string) => {
      const person = found(account);
      Object.assign(person, { standing: "invited", second_factor: false });
      return issued(person);
    },
    revokeAccount: async (account: string) => {
      const person = found(account);
      person.standing = "revoked";
      return structuredClone(person);
    },
  };
}

function ownCommands(world: World) {
  return {
    choosePassphrase: async (old: string, chosen: string) => {
      if (old !== world.passphrase) throw refused("vault.sign_in_refused");
      if (chosen.length < SHORTEST) throw refused("vault.passphrase_too_short", { minimum_characters: String(SHORTEST) });
      world.passphrase = chosen;
      world.session.required_step = world.session.second_factor ? null : "second_factor";
      return structuredClone(world.session);
    },
    offerSecondFactor: async () => ({ secret: SECRET, address: `otpauth://totp/Shirube?secret=${SECRET}`, qr_modules: 33, qr_path: PICTURE }),
    enrolSecondFactor: async (passphrase: string, code: string) => {
      if (passphrase !== world.passphrase) throw refused("vault.sign_in_refused");
      if (code !== CODE) throw refused("vault.code_refused");
      world.session.second_factor = true;
      world.session.required_step = null;
      return { codes: ["AAAAA-BBBBB", "CCCCC-DDDDD"] };
    },
  };
}

function auditCommands(world: World) {
  const row = (sequence: number, kind: string, screen: string | null): AuditRow => ({
    sequence,
    at: "2026-11-25T03:00:00Z",
    person: "own",
    login: world.session.login,
    role: world.session.roles[0] ?? "administrator",
    kind,
    case_id: screen === null ? null : "luad",
    case_number: screen === null ? null : "2026-0001",
    screen,
    subject: null,
    software: "shirube 0.1.0",
    hash: "5d41402abc4b2a76b9719d911017c592",
  });
  const rows = [row(3, "case_viewed", "case"), row(2, "signed_in", null), row(1, "workspace_created", null)];
  const alerts: AlertRow[] = [
    {
      alert: "alert-1",
      case_id: "luad",
      case_number: "2026-0001",
      by: "Made Up",
      at: "2026-11-25T03:00:00Z",
      reason: "made-up emergency",
      until: "2026-11-25T04:00:00Z",
      reviewed_by: null,
      remark: null,
    },
  ];
  return {
    auditLog: async ({ kind, person }: Parameters<Backend["auditLog"]>[0]) => ({
      rows: rows.filter((event) => (kind === "" || event.kind === kind) && (person === "" || event.person === person)),
      more: false,
      kinds: [...new Set(rows.map((event) => event.kind))],
      people: [{ account: "own", login: world.session.login, display_name: world.session.display_name }],
    }),
    verifyLog: async () => ({
      whole: true,
      events: rows.length,
      head: "5d41402abc4b2a76b9719d911017c592",
      first_broken: null,
      payload_faults: [],
      damaged_pages: 0,
      clock_set_back: [{ sequence: 2, seconds: 7200 }],
    }),
    exportAudit: async (_format: string, path: string, passphrase: string) => {
      if (passphrase !== world.passphrase) throw refused("vault.sign_in_refused");
      return { path, sha256: "5d41402abc4b2a76b9719d911017c592" };
    },
    alerts: async () => structuredClone(alerts),
    reviewAlert: async (alert: string, remark: string) => {
      const open = alerts.find((known) => known.alert === alert);
      if (open === undefined) throw refused("refusal_alert_unknown");
      Object.assign(open, { remark, reviewed_by: world.session.display_name });
      world.session.open_alerts = 0;
      return null;
    },
    breakGlass: async (caseId: string, _reason: string, passphrase: string) => {
      if (passphrase !== world.passphrase) throw refused("vault.sign_in_refused");
      return caseId;
    },
  };
}

/** Everything about people that the backend is asked for. */
export function peopleCommands(world: World) {
  const guards: GuardSettings = { second_factor: "required", idle_lock_minutes: world.session.idle_lock_minutes };
  return {
    ...accountCommands(world),
    ...ownCommands(world),
    ...auditCommands(world),
    guardSettings: async () => structuredClone(guards),
    changeGuards: async (wanted: GuardSettings) => {
      Object.assign(guards, wanted);
      world.session.idle_lock_minutes = wanted.idle_lock_minutes;
      return structuredClone(guards);
    },
    permissions: async () => TABLE.map(([action, roles]) => ({ action, roles })),
  };
}
