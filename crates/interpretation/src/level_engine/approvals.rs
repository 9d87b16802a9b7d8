//! Levels and access by the approvals, as of a day.

use super::*;

#[test]
fn braf_v600e_in_melanoma_is_level_a_and_approved_in_japan() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "MEL", NOW);
    let found = favouring(&answer, "dabrafenib");
    assert!(
        found.iter().any(|finding| {
            finding.evidence_level == Some(EvidenceLevel::A)
                && finding.accessibility == DrugAccessibility::JpApproved
                && finding.level_state == LevelState::Final
        }),
        "{found:#?}"
    );
}

#[test]
fn the_tumour_agnostic_approval_follows_the_day_and_its_policy() {
    let pancreas = missense("BRAF", "p.Val600Glu");
    let agnostic = |answer: &Interpretation| {
        favouring(answer, "dabrafenib")
            .into_iter()
            .filter(|finding| finding.tumor_type_match == model::evidence::TumorTypeMatch::Ancestor)
            .map(|finding| (finding.evidence_level, finding.accessibility))
            .next()
    };
    assert_eq!(agnostic(&ask(&pancreas, "PAAD", NOW)), Some((Some(EvidenceLevel::A), DrugAccessibility::JpApproved)));
    assert_eq!(
        agnostic(&ask(&pancreas, "PAAD", date(2023, 1, 1))),
        Some((Some(EvidenceLevel::A), DrugAccessibility::FdaApproved))
    );
    assert_eq!(agnostic(&ask(&pancreas, "PAAD", date(2021, 1, 1))), Some((None, DrugAccessibility::None)));
    let before = ask(&pancreas, "PAAD", date(2021, 1, 1));
    assert_eq!(best_level(&favouring(&before, "dabrafenib")), Some(EvidenceLevel::C));

    let strict = with_policy("agnostic_approval_counts_as_same_tumour", false);
    let answer = ask_release(&pancreas, "PAAD", NOW, &strict);
    assert_eq!(agnostic(&answer).and_then(|(level, _)| level), Some(EvidenceLevel::C));
}

#[test]
fn an_fda_fact_is_remembered_and_gives_a_candidate_only() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "PAAD", date(2023, 1, 1));
    let by_fda = favouring(&answer, "dabrafenib")
        .into_iter()
        .filter(|finding| finding.accessibility == DrugAccessibility::FdaApproved)
        .collect::<Vec<_>>();
    assert!(!by_fda.is_empty());
    assert!(by_fda.iter().all(|finding| finding.level_state == LevelState::Candidate));

    let strict = with_policy("fda_only_counts_as_a", false);
    let answer = ask_release(&missense("BRAF", "p.Val600Glu"), "PAAD", date(2023, 1, 1), &strict);
    assert!(best_level(&favouring(&answer, "dabrafenib")) > Some(EvidenceLevel::A));
}

#[test]
fn the_indication_that_leaves_colorectal_cancer_out_gives_no_level_there() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COADREAD", NOW);
    let agnostic = favouring(&answer, "dabrafenib")
        .into_iter()
        .find(|finding| finding.reasons.iter().any(|reason| reason.code == "excluded_by_indication"));
    let agnostic = agnostic.expect("the agnostic row is listed with its exclusion");
    assert_eq!((agnostic.evidence_level, agnostic.accessibility), (None, DrugAccessibility::None));
    assert_eq!(best_level(&favouring(&answer, "encorafenib")), Some(EvidenceLevel::A));
}

#[test]
fn an_indication_of_an_organ_that_leaves_a_subtype_out_is_level_c_in_other_organs() {
    let thyroid = |tumor: &str| {
        let answer = ask(&missense("BRAF", "p.Val600Glu"), tumor, NOW);
        let rows = favouring(&answer, "encorafenib").into_iter().cloned();
        rows.filter(|finding| finding.statement.0 == "shirube:JP-0091").map(|f| f.evidence_level).collect::<Vec<_>>()
    };
    assert_eq!(thyroid("LUAD"), [Some(EvidenceLevel::C)]);
    assert_eq!(thyroid("THPA"), [Some(EvidenceLevel::A)]);
    assert_eq!(thyroid("THAP"), [None], "anaplastic carcinoma is left out by name");
}

#[test]
fn egfr_l858r_in_lung_lists_the_approved_inhibitors() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
    for drug in ["osimertinib", "afatinib", "erlotinib", "dacomitinib"] {
        let found = favouring(&answer, drug);
        assert!(
            found.iter().any(|f| f.evidence_level == Some(EvidenceLevel::A)
                && f.level_state == LevelState::Final
                && f.accessibility == DrugAccessibility::JpApproved),
            "{drug}: {found:#?}"
        );
    }
}

#[test]
fn egfr_l858r_in_ovarian_cancer_is_level_c_off_label() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "HGSOC", NOW);
    let found = favouring(&answer, "osimertinib");
    assert_eq!(best_level(&found), Some(EvidenceLevel::C));
    assert!(found.iter().all(|finding| finding.accessibility != DrugAccessibility::JpApproved));
}

#[test]
fn tp53_r175h_alone_is_oncogenic_and_names_no_drug_in_a_solid_tumour() {
    let answer = ask(&missense("TP53", "p.Arg175His"), "BRCA", NOW);
    assert!(answer.findings.iter().any(|f| {
        f.predicate == Predicate::Oncogenic && f.evidence_level == Some(EvidenceLevel::F) && f.therapies.is_empty()
    }));
    assert!(final_levels(&answer).iter().all(|level| *level == EvidenceLevel::F), "{:#?}", answer.findings);

    let mixed = with_policy("other_tumour_counts_across_blood_and_solid", true);
    let answer = ask_release(&missense("TP53", "p.Arg175His"), "BRCA", NOW, &mixed);
    assert!(final_levels(&answer).contains(&EvidenceLevel::C));
}

#[test]
fn a_filed_indication_is_no_approval_unless_the_policy_says_so() {
    let kras = missense("KRAS", "p.Gly12Cys");
    let filed = |release: &Release| {
        let answer = ask_release(&kras, "COAD", NOW, release);
        let found: Vec<_> =
            favouring(&answer, "sotorasib").into_iter().filter(|f| names(f, "panitumumab")).cloned().collect();
        found.iter().any(|finding| finding.accessibility == DrugAccessibility::JpApproved)
    };
    assert!(!filed(&release()));
    assert!(filed(&with_policy("filed_is_not_approved", false)));
}

#[test]
fn an_unconfirmed_row_is_a_candidate_and_never_an_approved_drug() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
    let remembered: Vec<_> = answer.findings.iter().filter(|f| f.basis == model::evidence::Basis::FromMemory).collect();
    assert!(!remembered.is_empty());
    assert!(remembered.iter().all(|finding| {
        finding.level_state == LevelState::Candidate && finding.accessibility != DrugAccessibility::JpApproved
    }));
}

#[test]
fn an_approval_without_a_date_does_not_hold_in_the_past() {
    let levels = |as_of| final_levels(&ask(&missense("BRAF", "p.Val600Glu"), "LUAD", as_of));
    assert!(levels(NOW).contains(&EvidenceLevel::A));
    assert!(!levels(date(1990, 1, 1)).contains(&EvidenceLevel::A));
}
