//! 中止: a panel that was called with the wrong persons, by the wrong rule or on the wrong day is ended without a conclusion.

use model::ids::PanelId;
use serde::{Deserialize, Serialize};

/// A panel was cancelled. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelCancelled {
    /// Which panel.
    pub panel: PanelId,
    /// Why, as typed.
    pub because: String,
}

impl std::fmt::Debug for PanelCancelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PanelCancelled").field("panel", &self.panel).finish_non_exhaustive()
    }
}
