//! 導入確認: the built-in cases are run with this program and the active release, and what came of it stays on record.

use std::path::Path;
use std::sync::Arc;

use casefile::permission::Action;
use jiff::Timestamp;
use report::forms::{InstallationFacts, InstallationRow};

use super::outgoing::Outgoing;
use super::session::Session;
use super::{Desk, SOFTWARE, hospital_day};
use crate::contract::{ApiError, ExportedFile, InstallationProof, RehearsedCase};
use crate::knowledge_base::{CaseSet, HIGH_BAR_PERCENT, LOW_BAR_PERCENT, rehearse_with};
use crate::wording::{Language, sentence};

/// Kinds of the events that record a run, and that a record of it was written.
const INSTALLATION_PROVED: &str = "installation_proved";
const PROOF_WRITTEN: &str = "installation_record_written";

impl Desk {
    /// Runs every built-in case with the active release, from its files to its findings, and records what came of it, also
    /// where a bar is not reached. A case that cannot be run fails with its reason.
    ///
    /// # Errors
    /// When the role is missing, the set that ships with the product is not there, or the database fails.
    pub async fn prove_installation(&self) -> Result<InstallationProof, ApiError> {
        let seat = self.seat(Action::MaintainWorkspace).await?;
        let (release, folder) = (self.release()?, self.resources.rehearsal.clone());
        let work = move || Ok::<_, ApiError>(rehearse_with(&release, &CaseSet::shipped(&folder)?));
        let answer = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))??;
        let proof = InstallationProof {
            software: SOFTWARE.to_owned(),
            at: self.ports.clock.now().to_string(),
            by: seat.profile.display_name.clone(),
            answer,
        };
        seat.record((INSTALLATION_PROVED, seat.role), &proof, &self.ports).await?;
        Ok(proof)
    }

    /// Runs that are on record, newest first.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn installation_proofs(&self) -> Result<Vec<InstallationProof>, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let mut proofs = seat.installation_proofs().await?;
        proofs.reverse();
        Ok(proofs)
    }

    /// Writes the record of the newest run to a new file: a PDF to print and sign, or plain text where the name ends so.
    ///
    /// # Errors
    /// When the role is missing, nothing was run, a file of that name is there, or the disk fails.
    pub async fn write_installation_record(&self, path: String) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::MaintainWorkspace).await?;
        let proofs = seat.installation_proofs().await?;
        let proof = proofs.last().ok_or_else(|| ApiError::refused("installation_not_proved"))?;
        let press = self.press()?;
        let institution = seat.workspace.file().institution.clone();
        let facts = facts(proof, &institution, seat.intended_use().await?.is_some())?;
        let content = report::forms::installation_record(&facts, &press.wording).map_err(ApiError::from_failure)?;
        let plain = Path::new(&path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
        let (format, bytes) = if plain {
            ("txt", content.plain_text().into_bytes())
        } else {
            let press = Arc::clone(&press);
            ("pdf", press.renderer.record_sheet(&content).map_err(ApiError::from_failure)?)
        };
        let file = Outgoing::write(&path, &bytes)?;
        let told = serde_json::json!({ "run_at": proof.at, "format": format, "sha256": file.sha256() });
        seat.record((PROOF_WRITTEN, seat.role), &told, &self.ports).await?;
        file.keep()
    }
}

impl Session {
    async fn installation_proofs(&self) -> Result<Vec<InstallationProof>, ApiError> {
        self.recorded(INSTALLATION_PROVED).await
    }
}

fn facts<'a>(
    proof: &'a InstallationProof,
    institution: &'a str,
    use_stated: bool,
) -> Result<InstallationFacts<'a>, ApiError> {
    let answer = &proof.answer;
    let at: Timestamp = proof.at.parse().map_err(|_| ApiError::internal("projection_malformed"))?;
    let share = |share: crate::contract::Share| (share.found, share.asked);
    let row = |case: &'a RehearsedCase| InstallationRow {
        case: &case.case,
        title: &case.title,
        high: share(case.high),
        low: share(case.low),
        spurious: case.spurious.len(),
        forbidden: case.forbidden.len(),
        failed: case.failed.is_some(),
    };
    Ok(InstallationFacts {
        institution,
        software: &proof.software,
        release: &answer.release,
        engine: &answer.engine,
        set_sha256: &answer.set_sha256,
        by: &proof.by,
        at: clock_in_japan(at),
        dated_on: hospital_day(at),
        passed: answer.passed,
        use_stated,
        high: (share(answer.high), HIGH_BAR_PERCENT),
        low: (share(answer.low), LOW_BAR_PERCENT),
        spurious: answer.spurious,
        forbidden: answer.forbidden,
        failed: answer.failed,
        rows: answer.cases.iter().map(row).collect(),
        remarks: answer.cases.iter().flat_map(remarks).collect(),
    })
}

/// What differs in one case, a sentence each.
fn remarks(case: &RehearsedCase) -> impl Iterator<Item = String> {
    let differing = case.failed.iter().chain(&case.missing).chain(&case.spurious).chain(&case.forbidden);
    differing.map(|message| format!("{}: {}", case.case, sentence(message, Language::Japanese)))
}

/// `2026-11-25 12:00 (UTC+9)`
fn clock_in_japan(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    format!("{} (UTC+9)", at.to_zoned(zone).strftime("%Y-%m-%d %H:%M"))
}
