//! Reading a sealed file at any place.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use model::canonical::ContentHash;
use model::ids::AttachmentId;
use model::ports::Cipher;

use super::{END_BYTES, FOOTER_PLAIN_BYTES, HEADER_BYTES, MAGIC, SealedFile, footer_context, frame_context};
use crate::error::StoreError;

/// Largest frame and footer that a header may claim; more is not ours and would only eat memory.
const LARGEST_PIECE_BYTES: u64 = 16 * 1024 * 1024;

/// The plain bytes of one sealed file. Keeps one frame in memory.
pub struct AttachmentReader {
    id: AttachmentId,
    file: File,
    cipher: Arc<dyn Cipher>,
    sealed: SealedFile,
    frames: u64,
    frame_bytes: u64,
    full_sealed_bytes: u64,
    frames_end: u64,
    position: u64,
    frame: Option<(u64, Vec<u8>)>,
}

impl AttachmentReader {
    pub(super) fn new(id: AttachmentId, mut file: File, cipher: Arc<dyn Cipher>) -> Result<Self, StoreError> {
        let damaged = |part| StoreError::AttachmentDamaged { attachment: id, part };
        let header = |_| damaged("header");
        let footer = |_| damaged("footer");
        let length = file.seek(SeekFrom::End(0)).map_err(header)?;
        let start = read_at(&mut file, 0, HEADER_BYTES).map_err(header)?;
        let mut start = start.as_slice();
        let magic = take(&mut start).ok_or_else(|| damaged("header"))?;
        let frame_bytes = u64::from(u32::from_le_bytes(take(&mut start).ok_or_else(|| damaged("header"))?));
        let full_sealed_bytes = u64::from(u32::from_le_bytes(take(&mut start).ok_or_else(|| damaged("header"))?));
        let largest = frame_bytes.max(full_sealed_bytes);
        if magic != MAGIC || frame_bytes == 0 || largest > LARGEST_PIECE_BYTES {
            return Err(damaged("header"));
        }
        let end_at = length.checked_sub(END_BYTES).ok_or_else(|| damaged("footer"))?;
        let end = read_at(&mut file, end_at, END_BYTES).map_err(footer)?;
        let mut end = end.as_slice();
        let footer_bytes = u64::from(u32::from_le_bytes(take(&mut end).ok_or_else(|| damaged("footer"))?));
        if end != MAGIC || footer_bytes > LARGEST_PIECE_BYTES {
            return Err(damaged("footer"));
        }
        let frames_end = end_at.checked_sub(footer_bytes).ok_or_else(|| damaged("footer"))?;
        let sealed_footer = read_at(&mut file, frames_end, footer_bytes).map_err(footer)?;
        let plain = cipher.open(&footer_context(id), &sealed_footer).map_err(|_| damaged("footer"))?;
        let (frames, sealed) = read_footer(&plain).ok_or_else(|| damaged("footer"))?;
        if sealed.size_bytes.div_ceil(frame_bytes) != frames {
            return Err(damaged("header"));
        }
        Ok(Self {
            id,
            file,
            cipher,
            sealed,
            frames,
            frame_bytes,
            full_sealed_bytes,
            frames_end,
            position: 0,
            frame: None,
        })
    }

    /// Size and hash of the plain bytes, as sealed with them.
    pub fn sealed(&self) -> SealedFile {
        self.sealed
    }

    /// Opens every frame once. A frame opens only as the very bytes that were sealed, in its own place of its own file, so
    /// that no hash has to be taken again; what is left to compare are sizes and the hash that was sealed with them.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`] when it does not fit, or is not what the caller expected.
    pub fn verify(&mut self, expected: SealedFile) -> Result<(), StoreError> {
        self.verify_watched(expected, &mut |_| Ok(()))
    }

    /// As [`Self::verify`]; `hear` is told the bytes so far, and may end it.
    ///
    /// # Errors
    /// As [`Self::verify`]; [`StoreError::AttachmentSource`] when `hear` ended it.
    pub(super) fn verify_watched(
        &mut self,
        expected: SealedFile,
        hear: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut size_bytes = 0;
        for index in 0..self.frames {
            size_bytes += self.read_frame(index)?.len() as u64;
            hear(size_bytes).map_err(|source| StoreError::AttachmentSource { attachment: self.id, source })?;
        }
        let fits = size_bytes == expected.size_bytes && expected == self.sealed;
        if fits { Ok(()) } else { Err(self.damaged("hash")) }
    }

    /// The plain bytes of one frame.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`].
    pub fn read_frame(&mut self, index: u64) -> Result<Vec<u8>, StoreError> {
        let damaged = || StoreError::AttachmentDamaged { attachment: self.id, part: "frame" };
        if index >= self.frames {
            return Err(damaged());
        }
        let is_last = index + 1 == self.frames;
        let place = index.checked_mul(self.full_sealed_bytes).and_then(|at| at.checked_add(HEADER_BYTES));
        let place = place.ok_or_else(damaged)?;
        let length = if is_last { self.frames_end.saturating_sub(place) } else { self.full_sealed_bytes };
        if length > LARGEST_PIECE_BYTES {
            return Err(damaged());
        }
        let sealed = read_at(&mut self.file, place, length).map_err(|_| damaged())?;
        let plain = self.cipher.open(&frame_context(self.id, index), &sealed).map_err(|_| damaged())?;
        let expected = (self.sealed.size_bytes - index * self.frame_bytes).min(self.frame_bytes);
        if plain.len() as u64 == expected { Ok(plain) } else { Err(damaged()) }
    }

    fn damaged(&self, part: &'static str) -> StoreError {
        StoreError::AttachmentDamaged { attachment: self.id, part }
    }
}

impl Read for AttachmentReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.sealed.size_bytes || buffer.is_empty() {
            return Ok(0);
        }
        let index = self.position / self.frame_bytes;
        if self.frame.as_ref().is_none_or(|(kept, _)| *kept != index) {
            self.frame = Some((index, self.read_frame(index).map_err(io::Error::other)?));
        }
        let offset = usize::try_from(self.position % self.frame_bytes).map_err(io::Error::other)?;
        let frame = self.frame.as_ref().map_or(&[][..], |(_, frame)| frame);
        let mut rest = frame.get(offset..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for AttachmentReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.sealed.size_bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

impl fmt::Debug for AttachmentReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentReader").field("id", &self.id).finish_non_exhaustive()
    }
}

fn read_footer(plain: &[u8]) -> Option<(u64, SealedFile)> {
    let mut rest = Some(plain).filter(|plain| plain.len() == FOOTER_PLAIN_BYTES)?;
    let frames = u64::from_le_bytes(take(&mut rest)?);
    let size_bytes = u64::from_le_bytes(take(&mut rest)?);
    Some((frames, SealedFile { size_bytes, sha256: ContentHash(take(&mut rest)?) }))
}

/// Takes the first bytes off a slice.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

fn read_at(file: &mut File, place: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
