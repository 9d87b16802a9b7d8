//! Verbs about the expert panel and consent.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CaseArguments, WorkspaceArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum PanelVerb {
    /// The rule, the persons, the opinions that may be seen, the conclusion
    Show(CaseArguments),
    /// Call a panel on the newest draft
    Convene(EntryArguments),
    /// Say who was there
    Attend {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Seats that were filled, e.g. 1,2,4
        #[arg(long, value_delimiter = ',')]
        present: Vec<u16>,
        /// The attending physician: present, supplied_history or absent
        #[arg(long, value_name = "HOW")]
        attending: String,
    },
    /// Register the key of a member elsewhere, after its fingerprint was compared by telephone
    Key {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Seat of the member
        seat: u16,
        /// The member's card
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
        /// The fingerprint as it was heard from the member
        #[arg(long, value_name = "TEXT")]
        heard: String,
    },
    /// Write one packet for each member elsewhere
    Invite {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Folder for the packets
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// For whom, in JSON: `[{"seat": 3, "passphrase": null}]`, `-` for standard input; without it, everybody whose
        /// key is registered
        #[arg(long, value_name = "JSON")]
        from: Option<PathBuf>,
    },
    /// Take in the packets of members elsewhere
    Receive {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// The packets
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Give an opinion
    Opinion(EntryArguments),
    /// Let the opinions be seen
    Reveal {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Why before all have given theirs
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Conclude
    Conclude(EntryArguments),
    /// Take the conclusion back
    Reopen {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// End a panel that was called with the wrong persons, by the wrong rule or on the wrong day
    Cancel {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Decide as the attending physician that no panel is held (EP省略); never for a whole genome
    Omit {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
        /// Open conditions that were judged to be met, by the codes that `panel show --json` names
        #[arg(long, value_delimiter = ',', value_name = "CODES")]
        judged: Vec<String>,
    },
    /// The rule that holds on a day, and how a panel may be held by it
    Rule {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Day, ISO 8601
        #[arg(long, value_name = "DAY")]
        on: String,
    },
    /// Circulated reviews that wait for opinions, one's own first
    Reminders(WorkspaceArguments),
    /// Earlier conclusions of this workspace on the same biomarkers in the same tumour
    Precedents(CaseArguments),
    /// A step of a confirmatory test: ordered, resulted or waived
    Confirm {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Finding key (at least its first eight digits) or statement id
        finding: String,
        /// The step in JSON, `-` for standard input
        #[arg(long, value_name = "JSON")]
        from: PathBuf,
    },
    /// Open the signed report again
    Amend {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// `clerical_correction`, `added_finding`, `changed_interpretation` or `wrong_patient`
        kind: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Say that a task after an amendment was done
    Done {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// The revision that was replaced
        revision: u32,
        /// `tell_physician` or `replace_patient_copy`
        task: String,
        /// How
        #[arg(long, value_name = "TEXT")]
        how: String,
    },
}

impl PanelVerb {
    pub(crate) fn workspace(&self) -> &WorkspaceArguments {
        match self {
            Self::Show(told) | Self::Precedents(told) => &told.workspace,
            Self::Reminders(workspace) => workspace,
            Self::Convene(told) | Self::Opinion(told) | Self::Conclude(told) => &told.workspace,
            Self::Attend { workspace, .. }
            | Self::Key { workspace, .. }
            | Self::Invite { workspace, .. }
            | Self::Receive { workspace, .. }
            | Self::Reveal { workspace, .. }
            | Self::Reopen { workspace, .. }
            | Self::Cancel { workspace, .. }
            | Self::Omit { workspace, .. }
            | Self::Rule { workspace, .. }
            | Self::Confirm { workspace, .. }
            | Self::Amend { workspace, .. }
            | Self::Done { workspace, .. } => workspace,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConsentVerb {
    /// Every kind of consent, also those nobody asked about
    Show(CaseArguments),
    /// Record or change an answer
    Record(EntryArguments),
    /// Record that a yes was withdrawn
    Withdraw(EntryArguments),
    /// Name the day of a milestone, e.g. `specimen_collected 2026-11-01`
    Day {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// Milestone
        milestone: String,
        /// Day, ISO 8601
        on: String,
        /// Why an earlier day was wrong
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Say where the case stands in the programme; what is left out is unsaid
    Programme {
        #[command(flatten)]
        workspace: WorkspaceArguments,
        /// Case number or id
        case: String,
        /// `own_facility` (A体制) or `data_centre` (B体制)
        #[arg(long)]
        group: Option<String>,
        /// `gastrointestinal`, `blood`, `paediatric`, `rare_cancer`, `gynaecological`, `respiratory_and_others` or `rare_disease`
        #[arg(long)]
        area: Option<String>,
    },
}

impl ConsentVerb {
    pub(crate) fn workspace(&self) -> &WorkspaceArguments {
        match self {
            Self::Show(told) => &told.workspace,
            Self::Record(told) | Self::Withdraw(told) => &told.workspace,
            Self::Day { workspace, .. } | Self::Programme { workspace, .. } => workspace,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct EntryArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// The entry in JSON, `-` for standard input
    #[arg(long, value_name = "JSON")]
    pub(crate) from: PathBuf,
}
