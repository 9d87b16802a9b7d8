//! A signed report leaves the house without the person, for others to read by machine.

use std::path::Path;

use casefile::amendment::AmendmentKind;
use casefile::consent::ConsentKind;
use casefile::event::BundleExported;
use casefile::permission::Action;
use casefile::{Case, Command, Context};
use model::canonical::ContentHash;
use model::evidence::LevelState;
use model::profile::MolecularProfile;
use sync::payload::guard;
use sync::report_bundle::{
    PseudonymisedBiomarker, PseudonymisedRecommendation, ReportPayload, ReportStatus, report_bundle,
};

use super::Desk;
use super::cases::OpenCase;
use super::exports::write_new;
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
        write_new(Path::new(&path), &bytes, sha256)?;
        if let Err(error) = self.acted(&seat, open, command).await {
            // What is not in the log did not leave the house.
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        Ok(ExportedFile { path, sha256: sha256.to_string() })
    }

    /// What the signed report says, with its candidates left out and counted.
    fn report_without_the_person(
        &self,
        open: &OpenCase,
        profile: &MolecularProfile,
    ) -> Result<ReportPayload, ApiError> {
        let case = &open.case;
        let signed = case.signed.as_ref().ok_or_else(|| ApiError::refused("refusal_not_signed"))?;
        let mut told = self.without_the_person(open)?;
        let all = told.findings.len();
        told.findings.retain(|found| found.level_state == LevelState::Final && found.evidence_level.is_some());
        let left_out = all - told.findings.len();
        let recommendations: Vec<PseudonymisedRecommendation> = case
            .conclusion()
            .iter()
            .flat_map(|concluded| &concluded.recommendations)
            .map(|one| PseudonymisedRecommendation {
                kind: one.kind.code().to_owned(),
                route: one.kind.route().map(|route| route.code().to_owned()),
                findings: one.findings.clone(),
                text: one.text.clone(),
            })
            .collect();
        let counts =
            [("count".to_owned(), recommendations.len().to_string()), ("left_out".to_owned(), left_out.to_string())];
        let clinical = case.clinical.as_ref().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        Ok(ReportPayload {
            case_id: open.id,
            report: signed.manifest.report,
            revision: signed.revision,
            status: status_of(case),
            signed_at: signed.manifest.signed_at,
            content_hash: signed.manifest.content_hash,
            research_id: clinical.patient.research_id.clone(),
            biomarkers: biomarkers(profile),
            conclusion: sentence_of("bundle_conclusion", &counts.into(), Language::Japanese),
            recommendations,
            case: told,
        })
    }
}

/// What the newest amendment did to the report before.
fn status_of(case: &Case) -> ReportStatus {
    match case.amendments.last().map(|amendment| amendment.opened.kind) {
        None => ReportStatus::Final,
        Some(AmendmentKind::ClericalCorrection | AmendmentKind::WrongPatient) => ReportStatus::Corrected,
        Some(AmendmentKind::AddedFinding | AmendmentKind::ChangedInterpretation) => ReportStatus::Amended,
    }
}

/// Markers, without the values that the laboratory keeps back.
fn biomarkers(profile: &MolecularProfile) -> Vec<PseudonymisedBiomarker> {
    profile
        .biomarkers
        .iter()
        .map(|marker| PseudonymisedBiomarker {
            kind: marker.kind,
            value: marker.value.filter(|_| !marker.hide_value),
            unit: marker.unit.clone(),
            state: marker.state,
        })
        .collect()
}
