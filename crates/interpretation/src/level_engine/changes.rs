//! Which changes meet which subjects.

use super::*;

#[test]
fn braf_outside_v600_in_lung_is_never_level_a() {
    let answer = ask(&missense("BRAF", "p.Gly469Ala"), "LUAD", NOW);
    assert!(!final_levels(&answer).contains(&EvidenceLevel::A));
    assert!(favouring(&answer, "dabrafenib").is_empty());
}

#[test]
fn a_variant_nobody_has_described_has_no_finding() {
    let answer = ask(&missense("EGFR", "p.Asn1000Ser"), "LUAD", NOW);
    assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
}

#[test]
fn a_stop_a_frameshift_or_a_synonymous_change_at_a_codon_is_no_codon_match() {
    for (hgvsp, term) in
        [("p.Arg132Ter", "stop_gained"), ("p.Arg132fs", "frameshift_variant"), ("p.Arg132=", "synonymous_variant")]
    {
        let profile = MolecularProfile { small_variants: vec![variant("IDH1", hgvsp, term, None)], ..profile() };
        let answer = ask(&profile, "AML", NOW);
        assert!(answer.findings.iter().all(|f| f.match_kind != MatchKind::Codon), "{hgvsp}: {:#?}", answer.findings);
    }
}

#[test]
fn exon_19_deletions_match_by_exon_and_not_elsewhere() {
    let deletion = |exon| MolecularProfile {
        small_variants: vec![variant("EGFR", "p.Glu746_Ala750del", "inframe_deletion", exon)],
        ..profile()
    };
    let inside = ask(&deletion(Some(19)), "LUAD", NOW);
    assert_eq!(best_level(&favouring(&inside, "osimertinib")), Some(EvidenceLevel::A));
    assert!(favouring(&ask(&deletion(Some(20)), "LUAD", NOW), "osimertinib").is_empty());
    let untold = ask(&deletion(None), "LUAD", NOW);
    assert!(favouring(&untold, "osimertinib").is_empty());
    assert!(untold.open.iter().any(|open| open.reasons.iter().any(|reason| reason.code == "reference_missing")));
}

#[test]
fn two_changes_that_must_be_in_cis_stay_open_without_phase() {
    let pair = |phase: Option<(&str, u8, u8)>| {
        let mut variants = vec![
            variant("EGFR", "p.Cys797Ser", "missense_variant", Some(20)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ];
        if let Some((set, one, other)) = phase {
            for (variant, haplotype) in variants.iter_mut().zip([one, other]) {
                variant.phase_set = Some(set.to_owned());
                variant.phased_haplotype = Some(haplotype);
            }
        }
        let answer = ask(&MolecularProfile { small_variants: variants, ..profile() }, "LUAD", NOW);
        answer.findings.iter().find(|f| f.match_kind == MatchKind::Boolean).map(|f| f.status)
    };
    assert_eq!(pair(None), Some(Met::NotAssessed));
    assert_eq!(pair(Some(("1", 0, 0))), Some(Met::Met));
    assert_eq!(pair(Some(("1", 0, 1))), None);
}

#[test]
fn two_substitutions_in_one_codon_decide_nothing_alone() {
    let asked = |second: &str, phase: Option<(u8, u8)>| {
        let mut variants = vec![
            variant("BRAF", "p.Val600Glu", "missense_variant", Some(15)),
            variant("BRAF", second, "missense_variant", Some(15)),
        ];
        for (variant, position) in variants.iter_mut().zip([500, 501]) {
            variant.allele.position = VcfPosition(position);
        }
        if let Some((one, other)) = phase {
            for (variant, haplotype) in variants.iter_mut().zip([one, other]) {
                variant.phase_set = Some("7:500".to_owned());
                variant.phased_haplotype = Some(haplotype);
            }
        }
        let answer = ask(&MolecularProfile { small_variants: variants, ..profile() }, "MEL", NOW);
        let open = answer.open.iter().flat_map(|open| &open.reasons).map(|reason| reason.code.clone());
        (favouring(&answer, "dabrafenib").is_empty(), open.collect::<std::collections::BTreeSet<_>>())
    };
    let has = |answer: &(bool, std::collections::BTreeSet<String>), code: &str| answer.1.contains(code);
    let cis = asked("p.Val600Met", Some((1, 1)));
    assert!(cis.0 && has(&cis, "codon_changed_twice_in_cis"), "{cis:?}");
    let unphased = asked("p.Val600Met", None);
    assert!(unphased.0 && has(&unphased, "codon_changed_twice_phase_unknown"), "{unphased:?}");
    let trans = asked("p.Val600Met", Some((0, 1)));
    assert!(!trans.0 && trans.1.iter().all(|code| !code.starts_with("codon_changed_twice")), "{trans:?}");
    let combined = asked("p.Val600Glu", Some((1, 1)));
    assert!(!combined.0, "an annotator that combines both says the same change twice");
    let elsewhere = asked("p.Lys601Glu", Some((1, 1)));
    assert!(!elsewhere.0);
}

#[test]
fn a_required_wild_type_is_refuted_by_a_mutation_and_open_otherwise() {
    let mutated = ask(&missense("KRAS", "p.Gly12Asp"), "COAD", NOW);
    assert!(favouring(&mutated, "panitumumab").is_empty());
    let silent = ask(&missense("TP53", "p.Arg175His"), "COAD", NOW);
    assert!(favouring(&silent, "panitumumab").is_empty(), "absence of a record is not a wild type");
}

#[test]
fn an_insertion_elsewhere_in_flt3_is_no_tandem_duplication() {
    let insertion = |hgvsp: &str| MolecularProfile {
        small_variants: vec![variant("FLT3", hgvsp, "inframe_insertion", None)],
        ..profile()
    };
    let elsewhere = ask(&insertion("p.Leu100_Ala101insGly"), "AML", NOW);
    assert!(favouring(&elsewhere, "quizartinib").is_empty() && !elsewhere.open.is_empty());
}

#[test]
fn a_truncation_in_the_last_exon_is_not_taken_for_loss_of_function() {
    let last = |exon| {
        let mut variant = variant("BRCA2", "p.Lys3326Ter", "stop_gained", Some(exon));
        variant.consequences[0].exon = Some(Rank { first: exon, last: exon, total: 27 });
        ask(&MolecularProfile { small_variants: vec![variant], ..profile() }, "PRAD", NOW)
    };
    assert!(favouring(&last(27), "olaparib").is_empty() && !last(27).open.is_empty());
    assert!(!favouring(&last(11), "olaparib").is_empty());
}

#[test]
fn a_large_deletion_is_no_change_of_each_codon_in_it() {
    let deletion = MolecularProfile {
        small_variants: vec![variant("IDH1", "p.Gly100_Arg200del", "inframe_deletion", None)],
        ..profile()
    };
    assert!(ask(&deletion, "AML", NOW).findings.iter().all(|finding| finding.match_kind != MatchKind::Codon));
}

#[test]
fn a_splice_site_of_untold_side_at_met_exon_14_is_open() {
    let near = MolecularProfile {
        small_variants: vec![variant("MET", "p.X1010_splice", "splice_site_variant", Some(14))],
        ..profile()
    };
    let answer = ask(&near, "LUAD", NOW);
    assert!(favouring(&answer, "tepotinib").is_empty() && !answer.open.is_empty());
}
