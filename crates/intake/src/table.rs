//! Tables with a header line: tab- or comma-separated, columns found by name in any order.

use csv::{ByteRecord, ReaderBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::error::{IntakeError, Refusal};
use crate::lines::Lines;
use crate::open::OpenedFile;

/// A row may run over several lines inside quotation marks, but not over so many: the mark was never closed.
const ROW_LIMIT_LINES: usize = 1_000;

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
    lines: Lines,
    separation: Separation,
    header: Vec<String>,
    names: Vec<String>,
    header_line: u64,
    text: Vec<u8>,
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
        let (text, record) = (Vec::new(), ByteRecord::new());
        let mut table = Self {
            lines: Lines::new(opened),
            separation,
            header: Vec::new(),
            names: Vec::new(),
            header_line: 0,
            text,
            record,
        };
        while let Some(row) = table.next()? {
            if row.text(0).starts_with("##") {
                continue;
            }
            let names: Vec<String> = (0..row.fields).map(|field| row.text(field)).collect();
            table.header_line = row.line;
            table.header = names.iter().map(|name| column_key(name)).collect();
            table.names = names;
            return Ok(table);
        }
        Err(IntakeError::refused(table.file_name(), Refusal::EmptyFile))
    }

    /// Name of the file without folders.
    pub(crate) fn file_name(&self) -> &str {
        self.lines.file_name()
    }

    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.header.len()
    }

    /// The columns in order: the name as written, and its [`column_key`].
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(String::as_str).zip(self.header.iter().map(String::as_str))
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
    /// When reading fails, or when a quotation mark is never closed.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, IntakeError> {
        let line = loop {
            match self.lines.next_into(&mut self.text)? {
                None => return Ok(None),
                Some(line) if !self.text.iter().all(u8::is_ascii_whitespace) => break line,
                Some(_) => {}
            }
        };
        self.record.clear();
        match self.separation {
            Separation::Tabs => self.record.extend(self.text.split(|byte| *byte == b'\t')),
            Separation::Commas => {
                self.close_quotation(line)?;
                let mut reader = ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .buffer_capacity(self.text.len() + 1)
                    .from_reader(self.text.as_slice());
                if reader.read_byte_record(&mut self.record).is_err() {
                    return Err(IntakeError::refused_at(self.lines.file_name(), line, Refusal::QuotationNotClosed));
                }
            }
        }
        Ok(Some(Row { line, fields: self.record.len(), record: &self.record }))
    }

    /// Adds the lines that belong to the row because a quotation mark is still open.
    fn close_quotation(&mut self, line: u64) -> Result<(), IntakeError> {
        let mut more = Vec::new();
        for _ in 0..ROW_LIMIT_LINES {
            if !self.text.split(|byte| *byte == b'"').count().is_multiple_of(2) {
                return Ok(());
            }
            if self.lines.next_into(&mut more)?.is_none() {
                break;
            }
            self.text.push(b'\n');
            self.text.append(&mut more);
        }
        Err(IntakeError::refused_at(self.lines.file_name(), line, Refusal::QuotationNotClosed))
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
    fn a_quotation_that_is_never_closed_is_refused_where_it_opens() {
        let mut table = table("a,b\n1,2\n\"3,4\n5,6\n", Separation::Commas).unwrap();
        assert!(table.next().unwrap().is_some());
        let error = table.next().err().unwrap();
        assert_eq!((error.code(), error.parameters()["line"].as_str()), ("intake_quotation_not_closed", "3"));
    }

    #[test]
    fn a_file_without_a_header_line_is_empty() {
        assert_eq!(table("##only\n", Separation::Tabs).err().unwrap().code(), "intake_empty_file");
    }
}
