//! The recovery key: 256 bits on two slips of paper, kept by two people.
//!
//! Each half carries 128 bits, so that one slip alone leaves 2¹²⁸ keys to try. A half is printed as seven groups of five
//! Crockford base-32 characters. The fifth character of a group checks the other four, the place of the group and the
//! half it belongs to; a slip of the pen is therefore named by half and group before any key is tried.

use std::fmt;

use model::canonical::ContentHash;
use model::ids::WorkspaceId;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::sealing::Sealer;
use crate::workspace_key::WorkspaceKey;
use crate::wrapping::{Base64Bytes, context};

/// Version of the recovery file that this software writes.
pub const RECOVERY_SCHEMA: u32 = 1;

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];
const GROUPS: usize = 7;
const GROUP_DATA: usize = 4;
const HALF_BYTES: usize = 16;

/// The recovery key in memory.
#[derive(Clone, Debug)]
pub struct RecoveryKey(KeyMaterial);

/// The workspace key, wrapped for the recovery key: the content of the recovery file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWrap {
    schema: u32,
    workspace: WorkspaceId,
    wrapped_workspace_key: Base64Bytes,
    /// A key that takes the place of the other, while it is not certain which one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_workspace_key: Option<Base64Bytes>,
}

impl fmt::Debug for RecoveryWrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryWrap").field("workspace", &self.workspace).finish_non_exhaustive()
    }
}

impl RecoveryKey {
    /// A fresh key. Making another one and replacing the wrap ends the old one.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn generate() -> Result<Self, VaultError> {
        KeyMaterial::random().map(Self)
    }

    /// The two halves as they are printed, once.
    pub fn halves(&self) -> [Zeroizing<String>; 2] {
        let (first, second) = self.0.bytes().split_at(HALF_BYTES);
        [print_half(1, first), print_half(2, second)]
    }

    /// Reads the two halves, in this order. Width, case, spaces and hyphens do not matter; `O`, `I` and `L` are read as
    /// `0`, `1` and `1`.
    ///
    /// # Errors
    /// [`VaultError::RecoveryLength`] or [`VaultError::RecoveryTypo`] with half and group.
    pub fn parse(first: &str, second: &str) -> Result<Self, VaultError> {
        let bytes = Zeroizing::new([read_half(1, first)?.as_slice(), read_half(2, second)?.as_slice()].concat());
        KeyMaterial::from_slice(&bytes).map(Self).ok_or(VaultError::KeyDerivation)
    }

    /// Wraps the workspace key for this recovery key.
    ///
    /// # Errors
    /// [`VaultError`] when the system gives no random bytes.
    pub fn wrap(&self, workspace_key: &WorkspaceKey) -> Result<RecoveryWrap, VaultError> {
        let workspace = workspace_key.workspace();
        let sealed = self.sealer(workspace)?.seal(&place(workspace), workspace_key.material().bytes())?;
        Ok(RecoveryWrap {
            schema: RECOVERY_SCHEMA,
            workspace,
            wrapped_workspace_key: Base64Bytes(sealed),
            next_workspace_key: None,
        })
    }

    /// Opens the workspace key: the restore, and the drill for it.
    ///
    /// # Errors
    /// [`VaultError::RecoveryKeyWrong`].
    pub fn unwrap(&self, wrap: &RecoveryWrap) -> Result<WorkspaceKey, VaultError> {
        self.opened(wrap.workspace, &wrap.wrapped_workspace_key)
    }

    /// Opens the key that a rotation put beside the other; `None` where there is none.
    ///
    /// # Errors
    /// [`VaultError::RecoveryKeyWrong`].
    pub fn unwrap_next(&self, wrap: &RecoveryWrap) -> Result<Option<WorkspaceKey>, VaultError> {
        wrap.next_workspace_key.as_ref().map(|sealed| self.opened(wrap.workspace, sealed)).transpose()
    }

    /// The file with both keys in it, for the time of a rotation.
    ///
    /// # Errors
    /// [`VaultError`] when the system gives no random bytes.
    pub fn wrap_both(&self, present: &WorkspaceKey, next: &WorkspaceKey) -> Result<RecoveryWrap, VaultError> {
        let next = self.wrap(next)?;
        Ok(RecoveryWrap { next_workspace_key: Some(next.wrapped_workspace_key), ..self.wrap(present)? })
    }

    fn opened(&self, workspace: WorkspaceId, sealed: &Base64Bytes) -> Result<WorkspaceKey, VaultError> {
        let plain = self.sealer(workspace)?.open(&place(workspace), &sealed.0).map(Zeroizing::new);
        plain
            .ok()
            .and_then(|bytes| KeyMaterial::from_slice(&bytes))
            .map(|key| WorkspaceKey::new(workspace, key))
            .ok_or(VaultError::RecoveryKeyWrong)
    }

    fn sealer(&self, workspace: WorkspaceId) -> Result<Sealer, VaultError> {
        Ok(Sealer::new(&self.0.derive(Purpose::WrapForRecovery, workspace.0.as_bytes())?))
    }
}

