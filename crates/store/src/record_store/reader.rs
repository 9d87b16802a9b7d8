//! Opening a variant table frame by frame.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::canonical::ContentHasher;
use model::ids::AttachmentId;
use model::ports::Cipher;
use model::record_batch::RecordDictionaries;

use super::cell::Frame;
use super::column::Column;
use super::footer::Footer;
use super::{
    END_BYTES, FRAME_ROWS, HEADER_BYTES, MAGIC, RECORD_STORE_FORMAT, SealedRecords, footer_context, frame_context,
};
use crate::error::StoreError;

/// Largest footer that the end of a file may claim; more is not ours and would only eat memory.
const LARGEST_FOOTER_BYTES: u64 = 512 * 1024 * 1024;

/// An open variant table. Frames stay in memory once a query needed them, as narrow as in the file.
pub struct RecordStore {
    id: AttachmentId,
    file: Mutex<File>,
    cipher: Arc<dyn Cipher>,
    footer: Footer,
    dictionaries: RecordDictionaries,
    /// Where each sealed frame begins.
    starts: Vec<u64>,
    frames: Vec<OnceLock<Frame>>,
}

impl RecordStore {
    pub(super) fn new(id: AttachmentId, mut file: File, cipher: Arc<dyn Cipher>) -> Result<Self, StoreError> {
        let damaged = |part| StoreError::AttachmentDamaged { attachment: id, part };
        let header = |_| damaged("header");
        let footer = |_| damaged("footer");
        let length = file.seek(SeekFrom::End(0)).map_err(header)?;
        let start = read_at(&mut file, 0, HEADER_BYTES).map_err(header)?;
        let (magic, format) = start.split_first_chunk::<8>().ok_or_else(|| damaged("header"))?;
        let format = u32::from_le_bytes(format.try_into().map_err(|_| damaged("header"))?);
        if *magic != MAGIC || format == 0 {
            return Err(damaged("header"));
        }
        if format > RECORD_STORE_FORMAT {
            return Err(StoreError::RecordsNewer { found: format, known: RECORD_STORE_FORMAT });
        }
        let end_at = length.checked_sub(END_BYTES).ok_or_else(|| damaged("footer"))?;
        let end = read_at(&mut file, end_at, END_BYTES).map_err(footer)?;
        let (bytes, magic) = end.split_first_chunk::<4>().ok_or_else(|| damaged("footer"))?;
        let bytes = u64::from(u32::from_le_bytes(*bytes));
        if magic != MAGIC || bytes > LARGEST_FOOTER_BYTES {
            return Err(damaged("footer"));
        }
        let footer_at = end_at.checked_sub(bytes).ok_or_else(|| damaged("footer"))?;
        let sealed = read_at(&mut file, footer_at, bytes).map_err(footer)?;
        let plain = cipher.open(&footer_context(id), &sealed).map_err(|_| damaged("footer"))?;
        let mut told: Footer = serde_json::from_slice(&plain).map_err(|_| damaged("footer"))?;
        let mut next = HEADER_BYTES;
        let starts = told.sealed_bytes.iter().map(|bytes| {
            let start = next;
            next += u64::from(*bytes);
            start
        });
        let starts: Vec<u64> = starts.collect();
        if !told.is_sound() || next != footer_at {
            return Err(damaged("footer"));
        }
        Ok(Self {
            id,
            file: Mutex::new(file),
            cipher,
            dictionaries: told.take_dictionaries(),
            frames: starts.iter().map(|_| OnceLock::new()).collect(),
            starts,
            footer: told,
        })
    }

    /// How many rows.
    pub fn rows(&self) -> u64 {
        self.footer.rows
    }

    /// What the indices stand for.
    pub fn dictionaries(&self) -> &RecordDictionaries {
        &self.dictionaries
    }

    /// Reads everything once and holds it against the hash.
    ///
    /// # Errors
    /// [`StoreError::AttachmentDamaged`] when it does not fit, or is not what the caller expected.
    pub fn verify(&self, expected: SealedRecords) -> Result<(), StoreError> {
        let mut hasher = ContentHasher::default();
        for (place, (frame, column)) in self.places().enumerate() {
            hasher.update(&self.open_frame(place, frame, column)?);
        }
        let sha256 = hasher.finish();
        let fits = sha256 == expected.sha256 && Some(sha256) == self.footer.sha256 && expected.rows == self.rows();
        if fits { Ok(()) } else { Err(self.damaged("hash")) }
    }

