//! What another release would change: its rows, and every case of the workspace matched with both.

use std::collections::BTreeMap;
use std::sync::Arc;

use casefile::Case;
use casefile::case::Taken;
use casefile::permission::Action;
use casefile::releases::{Comparison, KeptRelease, ReleaseCommand};
use interpretation::{FindingDifference, differences};
use knowledge::Release;
use model::canonical::ContentHash;
use model::finding::{Finding, FindingKey};
use model::ids::CaseId;
use model::profile::MolecularProfile;

use super::knowledge_watch::{KnowledgeWatch, Phase};
use super::session::Session;
use super::views::Screen;
use super::{Desk, Ports};
use crate::contract::{ApiError, ReleaseDiff};
use crate::knowledge_base::rows_apart;
use crate::selection::KeptGenes;
use crate::view::{ComparedSides, DifferingCase, ShownOfCases, release_diff};

/// One side of a comparison.
#[derive(Clone)]
pub(super) enum Side {
    /// A release that is matched now.
    Matched(Arc<Release>),
    /// The findings as the case keeps them: a report that was signed, or a release that this version cannot read.
    Frozen,
}

/// A case with what differs in it.
pub(super) struct ComparedCase {
    pub(super) id: CaseId,
    pub(super) case: Case,
    pub(super) findings: Vec<FindingDifference>,
    kept_for_other_genes: bool,
}

impl ComparedCase {
    /// Losses of what somebody took up.
    pub(super) fn losses(&self) -> impl Iterator<Item = (&FindingDifference, Taken)> {
        let lost = self.findings.iter().filter(|found| found.is_loss());
        lost.filter_map(|found| self.case.taken(&found.key).map(|taken| (found, taken)))
    }

    pub(super) fn view(&self) -> DifferingCase<'_> {
        let Self { id, case, findings, kept_for_other_genes } = self;
        DifferingCase { id: *id, case, findings, kept_for_other_genes: *kept_for_other_genes }
    }
}

/// What a comparison came to.
pub(super) struct Compared {
    pub(super) cases: Vec<ComparedCase>,
    pub(super) summary: Comparison,
    pub(super) unanswered: usize,
}

impl Desk {
    /// Matches every case with two kept releases and tells what differs; `before` is the active one unless told. Whoever
    /// may see cases sees the findings, because losses are answered for by them; whoever only changes the knowledge sees
    /// how many. When they do, what another release than the active one would change is put on record as seen.
    ///
    /// # Errors
    /// When nobody is signed in, the role is missing, a release is not kept or cannot be read, somebody cancels, or a log is
    /// damaged.
    pub async fn compare_releases(&self, before: Option<String>, after: String) -> Result<ReleaseDiff, ApiError> {
        let seat = self.seat_of_either(Action::ViewCase, Action::ChangeKnowledge).await?;
        let session = &*seat;
        let shown = session.shown_of_cases(&self.ports).await?;
        let open = session.shelf().await?;
        let (active, after) = (open.active()?, open.named(&after)?);
        let before = before.map_or(Ok(active), |before| open.named(&before))?;
        let compared = self.compare(session, (before, after)).await?;
        let seen = before.content_hash == active.content_hash && after.content_hash != before.content_hash;
        if let Some(role) = session.role_for(Action::ChangeKnowledge).ok().filter(|_| seen) {
            self.wish(session, role, (&open, ReleaseCommand::NoteComparison(compared.summary.clone()))).await?;
        }
        self.told(session, (before, after), (&compared, shown)).await
    }

    async fn told(
        &self,
        session: &Session,
        (before, after): (&KeptRelease, &KeptRelease),
        (compared, shown): (&Compared, ShownOfCases),
    ) -> Result<ReleaseDiff, ApiError> {
        let open = session.shelf().await?;
        let seen = open.shelf.seen(before.content_hash, after.content_hash);
        let rows = match (self.load(session, before).await, self.load(session, after).await?) {
            (Ok(before), after) => rows_apart(&before, &after),
            // What cannot be read has no rows to show; the cases were compared all the same.
            (Err(_), _) => crate::knowledge_base::RowsApart::default(),
        };
        let sides = ComparedSides {
            before,
            after,
            summary: &compared.summary,
            as_of: self.today(),
            unanswered: compared.unanswered,
            on_record: seen.is_some_and(|(seen, _)| seen.digest == compared.summary.digest),
            shown,
            names: &session.names()?,
        };
        let differing: Vec<DifferingCase<'_>> = compared.cases.iter().map(ComparedCase::view).collect();
        Ok(release_diff(&sides, rows, &differing))
    }

    /// Every case with both releases, by case number.
    pub(super) async fn compare(
        &self,
        session: &Session,
        (before, after): (&KeptRelease, &KeptRelease),
    ) -> Result<Compared, ApiError> {
        let watching = self.watch_knowledge(Phase::Comparing);
        let new = self.load(session, after).await?;
        let old = self.load(session, before).await.map_or(Side::Frozen, Side::Matched);
        let genes = KeptGenes::of(&new)?;
        let known = match &old {
            Side::Matched(release) => Some(KeptGenes::of(release)?),
            Side::Frozen => None,
        };
        let mut cases = self.matched_cases(session, (old, &new), &watching.watch).await?;
        for compared in &mut cases {
            let selection = compared.case.profile.as_ref().and_then(|profile| profile.selection.as_ref());
            compared.kept_for_other_genes = selection.is_some_and(|kept| genes.asks_for_more(kept, known.as_ref()));
        }
        let pair = (before.content_hash, after.content_hash);
        let unanswered = cases.iter().flat_map(|of| of.losses().map(move |(found, _)| (of, found)));
        let unanswered = unanswered
            .filter(|(of, found)| !of.case.losses_answered.contains_key(&(pair.0, pair.1, found.key)))
            .count();
        Ok(Compared { summary: summary(pair, &cases)?, cases, unanswered })
    }

