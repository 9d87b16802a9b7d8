//! Arguments of the rehearsal.

use std::path::PathBuf;

use clap::Subcommand;

use super::WorkspaceArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum RehearseVerb {
    /// Run every case with this program and the active release; what came of it stays on record. An exit code other than 0
    /// says that a bar is not reached
    Prove {
        /// Write the record to a new file: a PDF to print and sign, or text where the name ends in .txt
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
        #[command(flatten)]
        workspace: WorkspaceArguments,
    },
    /// Every case, the attempts of the panel, and how far it agreed with the key where it has concluded
    List(WorkspaceArguments),
    /// Lay out a case for the panel, marked as a rehearsal
    LayOut {
        /// Its name, e.g. RH-01
        case: String,
        #[command(flatten)]
        workspace: WorkspaceArguments,
    },
}
