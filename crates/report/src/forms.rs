//! ⑤ Forms to fill in or sign by hand.

mod installation;

pub use installation::{Found, InstallationFacts, InstallationRow, installation_record};
use model::form_content::{FormContent, FormFact};
use model::report_content::{DocumentKind, Inline, Sentence};

use crate::CONTENT_SCHEMA;
use crate::compose::{head, marks};
use crate::error::ReportError;
use crate::facts::ReportFacts;
use crate::wording::Wording;

/// 確認検査についての確認書: what was explained about the confirmatory test, and the person's wish.
///
/// # Errors
/// [`ReportError`] when wording is missing or the case has no clinical record.
pub fn confirmation_sheet(facts: &ReportFacts<'_>, wording: &Wording) -> Result<FormContent, ReportError> {
    let words = wording.file("forms/confirmation")?;
    let number = facts.case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default();
    let said = |id: &str| words.sentence(id, &[]).map(plain);
    let mut about = vec![FormFact { label: words.label("case_number")?, value: number.clone() }];
    about.extend(
        head(DocumentKind::Patient, facts, wording)?
            .into_iter()
            .map(|fact| FormFact { label: fact.label, value: flat(fact.value) }),
    );
    Ok(FormContent {
        schema: CONTENT_SCHEMA,
        title: words.heading().to_owned(),
        marks: marks(facts)?,
        facts: about,
        lead: Some(said("lead")?),
        statements: vec![said("explained")?, said("wish")?, said("decline")?, said("later")?],
        signatures: vec![words.label("person")?, words.label("relation")?, words.label("physician")?],
        foot: plain(words.sentence("foot", &[("case_number", &number), ("institution", facts.institution)])?),
        dated_on: facts.dated_on,
    })
}

fn plain(sentence: Sentence) -> String {
    flat(sentence.text)
}

fn flat(pieces: Vec<Inline>) -> String {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Inline::Text { text }
            | Inline::Strong { text }
            | Inline::Gene { text }
            | Inline::Notation { text }
            | Inline::Badge { text, .. } => text,
            Inline::Ruby { base, .. } => base,
        })
        .collect()
}
