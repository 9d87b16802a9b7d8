//! The files of an import: looked at once, then copied into the workspace or linked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casefile::event::{LinkedFile, StoredFile};
use intake::{FileKind, LookedAt, TypedDocument};
use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::AttachmentId;
use model::ledger::Ledger;
use model::ports::{Cipher, IdSource};
use store::event_store::AttachmentRow;
use vault::case_key::CaseCipher;

use super::{about_file, file_name, question};
use crate::contract::{ApiError, ApiErrorKind, ImportRequest};
use crate::desk::session::Session;
use crate::desk::watch::{ImportWatch, Looking, SealedCopies, Source, Watched};
use crate::view::WorklistEntry;

/// What is kept of the files: a row each, and what the event says.
type Kept = (Vec<AttachmentRow>, Vec<StoredFile>);

/// A file as it was before it was read.
#[derive(Clone, Debug)]
struct InputFile {
    path: PathBuf,
    looked: LookedAt,
    size_bytes: u64,
    modified_at: Timestamp,
    linked: bool,
}

/// Everything that an import reads, in the order of the ledger: what was typed comes first.
pub(super) struct InputFiles {
    typed: Option<TypedDocument>,
    files: Vec<InputFile>,
}

impl InputFiles {
    /// Tells what each file is and hashes it, once for all who ask.
    ///
    /// # Errors
    /// A kind or a link of no file, a file that cannot be read, the same bytes twice, or a cancelled import.
    pub(super) async fn look_at(request: &ImportRequest, watch: &Arc<ImportWatch>) -> Result<Self, ApiError> {
        let kinds = crate::matching::chosen_kinds(&request.kinds, &request.paths)?;
        if let Some(other) = request.linked.iter().find(|path| !request.paths.contains(path)) {
            return Err(question("linked_file_of_no_file", &[("file", other)]));
        }
        let typed = request.form.as_ref().map(crate::typed_form::document);
        let first = u32::from(typed.is_some());
        let wanted: Vec<(PathBuf, Option<FileKind>, bool)> = request
            .paths
            .iter()
            .map(|path| {
                let linked = request.linked.contains(path);
                let path = PathBuf::from(path);
                let kind = kinds.get(&path).copied();
                (path, kind, linked)
            })
            .collect();
        let looking = Looking(Arc::clone(watch));
        let look = move || -> Result<Vec<InputFile>, ApiError> {
            let one = |((path, kind, linked), index): ((PathBuf, Option<FileKind>, bool), u32)| {
                let before = state_of(&path);
                let looked = intake::look_at((&path, index), kind, &looking).map_err(ApiError::from_failure)?;
                let (size_bytes, modified_at) =
                    before.ok_or_else(|| about_file(ApiErrorKind::World, "file_unreadable", &file_name(&path)))?;
                Ok(InputFile { path, looked, size_bytes, modified_at, linked })
            };
            wanted.into_iter().zip(first..).map(one).collect()
        };
        let files = tokio::task::spawn_blocking(look).await.map_err(|_| ApiError::internal("task_failed"))??;
        let found = Self { typed, files };
        found.each_file_once()?;
        Ok(found)
    }

    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    pub(super) fn looked(&self) -> BTreeMap<PathBuf, LookedAt> {
        self.files.iter().map(|file| (file.path.clone(), file.looked)).collect()
    }

    /// The same bytes under two names would look like two witnesses.
    fn each_file_once(&self) -> Result<(), ApiError> {
        let mut seen = BTreeSet::new();
        match self.files.iter().find(|file| !seen.insert(file.looked.sha256)) {
            Some(again) => Err(about_file(ApiErrorKind::InputRefused, "same_file_twice", &file_name(&again.path))),
            None => Ok(()),
        }
    }

