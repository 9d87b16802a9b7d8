//! Writing a variant table while files are read.

use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use model::canonical::ContentHasher;
use model::ids::AttachmentId;
use model::ports::{Cipher, RecordSink, RecordSinkError};
use model::record_batch::{RecordBatch, RecordDictionaries};

use super::column::{self, Column};
use super::footer::Footer;
use super::{FRAME_ROWS, MAGIC, RECORD_STORE_FORMAT, RecordStore, SealedRecords, footer_context, frame_context};
use crate::error::StoreError;
use crate::files::{move_into_place, partial_path, remove_if_there};
use crate::platform::create_private_file;

/// Takes batches and keeps at most one frame of them in memory. Dropped before [`RecordWriter::keep`], it takes its file
/// with it.
pub struct RecordWriter {
    id: AttachmentId,
    path: PathBuf,
    cipher: Arc<dyn Cipher>,
    file: Option<BufWriter<File>>,
    waiting: RecordBatch,
    footer: Footer,
    hasher: ContentHasher,
    sealed: Option<SealedRecords>,
    kept: bool,
}

impl RecordWriter {
    pub(super) fn new(id: AttachmentId, path: PathBuf, cipher: Arc<dyn Cipher>) -> Result<Self, StoreError> {
        let partial = partial_path(&path);
        let failed = |source| StoreError::file("write", &partial, source);
        remove_if_there(&partial).map_err(failed)?;
        let mut file = BufWriter::new(create_private_file(&partial).map_err(failed)?);
        file.write_all(&MAGIC).and_then(|()| file.write_all(&RECORD_STORE_FORMAT.to_le_bytes())).map_err(failed)?;
        Ok(Self {
            id,
            path,
            cipher,
            file: Some(file),
            waiting: RecordBatch::default(),
            footer: Footer { columns: Column::ALL.len(), ..Footer::default() },
            hasher: ContentHasher::default(),
            sealed: None,
            kept: false,
        })
    }

    /// What was written; `None` before the end, and when there was no row: then there is no file.
    pub fn sealed(&self) -> Option<SealedRecords> {
        self.sealed
    }

    /// Lets the file stay; it is forgotten at the next start unless an event names it.
    pub fn keep(mut self) -> Option<SealedRecords> {
        self.kept = true;
        self.sealed
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        if !column::is_even(batch) {
            return Err(StoreError::RowMalformed { table: "records" });
        }
        if self.waiting.is_empty() && batch.len() == FRAME_ROWS {
            return self.write_frame(batch, FRAME_ROWS);
        }
        column::extend(&mut self.waiting, batch);
        while self.waiting.len() >= FRAME_ROWS {
            self.write_waiting(FRAME_ROWS)?;
        }
        Ok(())
    }

    fn write_waiting(&mut self, rows: usize) -> Result<(), StoreError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.write_frame(&waiting, rows)?;
        column::remove_first(&mut waiting, rows);
        self.waiting = waiting;
        Ok(())
    }

    fn write_frame(&mut self, batch: &RecordBatch, rows: usize) -> Result<(), StoreError> {
        for column in Column::ALL {
            let plain = column.encode(batch, rows);
            self.hasher.update(&plain);
            self.footer.size_bytes += plain.len() as u64;
            let context = frame_context(self.id, *column, self.footer.frames);
            let sealed = self.cipher.seal(&context, &plain).map_err(|_| StoreError::Sealing)?;
            self.footer.sealed_bytes.push(u32::try_from(sealed.len()).map_err(|_| StoreError::Sealing)?);
            self.write(&sealed)?;
        }
        self.footer.frames += 1;
        self.footer.rows += rows as u64;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let file = self.file.as_mut().ok_or(StoreError::Stopped)?;
        file.write_all(bytes).map_err(|source| StoreError::file("write", &self.path, source))
    }

    fn end(&mut self, dictionaries: &RecordDictionaries) -> Result<(), StoreError> {
        if !self.waiting.is_empty() {
            self.write_waiting(self.waiting.len())?;
        }
        let sha256 = std::mem::take(&mut self.hasher).finish();
        let (rows, size_bytes) = (self.footer.rows, self.footer.size_bytes);
        let footer =
            Footer { sha256: Some(sha256), ..std::mem::take(&mut self.footer) }.with_dictionaries(dictionaries);
        let plain = serde_json::to_vec(&footer).map_err(|_| StoreError::Sealing)?;
        let sealed = self.cipher.seal(&footer_context(self.id), &plain).map_err(|_| StoreError::Sealing)?;
        let length = u32::try_from(sealed.len()).map_err(|_| StoreError::Sealing)?;
        self.write(&sealed)?;
        self.write(&length.to_le_bytes())?;
        self.write(&MAGIC)?;
        let partial = partial_path(&self.path);
        let failed = |source| StoreError::file("write", &partial, source);
        let file = self.file.take().ok_or(StoreError::Stopped)?.into_inner();
        file.map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
        if rows == 0 {
            return remove_if_there(&partial).map_err(failed);
        }
        let kept = SealedRecords { id: self.id, format: RECORD_STORE_FORMAT, rows, size_bytes, sha256 };
        let written = File::open(&partial).map_err(failed)?;
        RecordStore::new(self.id, written, Arc::clone(&self.cipher))?.verify(kept)?;
        move_into_place(&partial, &self.path).map_err(failed)?;
        self.sealed = Some(kept);
        Ok(())
    }
}

impl RecordSink for RecordWriter {
    fn append(&mut self, batch: &RecordBatch) -> Result<(), RecordSinkError> {
        self.take(batch).map_err(|error| RecordSinkError(Box::new(error)))
    }

    fn finish(&mut self, dictionaries: &RecordDictionaries) -> Result<(), RecordSinkError> {
        self.end(dictionaries).map_err(|error| RecordSinkError(Box::new(error)))
    }
}

impl Drop for RecordWriter {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for path in [partial_path(&self.path), self.path.clone()] {
            if let Err(error) = remove_if_there(&path) {
                tracing::warn!(kind = ?error.kind(), "an unwanted variant table stays until the next start");
            }
        }
    }
}

impl fmt::Debug for RecordWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordWriter").field("id", &self.id).finish_non_exhaustive()
    }
}
