//! The walk over all statements of a release.

use jiff::civil::Date;
use knowledge::Release;
use knowledge::statement::{OriginRequirement, Statement, Trial, TrialRoute};
use model::assessed::Met;
use model::canonical::CanonicalError;
use model::clinical::Treatment;
use model::evidence::{AlleleOrigin, Basis, LevelState, Predicate, TumorTypeMatch};
use model::finding::{ConditionAnswer, Finding, FindingKey, Reason, StatementId, TrialShown};
use model::profile::MolecularProfile;
use model::therapy::TherapyName;
use model::tumor_type::TumorContext;

use crate::conditions::PersonFacts;
use crate::evaluate::{Evaluation, evaluate};
use crate::indexed_profile::IndexedProfile;
use crate::tiering::{Standing, Tier, tier};
use crate::treatment::given_before;
use crate::{amp, conditions, label, lattice, origin, shown, tumor_type};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The tumour.
    pub tumor: TumorContext,
    /// The day for which approvals are looked up.
    pub as_of: Date,
    /// Treatments given so far.
    pub treatments: Vec<Treatment>,
    /// What conditions beyond the biomarker ask about the person.
    pub person: PersonFacts,
}

/// The answer: what is met, and what stays open although something of it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interpretation {
    /// Findings, strongest first.
    pub findings: Vec<Finding>,
    /// Statements that touch an observation but could not be decided.
    pub open: Vec<OpenStatement>,
}

/// A statement that could not be decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStatement {
    /// The row.
    pub statement: StatementId,
    /// Its subject as written.
    pub subject: String,
    /// It would name a treatment for this tumour.
    pub concerns_option: bool,
    /// Why it is open.
    pub reasons: Vec<Reason>,
}

/// Matches one profile against every statement of a release.
///
/// # Errors
/// [`CanonicalError`] when a finding key cannot be computed; not possible for values that intake builds.
pub fn interpret(
    profile: &MolecularProfile,
    context: &Context,
    release: &Release,
) -> Result<Interpretation, CanonicalError> {
    let profile = &IndexedProfile::new(profile);
    let mut findings = Vec::new();
    let mut open = Vec::new();
    let mut labels = Vec::new();
    for statement in release.statements() {
        let Some(subject) = &statement.subject else { continue };
        let evaluation = evaluate(subject, profile, release);
        match evaluation.met {
            Met::Met => findings.extend(findings_of(statement, &evaluation, profile, context, release)?),
            Met::NotAssessed if !evaluation.hits.is_empty() => {
                findings.extend(findings_of(statement, &evaluation, profile, context, release)?);
            }
            Met::NotAssessed if evaluation.touched => open.push(OpenStatement {
                statement: statement.id.clone(),
                subject: statement.subject_text.clone(),
                concerns_option: statement.predicate == Some(Predicate::PredictsSensitivity)
                    && matches!(
                        tumor_type::relate(&statement.tumor_types, &context.tumor, release.tumor_types()),
                        TumorTypeMatch::Same | TumorTypeMatch::Ancestor
                    ),
                reasons: evaluation.reasons,
            }),
            Met::NotAssessed | Met::NotMet => labels.extend(label::covered(statement, profile, context, release)),
        }
    }
    open.extend(labels.into_iter().filter_map(|covered| covered.unless_told(&findings)));
    lattice::settle(&mut findings);
    amp::classify(&mut findings, profile, release);
    findings.sort_by_cached_key(order);
    Ok(Interpretation { findings, open })
}

