use std::collections::BTreeMap;

use super::*;
use crate::level_engine::release;

fn by_id(release: &Release) -> BTreeMap<String, DeadRow> {
    dead_rows(release).into_iter().map(|row| (row.statement.0.clone(), row)).collect()
}

#[test]
fn every_row_of_the_release_is_met_by_its_witness_or_reported_with_a_reason() {
    let release = release();
    let dead = by_id(&release);
    for (id, row) in &dead {
        eprintln!(
            "{id}\t{}\t{}\t{:?}",
            row.fate.code(),
            row.subject,
            row.reasons.iter().map(|r| &r.code).collect::<Vec<_>>()
        );
        assert!(row.fate == Fate::NoCondition || !row.reasons.is_empty(), "{id} gives no reason: {}", row.subject);
    }
    let reached = release.statements().len() - dead.len();
    assert!(reached * 10 >= release.statements().len() * 8, "only {reached} of {}", release.statements().len());
    for alive in ["JP-0001", "JP-0010", "JP-0098", "JP-0102", "R-0009", "F-BRAF-V600"] {
        assert!(!dead.contains_key(&format!("shirube:{alive}")), "{alive}");
    }
}

#[test]
fn what_kills_a_row_is_told() {
    let release = release();
    let dead = by_id(&release);
    // A required wild type stays open: only filtered records are left to be looked at, and no file tells.
    let wild = &dead["shirube:JP-0040"];
    assert_eq!(wild.fate, Fate::OpenAtBest);
    assert!(wild.reasons.iter().all(|reason| reason.code == "callable_regions_missing"), "{wild:?}");
    let without = release.statements().iter().filter(|row| row.subject.is_none()).count();
    assert_eq!(dead.values().filter(|row| row.fate == Fate::NoCondition).count(), without);
    for row in release.statements().iter().filter(|row| row.subject_text.contains("-TKD mutation")) {
        assert!(row.subject_text.contains('|') || dead.contains_key(&row.id.0), "{}", row.id);
    }
}
