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

/// A record in rows, of as many pages as it needs, e.g. the record of a proved installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordContent {
    /// Version of this structure.
    pub schema: u32,
    /// Title of the record.
    pub title: String,
    /// Marks above the title.
    pub marks: Vec<PageMark>,
    /// What it is about.
    pub facts: Vec<FormFact>,
    /// What came of it, in one sentence.
    pub verdict: String,
    /// What the numbers mean and do not mean.
    pub lead: Vec<String>,
    /// Headings of the columns; the last one is the widest.
    pub columns: Vec<String>,
    /// Rows, each as wide as the headings.
    pub rows: Vec<Vec<String>>,
    /// Heading of the remarks.
    pub remarks_heading: String,
    /// What is to be said to single rows.
    pub remarks: Vec<String>,
    /// Who signs: one line with a date each.
    pub signatures: Vec<String>,
    /// Small print at the foot of every page.
    pub foot: String,
    /// Day of the record.
    pub dated_on: jiff::civil::Date,
}

impl RecordContent {
    /// The record as plain text: cells are parted by tabs.
    pub fn plain_text(&self) -> String {
        let facts = self.facts.iter().map(|fact| format!("{}\t{}", fact.label, fact.value));
        let rows = self.rows.iter().map(|row| row.join("\t"));
        let blank = || std::iter::once(String::new());
        let mut lines = vec![self.title.clone()];
        lines.extend(facts.chain(blank()));
        lines.push(self.verdict.clone());
        lines.extend(self.lead.iter().cloned().chain(blank()));
        lines.push(self.columns.join("\t"));
        lines.extend(rows.chain(blank()));
        lines.push(self.remarks_heading.clone());
        lines.extend(self.remarks.iter().cloned().chain(blank()));
        lines.extend(self.signatures.iter().map(|label| format!("{label}\t")));
        lines.push(self.foot.clone());
        lines.join("\n") + "\n"
    }
}
