//! 導入確認の記録: what the built-in synthetic cases gave with a program and a release.

use jiff::civil::Date;
use model::form_content::{FormFact, RecordContent};
use model::report_content::PageMark;

use super::plain;
use crate::CONTENT_SCHEMA;
use crate::error::ReportError;
use crate::wording::{ChapterWords, Wording};

/// Found of asked for.
pub type Found = (u32, u32);

/// What a record of an installation tells.
#[derive(Clone, Debug)]
pub struct InstallationFacts<'a> {
    /// The hospital.
    pub institution: &'a str,
    /// Program and version.
    pub software: &'a str,
    /// Knowledge release.
    pub release: &'a str,
    /// Version of the rules.
    pub engine: &'a str,
    /// Hash over the cases.
    pub set_sha256: &'a str,
    /// Who ran it.
    pub by: &'a str,
    /// Day and time, as a clock in Japan shows them.
    pub at: String,
    /// The day.
    pub dated_on: Date,
    /// Whether every bar is reached.
    pub passed: bool,
    /// Whether the hospital stated its use of the product.
    pub use_stated: bool,
    /// At high evidence, and the bar in percent.
    pub high: (Found, u32),
    /// At low evidence, and the bar in percent.
    pub low: (Found, u32),
    /// Options that no key names.
    pub spurious: u32,
    /// Forbidden options.
    pub forbidden: u32,
    /// Cases that could not be run.
    pub failed: u32,
    /// Every case.
    pub rows: Vec<InstallationRow<'a>>,
    /// What differs, a sentence each.
    pub remarks: Vec<String>,
}

/// One case of the record.
#[derive(Clone, Copy, Debug)]
pub struct InstallationRow<'a> {
    /// Its name.
    pub case: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// At high evidence.
    pub high: Found,
    /// At low evidence.
    pub low: Found,
    /// Options that its key does not name.
    pub spurious: usize,
    /// Forbidden options.
    pub forbidden: usize,
    /// It could not be run.
    pub failed: bool,
}

/// The record of an installation.
///
/// # Errors
/// [`ReportError`] when wording is missing.
pub fn installation_record(facts: &InstallationFacts<'_>, wording: &Wording) -> Result<RecordContent, ReportError> {
    let words = wording.file("forms/installation")?;
    let said = |id: &str| words.sentence(id, &[]).map(plain);
    let cases = facts.rows.len().to_string();
    let mut remarks = facts.remarks.clone();
    if remarks.is_empty() {
        remarks.push(said("nothing_differs")?);
    }
    Ok(RecordContent {
        schema: CONTENT_SCHEMA,
        title: words.heading().to_owned(),
        marks: if facts.use_stated {
            vec![PageMark::Synthetic]
        } else {
            vec![PageMark::NotForClinicalUse, PageMark::Synthetic]
        },
        facts: told(facts, &words)?,
        verdict: plain(words.sentence(if facts.passed { "passed" } else { "not_passed" }, &[("cases", &cases)])?),
        lead: vec![bars(facts, &words)?, said("meaning")?],
        columns: ["case", "high", "low", "spurious", "forbidden", "outcome", "about"]
            .into_iter()
            .map(|id| words.label(id))
            .collect::<Result<_, _>>()?,
        rows: facts.rows.iter().map(|row| cells(row, &words)).collect::<Result<_, _>>()?,
        remarks_heading: words.label("remarks")?,
        remarks,
        signatures: vec![words.label("confirmed_by")?, words.label("responsible")?],
        foot: plain(words.sentence("foot", &[("institution", facts.institution), ("at", &facts.at)])?),
        dated_on: facts.dated_on,
    })
}

fn told(facts: &InstallationFacts<'_>, words: &ChapterWords<'_>) -> Result<Vec<FormFact>, ReportError> {
    let sums = [facts.spurious, facts.forbidden, facts.failed].map(|number| number.to_string());
    let told = [
        ("institution", facts.institution),
        ("at", &facts.at),
        ("by", facts.by),
        ("software", facts.software),
        ("release", facts.release),
        ("engine", facts.engine),
        ("set", facts.set_sha256),
        ("high_sum", &share(facts.high.0)),
        ("low_sum", &share(facts.low.0)),
        ("spurious_sum", &sums[0]),
        ("forbidden_sum", &sums[1]),
        ("failed_sum", &sums[2]),
    ];
    told.iter().map(|(id, value)| Ok(FormFact { label: words.label(id)?, value: (*value).to_owned() })).collect()
}

fn bars(facts: &InstallationFacts<'_>, words: &ChapterWords<'_>) -> Result<String, ReportError> {
    let (high, low) = (facts.high.1.to_string(), facts.low.1.to_string());
    words.sentence("bars", &[("high", &high), ("low", &low)]).map(plain)
}

fn cells(row: &InstallationRow<'_>, words: &ChapterWords<'_>) -> Result<Vec<String>, ReportError> {
    let whole = row.high.0 == row.high.1 && row.low.0 == row.low.1;
    let outcome = match (row.failed, whole && row.spurious == 0 && row.forbidden == 0) {
        (true, _) => "not_run",
        (false, true) => "agrees",
        (false, false) => "differs",
    };
    Ok(vec![
        row.case.to_owned(),
        share(row.high),
        share(row.low),
        row.spurious.to_string(),
        row.forbidden.to_string(),
        words.label(outcome)?,
        row.title.to_owned(),
    ])
}

fn share((found, asked): Found) -> String {
    format!("{found}/{asked}")
}
