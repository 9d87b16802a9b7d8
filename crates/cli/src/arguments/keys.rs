//! Verbs about signatures and keys.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WorkspaceArguments;

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The PDF
    pub(crate) file: PathBuf,
    /// Folder of imported key lists (default: this user's own)
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RotateArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Another workspace key: what opened with the copy of a revoked account opens nothing new. Both halves of the recovery
    /// key are asked for, or read from `SHIRUBE_RECOVERY_1` and `SHIRUBE_RECOVERY_2`
    #[arg(long, required_unless_present = "signing_key")]
    pub(crate) workspace_key: bool,
    /// Another signing key for oneself; what was signed before stays valid
    #[arg(long)]
    pub(crate) signing_key: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysVerb {
    /// Every signing key of the workspace, with owner, time and revocation
    List(WorkspaceArguments),
    /// Let a key count no more; what it signed before still counts
    Revoke(RevokeKeyArguments),
    /// Write the list of keys, signed by the institution, for whoever checks its documents
    Export {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// File to write; an existing file is not overwritten
        file: PathBuf,
    },
    /// Import the list of an institution on this machine; no workspace is needed
    Import(ImportKeysArguments),
    /// Institutions whose lists were imported on this machine; no workspace is needed
    Known {
        /// Folder of imported key lists (default: this user's own)
        #[arg(long, value_name = "DIR")]
        lists: Option<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RevokeKeyArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Fingerprint or public half of the key, as `keys list` prints them
    pub(crate) key: String,
    /// Why: compromised, duty_ended or other
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
    /// Why exactly; stays in the workspace
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
    /// Day from which on it counts no more (default: from now on)
    #[arg(long, value_name = "DATE", default_value = "")]
    pub(crate) since: String,
}

#[derive(Debug, Args)]
pub(crate) struct ImportKeysArguments {
    /// The list
    pub(crate) file: PathBuf,
    /// Fingerprint of the institution's key, as the institution told it another way
    #[arg(long, value_name = "HEX")]
    pub(crate) fingerprint: Option<String>,
    /// Folder of imported key lists (default: this user's own)
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long)]
    pub(crate) json: bool,
}
