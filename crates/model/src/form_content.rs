//! What a one-page form to be filled in by hand says. Layout knows only these shapes.

use serde::{Deserialize, Serialize};

use crate::report_content::PageMark;

/// A sheet for ticks and signatures, e.g. 確認用紙.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormContent {
    /// Version of this structure.
    pub schema: u32,
    /// Title of the sheet.
    pub title: String,
    /// Marks above the title.
    pub marks: Vec<PageMark>,
    /// Whom and what it is about.
    pub facts: Vec<FormFact>,
    /// What the statements have in common.
    pub lead: Option<String>,
    /// Statements, each with a box to tick.
    pub statements: Vec<String>,
    /// Who signs: one line with a date each.
    pub signatures: Vec<String>,
    /// Small print at the foot: case number, revision, hash.
    pub foot: String,
    /// Day of composition.
    pub dated_on: jiff::civil::Date,
}

/// A labelled value of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
}
