//! The keyring of the operating system. The only module that knows which system this is.
//!
//! Every call runs on a thread of its own: the Secret Service client drives an event loop by itself and must not do so
//! inside another one.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use crate::error::VaultError;

/// Name under which the keyring shows our entries.
const SERVICE: &str = "shirube";

/// How long a keyring may take to answer at all; no person is asked at that point.
const OPENING_TIMEOUT: Duration = Duration::from_secs(5);
/// How long reading and writing may take; the keyring may ask its user for the login.
const USE_TIMEOUT: Duration = Duration::from_mins(2);

/// An open keyring.
#[derive(Debug)]
pub(crate) struct Keyring {
    store: Arc<CredentialStore>,
}

impl Keyring {
    /// # Errors
    /// [`VaultError::Keyring`] where no keyring answers.
    pub(crate) fn open() -> Result<Self, VaultError> {
        on_own_thread("open", OPENING_TIMEOUT, system_store).map(|store| Self { store })
    }

    pub(crate) fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let (store, name) = (Arc::clone(&self.store), name.to_owned());
        on_own_thread("read", USE_TIMEOUT, move || match Entry::new_in_store(&store, SERVICE, &name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// Writes and reads back: a keyring that forgets is no keyring.
    pub(crate) fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError> {
        let (store, entry_name, bytes) = (Arc::clone(&self.store), name.to_owned(), Zeroizing::new(secret.to_vec()));
        on_own_thread("write", USE_TIMEOUT, move || {
            Entry::new_in_store(&store, SERVICE, &entry_name)?.set_secret(&bytes)
        })?;
        match self.get(name)? {
            Some(kept) if kept.as_slice() == secret => Ok(()),
            _ => Err(VaultError::Keyring { action: "write", source: "the secret was not kept".into() }),
        }
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(not(target_os = "linux"))]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Err(Error::NotSupportedByStore("no keyring is built in for this system".to_owned()))
}

fn on_own_thread<T: Send + 'static>(
    action: &'static str,
    timeout: Duration,
    work: impl FnOnce() -> keyring_core::Result<T> + Send + 'static,
) -> Result<T, VaultError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| VaultError::Keyring { action, source };
    std::thread::Builder::new()
        .name(format!("keyring-{action}"))
        .spawn(move || sender.send(work()))
        .map_err(|error| failed(error.into()))?;
    match receiver.recv_timeout(timeout) {
        Ok(result) => result.map_err(|error| failed(without_content(error))),
        Err(_) => Err(failed("no answer in time".into())),
    }
}

/// Two of the keyring's errors carry the bytes they stumbled over; those must not reach a log.
fn without_content(error: Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "the entry holds unreadable bytes".into(),
        other => other.to_string().into(),
    }
}
