//! A release: all knowledge of one state, checked and indexed, never changed.

mod counts;
mod of_interest;
mod oncogenic;
mod parts;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use model::canonical::ContentHash;
use model::finding::StatementId;
use model::panel_rule::DiseaseGroup;
use model::reference::ReferencePack;
use model::tumor_type::TumorContext;

use crate::amp::AmpTable;
use crate::bridge::RefusedBridges;
use crate::conditions::Conditions;
use crate::drug_names::plain;
use crate::error::KnowledgeError;
use crate::folder::{SourceFile, read_folder};
use crate::genes::Genes;
use crate::hotspots::Hotspots;
use crate::oncogenicity::OncogenicityTable;
use crate::panel_omission::PanelOmission;
use crate::panel_rules::PanelRules;
use crate::policies::Policies;
use crate::problem::Problem;
use crate::recurrence::Recurrence;
use crate::statement::Statement;
use crate::terms::Terms;
use crate::therapies::{Therapies, Therapy};
use crate::thresholds::Thresholds;
use crate::tumor_types::TumorTypes;

pub use counts::{BasisCount, Counts};
pub use of_interest::OfInterest;

/// The version of the file formats that this crate reads.
pub const SCHEMA_VERSION: u32 = 1;

/// All knowledge of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    id: String,
    as_of: Date,
    content: ContentHash,
    statements: Vec<Statement>,
    by_gene: BTreeMap<String, Vec<usize>>,
    without_gene: Vec<usize>,
    therapies: Therapies,
    tumor_types: TumorTypes,
    genes: Genes,
    hotspots: Hotspots,
    policies: Policies,
    thresholds: Thresholds,
    panel_rules: PanelRules,
    oncogenicity: OncogenicityTable,
    amp: AmpTable,
    recurrence: Recurrence,
    refused_bridges: RefusedBridges,
    conditions: Conditions,
    panel_omission: PanelOmission,
    reference: Option<Arc<ReferencePack>>,
    terms: Terms,
}

impl Release {
    /// Loads a folder.
    ///
    /// # Errors
    /// [`KnowledgeError::Unreadable`] when a file cannot be read, [`KnowledgeError::Unsound`] with every problem when
    /// one is found: a release with problems is not used.
    pub fn load(folder: &Path) -> Result<Self, KnowledgeError> {
        Self::from_files(&read_folder(folder)?)
    }

    /// The same from files that are already in memory.
    ///
    /// # Errors
    /// As [`Release::load`].
    pub fn from_files(files: &[SourceFile]) -> Result<Self, KnowledgeError> {
        let (release, problems) = Self::assemble(files)?;
        if problems.is_empty() { Ok(release) } else { Err(KnowledgeError::Unsound { problems }) }
    }

    /// The release as far as it can be read, and everything that is wrong with it.
    pub(crate) fn assemble(files: &[SourceFile]) -> Result<(Self, Vec<Problem>), KnowledgeError> {
        let mut problems = Vec::new();
        let parts = parts::read(files, &mut problems);
        let content = ContentHash::of(&parts.facts).map_err(KnowledgeError::NotCanonical)?;
        let mut statements = parts.statements;
        statements.extend(oncogenic::statements(&parts.hotspots));
        statements.sort_by(|one, other| one.id.cmp(&other.id));
        let (by_gene, without_gene) = index(&statements);
        problems.sort();
        problems.dedup();
        let release = Self {
            id: format!("{}-{}", parts.as_of, content.short()),
            as_of: parts.as_of,
            content,
            statements,
            by_gene,
            without_gene,
            therapies: parts.therapies,
            tumor_types: parts.tumor_types,
            genes: parts.genes,
            hotspots: parts.hotspots,
            policies: parts.policies,
            thresholds: parts.thresholds,
            panel_rules: parts.panel_rules,
            oncogenicity: parts.oncogenicity,
            amp: parts.amp,
            recurrence: parts.recurrence,
            refused_bridges: parts.refused_bridges,
            conditions: parts.conditions,
            panel_omission: parts.panel_omission,
            reference: None,
            terms: parts.terms,
        };
        Ok((release, problems))
    }

    /// Identity, e.g. `2026-11-23-1f2e3d4c5b6a`: the day and the first digits of the content hash. Findings and
    /// documents print it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The same knowledge with a reference pack: a release of its own, whose hash and id cover the pack's id.
    ///
    /// # Errors
    /// [`KnowledgeError::NotCanonical`]; not possible for hashes.
    pub fn with_reference(mut self, pack: Arc<ReferencePack>) -> Result<Self, KnowledgeError> {
        let parts = [self.content.to_string(), pack.id().to_string()];
        self.content = ContentHash::of(&parts).map_err(KnowledgeError::NotCanonical)?;
        self.id = format!("{}-{}", self.as_of, self.content.short());
        self.reference = Some(pack);
        Ok(self)
    }

    /// Genes, transcripts, exons and proteins, when a pack was imported.
    pub fn reference(&self) -> Option<&ReferencePack> {
        self.reference.as_deref()
    }

    /// The day that the rows speak of.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Hash of every fact in canonical form. Comments, layout and the order of files do not count.
    pub fn content_hash(&self) -> ContentHash {
        self.content
    }

