//! Verbs about how long a case is kept.

use clap::{Args, Subcommand};

use super::{CaseArguments, WorkspaceArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum RetentionVerb {
    /// Until when a case is kept, what holds it, and for which reasons it could be erased
    Show(CaseArguments),
    /// Keep a case until a day; never for less than is asked for
    Keep {
        #[command(flatten)]
        said: SaidArguments,
        /// Last day, ISO 8601
        #[arg(long, value_name = "DATE")]
        until: String,
    },
    /// Place a legal hold: the case must not go, whatever else is said
    Hold(SaidArguments),
    /// Lift the legal hold
    Lift(SaidArguments),
    /// Erase a case for good: its key, its documents and its files go; the log stays and can be checked
    Erase {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Why: `consent_withdrawn`, `retention_over` or `registered_by_mistake`
        #[arg(long, value_name = "REASON")]
        reason: String,
        /// The number of the case once more
        #[arg(long, value_name = "NUMBER")]
        number: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SaidArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
}
