//! Structural variants as arcs and rows.

use casefile::event::StoredFile;
use model::small_variant::Rank;
use model::structural_variant::{AffectedGene, BreakendPairing, GeneRelation, StructuralVariant};

use super::{count, end_view, file_name, percent};
use crate::contract::JoinView;

pub(super) fn joins(variants: &[StructuralVariant], files: &[StoredFile]) -> Vec<JoinView> {
    let mut rows: Vec<JoinView> = variants.iter().map(|variant| join(variant, files)).collect();
    rows.sort_by_key(|row| (row.filtered, row.symbols.is_empty()));
    rows
}

fn join(variant: &StructuralVariant, files: &[StoredFile]) -> JoinView {
    let hit =
        || variant.genes.iter().filter(|gene| !matches!(gene.relation, GeneRelation::Inside | GeneRelation::Near));
    let mut symbols: Vec<String> = hit().map(|gene| gene.gene.clone()).collect();
    symbols.dedup();
    let support = variant.tumor.as_ref();
    JoinView {
        kind: variant.kind.code().to_owned(),
        first: end_view(&variant.first),
        second: variant.second.as_ref().map(end_view),
        pairing: pairing(variant.pairing).to_owned(),
        length_bases: variant.length_bases.map(count),
        imprecise: variant.imprecise,
        genes: hit().map(gene_words).collect(),
        symbols,
        genes_inside: variant.genes_inside,
        filtered: variant.filter.as_deref().is_some_and(|filter| filter != "PASS" && filter != "."),
        filter: variant.filter.clone(),
        origin: variant.origin.code().to_owned(),
        alternate_reads: support.and_then(|support| support.alternate_reads),
        depth_reads: support.and_then(|support| support.depth_reads),
        vaf_percent: support.and_then(|support| support.vaf_fraction).map(percent),
        formula: support.map(|support| support.formula.clone()),
        identifier: variant.identifier.clone(),
        file: file_name(&variant.source, files),
        line: count(variant.source.line),
    }
}

/// `ALK intron 19/28`, in the words of the annotation.
fn gene_words(gene: &AffectedGene) -> String {
    let exon = gene.exon.map(|rank| rank_words("exon", rank));
    let intron = gene.intron.map(|rank| rank_words("intron", rank));
    [Some(gene.gene.clone()), exon, intron].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn rank_words(what: &str, rank: Rank) -> String {
    if rank.first == rank.last {
        format!("{what} {}/{}", rank.first, rank.total)
    } else {
        format!("{what} {}–{}/{}", rank.first, rank.last, rank.total)
    }
}

fn pairing(pairing: BreakendPairing) -> &'static str {
    match pairing {
        BreakendPairing::OneRecord => "one_record",
        BreakendPairing::MatesJoined => "mates_joined",
        BreakendPairing::MateMissing => "mate_missing",
        BreakendPairing::Single => "single",
    }
}
