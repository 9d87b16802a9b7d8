//! Signing keys as the events tell them: whose, from when, until when, and why they ended.
//!
//! A signature is judged by the time that it states. That time is the clock of whoever signed: nobody else vouches for it.

use jiff::Timestamp;
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

use super::{Institution, InstitutionRefusal};

/// Why a key is used no more, without blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyEnd {
    /// Its owner has another one.
    Replaced,
    /// Its owner lost passphrase or second factor.
    Reset,
    /// Its owner has no account any more.
    AccountRevoked,
}

impl KeyEnd {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Reset => "reset",
            Self::AccountRevoked => "account_revoked",
        }
    }
}

/// Why a key is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// Somebody else may have used it.
    Compromised,
    /// Its owner no longer signs for the institution.
    DutyEnded,
    /// Another reason, as typed.
    Other,
}

impl RevocationReason {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Compromised, Self::DutyEnded, Self::Other];

    /// The reason of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Compromised => "compromised",
            Self::DutyEnded => "duty_ended",
            Self::Other => "other",
        }
    }
}

/// A key was revoked: what it signs from a moment on counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKeyRevoked {
    /// Whose.
    pub account: AccountId,
    /// Public half, base64.
    pub public_key: String,
    /// From when on; may lie before the moment in which it is said.
    pub since: Timestamp,
    /// Why.
    pub reason: RevocationReason,
    /// Why exactly, as typed.
    pub because: String,
}

/// A signing key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// Whose.
    pub account: AccountId,
    /// Public half, base64.
    pub public_key: String,
    /// From when on it signs.
    pub valid_from: Timestamp,
    /// When its owner stopped using it, and why.
    pub ended: Option<(Timestamp, KeyEnd)>,
    /// Whether it was revoked.
    pub revoked: Option<SigningKeyRevoked>,
}

impl SigningKey {
    /// Until when it signs; `None` while it does.
    pub fn valid_until(&self) -> Option<Timestamp> {
        let ended = self.ended.map(|(at, _)| at);
        ended.into_iter().chain(self.revoked.as_ref().map(|revoked| revoked.since)).min()
    }

    /// Whether what it signs at a time counts. The end is no longer part of its time.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.valid_from <= at && self.valid_until().is_none_or(|until| at < until)
    }
}

impl Institution {
    /// The key that somebody signs with, while it is in force.
    ///
    /// # Errors
    /// [`InstitutionRefusal::KeyNotInForce`].
    pub fn require_key(
        &self,
        account: AccountId,
        public_key: &str,
        at: Timestamp,
    ) -> Result<&SigningKey, InstitutionRefusal> {
        let found = self.keys.iter().find(|key| key.account == account && key.public_key == public_key);
        found.filter(|key| key.is_in_force(at)).ok_or(InstitutionRefusal::KeyNotInForce)
    }

    pub(super) fn key_of(&self, account: AccountId, public_key: &str) -> Option<&SigningKey> {
        self.keys.iter().rev().find(|key| key.account == account && key.public_key == public_key)
    }

    /// From now on somebody signs with this key.
    pub(super) fn begin_key(&mut self, account: AccountId, public_key: &str, at: Timestamp) {
        let goes_on =
            self.keys.iter().any(|key| key.account == account && key.public_key == public_key && key.ended.is_none());
        if goes_on {
            return;
        }
        self.end_keys(account, (at, KeyEnd::Replaced));
        self.keys.push(SigningKey {
            account,
            public_key: public_key.to_owned(),
            valid_from: at,
            ended: None,
            revoked: None,
        });
    }

    pub(super) fn end_keys(&mut self, account: AccountId, end: (Timestamp, KeyEnd)) {
        for key in self.keys.iter_mut().filter(|key| key.account == account && key.ended.is_none()) {
            key.ended = Some(end);
        }
    }

    pub(super) fn revoke_key(&mut self, revoked: &SigningKeyRevoked) {
        let meant = |key: &&mut SigningKey| key.account == revoked.account && key.public_key == revoked.public_key;
        for key in self.keys.iter_mut().filter(meant) {
            key.revoked = Some(revoked.clone());
        }
    }
}
