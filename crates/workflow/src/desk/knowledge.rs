//! Looking into the active release, and over all kept ones.

use std::collections::BTreeSet;

use casefile::permission::Action;
use casefile::releases::KeptRelease;
use knowledge::statement::Statement;
use knowledge::{Release, SourceFile, read_folder};
use model::canonical::ContentHash;
use store::worklist::WorklistQuery;

use super::Desk;
use super::session::Session;
use super::shelf::OpenShelf;
use crate::contract::{ApiError, CaseState, KnowledgeOverview, KnowledgePage, KnowledgeRowView, RowHistory};
use crate::knowledge_base::{VerifyAnswer, knowledge_row, knowledge_row_view, statement_id, statement_unknown};
use crate::view::{WorklistEntry, count, release_views};

impl Desk {
    /// The releases of the workspace, and where corpora come from.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn knowledge_overview(&self) -> Result<KnowledgeOverview, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let session = &*seat;
        self.lay_out_active(session).await?;
        let open = session.shelf().await?;
        let active = open.active()?;
        Ok(KnowledgeOverview {
            releases: release_views(&open.shelf, &session.names()?, self.today()),
            shipped: self.shipped_anew(session, &open).await?,
            waiting_cases: waiting_cases(session, &active.id).await?,
            may_change: session.role_for(Action::ChangeKnowledge).is_ok(),
            sources: session.corpus_sources().await?,
        })
    }

    /// Rows of the active release in which every word occurs: gene, drug (English, Japanese, brand), tumour, PMID, id.
    ///
    /// # Errors
    /// When nobody is signed in or the active release cannot be read.
    pub async fn search_knowledge(&self, text: String, limit: u32) -> Result<KnowledgePage, ApiError> {
        self.seat(Action::ViewSettings).await?;
        let release = self.release()?;
        let mut found = release.search(&text);
        // Rows that name a drug come first; each kind stays in the order of ids.
        found.sort_by_key(|row| row.regimens.is_empty());
        Ok(KnowledgePage {
            release: release.id().to_owned(),
            total: count(found.len()),
            rows: found
                .iter()
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
                .map(|row| knowledge_row(row, &release))
                .collect(),
        })
    }

    /// Everything that is wrong with the texts of the active release, and how much they hold.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn verify_release(&self) -> Result<VerifyAnswer, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let session = &*seat;
        let files = session.files_of(session.shelf().await?.active()?).await?;
        let release = self.release()?;
        Ok(crate::knowledge_base::verified(Release::verify_files(&files), Some(&release)))
    }

    /// One row in full, with what it said in each kept release.
    ///
    /// # Errors
    /// When nobody is signed in, or no kept release has such a row.
    pub async fn knowledge_row(&self, id: String) -> Result<KnowledgeRowView, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let session = &*seat;
        let open = session.shelf().await?;
        let active = open.active()?.content_hash;
        let wanted = statement_id(&id);
        let (mut history, mut last, mut view) = (Vec::new(), None::<Statement>, None);
        for (kept, _) in &open.shelf.kept {
            let is_active = kept.content_hash == active;
            let release = self.load(session, kept).await;
            let row = release.as_ref().ok().and_then(|release| release.find(&wanted).cloned());
            let state = match (&release, &row, &last) {
                (Err(_), ..) => "unreadable",
                (Ok(_), None, _) => "absent",
                (Ok(_), Some(_), None) => "first",
                (Ok(_), Some(row), Some(last)) if row == last => "same",
                (Ok(_), Some(_), Some(_)) => "changed",
            };
            if let (Ok(release), Some(row)) = (&release, &row)
                && (is_active || view.is_none())
            {
                view = Some(knowledge_row_view(row, release));
            }
            history.push(RowHistory { release: kept.id.clone(), state: state.to_owned(), active: is_active });
            last = row.or(last);
        }
        let view = view.ok_or_else(|| statement_unknown(&id))?;
        Ok(KnowledgeRowView { history, ..view })
    }
}

impl Desk {
    /// The release that ships with this version, where no kept one has its curated rows. Layout and remarks do not count.
    async fn shipped_anew(&self, session: &Session, open: &OpenShelf) -> Result<Option<String>, ApiError> {
        let rows = |files: Vec<SourceFile>| files.into_iter().filter(SourceFile::is_curated).collect::<Vec<_>>();
        let shipped = rows(read_folder(&self.resources.knowledge).map_err(ApiError::from_failure)?);
        let texts: BTreeSet<ContentHash> =
            shipped.iter().map(|file| ContentHash::of_bytes(file.text.as_bytes())).collect();
        let holds = |kept: &KeptRelease| {
            let known: BTreeSet<ContentHash> = kept.files.iter().map(|file| file.sha256).collect();
            texts.is_subset(&known)
        };
        if open.shelf.kept.iter().any(|(kept, _)| holds(kept)) {
            return Ok(None);
        }
        let active = Release::from_files(&rows(session.files_of(open.active()?).await?));
        let release = Release::from_files(&shipped).map_err(ApiError::from_failure)?;
        let same = active.is_ok_and(|active| active.content_hash() == release.content_hash());
        Ok((!same).then(|| release.id().to_owned()))
    }
}

/// Open cases whose findings rest on another release.
async fn waiting_cases(session: &Session, active: &str) -> Result<u32, ApiError> {
    let states = [CaseState::Interpreted, CaseState::UnderReview, CaseState::Drafted];
    let query = WorklistQuery {
        states: states.into_iter().map(|state| state.code().to_owned()).collect(),
        limit: u32::MAX,
        ..WorklistQuery::default()
    };
    let page = session.store.worklist(&query).await.map_err(ApiError::from_failure)?;
    let mut waiting = 0_usize;
    for (_, body) in page.rows {
        let entry = WorklistEntry::read(&body)?;
        let waits = entry.rehearsal.is_none() && entry.release.is_some_and(|rests_on| rests_on != active);
        waiting += usize::from(waits);
    }
    Ok(count(waiting))
}
