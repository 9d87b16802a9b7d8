//! The way back in when a passphrase or the secret of the device is lost: both halves of the recovery key.

use std::sync::Arc;

use casefile::institution::{AccountNamed, InstitutionCommand, InstitutionEvent, PassphraseChosen, Standing};
use casefile::role::Role;
use store::Workspace;
use vault::account::{AccountRecord, NewPassphrase};
use vault::device::DeviceSecret;
use vault::passphrase::{Passphrase, PassphrasePolicy};
use vault::recovery::{RecoveryKey, RecoveryWrap};
use vault::sign_in::login_key;

use super::Desk;
use super::session::{Opened, Session};
use super::sign_in::{device, open_with_either};
use crate::contract::{ApiError, ApiErrorKind, Message, SessionView};

impl Desk {
    /// Gives an account a new passphrase and a new signing key on this device, and signs it in. What was signed with the
    /// old key stays valid under the old public key. The log tells of it before the account changes.
    ///
    /// # Errors
    /// A slip in a half with half and group, a key of another workspace, an unknown login, an account file that was
    /// altered, or a passphrase that is too short; a question when this device knows a newer log and nobody says why it is
    /// gone on with. Nothing has changed then.
    pub async fn recover(
        &self,
        [first_half, second_half]: [String; 2],
        login: String,
        new_passphrase: String,
        older_because: Option<String>,
    ) -> Result<SessionView, ApiError> {
        let recovery = RecoveryKey::parse(&first_half, &second_half).map_err(ApiError::from_failure)?;
        let passphrase = Passphrase::new(&new_passphrase).map_err(ApiError::from_failure)?;
        let mut session = self.session.lock().await;
        if self.importing_session().is_some() {
            return Err(ApiError::refused("import_running"));
        }
        if let Some(before) = session.take() {
            self.end(before).await;
        }
        let now = self.ports.clock.now();
        let workspace = Workspace::open(&self.folder, now).map_err(ApiError::from_failure)?;
        let wrap = workspace.recovery().map_err(ApiError::from_failure)?;
        let wrap = RecoveryWrap::from_json(&wrap).map_err(ApiError::from_failure)?;
        let key = recovery.unwrap(&wrap).map_err(ApiError::from_failure)?;
        let next = recovery.unwrap_next(&wrap).map_err(ApiError::from_failure)?;
        // A recovery file of another workspace ends here.
        let (store, key) = open_with_either(&workspace, key, next).await?;
        let lost = account_of(&workspace, &login)?;
        lost.verify(&key).map_err(ApiError::from_failure)?;
        let device = device(&self.ports, workspace.file().id, DeviceSecret::load_or_create).await?;
        let chosen = NewPassphrase {
            passphrase: &passphrase,
            policy: PassphrasePolicy::ALONE,
            cost: self.ports.cost,
            initial_until: None,
        };
        let (account, profile) = (lost.account(), lost.profile().clone());
        let renewed = AccountRecord::create((account, now), profile.clone(), chosen, &key, &device)
            .map_err(ApiError::from_failure)?;
        let workspace = Arc::new(workspace);
        let opened = Opened { workspace, store, account, profile, key, device };
        let mut opened = Session::begin(opened, &self.ports).await?;
        if opened.institution.accounts.get(&account).is_some_and(|told| told.standing == Standing::Revoked) {
            return Err(ApiError::refused("account_file_outdated"));
        }
        opened.ask_about_older_log(older_because.as_deref(), &self.ports).await?;
        if !opened.institution.accounts.contains_key(&account) {
            opened.adopt(&self.ports).await?;
        }
        let payload = serde_json::json!({ "account": account, "public_key": renewed.public_key().to_string() });
        opened.record(("account_recovered", Role::Administrator), &payload, &self.ports).await?;
        // The second factor was sealed under the passphrase that is lost.
        let reset = InstitutionEvent::AccountReset(AccountNamed { account });
        opened.tell(&reset, Role::Administrator, &self.ports).await?;
        opened.write_record(&renewed)?;
        let chosen = PassphraseChosen { account, public_key: renewed.public_key().to_string() };
        opened.decide(InstitutionCommand::ChoosePassphrase(chosen), None, &self.ports).await?;
        opened.agree_with_log(&self.ports).await?;
        opened.set_required_step(&renewed).await?;
        opened.remember_head(&self.ports).await?;
        self.open_knowledge(&opened).await?;
        let view = opened.view(self.release_head()?, self.today()).await?;
        *session = Some(opened);
        Ok(view)
    }
}

/// The account of a login, as its file says.
fn account_of(workspace: &Workspace, login: &str) -> Result<AccountRecord, ApiError> {
    let wanted = login_key(login);
    for (_, bytes) in workspace.accounts().map_err(ApiError::from_failure)? {
        let record = AccountRecord::from_json(&bytes).map_err(ApiError::from_failure)?;
        if login_key(&record.profile().login) == wanted {
            return Ok(record);
        }
    }
    Err(ApiError {
        kind: ApiErrorKind::Refused,
        message: Message {
            code: "login_unknown".to_owned(),
            parameters: [("login".to_owned(), login.trim().to_owned())].into(),
        },
    })
}
