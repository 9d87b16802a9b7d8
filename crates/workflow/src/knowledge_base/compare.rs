//! Two releases side by side: rows gained, lost and changed.

use std::collections::BTreeMap;
use std::path::Path;

use knowledge::Release;
use knowledge::statement::Statement;
use model::finding::StatementId;
use serde::Serialize;

use super::answer::{StatementAnswer, knowledge_row, statement};
use super::load;
use crate::contract::{ApiError, KnowledgeRow, RowChange};

/// What the second release has and the first has not, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiffAnswer {
    /// The first release.
    pub before: String,
    /// The second.
    pub after: String,
    /// Rows only in the second, by id.
    pub gained: Vec<StatementAnswer>,
    /// Rows only in the first, by id.
    pub lost: Vec<StatementAnswer>,
    /// Rows in both that say something else.
    pub changed: Vec<ChangedRow>,
}

/// A row that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedRow {
    /// As it was.
    pub before: StatementAnswer,
    /// As it is.
    pub after: StatementAnswer,
}

/// Compares two folders.
///
/// # Errors
/// When one of them cannot be used.
pub fn diff(before: &Path, after: &Path) -> Result<DiffAnswer, ApiError> {
    let (before, after) = (load(before)?, load(after)?);
    let (old, new) = (by_id(&before), by_id(&after));
    let only = |one: &BTreeMap<&StatementId, &Statement>, other: &BTreeMap<&StatementId, &Statement>, of: &Release| {
        let rows = one.iter().filter(|(id, _)| !other.contains_key(*id));
        rows.map(|(_, row)| statement(row, of)).collect::<Vec<_>>()
    };
    let pairs = old.iter().filter_map(|(id, row)| new.get(id).map(|now| (row, now))).filter(|(row, now)| row != now);
    Ok(DiffAnswer {
        gained: only(&new, &old, &after),
        lost: only(&old, &new, &before),
        changed: pairs
            .map(|(row, now)| ChangedRow { before: statement(row, &before), after: statement(now, &after) })
            .collect(),
        before: before.id().to_owned(),
        after: after.id().to_owned(),
    })
}

/// The rows of two releases that differ, for a screen.
#[derive(Default)]
pub(crate) struct RowsApart {
    pub(crate) gained: Vec<KnowledgeRow>,
    pub(crate) lost: Vec<KnowledgeRow>,
    pub(crate) changed: Vec<RowChange>,
}

/// Which rows of two releases differ.
pub(crate) fn rows_apart(before: &Release, after: &Release) -> RowsApart {
    let (old, new) = (by_id(before), by_id(after));
    let only = |one: &BTreeMap<&StatementId, &Statement>, other: &BTreeMap<&StatementId, &Statement>, of: &Release| {
        let rows = one.iter().filter(|(id, _)| !other.contains_key(*id));
        rows.map(|(_, row)| knowledge_row(row, of)).collect::<Vec<_>>()
    };
    let pairs = old.iter().filter_map(|(id, row)| new.get(id).map(|now| (row, now))).filter(|(row, now)| row != now);
    let change = |(row, now): (&&Statement, &&Statement)| RowChange {
        before: knowledge_row(row, before),
        after: knowledge_row(now, after),
    };
    RowsApart { gained: only(&new, &old, after), lost: only(&old, &new, before), changed: pairs.map(change).collect() }
}

fn by_id(release: &Release) -> BTreeMap<&StatementId, &Statement> {
    release.statements().iter().map(|statement| (&statement.id, statement)).collect()
}
