//! Other keys in the place of those in use: the workspace key, and one's own signing key.

use std::sync::Arc;

use casefile::institution::{InstitutionCommand, PassphraseChosen, Standing};
use casefile::permission::Action;
use casefile::role::Role;
use model::ids::AccountId;
use store::database::DatabaseKey;
use store::event_store::{Append, Rotation, Rows};
use vault::account::AccountRecord;
use vault::passphrase::Passphrase;
use vault::recovery::{RecoveryKey, RecoveryWrap};
use vault::workspace_key::WorkspaceKey;

use super::Desk;
use super::key_lists::META_INSTITUTION_KEY;
use super::session::{META_EVENTS_KEY, Opened, Session};
use super::sign_in::{database_key, open_store};
use crate::contract::{ApiError, ApiErrorKind, Message, RotationReport, SigningKeys};

/// Everything of a rotation that is made before anything is changed.
struct Prepared {
    role: Role,
    next: WorkspaceKey,
    accounts: Vec<(AccountId, Vec<u8>)>,
    recovery: RecoveryKey,
    meta: Vec<(&'static str, String)>,
}

impl Desk {
    /// Puts another workspace key in the place of the present one: the database and the keys of all cases are under it from
    /// now on. Everybody who has an account keeps passphrase, second factor and signing key; what opened with the copy of a
    /// revoked account opens nothing new. Both halves of the recovery key and the passphrase are asked for again; the
    /// printed halves stay the same.
    ///
    /// # Errors
    /// When the role is missing, a half or the passphrase is wrong, an import runs, the file of an account is an older one or
    /// unknown to the log, or the disk fails. The present key is still the one that counts then.
    pub async fn rotate_workspace_key(
        &self,
        [first_half, second_half]: [String; 2],
        passphrase: String,
    ) -> Result<RotationReport, ApiError> {
        let mut place = self.session.lock().await;
        let session = place.as_ref().ok_or_else(|| ApiError::refused("session_missing"))?;
        session.nothing_required()?;
        let role = session.role_for(Action::ConfigureInstitution)?;
        session.confirm(&passphrase, &self.ports)?;
        if self.importing_session().is_some() || Arc::strong_count(&session.store) > 1 {
            return Err(ApiError::refused("import_running"));
        }
        let recovery = RecoveryKey::parse(&first_half, &second_half).map_err(ApiError::from_failure)?;
        let prepared = session.prepare(recovery, role).await?;
        let Some(session) = place.take() else { return Err(ApiError::refused("session_missing")) };
        self.close_knowledge();
        let (opened, cases) = self.switch(session, &prepared).await?;
        let mut session = Session::begin(opened, &self.ports).await?;
        let passphrase = Passphrase::new(&passphrase).map_err(ApiError::from_failure)?;
        session.settle(&passphrase)?;
        let wrap = prepared.recovery.wrap(&session.key).and_then(|wrap| wrap.to_json());
        session.workspace.write_recovery(&wrap.map_err(ApiError::from_failure)?).map_err(ApiError::from_failure)?;
        let record = session.own_record()?;
        session.set_required_step(&record).await?;
        session.remember_head(&self.ports).await?;
        self.open_knowledge(&session).await?;
        *place = Some(session);
        Ok(RotationReport { cases: crate::view::count(cases), accounts: crate::view::count(prepared.accounts.len()) })
    }

    /// Makes another signing key for oneself. What was signed with the one before stays valid. The passphrase is asked for
    /// again.
    ///
    /// # Errors
    /// When nobody is signed in, the passphrase is wrong, or the disk fails.
    pub async fn renew_signing_key(&self, passphrase: String) -> Result<SigningKeys, ApiError> {
        let mut seat = self.own_seat().await?;
        seat.own_passphrase_chosen()?;
        seat.confirm(&passphrase, &self.ports)?;
        let typed = Passphrase::new(&passphrase).map_err(ApiError::from_failure)?;
        // Written before the log tells of it, so that whichever of the two comes last, the key is there.
        let (record, public_key) = seat
            .own_record()?
            .with_next_signing_key(&typed, &seat.key, &seat.device)
            .map_err(ApiError::from_failure)?;
        seat.write_record(&record)?;
        let chosen = PassphraseChosen { account: seat.account, public_key: public_key.to_string() };
        seat.decide(InstitutionCommand::ReplaceKey(chosen), None, &self.ports).await?;
        seat.settle(&typed)?;
        seat.keys_view(&self.ports).await
    }

