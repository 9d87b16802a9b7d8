//! 構造/コピー数: the profile along the genome.

use casefile::permission::Action;
use model::profile::MolecularProfile;
use model::reference::ReferencePack;

use super::Desk;
use super::cases::OpenCase;
use super::views::Screen;
use crate::contract::{ApiError, GenePlace, StructureView};
use crate::view::{GenePlaces, structure_view};

impl Desk {
    /// Copy number, structural variants and fusions of a case.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn structure(&self, case_id: String) -> Result<StructureView, ApiError> {
        let (open, profile) = self.case_profile(&case_id).await?;
        let release = self.release()?;
        let files = open.case.profile.map(|imported| imported.files).unwrap_or_default();
        Ok(structure_view(&profile, &files, release.reference()))
    }

    /// Where a gene lies: by the reference pack, else by what the files of the case say; `None` where neither tells.
    ///
    /// # Errors
    /// As [`Desk::structure`].
    pub async fn structure_gene(&self, case_id: String, gene: String) -> Result<Option<GenePlace>, ApiError> {
        let (_, profile) = self.case_profile(&case_id).await?;
        let release = self.release()?;
        let pack: Option<&ReferencePack> = release.reference();
        Ok(GenePlaces::of(&profile, pack).find(gene.trim()).cloned())
    }

    async fn case_profile(&self, case_id: &str) -> Result<(OpenCase, MolecularProfile), ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, case_id, Screen::Structure).await?;
        let profile = session.profile_of(&open).await?;
        Ok((open, profile))
    }
}
