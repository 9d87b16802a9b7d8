//! Where a fusion table keeps what.

use model::breakend::Breakend;

use super::names::gene;
use crate::error::IntakeError;
use crate::table::Table;

const NAME: [&str; 6] = ["FusionName", "FusionGene", "GeneFusion", "Fusion", "融合遺伝子", "融合遺伝子名"];
const FIVE_PRIME: [&str; 8] =
    ["gene1", "LeftGene", "five_prime_gene", "5_prime_gene", "5'gene", "gene5", "UpstreamGene", "HeadGene"];
const THREE_PRIME: [&str; 8] =
    ["gene2", "RightGene", "three_prime_gene", "3_prime_gene", "3'gene", "gene3", "DownstreamGene", "TailGene"];

/// Who writes such tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Arriba,
    StarFusion,
    Pcgr,
    Other,
}

impl Dialect {
    pub(super) const ALL: [Self; 4] = [Self::Arriba, Self::StarFusion, Self::Pcgr, Self::Other];

    /// The code used in ledgers.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Arriba => "arriba",
            Self::StarFusion => "star_fusion",
            Self::Pcgr => "pcgr_fusions",
            Self::Other => "fusion_table",
        }
    }

    /// Its caller reads RNA.
    pub(super) fn is_rna(self) -> bool {
        matches!(self, Self::Arriba | Self::StarFusion)
    }
}

/// The columns of one table.
#[derive(Clone, Debug)]
pub(super) struct FusionColumns {
    pub(super) dialect: Dialect,
    pub(super) name: Option<usize>,
    pub(super) five_prime: Option<usize>,
    pub(super) three_prime: Option<usize>,
    pub(super) five_prime_breakpoint: Option<usize>,
    pub(super) three_prime_breakpoint: Option<usize>,
    pub(super) five_prime_exon: Option<usize>,
    pub(super) three_prime_exon: Option<usize>,
    pub(super) junction_reads: Vec<usize>,
    pub(super) spanning_reads: Vec<usize>,
    pub(super) reads_formula: Option<String>,
    pub(super) coverage: Vec<usize>,
    pub(super) frame: Option<usize>,
    pub(super) domains: Option<usize>,
    pub(super) confidence: Option<usize>,
    pub(super) filters: Option<usize>,
    pub(super) kind: Option<usize>,
}

/// Whether column keys are those of a fusion table: a fusion's name, or two gene columns with a breakpoint or reads.
pub(super) fn is_fusion_header(keys: &[String]) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| keys.contains(&crate::table::column_key(name)));
    let told = ["breakpoint", "junction", "spanning", "splitreads", "reads"];
    let supported = keys.iter().any(|key| told.iter().any(|word| key.contains(word)));
    has(&NAME) || (has(&FIVE_PRIME) && has(&THREE_PRIME) && supported)
}

impl FusionColumns {
    /// Finds the columns by name.
    ///
    /// # Errors
    /// Refused when neither a fusion's name nor two gene columns are there.
    pub(super) fn find(table: &Table) -> Result<Self, IntakeError> {
        let at = |names: &[&str]| table.column(names);
        let junction = ["split_reads1", "split_reads2", "JunctionReadCount", "SplitReads", "junction_reads"];
        let spanning = ["discordant_mates", "SpanningFragCount", "spanning_reads", "SpanningPairs"];
        let general = ["supporting_reads", "reads", "ReadCount", "支持リード数"];
        let mut used = Vec::new();
        let mut several = |names: &[&str]| -> Vec<usize> {
            let found = names.iter().filter_map(|name| Some((*name, table.column(&[name])?)));
            let found: Vec<(&str, usize)> = found.collect();
            used.extend(found.iter().map(|(name, _)| (*name).to_owned()));
            found.into_iter().map(|(_, column)| column).collect()
        };
        let mut junction_reads = several(&junction);
        let spanning_reads = several(&spanning);
        if junction_reads.is_empty() && spanning_reads.is_empty() {
            junction_reads = several(&general).into_iter().take(1).collect();
        }
        let dialect = match () {
            () if at(&["closest_genomic_breakpoint1"]).is_some() || at(&["discordant_mates"]).is_some() => {
                Dialect::Arriba
            }
            () if at(&["JunctionReadCount"]).is_some() && at(&["FusionName"]).is_some() => Dialect::StarFusion,
            () if at(&["FusionGene"]).is_some() && at(&["LeftBreakpoint"]).is_some() => Dialect::Pcgr,
            () => Dialect::Other,
        };
        let (five_prime, three_prime) = (at(&FIVE_PRIME), at(&THREE_PRIME));
        let name = match (five_prime, three_prime) {
            (Some(_), Some(_)) => at(&NAME),
            _ => Some(table.needed(&NAME)?),
        };
        Ok(Self {
            dialect,
            name,
            five_prime,
            three_prime,
            five_prime_breakpoint: at(&["breakpoint1", "LeftBreakpoint", "five_prime_breakpoint", "5'breakpoint"]),
            three_prime_breakpoint: at(&["breakpoint2", "RightBreakpoint", "three_prime_breakpoint", "3'breakpoint"]),
            five_prime_exon: at(&["exon1", "LeftExon", "five_prime_exon", "5'exon"]),
            three_prime_exon: at(&["exon2", "RightExon", "three_prime_exon", "3'exon"]),
            reads_formula: Some(used.join("+")).filter(|formula| !formula.is_empty()),
            junction_reads,
            spanning_reads,
            coverage: ["coverage1", "coverage2"].iter().filter_map(|name| at(&[name])).collect(),
            frame: at(&["reading_frame", "PROT_FUSION_TYPE", "frame", "リーディングフレーム"]),
            domains: at(&["retained_protein_domains", "domains"]),
            confidence: at(&["confidence", "信頼度"]),
            filters: at(&["filters", "filter"]),
            kind: at(&["type", "SpliceType"]),
        })
    }
}

/// Arriba names neighbours of an intergenic breakpoint as `A(1234),B(567)`: none of them is hit.
pub(super) fn hit_gene(text: &str) -> Option<String> {
    let neighbours = text.contains(',')
        || text
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .is_some_and(|(_, distance)| !distance.is_empty() && distance.bytes().all(|byte| byte.is_ascii_digit()));
    if neighbours { None } else { gene(text) }
}

/// `2:42522694`, `chr17:38243106:+`. Which side stays is not said by a strand alone.
pub(super) fn breakpoint(text: &str) -> Option<Breakend> {
    let mut parts = text.split(':');
    let (contig, position) = (parts.next()?.trim(), parts.next()?.trim().parse::<u32>().ok()?);
    (!contig.is_empty()).then(|| Breakend::at(contig, position.into(), None))
}

/// `14`, `exon 14`, `E14`.
pub(super) fn exon(text: &str) -> Option<u16> {
    text.trim_start_matches(|c: char| c.is_alphabetic() || c.is_whitespace()).trim().parse().ok()
}
