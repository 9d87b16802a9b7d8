//! 確認検査: whether what a whole genome showed was seen again by another test.

use jiff::civil::Date;
use model::panel_rule::TestKind;
use model::variation::ObservationKey;
use serde::{Deserialize, Serialize};

use crate::case::Case;

/// A confirmatory test was ordered. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationOrdered {
    /// Of what.
    pub observation: ObservationKey,
    /// Which test, as typed.
    pub test: String,
    /// When.
    pub ordered_on: Date,
}

/// What a confirmatory test said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationResult {
    /// Seen again.
    Confirmed,
    /// Not seen again.
    NotConfirmed,
    /// Cannot be told.
    Inconclusive,
}

impl ConfirmationResult {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::NotConfirmed, Self::Inconclusive];

    /// The result of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NotConfirmed => "not_confirmed",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// A confirmatory test has its result. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationResulted {
    /// Of what.
    pub observation: ObservationKey,
    /// Which test, as typed.
    pub test: String,
    /// What it said.
    pub result: ConfirmationResult,
    /// When.
    pub resulted_on: Date,
}

/// Somebody took it upon themselves to go without. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationWaived {
    /// For what.
    pub observation: ObservationKey,
    /// Name of who answers for it.
    pub waived_by: String,
    /// Why, as typed.
    pub because: String,
}

macro_rules! silent {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
silent!(ConfirmationOrdered, ConfirmationResulted, ConfirmationWaived);

/// Where the confirmation of an observation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Ordered, no result yet.
    Ordered(ConfirmationOrdered),
    /// There is a result.
    Resulted(ConfirmationResulted),
    /// Somebody answers for going without.
    Waived(ConfirmationWaived),
}

impl Confirmation {
    /// The code used on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ordered(_) => "ordered",
            Self::Resulted(resulted) => resulted.result.code(),
            Self::Waived(_) => "waived",
        }
    }

    /// What a test said, where there is a result.
    pub fn result(&self) -> Option<ConfirmationResult> {
        match self {
            Self::Ordered(_) | Self::Waived(_) => None,
            Self::Resulted(resulted) => Some(resulted.result),
        }
    }

    /// Whether a treatment may rest on the observation.
    pub fn carries(&self) -> bool {
        match self {
            Self::Ordered(_) => false,
            Self::Resulted(resulted) => resulted.result == ConfirmationResult::Confirmed,
            Self::Waived(_) => true,
        }
    }
}

/// Files of tests that a hospital may rely on as they are: C-CAT hands over the results of insured panels in these.
const QUALITY_ASSURED: [&str; 2] = ["cats", "ccat_report"];
/// Files that hold no observation of the tumour.
const WITHOUT_OBSERVATIONS: [&str; 8] = [
    "clinical_form",
    "ccat_case",
    "gdc_clinical",
    "fhir",
    "pedigree",
    "callable_regions",
    "purple_qc",
    "purple_purity",
];

impl Case {
    /// Whether what was found must be seen by another test before a treatment may rest on it: unless every file with
    /// observations is the result of a quality-assured panel.
    pub fn needs_confirmation(&self) -> bool {
        let Some(profile) = &self.profile else { return true };
        let formats = profile.ledger.files.iter().map(|file| file.format.as_str());
        let mut observed = formats.filter(|format| !WITHOUT_OBSERVATIONS.contains(format)).peekable();
        observed.peek().is_none() || observed.any(|format| !QUALITY_ASSURED.contains(&format))
    }

    /// The kind of test, for the rules that a panel follows.
    pub fn test_kind(&self) -> TestKind {
        if self.needs_confirmation() { TestKind::WholeGenome } else { TestKind::GenePanel }
    }
}
