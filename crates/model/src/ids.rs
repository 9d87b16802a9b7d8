//! Identities that must not be mixed.
//!
//! Ids of our own are random UUIDv4 and derive from nothing; identities that come from a hospital or a programme are
//! text, kept exactly as received (leading zeros included). There is deliberately no conversion between
//! [`HospitalPatientId`] and [`ResearchId`].

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! random_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

random_id! {
    /// A case: one stream of events.
    CaseId;
    /// One event of the log.
    EventId;
    /// A person who can sign in.
    AccountId;
    /// A workspace folder.
    WorkspaceId;
    /// One composed report, all its documents together.
    ReportId;
    /// One imported input file.
    AttachmentId;
    /// One panel on a case.
    PanelId;
    /// One packet that passes between houses.
    PacketId;
}

macro_rules! received_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        /// Redacted: an identifier must not reach a log through `{:?}`.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

received_id! {
    /// 患者ID（診察券番号）: a hospital's own number, leading zeros kept, not unique in the country.
    HospitalPatientId;
    /// 研究用ID: the pseudonym that leaves the hospital.
    ResearchId;
}