    /// Frames in file order.
    fn places(&self) -> impl Iterator<Item = (usize, Column)> {
        (0..self.footer.frames).flat_map(|frame| Column::ALL.iter().map(move |column| (frame, *column)))
    }

    pub(super) fn open_frame(&self, place: usize, frame: usize, column: Column) -> Result<Vec<u8>, StoreError> {
        let damaged = || self.damaged("frame");
        let at = self.starts.get(place).copied().ok_or_else(damaged)?;
        let length = self.footer.sealed_bytes.get(place).copied().ok_or_else(damaged)?;
        let sealed = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            read_at(&mut file, at, u64::from(length)).map_err(|_| damaged())?
        };
        self.cipher.open(&frame_context(self.id, column, frame), &sealed).map_err(|_| damaged())
    }

    /// How many frames a column has.
    pub(super) fn frame_count(&self) -> usize {
        self.footer.frames
    }

    /// How many rows a frame has.
    pub(super) fn rows_of(&self, frame: usize) -> usize {
        let before = frame.saturating_mul(FRAME_ROWS) as u64;
        usize::try_from(self.rows().saturating_sub(before)).unwrap_or(usize::MAX).min(FRAME_ROWS)
    }

    /// One column of one frame.
    pub(super) fn frame(&self, column: Column, frame: usize) -> Result<&Frame, StoreError> {
        let number = usize::try_from(column.number()).map_err(|_| self.damaged("column"))?;
        let place = frame * self.footer.columns + number;
        let kept = self.frames.get(place).ok_or_else(|| self.damaged("frame"))?;
        if let Some(known) = kept.get() {
            return Ok(known);
        }
        let plain = self.open_frame(place, frame, column)?;
        let read = Frame::of_plain(plain, self.rows_of(frame)).ok_or_else(|| self.damaged("frame"))?;
        // Somebody else may have been quicker; both read the same.
        Ok(kept.get_or_init(|| read))
    }

    /// Lets every processor work on a stretch of the frames; results in order.
    pub(super) fn shared<R: Send>(
        &self,
        work: impl Fn(Range<usize>) -> Result<R, StoreError> + Sync,
    ) -> Result<Vec<R>, StoreError> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let frames = self.frame_count();
        let share = frames.div_ceil(threads).max(1);
        let stretches = (0..frames).step_by(share).map(|from| from..(from + share).min(frames));
        let work = &work;
        std::thread::scope(|scope| {
            let running: Vec<_> = stretches.map(|stretch| scope.spawn(move || work(stretch))).collect();
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(StoreError::Stopped))).collect()
        })
    }

    /// Something of every frame, in order.
    pub(super) fn of_each_frame<R: Send>(
        &self,
        work: impl Fn(usize) -> Result<R, StoreError> + Sync,
    ) -> Result<Vec<R>, StoreError> {
        let work = &work;
        let shares = self.shared(|frames| frames.map(work).collect::<Result<Vec<R>, StoreError>>())?;
        Ok(shares.into_iter().flatten().collect())
    }

    /// Population frequency as stored numbers: ToMMo where it is stated, else gnomAD East Asian, else gnomAD.
    pub(super) fn shown_frequency(&self, frame: usize) -> Result<Vec<u64>, StoreError> {
        let mut shown = vec![0; self.rows_of(frame)];
        for column in [Column::FrequencyGnomad, Column::FrequencyGnomadEastAsian, Column::FrequencyTommo] {
            self.frame(column, frame)?.zip(shown.iter_mut(), |shown, cell| {
                if cell > 0 {
                    *shown = cell;
                }
            });
        }
        Ok(shown)
    }

    pub(super) fn damaged(&self, part: &'static str) -> StoreError {
        StoreError::AttachmentDamaged { attachment: self.id, part }
    }
}

impl fmt::Debug for RecordStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordStore").field("id", &self.id).field("rows", &self.footer.rows).finish_non_exhaustive()
    }
}

fn read_at(file: &mut File, place: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
