//! Where a workspace is kept.
//!
//! One folder, opened by one process on one machine. The event log in an encrypted database is the truth: appended in
//! one transaction, hash-chained, never edited. Projections beside it can be thrown away and rebuilt. Input files are
//! copied into sealed attachments with random access.
//!
//! This room knows envelopes, but not what an event says: payloads are canonical JSON bytes. It holds no key of its
//! own: the database key and the ciphers of the cases are handed in, and it asks no clock.

pub mod attachments;
pub mod audit;
pub mod backup;
pub mod chain;
pub mod database;
pub mod error;
pub mod event_store;
pub mod record_store;
pub mod worklist;
pub mod workspace;

mod files;
mod migrations;
mod platform;
mod row;
mod sql;

#[cfg(test)]
mod testing;

pub use error::StoreError;
pub use event_store::EventStore;
pub use platform::{create_private_file, create_private_folder};
pub use workspace::Workspace;
