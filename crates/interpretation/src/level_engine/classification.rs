//! The two international classifications beside the level, and conflicts.

use model::evidence::{Basis, Direction, LevelState};
use model::oncogenicity::{AmpLevel, AmpTier};
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::conflicts::conflicts;

fn tiers(answer: &Interpretation) -> BTreeMap<String, BTreeSet<(AmpTier, Option<AmpLevel>, LevelState)>> {
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for shown in answer.findings.iter().flat_map(|finding| &finding.variants) {
        if let Some(amp) = &shown.amp {
            found.entry(shown.label.clone()).or_default().insert((amp.tier, amp.level, amp.state));
        }
    }
    found
}

#[test]
fn one_variant_is_never_in_two_tiers_and_has_the_highest_of_its_findings() {
    let both = MolecularProfile {
        small_variants: vec![
            variant("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
            variant("TP53", "p.Arg175His", "missense_variant", Some(5)),
        ],
        ..profile()
    };
    let answer = ask(&both, "LUAD", NOW);
    let found = tiers(&answer);
    assert!(found.values().all(|tiers| tiers.len() == 1), "{found:?}");
    assert_eq!(found["EGFR p.L858R"], BTreeSet::from([(AmpTier::I, Some(AmpLevel::A), LevelState::Final)]));
    assert_eq!(found["TP53 p.R175H"], BTreeSet::from([(AmpTier::III, None, LevelState::Candidate)]));
    let because = answer.findings.iter().flat_map(|f| &f.variants).find(|shown| shown.label == "EGFR p.L858R").unwrap();
    let because = because.amp.as_ref().unwrap().because.clone().unwrap();
    assert!(answer.findings.iter().any(|f| f.statement == because && f.evidence_level == Some(EvidenceLevel::A)));
}

#[test]
fn a_tier_by_a_remembered_row_is_a_candidate_though_its_level_is_final() {
    let release = release();
    for (gene, change, level, expected) in [
        ("TP53", "p.Arg175His", EvidenceLevel::F, LevelState::Candidate),
        ("EGFR", "p.Leu858Arg", EvidenceLevel::A, LevelState::Final),
    ] {
        let remembered = release.amp().of_level(level).unwrap().basis == Basis::FromMemory;
        assert_eq!(remembered, expected == LevelState::Candidate, "{gene}");
        let answer = ask(&missense(gene, change), "LUAD", NOW);
        let final_level = |f: &&Finding| f.evidence_level == Some(level) && f.level_state == LevelState::Final;
        let finding = answer.findings.iter().find(final_level).unwrap();
        assert_eq!(finding.variants[0].amp.as_ref().map(|amp| amp.state), Some(expected), "{gene}");
    }
}

#[test]
fn an_unconfirmed_row_never_takes_the_place_of_a_tier_that_may_be_used_and_is_named_beside_it() {
    let profile = missense("EGFR", "p.Leu858Arg");
    let mut findings = ask(&profile, "HGSOC", NOW).findings;
    let own = findings.iter().find(|finding| finding.evidence_level == Some(EvidenceLevel::C)).unwrap();
    let remembered = Finding {
        evidence_level: Some(EvidenceLevel::A),
        level_state: LevelState::Candidate,
        statement: model::finding::StatementId("shirube:JP-9999".to_owned()),
        ..own.clone()
    };
    findings.push(remembered.clone());
    let indexed = crate::indexed_profile::IndexedProfile::new(&profile);
    crate::amp::classify(&mut findings, &indexed, &release());
    let amp = findings[0].variants[0].amp.clone().unwrap();
    assert_eq!((amp.tier, amp.level, amp.state), (AmpTier::II, Some(AmpLevel::C), LevelState::Final));
    let beside = amp.stronger.unwrap();
    assert_eq!(
        (beside.tier, beside.level, beside.because.0.as_str()),
        (AmpTier::I, Some(AmpLevel::A), "shirube:JP-9999")
    );
    let mut alone = vec![remembered];
    crate::amp::classify(&mut alone, &indexed, &release());
    let amp = alone[0].variants[0].amp.clone().unwrap();
    assert_eq!((amp.tier, amp.state, amp.stronger), (AmpTier::I, LevelState::Candidate, None));
}

#[test]
fn a_drug_of_another_tumour_is_tier_two_and_an_inherited_variant_has_no_tier() {
    let elsewhere = ask(&missense("EGFR", "p.Leu858Arg"), "HGSOC", NOW);
    assert_eq!(
        tiers(&elsewhere)["EGFR p.L858R"],
        BTreeSet::from([(AmpTier::II, Some(AmpLevel::C), LevelState::Final)])
    );
    let mut inherited = variant("BRCA1", "p.Gln667Ter", "stop_gained", None);
    inherited.origin = AlleleOrigin::Germline;
    let answer = ask(&MolecularProfile { small_variants: vec![inherited], ..profile() }, "PAAD", NOW);
    assert!(!answer.findings.is_empty() && tiers(&answer).is_empty());
}

#[test]
fn a_resistance_whose_strength_no_row_tells_gives_no_tier() {
    let answer = ask(&missense_in("KRAS", "p.Gly12Asp", 2), "COAD", NOW);
    let resistance = |f: &&Finding| f.resistance && f.evidence_level.is_none();
    assert!(answer.findings.iter().any(|f| resistance(&f)));
    // What is left is level F: known to drive, no drug implied.
    assert!(tiers(&answer).values().flatten().all(|(tier, _, _)| *tier != AmpTier::I), "{:?}", tiers(&answer));
}

#[test]
fn statements_that_disagree_about_one_regimen_stand_opposite_each_other() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "MEL", NOW);
    let mut findings = answer.findings;
    assert!(conflicts(&findings).is_empty());
    let option = findings.iter().find(|f| f.predicate == Predicate::PredictsSensitivity).unwrap().clone();
    let denied = Finding {
        direction: Direction::DoesNotSupport,
        statement: model::finding::StatementId("civic:EID1".to_owned()),
        ..option.clone()
    };
    let other_tumour = Finding { tumor_type_match: model::evidence::TumorTypeMatch::Other, ..denied.clone() };
    let count = findings.len();
    findings.push(other_tumour);
    assert!(conflicts(&findings).is_empty(), "another tumour is no conflict");
    findings.truncate(count);
    findings.push(denied);
    let found = conflicts(&findings);
    assert_eq!(found.len(), 1);
    assert!(found[0].favouring.iter().any(|f| f.statement == option.statement));
    assert_eq!(found[0].opposing.iter().map(|f| f.statement.0.as_str()).collect::<Vec<_>>(), ["civic:EID1"]);
}
