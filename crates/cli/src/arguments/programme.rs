//! Verbs about all cases at once: the ledger, and the programme in counts.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WorkspaceArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterVerb {
    /// Write 管理簿 (columns ア to ケ) of every case to a new CSV file; the passphrase is asked for again
    Export {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// File to write; an existing file is not overwritten
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ProgressArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// CSV file to write; an existing file is not overwritten, and the passphrase is asked for again
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}
