//! A finding: an observation met a statement, and why.

use serde::{Deserialize, Serialize};

use crate::assessed::Met;
use crate::canonical::{CanonicalError, ContentHash};
use crate::evidence::{
    Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate, TumorTypeMatch,
};
use crate::oncogenicity::{AmpClass, Oncogenicity};
use crate::therapy::TherapyName;
use crate::variation::ObservationKey;

/// The identity of a finding over releases of the knowledge base: never a statement id, level or release, so that a
/// panel's note stays with its finding when a new release arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingKey(pub ContentHash);

impl FindingKey {
    /// The key of (observations, predicate, therapies, tumour-type concept).
    ///
    /// # Errors
    /// As [`ContentHash::of`]; cannot fail for these types in practice.
    pub fn new(
        observations: &[ObservationKey],
        predicate: Predicate,
        therapies: &[TherapyName],
        tumor_type_concept: &str,
    ) -> Result<Self, CanonicalError> {
        let mut observations = observations.to_vec();
        observations.sort();
        observations.dedup();
        let mut names: Vec<String> = therapies.iter().map(|therapy| therapy.en.to_lowercase()).collect();
        names.sort();
        names.dedup();
        ContentHash::of(&(observations, predicate, names, tumor_type_concept)).map(Self)
    }
}

impl std::fmt::Display for FindingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for FindingKey {
    type Err = crate::canonical::MalformedHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The identity of a knowledge statement, e.g. `shirube:JP-0001` or `civic:EID1234`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub String);

impl std::fmt::Display for StatementId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person needs to see of the observation, frozen with the finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownVariant {
    /// Gene, or both partners as `EML4::ALK`, or the marker's name.
    pub gene: String,
    /// `7:55191822:T:G`, for small variants.
    pub allele: Option<String>,
    /// Coding description.
    pub hgvsc: Option<String>,
    /// Protein description in three-letter form, e.g. `p.(Leu858Arg)`.
    pub hgvsp: Option<String>,
    /// Transcript accession of the two above.
    pub transcript: Option<String>,
    /// One short label, e.g. `EGFR p.L858R`, `ERBB2 amplification`, `MSI-High`.
    pub label: String,
    /// Variant allele fraction of the tumour.
    pub vaf_fraction: Option<crate::Decimal>,
    /// Depth of the tumour in reads.
    pub depth_reads: Option<u32>,
    /// How oncogenic a somatic small variant is; the same in every finding of the variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oncogenicity: Option<Oncogenicity>,
    /// AMP/ASCO/CAP tier by all findings of the variant; the same in each of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amp: Option<AmpClass>,
}

/// One matched statement with everything a reader needs to ask "why".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable identity.
    pub key: FindingKey,
    /// Tumour sample.
    pub sample: String,
    /// The observations that met the statement, most important first.
    pub observations: Vec<ObservationKey>,
    /// The same, for people.
    pub variants: Vec<ShownVariant>,
    /// How specific the match is.
    pub match_kind: MatchKind,
    /// The knowledge row.
    pub statement: StatementId,
    /// How the project knows the row.
    pub basis: Basis,
    /// What it says.
    pub predicate: Predicate,
    /// For or against.
    pub direction: Direction,
    /// Level for this case's tumour type; `None` where no level applies.
    pub evidence_level: Option<EvidenceLevel>,
    /// Whether the level may be used.
    pub level_state: LevelState,
    /// Whether it speaks against a therapy.
    pub resistance: bool,
    /// How the patient could reach the drug in Japan.
    pub accessibility: DrugAccessibility,
    /// The therapy, a combination when more than one.
    pub therapies: Vec<TherapyName>,
    /// Setting of the indication (line, timing), as the row paraphrases it.
    pub setting: Option<String>,
    /// Tumour type of the row, for people (Japanese).
    pub tumor_type_ja: Option<String>,
    /// Relation of the tumour types.
    pub tumor_type_match: TumorTypeMatch,
    /// Whether the origin (somatic, germline) fits the row.
    pub origin_match: Met,
    /// Whether the molecular profile meets the row.
    pub status: Met,
    /// Why, step by step; codes with parameters, worded by `workflow`.
    pub reasons: Vec<Reason>,
    /// Where the row's fact is written.
    pub citation: Option<String>,
    /// Companion diagnostic as the row names it.
    pub companion_diagnostic: Option<String>,
    /// Policies that changed the level of this finding.
    pub policies: Vec<String>,
    /// A narrower statement about the same therapy that says the opposite; this finding must not be an option.
    pub overruled_by: Option<StatementId>,
    /// Statements of the same profile that speak against one of the therapies.
    pub contradicted_by: Vec<StatementId>,
    /// It speaks of an inherited variant, or rests on one: never told to the patient without a recorded wish.
    pub germline: bool,
    /// A drug of the regimen stands in the treatment history: marked 既使用 and ranked below the others.
    pub already_given: bool,
    /// What the row asks for beyond the biomarker, as far as the case tells. It decides no level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionAnswer>,
    /// The row is a trial or a 患者申出療養: a way to a drug, no evidence for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial: Option<TrialShown>,
}

/// What people need to see of a trial, frozen with the finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialShown {
    /// Number in its registry, e.g. `jRCT2031210043`; `None` where none was read.
    pub registry_id: Option<String>,
    /// Its name, in Japanese.
    pub title_ja: String,
    /// 患者申出療養, not a trial of its own.
    pub patient_requested: bool,
    /// The day on which the register or the notice was as the row says.
    pub seen_on: jiff::civil::Date,
}

/// One condition beyond the biomarker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionAnswer {
    /// What is asked for; a code with parameters, worded by `workflow`.
    pub asked: Reason,
    /// Met, not met, or not assessed.
    pub met: Met,
    /// How it is known that the row asks for it.
    pub basis: Basis,
}

impl Finding {
    /// Whether it names a treatment that a person may accept: it favours a therapy at some level A to E, and no narrower
    /// statement says the opposite.
    pub fn is_option(&self) -> bool {
        self.predicate == Predicate::PredictsSensitivity
            && self.direction == Direction::Supports
            && !self.therapies.is_empty()
            && self.overruled_by.is_none()
            && self.evidence_level.is_some_and(|level| level <= EvidenceLevel::E)
    }

    /// Whether a person may accept it: an option that is met and rests on nothing unconfirmed.
    pub fn is_acceptable_option(&self) -> bool {
        self.is_option() && self.level_state == LevelState::Final && self.status == Met::Met
    }
}

/// One step of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Catalogue key, e.g. `level_a_jp_approval`.
    pub code: String,
    /// Named values of the sentence.
    pub parameters: std::collections::BTreeMap<String, String>,
}

impl Reason {
    /// A step without parameters.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), parameters: std::collections::BTreeMap::new() }
    }

    /// The same step with one more named value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }
}
