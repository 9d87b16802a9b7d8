//! The signing keys of the institution: whose, from when until when, and ending one.

use casefile::institution::{InstitutionCommand, RevocationReason, SigningKey, SigningKeyRevoked};
use casefile::permission::Action;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use vault::signing::{PublicKey, Signer};

use super::key_lists::known_institutions;
use super::session::Session;
use super::{Desk, Ports};
use crate::contract::{ApiError, KeyRevocation, SigningKeyRow, SigningKeys};

impl Desk {
    /// Every signing key there ever was, newest first, and the institutions whose lists were imported on this machine.
    ///
    /// # Errors
    /// When nobody is signed in, or a list was changed.
    pub async fn signing_keys(&self) -> Result<SigningKeys, ApiError> {
        self.seat(Action::ViewSettings).await?.keys_view(&self.ports).await
    }

    /// Lets a key count no more, from now on or from an earlier day on. What it signed before still counts. The passphrase
    /// is asked for again.
    ///
    /// # Errors
    /// When the role is missing, the passphrase is wrong, there is no such key, no reason is given, or the day lies ahead.
    pub async fn revoke_key(&self, wanted: KeyRevocation, passphrase: String) -> Result<SigningKeys, ApiError> {
        let mut seat = self.seat(Action::ManageAccounts).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let reason =
            RevocationReason::of_code(&wanted.reason).ok_or_else(|| ApiError::refused("revocation_unreadable"))?;
        let key = seat.key_named(&wanted.key).ok_or_else(|| ApiError::refused("refusal_key_unknown"))?;
        let revoked = SigningKeyRevoked {
            account: key.account,
            public_key: key.public_key.clone(),
            since: moment(&wanted.since, self.ports.clock.now())?,
            reason,
            because: wanted.because,
        };
        let role = seat.role;
        seat.decide(InstitutionCommand::RevokeKey(revoked), Some(role), &self.ports).await?;
        seat.keys_view(&self.ports).await
    }
}

impl Session {
    pub(super) async fn keys_view(&self, ports: &Ports) -> Result<SigningKeys, ApiError> {
        let now = ports.clock.now();
        Ok(SigningKeys {
            institution_fingerprint: self
                .present_institution_signer()
                .await?
                .map(|signer| signer.fingerprint().to_string()),
            keys: self.institution.keys.iter().rev().map(|key| self.key_row(key, now)).collect(),
            known: known_institutions(&ports.key_lists_folder())?,
        })
    }

    fn key_row(&self, key: &SigningKey, now: Timestamp) -> SigningKeyRow {
        let owner = self.institution.accounts.get(&key.account);
        SigningKeyRow {
            public_key: key.public_key.clone(),
            fingerprint: fingerprint(key),
            account: key.account.to_string(),
            login: owner.map(|account| account.login.clone()).unwrap_or_default(),
            person: owner.map(|account| account.display_name.clone()).unwrap_or_default(),
            standing: if key.revoked.is_some() {
                "revoked"
            } else if key.is_in_force(now) {
                "in_force"
            } else {
                "ended"
            }
            .to_owned(),
            valid_from: key.valid_from.to_string(),
            valid_until: key.valid_until().map(|until| until.to_string()),
            ended: key.ended.map(|(_, why)| why.code().to_owned()),
            revoked: key.revoked.as_ref().map(|revoked| revoked.reason.code().to_owned()),
            because: key.revoked.as_ref().map(|revoked| revoked.because.clone()),
            is_own: key.account == self.account,
        }
    }

    /// A key by its public half or its fingerprint.
    fn key_named(&self, wanted: &str) -> Option<&SigningKey> {
        let named = |key: &&SigningKey| {
            let read_as = |known: PublicKey| known.fingerprint().is_read_as(wanted);
            key.public_key == wanted.trim() || key.public_key.parse().is_ok_and(read_as)
        };
        self.institution.keys.iter().rev().find(named)
    }
}

fn fingerprint(key: &SigningKey) -> String {
    key.public_key.parse::<PublicKey>().map(|key| key.fingerprint().to_string()).unwrap_or_default()
}

/// The beginning of a day in Japan; now where no day is told.
fn moment(day: &str, now: Timestamp) -> Result<Timestamp, ApiError> {
    if day.trim().is_empty() {
        return Ok(now);
    }
    let day: Date = day.trim().parse().map_err(|_| ApiError::refused("revocation_unreadable"))?;
    let begins = day.to_zoned(TimeZone::fixed(offset(9))).map_err(|_| ApiError::refused("revocation_unreadable"))?;
    Ok(begins.timestamp())
}
