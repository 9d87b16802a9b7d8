//! Two breakend records that describe one join become one variant.

use std::collections::BTreeMap;

use model::breakend::BreakendPlace;
use model::structural_variant::{AffectedGene, BreakendPairing, GeneRelation, StructuralVariant};

use super::StructuralCall;

/// Genes that lie farther apart than any two overlapping genes.
const APART_BASES: u64 = 5_000_000;

/// Joins mates by `MATEID`, else by mirrored breakend text, else by an `EVENT` of exactly two.
pub(super) fn join(calls: Vec<StructuralCall>) -> Vec<StructuralCall> {
    let partners = partners(&calls);
    let mut waiting: BTreeMap<usize, StructuralCall> = BTreeMap::new();
    let mut joined = Vec::new();
    for (index, call) in calls.into_iter().enumerate() {
        match partners.get(&index) {
            Some(other) if *other < index => {
                if let Some(first) = waiting.remove(other) {
                    joined.push((*other, merged(first, call)));
                }
            }
            Some(_) => {
                waiting.insert(index, call);
            }
            None => joined.push((index, call)),
        }
    }
    joined.sort_by_key(|(index, _)| *index);
    joined.into_iter().map(|(_, call)| call).collect()
}

/// Index of the mate by index, both ways.
fn partners(calls: &[StructuralCall]) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let pair = |found: &mut BTreeMap<usize, usize>, one: usize, other: usize| {
        if one != other && !found.contains_key(&one) && !found.contains_key(&other) {
            found.insert(one, other);
            found.insert(other, one);
        }
    };
    let joins = || calls.iter().enumerate().filter(|(_, call)| call.mate.is_some());
    let by_identifier: BTreeMap<&str, usize> =
        joins().filter_map(|(index, call)| Some((call.variant.identifier.as_deref()?, index))).collect();
    for (index, call) in joins() {
        let other = call.mate_identifier.as_deref().and_then(|mate| by_identifier.get(mate).copied());
        let agree = |other: &usize| calls.get(*other).is_some_and(|other| names(other, call) || mirrors(other, call));
        if let Some(other) = other.filter(agree) {
            pair(&mut found, index, other);
        }
    }
    let mut by_places: BTreeMap<(&BreakendPlace, &BreakendPlace), usize> = BTreeMap::new();
    for (index, call) in joins() {
        let Some(mate) = &call.mate else { continue };
        match by_places.get(&(mate, &call.own)) {
            Some(other) if call.own != *mate => pair(&mut found, index, *other),
            _ => {
                by_places.insert((&call.own, mate), index);
            }
        }
    }
    let mut by_event: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, call) in joins().filter(|(_, call)| call.mate_identifier.is_none()) {
        if let Some(event) = call.variant.event.as_deref() {
            by_event.entry(event).or_default().push(index);
        }
    }
    for members in by_event.values() {
        if let [one, other] = members.as_slice() {
            let cross = |a: usize, b: usize| {
                let (a, b) = (calls.get(a)?, calls.get(b)?);
                Some(a.mate.as_ref()?.contig == b.own.contig)
            };
            if cross(*one, *other) == Some(true) && cross(*other, *one) == Some(true) {
                pair(&mut found, *one, *other);
            }
        }
    }
    found
}

fn names(one: &StructuralCall, other: &StructuralCall) -> bool {
    one.mate_identifier.is_some() && one.mate_identifier == other.variant.identifier
}

fn mirrors(one: &StructuralCall, other: &StructuralCall) -> bool {
    one.mate.as_ref() == Some(&other.own) && other.mate.as_ref() == Some(&one.own)
}

fn merged(mut first: StructuralCall, second: StructuralCall) -> StructuralCall {
    let other = second.variant;
    let variant = &mut first.variant;
    variant.pairing = BreakendPairing::MatesJoined;
    variant.mate_source = Some(other.source);
    let far = variant.second.as_ref().is_none_or(|end| {
        end.place.contig != variant.first.place.contig
            || end.place.position.0.abs_diff(variant.first.place.position.0) > APART_BASES
    });
    variant.genes = merged_genes(std::mem::take(&mut variant.genes), other.genes, far);
    variant.tumor = variant.tumor.take().or(other.tumor);
    variant.normal = variant.normal.take().or(other.normal);
    variant.linker = variant.linker.take().or(other.linker);
    variant.first.interval = variant.first.interval.or(other.first.interval);
    if let (Some(own), Some(mate)) = (&mut variant.second, other.second) {
        own.interval = own.interval.or(mate.interval);
    }
    first.annotated |= second.annotated;
    first
}

/// A gene that both records name is hit by both ends, unless every record of the file names the genes of both ends: then
/// two genes far apart are told, and which end hits which is not.
fn merged_genes(one: Vec<AffectedGene>, other: Vec<AffectedGene>, far: bool) -> Vec<AffectedGene> {
    let hit = |genes: &[AffectedGene]| -> Vec<String> {
        let hit = genes.iter().filter(|gene| gene.relation != GeneRelation::Near);
        hit.map(|gene| gene.gene.clone()).collect()
    };
    let (named, named_by_other) = (hit(&one), hit(&other));
    let untold = far && named.len() > 1 && named == named_by_other;
    let mut genes = one;
    for gene in other {
        match genes.iter_mut().find(|known| known.gene == gene.gene) {
            None => genes.push(gene),
            Some(known) if known.relation == GeneRelation::Near => *known = gene,
            Some(_) if gene.relation == GeneRelation::Near => {}
            Some(known) if untold => known.relation = GeneRelation::AtOneEnd,
            Some(known) if known.relation != gene.relation => known.relation = GeneRelation::AtBoth,
            Some(_) => {}
        }
    }
    genes.sort_by(|a, b| a.gene.cmp(&b.gene));
    genes
}

/// How many variants name a mate that is not there, and how many have one end only.
pub(super) fn unjoined<'v>(variants: impl Iterator<Item = &'v StructuralVariant>) -> (u64, u64) {
    variants.fold((0, 0), |(missing, single), variant| match variant.pairing {
        BreakendPairing::MateMissing => (missing + 1, single),
        BreakendPairing::Single => (missing, single + 1),
        BreakendPairing::OneRecord | BreakendPairing::MatesJoined => (missing, single),
    })
}
