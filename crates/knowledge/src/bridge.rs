//! From the diseases of other vocabularies to tumour types, by references that both publish. Names are the last resort.
//!
//! Mondo leads to the Disease Ontology, the Disease Ontology to the NCI Thesaurus, and the NCI Thesaurus to OncoTree. A
//! step is only taken along a published reference; a disease without one keeps its name and its relation stays unknown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use model::evidence::Basis;

use crate::problem::{ProblemKind, Reporter};
use crate::tumor_types::TumorTypes;

/// Prefix of an OncoTree code in [`BridgeEntry::id`].
pub(crate) const ONCOTREE: &str = "ONCOTREE:";
/// Prefix of a Disease Ontology identifier.
pub(crate) const DISEASE_ONTOLOGY: &str = "DOID:";
/// Prefix of a Mondo identifier.
pub(crate) const MONDO: &str = "MONDO:";
/// Prefix of an NCI Thesaurus code.
pub(crate) const NCI: &str = "NCI:";

/// One concept of one vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BridgeEntry {
    /// Its identifier with prefix, e.g. `ONCOTREE:LUAD`, `DOID:3910`.
    pub id: String,
    /// Names it goes by in its vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Identifiers of other vocabularies that its publisher states for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
}

/// A published reference that is not used: its end is narrower or wider than the disease, so that evidence about the disease
/// would be told of another tumour.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedBridge {
    /// Disease Ontology identifier.
    pub disease: String,
    /// Names it goes by.
    pub names: Vec<String>,
    /// OncoTree code that it must not lead to.
    pub code: String,
    /// Why, for people (Japanese).
    pub reason: String,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedBridges {
    rows: Vec<RefusedBridge>,
    basis: Option<Basis>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BridgesFile {
    basis: Basis,
    source: Option<String>,
    refused: Vec<RefusedBridge>,
}

impl RefusedBridges {
    /// Whether a disease, by its identifier or by a name, must not lead to a type.
    pub fn refuses(&self, disease: &str, code: &str) -> bool {
        let is_it = |row: &RefusedBridge| {
            row.disease == disease || row.names.iter().any(|name| name.eq_ignore_ascii_case(disease.trim()))
        };
        self.rows.iter().any(|row| row.code == code && is_it(row))
    }

    /// All rows, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &RefusedBridge> {
        self.rows.iter()
    }

    /// How the list is known.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    pub(crate) fn add(&mut self, file: BridgesFile, report: &mut Reporter<'_>) {
        report.basis("refused", file.basis, file.source.as_deref());
        self.basis = Some(file.basis);
        for row in file.refused {
            if self.rows.iter().any(|known| known.disease == row.disease && known.code == row.code) {
                report.row(&row.disease, ProblemKind::Duplicate);
            }
            self.rows.push(row);
        }
    }
}

/// All bridges of a release, indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bridges {
    refused: RefusedBridges,
    codes_by_reference: BTreeMap<String, BTreeSet<String>>,
    codes_by_name: BTreeMap<String, BTreeSet<String>>,
    references_by_disease: BTreeMap<String, BTreeSet<String>>,
    diseases_by_name: BTreeMap<String, BTreeSet<String>>,
    diseases_by_mondo: BTreeMap<String, BTreeSet<String>>,
}

impl Bridges {
    pub(crate) fn without(refused: RefusedBridges) -> Self {
        Self { refused, ..Self::default() }
    }

    pub(crate) fn add(&mut self, entries: Vec<BridgeEntry>) {
        for entry in entries {
            if let Some(code) = entry.id.strip_prefix(ONCOTREE) {
                index(&mut self.codes_by_name, entry.names.iter().map(|name| name.to_lowercase()), code);
                index(&mut self.codes_by_reference, entry.same_as, code);
            } else if entry.id.starts_with(DISEASE_ONTOLOGY) {
                index(&mut self.diseases_by_name, entry.names.iter().map(|name| name.to_lowercase()), &entry.id);
                self.references_by_disease.entry(entry.id).or_default().extend(entry.same_as);
            } else {
                let diseases = entry.same_as.iter().filter(|id| id.starts_with(DISEASE_ONTOLOGY));
                self.diseases_by_mondo.entry(entry.id).or_default().extend(diseases.clone().cloned());
                for disease in diseases {
                    index(&mut self.diseases_by_name, entry.names.iter().map(|name| name.to_lowercase()), disease);
                }
            }
        }
    }

    /// Codes of the tree for a disease, by its identifier and else by its name; sorted, empty when nothing leads there.
    pub(crate) fn tumor_types(&self, id: Option<&str>, name: Option<&str>, tree: &TumorTypes) -> Vec<String> {
        let by_id = id.map(|id| self.by_identifier(id)).unwrap_or_default();
        let codes = if by_id.is_empty() { name.map(|name| self.by_name(name)).unwrap_or_default() } else { by_id };
        codes.into_iter().filter(|code| tree.contains(&code.as_str().into())).collect()
    }

    fn by_identifier(&self, id: &str) -> BTreeSet<String> {
        let through_mondo = self.diseases_by_mondo.get(id).into_iter().flatten().map(String::as_str);
        through_mondo.chain([id]).filter_map(|disease| self.by_disease(disease)).collect()
    }

    /// The one type that a disease leads to. Where references lead to several, nobody says which is meant.
    fn by_disease(&self, id: &str) -> Option<String> {
        let references = self.references_by_disease.get(id)?.iter();
        let led_to = references.filter_map(|reference| self.codes_by_reference.get(reference)).flatten();
        let mut codes = led_to.filter(|code| !self.refused.refuses(id, code));
        let first = codes.next()?;
        codes.all(|code| code == first).then(|| first.clone())
    }

    fn by_name(&self, name: &str) -> BTreeSet<String> {
        let name = name.trim().to_lowercase();
        if let Some(codes) = self.codes_by_name.get(&name) {
            return codes.iter().filter(|code| !self.refused.refuses(&name, code)).cloned().collect();
        }
        self.diseases_by_name.get(&name).into_iter().flatten().filter_map(|disease| self.by_disease(disease)).collect()
    }
}

fn index(map: &mut BTreeMap<String, BTreeSet<String>>, keys: impl IntoIterator<Item = String>, value: &str) {
    for key in keys {
        map.entry(key).or_default().insert(value.to_owned());
    }
}
