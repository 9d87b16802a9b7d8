//! Open corpora into the workspace: from files, or from their publisher when somebody asks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use casefile::permission::Action;
use casefile::releases::{KeptCorpus, KeptRelease, ReleaseOrigin};
use knowledge::import::{CorpusKind, Import, import, with_corpus};
use knowledge::{Release, SourceFile};
use model::canonical::ContentHash;
use serde::{Deserialize, Serialize};
use sync::Download;

use super::Desk;
use super::knowledge_watch::KnowledgeWatch;
use super::session::Session;
use super::shelf::named;
use crate::contract::{ApiError, ApiErrorKind, CorpusSource, DownloadView, KeptCorpusView};
use crate::knowledge_base::unknown_kind;
use crate::view::corpus_view;

/// Folder of a workspace for files that came and wait for a word.
const FOLDER: &str = "downloads";
/// Bytes that no corpus has: the largest (ClinVar) has a fifth of it.
const AT_MOST_BYTES: u64 = 1 << 30;
/// Kind of the events that record the institution's own address of a corpus.
const ADDRESS_RECORDED: &str = "corpus_address_recorded";

/// What such an event says; an empty address takes the one before away.
#[derive(Serialize, Deserialize)]
struct AddressRecorded {
    kind: String,
    address: String,
}

/// A file that came whole and waits for a word.
#[derive(Clone, Debug)]
pub(super) struct Downloaded {
    kind: CorpusKind,
    address: String,
    path: PathBuf,
    sha256: ContentHash,
}

