//! BCF in: the binary form of VCF, decoded to the lines that it stands for, so that one reader serves both.

use std::io::{self, BufRead, Read};

use noodles_vcf::header::{Parser, StringMaps};
use noodles_vcf::variant::io::Write;
use noodles_vcf::{Header, io::Writer};

use crate::error::{IntakeError, Refusal};
use crate::open::OpenedFile;
use crate::text::Text;

/// What every BCF 2 begins with; the next byte is the minor version.
pub(crate) const MAGIC: &[u8] = b"BCF\x02";

/// A header or a record that no real file has.
const PART_LIMIT_BYTES: usize = 64 * 1024 * 1024;

/// The file with its records as lines.
pub(crate) fn as_text(file: OpenedFile) -> Result<OpenedFile, IntakeError> {
    let mut file = file.into_bcf();
    let (text, header) = match read_header(&mut file.text) {
        Ok(read) => read,
        Err(source) => return Err(file.failure(source)),
    };
    let header = header.ok_or_else(|| IntakeError::refused(&file.name, Refusal::BcfDamaged))?;
    file.text = Text::Made(Box::new(Lines { records: file.text, header, ready: text, taken: 0 }), 0);
    Ok(file)
}

/// The header as text, and as noodles understands it; `None` when it does not.
fn read_header(bytes: &mut impl Read) -> io::Result<(Vec<u8>, Option<Header>)> {
    let mut start = [0; 5];
    bytes.read_exact(&mut start)?;
    let length = read_length(bytes)?;
    let mut text = read_part(bytes, length)?;
    while text.last() == Some(&0) {
        text.pop();
    }
    if text.last() != Some(&b'\n') {
        text.push(b'\n');
    }
    let header = understand(&text);
    Ok((text, header))
}

fn understand(text: &[u8]) -> Option<Header> {
    let (mut parser, mut strings) = (Parser::default(), StringMaps::default());
    for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        strings.insert_entry(&parser.parse_partial(line).ok()?).ok()?;
    }
    let mut header = parser.finish().ok()?;
    *header.string_maps_mut() = strings;
    Some(header)
}

fn read_length(bytes: &mut impl Read) -> io::Result<usize> {
    let mut length = [0; 4];
    bytes.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > PART_LIMIT_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "length out of range"));
    }
    Ok(length)
}

fn read_part(bytes: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    let read = bytes.take(length as u64).read_to_end(&mut part)?;
    if read < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(part) }
}

/// The header text, then one line per record.
struct Lines {
    records: Text,
    header: Header,
    ready: Vec<u8>,
    taken: usize,
}

impl Lines {
    /// Decodes the next record; leaves nothing ready after the last.
    fn decode_next(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        if self.records.fill_buf()?.is_empty() {
            return Ok(());
        }
        // Framed here, so that a damaged length asks for no more memory than a record can need.
        let (shared, individual) = (read_length(&mut self.records)?, read_length(&mut self.records)?);
        let mut frame = Vec::new();
        for length in [shared, individual] {
            frame.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
        }
        frame.extend(read_part(&mut self.records, shared + individual)?);
        let mut record = noodles_bcf::Record::default();
        noodles_bcf::io::Reader::from(frame.as_slice()).read_record(&mut record)?;
        Writer::new(&mut self.ready).write_variant_record(&self.header, &record)
    }
}

impl Read for Lines {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Lines {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.ready.len() {
            self.decode_next()?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}
