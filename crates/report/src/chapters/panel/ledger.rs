//! 記録の行き先: every record of every file, in one bin.

use model::report_content::Block;

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{notation, text};
use crate::phrase::{cell, column, lines, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let rows = facts
        .imported()?
        .ledger
        .files
        .iter()
        .map(|file| {
            let bins = file
                .bins
                .iter()
                .filter(|(_, count)| **count > 0)
                .map(|(bin, count)| Ok(vec![text(format!("{} {count}", words.term("bin", bin.code())?))]))
                .collect::<Result<Vec<_>, ReportError>>()?;
            Ok(vec![
                lines(vec![vec![notation(file.name.clone())], vec![text(words.term("format", &file.format)?)]]),
                cell(vec![text(file.records.to_string())]),
                lines(bins),
                cell(vec![notation(file.sha256.short())]),
            ])
        })
        .collect::<Result<Vec<_>, ReportError>>()?;
    Ok(vec![
        paragraph(vec![words.sentence("intro", &[])?]),
        Block::Table {
            caption: None,
            columns: vec![
                column(words.label("file")?, 36),
                column(words.label("records")?, 14),
                column(words.label("bins")?, 34),
                column(words.label("hash")?, 16),
            ],
            rows,
        },
    ])
}