impl RecoveryWrap {
    /// Reads the recovery file.
    ///
    /// # Errors
    /// [`VaultError::Malformed`], also for a newer version.
    pub fn from_json(bytes: &[u8]) -> Result<Self, VaultError> {
        serde_json::from_slice::<Self>(bytes)
            .ok()
            .filter(|wrap| wrap.schema <= RECOVERY_SCHEMA)
            .ok_or(VaultError::Malformed { what: "recovery_wrap" })
    }

    /// The bytes of the recovery file.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the wrap has no JSON form.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec_pretty(self).map_err(|_| VaultError::Malformed { what: "recovery_wrap" })
    }
}

fn place(workspace: WorkspaceId) -> Vec<u8> {
    context(&[b"recovery", workspace.0.as_bytes(), &RECOVERY_SCHEMA.to_be_bytes()])
}

/// 128 bits of key and 12 bits of their hash: 28 symbols, four to a group, and a check symbol for each group.
fn print_half(half: u8, bytes: &[u8]) -> Zeroizing<String> {
    let hash = ContentHash::of_bytes(bytes).0;
    let mut text = Zeroizing::new(String::new());
    for (index, group) in symbols(bytes.iter().chain(&hash)).chunks(GROUP_DATA).take(GROUPS).enumerate() {
        if index > 0 {
            text.push('-');
        }
        let check = check_symbol(half, index, group);
        text.extend(group.iter().chain([&check]).filter_map(|symbol| ALPHABET.get(usize::from(*symbol))));
    }
    text
}

fn read_half(half: u8, typed: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let typed: Zeroizing<Vec<char>> =
        Zeroizing::new(typed.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect());
    let groups = typed.chunks(GROUP_DATA + 1);
    if typed.len() != GROUPS * (GROUP_DATA + 1) {
        return Err(VaultError::RecoveryLength { half, found: groups.len(), expected: GROUPS });
    }
    let mut data = Zeroizing::new(Vec::with_capacity(GROUPS * GROUP_DATA));
    for (index, group) in groups.enumerate() {
        let typo = || VaultError::RecoveryTypo { half, group: index + 1 };
        let read: Vec<u8> = group.iter().map(|c| symbol(*c)).collect::<Option<_>>().ok_or_else(typo)?;
        let (check, rest) = read.split_last().ok_or_else(typo)?;
        if check_symbol(half, index, rest) != *check {
            return Err(typo());
        }
        data.extend_from_slice(rest);
    }
    let bytes = Zeroizing::new(bytes_of(&data));
    let (key, _) = bytes.split_at_checked(HALF_BYTES).ok_or(VaultError::KeyDerivation)?;
    if symbols(key.iter().chain(&ContentHash::of_bytes(key).0)).get(..data.len()) == Some(data.as_slice()) {
        Ok(Zeroizing::new(key.to_vec()))
    } else {
        Err(VaultError::RecoveryTypo { half, group: GROUPS })
    }
}

