//! Reading cases: the list and one of them.

use std::sync::Arc;

use casefile::envelope::Envelope;
use casefile::permission::Action;
use casefile::upcast::{UpcastError, upcast};
use casefile::{Case, CaseEvent, Command, Context, evolve};
use knowledge::Release;
use model::ids::CaseId;
use model::profile::MolecularProfile;
use model::tumor_type::TumorContext;
use store::event_store::{Append, Rows, StoredEvent};
use store::worklist::{WorklistOrder, WorklistQuery as StoredQuery};
use vault::case_key::CaseCipher;

use super::comparison::context_of;
use super::imports::interpret;
use super::input_file::linked_files;
use super::session::Session;
use super::views::Screen;
use super::{Desk, tumor_label};
use crate::contract::{ApiError, AsOfView, CaseView, WorklistQuery, WorklistRow, WorklistSort};
use crate::view::{Surroundings, WorklistEntry, as_of_view, case_view, search_text, worklist_entry, worklist_row};

/// A case as the log tells it.
pub(super) struct OpenCase {
    pub(super) id: CaseId,
    /// On the heap: futures that hold a case would be large.
    pub(super) case: Box<Case>,
    pub(super) events: Vec<(Envelope, CaseEvent)>,
    pub(super) cipher: Arc<CaseCipher>,
}

impl OpenCase {
    pub(super) fn last_sequence(&self) -> u64 {
        self.events.last().map_or(0, |(envelope, _)| envelope.sequence)
    }
}

impl Desk {
    /// The cases that match, in the order asked for.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn worklist(&self, query: WorklistQuery) -> Result<Vec<WorklistRow>, ApiError> {
        let session = self.seat(Action::ViewCase).await?;
        session.note_view(None, Screen::Worklist, session.role, &self.ports).await?;
        let wanted = StoredQuery {
            words: words(&query.text),
            states: query.state.into_iter().map(|state| state.code().to_owned()).collect(),
            order: match query.sort {
                WorklistSort::Number => WorklistOrder::Number,
                WorklistSort::Name => WorklistOrder::Name,
                WorklistSort::Received => WorklistOrder::ReceivedOn,
                WorklistSort::Level => WorklistOrder::Level,
                WorklistSort::State => WorklistOrder::State,
            },
            descending: query.descending,
            offset: 0,
            limit: WORKLIST_LIMIT,
        };
        let page = session.store.worklist(&wanted).await.map_err(ApiError::from_failure)?;
        let (today, release) = (self.today(), self.release()?);
        let mut rows = Vec::with_capacity(page.rows.len());
        for (case, body) in page.rows {
            let entry = session.current_entry(case, &body, &release).await?;
            rows.push(worklist_row(case.to_string(), entry, session.account, today));
        }
        Ok(rows)
    }

    /// One case, by id or number.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn case(&self, case_id: String) -> Result<CaseView, ApiError> {
        let (session, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Case).await?;
        self.view(&session, &open).await
    }

    /// The findings of a case by the active release and the approvals of any day. Nothing is kept; what was decided is shown
    /// beside the findings that have the same key.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the text is no day.
    pub async fn case_as_of(&self, case_id: String, day: String) -> Result<AsOfView, ApiError> {
        let day = crate::matching::as_of(Some(&day))?;
        let (session, mut open) = self.case_seat(Action::ViewCase, &case_id, Screen::Case).await?;
        let release = self.release()?;
        let profile = session.profile_of(&open).await?;
        let context = context_of(&open.case, day)?;
        open.case.interpretation = Some(interpret(&profile, context, &release)?);
        let around = Surroundings {
            profile: &profile,
            release: &release,
            names: &session.names()?,
            tumor_label: None,
            linked: Vec::new(),
            events: &open.events,
        };
        as_of_view(&open.case, &around).ok_or_else(|| ApiError::refused("case_incomplete"))
    }

    pub(super) async fn view(&self, session: &Session, open: &OpenCase) -> Result<CaseView, ApiError> {
        let release = self.release()?;
        let profile = session.profile_of(open).await?;
        let around = Surroundings {
            profile: &profile,
            release: &release,
            names: &session.names()?,
            tumor_label: label_of(&open.case, &release),
            linked: open.case.profile.as_ref().map(linked_files).unwrap_or_default(),
            events: &open.events,
        };
        case_view(&open.case, &around).ok_or_else(|| ApiError::refused("case_incomplete"))
    }

    /// Decides, appends with the worklist row, and gives the case after it.
    pub(super) async fn act(
        &self,
        session: &Session,
        open: OpenCase,
        (command, context): (Command, Context),
        rows: Rows,
    ) -> Result<OpenCase, ApiError> {
        let events = casefile::decide(&open.case, command, &context).map_err(ApiError::from_failure)?;
        if events.is_empty() {
            return Ok(open);
        }
        let release = self.release()?;
        self.append(session, open, (events, context), (rows, &release)).await
    }

    /// Appends what was decided, with the worklist row in the words of a release, and gives the case after it.
    pub(super) async fn append(
        &self,
        session: &Session,
        mut open: OpenCase,
        (events, context): (Vec<CaseEvent>, Context),
        (rows, release): (Rows, &Release),
    ) -> Result<OpenCase, ApiError> {
        let ports = (self.ports.clock.as_ref(), self.ports.ids.as_ref());
        let written = events
            .iter()
            .map(|event| session.event((event.kind(), context.role), event, ports))
            .collect::<Result<Vec<_>, _>>()?;
        let expected_sequence = open.last_sequence();
        *open.case = events.iter().fold(*open.case, |case, event| evolve(case, event, &context));
        let worklist = worklist_entry(&open.case, label_of(&open.case, release));
        let append = Append {
            case: Some(open.id),
            expected_sequence,
            cipher: open.cipher.as_ref(),
            events: written,
            rows: Rows { worklist: worklist.map(|(entry, search)| entry.row(search)).transpose()?, ..rows },
        };
        let envelopes = session.store.append(append).await.map_err(ApiError::from_failure)?;
        open.events.extend(envelopes.into_iter().zip(events));
        Ok(open)
    }

    /// Throws the worklist away and writes it again from the events.
    ///
    /// # Errors
    /// When nobody is signed in or a log is damaged.
    pub async fn rebuild_worklist(&self) -> Result<u32, ApiError> {
        let session = self.seat(Action::MaintainWorkspace).await?;
        let release: Arc<Release> = self.release()?;
        let mut project = |id: CaseId, stored: Vec<StoredEvent>| {
            let (case, _) = told(id, stored)?;
            let entry = worklist_entry(&case, label_of(&case, &release));
            Ok(entry.map(|(entry, search)| entry.row(search)).transpose()?)
        };
        let ciphers = session.ciphers();
        let rows = session.store.rebuild_worklist(&ciphers, &mut project).await.map_err(ApiError::from_failure)?;
        Ok(crate::view::count(rows))
    }
}

