//! The running import, as others see it: how far it is, and a way to end it.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use casefile::permission::Action;
use intake::ImportPosition;
use model::ids::AttachmentId;
use model::ports::Cipher;
use store::StoreError;
use store::attachments::{AttachmentSource, Attachments, SealedFile};

use super::Desk;
use super::session::Session;
use crate::contract::{ApiError, ImportProgress};

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Looking,
    Reading,
    Keeping,
    Checking,
}

impl Phase {
    /// The code used on the wire.
    fn code(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Reading => "reading",
            Self::Keeping => "keeping",
            Self::Checking => "checking",
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Place {
    phase: Phase,
    at: ImportPosition,
    since: Instant,
}

/// Shared by the import and by whoever watches it.
#[derive(Debug)]
pub(super) struct ImportWatch {
    names: Vec<String>,
    cancelled: AtomicBool,
    place: Mutex<Option<Place>>,
}

impl ImportWatch {
    pub(super) fn new(names: Vec<String>) -> Self {
        Self { names, cancelled: AtomicBool::new(false), place: Mutex::default() }
    }

    /// # Errors
    /// When somebody cancelled.
    pub(super) fn go_on(&self) -> Result<(), ApiError> {
        if self.is_cancelled() { Err(ApiError::from_failure(intake::IntakeError::Cancelled)) } else { Ok(()) }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Notes a place; the clock of a file and phase starts at its first note.
    fn note(&self, phase: Phase, at: ImportPosition) -> ControlFlow<()> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let same = place.filter(|place| place.phase == phase && place.at.file == at.file);
        *place = Some(Place { phase, at, since: same.map_or_else(Instant::now, |place| place.since) });
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn progress(&self) -> Option<ImportProgress> {
        let place = (*self.place.lock().unwrap_or_else(PoisonError::into_inner))?;
        let ImportPosition { file, bytes_read, bytes_total, records } = place.at;
        let read = bytes_read.min(bytes_total);
        let spent = u64::try_from(place.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        Some(ImportProgress {
            phase: place.phase.code().to_owned(),
            file: self.names.get(usize::try_from(file).unwrap_or(usize::MAX)).cloned().unwrap_or_default(),
            number: file.saturating_add(1),
            files: crate::view::count(self.names.len()),
            records: records.to_string(),
            bytes_read: read.to_string(),
            bytes_total: bytes_total.to_string(),
            percent: u32::try_from(share(read, bytes_total, 100)).unwrap_or(100),
            seconds_left: seconds_left(read, bytes_total, spent),
            cancelled: self.is_cancelled(),
        })
    }
}

impl intake::ImportProgress for ImportWatch {
    fn report(&self, position: ImportPosition) -> ControlFlow<()> {
        self.note(Phase::Reading, position)
    }
}

fn share(part: u64, whole: u64, of: u64) -> u64 {
    part.saturating_mul(of).checked_div(whole).unwrap_or(of)
}

/// A pace is told after one second.
fn seconds_left(read: u64, total: u64, spent_ms: u64) -> Option<u32> {
    let left = share(total - read, read, spent_ms);
    (spent_ms >= 1000 && read > 0).then(|| u32::try_from(left.div_ceil(1000)).unwrap_or(u32::MAX))
}

/// Hears how far the look at files has come, before they are read.
pub(super) struct Looking(pub(super) Arc<ImportWatch>);

impl intake::ImportProgress for Looking {
    fn report(&self, position: ImportPosition) -> ControlFlow<()> {
        self.0.note(Phase::Looking, position)
    }
}

/// What goes into the workspace: a file of somebody, or a document that was typed.
pub(super) enum Source {
    File(File),
    Typed(io::Cursor<Vec<u8>>),
}

impl Source {
    fn size_bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.metadata().map_or(0, |metadata| metadata.len()),
            Self::Typed(typed) => typed.get_ref().len() as u64,
        }
    }
}

/// A source on its way into the workspace, and its copy while it is read back.
pub(super) struct Watched {
    source: Source,
    at: ImportPosition,
    watch: Arc<ImportWatch>,
}

impl Watched {
    pub(super) fn new(source: Source, index: u32, watch: Arc<ImportWatch>) -> Self {
        let at = ImportPosition { file: index, bytes_read: 0, bytes_total: source.size_bytes(), records: 0 };
        Self { source, at, watch }
    }

    fn note(&mut self, phase: Phase, bytes_read: u64) -> io::Result<()> {
        self.at.bytes_read = bytes_read;
        match self.watch.note(phase, self.at) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(io::Error::other("cancelled")),
        }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.source {
            Source::File(file) => file.read(buffer)?,
            Source::Typed(typed) => typed.read(buffer)?,
        };
        self.note(Phase::Keeping, self.at.bytes_read.saturating_add(read as u64))?;
        Ok(read)
    }
}

impl AttachmentSource for Watched {
    fn read_back(&mut self, bytes: u64) -> io::Result<()> {
        self.note(Phase::Checking, bytes)
    }
}

/// Sealed copies of an import. They go again unless the import comes to its end.
pub(super) struct SealedCopies {
    attachments: Attachments,
    ids: Vec<AttachmentId>,
}

impl SealedCopies {
    pub(super) fn new(attachments: Attachments) -> Self {
        Self { attachments, ids: Vec::new() }
    }

