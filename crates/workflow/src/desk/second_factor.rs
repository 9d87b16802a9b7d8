//! Enrolling a second factor.

use casefile::institution::InstitutionCommand;
use vault::passphrase::Passphrase;
use vault::second_factor::SecondFactorSecret;

use super::Desk;
use crate::contract::{ApiError, RecoveryCodes, SecondFactorOffer};

impl Desk {
    /// Offers a new secret to one's authenticator application. Nothing has changed until a code of it is shown.
    ///
    /// # Errors
    /// When nobody is signed in, or somebody else chose the passphrase.
    pub async fn offer_second_factor(&self) -> Result<SecondFactorOffer, ApiError> {
        let mut seat = self.own_seat().await?;
        seat.own_passphrase_chosen()?;
        let secret = SecondFactorSecret::generate().map_err(ApiError::from_failure)?;
        let issuer = format!("Shirube {}", seat.workspace.file().institution);
        let address = secret.address(&issuer, &seat.profile.login).map_err(ApiError::from_failure)?;
        let drawing = render::qr_drawing(&address).map_err(ApiError::from_failure)?;
        let typed = secret.base32().map_err(ApiError::from_failure)?;
        seat.offered_factor = Some(secret);
        Ok(SecondFactorOffer {
            secret: typed.to_string(),
            address: address.to_string(),
            qr_modules: drawing.modules,
            qr_path: drawing.path,
        })
    }

    /// Enrols the secret that was offered last, with a code that shows that the application holds it. The recovery codes
    /// are in the answer and nowhere else; those of an earlier enrolment end.
    ///
    /// # Errors
    /// When the passphrase is wrong or somebody else chose it, the code does not fit, nothing was offered, or the disk
    /// fails.
    pub async fn enrol_second_factor(&self, passphrase: String, code: String) -> Result<RecoveryCodes, ApiError> {
        let mut seat = self.own_seat().await?;
        seat.own_passphrase_chosen()?;
        let secret = seat.offered_factor.clone().ok_or_else(|| ApiError::refused("second_factor_not_offered"))?;
        seat.confirm(&passphrase, &self.ports)?;
        let passphrase = Passphrase::new(&passphrase).map_err(ApiError::from_failure)?;
        let now = self.ports.clock.now();
        let enrolled = seat.own_record()?.with_second_factor(&passphrase, (&secret, &code), &seat.device, now);
        let (record, codes) = enrolled.map_err(ApiError::from_failure)?;
        let account = seat.account;
        seat.decide(InstitutionCommand::EnrolSecondFactor(account), None, &self.ports).await?;
        seat.write_record(&record)?;
        seat.offered_factor = None;
        seat.set_required_step(&record).await?;
        Ok(RecoveryCodes { codes: codes.iter().map(|code| code.to_string()).collect() })
    }
}

/// A text as a QR code of half blocks, for a terminal.
///
/// # Errors
/// When the text is too long.
pub fn qr_text(text: &str) -> Result<String, ApiError> {
    render::qr_text(text).map_err(ApiError::from_failure)
}
