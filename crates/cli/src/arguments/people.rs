//! Verbs about people, the audit log and backups.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WorkspaceArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum AccountVerb {
    /// Everybody who has or had an account
    List(WorkspaceArguments),
    /// Give somebody an account; prints words that let them in once
    Add(AddAccountArguments),
    /// Give somebody other roles and qualifications
    Roles(ChangeAccountArguments),
    /// Give somebody who lost passphrase or second factor words that let them in once
    Reset(NamedAccountArguments),
    /// Take an account away
    Revoke(NamedAccountArguments),
    /// Choose one's own passphrase; the new one is asked for, or read from SHIRUBE_NEW_PASSPHRASE
    Passphrase(WorkspaceArguments),
    /// Enrol a second factor: shows a QR code and a secret, then reads a code from the input; prints recovery codes
    Enrol(WorkspaceArguments),
    /// Show or change how the workspace is guarded
    Guards(GuardArguments),
    /// The table of permissions
    Permissions(WorkspaceArguments),
}

#[derive(Debug, Args)]
pub(crate) struct AddAccountArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Their login
    pub(crate) account: String,
    /// Name shown to others
    #[arg(long)]
    pub(crate) name: String,
    /// Role codes, comma-separated
    #[arg(long, value_delimiter = ',', required = true)]
    pub(crate) roles: Vec<String>,
    /// Codes of qualifications for an expert panel, comma-separated
    #[arg(long, value_delimiter = ',')]
    pub(crate) qualifications: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeAccountArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Their login
    pub(crate) account: String,
    /// Role codes from now on, comma-separated
    #[arg(long, value_delimiter = ',', required = true)]
    pub(crate) roles: Vec<String>,
    /// Codes of qualifications from now on, comma-separated
    #[arg(long, value_delimiter = ',')]
    pub(crate) qualifications: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct NamedAccountArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Their login
    pub(crate) account: String,
}

#[derive(Debug, Args)]
pub(crate) struct GuardArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Whether everybody needs a second factor: required or optional
    #[arg(long, value_name = "required|optional")]
    pub(crate) second_factor: Option<String>,
    /// Minutes without a key or mouse after which the window locks
    #[arg(long, value_name = "MINUTES")]
    pub(crate) idle_lock: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditVerb {
    /// Check the chain of the log, its payloads, its clock, and the pages of the database
    Verify(WorkspaceArguments),
    /// Events, newest first
    List(AuditListArguments),
    /// Write the whole log as CSV, or with --json as JSON that can be checked without the workspace
    Export(AuditExportArguments),
    /// Glasses that were broken
    Alerts(WorkspaceArguments),
    /// Say what came of an alert
    Review(AuditReviewArguments),
}

#[derive(Debug, Args)]
pub(crate) struct AuditListArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Only what this account did (id)
    #[arg(long, value_name = "ID", default_value = "")]
    pub(crate) person: String,
    /// Only this kind of event, e.g. `case_viewed`
    #[arg(long, default_value = "")]
    pub(crate) kind: String,
    /// Only about this case (number or id)
    #[arg(long, default_value = "")]
    pub(crate) case: String,
    /// First day
    #[arg(long, value_name = "DATE", default_value = "")]
    pub(crate) from: String,
    /// Last day
    #[arg(long, value_name = "DATE", default_value = "")]
    pub(crate) to: String,
    /// Events to print, at most 1,000
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct AuditExportArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// As CSV (the default)
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// File to write; an existing file is not overwritten. Without it the log goes to the output
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AuditReviewArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// The alert, as `audit alerts` names it
    pub(crate) alert: String,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    pub(crate) remark: String,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// File to write; an existing file is not overwritten
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup
    pub(crate) file: PathBuf,
    /// Folder to make; without it the backup is only checked
    #[arg(long, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct BreakGlassArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
}
