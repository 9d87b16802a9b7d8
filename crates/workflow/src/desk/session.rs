//! Somebody signed in: an open workspace with the keys for it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use casefile::envelope::Envelope;
use casefile::institution::{
    self, Institution, InstitutionCommand, InstitutionContext, InstitutionEvent, SecondFactorRule,
};
use casefile::permission::{Action, TABLE};
use casefile::releases::is_old;
use casefile::role::Role;
use casefile::upcast::UpcastError;
use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::canonical_json;
use model::ids::{AccountId, CaseId, EventId};
use model::ports::{Cipher, Clock, IdSource};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::chain::CaseCiphers;
use store::event_store::{Append, NewEvent, Rows, StoredEvent};
use store::{EventStore, Workspace};
use vault::account::{AccountProfile, AccountRecord, UnlockedAccount};
use vault::case_key::CaseCipher;
use vault::device::DeviceSecret;
use vault::passphrase::Passphrase;
use vault::second_factor::SecondFactorSecret;
use vault::sign_in::confirm;
use vault::workspace_key::WorkspaceKey;

use super::input_file::LookedThrough;
use super::releases::ReleaseHead;
use super::sign_in::write_attempt;
use super::variants::OpenRecords;
use super::views::NotedViews;
use super::{Ports, SOFTWARE};
use crate::contract::{ApiError, ApiErrorKind, IntendedUse, Message, SessionView};

/// Kind of the events that record what the product is used for.
pub(super) const INTENDED_USE_RECORDED: &str = "intended_use_recorded";
/// Where the key of the workspace's events lies sealed, once the workspace key was rotated.
pub(super) const META_EVENTS_KEY: &str = "workspace_events_key";
/// Set when the workspace holds only made-up cases.
pub(super) const META_DEMONSTRATION: &str = "demonstration";

/// Seconds by which a clock may be off beside one that nobody can set.
const CLOCK_TOLERANCE_SECONDS: i64 = 60;

/// What must be done before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequiredStep {
    /// Somebody else chose the passphrase.
    OwnPassphrase,
    /// The institution asks for a second factor, and there is none.
    SecondFactor,
}

impl RequiredStep {
    fn code(self) -> &'static str {
        match self {
            Self::OwnPassphrase => "own_passphrase",
            Self::SecondFactor => "second_factor",
        }
    }
}

/// The two clocks, when they were last looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClockPair {
    pub(super) at: Timestamp,
    pub(super) elapsed: Duration,
}

impl ClockPair {
    pub(super) fn now(ports: &Ports) -> Self {
        Self { at: ports.clock.now(), elapsed: (ports.elapsed)() }
    }

    /// Seconds by which the clock that can be set went further than the other one.
    fn jump_until(self, later: Self) -> i64 {
        let passed = i64::try_from(later.elapsed.saturating_sub(self.elapsed).as_secs()).unwrap_or(i64::MAX);
        later.at.duration_since(self.at).as_secs().saturating_sub(passed)
    }
}

/// An open workspace and who opened it. The signing key is not here: each signature unlocks it again.
///
/// A running import works with a copy of its own on the same workspace, so that others are answered meanwhile. Who locks the
/// desk takes the session away from everybody else; the import comes to its end, and closes the workspace then.
pub(super) struct Session {
    pub(super) workspace: Arc<Workspace>,
    pub(super) store: Arc<EventStore>,
    pub(super) account: AccountId,
    pub(super) profile: AccountProfile,
    pub(super) key: WorkspaceKey,
    pub(super) device: DeviceSecret,
    pub(super) records: OpenRecords,
    pub(super) looked_through: Arc<LookedThrough>,
    pub(super) institution: Institution,
    pub(super) required: Option<RequiredStep>,
    pub(super) offered_factor: Option<SecondFactorSecret>,
    pub(super) views: NotedViews,
    pub(super) clock: std::sync::Mutex<ClockPair>,
}

/// A workspace that was opened, and by whom.
pub(super) struct Opened {
    pub(super) workspace: Arc<Workspace>,
    pub(super) store: Arc<EventStore>,
    pub(super) account: AccountId,
    pub(super) profile: AccountProfile,
    pub(super) key: WorkspaceKey,
    pub(super) device: DeviceSecret,
}

