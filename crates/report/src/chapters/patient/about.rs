//! この説明書について

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::paragraph;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    Ok(vec![paragraph(vec![
        words.sentence("purpose", &[("institution", facts.institution)])?,
        words.sentence("ask", &[])?,
    ])])
}
