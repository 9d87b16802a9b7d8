//! Rows of open corpora: evidence in the terms of its source. Never a final level, never an access class.

use knowledge::Release;
use knowledge::statement::{Imported, Statement, TumorTypeTerm};
use model::evidence::{Direction, DrugAccessibility, EvidenceLevel, LevelState, Predicate, TumorTypeMatch};
use model::finding::Reason;

use super::{Standing, Tier};

const POLICY: &str = "imported_level_counts_as_candidate";

pub(super) fn by_policy(statement: &Statement, row: &Imported, standing: &Standing, release: &Release) -> Tier {
    let against = statement.predicate.is_some_and(Predicate::is_against_therapy);
    let mut tier = Tier {
        level_state: LevelState::Candidate,
        resistance: against && statement.direction == Direction::Supports,
        ..Tier::without_level(in_its_words(row))
    };
    if row.flagged {
        tier.reasons.push(Reason::new("imported_row_flagged"));
    }
    if statement.tumor_types.included.iter().any(|term| matches!(term, TumorTypeTerm::Named(_))) {
        let disease = row.disease.as_deref().unwrap_or("-");
        tier.reasons.push(Reason::new("tumour_type_without_bridge").with("disease", disease));
    }
    if against {
        tier.reasons.push(Reason::new("speaks_against_therapy"));
        return tier;
    }
    if release.policies().value(POLICY) {
        tier.policies.push(POLICY.to_owned());
        tier.evidence_level = row.source_level.as_deref().and_then(|level| read_as(level, standing.tumor_type_match));
    } else {
        tier.reasons.push(Reason::new("imported_level_not_counted"));
    }
    debug_assert_eq!(tier.accessibility, DrugAccessibility::None);
    tier
}

fn in_its_words(row: &Imported) -> Reason {
    let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    Reason::new("imported_row")
        .with("source", &row.source)
        .with("level", told(&row.source_level))
        .with("significance", told(&row.significance))
        .with("disease", told(&row.disease))
}

/// One step below the letter of the source: its A is no approval in Japan.
fn read_as(level: &str, tumor: TumorTypeMatch) -> Option<EvidenceLevel> {
    let own = match level {
        "A" => EvidenceLevel::B,
        "B" => EvidenceLevel::C,
        "C" => EvidenceLevel::D,
        "D" => EvidenceLevel::E,
        _ => return None,
    };
    match tumor {
        TumorTypeMatch::Same | TumorTypeMatch::Ancestor => Some(own),
        TumorTypeMatch::Other => Some(own.max(EvidenceLevel::C)),
        TumorTypeMatch::Any => None,
    }
}
