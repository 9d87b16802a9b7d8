//! HGVS protein descriptions, and the residues they speak of.
//!
//! A protein change is compared by what it says, not by how it is spelled: `V600E`, `p.V600E`, `p.Val600Glu`,
//! `p.(Val600Glu)` and `NP_004324.2:p.Val600Glu` are one [`ProteinChange`].

mod parse;
mod residue;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use parse::MalformedProteinChange;
pub use residue::{AminoAcid, Residue};

/// A protein description with its reference sequence. Text that is not understood is kept, never dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct HgvsP {
    /// Accession before the colon, e.g. `NP_004324.2`.
    pub accession: Option<String>,
    /// Whether the consequence is predicted, i.e. written in parentheses.
    pub predicted: bool,
    /// What changes.
    pub change: ProteinChange,
}

impl From<String> for HgvsP {
    /// Never fails: what cannot be parsed becomes [`ProteinChange::NotUnderstood`].
    fn from(text: String) -> Self {
        let (accession, description) = match text.rsplit_once(':') {
            Some((accession, description)) => (Some(accession.to_owned()), description),
            None => (None, text.as_str()),
        };
        let bare = description.strip_prefix("p.").unwrap_or(description).trim();
        let inner = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let written = inner.unwrap_or(bare);
        let change = written.parse().unwrap_or_else(|_| ProteinChange::NotUnderstood(written.to_owned()));
        Self { accession, predicted: inner.is_some(), change }
    }
}

impl From<&str> for HgvsP {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<HgvsP> for String {
    fn from(hgvsp: HgvsP) -> Self {
        hgvsp.to_string()
    }
}

impl fmt::Display for HgvsP {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(accession) = &self.accession {
            write!(f, "{accession}:")?;
        }
        if self.predicted { write!(f, "p.({})", self.change) } else { write!(f, "p.{}", self.change) }
    }
}

/// What happens to the protein (HGVS recommendations 21, protein level).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProteinChange {
    /// One residue replaced by another.
    Missense {
        /// The residue in the reference.
        reference: Residue,
        /// What stands there instead.
        alternate: AminoAcid,
    },
    /// A stop codon arises at this residue.
    Nonsense {
        /// The residue in the reference.
        reference: Residue,
    },
    /// No change at this residue.
    Synonymous {
        /// The residue; `None` for the whole protein (`p.=`).
        reference: Option<Residue>,
    },
    /// Residues are missing.
    Deletion {
        /// First and last missing residue.
        range: ResidueRange,
    },
    /// Residues are repeated.
    Duplication {
        /// First and last repeated residue.
        range: ResidueRange,
    },
    /// Residues are added between two neighbours.
    Insertion {
        /// The two neighbours.
        range: ResidueRange,
        /// The added residues, as known.
        sequence: Vec<AminoAcid>,
    },
    /// Residues are replaced by others, not one for one.
    DeletionInsertion {
        /// First and last replaced residue.
        range: ResidueRange,
        /// The new residues, as known.
        sequence: Vec<AminoAcid>,
    },
    /// The reading frame shifts from this residue on.
    Frameshift {
        /// First residue changed.
        reference: Residue,
        /// What stands there instead, if written.
        alternate: Option<AminoAcid>,
        /// Position of the new stop counted from `reference`, if written and known.
        stop_after: Option<u32>,
    },
    /// The protein gets longer at one end.
    Extension {
        /// The residue (Met1 or the stop).
        reference: Residue,
        /// What stands there instead, for a lost stop.
        alternate: Option<AminoAcid>,
    },
    /// The start codon is lost (`Met1?`).
    StartLost,
    /// Splicing near this residue (`X126_splice`, cBioPortal spelling; not HGVS).
    Splice {
        /// The residue next to the splice site.
        position: u32,
    },
    /// No protein is made (`p.0`).
    NoProtein,
    /// Unknown (`p.?`).
    Unknown,
    /// Text that this parser does not understand, kept.
    NotUnderstood(String),
}

/// First and last residue of a stretch; equal for a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidueRange {
    /// First residue.
    pub first: Residue,
    /// Last residue.
    pub last: Residue,
}

impl ProteinChange {
    /// First and last residue number touched. An insertion touches its two neighbours.
    pub fn positions(&self) -> Option<(u32, u32)> {
        match self {
            Self::Missense { reference, .. }
            | Self::Nonsense { reference }
            | Self::Frameshift { reference, .. }
            | Self::Extension { reference, .. } => Some((reference.position, reference.position)),
            Self::Synonymous { reference } => reference.map(|residue| (residue.position, residue.position)),
            Self::Deletion { range }
            | Self::Duplication { range }
            | Self::Insertion { range, .. }
            | Self::DeletionInsertion { range, .. } => Some((range.first.position, range.last.position)),
            Self::StartLost => Some((1, 1)),
            Self::Splice { position } => Some((*position, *position)),
            Self::NoProtein | Self::Unknown | Self::NotUnderstood(_) => None,
        }
    }

