//! Breaking the glass: a case that one's roles do not open, for an hour, with a reason and an alert.

use casefile::institution::{Alert, GlassReviewed, InstitutionCommand};
use casefile::permission::Action;

use model::ids::AccountId;

use super::Desk;
use super::session::Session;
use crate::contract::{AlertRow, ApiError};

impl Desk {
    /// Opens a case to somebody whose roles do not open it. The passphrase is asked for again; whoever reads the audit log
    /// is alerted. Gives the id of the case.
    ///
    /// # Errors
    /// When the passphrase is wrong, no reason is given, or there is no such case.
    pub async fn break_glass(&self, case_id: String, reason: String, passphrase: String) -> Result<String, ApiError> {
        let mut seat = self.seat(Action::BreakGlass).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let case = seat.find_case(&case_id).await?;
        seat.cipher(case).await?;
        let role = seat.role;
        seat.decide(InstitutionCommand::BreakGlass { case, reason }, Some(role), &self.ports).await?;
        Ok(case.to_string())
    }

    /// Glasses that were broken, newest first.
    ///
    /// # Errors
    /// When nobody is signed in or the role is missing.
    pub async fn alerts(&self) -> Result<Vec<AlertRow>, ApiError> {
        let seat = self.seat(Action::ViewAudit).await?;
        let names = seat.names()?;
        let mut rows = Vec::new();
        for alert in seat.institution.alerts.iter().rev() {
            let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
            rows.push(AlertRow { case_number: seat.number_of(alert.broken.case).await?, ..told(alert, &name) });
        }
        Ok(rows)
    }

    /// Says what came of an alert.
    ///
    /// # Errors
    /// When the role is missing, there is no such alert, or nothing is said.
    pub async fn review_alert(&self, alert: String, remark: String) -> Result<(), ApiError> {
        let mut seat = self.seat(Action::ReviewAlert).await?;
        let alert = alert.parse().map_err(|_| ApiError::refused("refusal_alert_unknown"))?;
        let role = seat.role;
        let reviewed = GlassReviewed { alert, remark };
        seat.decide(InstitutionCommand::ReviewAlert(reviewed), Some(role), &self.ports).await
    }
}

impl Session {
    /// Alerts that nobody has looked into, for whom they concern.
    pub(super) fn open_alerts(&self) -> usize {
        match self.role_for(Action::ReviewAlert) {
            Ok(_) => self.institution.alerts.iter().filter(|alert| alert.reviewed.is_none()).count(),
            Err(_) => 0,
        }
    }
}

fn told(alert: &Alert, name: &dyn Fn(AccountId) -> String) -> AlertRow {
    AlertRow {
        alert: alert.event.to_string(),
        case_id: alert.broken.case.to_string(),
        case_number: None,
        by: name(alert.by),
        at: alert.at.to_string(),
        reason: alert.broken.reason.clone(),
        until: alert.broken.until.to_string(),
        reviewed_by: alert.reviewed.as_ref().map(|(by, _)| name(*by)),
        remark: alert.reviewed.as_ref().map(|(_, remark)| remark.clone()),
    }
}
