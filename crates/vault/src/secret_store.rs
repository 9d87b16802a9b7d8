//! Where the secrets of this device are kept.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::keyring::Keyring;
use crate::secret_file::SecretFiles;

/// The kinds of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretStoreKind {
    /// The keyring of the operating system, opened with the login of its user.
    Keyring,
    /// A file that only its user may read.
    File,
}

impl SecretStoreKind {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
        }
    }
}

/// A secret and where it was found.
pub struct StoredSecret {
    /// The bytes, wiped when dropped.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Where they are kept.
    pub kept_in: SecretStoreKind,
}

impl fmt::Debug for StoredSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSecret").field("kept_in", &self.kept_in).finish_non_exhaustive()
    }
}

/// Keeps small secrets of this device under names made of `a-z`, `0-9` and `-`. The calls may block (a keyring may ask
/// its user), so they do not belong on the thread of a window.
pub trait SecretStore: fmt::Debug + Send + Sync {
    /// The secret of that name, if there is one.
    ///
    /// # Errors
    /// [`VaultError`] when the place cannot be read.
    fn get(&self, name: &str) -> Result<Option<StoredSecret>, VaultError>;

    /// Keeps a secret, replacing the one of that name, and says where.
    ///
    /// # Errors
    /// [`VaultError`] when the place cannot be written.
    fn set(&self, name: &str, secret: &[u8]) -> Result<SecretStoreKind, VaultError>;

    /// Whether the system keyring could be asked.
    fn keyring_reachable(&self) -> bool;
}

/// The system keyring where there is one, else files in `folder`, which must lie outside every workspace (a copied
/// workspace must not carry its device secret with it). Says which of the two takes new secrets.
pub fn open_secret_store(folder: &Path) -> (Box<dyn SecretStore>, SecretStoreKind) {
    let keyring = Keyring::open().ok();
    let kind = if keyring.is_some() { SecretStoreKind::Keyring } else { SecretStoreKind::File };
    (Box::new(Layered { keyring, files: SecretFiles::new(folder) }), kind)
}

/// Files in `folder` only: for machines where the keyring must not be used.
pub fn open_secret_files(folder: &Path) -> Box<dyn SecretStore> {
    Box::new(Layered { keyring: None, files: SecretFiles::new(folder) })
}

/// Keyring first, files second. A secret that was once kept in a file is still found when a keyring appears later.
#[derive(Debug)]
struct Layered {
    keyring: Option<Keyring>,
    files: SecretFiles,
}

impl SecretStore for Layered {
    fn get(&self, name: &str) -> Result<Option<StoredSecret>, VaultError> {
        let in_keyring = self.keyring.as_ref().map_or(Ok(None), |keyring| keyring.get(name));
        if let Ok(Some(bytes)) = in_keyring {
            return Ok(Some(StoredSecret { bytes, kept_in: SecretStoreKind::Keyring }));
        }
        match self.files.get(name)? {
            Some(bytes) => Ok(Some(StoredSecret { bytes, kept_in: SecretStoreKind::File })),
            None => in_keyring.map(|_| None),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<SecretStoreKind, VaultError> {
        if self.keyring.as_ref().is_some_and(|keyring| keyring.set(name, secret).is_ok()) {
            return Ok(SecretStoreKind::Keyring);
        }
        self.files.set(name, secret).map(|()| SecretStoreKind::File)
    }

    fn keyring_reachable(&self) -> bool {
        self.keyring.is_some()
    }
}
