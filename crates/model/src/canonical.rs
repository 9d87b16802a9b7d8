//! One canonical form and one content hash.
//!
//! RFC 8785 over JSON without floating point: numbers are integers, measured values are decimal strings. Two machines
//! that hold the same value compute the same bytes, hence the same hash, hence the same signature.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// The value could not be written as JSON at all.
    #[error("value has no JSON form")]
    Json(#[source] serde_json::Error),
    /// A floating-point number: its text differs between writers, so it may not be hashed.
    #[error("floating-point number at `{path}` has no canonical form")]
    Float {
        /// JSON pointer to the number.
        path: String,
    },
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonicalError::Float`] when the value holds a number that is not an integer.
pub fn canonical_json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(CanonicalError::Json)?;
    refuse_floats(&value, &mut String::new())?;
    serde_json_canonicalizer::to_vec(&value).map_err(CanonicalError::Json)
}

fn refuse_floats(value: &Value, path: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Number(number) if !(number.is_i64() || number.is_u64()) => {
            Err(CanonicalError::Float { path: path.clone() })
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| within(path, &index.to_string(), |path| refuse_floats(item, path))),
        Value::Object(fields) => {
            fields.iter().try_for_each(|(name, field)| within(path, name, |path| refuse_floats(field, path)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn within<R>(path: &mut String, step: &str, visit: impl FnOnce(&mut String) -> R) -> R {
    let length = path.len();
    path.push('/');
    path.push_str(step);
    let result = visit(path);
    path.truncate(length);
    result
}

/// SHA-256 of some bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of raw bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of a value's canonical form.
    ///
    /// # Errors
    /// As [`canonical_json`].
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, CanonicalError> {
        canonical_json(value).map(|bytes| Self::of_bytes(&bytes))
    }

    /// The first twelve digits: enough for a person to compare two papers.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

/// Hashes bytes that arrive piece by piece, e.g. a file too big for memory.
#[derive(Clone, Debug, Default)]
pub struct ContentHasher(Sha256);

impl ContentHasher {
    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all pieces, equal to [`ContentHash::of_bytes`] of their concatenation.
    pub fn finish(self) -> ContentHash {
        ContentHash(self.0.finalize().into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("content hash is not 64 hexadecimal digits")]
pub struct MalformedHash;

impl std::str::FromStr for ContentHash {
    type Err = MalformedHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Vec<u8> = text
            .chars()
            .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
            .collect::<Option<_>>()
            .ok_or(MalformedHash)?;
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
        if text.len() == 64 { bytes.try_into().map(Self).map_err(|_| MalformedHash) } else { Err(MalformedHash) }
    }
}

impl Serialize for ContentHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn field_order_does_not_change_the_hash() {
        let one = json!({"b": 1, "a": ["x", null, true]});
        let other = json!({"a": ["x", null, true], "b": 1});
        assert_eq!(ContentHash::of(&one).unwrap(), ContentHash::of(&other).unwrap());
        assert_eq!(canonical_json(&one).unwrap(), br#"{"a":["x",null,true],"b":1}"#);
    }

    #[test]
    fn a_floating_point_number_is_refused_with_its_place() {
        let error = canonical_json(&json!({"a": [1, {"vaf": 0.25}]})).unwrap_err();
        assert_eq!(error.to_string(), "floating-point number at `/a/1/vaf` has no canonical form");
    }

    #[test]
    fn pieces_hash_like_the_whole() {
        let mut hasher = ContentHasher::default();
        for piece in [&b"ab"[..], b"", b"c"] {
            hasher.update(piece);
        }
        assert_eq!(hasher.finish(), ContentHash::of_bytes(b"abc"));
    }

    #[test]
    fn a_hash_survives_its_text() {
        let hash = ContentHash::of_bytes(b"abc");
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.to_string().parse::<ContentHash>(), Ok(hash));
        assert_eq!("ba78".parse::<ContentHash>(), Err(MalformedHash));
    }
}
