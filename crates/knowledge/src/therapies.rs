//! Drugs by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::evidence::Basis;
use model::therapy::TherapyName;

use crate::drug_names::Spelling;
use crate::problem::{ProblemKind, Reporter};

/// One drug, or one named class of drugs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Therapy {
    /// Name in both languages.
    pub name: TherapyName,
    /// 販売名, as the rows about indications give it.
    pub brand_ja: Option<String>,
    /// A drug, or a class that names none in particular.
    pub kind: TherapyKind,
    /// How the spelling of the Japanese name is known.
    pub basis: Basis,
}

/// What a therapy name stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TherapyKind {
    /// One drug.
    #[default]
    Drug,
    /// A class or an unspecified regimen, e.g. `chemotherapy`.
    Class,
}

/// All drugs, by English name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Therapies {
    by_name: BTreeMap<String, Therapy>,
    spellings: Vec<Spelling>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TherapiesFile {
    /// Where the spellings of the rows with `source_read` were read.
    source: Option<String>,
    #[serde(default)]
    therapies: Vec<TherapyRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TherapyRow {
    en: String,
    ja: Option<String>,
    brand_ja: Option<String>,
    #[serde(default)]
    kind: TherapyKind,
    basis: Basis,
}

impl Therapies {
    /// The drug of this English name.
    pub fn get(&self, en: &str) -> Option<&Therapy> {
        self.by_name.get(en)
    }

    /// All of them, by English name.
    pub fn iter(&self) -> impl Iterator<Item = &Therapy> {
        self.by_name.values()
    }

    pub(crate) fn spellings(&self) -> &[Spelling] {
        &self.spellings
    }

    pub(crate) fn add(&mut self, file: TherapiesFile, report: &mut Reporter<'_>) {
        for row in file.therapies {
            if row.basis == Basis::SourceRead {
                report.basis(&row.en, row.basis, file.source.as_deref());
            }
            let therapy = Therapy {
                name: TherapyName { en: row.en.clone(), ja: row.ja },
                brand_ja: row.brand_ja,
                kind: row.kind,
                basis: row.basis,
            };
            self.spellings.extend(Spelling::of(&therapy));
            if self.by_name.insert(row.en.clone(), therapy).is_some() {
                report.row(&row.en, ProblemKind::Duplicate);
            }
        }
    }
}
