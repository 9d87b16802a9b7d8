//! Statements about one regimen that disagree, opposite each other. They are laid side by side, never averaged: which side
//! counts is for people to say.

use std::collections::{BTreeMap, BTreeSet};

use model::assessed::Met;
use model::evidence::{Direction, Predicate, TumorTypeMatch};
use model::finding::Finding;
use model::variation::ObservationKey;

/// Both sides about one regimen and one set of observations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'f> {
    /// Findings that favour the regimen, or deny a statement against it.
    pub favouring: Vec<&'f Finding>,
    /// Findings that speak against it, or deny that it works.
    pub opposing: Vec<&'f Finding>,
}

/// Where a finding stands to its regimen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stance {
    Favours,
    Opposes,
}

fn stance(finding: &Finding) -> Option<Stance> {
    let for_it = finding.predicate == Predicate::PredictsSensitivity;
    let against_it = finding.predicate.is_against_therapy();
    match (for_it, against_it, finding.direction) {
        (true, _, Direction::Supports) | (_, true, Direction::DoesNotSupport) => Some(Stance::Favours),
        (true, _, Direction::DoesNotSupport) | (_, true, Direction::Supports) => Some(Stance::Opposes),
        (false, false, _) => None,
    }
}

type Group = (Vec<ObservationKey>, BTreeSet<String>);

/// Every regimen about which findings on the same observations disagree, in the order of the findings. A statement about
/// another tumour is no part of it.
pub fn conflicts(findings: &[Finding]) -> Vec<Conflict<'_>> {
    let mut groups: BTreeMap<Group, (usize, Conflict<'_>)> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        let relates = finding.tumor_type_match != TumorTypeMatch::Other && finding.status == Met::Met;
        let relates = relates && finding.trial.is_none();
        let Some(stance) = stance(finding).filter(|_| relates && !finding.therapies.is_empty()) else { continue };
        let mut observations = finding.observations.clone();
        observations.sort();
        let drugs = finding.therapies.iter().map(|drug| drug.en.to_lowercase()).collect();
        let new = || (place, Conflict { favouring: Vec::new(), opposing: Vec::new() });
        let (_, conflict) = groups.entry((observations, drugs)).or_insert_with(new);
        match stance {
            Stance::Favours => conflict.favouring.push(finding),
            Stance::Opposes => conflict.opposing.push(finding),
        }
    }
    let mut found: Vec<(usize, Conflict<'_>)> =
        groups.into_values().filter(|(_, both)| !both.favouring.is_empty() && !both.opposing.is_empty()).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, conflict)| conflict).collect()
}
