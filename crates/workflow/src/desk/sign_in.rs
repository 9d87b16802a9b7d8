//! First start, signing in, locking.

use std::sync::Arc;

use casefile::institution::{
    AccessSettings, AccountAdded, InstitutionCommand, InstitutionEvent, PassphraseChosen, Standing,
};
use casefile::role::Role;
use model::ids::{AccountId, WorkspaceId};
use model::ports::Clock;
use store::database::DatabaseKey;
use store::workspace::NewWorkspace;
use store::{EventStore, Workspace};
use vault::VaultError;
use vault::account::{AccountProfile, AccountRecord, NewPassphrase, UnlockedAccount};
use vault::device::DeviceSecret;
use vault::passphrase::{Passphrase, PassphrasePolicy};
use vault::recovery::RecoveryKey;
use vault::second_factor::SecondFactorUse;
use vault::secret_store::SecretStore;
use vault::sign_in::{Shown, SignInChange, login_key, sign_in};
use vault::strangers::StrangerAttempts;
use vault::workspace_key::WorkspaceKey;

use super::access::rule;
use super::people::roles;
use super::requests_in::clear_incoming;
use super::session::{Opened, Session};
use super::{Desk, Ports};
use crate::contract::{ApiError, CreateWorkspace, CreatedWorkspace, SessionView, SignIn};

/// Code of a key that does not open the database.
const WRONG_KEY: &str = "store.wrong_key";

impl Desk {
    /// Makes the workspace and its first account, and signs that account in. The recovery key is in the answer and
    /// nowhere else.
    ///
    /// # Errors
    /// When a workspace is there already, the passphrase is too short, a role is unknown, or the disk fails.
    pub async fn create_workspace(&self, wanted: CreateWorkspace) -> Result<CreatedWorkspace, ApiError> {
        let mut session = self.session.lock().await;
        if Workspace::is_there(&self.folder) {
            return Err(ApiError::refused("workspace_exists"));
        }
        if wanted.roles.is_empty() {
            return Err(ApiError::refused("role_unknown"));
        }
        // Whoever is first gives everybody else their account.
        if !roles(&wanted.roles)?.contains(&Role::Administrator) {
            return Err(ApiError::refused("first_account_no_administrator"));
        }
        if wanted.login.trim().is_empty()
            || wanted.display_name.trim().is_empty()
            || wanted.institution.trim().is_empty()
        {
            return Err(ApiError::refused("field_empty"));
        }
        let (opened, halves) = found(self, &wanted).await?;
        self.open_knowledge(&opened).await?;
        let view = opened.view(self.release_head()?, self.today()).await?;
        *session = Some(opened);
        Ok(CreatedWorkspace { session: view, recovery_halves: halves })
    }

    /// Opens the workspace for one person.
    ///
    /// # Errors
    /// One answer for an unknown login, a wrong passphrase and a wrong code; another when too many attempts failed, or the
    /// workspace cannot be opened.
    pub async fn sign_in(&self, wanted: SignIn) -> Result<SessionView, ApiError> {
        let mut session = self.session.lock().await;
        if let Some(before) = session.take() {
            self.end(before).await;
        }
        // An import that somebody locked away from still holds the workspace open.
        let held = self.importing_session();
        let workspace = if let Some(held) = &held {
            Arc::clone(&held.workspace)
        } else {
            let workspace = Workspace::open(&self.folder, self.ports.clock.now()).map_err(ApiError::from_failure)?;
            clear_incoming(&self.folder);
            Arc::new(workspace)
        };
        let device = device(&self.ports, workspace.file().id, DeviceSecret::load).await?;
        let (account, failures) = unlock(&workspace, &wanted, &device, &self.ports)?;
        let (store, key) = match &held {
            Some(held) => (Arc::clone(&held.store), held.key.clone()),
            None => open_with_either(&workspace, account.workspace_key, account.handed).await?,
        };
        let opened = Opened { workspace, store, account: account.account, profile: account.profile, key, device };
        let mut opened = Session::begin(opened, &self.ports).await?;
        opened.ask_about_older_log(wanted.older_because.as_deref(), &self.ports).await?;
        opened.settle(&Passphrase::new(&wanted.passphrase).map_err(ApiError::from_failure)?)?;
        opened.agree_with_log(&self.ports).await?;
        let role = opened.any_role()?;
        let (shown, left) = match account.second_factor {
            SecondFactorUse::NotAsked => ("none", None),
            SecondFactorUse::Code => ("code", None),
            SecondFactorUse::RecoveryCode { left } => ("recovery_code", Some(left)),
        };
        let payload = serde_json::json!({ "second_factor": shown, "codes_left": left, "failures_before": failures });
        opened.record(("signed_in", role), &payload, &self.ports).await?;
        let record = opened.own_record()?;
        opened.set_required_step(&record).await?;
        opened.remember_head(&self.ports).await?;
        self.open_knowledge(&opened).await?;
        let view = opened.view(self.release_head()?, self.today()).await?;
        *session = Some(opened);
        Ok(view)
    }

