//! How long a case is kept, what must not go, and erasing a case for good.

use casefile::permission::Action;
use casefile::retention::{
    CaseErased, ErasureReason, LegalHoldSaid, RetentionSet, kept_at_least_until, kept_until, require_erasable,
};
use casefile::{Case, Command};
use store::event_store::{Append, CASE_ERASED, Rows};

use super::Desk;
use super::cases::OpenCase;
use super::consents::day;
use super::key_lists::{REPORTS_SET_ASIDE, set_aside};
use super::session::Session;
use super::views::Screen;
use crate::contract::{ApiError, ErasedCase, ErasureChoice, ErasureWish, LegalHoldView, Message, RetentionView};

impl Desk {
    /// Until when a case is kept, what holds it, and for which reasons it could be erased.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn retention(&self, case_id: String) -> Result<RetentionView, ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Case).await?;
        self.retention_view(&session, &open)
    }

    /// Says until when a case is kept: never for less than is asked for.
    ///
    /// # Errors
    /// A refusal of the case file, a day that cannot be read, or when the case cannot be read or written.
    pub async fn set_retention(
        &self,
        case_id: String,
        until: String,
        because: String,
    ) -> Result<RetentionView, ApiError> {
        let set = RetentionSet { until: day(&until)?, because };
        self.kept(&case_id, Command::SetRetention(set)).await
    }

    /// Says that a case must not go.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn place_legal_hold(&self, case_id: String, because: String) -> Result<RetentionView, ApiError> {
        self.kept(&case_id, Command::PlaceLegalHold(LegalHoldSaid { because })).await
    }

    /// Says that a case may go again.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn lift_legal_hold(&self, case_id: String, because: String) -> Result<RetentionView, ApiError> {
        self.kept(&case_id, Command::LiftLegalHold(LegalHoldSaid { because })).await
    }

    /// Erases a case: its key, everything that it says, its documents and its files go, in one step. What stays are the
    /// envelopes of its events, so that the log can still be checked, and one event that says why. The number of the case is
    /// typed and the passphrase asked for again.
    ///
    /// # Errors
    /// When the role is missing, the passphrase is wrong, the number is another one, or something keeps the case.
    pub async fn erase_case(
        &self,
        case_id: String,
        wish: ErasureWish,
        passphrase: String,
    ) -> Result<ErasedCase, ApiError> {
        let seat = self.seat(Action::EraseCase).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let reason = ErasureReason::of_code(&wish.reason).ok_or_else(|| ApiError::refused("erasure_reason_unknown"))?;
        let open = seat.open_case(&case_id).await?;
        let number = open.case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default();
        if wish.case_number.trim() != number {
            return Err(ApiError::refused("erasure_number_differs"));
        }
        require_erasable(&open.case, reason, self.today()).map_err(ApiError::from_failure)?;
        let left = left_behind(&open.case);
        let files = seat.store.attachment_rows(open.id).await.map_err(ApiError::from_failure)?.len();
        let erased = CaseErased {
            reason,
            events: open.case.events,
            exported: u64::try_from(open.case.left_the_house()).unwrap_or(u64::MAX),
        };
        let cipher = seat.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let ports = (self.ports.clock.as_ref(), self.ports.ids.as_ref());
        let erasure = Append {
            case: Some(open.id),
            expected_sequence: open.last_sequence(),
            cipher: &cipher,
            events: vec![seat.event((CASE_ERASED, seat.role), &erased, ports)?],
            rows: Rows::default(),
        };
        let aside = set_aside(&open.case);
        if !aside.is_empty() {
            seat.record((REPORTS_SET_ASIDE, seat.role), &aside, &self.ports).await?;
        }
        // The columns of its table may still lie in memory.
        seat.forget_records();
        seat.store.erase_case(open.id, erasure).await.map_err(ApiError::from_failure)?;
        seat.note_head(&self.ports).await;
        Ok(ErasedCase {
            case_id: open.id.to_string(),
            case_number: number,
            events: crate::view::count(erased.events),
            files: crate::view::count(files),
            left,
        })
    }

    async fn kept(&self, case_id: &str, command: Command) -> Result<RetentionView, ApiError> {
        let seat = self.seat(Action::KeepCase).await?;
        let open = seat.open_case(case_id).await?;
        let open = self.acted(&seat, open, command).await?;
        self.retention_view(&seat, &open)
    }

    fn retention_view(&self, session: &Session, open: &OpenCase) -> Result<RetentionView, ApiError> {
        let case = &open.case;
        let names = session.names()?;
        let told = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Ok(RetentionView {
            kept_until: told(kept_until(case)),
            kept_at_least_until: told(kept_at_least_until(case)),
            because: case.retention.as_ref().map(|set| set.because.clone()),
            hold: case.legal_hold.as_ref().map(|hold| LegalHoldView {
                because: hold.said.because.clone(),
                by: names.get(&hold.by).cloned().unwrap_or_default(),
                at: hold.at.to_string(),
            }),
            erasure: ErasureReason::ALL.map(|reason| self.choice(case, reason)).into(),
            left: left_behind(case),
        })
    }

    fn choice(&self, case: &Case, reason: ErasureReason) -> ErasureChoice {
        let kept = require_erasable(case, reason, self.today()).err();
        ErasureChoice {
            reason: reason.code().to_owned(),
            blocked: kept.map(|refusal| Message { code: refusal.code().to_owned(), parameters: refusal.parameters() }),
        }
    }
}

/// What erasing a case does not reach.
fn left_behind(case: &Case) -> Vec<Message> {
    let say = |code: &str, count: Option<usize>| Message {
        code: code.to_owned(),
        parameters: count.map(|count| ("count".to_owned(), count.to_string())).into_iter().collect(),
    };
    let mut left = vec![say("erasure_leaves_backups", None), say("erasure_leaves_log", None)];
    let outside = case.left_the_house();
    if outside > 0 {
        left.push(say("erasure_leaves_exports", Some(outside)));
    }
    let files = case.profile.iter().flat_map(|profile| &profile.files);
    let linked = files.filter(|file| file.linked.is_some()).count();
    if linked > 0 {
        left.push(say("erasure_leaves_linked", Some(linked)));
    }
    left
}
