//! Segments by file, and genes.

use std::collections::BTreeMap;

use casefile::event::StoredFile;
use model::copy_number::{CopyNumberMeasure, CopyNumberSegment, GeneCopyNumber};
use model::evidence::AlleleOrigin;
use model::profile::MolecularProfile;
use model::structural::{CopyNumberAlteration, CopyNumberChange};

use super::gene_places::GenePlaces;
use super::{count, digits, file_name};
use crate::contract::{CopyNumberTrack, GeneCopyNumberView, SegmentView};

/// One track per file: two callers never stand on one line.
pub(super) fn tracks(segments: &[CopyNumberSegment], files: &[StoredFile]) -> Vec<CopyNumberTrack> {
    let mut by_file: BTreeMap<u32, Vec<&CopyNumberSegment>> = BTreeMap::new();
    for segment in segments {
        by_file.entry(segment.source.file).or_default().push(segment);
    }
    by_file
        .into_values()
        .filter_map(|mut segments| {
            segments.sort_by_key(|segment| (&segment.place, segment.source.line));
            let file = file_name(&segments.first()?.source, files);
            Some(CopyNumberTrack {
                file,
                scales: scales(&segments),
                has_b_allele: segments.iter().any(|segment| segment.b_allele_fraction.is_some()),
                has_minor: segments.iter().any(|segment| segment.measured.minor.is_some()),
                segments: segments.into_iter().map(segment_view).collect(),
            })
        })
        .collect()
}

fn scales(segments: &[&CopyNumberSegment]) -> Vec<String> {
    let some = |of: fn(&CopyNumberMeasure) -> bool| segments.iter().any(|segment| of(&segment.measured));
    [
        ("total", some(|measure| measure.total.is_some())),
        ("log2_ratio", some(|measure| measure.log2_ratio.is_some())),
        ("unscaled", some(|measure| measure.unscaled.is_some())),
    ]
    .into_iter()
    .filter(|(_, there)| *there)
    .map(|(name, _)| name.to_owned())
    .collect()
}

fn segment_view(segment: &CopyNumberSegment) -> SegmentView {
    let measured = &segment.measured;
    SegmentView {
        chromosome: segment.place.contig.name().to_owned(),
        start: count(segment.place.first_base().0),
        end: count(segment.place.last_base().0),
        total: measured.total.map(digits),
        minor: measured.minor.map(digits),
        log2_ratio: measured.log2_ratio.map(digits),
        unscaled: measured.unscaled.map(digits),
        b_allele_fraction: segment.b_allele_fraction.map(digits),
        markers: segment.markers,
        genes: segment.genes.clone(),
        line: count(segment.source.line),
    }
}

/// Genes with a call, strongest first, then those with numbers only, by name.
pub(super) fn genes(profile: &MolecularProfile, files: &[StoredFile], places: &GenePlaces) -> Vec<GeneCopyNumberView> {
    let mut called: Vec<&CopyNumberAlteration> = profile.copy_numbers.iter().collect();
    called.sort_by_key(|event| (strength(event.change), &event.gene));
    let mut measured: Vec<&GeneCopyNumber> = profile.gene_copy_numbers.iter().collect();
    measured.sort_by_key(|gene| &gene.gene);
    let called = called.into_iter().map(|event| {
        let value = event.value.map(|value| match &event.unit {
            Some(unit) => format!("{value} {unit}"),
            None => value.to_string(),
        });
        GeneCopyNumberView {
            call: Some(call(event.change).to_owned()),
            value,
            origin: event.origin.code().to_owned(),
            file: file_name(&event.source, files),
            line: count(event.source.line),
            ..gene_view(&event.gene, &event.measured, places)
        }
    });
    let measured = measured.into_iter().map(|gene| GeneCopyNumberView {
        most: gene.most.map(digits),
        file: file_name(&gene.source, files),
        line: count(gene.source.line),
        ..gene_view(&gene.gene, &gene.measured, places)
    });
    called.chain(measured).collect()
}

fn gene_view(gene: &str, measured: &CopyNumberMeasure, places: &GenePlaces) -> GeneCopyNumberView {
    GeneCopyNumberView {
        gene: gene.to_owned(),
        call: None,
        value: measured.unscaled.map(digits),
        total: measured.total.map(digits),
        most: None,
        minor: measured.minor.map(digits),
        log2_ratio: measured.log2_ratio.map(digits),
        origin: AlleleOrigin::Unknown.code().to_owned(),
        place: places.get(gene),
        file: String::new(),
        line: 0,
    }
}

fn strength(change: CopyNumberChange) -> u8 {
    match change {
        CopyNumberChange::Amplification => 0,
        CopyNumberChange::HomozygousDeletion => 1,
        CopyNumberChange::Gain => 2,
        CopyNumberChange::Loss => 3,
        CopyNumberChange::Neutral => 4,
    }
}

fn call(change: CopyNumberChange) -> &'static str {
    match change {
        CopyNumberChange::Amplification => "amplification",
        CopyNumberChange::Gain => "gain",
        CopyNumberChange::Neutral => "neutral",
        CopyNumberChange::Loss => "loss",
        CopyNumberChange::HomozygousDeletion => "homozygous_deletion",
    }
}
