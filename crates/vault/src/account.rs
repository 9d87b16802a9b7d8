//! What stands in the file of an account.

use std::fmt;

use jiff::Timestamp;
use model::canonical::{ContentHash, canonical_json};
use model::ids::{AccountId, WorkspaceId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::attempts::FailedAttempts;
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::passphrase::{Argon2Cost, Passphrase, PassphrasePolicy};
use crate::sealing::Sealer;
use crate::second_factor::{SecondFactor, SecondFactorUse};
use crate::signing::{PublicKey, Signer, SoftwareSigner};
use crate::workspace_key::WorkspaceKey;
use crate::wrapping::{Base64Bytes, context};

mod factor;
mod handed;

use handed::{HandedKey, NextSigningKey};

/// Version of the account file that this software writes. Version 2 may hold a second factor and an initial passphrase.
pub const ACCOUNT_SCHEMA: u32 = 2;

const SALT_BYTES: usize = 16;

/// Who the account belongs to, in the clear: needed before anybody has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountProfile {
    /// What the person types to sign in.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role codes (`attending_physician`, …).
    pub roles: Vec<String>,
}

/// A passphrase on its way into a record.
#[derive(Clone, Copy, Debug)]
pub struct NewPassphrase<'a> {
    /// The passphrase.
    pub passphrase: &'a Passphrase,
    /// What it must satisfy.
    pub policy: PassphrasePolicy,
    /// What a guess shall cost.
    pub cost: Argon2Cost,
    /// Somebody else chose it: until then it lets its owner in once, to choose another.
    pub initial_until: Option<Timestamp>,
}

/// One account as it is kept on disk. The wrapped keys and the second factor open with passphrase *and* device secret
/// only; the clear part is bound to the workspace key, so that nobody can give himself a role, or take the second factor
/// away, with a text editor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRecord {
    schema: u32,
    account: AccountId,
    workspace: WorkspaceId,
    profile: AccountProfile,
    created_at: Timestamp,
    cost: Argon2Cost,
    salt: Base64Bytes,
    wrapped_workspace_key: Base64Bytes,
    wrapped_signing_key: Base64Bytes,
    public_key: PublicKey,
    authenticator: ContentHash,
    failures: FailedAttempts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    initial_passphrase_until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_second_factor: Option<Base64Bytes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_signing_key: Option<NextSigningKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handed: Option<HandedKey>,
    /// Handed before that one and not taken either: until the owner signs in, any of them may be the one that counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    handed_before: Vec<HandedKey>,
}

/// What a passphrase opened.
#[derive(Debug)]
pub struct UnlockedAccount {
    /// Whose account.
    pub account: AccountId,
    /// Who that is, as the workspace key vouches for.
    pub profile: AccountProfile,
    /// Opens the workspace.
    pub workspace_key: WorkspaceKey,
    /// Open the workspace in its place, oldest first, where rotations came to their end and the owner has not taken the new
    /// key yet.
    pub handed: Vec<WorkspaceKey>,
    /// Signs in the person's name. Drop it after signing in and unlock again for each signature.
    pub signer: SoftwareSigner,
    /// What was shown beside the passphrase.
    pub second_factor: SecondFactorUse,
}

/// Keys that only the owner can make.
struct OwnerKeys {
    workspace: Sealer,
    signing: Sealer,
    factor: Sealer,
}

/// Everything that stands sealed in a record, open.
struct Opened {
    workspace_key: WorkspaceKey,
    seed: KeyMaterial,
    next_seed: Option<KeyMaterial>,
    keys: OwnerKeys,
}

