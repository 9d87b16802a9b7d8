//! First start, signing in, locking.

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
use vault::secret_store::SecretStore;
use vault::sign_in::sign_in;
use vault::workspace_key::WorkspaceKey;

use super::session::Session;
use super::variants::OpenRecords;
use super::{Desk, Ports};
use crate::contract::{ApiError, CreateWorkspace, CreatedWorkspace, SessionView, SignIn};

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
        let known = |code: &String| Role::ALL.iter().any(|role| role.code() == code.as_str());
        if wanted.roles.is_empty() || !wanted.roles.iter().all(known) {
            return Err(ApiError::refused("role_unknown"));
        }
        if wanted.login.trim().is_empty()
            || wanted.display_name.trim().is_empty()
            || wanted.institution.trim().is_empty()
        {
            return Err(ApiError::refused("field_empty"));
        }
        let (opened, halves) = found(self, &wanted).await?;
        let release = self.release()?;
        let view = opened.view(&release).await?;
        *session = Some(opened);
        Ok(CreatedWorkspace { session: view, recovery_halves: halves })
    }

    /// Opens the workspace for one person.
    ///
    /// # Errors
    /// One answer for an unknown login and a wrong passphrase; another when too many attempts failed, or the workspace
    /// cannot be opened.
    pub async fn sign_in(&self, wanted: SignIn) -> Result<SessionView, ApiError> {
        let mut session = self.session.lock().await;
        *session = None;
        let workspace = Workspace::open(&self.folder, self.ports.clock.now()).map_err(ApiError::from_failure)?;
        let device = device(&self.ports, workspace.file().id, DeviceSecret::load).await?;
        let account = unlock(&workspace, &wanted, &device, &self.ports)?;
        let store = open_store(&workspace, &account.workspace_key).await?;
        let opened = Session {
            workspace,
            store,
            account: account.account,
            profile: account.profile,
            key: account.workspace_key,
            device,
            records: OpenRecords::default(),
        };
        let release = self.release()?;
        let view = opened.view(&release).await?;
        *session = Some(opened);
        Ok(view)
    }

    /// Forgets keys and closes the workspace.
    pub async fn lock(&self) {
        if let Some(session) = self.session.lock().await.take()
            && let Err(error) = session.store.close().await
        {
            tracing::warn!(code = error.code(), "closing the database failed");
        }
    }
}

/// Tries a login and writes the count of failures before answering.
pub(super) fn unlock(
    workspace: &Workspace,
    wanted: &SignIn,
    device: &DeviceSecret,
    ports: &Ports,
) -> Result<UnlockedAccount, ApiError> {
    let accounts = workspace
        .accounts()
        .map_err(ApiError::from_failure)?
        .iter()
        .map(|(_, bytes)| AccountRecord::from_json(bytes).map_err(ApiError::from_failure))
        .collect::<Result<Vec<_>, _>>()?;
    let passphrase = Passphrase::new(&wanted.passphrase).map_err(ApiError::from_failure)?;
    let outcome = sign_in(&accounts, &wanted.login, &passphrase, device, ports.clock.as_ref() as &dyn Clock);
    if let Some(changed) = outcome.changed {
        let bytes = changed.to_json().map_err(ApiError::from_failure)?;
        workspace.write_account(changed.account(), &bytes).map_err(ApiError::from_failure)?;
    }
    outcome.result.map_err(ApiError::from_failure)
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

fn database_key(key: &WorkspaceKey) -> Result<DatabaseKey, ApiError> {
    let digits = key.database_key().map_err(ApiError::from_failure)?;
    DatabaseKey::from_hex(digits.expose_hex()).map_err(ApiError::from_failure)
}

async fn found(desk: &Desk, wanted: &CreateWorkspace) -> Result<(Session, Vec<String>), ApiError> {
    let ports = &desk.ports;
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
    let chosen = NewPassphrase { passphrase: &passphrase, policy: PassphrasePolicy::ALONE, cost: ports.cost };
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
    let session = Session { workspace, store, account, profile, key, device, records: OpenRecords::default() };
    // The first line of the log.
    let payload = serde_json::json!({ "institution": session.workspace.file().institution });
    session.record(("workspace_created", Role::Administrator), &payload, ports).await?;
    let halves = recovery.halves().iter().map(|half| half.to_string()).collect();
    Ok((session, halves))
}
