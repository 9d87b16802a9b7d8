use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use knowledge::criterion::{Atom, Criterion};
use model::assembly::Assembly;
use model::assessed::Met;
use model::canonical::ContentHash;
use model::evidence::AlleleOrigin;
use model::hgvs::HgvsP;
use model::profile::{AlterationClass, MolecularProfile};
use model::reference::{AlignedBlock, AlignmentChain, PackManifest, Protein, ReferenceFacts, Strand, Stretch};
use model::small_variant::{RecordSource, SmallVariant, TranscriptSelection};
use model::tumor_type::TumorContext;
use model::variation::VcfPosition;

use super::*;
use crate::evaluate::evaluate;
use crate::indexed_profile::IndexedProfile;
use crate::{Context, Interpretation, interpret};

/// A gene of the knowledge base with invented exons: twenty of 300 coding bases, 1,000 bases apart.
fn transcript(gene: &str, alignment: Alignment, assembly: Assembly) -> Transcript {
    Transcript {
        gene: gene.to_owned(),
        assembly,
        selection: TranscriptSelection::ManeSelect,
        accessions: vec!["NM_999999.1".to_owned()],
        proteins: vec!["NP_999999.1".to_owned()],
        contig: "1".into(),
        strand: Strand::Forward,
        exons: (0..20).map(|at| Stretch { start: at * 1_000, end: at * 1_000 + 300 }).collect(),
        coding: Some(Stretch { start: 0, end: 19_300 }),
        alignment,
    }
}

fn release(transcripts: Vec<Transcript>, proteins: Vec<Protein>) -> Release {
    let mut facts = ReferenceFacts { transcripts, proteins, ..ReferenceFacts::default() };
    facts.sort();
    let pack = ReferencePack::new(ContentHash::of_bytes(b"invented"), PackManifest::default(), facts);
    plain().with_reference(Arc::new(pack)).unwrap()
}

fn plain() -> Release {
    Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap()
}

fn seen(gene: &str, position: u64, (hgvsp, term): (&str, &str), exon: Option<Rank>) -> MolecularProfile {
    let variant = SmallVariant {
        allele: Allele {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            position: VcfPosition(position),
            reference: "CAAA".to_owned(),
            alternate: "C".to_owned(),
        },
        consequences: vec![TranscriptConsequence {
            gene: Some(gene.to_owned()),
            transcript: Some("NM_999999.1".to_owned()),
            selection: TranscriptSelection::Canonical,
            terms: vec![term.into()],
            hgvsc: None,
            hgvsp: Some(HgvsP::from(hgvsp)),
            exon,
            intron: None,
        }],
        origin: AlleleOrigin::Somatic,
        tumor: None,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        aligned: None,
        population: None,
        reported: None,
        source: RecordSource { file: 0, line: 1 },
    };
    MolecularProfile {
        assessed: vec![AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement],
        small_variants: vec![variant],
        ..MolecularProfile::empty("T", Assembly::GRCh38)
    }
}

const DELETION: (&str, &str) = ("p.Glu1810_Ala1812del", "inframe_deletion");

fn ask(profile: &MolecularProfile, release: &Release) -> Interpretation {
    let tumor = TumorContext::Type("LUAD".into());
    interpret(
        profile,
        &Context {
            tumor,
            as_of: date(2026, 11, 25),
            treatments: Vec::new(),
            person: crate::conditions::PersonFacts::default(),
        },
        release,
    )
    .unwrap()
}

fn recommends(answer: &Interpretation) -> bool {
    answer.findings.iter().any(|finding| finding.therapies.iter().any(|therapy| therapy.en == "osimertinib"))
}

fn open_because(answer: &Interpretation, code: &str) -> bool {
    answer.open.iter().any(|open| open.reasons.iter().any(|reason| reason.code == code))
}

