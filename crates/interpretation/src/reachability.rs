//! Which rows of a release could ever be met: for every row a witness is made, a profile that holds exactly what the row asks
//! for, and the row is asked. A row that not even its own witness meets is dead, and says why.

mod witness;

use knowledge::Release;
use knowledge::criterion::Criterion;
use model::assessed::Met;
use model::finding::{Reason, StatementId};

use crate::evaluate::{Evaluation, evaluate};
use crate::indexed_profile::IndexedProfile;

/// A row that no profile meets in this version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadRow {
    /// The row.
    pub statement: StatementId,
    /// Its subject as written.
    pub subject: String,
    /// How far it gets.
    pub fate: Fate,
    /// Why, as the evaluation of its witness says.
    pub reasons: Vec<Reason>,
}

/// How far a row gets that is never met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It states no molecular condition: listed, never asked.
    NoCondition,
    /// It is asked and stays open at best.
    OpenAtBest,
    /// Nothing speaks of it.
    NeverMet,
}

impl Fate {
    /// The code used in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoCondition => "no_condition",
            Self::OpenAtBest => "open_at_best",
            Self::NeverMet => "never_met",
        }
    }
}

/// Every row that cannot be met, by id.
pub fn dead_rows(release: &Release) -> Vec<DeadRow> {
    let rows = release.statements().iter().filter_map(|statement| {
        let (fate, reasons) = match &statement.subject {
            None => (Fate::NoCondition, Vec::new()),
            Some(subject) => fate(subject, release)?,
        };
        let (statement, subject) = (statement.id.clone(), statement.subject_text.clone());
        Some(DeadRow { statement, subject, fate, reasons })
    });
    rows.collect()
}

/// `None` when some witness meets the subject.
fn fate(subject: &Criterion, release: &Release) -> Option<(Fate, Vec<Reason>)> {
    let asked: Vec<Evaluation> = witness::of(subject, release)
        .iter()
        .map(|profile| evaluate(subject, &IndexedProfile::new(profile), release))
        .collect();
    let nearest = asked.into_iter().min_by_key(|evaluation| evaluation.met);
    match nearest {
        Some(Evaluation { met: Met::Met, .. }) => None,
        Some(Evaluation { met: Met::NotAssessed, reasons, .. }) => {
            Some((Fate::OpenAtBest, told(reasons, subject, release)))
        }
        Some(Evaluation { reasons, .. }) => Some((Fate::NeverMet, told(reasons, subject, release))),
        None => Some((Fate::NeverMet, Vec::new())),
    }
}

/// Alternatives that nothing touches keep their reasons to themselves: then each is asked alone.
fn told(reasons: Vec<Reason>, subject: &Criterion, release: &Release) -> Vec<Reason> {
    if !reasons.is_empty() {
        return reasons;
    }
    let mut of_parts = Vec::new();
    subject.visit(&mut |atom| {
        let alone = Criterion::Is(atom.clone());
        let ways = witness::of(&alone, release);
        let asked = ways.iter().map(|profile| evaluate(&alone, &IndexedProfile::new(profile), release));
        of_parts.extend(asked.flat_map(|evaluation| evaluation.reasons));
    });
    of_parts.dedup();
    of_parts
}

#[cfg(test)]
mod tests;
