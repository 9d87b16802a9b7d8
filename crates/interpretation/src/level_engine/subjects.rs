//! Kinds of subjects that no curated row uses yet, asked directly.

use knowledge::criterion::{Atom, Criterion, ExonClass};
use model::biomarker::SignatureActivity;
use model::expression::{ExpressedFeature, ExpressionTable, ExpressionValue};
use model::rearrangement_call::{CallConfidence, ReadingFrame, RearrangementCall};

use super::*;
use crate::evaluate::evaluate;
use crate::indexed_profile::IndexedProfile;

fn told(subject: &Criterion, profile: &MolecularProfile) -> (Met, Vec<String>) {
    let answer = evaluate(subject, &IndexedProfile::new(profile), &release());
    (answer.met, answer.reasons.into_iter().map(|reason| reason.code).collect())
}

fn met(subject: Atom, profile: &MolecularProfile) -> Met {
    told(&Criterion::Is(subject), profile).0
}

fn changed(gene: &str, hgvsp: &str, term: &str) -> MolecularProfile {
    MolecularProfile { small_variants: vec![variant(gene, hgvsp, term, Some(2))], ..profile() }
}

#[test]
fn a_stretch_of_residues_holds_what_lies_wholly_inside_it() {
    let stretch = |class| Atom::Residues { gene: "ERBB2".to_owned(), first: 755, last: 780, class };
    for (hgvsp, term, class, expected) in [
        ("p.Tyr772_Ala775dup", "inframe_insertion", ExonClass::InFrame, Met::Met),
        ("p.Leu755_Thr759del", "inframe_deletion", ExonClass::InFrame, Met::Met),
        ("p.Leu755_Thr759del", "inframe_deletion", ExonClass::Insertion, Met::NotMet),
        ("p.Lys753_Thr759del", "inframe_deletion", ExonClass::InFrame, Met::NotAssessed),
        ("p.Leu755Ser", "missense_variant", ExonClass::InFrame, Met::NotMet),
        ("p.Leu755Ser", "missense_variant", ExonClass::Mutation, Met::Met),
        ("p.Arg678Gln", "missense_variant", ExonClass::Mutation, Met::NotMet),
        ("p.Leu755Ter", "stop_gained", ExonClass::Mutation, Met::NotMet),
    ] {
        assert_eq!(met(stretch(class), &changed("ERBB2", hgvsp, term)), expected, "{hgvsp} {class:?}");
    }
}

#[test]
fn exons_at_a_join_decide_in_their_order_and_stay_open_when_nobody_tells_them() {
    let subject = || Atom::FusionExons { five_prime: "EML4".to_owned(), three_prime: "ALK".to_owned(), exons: (6, 20) };
    let joined = |exons: Option<(u16, u16)>| {
        let mut seen = fusion("EML4", "ALK");
        for event in &mut seen.rearrangements {
            event.call = exons.map(|(five, three)| RearrangementCall {
                five_prime_exon: Some(five),
                three_prime_exon: Some(three),
                ..RearrangementCall::default()
            });
        }
        seen
    };
    assert_eq!(met(subject(), &joined(Some((6, 20)))), Met::Met);
    assert_eq!(met(subject(), &joined(Some((13, 20)))), Met::NotMet);
    assert_eq!(met(subject(), &joined(None)), Met::NotAssessed);
    assert_eq!(met(subject(), &fusion("KIF5B", "ALK")), Met::NotMet);
}

