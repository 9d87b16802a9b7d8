//! Releases and their differences on screen.

use std::collections::BTreeMap;

use casefile::Case;
use casefile::case::{LossAnswer, Taken};
use casefile::releases::{Comparison, KeptCorpus, KeptRelease, Shelf, Told, is_old};
use interpretation::{FindingDifference, FindingStanding};
use jiff::civil::Date;
use model::evidence::LevelState;
use model::ids::{AccountId, CaseId};

use super::count;
use crate::contract::{
    AffectedCase, CaseDiff, CorpusView, FindingChange, FindingStandingView, LossAnswerView, ReleaseDiff, ReleaseView,
};
use crate::knowledge_base::RowsApart;

/// Names of accounts.
type Names = BTreeMap<AccountId, String>;

/// Two releases that were compared.
pub(crate) struct ComparedSides<'a> {
    pub(crate) before: &'a KeptRelease,
    pub(crate) after: &'a KeptRelease,
    pub(crate) summary: &'a Comparison,
    pub(crate) as_of: Date,
    pub(crate) unanswered: usize,
    pub(crate) on_record: bool,
    pub(crate) shown: ShownOfCases,
    pub(crate) names: &'a Names,
}

/// How much of the cases somebody is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShownOfCases {
    /// Findings, therapies, and what was typed about them.
    Findings,
    /// How many differ.
    Counts,
}

impl ShownOfCases {
    fn of(self, findings: Vec<FindingChange>) -> Vec<FindingChange> {
        match self {
            Self::Findings => findings,
            Self::Counts => Vec::new(),
        }
    }
}

/// A case and what differs in it.
pub(crate) struct DifferingCase<'a> {
    pub(crate) id: CaseId,
    pub(crate) case: &'a Case,
    pub(crate) findings: &'a [FindingDifference],
    pub(crate) kept_for_other_genes: bool,
}

/// Everything that differs.
pub(crate) fn release_diff(sides: &ComparedSides<'_>, rows: RowsApart, cases: &[DifferingCase<'_>]) -> ReleaseDiff {
    let differing = cases.iter().filter(|of| !of.findings.is_empty() || of.kept_for_other_genes);
    ReleaseDiff {
        before: sides.before.id.clone(),
        before_hash: sides.before.content_hash.to_string(),
        after: sides.after.id.clone(),
        after_hash: sides.after.content_hash.to_string(),
        engine: sides.summary.engine.clone(),
        as_of: sides.as_of.to_string(),
        rows_gained: rows.gained,
        rows_lost: rows.lost,
        rows_changed: rows.changed,
        cases_compared: count(sides.summary.cases),
        cases: differing.map(|of| case_diff(of, sides)).collect(),
        gained: count(sides.summary.gained),
        lost: count(sides.summary.lost),
        changed: count(sides.summary.changed),
        unanswered: count(sides.unanswered),
        digest: sides.summary.digest.to_string(),
        on_record: sides.on_record,
    }
}

fn case_diff(of: &DifferingCase<'_>, sides: &ComparedSides<'_>) -> CaseDiff {
    let findings = changes(of, Some(sides), sides.names);
    let of_kind = |kind: &str| count(findings.iter().filter(|found| found.kind == kind).count());
    CaseDiff {
        case_id: of.id.to_string(),
        case_number: number(of.case),
        signed: of.case.signed.is_some(),
        kept_for_other_genes: of.kept_for_other_genes,
        gained: of_kind("gained"),
        lost: of_kind("lost"),
        changed: of_kind("changed"),
        unanswered: count(findings.iter().filter(|found| found.needs_answer).count()),
        findings: sides.shown.of(findings),
    }
}

/// A signed case beside a release.
pub(crate) fn affected_case(of: &DifferingCase<'_>, shown: ShownOfCases, names: &Names) -> AffectedCase {
    AffectedCase {
        case_id: of.id.to_string(),
        case_number: number(of.case),
        release: of.case.interpretation.as_ref().map(|found| found.release.clone()).unwrap_or_default(),
        findings: shown.of(changes(of, None, names)),
    }
}

/// Kept releases, newest first.
pub(crate) fn release_views(shelf: &Shelf, names: &Names, today: Date) -> Vec<ReleaseView> {
    let active = shelf.active();
    shelf.kept.iter().rev().map(|(kept, told)| release_view(kept, *told, (shelf, active), names, today)).collect()
}

