//! Which alleles are kept in full: the one place that decides it.
//!
//! A genome has millions of alleles, and all but some thousands can meet no statement: they are common in the population, or
//! change neither protein nor splicing in a gene that nobody asked for. They keep their row in the variant table and their
//! place in the ledger. Frequencies, genes and ClinVar's word are those of the allele, never of the record.
//!
//! Frequency alone hides nothing that a statement could meet: an allele that is common in Japan may still decide a dose or
//! stand beside another change in one codon.

use std::collections::{BTreeMap, BTreeSet};

use model::assembly::Assembly;
use model::interval::CallableRegions;
use model::ledger::Bin;
use model::record_batch::PartsPerBillion;
use model::small_variant::TranscriptConsequence;
use model::variation::Allele;

/// What to keep. The default keeps everything that names a gene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Alleles at least as frequent are common. Never applied to somatic alleles, to those that ClinVar calls
    /// pathogenic, nor to those that a statement could meet; `None` calls nothing common.
    pub common_from: Option<PartsPerBillion>,
    /// Genes of which everything is kept that is not common, whatever its effect; `None` stands for all genes.
    pub genes: Option<BTreeSet<String>>,
    /// Changes of coding sequence that are never common: gene, and description without accession (`c.340+1G>A`).
    pub coding_changes: BTreeSet<(String, String)>,
    /// Where records that are set aside are noted, by assembly.
    pub watched: BTreeMap<Assembly, CallableRegions>,
    /// Alleles, trimmed, that are kept wherever they lie and however frequent they are.
    pub alleles: BTreeSet<Allele>,
}

/// What is known about one allele that passed the caller's filter and that the sample carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, each asked by one rule")]
pub(crate) struct Judged {
    /// The files say that the allele is somatic.
    pub(crate) somatic: bool,
    /// Of the first population that states one: ToMMo, gnomAD East Asian, gnomAD, highest of all.
    pub(crate) frequency: Option<PartsPerBillion>,
    /// ClinVar calls it pathogenic or likely pathogenic.
    pub(crate) pathogenic: bool,
    /// There is at least one annotation entry.
    pub(crate) annotated: bool,
    /// At least one entry names a gene.
    pub(crate) named: bool,
    /// At least one entry names a gene of which everything is kept.
    pub(crate) of_interest: bool,
    /// Such an entry describes the protein, or a coding change that is asked for.
    pub(crate) described: bool,
    /// The allele itself is asked for.
    pub(crate) asked_for: bool,
    /// Another record says what this one does (bcftools csq), so that nothing can be said here.
    pub(crate) told_elsewhere: bool,
    /// At least one entry speaks of a change of protein or splicing, or of something unknown.
    pub(crate) changes: bool,
}

impl Judged {
    /// Something else than its annotation is a reason to keep it.
    pub(crate) fn is_always_kept(self) -> bool {
        self.pathogenic || self.asked_for || self.told_elsewhere
    }
}

impl Selection {
    /// Whether everything in this gene is kept.
    pub(crate) fn is_of_interest(&self, gene: &str) -> bool {
        self.genes.as_ref().is_none_or(|genes| genes.contains(gene))
    }

    /// Whether an entry of a gene of interest describes the protein, or a coding change that is asked for.
    pub(crate) fn is_described(&self, entry: &TranscriptConsequence) -> bool {
        let Some(gene) = entry.gene.as_deref().filter(|gene| self.is_of_interest(gene)) else { return false };
        let coding = || entry.hgvsc.as_deref().and_then(|text| text.rsplit(':').next());
        let asked = |change: &str| self.coding_changes.contains(&(gene.to_owned(), change.to_owned()));
        entry.hgvsp.is_some() || (!self.coding_changes.is_empty() && coding().is_some_and(asked))
    }

    /// Whether this allele is asked for by its coordinates.
    pub(crate) fn asks_for<S: IntoIterator<Item = Allele>>(&self, spellings: impl FnOnce() -> S) -> bool {
        !self.alleles.is_empty() && spellings().into_iter().any(|allele| self.alleles.contains(&allele.trimmed()))
    }

    /// Where an allele ends.
    pub(crate) fn bin(&self, allele: Judged) -> Bin {
        let frequent = self.common_from.zip(allele.frequency).is_some_and(|(limit, frequency)| frequency >= limit);
        let always = allele.is_always_kept();
        let can_be_met = allele.of_interest && (allele.changes || allele.described);
        if frequent && !allele.somatic && !always && !can_be_met {
            return Bin::Common;
        }
        match (allele.annotated, allele.named) {
            (false, _) => Bin::KeptUnannotated,
            (true, false) if always => Bin::KeptUnannotated,
            (true, false) => Bin::NoGene,
            (true, true) if allele.changes || allele.of_interest || always => Bin::Kept,
            (true, true) => Bin::LowImpact,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SILENT: Judged = Judged {
        somatic: false,
        frequency: Some(20_000_000),
        pathogenic: false,
        annotated: true,
        named: true,
        of_interest: false,
        described: false,
        asked_for: false,
        told_elsewhere: false,
        changes: false,
    };

    fn bin(allele: Judged) -> Bin {
        let genes = Some(BTreeSet::new());
        Selection { common_from: Some(10_000_000), genes, ..Selection::default() }.bin(allele)
    }

    #[test]
    fn each_rule_has_its_bin() {
        let rare = Judged { frequency: Some(9_999_999), ..SILENT };
        for (allele, expected) in [
            (SILENT, Bin::Common),
            (Judged { frequency: Some(10_000_000), ..SILENT }, Bin::Common),
            (Judged { changes: true, ..SILENT }, Bin::Common),
            (Judged { of_interest: true, ..SILENT }, Bin::Common),
            (Judged { of_interest: true, changes: true, ..SILENT }, Bin::Kept),
            (Judged { of_interest: true, described: true, ..SILENT }, Bin::Kept),
            (Judged { asked_for: true, ..SILENT }, Bin::Kept),
            (Judged { asked_for: true, named: false, ..SILENT }, Bin::KeptUnannotated),
            (Judged { asked_for: true, named: false, annotated: false, ..SILENT }, Bin::KeptUnannotated),
            (Judged { told_elsewhere: true, named: false, annotated: false, ..SILENT }, Bin::KeptUnannotated),
            (Judged { told_elsewhere: true, ..SILENT }, Bin::Kept),
            (Judged { somatic: true, ..SILENT }, Bin::LowImpact),
            (Judged { pathogenic: true, ..SILENT }, Bin::Kept),
            (Judged { pathogenic: true, named: false, ..rare }, Bin::KeptUnannotated),
            (rare, Bin::LowImpact),
            (Judged { frequency: None, ..SILENT }, Bin::LowImpact),
            (Judged { of_interest: true, ..rare }, Bin::Kept),
            (Judged { changes: true, ..rare }, Bin::Kept),
            (Judged { named: false, ..rare }, Bin::NoGene),
            (Judged { annotated: false, named: false, ..rare }, Bin::KeptUnannotated),
        ] {
            assert_eq!(bin(allele), expected, "{allele:?}");
        }
    }

    #[test]
    fn without_an_order_everything_with_a_gene_is_kept() {
        let all = Selection::default();
        let of_interest = all.is_of_interest("ANY");
        assert_eq!(all.bin(Judged { of_interest, ..SILENT }), Bin::Kept);
    }
}
