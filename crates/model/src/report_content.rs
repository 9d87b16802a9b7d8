//! What a document says: one tree per audience and revision. Screen, PDF and delivery are views of it.
//!
//! Layout knows only these shapes; it does not know what a gene is.

use serde::{Deserialize, Serialize};

use crate::canonical::ContentHash;
use crate::finding::{FindingKey, StatementId};

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportContent {
    /// Version of this structure.
    pub schema: u32,
    /// For whom.
    pub kind: DocumentKind,
    /// Title on the first page.
    pub title: String,
    /// Line under the title.
    pub subtitle: Option<String>,
    /// Facts of the head (who, test, tumour, dates).
    pub head: Vec<Fact>,
    /// Chapters in print order.
    pub chapters: Vec<ChapterContent>,
    /// Marks on every page.
    pub marks: Vec<PageMark>,
    /// Small print on every page: releases, engine, revision.
    pub provenance: Provenance,
}

/// The documents of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// ① エキスパートパネル用レポート
    Panel,
    /// ② 患者さん向け説明書
    Patient,
}

impl DocumentKind {
    /// Every kind, in order.
    pub const ALL: [Self; 2] = [Self::Panel, Self::Patient];

    /// The code used in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Patient => "patient",
        }
    }
}

/// A mark that must be on every page while it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageMark {
    /// 下書き: not signed.
    Draft,
    /// 検証用・診療に使用しないでください: no intended use recorded.
    NotForClinicalUse,
    /// 合成データ: the person does not exist.
    Synthetic,
}

/// A labelled value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value, one or more lines.
    pub value: Vec<Inline>,
}

/// One chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterContent {
    /// Stable id, e.g. `summary`; equals composer file and wording file.
    pub id: String,
    /// Heading as printed, without number.
    pub heading: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// One piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph {
        /// Its sentences.
        sentences: Vec<Sentence>,
    },
    /// Bulleted text.
    List {
        /// One sentence group per item.
        items: Vec<Vec<Sentence>>,
    },
    /// A smaller heading.
    Subheading {
        /// Its text.
        text: String,
    },
    /// Labelled values.
    Facts {
        /// In print order.
        facts: Vec<Fact>,
    },
    /// A table with a repeated head.
    Table {
        /// Above the table.
        caption: Option<String>,
        /// Columns with relative widths.
        columns: Vec<Column>,
        /// Rows of cells, as many as columns.
        rows: Vec<Vec<Cell>>,
    },
    /// A boxed note.
    Note {
        /// How loud.
        tone: Tone,
        /// Its heading.
        title: Option<String>,
        /// Its sentences.
        sentences: Vec<Sentence>,
    },
    /// Terms with explanations.
    Glossary {
        /// In print order.
        terms: Vec<GlossaryTerm>,
    },
    /// Lines to sign on paper.
    SignatureLines {
        /// One line each.
        labels: Vec<String>,
    },
}

/// How loud a note is. Shape and words carry it too, never colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Good to know.
    Plain,
    /// The main message.
    Key,
    /// Needs attention.
    Caution,
}

/// A table column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Head of the column.
    pub heading: String,
    /// Relative width.
    pub width: u8,
}

/// A table cell: paragraphs of inline text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// One entry per line.
    pub lines: Vec<Vec<Inline>>,
}

/// A sentence that knows where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text.
    pub text: Vec<Inline>,
    /// What it rests on.
    pub sources: Vec<Source>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Emphasised text.
    Strong {
        /// The text.
        text: String,
    },
    /// A gene symbol: italic for clinicians, plain for patients.
    Gene {
        /// HGNC symbol.
        text: String,
    },
    /// Notation that may be broken only at its own separators (HGVS, coordinates, hashes).
    Notation {
        /// The text.
        text: String,
    },
    /// A word with its reading above.
    Ruby {
        /// The word.
        base: String,
        /// Hiragana.
        reading: String,
    },
    /// A small labelled mark, e.g. a level or 要確認.
    Badge {
        /// Its text.
        text: String,
        /// Its look.
        look: BadgeLook,
    },
}

/// Look of a badge; distinguishable in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadgeLook {
    /// Filled.
    Strong,
    /// Outlined.
    Outline,
    /// Dashed outline: not confirmed.
    Unconfirmed,
    /// Inverse: speaks against.
    Against,
}

/// What a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Source {
    /// Fixed wording.
    Wording {
        /// `chapter.sentence` in the wording files.
        id: String,
    },
    /// A finding.
    Finding {
        /// Its key.
        key: FindingKey,
    },
    /// A knowledge row.
    Statement {
        /// Its id.
        id: StatementId,
    },
    /// A fact of the case.
    Case {
        /// Which, e.g. `tumor_type`.
        fact: String,
    },
    /// A person wrote it.
    Person {
        /// Account that wrote it, for the record.
        account: crate::ids::AccountId,
    },
}

/// A term and its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryTerm {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means.
    pub explanation: String,
}

/// What was used to say this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Case number for people.
    pub case_number: String,
    /// Revision of the report, from 1.
    pub revision: u32,
    /// Knowledge release.
    pub knowledge_release: String,
    /// Engine version.
    pub engine: String,
    /// Software version.
    pub software: String,
    /// Day for which approvals were looked up.
    pub as_of: jiff::civil::Date,
    /// Day of composition or signature.
    pub dated_on: jiff::civil::Date,
}

/// What is printed of a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureMark {
    /// Who signed.
    pub signer: String,
    /// In which role.
    pub role: String,
    /// When (UTC).
    pub signed_at: jiff::Timestamp,
    /// What was signed.
    pub content_hash: ContentHash,
    /// Fingerprint of the public key.
    pub key_fingerprint: String,
    /// Signature, base64.
    pub signature: String,
}
