//! People, their accounts, and how the workspace is guarded.

use serde::{Deserialize, Serialize};
use specta::Type;

/// An account in the list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountRow {
    /// The account.
    pub account: String,
    /// Login.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Codes of qualifications for an expert panel.
    pub qualifications: Vec<String>,
    /// `invited`, `active` or `revoked`.
    pub standing: String,
    /// Since when it is so.
    pub since: String,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// Whether it is the account of whoever asks.
    pub is_own: bool,
}

/// Somebody who is to get an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewAccount {
    /// Login; width and case do not matter.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Codes of qualifications for an expert panel.
    pub qualifications: Vec<String>,
}

/// An account with the words that let its owner in once.
#[derive(Clone, Serialize, Type)]
pub struct IssuedAccount {
    /// The account.
    pub account: AccountRow,
    /// To be told to its owner, shown once, replaced at the first sign-in.
    pub initial_passphrase: String,
    /// Until when it lets in.
    pub valid_until: String,
}

impl std::fmt::Debug for IssuedAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IssuedAccount(…)")
    }
}

/// A second factor before it is enrolled.
#[derive(Clone, Serialize, Type)]
pub struct SecondFactorOffer {
    /// The secret, as it is typed where no camera can read it.
    pub secret: String,
    /// The secret, as an authenticator application reads it.
    pub address: String,
    /// Modules along each side of the picture.
    pub qr_modules: u32,
    /// The dark modules, one unit each, as the path of an SVG.
    pub qr_path: String,
}

impl std::fmt::Debug for SecondFactorOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondFactorOffer(…)")
    }
}

/// Recovery codes, shown once.
#[derive(Clone, Serialize, Type)]
pub struct RecoveryCodes {
    /// Each lets in once in place of a one-time code.
    pub codes: Vec<String>,
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodes(…)")
    }
}

/// How the workspace is guarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GuardSettings {
    /// `required` or `optional`.
    pub second_factor: String,
    /// Minutes without a key or mouse after which the window locks.
    pub idle_lock_minutes: u32,
}

/// A backup that was written, checked or restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupReport {
    /// The file; of a restored one, the folder.
    pub path: String,
    /// When the backup was taken.
    pub created_at: String,
    /// Events in its log.
    pub events: u32,
    /// Hash of its last event.
    pub head: String,
    /// Files in it.
    pub files: u32,
    /// Bytes in them.
    pub bytes: String,
}

/// One row of the table of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PermissionRow {
    /// Action code.
    pub action: String,
    /// Role codes that may do it.
    pub roles: Vec<String>,
}

/// A glass that somebody broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AlertRow {
    /// The event.
    pub alert: String,
    /// The case.
    pub case_id: String,
    /// Its number, while there is such a case.
    pub case_number: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: String,
    /// Why, as typed.
    pub reason: String,
    /// Until when the case was open.
    pub until: String,
    /// Who looked into it.
    pub reviewed_by: Option<String>,
    /// What came of it.
    pub remark: Option<String>,
}
