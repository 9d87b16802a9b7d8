//! バリアント: those that findings rest on in full, the others by number.

use std::collections::BTreeSet;

use model::finding::{Finding, ShownVariant};
use model::report_content::Block;
use model::variation::ObservationKey;

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{gene, notation, text};
use crate::phrase::{cell, column, label_pieces, lines, paragraph, reads};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let depth = words.label("depth")?;
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for (key, variant, finding) in observed(facts) {
        if matches!(key, ObservationKey::Biomarker(_)) || !seen.insert(key) {
            continue;
        }
        rows.push(vec![
            cell(vec![gene(variant.gene.clone())]),
            lines(vec![
                label_pieces(variant),
                variant.hgvsp.iter().map(|hgvsp| notation(hgvsp.clone())).collect(),
                variant.hgvsc.iter().map(|hgvsc| notation(hgvsc.clone())).collect(),
                variant.allele.iter().map(|allele| notation(allele.clone())).collect(),
            ]),
            cell(vec![text(reads(variant, &depth).unwrap_or_else(|| "－".to_owned()))]),
            cell(vec![text(meaning(finding, words)?)]),
        ]);
    }
    let named = rows.len();
    let mut blocks = Vec::new();
    if rows.is_empty() {
        blocks.push(paragraph(vec![words.sentence("empty", &[])?]));
    } else {
        blocks.push(Block::Table {
            caption: None,
            columns: vec![
                column(words.label("gene")?, 14),
                column(words.label("variant")?, 46),
                column(words.label("reads")?, 20),
                column(words.label("meaning")?, 20),
            ],
            rows,
        });
    }
    let profile = facts.profile;
    // A structural variant from which a rearrangement was concluded is counted once.
    let told: BTreeSet<_> = profile.rearrangements.iter().map(|event| &event.source).collect();
    let structural = profile.structural_variants.iter().filter(|variant| !told.contains(&variant.source)).count();
    let all = profile.small_variants.len() + profile.copy_numbers.len() + profile.rearrangements.len() + structural;
    let others = all.saturating_sub(named).to_string();
    blocks.push(paragraph(vec![words.sentence("others", &[("count", &others), ("all", &all.to_string())])?]));
    Ok(blocks)
}

fn observed<'f>(facts: &'f ReportFacts<'_>) -> Vec<(&'f ObservationKey, &'f ShownVariant, &'f Finding)> {
    facts
        .case
        .findings()
        .iter()
        .flat_map(|finding| {
            finding.observations.iter().zip(&finding.variants).map(move |(key, variant)| (key, variant, finding))
        })
        .collect()
}

fn meaning(finding: &Finding, words: &ChapterWords<'_>) -> Result<String, ReportError> {
    words.term("predicate", finding.predicate.code())
}
