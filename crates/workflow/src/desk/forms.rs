//! 臨床情報フォーム on the desk: checked while somebody types, filled from a case, recorded as corrections.

use casefile::command::Correction;
use casefile::correction::{ClinicalField, corrected, sexes, treatment_text, written};
use casefile::event::ClinicalCorrected;
use casefile::permission::Action;
use casefile::{Command, Context, Refusal};
use model::clinical::{ClinicalRecord, LAST_ECOG_PS};
use store::event_store::Rows;

use super::Desk;
use super::views::Screen;
use crate::contract::{ApiError, ApiErrorKind, CaseView, ClinicalChoices, FieldProblem, FormCheck, TypedForm};
use crate::matching::{known, tumor_context};
use crate::typed_form;

/// 最良総合効果 of RECIST 1.1; `NE` could not be evaluated.
const BEST_RESPONSES: [&str; 5] = ["CR", "PR", "SD", "PD", "NE"];

/// Calls as the clinical form writes them.
const MSI: [&str; 4] = ["high", "low", "stable", "cannot_be_determined"];
const TMB: [&str; 4] = ["high", "intermediate", "low", "cannot_be_determined"];
const HRD: [&str; 3] = ["positive", "negative", "cannot_be_determined"];

impl Desk {
    /// What may be chosen in the fields of a clinical record.
    ///
    /// # Errors
    /// None.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn clinical_choices(&self) -> Result<ClinicalChoices, ApiError> {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Ok(ClinicalChoices {
            fields: ClinicalField::all().map(|field| field.to_string()).collect(),
            sexes: sexes().map(str::to_owned).collect(),
            ecog_ps: (0..=LAST_ECOG_PS).map(|status| status.to_string()).collect(),
            best_responses: owned(&BEST_RESPONSES),
            msi: owned(&MSI),
            tmb: owned(&TMB),
            hrd: owned(&HRD),
        })
    }

    /// What would be read of a form, and what cannot be.
    ///
    /// # Errors
    /// When nobody is signed in, no role of theirs records clinical facts, or the knowledge base cannot be loaded.
    pub async fn check_form(&self, form: TypedForm) -> Result<FormCheck, ApiError> {
        let _seat = self.seat(Action::CorrectClinical).await?;
        self.checked(&form)
    }

    fn checked(&self, form: &TypedForm) -> Result<FormCheck, ApiError> {
        let mut check = typed_form::check(form);
        if !form.tumor_type.trim().is_empty()
            && let Err(error) = known(&tumor_context(&form.tumor_type), &*self.release()?)
        {
            check.problems.push(FieldProblem { field: "tumor_type".to_owned(), message: error.message });
        }
        Ok(check)
    }

    /// The form that the record of a case fills.
    ///
    /// # Errors
    /// When nobody is signed in or there is no such case.
    pub async fn clinical_form(&self, case_id: String) -> Result<TypedForm, ApiError> {
        let (_, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Case).await?;
        let record = open.case.clinical.ok_or_else(|| ApiError::refused("case_incomplete"))?;
        Ok(typed_form::filled(&record))
    }

    /// Records what a form says otherwise than the record of a case, each fact as a correction with the same reason, all
    /// in one step.
    ///
    /// # Errors
    /// As [`Desk::correct_clinical`]; also when the form cannot be read.
    pub async fn record_form(&self, case_id: String, form: TypedForm, because: String) -> Result<CaseView, ApiError> {
        let seat = self.seat(Action::CorrectClinical).await?;
        let (session, role) = (&*seat, seat.role);
        let release = self.release()?;
        let open = session.open_case(&case_id).await?;
        let standing = open.case.clinical.clone().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let check = self.checked(&form)?;
        if let Some(problem) = check.problems.into_iter().next() {
            return Err(ApiError { kind: ApiErrorKind::InputRefused, message: problem.message });
        }
        let mut changes = Changes { record: standing.clone(), because: because.trim().to_owned(), made: Vec::new() };
        for (field, after) in wished(&standing, &form, &release)? {
            changes.make(field, after)?;
        }
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        let interpreted = self.matched_again(session, &open, (&changes.made, &context)).await?;
        let command = Command::CorrectClinical(Box::new(Correction { corrected: changes.made, interpreted }));
        let open = self.act(session, open, (command, context), Rows::default()).await?;
        self.view(session, &open).await
    }
}

/// Corrections so far and the record after them.
struct Changes {
    record: ClinicalRecord,
    because: String,
    made: Vec<ClinicalCorrected>,
}

impl Changes {
    fn make(&mut self, field: ClinicalField, after: Option<String>) -> Result<(), ApiError> {
        let before = written(&self.record, field);
        let record = match corrected(&self.record, field, after.as_deref()) {
            Err(Refusal::CorrectionChangesNothing) => return Ok(()),
            record => record.map_err(ApiError::from_failure)?,
        };
        self.record = record.clone();
        self.made.push(ClinicalCorrected { field, before, after, because: self.because.clone(), record });
        Ok(())
    }
}

type Wish = (ClinicalField, Option<String>);

/// Every fact as the form says it, in an order in which one can be made after the other: treatments that stand are changed
/// by their numbers, then the last of those that are gone goes first, then new ones are added behind.
fn wished(standing: &ClinicalRecord, form: &TypedForm, release: &knowledge::Release) -> Result<Vec<Wish>, ApiError> {
    let mut read = typed_form::record(form).map_err(ApiError::from_failure)?;
    if let Some(code) = &read.tumor_type
        && let model::tumor_type::TumorContext::Type(code) = known(&tumor_context(&code.0), release)?
    {
        read.tumor_type = Some(code);
    }
    let mut wishes: Vec<Wish> = ClinicalField::all().map(|field| (field, written(&read, field))).collect();
    let mut new = Vec::new();
    for typed in &form.treatments {
        let text = typed_form::treatment(typed).map_err(ApiError::from_failure)?.as_ref().map(treatment_text);
        match typed.number {
            Some(number) => wishes.push((ClinicalField::Treatment(number), text)),
            None => new.push(text),
        }
    }
    let kept: Vec<u16> = form.treatments.iter().filter_map(|typed| typed.number).collect();
    let count = u16::try_from(standing.treatments.len()).unwrap_or(u16::MAX);
    let gone = (1..=count).rev().filter(|number| !kept.contains(number));
    wishes.extend(gone.map(|number| (ClinicalField::Treatment(number), None)));
    let kept = count.min(u16::try_from(kept.len()).unwrap_or(u16::MAX));
    wishes.extend((kept..u16::MAX).zip(new).map(|(before, text)| (ClinicalField::Treatment(before + 1), text)));
    Ok(wishes)
}
