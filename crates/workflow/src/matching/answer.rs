//! The stable JSON object of `shirube match`.

use std::collections::BTreeMap;

use interpretation::conflicts::{Conflict, conflicts};
use interpretation::panel_omission::omission;
use interpretation::{Interpretation, OpenStatement};
use knowledge::Release;
use model::assessed::Met;
use model::case_input::CaseInput;
use model::evidence::{
    Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate, TumorTypeMatch,
};
use model::finding::{ConditionAnswer, Finding, Reason};
use model::ledger::Bin;
use model::oncogenicity::{AmpClass, AmpLevel, AmpTier, Oncogenicity, OncogenicityClass, OncogenicityCriterion};
use model::profile::MolecularProfile;
use model::therapy::TherapyName;
use model::tumor_type::TumorContext;
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
    /// How many trials the release holds. None of them matching means something only where there are some.
    pub trials_registered: usize,
    /// Regimens about which findings disagree, laid side by side.
    pub conflicts: Vec<ConflictAnswer>,
    /// Whether a panel meeting may be left out, by sample.
    pub panel_omission: Vec<OmissionAnswer>,
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
    conditions: Vec<ConditionWords>,
    trial: Option<TrialAnswer>,
    policies: Vec<String>,
    finding_key: String,
    knowledge_release: String,
}

/// The trial, or the 患者申出療養, that the row is.
#[derive(Clone, Debug, Serialize)]
struct TrialAnswer {
    registry_id: Option<String>,
    title_ja: String,
    patient_requested: bool,
    seen_on: String,
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
    oncogenicity: Option<OncogenicityAnswer>,
    amp: Option<AmpAnswer>,
}

/// One condition beyond the biomarker.
#[derive(Clone, Debug, Serialize)]
struct ConditionWords {
    code: String,
    asked: String,
    met: Met,
    basis: Basis,
}

/// How oncogenic a variant is, with a sentence for every criterion.
#[derive(Clone, Debug, Serialize)]
struct OncogenicityAnswer {
    class: Option<OncogenicityClass>,
    points: i32,
    lowest_points: i32,
    highest_points: i32,
    basis: Basis,
    criteria: Vec<CriterionWords>,
}

#[derive(Clone, Debug, Serialize)]
struct CriterionWords {
    code: OncogenicityCriterion,
    met: Met,
    points: i32,
    reason: String,
}

#[derive(Clone, Debug, Serialize)]
struct AmpAnswer {
    tier: AmpTier,
    level: Option<AmpLevel>,
    state: LevelState,
    because: Option<String>,
    stronger: Option<UnconfirmedTierAnswer>,
}

#[derive(Clone, Debug, Serialize)]
struct UnconfirmedTierAnswer {
    tier: AmpTier,
    level: Option<AmpLevel>,
    because: String,
}

/// Both sides about one regimen and one set of variants: ids of statements whose findings stand in `findings`.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictAnswer {
    sample: String,
    variants: Vec<String>,
    therapies: Vec<TherapyName>,
    favouring: Vec<String>,
    opposing: Vec<String>,
}

/// エキスパートパネル省略 of one sample.
#[derive(Clone, Debug, Serialize)]
pub struct OmissionAnswer {
    sample: String,
    verdict: &'static str,
    conditions: Vec<OmissionCondition>,
}

#[derive(Clone, Debug, Serialize)]
struct OmissionCondition {
    code: String,
    asked: String,
    met: Met,
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

pub(super) fn answer(
    input: &CaseInput,
    tumor: &TumorContext,
    interpretations: Vec<Interpretation>,
    release: &Release,
) -> MatchAnswer {
    let mut findings = Vec::new();
    let mut not_assessed = Vec::new();
    let mut opposed = Vec::new();
    let mut omissions = Vec::new();
    for (profile, interpretation) in input.profiles.iter().zip(interpretations) {
        findings.extend(interpretation.findings.iter().map(|finding| finding_answer(finding, release)));
        omissions.push(omission_answer(profile, tumor, &interpretation.findings, release));
        opposed.extend(conflicts(&interpretation.findings).iter().map(conflict_answer));
        not_assessed.extend(interpretation.open.iter().map(|open| open_answer(&profile.tumor_sample, open)));
    }
    MatchAnswer {
        schema: 1,
        knowledge_release: release.id().to_owned(),
        engine: interpretation::ENGINE_VERSION.to_owned(),
        findings,
        not_assessed,
        trials_registered: release.trials().count(),
        conflicts: opposed,
        panel_omission: omissions,
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
            oncogenicity: variant.oncogenicity.as_ref().map(oncogenicity_answer),
            amp: variant.amp.as_ref().map(amp_answer),
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
        conditions: finding.conditions.iter().map(condition_words).collect(),
        trial: finding.trial.as_ref().map(|trial| TrialAnswer {
            registry_id: trial.registry_id.clone(),
            title_ja: trial.title_ja.clone(),
            patient_requested: trial.patient_requested,
            seen_on: trial.seen_on.to_string(),
        }),
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
            oncogenicity: None,
            amp: None,
        }
    }
}

fn condition_words(answer: &ConditionAnswer) -> ConditionWords {
    ConditionWords {
        code: answer.asked.code.clone(),
        asked: sentence_of(&answer.asked.code, &answer.asked.parameters, Language::Japanese),
        met: answer.met,
        basis: answer.basis,
    }
}

fn oncogenicity_answer(class: &Oncogenicity) -> OncogenicityAnswer {
    let criteria = class.criteria.iter().map(|answer| CriterionWords {
        code: answer.criterion,
        met: answer.met,
        points: answer.points,
        reason: sentence_of(&answer.reason.code, &answer.reason.parameters, Language::Japanese),
    });
    OncogenicityAnswer {
        class: class.class,
        points: class.points,
        lowest_points: class.lowest_points,
        highest_points: class.highest_points,
        basis: class.basis,
        criteria: criteria.collect(),
    }
}

fn amp_answer(class: &AmpClass) -> AmpAnswer {
    let because = class.because.as_ref().map(ToString::to_string);
    let stronger = class.stronger.as_ref().map(|other| UnconfirmedTierAnswer {
        tier: other.tier,
        level: other.level,
        because: other.because.to_string(),
    });
    AmpAnswer { tier: class.tier, level: class.level, state: class.state, because, stronger }
}

fn omission_answer(
    profile: &MolecularProfile,
    tumor: &TumorContext,
    findings: &[Finding],
    release: &Release,
) -> OmissionAnswer {
    let answer = omission(profile, tumor, findings, release);
    let words = |(asked, met): (Reason, Met)| OmissionCondition {
        asked: sentence_of(&asked.code, &asked.parameters, Language::Japanese),
        code: asked.code,
        met,
    };
    OmissionAnswer {
        sample: profile.tumor_sample.clone(),
        verdict: answer.verdict.code(),
        conditions: answer.conditions.into_iter().map(words).collect(),
    }
}

fn conflict_answer(conflict: &Conflict<'_>) -> ConflictAnswer {
    let statements = |side: &[&Finding]| side.iter().map(|finding| finding.statement.to_string()).collect();
    let first = conflict.favouring.first();
    ConflictAnswer {
        sample: first.map(|finding| finding.sample.clone()).unwrap_or_default(),
        variants: first.iter().flat_map(|finding| &finding.variants).map(|shown| shown.label.clone()).collect(),
        therapies: first.map(|finding| finding.therapies.clone()).unwrap_or_default(),
        favouring: statements(&conflict.favouring),
        opposing: statements(&conflict.opposing),
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
