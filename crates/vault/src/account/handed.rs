//! Keys on their way to the owner of an account: a workspace key that took the place of another, and a signing key before
//! the log tells of it.
//!
//! Whoever rotates the workspace key knows nobody's passphrase. So the new key is sealed to the public half of each owner's
//! signing key (X25519 over the same curve, <https://eprint.iacr.org/2021/509>); its owner opens it at the next signing in,
//! with the seed that their passphrase and device opened. Both keys stand in the file for as long as it is not certain which
//! one counts: whichever opens the database does.

use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{AccountRecord, NewPassphrase, Opened};
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::passphrase::{Passphrase, PassphrasePolicy};
use crate::sealing::Sealer;
use crate::signing::{PublicKey, Signer, SoftwareSigner};
use crate::workspace_key::WorkspaceKey;
use crate::wrapping::{Base64Bytes, context};
use model::canonical::ContentHash;

/// A workspace key, sealed to the owner of an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HandedKey {
    ephemeral: PublicKey,
    sealed: Base64Bytes,
    /// The clear part of the record, vouched for by the handed key.
    pub(super) authenticator: ContentHash,
}

/// A signing key that its owner made and the log does not tell of yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NextSigningKey {
    pub(super) public_key: PublicKey,
    pub(super) sealed: Base64Bytes,
}

impl AccountRecord {
    /// The same account with another workspace key on its way to the owner, beside those that are on their way already: the
    /// rotation that hands this one may fail, and one of theirs be the one that counts. Until the owner signs in, the file
    /// opens with the passphrase as before.
    ///
    /// # Errors
    /// [`VaultError`] when the public key is none, or the system gives no random bytes.
    pub fn with_handed_key(&self, next: &WorkspaceKey) -> Result<Self, VaultError> {
        let secret = KeyMaterial::random()?;
        let ephemeral = PublicKey(MontgomeryPoint::mul_base_clamped(*secret.bytes()).to_bytes());
        let owner = VerifyingKey::from_bytes(&self.public_key.0).map_err(|_| NO_KEY)?.to_montgomery();
        let sealer = self.hand_over(&owner.mul_clamped(*secret.bytes()), &ephemeral)?;
        let sealed = sealer.seal(&self.wrap_context(b"handed-key"), next.material().bytes())?;
        let authenticator = self.authenticate(next)?;
        let mut record = self.clone();
        let handed = HandedKey { ephemeral, sealed: Base64Bytes(sealed), authenticator };
        record.handed_before.extend(record.handed.replace(handed));
        Ok(record)
    }

    /// The same account after the owner took what was handed: `current` is the only workspace key in it.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong passphrase.
    pub fn settled(
        &self,
        passphrase: &Passphrase,
        current: &WorkspaceKey,
        device: &DeviceSecret,
    ) -> Result<Self, VaultError> {
        let opened = self.open(passphrase, device)?;
        let factor = self.open_factor(&opened.keys)?;
        let next = opened.next_seed.as_ref().zip(self.next_signing_key.as_ref());
        let mut record =
            self.clone().wrapped(self.same(passphrase), current, (&opened.seed, factor.as_ref()), device)?;
        if let Some((seed, next)) = next {
            record = record.with_next(seed, next.public_key, (passphrase, device))?.authenticated(current)?;
        }
        Ok(record)
    }

    /// The same account with another signing key, which does not sign yet: first the log has to tell of it.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong passphrase, or when the system gives no random bytes.
    pub fn with_next_signing_key(
        &self,
        passphrase: &Passphrase,
        current: &WorkspaceKey,
        device: &DeviceSecret,
    ) -> Result<(Self, PublicKey), VaultError> {
        self.open(passphrase, device)?;
        let seed = KeyMaterial::random()?;
        let public_key = SoftwareSigner::from_seed(&seed).public_key();
        let record = self.clone().with_next(&seed, public_key, (passphrase, device))?.authenticated(current)?;
        Ok((record, public_key))
    }

    /// The same account after the log told of the next signing key: it is the only one.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong passphrase, [`VaultError::Malformed`] where there is no next one.
    pub fn with_signing_key_taken(
        &self,
        passphrase: &Passphrase,
        current: &WorkspaceKey,
        device: &DeviceSecret,
    ) -> Result<Self, VaultError> {
        let opened = self.open(passphrase, device)?;
        let factor = self.open_factor(&opened.keys)?;
        let seed = opened.next_seed.as_ref().ok_or(NO_KEY)?;
        let mut record = self.clone();
        record.public_key = SoftwareSigner::from_seed(seed).public_key();
        record.wrapped(self.same(passphrase), current, (seed, factor.as_ref()), device)
    }

