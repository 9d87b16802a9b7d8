//! Long work on the knowledge as others see it: how far it is, and a way to end it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};

use sync::download::Watch;

use super::Desk;
use crate::contract::{ApiError, KnowledgeProgress};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Comparing,
    Rematching,
    Downloading,
}

impl Phase {
    fn code(self) -> &'static str {
        match self {
            Self::Comparing => "comparing",
            Self::Rematching => "rematching",
            Self::Downloading => "downloading",
        }
    }
}

/// Shared by the work and by whoever watches it.
#[derive(Debug)]
pub(super) struct KnowledgeWatch {
    phase: Phase,
    of: AtomicU64,
    pub(super) download: Watch,
}

impl KnowledgeWatch {
    /// # Errors
    /// When somebody cancelled.
    pub(super) fn go_on(&self) -> Result<(), ApiError> {
        let cancelled = self.download.cancelled.load(Ordering::Relaxed);
        if cancelled { Err(ApiError::refused("knowledge_work_cancelled")) } else { Ok(()) }
    }

    pub(super) fn expect(&self, of: u64) {
        self.of.store(of, Ordering::Relaxed);
    }

    pub(super) fn step(&self) {
        self.download.received.fetch_add(1, Ordering::Relaxed);
    }

    fn progress(&self) -> KnowledgeProgress {
        let of = self.of.load(Ordering::Relaxed);
        KnowledgeProgress {
            phase: self.phase.code().to_owned(),
            done: self.download.received.load(Ordering::Relaxed).to_string(),
            of: (of > 0).then(|| of.to_string()),
            cancelled: self.download.cancelled.load(Ordering::Relaxed),
        }
    }
}

/// Takes the watch down when the work ends, however it ends.
pub(super) struct Watching<'d> {
    desk: &'d Desk,
    pub(super) watch: Arc<KnowledgeWatch>,
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        *self.desk.knowledge.watch.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Desk {
    /// How far the running comparison, re-matching or download is; `None` when there is none.
    pub fn knowledge_progress(&self) -> Option<KnowledgeProgress> {
        let watch = self.knowledge.watch.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(watch.progress())
    }

    /// Ends the running comparison or download; nothing of it stays. A re-matching goes on to its end.
    pub fn cancel_knowledge_work(&self) {
        let watch = self.knowledge.watch.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(watch) = watch {
            watch.download.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// The caller holds the session, so there is one such work at a time.
    pub(super) fn watch_knowledge(&self, phase: Phase) -> Watching<'_> {
        let watch = Arc::new(KnowledgeWatch { phase, of: AtomicU64::new(0), download: Watch::default() });
        *self.knowledge.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&watch));
        Watching { desk: self, watch }
    }
}