impl AccountRecord {
    /// A new account with a new signing key. Also the way to give a person who forgot the passphrase another chance:
    /// the old signing key is lost then, and signatures made with it stay valid under the old public key.
    ///
    /// # Errors
    /// [`VaultError::PassphraseTooShort`], or when the system gives no random bytes.
    pub fn create(
        (account, created_at): (AccountId, Timestamp),
        profile: AccountProfile,
        chosen: NewPassphrase<'_>,
        workspace_key: &WorkspaceKey,
        device: &DeviceSecret,
    ) -> Result<Self, VaultError> {
        let seed = KeyMaterial::random()?;
        let record = Self {
            schema: ACCOUNT_SCHEMA,
            account,
            workspace: workspace_key.workspace(),
            profile,
            created_at,
            cost: chosen.cost,
            salt: Base64Bytes(vec![]),
            wrapped_workspace_key: Base64Bytes(vec![]),
            wrapped_signing_key: Base64Bytes(vec![]),
            public_key: SoftwareSigner::from_seed(&seed).public_key(),
            authenticator: ContentHash([0; 32]),
            failures: FailedAttempts::default(),
            initial_passphrase_until: None,
            sealed_second_factor: None,
            next_signing_key: None,
            handed: None,
            handed_before: Vec::new(),
        };
        record.wrapped(chosen, workspace_key, (&seed, None), device)
    }

