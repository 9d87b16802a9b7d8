//! Composing a draft.

use casefile::event::DraftComposed;
use casefile::permission::Action;
use casefile::{Command, Context};
use model::ids::ReportId;
use store::event_store::Rows;

use super::Desk;
use super::documents::{compose, typeset};
use crate::contract::{ApiError, CaseView};

impl Desk {
    /// Composes both documents as a new revision, sets their pages and archives them.
    ///
    /// # Errors
    /// A refusal of the case file, missing wording or fonts, or a character without a glyph.
    pub async fn compose(&self, case_id: String) -> Result<CaseView, ApiError> {
        let seat = self.seat(Action::ComposeDraft).await?;
        let (session, role) = (&*seat, seat.role);
        let open = session.open_case(&case_id).await?;
        let press = self.press()?;
        let profile = session.profile_of(&open).await?;
        let occasion = self.occasion(session, &open, &profile).await?;
        let revision = occasion.revision;
        let contents = compose(&open.case, &occasion, &press)?;
        let (documents, rows) = typeset(&contents, None, &press, self.ports.ids.as_ref())?;
        let report = open.case.draft.as_ref().map_or_else(|| ReportId(self.ports.ids.uuid()), |d| d.composed.report);
        let draft = DraftComposed {
            report,
            revision,
            content_hash: report::content_hash(&contents).map_err(ApiError::from_failure)?,
            documents,
        };
        let context = Context { case: open.id, actor: session.account, role, at: self.ports.clock.now() };
        let contents =
            vec![model::canonical::canonical_json(&contents).map_err(|_| ApiError::internal("content_not_canonical"))?];
        let rows = Rows { documents: rows, contents, ..Rows::default() };
        let open = self.act(session, open, (Command::ComposeDraft(draft), context), rows).await?;
        self.view(session, &open).await
    }
}