#[test]
fn a_doubtful_join_beside_a_sure_one_never_meets_the_exons_and_keeps_open_what_it_may_fit() {
    let asking = |exons| {
        let (five_prime, three_prime) = ("EML4".to_owned(), "ALK".to_owned());
        Criterion::Is(Atom::FusionExons { five_prime, three_prime, exons })
    };
    let joined = |exons: Option<(u16, u16)>, confidence: Option<CallConfidence>| {
        let mut event = fusion("EML4", "ALK").rearrangements.remove(0);
        let (five_prime_exon, three_prime_exon) = exons.unzip();
        let call = RearrangementCall { five_prime_exon, three_prime_exon, confidence, ..RearrangementCall::default() };
        event.call = Some(call);
        event
    };
    let (sure, low) = (joined(Some((6, 20)), None), Some(CallConfidence::Low));
    for (doubtful, wanted, expected, codes) in [
        (Some((13, 20)), (13, 20), Met::NotAssessed, vec!["fusion_low_confidence"]),
        (None, (13, 20), Met::NotAssessed, vec!["fusion_low_confidence"]),
        (Some((2, 20)), (13, 20), Met::NotMet, vec![]),
        (Some((13, 20)), (6, 20), Met::Met, vec!["fusion_exons_reported"]),
    ] {
        for events in [[sure.clone(), joined(doubtful, low)], [joined(doubtful, low), sure.clone()]] {
            let seen = MolecularProfile { rearrangements: events.to_vec(), ..profile() };
            let (met, reasons) = told(&asking(wanted), &seen);
            assert_eq!((met, reasons == codes), (expected, true), "{doubtful:?} {reasons:?}");
        }
    }
    let mut turned = joined(None, None);
    turned.kind = RearrangementKind::Inversion;
    let seen = MolecularProfile { rearrangements: vec![sure, turned], ..profile() };
    assert_eq!(told(&asking((13, 20)), &seen), (Met::NotAssessed, vec!["fusion_not_told".to_owned()]));
}

#[test]
fn a_fusion_that_loses_its_frame_is_open_and_never_an_option() {
    let mut lost = fusion("EML4", "ALK");
    for event in &mut lost.rearrangements {
        event.call =
            Some(RearrangementCall { reading_frame: Some(ReadingFrame::OutOfFrame), ..RearrangementCall::default() });
    }
    let answer = ask(&lost, "LUAD", NOW);
    assert!(favouring(&answer, "alectinib").is_empty());
    let codes: Vec<&str> = answer.open.iter().flat_map(|open| &open.reasons).map(|r| r.code.as_str()).collect();
    assert!(codes.contains(&"fusion_frame_lost"), "{codes:?}");
}

