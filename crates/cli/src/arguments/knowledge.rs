//! Verbs about the knowledge base and reference packs, and matching without a workspace.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WorkspaceArguments;

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