    /// Public half of a signing key that does not sign yet.
    pub fn next_public_key(&self) -> Option<PublicKey> {
        self.next_signing_key.as_ref().map(|next| next.public_key)
    }

    /// Whether another workspace key waits for the owner.
    pub fn has_handed_key(&self) -> bool {
        self.handed.is_some()
    }

    /// Everything that was handed, oldest first.
    pub(super) fn every_handed(&self) -> impl Iterator<Item = &HandedKey> {
        self.handed_before.iter().chain(&self.handed)
    }

    /// The workspace keys that were handed, oldest first.
    pub(super) fn open_handed(&self, opened: &Opened) -> Result<Vec<WorkspaceKey>, VaultError> {
        self.every_handed().map(|handed| self.open_one(handed, opened)).collect()
    }

    fn open_one(&self, handed: &HandedKey, opened: &Opened) -> Result<WorkspaceKey, VaultError> {
        let owner = SigningKey::from_bytes(opened.seed.bytes());
        let scalar = Zeroizing::new(owner.to_scalar_bytes());
        let sealer = self.hand_over(&MontgomeryPoint(handed.ephemeral.0).mul_clamped(*scalar), &handed.ephemeral)?;
        let plain = sealer.open(&self.wrap_context(b"handed-key"), &handed.sealed.0).map(Zeroizing::new);
        let key = plain.ok().and_then(|bytes| KeyMaterial::from_slice(&bytes));
        let key = key.ok_or(VaultError::AccountRecordAltered { account: self.account })?;
        Ok(WorkspaceKey::new(self.workspace, key))
    }

    fn with_next(
        mut self,
        seed: &KeyMaterial,
        public_key: PublicKey,
        (passphrase, device): (&Passphrase, &DeviceSecret),
    ) -> Result<Self, VaultError> {
        let keys = self.owner_keys(passphrase, device)?;
        let sealed = keys.signing.seal(&self.wrap_context(b"next-signing-key"), seed.bytes())?;
        self.next_signing_key = Some(NextSigningKey { public_key, sealed: Base64Bytes(sealed) });
        Ok(self)
    }

    /// The passphrase stays; it satisfied its policy when it was chosen.
    pub(super) fn same<'a>(&self, passphrase: &'a Passphrase) -> NewPassphrase<'a> {
        NewPassphrase {
            passphrase,
            policy: PassphrasePolicy { minimum_characters: 0 },
            cost: self.cost,
            initial_until: self.initial_passphrase_until,
        }
    }

    /// What seals a handed key: bound to both public keys, the account and the workspace.
    fn hand_over(&self, shared: &MontgomeryPoint, ephemeral: &PublicKey) -> Result<Sealer, VaultError> {
        let place =
            context(&[self.account.0.as_bytes(), self.workspace.0.as_bytes(), &self.public_key.0, &ephemeral.0]);
        let shared = KeyMaterial::from_slice(shared.as_bytes()).ok_or(NO_KEY)?;
        Ok(Sealer::new(&shared.derive(Purpose::HandWorkspaceKey, &place)?))
    }
}

