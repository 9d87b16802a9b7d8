//! How far an import has come, told while it runs.

use std::ops::ControlFlow;

/// Where an import stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportPosition {
    /// Index of the file that is being read.
    pub file: u32,
    /// Bytes of the file on disk that were read.
    pub bytes_read: u64,
    /// Bytes of the file on disk.
    pub bytes_total: u64,
    /// Records of the file that were read.
    pub records: u64,
}

/// Hears how far an import has come, and may end it.
pub trait ImportProgress: Sync {
    /// Called at least once per file, and every few thousand records. [`ControlFlow::Break`] ends the import with
    /// [`crate::IntakeError::Cancelled`], and nothing of it is kept.
    fn report(&self, position: ImportPosition) -> ControlFlow<()>;
}

impl<F: Fn(ImportPosition) -> ControlFlow<()> + Sync> ImportProgress for F {
    fn report(&self, position: ImportPosition) -> ControlFlow<()> {
        self(position)
    }
}
