//! The way of each record that a question meets, from its file to the report. Nothing is decided here: every step says
//! what the ledger, the profile, the findings and the decisions already hold.

use std::collections::BTreeMap;

use casefile::Case;
use casefile::event::ProfileImported;
use intake::RecordDetail;
use knowledge::Release;
use model::finding::Finding;
use model::ids::AccountId;
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};
use model::variation::{Contig, VcfPosition};
use store::record_store::RecordRow;

use super::explained_statements::statement_answers;
use super::explained_values::{self, ledger_steps};
use super::observed::{Observed, is_change, observed};
use super::question::Question;
use super::record_words::RecordWords;
use super::{count, therapy_label};
use crate::contract::{CaseExplanation, ExplanationStep, Message, RecordExplanation};

/// Records that are told in full.
const LISTED: usize = 50;

/// A row that may be meant, and its line where it could be read.
#[derive(Clone, Debug)]
pub(crate) struct FoundRow {
    pub(crate) row: RecordRow,
    pub(crate) detail: Option<RecordDetail>,
}

/// Rows that were looked at for a question.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundRows {
    pub(crate) rows: Vec<FoundRow>,
    /// Rows that could be meant; more than `rows` where not all lines were read.
    pub(crate) of: u64,
    /// The case has a variant table.
    pub(crate) has_table: bool,
}

/// What an explanation is made of.
pub(crate) struct Known<'a> {
    pub(crate) case: &'a Case,
    pub(crate) imported: &'a ProfileImported,
    pub(crate) profile: &'a MolecularProfile,
    pub(crate) release: &'a Release,
    pub(crate) names: &'a BTreeMap<AccountId, String>,
}

/// One record of the answer before it is told.
pub(super) struct Hit<'a> {
    pub(super) row: Option<FoundRow>,
    pub(super) words: Option<RecordWords>,
    pub(super) observed: Vec<Observed<'a>>,
    pub(super) exact: bool,
}

pub(super) fn message(code: &str, parameters: &[(&str, &str)]) -> Message {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Message { code: code.to_owned(), parameters }
}

pub(super) fn step(kind: &str, message: Message) -> ExplanationStep {
    ExplanationStep { kind: kind.to_owned(), message }
}

/// The answer to a question.
pub(crate) fn explanation(asked: (&str, &Question), found: FoundRows, known: &Known<'_>) -> CaseExplanation {
    let (typed, question) = asked;
    let partial = (found.of > found.rows.len() as u64 && !matches!(question, Question::Gene(_))).then(|| {
        message(
            "explain_not_all_searched",
            &[("searched", &found.rows.len().to_string()), ("of", &found.of.to_string())],
        )
    });
    let unlisted =
        if matches!(question, Question::Gene(_)) { found.of.saturating_sub(found.rows.len() as u64) } else { 0 };
    let has_table = found.has_table;
    let mut hits = hits(question, found, known);
    hits.sort_by_cached_key(|hit| order(hit, known));
    let more = count(unlisted + hits.len().saturating_sub(LISTED) as u64);
    let records: Vec<RecordExplanation> = hits.iter().take(LISTED).map(|hit| told(hit, known)).collect();
    let mut about: Vec<Message> = partial.into_iter().collect();
    about.extend(limits(question, known, records.iter().any(|record| record.fits == "exact"), has_table));
    CaseExplanation { question: typed.to_owned(), asked: question.asked(), records, more, about }
}

/// Joins rows and observations by file and line, and adds observations of the answer that no row holds.
fn hits<'a>(question: &Question, found: FoundRows, known: &Known<'a>) -> Vec<Hit<'a>> {
    let all = observed(known.profile);
    let mut used = vec![false; all.len()];
    let mut hits = Vec::new();
    for row in found.rows {
        let words = row.detail.as_ref().map(|detail| RecordWords::of(detail, row.row.allele));
        let mut own = Vec::new();
        for (observed, used) in all.iter().zip(&mut used) {
            if is_of_row(observed, &row.row, words.as_ref()) {
                *used = true;
                own.push(observed.clone());
            }
        }
        let hit = Hit { exact: true, row: Some(row), words, observed: own };
        hits.extend(fitting(hit, question));
    }
    let others = all.into_iter().zip(used).filter(|(observed, used)| !used && observed.answers(question));
    hits.extend(others.map(|(observed, _)| Hit {
        exact: !matches!(question, Question::Place { change: Some(_), .. }) || observed.is_exactly(question),
        row: None,
        words: None,
        observed: vec![observed],
    }));
    hits
}