impl Session {
    /// Begins a session: reads what the log says about the institution.
    pub(super) async fn begin(opened: Opened, ports: &Ports) -> Result<Self, ApiError> {
        let Opened { workspace, store, account, profile, key, device } = opened;
        let events = store.meta(META_EVENTS_KEY).await.map_err(ApiError::from_failure)?;
        let key = match events {
            Some(sealed) => key.with_events_key(&sealed).map_err(ApiError::from_failure)?,
            None => key,
        };
        let cipher = key.workspace_cipher().map_err(ApiError::from_failure)?;
        let stored = store.workspace_events(&InstitutionEvent::KINDS, &cipher).await.map_err(ApiError::from_failure)?;
        let mut institution = Institution::default();
        for event in stored {
            institution = institution::evolve(institution, &told(&event)?, &event.envelope);
        }
        Ok(Self {
            workspace,
            store,
            account,
            profile,
            key,
            device,
            records: OpenRecords::default(),
            looked_through: Arc::default(),
            institution,
            required: None,
            offered_factor: None,
            views: NotedViews::default(),
            clock: std::sync::Mutex::new(ClockPair::now(ports)),
        })
    }

    /// The same person at the same workspace, for work that others do not wait for.
    pub(super) fn shared(&self, ports: &Ports) -> Arc<Self> {
        Arc::new(Self {
            workspace: Arc::clone(&self.workspace),
            store: Arc::clone(&self.store),
            account: self.account,
            profile: self.profile.clone(),
            key: self.key.clone(),
            device: self.device.clone(),
            records: OpenRecords::default(),
            looked_through: Arc::clone(&self.looked_through),
            institution: self.institution.clone(),
            required: self.required,
            offered_factor: None,
            views: NotedViews::default(),
            clock: std::sync::Mutex::new(ClockPair::now(ports)),
        })
    }

    /// # Errors
    /// Names what must be done before anything else.
    pub(super) fn nothing_required(&self) -> Result<(), ApiError> {
        match self.required {
            None => Ok(()),
            Some(RequiredStep::OwnPassphrase) => Err(ApiError::refused("own_passphrase_required")),
            Some(RequiredStep::SecondFactor) => Err(ApiError::refused("second_factor_required")),
        }
    }

    /// # Errors
    /// While the passphrase is one that somebody else chose: what is made under it could be theirs.
    pub(super) fn own_passphrase_chosen(&self) -> Result<(), ApiError> {
        if self.required == Some(RequiredStep::OwnPassphrase) { self.nothing_required() } else { Ok(()) }
    }

    /// Looks what must be done before anything else, now that the account's file is this.
    pub(super) async fn set_required_step(&mut self, record: &AccountRecord) -> Result<(), ApiError> {
        let asked =
            self.institution.access.second_factor == SecondFactorRule::Required && !self.is_demonstration().await?;
        self.required = if record.initial_passphrase_until().is_some() {
            Some(RequiredStep::OwnPassphrase)
        } else if asked && !record.has_second_factor() {
            Some(RequiredStep::SecondFactor)
        } else {
            None
        };
        Ok(())
    }

    pub(super) async fn is_demonstration(&self) -> Result<bool, ApiError> {
        let mark = self.store.meta(META_DEMONSTRATION).await.map_err(ApiError::from_failure)?;
        Ok(mark.is_some())
    }

    /// Any role, for what every role may do.
    pub(super) fn any_role(&self) -> Result<Role, ApiError> {
        self.roles().first().copied().ok_or_else(|| ApiError::refused("role_unknown"))
    }

    /// Asks for the passphrase again, before something that must be done by the person and nobody else: a signature, an
    /// export, a broken glass. A failure counts as when signing in.
    ///
    /// # Errors
    /// For a wrong passphrase, or a locked account.
    pub(super) fn confirm(&self, passphrase: &str, ports: &Ports) -> Result<UnlockedAccount, ApiError> {
        let passphrase = Passphrase::new(passphrase).map_err(ApiError::from_failure)?;
        let outcome = confirm(&self.own_record()?, &passphrase, &self.device, ports.clock.as_ref());
        write_attempt(&self.workspace, outcome.changed)?;
        outcome.result.map_err(ApiError::from_failure)
    }