    /// Reads an account file.
    ///
    /// # Errors
    /// [`VaultError::AccountRecordMalformed`] or [`VaultError::AccountRecordNewer`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, VaultError> {
        #[derive(Deserialize)]
        struct Version {
            schema: u32,
        }
        let malformed = |source| VaultError::AccountRecordMalformed { source: Some(source) };
        let Version { schema } = serde_json::from_slice(bytes).map_err(malformed)?;
        if schema > ACCOUNT_SCHEMA {
            return Err(VaultError::AccountRecordNewer { found: schema, known: ACCOUNT_SCHEMA });
        }
        serde_json::from_slice(bytes).map_err(malformed)
    }

    /// The bytes of the account file.
    ///
    /// # Errors
    /// [`VaultError::AccountRecordMalformed`] when the record has no JSON form.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec_pretty(self).map_err(|source| VaultError::AccountRecordMalformed { source: Some(source) })
    }

    /// Whose account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Of which workspace.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Who that is, as the file says. Believe it only after somebody signed in.
    pub fn profile(&self) -> &AccountProfile {
        &self.profile
    }

    /// Public half of the signing key.
    pub fn public_key(&self) -> PublicKey {
        self.public_key
    }

    /// What a guess costs.
    pub fn cost(&self) -> Argon2Cost {
        self.cost
    }

    /// Failures since the last success.
    pub fn failures(&self) -> FailedAttempts {
        self.failures
    }

    /// Until when an initial passphrase, chosen by somebody else, lets its owner in; `None` once the owner chose one.
    pub fn initial_passphrase_until(&self) -> Option<Timestamp> {
        self.initial_passphrase_until
    }

    /// Whether a second factor is asked for.
    pub fn has_second_factor(&self) -> bool {
        self.sealed_second_factor.is_some()
    }

    /// Whether the file is as this software wrote it, for whoever holds the workspace key without a passphrase.
    ///
    /// # Errors
    /// [`VaultError::AccountRecordAltered`], [`VaultError::KeyDerivation`].
    pub fn verify(&self, workspace_key: &WorkspaceKey) -> Result<(), VaultError> {
        let found = self.authenticate(workspace_key)?;
        if found == self.authenticator || self.every_handed().any(|handed| handed.authenticator == found) {
            Ok(())
        } else {
            Err(VaultError::AccountRecordAltered { account: self.account })
        }
    }

    /// The same record with another count of failures.
    #[must_use]
    pub fn with_failures(&self, failures: FailedAttempts) -> Self {
        Self { failures, ..self.clone() }
    }

    /// The same account with another profile; needs an open workspace.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn with_profile(&self, profile: AccountProfile, workspace_key: &WorkspaceKey) -> Result<Self, VaultError> {
        Self { profile, ..self.clone() }.authenticated(workspace_key)
    }

    /// The same account under another passphrase. Where the old one was an initial one, the signing key is replaced too:
    /// whoever chose the initial passphrase could have opened it.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong old passphrase, [`VaultError::PassphraseTooShort`] for a poor new one,
    /// [`VaultError::PassphraseUnchanged`].
    pub fn with_passphrase(
        &self,
        old: &Passphrase,
        chosen: NewPassphrase<'_>,
        device: &DeviceSecret,
    ) -> Result<Self, VaultError> {
        let opened = self.open(old, device)?;
        if old.is(chosen.passphrase) {
            return Err(VaultError::PassphraseUnchanged);
        }
        let factor = self.open_factor(&opened.keys)?;
        let mut record = self.clone();
        let seed = if self.initial_passphrase_until.is_some() { KeyMaterial::random()? } else { opened.seed };
        record.public_key = SoftwareSigner::from_seed(&seed).public_key();
        record.wrapped(chosen, &opened.workspace_key, (&seed, factor.as_ref()), device)
    }

    /// Opens the account with the passphrase alone: for somebody who is signed in and shows again that it is they.
    /// Counts nothing: [`crate::sign_in::confirm`] does.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong passphrase or another device, [`VaultError::AccountRecordAltered`].
    pub(crate) fn unlock(&self, passphrase: &Passphrase, device: &DeviceSecret) -> Result<UnlockedAccount, VaultError> {
        self.unlocked(self.open(passphrase, device)?)
    }

    fn unlocked(&self, opened: Opened) -> Result<UnlockedAccount, VaultError> {
        let signer = SoftwareSigner::from_seed(&opened.seed);
        let handed = self.open_handed(&opened)?;
        // Somebody with the new key may have vouched for the record since.
        let vouched = |key: &WorkspaceKey| self.verify(key).is_ok();
        if !handed.iter().any(vouched) {
            self.verify(&opened.workspace_key)?;
        }
        if signer.public_key() != self.public_key {
            return Err(VaultError::AccountRecordAltered { account: self.account });
        }
        Ok(UnlockedAccount {
            account: self.account,
            profile: self.profile.clone(),
            workspace_key: opened.workspace_key,
            handed,
            signer,
            second_factor: SecondFactorUse::NotAsked,
        })
    }

    fn open(&self, passphrase: &Passphrase, device: &DeviceSecret) -> Result<Opened, VaultError> {
        let keys = self.owner_keys(passphrase, device)?;
        let open = |sealer: &Sealer, name: &[u8], wrapped: &Base64Bytes| {
            let plain = sealer.open(&self.wrap_context(name), &wrapped.0).map(Zeroizing::new);
            plain.ok().and_then(|bytes| KeyMaterial::from_slice(&bytes)).ok_or(VaultError::SignInRefused)
        };
        let workspace = open(&keys.workspace, b"workspace-key", &self.wrapped_workspace_key)?;
        let seed = open(&keys.signing, b"signing-key", &self.wrapped_signing_key)?;
        let next = self.next_signing_key.as_ref();
        let next_seed = next.map(|next| open(&keys.signing, b"next-signing-key", &next.sealed)).transpose()?;
        Ok(Opened { workspace_key: WorkspaceKey::new(self.workspace, workspace), seed, next_seed, keys })
    }

    fn wrapped(
        mut self,
        chosen: NewPassphrase<'_>,
        workspace_key: &WorkspaceKey,
        (seed, factor): (&KeyMaterial, Option<&SecondFactor>),
        device: &DeviceSecret,
    ) -> Result<Self, VaultError> {
        chosen.policy.check(chosen.passphrase)?;
        let mut salt = vec![0; SALT_BYTES];
        getrandom::fill(&mut salt).map_err(|source| VaultError::Randomness { source })?;
        self.schema = ACCOUNT_SCHEMA;
        self.cost = chosen.cost;
        self.salt = Base64Bytes(salt);
        self.initial_passphrase_until = chosen.initial_until;
        let keys = self.owner_keys(chosen.passphrase, device)?;
        let workspace = keys.workspace.seal(&self.wrap_context(b"workspace-key"), workspace_key.material().bytes())?;
        let signing = keys.signing.seal(&self.wrap_context(b"signing-key"), seed.bytes())?;
        self.wrapped_workspace_key = Base64Bytes(workspace);
        self.wrapped_signing_key = Base64Bytes(signing);
        self.sealed_second_factor = factor.map(|factor| self.seal_factor(factor, &keys)).transpose()?;
        self.failures = FailedAttempts::default();
        // Sealed under what this passphrase no longer gives, or overtaken.
        self.next_signing_key = None;
        (self.handed, self.handed_before) = (None, Vec::new());
        self.authenticated(workspace_key)
    }

    /// KEK = HKDF(Argon2id(passphrase, salt), device secret), one per sealed part.
    fn owner_keys(&self, passphrase: &Passphrase, device: &DeviceSecret) -> Result<OwnerKeys, VaultError> {
        let stretched = self.cost.stretch(passphrase, &self.salt.0)?;
        let place = context(&[self.account.0.as_bytes(), self.workspace.0.as_bytes()]);
        let key = |purpose| {
            KeyMaterial::derive_salted(Some(device.material()), stretched.bytes(), purpose, &place)
                .map(|key| Sealer::new(&key))
        };
        Ok(OwnerKeys {
            workspace: key(Purpose::WrapWorkspaceKey)?,
            signing: key(Purpose::WrapSigningKey)?,
            factor: key(Purpose::SealSecondFactor)?,
        })
    }

    fn wrap_context(&self, name: &[u8]) -> Vec<u8> {
        context(&[name, self.account.0.as_bytes(), self.workspace.0.as_bytes(), &self.schema.to_be_bytes()])
    }

    fn authenticated(mut self, workspace_key: &WorkspaceKey) -> Result<Self, VaultError> {
        self.authenticator = self.authenticate(workspace_key)?;
        Ok(self)
    }

    /// Over everything but the authenticator itself and the count of failures, which changes before anybody is in.
    fn authenticate(&self, workspace_key: &WorkspaceKey) -> Result<ContentHash, VaultError> {
        let clear = Self {
            authenticator: ContentHash([0; 32]),
            failures: FailedAttempts::default(),
            handed: None,
            handed_before: Vec::new(),
            ..self.clone()
        };
        let bytes = canonical_json(&clear).map_err(|_| VaultError::AccountRecordMalformed { source: None })?;
        workspace_key.authenticate(&bytes)
    }
}