/// One finding per regimen; a statement without therapy makes one finding.
fn findings_of(
    statement: &Statement,
    evaluation: &Evaluation,
    profile: &IndexedProfile<'_>,
    context: &Context,
    release: &Release,
) -> Result<Vec<Finding>, CanonicalError> {
    let Some(predicate) = statement.predicate else { return Ok(Vec::new()) };
    let tumor_type_match = tumor_type::relate(&statement.tumor_types, &context.tumor, release.tumor_types());
    // A trial for other tumours is no way to a drug for this person; an approval for them may be.
    if statement.trial.is_some() && tumor_type_match == TumorTypeMatch::Other {
        return Ok(Vec::new());
    }
    let origin_match = origin::relate(statement.origin, evaluation, profile);
    let standing = Standing {
        tumor_type_match,
        origin_match,
        across_blood_and_solid: tumor_type::is_across(&statement.tumor_types, &context.tumor, release.tumor_types()),
        excluded_by_name: tumor_type::is_excluded(&statement.tumor_types, &context.tumor, release.tumor_types()),
        as_of: context.as_of,
    };
    let Tier { evidence_level, level_state, accessibility, resistance, policies, reasons: tier_reasons } =
        tier(statement, evaluation, &standing, release);
    let observations = origin::fitting(statement.origin, evaluation, profile);
    let germline = statement.origin == OriginRequirement::Germline
        || observations.iter().any(|key| origin::origin_of(key, profile) == Some(AlleleOrigin::Germline));
    let variants = shown::variants(&observations, evaluation, profile);
    let basis = if evaluation.leans_on_memory { Basis::FromMemory } else { statement.basis };
    let mut reasons = evaluation.reasons.clone();
    reasons.extend(tier_reasons);
    let conditions = conditions::answers(statement, profile, context, release);
    let none: Vec<Vec<TherapyName>> = vec![Vec::new()];
    let regimens = if statement.regimens.is_empty() { &none } else { &statement.regimens };
    regimens
        .iter()
        .map(|therapies| {
            let key =
                FindingKey::new(&observations, predicate, therapies, &tumor_type::concept(&statement.tumor_types))?;
            Ok(Finding {
                key,
                sample: profile.tumor_sample.clone(),
                observations: observations.clone(),
                variants: variants.clone(),
                match_kind: evaluation.kind,
                statement: statement.id.clone(),
                basis,
                predicate,
                direction: statement.direction,
                evidence_level,
                level_state,
                resistance,
                accessibility,
                therapies: therapies.clone(),
                setting: statement.setting.clone().or_else(|| statement.regimen_note.clone()),
                tumor_type_ja: statement.tumor_types.ja.clone(),
                tumor_type_match,
                origin_match,
                status: evaluation.met,
                reasons: reasons.clone(),
                citation: statement.citation.clone(),
                companion_diagnostic: statement.approval.as_ref().and_then(|a| a.companion_diagnostic.clone()),
                policies: policies.clone(),
                overruled_by: None,
                contradicted_by: Vec::new(),
                germline,
                already_given: !given_before(therapies, &context.treatments, release.therapies()).is_empty(),
                conditions: conditions.clone(),
                trial: statement.trial.as_ref().map(shown_trial),
            })
        })
        .collect()
}

fn shown_trial(trial: &Trial) -> TrialShown {
    TrialShown {
        registry_id: trial.registry_id.clone(),
        title_ja: trial.title_ja.clone(),
        patient_requested: trial.route == TrialRoute::PatientRequested,
        seen_on: trial.seen_on,
    }
}

type Order = (bool, u8, bool, TumorTypeMatch, bool, bool, bool, u8, Vec<TherapyName>, StatementId);

/// Strongest first: met before open, level, final before candidate, own tumour, unopposed before opposed by a resistance,
/// new drugs before those already given, no refuted condition before one, access, then names for a stable order. That a
/// row asks for a condition counts only where it was read: what is remembered decides nothing.
fn order(finding: &Finding) -> Order {
    (
        finding.status != Met::Met,
        finding.evidence_level.map_or(u8::MAX, |level| level as u8),
        finding.level_state == LevelState::Candidate,
        finding.tumor_type_match,
        !finding.contradicted_by.is_empty(),
        finding.already_given,
        finding.conditions.iter().any(is_refuted),
        finding.accessibility as u8,
        finding.therapies.clone(),
        finding.statement.clone(),
    )
}

fn is_refuted(condition: &ConditionAnswer) -> bool {
    condition.met == Met::NotMet && condition.basis == Basis::SourceRead
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level_engine::{NOW, ask, favouring, missense};

    #[test]
    fn a_refuted_condition_that_is_only_remembered_decides_no_order() {
        let answer = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
        let plain = Finding { conditions: Vec::new(), ..favouring(&answer, "osimertinib")[0].clone() };
        let asking = |met: Met, basis: Basis| {
            let asked = Reason::new("condition_first_line");
            Finding { conditions: vec![ConditionAnswer { asked, met, basis }], ..plain.clone() }
        };
        assert_eq!(order(&asking(Met::NotMet, Basis::FromMemory)), order(&plain));
        assert_eq!(order(&asking(Met::NotAssessed, Basis::SourceRead)), order(&plain));
        assert!(order(&asking(Met::NotMet, Basis::SourceRead)) > order(&plain));
    }
}
