//! エキスパートパネルの結論: what was accepted, what must be confirmed, and who signs.

use model::report_content::{Block, Tone};

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::strong_text;
use crate::phrase::{drugs_ja, labels, resting_on};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut items: Vec<Vec<model::report_content::Sentence>> = Vec::new();
    for finding in facts.case.accepted().filter(|finding| finding.is_acceptable_option()) {
        let access = words.term("accessibility", finding.accessibility.code())?;
        let mut sentence = words.sentence("accepted", &[("marker", &labels(finding)), ("access", &access)])?;
        sentence.text.insert(0, strong_text(drugs_ja(finding)));
        let sentence = resting_on(sentence, finding);
        if !items.iter().any(|item| item.iter().any(|other| other.text == sentence.text)) {
            items.push(vec![sentence]);
        }
    }
    let mut blocks = Vec::new();
    if items.is_empty() {
        blocks.push(Block::Note {
            tone: Tone::Plain,
            title: None,
            sentences: vec![words.sentence("nothing_accepted", &[])?],
        });
    } else {
        blocks.push(Block::List { items });
        blocks.push(Block::Note {
            tone: Tone::Caution,
            title: Some(words.label("confirmatory_test")?),
            sentences: vec![words.sentence("confirmatory_test", &[])?],
        });
    }
    blocks.push(Block::Subheading { text: words.label("minutes")? });
    blocks.push(Block::SignatureLines {
        labels: vec![words.label("held_on")?, words.label("members")?, words.label("remarks")?, words.label("chair")?],
    });
    Ok(blocks)
}
