//! Statements as their files write them.

use serde::Deserialize;

use model::evidence::{Basis, Direction, Predicate};
use model::finding::StatementId;
use model::therapy::TherapyName;
use model::tumor_type::OncoTreeCode;

use super::{Approval, ApprovalStatus, ApprovedOn, Label, OriginRequirement, Statement, TumorTypeScope, TumorTypeTerm};
use crate::criterion::Criterion;
use crate::criterion::parse::parse_subject;
use crate::genes::Genes;
use crate::problem::{ProblemKind, Reporter};
use crate::terms::Terms;
use crate::therapies::Therapies;
use crate::tumor_types::TumorTypes;

/// What rows refer to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vocabulary<'v> {
    pub(crate) terms: &'v Terms,
    pub(crate) genes: &'v Genes,
    pub(crate) therapies: &'v Therapies,
    pub(crate) tumor_types: &'v TumorTypes,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalsFile {
    #[serde(default, rename = "statement")]
    pub(crate) statements: Vec<ApprovalRow>,
}

/// One indication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalRow {
    id: String,
    subject: String,
    origin: OriginRequirement,
    regimens: Vec<Vec<String>>,
    regimen_note: Option<String>,
    tumor_types: Vec<String>,
    #[serde(default)]
    excluded: Vec<OncoTreeCode>,
    tumor_type_ja: Option<String>,
    setting: Option<String>,
    brand_ja: Option<String>,
    companion_diagnostic: Option<String>,
    label_subject: Option<String>,
    status: ApprovalStatus,
    approved_on: Option<String>,
    fda_approved: Option<bool>,
    fda_approved_on: Option<String>,
    basis: Basis,
    source: Option<String>,
    note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResistanceFile {
    #[serde(default, rename = "statement")]
    pub(crate) statements: Vec<ResistanceRow>,
}

/// One statement about resistance, lack of benefit, or what is retained in spite of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResistanceRow {
    id: String,
    subject: String,
    origin: OriginRequirement,
    kind: ResistanceKind,
    regimens: Vec<Vec<String>>,
    regimen_note: Option<String>,
    tumor_types: Vec<String>,
    tumor_type_ja: Option<String>,
    basis: Basis,
    source: Option<String>,
    note: Option<String>,
}

/// What such a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ResistanceKind {
    Resistance,
    NoBenefit,
    ExcludedFromIndication,
    ReducedBenefit,
    SensitivityRetained,
    NotEstablished,
    TestRecommended,
    SeeOtherIndication,
}

impl ResistanceKind {
    /// Rows that only point elsewhere say nothing about a therapy. "Not established" is sensitivity that the evidence does
    /// not support, which is less than evidence of no benefit.
    fn says(self) -> (Option<Predicate>, Direction) {
        match self {
            Self::Resistance => (Some(Predicate::PredictsResistance), Direction::Supports),
            Self::NoBenefit | Self::ExcludedFromIndication => (Some(Predicate::NoBenefit), Direction::Supports),
            Self::ReducedBenefit => (Some(Predicate::PredictsReducedSensitivity), Direction::Supports),
            Self::SensitivityRetained => (Some(Predicate::PredictsSensitivity), Direction::Supports),
            Self::NotEstablished => (Some(Predicate::PredictsSensitivity), Direction::DoesNotSupport),
            Self::TestRecommended | Self::SeeOtherIndication => (None, Direction::Supports),
        }
    }
}

impl ApprovalRow {
    pub(crate) fn into_statement(self, vocabulary: Vocabulary<'_>, report: &mut Reporter<'_>) -> Statement {
        let id = self.id;
        report.basis(&id, self.basis, self.source.as_deref());
        let mut date = |field: &'static str, text: &Option<String>| {
            let text = text.as_ref()?;
            let date = text.parse::<ApprovedOn>().ok();
            if date.is_none() {
                report.row(&id, ProblemKind::MalformedDate { field, text: text.clone() });
            }
            date
        };
        let approved_on = date("approved_on", &self.approved_on);
        let fda_approved_on = date("fda_approved_on", &self.fda_approved_on);
        if self.status == ApprovalStatus::Filed && self.approved_on.is_some() {
            report.row(&id, ProblemKind::FiledWithDate);
        }
        // Words that nobody read would spread an indication over variants that it may not name.
        if self.basis == Basis::FromMemory && self.label_subject.is_some() {
            report.row(&id, ProblemKind::LabelNotRead);
        }
        let label = self.label_subject.and_then(|text| {
            let subject = subject(&id, &text, self.origin, vocabulary, report)?;
            Some(Label { text, subject })
        });
        let approval = Approval {
            label,
            approved_on,
            status: self.status,
            fda_approved: self.fda_approved,
            fda_approved_on,
            brand_ja: self.brand_ja,
            companion_diagnostic: self.companion_diagnostic,
        };
        Statement {
            subject: subject(&id, &self.subject, self.origin, vocabulary, report),
            subject_text: self.subject,
            origin: self.origin,
            predicate: Some(Predicate::PredictsSensitivity),
            direction: Direction::Supports,
            regimens: regimens(&id, &self.regimens, vocabulary.therapies, report),
            regimen_note: self.regimen_note,
            tumor_types: TumorTypeScope {
                included: included(&id, &self.tumor_types, vocabulary.tumor_types, report),
                excluded: excluded(&id, &self.tumor_types, self.excluded, vocabulary.tumor_types, report),
                ja: self.tumor_type_ja,
            },
            setting: self.setting,
            approval: Some(approval),
            trial: None,
            level: None,
            basis: self.basis,
            citation: self.source,
            note: self.note,
            imported: None,
            id: own_id(&id),
        }
    }
}

