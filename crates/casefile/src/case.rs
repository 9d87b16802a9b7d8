//! The state of a case, as its events tell it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::clinical::ClinicalRecord;
use model::evidence::{Direction, EvidenceLevel, TumorTypeMatch};
use model::finding::{Finding, FindingKey};
use model::ids::{AccountId, CaseId};

use crate::event::{CaseOpened, DraftComposed, Interpreted, ProfileImported, ReportSigned};
use crate::role::Role;

/// A case. `Default` is the case before its first event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The id, once opened.
    pub id: Option<CaseId>,
    /// Number and day of receipt.
    pub opened: Option<CaseOpened>,
    /// The newest clinical record.
    pub clinical: Option<ClinicalRecord>,
    /// The newest profile.
    pub profile: Option<ProfileImported>,
    /// The newest interpretation.
    pub interpretation: Option<Interpreted>,
    /// Standing decisions.
    pub decisions: BTreeMap<FindingKey, Decision>,
    /// The newest draft.
    pub draft: Option<Draft>,
    /// The signed report.
    pub signed: Option<ReportSigned>,
    /// A clinical fact was corrected after the report was signed: the report says what was known before.
    pub corrected_after_signing: bool,
    /// Standing decisions that somebody made before a clinical fact was last corrected, and nobody has confirmed since.
    pub decided_before_correction: BTreeSet<FindingKey>,
    /// How many events it has.
    pub events: u64,
}

/// A standing decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Taken into the report.
    Accepted,
    /// Left out, with a reason.
    Declined,
}

/// A draft and whether it still says what the case says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was composed.
    pub composed: DraftComposed,
    /// A decision, record or interpretation came after it.
    pub out_of_date: bool,
}

impl Case {
    /// The findings of the newest interpretation.
    pub fn findings(&self) -> &[Finding] {
        self.interpretation.as_ref().map_or(&[], |interpretation| &interpretation.findings)
    }

    /// The decision on a finding.
    pub fn decision(&self, key: &FindingKey) -> Option<&Decision> {
        self.decisions.get(key)
    }

    /// Options of level A or B that may be accepted.
    pub fn strong_options(&self) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(|finding| {
            finding.is_acceptable_option() && finding.evidence_level.is_some_and(|level| level <= EvidenceLevel::B)
        })
    }

    /// Findings that speak against a therapy for this tumour, or for one whose type is not told; open ones included.
    pub fn against(&self) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(|finding| {
            finding.predicate.is_against_therapy()
                && finding.direction == Direction::Supports
                && finding.tumor_type_match != TumorTypeMatch::Other
        })
    }

    /// Keys of strong options that nobody has answered, each once.
    pub fn undecided(&self) -> BTreeSet<FindingKey> {
        let open = self.strong_options().filter(|finding| self.decision(&finding.key).is_none());
        open.map(|finding| finding.key).collect()
    }

    /// Keys of options of any level that may be accepted and that nobody has answered, while none was accepted: "no option"
    /// would be untrue then.
    pub fn unanswered(&self) -> BTreeSet<FindingKey> {
        if self.accepted().any(Finding::is_acceptable_option) {
            return BTreeSet::new();
        }
        let options = self.findings().iter().filter(|finding| finding.is_acceptable_option());
        options.filter(|finding| self.decision(&finding.key).is_none()).map(|finding| finding.key).collect()
    }

    /// Whether a statement that would name a treatment for this tumour could not be decided.
    pub fn has_open_option(&self) -> bool {
        self.interpretation.as_ref().is_some_and(|found| found.open.iter().any(|question| question.concerns_option))
    }

    /// Findings that somebody accepted, in the order of the interpretation.
    pub fn accepted(&self) -> impl Iterator<Item = &Finding> {
        self.findings()
            .iter()
            .filter(|finding| self.decision(&finding.key).is_some_and(|decision| decision.verdict == Verdict::Accepted))
    }
}