    /// Notes in the log when the clock went its own way since it was last looked at: it was set, or the machine slept.
    pub(super) async fn watch_clock(&self, ports: &Ports) -> Result<(), ApiError> {
        let later = ClockPair::now(ports);
        let jump = {
            let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *clock, later).jump_until(later)
        };
        if jump.abs() < CLOCK_TOLERANCE_SECONDS {
            return Ok(());
        }
        let role = self.any_role()?;
        self.record(("clock_jumped", role), &serde_json::json!({ "seconds": jump }), ports).await.map(|_| ())
    }

    /// Decides on the institution and appends what came of it.
    pub(super) async fn decide(
        &mut self,
        command: InstitutionCommand,
        role: Option<Role>,
        ports: &Ports,
    ) -> Result<(), ApiError> {
        let context = InstitutionContext { actor: self.account, role, at: ports.clock.now() };
        let event = institution::decide(&self.institution, command, &context).map_err(ApiError::from_failure)?;
        let role = role.map_or_else(|| self.any_role(), Ok)?;
        self.tell(&event, role, ports).await
    }

    /// Appends an event of the institution.
    pub(super) async fn tell(&mut self, event: &InstitutionEvent, role: Role, ports: &Ports) -> Result<(), ApiError> {
        let envelope = self.record((event.kind(), role), event, ports).await?;
        self.institution = institution::evolve(std::mem::take(&mut self.institution), event, &envelope);
        Ok(())
    }

    /// The role to act in, or a refusal that names the action.
    pub(super) fn role_for(&self, action: Action) -> Result<Role, ApiError> {
        action.role_of(&self.roles()).ok_or_else(|| ApiError {
            kind: ApiErrorKind::Refused,
            message: Message {
                code: "refusal_role_missing".to_owned(),
                parameters: BTreeMap::from([
                    ("role".to_owned(), self.role_codes().join(", ")),
                    ("action".to_owned(), action.code().to_owned()),
                ]),
            },
        })
    }

    /// Closes the database, unless somebody else still works with it: the last one closes.
    pub(super) async fn close(self) {
        let Some(store) = Arc::into_inner(self.store) else { return };
        if let Err(error) = store.close().await {
            tracing::warn!(code = error.code(), "closing the database failed");
        }
    }

    /// Roles as the log tells them; as the account's file does where the log does not know the account.
    fn roles(&self) -> Vec<Role> {
        match self.institution.accounts.get(&self.account) {
            Some(account) => account.roles.clone(),
            None => self.profile.roles.iter().filter_map(|code| Role::of_code(code)).collect(),
        }
    }

    fn role_codes(&self) -> Vec<String> {
        self.roles().iter().map(|role| role.code().to_owned()).collect()
    }

    fn actions(&self) -> Vec<String> {
        let held = self.roles();
        let allowed = TABLE.iter().filter(|(_, roles)| roles.iter().any(|role| held.contains(role)));
        allowed.map(|(action, _)| action.code().to_owned()).collect()
    }

    /// The cipher of a case.
    pub(super) async fn cipher(&self, case: CaseId) -> Result<CaseCipher, ApiError> {
        let wrapped = self.store.case_secret(case).await.map_err(ApiError::from_failure)?;
        let Some(wrapped) = wrapped else {
            let erased = self.store.is_erased(case).await.map_err(ApiError::from_failure)?;
            return Err(ApiError::refused(if erased { "case_erased" } else { "case_unknown" }));
        };
        let key = self.key.unwrap_case_key(case, &wrapped).map_err(ApiError::from_failure)?;
        key.cipher().map_err(ApiError::from_failure)
    }

    /// An event on its way into the log.
    pub(super) fn event<T: Serialize>(
        &self,
        (kind, role): (&str, Role),
        payload: &T,
        (clock, ids): (&dyn Clock, &dyn IdSource),
    ) -> Result<NewEvent, ApiError> {
        Ok(NewEvent {
            event: EventId(ids.uuid()),
            kind: kind.to_owned(),
            schema: casefile::event::EVENT_SCHEMA,
            actor: self.account,
            role,
            at: clock.now(),
            software: SOFTWARE.to_owned(),
            payload: canonical_json(payload).map_err(|_| ApiError::internal("event_not_canonical"))?,
        })
    }

    /// Appends an event of the workspace itself, of no case.
    pub(super) async fn record<T: Serialize>(
        &self,
        (kind, role): (&str, Role),
        payload: &T,
        ports: &Ports,
    ) -> Result<Envelope, ApiError> {
        let sequence = self.store.last_sequence(None).await.map_err(ApiError::from_failure)?;
        self.record_after((kind, role), payload, (sequence, Vec::new()), ports).await
    }

    /// As [`Session::record`], after a known event, with the contents that the new one names.
    pub(super) async fn record_after<T: Serialize>(
        &self,
        (kind, role): (&str, Role),
        payload: &T,
        (sequence, contents): (u64, Vec<Vec<u8>>),
        ports: &Ports,
    ) -> Result<Envelope, ApiError> {
        let cipher = self.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let event = self.event((kind, role), payload, (ports.clock.as_ref(), ports.ids.as_ref()))?;
        let append = Append {
            case: None,
            expected_sequence: sequence,
            cipher: &cipher,
            events: vec![event],
            rows: Rows { contents, ..Rows::default() },
        };
        let appended = self.store.append(append).await.map_err(ApiError::from_failure)?;
        appended.into_iter().next().ok_or_else(|| ApiError::internal("event_not_canonical"))
    }

    /// Names of everybody who has or had an account.
    pub(super) fn names(&self) -> Result<BTreeMap<AccountId, String>, ApiError> {
        let accounts = self.workspace.accounts().map_err(ApiError::from_failure)?;
        let in_files = accounts.into_iter().map(|(id, bytes)| {
            let record = AccountRecord::from_json(&bytes).map_err(ApiError::from_failure)?;
            Ok((id, record.profile().display_name.clone()))
        });
        let mut names = in_files.collect::<Result<BTreeMap<_, _>, ApiError>>()?;
        let told = self.institution.accounts.iter().map(|(id, account)| (*id, account.display_name.clone()));
        names.extend(told);
        Ok(names)
    }

    /// What the workspace's own events of a kind say, oldest first.
    pub(super) async fn recorded<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, ApiError> {
        let cipher = self.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let stored = self.store.workspace_events(&[kind], &cipher).await.map_err(ApiError::from_failure)?;
        stored.iter().map(told).collect()
    }

    /// What the hospital stated last about the use of the product. What nobody can read was not stated.
    pub(super) async fn intended_use(&self) -> Result<Option<IntendedUse>, ApiError> {
        let stated: Vec<serde_json::Value> = self.recorded(INTENDED_USE_RECORDED).await?;
        Ok(stated.into_iter().next_back().and_then(|stated| serde_json::from_value(stated).ok()))
    }

    pub(super) async fn view(&self, release: ReleaseHead, today: Date) -> Result<SessionView, ApiError> {
        Ok(SessionView {
            institution: self.workspace.file().institution.clone(),
            display_name: self.profile.display_name.clone(),
            login: self.profile.login.clone(),
            roles: self.role_codes(),
            actions: self.actions(),
            required_step: self.required.map(|step| step.code().to_owned()),
            second_factor: self.institution.accounts.get(&self.account).is_some_and(|own| own.second_factor),
            open_alerts: crate::view::count(self.open_alerts()),
            secret_store: self.device.kept_in().code().to_owned(),
            knowledge_is_old: is_old(release.as_of, today),
            knowledge_release: release.id,
            demonstration: self.is_demonstration().await?,
            idle_lock_minutes: self.institution.access.idle_lock_minutes,
            intended_use: self.intended_use().await?,
        })
    }
}

