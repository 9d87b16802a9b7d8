//! The secret of this device: without it, the files of a workspace and a passphrase open nothing.

use model::ids::WorkspaceId;

use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::secret_store::{SecretStore, SecretStoreKind};
use crate::signing::SoftwareSigner;

/// 256 random bits of one workspace on one device.
#[derive(Clone, Debug)]
pub struct DeviceSecret {
    key: KeyMaterial,
    kept_in: SecretStoreKind,
}

impl DeviceSecret {
    /// Finds the secret of a workspace.
    ///
    /// # Errors
    /// [`VaultError::DeviceSecretMissing`] when this device has none (the workspace was made or moved elsewhere, or
    /// the keyring is not running): the way back is the recovery key.
    pub fn load(secrets: &dyn SecretStore, workspace: WorkspaceId) -> Result<Self, VaultError> {
        let stored = secrets.get(&name(workspace))?.ok_or_else(|| VaultError::DeviceSecretMissing {
            workspace,
            keyring: if secrets.keyring_reachable() { "keyring_searched" } else { "keyring_unreachable" },
        })?;
        let key = KeyMaterial::from_slice(&stored.bytes).ok_or(VaultError::DeviceSecretMalformed)?;
        Ok(Self { key, kept_in: stored.kept_in })
    }

    /// The secret of a workspace, made now where this device has none yet. For a new workspace and for a restore.
    ///
    /// # Errors
    /// [`VaultError`] when the store cannot be read or written.
    pub fn load_or_create(secrets: &dyn SecretStore, workspace: WorkspaceId) -> Result<Self, VaultError> {
        match Self::load(secrets, workspace) {
            Err(VaultError::DeviceSecretMissing { .. }) => {
                let key = KeyMaterial::random()?;
                let kept_in = secrets.set(&name(workspace), key.bytes())?;
                Ok(Self { key, kept_in })
            }
            found => found,
        }
    }

    /// Where it is kept.
    pub fn kept_in(&self) -> SecretStoreKind {
        self.kept_in
    }

    /// Signs in the name of this device, e.g. the head of the event chain.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn signer(&self) -> Result<SoftwareSigner, VaultError> {
        self.key.derive(Purpose::DeviceSigning, &[]).map(|seed| SoftwareSigner::from_seed(&seed))
    }

    /// A key of this device for one purpose.
    pub(crate) fn derived(&self, purpose: Purpose) -> Result<KeyMaterial, VaultError> {
        self.key.derive(purpose, &[])
    }

    pub(crate) fn material(&self) -> &KeyMaterial {
        &self.key
    }
}

fn name(workspace: WorkspaceId) -> String {
    format!("device-{workspace}")
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::secret_store::open_secret_files;
    use crate::signing::Signer;

    pub(crate) fn device(byte: u8) -> DeviceSecret {
        DeviceSecret { key: KeyMaterial::from_slice(&[byte; 32]).unwrap(), kept_in: SecretStoreKind::File }
    }

    #[test]
    fn a_device_secret_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = open_secret_files(folder.path());
        let workspace = WorkspaceId(Uuid::from_u128(1));
        let error = DeviceSecret::load(secrets.as_ref(), workspace).unwrap_err();
        assert_eq!(error.code(), "vault.device_secret_missing");
        assert_eq!(error.parameters()["keyring"], "keyring_unreachable");
        let made = DeviceSecret::load_or_create(secrets.as_ref(), workspace).unwrap();
        let again = DeviceSecret::load_or_create(secrets.as_ref(), workspace).unwrap();
        assert_eq!(made.material().bytes(), again.material().bytes());
        assert_eq!(again.kept_in(), SecretStoreKind::File);
        let other = DeviceSecret::load_or_create(secrets.as_ref(), WorkspaceId(Uuid::from_u128(2))).unwrap();
        assert_ne!(made.material().bytes(), other.material().bytes());
    }

    #[test]
    fn a_damaged_device_secret_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = open_secret_files(folder.path());
        let workspace = WorkspaceId(Uuid::from_u128(1));
        secrets.set(&name(workspace), b"short").unwrap();
        let error = DeviceSecret::load_or_create(secrets.as_ref(), workspace).unwrap_err();
        assert_eq!(error.code(), "vault.device_secret_malformed");
    }

    #[test]
    fn a_device_always_signs_with_the_same_key() {
        assert_eq!(device(1).signer().unwrap().public_key(), device(1).signer().unwrap().public_key());
        assert_ne!(device(1).signer().unwrap().public_key(), device(2).signer().unwrap().public_key());
    }
}