fn release_view(
    kept: &KeptRelease,
    told: Told,
    (shelf, active): (&Shelf, Option<&KeptRelease>),
    names: &Names,
    today: Date,
) -> ReleaseView {
    let activated = shelf.activated.iter().rev().find(|(hash, _)| *hash == kept.content_hash).map(|(_, told)| told);
    let seen = active.and_then(|active| shelf.seen(active.content_hash, kept.content_hash));
    ReleaseView {
        id: kept.id.clone(),
        content_hash: kept.content_hash.to_string(),
        as_of: kept.as_of.to_string(),
        age_days: count(kept.as_of.until(today).map_or(0, |span| span.get_days())),
        is_old: is_old(kept.as_of, today),
        active: active.is_some_and(|active| active.content_hash == kept.content_hash),
        origin: kept.origin.code().to_owned(),
        kept_by: name(told.by, names),
        kept_at: told.at.to_string(),
        activated_at: activated.map(|told| told.at.to_string()),
        activated_by: activated.map(|told| name(told.by, names)),
        seen_at: seen.map(|(_, told)| told.at.to_string()),
        reference: kept.reference.map(|pack| pack.to_string()),
        corpora: kept.corpora.iter().map(corpus_view).collect(),
    }
}

/// A corpus and its bins.
pub(crate) fn corpus_view(corpus: &KeptCorpus) -> CorpusView {
    CorpusView {
        source: corpus.source.clone(),
        licence: corpus.licence.clone(),
        newest_row_on: corpus.newest_row_on.clone(),
        files: corpus.files.iter().map(|(name, _)| name.clone()).collect(),
        address: corpus.address.clone(),
        rows_read: count(corpus.rows_read),
        statements: count(corpus.statements),
        bins: corpus.bins.iter().map(|(bin, rows)| (bin.clone(), count(*rows))).collect(),
    }
}

/// What differs in a case: what waits for an answer first, then losses, changes and gains, each the strongest first.
fn changes(of: &DifferingCase<'_>, sides: Option<&ComparedSides<'_>>, names: &Names) -> Vec<FindingChange> {
    let mut changes: Vec<(&FindingDifference, FindingChange)> =
        of.findings.iter().map(|found| (found, change(found, of.case, sides, names))).collect();
    changes.sort_by_cached_key(|(found, change)| {
        let stands = found.after.as_ref().or(found.before.as_ref());
        let answer = stands.map(|standing| standing.answer);
        let gained = (found.before.is_none(), found.after.is_some());
        (!change.needs_answer, gained, answer, change.label.clone(), change.therapy_label.clone(), found.key)
    });
    changes.into_iter().map(|(_, change)| change).collect()
}

fn change(found: &FindingDifference, case: &Case, sides: Option<&ComparedSides<'_>>, names: &Names) -> FindingChange {
    let labels: Vec<&str> = found.variants.iter().map(|variant| variant.label.as_str()).collect();
    let drugs: Vec<&str> = found.therapies.iter().map(|drug| drug.ja.as_deref().unwrap_or(&drug.en)).collect();
    let taken = case.taken(&found.key);
    let pair = sides.map(|sides| (sides.before.content_hash, sides.after.content_hash));
    let answer = pair.and_then(|(before, after)| case.losses_answered.get(&(before, after, found.key)));
    FindingChange {
        key: found.key.to_string(),
        kind: match (&found.before, &found.after) {
            (None, _) => "gained",
            (_, None) => "lost",
            (Some(_), Some(_)) => "changed",
        }
        .to_owned(),
        label: labels.join(" / "),
        therapy_label: (!drugs.is_empty()).then(|| drugs.join(" + ")),
        before: found.before.as_ref().map(standing),
        after: found.after.as_ref().map(standing),
        taken: taken.map(Taken::code).map(str::to_owned),
        needs_answer: sides.is_some() && taken.is_some() && found.is_loss() && answer.is_none(),
        answer: answer.map(|answer| loss_answer(answer, names)),
    }
}

fn standing(standing: &FindingStanding) -> FindingStandingView {
    let level = standing.evidence_level.map(|level| match standing.level_state {
        LevelState::Final => level.code().to_owned(),
        LevelState::Candidate => format!("({level})"),
    });
    FindingStandingView {
        answer: standing.answer.code().to_owned(),
        level,
        accessibility: standing.accessibility.code().to_owned(),
        statements: standing.statements.iter().map(ToString::to_string).collect(),
    }
}

fn loss_answer(answer: &LossAnswer, names: &Names) -> LossAnswerView {
    LossAnswerView { reason: answer.reason.clone(), by: name(answer.by, names), at: answer.at.to_string() }
}

fn name(account: AccountId, names: &Names) -> String {
    names.get(&account).cloned().unwrap_or_else(|| account.to_string())
}

fn number(case: &Case) -> String {
    case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default()
}
