//! 用語の説明

use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::paragraph;
use crate::wording::ChapterWords;

pub(crate) fn compose(_: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let intro = paragraph(vec![words.sentence("intro", &[])?]);
    Ok(vec![intro, Block::Glossary { terms: words.glossary() }])
}
