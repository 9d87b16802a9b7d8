//! A signed document leaves the workspace as a file.

use casefile::event::DocumentExported;
use casefile::permission::Action;
use casefile::{Command, Context};
use model::canonical::ContentHash;
use model::report_content::DocumentKind;
use store::event_store::Rows;

use super::Desk;
use super::outgoing::Outgoing;
use crate::contract::{ApiError, ExportedFile};

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
        let asked = self.seat(Action::ExportDocument).await?;
        asked.confirm(&passphrase, &self.ports)?;
        let by = asked.account;
        drop(asked);
        let bytes = self.pdf(case_id.clone(), kind.clone()).await?;
        let seat = self.seat(Action::ExportDocument).await?;
        // Who types the passphrase is who exports: the desk may have changed hands since.
        if seat.account != by {
            seat.confirm(&passphrase, &self.ports)?;
        }
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
        let file = Outgoing::write(&path, &bytes)?;
        self.act(session, open, (command, context), Rows::default()).await?;
        file.keep()
    }
}