/// What an event of the workspace says.
fn told<T: DeserializeOwned>(event: &StoredEvent) -> Result<T, ApiError> {
    let schema = event.envelope.schema;
    let malformed = |source| ApiError::from_failure(UpcastError::Malformed { schema, source });
    serde_json::from_slice(&event.payload).map_err(malformed)
}

/// Ciphers of every case, for whoever walks the whole log.
pub(super) struct Ciphers {
    key: WorkspaceKey,
}

impl Session {
    pub(super) fn ciphers(&self) -> Ciphers {
        Ciphers { key: self.key.clone() }
    }
}

impl CaseCiphers for Ciphers {
    fn cipher(&self, case: Option<CaseId>, wrapped: Option<&[u8]>) -> Option<Arc<dyn Cipher>> {
        let cipher = match (case, wrapped) {
            (Some(case), Some(wrapped)) => self.key.unwrap_case_key(case, wrapped).ok()?.cipher().ok()?,
            (Some(_), None) => return None,
            (None, _) => self.key.workspace_cipher().ok()?,
        };
        Some(Arc::new(cipher))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_jumps_beside_one_that_is_not() {
        let pair = |at: i64, elapsed| ClockPair {
            at: Timestamp::from_second(1_800_000_000 + at).unwrap(),
            elapsed: Duration::from_secs(elapsed),
        };
        assert_eq!(pair(0, 10).jump_until(pair(90, 100)), 0);
        assert_eq!(pair(0, 10).jump_until(pair(-3510, 100)), -3600);
        assert_eq!(pair(0, 10).jump_until(pair(7200, 11)), 7199);
    }
}
