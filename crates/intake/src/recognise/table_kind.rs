//! Tables by their header line.

use crate::table::{Separation, column_key};

/// Tables about copy number, what the sample is made of, and what holds for the whole genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// PURPLE `*.purple.cnv.somatic.tsv`.
    PurpleSegments,
    /// CNVkit `*.cns`, called or not.
    CnvkitSegments,
    /// SEG as DNAcopy, CNVkit and cBioPortal write it.
    Seg,
    /// Segments with copies per allele: ASCAT, FACETS, PCGR's input.
    AlleleSegments,
    /// PURPLE `*.purple.cnv.gene.tsv`.
    PurpleGenes,
    /// A gene with a copy number or the word for its change.
    GeneCopyNumbers,
    /// PURPLE `*.purple.purity.tsv`.
    PurplePurity,
    /// PURPLE `*.purple.qc`.
    PurpleQc,
    /// Summary of MSIsensor, MSIsensor2 or MSIsensor-pro.
    Msisensor,
    /// CHORD's prediction of homologous recombination deficiency.
    ChordPredictions,
    /// Activities of mutational signatures per sample, as SigProfiler writes them.
    SignatureActivities,
    /// Salmon `quant.sf` and `quant.genes.sf`.
    SalmonQuant,
    /// RSEM `*.genes.results`.
    RsemGenes,
    /// kallisto `abundance.tsv`.
    KallistoAbundance,
    /// A gene with its expression in TPM.
    GeneExpression,
}

impl TableKind {
    /// The code used in ledgers and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::PurpleSegments => "purple_segments",
            Self::CnvkitSegments => "cnvkit_segments",
            Self::Seg => "seg",
            Self::AlleleSegments => "allele_segments",
            Self::PurpleGenes => "purple_genes",
            Self::GeneCopyNumbers => "gene_copy_numbers",
            Self::PurplePurity => "purple_purity",
            Self::PurpleQc => "purple_qc",
            Self::Msisensor => "msisensor",
            Self::ChordPredictions => "chord_predictions",
            Self::SignatureActivities => "signature_activities",
            Self::SalmonQuant => "salmon_quant",
            Self::RsemGenes => "rsem_genes",
            Self::KallistoAbundance => "kallisto_abundance",
            Self::GeneExpression => "gene_expression",
        }
    }

    /// Whether a real file of this kind has been read in the tests.
    pub(crate) fn is_verified(self) -> bool {
        matches!(self, Self::CnvkitSegments | Self::Seg | Self::AlleleSegments)
    }
}

/// What a look at the beginning of a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A table that is read.
    Table(TableKind),
    /// Counts of mutation types: what signatures are computed from, not what they explain.
    MutationCounts,
}

/// Looks at the first lines of a text.
pub(super) fn look(text: &str) -> Option<Look> {
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty() && !line.starts_with("##"));
    let first = lines.next()?;
    let header = Header::of(first);
    if header.keys.first().is_some_and(|key| matches!(key.as_str(), "mutationtypes" | "mutationtype")) {
        return Some(Look::MutationCounts);
    }
    if text.starts_with("QCStatus	") {
        return Some(Look::Table(TableKind::PurpleQc));
    }
    markers(&header).or_else(|| measured(&header)).map(Look::Table)
}

/// A plain table of genes may hold copy numbers beside TPM: these decide about treatments, so they are what is read.
fn measured(header: &Header) -> Option<TableKind> {
    let (expressed, copies) = (crate::expression::kind_of(&header.keys), copy_number(header));
    match (expressed, copies) {
        (Some(TableKind::GeneExpression), Some(copies)) => Some(copies),
        (expressed, copies) => expressed.or(copies),
    }
}

/// How the columns of a table are separated: by tabs if there is one, else by commas.
pub(crate) fn separation(header: &str) -> Separation {
    if header.contains('\t') || !header.contains(',') { Separation::Tabs } else { Separation::Commas }
}

/// The column names of a header line, without case and punctuation.
struct Header {
    keys: Vec<String>,
}

impl Header {
    fn of(line: &str) -> Self {
        let by = match separation(line) {
            Separation::Tabs => '\t',
            Separation::Commas => ',',
        };
        Self { keys: line.split(by).map(column_key).collect() }
    }

    fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key == name)
    }

    fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    fn all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }
}

