//! Why a wish about the institution is refused.

use std::collections::BTreeMap;

use super::LONGEST_IDLE_LOCK_MINUTES;
use crate::permission::Action;
use crate::role::Role;

/// A refusal: expected, typed, and with a code of the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstitutionRefusal {
    /// The role may not do this.
    #[error("role {role:?} may not {action:?}")]
    RoleMissing {
        /// The role used.
        role: Role,
        /// What was wanted.
        action: Action,
    },
    /// Somebody has or had this login; one login never stands for two people in the log.
    #[error("login is taken")]
    LoginTaken,
    /// No login, or one that cannot be typed again.
    #[error("login is not usable")]
    LoginUnusable,
    /// No name to show to others.
    #[error("name is missing")]
    NameMissing,
    /// Nobody works without a role.
    #[error("role is missing")]
    NoRole,
    /// There is no such account, or it was revoked.
    #[error("account is not known")]
    AccountUnknown,
    /// At least one person must be able to administer.
    #[error("no administrator would remain")]
    LastAdministrator,
    /// Nobody takes their own account away.
    #[error("account is one's own")]
    OwnAccount,
    /// Nothing would change.
    #[error("nothing would change")]
    ChangesNothing,
    /// The window must lock in reasonable time.
    #[error("idle lock must lie between 1 and {LONGEST_IDLE_LOCK_MINUTES} minutes")]
    IdleLockOutOfRange,
    /// It must be said why.
    #[error("reason is missing")]
    ReasonMissing,
    /// There is no such alert, or somebody has looked into it.
    #[error("alert is not open")]
    AlertUnknown,
    /// There is no such signing key.
    #[error("signing key is not known")]
    KeyUnknown,
    /// Nothing is revoked ahead of time.
    #[error("signing key would be revoked in the future")]
    RevokedInFuture,
    /// The signing key ended, was revoked, or was never told to the log.
    #[error("signing key is not in force")]
    KeyNotInForce,
}

impl InstitutionRefusal {
    /// Catalogue key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "refusal_role_missing",
            Self::LoginTaken => "refusal_login_taken",
            Self::LoginUnusable => "refusal_login_unusable",
            Self::NameMissing => "refusal_name_missing",
            Self::NoRole => "refusal_no_role",
            Self::AccountUnknown => "refusal_account_unknown",
            Self::LastAdministrator => "refusal_last_administrator",
            Self::OwnAccount => "refusal_own_account",
            Self::ChangesNothing => "refusal_changes_nothing",
            Self::IdleLockOutOfRange => "refusal_idle_lock_out_of_range",
            Self::ReasonMissing => "refusal_reason_missing",
            Self::AlertUnknown => "refusal_alert_unknown",
            Self::KeyUnknown => "refusal_key_unknown",
            Self::RevokedInFuture => "refusal_revoked_in_future",
            Self::KeyNotInForce => "refusal_key_not_in_force",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::RoleMissing { role, action } => {
                vec![("role", role.code().to_owned()), ("action", action.code().to_owned())]
            }
            Self::IdleLockOutOfRange => vec![("longest", LONGEST_IDLE_LOCK_MINUTES.to_string())],
            Self::LoginTaken
            | Self::LoginUnusable
            | Self::NameMissing
            | Self::NoRole
            | Self::AccountUnknown
            | Self::LastAdministrator
            | Self::OwnAccount
            | Self::ChangesNothing
            | Self::ReasonMissing
            | Self::AlertUnknown
            | Self::KeyUnknown
            | Self::RevokedInFuture
            | Self::KeyNotInForce => vec![],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