    /// Takes the session away from everybody. A running import comes to its end and closes the workspace then.
    pub async fn lock(&self) {
        let mut present = self.session.lock().await;
        if let Some(session) = present.take() {
            self.end(session).await;
        }
    }

    /// Ends a session, whoever asks for it: the log tells of it, this device remembers how far the log has come, and
    /// nothing of what was open stays open.
    pub(super) async fn end(&self, session: Session) {
        if let Ok(role) = session.any_role()
            && let Err(error) = session.record(("signed_out", role), &serde_json::json!({}), &self.ports).await
        {
            tracing::warn!(code = %error.message.code, "the end of a session could not be noted");
        }
        session.note_head(&self.ports).await;
        self.close_knowledge();
        session.close().await;
    }
}

impl Session {
    /// Holds the account's file against the log. The log is the truth: an older copy of a file brings back neither a role
    /// nor a revoked or reset account. An account of a version that kept no such log is told to it now.
    pub(super) async fn agree_with_log(&mut self, ports: &Ports) -> Result<(), ApiError> {
        for (id, account) in &self.institution.accounts {
            if account.standing == Standing::Revoked {
                self.workspace.remove_account(*id).map_err(ApiError::from_failure)?;
            }
        }
        let Some(told) = self.institution.accounts.get(&self.account) else { return self.adopt(ports).await };
        let outdated = || ApiError::refused("account_file_outdated");
        if told.standing == Standing::Revoked {
            return Err(outdated());
        }
        let record = self.own_record()?;
        if told.standing == Standing::Invited && record.initial_passphrase_until().is_none() {
            return Err(outdated());
        }
        if told.second_factor && !record.has_second_factor() {
            return Err(outdated());
        }
        // A reset gave the account another key: a file from before it has the old one, and the old passphrase.
        if told.public_key.as_ref().is_some_and(|chosen| *chosen != record.public_key().to_string()) {
            return Err(outdated());
        }
        let roles: Vec<String> = told.roles.iter().map(|role| role.code().to_owned()).collect();
        if roles != self.profile.roles {
            self.profile.roles = roles;
            let record = record.with_profile(self.profile.clone(), &self.key).map_err(ApiError::from_failure)?;
            self.write_record(&record)?;
        }
        Ok(())
    }

    /// Tells the log about an account that it does not know.
    pub(super) async fn adopt(&mut self, ports: &Ports) -> Result<(), ApiError> {
        let role = self.any_role()?;
        let added = AccountAdded {
            account: self.account,
            login: login_key(&self.profile.login),
            display_name: self.profile.display_name.clone(),
            roles: roles(&self.profile.roles)?,
            qualifications: Vec::new(),
        };
        self.tell(&InstitutionEvent::AccountAdded(added), role, ports).await?;
        let public_key = self.own_record()?.public_key().to_string();
        let chosen = PassphraseChosen { account: self.account, public_key };
        self.tell(&InstitutionEvent::PassphraseChosen(chosen), role, ports).await
    }
}

/// The account files, read.
pub(super) fn records(files: &[(AccountId, Vec<u8>)]) -> Result<Vec<AccountRecord>, ApiError> {
    files.iter().map(|(_, bytes)| AccountRecord::from_json(bytes).map_err(ApiError::from_failure)).collect()
}

/// Tries a login and writes what came of it before answering. Also tells how often the account had failed before.
fn unlock(
    workspace: &Workspace,
    wanted: &SignIn,
    device: &DeviceSecret,
    ports: &Ports,
) -> Result<(UnlockedAccount, u32), ApiError> {
    let accounts = records(&workspace.accounts().map_err(ApiError::from_failure)?)?;
    let strangers = match workspace.attempts().map_err(ApiError::from_failure)? {
        Some(bytes) => StrangerAttempts::from_json(&bytes).map_err(ApiError::from_failure)?,
        None => StrangerAttempts::default(),
    };
    let passphrase = Passphrase::new(&wanted.passphrase).map_err(ApiError::from_failure)?;
    let code = wanted.code.as_deref().filter(|code| !code.trim().is_empty());
    let shown = Shown { login: &wanted.login, passphrase: &passphrase, code };
    let outcome = sign_in(&accounts, &strangers, &shown, device, ports.clock.as_ref() as &dyn Clock);
    write_attempt(workspace, outcome.changed)?;
    Ok((outcome.result.map_err(ApiError::from_failure)?, outcome.failures_before))
}

