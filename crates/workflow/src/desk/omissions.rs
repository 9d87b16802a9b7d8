//! EP省略: the attending physician decides that no panel is held.

use std::sync::Arc;

use casefile::Command;
use casefile::omission::{OmissionCondition, PanelOmitted};
use casefile::permission::Action;
use interpretation::panel_omission::{Omission, omission};
use model::profile::MolecularProfile;
use model::tumor_type::TumorContext;

use super::Desk;
use super::cases::OpenCase;
use crate::contract::{ApiError, NewOmission, PanelBoard};

impl Desk {
    /// Decides that no panel is held, with the reason and what the physician judged. What the list of tests answers is asked
    /// again now and kept with the decision.
    ///
    /// # Errors
    /// A refusal of the case file: for a whole genome always; or when the case cannot be read or written.
    pub async fn omit_panel(&self, case_id: String, omission: NewOmission) -> Result<PanelBoard, ApiError> {
        let seat = self.seat(Action::OmitPanel).await?;
        let open = seat.open_case(&case_id).await?;
        let asked = self.asked_omission(&open, &seat.profile_of(&open).await?)?;
        let conditions = asked.conditions.into_iter().map(|(asked, met)| OmissionCondition { asked, met });
        let omitted = PanelOmitted {
            because: omission.because,
            decided_by: seat.profile.display_name.clone(),
            decided_on: self.today(),
            findings: std::collections::BTreeSet::new(),
            conditions: conditions.collect(),
            judged: omission.judged.into_iter().collect(),
            release: self.release()?.id().to_owned(),
        };
        let open = self.acted(&seat, open, Command::OmitPanel(omitted)).await?;
        self.board(&seat, &open).await
    }

    /// What the list of tests says about a case.
    pub(super) fn asked_omission(&self, open: &OpenCase, profile: &MolecularProfile) -> Result<Omission, ApiError> {
        let release: Arc<knowledge::Release> = self.release()?;
        let tumor = open.case.tumor_for_matching().unwrap_or(TumorContext::Any);
        Ok(omission(profile, &tumor, open.case.findings(), &release))
    }
}
