//! The second factor of a person: one-time codes of RFC 6238, and recovery codes for the day the telephone is lost.
//!
//! It is sealed under the owner's own key (passphrase and device secret), not under the workspace key. Everybody who is
//! signed in holds the workspace key in memory: sealed under it, each could make the codes of all others. The price is
//! that a lost passphrase takes the second factor along, so that it is enrolled again; and that a code can be judged
//! only after the passphrase opened the record, which is what makes a wrong code and a wrong passphrase one answer.
//!
//! The second factor guards signing in. It is no part of the keys: somebody with the files, the device secret and the
//! passphrase needs no code.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use model::canonical::ContentHash;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::recovery::{random_groups, read_symbols};
use crate::wrapping::Base64Bytes;

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// 160 bits, as RFC 4226 §4 recommends.
const SECRET_BYTES: usize = 20;
/// Groups of five symbols in a recovery code: 50 bits.
const CODE_GROUPS: usize = 2;

/// What was shown beside the passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorUse {
    /// The account has no second factor, or the passphrase was asked for alone.
    NotAsked,
    /// A one-time code.
    Code,
    /// A recovery code; it is used up.
    RecoveryCode {
        /// How many are left.
        left: usize,
    },
}

/// The secret that a person's authenticator application holds, before it is enrolled.
#[derive(Clone)]
pub struct SecondFactorSecret(Zeroizing<Vec<u8>>);

impl SecondFactorSecret {
    /// A fresh one.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn generate() -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new(vec![0; SECRET_BYTES]);
        getrandom::fill(&mut bytes).map_err(|source| VaultError::Randomness { source })?;
        Ok(Self(bytes))
    }

    /// As it is typed where no camera can read it.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn base32(&self) -> Result<Zeroizing<String>, VaultError> {
        Ok(Zeroizing::new(totp(&self.0, None)?.secret().to_base32()))
    }

    /// As an authenticator application reads it from a picture: `otpauth://totp/…`.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn address(&self, issuer: &str, login: &str) -> Result<Zeroizing<String>, VaultError> {
        let address = totp(&self.0, Some((issuer, login)))?.to_url();
        address.map(Zeroizing::new).map_err(|_| malformed())
    }
}

impl fmt::Debug for SecondFactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondFactorSecret(…)")
    }
}

/// What stands sealed in an account record.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SecondFactor {
    secret: Base64Bytes,
    /// The last step a code of which was used; no code of it or of an earlier one is taken again.
    last_step: u64,
    /// Recovery codes that are left, as HMAC-SHA-256 under the secret.
    recovery_codes: Vec<ContentHash>,
}

impl SecondFactor {
    /// Enrols a secret, once a code has shown that the owner's application holds it, and gives the recovery codes.
    pub(crate) fn enrol(
        secret: &SecondFactorSecret,
        code: &str,
        now: Timestamp,
    ) -> Result<(Self, Vec<Zeroizing<String>>), VaultError> {
        let last_step = step_of(&secret.0, code, now)?.ok_or(VaultError::CodeRefused)?;
        let codes = (0..RECOVERY_CODES).map(|_| random_groups(CODE_GROUPS)).collect::<Result<Vec<_>, _>>()?;
        let mut factor = Self { secret: Base64Bytes(secret.0.to_vec()), last_step, recovery_codes: vec![] };
        for code in &codes {
            let hash = factor.hash(&read_symbols(code).ok_or_else(malformed)?)?;
            factor.recovery_codes.push(hash);
        }
        Ok((factor, codes))
    }

    /// Takes a one-time code or a recovery code, and gives the factor as it is afterwards.
    pub(crate) fn take(&self, code: &str, now: Timestamp) -> Result<(Self, SecondFactorUse), VaultError> {
        if let Some(step) = step_of(&self.secret.0, code, now)?.filter(|step| *step > self.last_step) {
            let mut left = self.clone();
            left.last_step = step;
            return Ok((left, SecondFactorUse::Code));
        }
        let symbols = read_symbols(code).filter(|symbols| symbols.len() == CODE_GROUPS * 5);
        let hash = self.hash(&symbols.ok_or(VaultError::SignInRefused)?)?;
        let mut left = self.clone();
        left.recovery_codes.retain(|unused| *unused != hash);
        if left.recovery_codes.len() == self.recovery_codes.len() {
            return Err(VaultError::SignInRefused);
        }
        let used = SecondFactorUse::RecoveryCode { left: left.recovery_codes.len() };
        Ok((left, used))
    }

    fn hash(&self, symbols: &[u8]) -> Result<ContentHash, VaultError> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret.0).map_err(|_| malformed())?;
        Ok(ContentHash(mac.chain_update(symbols).finalize().into_bytes().into()))
    }
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondFactor(…)")
    }
}

impl Drop for SecondFactor {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.secret.0);
    }
}

/// The step that a code belongs to: this one, the one before, or the one after.
fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<u64>, VaultError> {
    let seconds = u64::try_from(now.as_second()).map_err(|_| malformed())?;
    let typed: String =
        unicode_normalization::UnicodeNormalization::nfkc(code).filter(|c| !c.is_whitespace()).collect();
    Ok(totp(secret, None)?.check(&typed, seconds))
}