fn is_of_row(observed: &Observed<'_>, row: &RecordRow, words: Option<&RecordWords>) -> bool {
    let here = observed.source.file == u32::from(row.file) && observed.source.line == u64::from(row.line);
    let same_allele = |words: &RecordWords| {
        observed.small.is_none_or(|variant| {
            // An item of several alternates has one row for each; one of a single alternate is its row.
            !words.alternates.contains(',') || variant.allele.alternate.eq_ignore_ascii_case(&words.alternate)
        })
    };
    here && words.is_none_or(same_allele)
}

/// The hit as the question meets it; `None` when the row is not meant after all.
fn fitting<'a>(hit: Hit<'a>, question: &Question) -> Option<Hit<'a>> {
    let row = &hit.row.as_ref()?.row;
    match question {
        Question::Place { position, change: None, .. } => (row.position == *position).then_some(hit),
        Question::Place { position, change: Some((from, to)), .. } => {
            let contig = row.contig.as_deref().map(|name| Contig::from(name).name().to_owned()).unwrap_or_default();
            let lengths = (usize::from(row.reference_length), usize::from(row.alternate_length));
            let exact = match &hit.words {
                Some(words) => {
                    is_change(question, &contig, (u64::from(row.position), &words.reference, &words.alternate))
                }
                None => {
                    hit.observed.iter().any(|observed| observed.is_exactly(question))
                        || hit.observed.is_empty() && row.position == *position && lengths == (from.len(), to.len())
                }
            };
            (exact || row.position == *position).then_some(Hit { exact, ..hit })
        }
        Question::Gene(_) => Some(hit),
        Question::Change { gene, change } => {
            let said = hit.words.iter().flat_map(|words| &words.transcripts).any(|told| {
                let here = gene
                    .as_ref()
                    .is_none_or(|gene| told.gene.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(gene)));
                here && change.is_said_by(told.hgvsc.as_deref(), told.hgvsp.as_ref())
            });
            (said || hit.observed.iter().any(|observed| observed.answers(question))).then_some(hit)
        }
    }
}

/// Exact first, then what findings rest on, what is in the profile, and the most severe.
fn order(hit: &Hit<'_>, known: &Known<'_>) -> (bool, usize, bool, u8, u64) {
    let impact = hit.row.as_ref().map_or(0, |found| found.row.impact);
    let place = hit.row.as_ref().map_or(u64::MAX, |found| found.row.row);
    let findings = findings_of(hit, known).count();
    (!hit.exact, usize::MAX - findings, hit.observed.is_empty(), u8::MAX - impact, place)
}

pub(super) fn findings_of<'k>(hit: &'k Hit<'_>, known: &'k Known<'_>) -> impl Iterator<Item = &'k Finding> {
    known
        .case
        .findings()
        .iter()
        .filter(|finding| hit.observed.iter().any(|observed| finding.observations.contains(&observed.key)))
}

fn told(hit: &Hit<'_>, known: &Known<'_>) -> RecordExplanation {
    let file = hit.row.as_ref().map(|found| usize::from(found.row.file));
    let file = file.or(hit.observed.first().and_then(|observed| usize::try_from(observed.source.file).ok()));
    let file = file.and_then(|file| known.imported.files.get(file)).map(|file| file.name.clone()).unwrap_or_default();
    let line = hit.row.as_ref().map(|found| u64::from(found.row.line));
    let line = line.or(hit.observed.first().map(|observed| observed.source.line)).unwrap_or_default();
    let place = explained_values::place(hit);
    let gene = explained_values::genes(hit).join(", ");
    let bin = hit.row.as_ref().and_then(|found| Bin::of_number(found.row.bin));
    let statements = statement_answers(hit, known);
    let mut steps =
        vec![step("file", message("explain_file", &[("file", &file), ("line", &line.to_string()), ("place", &place)]))];
    steps.extend(ledger_steps(hit, known));
    steps.extend(explained_values::value_steps(hit, known));
    steps.extend(profile_steps(hit, known, &statements));
    steps.extend(decision_steps(hit, known));
    RecordExplanation {
        fits: if hit.exact { "exact" } else { "same_place" }.to_owned(),
        row: hit.row.as_ref().map(|found| count(found.row.row)),
        file,
        line: count(line),
        place,
        label: hit.observed.first().map_or_else(|| gene.clone(), |observed| observed.label.clone()),
        gene,
        bin: bin.map(|bin| bin.code().to_owned()),
        steps,
        statements,
    }
}

