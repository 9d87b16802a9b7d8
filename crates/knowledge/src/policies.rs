//! Undecided medicine, as named switches with a reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::evidence::Basis;

use crate::problem::{ProblemKind, Reporter};

/// The policies that rules ask for. One that is missing is a problem of the knowledge base, never a silent default.
pub const NAMES: [&str; 9] = [
    "agnostic_approval_counts_as_same_tumour",
    "filed_is_not_approved",
    "fda_only_counts_as_a",
    "guideline_negative_predictor_shown_as_r",
    "hotspot_counts_as_functional_class",
    "imported_level_counts_as_candidate",
    "other_tumour_approval_is_level_c",
    "other_tumour_counts_across_blood_and_solid",
    "truncation_in_suppressor_counts_as_loss_of_function",
];

/// One policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name, as rules and reports write it.
    pub name: String,
    /// Whether it holds.
    pub value: bool,
    /// What it decides, for people (Japanese).
    pub title_ja: String,
    /// Why this value, for people (Japanese).
    pub reason: String,
    /// How the reason is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// Who approved it; nobody has, in the repository.
    pub approved_by: Option<String>,
}

/// All policies, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies(BTreeMap<String, Policy>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyFile {
    #[serde(default, rename = "policy")]
    policies: Vec<Policy>,
}

impl Policies {
    /// Whether a policy holds. A loaded release has every name of [`NAMES`]; another name never holds.
    pub fn value(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|policy| policy.value)
    }

    /// One policy.
    pub fn get(&self, name: &str) -> Option<&Policy> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        self.0.values()
    }

    /// The same policies with one value changed; for comparing both values. A name that is not there changes nothing.
    #[must_use]
    pub fn with(mut self, name: &str, value: bool) -> Self {
        if let Some(policy) = self.0.get_mut(name) {
            policy.value = value;
        }
        self
    }

    pub(crate) fn add(&mut self, file: PolicyFile, report: &mut Reporter<'_>) {
        for policy in file.policies {
            let name = policy.name.clone();
            report.basis(&name, policy.basis, policy.source.as_deref());
            if !NAMES.contains(&name.as_str()) {
                report.row(&name, ProblemKind::UnknownPolicy);
            }
            if self.0.insert(name.clone(), policy).is_some() {
                report.row(&name, ProblemKind::Duplicate);
            }
        }
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().filter(|name| !self.0.contains_key(*name))
    }
}