impl ResistanceRow {
    pub(crate) fn into_statement(self, vocabulary: Vocabulary<'_>, report: &mut Reporter<'_>) -> Statement {
        let id = self.id;
        report.basis(&id, self.basis, self.source.as_deref());
        let (predicate, direction) = self.kind.says();
        Statement {
            subject: subject(&id, &self.subject, self.origin, vocabulary, report),
            subject_text: self.subject,
            origin: self.origin,
            predicate,
            direction,
            regimens: regimens(&id, &self.regimens, vocabulary.therapies, report),
            regimen_note: self.regimen_note,
            tumor_types: TumorTypeScope {
                included: included(&id, &self.tumor_types, vocabulary.tumor_types, report),
                excluded: Vec::new(),
                ja: self.tumor_type_ja,
            },
            setting: None,
            approval: None,
            trial: None,
            level: None,
            basis: self.basis,
            citation: self.source,
            note: self.note,
            imported: None,
            id: own_id(&id),
        }
    }
}

/// The id of a row curated here.
pub(crate) fn own_id(id: &str) -> StatementId {
    StatementId(format!("shirube:{id}"))
}

pub(super) fn subject(
    id: &str,
    text: &str,
    origin: OriginRequirement,
    vocabulary: Vocabulary<'_>,
    report: &mut Reporter<'_>,
) -> Option<Criterion> {
    if text.contains("germline") && origin != OriginRequirement::Germline {
        report.row(id, ProblemKind::OriginDisagrees);
    }
    match parse_subject(text, vocabulary.terms) {
        Ok(criterion) => {
            for symbol in criterion.iter().flat_map(Criterion::genes).filter(|gene| !vocabulary.genes.contains(gene)) {
                report.row(id, ProblemKind::UnknownGene { symbol: symbol.to_owned() });
            }
            criterion
        }
        Err(error) => {
            report.row(id, ProblemKind::SubjectNotUnderstood { message: error.to_string() });
            None
        }
    }
}

pub(super) fn regimens(
    id: &str,
    written: &[Vec<String>],
    therapies: &Therapies,
    report: &mut Reporter<'_>,
) -> Vec<Vec<TherapyName>> {
    let mut seen: Vec<Vec<&String>> = Vec::new();
    for regimen in written {
        let mut drugs: Vec<&String> = regimen.iter().collect();
        drugs.sort();
        let before = drugs.len();
        drugs.dedup();
        if drugs.len() < before || seen.contains(&drugs) {
            report.row(id, ProblemKind::DuplicateRegimen);
        }
        seen.push(drugs);
    }
    let mut name = |en: &String| {
        if let Some(therapy) = therapies.get(en) {
            return therapy.name.clone();
        }
        report.row(id, ProblemKind::UnknownTherapy { name: en.clone() });
        TherapyName { en: en.clone(), ja: None }
    };
    written.iter().map(|regimen| regimen.iter().map(&mut name).collect()).collect()
}

pub(super) fn included(
    id: &str,
    written: &[String],
    tree: &TumorTypes,
    report: &mut Reporter<'_>,
) -> Vec<TumorTypeTerm> {
    let mut term = |text: &String| match text.as_str() {
        "SOLID" => TumorTypeTerm::Solid,
        "ANY" => TumorTypeTerm::Any,
        code => {
            let code = OncoTreeCode::from(code);
            if !tree.contains(&code) {
                report.row(id, ProblemKind::UnknownTumorType { code: code.0.clone() });
            }
            TumorTypeTerm::Type(code)
        }
    };
    written.iter().map(&mut term).collect()
}

pub(super) fn excluded(
    id: &str,
    included: &[String],
    written: Vec<OncoTreeCode>,
    tree: &TumorTypes,
    report: &mut Reporter<'_>,
) -> Vec<OncoTreeCode> {
    for code in &written {
        let line = tree.ancestors(code);
        let solid = tree.is_solid(code) == Some(true);
        let is_covered = |term: &String| match term.as_str() {
            "SOLID" => solid,
            "ANY" => true,
            type_code => line.iter().skip(1).any(|above| above.0 == type_code),
        };
        if !tree.contains(code) {
            report.row(id, ProblemKind::UnknownTumorType { code: code.0.clone() });
        } else if !included.iter().any(is_covered) {
            report.row(id, ProblemKind::ExcludedOutsideIncluded { code: code.0.clone() });
        }
    }
    written
}
