//! この変異はどうなったか: the way of one record from its file to the report, or why there is none.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// The answer to "what happened to this record, and why".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseExplanation {
    /// The question as typed.
    pub question: String,
    /// How it was read.
    pub asked: Message,
    /// Every record that fits, those that fit best first.
    pub records: Vec<RecordExplanation>,
    /// Records that fit and are not listed.
    pub more: u32,
    /// What the answer does not mean: not looked at, not callable, not all searched.
    pub about: Vec<Message>,
}

/// One allele of one record and its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordExplanation {
    /// `exact`, or `same_place` for another change at the place that was asked for.
    pub fits: String,
    /// Row of the variant table.
    pub row: Option<u32>,
    /// Name of the file.
    pub file: String,
    /// 1-based line, or number of the item in a document.
    pub line: u32,
    /// `7:55191822:T:G`, or the places of a structural variant.
    pub place: String,
    /// Gene or genes.
    pub gene: String,
    /// Short label, e.g. `EGFR p.L858R`.
    pub label: String,
    /// Bin of the ledger; `null` for a part of a document without table.
    pub bin: Option<String>,
    /// From the file to the report.
    pub steps: Vec<ExplanationStep>,
    /// Statements of the knowledge base about its genes, and what became of each.
    pub statements: Vec<StatementAnswer>,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExplanationStep {
    /// `file`, `ledger`, `values`, `profile`, `knowledge`, `decision`, `report`.
    pub kind: String,
    /// The sentence.
    pub message: Message,
}

/// What became of one statement for one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatementAnswer {
    /// Knowledge row.
    pub statement: String,
    /// What it speaks about.
    pub subject: String,
    /// Code of what became of it, e.g. `option`, `below`, `other_tumor`, `open`, `not_met`.
    pub outcome: String,
    /// Drugs.
    pub therapy: Option<String>,
    /// Level that the finding has in this case.
    pub level: Option<String>,
    /// Why, step by step.
    pub reasons: Vec<Message>,
}
