/** Made-up knowledge: one active release, one candidate that takes away a finding somebody accepted. It keeps the order of things. */
import type {
  ApiError,
  Backend,
  CorpusView,
  FindingChange,
  KnowledgeOverview,
  KnowledgeRow,
  KnowledgeRowView,
  ReleaseDiff,
  ReleaseView,
} from "@/backend/port";

const ACTIVE = "a".repeat(64);
const CANDIDATE = "b".repeat(64);

function refusal(kind: ApiError["kind"], code: string, parameters: Record<string, string> = {}): ApiError {
  return { kind, message: { code, parameters } };
}

function rowOf(id: string, part: Partial<KnowledgeRow>): KnowledgeRow {
  return {
    id,
    subject: "EGFR p.L858R",
    predicate: "predicts_sensitivity",
    direction: "supports",
    therapies: ["osimertinib"],
    tumors: ["Non-Small Cell Lung Cancer"],
    level: null,
    source_level: null,
    basis: "source_read",
    source: null,
    ...part,
  };
}

const ROWS: KnowledgeRow[] = [
  rowOf("shirube:JP-0010", {}),
  rowOf("shirube:JP-0003", { therapies: ["erlotinib + ramucirumab"], basis: "from_memory" }),
  rowOf("shirube:JP-0042", { subject: "BRAF p.V600E", therapies: ["encorafenib + cetuximab"], tumors: ["Colorectal Adenocarcinoma"] }),
];
const GAINED = rowOf("civic:EID1", { subject: "KRAS G12D", therapies: ["Trametinib"], tumors: ["Pancreatic Cancer"], source_level: "C", source: "civic" });

const CORPUS: CorpusView = {
  source: "civic",
  licence: "CC0-1.0",
  newest_row_on: "2026-05-26",
  files: ["evidence.tsv"],
  address: null,
  rows_read: 12,
  statements: 9,
  bins: [
    ["flagged", 1],
    ["not_expressible:variant_name", 3],
    ["usable", 8],
  ],
};

function releaseOf(part: Partial<ReleaseView>): ReleaseView {
  return {
    id: "2026-11-23-3f9a1c000000",
    content_hash: ACTIVE,
    as_of: "2026-11-23",
    age_days: 2,
    is_old: false,
    active: true,
    origin: "shipped",
    kept_by: "Made Up",
    kept_at: "2026-11-24T01:00:00Z",
    activated_at: "2026-11-24T01:00:00Z",
    activated_by: "Made Up",
    seen_at: null,
    reference: null,
    corpora: [],
    ...part,
  };
}

const LOST: FindingChange = {
  key: "c".repeat(64),
  kind: "lost",
  label: "EGFR p.T790M",
  therapy_label: "osimertinib",
  before: { answer: "option", level: "A", accessibility: "jp_approved", statements: ["shirube:JP-0009"] },
  after: null,
  taken: "accepted",
  needs_answer: true,
  answer: null,
};
const MORE: FindingChange = {
  ...LOST,
  key: "d".repeat(64),
  kind: "gained",
  label: "KRAS p.G12D",
  therapy_label: "Trametinib",
  before: null,
  after: { answer: "stated", level: null, accessibility: "none", statements: ["civic:EID1"] },
  taken: null,
  needs_answer: false,
};

const searchable = (text: string) => text.normalize("NFKC").toLowerCase();
const holds = (row: KnowledgeRow, text: string) => {
  const written = searchable([row.id, row.subject, ...row.therapies, ...row.tumors].join("\n"));
  return searchable(text).split(/\s+/).every((word) => written.includes(word));
};

class Shelf {
  releases = [releaseOf({ id: "2026-11-23-b00000000000", content_hash: CANDIDATE, active: false, origin: "imported", corpora: [CORPUS], activated_at: null, activated_by: null }), releaseOf({})];
  lost: FindingChange = structuredClone(LOST);
  isChanged = false;

  find(hash: string): ReleaseView {
    const found = this.releases.find((release) => release.content_hash === hash || release.id === hash);
    if (found === undefined) throw refusal("question", "release_not_named", { release: hash });
    return found;
  }

