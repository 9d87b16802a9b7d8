//! A signed document leaves the workspace as a file.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use casefile::event::DocumentExported;
use casefile::permission::Action;
use casefile::{Command, Context};
use model::canonical::ContentHash;
use model::report_content::DocumentKind;
use store::event_store::Rows;

use super::Desk;
use crate::contract::{ApiError, ApiErrorKind, ExportedFile, Message};

impl Desk {
    /// Writes a signed document, reads it back, and records the export. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, the report is not signed, a file of that name is there, or the disk fails. No
    /// half-written file stays.
    pub async fn export(
        &self,
        case_id: String,
        kind: String,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        self.seat(Action::ExportDocument).await?.confirm(&passphrase, &self.ports)?;
        let bytes = self.pdf(case_id.clone(), kind.clone()).await?;
        let seat = self.seat(Action::ExportDocument).await?;
        let (session, role) = (&*seat, seat.role);
        let open = session.open_case(&case_id).await?;
        let signed = open.case.signed.as_ref().ok_or_else(|| ApiError::refused("refusal_not_signed"))?;
        let kind = DocumentKind::ALL
            .into_iter()
            .find(|known| known.code() == kind)
            .ok_or_else(|| ApiError::refused("document_unknown"))?;
        let sha256 = ContentHash::of_bytes(&bytes);
        let exported = DocumentExported { kind, revision: signed.revision, sha256 };
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        let command = Command::ExportDocument(exported);
        casefile::decide(&open.case, command.clone(), &context).map_err(ApiError::from_failure)?;
        let place = PathBuf::from(&path);
        write_new(&place, &bytes, sha256)?;
        if let Err(error) = self.act(session, open, (command, context), Rows::default()).await {
            // What is not in the log did not leave the house.
            let _ = std::fs::remove_file(&place);
            return Err(error);
        }
        Ok(ExportedFile { path, sha256: sha256.to_string() })
    }
}

/// Writes a file that is no signed document, such as a form to fill in.
///
/// # Errors
/// When a file of that name is there, or the disk fails.
pub fn write_form(path: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    write_new(path, bytes, ContentHash::of_bytes(bytes))
}

/// Writes beside the wanted name, checks, then renames; an existing file is never replaced.
pub(super) fn write_new(place: &Path, bytes: &[u8], expected: ContentHash) -> Result<(), ApiError> {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.is_empty() {
        return Err(refused("export_no_name", &name));
    }
    if place.exists() {
        return Err(refused("export_file_exists", &name));
    }
    let part = place.with_file_name(format!(".{name}.part"));
    let created = std::fs::OpenOptions::new().write(true).create_new(true).open(&part);
    let written = created.and_then(|mut file| {
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