impl fmt::Debug for AccountRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountRecord").field("account", &self.account).finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::device::tests::device;

    pub(crate) fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text).unwrap()
    }

    pub(crate) fn chosen(passphrase: &Passphrase) -> NewPassphrase<'_> {
        NewPassphrase { passphrase, policy: PassphrasePolicy::ALONE, cost: Argon2Cost::CHEAP, initial_until: None }
    }

    pub(crate) fn record(login: &str, typed: &str) -> (AccountRecord, WorkspaceKey) {
        let workspace_key = WorkspaceKey::generate(WorkspaceId(Uuid::from_u128(1))).unwrap();
        let profile = AccountProfile {
            login: login.to_owned(),
            display_name: "合成 花子".to_owned(),
            roles: vec!["data_manager".to_owned()],
        };
        let made = (AccountId(Uuid::from_u128(7)), Timestamp::UNIX_EPOCH);
        let record =
            AccountRecord::create(made, profile, chosen(&passphrase(typed)), &workspace_key, &device(1)).unwrap();
        (record, workspace_key)
    }

    const TYPED: &str = "synthetic-passphrase";

    #[test]
    fn an_account_opens_the_workspace_after_a_round_through_its_file() {
        let (record, workspace_key) = record("hanako", TYPED);
        let read = AccountRecord::from_json(&record.to_json().unwrap()).unwrap();
        assert_eq!(read, record);
        let unlocked = read.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(unlocked.workspace_key.material().bytes(), workspace_key.material().bytes());
        assert_eq!(unlocked.signer.public_key(), record.public_key());
        assert_eq!(unlocked.profile.roles, ["data_manager"]);
    }

    #[test]
    fn neither_passphrase_nor_device_alone_opens() {
        let (record, _) = record("hanako", TYPED);
        for (typed, byte) in [(TYPED, 2), ("another-passphrase", 1)] {
            let error = record.unlock(&passphrase(typed), &device(byte)).unwrap_err();
            assert_eq!(error.code(), "vault.sign_in_refused");
        }
    }

    #[test]
    fn no_clear_word_of_a_record_can_be_changed_unnoticed() {
        let (record, _) = record("hanako", TYPED);
        let text = String::from_utf8(record.to_json().unwrap()).unwrap();
        for (old, new) in [("data_manager", "administrator"), ("合成 花子", "合成 太郎"), ("hanako", "taro")] {
            let altered = AccountRecord::from_json(text.replace(old, new).as_bytes()).unwrap();
            let error = altered.unlock(&passphrase(TYPED), &device(1)).unwrap_err();
            assert_eq!(error.code(), "vault.account_record_altered", "{old}");
        }
    }

    #[test]
    fn keys_of_another_account_do_not_open_here() {
        let (one, _) = record("hanako", TYPED);
        let moved = AccountRecord { account: AccountId(Uuid::from_u128(8)), ..one };
        assert_eq!(moved.unlock(&passphrase(TYPED), &device(1)).unwrap_err().code(), "vault.sign_in_refused");
    }

    #[test]
    fn a_new_passphrase_keeps_the_keys_and_ends_the_old_one() {
        let (record, workspace_key) = record("hanako", TYPED);
        let new = passphrase("an even longer one");
        let changed = record.with_passphrase(&passphrase(TYPED), chosen(&new), &device(1)).unwrap();
        changed.unlock(&passphrase(TYPED), &device(1)).unwrap_err();
        let unlocked = changed.unlock(&new, &device(1)).unwrap();
        assert_eq!(unlocked.workspace_key.material().bytes(), workspace_key.material().bytes());
        assert_eq!(unlocked.signer.public_key(), record.public_key());
        let short = passphrase("short");
        let error = record.with_passphrase(&passphrase(TYPED), chosen(&short), &device(1)).unwrap_err();
        assert_eq!(error.code(), "vault.passphrase_too_short");
    }

    #[test]
    fn an_initial_passphrase_ends_with_the_first_own_one_and_takes_its_signing_key_along() {
        let (record, workspace_key) = record("hanako", TYPED);
        let (initial, own) = (passphrase(TYPED), passphrase("chosen by its owner"));
        let until = Timestamp::UNIX_EPOCH;
        let given = NewPassphrase { initial_until: Some(until), ..chosen(&initial) };
        let made = (record.account(), until);
        let given = AccountRecord::create(made, record.profile().clone(), given, &workspace_key, &device(1)).unwrap();
        assert_eq!(given.initial_passphrase_until(), Some(until));
        let error = given.with_passphrase(&initial, chosen(&initial), &device(1)).unwrap_err();
        assert_eq!(error.code(), "vault.passphrase_unchanged");
        let owned = given.with_passphrase(&initial, chosen(&own), &device(1)).unwrap();
        assert_eq!(owned.initial_passphrase_until(), None);
        assert_ne!(owned.public_key(), given.public_key());
        owned.unlock(&initial, &device(1)).unwrap_err();
        owned.unlock(&own, &device(1)).unwrap();
    }

    #[test]
    fn a_changed_profile_is_vouched_for() {
        let (record, workspace_key) = record("hanako", TYPED);
        let profile = AccountProfile { roles: vec!["administrator".to_owned()], ..record.profile().clone() };
        let changed = record.with_profile(profile.clone(), &workspace_key).unwrap();
        assert_eq!(changed.unlock(&passphrase(TYPED), &device(1)).unwrap().profile, profile);
    }

    #[test]
    fn a_newer_record_is_refused_before_its_shape_is_looked_at() {
        let error = AccountRecord::from_json(br#"{"schema":3,"something":"new"}"#).unwrap_err();
        assert_eq!(error.code(), "vault.account_record_newer");
        assert_eq!(AccountRecord::from_json(b"{").unwrap_err().code(), "vault.account_record_malformed");
    }
}
