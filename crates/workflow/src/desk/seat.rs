//! Who may sit down. Every function of the desk that needs somebody signed in asks here, by the action of the table of
//! permissions that it is; nothing else hands out the session.

use std::ops::{Deref, DerefMut};

use casefile::permission::Action;
use casefile::role::Role;
use model::ids::CaseId;
use tokio::sync::{MappedMutexGuard, MutexGuard};

use super::Desk;
use super::cases::OpenCase;
use super::session::Session;
use super::views::Screen;
use crate::contract::ApiError;

/// A session in the hands of one function, and the role it acts in.
pub(super) struct Seat<'d> {
    session: MappedMutexGuard<'d, Session>,
    pub(super) role: Role,
}

impl Deref for Seat<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Seat<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Desk {
    /// A seat for an action.
    ///
    /// # Errors
    /// When nobody is signed in, something must be done first (an own passphrase, a second factor), or no role of the
    /// account may do it.
    pub(super) async fn seat(&self, action: Action) -> Result<Seat<'_>, ApiError> {
        self.seat_of_either(action, action).await
    }

    /// A seat for what either of two actions opens; a refusal names the first.
    ///
    /// # Errors
    /// As [`Desk::seat`].
    pub(super) async fn seat_of_either(&self, action: Action, other: Action) -> Result<Seat<'_>, ApiError> {
        let session = self.somebody().await?;
        session.nothing_required()?;
        let role = session.role_for(action).or_else(|refused| session.role_for(other).map_err(|_| refused))?;
        session.watch_clock(&self.ports).await?;
        Ok(Seat { session, role })
    }

    /// A seat for what everybody does to their own account, also while something must be done first.
    pub(super) async fn own_seat(&self) -> Result<Seat<'_>, ApiError> {
        let session = self.somebody().await?;
        let role = session.any_role()?;
        Ok(Seat { session, role })
    }

    /// A seat and the case for an action on it. A case that is only looked at is also open to whoever broke its glass. What
    /// is looked at is noted.
    pub(super) async fn case_seat(
        &self,
        action: Action,
        case_id: &str,
        screen: Screen,
    ) -> Result<(Seat<'_>, OpenCase), ApiError> {
        let session = self.somebody().await?;
        session.nothing_required()?;
        let role = if action == Action::ViewCase {
            self.viewing_role(&session, case_id).await?
        } else {
            session.role_for(action)?
        };
        session.watch_clock(&self.ports).await?;
        let open = session.open_case(case_id).await?;
        session.note_view(Some(open.id), screen, role, &self.ports).await?;
        Ok((Seat { session, role }, open))
    }

    /// A seat for going on with a case that was just opened to be looked at.
    pub(super) async fn view_seat(&self, open: &OpenCase) -> Result<Seat<'_>, ApiError> {
        let session = self.somebody().await?;
        session.nothing_required()?;
        let role = self.viewing_role(&session, &open.id.to_string()).await?;
        Ok(Seat { session, role })
    }

    /// The role in which a case is looked at: by the table, else through its broken glass.
    async fn viewing_role(&self, session: &Session, case_id: &str) -> Result<Role, ApiError> {
        match session.role_for(Action::ViewCase) {
            Ok(role) => Ok(role),
            Err(refused) => self.through_glass(session, case_id).await.ok_or(refused),
        }
    }

    /// The role of somebody whose broken glass still opens the case. Whether there is such a case is told to nobody else.
    async fn through_glass(&self, session: &Session, case_id: &str) -> Option<Role> {
        let case: CaseId = session.find_case(case_id).await.ok()?;
        let until = session.institution.glass_open_until(session.account, case)?;
        if self.ports.clock.now() < until { session.any_role().ok() } else { None }
    }

    async fn somebody(&self) -> Result<MappedMutexGuard<'_, Session>, ApiError> {
        MutexGuard::try_map(self.session.lock().await, Option::as_mut).map_err(|_| ApiError::refused("session_missing"))
    }
}
