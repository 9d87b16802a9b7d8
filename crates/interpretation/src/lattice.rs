//! The narrower statement wins; a statement against a therapy stands beside the option it speaks against.

use std::collections::BTreeSet;

use model::assessed::Met;
use model::evidence::{Direction, LevelState, MatchKind, Predicate, TumorTypeMatch};
use model::finding::{Finding, Reason, StatementId};

/// Marks, among the findings of one sample, who overrules whom, and then who contradicts whom.
pub fn settle(findings: &mut [Finding]) {
    let overrulers: Vec<Option<StatementId>> = findings.iter().map(|finding| overruled_by(finding, findings)).collect();
    for (finding, narrower) in findings.iter_mut().zip(overrulers) {
        if let Some(narrower) = &narrower {
            finding.reasons.push(Reason::new("overruled_by_narrower").with("statement", narrower));
        }
        finding.overruled_by = narrower;
    }
    let opponents: Vec<Vec<StatementId>> = findings.iter().map(|finding| contradicted_by(finding, findings)).collect();
    for (finding, against) in findings.iter_mut().zip(opponents) {
        for statement in &against {
            finding.reasons.push(Reason::new("contradicted_by").with("statement", statement));
        }
        finding.contradicted_by = against;
    }
}

/// A strictly narrower, opposite statement about a shared observation and a shared drug. What is only remembered does not
/// overrule what was read.
fn overruled_by(finding: &Finding, all: &[Finding]) -> Option<StatementId> {
    all.iter()
        .filter(|other| {
            other.status == Met::Met
                && !(other.level_state == LevelState::Candidate && finding.level_state == LevelState::Final)
                && (is_curated(other) || !is_curated(finding))
                && (is_narrower(other, finding) || speaks_of_this_tumour(other, finding))
                && opposite(finding, other)
                && relates(other)
                && finding.observations.iter().any(|key| other.observations.contains(key))
                && shares_drug(finding, other)
        })
        .min_by_key(|other| (specificity(other.match_kind), other.statement.clone()))
        .map(|other| other.statement.clone())
}

/// A row of an open corpus is evidence beside a curated row, and never overrules it.
fn is_curated(finding: &Finding) -> bool {
    finding.statement.0.starts_with("shirube:")
}

fn contradicted_by(finding: &Finding, all: &[Finding]) -> Vec<StatementId> {
    if !favours(finding) {
        return Vec::new();
    }
    let against = all.iter().filter(|other| {
        other.predicate.is_against_therapy()
            && other.direction == Direction::Supports
            && other.status != Met::NotMet
            && other.overruled_by.is_none()
            && relates(other)
            && shares_drug(finding, other)
    });
    against.map(|other| other.statement.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A statement about another tumour neither overrules nor contradicts.
fn relates(finding: &Finding) -> bool {
    finding.tumor_type_match != TumorTypeMatch::Other
}

fn favours(finding: &Finding) -> bool {
    finding.predicate == Predicate::PredictsSensitivity && finding.direction == Direction::Supports
}

/// A trial says nothing about whether the drug works, so it neither wins over a statement nor loses to one.
fn opposite(one: &Finding, other: &Finding) -> bool {
    if one.trial.is_some() || other.trial.is_some() {
        return false;
    }
    favours(one) && other.predicate.is_against_therapy() || one.predicate.is_against_therapy() && favours(other)
}

/// A drug in common is enough, unless the statement against it limits itself to some use of the drug ("as monotherapy",
/// "without a BRAF inhibitor"): then it speaks only about exactly that regimen.
fn shares_drug(one: &Finding, other: &Finding) -> bool {
    let limited =
        [one, other].iter().any(|finding| finding.predicate.is_against_therapy() && finding.setting.is_some());
    if limited {
        return same_regimen(one, other);
    }
    one.therapies.iter().any(|drug| other.therapies.iter().any(|o| o.en == drug.en))
}

fn same_regimen(one: &Finding, other: &Finding) -> bool {
    let drugs = |finding: &Finding| finding.therapies.iter().map(|drug| drug.en.clone()).collect::<BTreeSet<_>>();
    drugs(one) == drugs(other)
}

/// Place in the lattice, most specific first; `None` for kinds that are neither narrower nor broader than the others.
fn specificity(kind: MatchKind) -> Option<u8> {
    match kind {
        MatchKind::Allele => Some(0),
        MatchKind::Protein => Some(1),
        MatchKind::Codon => Some(2),
        MatchKind::Exon => Some(3),
        MatchKind::Class => Some(4),
        MatchKind::Gene => Some(5),
        MatchKind::Fusion | MatchKind::CopyNumber | MatchKind::Biomarker | MatchKind::Boolean => None,
    }
}

/// A row against the regimen in this very tumour is narrower than a row for it in another tumour.
fn speaks_of_this_tumour(against: &Finding, option: &Finding) -> bool {
    let own = matches!(against.tumor_type_match, TumorTypeMatch::Same | TumorTypeMatch::Ancestor);
    own && option.tumor_type_match == TumorTypeMatch::Other
        && against.predicate.is_against_therapy()
        && same_regimen(against, option)
}

fn is_narrower(one: &Finding, other: &Finding) -> bool {
    specificity(one.match_kind).zip(specificity(other.match_kind)).is_some_and(|(one, other)| one < other)
}
