//! The repository's own knowledge base.

mod planted;
mod subjects;

use std::path::PathBuf;

use model::evidence::{Direction, EvidenceLevel, Predicate};
use model::tumor_type::OncoTreeCode;

use super::*;
use crate::statement::{ApprovalStatus, TumorTypeTerm};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")
}

fn own() -> Release {
    match Release::load(&folder()) {
        Ok(release) => release,
        Err(KnowledgeError::Unsound { problems }) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
        Err(error) => panic!("{error}"),
    }
}

fn found<'r>(release: &'r Release, id: &str) -> &'r Statement {
    release.find(&StatementId(format!("shirube:{id}"))).unwrap_or_else(|| panic!("{id} is missing"))
}

fn code(text: &str) -> OncoTreeCode {
    OncoTreeCode::from(text)
}

fn line(release: &Release, text: &str) -> Vec<String> {
    release.tumor_types().ancestors(&code(text)).into_iter().map(|code| code.0).collect()
}

fn names(regimen: &[model::therapy::TherapyName]) -> Vec<(&str, Option<&str>)> {
    regimen.iter().map(|therapy| (therapy.en.as_str(), therapy.ja.as_deref())).collect()
}

#[test]
fn verify_finds_nothing_wrong() {
    let verification = Release::verify(&folder());
    let problems: Vec<String> = verification.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0]);
    assert!(verification.is_clean());
    assert_eq!(verification.release.as_deref(), Some(own().id()));
}

#[test]
fn every_row_of_the_tables_is_there_with_its_basis() {
    let counts = own().counts();
    assert_eq!(counts.kind("approval"), BasisCount { source_read: 156, from_memory: 5 });
    assert_eq!(counts.kind("resistance"), BasisCount { source_read: 78, from_memory: 11 });
    assert_eq!(counts.without_molecular_condition, 12);
    assert_eq!(counts.without_predicate, 2);
    assert_eq!(counts.kind("tumor_type").total(), 898);
    let release = own();
    for number in 1..=161 {
        found(&release, &format!("JP-{number:04}"));
    }
    for number in 1..=89 {
        found(&release, &format!("R-{number:04}"));
    }
}

