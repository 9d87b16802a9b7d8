use std::path::Path;
use std::sync::Arc;

use knowledge::criterion::{Atom, Criterion};
use model::assembly::Assembly;
use model::assessed::Met;
use model::breakend::{Breakend, RetainedSide};
use model::canonical::ContentHash;
use model::evidence::AlleleOrigin;
use model::hgvs::AminoAcid;
use model::interval::CallableRegions;
use model::profile::{MolecularProfile, SetAside};
use model::reference::{PackManifest, ReferenceFacts, ReferencePack};
use model::small_variant::{RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::structural_variant::{BreakendPairing, StructuralKind, StructuralVariant};
use model::tumor_type::TumorContext;
use model::variation::{Allele, VcfPosition};

use super::*;
use crate::conditions::PersonFacts;
use crate::evaluate::evaluate;
use crate::level_engine::NOW;
use crate::{Context, OpenStatement, interpret};

/// Two invented exons of 300 coding bases; the protein ends in the second.
fn transcript(strand: Strand) -> Transcript {
    Transcript {
        gene: "KRAS".to_owned(),
        assembly: Assembly::GRCh38,
        selection: TranscriptSelection::ManeSelect,
        accessions: vec!["NM_999999.1".to_owned()],
        proteins: Vec::new(),
        contig: "12".into(),
        strand,
        exons: vec![Stretch { start: 1_000, end: 1_300 }, Stretch { start: 2_000, end: 2_400 }],
        coding: Some(Stretch { start: 1_000, end: 2_300 }),
        alignment: Alignment::Exact,
    }
}

fn release(transcript: Option<Transcript>) -> Release {
    placing(transcript.into_iter().collect())
}

/// The transcripts in the order of their genes.
fn placing(transcripts: Vec<Transcript>) -> Release {
    let plain = Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap();
    if transcripts.is_empty() {
        return plain;
    }
    let facts = ReferenceFacts { transcripts, ..ReferenceFacts::default() };
    let pack = ReferencePack::new(ContentHash::of_bytes(b"invented"), PackManifest::default(), facts);
    plain.with_reference(Arc::new(pack)).unwrap()
}

fn profile(regions: &[(u64, u64)]) -> MolecularProfile {
    let stretch = |(from, to): &(u64, u64)| {
        GenomicInterval::between("12".into(), InterResiduePosition(*from), InterResiduePosition(*to)).unwrap()
    };
    let mut profile = MolecularProfile::empty("T", Assembly::GRCh38);
    profile.assessed.push(AlterationClass::SmallVariant);
    profile.callable = (!regions.is_empty()).then(|| CallableRegions::merged(regions.iter().map(stretch)));
    profile
}

/// The same, read by somebody who noted what was set aside in the coding bases, and where.
fn noted(regions: &[(u64, u64)], aside: &[(u64, u64)], release: &Release) -> MolecularProfile {
    let records = profile(aside).callable.unwrap_or_default();
    let watched = places(release, Assembly::GRCh38);
    MolecularProfile { set_aside: Some(SetAside { watched, records }), ..profile(regions) }
}

fn unannotated(position: u64) -> SmallVariant {
    SmallVariant {
        allele: Allele {
            assembly: Assembly::GRCh38,
            contig: "12".into(),
            position: VcfPosition(position),
            reference: "A".to_owned(),
            alternate: "C".to_owned(),
        },
        aligned: None,
        population: None,
        consequences: Vec::new(),
        origin: AlleleOrigin::Unknown,
        tumor: None,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        reported: None,
        source: RecordSource { file: 0, line: 1 },
    }
}

fn ask(residue: Option<u32>, profile: &MolecularProfile, release: &Release) -> (Met, String) {
    let residue = residue.map(|position| Residue { position, amino_acid: AminoAcid::Xaa });
    let atom = Criterion::Is(Atom::WildType { gene: "KRAS".to_owned(), residue });
    let answer = evaluate(&atom, &IndexedProfile::new(profile), release);
    (answer.met, answer.reasons.first().map(|reason| reason.code.clone()).unwrap_or_default())
}

#[test]
fn where_every_coding_base_could_be_seen_only_filtered_records_are_left_to_look_at() {
    let placed = release(Some(transcript(Strand::Forward)));
    let whole: &[(u64, u64)] = &[(1_000, 1_300), (2_000, 2_300)];
    for (regions, residue, expected, code) in [
        (&[][..], None, Met::NotAssessed, "callable_regions_missing"),
        (whole, None, Met::NotAssessed, "wild_type_in_callable_regions"),
        (&[(1_000, 1_300)][..], None, Met::NotAssessed, "outside_callable_regions"),
        (&[(1_000, 1_300), (2_001, 2_300)][..], None, Met::NotAssessed, "outside_callable_regions"),
        (&[(1_033, 1_036)][..], Some(12), Met::NotAssessed, "wild_type_in_callable_regions"),
        (&[(1_034, 1_300)][..], Some(12), Met::NotAssessed, "outside_callable_regions"),
        (whole, Some(201), Met::NotAssessed, "callable_gene_not_placed"),
        (whole, Some(200), Met::NotAssessed, "wild_type_in_callable_regions"),
    ] {
        assert_eq!(ask(residue, &profile(regions), &placed), (expected, code.to_owned()), "{regions:?} {residue:?}");
    }
    assert_eq!(ask(None, &profile(whole), &release(None)), (Met::NotAssessed, "callable_gene_not_placed".to_owned()));
}

#[test]
fn covered_and_absent_is_wild_type_and_a_filtered_record_inside_leaves_it_open() {
    let placed = release(Some(transcript(Strand::Forward)));
    let whole: &[(u64, u64)] = &[(1_000, 1_300), (2_000, 2_300)];
    for (regions, aside, residue, expected, code) in [
        (whole, &[][..], None, Met::Met, "wild_type_seen"),
        (whole, &[(1_034, 1_035)][..], None, Met::NotAssessed, "record_set_aside_inside"),
        (whole, &[(1_034, 1_035)][..], Some(12), Met::NotAssessed, "record_set_aside_inside"),
        (whole, &[(1_034, 1_035)][..], Some(13), Met::Met, "wild_type_seen"),
        (whole, &[(1_500, 1_501)][..], None, Met::Met, "wild_type_seen"),
        (&[(1_000, 1_300)][..], &[][..], None, Met::NotAssessed, "outside_callable_regions"),
        (&[][..], &[][..], None, Met::NotAssessed, "callable_regions_missing"),
    ] {
        let answer = ask(residue, &noted(regions, aside, &placed), &placed);
        assert_eq!(answer, (expected, code.to_owned()), "{regions:?} {aside:?} {residue:?}");
    }
    let mut seen = noted(whole, &[], &placed);
    let mut changed = crate::level_engine::variant("KRAS", "p.Gly12Asp", "missense_variant", Some(2));
    changed.allele.contig = "12".into();
    seen.small_variants.push(changed);
    assert_eq!(ask(None, &seen, &placed).0, Met::NotMet);
}

#[test]
fn codons_of_the_reverse_strand_are_counted_from_its_end() {
    let placed = release(Some(transcript(Strand::Reverse)));
    assert_eq!(ask(Some(12), &profile(&[(2_264, 2_267)]), &placed).1, "wild_type_in_callable_regions");
    assert_eq!(ask(Some(12), &profile(&[(1_033, 1_036)]), &placed).1, "outside_callable_regions");
}

#[test]
fn a_variant_of_unknown_effect_or_a_test_that_did_not_look_leaves_it_open() {
    let placed = release(Some(transcript(Strand::Forward)));
    let mut seen = profile(&[(1_000, 1_300), (2_000, 2_300)]);
    seen.small_variants.push(unannotated(1_500));
    assert_eq!(ask(None, &seen, &placed).1, "wild_type_in_callable_regions", "between the exons");
    seen.small_variants.push(unannotated(1_034));
    assert_eq!(ask(None, &seen, &placed), (Met::NotAssessed, "variant_of_unknown_effect_inside".to_owned()));
    assert_eq!(ask(Some(13), &seen, &placed).1, "wild_type_in_callable_regions", "another codon");
    seen.assessed.clear();
    assert_eq!(ask(None, &seen, &placed), (Met::NotAssessed, "small_variants_not_assessed".to_owned()));
}

#[test]
fn a_change_of_the_codon_without_a_protein_description_is_never_passed_over() {
    let placed = release(Some(transcript(Strand::Forward)));
    let seen = |terms: Vec<ConsequenceTerm>| {
        let mut seen = profile(&[(1_000, 1_300), (2_000, 2_300)]);
        let mut variant = unannotated(1_034);
        variant.consequences.push(TranscriptConsequence {
            gene: Some("KRAS".to_owned()),
            transcript: Some("NM_999999.1".to_owned()),
            selection: TranscriptSelection::ManeSelect,
            terms,
            hgvsc: None,
            hgvsp: None,
            exon: None,
            intron: None,
        });
        seen.small_variants.push(variant);
        ask(Some(12), &seen, &placed).1
    };
    assert_eq!(seen(vec!["missense_variant".into()]), "variant_of_unknown_effect_inside");
    assert_eq!(seen(vec!["coding_sequence_variant".into()]), "variant_of_unknown_effect_inside");
    assert_eq!(seen(vec!["synonymous_variant".into()]), "wild_type_in_callable_regions");
}

#[test]
fn a_row_that_asks_for_wild_types_alone_is_kept_as_an_open_question_where_all_could_be_seen() {
    let kras = transcript(Strand::Forward);
    let exons = vec![Stretch { start: 3_000, end: 3_600 }];
    let coding = Some(Stretch { start: 3_000, end: 3_600 });
    let accessions = vec!["NM_999998.1".to_owned()];
    let nras = Transcript { gene: "NRAS".to_owned(), accessions, exons, coding, ..kras.clone() };
    let placed = placing(vec![kras, nras]);
    let context = Context {
        tumor: TumorContext::Type("COAD".into()),
        as_of: NOW,
        treatments: Vec::new(),
        person: PersonFacts::default(),
    };
    let whole: &[(u64, u64)] = &[(1_000, 1_300), (2_000, 2_300), (3_000, 3_600)];
    for (regions, kept) in [(whole, true), (&[(1_000, 1_200)][..], false), (&[][..], false)] {
        let answer = interpret(&profile(regions), &context, &placed).unwrap();
        let of_row = |id: &str| answer.open.iter().find(|open| open.statement.0 == id);
        for id in ["shirube:JP-0040", "shirube:JP-0041"] {
            let codes =
                |open: &OpenStatement| open.reasons.iter().map(|reason| reason.code.clone()).collect::<Vec<_>>();
            let expected = kept.then(|| vec!["wild_type_in_callable_regions".to_owned(); 2]);
            assert_eq!(of_row(id).map(codes), expected, "{id} {regions:?}");
            assert!(of_row(id).is_none_or(|open| open.concerns_option), "{id}");
            assert!(answer.findings.iter().all(|finding| finding.statement.0 != id), "{id} is no finding");
        }
    }
    let answer = interpret(&noted(whole, &[], &placed), &context, &placed).unwrap();
    let cetuximab = answer.findings.iter().find(|finding| finding.statement.0 == "shirube:JP-0040").unwrap();
    let labels: Vec<&str> = cetuximab.variants.iter().map(|shown| shown.label.as_str()).collect();
    assert_eq!(labels, ["KRAS wild-type", "NRAS wild-type"]);
    assert_eq!(cetuximab.evidence_level, Some(model::evidence::EvidenceLevel::A));
}

#[test]
fn a_structural_variant_that_names_no_gene_leaves_it_open_where_it_meets_the_coding_bases() {
    let placed = release(Some(transcript(Strand::Forward)));
    let whole: &[(u64, u64)] = &[(1_000, 1_300), (2_000, 2_300)];
    let deletion = |first: u64, second: u64| structural(StructuralKind::Deletion, first, Some(("12", second)));
    for (variant, residue, expected) in [
        (deletion(900, 1_050), None, "variant_of_unknown_effect_inside"),
        (deletion(900, 3_000), None, "variant_of_unknown_effect_inside"),
        (deletion(900, 1_030), Some(12), "wild_type_seen"),
        (deletion(900, 1_036), Some(12), "variant_of_unknown_effect_inside"),
        (deletion(1_400, 1_900), None, "wild_type_seen"),
        (deletion(5_000, 6_000), None, "wild_type_seen"),
        (structural(StructuralKind::Translocation, 1_050, Some(("4", 77))), None, "variant_of_unknown_effect_inside"),
        (structural(StructuralKind::Translocation, 1_500, Some(("4", 1_050))), None, "wild_type_seen"),
        (structural(StructuralKind::Breakend, 1_050, None), None, "variant_of_unknown_effect_inside"),
        (structural(StructuralKind::Insertion, 1_500, None), None, "wild_type_seen"),
    ] {
        let mut seen = noted(whole, &[], &placed);
        seen.structural_variants.push(variant.clone());
        assert_eq!(ask(residue, &seen, &placed).1, expected, "{} {residue:?}", variant.key());
    }
    let unsure = |interval| {
        let mut variant = structural(StructuralKind::Breakend, 1_500, None);
        variant.first.interval = Some(interval);
        let seen = MolecularProfile { structural_variants: vec![variant], ..noted(whole, &[], &placed) };
        ask(None, &seen, &placed).1
    };
    assert_eq!(unsure((-250, 0)), "variant_of_unknown_effect_inside", "it may lie inside");
    assert_eq!(unsure((-20, 20)), "wild_type_seen");
}

/// One that names no gene, on chromosome 12.
fn structural(kind: StructuralKind, first: u64, second: Option<(&str, u64)>) -> StructuralVariant {
    StructuralVariant {
        assembly: Assembly::GRCh38,
        kind,
        alternate: "<DEL>".to_owned(),
        first: Breakend::at("12", first, Some(RetainedSide::Left)),
        second: second.map(|(contig, position)| Breakend::at(contig, position, Some(RetainedSide::Right))),
        pairing: BreakendPairing::OneRecord,
        length_bases: None,
        linker: None,
        imprecise: false,
        genes: Vec::new(),
        genes_inside: 0,
        filter: None,
        origin: AlleleOrigin::Unknown,
        tumor: None,
        normal: None,
        identifier: None,
        event: None,
        source: RecordSource { file: 0, line: 1 },
        mate_source: None,
    }
}
