//! 費用と制度

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::paragraph;
use crate::wording::ChapterWords;

pub(crate) fn compose(_: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    Ok(vec![paragraph(vec![
        words.sentence("insured", &[])?,
        words.sentence("not_insured", &[])?,
        words.sentence("ask", &[])?,
    ])])
}
