//! The command line.

mod keys;
mod packet;
mod panel;
mod people;
mod programme;
mod retention;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use keys::{ImportKeysArguments, KeysVerb, RevokeKeyArguments, RotateArguments, VerifyArguments};
pub(crate) use packet::{OpenArguments, PacketVerb};
pub(crate) use panel::{ConsentVerb, PanelVerb};
pub(crate) use people::{
    AccountVerb, AddAccountArguments, AuditExportArguments, AuditListArguments, AuditReviewArguments, AuditVerb,
    BackupArguments, BreakGlassArguments, ChangeAccountArguments, GuardArguments, NamedAccountArguments,
    RestoreArguments,
};
pub(crate) use programme::{ProgressArguments, RegisterVerb};
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

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// VCF, MAF, CATS or clinical form files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// OncoTree code, SOLID or ANY
    #[arg(long, value_name = "ONCOTREE|SOLID|ANY")]
    pub(crate) tumor_type: Option<String>,
    /// Day for which approvals are looked up (default: today)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// GRCh37 or GRCh38, when the files do not say it
    #[arg(long)]
    pub(crate) assembly: Option<String>,
    /// Name of the tumour sample
    #[arg(long, value_name = "NAME")]
    pub(crate) tumor_sample: Option<String>,
    /// Name of the normal sample
    #[arg(long, value_name = "NAME")]
    pub(crate) normal_sample: Option<String>,
    /// Identifier of the patient in a table of several patients
    #[arg(long, value_name = "ID")]
    pub(crate) patient: Option<String>,
    /// Folder of the knowledge base
    #[arg(long, value_name = "DIR_OR_RELEASE")]
    pub(crate) knowledge: Option<PathBuf>,
    /// Reference pack made by `shirube reference import`
    #[arg(long, value_name = "PACK")]
    pub(crate) reference: Option<PathBuf>,
    /// FASTA of the reference with its index (.fai): REF is compared with it, indels are left-aligned
    #[arg(long, value_name = "FASTA")]
    pub(crate) reference_sequence: Option<PathBuf>,
    /// What a file is, when it is recognised wrongly, e.g. `--as regions.txt=callable_regions`
    #[arg(long = "as", value_name = "FILE=KIND")]
    pub(crate) kinds: Vec<String>,
    /// Keep every allele in full, also those that no row could meet: the findings are the same, the memory is not
    #[arg(long)]
    pub(crate) everything: bool,
    /// Read every record of a VCF in full: the answer is the same, it takes longer
    #[arg(long)]
    pub(crate) careful: bool,
    /// Answer in JSON (the answer of this verb is always JSON)
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReferenceVerb {
    /// Read public files (MANE summary, GFF3, GTF, exon table, cytoBand, FASTA, domains) into a pack
    Import(ReferenceImportArguments),
    /// What is in a pack
    Show {
        /// The pack
        pack: PathBuf,
    },
    /// Keep a checked copy of a pack in the workspace and match with it from now on
    Use(ReferenceUseArguments),
    /// Compare REF of imported files with this FASTA (its index beside it) from now on, and left-align indels by it
    Sequence(ReferenceSequenceArguments),
    /// The pack that the workspace uses
    List(WorkspaceArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ReferenceImportArguments {
    /// Public files of one assembly
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Assembly of the files that have coordinates: GRCh37 or GRCh38
    #[arg(long)]
    pub(crate) assembly: Option<String>,
    /// Licence of the files, as their owner states it
    #[arg(long, value_name = "TEXT")]
    pub(crate) licence: Option<String>,
    /// Pack to add to, for the other assembly
    #[arg(long, value_name = "PACK")]
    pub(crate) add_to: Option<PathBuf>,
    /// Pack to write
    #[arg(long, value_name = "PACK")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReferenceUseArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// The pack
    pub(crate) pack: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReferenceSequenceArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// The FASTA, plain or packed by bgzip; left out, the one in use is shown
    pub(crate) fasta: Option<PathBuf>,
    /// Compare with no FASTA from now on
    #[arg(long, conflicts_with = "fasta")]
    pub(crate) forget: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KnowledgeArguments {
    /// Folder of the knowledge base
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,
    /// Workspace folder: look into its active release, or change its releases
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "knowledge")]
    pub(crate) workspace: Option<PathBuf>,
    /// Login in the workspace; the passphrase is asked for, or read from SHIRUBE_PASSPHRASE
    #[arg(long, global = true)]
    pub(crate) login: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) verb: KnowledgeVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KnowledgeVerb {
    /// Read files of an open corpus and say where every row went; with --workspace, keep the release as a candidate
    Import {
        /// civic, docm, hotspots, clinvar, oncotree, doid or mondo
        kind: String,
        /// Files of the publisher
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Write the release with these rows to this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Everything that is wrong with the folder
    Verify,
    /// Every statement
    List,
    /// Statements that hold every word: gene, drug, brand, tumour, PMID
    Search {
        /// Words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// The built-in synthetic cases with their answer keys: recall, spurious and forbidden options of a release
    Rehearse {
        /// Folder of cases instead of the built-in ones
        #[arg(long, value_name = "DIR")]
        cases: Option<PathBuf>,
    },
    /// One statement
    Show {
        /// Its id, e.g. civic:EID1234
        id: String,
    },
    /// Rows gained (+), lost (-) and changed (~) between two folders; with --workspace, between two kept releases, and
    /// the findings of every case that differ
    Diff {
        /// The earlier release
        before: PathBuf,
        /// The later one
        after: PathBuf,
    },
    /// The releases of a workspace: list, compare, answer for losses, activate
    Release {
        #[command(subcommand)]
        verb: ReleaseVerb,
    },
    /// Download an open corpus, show size, SHA-256 and licence, and with --yes keep the release as a candidate
    Update {
        /// Kind, as for import
        kind: String,
        /// Address, when it is not the recorded or the published one
        #[arg(long, value_name = "URL")]
        from: Option<String>,
        /// What the file must be
        #[arg(long, value_name = "HEX")]
        sha256: Option<String>,
        /// Keep it
        #[arg(long)]
        yes: bool,
    },
    /// Where corpora are downloaded from; with an address, record the institution's own for a kind
    Source {
        /// Kind, as for import
        kind: Option<String>,
        /// Address; an empty one takes the recorded one away
        address: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReleaseVerb {
    /// Every kept release, newest first; a star marks the active one
    List,
    /// Keep what this version of the product ships as a candidate
    Keep,
    /// Match every case with the active release and another one; puts on record that the differences were seen
    Diff {
        /// The other release: id or first digits of its hash
        release: String,
    },
    /// Say why it is right that an accepted or reported finding is lost with another release
    Answer {
        /// The other release
        release: String,
        /// Case number or id
        case: String,
        /// Key of the finding
        finding: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Make another release the active one and match open cases again
    Activate {
        /// The release
        release: String,
    },
    /// Match the open cases again that an interrupted activation left
    Rematch,
    /// Signed cases that would read otherwise with the active release
    Affected,
    /// What the log says about the releases, as kept, in JSON
    History,
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

#[derive(Debug, Args)]
pub(crate) struct StructureArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Print where this gene lies, by the reference pack or the files of the case
    #[arg(long, value_name = "SYMBOL")]
    pub(crate) gene: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VariantsArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Conditions as JSON, e.g. `{"impacts":["high"],"frequency":{"at_most":"1%","not_stated":true}}`
    #[arg(long, value_name = "JSON")]
    pub(crate) filter: Option<String>,
    /// Column, e.g. place, gene, vaf, frequency; a minus in front turns the order
    #[arg(long, value_name = "COLUMN", default_value = "file_order", allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Rows to skip
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
    /// Rows to print, at most 1,000
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
    /// Print how many rows each choice would show instead of rows
    #[arg(long, conflicts_with = "row")]
    pub(crate) facets: bool,
    /// Print one row in full, with its original line
    #[arg(long, value_name = "ROW")]
    pub(crate) row: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// CHROM:POS:REF:ALT, CHROM:POS, GENE, PROTEIN-CHANGE or GENE CHANGE
    #[arg(required = true, num_args = 1..)]
    pub(crate) question: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CorrectArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Field, e.g. tumor_type, diagnosis, sex, born_on, ecog_ps, treatment_1
    pub(crate) field: String,
    /// New value; an empty one takes the value away. A treatment is `drug + drug; first day; last day; response; reason`
    #[arg(allow_hyphen_values = true)]
    pub(crate) value: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Folder to create; an existing demonstration workspace is used again
    #[arg(long, value_name = "DIR")]
    pub(crate) workspace: PathBuf,
    /// Folder of synthetic cases
    #[arg(long, value_name = "DIR")]
    pub(crate) cases: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Name of the institution
    #[arg(long)]
    pub(crate) institution: String,
    /// Name shown for the first account
    #[arg(long)]
    pub(crate) display_name: String,
    /// Roles of the first account, comma-separated (default: all)
    #[arg(long, value_delimiter = ',')]
    pub(crate) roles: Vec<String>,
    /// Whether everybody needs a second factor: required or optional
    #[arg(long, value_name = "required|optional", default_value = "required")]
    pub(crate) second_factor: String,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Files of one case
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What a file is, when it is recognised wrongly, e.g. `--as regions.txt=callable_regions`
    #[arg(long = "as", value_name = "FILE=KIND")]
    pub(crate) kinds: Vec<String>,
    /// OncoTree code, when no file says it
    #[arg(long)]
    pub(crate) tumor_type: Option<String>,
    /// GRCh37 or GRCh38, when the files do not say it
    #[arg(long)]
    pub(crate) assembly: Option<String>,
    /// Name of the tumour sample
    #[arg(long, value_name = "NAME")]
    pub(crate) tumor_sample: Option<String>,
    /// Name of the normal sample
    #[arg(long, value_name = "NAME")]
    pub(crate) normal_sample: Option<String>,
    /// Identifier of the patient in a table of several patients
    #[arg(long, value_name = "ID")]
    pub(crate) patient: Option<String>,
    /// One more case, although another one holds the same file
    #[arg(long)]
    pub(crate) again: bool,
    /// 氏名, when no file says it
    #[arg(long)]
    pub(crate) patient_name: Option<String>,
    /// 患者ID, when no file says it
    #[arg(long)]
    pub(crate) hospital_id: Option<String>,
    /// FASTA of the reference with its index (.fai), for this import; otherwise that of `shirube reference sequence`
    #[arg(long, value_name = "FASTA")]
    pub(crate) reference_sequence: Option<PathBuf>,
    /// Read every record of a VCF in full: the answer is the same, it takes longer
    #[arg(long)]
    pub(crate) careful: bool,
    /// One of the files that stays where it is instead of being copied into the workspace; may be given several times
    #[arg(long = "link", value_name = "FILE")]
    pub(crate) linked: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Text to search for
    #[arg(default_value = "")]
    pub(crate) text: String,
    /// Sorted by: number, name (フリガナ), received, level or state
    #[arg(long, value_name = "WHAT", value_parser = ["number", "name", "received", "level", "state"], default_value = "number")]
    pub(crate) sort: String,
    /// From the end
    #[arg(long)]
    pub(crate) descending: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Findings by the approvals and trials of this day, by the active release; nothing is kept
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CaseArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
}

#[derive(Debug, Args)]
pub(crate) struct DecideArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// Finding key (at least its first eight digits) or statement id
    pub(crate) finding: String,
    /// Why
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// panel or patient as PDF; fhir: the report without the person, as a FHIR R4 transaction
    #[arg(long)]
    pub(crate) document: String,
    /// With fhir: the consent that lets it leave (submission, secondary_use_academic, secondary_use_industry,
    /// secondary_use_abroad)
    #[arg(long = "for", value_name = "CONSENT")]
    pub(crate) purpose: Option<String>,
    /// File to write; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    #[command(flatten)]
    pub(crate) workspace: WorkspaceArguments,
    /// Case number or id
    pub(crate) case: String,
    /// File to write; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}
