//! 知識ベース: rows, releases and corpora.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The releases of the workspace and where corpora come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnowledgeOverview {
    /// Kept releases, newest first; exactly one is active.
    pub releases: Vec<ReleaseView>,
    /// The release that ships with this version of the product, where it is not kept yet.
    pub shipped: Option<String>,
    /// Open cases whose findings rest on another release than the active one: an interrupted activation.
    pub waiting_cases: u32,
    /// The person may keep, compare and activate releases.
    pub may_change: bool,
    /// Kinds of corpora that can be read.
    pub sources: Vec<CorpusSource>,
}

/// One kept release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReleaseView {
    /// Day and first digits of the hash.
    pub id: String,
    /// Hash of its content: its name in commands.
    pub content_hash: String,
    /// Day that its rows speak of.
    pub as_of: String,
    /// Whole days since then.
    pub age_days: u32,
    /// That day is more than a month ago.
    pub is_old: bool,
    /// It is the one that cases are matched with.
    pub active: bool,
    /// `shipped`, `imported`, `downloaded` or `reference`.
    pub origin: String,
    /// Who kept it.
    pub kept_by: String,
    /// When.
    pub kept_at: String,
    /// When it became the active one, last.
    pub activated_at: Option<String>,
    /// Who made it so.
    pub activated_by: Option<String>,
    /// Whether its differences to the active one were seen, and when.
    pub seen_at: Option<String>,
    /// Hash of the reference pack that belongs to it.
    pub reference: Option<String>,
    /// Open corpora in it.
    pub corpora: Vec<CorpusView>,
}

/// An open corpus, and where every row of its files went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CorpusView {
    /// The source, e.g. `civic`.
    pub source: String,
    /// Licence of its content.
    pub licence: String,
    /// Day of its newest row.
    pub newest_row_on: Option<String>,
    /// Names of its files.
    pub files: Vec<String>,
    /// Address it was downloaded from.
    pub address: Option<String>,
    /// Rows in the files.
    pub rows_read: u32,
    /// Rows that became statements.
    pub statements: u32,
    /// Where every row went: bin and count.
    pub bins: Vec<(String, u32)>,
}

/// A kind of corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CorpusSource {
    /// Name of the kind, e.g. `civic`.
    pub kind: String,
    /// Address of its newest files, where one is known or was recorded.
    pub address: Option<String>,
}

/// A corpus that was read: the release that it makes, kept as a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KeptCorpusView {
    /// The corpus.
    pub corpus: CorpusView,
    /// The release.
    pub release: String,
    /// Its hash.
    pub content_hash: String,
}

/// A file that was downloaded and waits for a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DownloadView {
    /// Name of the kind.
    pub kind: String,
    /// Where it came from.
    pub address: String,
    /// Size in bytes as text.
    pub size_bytes: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What it holds.
    pub corpus: CorpusView,
    /// The release that it would make.
    pub release: String,
}

/// How far a comparison, a re-matching or a download is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnowledgeProgress {
    /// `comparing`, `rematching` or `downloading`.
    pub phase: String,
    /// Cases or bytes done, as text.
    pub done: String,
    /// How many there are; `None` while nobody knows.
    pub of: Option<String>,
    /// Somebody cancelled; it ends soon.
    pub cancelled: bool,
}

/// Rows that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnowledgePage {
    /// The release searched.
    pub release: String,
    /// How many rows hold every word.
    pub total: u32,
    /// The first of them.
    pub rows: Vec<KnowledgeRow>,
}

/// A row of knowledge as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnowledgeRow {
    /// `source:id`.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// What it says; `None` for rows that only point elsewhere.
    pub predicate: Option<String>,
    /// For or against.
    pub direction: String,
    /// Regimens, Japanese names where known.
    pub therapies: Vec<String>,
    /// Tumours, Japanese where known.
    pub tumors: Vec<String>,
    /// Level of the row.
    pub level: Option<String>,
    /// Level in the source's own scale, for open corpora.
    pub source_level: Option<String>,
    /// `source_read` or `from_memory`.
    pub basis: String,
    /// Of an open corpus: its source.
    pub source: Option<String>,
}

/// A row in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KnowledgeRowView {
    /// The row.
    pub row: KnowledgeRow,
    /// Regimens, English names.
    pub therapies_en: Vec<String>,
    /// Tumour types as written: codes, `SOLID`, `ANY` or a name.
    pub tumor_types: Vec<String>,
    /// Line and timing.
    pub setting: Option<String>,
    /// Where it is written.
    pub citation: Option<String>,
    /// Remarks, or the source's own summary.
    pub note: Option<String>,
    /// Which origin the source states.
    pub origin: String,
    /// Approval facts: code of the fact and its value.
    pub approval: Vec<(String, String)>,
    /// Facts in the terms of an open corpus: code of the fact and its value.
    pub imported: Vec<(String, String)>,
    /// A reviewer of the source raised a concern.
    pub flagged: bool,
    /// The row in every kept release, oldest first.
    pub history: Vec<RowHistory>,
}

/// A row in one release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowHistory {
    /// The release.
    pub release: String,
    /// `absent`, `first`, `same`, `changed` or `unreadable`.
    pub state: String,
    /// The release is the active one.
    pub active: bool,
}
