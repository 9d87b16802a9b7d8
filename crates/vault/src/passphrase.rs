//! What a person types, and how much work it costs to try it.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::VaultError;
use crate::key::KeyMaterial;
use crate::recovery::random_groups;

/// Fewest characters where the passphrase is the only factor a person brings
/// (医療情報システムの安全管理に関するガイドライン 6.0版 asks for 13 without a second factor; from memory).
pub const MINIMUM_CHARACTERS_ALONE: usize = 13;

/// Fewest characters where a second personal factor is asked for as well.
pub const MINIMUM_CHARACTERS_WITH_SECOND_FACTOR: usize = 8;

/// Longest passphrase accepted, in bytes of its normalised form.
const MAXIMUM_BYTES: usize = 1024;

/// What a passphrase must satisfy when it is chosen. Not asked when it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassphrasePolicy {
    /// Fewest characters, counted as Unicode scalar values after normalisation.
    pub minimum_characters: usize,
}

impl PassphrasePolicy {
    /// The passphrase is the only factor.
    pub const ALONE: Self = Self { minimum_characters: MINIMUM_CHARACTERS_ALONE };
    /// A second personal factor is asked for as well.
    pub const WITH_SECOND_FACTOR: Self = Self { minimum_characters: MINIMUM_CHARACTERS_WITH_SECOND_FACTOR };

    /// Accepts a passphrase for a new wrap.
    ///
    /// # Errors
    /// [`VaultError::PassphraseTooShort`].
    pub fn check(self, passphrase: &Passphrase) -> Result<(), VaultError> {
        if passphrase.0.chars().count() < self.minimum_characters {
            return Err(VaultError::PassphraseTooShort { minimum_characters: self.minimum_characters });
        }
        Ok(())
    }
}

