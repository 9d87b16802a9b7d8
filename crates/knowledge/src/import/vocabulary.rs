//! Vocabularies of diseases: OncoTree, Disease Ontology and Mondo. They bring no statement, only the way from the disease of
//! an imported row to a tumour type.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Bin, Import, LeftOut, Tally};
use crate::bridge::{BridgeEntry, DISEASE_ONTOLOGY, MONDO, NCI, ONCOTREE};
use crate::corpus::{Corpus, CorpusFile};
use crate::error::KnowledgeError;
use crate::release::Release;

/// One node of the tree as its publisher writes it.
#[derive(Debug, Deserialize)]
struct Node {
    code: String,
    name: String,
    #[serde(rename = "mainType")]
    main_type: Option<String>,
    #[serde(default, rename = "externalReferences")]
    references: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    children: BTreeMap<String, Node>,
}

/// What is gathered while a vocabulary is read.
struct Gathering {
    corpus: Corpus,
    left_out: Vec<LeftOut>,
    tally: Tally,
    entries: BTreeMap<String, BridgeEntry>,
}

impl Gathering {
    fn new(source: &str, licence: &str) -> Self {
        let corpus = Corpus { source: source.to_owned(), licence: licence.to_owned(), ..Corpus::default() };
        Self { corpus, left_out: Vec::new(), tally: Tally::default(), entries: BTreeMap::new() }
    }

    fn open(&mut self, path: &Path) -> Result<(String, String), KnowledgeError> {
        let (text, fingerprint) = intake::read_text(path)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.corpus.files.push(CorpusFile { name: name.clone(), sha256: fingerprint.to_string() });
        Ok((name, text))
    }

    /// Puts a row into its bin; what became no entry is kept with its line.
    fn end(&mut self, (file, line): (&str, u64), id: Option<&str>, bin: Bin) {
        self.tally.count(bin);
        if bin != Bin::Usable {
            self.left_out.push(LeftOut {
                file: file.to_owned(),
                line,
                id: id.map(str::to_owned),
                subject_text: None,
                bin: bin.code(),
            });
        }
    }

    fn add(&mut self, id: &str, names: impl IntoIterator<Item = String>, same_as: impl IntoIterator<Item = String>) {
        let entry = self.entries.entry(id.to_owned()).or_insert_with(|| BridgeEntry {
            id: id.to_owned(),
            names: Vec::new(),
            same_as: Vec::new(),
        });
        let names: BTreeSet<String> = entry.names.drain(..).chain(names).filter(|name| !name.is_empty()).collect();
        entry.names = names.into_iter().collect();
        let same_as: BTreeSet<String> = entry.same_as.drain(..).chain(same_as).collect();
        entry.same_as = same_as.into_iter().collect();
    }

    fn close(mut self) -> Import {
        (self.corpus.rows_read, self.corpus.bins) = (self.tally.rows_read, self.tally.bins);
        self.corpus.bridge = self.entries.into_values().collect();
        Import { corpus: self.corpus, left_out: self.left_out }
    }
}

/// Reads the tree. A code that the curated tree does not have is left out: a statement could not use it.
pub(super) fn oncotree(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let mut gathering = Gathering::new("oncotree", "CC-BY-4.0");
    for path in files {
        let (file, text) = gathering.open(path)?;
        let roots: BTreeMap<String, Node> = serde_json::from_str(&text)
            .map_err(|error| KnowledgeError::ForeignForm { file: file.clone(), message: error.to_string() })?;
        let mut main_types = MainTypes::default();
        for node in roots.values() {
            walk(node, &Above::default(), &file, curated, (&mut gathering, &mut main_types));
        }
        for (name, nodes) in main_types.0 {
            let tissues: BTreeSet<&String> = nodes.iter().map(|(tissue, _)| tissue).collect();
            if tissues.len() == 1 {
                for (_, id) in &nodes {
                    gathering.add(id, [name.clone()], []);
                }
            }
        }
    }
    Ok(gathering.close())
}

/// Main type, and its topmost nodes with their tissue.
#[derive(Debug, Default)]
struct MainTypes(BTreeMap<String, BTreeSet<(String, String)>>);

/// What stands above a node.
#[derive(Clone, Debug, Default)]
struct Above {
    depth: u32,
    tissue: String,
    main_type: Option<String>,
}

