//! The institution: who has an account, in which roles, and how the workspace is guarded. Command in, events out, state
//! from events, as for a case; these events belong to the workspace itself.
//!
//! The log is the truth about roles and revocations. The file of an account is vouched for by the workspace key, but an
//! older copy of it would be too: what the events say overrules what a file says.

mod decide;
mod evolve;
mod keys;
mod refusal;

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::ids::{AccountId, CaseId, EventId};
use serde::{Deserialize, Serialize};

use crate::role::Role;
use model::panel_rule::Qualification;

pub use decide::{InstitutionContext, decide};
pub use evolve::{evolve, replay};
pub use keys::{KeyEnd, RevocationReason, SigningKey, SigningKeyRevoked};
pub use refusal::InstitutionRefusal;

/// Minutes without a touch after which the window locks, unless the institution says otherwise
/// (医療情報システムの安全管理に関するガイドライン; from memory).
pub const IDLE_LOCK_MINUTES: u32 = 15;
/// Longest time an institution may choose.
pub const LONGEST_IDLE_LOCK_MINUTES: u32 = 30;
/// How long a case stays open to somebody who broke the glass.
pub const GLASS_OPEN_MINUTES: i64 = 60;

/// What can have happened to the institution's accounts and guards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum InstitutionEvent {
    /// Somebody got an account.
    AccountAdded(AccountAdded),
    /// The owner chose a passphrase of their own; from here on the account is used.
    PassphraseChosen(PassphraseChosen),
    /// The owner enrolled a second factor.
    SecondFactorEnrolled(AccountNamed),
    /// Somebody has other roles or qualifications.
    AccountRolesChanged(AccountRolesChanged),
    /// Somebody who lost passphrase or second factor got a new initial passphrase.
    AccountReset(AccountNamed),
    /// Somebody has no account any more.
    AccountRevoked(AccountNamed),
    /// How the workspace is guarded was changed.
    AccessSettingsChanged(AccessSettings),
    /// Somebody opened a case that their roles do not open.
    GlassBroken(GlassBroken),
    /// Somebody looked into why a glass was broken.
    GlassReviewed(GlassReviewed),
    /// The owner signs with another key from now on.
    SigningKeyReplaced(PassphraseChosen),
    /// What a key signs counts no more.
    SigningKeyRevoked(SigningKeyRevoked),
}

impl InstitutionEvent {
    /// Every kind, as envelopes name them.
    pub const KINDS: [&'static str; 11] = [
        "account_added",
        "passphrase_chosen",
        "second_factor_enrolled",
        "account_roles_changed",
        "account_reset",
        "account_revoked",
        "access_settings_changed",
        "glass_broken",
        "glass_reviewed",
        "signing_key_replaced",
        "signing_key_revoked",
    ];

    /// The event type as the envelope names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::AccountAdded(_) => "account_added",
            Self::PassphraseChosen(_) => "passphrase_chosen",
            Self::SecondFactorEnrolled(_) => "second_factor_enrolled",
            Self::AccountRolesChanged(_) => "account_roles_changed",
            Self::AccountReset(_) => "account_reset",
            Self::AccountRevoked(_) => "account_revoked",
            Self::AccessSettingsChanged(_) => "access_settings_changed",
            Self::GlassBroken(_) => "glass_broken",
            Self::GlassReviewed(_) => "glass_reviewed",
            Self::SigningKeyReplaced(_) => "signing_key_replaced",
            Self::SigningKeyRevoked(_) => "signing_key_revoked",
        }
    }
}

/// See [`InstitutionEvent::AccountAdded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAdded {
    /// Whose.
    pub account: AccountId,
    /// Login, in the form in which logins are compared.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// What the person brings to a panel.
    pub qualifications: Vec<Qualification>,
}

/// See [`InstitutionEvent::PassphraseChosen`] and [`InstitutionEvent::SigningKeyReplaced`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseChosen {
    /// Whose.
    pub account: AccountId,
    /// Public half of their signing key, base64.
    pub public_key: String,
}

/// An event that says no more than whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNamed {
    /// Whose.
    pub account: AccountId,
}