impl Desk {
    /// Reads files of an open corpus and keeps the release with its rows as a candidate.
    ///
    /// # Errors
    /// An unknown kind, files of another kind, a missing role, or a failing database.
    pub async fn import_corpus(&self, kind: String, paths: Vec<String>) -> Result<KeptCorpusView, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let (session, role) = (&*seat, seat.role);
        let kind = kind_of(&kind)?;
        let paths = paths.into_iter().map(PathBuf::from).collect();
        let (files, kept, corpus) = self.with_rows_of(session, (kind, paths), None).await?;
        let view = KeptCorpusView {
            corpus: corpus_view(&corpus),
            release: kept.id.clone(),
            content_hash: kept.content_hash.to_string(),
        };
        self.keep(session, role, (files, kept)).await?;
        Ok(view)
    }

    /// Fetches a corpus from its publisher and tells what came. Nothing is kept before [`Desk::take_download`]. The address
    /// is the told one, else the institution's own, else where the publisher offers it.
    ///
    /// # Errors
    /// An unknown kind or one without address, a file that does not come whole or is another than told, a missing role,
    /// another download that runs, or a desk that was locked meanwhile.
    pub async fn download_corpus(
        &self,
        kind: String,
        address: Option<String>,
        sha256: Option<String>,
    ) -> Result<DownloadView, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let kind = kind_of(&kind)?;
        let address = match address.filter(|address| !address.trim().is_empty()) {
            Some(address) => address.trim().to_owned(),
            None => seat.address_of(kind).await?.ok_or_else(|| no_address(kind))?,
        };
        let wanted = sha256.filter(|text| !text.trim().is_empty());
        let wanted = wanted.map(|text| text.trim().to_ascii_lowercase().parse::<ContentHash>()).transpose();
        let wanted = wanted.map_err(|_| ApiError::refused("download_hash_unreadable"))?;
        let watching = self.watch_download()?;
        let folder = self.folder.join(FOLDER);
        self.clear_downloads();
        std::fs::create_dir_all(&folder).map_err(|_| ApiError::world("download_not_written"))?;
        let to = folder.join(file_name(&address, kind));
        // Nobody waits for the network: others sit down meanwhile, and whoever locks the desk ends the download.
        drop(seat);
        let asked = Download { address: &address, at_most_bytes: AT_MOST_BYTES, sha256: wanted, to: &to };
        let fetched = sync::fetch(&asked, &watching.watch.download).await.map_err(ApiError::from_failure)?;
        let downloaded = Downloaded { kind, address, path: to, sha256: fetched.sha256 };
        let shown = self.show_download(downloaded, fetched.size_bytes, &watching.watch).await;
        shown.inspect_err(|_| self.clear_downloads())
    }

    /// Tells what came, and lets it wait for a word.
    async fn show_download(
        &self,
        downloaded: Downloaded,
        size_bytes: u64,
        watch: &KnowledgeWatch,
    ) -> Result<DownloadView, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        // Somebody else may sit here by now: what the one before asked for is not theirs.
        watch.go_on()?;
        let Downloaded { kind, address, path, sha256 } = &downloaded;
        let (_, kept, corpus) = self.with_rows_of(&seat, (*kind, vec![path.clone()]), Some(address)).await?;
        let view = DownloadView {
            kind: kind.code().to_owned(),
            address: address.clone(),
            size_bytes: size_bytes.to_string(),
            sha256: sha256.to_string(),
            corpus: corpus_view(&corpus),
            release: kept.id,
        };
        *self.knowledge.downloaded.lock().map_err(|_| ApiError::internal("task_failed"))? = Some(downloaded);
        Ok(view)
    }

    /// Keeps the release that the downloaded file makes as a candidate: exactly the file of this hash.
    ///
    /// # Errors
    /// When no such file waits, the role is missing, or the database fails.
    pub async fn take_download(&self, sha256: String) -> Result<KeptCorpusView, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let (session, role) = (&*seat, seat.role);
        let waiting = self.knowledge.downloaded.lock().map_err(|_| ApiError::internal("task_failed"))?.clone();
        let waiting = waiting.filter(|waiting| waiting.sha256.to_string() == sha256);
        let waiting = waiting.ok_or_else(|| ApiError::refused("download_not_waiting"))?;
        let source = (waiting.kind, vec![waiting.path.clone()]);
        let (files, kept, corpus) = self.with_rows_of(session, source, Some(&waiting.address)).await?;
        if !corpus.files.iter().all(|(_, found)| *found == sha256) {
            return Err(ApiError::refused("download_not_waiting"));
        }
        let view = KeptCorpusView {
            corpus: corpus_view(&corpus),
            release: kept.id.clone(),
            content_hash: kept.content_hash.to_string(),
        };
        self.keep(session, role, (files, kept)).await?;
        *self.knowledge.downloaded.lock().map_err(|_| ApiError::internal("task_failed"))? = None;
        self.clear_downloads();
        Ok(view)
    }

    /// Records the institution's own address of a kind, for example of a mirror; an empty one takes it away.
    ///
    /// # Errors
    /// An unknown kind, a missing role, or a failing database.
    pub async fn record_corpus_address(&self, kind: String, address: String) -> Result<(), ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let (session, role) = (&*seat, seat.role);
        let kind = kind_of(&kind)?;
        let recorded = AddressRecorded { kind: kind.code().to_owned(), address: address.trim().to_owned() };
        session.record((ADDRESS_RECORDED, role), &recorded, &self.ports).await.map(|_| ())
    }

    /// The active release with the rows of a corpus, which replaces an earlier one of its source.
    async fn with_rows_of(
        &self,
        session: &Session,
        (kind, paths): (CorpusKind, Vec<PathBuf>),
        address: Option<&str>,
    ) -> Result<(Vec<SourceFile>, KeptRelease, KeptCorpus), ApiError> {
        let open = session.shelf().await?;
        let active = open.active()?;
        let files = session.files_of(active).await?;
        let work = move || -> Result<(Vec<SourceFile>, Import), ApiError> {
            let before = Release::from_files(&files).map_err(ApiError::from_failure)?;
            let imported = import(kind, &paths, &before).map_err(ApiError::from_failure)?;
            let files = with_corpus(files, &imported.corpus).map_err(ApiError::from_failure)?;
            Ok((files, imported))
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))?;
        let (files, imported) = done?;
        let corpus = kept_corpus(&imported, address);
        let mut corpora: Vec<KeptCorpus> =
            active.corpora.iter().filter(|other| other.source != corpus.source).cloned().collect();
        corpora.push(corpus.clone());
        corpora.sort_by(|one, other| one.source.cmp(&other.source));
        let origin = if address.is_some() { ReleaseOrigin::Downloaded } else { ReleaseOrigin::Imported };
        let kept = self.made((&files, origin), corpora, active.reference).await?;
        Ok((files, kept, corpus))
    }

    /// Removes files that came and were not taken.
    pub(super) fn clear_downloads(&self) {
        let folder = self.folder.join(FOLDER);
        if folder.exists() && std::fs::remove_dir_all(&folder).is_err() {
            tracing::warn!("a downloaded file stays until the next start");
        }
    }
}

