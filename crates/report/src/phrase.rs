//! Small phrases that both documents build from values.

use model::Decimal;
use model::assessed::Met;
use model::evidence::LevelState;
use model::finding::{Finding, ShownVariant};
use model::report_content::{BadgeLook, Block, Cell, Column, Fact, Inline, Sentence, Source};

use crate::inline::{badge, gene, text};

/// `オシメルチニブ`, combinations with ` ＋ `; a drug without a Japanese name keeps its English one.
pub(crate) fn drugs_ja(finding: &Finding) -> String {
    let names: Vec<&str> =
        finding.therapies.iter().map(|therapy| therapy.ja.as_deref().unwrap_or(&therapy.en)).collect();
    names.join(" ＋ ")
}

/// `12.3%`, rounded once, here.
pub(crate) fn percent(fraction: Decimal) -> String {
    format!("{}%", (fraction * Decimal::ONE_HUNDRED).round_dp(1).normalize())
}

/// The level as a badge: `A`, or `（A）要確認` while it waits for a named person.
pub(crate) fn level_badges(finding: &Finding, unconfirmed: &str) -> Vec<Inline> {
    let Some(level) = finding.evidence_level else { return vec![text("－")] };
    match finding.level_state {
        LevelState::Final => vec![badge(level.code(), BadgeLook::Strong)],
        LevelState::Candidate => vec![badge(format!("({level})"), BadgeLook::Unconfirmed), text(unconfirmed)],
    }
}

pub(crate) fn labels(finding: &Finding) -> String {
    finding.variants.iter().map(|variant| variant.label.as_str()).collect::<Vec<_>>().join(" / ")
}

/// The same with gene symbols set as such: `EGFR` in italic, `p.L858R` upright, `MSI-High` upright.
pub(crate) fn marker(finding: &Finding) -> Vec<Inline> {
    let mut pieces = Vec::new();
    for (index, variant) in finding.variants.iter().enumerate() {
        if index > 0 {
            pieces.push(text(" / "));
        }
        pieces.extend(label_pieces(variant));
    }
    pieces
}

pub(crate) fn label_pieces(variant: &ShownVariant) -> Vec<Inline> {
    match variant.label.strip_prefix(&variant.gene) {
        Some(rest) if rest.starts_with(' ') => vec![gene(variant.gene.clone()), text(rest)],
        _ => vec![text(variant.label.clone())],
    }
}

pub(crate) fn is_open(finding: &Finding) -> bool {
    finding.status != Met::Met
}

/// Reads that carry the variant: `12.3%（深度 210）`.
pub(crate) fn reads(variant: &ShownVariant, depth_label: &str) -> Option<String> {
    let share = variant.vaf_fraction.map(percent)?;
    Some(match variant.depth_reads {
        Some(depth) => format!("{share}（{depth_label} {depth}）"),
        None => share,
    })
}

pub(crate) fn cell(line: Vec<Inline>) -> Cell {
    Cell { lines: vec![line] }
}

pub(crate) fn lines(lines: Vec<Vec<Inline>>) -> Cell {
    Cell { lines: lines.into_iter().filter(|line| !line.is_empty()).collect() }
}

pub(crate) fn column(heading: String, width: u8) -> Column {
    Column { heading, width }
}

pub(crate) fn fact(label: String, value: impl Into<String>) -> Fact {
    Fact { label, value: vec![text(value)] }
}

pub(crate) fn paragraph(sentences: Vec<Sentence>) -> Block {
    Block::Paragraph { sentences }
}

/// The same sentence, resting on a finding and its row as well.
pub(crate) fn resting_on(mut sentence: Sentence, finding: &Finding) -> Sentence {
    sentence.sources.push(Source::Finding { key: finding.key });
    sentence.sources.push(Source::Statement { id: finding.statement.clone() });
    sentence
}
