//! Somatic or germline.

use super::*;

#[test]
fn a_germline_indication_gives_no_level_to_a_somatic_truncation() {
    let brca = MolecularProfile {
        small_variants: vec![variant("BRCA2", "p.Lys1000fs", "frameshift_variant", None)],
        ..profile()
    };
    let answer = ask(&brca, "PAAD", NOW);
    let germline: Vec<_> =
        favouring(&answer, "olaparib").into_iter().filter(|f| f.origin_match == Met::NotMet).collect();
    assert!(!germline.is_empty());
    assert!(germline.iter().all(|finding| finding.evidence_level.is_none()));
}

#[test]
fn a_somatic_hit_beside_it_does_not_take_the_germline_level_away() {
    let inherited = with_origin(variant("BRCA1", "p.Gln667Ter", "stop_gained", None), AlleleOrigin::Germline);
    let acquired = variant("BRCA2", "p.Lys1000fs", "frameshift_variant", None);
    let both = MolecularProfile { small_variants: vec![inherited, acquired], ..profile() };
    let answer = ask(&both, "PAAD", NOW);
    let found = favouring(&answer, "olaparib");
    let inherited = found.iter().find(|finding| finding.statement.0 == "shirube:JP-0080").unwrap();
    assert_eq!((inherited.evidence_level, inherited.origin_match), (Some(EvidenceLevel::A), Met::Met));
    assert!(inherited.germline && inherited.observations.len() == 1);
}

#[test]
fn a_germline_indication_stays_a_candidate_while_the_origin_is_not_told() {
    let untold = with_origin(variant("BRCA1", "p.Gln667Ter", "stop_gained", None), AlleleOrigin::Unknown);
    let answer = ask(&MolecularProfile { small_variants: vec![untold], ..profile() }, "PAAD", NOW);
    let found = favouring(&answer, "olaparib");
    assert!(!found.is_empty());
    let row = found.iter().find(|f| f.statement.0 == "shirube:JP-0080").unwrap();
    assert_eq!((row.level_state, row.accessibility), (LevelState::Candidate, DrugAccessibility::None));
}
