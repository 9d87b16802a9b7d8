//! Markers, fusions and copy numbers.

use super::*;

#[test]
fn msi_high_is_level_a_in_any_solid_tumour_and_not_in_lymphoma() {
    let msi = marker(BiomarkerKind::Msi, None, Some(BiomarkerState::High));
    for tumor in ["CHOL", "UCEC", "STAD", "COAD"] {
        assert_eq!(best_level(&favouring(&ask(&msi, tumor, NOW), "pembrolizumab")), Some(EvidenceLevel::A), "{tumor}");
    }
    let lymphoma = ask(&msi, "DLBCLNOS", NOW);
    assert!(favouring(&lymphoma, "pembrolizumab").iter().all(|f| f.evidence_level != Some(EvidenceLevel::A)));
}

#[test]
fn tmb_is_compared_by_its_value_and_the_cut_off_is_inclusive() {
    let drug = |value: &str| {
        let answer = ask(&marker(BiomarkerKind::Tmb, Some(value), None), "CHOL", NOW);
        favouring(&answer, "pembrolizumab").len()
    };
    assert_eq!(drug("10.0"), 1);
    assert_eq!(drug("10"), 1);
    assert_eq!(drug("9.9"), 0);
    assert_eq!(drug("9.9999999999"), 0);
}

#[test]
fn fgfr2_fusion_is_level_a_in_bile_duct_and_c_in_stomach() {
    for (five, three) in [("FGFR2", "BICC1"), ("BICC1", "FGFR2")] {
        let event = fusion(five, three);
        assert_eq!(best_level(&favouring(&ask(&event, "IHCH", NOW), "futibatinib")), Some(EvidenceLevel::A));
        assert_eq!(best_level(&favouring(&ask(&event, "STAD", NOW), "futibatinib")), Some(EvidenceLevel::C));
    }
}

#[test]
fn erbb2_amplification_in_salivary_cancer_is_level_a_and_a_gain_is_not() {
    let salivary = |change| ask(&amplification("ERBB2", change), "SACA", NOW);
    let amplified = salivary(CopyNumberChange::Amplification);
    assert_eq!(best_level(&favouring(&amplified, "trastuzumab")), Some(EvidenceLevel::A));
    assert!(favouring(&salivary(CopyNumberChange::Gain), "trastuzumab").is_empty());
}

#[test]
fn a_value_against_the_call_or_in_another_unit_decides_nothing() {
    let tmb = |value: &str, unit: Option<&str>, state| {
        let mut profile = marker(BiomarkerKind::Tmb, Some(value), state);
        for marker in &mut profile.biomarkers {
            marker.unit = unit.map(str::to_owned);
        }
        favouring(&ask(&profile, "CHOL", NOW), "pembrolizumab").len()
    };
    assert_eq!(tmb("12", Some("mutations-per-megabase"), Some(BiomarkerState::High)), 1);
    assert_eq!(tmb("12", None, Some(BiomarkerState::CannotBeDetermined)), 0);
    assert_eq!(tmb("12", None, Some(BiomarkerState::Low)), 0);
    assert_eq!(tmb("99", Some("percentile"), None), 0);
}

#[test]
fn an_inversion_joining_two_genes_is_open_and_a_truncation_is_no_fusion() {
    let event = |kind| {
        let mut profile = fusion("EML4", "ALK");
        for event in &mut profile.rearrangements {
            event.kind = kind;
        }
        ask(&profile, "LUAD", NOW)
    };
    let inversion = event(RearrangementKind::Inversion);
    assert!(favouring(&inversion, "alectinib").is_empty() && !inversion.open.is_empty());
    let truncation = event(RearrangementKind::Truncation);
    assert!(favouring(&truncation, "alectinib").is_empty());
}
