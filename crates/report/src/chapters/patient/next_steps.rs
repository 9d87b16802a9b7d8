//! 次に行うこと

use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut items = vec![vec![words.sentence("visit", &[])?]];
    if !facts.patient_options().is_empty() {
        items.push(vec![words.sentence("confirmatory_test", &[])?]);
    }
    items.push(vec![words.sentence("questions", &[])?]);
    items.push(vec![words.sentence("second_opinion", &[])?]);
    Ok(vec![Block::List { items }])
}
