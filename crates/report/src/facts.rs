//! Everything a composer may look at.

use std::collections::BTreeMap;
use std::fmt;

use casefile::Case;
use casefile::case::Verdict;
use casefile::event::{Interpreted, ProfileImported};
use jiff::civil::Date;
use model::clinical::ClinicalRecord;
use model::finding::{Finding, FindingKey, Reason};
use model::profile::MolecularProfile;

use crate::error::ReportError;

/// The facts of one case at one time.
pub struct ReportFacts<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its molecular profile.
    pub profile: &'a MolecularProfile,
    /// Institution that reports.
    pub institution: &'a str,
    /// Tumour type with Japanese label, as used for matching.
    pub tumor_label: Option<String>,
    /// The same for the patient: the Japanese name alone.
    pub tumor_name: Option<String>,
    /// Earlier use of a drug of the finding, worded: dates, response, reason for stopping.
    pub given_before: BTreeMap<FindingKey, String>,
    /// How many trials the knowledge release holds.
    pub trials_registered: usize,
    /// Words a reason.
    pub explain: &'a dyn Fn(&Reason) -> String,
    /// 使用目的, once a responsible person has recorded it.
    pub intended_use: Option<IntendedUse>,
    /// Day that the rows of the knowledge release speak of, where the workspace keeps it.
    pub release_as_of: Option<Date>,
    /// Revision to compose.
    pub revision: u32,
    /// Day of composition.
    pub dated_on: Date,
    /// Version of the software.
    pub software: String,
}

/// 使用目的 and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntendedUse {
    /// 使用目的
    pub purpose: String,
    /// 責任者
    pub responsible_person: String,
}

impl fmt::Debug for ReportFacts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportFacts").field("revision", &self.revision).finish_non_exhaustive()
    }
}

impl ReportFacts<'_> {
    pub(crate) fn clinical(&self) -> Result<&ClinicalRecord, ReportError> {
        self.case.clinical.as_ref().ok_or(ReportError::NothingToReport { what: "clinical record" })
    }

    pub(crate) fn imported(&self) -> Result<&ProfileImported, ReportError> {
        self.case.profile.as_ref().ok_or(ReportError::NothingToReport { what: "profile" })
    }

    pub(crate) fn interpretation(&self) -> Result<&Interpreted, ReportError> {
        self.case.interpretation.as_ref().ok_or(ReportError::NothingToReport { what: "interpretation" })
    }

    pub(crate) fn verdict(&self, finding: &Finding) -> Option<Verdict> {
        self.case.decision(&finding.key).map(|decision| decision.verdict)
    }

    /// Findings that favour a therapy and reach a level, strongest first.
    pub(crate) fn options(&self) -> impl Iterator<Item = &Finding> {
        self.case.findings().iter().filter(|finding| finding.is_option())
    }

    /// Findings that speak against a therapy, in the order of the interpretation.
    pub(crate) fn against(&self) -> impl Iterator<Item = &Finding> {
        self.case.against()
    }

    /// What may be written to the patient: accepted by a person, confirmed, met, not overruled, and nothing about the
    /// germline, which needs a recorded wish.
    pub(crate) fn patient_options(&self) -> Vec<&Finding> {
        self.options()
            .filter(|finding| {
                finding.is_acceptable_option() && !finding.germline && self.verdict(finding) == Some(Verdict::Accepted)
            })
            .collect()
    }
}
