//! 相談窓口

use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::{fact, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let clinical = facts.clinical()?;
    let open = words.label("to_fill")?;
    let or_open = |value: &Option<String>| value.clone().unwrap_or_else(|| open.clone());
    Ok(vec![
        paragraph(vec![words.sentence("anytime", &[])?]),
        Block::Facts {
            facts: vec![
                fact(words.label("institution")?, facts.institution),
                fact(words.label("department")?, or_open(&clinical.department)),
                fact(words.label("attending")?, or_open(&clinical.attending_physician)),
                fact(words.label("telephone")?, open.clone()),
            ],
        },
    ])
}
