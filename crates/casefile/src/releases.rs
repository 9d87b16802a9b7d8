//! Knowledge releases of a workspace: which are kept, which one is active, and what must have been seen before another
//! one becomes active. Their events stand in the log of the workspace, not of a case, and say nothing about a patient.

mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use model::canonical::ContentHash;
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

pub use rules::{ReleaseCommand, ReleaseRefusal, decide_release};

/// What can have happened to the releases of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReleaseEvent {
    /// The first release: what the product ships, taken when the workspace had none.
    ReleaseAdopted(KeptRelease),
    /// A release was kept as a candidate.
    ReleaseKept(KeptRelease),
    /// Somebody saw what another release would change.
    ReleasesCompared(Comparison),
    /// A kept release became the active one.
    ReleaseActivated(Activation),
}

impl ReleaseEvent {
    /// The event type as the envelope names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ReleaseAdopted(_) => "release_adopted",
            Self::ReleaseKept(_) => "release_kept",
            Self::ReleasesCompared(_) => "releases_compared",
            Self::ReleaseActivated(_) => "release_activated",
        }
    }

    /// Whether an envelope of this type holds one of these events.
    pub fn is_kind(kind: &str) -> bool {
        ["release_adopted", "release_kept", "releases_compared", "release_activated"].contains(&kind)
    }
}

/// A release as the workspace keeps it: never changed, each text once under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRelease {
    /// Day and first digits of the hash, as findings and documents print it.
    pub id: String,
    /// Hash of every fact in it.
    pub content_hash: ContentHash,
    /// Day that the rows speak of.
    pub as_of: Date,
    /// Where it comes from.
    pub origin: ReleaseOrigin,
    /// Its files, by path.
    pub files: Vec<KeptFile>,
    /// The reference pack that belongs to it.
    pub reference: Option<ContentHash>,
    /// The open corpora in it, by source.
    pub corpora: Vec<KeptCorpus>,
}

/// Why a release was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseOrigin {
    /// The rows that ship with the product.
    Shipped,
    /// A corpus was read from files.
    Imported,
    /// A corpus was downloaded.
    Downloaded,
    /// A reference pack was laid beside it.
    Reference,
}

impl ReleaseOrigin {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Imported => "imported",
            Self::Downloaded => "downloaded",
            Self::Reference => "reference",
        }
    }
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeptFile {
    /// Path inside the knowledge base.
    pub path: String,
    /// SHA-256 of its text, under which the workspace keeps it.
    pub sha256: ContentHash,
}

/// An open corpus, and where every row of its files went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCorpus {
    /// The source, e.g. `civic`.
    pub source: String,
    /// Licence of its content.
    pub licence: String,
    /// Day of its newest row, as its rows write it.
    pub newest_row_on: Option<String>,
    /// Its files: name and SHA-256.
    pub files: Vec<(String, String)>,
    /// Address it was downloaded from.
    pub address: Option<String>,
    /// Rows in the files.
    pub rows_read: u64,
    /// Rows that became statements.
    pub statements: u64,
    /// Where every row went; sums to `rows_read`.
    pub bins: BTreeMap<String, u64>,
}

/// What a comparison of two releases over all cases showed. The digest covers every difference; cases and findings
/// themselves are not here, because the log of the workspace outlives an erased case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The release that was active.
    pub before: ContentHash,
    /// The other one.
    pub after: ContentHash,
    /// Rule code that matched both.
    pub engine: String,
    /// Cases that were matched with both.
    pub cases: u64,
    /// Findings that only the other release gives.
    pub gained: u64,
    /// Findings that only the active release gives.
    pub lost: u64,
    /// Findings of both that differ in level, access or answer.
    pub changed: u64,
    /// Losses of what somebody had accepted or reported.
    pub to_answer: u64,
    /// SHA-256 over every difference.
    pub digest: ContentHash,
}

/// See [`ReleaseEvent::ReleaseActivated`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// The release that was active.
    pub before: ContentHash,
    /// The release that is active from now on.
    pub after: ContentHash,
    /// The differences that had been seen; `None` where there was no case to differ.
    pub digest: Option<ContentHash>,
}

/// Who and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The account.
    pub by: AccountId,
    /// The time.
    pub at: Timestamp,
}

/// The releases of a workspace, as their events tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Kept releases, oldest first.
    pub kept: Vec<(KeptRelease, Told)>,
    /// What was seen, oldest first.
    pub compared: Vec<(Comparison, Told)>,
    /// When which became active, oldest first.
    pub activated: Vec<(ContentHash, Told)>,
}

impl Shelf {
    /// The active release; `None` in a workspace that has never had one.
    pub fn active(&self) -> Option<&KeptRelease> {
        self.activated.last().and_then(|(hash, _)| self.find(*hash))
    }

    /// The kept release of this hash.
    pub fn find(&self, hash: ContentHash) -> Option<&KeptRelease> {
        self.kept.iter().map(|(release, _)| release).find(|release| release.content_hash == hash)
    }

    /// The last comparison of exactly these two.
    pub fn seen(&self, before: ContentHash, after: ContentHash) -> Option<&(Comparison, Told)> {
        self.compared.iter().rev().find(|(seen, _)| seen.before == before && seen.after == after)
    }

    /// The releases after one more event.
    #[must_use]
    pub fn after(mut self, event: &ReleaseEvent, told: Told) -> Self {
        match event {
            ReleaseEvent::ReleaseAdopted(release) => {
                self.activated.push((release.content_hash, told));
                self.kept.push((release.clone(), told));
            }
            ReleaseEvent::ReleaseKept(release) => self.kept.push((release.clone(), told)),
            ReleaseEvent::ReleasesCompared(comparison) => self.compared.push((comparison.clone(), told)),
            ReleaseEvent::ReleaseActivated(activation) => self.activated.push((activation.after, told)),
        }
        self
    }
}

/// Whether the rows speak of a day more than a month ago: then somebody should look for a newer release.
pub fn is_old(as_of: Date, today: Date) -> bool {
    as_of.checked_add(Span::new().months(1)).is_ok_and(|until| until < today)
}
