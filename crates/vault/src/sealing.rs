//! XChaCha20-Poly1305 with a version byte and a random nonce.
//!
//! Sealed form, version 1: `01 ‖ nonce (24) ‖ ciphertext ‖ tag (16)`. The version byte and the caller's context are
//! authenticated with the content, so sealed bytes open only in the place they were made for.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, AeadInOut, KeyInit, Payload};
use model::ports::CipherError;

use crate::error::VaultError;
use crate::key::KeyMaterial;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Seals and opens with one key. The expanded key is wiped on drop.
pub(crate) struct Sealer(XChaCha20Poly1305);

impl Sealer {
    pub(crate) fn new(key: &KeyMaterial) -> Self {
        Self(XChaCha20Poly1305::new(key.bytes().into()))
    }

    pub(crate) fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|source| VaultError::Randomness { source })?;
        let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + plain.len() + TAG_BYTES);
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let body = sealed.get_mut(1 + NONCE_BYTES..).unwrap_or_default();
        let tag = self.0.encrypt_inout_detached(&nonce.into(), &authenticated(context), body.into());
        sealed.extend_from_slice(&tag.map_err(|_| VaultError::Sealing)?);
        Ok(sealed)
    }

    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CipherError> {
        let (version, rest) = sealed.split_first().ok_or(CipherError)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(CipherError)?;
        if *version != VERSION {
            return Err(CipherError);
        }
        self.0
            .decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad: &authenticated(context) })
            .map_err(|_| CipherError)
    }
}

fn authenticated(context: &[u8]) -> Vec<u8> {
    [&[VERSION], context].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer() -> Sealer {
        Sealer::new(&KeyMaterial::from_slice(&[7; 32]).unwrap())
    }

    #[test]
    fn sealed_bytes_open_only_in_their_place() {
        let sealed = sealer().seal(b"here", "𠮷野".as_bytes()).unwrap();
        assert_eq!(sealer().open(b"here", &sealed).unwrap(), "𠮷野".as_bytes());
        assert_eq!(sealer().open(b"there", &sealed), Err(CipherError));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let sealed = sealer().seal(b"here", b"abc").unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(sealer().open(b"here", &changed), Err(CipherError), "byte {index}");
        }
        for length in 0..sealed.len() {
            assert_eq!(sealer().open(b"here", &sealed[..length]), Err(CipherError), "length {length}");
        }
    }

    #[test]
    fn another_key_does_not_open() {
        let sealed = sealer().seal(b"", b"abc").unwrap();
        let other = Sealer::new(&KeyMaterial::from_slice(&[8; 32]).unwrap());
        assert_eq!(other.open(b"", &sealed), Err(CipherError));
    }

    #[test]
    fn equal_content_is_sealed_differently_each_time() {
        assert_ne!(sealer().seal(b"", b"abc").unwrap(), sealer().seal(b"", b"abc").unwrap());
    }
}