/// Random Crockford base-32 symbols in groups of five, joined by hyphens.
pub(crate) fn random_groups(groups: usize) -> Result<Zeroizing<String>, VaultError> {
    let mut bytes = Zeroizing::new(vec![0; (groups * 25).div_ceil(8)]);
    getrandom::fill(&mut bytes).map_err(|source| VaultError::Randomness { source })?;
    let mut text = Zeroizing::new(String::new());
    for (index, symbol) in symbols(bytes.iter()).iter().take(groups * 5).enumerate() {
        if index > 0 && index % 5 == 0 {
            text.push('-');
        }
        text.extend(ALPHABET.get(usize::from(*symbol)));
    }
    Ok(text)
}

/// What was typed of such symbols: width, case, spaces and hyphens do not matter, nor do the look-alikes of paper.
pub(crate) fn read_symbols(typed: &str) -> Option<Zeroizing<Vec<u8>>> {
    let letters = typed.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c));
    letters.map(symbol).collect::<Option<Vec<u8>>>().map(Zeroizing::new)
}

/// Splits bytes into symbols of five bits; an unfinished last one is dropped.
fn symbols<'a>(bytes: impl Iterator<Item = &'a u8>) -> Vec<u8> {
    regroup(bytes.copied(), 8, 5)
}

/// Joins symbols of five bits to bytes; an unfinished last one is dropped.
fn bytes_of(symbols: &[u8]) -> Vec<u8> {
    regroup(symbols.iter().copied(), 5, 8)
}

fn regroup(input: impl Iterator<Item = u8>, from_bits: u32, to_bits: u32) -> Vec<u8> {
    let (mut pool, mut bits, mut output) = (0_u32, 0, vec![]);
    for value in input {
        pool = (pool << from_bits) | u32::from(value);
        bits += from_bits;
        while bits >= to_bits {
            bits -= to_bits;
            output.extend(u8::try_from(pool >> bits));
            pool &= (1 << bits) - 1;
        }
    }
    output
}

fn symbol(typed: char) -> Option<u8> {
    let read = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|letter| *letter == read).and_then(|index| u8::try_from(index).ok())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}')
}

/// Σ αⁱ·sᵢ over GF(32) for the group's symbols, its place and its half. One wrong symbol, two swapped symbols, two
/// swapped groups or the wrong half always change it.
fn check_symbol(half: u8, group: usize, data: &[u8]) -> u8 {
    let place = u8::try_from(group).unwrap_or(u8::MAX) & 31;
    data.iter().chain([&place, &half]).fold(0, |sum, symbol| times_alpha(sum ^ symbol))
}

