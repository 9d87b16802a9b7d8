//! Changes of a protein: those of known hot spots, and any other.

use super::chance::Chance;

/// Three letters and one.
const RESIDUES: [(&str, &str); 20] = [
    ("Ala", "A"),
    ("Arg", "R"),
    ("Asn", "N"),
    ("Asp", "D"),
    ("Cys", "C"),
    ("Gln", "Q"),
    ("Glu", "E"),
    ("Gly", "G"),
    ("His", "H"),
    ("Ile", "I"),
    ("Leu", "L"),
    ("Lys", "K"),
    ("Met", "M"),
    ("Phe", "F"),
    ("Pro", "P"),
    ("Ser", "S"),
    ("Thr", "T"),
    ("Trp", "W"),
    ("Tyr", "Y"),
    ("Val", "V"),
];

type Residue = (&'static str, &'static str);

/// `V` of `Val`.
pub(crate) fn one_letter(three: &str) -> Option<&'static str> {
    RESIDUES.into_iter().find(|(known, _)| *known == three).map(|(_, one)| one)
}

/// A change of a protein.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProteinChange {
    pub(crate) position: u64,
    pub(crate) from: Residue,
    pub(crate) to: Residue,
}

impl ProteinChange {
    /// `None` when a word is no residue.
    pub(crate) fn of_words(position: u64, from: &str, to: &str) -> Option<Self> {
        let residue = |word: &str| RESIDUES.into_iter().find(|(three, _)| *three == word);
        Some(Self { position, from: residue(from)?, to: residue(to)? })
    }

    /// Any residue for any other.
    pub(crate) fn drawn(chance: &mut Chance, residues: u64) -> Self {
        let mut residue = || {
            let place = usize::try_from(chance.below(20)).unwrap_or_default();
            RESIDUES.get(place).copied().unwrap_or(("Val", "V"))
        };
        let (from, to) = (residue(), residue());
        Self { position: 1 + chance.below(residues.max(2) - 1), from, to }
    }
}
