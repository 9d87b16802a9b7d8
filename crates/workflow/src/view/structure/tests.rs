use std::collections::BTreeMap;

use model::assembly::Assembly;
use model::canonical::ContentHash;
use model::copy_number::{CopyNumberMeasure, CopyNumberSegment};
use model::evidence::AlleleOrigin;
use model::interval::GenomicInterval;
use model::profile::AlterationClass;
use model::rearrangement_call::{RearrangementBasis, RearrangementCall};
use model::reference::{
    Alignment, ContigLength, Cytoband, GeneSpan, PackManifest, ProteinDomain, ReferenceFacts, Strand, Stretch,
    Transcript,
};
use model::small_variant::TranscriptSelection;
use model::structural::{Rearrangement, RearrangementKind};
use model::variation::InterResiduePosition;

use super::*;

fn segment(file: u32, contig: &str, (start, end): (u64, u64), measured: CopyNumberMeasure) -> CopyNumberSegment {
    CopyNumberSegment {
        place: GenomicInterval::between(contig.into(), InterResiduePosition(start), InterResiduePosition(end)).unwrap(),
        measured,
        b_allele_fraction: None,
        markers: None,
        genes: Vec::new(),
        source: RecordSource { file, line: 2 },
    }
}

fn copies(total: i64) -> CopyNumberMeasure {
    CopyNumberMeasure { total: Some(Decimal::from(total)), ..CopyNumberMeasure::default() }
}

fn empty() -> MolecularProfile {
    MolecularProfile::empty("MADE-UP-T", Assembly::GRCh38)
}

fn codes(view: &StructureView) -> Vec<&str> {
    view.notes.iter().map(|note| note.code.as_str()).collect()
}

fn fusion() -> Rearrangement {
    Rearrangement {
        five_prime: Some("MADEUP1".to_owned()),
        three_prime: Some("MADEUP2".to_owned()),
        kind: RearrangementKind::Fusion,
        order_stated: true,
        detail: None,
        supporting_reads: None,
        call: Some(RearrangementCall {
            basis: RearrangementBasis::Transcripts,
            breakpoints: vec![Breakend::at("1", 109, None), Breakend::at("2", 209, None)],
            ..RearrangementCall::default()
        }),
        origin: AlleleOrigin::Somatic,
        reported: None,
        source: RecordSource { file: 0, line: 2 },
    }
}

/// Synthetic: two exons of nine bases each, on chromosome 1 forward and on chromosome 2 reverse.
fn transcript(gene: &str, contig: &str, strand: Strand) -> Transcript {
    Transcript {
        gene: gene.to_owned(),
        assembly: Assembly::GRCh38,
        selection: TranscriptSelection::ManeSelect,
        accessions: vec![format!("NM_{gene}.1")],
        proteins: Vec::new(),
        contig: contig.into(),
        strand,
        exons: vec![Stretch { start: 100, end: 109 }, Stretch { start: 200, end: 209 }],
        coding: Some(Stretch { start: 100, end: 209 }),
        alignment: Alignment::Exact,
    }
}

fn pack() -> ReferencePack {
    let mut facts = ReferenceFacts {
        transcripts: vec![transcript("MADEUP1", "1", Strand::Forward), transcript("MADEUP2", "2", Strand::Reverse)],
        genes: vec![GeneSpan {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            span: Stretch { start: 100, end: 209 },
            gene: "MADEUP1".to_owned(),
            accession: String::new(),
            biotype: String::new(),
        }],
        domains: vec![ProteinDomain {
            gene: "MADEUP2".to_owned(),
            protein: "P00000".to_owned(),
            protein_length: 5,
            first: 4,
            last: 5,
            accession: "PF00000".to_owned(),
            name: "made up".to_owned(),
        }],
        contigs: vec![ContigLength {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            length: 5_000,
            aliases: Vec::new(),
        }],
        cytobands: vec![Cytoband {
            assembly: Assembly::GRCh38,
            contig: "2".into(),
            span: Stretch { start: 0, end: 900 },
            band: "p1".to_owned(),
            stain: "gneg".to_owned(),
        }],
        ..ReferenceFacts::default()
    };
    facts.sort();
    ReferencePack::new(ContentHash::of_bytes(b"made up"), PackManifest::default(), facts)
}

#[test]
fn nothing_delivered_is_said_and_never_reads_as_no_change() {
    let view = structure_view(&empty(), &[], None);
    assert_eq!(codes(&view), ["structure_copy_number_not_assessed", "structure_rearrangement_not_assessed"]);
    let mut assessed = empty();
    assessed.assessed = vec![AlterationClass::CopyNumber, AlterationClass::Rearrangement];
    let view = structure_view(&assessed, &[], None);
    assert_eq!(codes(&view), ["structure_copy_number_nothing_stated", "structure_rearrangement_nothing_stated"]);
}