    /// Every statement, by id. Rows without a molecular condition or without a predicate are among them.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Statements whose subject names a gene, by id.
    pub fn statements_about(&self, gene: &str) -> impl Iterator<Item = &Statement> {
        self.by_gene.get(gene).into_iter().flatten().filter_map(|at| self.statements.get(*at))
    }

    /// Statements whose subject names no gene: genome-wide markers, chromosome arms, rows without a condition.
    pub fn statements_without_gene(&self) -> impl Iterator<Item = &Statement> {
        self.without_gene.iter().filter_map(|at| self.statements.get(*at))
    }

    /// Trials and 患者申出療養. An empty list says nothing about trials that exist.
    pub fn trials(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.trial.is_some())
    }

    /// The statement of this id.
    pub fn find(&self, id: &StatementId) -> Option<&Statement> {
        let at = self.statements.binary_search_by(|statement| statement.id.cmp(id)).ok()?;
        self.statements.get(at)
    }

    /// Statements in which every word of `text` occurs: in the id, subject, drugs (both languages and brand), tumour
    /// type, setting, note or source. Case, width and kana do not count.
    pub fn search(&self, text: &str) -> Vec<&Statement> {
        let words: Vec<String> = text.split_whitespace().map(plain).collect();
        let holds = |statement: &&Statement| {
            let written = searchable(statement, &self.therapies);
            words.iter().all(|word| written.contains(word.as_str()))
        };
        self.statements.iter().filter(holds).collect()
    }

    /// The drug of this English name.
    pub fn therapy(&self, en: &str) -> Option<&Therapy> {
        self.therapies.get(en)
    }

    /// All drugs.
    pub fn therapies(&self) -> &Therapies {
        &self.therapies
    }

    /// The tumour types.
    pub fn tumor_types(&self) -> &TumorTypes {
        &self.tumor_types
    }

    /// The genes.
    pub fn genes(&self) -> &Genes {
        &self.genes
    }

    /// The recurrent places.
    pub fn hotspots(&self) -> &Hotspots {
        &self.hotspots
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The policies.
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The cut-offs.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// Which group's rules a tumour follows; `None` where its type does not tell.
    pub fn disease_group(&self, tumor: &TumorContext) -> Option<DiseaseGroup> {
        match tumor {
            TumorContext::Type(code) => {
                let solid = self.tumor_types.is_solid(code)?;
                Some(if solid { DiseaseGroup::Solid } else { DiseaseGroup::Blood })
            }
            TumorContext::Solid => Some(DiseaseGroup::Solid),
            TumorContext::Any => None,
        }
    }

    /// Rules of the expert panel.
    pub fn panel_rules(&self) -> &PanelRules {
        &self.panel_rules
    }

    /// Points and classes of the oncogenicity standard; empty in releases that were written before it was read.
    pub fn oncogenicity(&self) -> &OncogenicityTable {
        &self.oncogenicity
    }

    /// The way from evidence levels to AMP tiers; may be empty, too.
    pub fn amp(&self) -> &AmpTable {
        &self.amp
    }

    /// How often residues change in tumours, by an imported table.
    pub fn recurrence(&self) -> &Recurrence {
        &self.recurrence
    }

    /// For which tests and pairs a panel meeting may be left out, as far as the list was read.
    pub fn panel_omission(&self) -> &PanelOmission {
        &self.panel_omission
    }

    /// What rows ask for beyond the biomarker.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// Published references from diseases to types that are not used.
    pub fn refused_bridges(&self) -> &RefusedBridges {
        &self.refused_bridges
    }

    /// The same release under other policies, to show what they decide. It keeps its id: it is no release of its own.
    #[must_use]
    pub fn with_policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    /// How many rows of each kind there are, by basis.
    pub fn counts(&self) -> Counts {
        Counts::of(self)
    }
}

fn index(statements: &[Statement]) -> (BTreeMap<String, Vec<usize>>, Vec<usize>) {
    let mut by_gene: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut without_gene = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let genes = statement.subject.as_ref().map(crate::criterion::Criterion::genes).unwrap_or_default();
        if genes.is_empty() {
            without_gene.push(at);
        }
        for gene in genes {
            by_gene.entry(gene.to_owned()).or_default().push(at);
        }
    }
    (by_gene, without_gene)
}

fn searchable(statement: &Statement, therapies: &Therapies) -> String {
    let mut written = vec![statement.id.0.as_str(), statement.subject_text.as_str()];
    for therapy in statement.regimens.iter().flatten() {
        written.push(&therapy.en);
        written.extend(therapy.ja.as_deref());
        written.extend(therapies.get(&therapy.en).and_then(|known| known.brand_ja.as_deref()));
    }
    let optional = [
        statement.approval.as_ref().and_then(|approval| approval.brand_ja.as_deref()),
        statement.trial.as_ref().and_then(|trial| trial.registry_id.as_deref()),
        statement.trial.as_ref().map(|trial| trial.title_ja.as_str()),
        statement.tumor_types.ja.as_deref(),
        statement.setting.as_deref(),
        statement.note.as_deref(),
        statement.citation.as_deref(),
        statement.imported.as_ref().and_then(|imported| imported.disease.as_deref()),
        statement.imported.as_ref().and_then(|imported| imported.doid.as_deref()),
    ];
    written.extend(optional.into_iter().flatten());
    // Each text by itself, so that no word reaches over from one to the next.
    written.into_iter().map(plain).collect::<Vec<_>>().join("\n")
}
