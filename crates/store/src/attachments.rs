//! Input files, copied into the workspace as sealed frames.
//!
//! ```text
//! header  magic (8) ‖ bytes of a plain frame (u32) ‖ bytes of a full sealed frame (u32)
//! frames  sealed one by one; all full but the last
//! footer  sealed {frames, size, SHA-256 of the plain bytes}
//! end     bytes of the sealed footer (u32) ‖ magic (8)
//! ```
//!
//! Integers are little-endian. Every frame is sealed with the id of its file and its index, the footer with the id, so
//! frames cannot be moved within a file or between files, and a cut file has no footer. Full frames have one size, so
//! any byte is found by arithmetic.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use model::canonical::ContentHash;
use model::ids::AttachmentId;
use model::ports::Cipher;

use crate::error::StoreError;
use crate::files::{move_into_place, partial_path, remove_if_there};

mod reader;
mod writer;

pub use reader::AttachmentReader;

/// Plain bytes of a full frame: big enough that sealing is cheap per byte, small enough to read one for a few bytes.
pub const FRAME_BYTES: usize = 256 * 1024;

const MAGIC: [u8; 8] = *b"SHIRUBE\x01";
const HEADER_BYTES: u64 = 16;
const END_BYTES: u64 = 12;
const FOOTER_PLAIN_BYTES: usize = 48;
const ENDING: &str = "sealed";

/// What was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// Size of the plain bytes.
    pub size_bytes: u64,
    /// SHA-256 of the plain bytes.
    pub sha256: ContentHash,
}

/// What is copied into a sealed file.
pub trait AttachmentSource: Read {
    /// Hears how many bytes of the copy were read back so far, which takes as long again for a big file; an error ends it.
    ///
    /// # Errors
    /// Whatever the source wants to end it with.
    fn read_back(&mut self, _bytes: u64) -> io::Result<()> {
        Ok(())
    }
}

/// A source that does not care how far its copy is.
struct Unwatched<R>(R);

impl<R: Read> Read for Unwatched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read> AttachmentSource for Unwatched<R> {}

/// The folder of sealed files.
#[derive(Clone, Debug)]
pub struct Attachments {
    folder: PathBuf,
}

impl Attachments {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Copies everything a source gives into a sealed file, in constant memory, and reads the copy back before it
    /// counts. Nothing stays when it fails. The file is forgotten at the next start unless an event names it.
    ///
    /// # Errors
    /// [`StoreError::AttachmentSource`] when the source fails or ends it, [`StoreError::File`] when the disk does,
    /// [`StoreError::AttachmentDamaged`] when the copy does not read back.
    pub async fn import(
        &self,
        id: AttachmentId,
        source: impl Read + Send + 'static,
        cipher: Arc<dyn Cipher>,
    ) -> Result<SealedFile, StoreError> {
        self.import_watched(id, Unwatched(source), cipher).await
    }

    /// As [`Attachments::import`], for a source that hears how far its copy is.
    ///
    /// # Errors
    /// As [`Attachments::import`].
    pub async fn import_watched(
        &self,
        id: AttachmentId,
        source: impl AttachmentSource + Send + 'static,
        cipher: Arc<dyn Cipher>,
    ) -> Result<SealedFile, StoreError> {
        let attachments = self.clone();
        let work = move || attachments.seal(id, source, cipher);
        tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Stopped)?
    }

    /// As [`Attachments::import`], on this thread.
    ///
    /// # Errors
    /// As [`Attachments::import`].
    pub fn import_blocking(
        &self,
        id: AttachmentId,
        source: impl Read,
        cipher: Arc<dyn Cipher>,
    ) -> Result<SealedFile, StoreError> {
        self.seal(id, Unwatched(source), cipher)
    }

    fn seal(
        &self,
        id: AttachmentId,
        mut source: impl AttachmentSource,
        cipher: Arc<dyn Cipher>,
    ) -> Result<SealedFile, StoreError> {
        let path = self.path(id);
        let partial = partial_path(&path);
        let kept = writer::write(id, &partial, &mut source, cipher.as_ref()).and_then(|sealed| {
            let file = File::open(&partial).map_err(|source| StoreError::file("open", &partial, source))?;
            let mut hear = |bytes| source.read_back(bytes);
            AttachmentReader::new(id, file, cipher)?.verify_watched(sealed, &mut hear)?;
            move_into_place(&partial, &path).map_err(|source| StoreError::file("move", &path, source))?;
            Ok(sealed)
        });
        if kept.is_err() {
            remove_if_there(&partial).map_err(|source| StoreError::file("remove", &partial, source))?;
        }
        kept
    }

    /// Opens a sealed file for reading at any place.
    ///
    /// # Errors
    /// [`StoreError::AttachmentMissing`], [`StoreError::AttachmentDamaged`], [`StoreError::File`].
    pub fn open(&self, id: AttachmentId, cipher: Arc<dyn Cipher>) -> Result<AttachmentReader, StoreError> {
        let path = self.path(id);
        let file = File::open(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => StoreError::AttachmentMissing { attachment: id },
            _ => StoreError::file("open", &path, source),
        })?;
        AttachmentReader::new(id, file, cipher)
    }

    /// Takes a sealed file back that no event names: its import failed or was cancelled.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn discard(&self, id: AttachmentId) -> Result<(), StoreError> {
        self.remove(id)
    }

    pub(crate) fn remove(&self, id: AttachmentId) -> Result<(), StoreError> {
        let path = self.path(id);
        remove_if_there(&path).map_err(|source| StoreError::file("remove", &path, source))
    }

    /// Removes every sealed file that is not in `known`; says how many.
    pub(crate) fn remove_unknown(&self, known: &BTreeSet<AttachmentId>) -> Result<usize, StoreError> {
        let failed = |source| StoreError::file("read", &self.folder, source);
        let mut removed = 0;
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let sealed = path.extension() == Some(OsStr::new(ENDING));
            let id = path.file_stem().and_then(OsStr::to_str).and_then(|name| name.parse().ok());
            if let Some(id) = id.filter(|id| sealed && !known.contains(id)) {
                self.remove(id)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    pub(crate) fn path(&self, id: AttachmentId) -> PathBuf {
        self.folder.join(format!("{id}.{ENDING}"))
    }
}

/// What a frame is bound to.
fn frame_context(id: AttachmentId, index: u64) -> Vec<u8> {
    [b"attachment-frame".as_slice(), id.0.as_bytes(), &index.to_be_bytes()].concat()
}

/// What the footer is bound to.
fn footer_context(id: AttachmentId) -> Vec<u8> {
    [b"attachment-footer".as_slice(), id.0.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
