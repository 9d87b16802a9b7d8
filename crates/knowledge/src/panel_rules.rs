//! Rules of the expert panel, by disease group, test and day.

use jiff::civil::Date;
use model::panel_rule::{DiseaseGroup, PanelRule, TestKind};
use serde::Deserialize;

use crate::problem::{ProblemKind, Reporter};

/// All rules, in the order of their files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelRules(Vec<PanelRule>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PanelRulesFile {
    #[serde(default, rename = "rule")]
    rules: Vec<PanelRule>,
}

impl PanelRules {
    /// The rule that holds on a day; the newest where several do.
    pub fn on(&self, group: DiseaseGroup, test: TestKind, day: Date) -> Option<&PanelRule> {
        self.0.iter().filter(|rule| rule.holds(group, test, day)).max_by_key(|rule| rule.valid_from)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &PanelRule> {
        self.0.iter()
    }

    pub(crate) fn add(&mut self, file: PanelRulesFile, report: &mut Reporter<'_>) {
        for rule in file.rules {
            report.basis(&rule.id, rule.basis, rule.source.as_deref());
            if rule.valid_until.is_some_and(|until| until < rule.valid_from) {
                report.row(&rule.id, ProblemKind::EndsBeforeItBegins);
            }
            if self.0.iter().any(|known| known.id == rule.id) {
                report.row(&rule.id, ProblemKind::Duplicate);
            }
            self.0.push(rule);
        }
    }
}
