//! おすすめの治療・臨床試験: only what a person accepted.

use model::evidence::DrugAccessibility;
use model::finding::Finding;
use model::report_content::{Block, Sentence, Tone};

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::phrase::{drugs_ja, labels, paragraph, resting_on};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let options = facts.patient_options();
    if options.is_empty() && !facts.case.unanswered().is_empty() {
        return Ok(vec![paragraph(vec![words.sentence("under_discussion", &[])?])]);
    }
    if options.is_empty() {
        return Ok(vec![paragraph(vec![words.sentence("none", &[])?, words.sentence("none_next", &[])?])]);
    }
    let mut items: Vec<Vec<Sentence>> = Vec::new();
    for option in options {
        let item = vec![sentence(option, words)?];
        let said = |other: &Vec<Sentence>| other.iter().map(|s| &s.text).eq(item.iter().map(|s| &s.text));
        if !items.iter().any(said) {
            items.push(item);
        }
    }
    Ok(vec![
        paragraph(vec![words.sentence("intro", &[])?]),
        Block::List { items },
        Block::Note {
            tone: Tone::Caution,
            title: Some(words.label("before_starting")?),
            sentences: vec![words.sentence("confirm_first", &[])?, words.sentence("may_not_be_possible", &[])?],
        },
    ])
}

fn sentence(option: &Finding, words: &ChapterWords<'_>) -> Result<Sentence, ReportError> {
    let id = match option.accessibility {
        DrugAccessibility::JpApproved => "jp_approved",
        DrugAccessibility::JpTrial => "jp_trial",
        DrugAccessibility::JpOffLabel => "jp_off_label",
        DrugAccessibility::OverseasTrial => "overseas_trial",
        DrugAccessibility::FdaApproved | DrugAccessibility::FdaOffLabel => "fda_only",
        DrugAccessibility::None => "no_access",
    };
    let sentence = words.sentence(id, &[("drug", &drugs_ja(option)), ("marker", &labels(option))])?;
    Ok(resting_on(sentence, option))
}
