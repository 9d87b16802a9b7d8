//! The key of one case, and the cipher made of it.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use model::canonical::ContentHash;
use model::ids::CaseId;
use model::ports::{Cipher, CipherError};
use sha2::Sha256;

use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::sealing::Sealer;
use crate::wrapping::context;

/// The random key of one case. Forgetting its wrapped copy forgets everything sealed under it and makes the
/// commitments of its events unguessable.
#[derive(Clone, Debug)]
pub struct CaseKey {
    case: CaseId,
    key: KeyMaterial,
}

impl CaseKey {
    pub(crate) fn new(case: CaseId, key: KeyMaterial) -> Self {
        Self { case, key }
    }

    pub(crate) fn material(&self) -> &KeyMaterial {
        &self.key
    }

    /// Which case it belongs to.
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// The working cipher of the case.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn cipher(&self) -> Result<CaseCipher, VaultError> {
        CaseCipher::new(&self.key, self.case.0.as_bytes())
    }
}

/// Seals under one key, commits under a sibling of it. Everything is bound to the case: sealed bytes of one case do
/// not open in another even if keys were mixed up.
pub struct CaseCipher {
    place: Vec<u8>,
    sealer: Sealer,
    commitment: Hmac<Sha256>,
}

impl CaseCipher {
    pub(crate) fn new(key: &KeyMaterial, place: &[u8]) -> Result<Self, VaultError> {
        let commitment = key.derive(Purpose::CaseCommitment, place)?;
        Ok(Self {
            place: place.to_vec(),
            sealer: Sealer::new(&key.derive(Purpose::CaseCipher, place)?),
            commitment: Hmac::new_from_slice(commitment.bytes()).map_err(|_| VaultError::KeyDerivation)?,
        })
    }
}

impl Cipher for CaseCipher {
    fn seal(&self, inner: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError> {
        self.sealer.seal(&context(&[&self.place, inner]), plain).map_err(|_| CipherError)
    }

    fn open(&self, inner: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CipherError> {
        self.sealer.open(&context(&[&self.place, inner]), sealed)
    }

    fn commit(&self, canonical_payload: &[u8]) -> ContentHash {
        ContentHash(self.commitment.clone().chain_update(canonical_payload).finalize().into_bytes().into())
    }
}

impl fmt::Debug for CaseCipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseCipher(…)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn cipher(case: u128, key: u8) -> CaseCipher {
        CaseKey::new(CaseId(Uuid::from_u128(case)), KeyMaterial::from_slice(&[key; 32]).unwrap()).cipher().unwrap()
    }

    #[test]
    fn sealed_bytes_open_in_the_same_case_and_context_only() {
        let sealed = cipher(1, 1).seal(b"payload", b"abc").unwrap();
        assert_eq!(cipher(1, 1).open(b"payload", &sealed).unwrap(), b"abc");
        assert_eq!(cipher(1, 1).open(b"attachment", &sealed), Err(CipherError));
        assert_eq!(cipher(2, 1).open(b"payload", &sealed), Err(CipherError));
        assert_eq!(cipher(1, 2).open(b"payload", &sealed), Err(CipherError));
    }

    #[test]
    fn a_commitment_depends_on_payload_and_secret() {
        let commitment = cipher(1, 1).commit(b"{}");
        assert_eq!(commitment, cipher(1, 1).commit(b"{}"));
        assert_ne!(commitment, cipher(1, 1).commit(b"{ }"));
        assert_ne!(commitment, cipher(1, 2).commit(b"{}"));
        assert_ne!(commitment, ContentHash::of_bytes(b"{}"));
    }
}
