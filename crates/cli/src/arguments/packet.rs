//! Verbs about packets: what passes between the hospital and members of a panel elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CaseArguments, WorkspaceArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum PacketVerb {
    /// Make a key of one's own, and beside it the card for the inviting hospital; no workspace is needed
    Key {
        /// New file of the key
        file: PathBuf,
        /// Name on the card
        #[arg(long, value_name = "TEXT")]
        name: String,
    },
    /// Write the card of this hospital's own key to a new file
    Card {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// New file; without it only name and fingerprint are shown
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Open an invitation and show it; without a workspace, unless `--here`
    Show(OpenArguments),
    /// Ask another hospital's panel: writes the case with its files, sealed to that hospital; it names the patient
    Request {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// The request in JSON (card, heard, consent_given_on, consent_form_version, consent_obtained_by, note), `-` for
        /// standard input
        #[arg(long, value_name = "JSON")]
        from: PathBuf,
        /// New file; without it, only what would go in is shown
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Look at a request of another hospital, or take it in as a case
    Accept {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// The packet
        file: PathBuf,
        /// Fingerprint of the asking hospital as it was heard; without it, the request is only shown
        #[arg(long, value_name = "TEXT")]
        heard: Option<String>,
    },
    /// Send the signed documents and the conclusion back to the hospital that asked
    Return {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// New file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Take in what another hospital's panel concluded
    Receive {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// The packet
        file: PathBuf,
    },
    /// What passed between hospitals about a case
    Referral(CaseArguments),
    /// Answer an invitation: writes a packet that only the inviting hospital opens
    Answer {
        #[command(flatten)]
        open: OpenArguments,
        /// The opinion in JSON, `-` for standard input
        #[arg(long, value_name = "JSON")]
        from: PathBuf,
        /// New file of the answer
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct OpenArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// The packet
    pub(crate) file: PathBuf,
    /// Own key file; without it, a passphrase opens the packet. Passphrases are read from SHIRUBE_PACKET_PASSPHRASE
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Open it with the key of a workspace that one signs in to
    #[arg(long, conflicts_with = "key")]
    pub(crate) here: bool,
}
