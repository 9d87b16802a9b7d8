//! Is the log whole, and what stands in it?

use std::collections::BTreeMap;

use casefile::envelope::Envelope;
use casefile::permission::Action;
use casefile::releases::ReleaseEvent;
use casefile::{Case, CaseEvent};
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ToSpan};
use model::ids::{AccountId, CaseId};
use serde::Serialize;
use store::audit::{AuditEvent, AuditFilter, AuditFrom};
use store::chain::ChainHead;

use super::outgoing::Outgoing;
use super::session::Session;
use super::views::Screen;
use super::{Desk, SOFTWARE};
use crate::contract::{
    ApiError, AuditPage, AuditPerson, AuditQuery, AuditReport, AuditRow, ClockSetBack, ExportedFile, LoggedEvent,
};
use crate::csv_text::csv_text;

/// Rows of one answer at most.
const PAGE_LIMIT: u32 = 1000;

/// Version of the exported JSON.
const EXPORT_SCHEMA: u32 = 1;

/// Kind of the event that tells that the log left the house.
const EXPORTED: &str = "audit_exported";

const COLUMNS: [&str; 11] =
    ["sequence", "at", "person", "login", "role", "kind", "case", "screen", "subject", "software", "hash"];

impl Desk {
    /// Walks the whole log: chain, commitments, gaps, clock; and every page of the database file.
    ///
    /// # Errors
    /// When nobody is signed in, the role is missing, or the database cannot be read at all.
    pub async fn verify_chain(&self) -> Result<AuditReport, ApiError> {
        let seat = self.seat(Action::ViewAudit).await?;
        let ciphers = seat.ciphers();
        let known = seat.known_head(&self.ports).await?;
        let known = known.map(|known| ChainHead { sequence: known.sequence, hash: known.hash, at: known.at });
        let report = seat.store.verify_chain(known.as_ref(), &ciphers).await.map_err(ApiError::from_failure)?;
        let damaged = seat.store.damaged_pages().await.map_err(ApiError::from_failure)?;
        let set_back = report.clock_set_back.iter().map(|(sequence, seconds)| ClockSetBack {
            sequence: crate::view::count(*sequence),
            seconds: crate::view::count(*seconds),
        });
        Ok(AuditReport {
            whole: report.is_whole() && damaged == 0,
            events: crate::view::count(report.events),
            head: report.head.hash.to_string(),
            first_broken: report.first_broken.map(|(sequence, _)| crate::view::count(sequence)),
            payload_faults: report.payload_faults.iter().map(|(sequence, _)| crate::view::count(*sequence)).collect(),
            damaged_pages: crate::view::count(damaged),
            clock_set_back: set_back.collect(),
        })
    }

    /// Events of the log, newest first: who, when, what kind, which case; never what a case says.
    ///
    /// # Errors
    /// When nobody is signed in, the role is missing, a day cannot be read, or there is no such case.
    pub async fn audit_log(&self, query: AuditQuery) -> Result<AuditPage, ApiError> {
        let seat = self.seat(Action::ViewAudit).await?;
        seat.note_view(None, Screen::Audit, seat.role, &self.ports).await?;
        let filter = seat.filter(&query).await?;
        let limit = query.limit.clamp(1, PAGE_LIMIT);
        let from = AuditFrom::Newest(query.before.map(u64::from));
        let mut events = seat.store.audit(&filter, from, limit + 1).await.map_err(ApiError::from_failure)?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = events.len() > shown;
        events.truncate(shown);
        let mut numbers = BTreeMap::new();
        let mut rows = Vec::with_capacity(events.len());
        for event in &events {
            rows.push(seat.audit_row(event, &mut numbers).await?);
        }
        let kinds = seat.store.audit_kinds().await.map_err(ApiError::from_failure)?;
        let mut people: Vec<AuditPerson> = seat
            .institution
            .accounts
            .iter()
            .map(|(id, account)| AuditPerson {
                account: id.to_string(),
                login: account.login.clone(),
                display_name: account.display_name.clone(),
            })
            .collect();
        people.sort_by(|a, b| a.login.cmp(&b.login));
        Ok(AuditPage { rows, more, kinds, people })
    }

