//! Opening the workspace.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::report_view::IntendedUse;

/// Where the workspace stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "one answer at a time, never kept in numbers")]
pub enum WorkspaceState {
    /// The folder holds no workspace yet.
    Absent {
        /// The folder that would be used.
        folder: String,
    },
    /// Somebody must sign in.
    Locked {
        /// Name of the institution.
        institution: String,
        /// Whether an account has a second factor, so that there is something to type for it.
        asks_code: bool,
    },
    /// Signed in.
    Open {
        /// The session.
        session: SessionView,
    },
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SessionView {
    /// Institution of the workspace.
    pub institution: String,
    /// Name shown in the head.
    pub display_name: String,
    /// Login.
    pub login: String,
    /// Role codes of the account.
    pub roles: Vec<String>,
    /// Codes of what these roles may do.
    pub actions: Vec<String>,
    /// What must be done before anything else: `own_passphrase` or `second_factor`.
    pub required_step: Option<String>,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// Alerts that nobody has looked into; 0 for whom they do not concern.
    pub open_alerts: u32,
    /// `keyring` or `file`: where the device secret is kept.
    pub secret_store: String,
    /// Active knowledge release.
    pub knowledge_release: String,
    /// Its rows speak of a day more than a month ago.
    pub knowledge_is_old: bool,
    /// Whether the workspace holds only made-up cases.
    pub demonstration: bool,
    /// Minutes without a key or mouse after which the window locks.
    pub idle_lock_minutes: u32,
    /// 使用目的 as last recorded; while `None`, every document says that it must not be used in care.
    pub intended_use: Option<IntendedUse>,
}

/// First start: workspace and first account.
#[derive(Clone, Deserialize, Type)]
pub struct CreateWorkspace {
    /// Institution.
    pub institution: String,
    /// Login of the first account.
    pub login: String,
    /// Its display name.
    pub display_name: String,
    /// Its role codes.
    pub roles: Vec<String>,
    /// Its passphrase.
    pub passphrase: String,
    /// Whether everybody needs a second factor: `required` or `optional`.
    pub second_factor: String,
}

impl std::fmt::Debug for CreateWorkspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CreateWorkspace(…)")
    }
}

/// The workspace was made.
#[derive(Clone, Serialize, Type)]
pub struct CreatedWorkspace {
    /// The session.
    pub session: SessionView,
    /// The recovery key in two halves, shown once, to be kept by two people.
    pub recovery_halves: Vec<String>,
}

impl std::fmt::Debug for CreatedWorkspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CreatedWorkspace(…)")
    }
}

/// Login, passphrase and code.
#[derive(Clone, Deserialize, Type)]
pub struct SignIn {
    /// Login.
    pub login: String,
    /// Passphrase.
    pub passphrase: String,
    /// One-time code or recovery code, where one was typed.
    pub code: Option<String>,
    /// Why an older state of the workspace is to be gone on with; asked for when the log is behind what this device knows.
    pub older_because: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIn(…)")
    }
}

/// One event of the log, for the command only: the window shows history rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoggedEvent {
    /// Who, when, what kind, and the commitment.
    pub envelope: serde_json::Value,
    /// What it says; `null` where it may not be read yet.
    pub event: serde_json::Value,
}
