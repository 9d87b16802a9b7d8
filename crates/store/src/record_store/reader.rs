//! Opening a variant table column by column.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::canonical::ContentHasher;
use model::ids::AttachmentId;
use model::ports::Cipher;
use model::record_batch::{NOT_STATED, RecordDictionaries};

use super::column::{Cells, Column};
use super::footer::Footer;
use super::{
    END_BYTES, FRAME_ROWS, HEADER_BYTES, MAGIC, RECORD_STORE_FORMAT, SealedRecords, footer_context, frame_context,
};
use crate::error::StoreError;

/// Largest footer that the end of a file may claim; more is not ours and would only eat memory.
const LARGEST_FOOTER_BYTES: u64 = 512 * 1024 * 1024;

/// An open variant table. Columns stay in memory once a query needed them.
pub struct RecordStore {
    id: AttachmentId,
    file: Mutex<File>,
    cipher: Arc<dyn Cipher>,
    footer: Footer,
    dictionaries: RecordDictionaries,
    columns: Vec<OnceLock<Cells>>,
    shown_frequency: OnceLock<Vec<u32>>,
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
        let frames: u64 = told.sealed_bytes.iter().copied().map(u64::from).sum();
        if !told.is_sound() || HEADER_BYTES + frames != footer_at {
            return Err(damaged("footer"));
        }
        Ok(Self {
            id,
            file: Mutex::new(file),
            cipher,
            dictionaries: told.take_dictionaries(),
            footer: told,
            columns: Column::ALL.iter().map(|_| OnceLock::new()).collect(),
            shown_frequency: OnceLock::new(),
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
        let before = self.footer.sealed_bytes.get(..place).ok_or_else(damaged)?;
        let at = HEADER_BYTES + before.iter().copied().map(u64::from).sum::<u64>();
        let length = self.footer.sealed_bytes.get(place).copied().ok_or_else(damaged)?;
        let sealed = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            read_at(&mut file, at, u64::from(length)).map_err(|_| damaged())?
        };
        self.cipher.open(&frame_context(self.id, column, frame), &sealed).map_err(|_| damaged())
    }

    fn load(&self, column: Column) -> Result<Cells, StoreError> {
        let mut left = usize::try_from(self.footer.rows).map_err(|_| self.damaged("footer"))?;
        let mut cells = column.empty(left);
        for (place, (frame, _)) in self.places().enumerate().filter(|(_, (_, found))| *found == column) {
            let rows = left.min(FRAME_ROWS);
            let plain = self.open_frame(place, frame, column)?;
            cells.decode(&plain, rows).ok_or_else(|| self.damaged("frame"))?;
            left -= rows;
        }
        Ok(cells)
    }

    fn cells(&self, column: Column) -> Result<&Cells, StoreError> {
        let kept = usize::try_from(column.number()).ok().and_then(|number| self.columns.get(number));
        let kept = kept.ok_or_else(|| self.damaged("column"))?;
        if kept.get().is_none() {
            let loaded = self.load(column)?;
            // Somebody else may have been quicker; both read the same.
            let _ = kept.set(loaded);
        }
        kept.get().ok_or_else(|| self.damaged("column"))
    }

    pub(super) fn bytes(&self, column: Column) -> Result<&[u8], StoreError> {
        if let Cells::U8(cells) = self.cells(column)? { Ok(cells) } else { Err(self.damaged("column")) }
    }

    pub(super) fn shorts(&self, column: Column) -> Result<&[u16], StoreError> {
        if let Cells::U16(cells) = self.cells(column)? { Ok(cells) } else { Err(self.damaged("column")) }
    }

    pub(super) fn words(&self, column: Column) -> Result<&[u32], StoreError> {
        if let Cells::U32(cells) = self.cells(column)? { Ok(cells) } else { Err(self.damaged("column")) }
    }

    pub(super) fn longs(&self, column: Column) -> Result<&[u64], StoreError> {
        if let Cells::U64(cells) = self.cells(column)? { Ok(cells) } else { Err(self.damaged("column")) }
    }

    /// Population frequency: ToMMo where it is stated, else gnomAD East Asian, else gnomAD.
    pub(super) fn shown_frequency(&self) -> Result<&[u32], StoreError> {
        if let Some(found) = self.shown_frequency.get() {
            return Ok(found);
        }
        let tommo = self.words(Column::FrequencyTommo)?;
        let east_asian = self.words(Column::FrequencyGnomadEastAsian)?;
        let gnomad = self.words(Column::FrequencyGnomad)?;
        let first = tommo.iter().zip(east_asian).zip(gnomad).map(|((tommo, east_asian), gnomad)| {
            [*tommo, *east_asian, *gnomad].into_iter().find(|value| *value != NOT_STATED).unwrap_or(NOT_STATED)
        });
        Ok(self.shown_frequency.get_or_init(|| first.collect()))
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
