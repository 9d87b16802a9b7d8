//! Letting somebody in.

use jiff::Timestamp;
use model::ports::Clock;
use unicode_normalization::UnicodeNormalization;

use crate::account::{AccountRecord, UnlockedAccount};
use crate::attempts::FailedAttempts;
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::passphrase::{Argon2Cost, Passphrase};

/// What came of an attempt.
#[derive(Debug)]
pub struct SignInOutcome {
    /// The open account, or why not.
    pub result: Result<UnlockedAccount, VaultError>,
    /// The record with its new count of failures; write it before answering.
    pub changed: Option<AccountRecord>,
}

/// Tries to sign in, or to sign in again before a signature.
///
/// An unknown login and a wrong passphrase give the same answer after the same work. A locked account is not tried at
/// all, so that a lock cannot be used to test passphrases; an attempt against a lock does not lengthen it.
///
/// Takes as long as Argon2id takes (about a quarter of a second on purpose): not on the thread of a window.
pub fn sign_in(
    accounts: &[AccountRecord],
    login: &str,
    passphrase: &Passphrase,
    device: &DeviceSecret,
    clock: &dyn Clock,
) -> SignInOutcome {
    let wanted = login_key(login);
    let Some(record) = accounts.iter().find(|record| login_key(&record.profile().login) == wanted) else {
        return SignInOutcome { result: Err(refuse_after_equal_work(accounts, passphrase)), changed: None };
    };
    let now = clock.now();
    if let Some(until) = record.failures().locked_until(now) {
        return SignInOutcome { result: Err(VaultError::AccountLocked { until }), changed: None };
    }
    let result = record.unlock(passphrase, device);
    let failures = counted(record.failures(), &result, now);
    let changed = (failures != record.failures()).then(|| record.with_failures(failures));
    SignInOutcome { result, changed }
}

/// The form in which logins are compared: width and case do not matter.
pub fn login_key(login: &str) -> String {
    login.trim().nfkc().flat_map(char::to_lowercase).collect()
}

fn counted(failures: FailedAttempts, result: &Result<UnlockedAccount, VaultError>, now: Timestamp) -> FailedAttempts {
    match result {
        Ok(_) => FailedAttempts::default(),
        Err(VaultError::SignInRefused) => failures.failed(now),
        Err(_) => failures,
    }
}

fn refuse_after_equal_work(accounts: &[AccountRecord], passphrase: &Passphrase) -> VaultError {
    let cost = accounts.iter().map(AccountRecord::cost).max().unwrap_or(Argon2Cost::RECOMMENDED);
    match cost.stretch(passphrase, b"no account, salt") {
        Ok(_) => VaultError::SignInRefused,
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::{passphrase, record};
    use crate::device::tests::device;
    use crate::passphrase::tests::STRETCHED;

    #[derive(Clone, Copy)]
    struct At(i64);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            Timestamp::from_second(1_800_000_000 + self.0 * 60).unwrap()
        }
    }

    const TYPED: &str = "synthetic-passphrase";

    fn attempt(record: &mut AccountRecord, typed: &str, at: At) -> Result<UnlockedAccount, VaultError> {
        let outcome = sign_in(std::slice::from_ref(record), "hanako", &passphrase(typed), &device(1), &at);
        if let Some(changed) = outcome.changed {
            *record = changed;
        }
        outcome.result
    }

    #[test]
    fn the_right_passphrase_lets_in_whatever_the_width_of_the_login() {
        let (record, _) = record("Hanako", TYPED);
        for login in ["hanako", "ＨＡＮＡＫＯ", " Hanako "] {
            let accounts = [record.clone()];
            sign_in(&accounts, login, &passphrase(TYPED), &device(1), &At(0)).result.unwrap();
        }
    }

    #[test]
    fn an_unknown_login_and_a_wrong_passphrase_cannot_be_told_apart() {
        let (record, _) = record("hanako", TYPED);
        let accounts = [record];
        let work = |login: &str| {
            STRETCHED.with(|count| count.set(0));
            let error =
                sign_in(&accounts, login, &passphrase("something else"), &device(1), &At(0)).result.unwrap_err();
            (error.code(), error.to_string(), error.parameters(), STRETCHED.with(std::cell::Cell::get))
        };
        assert_eq!(work("hanako"), work("nobody"));
        assert_eq!(work("nobody").3, 1);
    }

    #[test]
    fn five_failures_lock_even_the_right_passphrase_out_for_a_while() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            assert_eq!(attempt(&mut record, "wrong passphrase", At(0)).unwrap_err().code(), "vault.sign_in_refused");
        }
        let error = attempt(&mut record, TYPED, At(0)).unwrap_err();
        assert_eq!(error.code(), "vault.account_locked");
        assert_eq!(error.parameters()["until"], At(1).now().to_string());
        assert_eq!(record.failures().count, 5);
        attempt(&mut record, TYPED, At(1)).unwrap();
        assert_eq!(record.failures(), FailedAttempts::default());
    }

    #[test]
    fn the_sixth_failure_locks_for_longer() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            attempt(&mut record, "wrong passphrase", At(0)).unwrap_err();
        }
        attempt(&mut record, "wrong passphrase", At(1)).unwrap_err();
        assert_eq!(attempt(&mut record, TYPED, At(2)).unwrap_err().code(), "vault.account_locked");
        attempt(&mut record, TYPED, At(3)).unwrap();
    }

    #[test]
    fn no_work_is_done_for_a_locked_account() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            attempt(&mut record, "wrong passphrase", At(0)).unwrap_err();
        }
        STRETCHED.with(|count| count.set(0));
        attempt(&mut record, TYPED, At(0)).unwrap_err();
        assert_eq!(STRETCHED.with(std::cell::Cell::get), 0);
    }
}
