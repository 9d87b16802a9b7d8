//! Markers that a genome shows only in part, or not at all.

use serde::Deserialize;

use model::evidence::Basis;

use crate::criterion::parse::{MalformedSubject, parse_subject};
use crate::criterion::{Atom, Criterion};

/// The vocabulary of such markers, as rows write them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Text and meaning, longest text first, so that a longer term is not cut by a shorter one.
    terms: Vec<(String, Criterion)>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsFile {
    #[serde(default, rename = "term")]
    pub(crate) terms: Vec<TermRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermRow {
    pub(crate) text: String,
    pub(crate) requires: Option<String>,
    pub(crate) implied_by: Option<String>,
    /// Why a genome cannot tell; for the reader of the file.
    #[expect(dead_code, reason = "read by people and by the schema")]
    pub(crate) reason: String,
    pub(crate) basis: Basis,
    pub(crate) source: Option<String>,
}

impl Terms {
    /// Builds the vocabulary; rows that cannot be read are returned beside it.
    pub(crate) fn from_rows(rows: &[TermRow]) -> (Self, Vec<(String, MalformedSubject)>) {
        let mut terms = Vec::new();
        let mut malformed = Vec::new();
        for row in rows {
            match meaning(row) {
                Ok(criterion) => terms.push((row.text.clone(), criterion)),
                Err(error) => malformed.push((row.text.clone(), error)),
            }
        }
        terms.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        (Self { terms }, malformed)
    }

    /// The longest term that `text` begins with, and the rest of the text.
    pub(crate) fn at_start<'t>(&self, text: &'t str) -> Option<(Criterion, &'t str)> {
        self.terms
            .iter()
            .find_map(|(term, criterion)| text.strip_prefix(term.as_str()).map(|rest| (criterion.clone(), rest)))
    }
}

/// A term is unreadable; what it requires or what implies it narrows that from one side.
fn meaning(row: &TermRow) -> Result<Criterion, MalformedSubject> {
    let none = Terms::default();
    let read = |text: &Option<String>| text.as_deref().map_or(Ok(None), |text| parse_subject(text, &none));
    let unreadable = Criterion::Is(Atom::Unreadable { text: row.text.clone() });
    let narrowed = match read(&row.requires)? {
        Some(required) => Criterion::All(vec![required, unreadable]),
        None => unreadable,
    };
    Ok(match read(&row.implied_by)? {
        Some(sufficient) => Criterion::AnyOf(vec![sufficient, narrowed]),
        None => narrowed,
    })
}
