//! Odd but usable data, said aloud.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something a person should know about the data. The sentence is made from `code` and `parameters` by the message
/// catalogue of `workflow`; this type carries no wording.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// Catalogue key, e.g. `vcf_unannotated`.
    pub code: String,
    /// Named values that the sentence needs. Never a patient's name, identifier or genotype.
    pub parameters: BTreeMap<String, String>,
}

impl Notice {
    /// A notice without parameters.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), parameters: BTreeMap::new() }
    }

    /// The same notice with one more named value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }
}
