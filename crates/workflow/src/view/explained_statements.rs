//! Which statements were asked about a record, and why each is or is not a finding.

use interpretation::{Considered, considered};
use model::assessed::Met;
use model::evidence::{LevelState, TumorTypeMatch};
use model::finding::{Finding, Reason};

use super::explained_values::genes;
use super::explanation::{Hit, Known, findings_of, message};
use super::therapy_label;
use crate::contract::{Message, StatementAnswer};

/// Findings first, in the order of the case; then open statements, then those that were not met.
pub(super) fn statement_answers(hit: &Hit<'_>, known: &Known<'_>) -> Vec<StatementAnswer> {
    if hit.observed.is_empty() {
        return Vec::new();
    }
    let mut answers: Vec<StatementAnswer> = findings_of(hit, known).map(|finding| of_finding(finding, known)).collect();
    let genes = genes(hit);
    let asked = considered(known.profile, genes.iter().map(String::as_str), known.release);
    let mut passed: Vec<StatementAnswer> = asked
        .iter()
        .filter(|asked| answers.iter().all(|answer| answer.statement != asked.statement.id.0))
        .map(|asked| of_considered(asked, hit, known))
        .collect();
    passed.sort_by_key(|answer| (rank(&answer.outcome), answer.statement.clone()));
    answers.extend(passed);
    answers
}

fn rank(outcome: &str) -> u8 {
    match outcome {
        "open" => 0,
        "other_observation" => 1,
        _ => 2,
    }
}

fn said(reason: &Reason) -> Message {
    Message { code: reason.code.clone(), parameters: reason.parameters.clone() }
}

fn of_finding(finding: &Finding, known: &Known<'_>) -> StatementAnswer {
    let outcome = if finding.overruled_by.is_some() {
        "below"
    } else if finding.status != Met::Met {
        "open"
    } else if finding.origin_match == Met::NotMet {
        "other_origin"
    } else if finding.predicate.is_against_therapy() {
        "against"
    } else if finding.evidence_level.is_none() && finding.tumor_type_match == TumorTypeMatch::Other {
        "other_tumor"
    } else if finding.evidence_level.is_none() {
        "no_level"
    } else if finding.is_option() && finding.level_state == LevelState::Candidate {
        "candidate"
    } else if finding.is_acceptable_option() && finding.already_given {
        "given_before"
    } else if finding.is_acceptable_option() {
        "option"
    } else {
        "finding"
    };
    let subject = known.release.find(&finding.statement).map(|statement| statement.subject_text.clone());
    StatementAnswer {
        statement: finding.statement.to_string(),
        subject: subject.unwrap_or_default(),
        outcome: outcome.to_owned(),
        therapy: therapy_label(finding, false),
        level: finding.evidence_level.map(|level| level.code().to_owned()),
        reasons: finding.reasons.iter().map(said).collect(),
    }
}

fn of_considered(asked: &Considered<'_>, hit: &Hit<'_>, known: &Known<'_>) -> StatementAnswer {
    let (statement, evaluation) = (asked.statement, &asked.evaluation);
    let found: Vec<&str> = hit.observed.iter().map(|observed| observed.label.as_str()).collect();
    let own = evaluation.hits.iter().any(|key| hit.observed.iter().any(|observed| observed.key == *key));
    let (outcome, mut reasons) = match evaluation.met {
        Met::Met if own => ("finding", vec![message("explain_met_in_present_release", &[])]),
        Met::Met => ("other_observation", vec![message("explain_met_by_other", &[])]),
        Met::NotAssessed => ("open", evaluation.reasons.iter().map(said).collect()),
        Met::NotMet => {
            let parameters = [("subject", statement.subject_text.as_str()), ("found", &found.join(" / "))];
            ("not_met", vec![message("explain_change_not_met", &parameters)])
        }
    };
    reasons.extend(other_tumor(asked, known));
    let drugs = statement.regimens.iter().map(|regimen| {
        let names = regimen.iter().map(|drug| drug.ja.clone().unwrap_or_else(|| drug.en.clone()));
        names.collect::<Vec<_>>().join(" + ")
    });
    let drugs = drugs.collect::<Vec<_>>().join(" / ");
    StatementAnswer {
        statement: statement.id.to_string(),
        subject: statement.subject_text.clone(),
        outcome: outcome.to_owned(),
        therapy: (!drugs.is_empty()).then_some(drugs),
        level: None,
        reasons,
    }
}

fn other_tumor(asked: &Considered<'_>, known: &Known<'_>) -> Option<Message> {
    let tumor = &known.case.interpretation.as_ref()?.tumor;
    let scope = &asked.statement.tumor_types;
    let relation = interpretation::tumor_type::relate(scope, tumor, known.release.tumor_types());
    let named = scope.ja.clone().unwrap_or_else(|| interpretation::tumor_type::concept(scope));
    (relation == TumorTypeMatch::Other).then(|| message("explain_other_tumor", &[("tumor", &named)]))
}
