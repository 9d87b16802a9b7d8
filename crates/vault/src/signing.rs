//! Ed25519 signatures of people and devices.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use model::canonical::ContentHash;
use serde::{Deserialize, Serialize};

use crate::error::VaultError;
use crate::key::KeyMaterial;

macro_rules! base64_bytes {
    ($($(#[$doc:meta])* $name:ident, $length:literal, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub [u8; $length]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&STANDARD.encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = VaultError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                STANDARD
                    .decode(text)
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .map(Self)
                    .ok_or(VaultError::Malformed { what: $what })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

base64_bytes! {
    /// Public half of a signing key; base64 as text.
    PublicKey, 32, "public_key";
    /// Public half of a key to which packets are sealed; base64 as text.
    SealingKey, 32, "public_key";
    /// An Ed25519 signature; base64 as text.
    Signature, 64, "signature";
}

impl PublicKey {
    /// What two people can read to each other to compare keys.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(ContentHash::of_bytes(&self.0))
    }
}

/// The first sixteen digits of the SHA-256 of a public key, in groups of four: `ab12 cd34 ef56 7890`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(ContentHash);

impl Fingerprint {
    /// Whether what somebody typed is this fingerprint; spaces, hyphens, case and width do not matter.
    pub fn is_read_as(&self, typed: &str) -> bool {
        is_read_as(&self.to_string(), typed)
    }
}

/// Letters and digits alone: spaces, hyphens, case and width are how a person writes them down.
pub(crate) fn is_read_as(told: &str, typed: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let bare = |text: &str| text.nfkc().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    bare(typed) == bare(told)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, digit) in self.0.to_string().chars().take(16).enumerate() {
            let gap = if index > 0 && index % 4 == 0 { " " } else { "" };
            write!(f, "{gap}{digit}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// Signs bytes in the name of one key. A port: a card reader may stand behind it.
pub trait Signer: fmt::Debug + Send + Sync {
    /// Signs exactly these bytes.
    ///
    /// # Errors
    /// [`VaultError`] when the key cannot be used.
    fn sign(&self, bytes: &[u8]) -> Result<Signature, VaultError>;

    /// The public half.
    fn public_key(&self) -> PublicKey;

    /// Fingerprint of the public half.
    fn fingerprint(&self) -> Fingerprint {
        self.public_key().fingerprint()
    }
}

/// Verifies strictly: weak keys and non-canonical signatures are refused.
///
/// # Errors
/// [`VaultError::SignatureInvalid`].
pub fn verify(public: &PublicKey, bytes: &[u8], signature: &Signature) -> Result<(), VaultError> {
    VerifyingKey::from_bytes(&public.0)
        .and_then(|key| key.verify_strict(bytes, &ed25519_dalek::Signature::from_bytes(&signature.0)))
        .map_err(|_| VaultError::SignatureInvalid)
}

/// A private key in memory, wiped when dropped.
pub struct SoftwareSigner(SigningKey);

impl SoftwareSigner {
    pub(crate) fn from_seed(seed: &KeyMaterial) -> Self {
        Self(SigningKey::from_bytes(seed.bytes()))
    }
}

impl Signer for SoftwareSigner {
    fn sign(&self, bytes: &[u8]) -> Result<Signature, VaultError> {
        Ok(Signature(self.0.sign(bytes).to_bytes()))
    }

    fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }
}

impl fmt::Debug for SoftwareSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SoftwareSigner({})", self.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16).unwrap()).collect();
        let bytes: Vec<u8> = digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect();
        bytes.try_into().unwrap()
    }

    #[test]
    fn signatures_are_those_of_rfc_8032_test_2() {
        let seed = hex::<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let signer = SoftwareSigner::from_seed(&KeyMaterial::from_slice(&seed).unwrap());
        let public = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assert_eq!(signer.public_key(), PublicKey(public));
        let expected = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assert_eq!(signer.sign(&[0x72]).unwrap(), Signature(expected));
        verify(&signer.public_key(), &[0x72], &Signature(expected)).unwrap();
    }

    #[test]
    fn another_text_another_key_or_a_changed_signature_does_not_match() {
        let signer = SoftwareSigner::from_seed(&KeyMaterial::random().unwrap());
        let other = SoftwareSigner::from_seed(&KeyMaterial::random().unwrap());
        let signature = signer.sign(b"manifest").unwrap();
        verify(&signer.public_key(), b"manifest", &signature).unwrap();
        verify(&signer.public_key(), b"Manifest", &signature).unwrap_err();
        verify(&other.public_key(), b"manifest", &signature).unwrap_err();
        let mut changed = signature;
        changed.0[10] ^= 1;
        verify(&signer.public_key(), b"manifest", &changed).unwrap_err();
    }

    #[test]
    fn a_fingerprint_is_four_groups_of_four() {
        let text = PublicKey([0; 32]).fingerprint().to_string();
        assert_eq!(text, "6668 7aad f862 bd77");
    }

    #[test]
    fn keys_and_signatures_survive_their_text() {
        let signer = SoftwareSigner::from_seed(&KeyMaterial::random().unwrap());
        let public = signer.public_key();
        assert_eq!(public.to_string().parse::<PublicKey>().unwrap(), public);
        let signature = signer.sign(b"x").unwrap();
        let json = serde_json::to_string(&signature).unwrap();
        assert_eq!(serde_json::from_str::<Signature>(&json).unwrap(), signature);
        assert_eq!("AAAA".parse::<Signature>().unwrap_err().code(), "vault.malformed");
    }

    #[test]
    fn a_private_key_is_not_printed() {
        let signer = SoftwareSigner::from_seed(&KeyMaterial::from_slice(&[1; 32]).unwrap());
        assert_eq!(format!("{signer:?}"), format!("SoftwareSigner({})", signer.fingerprint()));
    }
}
