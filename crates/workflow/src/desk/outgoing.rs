//! Files that leave the house: written whole, never over another, private to their user, and gone again unless the log
//! tells of them.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use model::canonical::ContentHash;
use store::create_private_file;

use crate::contract::{ApiError, ApiErrorKind, ExportedFile, Message};

/// A file that was just written. Unless it is kept it goes when this value goes, whatever the reason: what is not in the
/// log did not leave the house.
#[must_use]
pub(super) struct Outgoing {
    path: String,
    sha256: ContentHash,
    stays: bool,
}

impl Outgoing {
    /// Writes a new file and reads it back.
    ///
    /// # Errors
    /// When a file of that name is there, or the disk fails. No half-written file stays.
    pub(super) fn write(path: &str, bytes: &[u8]) -> Result<Self, ApiError> {
        let sha256 = ContentHash::of_bytes(bytes);
        write_new(Path::new(path), bytes, sha256)?;
        Ok(Self { path: path.to_owned(), sha256, stays: false })
    }

    /// Its SHA-256.
    pub(super) fn sha256(&self) -> ContentHash {
        self.sha256
    }

    /// The log tells of it, or it is nothing that a log tells of.
    pub(super) fn keep(mut self) -> ExportedFile {
        self.stays = true;
        ExportedFile { path: std::mem::take(&mut self.path), sha256: self.sha256.to_string() }
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        if !self.stays
            && let Err(error) = std::fs::remove_file(PathBuf::from(&self.path))
        {
            tracing::error!(%error, "a file that no log tells of stays");
        }
    }
}

/// Writes a file of which no log tells, such as a form to fill in.
///
/// # Errors
/// As [`Outgoing::write`].
pub fn write_form(path: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    write_new(path, bytes, ContentHash::of_bytes(bytes))
}

/// Writes beside the wanted name, checks, then renames; an existing file is never replaced.
fn write_new(place: &Path, bytes: &[u8], expected: ContentHash) -> Result<(), ApiError> {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.is_empty() {
        return Err(refused("export_no_name", &name));
    }
    if place.exists() {
        return Err(refused("export_file_exists", &name));
    }
    let part = place.with_file_name(format!(".{name}.part"));
    let written = create_private_file(&part).and_then(|mut file| {
        let moved = fill(&mut file, bytes, &part, expected)
            .and_then(|()| std::fs::hard_link(&part, place).or_else(|_| std::fs::rename(&part, place)));
        // Only here is the part certainly ours: one that was there before belongs to another export.
        let _ = std::fs::remove_file(&part);
        moved
    });
    written.map_err(|error| {
        tracing::error!(%error, "export failed");
        ApiError {
            kind: ApiErrorKind::World,
            message: Message { code: "export_failed".to_owned(), parameters: [("file".to_owned(), name)].into() },
        }
    })
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

fn refused(code: &str, file: &str) -> ApiError {
    ApiError {
        kind: ApiErrorKind::Refused,
        message: Message { code: code.to_owned(), parameters: [("file".to_owned(), file.to_owned())].into() },
    }
}
