//! Accounts: given, changed, taken. The log tells of it before the account's file changes.

use casefile::institution::{
    Account, AccountAdded, AccountRolesChanged, InstitutionCommand, PassphraseChosen, Standing,
};
use casefile::permission::Action;
use casefile::role::Role;
use jiff::{SignedDuration, Timestamp};
use model::ids::AccountId;
use model::panel_rule::Qualification;
use vault::account::{AccountProfile, AccountRecord, NewPassphrase};
use vault::passphrase::{Passphrase, PassphrasePolicy};
use vault::sign_in::login_key;

use super::session::Session;
use super::{Desk, Ports};
use crate::contract::{AccountRow, ApiError, IssuedAccount, NewAccount, SessionView};

/// How long an initial passphrase lets in.
const INITIAL_PASSPHRASE: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Desk {
    /// Everybody who has or had an account, by login.
    ///
    /// # Errors
    /// When nobody is signed in or the role is missing.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, ApiError> {
        let seat = self.seat(Action::ManageAccounts).await?;
        let mut rows: Vec<AccountRow> =
            seat.institution.accounts.iter().map(|(id, account)| row(*id, account, seat.account)).collect();
        rows.sort_by(|a, b| (a.standing == "revoked", &a.login).cmp(&(b.standing == "revoked", &b.login)));
        Ok(rows)
    }

    /// Gives somebody an account, with words that let them in once.
    ///
    /// # Errors
    /// When the role is missing, the login is taken, a role is unknown, or the disk fails.
    pub async fn add_account(&self, wanted: NewAccount) -> Result<IssuedAccount, ApiError> {
        let mut seat = self.seat(Action::ManageAccounts).await?;
        let added = AccountAdded {
            account: AccountId(self.ports.ids.uuid()),
            login: login_key(&wanted.login),
            display_name: wanted.display_name,
            roles: roles(&wanted.roles)?,
            qualifications: qualifications(&wanted.qualifications)?,
        };
        let (role, account) = (seat.role, added.account);
        seat.decide(InstitutionCommand::AddAccount(added), Some(role), &self.ports).await?;
        seat.issue(account, &self.ports)
    }

    /// Gives somebody other roles and qualifications.
    ///
    /// # Errors
    /// When the role is missing, nobody would be left to administer, a role is unknown, or the disk fails.
    pub async fn change_account(
        &self,
        account: String,
        roles: Vec<String>,
        qualifications: Vec<String>,
    ) -> Result<AccountRow, ApiError> {
        let mut seat = self.seat(Action::ManageAccounts).await?;
        let changed = AccountRolesChanged {
            account: seat.account_of(&account)?,
            roles: self::roles(&roles)?,
            qualifications: self::qualifications(&qualifications)?,
        };
        let (role, account) = (seat.role, changed.account);
        seat.decide(InstitutionCommand::ChangeRoles(changed), Some(role), &self.ports).await?;
        seat.write_profile(account)?;
        seat.account_row(account)
    }

    /// Gives somebody who lost passphrase or second factor words that let them in once. Their second factor and their
    /// signing key end; what they signed stays valid under the old public key.
    ///
    /// # Errors
    /// When the role is missing, there is no such account, it is one's own, or the disk fails.
    pub async fn reset_account(&self, account: String) -> Result<IssuedAccount, ApiError> {
        let mut seat = self.seat(Action::ManageAccounts).await?;
        let (role, account) = (seat.role, seat.account_of(&account)?);
        seat.decide(InstitutionCommand::ResetAccount(account), Some(role), &self.ports).await?;
        seat.issue(account, &self.ports)
    }

    /// Takes an account away, and with it its wrapped copy of the workspace key.
    ///
    /// # Errors
    /// When the role is missing, nobody would be left to administer, it is one's own, or the disk fails.
    pub async fn revoke_account(&self, account: String) -> Result<AccountRow, ApiError> {
        let mut seat = self.seat(Action::ManageAccounts).await?;
        let (role, account) = (seat.role, seat.account_of(&account)?);
        seat.decide(InstitutionCommand::RevokeAccount(account), Some(role), &self.ports).await?;
        seat.workspace.remove_account(account).map_err(ApiError::from_failure)?;
        seat.account_row(account)
    }

    /// Chooses one's own passphrase, at the first sign-in or later.
    ///
    /// # Errors
    /// When the old one is wrong, the new one is too short or the same, or the disk fails.
    pub async fn choose_passphrase(&self, old: String, new: String) -> Result<SessionView, ApiError> {
        let mut seat = self.own_seat().await?;
        seat.confirm(&old, &self.ports)?;
        let typed = |text: &str| Passphrase::new(text).map_err(ApiError::from_failure);
        let (old, new) = (typed(&old)?, typed(&new)?);
        let chosen = NewPassphrase {
            passphrase: &new,
            policy: PassphrasePolicy::ALONE,
            cost: self.ports.cost,
            initial_until: None,
        };
        let record = seat.own_record()?.with_passphrase(&old, chosen, &seat.device).map_err(ApiError::from_failure)?;
        let chosen = PassphraseChosen { account: seat.account, public_key: record.public_key().to_string() };
        seat.decide(InstitutionCommand::ChoosePassphrase(chosen), None, &self.ports).await?;
        seat.write_record(&record)?;
        seat.set_required_step(&record).await?;
        seat.view(self.release_head()?, self.today()).await
    }
}

