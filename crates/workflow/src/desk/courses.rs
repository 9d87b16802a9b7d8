//! How cases go: where they stand in the programme, what waits for whom, and what was concluded before.

use casefile::Command;
use casefile::permission::Action;
use casefile::programme::{ProgrammeArea, ProgrammeGroup, ProgrammePlaced};
use knowledge::Release;
use model::ids::CaseId;
use store::worklist::{WorklistOrder, WorklistQuery};

use super::Desk;
use super::cases::label_of;
use super::consents::said;
use super::session::Session;
use super::views::Screen;
use crate::contract::{ApiError, CaseView, Precedents, ProgrammeView, ReminderRow};
use crate::view::{WorklistEntry, precedents, worklist_entry};

/// Rows that are read at once.
const PAGE: u32 = 1000;

impl Desk {
    /// Says where a case stands in the programme; `null` unsays it.
    ///
    /// # Errors
    /// A refusal of the case file, a code that is unknown, or when the case cannot be read or written.
    pub async fn place_in_programme(&self, case_id: String, programme: ProgrammeView) -> Result<CaseView, ApiError> {
        let unknown = || ApiError::refused("programme_unknown");
        let group = said(programme.group).map(|code| ProgrammeGroup::of_code(&code).ok_or_else(unknown)).transpose()?;
        let area = said(programme.area).map(|code| ProgrammeArea::of_code(&code).ok_or_else(unknown)).transpose()?;
        let command = Command::PlaceInProgramme(ProgrammePlaced { group, area });
        self.command(&case_id, Action::RecordMilestone, command).await
    }

    /// Circulated reviews that wait for opinions: those of who is signed in first, then by the last day.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn reminders(&self) -> Result<Vec<ReminderRow>, ApiError> {
        let seat = self.seat(Action::ViewCase).await?;
        seat.note_view(None, Screen::Worklist, seat.role, &self.ports).await?;
        let today = self.today();
        let entries = seat.entries(&*self.release()?).await?;
        let mut rows: Vec<ReminderRow> = entries
            .into_iter()
            .filter_map(|(case, entry)| {
                let circulating = entry.course.as_ref()?.circulating.as_ref()?;
                let reminder = circulating.reminder(seat.account, today);
                Some(ReminderRow { case_id: case.to_string(), case_number: entry.case_number, reminder })
            })
            .collect();
        rows.sort_by(|a, b| {
            let order = |row: &ReminderRow| (!row.reminder.mine, row.reminder.due_on.clone(), row.case_number.clone());
            order(a).cmp(&order(b))
        });
        Ok(rows)
    }

    /// Earlier conclusions of this workspace on the biomarkers of a case in the same tumour type. Small counts and links are
    /// for who sees cases; nobody gets another patient's name, or a word that a panel typed.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn precedents(&self, case_id: String) -> Result<Precedents, ApiError> {
        let (seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Panel).await?;
        let release = self.release()?;
        let entries = seat.entries(&release).await?;
        let sees_cases = seat.role_for(Action::ViewCase).is_ok();
        Ok(precedents(&open.case, label_of(&open.case, &release), &entries, sees_cases))
    }
}

impl Session {
    /// Every case as the list keeps it, by number.
    pub(super) async fn entries(&self, release: &Release) -> Result<Vec<(CaseId, WorklistEntry)>, ApiError> {
        let mut entries: Vec<(CaseId, WorklistEntry)> = Vec::new();
        loop {
            let query = WorklistQuery {
                order: WorklistOrder::Number,
                offset: crate::view::count(entries.len()),
                limit: PAGE,
                ..WorklistQuery::default()
            };
            let page = self.store.worklist(&query).await.map_err(ApiError::from_failure)?;
            if page.rows.is_empty() {
                return Ok(entries);
            }
            for (case, body) in page.rows {
                entries.push((case, self.current_entry(case, &body, release).await?));
            }
        }
    }

    /// A row of the list as this version keeps it: one of an earlier version is written anew from its log.
    pub(super) async fn current_entry(
        &self,
        case: CaseId,
        body: &[u8],
        release: &Release,
    ) -> Result<WorklistEntry, ApiError> {
        let entry = WorklistEntry::read(body)?;
        if entry.course.is_some() {
            return Ok(entry);
        }
        let open = self.open_case_id(case).await?;
        let Some((entry, search)) = worklist_entry(&open.case, label_of(&open.case, release)) else { return Ok(entry) };
        let row = entry.clone().row(search)?;
        self.store.put_worklist_row(case, open.last_sequence(), &row).await.map_err(ApiError::from_failure)?;
        Ok(entry)
    }
}
