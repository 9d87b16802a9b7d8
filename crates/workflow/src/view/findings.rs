//! Findings on screen.

use std::collections::BTreeMap;

use casefile::Case;
use casefile::case::Verdict;
use interpretation::conflicts::conflicts;
use model::finding::{Finding, FindingKey};

use super::classification::{amp_view, condition_views, oncogenicity_view, opposite};
use super::{Surroundings, percent, therapy_label};
use crate::contract::{DecisionView, FindingView, Message, TrialView};

pub(super) fn finding_views(
    case: &Case,
    given: &BTreeMap<FindingKey, String>,
    around: &Surroundings<'_>,
) -> Vec<FindingView> {
    let conflicts = conflicts(case.findings());
    let view = |finding: &Finding| {
        let opposite = opposite(finding, &conflicts);
        FindingView { opposite, ..finding_view(finding, case, given, around) }
    };
    case.findings().iter().map(view).collect()
}

fn finding_view(
    finding: &Finding,
    case: &Case,
    given: &BTreeMap<FindingKey, String>,
    around: &Surroundings<'_>,
) -> FindingView {
    let first = finding.variants.first();
    let labels: Vec<&str> = finding.variants.iter().map(|variant| variant.label.as_str()).collect();
    FindingView {
        key: finding.key.to_string(),
        statement: finding.statement.to_string(),
        gene: first.map(|variant| variant.gene.clone()).unwrap_or_default(),
        label: labels.join(" / "),
        hgvsc: first.and_then(|variant| variant.hgvsc.clone()),
        hgvsp: first.and_then(|variant| variant.hgvsp.clone()),
        transcript: first.and_then(|variant| variant.transcript.clone()),
        allele: first.and_then(|variant| variant.allele.clone()),
        vaf_percent: first.and_then(|variant| variant.vaf_fraction).map(percent),
        depth_reads: first.and_then(|variant| variant.depth_reads),
        match_kind: finding.match_kind.code().to_owned(),
        predicate: finding.predicate.code().to_owned(),
        direction: finding.direction.code().to_owned(),
        evidence_level: finding.evidence_level.map(|level| level.code().to_owned()),
        level_state: finding.level_state.code().to_owned(),
        resistance: finding.resistance,
        accessibility: finding.accessibility.code().to_owned(),
        therapy_label: therapy_label(finding, false),
        therapy_label_en: therapy_label(finding, true),
        setting: finding.setting.clone(),
        tumor_type_ja: finding.tumor_type_ja.clone(),
        tumor_type_match: finding.tumor_type_match.code().to_owned(),
        origin_match: finding.origin_match.code().to_owned(),
        status: finding.status.code().to_owned(),
        basis: finding.basis.code().to_owned(),
        citation: finding.citation.clone(),
        companion_diagnostic: finding.companion_diagnostic.clone(),
        reasons: finding
            .reasons
            .iter()
            .map(|reason| Message { code: reason.code.clone(), parameters: reason.parameters.clone() })
            .collect(),
        oncogenicity: first.and_then(oncogenicity_view),
        amp: first.and_then(amp_view),
        opposite: Vec::new(),
        conditions: condition_views(finding),
        trial: finding.trial.as_ref().map(|trial| TrialView {
            registry_id: trial.registry_id.clone(),
            title_ja: trial.title_ja.clone(),
            patient_requested: trial.patient_requested,
            seen_on: trial.seen_on.to_string(),
        }),
        given_before: given.get(&finding.key).cloned(),
        decision: decision_view(case, finding, around),
        needs_decision: finding.is_acceptable_option(),
    }
}

fn decision_view(case: &Case, finding: &Finding, around: &Surroundings<'_>) -> Option<DecisionView> {
    case.decision(&finding.key).map(|decision| DecisionView {
        decision: verdict_code(decision.verdict).to_owned(),
        reason: decision.reason.clone(),
        by: around.names.get(&decision.by).cloned().unwrap_or_else(|| decision.by.to_string()),
        at: decision.at.to_string(),
    })
}

fn verdict_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Declined => "declined",
    }
}