#[test]
fn approvals_have_the_states_of_the_table() {
    let release = own();
    let with = |status| {
        let of_status = |statement: &&Statement| statement.approval.as_ref().is_some_and(|a| a.status == status);
        release.statements().iter().filter(of_status).map(|s| s.id.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(with(ApprovalStatus::Filed), ["shirube:JP-0050", "shirube:JP-0073", "shirube:JP-0110"]);
    assert_eq!(with(ApprovalStatus::Withdrawn), [""; 0]);
    assert_eq!(with(ApprovalStatus::Approved).len(), 158);
}

#[test]
fn an_approval_carries_its_facts() {
    let release = own();
    let agnostic = found(&release, "JP-0102");
    assert_eq!(
        names(&agnostic.regimens[0]),
        [("dabrafenib", Some("ダブラフェニブ")), ("trametinib", Some("トラメチニブ"))]
    );
    assert_eq!(agnostic.tumor_types.included, [TumorTypeTerm::Solid]);
    assert_eq!(agnostic.tumor_types.excluded, [code("COADREAD")]);
    let approval = agnostic.approval.as_ref().unwrap();
    assert_eq!(approval.approved_on.unwrap().to_string(), "2023-11-24");
    assert_eq!(approval.fda_approved_on.unwrap().to_string(), "2022-06-22");
    assert_eq!(agnostic.predicate, Some(Predicate::PredictsSensitivity));
    let with_platinum = found(&release, "JP-0013");
    assert_eq!(with_platinum.regimens.len(), 2);
    assert!(with_platinum.regimens.iter().all(|regimen| regimen.len() == 3));
}

#[test]
fn each_kind_of_resistance_row_says_what_it_says() {
    let release = own();
    for (id, predicate, direction) in [
        ("R-0009", Some(Predicate::PredictsResistance), Direction::Supports),
        ("R-0001", Some(Predicate::NoBenefit), Direction::Supports),
        ("R-0005", Some(Predicate::NoBenefit), Direction::Supports),
        ("R-0034", Some(Predicate::PredictsReducedSensitivity), Direction::Supports),
        ("R-0011", Some(Predicate::PredictsSensitivity), Direction::Supports),
        ("R-0007", Some(Predicate::PredictsSensitivity), Direction::DoesNotSupport),
        ("R-0038", None, Direction::Supports),
        ("R-0063", None, Direction::Supports),
    ] {
        let statement = found(&release, id);
        assert_eq!((statement.predicate, statement.direction), (predicate, direction), "{id}");
    }
    let singly = found(&release, "R-0001");
    assert_eq!(
        singly.regimens.iter().map(|regimen| names(regimen)[0].0).collect::<Vec<_>>(),
        ["cetuximab", "panitumumab"]
    );
    assert_eq!(found(&release, "R-0004").regimen_note.as_deref(), Some("BRAF阻害薬なし"));
}

#[test]
fn a_row_from_memory_cites_nothing() {
    for statement in own().statements() {
        let read = statement.basis == model::evidence::Basis::SourceRead;
        assert_eq!(statement.citation.is_some(), read, "{}", statement.id);
    }
}

#[test]
fn a_type_walks_up_to_its_tissue() {
    let release = own();
    assert_eq!(line(&release, "LUAD"), ["LUAD", "NSCLC", "LUNG"]);
    assert_eq!(line(&release, "LUNG"), ["LUNG"]);
    assert_eq!(line(&release, "NOSUCHCODE"), [""; 0]);
    let types = release.tumor_types();
    assert!(types.iter().filter(|found| found.parent.is_some()).all(|found| !types.ancestors(&found.code).is_empty()));
}

#[test]
fn solid_tumours_are_all_but_lymphoid_and_myeloid() {
    let release = own();
    for (text, solid) in [
        ("LUAD", Some(true)),
        ("GIST", Some(true)),
        ("AML", Some(false)),
        ("DLBCLNOS", Some(false)),
        ("LYMPH", Some(false)),
        ("TLYM", Some(false)),
        ("MLYM", Some(false)),
        ("NOSUCHCODE", None),
    ] {
        assert_eq!(release.tumor_types().is_solid(&code(text)), solid, "{text}");
    }
}

#[test]
fn types_have_japanese_labels_and_areas() {
    let release = own();
    let types = release.tumor_types();
    assert_eq!(types.label_ja(&code("LUAD")), Some("肺腺癌"));
    assert_eq!(types.label_ja(&code("NSCLC")), Some("非小細胞肺癌"));
    assert_eq!(types.area(&code("COAD")).map(|area| area.ja.as_str()), Some("消化器がん"));
    for tissue in types.iter().filter(|found| found.parent == Some(code("TISSUE"))) {
        assert!(tissue.ja.is_some() && types.area(&tissue.code).is_some(), "{}", tissue.code);
    }
}

#[test]
fn every_recurrent_residue_is_a_level_f_statement_without_a_drug() {
    let release = own();
    let statement = found(&release, "F-TP53-R175");
    assert_eq!(statement.level, Some(EvidenceLevel::F));
    assert_eq!(statement.predicate, Some(Predicate::Oncogenic));
    assert!(statement.regimens.is_empty() && statement.approval.is_none());
    assert_eq!(statement.tumor_types.included, [TumorTypeTerm::Any]);
    let residues = release.hotspots().iter().flat_map(|gene| &gene.hotspots);
    let residues = residues.filter(|hotspot| matches!(hotspot, crate::hotspots::Hotspot::Residue(_))).count();
    assert_eq!(release.counts().kind("oncogenic_hotspot").total(), residues);
    assert!(residues > 500);
}

#[test]
fn statements_are_found_by_gene_by_id_and_by_words() {
    let release = own();
    let about: Vec<&str> = release.statements_about("ROS1").map(|statement| statement.id.0.as_str()).collect();
    assert!(about.contains(&"shirube:JP-0025") && about.contains(&"shirube:R-0022"));
    assert!(release.statements_about("NOSUCHGENE").next().is_none());
    assert!(release.statements_without_gene().any(|statement| statement.id.0 == "shirube:JP-0097"));
    assert!(release.find(&StatementId("shirube:JP-9999".to_owned())).is_none());
    let ids = |text| release.search(text).iter().map(|statement| statement.id.0.clone()).collect::<Vec<_>>();
    // A row that names the drug alone is found by its brand too, in whatever width and kana it is typed.
    for typed in ["オータイロ 固形癌", "ｵｰﾀｲﾛ 固形癌", "おーたいろ　固形癌"] {
        assert_eq!(ids(typed), ["shirube:JP-0101", "shirube:R-0029"], "{typed}");
    }
    assert!(ids("OSIMERTINIB t790m").contains(&"shirube:JP-0009".to_owned()));
    assert_eq!(ids("osimertinib 胃癌"), [""; 0]);
}

#[test]
fn a_policy_can_be_turned_for_comparison() {
    let release = own();
    let off = ["imported_level_counts_as_candidate", "other_tumour_counts_across_blood_and_solid"];
    for name in crate::policies::NAMES {
        assert_eq!(release.policies().value(name), !off.contains(&name), "{name}");
        assert!(release.policies().get(name).unwrap().approved_by.is_none());
    }
    let name = "fda_only_counts_as_a";
    let turned = release.policies().clone().with(name, false);
    assert!(!release.with_policies(turned).policies().value(name));
}

#[test]
fn the_cut_off_of_tmb_is_the_same_in_the_row_and_in_the_thresholds() {
    let release = own();
    let cut_off = release.thresholds().at_least("tmb_high_mut_per_mb").unwrap();
    assert_eq!(found(&release, "JP-0098").subject_text, format!("TMB>={cut_off}"));
}

#[test]
fn the_isoforms_bring_known_numbers_together() {
    let release = own();
    for (gene, position, other) in [
        ("ABL1", 315, 334),
        ("BRAF", 600, 640),
        ("BRAF", 486, 526),
        ("FGFR2", 550, 549),
        ("KIT", 816, 812),
        ("MET", 1228, 1246),
        ("MYD88", 265, 252),
    ] {
        let numbers: Vec<u32> = release.genes().bridge(gene, position).iter().map(|found| found.position).collect();
        assert_eq!(numbers, [other], "{gene} {position}");
    }
}

/// The sum over every set of criteria, worked out again from the numbers of the standard.
#[test]
fn the_points_of_every_set_of_criteria_add_up_to_one_class() {
    use std::collections::BTreeSet;

    use model::oncogenicity::{OncogenicityClass, OncogenicityCriterion};

    const STANDARD: [(&str, i32, &[&str]); 17] = [
        ("OVS1", 8, &[]),
        ("OS1", 4, &[]),
        ("OS2", 4, &[]),
        ("OS3", 4, &["OS1"]),
        ("OM1", 2, &["OS1", "OS3"]),
        ("OM2", 2, &[]),
        ("OM3", 2, &["OM1", "OM4"]),
        ("OM4", 2, &["OS1", "OS3", "OM1"]),
        ("OP1", 1, &[]),
        ("OP2", 1, &[]),
        ("OP3", 1, &["OM1", "OM3", "OM4"]),
        ("OP4", 1, &[]),
        ("SBVS1", -8, &[]),
        ("SBS1", -4, &["SBVS1"]),
        ("SBS2", -4, &[]),
        ("SBP1", -1, &[]),
        ("SBP2", -1, &[]),
    ];
    let release = own();
    let table = release.oncogenicity();
    let mut seen = BTreeSet::new();
    for bits in 0_u32..1 << STANDARD.len() {
        let is_met = |name: &str| STANDARD.iter().position(|row| row.0 == name).is_some_and(|at| bits >> at & 1 == 1);
        let expected: i32 = STANDARD
            .iter()
            .filter(|(name, _, not_with)| is_met(name) && !not_with.iter().any(|other| is_met(other)))
            .map(|(_, points, _)| points)
            .sum();
        let met: BTreeSet<OncogenicityCriterion> =
            OncogenicityCriterion::ALL.into_iter().filter(|criterion| is_met(criterion.code())).collect();
        assert_eq!(table.sum(&met), expected, "{met:?}");
        let class = match expected {
            10.. => OncogenicityClass::Oncogenic,
            6..=9 => OncogenicityClass::LikelyOncogenic,
            0..=5 => OncogenicityClass::UncertainSignificance,
            -6..=-1 => OncogenicityClass::LikelyBenign,
            ..=-7 => OncogenicityClass::Benign,
        };
        assert_eq!(table.class(expected).map(|row| row.code), Some(class), "{met:?}");
        seen.insert(class);
    }
    assert_eq!(seen.len(), 5);
}