/// A passphrase in its normal form (as RFC 8265 OpaqueString: any space is U+0020, then NFC), so that the same words
/// typed on another keyboard or system are the same bytes. Wiped when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Normalises what was typed.
    ///
    /// # Errors
    /// [`VaultError::PassphraseUnusable`] for an empty one, control characters, or more than 1,024 bytes.
    pub fn new(typed: &str) -> Result<Self, VaultError> {
        let typed = Zeroizing::new(
            typed.chars().map(|c| if c.is_whitespace() && !c.is_control() { ' ' } else { c }).collect::<String>(),
        );
        let passphrase = Self(typed.nfc().collect());
        let usable = !passphrase.0.is_empty()
            && passphrase.0.len() <= MAXIMUM_BYTES
            && !passphrase.0.chars().any(char::is_control);
        if usable { Ok(passphrase) } else { Err(VaultError::PassphraseUnusable) }
    }

    /// Words for somebody who has none yet, to be told once and replaced at the first sign-in: a hundred random bits in
    /// four groups of five.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn initial() -> Result<Zeroizing<String>, VaultError> {
        random_groups(4).map(|groups| Zeroizing::new(groups.to_lowercase()))
    }

    /// Whether both are the same words.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// The price of one guess. Stored with each account, so that it can be raised without locking anybody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Argon2Cost {
    /// What every real account gets: 64 MiB, three passes, one lane (the second recommendation of RFC 9106 §4 with one
    /// lane).
    pub const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, iterations: 3, lanes: 1 };
    /// For tests and throw-away demonstrations only.
    pub const CHEAP: Self = Self { memory_kib: 64, iterations: 1, lanes: 1 };

    /// A record that asks for more than this was not written by us and would only stall the machine.
    const HIGHEST: Self = Self { memory_kib: 4 * 1024 * 1024, iterations: 64, lanes: 16 };

    /// Dearer than this is nothing that a file from another house may ask for.
    const HIGHEST_OF_A_STRANGER: Self = Self { memory_kib: 256 * 1024, iterations: 8, lanes: 4 };

    /// The price that a file of another house names, if it is one that this machine can pay.
    pub(crate) fn of_a_stranger(self) -> Result<Self, VaultError> {
        let highest = Self::HIGHEST_OF_A_STRANGER;
        let bearable = self.memory_kib <= highest.memory_kib
            && self.iterations <= highest.iterations
            && self.lanes <= highest.lanes;
        if bearable { Ok(self) } else { Err(VaultError::PacketMalformed) }
    }

    /// Argon2id (version 0x13) of a passphrase.
    pub(crate) fn stretch(self, passphrase: &Passphrase, salt: &[u8]) -> Result<KeyMaterial, VaultError> {
        let Self { memory_kib, iterations, lanes } = self;
        let highest = Self::HIGHEST;
        if memory_kib > highest.memory_kib || iterations > highest.iterations || lanes > highest.lanes {
            return Err(VaultError::KeyDerivation);
        }
        #[cfg(test)]
        tests::STRETCHED.with(|count| count.set(count.get() + 1));
        let parameters = Params::new(memory_kib, iterations, lanes, Some(32)).map_err(|_| VaultError::KeyDerivation)?;
        let mut output = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(passphrase.0.as_bytes(), salt, output.as_mut())
            .map_err(|_| VaultError::KeyDerivation)?;
        KeyMaterial::from_slice(output.as_ref()).ok_or(VaultError::KeyDerivation)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How often this thread ran Argon2id.
        pub(crate) static STRETCHED: Cell<usize> = const { Cell::new(0) };
    }

    fn stretched(typed: &str) -> [u8; 32] {
        *Argon2Cost::CHEAP.stretch(&Passphrase::new(typed).unwrap(), b"sixteen bytes !!").unwrap().bytes()
    }

    #[test]
    fn the_same_words_from_another_keyboard_are_the_same_passphrase() {
        assert_eq!(stretched("かがみ の なか"), stretched("か\u{304b}\u{3099}み　の　なか"));
        assert_ne!(stretched("かがみ"), stretched("かかみ"));
    }

    #[test]
    fn a_short_passphrase_is_refused_by_the_policy() {
        let twelve = Passphrase::new("じゅうにもじのことばです").unwrap();
        let error = PassphrasePolicy::ALONE.check(&twelve).unwrap_err();
        assert_eq!(error.code(), "vault.passphrase_too_short");
        assert_eq!(error.parameters()["minimum_characters"], "13");
        PassphrasePolicy::WITH_SECOND_FACTOR.check(&twelve).unwrap();
        PassphrasePolicy::ALONE.check(&Passphrase::new("じゅうさんもじのことばです").unwrap()).unwrap();
    }

    #[test]
    fn initial_words_are_random_and_long_enough_for_the_policy() {
        let (one, other) = (Passphrase::initial().unwrap(), Passphrase::initial().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [5; 4]);
        PassphrasePolicy::ALONE.check(&Passphrase::new(&one).unwrap()).unwrap();
    }

    #[test]
    fn control_characters_and_endless_text_are_unusable() {
        for typed in ["", "tab\tinside", "new\nline", &"x".repeat(1025)] {
            assert!(matches!(Passphrase::new(typed), Err(VaultError::PassphraseUnusable)));
        }
    }

    #[test]
    fn a_real_account_costs_64_mib_and_three_passes_for_each_guess() {
        let Argon2Cost { memory_kib, iterations, lanes } = Argon2Cost::RECOMMENDED;
        assert_eq!((memory_kib, iterations, lanes), (65_536, 3, 1));
        let passphrase = Passphrase::new("synthetic").unwrap();
        let stretched = Argon2Cost::RECOMMENDED.stretch(&passphrase, b"sixteen bytes !!").unwrap();
        assert_ne!(*stretched.bytes(), self::stretched("synthetic"));
    }

    #[test]
    fn an_absurd_cost_is_refused_instead_of_stalling() {
        let cost = Argon2Cost { memory_kib: u32::MAX, iterations: 1, lanes: 1 };
        let passphrase = Passphrase::new("synthetic").unwrap();
        assert!(matches!(cost.stretch(&passphrase, b"sixteen bytes !!"), Err(VaultError::KeyDerivation)));
    }

    #[test]
    fn a_passphrase_is_not_printed() {
        assert_eq!(format!("{:?}", Passphrase::new("himitsu").unwrap()), "Passphrase(…)");
    }
}
