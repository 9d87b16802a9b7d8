//! Long work on the knowledge as others see it: how far it is, and a way to end it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};

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

    fn cancel(&self) {
        self.download.cancelled.store(true, Ordering::Relaxed);
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
        self.desk.watched_knowledge().retain(|running| !Arc::ptr_eq(running, &self.watch));
    }
}

impl Desk {
    /// How far the running comparison, re-matching or download is, the one that began last; `None` when there is none.
    pub fn knowledge_progress(&self) -> Option<KnowledgeProgress> {
        self.watched_knowledge().last().map(|running| running.progress())
    }

    /// Ends the running comparison or download, the one that began last; nothing of it stays. A re-matching goes on to its
    /// end.
    pub fn cancel_knowledge_work(&self) {
        if let Some(running) = self.watched_knowledge().last() {
            running.cancel();
        }
    }

    /// Ends what works on the knowledge of a session that is over: downloads, which do not hold it.
    pub(super) fn end_knowledge_work(&self) {
        for running in self.watched_knowledge().iter() {
            running.cancel();
        }
    }

    /// The caller holds the session, so there is one such work at a time beside a download.
    pub(super) fn watch_knowledge(&self, phase: Phase) -> Watching<'_> {
        self.watching(&mut self.watched_knowledge(), phase)
    }

    /// Watches a download, which does not hold the session.
    ///
    /// # Errors
    /// When another one runs: both would write to one place.
    pub(super) fn watch_download(&self) -> Result<Watching<'_>, ApiError> {
        let mut running = self.watched_knowledge();
        if running.iter().any(|other| other.phase == Phase::Downloading) {
            return Err(ApiError::refused("import_running"));
        }
        Ok(self.watching(&mut running, Phase::Downloading))
    }

    fn watching(&self, running: &mut Vec<Arc<KnowledgeWatch>>, phase: Phase) -> Watching<'_> {
        let watch = Arc::new(KnowledgeWatch { phase, of: AtomicU64::new(0), download: Watch::default() });
        running.push(Arc::clone(&watch));
        Watching { desk: self, watch }
    }

    /// What works on the knowledge now, in the order of their beginnings.
    fn watched_knowledge(&self) -> MutexGuard<'_, Vec<Arc<KnowledgeWatch>>> {
        self.knowledge.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
