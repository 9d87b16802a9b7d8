//! The variant table of a profile: one sealed file of columns.
//!
//! ```text
//! header  magic (8) ‖ format (u32)
//! frames  65,536 rows of one column each, sealed one by one; all columns of a frame before the next frame
//! footer  sealed {rows, frames, their lengths, dictionaries, size and SHA-256 of the plain frames}
//! end     bytes of the sealed footer (u32) ‖ magic (8)
//! ```
//!
//! Every frame is sealed with the id of its file, its column and its index, so none can be moved; a cut file has no
//! footer. The file lies among the attachments and lives and dies as one: forgotten at the next start unless an event
//! names it, erased with its case. A query opens the columns that it needs and no others.

use std::fs::File;
use std::io;
use std::sync::Arc;

use model::canonical::ContentHash;
use model::ids::AttachmentId;
use model::ports::Cipher;

use crate::attachments::Attachments;
use crate::error::StoreError;

mod cell;
mod column;
mod facets;
mod filter;
mod footer;
mod order;
mod reader;
mod rows;
mod writer;

pub use facets::{Facet, Facets};
pub use filter::{NamedValues, RecordFilter, Region, ValueRange};
pub use order::{RecordOrder, SortColumn};
pub use reader::RecordStore;
pub use rows::{RecordPage, RecordRow};
pub use writer::RecordWriter;

/// Rows of a full frame.
pub const FRAME_ROWS: usize = 65_536;

/// Version of the file that this software writes.
pub const RECORD_STORE_FORMAT: u32 = 1;

const MAGIC: [u8; 8] = *b"SHIRUROW";
const HEADER_BYTES: u64 = 12;
const END_BYTES: u64 = 12;

/// What was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedRecords {
    /// Which file.
    pub id: AttachmentId,
    /// Version of the file.
    pub format: u32,
    /// How many rows.
    pub rows: u64,
    /// Size of the plain frames.
    pub size_bytes: u64,
    /// SHA-256 of the plain frames, in order.
    pub sha256: ContentHash,
}

impl Attachments {
    /// Begins a variant table. It counts when its writer was finished; dropped before, it leaves nothing.
    ///
    /// # Errors
    /// [`StoreError::File`] when the disk fails.
    pub fn record_writer(&self, id: AttachmentId, cipher: Arc<dyn Cipher>) -> Result<RecordWriter, StoreError> {
        RecordWriter::new(id, self.path(id), cipher)
    }

    /// Opens a variant table; no column is read yet.
    ///
    /// # Errors
    /// [`StoreError::AttachmentMissing`], [`StoreError::AttachmentDamaged`], [`StoreError::RecordsNewer`].
    pub fn open_records(&self, id: AttachmentId, cipher: Arc<dyn Cipher>) -> Result<RecordStore, StoreError> {
        let path = self.path(id);
        let file = File::open(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => StoreError::AttachmentMissing { attachment: id },
            _ => StoreError::file("open", &path, source),
        })?;
        RecordStore::new(id, file, cipher)
    }
}

/// What a frame is bound to.
fn frame_context(id: AttachmentId, column: column::Column, frame: usize) -> Vec<u8> {
    let place = [column.number().to_be_bytes(), (frame as u64).to_be_bytes()].concat();
    [b"record-frame".as_slice(), id.0.as_bytes(), &place].concat()
}

/// What the footer is bound to.
fn footer_context(id: AttachmentId) -> Vec<u8> {
    [b"record-footer".as_slice(), id.0.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
