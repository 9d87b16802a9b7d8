//! Failed attempts under logins that nobody has.
//!
//! An account locks after some failures and says so. If an unknown login never did, the lock would tell who has an
//! account; so unknown logins are counted and locked in the same way. They are kept as HMACs under a key of this device,
//! because what stands in the field of the login is now and then a passphrase.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use model::canonical::ContentHash;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::attempts::FailedAttempts;
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::key::Purpose;

/// How many unknown logins are remembered; the one that failed longest ago goes first.
const REMEMBERED: usize = 256;

/// Failures by unknown login.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrangerAttempts {
    failures: BTreeMap<ContentHash, FailedAttempts>,
}

impl StrangerAttempts {
    /// Reads the file of attempts.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, VaultError> {
        serde_json::from_slice(bytes).map_err(|_| VaultError::Malformed { what: "sign_in_attempts" })
    }

    /// The bytes of the file of attempts.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when they have no JSON form.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Malformed { what: "sign_in_attempts" })
    }

    /// Failures under a login, in the form in which logins are compared.
    pub(crate) fn of(&self, login_key: &str, device: &DeviceSecret) -> Result<FailedAttempts, VaultError> {
        Ok(self.failures.get(&name(login_key, device)?).copied().unwrap_or_default())
    }

    /// One more.
    pub(crate) fn failed(&self, login_key: &str, device: &DeviceSecret, now: Timestamp) -> Result<Self, VaultError> {
        let mut failures = self.failures.clone();
        let name = name(login_key, device)?;
        let count = failures.get(&name).copied().unwrap_or_default().failed(now);
        failures.insert(name, count);
        while failures.len() > REMEMBERED {
            let Some(oldest) = failures.iter().min_by_key(|(_, count)| count.last_at).map(|(name, _)| *name) else {
                break;
            };
            failures.remove(&oldest);
        }
        Ok(Self { failures })
    }
}

fn name(login_key: &str, device: &DeviceSecret) -> Result<ContentHash, VaultError> {
    let key = device.derived(Purpose::StrangerLogins)?;
    let mac = Hmac::<Sha256>::new_from_slice(key.bytes()).map_err(|_| VaultError::KeyDerivation)?;
    Ok(ContentHash(mac.chain_update(login_key.as_bytes()).finalize().into_bytes().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::tests::device;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn failures_are_counted_by_login_and_survive_the_file() {
        let one = StrangerAttempts::default().failed("nobody", &device(1), at(0)).unwrap();
        let two = one.failed("nobody", &device(1), at(1)).unwrap();
        let read = StrangerAttempts::from_json(&two.to_json().unwrap()).unwrap();
        assert_eq!(read.of("nobody", &device(1)).unwrap(), FailedAttempts { count: 2, last_at: Some(at(1)) });
        assert_eq!(read.of("somebody", &device(1)).unwrap(), FailedAttempts::default());
    }

    #[test]
    fn what_was_typed_stands_nowhere() {
        let one = StrangerAttempts::default().failed("himitsu", &device(1), at(0)).unwrap();
        let text = String::from_utf8(one.to_json().unwrap()).unwrap();
        assert!(!text.contains("himitsu"));
        assert!(!text.contains(&ContentHash::of_bytes(b"himitsu").to_string()));
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut attempts = StrangerAttempts::default();
        for second in 0..=256 {
            attempts = attempts.failed(&second.to_string(), &device(1), at(second)).unwrap();
        }
        assert_eq!(attempts.failures.len(), REMEMBERED);
        assert_eq!(attempts.of("0", &device(1)).unwrap().count, 0);
        assert_eq!(attempts.of("1", &device(1)).unwrap().count, 1);
    }
}
