//! 検査の結果（まとめ）

use model::report_content::{Block, Tone};

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::{labels, paragraph, resting_on};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let options = facts.patient_options();
    if options.is_empty() && !facts.case.unanswered().is_empty() {
        return Ok(vec![Block::Note {
            tone: Tone::Key,
            title: Some(words.label("key_message")?),
            sentences: vec![words.sentence("under_discussion", &[])?],
        }]);
    }
    let Some(first) = options.first() else {
        let mut sentences = vec![words.sentence("nothing_found", &[])?];
        if facts.case.has_open_option() {
            sentences.push(words.sentence("nothing_found_open", &[])?);
        }
        return Ok(vec![
            Block::Note { tone: Tone::Key, title: Some(words.label("key_message")?), sentences },
            paragraph(vec![
                words.sentence("nothing_found_meaning", &[])?,
                words.sentence("nothing_found_treatment", &[])?,
                words.sentence("nothing_found_common", &[])?,
            ]),
        ]);
    };
    let mut markers: Vec<String> = Vec::new();
    for option in &options {
        let label = labels(option);
        if !markers.contains(&label) {
            markers.push(label);
        }
    }
    let found = words.sentence("found", &[("markers", &markers.join("、"))])?;
    Ok(vec![
        Block::Note {
            tone: Tone::Key,
            title: Some(words.label("key_message")?),
            sentences: vec![resting_on(found, first), words.sentence("found_option", &[])?],
        },
        paragraph(vec![words.sentence("found_meaning", &[])?, words.sentence("found_inherited", &[])?]),
    ])
}
