//! The key by which a person or a house sends and receives packets, and its public half.
//!
//! A member of a panel without an account makes one of their own, in a file that their passphrase opens. A workspace has
//! one for everybody in it, derived from the workspace key, so that it needs no place of its own and no backup.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::canonical::{ContentHash, canonical_json};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::{KeyMaterial, Purpose};
use crate::packet::{PrivateSealingKey, sealing_pair};
use crate::passphrase::{Argon2Cost, Passphrase, PassphrasePolicy};
use crate::sealing::Sealer;
use crate::signing::{PublicKey, Signature, Signer, SoftwareSigner, is_read_as, verify};
use crate::workspace_key::WorkspaceKey;
use crate::wrapping::{Base64Bytes, context};

pub use crate::signing::SealingKey;

/// Version of key files and cards that this software writes.
pub const PACKET_KEY_VERSION: u32 = 1;

const KEY_FORMAT: &str = "shirube-packet-key";
const CARD_FORMAT: &str = "shirube-packet-card";
const SALT_BYTES: usize = 16;

/// Both public keys: one says who sent a packet, to the other one it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PacketAddress {
    /// Verifies signatures.
    pub signing: PublicKey,
    /// Seals.
    pub sealing: SealingKey,
}

impl PacketAddress {
    /// What two people read to each other: 128 bits of the hash over both keys, in eight groups of four.
    pub fn fingerprint(&self) -> String {
        let hash = ContentHash::of_bytes(&[self.signing.0, self.sealing.0].concat()).to_string();
        let mut text = String::new();
        for (index, digit) in hash.chars().take(32).enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push(' ');
            }
            text.push(digit);
        }
        text
    }

    /// Whether what somebody typed is the fingerprint; spaces, hyphens, case and width do not matter.
    pub fn is_read_as(&self, typed: &str) -> bool {
        is_read_as(&self.fingerprint(), typed)
    }
}

/// The private half, in memory.
pub struct PacketKey {
    seed: KeyMaterial,
    signer: SoftwareSigner,
    private: PrivateSealingKey,
    address: PacketAddress,
}

impl fmt::Debug for PacketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PacketKey({})", self.address.fingerprint())
    }
}

/// The public half in a file, with the name its owner gave it. Signed by itself, so that name and keys belong together;
/// whose it is must be asked by another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PacketCard {
    format: String,
    version: u32,
    /// Name of the person or house, as its owner wrote it.
    pub name: String,
    /// Both keys.
    pub address: PacketAddress,
    signature: Signature,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    format: String,
    version: u32,
    card: PacketCard,
    cost: Argon2Cost,
    salt: Base64Bytes,
    sealed: Base64Bytes,
}

