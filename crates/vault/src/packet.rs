//! Files that pass between houses: signed by their sender, then sealed to one receiver.
//!
//! Version 1: one line of JSON (what it is, and how it was sealed), then the sealed bytes. Sealed to a key by HPKE
//! (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), or by a passphrase (Argon2id, XChaCha20-Poly1305). The line is
//! authenticated with the content. Inside stands the sender's address and signature, then the content. The signature
//! also covers who the packet was sealed to, so that a receiver cannot pass it on as if it had been meant for another.
//! What the content says is not known here.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem as _, X25519HkdfSha256};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::KeyMaterial;
use crate::packet_key::{PacketAddress, PacketKey, SealingKey};
use crate::passphrase::{Argon2Cost, Passphrase};
use crate::sealing::Sealer;
use crate::signing::{Signature, Signer, verify};
use crate::wrapping::Base64Bytes;

/// Version of the packet files that this software writes.
pub const PACKET_VERSION: u32 = 1;

const FORMAT: &str = "shirube-packet";
const SALT_BYTES: usize = 16;
/// Longest first line of a file or of its content; anything longer was not written by us.
const HEAD_LIMIT: usize = 4096;

/// What a packet is. Each has its bound in bytes, because it is read by people who did not ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PacketKind {
    /// A case without the person, and what a member of the panel is asked.
    Invitation,
    /// What the member thinks.
    Opinion,
    /// A case with its files, from the hospital where the patient is.
    Request,
    /// What the panel concluded, back to that hospital.
    Return,
}

impl PacketKind {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Opinion => "opinion",
            Self::Request => "request",
            Self::Return => "return",
        }
    }

    /// Largest file that is written or read, in bytes.
    pub fn limit_bytes(self) -> usize {
        match self {
            Self::Invitation => 8 << 20,
            Self::Opinion => 1 << 20,
            Self::Request => 256 << 20,
            Self::Return => 64 << 20,
        }
    }
}

/// Largest packet of any kind, in bytes: what must be read before the kind is known.
pub const LARGEST_PACKET_BYTES: usize = 256 << 20;

/// Who a packet is sealed to.
#[derive(Debug)]
pub enum SealedTo<'a> {
    /// Whoever holds the private half of an address.
    Address(&'a PacketAddress),
    /// Whoever knows a passphrase, at what price for a guess.
    Passphrase(&'a Passphrase, Argon2Cost),
}

/// What opens a packet.
#[derive(Debug)]
pub enum Opener<'a> {
    /// A key.
    Key(&'a PacketKey),
    /// A passphrase.
    Passphrase(&'a Passphrase),
}

/// An opened packet. The signature matches `sender`; whose address that is, the reader must know from elsewhere.
#[derive(PartialEq, Eq)]
pub struct OpenedPacket {
    /// The address whose key signed it.
    pub sender: PacketAddress,
    /// What it says.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for OpenedPacket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedPacket").field("sender", &self.sender).finish_non_exhaustive()
    }
}

/// How a packet was sealed, in the clear.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Seal {
    Key { to: SealingKey, encapsulated: Base64Bytes },
    Passphrase { cost: Argon2Cost, salt: Base64Bytes },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u32,
    kind: PacketKind,
    seal: Seal,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    sender: PacketAddress,
    signature: Signature,
}

/// What a file says of itself before it is opened: its kind, and whether a passphrase opens it.
///
/// # Errors
/// [`VaultError::PacketMalformed`], [`VaultError::PacketNewer`] or [`VaultError::PacketTooLarge`].
pub fn look_at(bytes: &[u8]) -> Result<(PacketKind, bool), VaultError> {
    let (head, _, _) = split(bytes)?;
    Ok((head.kind, matches!(head.seal, Seal::Passphrase { .. })))
}

/// Signs content and seals it.
///
/// # Errors
/// [`VaultError::PacketTooLarge`], or when sealing fails.
pub fn seal(
    (kind, content): (PacketKind, &[u8]),
    sender: &PacketKey,
    to: &SealedTo<'_>,
) -> Result<Vec<u8>, VaultError> {
    let plain = |receiver: &[u8]| -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let signature = sender.signer().sign(&signed_bytes(kind, receiver, content))?;
        let mut plain = Zeroizing::new(line(&Signed { sender: sender.address(), signature })?);
        plain.extend_from_slice(content);
        Ok(plain)
    };
    let head = |seal| line(&Head { format: FORMAT.to_owned(), version: PACKET_VERSION, kind, seal });
    let (mut file, sealed) = match to {
        SealedTo::Address(address) => {
            let public = address.sealing.hpke()?;
            let (encapsulated, mut context) = hpke::setup_sender::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &public,
                purpose(kind),
            )
            .map_err(|_| VaultError::Sealing)?;
            let encapsulated = Base64Bytes(encapsulated.to_bytes().to_vec());
            let head = head(Seal::Key { to: address.sealing, encapsulated })?;
            let sealed = context.seal(&plain(&address.sealing.0)?, &head).map_err(|_| VaultError::Sealing)?;
            (head, sealed)
        }
        SealedTo::Passphrase(passphrase, cost) => {
            let mut salt = [0; SALT_BYTES];
            getrandom::fill(&mut salt).map_err(|source| VaultError::Randomness { source })?;
            let head = head(Seal::Passphrase { cost: *cost, salt: Base64Bytes(salt.to_vec()) })?;
            let sealed = Sealer::new(&cost.stretch(passphrase, &salt)?).seal(&head, &plain(&salt)?)?;
            (head, sealed)
        }
    };
    file.extend_from_slice(&sealed);
    if file.len() > kind.limit_bytes() {
        return Err(VaultError::PacketTooLarge { limit_mib: kind.limit_bytes() >> 20 });
    }
    Ok(file)
}

