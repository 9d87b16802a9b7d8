//! Correcting a clinical fact: recorded with who, when and why, and matched again where matching depends on it.

use casefile::command::Correction;
use casefile::correction::{ClinicalField, corrected, written};
use casefile::event::{ClinicalCorrected, Interpreted};
use casefile::evolve::evolve;
use casefile::permission::Action;
use casefile::{Case, CaseEvent, Command, Context};
use model::tumor_type::TumorContext;
use store::event_store::Rows;

use super::Desk;
use super::cases::OpenCase;
use super::comparison::context_of;
use super::imports::interpret;
use super::session::Session;
use crate::contract::{ApiError, CaseView};
use crate::matching::known;

impl Desk {
    /// Replaces one clinical fact, or takes it away with an empty value. The old value stays in the history. Until the
    /// report is signed the profile is matched again where findings may depend on the fact; a signed report stays as it
    /// is, and the case says so.
    ///
    /// # Errors
    /// A refusal of the case file (no reason, no change, a value that cannot be read, a role that may not), an unknown
    /// tumour type, or when the case cannot be read or written.
    pub async fn correct_clinical(
        &self,
        case_id: String,
        field: String,
        value: String,
        because: String,
    ) -> Result<CaseView, ApiError> {
        let seat = self.seat(Action::CorrectClinical).await?;
        let (session, role) = (&*seat, seat.role);
        let release = self.release()?;
        let open = session.open_case(&case_id).await?;
        let field: ClinicalField = field.parse().map_err(|_| ApiError::refused("refusal_correction_field_unknown"))?;
        let standing = open.case.clinical.clone().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let mut after = Some(value.trim().to_owned()).filter(|text| !text.is_empty());
        if let (ClinicalField::TumorType, Some(code)) = (field, &after)
            && let TumorContext::Type(code) = known(&TumorContext::Type(code.as_str().into()), &release)?
        {
            after = Some(code.to_string());
        }
        let record = corrected(&standing, field, after.as_deref()).map_err(ApiError::from_failure)?;
        let before = written(&standing, field);
        let corrected = ClinicalCorrected { field, before, after, because: because.trim().to_owned(), record };
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        let made = vec![corrected];
        let interpreted = self.matched_again(session, &open, (&made, &context)).await?;
        let command = Command::CorrectClinical(Box::new(Correction { corrected: made, interpreted }));
        let open = self.act(session, open, (command, context), Rows::default()).await?;
        self.view(session, &open).await
    }

    /// The interpretation with a corrected record; `None` where findings do not depend on what was corrected, or the report
    /// is signed already.
    pub(super) async fn matched_again(
        &self,
        session: &Session,
        open: &OpenCase,
        (made, context): (&[ClinicalCorrected], &Context),
    ) -> Result<Option<Interpreted>, ApiError> {
        let events = made.iter().map(|made| CaseEvent::ClinicalCorrected(made.clone()));
        let after = events.fold((*open.case).clone(), |case, event| evolve(case, &event, context));
        if after.signed.is_some() { Ok(None) } else { self.overtaken(session, open, &after).await }
    }

    /// The interpretation of a case as it stands; `None` where the newest one has seen everything that it depends on.
    pub(super) async fn overtaken(
        &self,
        session: &Session,
        open: &OpenCase,
        case: &Case,
    ) -> Result<Option<Interpreted>, ApiError> {
        if case.corrected_since_matched.is_empty() {
            return Ok(None);
        }
        let (profile, release) = (session.profile_of(open).await?, self.release()?);
        Ok(Some(interpret(&profile, context_of(case, self.today())?, &release)?))
    }
}