fn markers(header: &Header) -> Option<TableKind> {
    if header.has("totalnumberofsites") && header.any(&["numberofsomaticsites", "numberofunstablesites"]) {
        return Some(TableKind::Msisensor);
    }
    if header.all(&["phrd", "hrstatus"]) {
        return Some(TableKind::ChordPredictions);
    }
    let (first, others) = header.keys.split_first()?;
    let signatures = others.iter().any(|name| crate::signature_activities::is_signature(name));
    (matches!(first.as_str(), "samples" | "sample") && signatures).then_some(TableKind::SignatureActivities)
}

fn copy_number(header: &Header) -> Option<TableKind> {
    let place = header.any(&["chromosome", "chrom", "chr"])
        && header.any(&["start", "locstart", "startbp", "startpos", "startposition"])
        && header.any(&["end", "locend", "endbp", "endpos", "endposition", "stop"]);
    if header.all(&["purity", "ploidy"]) && header.any(&["msstatus", "diploidproportion", "wholegenomeduplication"]) {
        return Some(TableKind::PurplePurity);
    }
    if header.all(&["gene", "mincopynumber", "maxcopynumber"]) {
        return Some(TableKind::PurpleGenes);
    }
    if place && header.has("copynumber") && header.any(&["segmentstartsupport", "minorallelecopynumber"]) {
        return Some(TableKind::PurpleSegments);
    }
    if place && header.all(&["gene", "log2", "probes"]) {
        return Some(TableKind::CnvkitSegments);
    }
    if place && (header.all(&["nmajor", "nminor"]) || header.all(&["tcnem", "lcnem"])) {
        return Some(TableKind::AlleleSegments);
    }
    if place && header.any(&["segmean", "segcn", "segmentmean"]) {
        return Some(TableKind::Seg);
    }
    let gene = header.any(&["gene", "genesymbol", "hugosymbol", "genename"]);
    let said = header.any(&crate::gene_copy_numbers::CALL_KEYS) || header.any(&crate::gene_copy_numbers::NUMBER_KEYS);
    (gene && said && !place).then_some(TableKind::GeneCopyNumbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<TableKind> {
        match look(text)? {
            Look::Table(kind) => Some(kind),
            Look::MutationCounts => None,
        }
    }

    #[test]
    fn tables_are_told_by_their_columns() {
        for (text, expected) in [
            ("chromosome\tstart\tend\tcopyNumber\tbafCount\tminorAlleleCopyNumber\n", TableKind::PurpleSegments),
            ("chromosome\tstart\tend\tgene\tlog2\tprobes\n", TableKind::CnvkitSegments),
            ("ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n", TableKind::Seg),
            ("'ID'\t'chrom'\t'loc.start'\t'loc.end'\t'num.mark'\t'seg.mean'\n", TableKind::Seg),
            ("Chromosome\tStart\tEnd\tnMajor\tnMinor\n", TableKind::AlleleSegments),
            ("chromosome\tstart\tend\tgene\tminCopyNumber\tmaxCopyNumber\n", TableKind::PurpleGenes),
            ("gene,copy number\nERBB2,12\n", TableKind::GeneCopyNumbers),
            ("gene\tcopy_number\ttpm\n", TableKind::GeneCopyNumbers),
            ("tpm\tcopy_number\tgene\n", TableKind::GeneCopyNumbers),
            ("gene\ttpm\n", TableKind::GeneExpression),
            ("purity\tnormFactor\tploidy\tmsStatus\n", TableKind::PurplePurity),
            ("Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n", TableKind::Msisensor),
            ("sample\tp_BRCA1\tp_BRCA2\tp_hrd\thr_status\n", TableKind::ChordPredictions),
            ("Samples\tSBS1\tSBS5\n", TableKind::SignatureActivities),
            ("QCStatus\tPASS\nMethod\tNORMAL\n", TableKind::PurpleQc),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_none_of_them() {
        for text in [
            "",
            "a poem",
            "chrom,pos,sample,ref,alt\n",
            "1\t100\tPD1\tA\tC\n",
            "gene\tS1\nTP53\t-1\n",
            "chromosome\tstart\tend\tgene\tdepth\tlog2\tweight\n",
            "FusionName\tJunctionReadCount\tLeftGene\n",
        ] {
            assert_eq!(look(text), None, "{text}");
        }
        assert_eq!(look("Mutation Types\tPD1\nA[C>A]A\t5\n"), Some(Look::MutationCounts));
    }
}
