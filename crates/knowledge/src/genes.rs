//! Roles of genes, and the residue numbers of their isoforms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::evidence::Basis;
use model::hgvs::ProteinChange;

use crate::problem::{ProblemKind, Reporter};

/// What a gene does in cancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeneRole {
    /// Drives by gain of function.
    Oncogene,
    /// Drives by loss of function.
    TumorSuppressor,
    /// Either, by tumour or by change.
    Both,
}

impl GeneRole {
    /// Whether gain of function drives.
    pub fn is_oncogene(self) -> bool {
        matches!(self, Self::Oncogene | Self::Both)
    }

    /// Whether loss of function drives.
    pub fn is_suppressor(self) -> bool {
        matches!(self, Self::TumorSuppressor | Self::Both)
    }
}

/// One gene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gene {
    /// HGNC symbol.
    pub symbol: String,
    /// Role, where one is claimed; partners of fusions need none.
    pub role: Option<GeneRole>,
    /// How the role is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
}

/// An isoform that numbers residues otherwise than the rows of the knowledge base do.
///
/// The offset is one-way: residue of the isoform = residue of the row + offset. It holds for calls on `transcripts`, and
/// may hold for a call whose transcript is not told: `KIT p.D820V` on the isoform four residues shorter reads `p.D816V`,
/// and must not be taken for it. [`Genes::in_row_numbers`] applies this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Isoform {
    /// HGNC symbol.
    pub gene: String,
    /// Short name for people, e.g. `ABL1 1b`.
    pub name: String,
    /// The accession in whose numbers the rows are written.
    pub reference: String,
    /// Accessions of the isoform; one written with its version means that version only.
    pub transcripts: Vec<String>,
    /// Isoform number minus row number.
    pub offset: i64,
    /// First residue, in the numbering of the rows, from which the offset holds.
    pub first_residue: Option<u32>,
    /// Last such residue.
    pub last_residue: Option<u32>,
    /// How the offset is known.
    pub basis: Basis,
    /// Where it is written.
    pub source: Option<String>,
    /// For the reader of the file.
    pub note: Option<String>,
}

/// One residue under another number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered<'g> {
    /// The isoform.
    pub isoform: &'g Isoform,
    /// The residue there.
    pub position: u32,
}

/// All genes that the knowledge base speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genes {
    by_symbol: BTreeMap<String, Gene>,
    isoforms: Vec<Isoform>,
    kinase_domains: Option<KinaseDomains>,
}

/// Accessions of domains that are kinase domains.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KinaseDomains {
    accessions: Vec<String>,
    basis: Basis,
    source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenesFile {
    #[serde(default)]
    genes: Vec<Gene>,
    #[serde(default, rename = "isoform")]
    isoforms: Vec<Isoform>,
    kinase_domains: Option<KinaseDomains>,
}

impl Isoform {
    /// The number of a row's residue in this isoform; `None` outside the stretch where the offset holds.
    pub fn number_of(&self, position: u32) -> Option<u32> {
        let starts = self.first_residue.is_none_or(|first| position >= first);
        let ends = self.last_residue.is_none_or(|last| position <= last);
        let moved = i64::from(position).checked_add(self.offset)?;
        u32::try_from(moved).ok().filter(|moved| starts && ends && *moved > 0)
    }

    /// The number in the rows of a residue of this isoform; `None` for a residue that the rows' isoform lacks.
    pub fn row_number_of(&self, position: u32) -> Option<u32> {
        let row = u32::try_from(i64::from(position).checked_sub(self.offset)?).ok();
        let shared = row.filter(|row| self.number_of(*row) == Some(position));
        let before =
            self.first_residue.is_some_and(|first| position < first.min(self.number_of(first).unwrap_or(first)));
        shared.or_else(|| before.then_some(position))
    }

    /// Whether an accession is one of this isoform.
    pub fn is_transcript(&self, accession: &str) -> bool {
        let bare = accession.split_once('.').map_or(accession, |(bare, _)| bare);
        self.transcripts.iter().any(|transcript| transcript == accession || transcript == bare)
    }

    /// A change of this isoform, in the numbers of the rows.
    fn in_row_numbers(&self, change: &ProteinChange) -> Option<ProteinChange> {
        let (first, last) = change.positions()?;
        let moved = i64::from(self.row_number_of(first)?) - i64::from(first);
        let together = i64::from(self.row_number_of(last)?) - i64::from(last) == moved;
        together.then(|| change.renumbered(moved)).flatten()
    }
}

