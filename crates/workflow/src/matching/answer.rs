//! The stable JSON object of `shirube match`.

use std::collections::BTreeMap;

use interpretation::{Interpretation, OpenStatement};
use knowledge::Release;
use model::assessed::Met;
use model::case_input::CaseInput;
use model::evidence::{
    Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate, TumorTypeMatch,
};
use model::finding::{Finding, Reason};
use model::ledger::Bin;
use model::therapy::TherapyName;
use serde::Serialize;

use crate::wording::{Language, sentence_of};

/// The whole answer. Its shape is versioned by `schema`.
#[derive(Clone, Debug, Serialize)]
pub struct MatchAnswer {
    /// Version of this shape.
    pub schema: u32,
    /// Knowledge release.
    pub knowledge_release: String,
    /// Version of the rules.
    pub engine: String,
    /// Statements that the profile meets, strongest first.
    pub findings: Vec<MatchFinding>,
    /// Statements that an observation touches but that could not be decided.
    pub not_assessed: Vec<NotAssessed>,
    /// Where every record went.
    pub ledger: LedgerAnswer,
    /// What people should know.
    pub notices: Vec<NoticeAnswer>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct MatchFinding {
    sample: String,
    gene: String,
    variant: VariantAnswer,
    variants: Vec<VariantAnswer>,
    match_kind: MatchKind,
    statement: String,
    basis: Basis,
    predicate: Predicate,
    direction: Direction,
    evidence_level: Option<EvidenceLevel>,
    level_state: LevelState,
    resistance: bool,
    accessibility: DrugAccessibility,
    therapies: Vec<TherapyName>,
    setting: Option<String>,
    tumor_type: Option<String>,
    tumor_type_match: TumorTypeMatch,
    origin_match: Met,
    status: Met,
    reasons: Vec<String>,
    citation: Option<String>,
    overruled_by: Option<String>,
    contradicted_by: Vec<String>,
    already_given: bool,
    policies: Vec<String>,
    finding_key: String,
    knowledge_release: String,
}

#[derive(Clone, Debug, Serialize)]
struct VariantAnswer {
    label: String,
    gene: String,
    allele: Option<String>,
    hgvsc: Option<String>,
    hgvsp: Option<String>,
    transcript: Option<String>,
    vaf_fraction: Option<String>,
    depth_reads: Option<u32>,
}

/// A statement that stays open.
#[derive(Clone, Debug, Serialize)]
pub struct NotAssessed {
    sample: String,
    statement: String,
    subject: String,
    reasons: Vec<String>,
}

/// The ledger.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerAnswer {
    files: Vec<FileAnswer>,
}

#[derive(Clone, Debug, Serialize)]
struct FileAnswer {
    path: String,
    format: String,
    sha256: String,
    records: u64,
    bins: Vec<BinAnswer>,
    alleles: Vec<BinAnswer>,
    malformed: Vec<MalformedAnswer>,
}

#[derive(Clone, Debug, Serialize)]
struct BinAnswer {
    name: &'static str,
    count: u64,
}

#[derive(Clone, Debug, Serialize)]
struct MalformedAnswer {
    line: u64,
    cause: String,
}

/// A notice with its sentence.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeAnswer {
    code: String,
    parameters: BTreeMap<String, String>,
    text: String,
}

pub(super) fn answer(input: &CaseInput, interpretations: Vec<Interpretation>, release: &Release) -> MatchAnswer {
    let mut findings = Vec::new();
    let mut not_assessed = Vec::new();
    for (profile, interpretation) in input.profiles.iter().zip(interpretations) {
        findings.extend(interpretation.findings.iter().map(|finding| finding_answer(finding, release)));
        not_assessed.extend(interpretation.open.iter().map(|open| open_answer(&profile.tumor_sample, open)));
    }
    MatchAnswer {
        schema: 1,
        knowledge_release: release.id().to_owned(),
        engine: interpretation::ENGINE_VERSION.to_owned(),
        findings,
        not_assessed,
        ledger: ledger_answer(input),
        notices: input
            .notices
            .iter()
            .map(|notice| NoticeAnswer {
                code: notice.code.clone(),
                parameters: notice.parameters.clone(),
                text: sentence_of(&notice.code, &notice.parameters, Language::Japanese),
            })
            .collect(),
    }
}

fn finding_answer(finding: &Finding, release: &Release) -> MatchFinding {
    let variants: Vec<VariantAnswer> = finding
        .variants
        .iter()
        .map(|variant| VariantAnswer {
            label: variant.label.clone(),
            gene: variant.gene.clone(),
            allele: variant.allele.clone(),
            hgvsc: variant.hgvsc.clone(),
            hgvsp: variant.hgvsp.clone(),
            transcript: variant.transcript.clone(),
            vaf_fraction: variant.vaf_fraction.map(|fraction| fraction.to_string()),
            depth_reads: variant.depth_reads,
        })
        .collect();
    let first = variants.first().cloned().unwrap_or_else(VariantAnswer::nothing);
    MatchFinding {
        sample: finding.sample.clone(),
        gene: first.gene.clone(),
        variant: first,
        variants,
        match_kind: finding.match_kind,
        statement: finding.statement.to_string(),
        basis: finding.basis,
        predicate: finding.predicate,
        direction: finding.direction,
        evidence_level: finding.evidence_level,
        level_state: finding.level_state,
        resistance: finding.resistance,
        accessibility: finding.accessibility,
        therapies: finding.therapies.clone(),
        setting: finding.setting.clone(),
        tumor_type: finding.tumor_type_ja.clone(),
        tumor_type_match: finding.tumor_type_match,
        origin_match: finding.origin_match,
        status: finding.status,
        reasons: words(&finding.reasons),
        citation: finding.citation.clone(),
        overruled_by: finding.overruled_by.as_ref().map(ToString::to_string),
        contradicted_by: finding.contradicted_by.iter().map(ToString::to_string).collect(),
        already_given: finding.already_given,
        policies: finding.policies.clone(),
        finding_key: finding.key.to_string(),
        knowledge_release: release.id().to_owned(),
    }
}

impl VariantAnswer {
    fn nothing() -> Self {
        Self {
            label: String::new(),
            gene: String::new(),
            allele: None,
            hgvsc: None,
            hgvsp: None,
            transcript: None,
            vaf_fraction: None,
            depth_reads: None,
        }
    }
}

fn open_answer(sample: &str, open: &OpenStatement) -> NotAssessed {
    NotAssessed {
        sample: sample.to_owned(),
        statement: open.statement.to_string(),
        subject: open.subject.clone(),
        reasons: words(&open.reasons),
    }
}

fn words(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| sentence_of(&reason.code, &reason.parameters, Language::Japanese)).collect()
}

fn ledger_answer(input: &CaseInput) -> LedgerAnswer {
    let files = input.ledger.files.iter().map(|file| FileAnswer {
        path: file.name.clone(),
        format: file.format.clone(),
        sha256: file.sha256.to_string(),
        records: file.records,
        bins: counts(&file.bins),
        alleles: counts(&file.alleles),
        malformed: file
            .malformed
            .iter()
            .map(|record| MalformedAnswer { line: record.line, cause: record.cause.clone() })
            .collect(),
    });
    LedgerAnswer { files: files.collect() }
}

fn counts(bins: &BTreeMap<Bin, u64>) -> Vec<BinAnswer> {
    bins.iter().map(|(bin, count)| BinAnswer { name: bin.code(), count: *count }).collect()
}
