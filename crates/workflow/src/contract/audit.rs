//! The audit log.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Whether the log is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditReport {
    /// No fault was found.
    pub whole: bool,
    /// Events in the log.
    pub events: u32,
    /// Hash of the last envelope.
    pub head: String,
    /// The first event that is missing or does not fit its hash.
    pub first_broken: Option<u32>,
    /// Events whose payload does not fit its commitment.
    pub payload_faults: Vec<u32>,
    /// Pages of the database file that were changed without its key.
    pub damaged_pages: u32,
    /// Places where the clock went back. The log is whole for all that.
    pub clock_set_back: Vec<ClockSetBack>,
}

/// An event that is older than the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClockSetBack {
    /// The event.
    pub sequence: u32,
    /// By how many seconds.
    pub seconds: u32,
}

/// Which events are asked for; an empty text asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditQuery {
    /// Account id.
    pub person: String,
    /// Kind of event.
    pub kind: String,
    /// Case number or id.
    pub case: String,
    /// First day, `2026-11-01`, in Japan.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Only events older than this one.
    pub before: Option<u32>,
    /// Rows of the answer, at most 1,000.
    pub limit: u32,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditRow {
    /// Place in the one order of all events.
    pub sequence: u32,
    /// When.
    pub at: String,
    /// Account id.
    pub person: String,
    /// Login of the account.
    pub login: String,
    /// Role used.
    pub role: String,
    /// Kind of event.
    pub kind: String,
    /// The case it is about.
    pub case_id: Option<String>,
    /// Its number, while there is such a case.
    pub case_number: Option<String>,
    /// What was looked at.
    pub screen: Option<String>,
    /// Login of the account it is about.
    pub subject: Option<String>,
    /// Version of the software.
    pub software: String,
    /// Link of the chain.
    pub hash: String,
}

/// Events, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditPage {
    /// The events.
    pub rows: Vec<AuditRow>,
    /// Whether there are older ones.
    pub more: bool,
    /// Kinds that stand in the log.
    pub kinds: Vec<String>,
    /// People who had an account.
    pub people: Vec<AuditPerson>,
}

/// Somebody who has or had an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditPerson {
    /// Account id.
    pub account: String,
    /// Login.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
}