impl Session {
    /// Every kind with the address that a download would ask.
    pub(super) async fn corpus_sources(&self) -> Result<Vec<CorpusSource>, ApiError> {
        let own = self.own_addresses().await?;
        let source = |kind: CorpusKind| CorpusSource { kind: kind.code().to_owned(), address: address_of(kind, &own) };
        Ok(CorpusKind::ALL.into_iter().map(source).collect())
    }

    async fn address_of(&self, kind: CorpusKind) -> Result<Option<String>, ApiError> {
        Ok(address_of(kind, &self.own_addresses().await?))
    }

    /// The institution's own address of each kind, as it was recorded last.
    async fn own_addresses(&self) -> Result<BTreeMap<String, String>, ApiError> {
        let recorded: Vec<AddressRecorded> = self.recorded(ADDRESS_RECORDED).await?;
        Ok(recorded.into_iter().map(|recorded| (recorded.kind, recorded.address)).collect())
    }
}

/// The institution's own address, or where the publisher offers the corpus.
fn address_of(kind: CorpusKind, own: &BTreeMap<String, String>) -> Option<String> {
    let own = own.get(kind.code()).filter(|own| !own.is_empty());
    own.cloned().or_else(|| kind.published_at().map(str::to_owned))
}

fn kept_corpus(imported: &Import, address: Option<&str>) -> KeptCorpus {
    let corpus = &imported.corpus;
    KeptCorpus {
        source: corpus.source.clone(),
        licence: corpus.licence.clone(),
        newest_row_on: corpus.newest_row_on.clone(),
        files: corpus.files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect(),
        address: address.map(str::to_owned),
        rows_read: corpus.rows_read,
        statements: corpus.rows.len() as u64,
        bins: corpus.bins.clone(),
    }
}

fn kind_of(kind: &str) -> Result<CorpusKind, ApiError> {
    CorpusKind::of(kind).ok_or_else(|| unknown_kind(kind))
}

fn no_address(kind: CorpusKind) -> ApiError {
    named("download_address_missing", &[("kind", kind.code())], ApiErrorKind::Question)
}

/// The last part of the address as far as it is a plain name, so that an import names the file as its publisher does.
fn file_name(address: &str, kind: CorpusKind) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fits = !last.is_empty() && !last.starts_with('.') && last.len() <= 100 && last.chars().all(plain);
    if fits { last } else { kind.code().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_is_named_as_its_publisher_names_it_or_by_its_kind() {
        for (address, name) in [
            (
                "https://civicdb.org/downloads/nightly/nightly-AcceptedClinicalEvidenceSummaries.tsv",
                "nightly-AcceptedClinicalEvidenceSummaries.tsv",
            ),
            ("https://oncotree.info/api/tumorTypes/tree?version=oncotree_latest_stable", "tree"),
            ("https://example.org/..", "civic"),
            ("https://example.org/a%20b", "civic"),
            ("https://example.org/.hidden", "civic"),
        ] {
            assert_eq!(file_name(address, CorpusKind::Civic), name, "{address}");
        }
    }
}
