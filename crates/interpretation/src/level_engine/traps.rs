//! Traps that users of other systems fell into, where they concern matching.

use knowledge::criterion::{Atom, Criterion, ExonClass};

use super::*;
use crate::evaluate::{Evaluation, evaluate};
use crate::indexed_profile::IndexedProfile;

fn told(subject: &Criterion, profile: &MolecularProfile) -> Evaluation {
    evaluate(subject, &IndexedProfile::new(profile), &release())
}

fn protein(gene: &str, change: &str) -> Criterion {
    Criterion::Is(Atom::Protein { gene: gene.to_owned(), change: HgvsP::from(change).change })
}

fn called(gene: &str, hgvsp: &str, term: &str, transcript: &str) -> MolecularProfile {
    let mut seen = variant(gene, hgvsp, term, None);
    seen.consequences[0].transcript = Some(transcript.to_owned());
    MolecularProfile { small_variants: vec![seen], ..profile() }
}

#[test]
fn the_braf_deletion_matches_under_both_numberings_and_the_reason_shows_both() {
    let subject = protein("BRAF", "p.N486_P490del");
    let on_other = told(&subject, &called("BRAF", "p.Asn526_Pro530del", "inframe_deletion", "NM_001374258.1"));
    assert_eq!(on_other.met, Met::Met);
    let reason = &on_other.reasons[0];
    assert_eq!(reason.code, "same_protein_change_on_isoform");
    assert_eq!(
        (reason.parameters["change"].as_str(), reason.parameters["called"].as_str()),
        ("N486_P490del", "N526_P530del")
    );
    assert_eq!(
        told(&subject, &called("BRAF", "p.Asn486_Pro490del", "inframe_deletion", "ENST00000288602")).met,
        Met::Met
    );
    let wrong = told(&subject, &called("BRAF", "p.Asn486_Pro490del", "inframe_deletion", "NM_001374258.1"));
    assert_eq!(wrong.met, Met::NotMet, "486 of the other isoform is another residue");
}

#[test]
fn the_egfr_deletion_insertion_of_709_matches_in_every_spelling_and_as_a_shortening_of_its_exon() {
    for written in ["p.E709_T710delinsD", "p.Glu709_Thr710delinsAsp", "p.(Glu709_Thr710delinsAsp)"] {
        let mut seen = called("EGFR", written, "inframe_deletion", "ENST00000275493");
        seen.small_variants[0].consequences[0].exon = Some(Rank { first: 18, last: 18, total: 28 });
        assert_eq!(told(&protein("EGFR", "p.E709_T710delinsD"), &seen).met, Met::Met, "{written}");
        let class = ExonClass::Deletion;
        let exon = Atom::Exon { gene: "EGFR".to_owned(), exons: vec![18], class, except: Vec::new() };
        assert_eq!(told(&Criterion::Is(exon), &seen).met, Met::Met, "{written}");
    }
}

#[test]
fn a_splice_name_beside_a_residue_matches_its_own_residue_only() {
    let subject = protein("KIT", "p.X550_splice");
    assert_eq!(told(&subject, &called("KIT", "p.X550_splice", "splice_site_variant", "ENST00000288135")).met, Met::Met);
    assert_eq!(
        told(&subject, &called("KIT", "p.X551_splice", "splice_site_variant", "ENST00000288135")).met,
        Met::NotMet
    );
}

#[test]
fn met_exon_14_skipping_is_met_from_the_intron_on_dna_and_from_a_junction_of_rna() {
    let mut dna = variant("MET", "p.?", "splice_donor_variant", None);
    dna.consequences[0].hgvsp = None;
    dna.consequences[0].intron = Some(Rank { first: 14, last: 14, total: 20 });
    let dna = MolecularProfile { small_variants: vec![dna], ..profile() };
    let mut rna = fusion("MET", "MET");
    rna.rearrangements[0].kind = RearrangementKind::ExonSkipping;
    rna.rearrangements[0].detail = Some("exon 14".to_owned());
    for seen in [&dna, &rna] {
        assert_eq!(best_level(&favouring(&ask(seen, "LUAD", NOW), "tepotinib")), Some(EvidenceLevel::A));
    }
    let mut other = rna.clone();
    other.rearrangements[0].detail = Some("exon 13".to_owned());
    assert!(favouring(&ask(&other, "LUAD", NOW), "tepotinib").is_empty());
    let mut untold = rna;
    untold.rearrangements[0].detail = None;
    let answer = ask(&untold, "LUAD", NOW);
    assert!(favouring(&answer, "tepotinib").is_empty() && !answer.open.is_empty());
}

#[test]
fn either_order_of_the_partners_is_the_same_fusion() {
    for (five, three) in [("EML4", "ALK"), ("ALK", "EML4")] {
        let answer = ask(&fusion(five, three), "LUAD", NOW);
        assert_eq!(best_level(&favouring(&answer, "alectinib")), Some(EvidenceLevel::A), "{five}::{three}");
    }
}

#[test]
fn an_indel_that_is_anchored_left_of_its_codon_matches_by_what_it_does() {
    let anchored = |position: u64, reference: &str, alternate: &str| {
        let mut seen = variant("EGFR", "p.Glu746_Ala750del", "inframe_deletion", Some(19));
        seen.allele.position = VcfPosition(position);
        seen.allele.reference = reference.to_owned();
        seen.allele.alternate = alternate.to_owned();
        let answer = ask(&MolecularProfile { small_variants: vec![seen], ..profile() }, "LUAD", NOW);
        answer.findings.iter().map(|finding| finding.statement.clone()).collect::<Vec<_>>()
    };
    let left = anchored(55_174_770, "AGGAATTAAGAGAAGC", "A");
    assert!(!left.is_empty());
    assert_eq!(left, anchored(55_174_771, "GGAATTAAGAGAAGCA", "G"));
}

#[test]
fn a_profile_with_and_and_not_is_evaluated_with_three_values_and_never_skipped() {
    let amplified = Criterion::Is(Atom::CopyNumber { gene: "MET".to_owned(), change: CopyNumberChange::Amplification });
    let mutated = protein("KRAS", "p.G12D");
    let subject = Criterion::All(vec![amplified, Criterion::Not(Box::new(mutated))]);
    let only = amplification("MET", CopyNumberChange::Amplification);
    let open = told(&subject, &only);
    assert_eq!(open.met, Met::NotAssessed, "no record of KRAS is no absence");
    assert!(open.reasons.iter().any(|reason| reason.code == "callable_regions_missing"));
    let both = MolecularProfile { copy_numbers: only.copy_numbers.clone(), ..missense("KRAS", "p.Gly12Asp") };
    assert_eq!(told(&subject, &both).met, Met::NotMet);
    assert_eq!(told(&subject, &profile()).met, Met::NotMet, "no amplification among what was assessed");
    let stable = Criterion::Not(Box::new(Criterion::Is(Atom::Biomarker {
        kind: BiomarkerKind::Msi,
        state: BiomarkerState::High,
        at_least: None,
    })));
    assert_eq!(told(&stable, &marker(BiomarkerKind::Msi, None, Some(BiomarkerState::Stable))).met, Met::Met);
    assert_eq!(told(&stable, &profile()).met, Met::NotAssessed);
}