/// SHA-1, six digits, thirty seconds: what every application reads (RFC 6238 §1.2, §5.2).
fn totp(secret: &[u8], label: Option<(&str, &str)>) -> Result<Totp, VaultError> {
    let builder = Builder::new().with_secret(secret);
    let builder = match label {
        Some((issuer, login)) => {
            builder.with_issuer(Some(issuer.replace(':', " "))).with_account_name(login.replace(':', " "))
        }
        None => builder,
    };
    builder.build().map_err(|_| malformed())
}

fn malformed() -> VaultError {
    VaultError::Malformed { what: "second_factor" }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A real generator, as a telephone has one.
    pub(crate) fn code_at(secret: &SecondFactorSecret, second: i64) -> String {
        totp(&secret.0, None).unwrap().generate(u64::try_from(second).unwrap()).to_string()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn enrolled(second: i64) -> (SecondFactorSecret, SecondFactor, Vec<Zeroizing<String>>) {
        let secret = SecondFactorSecret::generate().unwrap();
        let (factor, codes) = SecondFactor::enrol(&secret, &code_at(&secret, second), at(second)).unwrap();
        (secret, factor, codes)
    }

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        // The table has eight digits; the last six are what a six-digit code is.
        let secret = SecondFactorSecret(Zeroizing::new(b"12345678901234567890".to_vec()));
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code_at(&secret, second), code);
            assert_eq!(step_of(&secret.0, code, at(second)).unwrap(), u64::try_from(second / 30).ok());
        }
    }

    #[test]
    fn a_code_of_the_step_before_or_after_is_taken_and_no_other() {
        let (secret, factor, _) = enrolled(0);
        let now = 1_800_000_010;
        for apart in [-30, 0, 30] {
            let (_, used) = factor.take(&code_at(&secret, now + apart), at(now)).unwrap();
            assert_eq!(used, SecondFactorUse::Code, "{apart}");
        }
        for apart in [-90, -60, 60, 90] {
            let error = factor.take(&code_at(&secret, now + apart), at(now)).unwrap_err();
            assert_eq!(error.code(), "vault.sign_in_refused", "{apart}");
        }
    }

    #[test]
    fn no_code_is_taken_twice_and_none_that_is_older_than_the_last() {
        let now = 1_800_000_000;
        let (secret, factor, _) = enrolled(now);
        factor.take(&code_at(&secret, now), at(now)).unwrap_err();
        let (factor, _) = factor.take(&code_at(&secret, now + 30), at(now)).unwrap();
        factor.take(&code_at(&secret, now + 30), at(now + 30)).unwrap_err();
        factor.take(&code_at(&secret, now), at(now + 30)).unwrap_err();
        factor.take(&code_at(&secret, now + 60), at(now + 30)).unwrap();
    }

    #[test]
    fn wide_digits_and_spaces_are_the_same_code() {
        let (secret, factor, _) = enrolled(0);
        let code = code_at(&secret, 1_800_000_000);
        let wide: String = code.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        let (first, last) = code.split_at(3);
        let spaced = format!("{first} {last}");
        for typed in [wide, spaced] {
            factor.take(&typed, at(1_800_000_000)).unwrap();
        }
    }

    #[test]
    fn each_recovery_code_lets_in_once() {
        let (_, mut factor, codes) = enrolled(0);
        assert_eq!(codes.len(), RECOVERY_CODES);
        for (used, code) in codes.iter().enumerate() {
            let typed = code.to_lowercase().replace('-', " ");
            let (left, shown) = factor.take(&typed, at(0)).unwrap();
            assert_eq!(shown, SecondFactorUse::RecoveryCode { left: RECOVERY_CODES - used - 1 });
            left.take(code, at(0)).unwrap_err();
            factor = left;
        }
        assert!(factor.recovery_codes.is_empty());
        factor.take("", at(0)).unwrap_err();
    }

    #[test]
    fn recovery_codes_are_not_kept_as_they_are() {
        let (_, factor, codes) = enrolled(0);
        let kept = serde_json::to_string(&factor).unwrap();
        assert!(codes.iter().all(|code| !kept.contains(code.as_str()) && !kept.contains(&code.replace('-', ""))));
    }

    #[test]
    fn a_secret_is_enrolled_only_with_a_code_of_it() {
        let secret = SecondFactorSecret::generate().unwrap();
        let other = SecondFactorSecret::generate().unwrap();
        let error = SecondFactor::enrol(&secret, &code_at(&other, 0), at(0)).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "vault.code_refused");
    }

    #[test]
    fn the_address_says_who_and_holds_the_secret() {
        let secret = SecondFactorSecret::generate().unwrap();
        let address = secret.address("Shirube: 合成病院", "hanako").unwrap();
        assert!(address.starts_with("otpauth://totp/"), "{address:?}");
        assert!(address.contains(secret.base32().unwrap().as_str()));
        assert!(address.contains("hanako"));
        assert_eq!(format!("{secret:?}"), "SecondFactorSecret(…)");
    }
}
