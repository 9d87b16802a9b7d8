//! Files that leave the house: written whole, never over another, private to their user, and under their name only once
//! the log tells of them. A process that is killed may leave a log that tells of a file which is not there, never a file
//! of which no log tells.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use model::canonical::ContentHash;
use store::create_private_file;

use crate::contract::{ApiError, ApiErrorKind, ExportedFile, Message};

/// A file that was written whole and waits, under a name that hides it, for the log to tell of it. Unless it is kept it
/// goes when this value goes, whatever the reason: what is not in the log did not leave the house.
#[must_use]
pub(super) struct Outgoing {
    path: String,
    part: PathBuf,
    /// Locked while the file waits, so that what a killed process left is told from another export.
    _waits: File,
    sha256: ContentHash,
}

impl Outgoing {
    /// Writes a new file and reads it back. Nothing is under its name yet.
    ///
    /// # Errors
    /// When a file of that name is there, or the disk fails. No half-written file stays.
    pub(super) fn write(path: &str, bytes: &[u8]) -> Result<Self, ApiError> {
        let place = Path::new(path);
        let name = name_of(place)?;
        if place.exists() {
            return Err(failed(ApiErrorKind::Refused, "export_file_exists", &name));
        }
        clear_what_was_killed(place, &name);
        let part = place.with_file_name(format!(".{name}.{}.part", uuid::Uuid::new_v4().simple()));
        let sha256 = ContentHash::of_bytes(bytes);
        let written = create_private_file(&part).and_then(|mut file| {
            let filled = file.try_lock().map_err(std::io::Error::from);
            let filled = filled.and_then(|()| fill(&mut file, bytes, &part, sha256));
            filled.map(|()| file).inspect_err(|_| forget(&part))
        });
        match written {
            Ok(file) => Ok(Self { path: path.to_owned(), part, _waits: file, sha256 }),
            Err(error) => {
                tracing::error!(%error, "export failed");
                Err(failed(ApiErrorKind::World, "export_failed", &name))
            }
        }
    }

    /// Its SHA-256.
    pub(super) fn sha256(&self) -> ContentHash {
        self.sha256
    }

    /// Gives the file its name: the log tells of it, or it is nothing that a log tells of.
    ///
    /// # Errors
    /// When another file took the name meanwhile, or the disk fails; the log tells of an export that nobody can find then,
    /// and the message says so.
    pub(super) fn keep(self) -> Result<ExportedFile, ApiError> {
        let place = Path::new(&self.path);
        let named = std::fs::hard_link(&self.part, place).or_else(|refused| {
            // Not every file system links; none that takes a name twice is trusted with a rename.
            if place.exists() { Err(refused) } else { std::fs::rename(&self.part, place) }
        });
        named.map_err(|error| {
            tracing::error!(%error, "an export was not given its name");
            failed(ApiErrorKind::World, "export_not_placed", &name_of(place).unwrap_or_default())
        })?;
        Ok(ExportedFile { path: self.path.clone(), sha256: self.sha256.to_string() })
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        forget(&self.part);
    }
}

/// Writes a file of which no log tells, such as a form to fill in.
///
/// # Errors
/// As [`Outgoing::write`] and [`Outgoing::keep`].
pub fn write_form(path: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    Outgoing::write(&path.display().to_string(), bytes)?.keep().map(|_| ())
}

fn name_of(place: &Path) -> Result<String, ApiError> {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
    name.ok_or_else(|| failed(ApiErrorKind::Refused, "export_no_name", ""))
}

/// Removes what a killed process left of an export under this name: nobody holds its lock any more.
fn clear_what_was_killed(place: &Path, name: &str) {
    let Some(folder) = place.parent() else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let (head, tail) = (format!(".{name}."), ".part");
    for entry in entries.flatten() {
        let left = entry.file_name();
        let ours = left.to_str().and_then(|left| left.strip_prefix(&head)?.strip_suffix(tail));
        let ours = ours.is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if ours && is_file && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            forget(&entry.path());
        }
    }
}

fn forget(part: &Path) {
    if let Err(error) = std::fs::remove_file(part)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::error!(%error, "what was written of an export stays");
    }
}

/// Writes and reads back.
fn fill(file: &mut File, bytes: &[u8], part: &Path, expected: ContentHash) -> std::io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()?;
    if ContentHash::of_bytes(&std::fs::read(part)?) == expected {
        Ok(())
    } else {
        Err(std::io::Error::other("what was read back differs from what was written"))
    }
}

fn failed(kind: ApiErrorKind, code: &str, file: &str) -> ApiError {
    let parameters = [("file".to_owned(), file.to_owned())].into();
    ApiError { kind, message: Message { code: code.to_owned(), parameters } }
}
