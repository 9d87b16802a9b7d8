//! From a case to its two documents.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use casefile::Case;
use casefile::event::ComposedDocument;
use casefile::permission::Action;
use jiff::civil::Date;
use knowledge::Release;
use model::canonical::ContentHash;
use model::profile::MolecularProfile;
use model::report_content::{DocumentKind, PageMark, ReportContent, SignatureMark};
use report::{ReportFacts, Wording};
use store::event_store::DocumentRow;

use super::cases::{OpenCase, label_of, name_of};
use super::session::Session;
use super::views::Screen;
use super::{Desk, Press, SOFTWARE};
use crate::contract::{ApiError, IntendedUse};
use crate::view::given_before;
use crate::wording::{Language, sentence_of};

/// What a composition needs beside the case.
pub(super) struct Occasion<'a> {
    pub(super) profile: &'a MolecularProfile,
    pub(super) release: Arc<Release>,
    pub(super) institution: &'a str,
    pub(super) tumor_label: Option<String>,
    pub(super) tumor_name: Option<String>,
    pub(super) intended_use: Option<IntendedUse>,
    pub(super) release_as_of: Option<Date>,
    pub(super) revision: u32,
    pub(super) dated_on: Date,
}

/// Content of every document, in the order of [`DocumentKind::ALL`].
pub(super) fn compose(case: &Case, occasion: &Occasion<'_>, press: &Press) -> Result<Vec<ReportContent>, ApiError> {
    let facts = facts(case, occasion);
    DocumentKind::ALL
        .into_iter()
        .map(|kind| match kind {
            DocumentKind::Panel => report::panel_report(&facts, &press.wording),
            DocumentKind::Patient => report::patient_explanation(&facts, &press.wording),
        })
        .collect::<Result<_, _>>()
        .map_err(ApiError::from_failure)
}

fn facts<'a>(case: &'a Case, occasion: &Occasion<'a>) -> ReportFacts<'a> {
    ReportFacts {
        case,
        profile: occasion.profile,
        institution: occasion.institution,
        tumor_label: occasion.tumor_label.clone(),
        tumor_name: occasion.tumor_name.clone(),
        given_before: given_before(case, occasion.release.therapies()),
        trials_registered: occasion.release.trials().count(),
        explain: &explain,
        intended_use: occasion.intended_use.as_ref().map(|intended| report::IntendedUse {
            purpose: intended.purpose.clone(),
            responsible_person: intended.responsible_person.clone(),
        }),
        release_as_of: occasion.release_as_of,
        revision: occasion.revision,
        dated_on: occasion.dated_on,
        software: SOFTWARE.to_owned(),
    }
}

fn explain(reason: &model::finding::Reason) -> String {
    sentence_of(&reason.code, &reason.parameters, Language::Japanese)
}

/// Pages of each document: with the draft mark until there is a signature.
pub(super) fn typeset(
    contents: &[ReportContent],
    signature: Option<&SignatureMark>,
    press: &Press,
    ids: &dyn model::ports::IdSource,
) -> Result<(Vec<ComposedDocument>, Vec<DocumentRow>), ApiError> {
    let mut composed = Vec::with_capacity(contents.len());
    let mut rows = Vec::with_capacity(contents.len());
    for content in contents {
        let content_hash = ContentHash::of(content).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let mut printed = content.clone();
        if signature.is_none() {
            printed.marks.insert(0, PageMark::Draft);
        }
        let document = press.renderer.document(&printed, signature).map_err(ApiError::from_failure)?;
        composed.push(ComposedDocument {
            kind: content.kind,
            title: content.title.clone(),
            content_hash,
            pdf_sha256: ContentHash::of_bytes(&document.bytes),
            pages: document.pages,
        });
        rows.push(DocumentRow {
            id: ids.uuid(),
            revision: content.provenance.revision,
            kind: content.kind.code().to_owned(),
            content_hash,
            pdf: document.bytes,
        });
    }
    Ok((composed, rows))
}

/// Reads the wording files below a folder, two levels deep.
pub(super) fn load_wording(folder: &Path) -> Result<Wording, ApiError> {
    let mut files = BTreeMap::new();
    for below in ["", "panel", "patient", "forms"] {
        let entries = std::fs::read_dir(folder.join(below)).map_err(|error| unreadable(&error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&error))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let name = if below.is_empty() { name } else { format!("{below}/{name}") };
                files.insert(name, std::fs::read_to_string(&path).map_err(|error| unreadable(&error))?);
            }
        }
    }
    Wording::parse(&files).map_err(ApiError::from_failure)
}

