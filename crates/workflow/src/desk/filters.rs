//! Filters of the variant table that a person keeps: in the encrypted database of the workspace, one list per account.

use std::collections::BTreeMap;

use casefile::permission::Action;

use super::Desk;
use super::session::Session;
use crate::contract::{ApiError, ApiErrorKind, Message, SavedFilter, VariantFilter};
use crate::view::record_filter;

/// Letters of a name at most.
const NAME_LETTERS: usize = 60;
/// Filters of one person at most: a list that nobody can read helps nobody.
const MOST: usize = 100;

impl Desk {
    /// The filters of whoever is signed in, by name.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn saved_filters(&self) -> Result<Vec<SavedFilter>, ApiError> {
        let session = self.seat(Action::ViewCase).await?;
        Ok(listed(session.kept_filters().await?))
    }

    /// Keeps a filter under a name; one of the same name is replaced.
    ///
    /// # Errors
    /// When the name is empty or too long, the filter cannot be read, there are too many, or the database fails.
    pub async fn save_filter(&self, name: String, filter: VariantFilter) -> Result<Vec<SavedFilter>, ApiError> {
        let session = self.seat(Action::ViewCase).await?;
        record_filter(&filter)?;
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_LETTERS {
            return Err(refused("filter_name_unusable", NAME_LETTERS));
        }
        let mut kept = session.kept_filters().await?;
        kept.insert(name, filter);
        if kept.len() > MOST {
            return Err(refused("filters_too_many", MOST));
        }
        session.keep_filters(&kept).await?;
        Ok(listed(kept))
    }

    /// Forgets a filter; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn forget_filter(&self, name: String) -> Result<Vec<SavedFilter>, ApiError> {
        let session = self.seat(Action::ViewCase).await?;
        let mut kept = session.kept_filters().await?;
        if kept.remove(&name).is_some() {
            session.keep_filters(&kept).await?;
        }
        Ok(listed(kept))
    }
}

impl Session {
    fn filters_key(&self) -> String {
        format!("saved_filters:{}", self.account)
    }

    async fn kept_filters(&self) -> Result<BTreeMap<String, VariantFilter>, ApiError> {
        let text = self.store.meta(&self.filters_key()).await.map_err(ApiError::from_failure)?;
        let read =
            |text: String| serde_json::from_str(&text).map_err(|_| ApiError::internal("saved_filters_unreadable"));
        text.map_or_else(|| Ok(BTreeMap::new()), read)
    }

    async fn keep_filters(&self, filters: &BTreeMap<String, VariantFilter>) -> Result<(), ApiError> {
        let text = serde_json::to_string(filters).map_err(|_| ApiError::internal("saved_filters_unreadable"))?;
        self.store.put_meta(&self.filters_key(), &text).await.map_err(ApiError::from_failure)
    }
}

fn listed(kept: BTreeMap<String, VariantFilter>) -> Vec<SavedFilter> {
    kept.into_iter().map(|(name, filter)| SavedFilter { name, filter }).collect()
}

fn refused(code: &str, most: usize) -> ApiError {
    ApiError {
        kind: ApiErrorKind::Refused,
        message: Message { code: code.to_owned(), parameters: [("most".to_owned(), most.to_string())].into() },
    }
}
