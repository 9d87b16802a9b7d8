//! 評価できなかった項目: not tested never reads as negative.

use std::collections::BTreeMap;

use model::profile::AlterationClass;
use model::report_content::Block;

use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::text;
use crate::phrase::{cell, column, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut items = Vec::new();
    for (class, sentence) in [
        (AlterationClass::SmallVariant, "small_variants"),
        (AlterationClass::CopyNumber, "copy_number"),
        (AlterationClass::Rearrangement, "rearrangements"),
    ] {
        if !facts.profile.assessed.contains(&class) {
            items.push(vec![words.sentence(sentence, &[])?]);
        }
    }
    if facts.profile.callable.is_none() {
        items.push(vec![words.sentence("callable_regions", &[])?]);
    }
    items.push(vec![words.sentence("protein_expression", &[])?]);
    let mut blocks = vec![Block::List { items }];
    let mut open: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for question in &facts.interpretation()?.open {
        let why: Vec<String> = question.reasons.iter().map(|reason| (facts.explain)(reason)).collect();
        open.entry((question.subject.clone(), why.join("／"))).or_default().push(question.statement.to_string());
    }
    if !open.is_empty() {
        let rows = open
            .into_iter()
            .map(|((subject, why), statements)| {
                vec![cell(vec![text(subject)]), cell(vec![text(why)]), cell(vec![text(statements.join("、"))])]
            })
            .collect();
        blocks.push(paragraph(vec![words.sentence("open", &[])?]));
        blocks.push(Block::Table {
            caption: None,
            columns: vec![
                column(words.label("subject")?, 36),
                column(words.label("why")?, 40),
                column(words.label("statements")?, 24),
            ],
            rows,
        });
    }
    Ok(blocks)
}