impl Genes {
    /// Whether the gene is listed.
    pub fn contains(&self, symbol: &str) -> bool {
        self.by_symbol.contains_key(symbol)
    }

    /// Role of a gene, where one is claimed.
    pub fn role(&self, symbol: &str) -> Option<GeneRole> {
        self.by_symbol.get(symbol)?.role
    }

    /// How the role of a gene is known.
    pub fn basis(&self, symbol: &str) -> Option<Basis> {
        self.by_symbol.get(symbol).map(|gene| gene.basis)
    }

    /// Whether a domain of this accession is a kinase domain; never, where the release does not list any.
    pub fn is_kinase_domain(&self, accession: &str) -> bool {
        let bare = accession.split_once('.').map_or(accession, |(bare, _)| bare);
        self.kinase_domains.as_ref().is_some_and(|known| known.accessions.iter().any(|own| own == bare))
    }

    /// All genes, by symbol.
    pub fn iter(&self) -> impl Iterator<Item = &Gene> {
        self.by_symbol.values()
    }

    /// Isoforms of a gene that number otherwise, as listed.
    pub fn isoforms(&self, symbol: &str) -> impl Iterator<Item = &Isoform> {
        self.isoforms.iter().filter(move |isoform| isoform.gene == symbol)
    }

    /// A called change in the numbers that the rows use, with the isoform that explains a difference.
    ///
    /// On a transcript that numbers otherwise there is one answer, or none where the rows' isoform lacks the residue. On
    /// any other transcript the change is taken as called. Without a transcript, every listed isoform is a possibility.
    pub fn in_row_numbers(
        &self,
        symbol: &str,
        change: &ProteinChange,
        transcript: Option<&str>,
    ) -> Vec<(ProteinChange, Option<&Isoform>)> {
        let moved = |isoform| Some((Isoform::in_row_numbers(isoform, change)?, Some(isoform)));
        match transcript.map(|accession| self.isoform_of(symbol, accession)) {
            Some(Some(isoform)) => moved(isoform).into_iter().collect(),
            Some(None) => vec![(change.clone(), None)],
            None => {
                let other = self.isoforms(symbol).filter_map(moved).filter(|(renumbered, _)| renumbered != change);
                std::iter::once((change.clone(), None)).chain(other).collect()
            }
        }
    }

    /// A row's residue under the numbers of other isoforms.
    pub fn bridge(&self, symbol: &str, position: u32) -> Vec<Renumbered<'_>> {
        self.isoforms(symbol)
            .filter_map(|isoform| isoform.number_of(position).map(|position| Renumbered { isoform, position }))
            .collect()
    }

    /// The isoform that a transcript belongs to, when that isoform numbers otherwise than the rows.
    pub fn isoform_of(&self, symbol: &str, accession: &str) -> Option<&Isoform> {
        self.isoforms(symbol).find(|isoform| isoform.is_transcript(accession))
    }

    pub(crate) fn add(&mut self, file: GenesFile, report: &mut Reporter<'_>) {
        for gene in file.genes {
            report.basis(&gene.symbol, gene.basis, gene.source.as_deref());
            let symbol = gene.symbol.clone();
            if self.by_symbol.insert(symbol.clone(), gene).is_some() {
                report.row(&symbol, ProblemKind::Duplicate);
            }
        }
        if let Some(domains) = file.kinase_domains {
            report.basis("kinase_domains", domains.basis, domains.source.as_deref());
            self.kinase_domains = Some(domains);
        }
        for isoform in file.isoforms {
            report.basis(&isoform.name, isoform.basis, isoform.source.as_deref());
            if !self.contains(&isoform.gene) {
                report.row(&isoform.name, ProblemKind::UnknownGene { symbol: isoform.gene.clone() });
            }
            let same = |known: &&Isoform| known.gene == isoform.gene && known.name == isoform.name;
            if self.isoforms.iter().any(|known| same(&known)) {
                report.row(&isoform.name, ProblemKind::Duplicate);
            }
            self.isoforms.push(isoform);
        }
    }

    pub(crate) fn all_isoforms(&self) -> &[Isoform] {
        &self.isoforms
    }
}

#[cfg(test)]
mod tests;
