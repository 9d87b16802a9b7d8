//! The command line.

mod cases;
mod keys;
mod knowledge;
mod packet;
mod panel;
mod people;
mod programme;
mod rehearsal;
mod retention;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use cases::{
    CaseArguments, CorrectArguments, DecideArguments, DemoArguments, ExplainArguments, ExportArguments, FormArguments,
    ImportArguments, InitArguments, ListArguments, ShowArguments, StructureArguments, VariantsArguments,
};
pub(crate) use keys::{ImportKeysArguments, KeysVerb, RevokeKeyArguments, RotateArguments, VerifyArguments};
pub(crate) use knowledge::{
    KnowledgeArguments, KnowledgeVerb, MatchArguments, ReferenceImportArguments, ReferenceSequenceArguments,
    ReferenceUseArguments, ReferenceVerb, ReleaseVerb,
};
pub(crate) use packet::{OpenArguments, PacketVerb};
pub(crate) use panel::{ConsentVerb, PanelVerb};
pub(crate) use people::{
    AccountVerb, AddAccountArguments, AuditExportArguments, AuditListArguments, AuditReviewArguments, AuditVerb,
    BackupArguments, BreakGlassArguments, ChangeAccountArguments, GuardArguments, NamedAccountArguments,
    RestoreArguments,
};
pub(crate) use programme::{ProgressArguments, RegisterVerb};
pub(crate) use rehearsal::RehearseVerb;
pub(crate) use retention::RetentionVerb;

/// しるべ（Shirube）: 全ゲノム解析等の結果を患者さんへ返すための机
#[derive(Debug, Parser)]
#[command(name = "shirube", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Folder that holds knowledge-base, report-templates and assets
    #[arg(long, global = true, env = "SHIRUBE_RESOURCES", value_name = "DIR")]
    pub(crate) resources: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Match files against the knowledge base, without a workspace
    Match(MatchArguments),
    /// Make, show and use reference packs: genes, transcripts, exons and proteins from public files
    Reference {
        #[command(subcommand)]
        verb: ReferenceVerb,
    },
    /// Look into the knowledge base, or build a release with an open corpus
    Kb(KnowledgeArguments),
    /// Print the JSON Schema of an answer
    Schema {
        /// Which answer: match
        answer: String,
    },
    /// Create the demonstration workspace from synthetic cases, with drafts and PDFs
    Demo(DemoArguments),
    /// Create a workspace and its first account
    Init(InitArguments),
    /// Bring files in as a new case
    Import(ImportArguments),
    /// List cases
    List(ListArguments),
    /// Show one case
    Show(ShowArguments),
    /// Accept a finding
    Accept(DecideArguments),
    /// Decline a finding, with a reason
    Decline(DecideArguments),
    /// Compose both documents
    Draft(CaseArguments),
    /// Sign the newest draft
    Sign(CaseArguments),
    /// Write a signed document to a file
    Export(ExportArguments),
    /// Check a signed PDF, without a workspace: bytes, signature, signer. Exit code 0 only when all three hold; else 10 bytes
    /// changed, 11 not signed, 12 signature wrong, 13 signer cannot be confirmed, 14 key not in force, 15 set aside
    Verify(VerifyArguments),
    /// Signing keys: list, revoke, write the signed list of the institution; import the list of an institution
    Keys {
        #[command(subcommand)]
        verb: KeysVerb,
    },
    /// Put another workspace key, or another signing key of one's own, in the place of the one in use
    Rotate(RotateArguments),
    /// Write the confirmatory-test form of a case, to print and sign by hand
    Form(FormArguments),
    /// Where every record of a case's files went
    Ledger(CaseArguments),
    /// Every allele of every record of a case: filtered, ordered, by page; or one in full
    Variants(VariantsArguments),
    /// Copy number, structural variants and fusions of a case; or where a gene lies
    Structure(StructureArguments),
    /// What happened to a record and why: a place, a gene, or a change
    Explain(ExplainArguments),
    /// Correct a clinical fact of a case; the old value stays in the history
    Correct(CorrectArguments),
    /// The expert panel of a case: call it, hear it, conclude it; confirmatory tests; amendments
    Panel {
        #[command(subcommand)]
        verb: PanelVerb,
    },
    /// Packets between houses: one's key, an invitation to read, an answer to write
    Packet {
        #[command(subcommand)]
        verb: PacketVerb,
    },
    /// What the person agreed to, and the days that count
    Consent {
        #[command(subcommand)]
        verb: ConsentVerb,
    },
    /// The ledger of every case (管理簿)
    Register {
        #[command(subcommand)]
        verb: RegisterVerb,
    },
    /// The programme in counts: cases by group, area, tumour and state, and the days from 検体採取 on
    Progress(ProgressArguments),
    /// Built-in synthetic cases with answer keys: prove this installation, or let a panel rehearse on them
    Rehearse {
        #[command(subcommand)]
        verb: RehearseVerb,
    },
    /// How long a case is kept, legal holds, and erasing a case for good
    Retention {
        #[command(subcommand)]
        verb: RetentionVerb,
    },
    /// Input files of a case: copied or linked; every byte of linked ones is looked at
    Files(CaseArguments),
    /// Every event of a case, as kept, in JSON
    History(CaseArguments),
    /// Let somebody in again who lost the passphrase or the device: both halves of the recovery key are asked for, or
    /// read from SHIRUBE_RECOVERY_1 and SHIRUBE_RECOVERY_2; so is the new passphrase
    Recover(WorkspaceArguments),
    /// People and their accounts: list, add, roles, reset, revoke; one's own passphrase and second factor
    Account {
        #[command(subcommand)]
        verb: AccountVerb,
    },
    /// The audit log: check its chain, read it, write it to a file, look into alerts
    Audit {
        #[command(subcommand)]
        verb: AuditVerb,
    },
    /// Write a backup of the workspace to a new file, read back and checked
    Backup(BackupArguments),
    /// Check a backup, or make a workspace of it in an absent or empty folder
    Restore(RestoreArguments),
    /// Show that both halves of the recovery key open the workspace, before they are needed
    Drill(WorkspaceArguments),
    /// Open a case that one's roles do not open, for an hour; whoever reads the audit log is alerted
    BreakGlass(BreakGlassArguments),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct WorkspaceArguments {
    /// Workspace folder
    #[arg(long, env = "SHIRUBE_WORKSPACE", value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,
    /// Login; the passphrase is asked for, or read from SHIRUBE_PASSPHRASE; so is a one-time code (SHIRUBE_CODE)
    #[arg(long, env = "SHIRUBE_LOGIN")]
    pub(crate) login: Option<String>,
    /// Why an older state of the workspace is gone on with, where the command asks
    #[arg(long, value_name = "TEXT")]
    pub(crate) older_because: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    pub(crate) json: bool,
}
