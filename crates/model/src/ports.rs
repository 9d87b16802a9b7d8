//! The few things that the pure rooms may not do themselves.

use jiff::Timestamp;
use uuid::Uuid;

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
