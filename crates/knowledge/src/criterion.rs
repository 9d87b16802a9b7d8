//! What a statement is about: a boolean expression over molecular criteria (GA4GH Cat-VRS categorical variants).

mod atom;
pub(crate) mod parse;

use model::Decimal;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::hgvs::{ProteinChange, Residue};
use model::structural::CopyNumberChange;
use model::variation::Allele;

/// A boolean expression over criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Every part holds.
    All(Vec<Criterion>),
    /// Every part holds, and on the same molecule.
    InCis(Vec<Criterion>),
    /// Every part holds, each on a molecule of its own.
    InTrans(Vec<Criterion>),
    /// The part holds on both alleles.
    Homozygous(Box<Criterion>),
    /// At least one part holds.
    AnyOf(Vec<Criterion>),
    /// The part was looked for and does not hold.
    Not(Box<Criterion>),
    /// One criterion.
    Is(Atom),
}

/// One criterion about one gene, one pair of genes, or the whole genome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
    /// One genomic allele (imported rows with coordinates).
    Allele(Allele),
    /// One protein change of a gene, e.g. `EGFR p.L858R`.
    Protein {
        /// HGNC symbol.
        gene: String,
        /// The change.
        change: ProteinChange,
    },
    /// One change of the coding sequence of a gene, e.g. `VHL c.340+1G>A`, on a reference transcript.
    Coding {
        /// HGNC symbol.
        gene: String,
        /// The description without accession, `c.` included.
        change: String,
    },
    /// Any missense or in-frame change at one codon, e.g. `IDH1 p.R132`, `EGFR p.G719X`. A stop, a frameshift or a
    /// synonymous change there does not count.
    Codon {
        /// HGNC symbol.
        gene: String,
        /// The residue; its amino acid as the row writes it, [`AminoAcid::Xaa`](model::hgvs::AminoAcid::Xaa) if not.
        residue: Residue,
    },
    /// A change of some kind inside exons, e.g. `EGFR exon19 deletion`, `MET exon14 skipping`.
    Exon {
        /// HGNC symbol.
        gene: String,
        /// Exon numbers.
        exons: Vec<u16>,
        /// Which changes count.
        class: ExonClass,
        /// Changes that do not count although they lie there.
        except: Vec<ProteinChange>,
    },
    /// A change of some kind inside a stretch of residues, e.g. `ERBB2 residues 755-780 in-frame change`.
    Residues {
        /// HGNC symbol.
        gene: String,
        /// First residue, in the numbers of the rows.
        first: u32,
        /// Last residue.
        last: u32,
        /// Which changes count.
        class: ExonClass,
    },
    /// Both alleles of a gene lost their function, by whatever two hits.
    Biallelic {
        /// HGNC symbol.
        gene: String,
    },
    /// Any change of a functional class, e.g. `TP53 loss-of-function`.
    Class {
        /// HGNC symbol.
        gene: String,
        /// The class.
        class: FunctionalClass,
    },
    /// The gene was looked at and carries no qualifying change.
    WildType {
        /// HGNC symbol.
        gene: String,
        /// Only this codon.
        residue: Option<Residue>,
    },
    /// A fusion, by both partners in order or by one on either side.
    Fusion(FusionPartners),
    /// A fusion with the exons at the join, e.g. `EML4::ALK fusion e6::e20`; order counts.
    FusionExons {
        /// 5′ partner.
        five_prime: String,
        /// 3′ partner.
        three_prime: String,
        /// Its last exon before the join, and the first exon of the other behind it.
        exons: (u16, u16),
    },
    /// The share of the mutations that a mutational signature explains, e.g. `signature SBS3>=0.2`.
    Signature {
        /// Its name.
        name: String,
        /// From which share on.
        at_least: Decimal,
    },
    /// Expression of a gene as measured, e.g. `ERBB2 expression>=100 TPM`; a value in another unit is not compared.
    Expression {
        /// HGNC symbol.
        gene: String,
        /// From which value on.
        at_least: Decimal,
        /// The unit.
        unit: String,
    },
    /// A copy-number change of a gene.
    CopyNumber {
        /// HGNC symbol.
        gene: String,
        /// Direction and size class.
        change: CopyNumberChange,
    },
    /// A chromosome-arm event such as `del(17p)`.
    Cytogenetic {
        /// ISCN text.
        text: String,
    },
    /// A genome-wide marker in some state, or at or above a cut-off.
    Biomarker {
        /// Which marker.
        kind: BiomarkerKind,
        /// Required call.
        state: BiomarkerState,
        /// Cut-off in the marker's unit; when given, a value decides and the call is only used without a value.
        at_least: Option<Decimal>,
    },
    /// Something a genome cannot show (immunohistochemistry, expression on cells): always not assessed.
    Unreadable {
        /// The criterion as written.
        text: String,
    },
}

/// Which changes inside an exon count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExonClass {
    /// In-frame deletion or deletion-insertion that shortens.
    Deletion,
    /// In-frame insertion or duplication.
    Insertion,
    /// Loss of the exon from the transcript.
    Skipping,
    /// Any protein-altering change.
    Mutation,
    /// A change known to activate.
    Activating,
    /// A shift of the reading frame.
    Frameshift,
    /// Any in-frame deletion or insertion.
    InFrame,
}

/// Functional class of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionalClass {
    /// Gain of function.
    Activating,
    /// Loss of function, truncation included.
    LossOfFunction,
    /// Pathogenic or likely pathogenic.
    Pathogenic,
    /// Restores the reading frame of a germline truncation.
    Reversion,
    /// Internal tandem duplication.
    InternalTandemDuplication,
    /// Mutation in the tyrosine-kinase domain.
    KinaseDomain,
    /// A stop, a frameshift or a lost splice site.
    Truncating,
    /// A shift of the reading frame.
    Frameshift,
    /// Any protein-altering change.
    AnyMutation,
}

/// Partners of a fusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FusionPartners {
    /// Both partners, 5′ first; matches both orders because callers disagree about order.
    Pair(String, String),
    /// One partner on either side.
    One(String),
}
