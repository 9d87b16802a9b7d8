//! Open corpora from the files of their publishers: every row ends in one named bin.
//!
//! Nothing is guessed: a row whose subject has no exact form among our criteria becomes no statement, and says why.

mod civic;
mod clinvar;
mod coordinates;
mod docm;
mod profile;
mod recurrent;
mod rows;
mod variant_name;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use crate::corpus::Corpus;
use crate::error::KnowledgeError;
use crate::folder::SourceFile;
use crate::release::Release;

/// Which publisher the files come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorpusKind {
    /// CIViC evidence tables, both generations.
    Civic,
    /// DoCM table of variants.
    Docm,
    /// Table of recurrent residues of cancerhotspots.org.
    Hotspots,
    /// ClinVar as VCF.
    Clinvar,
    /// The tree of tumour types as JSON.
    OncoTree,
    /// Cross-references of the Disease Ontology.
    DiseaseOntology,
    /// Exact matches of Mondo with the Disease Ontology.
    Mondo,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The corpus, ready for a release.
    pub corpus: Corpus,
    /// Rows that became no statement, in file order.
    pub left_out: Vec<LeftOut>,
}

/// A row that became no statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The file, without folders.
    pub file: String,
    /// 1-based line on which the row begins.
    pub line: u64,
    /// Its id, as far as it can be read.
    pub id: Option<String>,
    /// Its subject as written.
    pub subject_text: Option<String>,
    /// The bin.
    pub bin: String,
}

/// The bin of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bin {
    /// A statement.
    Usable,
    /// A statement, shown with the concern of the source's reviewer.
    Flagged,
    /// A statement that a genome alone can never decide: always not assessed.
    NotReadableFromGenome,
    /// No statement of its own: the other half of an earlier row (the same variation on the other assembly).
    JoinedToEarlier,
    /// No statement: which part has no exact form here.
    NotExpressible(&'static str),
    /// No statement: the row cannot be read.
    Malformed(&'static str),
}

impl Bin {
    pub(crate) fn code(self) -> String {
        match self {
            Self::Usable => "usable".to_owned(),
            Self::Flagged => "flagged".to_owned(),
            Self::NotReadableFromGenome => "not_readable_from_genome".to_owned(),
            Self::JoinedToEarlier => "joined_to_earlier".to_owned(),
            Self::NotExpressible(why) => format!("not_expressible:{why}"),
            Self::Malformed(why) => format!("malformed:{why}"),
        }
    }
}

impl CorpusKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Civic, Self::Docm, Self::Hotspots, Self::Clinvar, Self::OncoTree, Self::DiseaseOntology, Self::Mondo];

    /// The name used in commands and ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Civic => "civic",
            Self::Docm => "docm",
            Self::Hotspots => "hotspots",
            Self::Clinvar => "clinvar",
            Self::OncoTree => "oncotree",
            Self::DiseaseOntology => "doid",
            Self::Mondo => "mondo",
        }
    }

    /// Where the publisher offers the newest file, for kinds whose address was read in a source. The others are asked
    /// for: an address from memory might lead elsewhere.
    pub fn published_at(self) -> Option<&'static str> {
        match self {
            // griffithlab/civic-v2, server/app/jobs/generate_tsvs.rb and generate_nightly_tsvs.rb (folder and prefix of the
            // file), accepted_evidence_item_tsv_formatter.rb (its name); griffithlab/civic-client issue 1332 (the host).
            Self::Civic => Some("https://civicdb.org/downloads/nightly/nightly-AcceptedClinicalEvidenceSummaries.tsv"),
            // GenomicMedLab/wags-tails, src/wags_tails/oncotree.py.
            Self::OncoTree => Some("https://oncotree.info/api/tumorTypes/tree?version=oncotree_latest_stable"),
            Self::Docm | Self::Hotspots | Self::Clinvar | Self::DiseaseOntology | Self::Mondo => None,
        }
    }

    /// The kind of this name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Reads the files of one kind; `curated` gives the vocabulary, genes, drugs and tumour types.
///
/// # Errors
/// [`KnowledgeError::Foreign`] when a file cannot be read or is no file of this kind.
pub fn import(kind: CorpusKind, files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    match kind {
        CorpusKind::Civic => civic::import(files, curated),
        CorpusKind::Docm => docm::import(files, curated),
        CorpusKind::Hotspots => recurrent::import(files, curated),
        CorpusKind::Clinvar => clinvar::import(files, curated),
        CorpusKind::OncoTree => vocabulary::oncotree(files, curated),
        CorpusKind::DiseaseOntology => vocabulary::disease_ontology(files),
        CorpusKind::Mondo => vocabulary::mondo(files),
    }
}

/// The files of a release with a corpus added; an earlier corpus of the same source is replaced.
///
/// # Errors
/// [`KnowledgeError::NotWritten`] when the corpus has no text form; not possible for what an import gives.
pub fn with_corpus(mut files: Vec<SourceFile>, corpus: &Corpus) -> Result<Vec<SourceFile>, KnowledgeError> {
    let path = format!("corpora/{}.json", corpus.source);
    let text = corpus.to_text().map_err(KnowledgeError::NotWritten)?;
    files.retain(|file| file.path != path);
    files.push(SourceFile { path, text });
    files.sort();
    Ok(files)
}

/// A gene or change outside our notation must not stop the release from loading.
pub(crate) fn readable_subject(subject: String, curated: &Release) -> Result<String, Bin> {
    match crate::criterion::parse::parse_subject(&subject, curated.terms()) {
        Ok(Some(_)) => Ok(subject),
        Ok(None) | Err(_) => Err(Bin::NotExpressible("variant_name")),
    }
}

/// Counts rows into bins.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows_read: u64,
    pub(crate) bins: BTreeMap<String, u64>,
}

impl Tally {
    pub(crate) fn count(&mut self, bin: Bin) {
        self.rows_read += 1;
        *self.bins.entry(bin.code()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests;