/// The name of a main type belongs to its topmost nodes: "Breast Cancer" is the organ, not each of its subtypes. One that is
/// spread over several tissues, or a family of blood diseases ("Leukemia"), names no place in the tree.
fn walk(
    node: &Node,
    above: &Above,
    file: &str,
    curated: &Release,
    (gathering, main_types): (&mut Gathering, &mut MainTypes),
) {
    let id = format!("{ONCOTREE}{}", node.code);
    let tissue = if above.depth == 1 { node.code.clone() } else { above.tissue.clone() };
    if curated.tumor_types().contains(&node.code.as_str().into()) {
        let in_organ = curated.tumor_types().is_solid(&node.code.as_str().into()) == Some(true);
        let topmost = node.main_type.clone().filter(|name| in_organ && above.main_type.as_ref() != Some(name));
        if let Some(name) = topmost {
            main_types.0.entry(name).or_default().insert((tissue.clone(), id.clone()));
        }
        let references = node.references.get("NCI").into_iter().flatten();
        gathering.add(&id, [node.name.clone()], references.map(|code| format!("{NCI}{code}")));
        gathering.end((file, 1), Some(&id), Bin::Usable);
    } else {
        gathering.end((file, 1), Some(&id), Bin::NotExpressible("code_not_in_tree"));
    }
    let below = Above { depth: above.depth + 1, tissue, main_type: node.main_type.clone() };
    for child in node.children.values() {
        walk(child, &below, file, curated, (gathering, main_types));
    }
}

/// Reads the table of cross-references (`id`, `label`, `xref`), each field in quotation marks.
pub(super) fn disease_ontology(files: &[PathBuf]) -> Result<Import, KnowledgeError> {
    let mut gathering = Gathering::new("doid", "CC0-1.0");
    for path in files {
        let (file, text) = gathering.open(path)?;
        let mut lines = numbered(&text);
        let wanted = header(&mut lines, ["id", "label", "xref"], &file)?;
        for (line, row) in lines {
            let place = (file.as_str(), line);
            let [Some(id), Some(label), Some(reference)] = wanted.map(|column| field(row, column)) else {
                gathering.end(place, None, Bin::Malformed("too_few_fields"));
                continue;
            };
            if !id.starts_with(DISEASE_ONTOLOGY) {
                gathering.end(place, Some(id), Bin::Malformed("id_of_other_vocabulary"));
                continue;
            }
            if reference.starts_with(NCI) {
                gathering.add(id, [label.to_owned()], [reference.to_owned()]);
                gathering.end(place, Some(id), Bin::Usable);
            } else {
                gathering.end(place, Some(id), Bin::NotExpressible("reference_to_other_vocabulary"));
            }
        }
    }
    Ok(gathering.close())
}

/// Reads exact matches between Mondo and the Disease Ontology (SSSOM); the lines with `#` before the header tell licences.
pub(super) fn mondo(files: &[PathBuf]) -> Result<Import, KnowledgeError> {
    let mut gathering = Gathering::new("mondo", "CC-BY-4.0");
    for path in files {
        let (file, text) = gathering.open(path)?;
        let mut lines = numbered(&text);
        let columns = ["subject_id", "predicate_id", "object_id", "subject_label", "object_label"];
        let [subject, predicate, object, label, other_label] = header(&mut lines, columns, &file)?;
        for (line, row) in lines {
            let place = (file.as_str(), line);
            let (Some(id), Some(relation), Some(other)) =
                (field(row, subject), field(row, predicate), field(row, object))
            else {
                gathering.end(place, None, Bin::Malformed("too_few_fields"));
                continue;
            };
            let bin = if !id.starts_with(MONDO) {
                Bin::Malformed("id_of_other_vocabulary")
            } else if relation != "skos:exactMatch" {
                Bin::NotExpressible("match_not_exact")
            } else if other.starts_with(DISEASE_ONTOLOGY) {
                let names = [label, other_label].into_iter().filter_map(|column| field(row, column)).map(str::to_owned);
                gathering.add(id, names, [other.to_owned()]);
                Bin::Usable
            } else {
                Bin::NotExpressible("reference_to_other_vocabulary")
            };
            gathering.end(place, Some(id), bin);
        }
    }
    Ok(gathering.close())
}

fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines = (1..).zip(text.lines());
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn header<'t, const N: usize>(
    lines: &mut impl Iterator<Item = (u64, &'t str)>,
    wanted: [&str; N],
    file: &str,
) -> Result<[usize; N], KnowledgeError> {
    let names: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').map(bare).collect()).unwrap_or_default();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(wanted) {
        *place = names.iter().position(|name| *name == column).ok_or_else(|| KnowledgeError::ForeignForm {
            file: file.to_owned(),
            message: format!("no column {column}"),
        })?;
    }
    Ok(places)
}

fn field(row: &str, column: usize) -> Option<&str> {
    row.split('\t').nth(column).map(bare).filter(|field| !field.is_empty())
}

fn bare(field: &str) -> &str {
    field.trim().trim_matches('"')
}