/// Whether it was laid beside the knowledge base, and what that gave.
fn profile_steps(
    hit: &Hit<'_>,
    known: &Known<'_>,
    statements: &[crate::contract::StatementAnswer],
) -> Vec<ExplanationStep> {
    if hit.observed.is_empty() {
        return vec![step("profile", message("explain_not_matched", &[]))];
    }
    let mut steps = vec![step("profile", message("explain_matched", &[("release", &release_of(known))]))];
    let findings = findings_of(hit, known).count();
    let asked = statements.len().to_string();
    steps.push(step(
        "knowledge",
        match (findings, statements.len()) {
            (0, 0) => message("explain_no_statement", &[("release", &release_of(known))]),
            (0, _) => message("explain_no_finding", &[("statements", &asked)]),
            (findings, _) => {
                message("explain_findings", &[("findings", &findings.to_string()), ("statements", &asked)])
            }
        },
    ));
    steps
}

fn release_of(known: &Known<'_>) -> String {
    known.case.interpretation.as_ref().map(|found| found.release.clone()).unwrap_or_default()
}

/// What people decided about its findings, and whether the report holds them.
fn decision_steps(hit: &Hit<'_>, known: &Known<'_>) -> Vec<ExplanationStep> {
    let mut steps = Vec::new();
    let mut options = 0_usize;
    let mut accepted = 0_usize;
    for finding in findings_of(hit, known) {
        options += usize::from(finding.is_acceptable_option());
        let Some(decision) = known.case.decision(&finding.key) else { continue };
        let by = known.names.get(&decision.by).cloned().unwrap_or_default();
        let therapy = therapy_label(finding, false).unwrap_or_default();
        let at = crate::desk::hospital_day(decision.at).to_string();
        let reason = decision.reason.clone().unwrap_or_default();
        let parameters = [("therapy", therapy.as_str()), ("by", &by), ("on", &at), ("reason", &reason)];
        steps.push(step(
            "decision",
            match decision.verdict {
                casefile::case::Verdict::Accepted => message("explain_accepted", &parameters),
                casefile::case::Verdict::Declined => message("explain_declined", &parameters),
            },
        ));
        accepted += usize::from(decision.verdict == casefile::case::Verdict::Accepted);
    }
    if options > 0 && steps.is_empty() {
        steps.push(step("decision", message("explain_undecided", &[("options", &options.to_string())])));
    }
    let report = match (&known.case.signed, &known.case.draft) {
        (None, None) => message("explain_no_report", &[]),
        (Some(_), _) if accepted > 0 => message("explain_in_signed_report", &[]),
        (None, Some(draft)) if accepted > 0 && !draft.out_of_date => message("explain_in_draft", &[]),
        (None, Some(draft)) if draft.out_of_date => message("explain_draft_out_of_date", &[]),
        (_, _) => message("explain_not_an_option_of_the_report", &[]),
    };
    steps.push(step("report", report));
    steps
}

/// What the answer does not mean.
fn limits(question: &Question, known: &Known<'_>, any: bool, has_table: bool) -> Vec<Message> {
    let mut about = Vec::new();
    if !any {
        about.push(message("explain_nothing", &[]));
        about.push(message("explain_nothing_is_not_negative", &[]));
    }
    if !has_table {
        about.push(message("explain_no_table", &[]));
    }
    if let Some(test) = known.profile.test.as_ref().and_then(|test| test.name.as_deref()) {
        about.push(message("explain_test", &[("test", test)]));
    }
    about.push(callable(question, known));
    for (class, code) in [
        (AlterationClass::SmallVariant, "small_variants_not_assessed"),
        (AlterationClass::CopyNumber, "copy_number_not_assessed"),
        (AlterationClass::Rearrangement, "rearrangements_not_assessed"),
    ] {
        if !known.profile.assessed.contains(&class) {
            about.push(message(code, &[]));
        }
    }
    if known.case.interpretation.as_ref().is_some_and(|found| found.release != known.release.id()) {
        let present = known.release.id();
        about.push(message("explain_release_differs", &[("release", &release_of(known)), ("present", present)]));
    }
    about
}

fn callable(question: &Question, known: &Known<'_>) -> Message {
    let Some(regions) = &known.profile.callable else { return message("explain_callable_missing", &[]) };
    if let Question::Place { contig, position, .. } = question {
        let base = VcfPosition(u64::from(*position));
        let stretch = model::interval::GenomicInterval::from_bases(contig.as_str().into(), base, base);
        let covered = stretch.is_some_and(|stretch| regions.covers(&stretch));
        return message(if covered { "explain_callable_here" } else { "explain_not_callable_here" }, &[]);
    }
    let (stretches, bases) = (regions.len().to_string(), regions.bases().to_string());
    message("explain_callable_elsewhere", &[("regions", &stretches), ("bases", &bases)])
}
