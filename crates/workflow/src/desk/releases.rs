//! The releases of the workspace: kept with its log, found again, and the active one laid out for matching.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use casefile::permission::Action;
use casefile::releases::{
    KeptCorpus, KeptFile, KeptRelease, ReleaseCommand, ReleaseEvent, ReleaseOrigin, decide_release,
};
use casefile::role::Role;
use jiff::civil::Date;
use knowledge::{Release, SourceFile, read_folder};
use model::canonical::ContentHash;

use super::Desk;
use super::downloads::Downloaded;
use super::knowledge_watch::KnowledgeWatch;
use super::session::Session;
use super::shelf::{OpenShelf, unreadable};
use crate::contract::ApiError;

/// Releases that stay laid out beside the active one.
const LAID_OUT: usize = 2;

/// What the desk knows of the releases while somebody is signed in.
#[derive(Default)]
pub(super) struct Knowledge {
    held: Mutex<Option<Held>>,
    laid_out: Mutex<Vec<(ContentHash, Arc<Release>)>>,
    pub(super) watched: Mutex<Vec<Arc<KnowledgeWatch>>>,
    pub(super) downloaded: Mutex<Option<Downloaded>>,
}

/// The active release; one that this version cannot read leaves the workspace open, so that another can be activated.
#[derive(Clone)]
struct Held {
    head: ReleaseHead,
    release: Result<Arc<Release>, ApiError>,
}

/// What is printed of a release.
#[derive(Clone, Debug)]
pub(super) struct ReleaseHead {
    pub(super) id: String,
    pub(super) as_of: Date,
}

impl Desk {
    /// Lays out the active release of a workspace that was just opened. The first time it takes what the product ships.
    pub(super) async fn open_knowledge(&self, session: &Session) -> Result<(), ApiError> {
        self.close_knowledge();
        let mut open = session.shelf().await?;
        if open.shelf.active().is_none() {
            self.adopt(session, &open).await?;
            open = session.shelf().await?;
        }
        self.lay_out(session, open.active()?).await
    }

    /// Lays out the active release again where the log has gone on without the desk: an activation that was cut off.
    pub(super) async fn lay_out_active(&self, session: &Session) -> Result<(), ApiError> {
        let open = session.shelf().await?;
        let active = open.active()?;
        if self.release_head()?.id == active.id { Ok(()) } else { self.lay_out(session, active).await }
    }

    /// Makes a kept release the one that `release()` gives.
    pub(super) async fn lay_out(&self, session: &Session, kept: &KeptRelease) -> Result<(), ApiError> {
        let release = self.load(session, kept).await;
        let head = ReleaseHead { id: kept.id.clone(), as_of: kept.as_of };
        *self.knowledge.held.lock().map_err(|_| ApiError::internal("task_failed"))? = Some(Held { head, release });
        Ok(())
    }

    /// Forgets what was laid out, and ends what still comes.
    pub(super) fn close_knowledge(&self) {
        self.end_knowledge_work();
        *self.knowledge.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.knowledge.laid_out.lock().unwrap_or_else(PoisonError::into_inner).clear();
        *self.knowledge.downloaded.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.clear_downloads();
    }

    /// The active release; before anybody signed in, what the product ships.
    pub(super) fn release(&self) -> Result<Arc<Release>, ApiError> {
        let held = self.knowledge.held.lock().map_err(|_| ApiError::internal("task_failed"))?.clone();
        match held {
            Some(held) => held.release,
            None => Ok(Arc::new(crate::reference::release(&self.resources.knowledge, None)?)),
        }
    }

    /// What is printed of the active release.
    pub(super) fn release_head(&self) -> Result<ReleaseHead, ApiError> {
        let held = self.knowledge.held.lock().map_err(|_| ApiError::internal("task_failed"))?;
        held.as_ref().map(|held| held.head.clone()).ok_or_else(|| ApiError::internal("release_missing"))
    }

    /// A kept release, ready for matching.
    pub(super) async fn load(&self, session: &Session, kept: &KeptRelease) -> Result<Arc<Release>, ApiError> {
        let find = |laid_out: &Vec<(ContentHash, Arc<Release>)>| {
            laid_out.iter().find(|(hash, _)| *hash == kept.content_hash).map(|(_, release)| Arc::clone(release))
        };
        if let Some(release) = self.knowledge.laid_out.lock().ok().and_then(|laid_out| find(&laid_out)) {
            return Ok(release);
        }
        let files = session.files_of(kept).await?;
        let pack = kept.reference.map(|pack| crate::reference::kept_pack(&self.folder, pack));
        let read = move || match pack {
            Some(pack) => crate::reference::beside(Release::from_files(&files), &pack),
            None => Release::from_files(&files).map_err(ApiError::from_failure),
        };
        let read = tokio::task::spawn_blocking(read).await.map_err(|_| ApiError::internal("task_failed"))?;
        let release = read.map_err(|error| {
            unreadable(kept, &crate::wording::sentence(&error.message, crate::wording::Language::Japanese))
        })?;
        if release.content_hash() != kept.content_hash {
            return Err(unreadable(kept, "hash"));
        }
        let release = Arc::new(release);
        if let Ok(mut laid_out) = self.knowledge.laid_out.lock() {
            let from = laid_out.len().saturating_sub(LAID_OUT);
            laid_out.drain(..from);
            laid_out.push((kept.content_hash, Arc::clone(&release)));
        }
        Ok(release)
    }

