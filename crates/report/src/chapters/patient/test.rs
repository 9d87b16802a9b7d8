//! 検査の目的と方法

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::paragraph;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut sentences = vec![words.sentence("what", &[])?, words.sentence("why", &[])?];
    sentences.push(match facts.profile.normal_sample {
        Some(_) => words.sentence("with_normal", &[])?,
        None => words.sentence("tumour_only", &[])?,
    });
    Ok(vec![paragraph(sentences)])
}
