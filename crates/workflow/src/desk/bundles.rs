//! A signed report leaves the house without the person, for others to read by machine.

use casefile::consent::ConsentKind;
use casefile::event::BundleExported;
use casefile::permission::Action;
use casefile::{Case, Command, Context};
use model::canonical::ContentHash;
use model::profile::MolecularProfile;
use sync::payload::guard;
use sync::report_bundle::{PseudonymisedRecommendation, ReportPayload, ReportStatus, Told, report_bundle};

use super::Desk;
use super::cases::OpenCase;
use super::outgoing::Outgoing;
use super::packets::{identifiers, names_the_person};
use crate::contract::{ApiError, ExportedFile};
use crate::wording::{Language, sentence_of};

impl Desk {
    /// Writes the signed report as a FHIR R4 transaction without the person, for a purpose to which the person said yes.
    /// The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, the case file refuses, a text seems to name the person, a file of that name is there,
    /// or the disk fails. No half-written file stays.
    pub async fn export_bundle(
        &self,
        case_id: String,
        purpose: String,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ExportDocument).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let open = seat.open_case(&case_id).await?;
        let purpose = ConsentKind::of_code(&purpose).ok_or_else(|| ApiError::refused("purpose_unknown"))?;
        let profile = seat.profile_of(&open).await?;
        let payload = self.report_without_the_person(&open, &profile)?;
        let guarded = guard(payload, &identifiers(&open)).map_err(|leaks| names_the_person(&leaks))?;
        let bundle = report_bundle(&guarded, &seat.workspace.file().institution);
        let bytes = serde_json::to_vec_pretty(&bundle).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let sha256 = ContentHash::of_bytes(&bytes);
        let command = Command::ExportBundle(BundleExported { revision: guarded.get().revision, purpose, sha256 });
        let context = Context { case: open.id, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        casefile::decide(&open.case, command.clone(), &context).map_err(ApiError::from_failure)?;
        let file = Outgoing::write(&path, &bytes)?;
        self.acted(&seat, open, command).await?;
        file.keep()
    }

    /// What the signed report says, with its candidates left out and counted.
    fn report_without_the_person(
        &self,
        open: &OpenCase,
        profile: &MolecularProfile,
    ) -> Result<ReportPayload, ApiError> {
        let case = &open.case;
        let signed = case.signed.as_ref().ok_or_else(|| ApiError::refused("refusal_not_signed"))?;
        let concluded = case.conclusion().map(|concluded| concluded.recommendations.as_slice()).unwrap_or_default();
        let said = concluded.iter().map(|one| PseudonymisedRecommendation {
            kind: one.kind.code().to_owned(),
            route: one.kind.route().map(|route| route.code().to_owned()),
            findings: one.findings.clone(),
            hints_at_germline: one.kind.may_tell_of_germline(),
            text: one.text.clone(),
        });
        let told = Told::of(self.without_the_person(open)?, said.collect(), profile);
        let counts = [
            ("count".to_owned(), told.recommendations.len().to_string()),
            ("left_out".to_owned(), told.left_out.to_string()),
        ];
        let clinical = case.clinical.as_ref().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        Ok(ReportPayload {
            report: signed.manifest.report,
            revision: signed.revision,
            status: status_of(case),
            signed_at: signed.manifest.signed_at,
            research_id: clinical.patient.research_id.clone(),
            conclusion: sentence_of("bundle_conclusion", &counts.into(), Language::Japanese),
            biomarkers: told.biomarkers,
            recommendations: told.recommendations,
            case: told.case,
        })
    }
}

/// What the newest amendment did to the report before.
fn status_of(case: &Case) -> ReportStatus {
    match case.amendments.last().map(|amendment| amendment.opened.kind.keeps_conclusion()) {
        None => ReportStatus::Final,
        Some(true) => ReportStatus::Corrected,
        Some(false) => ReportStatus::Amended,
    }
}