    /// The whole log as text, `csv` or `json`. The JSON holds every envelope with its link, so that the chain can be
    /// checked without the workspace. Neither holds genome data or names of patients.
    ///
    /// # Errors
    /// When nobody is signed in, the role is missing, or the database cannot be read.
    pub async fn audit_text(&self, format: String) -> Result<String, ApiError> {
        let seat = self.seat(Action::ExportAudit).await?;
        let (text, exported) = seat.audit_told(format, self.ports.clock.now()).await?;
        seat.record((EXPORTED, seat.role), &exported, &self.ports).await?;
        Ok(text)
    }

    /// Writes the whole log to a new file. The passphrase is asked for again.
    ///
    /// # Errors
    /// As [`Desk::audit_text`]; also for a wrong passphrase, or when a file of that name is there.
    pub async fn export_audit(
        &self,
        format: String,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ExportAudit).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let (text, exported) = seat.audit_told(format, self.ports.clock.now()).await?;
        let file = Outgoing::write(&path, text.as_bytes())?;
        seat.record((EXPORTED, seat.role), &exported, &self.ports).await?;
        file.keep()
    }

    /// What the log of the workspace says about its releases, oldest first.
    ///
    /// # Errors
    /// When nobody is signed in or the log is damaged.
    pub async fn release_events(&self) -> Result<Vec<serde_json::Value>, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let cipher = seat.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let stored = seat.store.replay(None, 0, &cipher).await.map_err(ApiError::from_failure)?;
        let of_releases = stored.iter().filter(|event| ReleaseEvent::is_kind(&event.envelope.kind));
        of_releases
            .map(|event| serde_json::from_slice(&event.payload).map_err(|_| ApiError::internal("event_not_canonical")))
            .collect()
    }

    /// The events of one case as they are kept, oldest first: outside, and what of their content may be read.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn events(&self, case_id: String) -> Result<Vec<LoggedEvent>, ApiError> {
        let (seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Events).await?;
        let json = |_| ApiError::internal("event_not_canonical");
        let logged = open.events.iter().map(|(envelope, event)| {
            let said = may_read(&open.case, seat.account, event).then_some(event);
            Ok(LoggedEvent {
                envelope: serde_json::to_value(envelope).map_err(json)?,
                event: serde_json::to_value(said).map_err(json)?,
            })
        });
        logged.collect()
    }
}

/// Whether somebody may read what an event says: an opinion of another seat is blind until opinions are revealed.
fn may_read(case: &Case, viewer: AccountId, event: &CaseEvent) -> bool {
    let CaseEvent::OpinionRecorded(opinion) = event else { return true };
    let panel = case.panels.iter().find(|panel| panel.convened.panel == opinion.panel);
    panel.is_some_and(|panel| panel.may_see(viewer, opinion.seat))
}

/// What the log says about an export of itself.
#[derive(Serialize)]
struct Exported {
    format: String,
    events: usize,
}

impl Session {
    /// The whole log as text, and what is said about it once it has left.
    async fn audit_told(&self, format: String, at: Timestamp) -> Result<(String, Exported), ApiError> {
        let events = self.whole_log().await?;
        let text = match format.as_str() {
            "csv" => self.audit_csv(&events).await?,
            "json" => self.audit_json(&events, at)?,
            _ => return Err(ApiError::refused("audit_format_unknown")),
        };
        Ok((text, Exported { format, events: events.len() }))
    }

    async fn filter(&self, query: &AuditQuery) -> Result<AuditFilter, ApiError> {
        let told = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |text: &str| told(text).map(|text| text.parse::<Date>()).transpose();
        let unreadable = |_| ApiError::refused("audit_day_unreadable");
        let from = day(&query.from).map_err(unreadable)?;
        let to = day(&query.to).map_err(unreadable)?;
        let person = told(&query.person).map(|id| id.parse::<AccountId>()).transpose();
        let case = match told(&query.case) {
            Some(case) => Some(self.find_case(&case).await?),
            None => None,
        };
        Ok(AuditFilter {
            actor: person.map_err(|_| ApiError::refused("refusal_account_unknown"))?,
            kinds: told(&query.kind).map(|kind| vec![kind]),
            case,
            from: from.map(begin_of).transpose()?,
            before: to.map(|day| begin_of(day.saturating_add(1.day()))).transpose()?,
        })
    }