#[test]
fn an_exon_without_number_is_counted_by_the_pack_and_the_finding_says_which() {
    let release = release(vec![transcript("EGFR", Alignment::Exact, Assembly::GRCh38)], Vec::new());
    let answer = ask(&seen("EGFR", 18_050, DELETION, None), &release);
    assert!(recommends(&answer), "{:#?}", answer.open);
    let pack = release.reference().unwrap().short_id();
    let told = answer
        .findings
        .iter()
        .flat_map(|finding| &finding.reasons)
        .any(|reason| reason.code == "exon_number_by_pack" && reason.parameters.get("pack") == Some(&pack));
    assert!(told);
    let elsewhere = ask(&seen("EGFR", 17_050, ("p.Glu1710_Ala1712del", "inframe_deletion"), None), &release);
    assert!(!recommends(&elsewhere) && !open_because(&elsewhere, "reference_missing"));
}

#[test]
fn without_a_pack_the_question_stays_open_and_names_what_is_missing() {
    let answer = ask(&seen("EGFR", 18_050, DELETION, None), &plain());
    assert!(!recommends(&answer) && open_because(&answer, "reference_missing"));
}

#[test]
fn two_exon_numbers_that_differ_are_no_answer() {
    let release = release(vec![transcript("EGFR", Alignment::Exact, Assembly::GRCh38)], Vec::new());
    let rank = |number| Some(Rank { first: number, last: number, total: 20 });
    assert!(recommends(&ask(&seen("EGFR", 18_050, DELETION, rank(19)), &release)));
    let answer = ask(&seen("EGFR", 17_050, DELETION, rank(19)), &release);
    assert!(!recommends(&answer) && open_because(&answer, "exon_number_disagrees"));
    let answer = ask(&seen("EGFR", 18_050, ("p.Glu10_Ala12del", "inframe_deletion"), None), &release);
    assert!(!recommends(&answer) && open_because(&answer, "exon_number_by_residue_disagrees"));
}

#[test]
fn an_inverted_alignment_is_not_counted_on_but_the_residue_is() {
    let unfit = transcript("EGFR", Alignment::Unfit, Assembly::GRCh38);
    let fit = transcript("EGFR", Alignment::Exact, Assembly::GRCh37);
    assert!(recommends(&ask(&seen("EGFR", 17_050, DELETION, None), &release(vec![unfit.clone(), fit], Vec::new()))));
    let answer = ask(&seen("EGFR", 18_050, DELETION, None), &release(vec![unfit], Vec::new()));
    assert!(!recommends(&answer) && open_because(&answer, "reference_transcript_missing"));
}

#[test]
fn a_residue_that_does_not_stand_in_the_protein_decides_nothing() {
    let protein = |residue: char| Protein {
        accession: "NP_999999.1".to_owned(),
        sequence: std::iter::repeat_n('G', 599).chain([residue]).chain(['K']).collect(),
    };
    let transcript = || vec![transcript("BRAF", Alignment::Exact, Assembly::GRCh38)];
    let profile = seen("BRAF", 1_050, ("p.Val600Glu", "missense_variant"), None);
    let of_braf = |answer: &Interpretation| answer.findings.iter().any(|finding| !finding.therapies.is_empty());
    assert!(of_braf(&ask(&profile, &release(transcript(), vec![protein('V')]))));
    let answer = ask(&profile, &release(transcript(), vec![protein('A')]));
    assert!(open_because(&answer, "residue_differs_from_reference"), "{:#?}", answer.findings);
}

#[test]
fn a_pack_makes_a_release_of_its_own() {
    let with = release(vec![transcript("EGFR", Alignment::Exact, Assembly::GRCh38)], Vec::new());
    assert_ne!(with.id(), plain().id());
    assert_ne!(with.content_hash(), plain().content_hash());
}