    /// Every case of a person that has findings, matched with both sides.
    pub(super) async fn matched_cases(
        &self,
        session: &Session,
        (old, new): (Side, &Arc<Release>),
        watch: &KnowledgeWatch,
    ) -> Result<Vec<ComparedCase>, ApiError> {
        let ids = session.store.cases().await.map_err(ApiError::from_failure)?;
        watch.expect(ids.len() as u64);
        let mut cases = Vec::new();
        for id in ids {
            watch.go_on()?;
            let open = session.open_case_id(id).await?;
            if open.case.interpretation.is_some() && open.case.rehearsal().is_none() {
                let profile = session.profile_of(&open).await?;
                let (case, findings) = self.differing(*open.case, profile, (old.clone(), Arc::clone(new))).await?;
                cases.push(ComparedCase { id, case, findings, kept_for_other_genes: false });
            }
            watch.step();
        }
        cases.sort_by_cached_key(|of| of.case.opened.as_ref().map(|opened| opened.number.clone()));
        Ok(cases)
    }

    /// Matches on a thread of its own, so that others may watch and cancel.
    async fn differing(
        &self,
        case: Case,
        profile: MolecularProfile,
        (old, new): (Side, Arc<Release>),
    ) -> Result<(Case, Vec<FindingDifference>), ApiError> {
        let context = context_of(&case, self.today())?;
        let work = move || {
            let found = |release: &Release| -> Result<Vec<Finding>, ApiError> {
                Ok(super::imports::interpret(&profile, context.clone(), release)?.findings)
            };
            let before = match &old {
                Side::Matched(release) => found(release)?,
                Side::Frozen => case.findings().to_vec(),
            };
            let differences = differences(&before, &found(&new)?);
            Ok((case, differences))
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))?
    }
}

impl Session {
    /// How much of the cases whoever is signed in is shown beside the knowledge. A look at findings is noted.
    pub(super) async fn shown_of_cases(&self, ports: &Ports) -> Result<ShownOfCases, ApiError> {
        let Ok(role) = self.role_for(Action::ViewCase) else { return Ok(ShownOfCases::Counts) };
        self.note_view(None, Screen::Comparison, role, ports).await?;
        Ok(ShownOfCases::Findings)
    }
}

/// How a case is matched today: its tumour type for matching, its record as it stands, and approvals of the day.
pub(super) fn context_of(case: &Case, today: jiff::civil::Date) -> Result<interpretation::Context, ApiError> {
    let tumor = case.tumor_for_matching().ok_or_else(|| ApiError::refused("case_incomplete"))?;
    let treatments = case.clinical.as_ref().map(|clinical| clinical.treatments.clone()).unwrap_or_default();
    let person = case.clinical.as_ref().map(|clinical| interpretation::conditions::PersonFacts::of(clinical, today));
    Ok(interpretation::Context { tumor, as_of: today, treatments, person: person.unwrap_or_default() })
}

/// The comparison of two releases in a workspace without a case.
pub(super) fn nothing_differs(before: ContentHash, after: ContentHash) -> Result<Comparison, ApiError> {
    summary((before, after), &[])
}

/// A standing as the digest covers it.
type Said = Option<(&'static str, Option<&'static str>, &'static str, &'static str)>;
/// A difference as the digest covers it: which finding, how it stood and stands, and how far it went.
type Covered = (FindingKey, Said, Said, Option<&'static str>);

fn summary((before, after): (ContentHash, ContentHash), cases: &[ComparedCase]) -> Result<Comparison, ApiError> {
    let said = |standing: &Option<interpretation::FindingStanding>| -> Said {
        let standing = standing.as_ref()?;
        let level = standing.evidence_level.map(model::evidence::EvidenceLevel::code);
        Some((standing.answer.code(), level, standing.level_state.code(), standing.accessibility.code()))
    };
    let mut covered: BTreeMap<CaseId, Vec<Covered>> = BTreeMap::new();
    let (mut gained, mut lost, mut changed, mut to_answer) = (0, 0, 0, 0);
    for of in cases {
        to_answer += of.losses().count() as u64;
        for found in &of.findings {
            match (&found.before, &found.after) {
                (None, _) => gained += 1,
                (_, None) => lost += 1,
                (Some(_), Some(_)) => changed += 1,
            }
            let taken = of.case.taken(&found.key).map(Taken::code);
            covered.entry(of.id).or_default().push((found.key, said(&found.before), said(&found.after), taken));
        }
    }
    let covered = ContentHash::of(&(before, after, interpretation::ENGINE_VERSION, covered));
    Ok(Comparison {
        before,
        after,
        engine: interpretation::ENGINE_VERSION.to_owned(),
        cases: cases.len() as u64,
        gained,
        lost,
        changed,
        to_answer,
        digest: covered.map_err(|_| ApiError::internal("event_not_canonical"))?,
    })
}
