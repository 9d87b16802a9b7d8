//! Rehearsals: built-in synthetic cases that a panel handles like those of persons, held against their answer keys
//! afterwards. Nothing of them counts among the cases of persons, and no key is read before the panel has concluded.

use std::collections::BTreeMap;

use casefile::Case;
use casefile::event::RehearsalMark;
use casefile::permission::Action;
use jiff::Timestamp;
use knowledge::Release;
use model::ids::CaseId;
use model::tumor_type::TumorContext;

use super::imports::{Origin, Reading};
use super::views::Screen;
use super::{Desk, hospital_day, tumor_label};
use crate::contract::{
    ApiError, ImportRequest, ImportedCase, Message, RehearsalBoard, RehearsalRow, RehearsalRun, Share,
};
use crate::knowledge_base::{CaseSet, SetCase, concordance};

impl Desk {
    /// Lays out a built-in case for the panel: read, matched for the day of its key, and marked as a rehearsal. Several
    /// attempts may follow each other; one must conclude before the next.
    ///
    /// # Errors
    /// When the role is missing, there is no such case, it is not as it shipped, or an attempt is still open.
    pub async fn lay_out_rehearsal(&self, case: String) -> Result<ImportedCase, ApiError> {
        let attempt = {
            let seat = self.seat(Action::ImportCase).await?;
            let runs = seat.rehearsals(&*self.release()?).await?;
            let runs = runs.get(&case).map_or(&[][..], Vec::as_slice);
            if runs.iter().any(|(_, run)| run.rehearsed().is_none()) {
                return Err(ApiError::refused("rehearsal_still_open"));
            }
            let last = runs.iter().filter_map(|(_, run)| run.rehearsal()).map(|mark| mark.attempt).max();
            last.unwrap_or(0) + 1
        };
        let set = CaseSet::shipped(&self.resources.rehearsal)?;
        let wanted = set.cases.into_iter().find(|known| known.name == case);
        let wanted = wanted.ok_or_else(|| ApiError::refused("rehearsal_unknown"))?;
        let (key, sha256) = (wanted.key()?, wanted.sound()?);
        let request = ImportRequest {
            paths: wanted.files()?.iter().map(|path| path.display().to_string()).collect(),
            tumor_type: Some(key.tumor.clone()),
            // The files are those of the attempt before, and of whoever tried them out.
            again: true,
            ..ImportRequest::default()
        };
        let mark = RehearsalMark { case: wanted.name, attempt, sha256 };
        Box::pin(self.import_from(request, Reading::default(), Origin::Rehearsal(mark, key.as_of))).await
    }

    /// Every built-in case, its attempts, and how far the panel agreed with the key where it has concluded.
    ///
    /// # Errors
    /// When nobody is signed in, the set that ships with the product is not there, or a log is damaged.
    pub async fn rehearsal_board(&self) -> Result<RehearsalBoard, ApiError> {
        let seat = self.seat(Action::ViewCase).await?;
        seat.note_view(None, Screen::Rehearsals, seat.role, &self.ports).await?;
        let release = self.release()?;
        let mut runs = seat.rehearsals(&release).await?;
        let set = CaseSet::shipped(&self.resources.rehearsal)?;
        let mut board = RehearsalBoard {
            cases: Vec::new(),
            high: Share::default(),
            low: Share::default(),
            judged: 0,
            may_lay_out: seat.role_for(Action::ImportCase).is_ok(),
        };
        for case in &set.cases {
            let of_case = runs.remove(&case.name).unwrap_or_default();
            let row = row(case, &of_case, &release);
            let first = row.runs.iter().find(|run| run.attempt == 1);
            if let Some(judged) = first.and_then(|run| run.concordance.as_ref()) {
                board.high.add(judged.high);
                board.low.add(judged.low);
                board.judged += 1;
            }
            board.cases.push(row);
        }
        Ok(board)
    }
}

impl super::session::Session {
    /// Rehearsals by name of their built-in case, each by attempt.
    async fn rehearsals(&self, release: &Release) -> Result<BTreeMap<String, Vec<(CaseId, Case)>>, ApiError> {
        let mut runs: BTreeMap<String, Vec<(CaseId, Case)>> = BTreeMap::new();
        for (id, entry) in self.entries(release).await? {
            if let Some(case) = entry.rehearsal {
                runs.entry(case).or_default().push((id, *self.open_case_id(id).await?.case));
            }
        }
        for of_case in runs.values_mut() {
            of_case.sort_by_key(|(_, case)| case.rehearsal().map(|mark| mark.attempt));
        }
        Ok(runs)
    }
}

fn row(case: &SetCase, runs: &[(CaseId, Case)], release: &Release) -> RehearsalRow {
    let key = case.key();
    let tumor = key.as_ref().ok().map(|key| crate::matching::tumor_context(&key.tumor));
    RehearsalRow {
        case: case.name.clone(),
        tumor_label: tumor.and_then(|tumor| match tumor {
            TumorContext::Type(code) => Some(tumor_label(release, &code)),
            TumorContext::Solid | TumorContext::Any => None,
        }),
        failed: key.err().map(|error| error.message),
        runs: runs.iter().filter_map(|(id, run)| run_view(*id, run, case)).collect(),
    }
}

fn run_view(id: CaseId, run: &Case, case: &SetCase) -> Option<RehearsalRun> {
    let (opened, mark) = (run.opened.as_ref()?, run.rehearsal()?);
    let concluded_at: Option<Timestamp> = run.rehearsed().and_then(|panel| panel.concluded_at);
    let judged = concluded_at.map(|_| judged(run, mark, case));
    Some(RehearsalRun {
        case_id: id.to_string(),
        case_number: opened.number.clone(),
        attempt: mark.attempt,
        laid_out_on: opened.received_on.to_string(),
        release: run.interpretation.as_ref().map(|found| found.release.clone()).unwrap_or_default(),
        concluded_on: concluded_at.map(|at| hospital_day(at).to_string()),
        concordance: judged.as_ref().and_then(|judged| judged.as_ref().ok().cloned()),
        unjudged: judged.and_then(Result::err),
    })
}

/// The panel against the key, where the key is the one of the day on which the case was laid out.
fn judged(run: &Case, mark: &RehearsalMark, case: &SetCase) -> Result<crate::contract::Concordance, Message> {
    let key = case.key().map_err(|error| error.message)?;
    if case.sha256 != Some(mark.sha256) {
        return Err(ApiError::refused("rehearsal_key_replaced").message);
    }
    Ok(concordance(run, &key))
}
