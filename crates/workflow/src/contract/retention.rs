//! How long a case is kept, and erasing it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// A legal hold that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LegalHoldView {
    /// Why.
    pub because: String,
    /// Who placed it.
    pub by: String,
    /// When.
    pub at: String,
}

/// A reason for which a case may be erased, and what keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErasureChoice {
    /// `consent_withdrawn`, `retention_over` or `registered_by_mistake`.
    pub reason: String,
    /// What keeps the case; `None` where it may be erased.
    pub blocked: Option<Message>,
}

/// Until when a case is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RetentionView {
    /// Last day.
    pub kept_until: String,
    /// Last day of the least time.
    pub kept_at_least_until: String,
    /// Why it is kept longer; `None` where nobody set a day.
    pub because: Option<String>,
    /// What holds it.
    pub hold: Option<LegalHoldView>,
    /// Each reason for which it could be erased.
    pub erasure: Vec<ErasureChoice>,
    /// What erasing would not reach.
    pub left: Vec<Message>,
}

/// A case that shall be erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErasureWish {
    /// `consent_withdrawn`, `retention_over` or `registered_by_mistake`.
    pub reason: String,
    /// Number of the case, typed once more.
    pub case_number: String,
}

/// A case that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErasedCase {
    /// Its id, as the log still names it.
    pub case_id: String,
    /// Its number.
    pub case_number: String,
    /// Events of which only the outside stays.
    pub events: u32,
    /// Sealed files that were removed.
    pub files: u32,
    /// What was not reached.
    pub left: Vec<Message>,
}
