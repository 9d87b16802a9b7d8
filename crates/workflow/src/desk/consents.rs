//! Consent, and the days that count.

use casefile::consent::{ConsentAnswer, ConsentGiver, ConsentKind, ConsentRecorded, ConsentWithdrawn};
use casefile::milestone::{Milestone, MilestoneReached};
use casefile::permission::Action;
use casefile::{Command, Context};
use jiff::civil::Date;
use store::event_store::Rows;

use super::Desk;
use super::cases::OpenCase;
use super::seat::Seat;
use crate::contract::{ApiError, CaseView, ConsentWithdrawal, NewConsent};

impl Desk {
    /// Records or changes what a person, or somebody for them, answered.
    ///
    /// # Errors
    /// A refusal of the case file, a code or day that cannot be read, or when the case cannot be read or written.
    pub async fn record_consent(&self, case_id: String, consent: NewConsent) -> Result<CaseView, ApiError> {
        let unreadable = || ApiError::refused("consent_unreadable");
        let recorded = ConsentRecorded {
            kind: ConsentKind::of_code(&consent.kind).ok_or_else(unreadable)?,
            answer: ConsentAnswer::of_code(&consent.answer).ok_or_else(unreadable)?,
            given_on: day(&consent.given_on)?,
            given_by: giver(consent.proxy_relation),
            form_version: consent.form_version.trim().to_owned(),
            obtained_by: consent.obtained_by.trim().to_owned(),
            assent_version: said(consent.assent_version),
            scope: said(consent.scope),
        };
        self.command(&case_id, Action::RecordConsent, Command::RecordConsent(recorded)).await
    }

    /// Records that a yes was withdrawn.
    ///
    /// # Errors
    /// A refusal of the case file, a code or day that cannot be read, or when the case cannot be read or written.
    pub async fn withdraw_consent(&self, case_id: String, withdrawal: ConsentWithdrawal) -> Result<CaseView, ApiError> {
        let withdrawn = ConsentWithdrawn {
            kind: ConsentKind::of_code(&withdrawal.kind).ok_or_else(|| ApiError::refused("consent_unreadable"))?,
            withdrawn_on: day(&withdrawal.withdrawn_on)?,
            withdrawn_by: giver(withdrawal.proxy_relation),
            form_version: said(withdrawal.form_version),
        };
        self.command(&case_id, Action::RecordConsent, Command::WithdrawConsent(withdrawn)).await
    }

    /// Names the day of a milestone; a day that is changed needs a reason.
    ///
    /// # Errors
    /// A refusal of the case file, a code or day that cannot be read, or when the case cannot be read or written.
    pub async fn reach_milestone(
        &self,
        case_id: String,
        milestone: String,
        on: String,
        because: Option<String>,
    ) -> Result<CaseView, ApiError> {
        let milestone = Milestone::of_code(&milestone).ok_or_else(|| ApiError::refused("milestone_unknown"))?;
        let reached = MilestoneReached { milestone, on: day(&on)?, because };
        self.command(&case_id, Action::RecordMilestone, Command::ReachMilestone(reached)).await
    }

    /// Does one thing to a case and shows it afterwards.
    pub(super) async fn command(&self, case_id: &str, action: Action, command: Command) -> Result<CaseView, ApiError> {
        let seat = self.seat(action).await?;
        let open = seat.open_case(case_id).await?;
        let open = self.acted(&seat, open, command).await?;
        self.view(&seat, &open).await
    }

    /// Does one thing to an open case, in the role of the seat.
    pub(super) async fn acted(&self, seat: &Seat<'_>, open: OpenCase, command: Command) -> Result<OpenCase, ApiError> {
        let context = Context { case: open.id, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        self.act(seat, open, (command, context), Rows::default()).await
    }
}

/// A day as the screens write it.
pub(super) fn day(text: &str) -> Result<Date, ApiError> {
    text.trim().parse().map_err(|_| ApiError::refused("day_unreadable"))
}

/// What somebody typed, unless it is blank.
pub(super) fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn giver(proxy_relation: Option<String>) -> ConsentGiver {
    proxy_relation.map_or(ConsentGiver::Person, |relation| ConsentGiver::Proxy { relation: relation.trim().to_owned() })
}
