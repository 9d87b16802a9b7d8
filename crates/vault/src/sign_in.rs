//! Letting somebody in.

use std::fmt;

use jiff::Timestamp;
use model::ports::Clock;
use unicode_normalization::UnicodeNormalization;

use crate::account::{AccountRecord, UnlockedAccount};
use crate::attempts::FailedAttempts;
use crate::device::DeviceSecret;
use crate::error::VaultError;
use crate::passphrase::{Argon2Cost, Passphrase};
use crate::strangers::StrangerAttempts;

/// What somebody shows to be let in.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Login, as typed.
    pub login: &'a str,
    /// Passphrase.
    pub passphrase: &'a Passphrase,
    /// One-time code or recovery code; `None` where nothing was typed.
    pub code: Option<&'a str>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown(…)")
    }
}

/// What came of an attempt.
#[derive(Debug)]
pub struct SignInOutcome {
    /// The open account, or why not.
    pub result: Result<UnlockedAccount, VaultError>,
    /// How often the account had failed before; 0 for a login that nobody has.
    pub failures_before: u32,
    /// What has to be written before answering.
    pub changed: SignInChange,
}

/// What an attempt changed.
#[derive(Debug)]
pub enum SignInChange {
    /// Nothing.
    Nothing,
    /// The record: its count of failures, or a code that is used up.
    Account(Box<AccountRecord>),
    /// The failures of logins that nobody has.
    Strangers(StrangerAttempts),
}

/// Tries to sign in.
///
/// An unknown login, a wrong passphrase and a wrong code give the same answer after the same work, and lock after as many
/// failures. What is locked is not tried at all, so that a lock cannot be used to test passphrases; an attempt against a
/// lock does not lengthen it.
///
/// Takes as long as Argon2id takes (about a quarter of a second on purpose): not on the thread of a window.
pub fn sign_in(
    accounts: &[AccountRecord],
    strangers: &StrangerAttempts,
    shown: &Shown<'_>,
    device: &DeviceSecret,
    clock: &dyn Clock,
) -> SignInOutcome {
    let wanted = login_key(shown.login);
    let now = clock.now();
    let Some(record) = accounts.iter().find(|record| login_key(&record.profile().login) == wanted) else {
        let cost = accounts.iter().map(AccountRecord::cost).max().unwrap_or(Argon2Cost::RECOMMENDED);
        return stranger(strangers, (&wanted, shown.passphrase, cost), device, now);
    };
    attempt(record, now, |record| record.unlock_with_code(shown.passphrase, shown.code, device, now))
}

/// Asks somebody who is signed in to show again that it is they: by the passphrase alone, which opens their signing key.
/// Failures count as when signing in.
pub fn confirm(
    record: &AccountRecord,
    passphrase: &Passphrase,
    device: &DeviceSecret,
    clock: &dyn Clock,
) -> SignInOutcome {
    attempt(record, clock.now(), |record| record.unlock(passphrase, device).map(|unlocked| (unlocked, None)))
}

type Unlocked = Result<(UnlockedAccount, Option<AccountRecord>), VaultError>;

fn attempt(record: &AccountRecord, now: Timestamp, unlock: impl Fn(&AccountRecord) -> Unlocked) -> SignInOutcome {
    let failures_before = record.failures().count;
    if let Some(until) = record.failures().locked_until(now) {
        let result = Err(VaultError::AccountLocked { until });
        return SignInOutcome { result, failures_before, changed: SignInChange::Nothing };
    }
    let (result, used) = match unlock(record) {
        Ok((unlocked, used)) => (Ok(unlocked), used),
        Err(error) => (Err(error), None),
    };
    let failures = counted(record.failures(), &result, now);
    let changed = match used {
        Some(used) => Some(used.with_failures(failures)),
        None => (failures != record.failures()).then(|| record.with_failures(failures)),
    };
    let changed = changed.map_or(SignInChange::Nothing, |record| SignInChange::Account(Box::new(record)));
    SignInOutcome { result, failures_before, changed }
}

