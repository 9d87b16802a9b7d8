//! Accepting and declining findings.

use casefile::permission::Action;
use casefile::{Command, Context};
use model::finding::FindingKey;
use store::event_store::Rows;

use super::Desk;
use crate::contract::{ApiError, CaseView};
use crate::view::given_before;

impl Desk {
    /// `accepted`, `declined` (with a reason), or `withdrawn`.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn decide_finding(
        &self,
        case_id: String,
        finding_key: String,
        decision: String,
        reason: Option<String>,
    ) -> Result<CaseView, ApiError> {
        let seat = self.seat(Action::DecideFinding).await?;
        let (session, role) = (&*seat, seat.role);
        let open = session.open_case(&case_id).await?;
        let finding: FindingKey = finding_key.parse().map_err(|_| ApiError::refused("refusal_finding_unknown"))?;
        let command = match decision.as_str() {
            "accepted" => {
                let given_before = given_before(&open.case, self.release()?.therapies()).contains_key(&finding);
                Command::AcceptFinding { finding, reason, given_before }
            }
            "declined" => Command::DeclineFinding { finding, reason: reason.unwrap_or_default() },
            "withdrawn" => Command::WithdrawDecision { finding },
            _ => return Err(ApiError::refused("decision_unknown")),
        };
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        let open = self.act(session, open, (command, context), Rows::default()).await?;
        self.view(session, &open).await
    }
}
