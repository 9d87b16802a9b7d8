//! What can go wrong with a workspace.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use model::canonical::CanonicalError;
use model::ids::{AttachmentId, CaseId, EventId};
use uuid::Uuid;

mod code;

/// Why something was not kept or not found. No variant carries content of a case.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds no workspace.
    #[error("{} holds no workspace", path.display())]
    NotAWorkspace {
        /// Which folder.
        path: PathBuf,
    },
    /// The folder holds a workspace already.
    #[error("{} holds a workspace already", path.display())]
    AlreadyAWorkspace {
        /// Which folder.
        path: PathBuf,
    },
    /// A file of that name is there already.
    #[error("{} is there already", path.display())]
    BackupExists {
        /// Which file.
        path: PathBuf,
    },
    /// The backup was written by a newer version.
    #[error("backup has format {found}, newest known is {known}")]
    BackupNewer {
        /// Format found.
        found: u32,
        /// Newest format this software reads.
        known: u32,
    },
    /// The folder holds something else.
    #[error("{} is not empty", path.display())]
    FolderNotEmpty {
        /// Which folder.
        path: PathBuf,
    },
    /// The workspace was written by a newer version.
    #[error("workspace has format {found}, newest known is {known}")]
    WorkspaceNewer {
        /// Format found.
        found: u32,
        /// Newest format this software reads.
        known: u32,
    },
    /// A small file of the workspace is not what this software writes.
    #[error("{} cannot be read", path.display())]
    WorkspaceFile {
        /// Which file.
        path: PathBuf,
        /// What the reader said.
        #[source]
        source: Option<serde_json::Error>,
    },
    /// Somebody has the workspace open.
    #[error("workspace is open in process {process} on {host}")]
    InUse {
        /// Process id, or `?`.
        process: String,
        /// Machine, or `?`.
        host: String,
        /// Since when.
        opened_at: Option<Timestamp>,
    },
    /// The folder lies on a network file system, whose locks cannot be trusted.
    #[error("{} lies on a network file system ({kind})", path.display())]
    NetworkFileSystem {
        /// Which folder.
        path: PathBuf,
        /// Type of the file system.
        kind: String,
    },
    /// A file or folder failed.
    #[error("could not {action} {}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A path that the database cannot be told.
    #[error("{} is not valid text", path.display())]
    PathNotText {
        /// Which path.
        path: PathBuf,
    },
    /// The key does not open the database.
    #[error("the key does not open the database")]
    WrongKey,
    /// The database was written by a newer version.
    #[error("database has version {found}, newest known is {known}")]
    DatabaseNewer {
        /// Version found.
        found: i64,
        /// Newest version this software knows.
        known: i64,
    },
    /// A migration failed; the database is as it was.
    #[error("database could not be migrated")]
    Migration {
        /// What the database said.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// A copy of the database does not read back.
    #[error("backup {} is damaged", path.display())]
    BackupDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// The database failed.
    #[error("database failed while it should {action}")]
    Database {
        /// What was tried.
        action: &'static str,
        /// What the database said.
        #[source]
        source: sqlx::Error,
    },
    /// A row is not what this software writes.
    #[error("row of {table} is malformed")]
    RowMalformed {
        /// Which table.
        table: &'static str,
    },
    /// Somebody else appended to the same case first. Nothing was written: replay and decide again.
    #[error("case stands at event {found}, not {expected}")]
    Conflict {
        /// Last sequence the caller had seen, 0 for none.
        expected: u64,
        /// Last sequence of the case.
        found: u64,
    },
    /// An append without events.
    #[error("nothing to append")]
    NothingToAppend,
    /// Event type or software version is not a short technical word.
    #[error("event {event} has an unusable {field}")]
    EnvelopeMalformed {
        /// Which event.
        event: EventId,
        /// `kind`, `schema` or `software`.
        field: &'static str,
    },
    /// A payload is not canonical JSON.
    #[error("payload of event {event} is not canonical JSON")]
    PayloadNotCanonical {
        /// Which event.
        event: EventId,
    },
    /// A payload is too big; big inputs are kept as contents or attachments.
    #[error("payload of event {event} has {bytes} bytes, more than {limit}")]
    PayloadTooLarge {
        /// Which event.
        event: EventId,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A new case came without its wrapped key.
    #[error("case {case} has no key")]
    CaseSecretMissing {
        /// Which case.
        case: CaseId,
    },
    /// The case was erased.
    #[error("case {case} was erased")]
    CaseErased {
        /// Which case.
        case: CaseId,
    },
    /// `case_erased` was appended without erasing, or erasing came with something else.
    #[error("an erasure is one event of its own kind")]
    ErasureMalformed,
    /// A payload does not fit the commitment of its event.
    #[error("payload of event {sequence} was changed")]
    PayloadAltered {
        /// Which event.
        sequence: u64,
    },
    /// A payload is gone although its case was not erased.
    #[error("payload of event {sequence} is missing")]
    PayloadMissing {
        /// Which event.
        sequence: u64,
    },
    /// No such archived document.
    #[error("document {document} was not found")]
    DocumentMissing {
        /// Which document.
        document: Uuid,
    },
    /// An archived document does not fit its hash.
    #[error("document {document} was changed")]
    DocumentAltered {
        /// Which document.
        document: Uuid,
    },
    /// No such content.
    #[error("content {hash} was not found")]
    ContentMissing {
        /// Its hash.
        hash: String,
    },
    /// A content does not fit its hash.
    #[error("content {hash} was changed")]
    ContentAltered {
        /// Its hash.
        hash: String,
    },
    /// The sealed file of an attachment is gone.
    #[error("attachment {attachment} was not found")]
    AttachmentMissing {
        /// Which attachment.
        attachment: AttachmentId,
    },
    /// The sealed file of an attachment is cut, changed, or of another key.
    #[error("attachment {attachment} is damaged: {part}")]
    AttachmentDamaged {
        /// Which attachment.
        attachment: AttachmentId,
        /// `header`, `frame` or `footer`, `hash`.
        part: &'static str,
    },
    /// The source of an attachment could not be read.
    #[error("input of attachment {attachment} could not be read")]
    AttachmentSource {
        /// Which attachment.
        attachment: AttachmentId,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A variant table was written by a newer version.
    #[error("variant table has format {found}, newest known is {known}")]
    RecordsNewer {
        /// Format found.
        found: u32,
        /// Newest format this software reads.
        known: u32,
    },
    /// A projection could not be computed.
    #[error("projection of case {case} failed")]
    Projection {
        /// Which case.
        case: CaseId,
        /// What the projection said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Sealing failed.
    #[error("sealing failed")]
    Sealing,
    /// An envelope has no canonical form.
    #[error("envelope has no canonical form")]
    Canonical {
        /// Why.
        #[source]
        source: CanonicalError,
    },
    /// Work in the background was stopped.
    #[error("background work was stopped")]
    Stopped,
}

impl StoreError {
    pub(crate) fn file(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::File { action, path: path.to_path_buf(), source }
    }

    /// Wraps what the database says. "File is not a database" (26) is SQLCipher's way to refuse a key.
    pub(crate) fn database(action: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |source| match &source {
            sqlx::Error::Database(error) if error.code().as_deref() == Some("26") => Self::WrongKey,
            _ => Self::Database { action, source },
        }
    }
}
