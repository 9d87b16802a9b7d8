//! Evidence level, access and the resistance axis, as of a day.
//!
//! Level A needs an approval or a guideline row; a row that is only remembered gives a candidate, never a level that may
//! be used, and never 国内承認薬. Undecided medicine is a named policy; a finding lists those that changed its level.

mod approval;
mod imported;
mod trial;

use jiff::civil::Date;
use knowledge::Release;
use knowledge::statement::{OriginRequirement, Statement};
use model::assessed::Met;
use model::evidence::{Basis, DrugAccessibility, EvidenceLevel, LevelState, Predicate, TumorTypeMatch};
use model::finding::Reason;

use crate::evaluate::Evaluation;

/// How the statement stands to the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Relation of the tumour types.
    pub tumor_type_match: TumorTypeMatch,
    /// Whether the origin fits.
    pub origin_match: Met,
    /// One is a blood cancer and the other is not.
    pub across_blood_and_solid: bool,
    /// The statement leaves the tumour of the case out by name.
    pub excluded_by_name: bool,
    /// The day.
    pub as_of: Date,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Level for this case.
    pub evidence_level: Option<EvidenceLevel>,
    /// Whether it may be used.
    pub level_state: LevelState,
    /// Access class.
    pub accessibility: DrugAccessibility,
    /// Shown on the resistance axis.
    pub resistance: bool,
    /// Policies that changed the answer.
    pub policies: Vec<String>,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Tier {
    fn without_level(reason: Reason) -> Self {
        Self {
            evidence_level: None,
            level_state: LevelState::Final,
            accessibility: DrugAccessibility::None,
            resistance: false,
            policies: Vec::new(),
            reasons: vec![reason],
        }
    }

    /// It gives a level, or a way to the drug, as a trial does that has no level of its own.
    fn promises(&self) -> bool {
        self.evidence_level.is_some() || self.accessibility != DrugAccessibility::None
    }
}

/// Gives level and access to a met statement.
pub fn tier(statement: &Statement, evaluation: &Evaluation, standing: &Standing, release: &Release) -> Tier {
    let mut tier = if let Some(row) = &statement.imported {
        imported::by_policy(statement, row, standing, release)
    } else if statement.predicate.is_some_and(Predicate::is_against_therapy) {
        against(statement, standing, release)
    } else if let Some(trial) = &statement.trial {
        trial::by_register(trial, standing)
    } else if statement.approval.is_some() {
        approval::by_indication(statement, standing, release)
    } else {
        by_source(statement, standing)
    };
    tier.policies.extend(evaluation.policies.iter().cloned());
    tier.policies.sort();
    tier.policies.dedup();
    if standing.origin_match == Met::NotMet && tier.promises() {
        tier.evidence_level = None;
        tier.accessibility = DrugAccessibility::None;
        tier.reasons.push(Reason::new("origin_differs"));
    }
    bar_untold_germline(statement, standing, &mut tier);
    bar_memory(statement, evaluation, &mut tier);
    tier
}

/// An indication for inherited variants is not met by a variant of which nobody told that it is inherited.
fn bar_untold_germline(statement: &Statement, standing: &Standing, tier: &mut Tier) {
    let germline = statement.origin == OriginRequirement::Germline;
    if germline && standing.origin_match == Met::NotAssessed && tier.promises() {
        tier.level_state = LevelState::Candidate;
        tier.accessibility = DrugAccessibility::None;
        tier.reasons.push(Reason::new("germline_origin_not_told"));
    }
}

/// What is only remembered decides nothing: the level waits for a named person, and 国内承認薬 is not set.
fn bar_memory(statement: &Statement, evaluation: &Evaluation, tier: &mut Tier) {
    if statement.basis == Basis::SourceRead && !evaluation.leans_on_memory {
        return;
    }
    tier.level_state = LevelState::Candidate;
    tier.reasons.retain(|reason| reason.code != "level_a_jp_approval");
    tier.reasons.push(Reason::new("from_memory_is_candidate"));
    if matches!(tier.accessibility, DrugAccessibility::JpTrial | DrugAccessibility::OverseasTrial) {
        tier.accessibility = DrugAccessibility::None;
        tier.reasons.push(Reason::new("trial_not_confirmed"));
    }
    if matches!(tier.accessibility, DrugAccessibility::JpApproved | DrugAccessibility::JpOffLabel) {
        tier.accessibility = DrugAccessibility::None;
        tier.reasons.push(Reason::new("jp_approval_not_confirmed"));
    }
}

fn against(statement: &Statement, standing: &Standing, release: &Release) -> Tier {
    let reason = Reason::new("speaks_against_therapy");
    let mut tier = Tier { resistance: true, ..Tier::without_level(reason) };
    if statement.predicate == Some(Predicate::NoBenefit) {
        let policy = "guideline_negative_predictor_shown_as_r";
        tier.policies.push(policy.to_owned());
        if !release.policies().value(policy) {
            tier.resistance = false;
            tier.evidence_level = covers(standing.tumor_type_match).then_some(EvidenceLevel::A);
            tier.reasons.push(Reason::new("negative_predictor_as_level"));
        }
    }
    if standing.tumor_type_match == TumorTypeMatch::Other {
        tier.reasons.push(Reason::new("resistance_seen_in_other_tumour"));
    }
    tier
}

/// Rows that bring their own level: F is about the gene, not the tumour; others count for their own tumour only.
fn by_source(statement: &Statement, standing: &Standing) -> Tier {
    let Some(level) = statement.level else {
        return Tier::without_level(Reason::new("row_states_no_level"));
    };
    let (level, reason) = match (level, standing.tumor_type_match) {
        (EvidenceLevel::F, _) => (Some(EvidenceLevel::F), Reason::new("level_f_oncogenic")),
        (level, TumorTypeMatch::Same | TumorTypeMatch::Ancestor) => (Some(level), Reason::new("level_of_row")),
        (level, TumorTypeMatch::Other) => (Some(level.max(EvidenceLevel::C)), Reason::new("level_of_row_other_tumour")),
        (_, TumorTypeMatch::Any) => (None, Reason::new("tumour_type_not_told")),
    };
    Tier { evidence_level: level, ..Tier::without_level(reason) }
}

fn covers(relation: TumorTypeMatch) -> bool {
    matches!(relation, TumorTypeMatch::Same | TumorTypeMatch::Ancestor)
}
