//! Tables of other publishers, for the rooms that know what their columns mean.

use std::path::Path;

use model::canonical::ContentHash;

use crate::error::IntakeError;
use crate::open::{OpenedFile, fingerprint};
use crate::table::{Separation, Table};

/// A tab-separated table with a header line, plain or compressed. Quotation marks mean nothing; bytes that are no UTF-8
/// are replaced; lines end as they like.
pub struct TextTable {
    table: Table,
    fingerprint: ContentHash,
}

/// One row of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// 1-based line on which the row begins.
    pub line: u64,
    /// Fields without surrounding space.
    pub fields: Vec<String>,
}

impl TextTable {
    /// Opens a file and reads up to its header line.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or has no header line.
    pub fn open(path: &Path) -> Result<Self, IntakeError> {
        let fingerprint = fingerprint(path)?;
        Ok(Self { table: Table::open(OpenedFile::open(path)?, Separation::Tabs)?, fingerprint })
    }

    /// Name of the file without folders.
    pub fn file_name(&self) -> &str {
        self.table.file_name()
    }

    /// SHA-256 of the file as it lies on disk.
    pub fn fingerprint(&self) -> ContentHash {
        self.fingerprint
    }

    /// How many columns the header names.
    pub fn width(&self) -> usize {
        self.table.width()
    }

    /// Place of the first column that has one of these names; case, width, spaces and punctuation do not matter.
    pub fn column(&self, spellings: &[&str]) -> Option<usize> {
        self.table.column(spellings)
    }

    /// As [`TextTable::column`].
    ///
    /// # Errors
    /// Refused when none of them is there, naming the first spelling.
    pub fn needed(&self, spellings: &[&str]) -> Result<usize, IntakeError> {
        self.table.needed(spellings)
    }

    /// The next row that is not empty; `None` after the last.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next_row(&mut self) -> Result<Option<TextRow>, IntakeError> {
        let row = self.table.next()?;
        Ok(row.map(|row| TextRow { line: row.line, fields: (0..row.fields).map(|field| row.text(field)).collect() }))
    }
}

impl std::fmt::Debug for TextTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextTable").field("file", &self.file_name()).finish_non_exhaustive()
    }
}

/// The text of a whole file, plain or compressed, with its SHA-256 as it lies on disk.
///
/// # Errors
/// When the file cannot be read, is damaged, or is larger than any document of the field.
pub fn read_text(path: &Path) -> Result<(String, ContentHash), IntakeError> {
    let fingerprint = fingerprint(path)?;
    let bytes = OpenedFile::open(path)?.read_document()?;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), fingerprint))
}

/// The first lines of a file, plain or compressed: what its header says, without reading the rest.
///
/// # Errors
/// When the file cannot be read or is damaged.
pub fn read_head(path: &Path) -> Result<String, IntakeError> {
    /// Longer than the header of any file of the field.
    const HEAD_BYTES: u64 = 64 * 1024;
    let bytes = OpenedFile::open(path)?.read_up_to(HEAD_BYTES)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
