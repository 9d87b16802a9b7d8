//! Confirmatory tests before the signature, amendments after it.

use casefile::Command;
use casefile::amendment::{AmendmentKind, AmendmentOpened, AmendmentTask, AmendmentTaskClosed};
use casefile::command::ConfirmationStep;
use casefile::confirmation::ConfirmationResult;
use casefile::permission::Action;
use model::finding::FindingKey;

use super::Desk;
use super::consents::day;
use crate::contract::{ApiError, ConfirmationChange, PanelBoard};

impl Desk {
    /// Orders a confirmatory test of everything that a finding rests on, records its result, or lets somebody answer for
    /// going without.
    ///
    /// # Errors
    /// A refusal of the case file, a code or day that cannot be read, or when the case cannot be read or written.
    pub async fn confirm_finding(
        &self,
        case_id: String,
        finding_key: String,
        change: ConfirmationChange,
    ) -> Result<PanelBoard, ApiError> {
        let finding: FindingKey = finding_key.parse().map_err(|_| ApiError::refused("refusal_finding_unknown"))?;
        let step = match change {
            ConfirmationChange::Ordered { test, on } => ConfirmationStep::Ordered { test, on: day(&on)? },
            ConfirmationChange::Resulted { test, result, on } => ConfirmationStep::Resulted {
                test,
                result: ConfirmationResult::of_code(&result).ok_or_else(|| ApiError::refused("panel_unreadable"))?,
                on: day(&on)?,
            },
            ConfirmationChange::Waived { by, because } => ConfirmationStep::Waived { by, because },
        };
        self.changed(&case_id, Action::ConfirmFinding, Command::ConfirmFinding { finding, step }).await
    }

    /// Opens the signed report again: it stays readable, and a new revision will replace it. What was corrected since the
    /// signature is matched.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn open_amendment(
        &self,
        case_id: String,
        kind: String,
        because: String,
        replaces: u32,
    ) -> Result<PanelBoard, ApiError> {
        let kind = AmendmentKind::of_code(&kind).ok_or_else(|| ApiError::refused("amendment_unreadable"))?;
        let opened = AmendmentOpened { replaces, kind, because: because.trim().to_owned() };
        let seat = self.seat(Action::AmendReport).await?;
        let open = seat.open_case(&case_id).await?;
        let interpreted = self.overtaken(&seat, &open, &open.case).await?;
        let open = self.acted(&seat, open, Command::OpenAmendment { opened, interpreted }).await?;
        self.board(&seat, &open).await
    }

    /// Says that a task of an amendment was done, and how.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn close_amendment_task(
        &self,
        case_id: String,
        replaces: u32,
        task: String,
        how: String,
    ) -> Result<PanelBoard, ApiError> {
        let task = AmendmentTask::of_code(&task).ok_or_else(|| ApiError::refused("amendment_unreadable"))?;
        let closed = AmendmentTaskClosed { replaces, task, how: how.trim().to_owned() };
        self.changed(&case_id, Action::AmendReport, Command::CloseAmendmentTask(closed)).await
    }

    async fn changed(&self, case_id: &str, action: Action, command: Command) -> Result<PanelBoard, ApiError> {
        let seat = self.seat(action).await?;
        let open = seat.open_case(case_id).await?;
        let open = self.acted(&seat, open, command).await?;
        self.board(&seat, &open).await
    }
}
