//! 根拠と版: the rows that findings rest on, where they are written, and the policies that changed a level.

use std::collections::{BTreeMap, BTreeSet};

use casefile::releases::is_old;
use model::report_content::{Block, Tone};

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::text;
use crate::phrase::{cell, column, fact, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let interpretation = facts.interpretation()?;
    let shown = facts.options().chain(facts.against());
    let mut rows_by_id = BTreeMap::new();
    let mut policies = BTreeSet::new();
    for finding in shown {
        let source = match &finding.citation {
            Some(citation) => citation.clone(),
            None => words.label("no_source")?,
        };
        rows_by_id.insert(finding.statement.to_string(), source);
        policies.extend(finding.policies.iter().cloned());
    }
    let mut blocks = vec![Block::Facts {
        facts: vec![
            fact(words.label("release")?, interpretation.release.clone()),
            fact(words.label("engine")?, interpretation.engine.clone()),
            fact(words.label("as_of")?, crate::dates::both(interpretation.as_of)),
        ],
    }];
    if let Some(as_of) = facts.release_as_of.filter(|as_of| is_old(*as_of, facts.dated_on)) {
        let day = crate::dates::both(as_of);
        let sentences = vec![words.sentence("old_release", &[("as_of", &day)])?];
        blocks.push(Block::Note { tone: Tone::Caution, title: None, sentences });
    }
    if !policies.is_empty() {
        blocks.push(paragraph(vec![words.sentence("policies", &[])?]));
        let items = policies
            .iter()
            .map(|policy| {
                let name = words.term("policy", policy)?;
                Ok(vec![words.sentence("policy", &[("policy", &name), ("code", policy)])?])
            })
            .collect::<Result<_, ReportError>>()?;
        blocks.push(Block::List { items });
    }
    if !rows_by_id.is_empty() {
        let rows =
            rows_by_id.into_iter().map(|(id, source)| vec![cell(vec![text(id)]), cell(vec![text(source)])]).collect();
        blocks.push(Block::Table {
            caption: None,
            columns: vec![column(words.label("row")?, 22), column(words.label("source")?, 78)],
            rows,
        });
    }
    Ok(blocks)
}