/// Multiplies by α in GF(32) with x⁵ + x² + 1.
fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { (doubled ^ 0b10_0101) & 31 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn workspace_key() -> WorkspaceKey {
        WorkspaceKey::generate(WorkspaceId(Uuid::from_u128(1))).unwrap()
    }

    fn fixed() -> RecoveryKey {
        RecoveryKey(
            KeyMaterial::from_slice(&std::array::from_fn::<u8, 32, _>(|i| u8::try_from(i * 7).unwrap())).unwrap(),
        )
    }

    #[test]
    fn both_halves_restore_the_workspace_key() {
        let (key, workspace_key) = (RecoveryKey::generate().unwrap(), workspace_key());
        let wrap = RecoveryWrap::from_json(&key.wrap(&workspace_key).unwrap().to_json().unwrap()).unwrap();
        let [first, second] = key.halves();
        let restored = RecoveryKey::parse(&first, &second).unwrap().unwrap(&wrap).unwrap();
        assert_eq!(restored.material().bytes(), workspace_key.material().bytes());
        assert_eq!(restored.workspace(), workspace_key.workspace());
    }

    #[test]
    fn a_half_is_seven_groups_of_five() {
        let [first, second] = fixed().halves();
        for half in [&first, &second] {
            let groups: Vec<&str> = half.split('-').collect();
            assert_eq!(groups.len(), 7);
            assert!(groups.iter().all(|group| group.len() == 5));
        }
        assert_ne!(first, second);
    }

    #[test]
    fn one_half_alone_fails() {
        let (key, workspace_key) = (RecoveryKey::generate().unwrap(), workspace_key());
        let wrap = key.wrap(&workspace_key).unwrap();
        let [first, second] = key.halves();
        assert_eq!(RecoveryKey::parse(&first, "").unwrap_err().code(), "vault.recovery_length");
        assert_eq!(RecoveryKey::parse(&first, &first).unwrap_err().code(), "vault.recovery_typo");
        assert_eq!(RecoveryKey::parse(&second, &first).unwrap_err().code(), "vault.recovery_typo");
        let [_, other] = RecoveryKey::generate().unwrap().halves();
        let error = RecoveryKey::parse(&first, &other).unwrap().unwrap(&wrap).unwrap_err();
        assert_eq!(error.code(), "vault.recovery_key_wrong");
    }

    #[test]
    fn a_wrap_of_another_workspace_does_not_open() {
        let (key, workspace_key) = (RecoveryKey::generate().unwrap(), workspace_key());
        let wrap = key.wrap(&workspace_key).unwrap();
        let moved = RecoveryWrap { workspace: WorkspaceId(Uuid::from_u128(2)), ..wrap };
        assert_eq!(key.unwrap(&moved).unwrap_err().code(), "vault.recovery_key_wrong");
    }

    #[test]
    fn every_single_slip_is_named_by_half_and_group() {
        let [first, second] = fixed().halves();
        let characters: Vec<char> = second.chars().collect();
        for (at, letter) in characters.iter().enumerate().filter(|(_, c)| **c != '-') {
            for wrong in ALPHABET.iter().filter(|c| *c != letter).chain(&['U', '＊']) {
                let mut typed = characters.clone();
                typed[at] = *wrong;
                let typed: String = typed.into_iter().collect();
                let error = RecoveryKey::parse(&first, &typed).unwrap_err();
                assert_eq!(error.code(), "vault.recovery_typo", "{typed}");
                assert_eq!(error.parameters()["half"], "2");
                assert_eq!(error.parameters()["group"], (at / 6 + 1).to_string());
            }
        }
    }

    #[test]
    fn swapped_letters_and_swapped_groups_are_noticed() {
        let [first, second] = fixed().halves();
        let groups: Vec<&str> = first.split('-').collect();
        let swapped = [&[groups[1], groups[0]], &groups[2..]].concat().join("-");
        assert_eq!(RecoveryKey::parse(&swapped, &second).unwrap_err().code(), "vault.recovery_typo");
        let characters: Vec<char> = first.replace('-', "").chars().collect();
        for at in 0..characters.len() - 1 {
            let mut typed = characters.clone();
            typed.swap(at, at + 1);
            if typed != characters {
                let typed: String = typed.into_iter().collect();
                assert_eq!(RecoveryKey::parse(&typed, &second).unwrap_err().code(), "vault.recovery_typo");
            }
        }
    }

    #[test]
    fn width_case_spaces_and_look_alikes_do_not_matter() {
        let [first, second] = fixed().halves();
        let expected = *fixed().0.bytes();
        let lower = first.to_lowercase().replace('-', " ");
        let wide: String =
            second.chars().map(|c| if c == '-' { 'ー' } else { char::from_u32(c as u32 + 0xFEE0).unwrap() }).collect();
        assert_eq!(*RecoveryKey::parse(&lower, &wide).unwrap().0.bytes(), expected);
        let confused = first.replace('0', "O").replace('1', "l");
        assert_eq!(*RecoveryKey::parse(&confused, &second).unwrap().0.bytes(), expected);
    }

    proptest! {
        #[test]
        fn any_key_survives_paper(bytes: [u8; 32]) {
            let key = RecoveryKey(KeyMaterial::from_slice(&bytes).unwrap());
            let [first, second] = key.halves();
            let read = RecoveryKey::parse(&first, &second).unwrap();
            prop_assert_eq!(read.0.bytes(), &bytes);
        }
    }
}
