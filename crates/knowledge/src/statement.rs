//! One row of knowledge, ready for matching.

mod date;
pub(crate) mod rows;
pub(crate) mod trial_rows;

use jiff::civil::Date;
use model::evidence::{Basis, Direction, EvidenceLevel, Predicate};
use model::finding::StatementId;
use model::therapy::TherapyName;
use model::tumor_type::OncoTreeCode;
use serde::{Deserialize, Serialize};

use crate::criterion::Criterion;

/// A statement: this subject, in this tumour, predicts that for these therapies, says this source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `source:id`.
    pub id: StatementId,
    /// What it is about; `None` when the row states no molecular condition: it never matches, and is still listed.
    pub subject: Option<Criterion>,
    /// The same as its file writes it.
    pub subject_text: String,
    /// Which origin the subject must have.
    pub origin: OriginRequirement,
    /// What it says; `None` for rows that only point elsewhere (a test is recommended, another indication applies).
    pub predicate: Option<Predicate>,
    /// For or against.
    pub direction: Direction,
    /// Regimens, each singly; a regimen is a combination. Empty for statements without therapy.
    pub regimens: Vec<Vec<TherapyName>>,
    /// How the row narrows its regimens, e.g. `単独`, `BRAF阻害薬なし`: a statement about such a regimen alone.
    pub regimen_note: Option<String>,
    /// In which tumours.
    pub tumor_types: TumorTypeScope,
    /// Line and timing.
    pub setting: Option<String>,
    /// Approval facts, for rows about an indication.
    pub approval: Option<Approval>,
    /// Facts about a trial or a 患者申出療養, for rows about one: a way to the drug, no evidence.
    pub trial: Option<Trial>,
    /// The level the source itself gives for its own tumour type; approvals need none.
    pub level: Option<EvidenceLevel>,
    /// How the project knows it.
    pub basis: Basis,
    /// Where it is written: title, section, address.
    pub citation: Option<String>,
    /// Remarks for the person who reads the row.
    pub note: Option<String>,
    /// What the source says in its own terms, for rows of an open corpus: evidence, never an indication.
    pub imported: Option<Imported>,
}

/// A trial, as its register or a notice described it on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Number in its registry.
    pub registry_id: Option<String>,
    /// Its name.
    pub title_ja: String,
    /// How the drug is reached.
    pub route: TrialRoute,
    /// First day on which patients were taken, as far as known.
    pub opened_on: Option<ApprovedOn>,
    /// No patient is taken from this day on.
    pub closed_on: Option<ApprovedOn>,
    /// The day on which it was as the row says.
    pub seen_on: Date,
}

/// How a trial leads to a drug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialRoute {
    /// A trial in Japan.
    Japan,
    /// A trial abroad alone.
    Overseas,
    /// 患者申出療養
    PatientRequested,
}

/// A row of an open corpus in the terms of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// The source, e.g. `civic`.
    pub source: String,
    /// Its own level, e.g. `B`; another scale than ours.
    pub source_level: Option<String>,
    /// Its kind of evidence, e.g. `Predictive`.
    pub evidence_type: Option<String>,
    /// Its word for what the evidence shows, e.g. `Sensitivity/Response`.
    pub significance: Option<String>,
    /// The disease as it names it.
    pub disease: Option<String>,
    /// Disease Ontology identifier, e.g. `DOID:1909`.
    pub doid: Option<String>,
    /// Address of the row.
    pub address: Option<String>,
    /// A reviewer of the source raised a concern.
    pub flagged: bool,
}

/// Which origin a subject must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginRequirement {
    /// Arose in the tumour.
    Somatic,
    /// Inherited.
    Germline,
    /// Either will do.
    Either,
}

/// Tumours a statement covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TumorTypeScope {
    /// Covered types; descendants are covered too.
    pub included: Vec<TumorTypeTerm>,
    /// Left out; descendants too.
    pub excluded: Vec<OncoTreeCode>,
    /// As the indication words it.
    pub ja: Option<String>,
}

/// One term of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TumorTypeTerm {
    /// An OncoTree type and all below it.
    Type(OncoTreeCode),
    /// Every type outside the lymphoid and myeloid trees.
    Solid,
    /// No tumour type is stated.
    Any,
    /// A disease that no bridge leads from to the tree; its relation to a case is not known.
    Named(String),
}

/// Facts about an indication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Earliest approval in Japan as far as known.
    pub approved_on: Option<ApprovedOn>,
    /// State in Japan.
    pub status: ApprovalStatus,
    /// Same drug, marker and tumour at the FDA; known from memory throughout.
    pub fda_approved: Option<bool>,
    /// First FDA approval of the same, when known.
    pub fda_approved_on: Option<ApprovedOn>,
    /// Brand names.
    pub brand_ja: Option<String>,
    /// Companion diagnostic as read.
    pub companion_diagnostic: Option<String>,
    /// What the words of the indication cover beyond the subject, where they name the gene only.
    pub label: Option<Label>,
}

/// The molecular words of an indication that say less than its evidence: 「EGFR遺伝子変異陽性」.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As the row writes it.
    pub text: String,
    /// What it covers.
    pub subject: Criterion,
}

/// A day, month or year: as precise as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApprovedOn {
    /// First day on which it may have been approved.
    pub earliest: Date,
    /// Last such day; equal to `earliest` when the day is known.
    pub latest: Date,
}

/// State of an indication in Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStatus {
    /// Approved.
    Approved,
    /// Approved once, withdrawn since.
    Withdrawn,
    /// Filed; approval was not found (承認未確認).
    Filed,
}
