//! 耐性・無効が示唆される薬剤: its own block, never the tail of a ranking.

use model::report_content::{BadgeLook, Block};

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{badge, strong_text, text};
use crate::phrase::{cell, column, drugs_ja, is_open, lines, marker, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let rows = facts
        .against()
        .map(|finding| {
            let look = match finding.level_state {
                model::evidence::LevelState::Final => BadgeLook::Against,
                model::evidence::LevelState::Candidate => BadgeLook::Unconfirmed,
            };
            let mut kind = vec![vec![badge(words.term("predicate", finding.predicate.code())?, look)]];
            if finding.level_state == model::evidence::LevelState::Candidate {
                kind.push(vec![text(words.label("unconfirmed_mark")?)]);
            }
            if is_open(finding) {
                kind.push(vec![text(words.label("open")?)]);
            }
            let mut why: Vec<_> = finding.reasons.iter().map(|reason| vec![text((facts.explain)(reason))]).collect();
            why.push(vec![text(format!("［{}］", finding.statement))]);
            Ok(vec![
                lines(kind),
                cell(marker(finding)),
                cell(vec![strong_text(drugs_ja(finding))]),
                lines(why),
            ])
        })
        .collect::<Result<Vec<_>, ReportError>>()?;
    if rows.is_empty() {
        return Ok(vec![paragraph(vec![words.sentence("empty", &[])?])]);
    }
    Ok(vec![Block::Table {
        caption: None,
        columns: vec![
            column(words.label("kind")?, 16),
            column(words.label("marker")?, 20),
            column(words.label("drug")?, 26),
            column(words.label("why")?, 38),
        ],
        rows,
    }])
}
