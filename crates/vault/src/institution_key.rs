//! The key that signs in the name of the institution: its key lists, and nothing else.
//!
//! It belongs to the workspace, not to a person, and lies in the database sealed under the workspace key. It outlives every
//! account and every rotation: whoever once compared its fingerprint need not do so again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::KeyMaterial;
use crate::signing::SoftwareSigner;
use crate::workspace_key::WorkspaceKey;

const MALFORMED: VaultError = VaultError::Malformed { what: "institution_key" };

/// What the sealed key is bound to, beside its workspace.
const CONTEXT: &[u8] = b"institution-key";

impl WorkspaceKey {
    /// A fresh key of the institution, and its sealed form as text for the database.
    ///
    /// # Errors
    /// [`VaultError`] when the system gives no random bytes.
    pub fn new_institution_key(&self) -> Result<(SoftwareSigner, String), VaultError> {
        let seed = KeyMaterial::random()?;
        let sealed = self.sealed_in_database(CONTEXT, &seed)?;
        Ok((SoftwareSigner::from_seed(&seed), STANDARD.encode(sealed)))
    }

    /// Opens the sealed key of the institution.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for a changed one, or one of another workspace.
    pub fn open_institution_key(&self, sealed: &str) -> Result<SoftwareSigner, VaultError> {
        let sealed = STANDARD.decode(sealed).map_err(|_| MALFORMED)?;
        let seed = self.opened_from_database(CONTEXT, &sealed).ok_or(MALFORMED)?;
        Ok(SoftwareSigner::from_seed(&seed))
    }

    /// The sealed key of the institution under another key of the same workspace.
    ///
    /// # Errors
    /// As [`WorkspaceKey::open_institution_key`].
    pub fn hand_institution_key(&self, sealed: &str, to: &Self) -> Result<String, VaultError> {
        let sealed = STANDARD.decode(sealed).map_err(|_| MALFORMED)?;
        let seed = self.opened_from_database(CONTEXT, &sealed).ok_or(MALFORMED)?;
        to.sealed_in_database(CONTEXT, &seed).map(|sealed| STANDARD.encode(sealed))
    }
}

/// A key as it lies sealed in the database.
pub(crate) fn key_of(plain: Vec<u8>) -> Option<KeyMaterial> {
    KeyMaterial::from_slice(&Zeroizing::new(plain))
}

#[cfg(test)]
mod tests {
    use model::ids::WorkspaceId;
    use uuid::Uuid;

    use super::*;
    use crate::signing::Signer;

    fn workspace(number: u128) -> WorkspaceKey {
        WorkspaceKey::generate(WorkspaceId(Uuid::from_u128(number))).unwrap()
    }

    #[test]
    fn the_key_of_an_institution_opens_with_its_workspace_only_and_survives_a_rotation() {
        let (first, other) = (workspace(1), workspace(2));
        let (made, sealed) = first.new_institution_key().unwrap();
        assert_eq!(first.open_institution_key(&sealed).unwrap().public_key(), made.public_key());
        assert_eq!(other.open_institution_key(&sealed).unwrap_err().code(), "vault.malformed");
        let next = workspace(1);
        let handed = first.hand_institution_key(&sealed, &next).unwrap();
        assert_eq!(next.open_institution_key(&handed).unwrap().public_key(), made.public_key());
        assert_eq!(first.open_institution_key(&handed).unwrap_err().code(), "vault.malformed");
    }
}
