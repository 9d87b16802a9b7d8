//! Which statements were asked about a gene, and what each answered: for whoever asks why something is not in the report.

use std::collections::BTreeMap;

use knowledge::Release;
use knowledge::statement::Statement;
use model::finding::StatementId;
use model::profile::MolecularProfile;

use crate::evaluate::{Evaluation, evaluate};
use crate::indexed_profile::IndexedProfile;

/// A statement and the answer of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered<'r> {
    /// The row.
    pub statement: &'r Statement,
    /// What the profile says to its subject.
    pub evaluation: Evaluation,
}

/// Every statement whose subject names one of the genes, with its answer, by id.
pub fn considered<'r, 'g>(
    profile: &MolecularProfile,
    genes: impl IntoIterator<Item = &'g str>,
    release: &'r Release,
) -> Vec<Considered<'r>> {
    let profile = IndexedProfile::new(profile);
    let mut asked: BTreeMap<&StatementId, Considered<'r>> = BTreeMap::new();
    for statement in genes.into_iter().flat_map(|gene| release.statements_about(gene)) {
        let Some(subject) = &statement.subject else { continue };
        asked
            .entry(&statement.id)
            .or_insert_with(|| Considered { statement, evaluation: evaluate(subject, &profile, release) });
    }
    asked.into_values().collect()
}