    /// Keeps a release as a candidate; one with the same content is kept already.
    pub(super) async fn keep(
        &self,
        session: &Session,
        role: Role,
        (files, kept): (Vec<SourceFile>, KeptRelease),
    ) -> Result<(), ApiError> {
        let open = session.shelf().await?;
        let command = ReleaseCommand::Keep(kept);
        let Some(event) = decide_release(&open.shelf, command, role).map_err(ApiError::from_failure)? else {
            return Ok(());
        };
        let known: BTreeSet<ContentHash> =
            open.shelf.kept.iter().flat_map(|(kept, _)| &kept.files).map(|file| file.sha256).collect();
        let contents = files.into_iter().map(|file| file.text.into_bytes());
        let contents = contents.filter(|text| !known.contains(&ContentHash::of_bytes(text))).collect();
        self.append_release(session, role, &event, (open.sequence, contents)).await
    }

    /// Appends an event about releases, with the texts that it names.
    pub(super) async fn append_release(
        &self,
        session: &Session,
        role: Role,
        event: &ReleaseEvent,
        (sequence, contents): (u64, Vec<Vec<u8>>),
    ) -> Result<(), ApiError> {
        session.record_after((event.kind(), role), event, (sequence, contents), &self.ports).await.map(|_| ())
    }

    /// Appends what `decide_release` makes of a wish.
    pub(super) async fn wish(
        &self,
        session: &Session,
        role: Role,
        (open, command): (&OpenShelf, ReleaseCommand),
    ) -> Result<bool, ApiError> {
        let event = decide_release(&open.shelf, command, role).map_err(ApiError::from_failure)?;
        match &event {
            Some(event) => self.append_release(session, role, event, (open.sequence, Vec::new())).await?,
            None => return Ok(false),
        }
        Ok(true)
    }

    /// Keeps what this version of the product ships as a candidate: its curated rows, with the corpora and the reference
    /// pack of the active release. The answer is its id.
    ///
    /// # Errors
    /// When the role is missing, the shipped folder is unsound, or the database fails.
    pub async fn keep_shipped_release(&self) -> Result<String, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let (session, role) = (&*seat, seat.role);
        let open = session.shelf().await?;
        let active = open.active()?;
        let corpora = session.files_of(active).await?.into_iter().filter(SourceFile::is_corpus);
        let shipped = read_folder(&self.resources.knowledge).map_err(ApiError::from_failure)?;
        let mut files: Vec<SourceFile> = shipped.into_iter().filter(|file| !file.is_corpus()).chain(corpora).collect();
        files.sort();
        let (corpora, reference) = (active.corpora.clone(), active.reference);
        let kept = self.made((&files, ReleaseOrigin::Shipped), corpora, reference).await?;
        let id = kept.id.clone();
        self.keep(session, role, (files, kept)).await?;
        Ok(id)
    }

    /// The release that files and a pack make, as the workspace keeps it.
    pub(super) async fn made(
        &self,
        (files, origin): (&[SourceFile], ReleaseOrigin),
        corpora: Vec<KeptCorpus>,
        reference: Option<ContentHash>,
    ) -> Result<KeptRelease, ApiError> {
        let pack = reference.map(|pack| crate::reference::kept_pack(&self.folder, pack));
        let texts = files.to_vec();
        let read = move || match pack {
            Some(pack) => crate::reference::beside(Release::from_files(&texts), &pack),
            None => Release::from_files(&texts).map_err(ApiError::from_failure),
        };
        let release = tokio::task::spawn_blocking(read).await.map_err(|_| ApiError::internal("task_failed"))??;
        let kept_file = |file: &SourceFile| KeptFile {
            path: file.path.clone(),
            sha256: ContentHash::of_bytes(file.text.as_bytes()),
        };
        Ok(KeptRelease {
            id: release.id().to_owned(),
            content_hash: release.content_hash(),
            as_of: release.as_of(),
            origin,
            files: files.iter().map(kept_file).collect(),
            reference,
            corpora,
        })
    }

    /// The active release with another pack, kept as a candidate, and active at once where no case could differ.
    pub(super) async fn keep_with_reference(
        &self,
        session: &Session,
        role: Role,
        pack: &str,
    ) -> Result<(String, bool), ApiError> {
        let pack: ContentHash = pack.parse().map_err(|_| ApiError::internal("reference_pack_malformed"))?;
        let open = session.shelf().await?;
        let active = open.active()?;
        if active.reference == Some(pack) {
            return Ok((active.id.clone(), true));
        }
        let files = session.files_of(active).await?;
        let kept = self.made((&files, ReleaseOrigin::Reference), active.corpora.clone(), Some(pack)).await?;
        let (before, after) = (active.content_hash, kept.clone());
        self.keep(session, role, (files, kept)).await?;
        let cases = session.store.cases().await.map_err(ApiError::from_failure)?;
        if !cases.is_empty() {
            return Ok((after.id, false));
        }
        let open = session.shelf().await?;
        let nothing = super::comparison::nothing_differs(before, after.content_hash)?;
        self.wish(session, role, (&open, ReleaseCommand::Activate { now: nothing, unanswered: 0 })).await?;
        self.lay_out(session, &after).await?;
        Ok((after.id, true))
    }

    async fn adopt(&self, session: &Session, open: &OpenShelf) -> Result<(), ApiError> {
        let files = read_folder(&self.resources.knowledge).map_err(ApiError::from_failure)?;
        let reference = crate::reference::in_use(&self.folder);
        let kept = self.made((&files, ReleaseOrigin::Shipped), Vec::new(), reference).await?;
        let role = session.any_role()?;
        let command = ReleaseCommand::Adopt(kept);
        let event = decide_release(&open.shelf, command, role).map_err(ApiError::from_failure)?;
        let event = event.ok_or_else(|| ApiError::internal("release_missing"))?;
        let contents = files.into_iter().map(|file| file.text.into_bytes()).collect();
        self.append_release(session, role, &event, (open.sequence, contents)).await
    }
}

#[cfg(test)]
mod tests;
