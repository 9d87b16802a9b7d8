//! The one random key of a workspace, and what it opens.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use model::canonical::ContentHash;
use model::ids::{CaseId, WorkspaceId};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::case_key::{CaseCipher, CaseKey};
use crate::error::VaultError;
use crate::institution_key::key_of;
use crate::key::{KeyMaterial, Purpose};
use crate::sealing::Sealer;
use crate::wrapping::context;

/// What the sealed key of the workspace's events is bound to, beside its workspace.
const EVENTS_KEY: &[u8] = b"events-key";

/// Opens the database and every case of one workspace. Lives in memory while somebody is signed in.
#[derive(Clone, Debug)]
pub struct WorkspaceKey {
    workspace: WorkspaceId,
    key: KeyMaterial,
    /// Commits to the events of the workspace itself, where it is not derived from this key: it outlives a rotation, because
    /// what it committed to does.
    events: Option<KeyMaterial>,
}

impl WorkspaceKey {
    /// A fresh key for a new workspace.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn generate(workspace: WorkspaceId) -> Result<Self, VaultError> {
        KeyMaterial::random().map(|key| Self { workspace, key, events: None })
    }

    pub(crate) fn new(workspace: WorkspaceId, key: KeyMaterial) -> Self {
        Self { workspace, key, events: None }
    }

    pub(crate) fn material(&self) -> &KeyMaterial {
        &self.key
    }

    /// Which workspace it opens.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Key of the database.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn database_key(&self) -> Result<DatabaseKey, VaultError> {
        let key = self.key.derive(Purpose::Database, self.place())?;
        let digits = key.bytes().iter().flat_map(|byte| [byte >> 4, byte & 15]);
        Ok(DatabaseKey(Zeroizing::new(digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect())))
    }

    /// A fresh key for a new case, with its wrapped copy for the database.
    ///
    /// # Errors
    /// [`VaultError`] when the system gives no random bytes.
    pub fn new_case_key(&self, case: CaseId) -> Result<(CaseKey, Vec<u8>), VaultError> {
        let key = CaseKey::new(case, KeyMaterial::random()?);
        let wrapped = self.case_wrap()?.seal(&self.case_context(case), key.material().bytes())?;
        Ok((key, wrapped))
    }

    /// Opens the wrapped key of a case.
    ///
    /// # Errors
    /// [`VaultError::CaseKeyRefused`] for a changed wrap, another case or another workspace.
    pub fn unwrap_case_key(&self, case: CaseId, wrapped: &[u8]) -> Result<CaseKey, VaultError> {
        let plain = self.case_wrap()?.open(&self.case_context(case), wrapped).map(Zeroizing::new);
        plain
            .ok()
            .and_then(|bytes| KeyMaterial::from_slice(&bytes))
            .map(|key| CaseKey::new(case, key))
            .ok_or(VaultError::CaseKeyRefused { case })
    }

    /// The cipher for events that belong to the workspace itself.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn workspace_cipher(&self) -> Result<CaseCipher, VaultError> {
        CaseCipher::new(&self.events_key()?, self.place())
    }

    /// A key that takes the place of this one, and the key of the workspace's events sealed under it, for the database.
    ///
    /// # Errors
    /// [`VaultError`] when the system gives no random bytes.
    pub fn successor(&self) -> Result<(Self, String), VaultError> {
        let events = self.events_key()?;
        let next = Self { workspace: self.workspace, key: KeyMaterial::random()?, events: Some(events.clone()) };
        let sealed = next.sealed_in_database(EVENTS_KEY, &events)?;
        Ok((next, STANDARD.encode(sealed)))
    }

    /// The same key with the key of the workspace's events, as the database of a rotated workspace holds it.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for a changed one, or one of another key.
    pub fn with_events_key(&self, sealed: &str) -> Result<Self, VaultError> {
        let malformed = || VaultError::Malformed { what: "events_key" };
        let sealed = STANDARD.decode(sealed).map_err(|_| malformed())?;
        let events = self.opened_from_database(EVENTS_KEY, &sealed).ok_or_else(malformed)?;
        Ok(Self { events: Some(events), ..self.clone() })
    }

    /// The wrapped key of a case under another key of the same workspace.
    ///
    /// # Errors
    /// [`VaultError::CaseKeyRefused`].
    pub fn hand_case_key(&self, case: CaseId, wrapped: &[u8], to: &Self) -> Result<Vec<u8>, VaultError> {
        let key = self.unwrap_case_key(case, wrapped)?;
        to.case_wrap()?.seal(&to.case_context(case), key.material().bytes())
    }

    fn events_key(&self) -> Result<KeyMaterial, VaultError> {
        match &self.events {
            Some(events) => Ok(events.clone()),
            None => self.key.derive(Purpose::WorkspaceEvents, self.place()),
        }
    }

    /// Binds the clear part of an account record to this workspace.
    pub(crate) fn authenticate(&self, canonical: &[u8]) -> Result<ContentHash, VaultError> {
        let key = self.key.derive(Purpose::AccountAuthenticator, self.place())?;
        let mac = Hmac::<Sha256>::new_from_slice(key.bytes()).map_err(|_| VaultError::KeyDerivation)?;
        Ok(ContentHash(mac.chain_update(canonical).finalize().into_bytes().into()))
    }

    /// A key as it lies in the database, sealed for one use.
    pub(crate) fn sealed_in_database(&self, name: &[u8], key: &KeyMaterial) -> Result<Vec<u8>, VaultError> {
        self.database_sealer()?.seal(&context(&[name, self.place()]), key.bytes())
    }

    /// The key that was sealed so; `None` for anything else.
    pub(crate) fn opened_from_database(&self, name: &[u8], sealed: &[u8]) -> Option<KeyMaterial> {
        let plain = self.database_sealer().ok()?.open(&context(&[name, self.place()]), sealed).ok()?;
        key_of(plain)
    }

    fn database_sealer(&self) -> Result<Sealer, VaultError> {
        Ok(Sealer::new(&self.key.derive(Purpose::SealInDatabase, self.place())?))
    }

    fn place(&self) -> &[u8] {
        self.workspace.0.as_bytes()
    }

    fn case_wrap(&self) -> Result<Sealer, VaultError> {
        Ok(Sealer::new(&self.key.derive(Purpose::WrapCaseKey, self.place())?))
    }

    fn case_context(&self, case: CaseId) -> Vec<u8> {
        context(&[b"case-key", self.place(), case.0.as_bytes()])
    }
}

