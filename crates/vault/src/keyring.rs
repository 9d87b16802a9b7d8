//! The keyring of the operating system. The only module that knows which system this is.
//!
//! The client of the Secret Service lives on a thread of its own, from birth to drop: it drives an event loop by itself
//! and panics when it has to do so inside another one.

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

/// What the keyring's thread is asked to do.
type Request = Box<dyn FnOnce(&Arc<CredentialStore>) + Send>;

/// An open keyring.
#[derive(Debug)]
pub(crate) struct Keyring {
    requests: mpsc::Sender<Request>,
}

impl Keyring {
    /// # Errors
    /// [`VaultError::Keyring`] where no keyring answers.
    pub(crate) fn open() -> Result<Self, VaultError> {
        let (requests, asked) = mpsc::channel::<Request>();
        let (opened, answer) = mpsc::sync_channel(1);
        let serve = move || match system_store() {
            Ok(store) => {
                if opened.send(Ok(())).is_ok() {
                    for request in asked {
                        request(&store);
                    }
                }
            }
            Err(error) => drop(opened.send(Err(error))),
        };
        std::thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(serve)
            .map_err(|error| VaultError::Keyring { action: "open", source: error.into() })?;
        received("open", &answer, OPENING_TIMEOUT).map(|()| Self { requests })
    }

    pub(crate) fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let name = name.to_owned();
        self.ask("read", move |store| match Entry::new_in_store(store, SERVICE, &name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// Writes and reads back: a keyring that forgets is no keyring.
    pub(crate) fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError> {
        let (entry_name, bytes) = (name.to_owned(), Zeroizing::new(secret.to_vec()));
        self.ask("write", move |store| Entry::new_in_store(store, SERVICE, &entry_name)?.set_secret(&bytes))?;
        match self.get(name)? {
            Some(kept) if kept.as_slice() == secret => Ok(()),
            _ => Err(VaultError::Keyring { action: "write", source: "the secret was not kept".into() }),
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        action: &'static str,
        work: impl FnOnce(&Arc<CredentialStore>) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (sender, answer) = mpsc::sync_channel(1);
        let request: Request = Box::new(move |store| drop(sender.send(work(store))));
        let gone = |_| VaultError::Keyring { action, source: "the keyring's thread has ended".into() };
        self.requests.send(request).map_err(gone)?;
        received(action, &answer, USE_TIMEOUT)
    }
}

fn received<T>(
    action: &'static str,
    answer: &mpsc::Receiver<keyring_core::Result<T>>,
    timeout: Duration,
) -> Result<T, VaultError> {
    match answer.recv_timeout(timeout) {
        Ok(result) => result.map_err(|error| VaultError::Keyring { action, source: without_content(error) }),
        Err(_) => Err(VaultError::Keyring { action, source: "no answer in time".into() }),
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

/// Two of the keyring's errors carry the bytes they stumbled over; those must not reach a log.
fn without_content(error: Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "the entry holds unreadable bytes".into(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
