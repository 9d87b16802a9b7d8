//! Thirty-two secret bytes and what may be derived from them.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::VaultError;

/// A secret of 256 bits, wiped when dropped and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct KeyMaterial([u8; 32]);

/// What a derived key is for. Every purpose of the product stands here, so that no two can share a label.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// Wraps the workspace key for an account.
    WrapWorkspaceKey,
    /// Wraps the signing key of an account.
    WrapSigningKey,
    /// Hands a workspace key to the owner of an account.
    HandWorkspaceKey,
    /// Seals the second factor of an account.
    SealSecondFactor,
    /// Names logins that nobody has.
    StrangerLogins,
    /// Wraps the workspace key for the recovery key.
    WrapForRecovery,
    /// Wraps the key of a case.
    WrapCaseKey,
    /// Encrypts the database.
    Database,
    /// Seals the few keys that lie in the database.
    SealInDatabase,
    /// Binds what an account record says in the clear.
    AccountAuthenticator,
    /// Stands for a case key where an event belongs to the workspace itself.
    WorkspaceEvents,
    /// Seals the data of a case.
    CaseCipher,
    /// Commits to the payloads of a case.
    CaseCommitment,
    /// Signs in the name of a device.
    DeviceSigning,
    /// The secret by which a workspace sends and receives packets.
    WorkspacePackets,
    /// Signs packets.
    PacketSigning,
    /// Opens packets.
    PacketSealing,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::WrapWorkspaceKey => b"shirube/v1/wrap-workspace-key",
            Self::WrapSigningKey => b"shirube/v1/wrap-signing-key",
            Self::HandWorkspaceKey => b"shirube/v1/hand-workspace-key",
            Self::SealSecondFactor => b"shirube/v1/seal-second-factor",
            Self::StrangerLogins => b"shirube/v1/stranger-logins",
            Self::WrapForRecovery => b"shirube/v1/wrap-for-recovery",
            Self::WrapCaseKey => b"shirube/v1/wrap-case-key",
            Self::Database => b"shirube/v1/database",
            Self::SealInDatabase => b"shirube/v1/seal-in-database",
            Self::AccountAuthenticator => b"shirube/v1/account-authenticator",
            Self::WorkspaceEvents => b"shirube/v1/workspace-events",
            Self::CaseCipher => b"shirube/v1/case-cipher",
            Self::CaseCommitment => b"shirube/v1/case-commitment",
            Self::DeviceSigning => b"shirube/v1/device-signing",
            Self::WorkspacePackets => b"shirube/v1/workspace-packets",
            Self::PacketSigning => b"shirube/v1/packet-signing",
            Self::PacketSealing => b"shirube/v1/packet-sealing",
        }
    }
}

impl KeyMaterial {
    /// Fresh bytes from the operating system.
    pub(crate) fn random() -> Result<Self, VaultError> {
        let mut key = Self([0; 32]);
        getrandom::fill(&mut key.0).map_err(|source| VaultError::Randomness { source })?;
        Ok(key)
    }

    /// Takes exactly thirty-two bytes.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HKDF-SHA256 of this key for one purpose and one place (`context`).
    pub(crate) fn derive(&self, purpose: Purpose, context: &[u8]) -> Result<Self, VaultError> {
        Self::derive_salted(None, &self.0, purpose, context)
    }

    /// HKDF-SHA256 with a second secret as the salt: neither of the two alone gives the result.
    pub(crate) fn derive_salted(
        salt: Option<&Self>,
        input: &[u8],
        purpose: Purpose,
        context: &[u8],
    ) -> Result<Self, VaultError> {
        let mut output = Self([0; 32]);
        Hkdf::<Sha256>::new(salt.map(|key| key.0.as_slice()), input)
            .expand_multi_info(&[purpose.label(), context], &mut output.0)
            .map_err(|_| VaultError::KeyDerivation)?;
        Ok(output)
    }
}

impl fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyMaterial(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_and_every_place_gives_another_key() {
        let key = KeyMaterial::from_slice(&[7; 32]).unwrap();
        let purposes = [
            Purpose::WrapWorkspaceKey,
            Purpose::WrapSigningKey,
            Purpose::HandWorkspaceKey,
            Purpose::SealSecondFactor,
            Purpose::StrangerLogins,
            Purpose::WrapForRecovery,
            Purpose::WrapCaseKey,
            Purpose::Database,
            Purpose::SealInDatabase,
            Purpose::AccountAuthenticator,
            Purpose::WorkspaceEvents,
            Purpose::CaseCipher,
            Purpose::CaseCommitment,
            Purpose::DeviceSigning,
            Purpose::WorkspacePackets,
            Purpose::PacketSigning,
            Purpose::PacketSealing,
        ];
        let mut derived: Vec<[u8; 32]> = purposes
            .iter()
            .flat_map(|purpose| [b"a".as_slice(), b"b"].map(|place| *key.derive(*purpose, place).unwrap().bytes()))
            .collect();
        derived.sort_unstable();
        derived.dedup();
        assert_eq!(derived.len(), purposes.len() * 2);
    }

    #[test]
    fn a_key_is_not_printed() {
        assert_eq!(format!("{:?}", KeyMaterial::random().unwrap()), "KeyMaterial(…)");
    }
}