impl PacketKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn generate() -> Result<Self, VaultError> {
        Self::from_seed(KeyMaterial::random()?)
    }

    /// The key of a text that [`PacketKey::seed_text`] wrote.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn from_seed_text(text: &str) -> Result<Self, VaultError> {
        let malformed = || VaultError::Malformed { what: "packet_seed" };
        let bytes = Zeroizing::new(STANDARD.decode(text).map_err(|_| malformed())?);
        Self::from_seed(KeyMaterial::from_slice(&bytes).ok_or_else(malformed)?)
    }

    /// The secret itself, for a packet that a passphrase seals: who can open it can answer it.
    pub fn seed_text(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.seed.bytes()))
    }

    fn from_seed(seed: KeyMaterial) -> Result<Self, VaultError> {
        let signer = SoftwareSigner::from_seed(&seed.derive(Purpose::PacketSigning, b"")?);
        let (private, sealing) = sealing_pair(&seed.derive(Purpose::PacketSealing, b"")?);
        let address = PacketAddress { signing: signer.public_key(), sealing };
        Ok(Self { seed, signer, private, address })
    }

    /// The public half.
    pub fn address(&self) -> PacketAddress {
        self.address
    }

    /// The public half as a file for others.
    ///
    /// # Errors
    /// [`VaultError::Sealing`].
    pub fn card(&self, name: &str) -> Result<PacketCard, VaultError> {
        let signature = self.signer.sign(&carded(name, &self.address)?)?;
        let (format, version) = (CARD_FORMAT.to_owned(), PACKET_KEY_VERSION);
        Ok(PacketCard { format, version, name: name.to_owned(), address: self.address, signature })
    }

    /// The key in a file that a passphrase opens.
    ///
    /// # Errors
    /// [`VaultError::PassphraseTooShort`], or when sealing fails.
    pub fn to_file(&self, name: &str, passphrase: &Passphrase, cost: Argon2Cost) -> Result<Vec<u8>, VaultError> {
        PassphrasePolicy::ALONE.check(passphrase)?;
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt).map_err(|source| VaultError::Randomness { source })?;
        let card = self.card(name)?;
        let sealed = Sealer::new(&cost.stretch(passphrase, &salt)?).seal(&sealed_for(&card)?, self.seed.bytes())?;
        let (format, version) = (KEY_FORMAT.to_owned(), PACKET_KEY_VERSION);
        let (salt, sealed) = (Base64Bytes(salt.to_vec()), Base64Bytes(sealed));
        written(&KeyFile { format, version, card, cost, salt, sealed })
    }

    /// Opens a key file.
    ///
    /// # Errors
    /// [`VaultError::PacketKeyMalformed`], [`VaultError::PacketNewer`], or [`VaultError::PacketKeyRefused`] for a wrong
    /// passphrase or a changed file.
    pub fn from_file(bytes: &[u8], passphrase: &Passphrase) -> Result<(Self, PacketCard), VaultError> {
        require_version(bytes, KEY_FORMAT)?;
        let file: KeyFile = serde_json::from_slice(bytes).map_err(|_| VaultError::PacketKeyMalformed)?;
        file.card.verify()?;
        let opener = Sealer::new(&file.cost.of_a_stranger()?.stretch(passphrase, &file.salt.0)?);
        let seed = opener.open(&sealed_for(&file.card)?, &file.sealed.0).map(Zeroizing::new);
        let seed = seed.ok().and_then(|bytes| KeyMaterial::from_slice(&bytes)).ok_or(VaultError::PacketKeyRefused)?;
        let key = Self::from_seed(seed)?;
        if key.address == file.card.address { Ok((key, file.card)) } else { Err(VaultError::PacketKeyRefused) }
    }

    pub(crate) fn signer(&self) -> &SoftwareSigner {
        &self.signer
    }

    pub(crate) fn private(&self) -> &PrivateSealingKey {
        &self.private
    }
}

impl PacketCard {
    /// Reads a card and checks that name and keys belong together.
    ///
    /// # Errors
    /// [`VaultError::PacketKeyMalformed`], [`VaultError::PacketNewer`] or [`VaultError::SignatureInvalid`].
    pub fn read(bytes: &[u8]) -> Result<Self, VaultError> {
        require_version(bytes, CARD_FORMAT)?;
        let card: Self = serde_json::from_slice(bytes).map_err(|_| VaultError::PacketKeyMalformed)?;
        card.verify()?;
        Ok(card)
    }

    /// The bytes of the card's file.
    ///
    /// # Errors
    /// [`VaultError::Sealing`].
    pub fn to_file(&self) -> Result<Vec<u8>, VaultError> {
        written(self)
    }

    fn verify(&self) -> Result<(), VaultError> {
        self.address.sealing.hpke()?;
        verify(&self.address.signing, &carded(&self.name, &self.address)?, &self.signature)
    }
}

impl WorkspaceKey {
    /// The key by which this workspace sends and receives packets.
    ///
    /// # Errors
    /// [`VaultError::KeyDerivation`].
    pub fn packet_key(&self) -> Result<PacketKey, VaultError> {
        PacketKey::from_seed(self.material().derive(Purpose::WorkspacePackets, self.workspace().0.as_bytes())?)
    }
}

fn carded(name: &str, address: &PacketAddress) -> Result<Vec<u8>, VaultError> {
    let address = canonical_json(address).map_err(|_| VaultError::Sealing)?;
    Ok(context(&[b"shirube-packet-card/1", name.as_bytes(), &address]))
}

fn sealed_for(card: &PacketCard) -> Result<Vec<u8>, VaultError> {
    Ok(context(&[b"shirube-packet-key/1", &carded(&card.name, &card.address)?]))
}

fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, VaultError> {
    canonical_json(value).map_err(|_| VaultError::Sealing)
}

