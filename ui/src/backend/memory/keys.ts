/** Signing keys, key lists and checked documents of the in-memory backend: what the real one refuses, it refuses. */
import madeUp from "@/backend/memory/made_up.json";
import { HASH, refused } from "@/backend/memory/workspace";
import type { Backend, DocumentCheck, KnownInstitution, SessionView, SigningKeyRow } from "@/backend/port";

type World = { session: SessionView; passphrase: string };
type KeyCommands = Pick<Backend, "signingKeys" | "revokeKey" | "exportKeyList" | "importKeyList" | "verifyDocument" | "renewSigningKey" | "rotateWorkspaceKey">;

const FOREIGN = "77aa 12bc 90ef 45d3";

function checked(path: string): DocumentCheck {
  const file = path.split("/").at(-1) ?? path;
  const line = (answer: string, code: string) => ({ answer, message: { code, parameters: { fingerprint: FOREIGN } } });
  const nothing = { file, sha256: HASH, notes: [], stated: null, person: null, institution: null };
  if (file.includes("changed")) {
    return { ...nothing, outcome: "bytes_changed", lines: [line("no", "verify_bytes_changed"), line("unknown", "verify_signature_unchecked"), line("unknown", "verify_signer_unchecked")] };
  }
  const stated = { document: "panel", report: "report", revision: 2, signed_at: "2026-11-25T03:00:00Z", role: "panel_chair", content_hash: HASH, release: "2026-11", key_fingerprint: FOREIGN };
  return { ...nothing, outcome: "signer_unknown", stated, lines: [line("yes", "verify_bytes_intact"), line("yes", "verify_signature_matches"), line("no", "verify_signer_unknown")] };
}

export function keyCommands(world: World): KeyCommands {
  const keys: SigningKeyRow[] = [
    {
      public_key: "own-key",
      fingerprint: "c1f0 7a52 93be 4d16",
      account: "own",
      login: world.session.login,
      person: world.session.display_name,
      standing: "in_force",
      valid_from: "2026-11-20T00:00:00Z",
      valid_until: null,
      ended: null,
      revoked: null,
      because: null,
      is_own: true,
    },
  ];
  const known: KnownInstitution[] = [];
  let institution: string | null = null;
  const seen = () => structuredClone({ institution_fingerprint: institution, keys, known });
  const confirm = (passphrase: string) => {
    if (passphrase !== world.passphrase) throw refused("vault.sign_in_refused");
  };
  return {
    signingKeys: async () => seen(),
    revokeKey: async ({ key, since, reason, because }, passphrase) => {
      confirm(passphrase);
      const row = keys.find((known) => known.public_key === key || known.fingerprint === key);
      if (row === undefined) throw refused("refusal_key_unknown");
      if (because.trim() === "") throw refused("refusal_reason_missing");
      const from = since === "" ? new Date().toISOString() : `${since}T00:00:00+09:00`;
      Object.assign(row, { standing: "revoked", revoked: reason, because: because.trim(), valid_until: from });
      return seen();
    },
    exportKeyList: async (path, passphrase) => {
      confirm(passphrase);
      institution = "5be1 20c4 8fa9 d370";
      return { path, sha256: HASH, fingerprint: institution, keys: keys.length };
    },
    importKeyList: async (_path, compared) => {
      const parameters = { institution: "Made-up Hospital", fingerprint: FOREIGN };
      if (compared === null && known.length === 0) throw { ...refused("key_list_first", parameters), kind: "question" };
      if (compared !== null && compared.replace(/\W/g, "") !== FOREIGN.replace(/\W/g, "")) throw refused("key_list_fingerprint_differs", parameters);
      known.splice(0, known.length, { ...parameters, issued_at: "2026-11-25T03:00:00Z", keys: 3 });
      return seen();
    },
    renewSigningKey: async (passphrase) => {
      confirm(passphrase);
      const now = new Date().toISOString();
      const [present] = keys;
      if (present !== undefined) {
        keys.unshift({ ...present, public_key: `own-key-${keys.length}`, fingerprint: "a8d4 02f1 6c3b 97e5", standing: "in_force", valid_from: now, valid_until: null, ended: null, revoked: null, because: null });
        if (present.revoked === null) Object.assign(present, { standing: "ended", ended: "replaced", valid_until: now });
      }
      return seen();
    },
    rotateWorkspaceKey: async ([first, second], passphrase) => {
      confirm(passphrase);
      if (first.trim() !== madeUp.recovery_halves[0] || second.trim() !== madeUp.recovery_halves[1]) throw refused("vault.recovery_key_wrong");
      return { cases: 3, accounts: 1 };
    },
    verifyDocument: async (path) => checked(path),
  };
}
