//! Amino acids and residues.

/// An amino acid, a stop, or an unknown residue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each name is its IUPAC three-letter code; Ter is a stop, Xaa is unknown")]
pub enum AminoAcid {
    Ala,
    Arg,
    Asn,
    Asp,
    Cys,
    Gln,
    Glu,
    Gly,
    His,
    Ile,
    Leu,
    Lys,
    Met,
    Phe,
    Pro,
    Ser,
    Thr,
    Trp,
    Tyr,
    Val,
    Sec,
    Ter,
    Xaa,
}

const SPELLINGS: [(AminoAcid, &str, &str); 23] = [
    (AminoAcid::Ala, "Ala", "A"),
    (AminoAcid::Arg, "Arg", "R"),
    (AminoAcid::Asn, "Asn", "N"),
    (AminoAcid::Asp, "Asp", "D"),
    (AminoAcid::Cys, "Cys", "C"),
    (AminoAcid::Gln, "Gln", "Q"),
    (AminoAcid::Glu, "Glu", "E"),
    (AminoAcid::Gly, "Gly", "G"),
    (AminoAcid::His, "His", "H"),
    (AminoAcid::Ile, "Ile", "I"),
    (AminoAcid::Leu, "Leu", "L"),
    (AminoAcid::Lys, "Lys", "K"),
    (AminoAcid::Met, "Met", "M"),
    (AminoAcid::Phe, "Phe", "F"),
    (AminoAcid::Pro, "Pro", "P"),
    (AminoAcid::Ser, "Ser", "S"),
    (AminoAcid::Thr, "Thr", "T"),
    (AminoAcid::Trp, "Trp", "W"),
    (AminoAcid::Tyr, "Tyr", "Y"),
    (AminoAcid::Val, "Val", "V"),
    (AminoAcid::Sec, "Sec", "U"),
    (AminoAcid::Ter, "Ter", "*"),
    (AminoAcid::Xaa, "Xaa", "X"),
];

impl AminoAcid {
    /// `Val`; a stop is `Ter`.
    pub fn three_letter(self) -> &'static str {
        SPELLINGS.iter().find(|(aa, ..)| *aa == self).map_or("Xaa", |(_, three, _)| three)
    }

    /// `V`; a stop is `*`.
    pub fn one_letter(self) -> &'static str {
        SPELLINGS.iter().find(|(aa, ..)| *aa == self).map_or("X", |(.., one)| one)
    }

    /// Reads one amino acid from the front of `text`, three-letter spelling first, and returns the rest.
    pub(super) fn take(text: &str) -> Option<(Self, &str)> {
        SPELLINGS
            .iter()
            .find_map(|(aa, three, _)| text.strip_prefix(three).map(|rest| (*aa, rest)))
            .or_else(|| SPELLINGS.iter().find_map(|(aa, _, one)| text.strip_prefix(one).map(|rest| (*aa, rest))))
    }
}

/// One residue of a protein, numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Residue {
    /// Number in the reference sequence of the description.
    pub position: u32,
    /// The amino acid there; [`AminoAcid::Xaa`] when not written.
    pub amino_acid: AminoAcid,
}
