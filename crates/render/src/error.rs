//! Why no document came out.

use std::path::PathBuf;

use model::canonical::CanonicalError;

/// Why no PDF was made. No variant carries text of the document: a name must not reach a log.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A character that none of the fonts can draw. It is refused, because a box on paper is a wrong name.
    #[error("no font has a glyph for U+{code_point:04X} in `{chapter}`")]
    MissingGlyph {
        /// The Unicode code point.
        code_point: u32,
        /// Chapter id, or the part of the document: `title`, `head`, `provenance`, `signature`.
        chapter: String,
    },
    /// A face that the templates need is not among the fonts.
    #[error("font `{family}` ({face}) is missing: run `cargo xtask fonts`")]
    FontMissing {
        /// Family name.
        family: &'static str,
        /// Which face of it.
        face: &'static str,
    },
    /// A font file is not a font.
    #[error("font file number {number} cannot be read as a font: run `cargo xtask fonts`")]
    FontUnreadable {
        /// Position in the given list, from 1.
        number: usize,
    },
    /// A file of fonts or templates cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// `wording/layout.toml` is not what the templates need.
    #[error("the page wording is not valid")]
    Wording {
        /// The cause, with line and field.
        #[source]
        source: toml::de::Error,
    },
    /// The template of a document is not among the templates.
    #[error("template `{name}` is missing")]
    TemplateMissing {
        /// File name in `layout/`.
        name: String,
    },
    /// A row has another number of cells than its table has columns.
    #[error("table row {row} in `{chapter}` has {cells} cells for {columns} columns")]
    UnevenTable {
        /// Chapter id.
        chapter: String,
        /// Row within its table, from 1.
        row: usize,
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A signature was given for content that calls itself a draft.
    #[error("content marked as draft cannot carry a signature")]
    SignedDraft,
    /// A form has more text than its page holds.
    #[error("the form does not fit on one page")]
    FormTooLong,
    /// A text is too long for a QR code that a telephone still reads.
    #[error("the text does not fit into a QR code")]
    QrTooLong,
    /// The content has no hash, so the document could have no identity.
    #[error("content has no canonical form")]
    Canonical(#[from] CanonicalError),
    /// A template is wrong, or the PDF would not conform. Quoted parts of the message are taken out.
    #[error("layout failed at {place}: {message}")]
    Layout {
        /// Template file and line, or `export`.
        place: String,
        /// What is wrong.
        message: String,
    },
}
