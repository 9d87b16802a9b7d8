//! What the institution states about itself.

use casefile::permission::Action;

use super::Desk;
use super::session::{INTENDED_USE_RECORDED, META_DEMONSTRATION};
use crate::contract::{ApiError, IntendedUse, ReferenceSettings};
use crate::reference::{ReferenceInUse, ReferenceSequenceView, ReferenceView};

impl Desk {
    /// Records 使用目的 and the decision on 医療機器該当性. Until then every document says that it must not be used.
    ///
    /// # Errors
    /// When a field is empty or the role is missing.
    pub async fn record_intended_use(&self, intended: IntendedUse) -> Result<(), ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let (session, role) = (&*seat, seat.role);
        let fields = [&intended.purpose, &intended.device_decision, &intended.responsible_person];
        if fields.iter().any(|field| field.trim().is_empty()) {
            return Err(ApiError::refused("field_empty"));
        }
        session.record((INTENDED_USE_RECORDED, role), &intended, &self.ports).await.map(|_| ())
    }

    /// Keeps a checked copy of a reference pack in the workspace, and a release with it as a candidate. Where there is no
    /// case yet that release is active at once; otherwise its differences are seen first, as with any release.
    ///
    /// # Errors
    /// When the file is no pack, the role is missing, or the disk fails.
    pub async fn use_reference(&self, pack: String) -> Result<ReferenceInUse, ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let (session, role) = (&*seat, seat.role);
        let pack = crate::reference::keep(&self.folder, pack.as_ref())?;
        session.record(("reference_pack_kept", role), &pack, &self.ports).await?;
        let (release, active) = self.keep_with_reference(session, role, &pack.id).await?;
        Ok(ReferenceInUse { pack, release, active })
    }

    /// Remembers a FASTA: from now on REF of imported files is compared with it, and indels are left-aligned by it. The
    /// file stays where it is.
    ///
    /// # Errors
    /// When the file is no FASTA with an index, the role is missing, or the disk fails.
    pub async fn use_reference_sequence(&self, fasta: String) -> Result<ReferenceSequenceView, ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let (session, role) = (&*seat, seat.role);
        let kept = crate::reference::remember_sequence(&self.folder, fasta.as_ref())?;
        session.record(("reference_sequence_used", role), &kept, &self.ports).await?;
        Ok(kept)
    }

    /// Forgets the FASTA: from now on REF of imported files is not compared with anything. The file itself stays.
    ///
    /// # Errors
    /// When the role is missing or the disk fails.
    pub async fn forget_reference_sequence(&self) -> Result<(), ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let (session, role) = (&*seat, seat.role);
        crate::reference::forget_sequence(&self.folder)?;
        session.record(("reference_sequence_forgotten", role), &serde_json::json!({}), &self.ports).await.map(|_| ())
    }

    /// The references that the workspace uses, with what is wrong with them now.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn reference_settings(&self) -> Result<ReferenceSettings, ApiError> {
        let pack = {
            let seat = self.seat(Action::ViewSettings).await?;
            seat.shelf().await?.active()?.reference
        };
        let folder = self.folder.clone();
        let read = tokio::task::spawn_blocking(move || crate::reference::settings(&folder, pack));
        read.await.map_err(|_| ApiError::internal("task_failed"))
    }

    /// The reference pack of the active release.
    ///
    /// # Errors
    /// When nobody is signed in, no pack is in use, or the kept copy was changed.
    pub async fn reference(&self) -> Result<ReferenceView, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let pack = seat.shelf().await?.active()?.reference;
        let pack = pack.ok_or_else(|| ApiError::refused("reference_pack_absent"))?;
        crate::reference::show(&crate::reference::kept_pack(&self.folder, pack))
    }

    /// Marks the workspace as one that holds only made-up cases. Nobody can say that of cases that are there.
    ///
    /// # Errors
    /// When nobody is signed in, the role is missing, there is a case, or the database fails.
    pub async fn mark_demonstration(&self) -> Result<(), ApiError> {
        let session = self.seat(Action::ConfigureInstitution).await?;
        if !session.store.cases().await.map_err(ApiError::from_failure)?.is_empty() {
            return Err(ApiError::refused("demonstration_holds_cases"));
        }
        session.store.put_meta(META_DEMONSTRATION, "1").await.map_err(ApiError::from_failure)
    }
}
