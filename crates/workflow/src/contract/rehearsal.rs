//! The rehearsal: built-in synthetic cases with an answer key, by which an installation is proved and on which a panel exercises.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// Found of those asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Share {
    /// Found.
    pub found: u32,
    /// Asked for.
    pub asked: u32,
}

impl Share {
    pub(crate) fn count(&mut self, found: bool) {
        self.asked += 1;
        self.found += u32::from(found);
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.found += other.found;
    }

    /// Whether at least so many of a hundred were found.
    pub fn reaches(self, percent: u32) -> bool {
        u64::from(self.found) * 100 >= u64::from(self.asked) * u64::from(percent)
    }
}

/// What one case gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsedCase {
    /// Its name.
    pub case: String,
    /// What it is about, in English.
    pub title: String,
    /// Options and rows against a therapy at high evidence.
    pub high: Share,
    /// At low evidence.
    pub low: Share,
    /// What the key asks for and nothing gave.
    pub missing: Vec<Message>,
    /// Options that no line of the key names.
    pub spurious: Vec<Message>,
    /// What the key forbids and came all the same.
    pub forbidden: Vec<Message>,
    /// Why the case could not be run; then nothing of it was found.
    pub failed: Option<Message>,
}

/// What all cases gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsalAnswer {
    /// The release.
    pub release: String,
    /// The rules.
    pub engine: String,
    /// SHA-256 over all cases with their files and keys.
    pub set_sha256: String,
    /// Every case, by name.
    pub cases: Vec<RehearsedCase>,
    /// Over all cases.
    pub high: Share,
    /// Over all cases.
    pub low: Share,
    /// Options that no key names.
    pub spurious: u32,
    /// Forbidden options.
    pub forbidden: u32,
    /// Cases that could not be run.
    pub failed: u32,
    /// Whether every bar is reached: recall 100 % and 95 %, at most one spurious option a case, none forbidden, every case run.
    pub passed: bool,
}

/// A run of the built-in cases with the program and the active release of a workspace, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstallationProof {
    /// Program and its version.
    pub software: String,
    /// When it was run.
    pub at: String,
    /// Who ran it.
    pub by: String,
    /// What came of it.
    pub answer: RehearsalAnswer,
}

/// The panel of a rehearsal against the answer key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Concordance {
    /// Drugs of the key at high evidence that the panel chose; drugs that several rows name count once.
    pub high: Share,
    /// At low evidence.
    pub low: Share,
    /// What the key asks for and the panel did not choose.
    pub missing: Vec<Message>,
    /// What the panel chose and no line of the key names.
    pub unnamed: Vec<Message>,
    /// What the panel chose and the key forbids.
    pub forbidden: Vec<Message>,
    /// Lines of the key that nobody could choose here, and are not counted.
    pub uncounted: Vec<Message>,
}

/// A case that was laid out for a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsalRun {
    /// Case id.
    pub case_id: String,
    /// Number for people, e.g. `RH-01-1`.
    pub case_number: String,
    /// How often the case was laid out, from 1. Only the first attempt counts in the sum.
    pub attempt: u32,
    /// When it was laid out.
    pub laid_out_on: String,
    /// Release with which it was matched.
    pub release: String,
    /// When its panel concluded.
    pub concluded_on: Option<String>,
    /// The panel against the key; `None` until the panel has concluded, and where the key is not the one of that time.
    pub concordance: Option<Concordance>,
    /// Why there is no concordance though the panel has concluded.
    pub unjudged: Option<Message>,
}

/// A built-in case and how often a panel had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsalRow {
    /// Its name, e.g. `RH-01`.
    pub case: String,
    /// Tumour type with label.
    pub tumor_label: Option<String>,
    /// Why it cannot be used.
    pub failed: Option<Message>,
    /// Its runs, by attempt.
    pub runs: Vec<RehearsalRun>,
}

/// The rehearsals of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsalBoard {
    /// Every built-in case, by name.
    pub cases: Vec<RehearsalRow>,
    /// Over the first attempt of every case whose panel has concluded.
    pub high: Share,
    /// The same at low evidence.
    pub low: Share,
    /// How many cases these sums are of.
    pub judged: u32,
    /// Whether who is signed in may lay out a case.
    pub may_lay_out: bool,
}
