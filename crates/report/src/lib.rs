//! Case → [`ReportContent`](model::report_content::ReportContent): what is said, to whom, in which words. Pure.
//!
//! Two composers over the same facts, one for the panel and one for the patient, never one with flags. Every sentence
//! comes from a wording file by id, or is a value of the case, and knows which. Japanese words live in
//! `report-templates/wording/`, so that a clinic can review them without reading code.

pub mod chapters;
mod compose;
pub mod dates;
mod error;
mod facts;
pub mod forms;
mod inline;
mod phrase;
mod wording;

pub use compose::{content_hash, panel_report, patient_explanation};
pub use error::ReportError;
pub use facts::{IntendedUse, ReportFacts};
pub use wording::{ChapterWords, Wording};

/// Version of the content structure.
pub const CONTENT_SCHEMA: u32 = 1;
