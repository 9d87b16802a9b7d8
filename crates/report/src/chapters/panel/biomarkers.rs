//! バイオマーカー: TMB, MSI and the like, with value where the laboratory lets it be shown.

use model::biomarker::Biomarker;
use model::report_content::Block;

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{strong_text, text};
use crate::phrase::{cell, column, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let rows = facts
        .profile
        .biomarkers
        .iter()
        .map(|marker| {
            Ok(vec![
                cell(vec![strong_text(words.term("biomarker", &marker.kind.to_string().to_lowercase())?)]),
                cell(vec![text(value(marker, words)?)]),
                cell(vec![text(state(marker, words)?)]),
            ])
        })
        .collect::<Result<Vec<_>, ReportError>>()?;
    if rows.is_empty() {
        return Ok(vec![paragraph(vec![words.sentence("empty", &[])?])]);
    }
    Ok(vec![Block::Table {
        caption: None,
        columns: vec![
            column(words.label("marker")?, 40),
            column(words.label("value")?, 30),
            column(words.label("state")?, 30),
        ],
        rows,
    }])
}

fn value(marker: &Biomarker, words: &ChapterWords<'_>) -> Result<String, ReportError> {
    Ok(match (marker.hide_value, marker.value) {
        (true, _) => words.label("hidden")?,
        (false, None) => "－".to_owned(),
        (false, Some(value)) => {
            let unit = marker.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            format!("{value}{unit}")
        }
    })
}

fn state(marker: &Biomarker, words: &ChapterWords<'_>) -> Result<String, ReportError> {
    use model::biomarker::BiomarkerState as State;
    let code = match marker.state {
        Some(State::High) => "high",
        Some(State::Intermediate) => "intermediate",
        Some(State::Low) => "low",
        Some(State::Stable) => "stable",
        Some(State::CannotBeDetermined) => "cannot_be_determined",
        None => "not_told",
    };
    words.term("biomarker_state", code)
}
