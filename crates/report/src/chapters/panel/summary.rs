//! まとめ: what matters, on one page.

use std::collections::BTreeMap;

use casefile::case::Verdict;
use model::evidence::{EvidenceLevel, LevelState};
use model::finding::Finding;
use model::report_content::{Block, Tone};

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{strong_text, text};
use crate::phrase::{cell, column, drugs_ja, is_open, labels, level_badges, marker, paragraph, resting_on};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let strong: Vec<&Finding> = facts.case.strong_options().collect();
    let against = facts.against().filter(|finding| !is_open(finding)).count();
    let open = facts.interpretation()?.open.len();
    let mut sentences = vec![match strong.len() {
        0 => words.sentence("no_strong_option", &[])?,
        count => words.sentence("strong_options", &[("count", &count.to_string())])?,
    }];
    if against > 0 {
        sentences.push(words.sentence("against", &[("count", &against.to_string())])?);
    }
    if open > 0 {
        sentences.push(words.sentence("not_assessed", &[("count", &open.to_string())])?);
    }
    let mut blocks =
        vec![Block::Note { tone: Tone::Key, title: None, sentences }];
    if !strong.is_empty() {
        blocks.push(option_table(&strong, facts, words)?);
    }
    if let Some(sentence) = candidates(facts, words)? {
        blocks.push(paragraph(vec![sentence]));
    }
    Ok(blocks)
}

/// One row per marker, the drugs of one level together: the page stays one page.
fn option_table(
    strong: &[&Finding],
    facts: &ReportFacts<'_>,
    words: &ChapterWords<'_>,
) -> Result<Block, crate::ReportError> {
    let mut groups: BTreeMap<(EvidenceLevel, String), Vec<&Finding>> = BTreeMap::new();
    for finding in strong {
        let level = finding.evidence_level.unwrap_or(EvidenceLevel::F);
        groups.entry((level, labels(finding))).or_default().push(finding);
    }
    let mut rows = Vec::new();
    for findings in groups.values() {
        let Some(first) = findings.first() else { continue };
        let mut drugs: Vec<String> = Vec::new();
        for finding in findings {
            let mark = match facts.verdict(finding) {
                Some(Verdict::Accepted) => words.label("accepted_mark")?,
                Some(Verdict::Declined) => words.label("declined_mark")?,
                None => String::new(),
            };
            let name = format!("{mark}{}", drugs_ja(finding));
            if !drugs.contains(&name) {
                drugs.push(name);
            }
        }
        rows.push(vec![
            cell(level_badges(first, "")),
            cell(marker(first)),
            cell(vec![text(drugs.join("、"))]),
            cell(vec![text(words.term("accessibility", first.accessibility.code())?)]),
        ]);
    }
    Ok(Block::Table {
        caption: Some(words.label("table")?),
        columns: vec![
            column(words.label("level")?, 9),
            column(words.label("marker")?, 26),
            column(words.label("drugs")?, 46),
            column(words.label("access")?, 19),
        ],
        rows,
    })
}

fn candidates(
    facts: &ReportFacts<'_>,
    words: &ChapterWords<'_>,
) -> Result<Option<model::report_content::Sentence>, crate::ReportError> {
    let waiting: Vec<&Finding> =
        facts.options().filter(|finding| finding.level_state == LevelState::Candidate).collect();
    let Some(first) = waiting.first() else { return Ok(None) };
    let count = waiting.len().to_string();
    let mut sentence = words.sentence("candidates", &[("count", &count)])?;
    sentence.text.insert(0, strong_text(words.label("unconfirmed")?));
    Ok(Some(resting_on(sentence, first)))
}