    /// The same change with every residue number moved by `offset`, as another isoform numbers it. `None` when a number
    /// would leave the protein, or the change has no residue.
    pub fn renumbered(&self, offset: i64) -> Option<Self> {
        let moved = |position: u32| {
            u32::try_from(i64::from(position).checked_add(offset)?).ok().filter(|position| *position > 0)
        };
        let residue = |from: &Residue| Some(Residue { position: moved(from.position)?, ..*from });
        let range =
            |from: &ResidueRange| Some(ResidueRange { first: residue(&from.first)?, last: residue(&from.last)? });
        Some(match self {
            Self::Missense { reference, alternate } => {
                Self::Missense { reference: residue(reference)?, alternate: *alternate }
            }
            Self::Nonsense { reference } => Self::Nonsense { reference: residue(reference)? },
            Self::Synonymous { reference } => Self::Synonymous { reference: Some(residue(reference.as_ref()?)?) },
            Self::Deletion { range: place } => Self::Deletion { range: range(place)? },
            Self::Duplication { range: place } => Self::Duplication { range: range(place)? },
            Self::Insertion { range: place, sequence } => {
                Self::Insertion { range: range(place)?, sequence: sequence.clone() }
            }
            Self::DeletionInsertion { range: place, sequence } => {
                Self::DeletionInsertion { range: range(place)?, sequence: sequence.clone() }
            }
            Self::Frameshift { reference, alternate, stop_after } => {
                Self::Frameshift { reference: residue(reference)?, alternate: *alternate, stop_after: *stop_after }
            }
            Self::Extension { reference, alternate } => {
                Self::Extension { reference: residue(reference)?, alternate: *alternate }
            }
            Self::Splice { position } => Self::Splice { position: moved(*position)? },
            Self::StartLost | Self::NoProtein | Self::Unknown | Self::NotUnderstood(_) => return None,
        })
    }

    /// The one-letter spelling that clinicians say aloud, e.g. `V600E`, `E746_A750del`.
    pub fn short(&self) -> String {
        self.spell(AminoAcid::one_letter)
    }

    fn spell(&self, letters: fn(AminoAcid) -> &'static str) -> String {
        let residue = |residue: &Residue| format!("{}{}", letters(residue.amino_acid), residue.position);
        let range = |range: &ResidueRange| {
            if range.first == range.last {
                residue(&range.first)
            } else {
                format!("{}_{}", residue(&range.first), residue(&range.last))
            }
        };
        let sequence = |sequence: &[AminoAcid]| sequence.iter().map(|aa| letters(*aa)).collect::<String>();
        let stop = letters(AminoAcid::Ter);
        match self {
            Self::Missense { reference, alternate } => format!("{}{}", residue(reference), letters(*alternate)),
            Self::Nonsense { reference } => format!("{}{stop}", residue(reference)),
            Self::Synonymous { reference: Some(reference) } => format!("{}=", residue(reference)),
            Self::Synonymous { reference: None } => "=".to_owned(),
            Self::Deletion { range: place } => format!("{}del", range(place)),
            Self::Duplication { range: place } => format!("{}dup", range(place)),
            Self::Insertion { range: place, sequence: new } => format!("{}ins{}", range(place), sequence(new)),
            Self::DeletionInsertion { range: place, sequence: new } => {
                format!("{}delins{}", range(place), sequence(new))
            }
            Self::Frameshift { reference, alternate, stop_after } => {
                let alternate = alternate.map(letters).unwrap_or_default();
                let end = stop_after.map(|after| format!("{stop}{after}")).unwrap_or_default();
                format!("{}{alternate}fs{end}", residue(reference))
            }
            Self::Extension { reference, alternate } => {
                format!("{}{}ext", residue(reference), alternate.map(letters).unwrap_or_default())
            }
            Self::StartLost => format!("{}1?", letters(AminoAcid::Met)),
            Self::Splice { position } => format!("X{position}_splice"),
            Self::NoProtein => "0".to_owned(),
            Self::Unknown => "?".to_owned(),
            Self::NotUnderstood(text) => text.clone(),
        }
    }
}

impl fmt::Display for ProteinChange {
    /// Three-letter HGVS spelling without `p.`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spell(AminoAcid::three_letter))
    }
}

#[cfg(test)]
mod tests;