fn require_version(bytes: &[u8], format: &str) -> Result<(), VaultError> {
    #[derive(Deserialize)]
    struct Told {
        format: String,
        version: u32,
    }
    /// A key file or card is a few hundred bytes; a name is not a book.
    const LIMIT: usize = 16 << 10;
    let told: Told = if bytes.len() > LIMIT { None } else { serde_json::from_slice(bytes).ok() }
        .ok_or(VaultError::PacketKeyMalformed)?;
    if told.format != format {
        return Err(VaultError::PacketKeyMalformed);
    }
    if told.version > PACKET_KEY_VERSION {
        return Err(VaultError::PacketNewer { found: told.version, known: PACKET_KEY_VERSION });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(typed: &str) -> Passphrase {
        Passphrase::new(typed).unwrap()
    }

    #[test]
    fn a_key_file_opens_with_its_passphrase_and_no_other() {
        let key = PacketKey::generate().unwrap();
        let file = key.to_file("合成 構成員", &passphrase("synthetic-passphrase"), Argon2Cost::CHEAP).unwrap();
        let (again, card) = PacketKey::from_file(&file, &passphrase("synthetic-passphrase")).unwrap();
        assert_eq!((again.address(), card.name.as_str()), (key.address(), "合成 構成員"));
        let error = PacketKey::from_file(&file, &passphrase("another-passphrase")).unwrap_err();
        assert_eq!(error.code(), "vault.packet_key_refused");
        let short = key.to_file("x", &passphrase("short"), Argon2Cost::CHEAP).unwrap_err();
        assert_eq!(short.code(), "vault.passphrase_too_short");
    }

    #[test]
    fn a_card_with_another_name_or_key_is_no_card() {
        let key = PacketKey::generate().unwrap();
        let card = key.card("病院A").unwrap();
        assert_eq!(PacketCard::read(&card.to_file().unwrap()).unwrap(), card);
        let renamed = PacketCard { name: "病院B".to_owned(), ..card.clone() };
        assert_eq!(PacketCard::read(&renamed.to_file().unwrap()).unwrap_err().code(), "vault.signature_invalid");
        let mut swapped = card.clone();
        swapped.address.sealing = PacketKey::generate().unwrap().address().sealing;
        assert!(PacketCard::read(&swapped.to_file().unwrap()).is_err());
        let newer = PacketCard { version: 2, ..card };
        assert_eq!(PacketCard::read(&newer.to_file().unwrap()).unwrap_err().code(), "vault.packet_newer");
    }

    #[test]
    fn a_fingerprint_is_compared_whatever_way_it_is_typed() {
        let address = PacketKey::generate().unwrap().address();
        let told = address.fingerprint();
        assert_eq!(told.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert!(address.is_read_as(&told.to_uppercase().replace(' ', "-")));
        let wide = told.replace(' ', "\u{3000}").replace('0', "０").replace('a', "Ａ").replace('f', "ｆ");
        assert!(address.is_read_as(&wide));
        let other = PacketKey::generate().unwrap().address();
        assert!(!address.is_read_as(&other.fingerprint()) && !address.is_read_as(""));
        assert!(!address.is_read_as(told.get(..19).unwrap()), "half of it is not it");
    }

    #[test]
    fn the_secret_as_text_gives_the_same_key_and_nothing_else_is_one() {
        let key = PacketKey::generate().unwrap();
        let again = PacketKey::from_seed_text(&key.seed_text()).unwrap();
        assert_eq!(again.address(), key.address());
        for text in ["", "no base64!", key.seed_text().get(4..).unwrap()] {
            assert_eq!(PacketKey::from_seed_text(text).unwrap_err().code(), "vault.malformed");
        }
    }

    #[test]
    fn a_workspace_has_one_key_and_another_workspace_another() {
        let one = WorkspaceKey::generate(model::ids::WorkspaceId(uuid::Uuid::from_u128(1))).unwrap();
        let other = WorkspaceKey::generate(model::ids::WorkspaceId(uuid::Uuid::from_u128(1))).unwrap();
        assert_eq!(one.packet_key().unwrap().address(), one.packet_key().unwrap().address());
        assert_ne!(one.packet_key().unwrap().address(), other.packet_key().unwrap().address());
    }
}
