//! How long a case is kept, who says that it must not go, and when it may be erased.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::consent::{ConsentKind, Wish};
use crate::refusal::Refusal;

/// Years that a case is kept at least, counted from its newest day: five for a chart (医師法24条; from memory). An
/// institution keeps a case longer by saying so.
pub const RETENTION_YEARS: i32 = 5;

/// Until when a case is kept. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionSet {
    /// It may go after this day.
    pub until: Date,
    /// Why, as typed.
    pub because: String,
}

impl std::fmt::Debug for RetentionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RetentionSet").field("until", &self.until).finish_non_exhaustive()
    }
}

/// Something about a legal hold (法的保全), as typed. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHoldSaid {
    /// Why.
    pub because: String,
}

impl std::fmt::Debug for LegalHoldSaid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LegalHoldSaid")
    }
}

/// A legal hold that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    /// Why.
    pub said: LegalHoldSaid,
    /// Who placed it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Why a case is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// The person took back their participation.
    ConsentWithdrawn,
    /// It was kept long enough.
    RetentionOver,
    /// It should never have been registered: a double, or somebody else's files.
    RegisteredByMistake,
}

impl ErasureReason {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::ConsentWithdrawn, Self::RetentionOver, Self::RegisteredByMistake];

    /// The reason of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::RetentionOver => "retention_over",
            Self::RegisteredByMistake => "registered_by_mistake",
        }
    }
}

/// What stays of an erased case: why, and how much there was. No words, because nothing typed outlives a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseErased {
    /// Why.
    pub reason: ErasureReason,
    /// Events of the case.
    pub events: u64,
    /// Documents that had left the workspace.
    pub exported: u64,
}

/// The last day until which a case is kept where nobody set one; `None` before it is opened.
pub fn kept_at_least_until(case: &Case) -> Option<Date> {
    let opened = case.opened.as_ref()?;
    let milestones = case.milestones.values().copied().max();
    let signed = case.signed.as_ref().map(|signed| signed.manifest.signed_at);
    let signed = signed.map(|at| at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9))).date());
    let newest = [Some(opened.received_on), milestones, signed].into_iter().flatten().max()?;
    newest.checked_add(RETENTION_YEARS.years()).ok()
}

/// The last day until which a case is kept.
pub fn kept_until(case: &Case) -> Option<Date> {
    let least = kept_at_least_until(case)?;
    Some(case.retention.as_ref().map_or(least, |set| set.until.max(least)))
}

/// Whether a case may be erased for a reason.
///
/// # Errors
/// A [`Refusal`] that says what keeps it.
pub fn require_erasable(case: &Case, reason: ErasureReason, today: Date) -> Result<(), Refusal> {
    if case.opened.is_none() {
        return Err(Refusal::NotOpen);
    }
    if case.legal_hold.is_some() {
        return Err(Refusal::LegalHoldStands);
    }
    match reason {
        ErasureReason::ConsentWithdrawn => {
            let standing = case.consents.get(&ConsentKind::Participation);
            let withdrawn = standing.is_some_and(|standing| standing.wish() == Wish::Withdrawn);
            if withdrawn { Ok(()) } else { Err(Refusal::NotWithdrawn) }
        }
        ErasureReason::RetentionOver => match kept_until(case) {
            Some(until) if until >= today => Err(Refusal::RetentionStands { until }),
            _ => Ok(()),
        },
        ErasureReason::RegisteredByMistake => {
            let left = case.signed.is_some() || !case.amendments.is_empty() || case.left_the_house() > 0;
            if left { Err(Refusal::SignedOnce) } else { Ok(()) }
        }
    }
}