impl Session {
    /// Writes an account anew with words that let its owner in once.
    fn issue(&self, account: AccountId, ports: &Ports) -> Result<IssuedAccount, ApiError> {
        let now = ports.clock.now();
        let valid_until = now.checked_add(INITIAL_PASSPHRASE).unwrap_or(Timestamp::MAX);
        let words = Passphrase::initial().map_err(ApiError::from_failure)?;
        let passphrase = Passphrase::new(&words).map_err(ApiError::from_failure)?;
        let chosen = NewPassphrase {
            passphrase: &passphrase,
            policy: PassphrasePolicy::ALONE,
            cost: ports.cost,
            initial_until: Some(valid_until),
        };
        let profile = self.profile_told(account)?;
        let record = AccountRecord::create((account, now), profile, chosen, &self.key, &self.device);
        self.write_record(&record.map_err(ApiError::from_failure)?)?;
        Ok(IssuedAccount {
            account: self.account_row(account)?,
            initial_passphrase: words.to_string(),
            valid_until: valid_until.to_string(),
        })
    }

    /// Writes what the log says about an account into its file.
    fn write_profile(&self, account: AccountId) -> Result<(), ApiError> {
        let profile = self.profile_told(account)?;
        let record = self.record_of(account)?.with_profile(profile, &self.key).map_err(ApiError::from_failure)?;
        self.write_record(&record)
    }

    fn profile_told(&self, account: AccountId) -> Result<AccountProfile, ApiError> {
        let told = self.institution.accounts.get(&account).ok_or_else(unknown)?;
        Ok(AccountProfile {
            login: told.login.clone(),
            display_name: told.display_name.clone(),
            roles: told.roles.iter().map(|role| role.code().to_owned()).collect(),
        })
    }

    fn account_row(&self, account: AccountId) -> Result<AccountRow, ApiError> {
        let told = self.institution.accounts.get(&account).ok_or_else(unknown)?;
        Ok(row(account, told, self.account))
    }

    /// An account by its id or login.
    fn account_of(&self, wanted: &str) -> Result<AccountId, ApiError> {
        let login = login_key(wanted);
        let found = self.institution.accounts.iter().find(|(id, account)| {
            id.to_string() == wanted || (account.login == login && account.standing != Standing::Revoked)
        });
        found.map(|(id, _)| *id).ok_or_else(unknown)
    }

    pub(super) fn own_record(&self) -> Result<AccountRecord, ApiError> {
        self.record_of(self.account)
    }

    fn record_of(&self, account: AccountId) -> Result<AccountRecord, ApiError> {
        let files = self.workspace.accounts().map_err(ApiError::from_failure)?;
        let (_, bytes) = files.into_iter().find(|(id, _)| *id == account).ok_or_else(unknown)?;
        AccountRecord::from_json(&bytes).map_err(ApiError::from_failure)
    }

    pub(super) fn write_record(&self, record: &AccountRecord) -> Result<(), ApiError> {
        let bytes = record.to_json().map_err(ApiError::from_failure)?;
        self.workspace.write_account(record.account(), &bytes).map_err(ApiError::from_failure)
    }
}

fn row(id: AccountId, account: &Account, own: AccountId) -> AccountRow {
    AccountRow {
        account: id.to_string(),
        login: account.login.clone(),
        display_name: account.display_name.clone(),
        roles: account.roles.iter().map(|role| role.code().to_owned()).collect(),
        qualifications: account.qualifications.iter().map(|known| known.code().to_owned()).collect(),
        standing: account.standing.code().to_owned(),
        since: account.since.to_string(),
        second_factor: account.second_factor,
        is_own: id == own,
    }
}

/// Roles of codes.
pub(super) fn roles(codes: &[String]) -> Result<Vec<Role>, ApiError> {
    let known = codes.iter().map(|code| Role::of_code(code));
    known.collect::<Option<Vec<_>>>().ok_or_else(|| ApiError::refused("role_unknown"))
}

fn qualifications(codes: &[String]) -> Result<Vec<Qualification>, ApiError> {
    let known = codes.iter().map(|code| Qualification::of_code(code));
    known.collect::<Option<Vec<_>>>().ok_or_else(|| ApiError::refused("qualification_unknown"))
}

fn unknown() -> ApiError {
    ApiError::refused("refusal_account_unknown")
}
