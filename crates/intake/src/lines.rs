//! Lines of a text file, whatever ends them.

use crate::error::{IntakeError, Refusal};
use crate::open::OpenedFile;
use crate::scanned::{Glance, Look, without_return};

use memchr::memchr;
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
    /// Bytes of the line lent last that are still in front.
    lent: usize,
}

/// A line without its end.
pub(crate) struct Line<'l> {
    /// 1-based.
    pub(crate) number: u64,
    /// Where it begins, as [`crate::text::Text::offset`] tells it.
    pub(crate) offset: u64,
    pub(crate) bytes: &'l [u8],
    /// What a look ahead has told of it.
    pub(crate) glance: Glance<'l>,
}

impl Lines {
    pub(crate) fn new(file: OpenedFile) -> Self {
        Self { file, terminator: None, number: 0, offset: 0, lent: 0 }
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

    /// Lets other threads look at the lines that are read ahead, where lines are read ahead and LF ends them.
    pub(crate) fn look_ahead(&mut self, look: impl Fn() -> Look) {
        if self.terminator == Some(b'\n') {
            self.file.text.look_ahead(look);
        }
    }

    /// Lends the next line: out of the text where it lies there in one piece, else out of `spare`; `None` after the last.
    pub(crate) fn next_lent<'l>(&'l mut self, spare: &'l mut Vec<u8>) -> Result<Option<Line<'l>>, IntakeError> {
        self.give_back();
        let offset = self.file.text.offset();
        if let Err(source) = self.file.text.fill_buf() {
            return Err(self.file.failure(source));
        }
        if let Some(end) = self.file.text.seen_line() {
            (self.number, self.offset, self.lent) = (self.number + 1, offset, end + 1);
            let (bytes, glance) = self.file.text.glance().unwrap_or((&[], Glance::NotTaken));
            return Ok(Some(Line { number: self.number, offset, bytes, glance }));
        }
        let terminator = self.terminator;
        let ready = |text: &[u8]| memchr(terminator?, text);
        let Some(end) = self.file.text.fill_buf().ok().and_then(ready) else {
            let number = self.next_into(spare)?;
            let offset = self.offset;
            return Ok(number.map(|number| Line { number, offset, bytes: spare, glance: Glance::NotTaken }));
        };
        (self.number, self.offset, self.lent) = (self.number + 1, offset, end + 1);
        let text = self.file.text.fill_buf().unwrap_or_default();
        let bytes = without_return(text.get(..end).unwrap_or_default());
        Ok(Some(Line { number: self.number, offset, bytes, glance: Glance::NotTaken }))
    }

    fn give_back(&mut self) {
        self.file.text.consume(std::mem::take(&mut self.lent));
    }

    /// Puts the next line into `line`, without its end, and returns its 1-based number; `None` after the last.
    pub(crate) fn next_into(&mut self, line: &mut Vec<u8>) -> Result<Option<u64>, IntakeError> {
        line.clear();
        self.give_back();
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