/// Rows of one answer; the list of a hospital is searched, not scrolled.
const WORKLIST_LIMIT: u32 = 1000;

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(search_text).filter(|word| !word.is_empty()).collect()
}

/// The case that stored events tell.
fn told(id: CaseId, stored: Vec<StoredEvent>) -> Result<(Case, Vec<(Envelope, CaseEvent)>), UpcastError> {
    let events = stored
        .into_iter()
        .map(|event| Ok((event.envelope.clone(), upcast(event.envelope.schema, &event.payload)?)))
        .collect::<Result<Vec<_>, UpcastError>>()?;
    let case = casefile::replay(events.iter().map(|(envelope, event)| {
        let context = Context { case: id, actor: envelope.actor, role: envelope.role, at: envelope.at };
        (event, context)
    }));
    Ok((case, events))
}

pub(super) fn label_of(case: &Case, release: &Release) -> Option<String> {
    match case.interpretation.as_ref().map(|interpretation| &interpretation.tumor) {
        Some(TumorContext::Type(code)) => Some(tumor_label(release, code)),
        Some(TumorContext::Solid | TumorContext::Any) | None => None,
    }
}

/// The tumour type for the patient: its Japanese name, or the English one where none is known.
pub(super) fn name_of(case: &Case, release: &Release) -> Option<String> {
    match case.interpretation.as_ref().map(|interpretation| &interpretation.tumor) {
        Some(TumorContext::Type(code)) => {
            let types = release.tumor_types();
            types.label_ja(code).or_else(|| types.name(code)).map(str::to_owned)
        }
        Some(TumorContext::Solid | TumorContext::Any) | None => None,
    }
}

impl Session {
    /// A case by its id or its number.
    pub(super) async fn open_case(&self, wanted: &str) -> Result<OpenCase, ApiError> {
        self.open_case_id(self.find_case(wanted).await?).await
    }

    /// The id of a case, from its id or its number.
    pub(super) async fn find_case(&self, wanted: &str) -> Result<CaseId, ApiError> {
        if let Ok(id) = wanted.parse::<CaseId>() {
            return Ok(id);
        }
        let query = StoredQuery { words: words(wanted), limit: WORKLIST_LIMIT, ..StoredQuery::default() };
        let page = self.store.worklist(&query).await.map_err(ApiError::from_failure)?;
        for (case, body) in page.rows {
            if WorklistEntry::read(&body)?.case_number == wanted {
                return Ok(case);
            }
        }
        Err(ApiError::refused("case_unknown"))
    }

    /// The number of a case, while there is such a case.
    pub(super) async fn number_of(&self, case: CaseId) -> Result<Option<String>, ApiError> {
        let row = self.store.worklist_row(case).await.map_err(ApiError::from_failure)?;
        row.map(|body| WorklistEntry::read(&body).map(|entry| entry.case_number)).transpose()
    }

    pub(super) async fn open_case_id(&self, id: CaseId) -> Result<OpenCase, ApiError> {
        let cipher = Arc::new(self.cipher(id).await?);
        let stored = self.store.replay(Some(id), 0, cipher.as_ref()).await.map_err(ApiError::from_failure)?;
        let (case, events) = told(id, stored).map_err(ApiError::from_failure)?;
        Ok(OpenCase { id, case: Box::new(case), events, cipher })
    }

    /// The profile of a case, as it was imported.
    pub(super) async fn profile_of(&self, open: &OpenCase) -> Result<MolecularProfile, ApiError> {
        let imported = open.case.profile.as_ref().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let bytes = self.store.content(open.id, imported.profile.sha256).await.map_err(ApiError::from_failure)?;
        serde_json::from_slice(&bytes).map_err(|_| ApiError::internal("profile_malformed"))
    }
}
