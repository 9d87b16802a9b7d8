//! What speaks against a drug, and what overrules what.

use super::*;

#[test]
fn kras_g12d_in_colorectal_cancer_stands_on_the_resistance_axis() {
    let mut kras = missense("KRAS", "p.Gly12Asp");
    for variant in &mut kras.small_variants {
        for consequence in &mut variant.consequences {
            consequence.exon = Some(Rank { first: 2, last: 2, total: 5 });
        }
    }
    for drug in ["cetuximab", "panitumumab"] {
        let answer = ask(&kras, "COAD", NOW);
        let found = against(&answer, drug);
        assert!(found.iter().any(|finding| finding.resistance && finding.evidence_level.is_none()), "{drug}");
        let levelled = ask_release(&kras, "COAD", NOW, &with_policy("guideline_negative_predictor_shown_as_r", false));
        assert!(
            against(&levelled, drug)
                .iter()
                .any(|finding| !finding.resistance && finding.evidence_level == Some(EvidenceLevel::A)),
            "{drug}"
        );
    }
}

#[test]
fn the_sensitive_insertion_does_not_inherit_the_bucket() {
    let insertion = |hgvsp: &str| MolecularProfile {
        small_variants: vec![variant("EGFR", hgvsp, "inframe_insertion", Some(20))],
        ..profile()
    };
    let sensitive = ask(&insertion("p.Ala763_Tyr764insPheGlnGluAla"), "LUAD", NOW);
    assert!(against(&sensitive, "osimertinib").is_empty());
    let generic = ask(&insertion("p.Ala767_Val769dup"), "LUAD", NOW);
    assert!(!against(&generic, "osimertinib").is_empty());
}

#[test]
fn a_resistance_finding_stands_beside_the_drug_it_speaks_against() {
    let both = MolecularProfile {
        small_variants: vec![
            variant("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ],
        ..profile()
    };
    let answer = ask(&both, "LUAD", NOW);
    assert!(favouring(&answer, "gefitinib").iter().all(|finding| !finding.contradicted_by.is_empty()));
    assert!(favouring(&answer, "osimertinib").iter().all(|finding| finding.contradicted_by.is_empty()));
}

#[test]
fn a_row_about_monotherapy_does_not_speak_against_the_combination() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COADREAD", NOW);
    let combination: Vec<_> =
        favouring(&answer, "encorafenib").into_iter().filter(|finding| names(finding, "cetuximab")).collect();
    assert!(!combination.is_empty());
    assert!(combination.iter().all(|finding| finding.contradicted_by.is_empty()), "{combination:#?}");
    assert!(!against(&answer, "cetuximab").is_empty());
}

#[test]
fn a_row_against_a_regimen_in_this_tumour_overrules_its_approval_in_another() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COAD", NOW);
    let elsewhere: Vec<_> = favouring(&answer, "trametinib")
        .into_iter()
        .filter(|finding| finding.therapies.len() == 2 && finding.evidence_level == Some(EvidenceLevel::C))
        .collect();
    assert!(!elsewhere.is_empty());
    assert!(elsewhere.iter().all(|finding| finding.overruled_by.is_some()), "{elsewhere:#?}");
}

#[test]
fn an_opposed_or_already_given_drug_ranks_below_the_others_of_its_level() {
    let both = MolecularProfile {
        small_variants: vec![
            variant("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ],
        ..profile()
    };
    let given = model::clinical::Treatment {
        drugs: vec!["オシメルチニブ".to_owned()],
        ..model::clinical::Treatment::default()
    };
    let context = Context {
        tumor: TumorContext::Type("LUAD".into()),
        as_of: NOW,
        treatments: vec![given],
        person: crate::conditions::PersonFacts::default(),
    };
    let answer = interpret(&both, &context, &release()).unwrap();
    let rank = |drug: &str| {
        answer
            .findings
            .iter()
            .position(|f| f.therapies.len() == 1 && names(f, drug) && f.level_state == LevelState::Final)
    };
    assert!(rank("osimertinib") < rank("gefitinib"), "given before opposed");
    let fresh = answer.findings.iter().position(|finding| names(finding, "lazertinib"));
    assert!(fresh < rank("osimertinib"), "new before given");
}

#[test]
fn what_is_only_remembered_does_not_overrule_what_was_read() {
    let answer = ask(&missense_in("KRAS", "p.Gly12Cys", 2), "COAD", NOW);
    let read: Vec<_> =
        against(&answer, "panitumumab").into_iter().filter(|f| f.level_state == LevelState::Final).collect();
    assert!(!read.is_empty());
    assert!(read.iter().all(|finding| finding.overruled_by.is_none()), "{read:#?}");
}
