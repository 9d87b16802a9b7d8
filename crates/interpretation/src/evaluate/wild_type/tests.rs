use std::path::Path;
use std::sync::Arc;

use knowledge::criterion::{Atom, Criterion};
use model::assembly::Assembly;
use model::assessed::Met;
use model::canonical::ContentHash;
use model::evidence::AlleleOrigin;
use model::hgvs::AminoAcid;
use model::interval::CallableRegions;
use model::profile::MolecularProfile;
use model::reference::{PackManifest, ReferenceFacts, ReferencePack};
use model::small_variant::{RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, VcfPosition};

use super::*;
use crate::evaluate::evaluate;

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
    let plain = Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap();
    let Some(transcript) = transcript else { return plain };
    let facts = ReferenceFacts { transcripts: vec![transcript], ..ReferenceFacts::default() };
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
