//! Lines of a text file, whatever ends them.

use crate::error::{IntakeError, Refusal};
use crate::open::OpenedFile;

use std::io::{BufRead, Read};

const LINE_LIMIT_MIB: u64 = 64;
const LINE_LIMIT_BYTES: u64 = LINE_LIMIT_MIB * 1024 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads lines ended by LF, CRLF or (old spreadsheets) CR alone. A byte order mark at the start is skipped.
pub(crate) struct Lines {
    file: OpenedFile,
    terminator: Option<u8>,
    number: u64,
    offset: u64,
}

impl Lines {
    pub(crate) fn new(file: OpenedFile) -> Self {
        Self { file, terminator: None, number: 0, offset: 0 }
    }

    /// Name of the file without folders.
    pub(crate) fn file_name(&self) -> &str {
        &self.file.name
    }

    /// Where the last line begins, as [`crate::text::Text::offset`] tells it.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// How much of the file was read: bytes of the disk so far, and in all.
    pub(crate) fn bytes_read(&self) -> (u64, u64) {
        (self.file.text.bytes_read(), self.file.bytes_total)
    }

    /// Puts the next line into `line`, without its end, and returns its 1-based number; `None` after the last.
    pub(crate) fn next_into(&mut self, line: &mut Vec<u8>) -> Result<Option<u64>, IntakeError> {
        line.clear();
        let terminator = match self.terminator {
            Some(terminator) => terminator,
            None => self.start()?,
        };
        self.offset = self.file.text.offset();
        let mut limited = (&mut self.file.text).take(LINE_LIMIT_BYTES + 1);
        let read = limited.read_until(terminator, line).map_err(|source| self.file.failure(source))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.last() == Some(&terminator) {
            line.pop();
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if line.len() as u64 > LINE_LIMIT_BYTES {
            let refusal = Refusal::LineTooLong { limit_mib: LINE_LIMIT_MIB };
            return Err(IntakeError::refused_at(&self.file.name, self.number, refusal));
        }
        Ok(Some(self.number))
    }

    /// Skips the byte order mark and finds out what ends a line.
    fn start(&mut self) -> Result<u8, IntakeError> {
        let marked = match self.file.text.fill_buf() {
            Ok(first) => first.starts_with(BYTE_ORDER_MARK),
            Err(source) => return Err(self.file.failure(source)),
        };
        if marked {
            self.file.text.consume(BYTE_ORDER_MARK.len());
        }
        let terminator = match self.file.text.fill_buf() {
            Ok(first) if !first.contains(&b'\n') && first.contains(&b'\r') => b'\r',
            Ok(_) => b'\n',
            Err(source) => return Err(self.file.failure(source)),
        };
        self.terminator = Some(terminator);
        Ok(terminator)
    }
}
