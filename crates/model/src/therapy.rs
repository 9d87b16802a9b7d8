//! Therapies by name, English and Japanese.

use serde::{Deserialize, Serialize};

/// One drug, or one named class of drugs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TherapyName {
    /// International non-proprietary name, lower case.
    pub en: String,
    /// 一般名 as the knowledge base lists it; `None` when no Japanese name is known (国内未承認).
    pub ja: Option<String>,
}