#[test]
fn coordinates_of_the_other_assembly_are_lifted_by_the_chains_of_the_pack_or_stay_open() {
    let chain = |start| AlignmentChain {
        from: Assembly::GRCh37,
        contig: "1".into(),
        to: Assembly::GRCh38,
        to_contig: "1".into(),
        reversed_length: None,
        blocks: vec![AlignedBlock { start, to_start: 18_000, length: 100 }],
    };
    let with = |chains| {
        let facts = ReferenceFacts { chains, ..ReferenceFacts::default() };
        let pack = ReferencePack::new(ContentHash::of_bytes(b"invented"), PackManifest::default(), facts);
        plain().with_reference(Arc::new(pack)).unwrap()
    };
    let profile = seen("EGFR", 18_050, DELETION, None);
    let row = Criterion::Is(Atom::Allele(Allele {
        assembly: Assembly::GRCh37,
        contig: "1".into(),
        position: VcfPosition(7_050),
        reference: "CAAA".to_owned(),
        alternate: "C".to_owned(),
    }));
    let ask = |release: &Release| evaluate(&row, &IndexedProfile::new(&profile), release);
    let lifted = ask(&with(vec![chain(7_000)]));
    assert_eq!(lifted.met, Met::Met, "{lifted:?}");
    assert_eq!(lifted.reasons[0].code, "same_allele_lifted");
    let one_beside = ask(&with(vec![chain(7_001)]));
    assert_eq!(one_beside.met, Met::NotMet, "{one_beside:?}");
    for (release, code) in [
        (plain(), "coordinates_of_other_assembly"),
        (with(Vec::new()), "liftover_no_chain"),
        (with(vec![chain(9_000)]), "liftover_no_place"),
        (with(vec![chain(7_000), chain(7_010)]), "liftover_several_places"),
    ] {
        let open = ask(&release);
        assert_eq!((open.met, open.reasons[0].code.as_str()), (Met::NotAssessed, code));
    }
}

#[test]
fn a_change_in_the_kinase_domain_is_told_by_the_borders_of_the_pack_and_stays_open_without_them() {
    use knowledge::criterion::FunctionalClass;
    use model::reference::ProteinDomain;

    let domain = |accession: &str, first, last| ProteinDomain {
        gene: "FLT3".to_owned(),
        protein: "P00000".to_owned(),
        protein_length: transcript("FLT3", Alignment::Exact, Assembly::GRCh38).protein_length().unwrap(),
        first,
        last,
        accession: accession.to_owned(),
        name: "made up".to_owned(),
    };
    let with_domains = |domains: Vec<ProteinDomain>| {
        let transcripts = vec![transcript("FLT3", Alignment::Exact, Assembly::GRCh38)];
        let mut facts = ReferenceFacts { transcripts, domains, ..ReferenceFacts::default() };
        facts.sort();
        let pack = ReferencePack::new(ContentHash::of_bytes(b"invented"), PackManifest::default(), facts);
        plain().with_reference(Arc::new(pack)).unwrap()
    };
    let subject = Criterion::Is(Atom::Class { gene: "FLT3".to_owned(), class: FunctionalClass::KinaseDomain });
    let ask = |release: &Release, hgvsp: &str, term: &str| {
        let seen = seen("FLT3", 500, (hgvsp, term), None);
        let answer = evaluate(&subject, &IndexedProfile::new(&seen), release);
        (answer.met, answer.reasons.first().map(|reason| reason.code.clone()))
    };
    let known = with_domains(vec![domain("PF07714", 610, 943), domain("PF00047", 258, 343)]);
    let inside = Some("inside_kinase_domain".to_owned());
    assert_eq!(ask(&known, "p.Asp835Tyr", "missense_variant"), (Met::Met, inside));
    assert_eq!(ask(&known, "p.Ala300Val", "missense_variant").0, Met::NotMet, "another domain");
    assert_eq!(ask(&known, "p.Asp835Ter", "stop_gained").0, Met::NotMet, "a stop is no kinase mutation");
    let other = with_domains(vec![domain("PF00047", 258, 343)]);
    assert_eq!(ask(&other, "p.Asp835Tyr", "missense_variant").1.as_deref(), Some("kinase_domain_missing"));
    assert_eq!(ask(&plain(), "p.Asp835Tyr", "missense_variant").0, Met::NotAssessed);
}
