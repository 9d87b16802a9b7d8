//! From the diseases of other vocabularies to tumour types, by references that both publish. Names are the last resort.
//!
//! Mondo leads to the Disease Ontology, the Disease Ontology to the NCI Thesaurus, and the NCI Thesaurus to OncoTree. A
//! step is only taken along a published reference; a disease without one keeps its name and its relation stays unknown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

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

/// All bridges of a release, indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bridges {
    codes_by_reference: BTreeMap<String, BTreeSet<String>>,
    codes_by_name: BTreeMap<String, BTreeSet<String>>,
    references_by_disease: BTreeMap<String, BTreeSet<String>>,
    diseases_by_name: BTreeMap<String, BTreeSet<String>>,
    diseases_by_mondo: BTreeMap<String, BTreeSet<String>>,
}

impl Bridges {
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
        let mut codes = references.filter_map(|reference| self.codes_by_reference.get(reference)).flatten();
        let first = codes.next()?;
        codes.all(|code| code == first).then(|| first.clone())
    }

    fn by_name(&self, name: &str) -> BTreeSet<String> {
        let name = name.trim().to_lowercase();
        if let Some(codes) = self.codes_by_name.get(&name) {
            return codes.clone();
        }
        self.diseases_by_name.get(&name).into_iter().flatten().filter_map(|disease| self.by_disease(disease)).collect()
    }
}

fn index(map: &mut BTreeMap<String, BTreeSet<String>>, keys: impl IntoIterator<Item = String>, value: &str) {
    for key in keys {
        map.entry(key).or_default().insert(value.to_owned());
    }
}