#[test]
fn two_changes_in_trans_need_two_molecules() {
    let part =
        |change: &str| Criterion::Is(Atom::Protein { gene: "EGFR".to_owned(), change: HgvsP::from(change).change });
    let subject = Criterion::InTrans(vec![part("p.Cys797Ser"), part("p.Thr790Met")]);
    let pair = |phase: Option<(u8, u8)>| {
        let mut variants = vec![
            variant("EGFR", "p.Cys797Ser", "missense_variant", Some(20)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ];
        if let Some((one, other)) = phase {
            for (variant, haplotype) in variants.iter_mut().zip([one, other]) {
                variant.phase_set = Some("1".to_owned());
                variant.phased_haplotype = Some(haplotype);
            }
        }
        told(&subject, &MolecularProfile { small_variants: variants, ..profile() }).0
    };
    assert_eq!((pair(None), pair(Some((0, 1))), pair(Some((1, 1)))), (Met::NotAssessed, Met::Met, Met::NotMet));
}

#[test]
fn loss_on_both_alleles_needs_two_hits_and_one_alone_stays_open() {
    let subject = || Atom::Biallelic { gene: "CDKN2A".to_owned() };
    let truncated = changed("CDKN2A", "p.Arg58Ter", "stop_gained");
    let with_copies = |mut seen: MolecularProfile, change| {
        seen.copy_numbers = amplification("CDKN2A", change).copy_numbers;
        seen
    };
    assert_eq!(met(subject(), &amplification("CDKN2A", CopyNumberChange::HomozygousDeletion)), Met::Met);
    assert_eq!(met(subject(), &with_copies(truncated.clone(), CopyNumberChange::Loss)), Met::Met);
    assert_eq!(met(subject(), &with_copies(truncated.clone(), CopyNumberChange::Neutral)), Met::NotAssessed);
    assert_eq!(met(subject(), &truncated), Met::NotAssessed);
    assert_eq!(met(subject(), &profile()), Met::NotMet);
    let mut two = truncated;
    two.small_variants.push(variant("CDKN2A", "p.Trp110Ter", "stop_gained", Some(2)));
    assert_eq!(met(subject(), &two), Met::NotAssessed, "nobody says that they lie apart");
    for (variant, haplotype) in two.small_variants.iter_mut().zip([0, 1]) {
        variant.phase_set = Some("1".to_owned());
        variant.phased_haplotype = Some(haplotype);
    }
    assert_eq!(met(subject(), &two), Met::Met);
}

#[test]
fn three_hits_on_both_molecules_are_loss_on_both_and_never_all_in_cis() {
    let hits = |haplotypes: [u8; 3]| {
        let changes = ["p.Arg58Ter", "p.Trp110Ter", "p.Gln50Ter"];
        let mut variants = changes.map(|change| variant("CDKN2A", change, "stop_gained", Some(2)));
        for (variant, haplotype) in variants.iter_mut().zip(haplotypes) {
            variant.phase_set = Some("1".to_owned());
            variant.phased_haplotype = Some(haplotype);
        }
        MolecularProfile { small_variants: variants.to_vec(), ..profile() }
    };
    let biallelic = Criterion::Is(Atom::Biallelic { gene: "CDKN2A".to_owned() });
    let part =
        |change: &str| Criterion::Is(Atom::Protein { gene: "CDKN2A".to_owned(), change: HgvsP::from(change).change });
    let [one, two, three] = ["p.Arg58Ter", "p.Trp110Ter", "p.Gln50Ter"].map(part);
    let in_cis = Criterion::InCis(vec![one.clone(), two.clone(), three.clone()]);
    let in_trans = Criterion::InTrans(vec![Criterion::AnyOf(vec![one, two]), three]);
    for haplotypes in [[0, 0, 1], [0, 1, 0], [1, 0, 0]] {
        let seen = hits(haplotypes);
        for (subject, expected) in [(&biallelic, Met::Met), (&in_trans, Met::Met), (&in_cis, Met::NotMet)] {
            assert_eq!(told(subject, &seen).0, expected, "{haplotypes:?} {subject:?}");
        }
    }
    assert_eq!((told(&in_trans, &hits([1, 1, 1])).0, told(&in_cis, &hits([1, 1, 1])).0), (Met::NotMet, Met::Met));
    // Several hits on one molecule are one lost copy: of the other nothing is known.
    let on_one = (Met::NotAssessed, vec!["second_hit_not_seen".to_owned(), "phased_in_cis".to_owned()]);
    let (answer, reasons) = told(&biallelic, &hits([1, 1, 1]));
    assert_eq!((answer, reasons.into_iter().filter(|code| on_one.1.contains(code)).collect::<Vec<_>>()), on_one);
}

#[test]
fn what_is_not_told_of_a_third_variant_takes_nothing_from_two_that_are_phased() {
    let hits = |haplotypes: [Option<u8>; 3]| {
        let mut variants =
            ["p.Arg58Ter", "p.Trp110Ter", "p.Gln50Ter"].map(|change| variant("CDKN2A", change, "stop_gained", None));
        for (variant, haplotype) in variants.iter_mut().zip(haplotypes) {
            variant.phase_set = haplotype.map(|_| "1".to_owned());
            variant.phased_haplotype = haplotype;
        }
        MolecularProfile { small_variants: variants.to_vec(), ..profile() }
    };
    let part =
        |change: &str| Criterion::Is(Atom::Protein { gene: "CDKN2A".to_owned(), change: HgvsP::from(change).change });
    let [one, two, three] = ["p.Arg58Ter", "p.Trp110Ter", "p.Gln50Ter"].map(part);
    let biallelic = Criterion::Is(Atom::Biallelic { gene: "CDKN2A".to_owned() });
    let all_in_cis = Criterion::InCis(vec![one.clone(), two.clone(), three.clone()]);
    let some_in_cis = Criterion::InCis(vec![Criterion::AnyOf(vec![one.clone(), two.clone()]), three.clone()]);
    let in_trans = Criterion::InTrans(vec![Criterion::AnyOf(vec![one, two]), three]);
    for (subject, haplotypes, expected) in [
        (&biallelic, [Some(0), None, Some(1)], Met::Met),
        (&biallelic, [Some(0), None, Some(0)], Met::NotAssessed),
        (&in_trans, [Some(0), None, Some(1)], Met::Met),
        (&in_trans, [Some(0), None, Some(0)], Met::NotAssessed),
        (&in_trans, [None, None, Some(0)], Met::NotAssessed),
        (&all_in_cis, [Some(0), None, Some(1)], Met::NotMet),
        (&all_in_cis, [Some(0), None, Some(0)], Met::NotAssessed),
        (&some_in_cis, [Some(0), None, Some(0)], Met::Met),
        (&some_in_cis, [Some(0), Some(1), Some(1)], Met::Met),
        (&some_in_cis, [Some(0), None, Some(1)], Met::NotAssessed),
        (&some_in_cis, [Some(0), Some(0), Some(1)], Met::NotMet),
    ] {
        assert_eq!(told(subject, &hits(haplotypes)).0, expected, "{haplotypes:?} {subject:?}");
    }
}

#[test]
fn a_lost_copy_alone_is_one_hit_and_leaves_the_row_open() {
    let subject = Criterion::Is(Atom::Biallelic { gene: "CDKN2A".to_owned() });
    let lost = amplification("CDKN2A", CopyNumberChange::Loss);
    let alone = evaluate(&subject, &IndexedProfile::new(&lost), &release());
    assert_eq!((alone.met, alone.touched, alone.absence_measured), (Met::NotAssessed, true, false));
    assert_eq!(told(&subject, &lost).1, ["second_hit_not_seen"]);
    let unclear = MolecularProfile { copy_numbers: lost.copy_numbers.clone(), ..missense("CDKN2A", "p.Ala100Ser") };
    let both = (Met::NotAssessed, vec!["second_hit_not_seen".to_owned(), "function_not_known".to_owned()]);
    assert_eq!(told(&subject, &unclear), both);
    let unread = MolecularProfile { assessed: vec![AlterationClass::CopyNumber], ..lost };
    assert_eq!(told(&subject, &unread).1, ["second_hit_not_seen", "small_variants_not_assessed"]);
    assert_eq!(told(&subject, &amplification("CDKN2A", CopyNumberChange::Neutral)).0, Met::NotMet);
}

#[test]
fn zygosity_is_never_guessed() {
    let inner = Criterion::Is(Atom::Protein { gene: "BRAF".to_owned(), change: HgvsP::from("p.V600E").change });
    let subject = Criterion::Homozygous(Box::new(inner));
    let seen = told(&subject, &missense("BRAF", "p.Val600Glu"));
    assert_eq!(seen, (Met::NotAssessed, vec!["zygosity_not_told".to_owned()]));
    assert_eq!(told(&subject, &missense("BRAF", "p.Val600Lys")).0, Met::NotMet);
}

#[test]
fn amounts_are_compared_in_their_own_unit_only_and_never_make_a_finding_alone() {
    let expressed = |unit: Option<&str>, value: &str| {
        let values = vec![ExpressionValue { name: "ERBB2".to_owned(), value: value.parse().unwrap() }];
        let table = ExpressionTable { feature: ExpressedFeature::Gene, unit: unit.map(str::to_owned), file: 0, values };
        let subject =
            Atom::Expression { gene: "ERBB2".to_owned(), at_least: Decimal::ONE_HUNDRED, unit: "TPM".to_owned() };
        told(&Criterion::Is(subject), &MolecularProfile { expression: Some(table), ..profile() })
    };
    assert_eq!(expressed(Some("TPM"), "99.9999").0, Met::NotMet);
    assert_eq!(expressed(Some("TPM"), "100"), (Met::NotAssessed, vec!["expression_reached".to_owned()]));
    assert_eq!(expressed(Some("FPKM"), "500").1, ["expression_in_other_unit"]);
    assert_eq!(expressed(None, "500").1, ["expression_in_other_unit"]);
    let activity = |signature: &str, activity: &str| SignatureActivity {
        signature: signature.to_owned(),
        activity: activity.parse().unwrap(),
        unit: Some("mutations".to_owned()),
        method: Some("synthetic".to_owned()),
        source: source(),
    };
    let share = |own: &str| {
        let signatures = vec![activity("SBS3", own), activity("SBS1", "70"), activity("ID6", "1000")];
        let subject = Atom::Signature { name: "SBS3".to_owned(), at_least: "0.3".parse().unwrap() };
        told(&Criterion::Is(subject), &MolecularProfile { signatures, ..profile() })
    };
    assert_eq!(share("30"), (Met::NotAssessed, vec!["signature_reached".to_owned()]));
    assert_eq!(share("29").0, Met::NotMet);
    let untold = Atom::Signature { name: "SBS3".to_owned(), at_least: Decimal::ONE };
    assert_eq!(met(untold, &profile()), Met::NotAssessed);
}
