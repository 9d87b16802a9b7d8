//! Another release becomes the active one: open cases are matched again, signed ones stay and are told.

use std::sync::Arc;

use casefile::event::FindingLossAnswered;
use casefile::permission::Action;
use casefile::releases::{ReleaseCommand, ReleaseRefusal};
use casefile::role::Role;
use casefile::{Command, Context};
use knowledge::Release;
use model::finding::FindingKey;
use store::event_store::Rows;

use super::Desk;
use super::comparison::{Side, context_of};
use super::knowledge_watch::Phase;
use super::session::Session;
use crate::contract::{ActivationView, AffectedCase, ApiError};
use crate::view::{ShownOfCases, affected_case};

impl Desk {
    /// Makes a kept release the active one, after its differences were seen and every loss was answered for. Then open
    /// cases are matched again; an interruption leaves the rest for [`Desk::rematch`].
    ///
    /// # Errors
    /// A refusal of the rules; a release that is not kept or cannot be read; a failing database.
    pub async fn activate_release(&self, release: String) -> Result<ActivationView, ApiError> {
        let seat = self.seat(Action::ChangeKnowledge).await?;
        let (session, role) = (&*seat, seat.role);
        let shown = session.shown_of_cases(&self.ports).await?;
        let open = session.shelf().await?;
        let (before, after) = open.pair(&release)?;
        let compared = self.compare(session, (before, after)).await?;
        // Looked up before anything changes: what fails here leaves the old release active.
        let affected = self.affected_by(session, &self.load(session, after).await?, shown).await?;
        let command = ReleaseCommand::Activate { now: compared.summary, unanswered: compared.unanswered };
        self.wish(session, role, (&open, command)).await?;
        self.lay_out(session, after).await?;
        let rematched = self.rematch_open(session, role).await?;
        Ok(ActivationView { release: after.id.clone(), rematched, affected })
    }

    /// Matches the open cases again that still rest on another release than the active one. The answer is how many.
    ///
    /// # Errors
    /// When the role is missing, the active release cannot be read, or a log is damaged.
    pub async fn rematch(&self) -> Result<u32, ApiError> {
        let seat = self.seat(Action::Interpret).await?;
        let (session, role) = (&*seat, seat.role);
        self.lay_out_active(session).await?;
        self.rematch_open(session, role).await
    }

    /// Signed cases that would read otherwise with the active release.
    ///
    /// # Errors
    /// When nobody is signed in, the active release cannot be read, or a log is damaged.
    pub async fn affected_cases(&self) -> Result<Vec<AffectedCase>, ApiError> {
        let seat = self.seat(Action::ViewCase).await?;
        let shown = seat.shown_of_cases(&self.ports).await?;
        self.affected_by(&seat, &self.release()?, shown).await
    }

    /// Says why it is right that a finding, which somebody accepted or reported, is lost with another release.
    ///
    /// # Errors
    /// A refusal of the case file, an unknown release or case, or a failing database.
    pub async fn answer_loss(
        &self,
        release: String,
        case_id: String,
        finding_key: String,
        reason: String,
    ) -> Result<(), ApiError> {
        let seat = self.seat(Action::DecideFinding).await?;
        let (session, role) = (&*seat, seat.role);
        let shelf = session.shelf().await?;
        let (before, after) = shelf.pair(&release)?;
        if before.content_hash == after.content_hash {
            return Err(ApiError::from_failure(ReleaseRefusal::AlreadyActive));
        }
        let finding: FindingKey = finding_key.parse().map_err(|_| ApiError::refused("refusal_finding_unknown"))?;
        let open = session.open_case(&case_id).await?;
        let answered = FindingLossAnswered {
            finding,
            before: before.content_hash,
            after: after.content_hash,
            release: after.id.clone(),
            reason,
        };
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        self.act(session, open, (Command::AnswerLoss(answered), context), Rows::default()).await.map(|_| ())
    }

    async fn rematch_open(&self, session: &Session, role: Role) -> Result<u32, ApiError> {
        let watching = self.watch_knowledge(Phase::Rematching);
        let release = self.release()?;
        let ids = session.store.cases().await.map_err(ApiError::from_failure)?;
        watching.watch.expect(ids.len() as u64);
        let mut rematched = 0;
        for id in ids {
            let open = session.open_case_id(id).await?;
            let rests_on = open.case.interpretation.as_ref().map(|found| found.release.as_str());
            // A rehearsal keeps the release that it was laid out with.
            let is_open = open.case.signed.is_none() && open.case.rehearsal().is_none();
            if is_open && rests_on.is_some_and(|rests_on| rests_on != release.id()) {
                let profile = session.profile_of(&open).await?;
                let (context, with) = (context_of(&open.case, self.today())?, Arc::clone(&release));
                let work = move || super::imports::interpret(&profile, context, &with);
                let interpreted =
                    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal("task_failed"))??;
                let context = Context { case: id, actor: session.account, role, at: self.ports.clock.now() };
                self.act(session, open, (Command::Interpret(interpreted), context), Rows::default()).await?;
                rematched += 1;
            }
            watching.watch.step();
        }
        Ok(rematched)
    }

    /// Signed cases that would read otherwise with a release.
    async fn affected_by(
        &self,
        session: &Session,
        release: &Arc<Release>,
        shown: ShownOfCases,
    ) -> Result<Vec<AffectedCase>, ApiError> {
        let watching = self.watch_knowledge(Phase::Comparing);
        let names = session.names()?;
        let cases = self.matched_cases(session, (Side::Frozen, release), &watching.watch).await?;
        let affected = cases.iter().filter(|of| of.case.signed.is_some() && !of.findings.is_empty());
        Ok(affected.map(|of| affected_case(&of.view(), shown, &names)).collect())
    }
}
