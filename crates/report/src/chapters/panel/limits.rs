//! 限界と留意点

use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let as_of = crate::dates::both(facts.interpretation()?.as_of);
    let items = vec![
        vec![words.sentence("as_of", &[("as_of", &as_of)])?],
        vec![words.sentence("sensitivity", &[])?],
        vec![words.sentence("confirmation", &[])?],
        vec![words.sentence("levels", &[])?],
        vec![words.sentence("judgement", &[])?],
    ];
    Ok(vec![Block::List { items }])
}