/// A raw SQLCipher key: 64 hexadecimal digits. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<String>);

impl DatabaseKey {
    /// The digits, for the one place that opens the database.
    pub fn expose_hex(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use model::ports::Cipher;
    use uuid::Uuid;

    use super::*;

    fn workspace_key(workspace: u128, byte: u8) -> WorkspaceKey {
        WorkspaceKey::new(WorkspaceId(Uuid::from_u128(workspace)), KeyMaterial::from_slice(&[byte; 32]).unwrap())
    }

    #[test]
    fn a_database_key_is_64_digits_and_of_one_workspace() {
        let key = workspace_key(1, 1).database_key().unwrap();
        assert_eq!(key.expose_hex().len(), 64);
        assert!(key.expose_hex().chars().all(|c| c.is_ascii_hexdigit()));
        assert_eq!(key.expose_hex(), workspace_key(1, 1).database_key().unwrap().expose_hex());
        assert_ne!(key.expose_hex(), workspace_key(2, 1).database_key().unwrap().expose_hex());
        assert_eq!(format!("{key:?}"), "DatabaseKey(…)");
    }

    #[test]
    fn a_case_key_opens_for_its_case_and_workspace_only() {
        let case = CaseId(Uuid::from_u128(5));
        let (key, wrapped) = workspace_key(1, 1).new_case_key(case).unwrap();
        let sealed = key.cipher().unwrap().seal(b"", b"abc").unwrap();
        let again = workspace_key(1, 1).unwrap_case_key(case, &wrapped).unwrap();
        assert_eq!(again.cipher().unwrap().open(b"", &sealed).unwrap(), b"abc");
        for (other, case) in [
            (workspace_key(1, 1), CaseId(Uuid::from_u128(6))),
            (workspace_key(2, 1), case),
            (workspace_key(1, 2), case),
        ] {
            let error = other.unwrap_case_key(case, &wrapped).unwrap_err();
            assert_eq!(error.code(), "vault.case_key_refused");
        }
    }

    #[test]
    fn a_successor_opens_another_database_and_the_same_cases_and_events() {
        let old = workspace_key(1, 1);
        let (next, sealed) = old.successor().unwrap();
        assert_ne!(next.database_key().unwrap().expose_hex(), old.database_key().unwrap().expose_hex());
        let case = CaseId(Uuid::from_u128(5));
        let (key, wrapped) = old.new_case_key(case).unwrap();
        let handed = old.hand_case_key(case, &wrapped, &next).unwrap();
        assert_eq!(next.unwrap_case_key(case, &handed).unwrap().material().bytes(), key.material().bytes());
        assert_eq!(old.unwrap_case_key(case, &handed).unwrap_err().code(), "vault.case_key_refused");
        let committed = old.workspace_cipher().unwrap().commit(b"{}");
        assert_eq!(next.workspace_cipher().unwrap().commit(b"{}"), committed);
        let alone = WorkspaceKey::new(next.workspace(), next.material().clone());
        assert_ne!(alone.workspace_cipher().unwrap().commit(b"{}"), committed);
        assert_eq!(alone.with_events_key(&sealed).unwrap().workspace_cipher().unwrap().commit(b"{}"), committed);
        assert_eq!(old.with_events_key(&sealed).unwrap_err().code(), "vault.malformed");
        let (third, _) = next.successor().unwrap();
        assert_eq!(third.workspace_cipher().unwrap().commit(b"{}"), committed, "and after one more");
    }

    #[test]
    fn two_cases_never_share_a_key() {
        let workspace = workspace_key(1, 1);
        let (one, _) = workspace.new_case_key(CaseId(Uuid::from_u128(1))).unwrap();
        let (other, _) = workspace.new_case_key(CaseId(Uuid::from_u128(2))).unwrap();
        assert_ne!(one.material().bytes(), other.material().bytes());
        assert_ne!(one.cipher().unwrap().commit(b"{}"), workspace.workspace_cipher().unwrap().commit(b"{}"));
    }
}