#[test]
fn fusions_of_rna_alone_say_that_dna_was_not_assessed() {
    let mut profile = empty();
    profile.rearrangements = vec![fusion()];
    let view = structure_view(&profile, &[], None);
    assert!(codes(&view).contains(&"structure_transcripts_only"));
    assert!(codes(&view).contains(&"structure_exons_missing"));
    assert!(view.fusions[0].partners.iter().all(|partner| partner.transcript.is_none() && partner.cut.is_none()));
}

#[test]
fn a_length_comes_from_the_pack_else_the_header_else_ends_at_the_last_position() {
    let mut profile = empty();
    profile.segments =
        ["1", "2", "3", "4", "chrUn_KI270742v1"].map(|contig| segment(0, contig, (10, 70), copies(2))).to_vec();
    profile.chromosome_lengths = BTreeMap::from([("1".into(), 4_000), ("3".into(), 800), ("5".into(), 600)]);
    let view = structure_view(&profile, &[], Some(&pack()));
    let axis: Vec<(&str, u32, &str)> = view
        .chromosomes
        .iter()
        .map(|chromosome| (chromosome.name.as_str(), chromosome.length, chromosome.known_from.as_str()))
        .collect();
    assert_eq!(
        axis,
        [
            ("1", 5_000, "reference"),
            ("2", 900, "reference"),
            ("3", 800, "header"),
            ("4", 70, "last_position"),
            ("5", 600, "header")
        ]
    );
    let missing = view.notes.iter().find(|note| note.code == "structure_lengths_missing").unwrap();
    assert_eq!(missing.parameters["count"], "1");
    assert!(codes(&view).contains(&"structure_other_contigs"));
    assert!(!codes(&view).contains(&"structure_cytobands_missing"));
}

#[test]
fn two_callers_stand_on_two_tracks_each_with_its_own_scale() {
    let mut profile = empty();
    let ratio = CopyNumberMeasure { log2_ratio: Some(Decimal::new(-41, 2)), ..CopyNumberMeasure::default() };
    profile.segments = vec![
        segment(0, "1", (50, 90), copies(3)),
        segment(1, "1", (0, 90), ratio),
        segment(0, "1", (0, 50), copies(2)),
    ];
    let view = structure_view(&profile, &[], None);
    let scales: Vec<&[String]> = view.tracks.iter().map(|track| track.scales.as_slice()).collect();
    assert_eq!(scales, [["total"], ["log2_ratio"]]);
    let starts: Vec<u32> = view.tracks[0].segments.iter().map(|segment| segment.start).collect();
    assert_eq!(starts, [1, 51]);
    assert_eq!(view.tracks[1].segments[0].log2_ratio.as_deref(), Some("-0.41"));
    assert!(codes(&view).contains(&"structure_b_allele_missing"));
    assert!(codes(&view).contains(&"structure_composition_missing"));
}

#[test]
fn a_fusion_is_cut_where_its_breakpoint_lies_on_either_strand() {
    let mut profile = empty();
    profile.rearrangements = vec![fusion()];
    let view = structure_view(&profile, &[], Some(&pack()));
    let [five, three] = view.fusions[0].partners.as_slice() else { panic!("two partners") };
    let cut = five.cut.as_ref().unwrap();
    assert_eq!((cut.bases, cut.place.as_str(), cut.exon), (9, "after", Some(1)), "the last base of exon 1 stays");
    let cut = three.cut.as_ref().unwrap();
    assert_eq!((cut.bases, cut.place.as_str()), (0, "before_first"), "reverse strand: the first base of exon 1 stays");
    let domain = &three.transcript.as_ref().unwrap().domains[0];
    assert_eq!((domain.start, domain.end), (9, 15));
}

#[test]
fn a_stated_exon_cuts_where_no_position_is_told() {
    let mut profile = empty();
    let mut event = fusion();
    event.call =
        Some(RearrangementCall { five_prime_exon: Some(1), three_prime_exon: Some(2), ..RearrangementCall::default() });
    profile.rearrangements = vec![event];
    let view = structure_view(&profile, &[], Some(&pack()));
    for partner in &view.fusions[0].partners {
        let cut = partner.cut.as_ref().unwrap();
        assert_eq!((cut.bases, cut.exon, cut.known_from.as_str()), (9, Some(1), "stated_exon"));
    }
}

#[test]
fn a_gene_is_placed_by_the_pack_else_by_the_file() {
    let mut profile = empty();
    let mut named = segment(0, "7", (10, 70), copies(9));
    named.genes = vec!["MADEUP9".to_owned(), "MADEUP1".to_owned()];
    profile.segments = vec![named];
    let places = GenePlaces::of(&profile, Some(&pack()));
    let place =
        |gene| places.find(gene).map(|place| (place.chromosome.as_str(), place.start, place.known_from.as_str()));
    assert_eq!(place("madeup9"), Some(("7", 11, "segment")));
    assert_eq!(place("MADEUP1"), Some(("1", 101, "reference")));
    assert_eq!(place("MADEUP4"), None);
}
