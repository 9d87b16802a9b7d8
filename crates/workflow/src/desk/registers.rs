//! The programme in counts, and the ledger of every case (管理簿), to look at and to write out.

use casefile::permission::Action;

use super::Desk;
use super::outgoing::Outgoing;
use super::seat::Seat;
use super::views::Screen;
use crate::contract::{ApiError, ExportedFile, ProgressReport};
use crate::view::{WorklistEntry, progress, progress_csv, register_csv};

/// Kinds of the events that tell what left the house.
const REGISTER_EXPORTED: &str = "register_exported";
const PROGRESS_EXPORTED: &str = "progress_exported";

impl Desk {
    /// Cases by group, area, tumour and state, and the days from 検体採取 to each milestone. Who sees no cases is not told
    /// small counts.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn progress(&self) -> Result<ProgressReport, ApiError> {
        let seat = self.seat(Action::ViewProgress).await?;
        seat.note_view(None, Screen::Progress, seat.role, &self.ports).await?;
        self.counted(&seat).await
    }

    /// Writes the programme in counts to a new CSV file, as who is signed in may see it. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, a file of that name is there, or the disk fails.
    pub async fn export_progress(&self, path: String, passphrase: String) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ViewProgress).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let text = progress_csv(&self.counted(&seat).await?);
        self.written(&seat, PROGRESS_EXPORTED, (path, text)).await
    }

    /// Writes 管理簿 of every case to a new CSV file. It names every patient; the passphrase is asked for again.
    ///
    /// # Errors
    /// When the role is missing, the passphrase is wrong, a file of that name is there, or the disk fails.
    pub async fn export_register(&self, path: String, passphrase: String) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ExportRegister).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let text = register_csv(&self.listed(&seat).await?);
        self.written(&seat, REGISTER_EXPORTED, (path, text)).await
    }

    async fn counted(&self, seat: &Seat<'_>) -> Result<ProgressReport, ApiError> {
        let sees_cases = seat.role_for(Action::ViewCase).is_ok();
        Ok(progress(&self.listed(seat).await?, self.today(), sees_cases))
    }

    /// Cases of persons; what a panel rehearses on is none.
    async fn listed(&self, seat: &Seat<'_>) -> Result<Vec<WorklistEntry>, ApiError> {
        let entries = seat.entries(&*self.release()?).await?;
        Ok(entries.into_iter().map(|(_, entry)| entry).filter(|entry| entry.rehearsal.is_none()).collect())
    }

    async fn written(
        &self,
        seat: &Seat<'_>,
        kind: &str,
        (path, text): (String, String),
    ) -> Result<ExportedFile, ApiError> {
        let file = Outgoing::write(&path, text.as_bytes())?;
        // A hash over names could be tried against the log, which stays when a case is erased.
        let told = serde_json::json!({ "format": "csv", "lines": text.lines().count() });
        seat.record((kind, seat.role), &told, &self.ports).await?;
        file.keep()
    }
}
