//! How often a residue changes in tumours, and to what: counts of an imported table of recurrent residues.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use model::hgvs::{AminoAcid, ProteinChange};

/// The counts of one residue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecurrentResidue {
    /// HGNC symbol.
    pub gene: String,
    /// Amino acid and number, e.g. `V600`.
    pub residue: String,
    /// Transcript whose numbers are used.
    pub transcript: String,
    /// Tumours with any change of the residue.
    pub tumours: u32,
    /// Tumours by the amino acid that stands there instead; `*` for a stop.
    pub changes: BTreeMap<String, u32>,
}

/// All counts, by gene and residue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurrence {
    genes: BTreeMap<String, BTreeMap<String, RecurrentResidue>>,
}

/// What the counts say to one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurs {
    /// So often.
    Counted {
        /// Tumours with any change of the residue.
        residue: u32,
        /// Tumours with this very change.
        change: u32,
    },
    /// No such residue is listed.
    NotListed,
    /// The gene is counted on another transcript than the one asked for: its numbers cannot be compared.
    OtherTranscript,
    /// No table was imported.
    NoTable,
}

impl Recurrence {
    pub(crate) fn add(&mut self, residues: Vec<RecurrentResidue>) {
        for residue in residues {
            self.genes.entry(residue.gene.clone()).or_default().insert(residue.residue.clone(), residue);
        }
    }

    /// Whether any table was imported.
    pub fn is_empty(&self) -> bool {
        self.genes.is_empty()
    }

    /// The counts of a single substitution; `transcript` is the one whose numbers the change is written in. Only changes of
    /// one residue are counted; any other change is not listed.
    pub fn of_change(&self, gene: &str, change: &ProteinChange, transcript: &str) -> Recurs {
        if self.is_empty() {
            return Recurs::NoTable;
        }
        let (reference, alternate) = match change {
            ProteinChange::Missense { reference, alternate } => (*reference, alternate.one_letter().to_string()),
            ProteinChange::Nonsense { reference } => (*reference, "*".to_owned()),
            _ => return Recurs::NotListed,
        };
        let Some(residues) = self.genes.get(gene) else { return Recurs::NotListed };
        let bare = transcript.split_once('.').map_or(transcript, |(bare, _)| bare);
        if residues.values().any(|listed| listed.transcript != bare) {
            return Recurs::OtherTranscript;
        }
        if reference.amino_acid == AminoAcid::Xaa {
            return Recurs::NotListed;
        }
        let residue = format!("{}{}", reference.amino_acid.one_letter(), reference.position);
        match residues.get(&residue) {
            Some(listed) => Recurs::Counted {
                residue: listed.tumours,
                change: listed.changes.get(&alternate).copied().unwrap_or_default(),
            },
            None => Recurs::NotListed,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::hgvs::HgvsP;

    use super::*;

    #[test]
    fn a_change_is_counted_on_its_own_residue_and_transcript_only() {
        let mut counts = Recurrence::default();
        assert_eq!(counts.of_change("BRAF", &HgvsP::from("V600E").change, "ENST1.3"), Recurs::NoTable);
        counts.add(vec![RecurrentResidue {
            gene: "BRAF".to_owned(),
            residue: "V600".to_owned(),
            transcript: "ENST1".to_owned(),
            tumours: 897,
            changes: BTreeMap::from([("E".to_owned(), 833), ("K".to_owned(), 24)]),
        }]);
        let of = |gene: &str, change: &str, transcript: &str| {
            counts.of_change(gene, &HgvsP::from(change).change, transcript)
        };
        assert_eq!(of("BRAF", "V600E", "ENST1.3"), Recurs::Counted { residue: 897, change: 833 });
        assert_eq!(of("BRAF", "V600Q", "ENST1"), Recurs::Counted { residue: 897, change: 0 });
        assert_eq!(of("BRAF", "V600E", "ENST2"), Recurs::OtherTranscript);
        for (gene, change) in [("BRAF", "D600E"), ("BRAF", "V601E"), ("BRAF", "V600fs"), ("KRAS", "V600E")] {
            assert_eq!(of(gene, change, "ENST1"), Recurs::NotListed, "{gene} {change}");
        }
    }
}
