//! What was looked at: who, which case, which screen, which minute.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use casefile::role::Role;
use jiff::Timestamp;
use model::ids::CaseId;
use serde::Serialize;

use super::Ports;
use super::session::Session;
use crate::contract::ApiError;

/// What can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Screen {
    /// The list of cases.
    Worklist,
    /// One case: findings, clinical facts, history.
    Case,
    /// Its variant table.
    Variants,
    /// What happened to one record.
    Explanation,
    /// Copy number, structural variants, fusions.
    Structure,
    /// The expert panel.
    Panel,
    /// A document.
    Document,
    /// A form to be signed by hand.
    Form,
    /// The events of a case as they are kept.
    Events,
    /// The audit log.
    Audit,
    /// The programme in counts.
    Progress,
    /// What differs in the cases between two releases.
    Comparison,
    /// Rehearsals of the panel and their answer keys.
    Rehearsals,
}

/// The last minute in which each screen was noted, so that one look is one line.
#[derive(Debug, Default)]
pub(super) struct NotedViews(Mutex<BTreeMap<(Option<CaseId>, Screen), i64>>);

impl NotedViews {
    /// Whether this is the first look in its minute.
    fn first_in_minute(&self, seen: (Option<CaseId>, Screen), at: Timestamp) -> bool {
        let minute = at.as_second().div_euclid(60);
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.insert(seen, minute) != Some(minute)
    }
}

impl Session {
    /// Notes a look, once a minute.
    pub(super) async fn note_view(
        &self,
        case: Option<CaseId>,
        screen: Screen,
        role: Role,
        ports: &Ports,
    ) -> Result<(), ApiError> {
        if !self.views.first_in_minute((case, screen), ports.clock.now()) {
            return Ok(());
        }
        let kind = match (case, screen) {
            (Some(_), Screen::Form) => "form_printed",
            (Some(_), _) => "case_viewed",
            (None, _) => "list_viewed",
        };
        let seen = match case {
            Some(case) => serde_json::json!({ "case": case, "screen": screen }),
            None => serde_json::json!({ "screen": screen }),
        };
        self.record((kind, role), &seen, ports).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_look_a_minute_is_noted_for_each_case_and_screen() {
        let noted = NotedViews::default();
        let case = |number| Some(CaseId(Uuid::from_u128(number)));
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        assert!(noted.first_in_minute((case(1), Screen::Case), at(0)));
        assert!(!noted.first_in_minute((case(1), Screen::Case), at(59)));
        assert!(noted.first_in_minute((case(1), Screen::Variants), at(59)));
        assert!(noted.first_in_minute((case(2), Screen::Case), at(59)));
        assert!(noted.first_in_minute((case(1), Screen::Case), at(60)));
    }
}
