//! The few things that the pure rooms may not do themselves.

use jiff::Timestamp;
use uuid::Uuid;

use crate::record_batch::{RecordBatch, RecordDictionaries};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// Makes random identifiers.
pub trait IdSource: Send + Sync {
    /// A fresh UUIDv4.
    fn uuid(&self) -> Uuid;
}

/// Seals and opens bytes of one case, and commits to payloads under the per-case secret.
pub trait Cipher: Send + Sync {
    /// Encrypts and authenticates; `context` is authenticated with it and must be equal on opening.
    ///
    /// # Errors
    /// [`CipherError`] when sealing failed.
    fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError>;

    /// Decrypts what [`Cipher::seal`] made.
    ///
    /// # Errors
    /// [`CipherError`] when the bytes were changed, or belong to another key or context.
    fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CipherError>;

    /// HMAC-SHA-256 of canonical payload bytes under the per-case secret.
    fn commit(&self, canonical_payload: &[u8]) -> crate::canonical::ContentHash;
}

/// Sealed bytes could not be made or opened. Says nothing about their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed data could not be processed: wrong key, wrong place, or changed bytes")]
pub struct CipherError;

/// Takes the rows of the variant table while files are read, in file order.
pub trait RecordSink: Send {
    /// Takes the rows of a batch; the caller may reuse its columns afterwards.
    ///
    /// # Errors
    /// [`RecordSinkError`] when the rows could not be kept; the import ends then.
    fn append(&mut self, batch: &RecordBatch) -> Result<(), RecordSinkError>;

    /// Tells what the indices of all batches stand for; no rows follow.
    ///
    /// # Errors
    /// As [`RecordSink::append`].
    fn finish(&mut self, dictionaries: &RecordDictionaries) -> Result<(), RecordSinkError>;
}

/// The rows could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("the rows of the variant table could not be kept")]
pub struct RecordSinkError(#[source] pub Box<dyn std::error::Error + Send + Sync>);
