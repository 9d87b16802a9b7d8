//! The knowledge base as people and pipelines ask for it: import, verify, list, search, show, compare.

mod answer;
mod compare;
mod rehearsal;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use knowledge::import::{CorpusKind, import, with_corpus};
use knowledge::{Release, SourceFile, read_folder};
use model::finding::StatementId;

pub(crate) use answer::verified;
pub use answer::{DeadRowAnswer, ImportAnswer, ProblemAnswer, StatementAnswer, VerifyAnswer};
pub(crate) use answer::{knowledge_row, knowledge_row_view};
pub use compare::{ChangedRow, DiffAnswer, diff};
pub(crate) use compare::{RowsApart, rows_apart};
pub(crate) use rehearsal::{CaseSet, SetCase, concordance, rehearse_with};
pub use rehearsal::{HIGH_BAR_PERCENT, LOW_BAR_PERCENT, list_of, rehearse};

use crate::contract::{ApiError, ApiErrorKind, Message};

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportCorpusRequest {
    /// Name of the kind, e.g. `civic`.
    pub kind: String,
    /// Files of the publisher.
    pub files: Vec<PathBuf>,
    /// Folder of the knowledge base that the corpus is added to.
    pub knowledge: PathBuf,
    /// Where to write the new release; it is only counted when this is not told.
    pub out: Option<PathBuf>,
}

/// Reads files of an open corpus and builds a release from the curated rows and the imported ones.
///
/// # Errors
/// [`ApiErrorKind::Question`] for an unknown kind, [`ApiErrorKind::InputRefused`] for files of another kind,
/// [`ApiErrorKind::Refused`] when the folder to write to holds something, [`ApiErrorKind::World`] when the disk fails.
pub fn import_corpus(request: &ImportCorpusRequest) -> Result<ImportAnswer, ApiError> {
    let kind = CorpusKind::of(&request.kind).ok_or_else(|| unknown_kind(&request.kind))?;
    let files = read_folder(&request.knowledge).map_err(ApiError::from_failure)?;
    let curated = Release::from_files(&files).map_err(ApiError::from_failure)?;
    let imported = import(kind, &request.files, &curated).map_err(ApiError::from_failure)?;
    let files = with_corpus(files, &imported.corpus).map_err(ApiError::from_failure)?;
    let release = Release::from_files(&files).map_err(ApiError::from_failure)?;
    if let Some(out) = &request.out {
        write(&files, out)?;
    }
    Ok(answer::imported(imported, &release, request.out.as_deref()))
}

pub(crate) fn unknown_kind(kind: &str) -> ApiError {
    let known: Vec<&str> = CorpusKind::ALL.into_iter().map(CorpusKind::code).collect();
    let parameters = [("kind".to_owned(), kind.to_owned()), ("known".to_owned(), known.join(", "))].into();
    let message = Message { code: "corpus_kind_unknown".to_owned(), parameters };
    ApiError { kind: ApiErrorKind::Question, message }
}

/// Writes every file of a release below a folder that is empty or not there.
fn write(files: &[SourceFile], out: &Path) -> Result<(), ApiError> {
    let failed = |_| ApiError::world("release_not_written");
    let filled = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if filled {
        return Err(ApiError::refused("release_folder_not_empty"));
    }
    for file in files {
        let path = out.join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(path, &file.text).map_err(failed)?;
    }
    Ok(())
}

/// That the rows of a folder speak of a day more than a month ago; `None` when they do not, or cannot be read.
pub fn old_release(knowledge: &Path, today: Date) -> Option<Message> {
    let release = load(knowledge).ok()?;
    let days = release.as_of().until(today).map_or(0, |span| span.get_days());
    let old = casefile::releases::is_old(release.as_of(), today);
    old.then(|| old_release_message(release.id(), &release.as_of().to_string(), crate::view::count(days)))
}

/// The same of a release that a workspace keeps.
pub fn old_release_message(release: &str, as_of: &str, days: u32) -> Message {
    let parameters = [
        ("release".to_owned(), release.to_owned()),
        ("as_of".to_owned(), as_of.to_owned()),
        ("days".to_owned(), days.to_string()),
    ];
    Message { code: "release_is_old".to_owned(), parameters: parameters.into() }
}

/// Everything that is wrong with a folder, and how much it holds.
pub fn verify(knowledge: &Path) -> VerifyAnswer {
    answer::verified(Release::verify(knowledge), load(knowledge).ok().as_ref())
}

/// Every statement of a release, by id.
///
/// # Errors
/// When the folder cannot be used.
pub fn list(knowledge: &Path) -> Result<Vec<StatementAnswer>, ApiError> {
    let release = load(knowledge)?;
    Ok(release.statements().iter().map(|statement| answer::statement(statement, &release)).collect())
}

/// Statements in which every word occurs: gene, drug (English, Japanese, brand), tumour type, PMID, id.
///
/// # Errors
/// When the folder cannot be used.
pub fn search(knowledge: &Path, text: &str) -> Result<Vec<StatementAnswer>, ApiError> {
    let release = load(knowledge)?;
    Ok(release.search(text).into_iter().map(|statement| answer::statement(statement, &release)).collect())
}

/// One statement.
///
/// # Errors
/// [`ApiErrorKind::Refused`] for an id that the release does not have.
pub fn show(knowledge: &Path, id: &str) -> Result<StatementAnswer, ApiError> {
    let release = load(knowledge)?;
    let statement = release.find(&statement_id(id)).ok_or_else(|| statement_unknown(id))?;
    Ok(answer::statement(statement, &release))
}

/// An id with its source; ours need not be written.
pub(crate) fn statement_id(id: &str) -> StatementId {
    StatementId(if id.contains(':') { id.to_owned() } else { format!("shirube:{id}") })
}

pub(crate) fn statement_unknown(id: &str) -> ApiError {
    let parameters = [("id".to_owned(), id.to_owned())].into();
    let message = Message { code: "statement_unknown".to_owned(), parameters };
    ApiError { kind: ApiErrorKind::Refused, message }
}

fn load(knowledge: &Path) -> Result<Release, ApiError> {
    Release::load(knowledge).map_err(ApiError::from_failure)
}