/// The same work and the same lock as for a wrong passphrase.
fn stranger(
    strangers: &StrangerAttempts,
    (login, passphrase, cost): (&str, &Passphrase, Argon2Cost),
    device: &DeviceSecret,
    now: Timestamp,
) -> SignInOutcome {
    let refused = |error, changed| SignInOutcome { result: Err(error), failures_before: 0, changed };
    match strangers.of(login, device).map(|failures| failures.locked_until(now)) {
        Ok(Some(until)) => return refused(VaultError::AccountLocked { until }, SignInChange::Nothing),
        Ok(None) => {}
        Err(error) => return refused(error, SignInChange::Nothing),
    }
    if let Err(error) = cost.stretch(passphrase, b"no account, salt") {
        return refused(error, SignInChange::Nothing);
    }
    match strangers.failed(login, device, now) {
        Ok(counted) => refused(VaultError::SignInRefused, SignInChange::Strangers(counted)),
        Err(error) => refused(error, SignInChange::Nothing),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::{passphrase, record};
    use crate::device::tests::device;
    use crate::passphrase::tests::STRETCHED;
    use crate::second_factor::SecondFactorSecret;
    use crate::second_factor::tests::code_at;
    use crate::signing::Signer;

    #[derive(Clone, Copy)]
    struct At(i64);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            Timestamp::from_second(1_800_000_000 + self.0 * 60).unwrap()
        }
    }

    const TYPED: &str = "synthetic-passphrase";

    fn try_in(record: &mut AccountRecord, typed: &str, at: At) -> Result<UnlockedAccount, VaultError> {
        let typed = passphrase(typed);
        let shown = Shown { login: "hanako", passphrase: &typed, code: None };
        let outcome = sign_in(std::slice::from_ref(record), &StrangerAttempts::default(), &shown, &device(1), &at);
        if let SignInChange::Account(changed) = outcome.changed {
            *record = *changed;
        }
        outcome.result
    }

    #[test]
    fn the_right_passphrase_lets_in_whatever_the_width_of_the_login() {
        let (record, _) = record("Hanako", TYPED);
        for login in ["hanako", "ＨＡＮＡＫＯ", " Hanako "] {
            let accounts = [record.clone()];
            let typed = passphrase(TYPED);
            let shown = Shown { login, passphrase: &typed, code: None };
            sign_in(&accounts, &StrangerAttempts::default(), &shown, &device(1), &At(0)).result.unwrap();
        }
    }

    /// Everything that somebody at the keyboard, or with a watch, could tell apart.
    type Answer = (&'static str, String, std::collections::BTreeMap<String, String>, usize);

    #[test]
    fn an_unknown_login_a_wrong_passphrase_and_a_wrong_code_cannot_be_told_apart() {
        let (without, _) = record("hanako", TYPED);
        let secret = SecondFactorSecret::generate().unwrap();
        let now = At(0).now();
        let code = code_at(&secret, now.as_second() - 60);
        let enrolled_at = Timestamp::from_second(now.as_second() - 60).unwrap();
        let (enrolled, _) =
            without.with_second_factor(&passphrase(TYPED), (&secret, &code), &device(1), enrolled_at).unwrap();
        let answers = |record: &AccountRecord, login: &str, typed: &str, code: Option<&str>| -> Vec<Answer> {
            let (mut accounts, mut strangers) = (vec![record.clone()], StrangerAttempts::default());
            let typed = passphrase(typed);
            let once = |minute: i64| {
                STRETCHED.with(|count| count.set(0));
                let shown = Shown { login, passphrase: &typed, code };
                let outcome = sign_in(&accounts, &strangers, &shown, &device(1), &At(minute));
                match outcome.changed {
                    SignInChange::Account(changed) => accounts = vec![*changed],
                    SignInChange::Strangers(changed) => strangers = changed,
                    SignInChange::Nothing => {}
                }
                let error = outcome.result.unwrap_err();
                (error.code(), error.to_string(), error.parameters(), STRETCHED.with(std::cell::Cell::get))
            };
            // Past the lock after the fifth failure, and past the longer one after the sixth.
            [0, 0, 0, 0, 0, 0, 1, 2, 3].into_iter().map(once).collect()
        };
        let unknown = answers(&without, "nobody", TYPED, None);
        assert_eq!(unknown.iter().map(|answer| answer.3).collect::<Vec<_>>(), [1, 1, 1, 1, 1, 0, 1, 0, 1]);
        assert_eq!(unknown[0].0, "vault.sign_in_refused");
        assert_eq!(unknown[5].0, "vault.account_locked");
        assert_eq!(answers(&without, "hanako", "something else", None), unknown);
        assert_eq!(answers(&enrolled, "hanako", "something else", Some("123456")), unknown);
        for wrong in [None, Some(""), Some("000000"), Some("AAAAA-AAAAA")] {
            assert_eq!(answers(&enrolled, "hanako", TYPED, wrong), unknown, "{wrong:?}");
        }
    }

    #[test]
    fn to_confirm_is_to_type_the_passphrase_and_failures_count() {
        let (record, _) = record("hanako", TYPED);
        let done = confirm(&record, &passphrase(TYPED), &device(1), &At(0));
        assert!(matches!(done.changed, SignInChange::Nothing));
        assert_eq!(done.result.unwrap().signer.public_key(), record.public_key());
        let failed = confirm(&record, &passphrase("something else"), &device(1), &At(0));
        assert_eq!(failed.result.unwrap_err().code(), "vault.sign_in_refused");
        let SignInChange::Account(changed) = failed.changed else { panic!("not counted") };
        assert_eq!(changed.failures().count, 1);
    }

    #[test]
    fn five_failures_lock_even_the_right_passphrase_out_for_a_while() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            assert_eq!(try_in(&mut record, "wrong passphrase", At(0)).unwrap_err().code(), "vault.sign_in_refused");
        }
        let error = try_in(&mut record, TYPED, At(0)).unwrap_err();
        assert_eq!(error.code(), "vault.account_locked");
        assert_eq!(error.parameters()["until"], At(1).now().to_string());
        assert_eq!(record.failures().count, 5);
        try_in(&mut record, TYPED, At(1)).unwrap();
        assert_eq!(record.failures(), FailedAttempts::default());
    }

    #[test]
    fn the_sixth_failure_locks_for_longer() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            try_in(&mut record, "wrong passphrase", At(0)).unwrap_err();
        }
        try_in(&mut record, "wrong passphrase", At(1)).unwrap_err();
        assert_eq!(try_in(&mut record, TYPED, At(2)).unwrap_err().code(), "vault.account_locked");
        try_in(&mut record, TYPED, At(3)).unwrap();
    }

    #[test]
    fn no_work_is_done_for_a_locked_account() {
        let (mut record, _) = record("hanako", TYPED);
        for _ in 0..5 {
            try_in(&mut record, "wrong passphrase", At(0)).unwrap_err();
        }
        STRETCHED.with(|count| count.set(0));
        try_in(&mut record, TYPED, At(0)).unwrap_err();
        assert_eq!(STRETCHED.with(std::cell::Cell::get), 0);
    }
}
