//! Somebody signed in: an open workspace with the keys for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use casefile::permission::Action;
use casefile::role::Role;
use knowledge::Release;
use model::canonical::canonical_json;
use model::ids::{AccountId, CaseId, EventId};
use model::panel_rule::PanelRule;
use model::ports::{Cipher, Clock, IdSource};
use serde::Serialize;
use store::chain::CaseCiphers;
use store::event_store::{Append, NewEvent, Rows};
use store::{EventStore, Workspace};
use vault::account::{AccountProfile, AccountRecord};
use vault::case_key::CaseCipher;
use vault::device::DeviceSecret;
use vault::workspace_key::WorkspaceKey;

use super::variants::OpenRecords;
use super::{Ports, SOFTWARE};
use crate::contract::{ApiError, ApiErrorKind, IntendedUse, Message, SessionView};

/// Projection of the last recorded intended use.
pub(super) const META_INTENDED_USE: &str = "intended_use";
/// Projection of the hospital's own rules of the panel.
pub(super) const META_HOUSE_PANEL_RULES: &str = "house_panel_rules";
/// Set when the workspace holds only made-up cases.
pub(super) const META_DEMONSTRATION: &str = "demonstration";

/// Minutes after which an unattended window locks.
const IDLE_LOCK_MINUTES: u32 = 15;

/// An open workspace and who opened it. The signing key is not here: each signature unlocks it again.
pub(super) struct Session {
    pub(super) workspace: Workspace,
    pub(super) store: EventStore,
    pub(super) account: AccountId,
    pub(super) profile: AccountProfile,
    pub(super) key: WorkspaceKey,
    pub(super) device: DeviceSecret,
    pub(super) records: OpenRecords,
}

impl Session {
    /// The role to act in, or a refusal that names the action.
    pub(super) fn role_for(&self, action: Action) -> Result<Role, ApiError> {
        action.role_of(&self.roles()).ok_or_else(|| ApiError {
            kind: ApiErrorKind::Refused,
            message: Message {
                code: "refusal_role_missing".to_owned(),
                parameters: BTreeMap::from([
                    ("role".to_owned(), self.profile.roles.join(", ")),
                    ("action".to_owned(), action.code().to_owned()),
                ]),
            },
        })
    }

    fn roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.profile.roles.iter().any(|code| code == role.code())).collect()
    }

    /// The cipher of a case.
    pub(super) async fn cipher(&self, case: CaseId) -> Result<CaseCipher, ApiError> {
        let wrapped = self.store.case_secret(case).await.map_err(ApiError::from_failure)?;
        let wrapped = wrapped.ok_or_else(|| ApiError::refused("case_unknown"))?;
        let key = self.key.unwrap_case_key(case, &wrapped).map_err(ApiError::from_failure)?;
        key.cipher().map_err(ApiError::from_failure)
    }

    /// An event on its way into the log.
    pub(super) fn event<T: Serialize>(
        &self,
        (kind, role): (&str, Role),
        payload: &T,
        (clock, ids): (&dyn Clock, &dyn IdSource),
    ) -> Result<NewEvent, ApiError> {
        Ok(NewEvent {
            event: EventId(ids.uuid()),
            kind: kind.to_owned(),
            schema: casefile::event::EVENT_SCHEMA,
            actor: self.account,
            role,
            at: clock.now(),
            software: SOFTWARE.to_owned(),
            payload: canonical_json(payload).map_err(|_| ApiError::internal("event_not_canonical"))?,
        })
    }

    /// Appends an event of the workspace itself, of no case.
    pub(super) async fn record<T: Serialize>(
        &self,
        (kind, role): (&str, Role),
        payload: &T,
        ports: &Ports,
    ) -> Result<(), ApiError> {
        let cipher = self.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let earlier = self.store.replay(None, 0, &cipher).await.map_err(ApiError::from_failure)?;
        let event = self.event((kind, role), payload, (ports.clock.as_ref(), ports.ids.as_ref()))?;
        let append = Append {
            case: None,
            expected_sequence: earlier.last().map_or(0, |event| event.envelope.sequence),
            cipher: &cipher,
            events: vec![event],
            rows: Rows::default(),
        };
        self.store.append(append).await.map_err(ApiError::from_failure)?;
        Ok(())
    }

    /// Names of all accounts.
    pub(super) fn names(&self) -> Result<BTreeMap<AccountId, String>, ApiError> {
        let accounts = self.workspace.accounts().map_err(ApiError::from_failure)?;
        accounts
            .into_iter()
            .map(|(id, bytes)| {
                let record = AccountRecord::from_json(&bytes).map_err(ApiError::from_failure)?;
                Ok((id, record.profile().display_name.clone()))
            })
            .collect()
    }

    /// The hospital's own rules of the panel (院内規程), oldest first.
    pub(super) async fn house_panel_rules(&self) -> Result<Vec<PanelRule>, ApiError> {
        let text = self.store.meta(META_HOUSE_PANEL_RULES).await.map_err(ApiError::from_failure)?;
        let rules = text.map(|text| serde_json::from_str(&text)).transpose();
        Ok(rules.map_err(|_| ApiError::internal("projection_malformed"))?.unwrap_or_default())
    }

    /// What the hospital stated about the use of the product.
    pub(super) async fn intended_use(&self) -> Result<Option<IntendedUse>, ApiError> {
        let text = self.store.meta(META_INTENDED_USE).await.map_err(ApiError::from_failure)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    pub(super) async fn view(&self, release: &Release) -> Result<SessionView, ApiError> {
        Ok(SessionView {
            institution: self.workspace.file().institution.clone(),
            display_name: self.profile.display_name.clone(),
            login: self.profile.login.clone(),
            roles: self.profile.roles.clone(),
            secret_store: self.device.kept_in().code().to_owned(),
            knowledge_release: release.id().to_string(),
            demonstration: self.store.meta(META_DEMONSTRATION).await.map_err(ApiError::from_failure)?.is_some(),
            idle_lock_minutes: IDLE_LOCK_MINUTES,
            intended_use: self.intended_use().await?,
        })
    }
}

/// Ciphers of every case, for whoever walks the whole log.
pub(super) struct Ciphers {
    key: WorkspaceKey,
}

impl Session {
    pub(super) fn ciphers(&self) -> Ciphers {
        Ciphers { key: self.key.clone() }
    }
}

impl CaseCiphers for Ciphers {
    fn cipher(&self, case: Option<CaseId>, wrapped: Option<&[u8]>) -> Option<Arc<dyn Cipher>> {
        let cipher = match (case, wrapped) {
            (Some(case), Some(wrapped)) => self.key.unwrap_case_key(case, wrapped).ok()?.cipher().ok()?,
            (Some(_), None) => return None,
            (None, _) => self.key.workspace_cipher().ok()?,
        };
        Some(Arc::new(cipher))
    }
}
