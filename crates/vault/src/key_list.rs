//! The keys of an institution, as a file that somebody else can hold signatures against.
//!
//! The list is signed by the key of the institution itself, which signs nothing else. Whoever imports the first list of an
//! institution compares the fingerprint of that key with one that the institution told them another way; later lists must
//! carry the same key and be newer.

use jiff::Timestamp;
use model::canonical::canonical_json;
use model::ids::{AccountId, ReportId, WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::error::VaultError;
use crate::signing::{Fingerprint, PublicKey, Signature, Signer, verify};

/// Version of the list that this software writes.
pub const KEY_LIST_SCHEMA: u32 = 1;

const MALFORMED: VaultError = VaultError::Malformed { what: "key_list" };

/// What an institution says about its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyList {
    /// Version of this shape.
    pub schema: u32,
    /// The workspace that speaks.
    pub workspace: WorkspaceId,
    /// Name of the institution.
    pub institution: String,
    /// When.
    pub issued_at: Timestamp,
    /// How far the log of the workspace had come; a later list has a larger one.
    pub sequence: u64,
    /// Every signing key there ever was, oldest first.
    pub keys: Vec<ListedKey>,
    /// Signed reports that were set aside, by random id: nothing else of them stands here.
    pub set_aside: Vec<SetAsideReport>,
}

/// A key and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedKey {
    /// Public half.
    pub public_key: PublicKey,
    /// Account of its owner.
    pub account: AccountId,
    /// Name of its owner.
    pub person: String,
    /// From when on it signs.
    pub valid_from: Timestamp,
    /// From when on it no longer signs.
    pub valid_until: Option<Timestamp>,
    /// Why it ended, as a code.
    pub ended: Option<String>,
    /// Why it was revoked, as a code; what was typed beside it stays in the house.
    pub revoked: Option<String>,
}

impl ListedKey {
    /// Whether what it signs at a time counts. The end is no longer part of its time.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.valid_from <= at && self.valid_until.is_none_or(|until| at < until)
    }
}

/// A signed report that an amendment set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAsideReport {
    /// The report.
    pub report: ReportId,
    /// The revision that no longer holds.
    pub revision: u32,
    /// Since when.
    pub since: Timestamp,
    /// The signed revision that took its place; `None` while there is none.
    pub replaced_by: Option<u32>,
}

/// A list whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedKeyList {
    list: KeyList,
    public_key: PublicKey,
    signature: Signature,
}

impl SignedKeyList {
    /// Signs a list with the key of the institution.
    ///
    /// # Errors
    /// [`VaultError`] when the list has no canonical form or the key cannot be used.
    pub fn sign(list: KeyList, signer: &dyn Signer) -> Result<Self, VaultError> {
        let signature = signer.sign(&statement(&list)?)?;
        Ok(Self { list, public_key: signer.public_key(), signature })
    }

    /// Reads a list and checks that the key in it signed it. Whose key that is, the reader must know.
    ///
    /// # Errors
    /// [`VaultError::Malformed`], also for a newer version; [`VaultError::SignatureInvalid`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, VaultError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Unchecked {
            list: KeyList,
            public_key: PublicKey,
            signature: Signature,
        }
        let Unchecked { list, public_key, signature } = serde_json::from_slice(bytes).map_err(|_| MALFORMED)?;
        if list.schema > KEY_LIST_SCHEMA {
            return Err(MALFORMED);
        }
        verify(&public_key, &statement(&list)?, &signature)?;
        Ok(Self { list, public_key, signature })
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the list has no JSON form.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec_pretty(self).map_err(|_| MALFORMED)
    }

    /// What it says.
    pub fn list(&self) -> &KeyList {
        &self.list
    }

    /// The institution's key.
    pub fn public_key(&self) -> PublicKey {
        self.public_key
    }

    /// What two people read to each other before the first list is believed.
    pub fn fingerprint(&self) -> Fingerprint {
        self.public_key.fingerprint()
    }
}

/// The purpose keeps it apart from everything else that a key signs.
fn statement(list: &KeyList) -> Result<Vec<u8>, VaultError> {
    #[derive(Serialize)]
    struct Statement<'a> {
        purpose: &'static str,
        list: &'a KeyList,
    }
    canonical_json(&Statement { purpose: "shirube-key-list", list }).map_err(|_| MALFORMED)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::key::KeyMaterial;
    use crate::signing::SoftwareSigner;

    fn signer(byte: u8) -> SoftwareSigner {
        SoftwareSigner::from_seed(&KeyMaterial::from_slice(&[byte; 32]).unwrap())
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn key() -> ListedKey {
        ListedKey {
            public_key: signer(9).public_key(),
            account: AccountId(Uuid::from_u128(3)),
            person: "合成 花子".to_owned(),
            valid_from: at(10),
            valid_until: Some(at(20)),
            ended: Some("replaced".to_owned()),
            revoked: None,
        }
    }

    fn list() -> KeyList {
        KeyList {
            schema: KEY_LIST_SCHEMA,
            workspace: WorkspaceId(Uuid::from_u128(1)),
            institution: "合成病院".to_owned(),
            issued_at: at(30),
            sequence: 7,
            keys: vec![key()],
            set_aside: vec![],
        }
    }

    #[test]
    fn a_list_comes_back_as_it_was_signed() {
        let signed = SignedKeyList::sign(list(), &signer(1)).unwrap();
        let again = SignedKeyList::from_json(&signed.to_json().unwrap()).unwrap();
        assert_eq!((again.list(), again.public_key()), (&list(), signer(1).public_key()));
    }

    #[test]
    fn every_changed_byte_of_a_list_is_noticed() {
        let bytes = SignedKeyList::sign(list(), &signer(1)).unwrap().to_json().unwrap();
        for index in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[index] ^= 1;
            if let Ok(read) = SignedKeyList::from_json(&changed) {
                // Only white space between the fields may differ: it says nothing.
                assert_eq!(read.list(), &list(), "byte {index}");
                assert_eq!(read.public_key(), signer(1).public_key(), "byte {index}");
            }
        }
    }

    #[test]
    fn a_list_signed_by_another_key_carries_another_fingerprint() {
        let own = SignedKeyList::sign(list(), &signer(1)).unwrap();
        let forged = SignedKeyList::sign(list(), &signer(2)).unwrap();
        assert_ne!(own.fingerprint(), forged.fingerprint());
    }

    #[test]
    fn a_newer_version_is_refused() {
        let newer = KeyList { schema: KEY_LIST_SCHEMA + 1, ..list() };
        let bytes = SignedKeyList::sign(newer, &signer(1)).unwrap().to_json().unwrap();
        assert_eq!(SignedKeyList::from_json(&bytes).unwrap_err().code(), "vault.malformed");
    }

    #[test]
    fn a_key_is_in_force_from_its_beginning_to_before_its_end() {
        for (second, valid) in [(9, false), (10, true), (19, true), (20, false)] {
            assert_eq!(key().is_in_force(at(second)), valid, "{second}");
        }
    }
}
