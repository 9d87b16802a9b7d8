//! Tumour types as OncoTree codes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An OncoTree code, e.g. `LUAD`. Whether it exists is the knowledge base's answer, not this type's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OncoTreeCode(pub String);

impl fmt::Display for OncoTreeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for OncoTreeCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

/// Which tumour a profile is matched for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "code", rename_all = "snake_case")]
pub enum TumorContext {
    /// One OncoTree type.
    Type(OncoTreeCode),
    /// Some solid tumour, type not told.
    Solid,
    /// Not told at all.
    Any,
}

/// The tumour type of a case, three times: as registered, as used for matching, and after the panel. Each keeps the
/// version of the tree it was chosen from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TumorTypeRecord {
    /// The code.
    pub code: OncoTreeCode,
    /// Version of the tree, e.g. `oncotree_2025_10_03`.
    pub tree_version: String,
}