/// Opens a packet of one kind and checks the sender's signature.
///
/// # Errors
/// [`VaultError::PacketKindOther`] for another kind, [`VaultError::PacketRefused`] when the key or passphrase does not open
/// it or a byte was changed, [`VaultError::SignatureInvalid`] when the signature is not the sender's.
pub fn open(bytes: &[u8], kind: PacketKind, opener: &Opener<'_>) -> Result<OpenedPacket, VaultError> {
    let (head, head_bytes, sealed) = split(bytes)?;
    if head.kind != kind {
        return Err(VaultError::PacketKindOther { found: head.kind.code(), wanted: kind.code() });
    }
    let (plain, receiver) = match (&head.seal, opener) {
        (Seal::Key { to, encapsulated }, Opener::Key(key)) => {
            if *to != key.address().sealing {
                return Err(VaultError::PacketForAnother);
            }
            (by_key(kind, (head_bytes, sealed), key, encapsulated)?, to.0.to_vec())
        }
        (Seal::Passphrase { cost, salt }, Opener::Passphrase(passphrase)) => {
            let key = cost.of_a_stranger()?.stretch(passphrase, &salt.0)?;
            let plain = Sealer::new(&key).open(head_bytes, sealed).map_err(|_| VaultError::PacketRefused)?;
            (plain, salt.0.clone())
        }
        (Seal::Key { .. }, Opener::Passphrase(_)) => return Err(VaultError::PacketNeedsKey),
        (Seal::Passphrase { .. }, Opener::Key(_)) => return Err(VaultError::PacketNeedsPassphrase),
    };
    let plain = Zeroizing::new(plain);
    let (signed, _, content) = first_line::<Signed>(&plain)?;
    verify(&signed.sender.signing, &signed_bytes(kind, &receiver, content), &signed.signature)?;
    Ok(OpenedPacket { sender: signed.sender, content: content.to_vec() })
}

fn by_key(
    kind: PacketKind,
    (head, sealed): (&[u8], &[u8]),
    key: &PacketKey,
    encapsulated: &Base64Bytes,
) -> Result<Vec<u8>, VaultError> {
    let encapsulated = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(&encapsulated.0);
    let encapsulated = encapsulated.map_err(|_| VaultError::PacketMalformed)?;
    let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        key.private(),
        &encapsulated,
        purpose(kind),
    )
    .map_err(|_| VaultError::PacketRefused)?;
    context.open(sealed, head).map_err(|_| VaultError::PacketRefused)
}

fn purpose(kind: PacketKind) -> &'static [u8] {
    match kind {
        PacketKind::Invitation => b"shirube-packet/1/invitation",
        PacketKind::Opinion => b"shirube-packet/1/opinion",
        PacketKind::Request => b"shirube-packet/1/request",
        PacketKind::Return => b"shirube-packet/1/return",
    }
}

fn signed_bytes(kind: PacketKind, receiver: &[u8], content: &[u8]) -> Vec<u8> {
    crate::wrapping::context(&[purpose(kind), receiver, content])
}

fn line<T: Serialize>(value: &T) -> Result<Vec<u8>, VaultError> {
    let mut bytes = model::canonical::canonical_json(value).map_err(|_| VaultError::Sealing)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The head, its bytes, and what is sealed.
fn split(bytes: &[u8]) -> Result<(Head, &[u8], &[u8]), VaultError> {
    #[derive(Deserialize)]
    struct Version {
        format: String,
        version: u32,
    }
    if bytes.len() > LARGEST_PACKET_BYTES {
        return Err(VaultError::PacketTooLarge { limit_mib: LARGEST_PACKET_BYTES >> 20 });
    }
    let (told, _, _) = first_line::<Version>(bytes)?;
    if told.format != FORMAT {
        return Err(VaultError::PacketMalformed);
    }
    if told.version > PACKET_VERSION {
        return Err(VaultError::PacketNewer { found: told.version, known: PACKET_VERSION });
    }
    let (head, line, rest) = first_line::<Head>(bytes)?;
    if bytes.len() > head.kind.limit_bytes() {
        return Err(VaultError::PacketTooLarge { limit_mib: head.kind.limit_bytes() >> 20 });
    }
    Ok((head, line, rest))
}

fn first_line<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, &[u8], &[u8]), VaultError> {
    let end = bytes.iter().take(HEAD_LIMIT).position(|byte| *byte == b'\n').ok_or(VaultError::PacketMalformed)?;
    let (line, rest) = bytes.split_at_checked(end + 1).ok_or(VaultError::PacketMalformed)?;
    let told = serde_json::from_slice(line).map_err(|_| VaultError::PacketMalformed)?;
    Ok((told, line, rest))
}

impl SealingKey {
    pub(crate) fn hpke(&self) -> Result<<X25519HkdfSha256 as hpke::Kem>::PublicKey, VaultError> {
        <X25519HkdfSha256 as hpke::Kem>::PublicKey::from_bytes(&self.0)
            .map_err(|_| VaultError::Malformed { what: "public_key" })
    }
}

pub(crate) type PrivateSealingKey = <X25519HkdfSha256 as hpke::Kem>::PrivateKey;

/// The pair that a secret gives.
pub(crate) fn sealing_pair(secret: &KeyMaterial) -> (PrivateSealingKey, SealingKey) {
    let (private, public) = X25519HkdfSha256::derive_keypair(secret.bytes());
    (private, SealingKey(public.to_bytes().into()))
}

#[cfg(test)]
mod tests;