const NO_KEY: VaultError = VaultError::Malformed { what: "public_key" };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountProfile;
    use crate::account::tests::{chosen, passphrase, record};
    use crate::device::tests::device;

    const TYPED: &str = "synthetic-passphrase";

    fn next_of(key: &WorkspaceKey) -> WorkspaceKey {
        WorkspaceKey::generate(key.workspace()).unwrap()
    }

    #[test]
    fn a_handed_key_opens_for_its_owner_beside_the_old_one_and_alone_once_it_is_taken() {
        let (record, old) = record("hanako", TYPED);
        let next = next_of(&old);
        let handed = record.with_handed_key(&next).unwrap();
        // One handed key is written as it always was, so a file from before several could wait is read as ever.
        let written = handed.to_json().unwrap();
        let told: serde_json::Value = serde_json::from_slice(&written).unwrap();
        assert!(told["handed"].is_object() && told.get("handed_before").is_none());
        let handed = AccountRecord::from_json(&written).unwrap();
        let unlocked = handed.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(unlocked.workspace_key.material().bytes(), old.material().bytes());
        assert_eq!(bytes(&unlocked.handed), bytes(std::slice::from_ref(&next)));
        handed.verify(&old).unwrap();
        handed.verify(&next).unwrap();
        let settled = handed.settled(&passphrase(TYPED), &next, &device(1)).unwrap();
        let unlocked = settled.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(unlocked.workspace_key.material().bytes(), next.material().bytes());
        assert!(unlocked.handed.is_empty() && settled.verify(&old).is_err());
        assert_eq!(unlocked.signer.public_key(), record.public_key());
    }

    fn bytes(keys: &[WorkspaceKey]) -> Vec<[u8; 32]> {
        keys.iter().map(|key| *key.material().bytes()).collect()
    }

    #[test]
    fn a_key_that_was_handed_before_and_not_taken_is_still_there_beside_the_next_one() {
        let (record, old) = record("hanako", TYPED);
        let (first, second) = (next_of(&old), next_of(&old));
        let handed = record.with_handed_key(&first).unwrap();
        // Somebody with the key that counts vouches for the record anew.
        let profile = AccountProfile { roles: Vec::new(), ..record.profile().clone() };
        let handed = handed.with_profile(profile, &first).unwrap().with_handed_key(&second).unwrap();
        let handed = AccountRecord::from_json(&handed.to_json().unwrap()).unwrap();
        handed.verify(&first).unwrap();
        handed.verify(&second).unwrap();
        let unlocked = handed.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(bytes(&unlocked.handed), bytes(&[first.clone(), second.clone()]));
        for taken in [first, second] {
            let settled = handed.settled(&passphrase(TYPED), &taken, &device(1)).unwrap();
            let unlocked = settled.unlock(&passphrase(TYPED), &device(1)).unwrap();
            assert_eq!(bytes(&[unlocked.workspace_key]), bytes(&[taken]));
            assert!(unlocked.handed.is_empty() && !settled.has_handed_key());
        }
    }

    #[test]
    fn a_handed_key_opens_for_nobody_else_and_not_with_the_old_workspace_key() {
        let (record, old) = record("hanako", TYPED);
        let next = next_of(&old);
        let handed = record.with_handed_key(&next).unwrap();
        for (typed, byte) in [("another-passphrase", 1), (TYPED, 2)] {
            assert_eq!(handed.unlock(&passphrase(typed), &device(byte)).unwrap_err().code(), "vault.sign_in_refused");
        }
        let (other, _) = crate::account::tests::record("taro", TYPED);
        let stolen = AccountRecord { handed: handed.handed.clone(), ..other };
        assert!(stolen.unlock(&passphrase(TYPED), &device(1)).is_err());
    }

    #[test]
    fn a_next_signing_key_signs_only_once_it_is_taken() {
        let (record, key) = record("hanako", TYPED);
        let (waiting, next) = record.with_next_signing_key(&passphrase(TYPED), &key, &device(1)).unwrap();
        assert_eq!((waiting.public_key(), waiting.next_public_key()), (record.public_key(), Some(next)));
        let unlocked = waiting.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(unlocked.signer.public_key(), record.public_key());
        let taken = waiting.with_signing_key_taken(&passphrase(TYPED), &key, &device(1)).unwrap();
        assert_eq!((taken.public_key(), taken.next_public_key()), (next, None));
        let unlocked = taken.unlock(&passphrase(TYPED), &device(1)).unwrap();
        assert_eq!(unlocked.signer.public_key(), next);
        assert!(record.with_signing_key_taken(&passphrase(TYPED), &key, &device(1)).is_err());
    }

    #[test]
    fn a_new_passphrase_takes_what_was_handed_along_only_as_far_as_it_counts() {
        let (record, old) = record("hanako", TYPED);
        let handed = record.with_handed_key(&next_of(&old)).unwrap();
        let new = passphrase("an even longer one");
        let changed = handed.with_passphrase(&passphrase(TYPED), chosen(&new), &device(1)).unwrap();
        let unlocked = changed.unlock(&new, &device(1)).unwrap();
        assert!(unlocked.handed.is_empty(), "nobody chooses a passphrase before the handed key is taken or given up");
    }
}
