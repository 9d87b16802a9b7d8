//! エキスパートパネル省略: the attending physician decides that no panel is held, where the list of tests allows it. The
//! conditions are asked by `interpretation`; what was answered is frozen with the decision.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use model::assessed::Met;
use model::finding::{FindingKey, Reason};
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

use crate::role::Role;

/// Code of the condition that the decision itself answers.
pub const DECIDED_BY_ATTENDING: &str = "omission_attending_decides";

/// One condition, and its answer when the decision was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OmissionCondition {
    /// What is asked for; a code with parameters, worded by `workflow`.
    pub asked: Reason,
    /// What the case and the list answer.
    pub met: Met,
}

/// A panel is left out. `Debug` prints neither names nor words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelOmitted {
    /// Why, as the physician typed it.
    pub because: String,
    /// The physician's name as documents print it.
    pub decided_by: String,
    /// The day of the decision.
    pub decided_on: Date,
    /// Options that are given without a panel.
    pub findings: BTreeSet<FindingKey>,
    /// Every condition with its answer.
    pub conditions: Vec<OmissionCondition>,
    /// Codes of open conditions that the physician judged to be met.
    pub judged: BTreeSet<String>,
    /// Knowledge release whose list was asked.
    pub release: String,
}

impl std::fmt::Debug for PanelOmitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PanelOmitted").field("findings", &self.findings).finish_non_exhaustive()
    }
}

impl PanelOmitted {
    /// Conditions that nothing answers and that the physician did not judge either.
    pub fn left_open(&self) -> impl Iterator<Item = &OmissionCondition> {
        let open = self.conditions.iter().filter(|condition| condition.met == Met::NotAssessed);
        open.filter(|condition| {
            condition.asked.code != DECIDED_BY_ATTENDING && !self.judged.contains(&condition.asked.code)
        })
    }
}

/// The decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// What was decided.
    pub omitted: PanelOmitted,
    /// Who.
    pub by: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// What it rests on has changed since: decisions, facts or interpretation.
    pub out_of_date: bool,
}