    /// Makes the copy under the next key and lets it take the place.
    async fn switch(&self, session: Session, prepared: &Prepared) -> Result<(Opened, u64), ApiError> {
        let sequence = session.store.last_sequence(None).await.map_err(ApiError::from_failure)?;
        let cipher = session.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let payload = serde_json::json!({ "accounts": prepared.accounts.len() });
        let ports = (self.ports.clock.as_ref(), self.ports.ids.as_ref());
        let event = session.event(("workspace_key_rotated", prepared.role), &payload, ports)?;
        let (present, next): (DatabaseKey, DatabaseKey) = (database_key(&session.key)?, database_key(&prepared.next)?);
        let both = prepared.recovery.wrap_both(&session.key, &prepared.next).and_then(|wrap| wrap.to_json());
        let both = both.map_err(ApiError::from_failure)?;
        let Session { workspace, store, account, profile, key, device, .. } = session;
        let store = Arc::into_inner(store).ok_or_else(|| ApiError::refused("import_running"))?;
        let rotation = Rotation {
            present: &present,
            next: &next,
            case_secret: &|case, wrapped| key.hand_case_key(case, wrapped, &prepared.next).ok(),
            meta: &prepared.meta,
            told: Append {
                case: None,
                expected_sequence: sequence,
                cipher: &cipher,
                events: vec![event],
                rows: Rows::default(),
            },
        };
        let cases = workspace.rotate(store, rotation, (&prepared.accounts, &both)).await;
        let cases = cases.map_err(ApiError::from_failure)?;
        let store = Arc::new(open_store(&workspace, &prepared.next).await?);
        Ok((Opened { workspace, store, account, profile, key: prepared.next.clone(), device }, cases))
    }
}

impl Session {
    async fn prepare(&self, recovery: RecoveryKey, role: Role) -> Result<Prepared, ApiError> {
        let wrap = self.workspace.recovery().map_err(ApiError::from_failure)?;
        self.recovered_key(&recovery, &RecoveryWrap::from_json(&wrap).map_err(ApiError::from_failure)?)?;
        let (next, events) = self.key.successor().map_err(ApiError::from_failure)?;
        let mut meta = vec![(META_EVENTS_KEY, events)];
        if let Some(sealed) = self.store.meta(META_INSTITUTION_KEY).await.map_err(ApiError::from_failure)? {
            let handed = self.key.hand_institution_key(&sealed, &next).map_err(ApiError::from_failure)?;
            meta.push((META_INSTITUTION_KEY, handed));
        }
        let mut accounts = Vec::new();
        for (id, bytes) in self.workspace.accounts().map_err(ApiError::from_failure)? {
            let record = AccountRecord::from_json(&bytes).map_err(ApiError::from_failure)?;
            self.require_present(&record)?;
            let handed = record.with_handed_key(&next).and_then(|record| record.to_json());
            accounts.push((id, handed.map_err(ApiError::from_failure)?));
        }
        Ok(Prepared { role, next, accounts, recovery, meta })
    }

    /// The workspace key that a recovery key opens, where it is the one in use.
    pub(super) fn recovered_key(&self, recovery: &RecoveryKey, wrap: &RecoveryWrap) -> Result<(), ApiError> {
        let present = self.key.database_key().map_err(ApiError::from_failure)?;
        let is_present =
            |key: &WorkspaceKey| key.database_key().is_ok_and(|opened| opened.expose_hex() == present.expose_hex());
        let first = recovery.unwrap(wrap).map_err(ApiError::from_failure)?;
        let next = recovery.unwrap_next(wrap).map_err(ApiError::from_failure)?;
        if is_present(&first) || next.as_ref().is_some_and(is_present) {
            Ok(())
        } else {
            Err(ApiError::from_failure(vault::VaultError::RecoveryKeyWrong))
        }
    }

    /// A file that somebody put back is handed nothing: a key that ended with a reset or a revocation would open it. Nor is one
    /// that the log does not know: its owner had an account before there was such a log, and is told to it by signing in.
    fn require_present(&self, record: &AccountRecord) -> Result<(), ApiError> {
        record.verify(&self.key).map_err(ApiError::from_failure)?;
        let refused = |code: &str| ApiError {
            kind: ApiErrorKind::Refused,
            message: Message {
                code: code.to_owned(),
                parameters: [("login".to_owned(), record.profile().login.clone())].into(),
            },
        };
        let told = self.institution.accounts.get(&record.account());
        let told = told.ok_or_else(|| refused("rotation_account_unknown"))?;
        let own = record.public_key().to_string();
        let next = record.next_public_key().map(|key| key.to_string());
        let present = match told.standing {
            Standing::Revoked => false,
            Standing::Invited => record.initial_passphrase_until().is_some(),
            Standing::Active => told.public_key.as_ref().is_none_or(|key| *key == own || Some(key) == next.as_ref()),
        };
        if present { Ok(()) } else { Err(refused("rotation_account_outdated")) }
    }

    /// Takes into one's own file what a rotation handed over, once it is certain: the workspace key that opened the
    /// database, and the signing key that the log tells of.
    pub(super) fn settle(&self, passphrase: &Passphrase) -> Result<(), ApiError> {
        let mut record = self.own_record()?;
        // Where the old key opened the database, the rotation never came to its end, and what it handed counts for nothing.
        if record.has_handed_key() {
            record = record.settled(passphrase, &self.key, &self.device).map_err(ApiError::from_failure)?;
            self.write_record(&record)?;
        }
        let told = self.institution.accounts.get(&self.account).and_then(|account| account.public_key.clone());
        let next = record.next_public_key().map(|key| key.to_string());
        if next.is_some() && next == told {
            let taken = record.with_signing_key_taken(passphrase, &self.key, &self.device);
            self.write_record(&taken.map_err(ApiError::from_failure)?)?;
        }
        Ok(())
    }
}