  diff(after: ReleaseView): ReleaseDiff {
    const before = this.releases.find(({ active }) => active) ?? after;
    const findings = [this.lost, MORE];
    return {
      before: before.id,
      before_hash: before.content_hash,
      after: after.id,
      after_hash: after.content_hash,
      engine: "shirube-engine 0.1.0",
      as_of: "2026-11-25",
      rows_gained: [GAINED],
      rows_lost: ROWS.slice(0, 1),
      rows_changed: [],
      cases_compared: 4,
      cases: [
        {
          case_id: "luad",
          case_number: "2026-0001",
          signed: false,
          kept_for_other_genes: false,
          gained: 1,
          lost: 1,
          changed: 0,
          unanswered: this.lost.needs_answer ? 1 : 0,
          findings: structuredClone(findings),
        },
      ],
      gained: 1,
      lost: 1,
      changed: 0,
      unanswered: this.lost.needs_answer ? 1 : 0,
      digest: "e".repeat(64),
      on_record: true,
    };
  }
}

function rowViewOf(id: string): KnowledgeRowView {
  const row = [...ROWS, GAINED].find((known) => known.id === id);
  if (row === undefined) throw refusal("refused", "statement_unknown", { id });
  return {
    row,
    therapies_en: ["osimertinib"],
    tumor_types: ["NSCLC"],
    setting: null,
    citation: row.basis === "from_memory" ? null : "made up",
    note: null,
    origin: "somatic",
    approval: row.source === null ? [["approval_status", "approved"]] : [],
    imported: row.source === null ? [] : [["source", row.source]],
    flagged: false,
    history: [
      { release: "2026-11-23-3f9a1c000000", state: row.source === null ? "first" : "absent", active: true },
      { release: "2026-11-23-b00000000000", state: row.source === null ? "same" : "first", active: false },
    ],
  };
}

export function knowledgeCommands() {
  const shelf = new Shelf();
  let waiting: string | null = null;
  const kept = () => ({ corpus: CORPUS, release: shelf.releases[0]?.id ?? "", content_hash: CANDIDATE });
  return {
    knowledgeOverview: async (): Promise<KnowledgeOverview> => ({
      releases: structuredClone(shelf.releases),
      shipped: null,
      waiting_cases: 0,
      may_change: true,
      sources: [
        { kind: "civic", address: "https://made.up/evidence.tsv" },
        { kind: "docm", address: null },
      ],
    }),
    searchKnowledge: async (text: string) => {
      const rows = ROWS.filter((row) => holds(row, text));
      return { release: "2026-11-23-3f9a1c000000", total: rows.length, rows };
    },
    knowledgeRow: async (id: string) => rowViewOf(id),
    keepShippedRelease: async () => shelf.releases[0]?.id ?? "",
    importCorpus: async () => kept(),
    downloadCorpus: async (kind: string, address: string | null) => {
      if (address !== null && !address.startsWith("https://")) throw refusal("input_refused", "download_address_unprotected");
      waiting = "f".repeat(64);
      return { kind, address: address ?? "", size_bytes: "1234", sha256: waiting, corpus: CORPUS, release: kept().release };
    },
    takeDownload: async (sha256: string) => {
      if (sha256 !== waiting) throw refusal("refused", "download_not_waiting");
      waiting = null;
      return kept();
    },
    compareReleases: async (_before: string | null, after: string) => {
      const release = shelf.find(after);
      release.seen_at = "2026-11-25T02:00:00Z";
      return shelf.diff(release);
    },
    answerLoss: async (_release: string, _caseId: string, _key: string, reason: string) => {
      if (reason.trim() === "") throw refusal("refused", "refusal_reason_missing");
      shelf.lost.needs_answer = false;
      shelf.lost.answer = { reason, by: "Made Up", at: "2026-11-25T02:30:00Z" };
      return null;
    },
    activateRelease: async (hash: string) => {
      const wanted = shelf.find(hash);
      if (wanted.active) throw refusal("refused", "refusal_release_active");
      if (wanted.seen_at === null) throw refusal("refused", "refusal_release_not_seen");
      if (shelf.lost.needs_answer) throw refusal("refused", "refusal_release_losses", { count: "1" });
      for (const release of shelf.releases) release.active = release === wanted;
      return { release: wanted.id, rematched: 3, affected: [] };
    },
    rematchCases: async () => 0,
    affectedCases: async () => [{ case_id: "nil", case_number: "2026-0004", release: "2026-10-01-000000000000", findings: [MORE] }],
    knowledgeProgress: async () => null,
    cancelKnowledgeWork: async () => null,
  } satisfies Partial<Backend>;
}
