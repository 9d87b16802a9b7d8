//! The text of a file behind its packing, and where in the file one stands.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::blocks::BlockText;
use crate::open::Packing;
use crate::scanned::{Glance, Look};

/// Decompressed bytes that know their place.
pub(crate) enum Text {
    /// Bytes as on disk, and how many were consumed.
    Plain(BufReader<Counted>, u64),
    /// Bytes out of gzip members, and how many were consumed.
    Gzip(Box<BufReader<MultiGzDecoder<BufReader<Counted>>>>, u64),
    /// Bytes out of BGZF blocks.
    Bgzf(Box<noodles_bgzf::io::Reader<BufReader<Counted>>>),
    /// The same, inflated ahead by other threads.
    Ahead(Box<BlockText<BufReader<Counted>>>),
    /// Text that is made from the bytes on disk while it is read: another encoding, another form. With the bytes consumed.
    Made(Box<dyn BufRead>, u64),
}

/// Counts the bytes that were read from disk.
pub(crate) struct Counted {
    file: BufReader<File>,
    bytes: u64,
}

impl Text {
    pub(crate) fn new(file: BufReader<File>, packing: Packing, capacity: usize) -> Self {
        let counted = BufReader::with_capacity(capacity, Counted { file, bytes: 0 });
        match packing {
            Packing::Plain | Packing::Bcf => Self::Plain(counted, 0),
            Packing::Gzip => Self::Gzip(Box::new(BufReader::with_capacity(capacity, MultiGzDecoder::new(counted))), 0),
            Packing::Bgzf => Self::Bgzf(Box::new(noodles_bgzf::io::Reader::new(counted))),
        }
    }

    /// The same text of a BGZF file of which nothing was read yet, inflated ahead by other threads.
    pub(crate) fn ahead(self) -> Self {
        match self {
            Self::Bgzf(reader) => Self::Ahead(Box::new(BlockText::new(reader.into_inner()))),
            other => other,
        }
    }

    /// Lets the threads that read ahead look at what they read.
    pub(crate) fn look_ahead(&mut self, look: impl Fn() -> Look) {
        if let Self::Ahead(reader) = self {
            reader.look_ahead(look);
        }
    }

    /// Length of the line that begins at the next byte, where it was looked at.
    pub(crate) fn seen_line(&self) -> Option<usize> {
        match self {
            Self::Ahead(reader) => reader.seen_line(),
            Self::Plain(..) | Self::Gzip(..) | Self::Bgzf(_) | Self::Made(..) => None,
        }
    }

    /// That line without its end, and what was seen of it.
    pub(crate) fn glance(&self) -> Option<(&[u8], Glance<'_>)> {
        match self {
            Self::Ahead(reader) => reader.glance(),
            Self::Plain(..) | Self::Gzip(..) | Self::Bgzf(_) | Self::Made(..) => None,
        }
    }

    /// Where the next byte stands: BGZF virtual offset, or byte offset of the text.
    pub(crate) fn offset(&self) -> u64 {
        match self {
            Self::Plain(_, offset) | Self::Gzip(_, offset) | Self::Made(_, offset) => *offset,
            Self::Bgzf(reader) => reader.virtual_position().into(),
            Self::Ahead(reader) => reader.offset(),
        }
    }

    /// Bytes read from disk so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        match self {
            Self::Plain(reader, _) => reader.get_ref().bytes,
            Self::Gzip(reader, _) => reader.get_ref().get_ref().get_ref().bytes,
            Self::Bgzf(reader) => reader.get_ref().get_ref().bytes,
            Self::Ahead(reader) => reader.file().get_ref().bytes,
            Self::Made(_, offset) => *offset,
        }
    }
}

impl Read for Text {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = Read::read(&mut &*available, buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(reader, _) => reader.fill_buf(),
            Self::Gzip(reader, _) => reader.fill_buf(),
            Self::Bgzf(reader) => reader.fill_buf(),
            Self::Ahead(reader) => reader.fill_buf(),
            Self::Made(text, _) => text.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Plain(reader, offset) => {
                *offset += amount as u64;
                reader.consume(amount);
            }
            Self::Gzip(reader, offset) => {
                *offset += amount as u64;
                reader.consume(amount);
            }
            Self::Bgzf(reader) => reader.consume(amount),
            Self::Ahead(reader) => reader.consume(amount),
            Self::Made(text, offset) => {
                *offset += amount as u64;
                text.consume(amount);
            }
        }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.bytes += count as u64;
        Ok(count)
    }
}