    /// A molecular file that another case holds already is most often the same delivery, dropped twice. Tables of several
    /// patients are meant to come again, and a clinical document of one patient may go with two samples.
    ///
    /// # Errors
    /// A question that names the cases, unless the person knows.
    pub(super) async fn not_imported_before(&self, session: &Session, known: bool) -> Result<(), ApiError> {
        for file in self.files.iter().filter(|file| !known && file.looked.kind.is_of_one_sample()) {
            let listed = session.store.listed_with_content(file.looked.sha256).await.map_err(ApiError::from_failure)?;
            let numbers: Vec<String> = listed
                .iter()
                .map(|body| WorklistEntry::read(body).map(|entry| entry.case_number))
                .collect::<Result<_, _>>()?;
            if !numbers.is_empty() {
                let name = file_name(&file.path);
                return Err(question("file_in_other_case", &[("file", &name), ("cases", &numbers.join(", "))]));
            }
        }
        Ok(())
    }

    /// Copies the files into the workspace, sealed under the key of the case, except those that are linked.
    ///
    /// # Errors
    /// A file that is no longer what was read, a failing disk, or a cancelled import.
    pub(super) async fn keep(
        self,
        (ledger, watch): (&Ledger, &Arc<ImportWatch>),
        copies: &mut SealedCopies,
        (ids, cipher): (&dyn IdSource, &Arc<CaseCipher>),
    ) -> Result<Kept, ApiError> {
        let (mut rows, mut stored) = (Vec::new(), Vec::new());
        let typed = self.typed.map(Input::Typed);
        let inputs = typed.into_iter().chain(self.files.into_iter().map(Input::File));
        for ((input, read), index) in inputs.zip(&ledger.files).zip(0..) {
            let id = AttachmentId(ids.uuid());
            let linked = input.link()?;
            let (size_bytes, sha256) = if linked.is_some() {
                input.unchanged()?
            } else {
                let source = Watched::new(input.source()?, index, Arc::clone(watch));
                let sealed = copies.import(id, source, Arc::clone(cipher) as Arc<dyn Cipher>).await;
                watch.go_on()?;
                let sealed = sealed.map_err(ApiError::from_failure)?;
                (sealed.size_bytes, sealed.sha256)
            };
            // What is kept must be what was read and matched.
            if sha256 != read.sha256 {
                return Err(about_file(ApiErrorKind::World, "file_changed_during_import", &read.name));
            }
            rows.push(AttachmentRow { id, name: read.name.clone(), kind: read.format.clone(), size_bytes, sha256 });
            stored.push(StoredFile { attachment: id, name: read.name.clone(), sha256, size_bytes, linked });
        }
        Ok((rows, stored))
    }
}

/// One of the inputs on its way into the workspace.
enum Input {
    Typed(TypedDocument),
    File(InputFile),
}

impl Input {
    fn source(self) -> Result<Source, ApiError> {
        match self {
            Self::Typed(typed) => Ok(Source::Typed(std::io::Cursor::new(typed.bytes))),
            Self::File(file) => std::fs::File::open(&file.path)
                .map(Source::File)
                .map_err(|_| about_file(ApiErrorKind::World, "file_unreadable", &file_name(&file.path))),
        }
    }

    /// Where the file stays, when it is linked.
    fn link(&self) -> Result<Option<LinkedFile>, ApiError> {
        let Self::File(file) = self else { return Ok(None) };
        if !file.linked {
            return Ok(None);
        }
        let unreadable = || about_file(ApiErrorKind::World, "file_unreadable", &file_name(&file.path));
        let place = std::fs::canonicalize(&file.path).map_err(|_| unreadable())?;
        let path = place.into_os_string().into_string().map_err(|_| unreadable())?;
        Ok(Some(LinkedFile { path, modified_at: file.modified_at }))
    }

    /// Size and hash of a linked file, if nobody wrote to it since it was hashed.
    fn unchanged(&self) -> Result<(u64, ContentHash), ApiError> {
        match self {
            Self::File(file) if state_of(&file.path) == Some((file.size_bytes, file.modified_at)) => {
                Ok((file.size_bytes, file.looked.sha256))
            }
            Self::File(file) => {
                Err(about_file(ApiErrorKind::World, "file_changed_during_import", &file_name(&file.path)))
            }
            Self::Typed(typed) => Ok((typed.bytes.len() as u64, ContentHash::of_bytes(&typed.bytes))),
        }
    }
}

/// Size and time of the last change.
pub(in crate::desk) fn state_of(path: &Path) -> Option<(u64, Timestamp)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), Timestamp::try_from(metadata.modified().ok()?).ok()?))
}