/// See [`InstitutionEvent::AccountRolesChanged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRolesChanged {
    /// Whose.
    pub account: AccountId,
    /// Roles from now on.
    pub roles: Vec<Role>,
    /// Qualifications from now on.
    pub qualifications: Vec<Qualification>,
}

/// Whether a second factor is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorRule {
    /// Nobody works without one.
    #[default]
    Required,
    /// Whoever enrolled one is asked for it.
    Optional,
}

/// How the workspace is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSettings {
    /// Whether a second factor is asked for.
    pub second_factor: SecondFactorRule,
    /// Minutes without a touch after which the window locks.
    pub idle_lock_minutes: u32,
}

impl Default for AccessSettings {
    fn default() -> Self {
        Self { second_factor: SecondFactorRule::Required, idle_lock_minutes: IDLE_LOCK_MINUTES }
    }
}

/// See [`InstitutionEvent::GlassBroken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassBroken {
    /// Which case.
    pub case: CaseId,
    /// Why, as typed.
    pub reason: String,
    /// Until when the case stays open.
    pub until: Timestamp,
}

/// See [`InstitutionEvent::GlassReviewed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassReviewed {
    /// The event that said that a glass was broken.
    pub alert: EventId,
    /// What came of it, as typed.
    pub remark: String,
}

/// A wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstitutionCommand {
    /// Give somebody an account.
    AddAccount(AccountAdded),
    /// Give somebody other roles or qualifications.
    ChangeRoles(AccountRolesChanged),
    /// Give somebody who lost passphrase or second factor another chance.
    ResetAccount(AccountId),
    /// Take an account away.
    RevokeAccount(AccountId),
    /// Note that the owner chose a passphrase.
    ChoosePassphrase(PassphraseChosen),
    /// Note that the owner enrolled a second factor.
    EnrolSecondFactor(AccountId),
    /// Guard the workspace otherwise.
    ChangeAccess(AccessSettings),
    /// Open a case that one's roles do not open.
    BreakGlass {
        /// Which.
        case: CaseId,
        /// Why; must be said.
        reason: String,
    },
    /// Say what came of an alert.
    ReviewAlert(GlassReviewed),
    /// Note that the owner signs with another key.
    ReplaceKey(PassphraseChosen),
    /// Let a key count no more.
    RevokeKey(SigningKeyRevoked),
}

/// How far an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its owner has not chosen a passphrase yet.
    Invited,
    /// It is used.
    Active,
    /// It is no more.
    Revoked,
}

impl Standing {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Revoked => "revoked",
        }
    }
}

/// An account, as the events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Login, in the form in which logins are compared.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// What the person brings to a panel.
    pub qualifications: Vec<Qualification>,
    /// How far it is.
    pub standing: Standing,
    /// Since when it is so.
    pub since: Timestamp,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// Public half of the signing key that its owner chose a passphrase for; `None` while the owner has yet to choose one.
    pub public_key: Option<String>,
}

/// A glass that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The event.
    pub event: EventId,
    /// What it says.
    pub broken: GlassBroken,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Who looked into it, and what came of it.
    pub reviewed: Option<(AccountId, String)>,
}

/// The institution. `Default` is one before its first event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Institution {
    /// Every account there ever was.
    pub accounts: BTreeMap<AccountId, Account>,
    /// How the workspace is guarded.
    pub access: AccessSettings,
    /// Glasses that were broken, oldest first.
    pub alerts: Vec<Alert>,
    /// Every signing key there ever was, oldest first.
    pub keys: Vec<SigningKey>,
}

impl Institution {
    /// Accounts that are used and may administer, other than one.
    pub fn other_administrators(&self, than: AccountId) -> usize {
        let others = self.accounts.iter().filter(|(id, _)| **id != than).map(|(_, account)| account);
        others
            .filter(|account| account.standing == Standing::Active && account.roles.contains(&Role::Administrator))
            .count()
    }

    /// Until when a case stays open to somebody who broke its glass.
    pub fn glass_open_until(&self, account: AccountId, case: CaseId) -> Option<Timestamp> {
        let broken = self.alerts.iter().filter(|alert| alert.by == account && alert.broken.case == case);
        broken.map(|alert| alert.broken.until).max()
    }
}

#[cfg(test)]
mod tests;
