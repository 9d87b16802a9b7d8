//! How the workspace is guarded, and who may do what.

use casefile::institution::{AccessSettings, InstitutionCommand, SecondFactorRule};
use casefile::permission::{Action, TABLE};

use super::Desk;
use crate::contract::{ApiError, GuardSettings, PermissionRow};

impl Desk {
    /// How the workspace is guarded.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn guard_settings(&self) -> Result<GuardSettings, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        Ok(told(&seat.institution.access))
    }

    /// Guards the workspace otherwise.
    ///
    /// # Errors
    /// When the role is missing, a value is out of range, or nothing would change.
    pub async fn change_guards(&self, wanted: GuardSettings) -> Result<GuardSettings, ApiError> {
        let mut seat = self.seat(Action::ConfigureInstitution).await?;
        let access =
            AccessSettings { second_factor: rule(&wanted.second_factor)?, idle_lock_minutes: wanted.idle_lock_minutes };
        let role = seat.role;
        seat.decide(InstitutionCommand::ChangeAccess(access), Some(role), &self.ports).await?;
        Ok(told(&seat.institution.access))
    }

    /// The table of permissions.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn permissions(&self) -> Result<Vec<PermissionRow>, ApiError> {
        self.seat(Action::ViewSettings).await?;
        let row = |(action, roles): &(Action, &[casefile::role::Role])| PermissionRow {
            action: action.code().to_owned(),
            roles: roles.iter().map(|role| role.code().to_owned()).collect(),
        };
        Ok(TABLE.iter().map(row).collect())
    }
}

fn told(access: &AccessSettings) -> GuardSettings {
    GuardSettings {
        second_factor: match access.second_factor {
            SecondFactorRule::Required => "required".to_owned(),
            SecondFactorRule::Optional => "optional".to_owned(),
        },
        idle_lock_minutes: access.idle_lock_minutes,
    }
}

/// The rule of a code.
pub(super) fn rule(code: &str) -> Result<SecondFactorRule, ApiError> {
    match code {
        "required" => Ok(SecondFactorRule::Required),
        "optional" => Ok(SecondFactorRule::Optional),
        _ => Err(ApiError::refused("second_factor_rule_unknown")),
    }
}
