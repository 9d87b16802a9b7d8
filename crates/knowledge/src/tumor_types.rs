//! The tumour types and their tree (OncoTree), with Japanese labels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::evidence::Basis;
use model::tumor_type::OncoTreeCode;

use crate::problem::{ProblemKind, Reporter};

/// The roots of the lymphoid and myeloid trees: what is below them is no solid tumour.
const BLOOD: [&str; 2] = ["LYMPH", "MYELOID"];

/// One tumour type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TumorType {
    /// OncoTree code.
    pub code: OncoTreeCode,
    /// Code of the type above; `None` for the root.
    pub parent: Option<OncoTreeCode>,
    /// English name of OncoTree.
    pub name: String,
    /// Japanese label, where one is known.
    pub ja: Option<String>,
    /// Where the label was read; `None` for labels from memory.
    pub ja_source: Option<String>,
    /// Said of single types that stand under an organ although they are no solid tumour.
    pub solid: Option<bool>,
}

/// One of the six areas (六領域) of the national plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Code of ours.
    pub code: String,
    /// Its name.
    pub ja: String,
    /// Level-1 codes that count to it.
    pub tissues: Vec<OncoTreeCode>,
    /// How the assignment is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
}

/// All types of one version of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TumorTypes {
    tree: String,
    types: BTreeMap<OncoTreeCode, TumorType>,
    areas: Vec<Area>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TumorTypesFile {
    tree: String,
    basis: Basis,
    source: Option<String>,
    #[serde(default)]
    types: Vec<TumorTypeRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TumorTypeRow {
    code: OncoTreeCode,
    parent: Option<OncoTreeCode>,
    name: String,
    ja: Option<String>,
    ja_source: Option<String>,
    solid: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AreasFile {
    #[serde(default)]
    areas: Vec<Area>,
}

impl TumorTypes {
    /// Version of the tree, e.g. `oncotree_2025_10_03`.
    pub fn tree(&self) -> &str {
        &self.tree
    }

    /// Whether the tree has this code.
    pub fn contains(&self, code: &OncoTreeCode) -> bool {
        self.types.contains_key(code)
    }

    /// The type of this code.
    pub fn get(&self, code: &OncoTreeCode) -> Option<&TumorType> {
        self.types.get(code)
    }

    /// All types, by code.
    pub fn iter(&self) -> impl Iterator<Item = &TumorType> {
        self.types.values()
    }

    /// The code and all above it, itself first, the level-1 tissue last; the root is left out. Empty for a code that
    /// the tree does not have.
    pub fn ancestors(&self, code: &OncoTreeCode) -> Vec<OncoTreeCode> {
        let mut line = Vec::new();
        let mut next = self.types.get(code);
        while let Some(found) = next {
            let Some(parent) = &found.parent else { break };
            if line.contains(&found.code) {
                break;
            }
            line.push(found.code.clone());
            next = self.types.get(parent);
        }
        line
    }

    /// The level-1 tissue above a code.
    pub fn tissue(&self, code: &OncoTreeCode) -> Option<OncoTreeCode> {
        self.ancestors(code).pop()
    }

    /// Whether a type is a solid tumour: outside the lymphoid and myeloid trees, and not marked otherwise. `None` for a
    /// code that the tree does not have.
    pub fn is_solid(&self, code: &OncoTreeCode) -> Option<bool> {
        let line = self.ancestors(code);
        let tissue = line.last()?;
        let marked = line.iter().find_map(|above| self.types.get(above).and_then(|found| found.solid));
        Some(marked.unwrap_or_else(|| !BLOOD.contains(&tissue.0.as_str())))
    }

    /// Japanese label of a type.
    pub fn label_ja(&self, code: &OncoTreeCode) -> Option<&str> {
        self.types.get(code).and_then(|found| found.ja.as_deref())
    }

    /// English name of a type.
    pub fn name(&self, code: &OncoTreeCode) -> Option<&str> {
        self.types.get(code).map(|found| found.name.as_str())
    }

    /// The area (六領域) that a type counts to by its organ. Childhood tumours are an area by age: the caller decides.
    pub fn area(&self, code: &OncoTreeCode) -> Option<&Area> {
        let tissue = self.tissue(code)?;
        self.areas.iter().find(|area| area.tissues.contains(&tissue))
    }

    /// All areas, as listed.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    pub(crate) fn add(&mut self, file: TumorTypesFile, report: &mut Reporter<'_>) {
        report.basis(&file.tree, file.basis, file.source.as_deref());
        if self.tree.is_empty() {
            self.tree.clone_from(&file.tree);
        } else if self.tree != file.tree {
            report.file(ProblemKind::MalformedValue { wanted: "version of the same tree", text: file.tree });
        }
        for row in file.types {
            let TumorTypeRow { code, parent, name, ja, ja_source, solid } = row;
            let shown = code.0.clone();
            let found = TumorType { code: code.clone(), parent, name, ja, ja_source, solid };
            if self.types.insert(code, found).is_some() {
                report.row(&shown, ProblemKind::Duplicate);
            }
        }
    }

    pub(crate) fn add_areas(&mut self, file: AreasFile, report: &mut Reporter<'_>) {
        for area in file.areas {
            report.basis(&area.code, area.basis, area.source.as_deref());
            for tissue in area.tissues.iter().filter(|tissue| !self.contains(tissue)) {
                report.row(&area.code, ProblemKind::UnknownTumorType { code: tissue.0.clone() });
            }
            if self.areas.iter().any(|known| known.code == area.code) {
                report.row(&area.code, ProblemKind::Duplicate);
            }
            self.areas.push(area);
        }
    }

    /// Checks that every type hangs on the root.
    pub(crate) fn check_tree(&self, report: &mut Reporter<'_>) {
        for (code, found) in &self.types {
            let Some(parent) = &found.parent else { continue };
            let tissue = self.tissue(code).and_then(|tissue| self.types.get(&tissue)?.parent.clone());
            if !self.contains(parent) {
                report.row(&code.0, ProblemKind::UnknownTumorType { code: parent.0.clone() });
            } else if tissue.is_some_and(|root| self.types.get(&root).is_some_and(|root| root.parent.is_some())) {
                report.row(&code.0, ProblemKind::OwnAncestor);
            }
        }
    }
}
