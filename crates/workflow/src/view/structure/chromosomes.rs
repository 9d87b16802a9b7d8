//! The axis: which chromosomes, how long, and how that is known.

use std::collections::BTreeMap;

use model::assembly::Assembly;
use model::profile::MolecularProfile;
use model::reference::ReferencePack;
use model::variation::Contig;

use super::count;
use crate::contract::{ChromosomeView, CytobandView};

/// Chromosomes with a known length, and those that anything of the profile lies on.
pub(super) fn axis(profile: &MolecularProfile, pack: Option<&ReferencePack>) -> Vec<ChromosomeView> {
    let last = last_positions(profile);
    let mut known: BTreeMap<Contig, (u64, &str)> = BTreeMap::new();
    for (contig, length) in &profile.chromosome_lengths {
        known.insert(contig.clone(), (*length, "header"));
    }
    for (contig, length) in reference_lengths(profile.assembly, pack) {
        known.insert(contig, (length, "reference"));
    }
    for (contig, position) in &last {
        let entry = known.entry(contig.clone()).or_insert((*position, "last_position"));
        // What lies behind the stated end is still shown.
        entry.0 = entry.0.max(*position);
    }
    // The mitochondrion is too short to be seen beside chromosomes; it is there when something lies on it.
    known.retain(|contig, _| contig.is_chromosome() && (contig.name() != "MT" || last.contains_key(contig)));
    known
        .into_iter()
        .map(|(contig, (length, known_from))| ChromosomeView {
            name: contig.name().to_owned(),
            length: count(length),
            known_from: known_from.to_owned(),
        })
        .collect()
}

/// Places of the profile that are on no chromosome: decoys, patches, unplaced pieces.
pub(super) fn elsewhere(profile: &MolecularProfile) -> usize {
    let off = |contig: &Contig| !contig.is_chromosome();
    profile.segments.iter().filter(|segment| off(&segment.place.contig)).count()
        + profile
            .structural_variants
            .iter()
            .filter(|variant| {
                off(&variant.first.place.contig)
                    || variant.second.as_ref().is_some_and(|second| off(&second.place.contig))
            })
            .count()
}

/// The bands of the assembly, in order of place.
pub(super) fn bands(assembly: Assembly, pack: Option<&ReferencePack>) -> Vec<CytobandView> {
    let all = pack.into_iter().flat_map(|pack| &pack.facts().cytobands);
    all.filter(|band| band.assembly == assembly && band.contig.is_chromosome())
        .map(|band| CytobandView {
            chromosome: band.contig.name().to_owned(),
            start: count(band.span.start + 1),
            end: count(band.span.end),
            name: band.band.clone(),
            stain: band.stain.clone(),
        })
        .collect()
}

/// Lengths that the pack states, else the end of the last band.
fn reference_lengths(assembly: Assembly, pack: Option<&ReferencePack>) -> BTreeMap<Contig, u64> {
    let mut lengths = BTreeMap::new();
    let Some(facts) = pack.map(ReferencePack::facts) else { return lengths };
    for band in facts.cytobands.iter().filter(|band| band.assembly == assembly) {
        let end = lengths.entry(band.contig.clone()).or_insert(0);
        *end = band.span.end.max(*end);
    }
    let stated = facts.contigs.iter().filter(|contig| contig.assembly == assembly);
    lengths.extend(stated.map(|contig| (contig.contig.clone(), contig.length)));
    lengths
}

fn last_positions(profile: &MolecularProfile) -> BTreeMap<Contig, u64> {
    let segments = profile.segments.iter().map(|segment| (&segment.place.contig, segment.place.end.0));
    let variants = profile
        .structural_variants
        .iter()
        .flat_map(|variant| [Some(&variant.first), variant.second.as_ref()].into_iter().flatten());
    let fusions = profile.rearrangements.iter().filter_map(|event| event.call.as_ref());
    let ends = variants.chain(fusions.flat_map(|call| &call.breakpoints));
    let mut last = BTreeMap::new();
    for (contig, position) in segments.chain(ends.map(|end| (&end.place.contig, end.place.position.0))) {
        let known = last.entry(contig.clone()).or_insert(0);
        *known = position.max(*known);
    }
    last
}
