//! An input file of a case, read again: from its sealed copy, or from where it was linked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use casefile::event::{LinkedFile, ProfileImported, StoredFile};
use casefile::permission::Action;
use model::ids::AttachmentId;
use model::ports::Cipher;
use store::attachments::AttachmentReader;

use super::Desk;
use super::cases::OpenCase;
use super::imports::{about_file, state_of};
use super::views::Screen;
use crate::contract::{ApiError, ApiErrorKind, LinkedFileView, Message};

/// Linked files whose every byte was looked at, with the size and time that they had then.
#[derive(Debug, Default)]
pub(super) struct LookedThrough(Mutex<Vec<(AttachmentId, (u64, jiff::Timestamp))>>);

/// The bytes of an input file.
pub(super) enum InputFile {
    Sealed(Box<AttachmentReader>),
    Linked(File),
}

impl Read for InputFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Sealed(sealed) => sealed.read(buffer),
            Self::Linked(file) => file.read(buffer),
        }
    }
}

impl Seek for InputFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Sealed(sealed) => sealed.seek(to),
            Self::Linked(file) => file.seek(to),
        }
    }
}

/// What became of a linked file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkState {
    /// Size and time are those of the import.
    InPlace,
    /// They are not; nobody looked at the bytes.
    Touched,
    /// Every byte is that of the import.
    Same,
    Changed,
    Missing,
}

impl LinkState {
    fn code(self) -> &'static str {
        match self {
            Self::InPlace => "in_place",
            Self::Touched => "touched",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Missing => "missing",
        }
    }
}

impl Desk {
    /// Looks at every byte of the linked files of a case and tells whether they are still those that were read.
    ///
    /// # Errors
    /// When nobody is signed in or there is no such case.
    pub async fn check_linked(&self, case_id: String) -> Result<Vec<LinkedFileView>, ApiError> {
        let (open, looked) = {
            let (seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Case).await?;
            (open, Arc::clone(&seat.looked_through))
        };
        let imported = open.case.profile.ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let look = move || {
            let linked = imported.files.iter().filter_map(|file| file.linked.as_ref().map(|linked| (file, linked)));
            linked.map(|(file, linked)| shown(file, linked, looked.look(file, linked))).collect()
        };
        tokio::task::spawn_blocking(look).await.map_err(|_| ApiError::internal("task_failed"))
    }

    /// Opens an input file of a case that is looked at. A linked file is checked first: by size and time, and by every byte where these are
    /// not those of the import.
    ///
    /// # Errors
    /// When a linked file is gone or is another one, or a sealed copy is damaged.
    pub(super) async fn input_file(&self, open: &OpenCase, file: &StoredFile) -> Result<InputFile, ApiError> {
        let (attachments, looked) = {
            let seat = self.view_seat(open).await?;
            (seat.store.attachments().clone(), Arc::clone(&seat.looked_through))
        };
        let Some(linked) = file.linked.clone() else {
            let cipher = Arc::clone(&open.cipher) as Arc<dyn Cipher>;
            let sealed = attachments.open(file.attachment, cipher).map_err(ApiError::from_failure)?;
            return Ok(InputFile::Sealed(Box::new(sealed)));
        };
        let file = file.clone();
        let opened = move || {
            let state = match glance(&file, &linked) {
                LinkState::Touched => looked.look(&file, &linked),
                state => state,
            };
            let refused = |code: &str| ApiError {
                kind: ApiErrorKind::World,
                message: Message {
                    code: code.to_owned(),
                    parameters: [("file", &file.name), ("path", &linked.path)]
                        .map(|(name, value)| (name.to_owned(), value.clone()))
                        .into(),
                },
            };
            match state {
                LinkState::Missing => Err(refused("linked_file_missing")),
                LinkState::Changed => Err(refused("linked_file_changed")),
                LinkState::InPlace | LinkState::Touched | LinkState::Same => File::open(&linked.path)
                    .map(InputFile::Linked)
                    .map_err(|_| about_file(ApiErrorKind::World, "file_unreadable", &file.name)),
            }
        };
        tokio::task::spawn_blocking(opened).await.map_err(|_| ApiError::internal("task_failed"))?
    }
}

impl LookedThrough {
    /// Looks at every byte, unless that was done already and nobody wrote since.
    fn look(&self, file: &StoredFile, linked: &LinkedFile) -> LinkState {
        let Some(now) = state_of(Path::new(&linked.path)) else { return LinkState::Missing };
        let done = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if done().contains(&(file.attachment, now)) {
            return LinkState::Same;
        }
        match intake::fingerprint(&PathBuf::from(&linked.path)) {
            Ok(sha256) if sha256 == file.sha256 => {
                done().push((file.attachment, now));
                LinkState::Same
            }
            Ok(_) => LinkState::Changed,
            Err(_) => LinkState::Missing,
        }
    }
}

/// The linked files of an import by a glance at size and time, in the order of the files.
pub(super) fn linked_files(imported: &ProfileImported) -> Vec<Option<LinkedFileView>> {
    let view = |file: &StoredFile| file.linked.as_ref().map(|linked| shown(file, linked, glance(file, linked)));
    imported.files.iter().map(view).collect()
}

fn glance(file: &StoredFile, linked: &LinkedFile) -> LinkState {
    match state_of(Path::new(&linked.path)) {
        None => LinkState::Missing,
        Some(state) if state == (file.size_bytes, linked.modified_at) => LinkState::InPlace,
        // Another size is another file.
        Some((size_bytes, _)) if size_bytes != file.size_bytes => LinkState::Changed,
        Some(_) => LinkState::Touched,
    }
}

fn shown(file: &StoredFile, linked: &LinkedFile, state: LinkState) -> LinkedFileView {
    LinkedFileView { name: file.name.clone(), path: linked.path.clone(), state: state.code().to_owned() }
}