    pub(super) async fn import(
        &mut self,
        id: AttachmentId,
        source: Watched,
        cipher: Arc<dyn Cipher>,
    ) -> Result<SealedFile, StoreError> {
        let sealed = self.attachments.import_watched(id, source, cipher).await?;
        self.ids.push(id);
        Ok(sealed)
    }

    /// From here on an event may name them. Should none do, the next start clears them away.
    pub(super) fn keep(mut self) {
        self.ids.clear();
    }
}

impl Drop for SealedCopies {
    fn drop(&mut self) {
        for id in &self.ids {
            if let Err(error) = self.attachments.discard(*id) {
                tracing::warn!(code = error.code(), "a copy of an import that failed stays until the next start");
            }
        }
    }
}

/// The import that runs, and the session that it works with.
pub(super) struct Running {
    watch: Arc<ImportWatch>,
    session: Arc<Session>,
}

/// Takes the watch down when its import ends, however it ends.
pub(super) struct Watching<'d> {
    desk: &'d Desk,
    pub(super) watch: Arc<ImportWatch>,
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        *self.desk.importing.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Desk {
    /// How far the running import has come; `None` when there is none, it has not begun to read, or nobody is signed in who
    /// may import: names of files tell of patients.
    pub async fn import_progress(&self) -> Option<ImportProgress> {
        self.seat(Action::ImportCase).await.ok()?;
        self.watched()?.progress()
    }

    /// Ends the running import; nothing of it stays. It may still come to its end when that is near.
    ///
    /// # Errors
    /// When nobody is signed in, or no role of theirs imports.
    pub async fn cancel_import(&self) -> Result<(), ApiError> {
        self.seat(Action::ImportCase).await?;
        if let Some(watch) = self.watched() {
            watch.cancelled.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    fn watched(&self) -> Option<Arc<ImportWatch>> {
        let importing = self.importing.lock().unwrap_or_else(PoisonError::into_inner);
        importing.as_ref().map(|running| Arc::clone(&running.watch))
    }

    /// The session of the running import.
    pub(super) fn importing_session(&self) -> Option<Arc<Session>> {
        let importing = self.importing.lock().unwrap_or_else(PoisonError::into_inner);
        importing.as_ref().map(|running| Arc::clone(&running.session))
    }

    /// Begins to watch an import. There is one at a time: two would halve the pace of both and double the memory.
    ///
    /// # Errors
    /// When another one runs.
    pub(super) fn watch(&self, names: Vec<String>, session: &Arc<Session>) -> Result<Watching<'_>, ApiError> {
        let mut importing = self.importing.lock().unwrap_or_else(PoisonError::into_inner);
        if importing.is_some() {
            return Err(ApiError::refused("import_running"));
        }
        let watch = Arc::new(ImportWatch::new(names));
        *importing = Some(Running { watch: Arc::clone(&watch), session: Arc::clone(session) });
        Ok(Watching { desk: self, watch })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_pace() {
        assert_eq!(seconds_left(0, 100, 5000), None);
        assert_eq!(seconds_left(50, 100, 999), None);
        assert_eq!(seconds_left(25, 100, 10_000), Some(30));
        assert_eq!(seconds_left(100, 100, 10_000), Some(0));
    }

    #[test]
    fn what_is_told_is_where_the_import_stands_and_cancelling_ends_it() {
        let watch = ImportWatch::new(vec!["a.vcf".to_owned(), "b.vcf".to_owned()]);
        assert_eq!(watch.progress(), None);
        let at = ImportPosition { file: 1, bytes_read: 30, bytes_total: 120, records: 7 };
        assert!(intake::ImportProgress::report(&watch, at).is_continue());
        let told = watch.progress().unwrap();
        assert_eq!((told.phase.as_str(), told.file.as_str(), told.number, told.files), ("reading", "b.vcf", 2, 2));
        assert_eq!((told.percent, told.records.as_str(), told.cancelled), (25, "7", false));
        watch.cancelled.store(true, Ordering::Relaxed);
        assert!(intake::ImportProgress::report(&watch, at).is_break());
        assert_eq!(watch.go_on().unwrap_err().message.code, "intake_cancelled");
    }
}
