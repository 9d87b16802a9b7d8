//! Rich documents about a person who does not exist. The sentences are there to be set, not to be believed.

mod panel;
mod patient;

pub(super) use self::panel::{finding_row, findings_columns, panel};
pub(super) use self::patient::patient;

use jiff::civil::date;
use model::canonical::ContentHash;
use model::report_content::{
    BadgeLook, Block, Cell, ChapterContent, Column, DocumentKind, Fact, GlossaryTerm, Inline, PageMark, Provenance,
    ReportContent, Sentence, SignatureMark, Tone,
};

use crate::fonts::{Drawn, FontSet};

/// Looks like markup to every template language we know; must be printed as it stands.
pub(super) const INJECTION: &str = r#"#panic("x") *a* $x$ <l> @r \u{41} #{1+1} [b] //c"#;
/// A surrogate pair, and a kanji with a variation selector.
pub(super) const NAME: &str = "𠮷野 葛\u{e0100}子";
/// Long notation: longer than any cell, with and without separators.
pub(super) const LONG_HGVS: &str =
    "NM_000249.4:c.1852_1854delinsGCACGTTTACGGATCCATTGCAGGCTAAGCTTGACCATGGTTAACCGGATATCGCGGCCGCAAGCTT";
pub(super) const LONG_RANGE: &str = "chr17:39,687,914-39,730,426";

pub(super) fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

pub(super) fn strong(text: &str) -> Inline {
    Inline::Strong { text: text.to_owned() }
}

pub(super) fn gene(symbol: &str) -> Inline {
    Inline::Gene { text: symbol.to_owned() }
}

pub(super) fn notation(text: &str) -> Inline {
    Inline::Notation { text: text.to_owned() }
}

pub(super) fn ruby(word: &str, reading: &str) -> Inline {
    Inline::Ruby { base: word.to_owned(), reading: reading.to_owned() }
}

pub(super) fn badge(text: &str, look: BadgeLook) -> Inline {
    Inline::Badge { text: text.to_owned(), look }
}

pub(super) fn sentence(text: Vec<Inline>) -> Sentence {
    Sentence { text, sources: Vec::new() }
}

pub(super) fn plain(words: &str) -> Sentence {
    sentence(vec![text(words)])
}

pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph { sentences: vec![plain(words)] }
}

pub(super) fn fact(label: &str, value: Vec<Inline>) -> Fact {
    Fact { label: label.to_owned(), value }
}

pub(super) fn cell(lines: Vec<Vec<Inline>>) -> Cell {
    Cell { lines }
}

pub(super) fn column(heading: &str, width: u8) -> Column {
    Column { heading: heading.to_owned(), width }
}

pub(super) fn chapter(id: &str, heading: &str, blocks: Vec<Block>) -> ChapterContent {
    ChapterContent { id: id.to_owned(), heading: heading.to_owned(), blocks }
}

pub(super) fn note(tone: Tone, title: Option<&str>, sentences: Vec<Sentence>) -> Block {
    Block::Note { tone, title: title.map(str::to_owned), sentences }
}

fn provenance() -> Provenance {
    Provenance {
        case_number: "SYN-2026-0042".to_owned(),
        revision: 3,
        knowledge_release: "kb-2026.11.1".to_owned(),
        engine: "1.4.0".to_owned(),
        software: "0.1.0".to_owned(),
        as_of: date(2026, 11, 20),
        dated_on: date(2026, 11, 25),
    }
}

pub(super) fn signature() -> SignatureMark {
    SignatureMark {
        signer: "髙橋 由美".to_owned(),
        role: "エキスパートパネル座長".to_owned(),
        signed_at: "2026-11-25T01:15:42Z".parse().unwrap(),
        content_hash: ContentHash::of_bytes(b"synthetic"),
        key_fingerprint: "SHA256:4f2a 9c1d 77e0 b3a8 5d61 0e9f c2b4 8a17".to_owned(),
        signature: format!("{}==", "c3ludGhldGlj".repeat(8).get(..86).unwrap_or_default()),
    }
}

/// The same content after signing: no longer a draft.
pub(super) fn signed(content: ReportContent) -> ReportContent {
    let marks = content.marks.iter().copied().filter(|mark| *mark != PageMark::Draft).collect();
    ReportContent { marks, ..content }
}

fn bullets(items: &[&str]) -> Block {
    Block::List { items: items.iter().map(|item| vec![plain(item)]).collect() }
}

pub(super) fn subheading(text: &str) -> Block {
    Block::Subheading { text: text.to_owned() }
}

fn term(term: Vec<Inline>, explanation: &str) -> GlossaryTerm {
    GlossaryTerm { term, explanation: explanation.to_owned() }
}

fn signature_lines(labels: &[&str]) -> Block {
    Block::SignatureLines { labels: labels.iter().map(|&label| label.to_owned()).collect() }
}

/// A panel document with one chapter and no marks.
pub(super) fn small(blocks: Vec<Block>) -> ReportContent {
    ReportContent {
        schema: 1,
        kind: DocumentKind::Panel,
        title: "合成文書".to_owned(),
        subtitle: None,
        head: Vec::new(),
        chapters: vec![chapter("only", "本文", blocks)],
        marks: Vec::new(),
        provenance: provenance(),
    }
}

/// A kanji that the first font draws, with a selector that only the fallback font knows; found in the fonts themselves.
pub(super) fn form_of_the_fallback_font() -> String {
    let fonts = FontSet::new(super::fonts()).unwrap();
    let first = fonts.faces.iter().find(|face| face.info().family == "BIZ UDGothic").unwrap();
    ('\u{4e00}'..='\u{9fff}')
        .filter(|&letter| first.info().coverage.contains(u32::from(letter)))
        .flat_map(|letter| ('\u{e0100}'..='\u{e0105}').map(move |form| (letter, form)))
        .find(|&(letter, form)| fonts.draws_variant(letter, form) == Drawn::Fallback)
        .map(|(letter, form)| String::from_iter([letter, form]))
        .unwrap()
}
