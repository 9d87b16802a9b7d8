//! Residues and stretches where mutations recur.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use model::evidence::Basis;
use model::hgvs::{AminoAcid, ProteinChange, Residue};

use crate::problem::{ProblemKind, Reporter};

/// One recurrent place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hotspot {
    /// Missense changes recur at one residue.
    Residue(Residue),
    /// In-frame deletions and insertions gather between two residues.
    InFrame {
        /// First residue.
        first: u32,
        /// Last residue.
        last: u32,
    },
}

/// The recurrent places of one gene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneHotspots {
    /// HGNC symbol.
    pub gene: String,
    /// Ensembl transcript whose numbers are used, without version.
    pub transcript: String,
    /// The places, residues first.
    pub hotspots: Vec<Hotspot>,
}

/// All recurrent places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hotspots {
    genes: BTreeMap<String, GeneHotspots>,
    basis: Option<Basis>,
    source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HotspotsFile {
    basis: Basis,
    source: Option<String>,
    #[serde(default, rename = "gene")]
    genes: Vec<GeneRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GeneRow {
    symbol: String,
    transcript: String,
    #[serde(default)]
    missense: Vec<String>,
    #[serde(default)]
    in_frame_indel: Vec<String>,
}

impl fmt::Display for Hotspot {
    /// `V600`, `745-759`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Residue(residue) => write!(f, "{}{}", residue.amino_acid.one_letter(), residue.position),
            Self::InFrame { first, last } if first == last => write!(f, "{first}"),
            Self::InFrame { first, last } => write!(f, "{first}-{last}"),
        }
    }
}

impl Hotspots {
    /// Whether a residue number of a gene lies in a recurrent place of any kind.
    pub fn contains(&self, gene: &str, position: u32) -> bool {
        self.of_gene(gene).any(|hotspot| match hotspot {
            Hotspot::Residue(residue) => residue.position == position,
            Hotspot::InFrame { first, last } => (*first..=*last).contains(&position),
        })
    }

    /// The recurrent place that a change falls on: a missense change on its residue, an in-frame change inside its
    /// stretch. The amino acid must agree where it is written, so that a number of another isoform does not count.
    pub fn of_change(&self, gene: &str, change: &ProteinChange) -> Option<&Hotspot> {
        self.of_gene(gene).find(|hotspot| hotspot.covers(change))
    }

    /// Recurrent places of one gene.
    pub fn of_gene(&self, gene: &str) -> impl Iterator<Item = &Hotspot> {
        self.genes.get(gene).into_iter().flat_map(|found| &found.hotspots)
    }

    /// All genes, by symbol.
    pub fn iter(&self) -> impl Iterator<Item = &GeneHotspots> {
        self.genes.values()
    }

    /// How the list is known.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Where the list was read.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    pub(crate) fn add(&mut self, file: HotspotsFile, report: &mut Reporter<'_>) {
        report.basis("hotspots", file.basis, file.source.as_deref());
        self.basis = Some(file.basis);
        self.source = file.source;
        for row in file.genes {
            let residues = row.missense.iter().map(|text| (text, parse_residue(text).map(Hotspot::Residue)));
            let stretches = row.in_frame_indel.iter().map(|text| (text, parse_stretch(text)));
            let mut hotspots = Vec::new();
            for (text, hotspot) in residues.chain(stretches) {
                match hotspot {
                    Some(hotspot) if hotspots.contains(&hotspot) => report.row(&row.symbol, ProblemKind::Duplicate),
                    Some(hotspot) => hotspots.push(hotspot),
                    None => {
                        let wanted = "residue or stretch of residues";
                        report.row(&row.symbol, ProblemKind::MalformedValue { wanted, text: text.clone() });
                    }
                }
            }
            let found = GeneHotspots { gene: row.symbol.clone(), transcript: row.transcript, hotspots };
            if self.genes.insert(row.symbol.clone(), found).is_some() {
                report.row(&row.symbol, ProblemKind::Duplicate);
            }
        }
    }
}

impl Hotspot {
    fn covers(&self, change: &ProteinChange) -> bool {
        match (self, change) {
            (Self::Residue(residue), ProteinChange::Missense { reference, .. }) => {
                reference.position == residue.position
                    && (reference.amino_acid == residue.amino_acid || reference.amino_acid == AminoAcid::Xaa)
            }
            (
                Self::InFrame { first, last },
                ProteinChange::Deletion { .. }
                | ProteinChange::Duplication { .. }
                | ProteinChange::Insertion { .. }
                | ProteinChange::DeletionInsertion { .. },
            ) => change.positions().is_some_and(|(start, end)| *first <= start && end <= *last),
            (Self::Residue(_) | Self::InFrame { .. }, _) => false,
        }
    }
}

fn parse_residue(text: &str) -> Option<Residue> {
    match format!("{text}=").parse() {
        Ok(ProteinChange::Synonymous { reference: Some(residue) }) if residue.amino_acid != AminoAcid::Xaa => {
            Some(residue)
        }
        _ => None,
    }
}

fn parse_stretch(text: &str) -> Option<Hotspot> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (0 < first && first <= last).then_some(Hotspot::InFrame { first, last })
}

#[cfg(test)]
mod tests {
    use model::hgvs::HgvsP;

    use super::*;
    use crate::problem::Problem;

    fn braf() -> Hotspots {
        let file = toml::from_str(
            "basis = 'source_read'\nsource = 'synthetic'\n[[gene]]\nsymbol = 'BRAF'\ntranscript = 'ENST0'\n\
             missense = ['V600']\nin_frame_indel = ['486-494', '780']",
        );
        let mut problems: Vec<Problem> = Vec::new();
        let mut hotspots = Hotspots::default();
        hotspots.add(file.unwrap(), &mut Reporter::new("hotspots.toml", &mut problems));
        assert_eq!(problems, []);
        hotspots
    }

    #[test]
    fn a_change_falls_on_a_hotspot_of_its_own_kind_only() {
        let hotspots = braf();
        for (change, hotspot) in [
            ("V600E", Some("V600")),
            ("V600R", Some("V600")),
            ("D600E", None),
            ("V600*", None),
            ("V600=", None),
            ("V600fs", None),
            ("N486_P490del", Some("486-494")),
            ("P490_Q494del", Some("486-494")),
            ("N480_P490del", None),
            ("N486D", None),
            ("K780del", Some("780")),
        ] {
            let found = hotspots.of_change("BRAF", &HgvsP::from(change).change).map(ToString::to_string);
            assert_eq!(found.as_deref(), hotspot, "{change}");
        }
        assert!(hotspots.contains("BRAF", 490) && !hotspots.contains("BRAF", 599) && !hotspots.contains("KRAS", 600));
    }
}