/// Writes what an attempt changed.
pub(super) fn write_attempt(workspace: &Workspace, changed: SignInChange) -> Result<(), ApiError> {
    match changed {
        SignInChange::Nothing => Ok(()),
        SignInChange::Account(record) => {
            let bytes = record.to_json().map_err(ApiError::from_failure)?;
            workspace.write_account(record.account(), &bytes).map_err(ApiError::from_failure)
        }
        SignInChange::Strangers(attempts) => {
            let bytes = attempts.to_json().map_err(ApiError::from_failure)?;
            workspace.write_attempts(&bytes).map_err(ApiError::from_failure)
        }
    }
}

/// The keyring may ask its user and blocks meanwhile.
pub(super) async fn device(
    ports: &Ports,
    workspace: WorkspaceId,
    find: fn(&dyn SecretStore, WorkspaceId) -> Result<DeviceSecret, VaultError>,
) -> Result<DeviceSecret, ApiError> {
    let ports = ports.clone();
    let loaded = tokio::task::spawn_blocking(move || find(ports.secrets().as_ref(), workspace));
    loaded.await.map_err(|_| ApiError::internal("task_failed"))?.map_err(ApiError::from_failure)
}

pub(super) async fn open_store(workspace: &Workspace, key: &WorkspaceKey) -> Result<EventStore, ApiError> {
    workspace.open_store(&database_key(key)?).await.map_err(ApiError::from_failure)
}

/// Opens the database with the key of an account, or with one that a rotation handed to its owner: whichever opens it is the
/// one that counts.
pub(super) async fn open_with_either(
    workspace: &Workspace,
    key: WorkspaceKey,
    handed: impl IntoIterator<Item = WorkspaceKey>,
) -> Result<(Arc<EventStore>, WorkspaceKey), ApiError> {
    let (mut key, mut handed) = (key, handed.into_iter());
    loop {
        match open_store(workspace, &key).await {
            Ok(store) => return Ok((Arc::new(store), key)),
            Err(error) if error.message.code == WRONG_KEY => key = handed.next().ok_or(error)?,
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn database_key(key: &WorkspaceKey) -> Result<DatabaseKey, ApiError> {
    let digits = key.database_key().map_err(ApiError::from_failure)?;
    DatabaseKey::from_hex(digits.expose_hex()).map_err(ApiError::from_failure)
}

async fn found(desk: &Desk, wanted: &CreateWorkspace) -> Result<(Session, Vec<String>), ApiError> {
    let ports = &desk.ports;
    let rule = rule(&wanted.second_factor)?;
    let id = WorkspaceId(ports.ids.uuid());
    let key = WorkspaceKey::generate(id).map_err(ApiError::from_failure)?;
    let device = device(ports, id, DeviceSecret::load_or_create).await?;
    let account = AccountId(ports.ids.uuid());
    let profile = AccountProfile {
        login: wanted.login.trim().to_owned(),
        display_name: wanted.display_name.trim().to_owned(),
        roles: wanted.roles.clone(),
    };
    let passphrase = Passphrase::new(&wanted.passphrase).map_err(ApiError::from_failure)?;
    let chosen = NewPassphrase {
        passphrase: &passphrase,
        policy: PassphrasePolicy::ALONE,
        cost: ports.cost,
        initial_until: None,
    };
    let created_at = ports.clock.now();
    let record = AccountRecord::create((account, created_at), profile.clone(), chosen, &key, &device)
        .map_err(ApiError::from_failure)?;
    let recovery = RecoveryKey::generate().map_err(ApiError::from_failure)?;
    let wrap = recovery.wrap(&key).and_then(|wrap| wrap.to_json()).map_err(ApiError::from_failure)?;
    let new = NewWorkspace {
        id,
        created_at,
        institution: wanted.institution.trim(),
        database_key: &database_key(&key)?,
        first_account: (account, &record.to_json().map_err(ApiError::from_failure)?),
        recovery: &wrap,
    };
    let (workspace, store) = Workspace::create(&desk.folder, new).await.map_err(ApiError::from_failure)?;
    let (workspace, store) = (Arc::new(workspace), Arc::new(store));
    let opened = Opened { workspace, store, account, profile, key, device };
    let mut session = Session::begin(opened, ports).await?;
    // The first lines of the log.
    let payload = serde_json::json!({ "institution": session.workspace.file().institution });
    session.record(("workspace_created", Role::Administrator), &payload, ports).await?;
    session.adopt(ports).await?;
    if rule != session.institution.access.second_factor {
        let access = AccessSettings { second_factor: rule, ..session.institution.access };
        session.decide(InstitutionCommand::ChangeAccess(access), Some(Role::Administrator), ports).await?;
    }
    session.set_required_step(&record).await?;
    session.remember_head(ports).await?;
    let halves = recovery.halves().iter().map(|half| half.to_string()).collect();
    Ok((session, halves))
}
