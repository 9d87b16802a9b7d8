//! What a structural variant means for the genes at its ends: joined, cut, or changed inside.

use model::breakend::{Breakend, RetainedSide, Strand};
use model::rearrangement_call::{RearrangementBasis, RearrangementCall};
use model::structural::{Rearrangement, RearrangementKind};
use model::structural_variant::{AffectedGene, BreakendPairing, GeneRelation, StructuralKind, StructuralVariant};

/// How many overlapping genes at one end are paired with those at the other.
const GENES_PAIRED: usize = 4;

/// Rearrangements of one variant, in order of gene names. Genes inside or beside it are not rearranged.
pub(super) fn rearrangements(variant: &StructuralVariant) -> Vec<Rearrangement> {
    if matches!(variant.kind, StructuralKind::CopyNumber | StructuralKind::Insertion) {
        return Vec::new();
    }
    let of = |wanted: GeneRelation| variant.genes.iter().filter(move |gene| gene.relation == wanted);
    let (first, second): (Vec<_>, Vec<_>) = (of(GeneRelation::AtFirst).collect(), of(GeneRelation::AtSecond).collect());
    let mut told = Vec::new();
    for one in first.iter().take(GENES_PAIRED) {
        told.extend(second.iter().take(GENES_PAIRED).map(|other| joined(variant, one, other)));
    }
    if told.is_empty() {
        told.extend(first.iter().chain(&second).filter_map(|gene| cut(variant, gene)));
    }
    told.extend(of(GeneRelation::AtBoth).filter_map(|gene| within(variant, gene)));
    let untold: Vec<_> = of(GeneRelation::AtOneEnd).collect();
    match untold.as_slice() {
        [one, other] => told.push(fusion(variant, (one, other), None)),
        untold => told.extend(untold.iter().filter_map(|gene| cut(variant, gene))),
    }
    told
}

/// Two genes joined. Which comes first follows from strands and sides; unknown sides leave the order open.
fn joined(variant: &StructuralVariant, first: &AffectedGene, second: &AffectedGene) -> Rearrangement {
    let first_side = variant.first.place.retained;
    let second_side = variant.second.as_ref().and_then(|end| end.place.retained);
    let begins = keeps_beginning(first, first_side).zip(keeps_beginning(second, second_side));
    match begins {
        Some((true, false)) => fusion(variant, (first, second), Some(false)),
        Some((false, true)) => fusion(variant, (second, first), Some(true)),
        // Two beginnings or two ends: no transcript runs through the join.
        Some(_) => of_genes(variant, RearrangementKind::Other, (first, Some(second))),
        None => fusion(variant, (first, second), None),
    }
}

/// Whether the retained part holds the gene's beginning; `None` where strand or side is not told.
fn keeps_beginning(gene: &AffectedGene, side: Option<RetainedSide>) -> Option<bool> {
    Some(matches!(
        (gene.strand?, side?),
        (Strand::Forward, RetainedSide::Left) | (Strand::Reverse, RetainedSide::Right)
    ))
}

/// `turned`: whether the 5′ partner lies at the second end; `None` where the order is not told.
fn fusion(
    variant: &StructuralVariant,
    (five_prime, three_prime): (&AffectedGene, &AffectedGene),
    turned: Option<bool>,
) -> Rearrangement {
    let mut event = of_genes(variant, RearrangementKind::Fusion, (five_prime, Some(three_prime)));
    event.order_stated = turned.is_some();
    if let Some(call) = &mut event.call
        && turned == Some(true)
    {
        call.breakpoints.reverse();
    }
    event
}

/// A gene at one end only. A tandem duplication leaves the first copy of the gene whole.
fn cut(variant: &StructuralVariant, gene: &AffectedGene) -> Option<Rearrangement> {
    let other_end_read = match variant.pairing {
        BreakendPairing::MatesJoined => true,
        BreakendPairing::OneRecord => !is_join(variant),
        BreakendPairing::MateMissing | BreakendPairing::Single => false,
    };
    let kind = match variant.kind {
        _ if !other_end_read => RearrangementKind::Other,
        StructuralKind::Duplication => RearrangementKind::Duplication,
        StructuralKind::Deletion
        | StructuralKind::Inversion
        | StructuralKind::Translocation
        | StructuralKind::Breakend => RearrangementKind::Truncation,
        StructuralKind::Insertion | StructuralKind::CopyNumber => return None,
    };
    let mut event = of_genes(variant, kind, (gene, None));
    if let Some(call) = &mut event.call {
        call.partner_unknown = !other_end_read;
    }
    Some(event)
}

/// An event with both ends in one gene changes the transcript only where it touches an exon.
fn within(variant: &StructuralVariant, gene: &AffectedGene) -> Option<Rearrangement> {
    let kind = match variant.kind {
        StructuralKind::Deletion => RearrangementKind::Deletion,
        StructuralKind::Duplication => RearrangementKind::Duplication,
        StructuralKind::Inversion => RearrangementKind::Inversion,
        StructuralKind::Translocation | StructuralKind::Breakend => RearrangementKind::Other,
        StructuralKind::Insertion | StructuralKind::CopyNumber => return None,
    };
    // Breakend records tell the intron of each end, not the exons between them.
    (gene.exon.is_some() || is_join(variant)).then(|| of_genes(variant, kind, (gene, None)))
}

/// The variant is written as breakends; a symbolic allele is annotated over its whole length.
fn is_join(variant: &StructuralVariant) -> bool {
    !variant.alternate.starts_with('<')
        || matches!(variant.kind, StructuralKind::Breakend | StructuralKind::Translocation)
}

fn of_genes(
    variant: &StructuralVariant,
    kind: RearrangementKind,
    (one, other): (&AffectedGene, Option<&AffectedGene>),
) -> Rearrangement {
    let breakpoints: Vec<Breakend> =
        [Some(&variant.first), variant.second.as_ref()].into_iter().flatten().cloned().collect();
    let support = variant.tumor.as_ref();
    let affected_exons = one.exon.filter(|_| other.is_none() && !is_join(variant));
    let detail = affected_exons.map(|exons| match (exons.first, exons.last) {
        (first, last) if first == last => format!("exon {first}"),
        (first, last) => format!("exons {first}-{last}"),
    });
    Rearrangement {
        five_prime: Some(one.gene.clone()),
        three_prime: other.map(|gene| gene.gene.clone()),
        kind,
        order_stated: false,
        detail,
        supporting_reads: support.and_then(|support| support.alternate_reads),
        call: Some(RearrangementCall {
            basis: RearrangementBasis::Breakends,
            breakpoints,
            affected_exons,
            junction_reads: support.and_then(|support| support.junction_reads),
            spanning_reads: support.and_then(|support| support.spanning_pairs),
            reads_formula: support.map(|support| support.formula.clone()),
            vaf_fraction: support.and_then(|support| support.vaf_fraction),
            type_as_written: Some(variant.alternate.clone()),
            ..RearrangementCall::default()
        }),
        origin: variant.origin,
        reported: None,
        source: variant.source.clone(),
    }
}
