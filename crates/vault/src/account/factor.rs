//! The second factor in an account record.

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{AccountRecord, OwnerKeys, UnlockedAccount};
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::passphrase::Passphrase;
use crate::second_factor::{SecondFactor, SecondFactorSecret};
use crate::wrapping::Base64Bytes;

impl AccountRecord {
    /// The same account with a second factor, in place of one it may have had, and the recovery codes to be shown once.
    ///
    /// # Errors
    /// [`VaultError::SignInRefused`] for a wrong passphrase, [`VaultError::CodeRefused`] for a code that does not fit.
    pub fn with_second_factor(
        &self,
        passphrase: &Passphrase,
        (secret, code): (&SecondFactorSecret, &str),
        device: &DeviceSecret,
        now: Timestamp,
    ) -> Result<(Self, Vec<Zeroizing<String>>), VaultError> {
        let opened = self.open(passphrase, device)?;
        let (factor, codes) = SecondFactor::enrol(secret, code, now)?;
        let same = self.same(passphrase);
        let record = self.clone().wrapped(same, &opened.workspace_key, (&opened.seed, Some(&factor)), device)?;
        Ok((record, codes))
    }

    /// Opens the account for somebody who signs in: passphrase, code where one is asked for, and an initial passphrase
    /// only in its time. Gives the record with its used code. Counts nothing: [`crate::sign_in::sign_in`] does.
    pub(crate) fn unlock_with_code(
        &self,
        passphrase: &Passphrase,
        code: Option<&str>,
        device: &DeviceSecret,
        now: Timestamp,
    ) -> Result<(UnlockedAccount, Option<Self>), VaultError> {
        let opened = self.open(passphrase, device)?;
        let Some(factor) = self.open_factor(&opened.keys)? else {
            let unlocked = self.unlocked(opened)?;
            return self.in_time(now).map(|()| (unlocked, None));
        };
        let (left, used) = factor.take(code.ok_or(VaultError::SignInRefused)?, now)?;
        let mut record = self.clone();
        record.sealed_second_factor = Some(self.seal_factor(&left, &opened.keys)?);
        let mut unlocked = self.unlocked(opened)?;
        unlocked.second_factor = used;
        self.in_time(now)?;
        // Every key vouches for the used code, as long as it is not certain which one counts.
        (record.handed, record.handed_before) = (None, Vec::new());
        let record = record.authenticated(&unlocked.workspace_key)?;
        let record = unlocked.handed.iter().try_fold(record, |record, next| record.with_handed_key(next))?;
        Ok((unlocked, Some(record)))
    }

    pub(super) fn open_factor(&self, keys: &OwnerKeys) -> Result<Option<SecondFactor>, VaultError> {
        let Some(sealed) = &self.sealed_second_factor else { return Ok(None) };
        let altered = VaultError::AccountRecordAltered { account: self.account };
        let plain = keys.factor.open(&self.wrap_context(b"second-factor"), &sealed.0).map(Zeroizing::new);
        plain.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).map(Some).ok_or(altered)
    }

    pub(super) fn seal_factor(&self, factor: &SecondFactor, keys: &OwnerKeys) -> Result<Base64Bytes, VaultError> {
        let plain = serde_json::to_vec(factor).map(Zeroizing::new);
        let plain = plain.map_err(|_| VaultError::Malformed { what: "second_factor" })?;
        keys.factor.seal(&self.wrap_context(b"second-factor"), &plain).map(Base64Bytes)
    }

    fn in_time(&self, now: Timestamp) -> Result<(), VaultError> {
        match self.initial_passphrase_until {
            Some(until) if until < now => Err(VaultError::InitialPassphraseExpired { until }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::NewPassphrase;
    use crate::account::tests::{chosen, passphrase, record};
    use crate::device::tests::device;
    use crate::second_factor::SecondFactorUse;
    use crate::second_factor::tests::code_at;

    const TYPED: &str = "synthetic-passphrase";
    const NOW: i64 = 1_800_000_000;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn enrolled() -> (AccountRecord, SecondFactorSecret, Vec<Zeroizing<String>>) {
        let (record, _) = record("hanako", TYPED);
        let secret = SecondFactorSecret::generate().unwrap();
        let shown = (&secret, code_at(&secret, NOW - 60));
        let (record, codes) =
            record.with_second_factor(&passphrase(TYPED), (shown.0, &shown.1), &device(1), at(NOW - 60)).unwrap();
        (AccountRecord::from_json(&record.to_json().unwrap()).unwrap(), secret, codes)
    }

    fn refused(result: Result<(UnlockedAccount, Option<AccountRecord>), VaultError>) -> &'static str {
        result.map(|_| ()).unwrap_err().code()
    }

    #[test]
    fn an_enrolled_account_opens_with_passphrase_and_code_and_no_less() {
        let (record, secret, _) = enrolled();
        let code = code_at(&secret, NOW);
        let (unlocked, used) = record.unlock_with_code(&passphrase(TYPED), Some(&code), &device(1), at(NOW)).unwrap();
        assert_eq!(unlocked.second_factor, SecondFactorUse::Code);
        let again = used.unwrap().unlock_with_code(&passphrase(TYPED), Some(&code), &device(1), at(NOW));
        assert_eq!(refused(again), "vault.sign_in_refused");
        for code in [None, Some("000000"), Some("")] {
            let tried = record.unlock_with_code(&passphrase(TYPED), code, &device(1), at(NOW));
            assert_eq!(refused(tried), "vault.sign_in_refused");
        }
        let tried = record.unlock_with_code(&passphrase("another passphrase"), Some(&code), &device(1), at(NOW));
        assert_eq!(refused(tried), "vault.sign_in_refused");
    }

    #[test]
    fn taking_the_second_factor_out_of_the_file_is_noticed() {
        let (record, ..) = enrolled();
        let mut json: serde_json::Value = serde_json::from_slice(&record.to_json().unwrap()).unwrap();
        json.as_object_mut().unwrap().remove("sealed_second_factor").unwrap();
        let altered = AccountRecord::from_json(json.to_string().as_bytes()).unwrap();
        let tried = altered.unlock_with_code(&passphrase(TYPED), None, &device(1), at(NOW));
        assert_eq!(refused(tried), "vault.account_record_altered");
    }

    #[test]
    fn a_new_passphrase_keeps_the_second_factor() {
        let (record, secret, codes) = enrolled();
        let new = passphrase("an even longer one");
        let changed = record.with_passphrase(&passphrase(TYPED), chosen(&new), &device(1)).unwrap();
        let code = code_at(&secret, NOW);
        changed.unlock_with_code(&new, Some(&code), &device(1), at(NOW)).unwrap();
        let (unlocked, _) = changed.unlock_with_code(&new, Some(&codes[3]), &device(1), at(NOW)).unwrap();
        assert_eq!(unlocked.second_factor, SecondFactorUse::RecoveryCode { left: codes.len() - 1 });
    }

    #[test]
    fn an_initial_passphrase_is_refused_after_its_time() {
        let (record, workspace_key) = record("hanako", TYPED);
        let typed = passphrase(TYPED);
        let given = NewPassphrase { initial_until: Some(at(NOW)), ..chosen(&typed) };
        let made = (record.account(), at(0));
        let given = AccountRecord::create(made, record.profile().clone(), given, &workspace_key, &device(1)).unwrap();
        given.unlock_with_code(&typed, None, &device(1), at(NOW)).unwrap();
        let late = given.unlock_with_code(&typed, None, &device(1), at(NOW + 1));
        assert_eq!(refused(late), "vault.initial_passphrase_expired");
    }
}
