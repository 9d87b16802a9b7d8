//! この検査で分からないこと

use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let as_of = crate::dates::both(facts.interpretation()?.as_of);
    let items = vec![
        vec![words.sentence("missed", &[])?],
        vec![words.sentence("knowledge", &[("as_of", &as_of)])?],
        vec![words.sentence("no_promise", &[])?],
    ];
    Ok(vec![Block::List { items }])
}