    async fn whole_log(&self) -> Result<Vec<AuditEvent>, ApiError> {
        let mut events: Vec<AuditEvent> = Vec::new();
        loop {
            let from = AuditFrom::Oldest(events.last().map(|event| event.envelope.sequence));
            let page = self.store.audit(&AuditFilter::default(), from, PAGE_LIMIT).await;
            let page = page.map_err(ApiError::from_failure)?;
            if page.is_empty() {
                return Ok(events);
            }
            events.extend(page);
        }
    }

    async fn audit_csv(&self, events: &[AuditEvent]) -> Result<String, ApiError> {
        let mut numbers = BTreeMap::new();
        let mut rows = Vec::with_capacity(events.len());
        for event in events {
            let row = self.audit_row(event, &mut numbers).await?;
            rows.push(vec![
                row.sequence.to_string(),
                row.at,
                row.person,
                row.login,
                row.role,
                row.kind,
                row.case_number.or(row.case_id).unwrap_or_default(),
                row.screen.unwrap_or_default(),
                row.subject.unwrap_or_default(),
                row.software,
                row.hash,
            ]);
        }
        Ok(csv_text(&COLUMNS, rows))
    }

    fn audit_json(&self, events: &[AuditEvent], at: Timestamp) -> Result<String, ApiError> {
        let told = |event: &AuditEvent| {
            let detail = Detail::of(event);
            serde_json::json!({
                "envelope": event.envelope,
                "hash": event.hash,
                "case": detail.case,
                "screen": detail.screen,
                "account": detail.account,
            })
        };
        let export = serde_json::json!({
            "schema": EXPORT_SCHEMA,
            "workspace": self.workspace.file().id,
            "exported_at": at,
            "software": SOFTWARE,
            "events": events.iter().map(told).collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&export).map_err(|_| ApiError::internal("event_not_canonical"))
    }

    async fn audit_row(
        &self,
        event: &AuditEvent,
        numbers: &mut BTreeMap<CaseId, Option<String>>,
    ) -> Result<AuditRow, ApiError> {
        let detail = Detail::of(event);
        let case = event.envelope.case.or(detail.case);
        let case_number = match case {
            Some(case) if !numbers.contains_key(&case) => {
                let number = self.number_of(case).await?;
                numbers.insert(case, number.clone());
                number
            }
            Some(case) => numbers.get(&case).cloned().flatten(),
            None => None,
        };
        let login = |id: AccountId| self.institution.accounts.get(&id).map(|account| account.login.clone());
        let Envelope { sequence, actor, role, at, software, kind, .. } = &event.envelope;
        Ok(AuditRow {
            sequence: crate::view::count(*sequence),
            at: at.to_string(),
            person: actor.to_string(),
            login: login(*actor).unwrap_or_default(),
            role: role.code().to_owned(),
            kind: kind.clone(),
            case_id: case.map(|case| case.to_string()),
            case_number,
            screen: detail.screen,
            subject: detail.account.and_then(login),
            software: software.clone(),
            hash: event.hash.to_string(),
        })
    }
}

/// What an audit tells of an event of the workspace: which case, which screen, whose account. Nothing that was typed.
#[derive(Default, serde::Deserialize)]
struct Detail {
    #[serde(default)]
    case: Option<CaseId>,
    #[serde(default)]
    screen: Option<String>,
    #[serde(default)]
    account: Option<AccountId>,
}

impl Detail {
    fn of(event: &AuditEvent) -> Self {
        let told = event.payload.as_ref().and_then(|payload| serde_json::from_slice(payload).ok());
        told.unwrap_or_default()
    }
}

/// Midnight in Japan, where every hospital of the programme is.
fn begin_of(day: Date) -> Result<Timestamp, ApiError> {
    let midnight = day.to_zoned(TimeZone::fixed(offset(9)));
    midnight.map(|zoned| zoned.timestamp()).map_err(|_| ApiError::refused("audit_day_unreadable"))
}
