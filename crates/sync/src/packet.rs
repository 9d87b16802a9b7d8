//! What packets say: invitations and opinions of a panel, requests and returns between hospitals.
//!
//! Canonical JSON with a version each; a newer one is refused, and so is a field that is not known. Signing and sealing are
//! the vault's, the rules are the case file's: here is only what is written and how it is read from a stranger.

mod opinion;
mod reading;
mod referral;

use model::canonical::{CanonicalError, ContentHash, canonical_json};
use serde::Serialize;

pub use opinion::{AnsweredFinding, Invitation, Opinion};
pub use reading::{PacketContent, read};
pub use referral::{
    CarriedConsent, CarriedDocument, CarriedFile, CarriedRecommendation, CarriedReferralConsent, Carrying, Request,
    Return, carry, unpack,
};

/// Version of the contents below.
pub const CONTENT_SCHEMA: u32 = 1;

/// Why the content of a packet is not used. No variant carries its words.
#[derive(Debug, thiserror::Error)]
pub enum PacketError {
    /// Written by a newer version.
    #[error("content has version {found}, newest known is {CONTENT_SCHEMA}")]
    Newer {
        /// Its version.
        found: u64,
    },
    /// Not of the shape of its kind.
    #[error("content does not have the shape of its kind")]
    Malformed,
    /// A text holds signs that steer a terminal or turn the direction of writing, or is endless.
    #[error("text at {path} cannot be shown safely")]
    UnsafeText {
        /// Where, as a JSON pointer.
        path: String,
    },
    /// The hash in the packet is not that of what is beside it.
    #[error("content differs from its hash")]
    HashDiffers,
}

impl PacketError {
    /// Key of the wording catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "packet_content_newer",
            Self::Malformed => "packet_content_malformed",
            Self::UnsafeText { .. } => "packet_text_unsafe",
            Self::HashDiffers => "packet_hash_differs",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> std::collections::BTreeMap<String, String> {
        match self {
            Self::Newer { found } => [("found".to_owned(), found.to_string())].into(),
            Self::UnsafeText { path } => [("path".to_owned(), path.clone())].into(),
            Self::Malformed | Self::HashDiffers => std::collections::BTreeMap::new(),
        }
    }
}

/// The bytes of a content.
///
/// # Errors
/// As [`canonical_json`].
pub fn written<T: Serialize>(content: &T) -> Result<Vec<u8>, CanonicalError> {
    canonical_json(content)
}

fn require_hash<T: Serialize>(value: &T, told: ContentHash) -> Result<(), PacketError> {
    match ContentHash::of(value) {
        Ok(found) if found == told => Ok(()),
        Ok(_) | Err(_) => Err(PacketError::HashDiffers),
    }
}

#[cfg(test)]
mod tests;
