//! 構造/コピー数: the profile laid along the genome.

mod chromosomes;
mod fusions;
mod gene_places;
mod joins;
mod notes;
mod tracks;

use casefile::event::StoredFile;
use model::Decimal;
use model::breakend::{Breakend, BreakendPlace, RetainedSide};
use model::copy_number::TumorComposition;
use model::profile::MolecularProfile;
use model::reference::ReferencePack;
use model::small_variant::RecordSource;

pub(crate) use gene_places::GenePlaces;

use super::{count, percent};
use crate::contract::{CompositionView, JoinEnd, StructureView};

/// Everything about copy number and structure in one profile.
pub(crate) fn structure_view(
    profile: &MolecularProfile,
    files: &[StoredFile],
    pack: Option<&ReferencePack>,
) -> StructureView {
    let places = GenePlaces::of(profile, pack);
    let chromosomes = chromosomes::axis(profile, pack);
    let cytobands = chromosomes::bands(profile.assembly, pack);
    let tracks = tracks::tracks(&profile.segments, files);
    let fusions = fusions::fusions(profile, files, pack);
    StructureView {
        sample: profile.tumor_sample.clone(),
        assembly: profile.assembly.name().to_owned(),
        composition: profile.composition.as_ref().map(composition),
        genes: tracks::genes(profile, files, &places),
        joins: joins::joins(&profile.structural_variants, files),
        notes: notes::notes(profile, &tracks, &chromosomes, (&cytobands, &fusions)),
        chromosomes,
        cytobands,
        tracks,
        fusions,
    }
}

fn composition(stated: &TumorComposition) -> CompositionView {
    CompositionView {
        caller: stated.caller.clone(),
        purity_percent: stated.purity_fraction.map(percent),
        ploidy: stated.ploidy.map(digits),
        whole_genome_doubling: stated.whole_genome_doubling,
        fit: stated.fit.code().to_owned(),
        fit_words: stated.fit_words.clone(),
    }
}

fn digits(value: Decimal) -> String {
    value.to_string()
}

fn file_name(source: &RecordSource, files: &[StoredFile]) -> String {
    let at = usize::try_from(source.file).unwrap_or(usize::MAX);
    files.get(at).map(|file| file.name.clone()).unwrap_or_default()
}

fn end_view(end: &Breakend) -> JoinEnd {
    JoinEnd { interval: end.interval.map(|(before, behind)| format!("{before}, {behind}")), ..place_view(&end.place) }
}

fn place_view(place: &BreakendPlace) -> JoinEnd {
    JoinEnd {
        chromosome: place.contig.name().to_owned(),
        position: count(place.position.0),
        retained: place.retained.map(|side| match side {
            RetainedSide::Left => "left".to_owned(),
            RetainedSide::Right => "right".to_owned(),
        }),
        interval: None,
    }
}

#[cfg(test)]
mod tests;