fn unreadable(error: &std::io::Error) -> ApiError {
    tracing::error!(%error, "wording cannot be read");
    ApiError::world("wording_unreadable")
}

impl Desk {
    /// The PDF as it was made: the signed one when there is one, else the newest draft.
    ///
    /// # Errors
    /// When nobody is signed in, nothing was composed, or the archive is damaged.
    pub async fn pdf(&self, case_id: String, kind: String) -> Result<Vec<u8>, ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Document).await?;
        let documents = match (&open.case.signed, &open.case.draft) {
            (Some(signed), _) => &signed.documents,
            (None, Some(draft)) => &draft.composed.documents,
            (None, None) => return Err(ApiError::refused("refusal_no_draft")),
        };
        session.archived(&open, documents, &kind).await
    }

    /// The PDF of a signed revision as it was signed, also one that was set aside.
    ///
    /// # Errors
    /// When nobody is signed in, that revision was never signed, or the archive is damaged.
    pub async fn pdf_of_revision(&self, case_id: String, kind: String, revision: u32) -> Result<Vec<u8>, ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Document).await?;
        let aside = open.case.amendments.iter().map(|amendment| &amendment.replaced);
        let mut signed = aside.chain(open.case.signed.iter());
        let meant = signed.find(|signed| signed.revision == revision);
        let meant = meant.ok_or_else(|| ApiError::refused("revision_not_signed"))?;
        session.archived(&open, &meant.documents, &kind).await
    }

    /// 確認検査についての確認書 of a case, to print and sign by hand. It states no finding and needs no signature of ours.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or a character has no glyph.
    pub async fn confirmation_sheet(&self, case_id: String) -> Result<Vec<u8>, ApiError> {
        let (session, open) = self.case_seat(Action::PrintForm, &case_id, Screen::Form).await?;
        let press = self.press()?;
        let profile = session.profile_of(&open).await?;
        let occasion = self.occasion(&session, &open, &profile).await?;
        let content = report::forms::confirmation_sheet(&facts(&open.case, &occasion), &press.wording);
        press.renderer.confirmation_sheet(&content.map_err(ApiError::from_failure)?).map_err(ApiError::from_failure)
    }

    /// The day that the release of a case's findings speaks of.
    async fn as_of_release(&self, session: &Session, case: &Case) -> Result<Option<Date>, ApiError> {
        let Some(found) = &case.interpretation else { return Ok(None) };
        let open = session.shelf().await?;
        let kept = open.shelf.kept.iter().find(|(kept, _)| kept.id == found.release);
        Ok(kept.map(|(kept, _)| kept.as_of))
    }

    pub(super) async fn occasion<'a>(
        &self,
        session: &'a Session,
        open: &OpenCase,
        profile: &'a MolecularProfile,
    ) -> Result<Occasion<'a>, ApiError> {
        let release = self.release()?;
        Ok(Occasion {
            profile,
            institution: &session.workspace.file().institution,
            tumor_label: label_of(&open.case, &release),
            tumor_name: name_of(&open.case, &release),
            release,
            intended_use: session.intended_use().await?,
            release_as_of: self.as_of_release(session, &open.case).await?,
            revision: open.case.draft.as_ref().map_or(0, |draft| draft.composed.revision) + 1,
            dated_on: self.today(),
        })
    }
}

impl Session {
    /// The bytes of one of these documents, as they lie in the archive.
    async fn archived(&self, open: &OpenCase, documents: &[ComposedDocument], kind: &str) -> Result<Vec<u8>, ApiError> {
        let wanted = documents.iter().find(|document| document.kind.code() == kind);
        let wanted = wanted.ok_or_else(|| ApiError::refused("document_unknown"))?;
        let archived = self.store.documents(open.id).await.map_err(ApiError::from_failure)?;
        let head = archived
            .iter()
            .rev()
            .find(|head| head.pdf_sha256 == wanted.pdf_sha256)
            .ok_or_else(|| ApiError::internal("document_missing"))?;
        self.store.document_pdf(head.id).await.map_err(ApiError::from_failure)
    }
}
