//! Tables with a header line: tab- or comma-separated, columns found by name in any order.

use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::error::{IntakeError, Refusal};
use crate::open::OpenedFile;

/// No table of one case comes near this size; an unclosed quotation mark would swallow the rest of the file.
const TABLE_LIMIT_MIB: u64 = 512;

/// How fields are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separation {
    /// Tabs; quotation marks mean nothing.
    Tabs,
    /// Commas; a field may stand in quotation marks.
    Commas,
}

/// A table that is read row by row. Lines that begin with `##` before the header are skipped, and so is the `#` before
/// the first column name.
pub(crate) struct Table {
    reader: csv::Reader<io::Take<OpenedFile>>,
    header: Vec<String>,
    header_line: u64,
    record: ByteRecord,
}

/// One row.
pub(crate) struct Row<'t> {
    /// 1-based line on which the row begins.
    pub(crate) line: u64,
    /// How many fields the row has.
    pub(crate) fields: usize,
    record: &'t ByteRecord,
}

impl Table {
    /// Reads up to the header line.
    ///
    /// # Errors
    /// Refused when there is no header line, or when the file is damaged.
    pub(crate) fn open(opened: OpenedFile, separation: Separation) -> Result<Self, IntakeError> {
        let (delimiter, quoting) = match separation {
            Separation::Tabs => (b'\t', false),
            Separation::Commas => (b',', true),
        };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoting)
            .has_headers(false)
            .flexible(true)
            .from_reader(opened.take(TABLE_LIMIT_MIB * 1024 * 1024));
        let mut table = Self { reader, header: Vec::new(), header_line: 0, record: ByteRecord::new() };
        while let Some(row) = table.next()? {
            if row.text(0).starts_with("##") {
                continue;
            }
            let header = (0..row.fields).map(|field| column_key(&row.text(field))).collect();
            table.header_line = row.line;
            table.header = header;
            return Ok(table);
        }
        Err(IntakeError::refused(table.file_name(), Refusal::EmptyFile))
    }

    /// Name of the file without folders.
    pub(crate) fn file_name(&self) -> &str {
        &self.reader.get_ref().get_ref().name
    }

    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.header.len()
    }

    /// The place of the first column that has one of these names; case, width, spaces and punctuation do not matter.
    pub(crate) fn column(&self, spellings: &[&str]) -> Option<usize> {
        spellings.iter().find_map(|wanted| {
            let wanted = column_key(wanted);
            self.header.iter().position(|name| *name == wanted)
        })
    }

    /// As [`Table::column`].
    ///
    /// # Errors
    /// Refused when none of them is there, naming the first spelling.
    pub(crate) fn needed(&self, spellings: &[&str]) -> Result<usize, IntakeError> {
        self.column(spellings).ok_or_else(|| {
            let column = spellings.first().map(|name| (*name).to_owned()).unwrap_or_default();
            IntakeError::refused_at(self.file_name(), self.header_line, Refusal::TableColumnMissing { column })
        })
    }

    /// The next row that is not empty; `None` after the last.
    ///
    /// # Errors
    /// When reading fails or the table is larger than any real one.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, IntakeError> {
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {
                let line = self.record.position().map(csv::Position::line).unwrap_or_default();
                Ok(Some(Row { line, fields: self.record.len(), record: &self.record }))
            }
            Ok(false) if self.reader.get_ref().limit() == 0 => {
                let refusal = Refusal::FileTooLarge { limit_mib: TABLE_LIMIT_MIB };
                Err(IntakeError::refused(self.file_name(), refusal))
            }
            Ok(false) => Ok(None),
            Err(error) => Err(self.reader.get_ref().get_ref().failure(error.into())),
        }
    }
}

impl Row<'_> {
    /// The field without surrounding space; empty where the row is too short. Bytes that are no UTF-8 are replaced.
    pub(crate) fn text(&self, column: usize) -> String {
        let bytes = self.record.get(column).unwrap_or_default();
        String::from_utf8_lossy(bytes).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
    }

    /// The field, unless the column is not there or the field says nothing (`NA`, `.`, `NaN`, empty).
    pub(crate) fn stated(&self, column: Option<usize>) -> Option<String> {
        const NOTHING: [&str; 6] = ["", ".", "NA", "N/A", "NaN", "null"];
        column.map(|column| self.text(column)).filter(|text| !NOTHING.iter().any(|no| no.eq_ignore_ascii_case(text)))
    }
}

/// A column name without what files disagree about: width, case, spaces and punctuation.
pub(crate) fn column_key(name: &str) -> String {
    name.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str, separation: Separation) -> Result<Table, IntakeError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.txt");
        std::fs::write(&path, text).unwrap();
        Table::open(OpenedFile::open(&path).unwrap(), separation)
    }

    #[test]
    fn columns_are_found_whatever_their_order_case_width_and_punctuation() {
        let mut table =
            table("\u{feff}##made by x\n#Gene 1\tＶＡＦ（％）\r\nALK\t0.5\r\n\r\nROS1\n", Separation::Tabs).unwrap();
        let (gene, vaf) = (table.needed(&["gene1"]).unwrap(), table.column(&["vaf(%)"]).unwrap());
        let first = table.next().unwrap().unwrap();
        assert_eq!((first.line, first.text(gene), first.text(vaf)), (3, "ALK".to_owned(), "0.5".to_owned()));
        let second = table.next().unwrap().unwrap();
        assert_eq!((second.line, second.text(gene), second.stated(Some(vaf))), (5, "ROS1".to_owned(), None));
        assert!(table.next().unwrap().is_none());
        assert_eq!(table.needed(&["Depth"]).unwrap_err().code(), "intake_table_column_missing");
    }

    #[test]
    fn a_comma_inside_quotation_marks_does_not_separate() {
        let mut table = table("a,b\n\"1,5\",\"x\ny\"\n2,z\n", Separation::Commas).unwrap();
        assert_eq!(table.next().unwrap().unwrap().text(0), "1,5");
        let last = table.next().unwrap().unwrap();
        assert_eq!((last.line, last.text(1)), (4, "z".to_owned()));
    }

    #[test]
    fn a_file_without_a_header_line_is_empty() {
        assert_eq!(table("##only\n", Separation::Tabs).err().unwrap().code(), "intake_empty_file");
    }
}
