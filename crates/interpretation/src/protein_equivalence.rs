//! When two protein descriptions mean the same protein.

use model::hgvs::{AminoAcid, ProteinChange, Residue, ResidueRange};

/// Whether two changes describe the same protein. Unwritten residues (`Xaa`) agree with anything; a duplication equals
/// the insertion that repeats its neighbours; a frameshift is compared by its first residue.
pub fn equivalent(one: &ProteinChange, other: &ProteinChange) -> bool {
    use ProteinChange as P;
    match (one, other) {
        (P::Missense { reference: a, alternate: x }, P::Missense { reference: b, alternate: y }) => {
            same(a, b) && x == y
        }
        (P::Nonsense { reference: a }, P::Nonsense { reference: b }) => same(a, b),
        (P::Deletion { range: a }, P::Deletion { range: b })
        | (P::Duplication { range: a }, P::Duplication { range: b }) => same_range(a, b),
        (P::Insertion { range: a, sequence: x }, P::Insertion { range: b, sequence: y })
        | (P::DeletionInsertion { range: a, sequence: x }, P::DeletionInsertion { range: b, sequence: y }) => {
            same_range(a, b) && x == y
        }
        (P::Duplication { range }, P::Insertion { range: place, sequence })
        | (P::Insertion { range: place, sequence }, P::Duplication { range }) => repeats(range, place, sequence),
        (P::Frameshift { reference: a, alternate: x, .. }, P::Frameshift { reference: b, alternate: y, .. }) => {
            same(a, b) && (x.is_none() || y.is_none() || x == y)
        }
        (P::Splice { position: a }, P::Splice { position: b }) => a == b,
        (P::StartLost, P::StartLost) => true,
        _ => false,
    }
}

fn same(one: &Residue, other: &Residue) -> bool {
    one.position == other.position
        && (one.amino_acid == other.amino_acid
            || one.amino_acid == AminoAcid::Xaa
            || other.amino_acid == AminoAcid::Xaa)
}

fn same_range(one: &ResidueRange, other: &ResidueRange) -> bool {
    same(&one.first, &other.first) && same(&one.last, &other.last)
}

/// `Ala767_Val769dup` is `Val769_Asp770insAlaSerVal`, or, by the 5′ habit, `Met766_Ala767insAlaSerVal`.
fn repeats(range: &ResidueRange, place: &ResidueRange, sequence: &[AminoAcid]) -> bool {
    let length = (range.last.position - range.first.position + 1) as usize;
    let ends_agree = sequence.first().is_some_and(|aa| agrees(*aa, range.first.amino_acid))
        && sequence.last().is_some_and(|aa| agrees(*aa, range.last.amino_acid));
    let behind = place.first.position == range.last.position;
    let before = place.last.position == range.first.position;
    sequence.len() == length && ends_agree && (behind || before)
}

fn agrees(one: AminoAcid, other: AminoAcid) -> bool {
    one == other || one == AminoAcid::Xaa || other == AminoAcid::Xaa
}

#[cfg(test)]
mod tests {
    use model::hgvs::HgvsP;

    use super::*;

    fn change(text: &str) -> ProteinChange {
        HgvsP::from(text).change
    }

    #[test]
    fn different_spellings_of_one_protein_agree() {
        for (one, other) in [
            ("p.Ala767_Val769dup", "p.Val769_Asp770insAlaSerVal"),
            ("p.H773dup", "p.H773_V774insH"),
            ("p.N200fs", "p.Asn200IlefsTer8"),
            ("p.E746_A750del", "p.Glu746_Ala750del"),
            ("R132H", "p.Arg132His"),
        ] {
            assert!(equivalent(&change(one), &change(other)), "{one} {other}");
            assert!(equivalent(&change(other), &change(one)), "{other} {one}");
        }
    }

    #[test]
    fn different_proteins_do_not_agree() {
        for (one, other) in [
            ("p.V600E", "p.V600K"),
            ("p.H773dup", "p.V774_C775insH"),
            ("p.Ala763_Tyr764insPheGlnGluAla", "p.Ala767_Val769dup"),
            ("p.G12D", "p.G13D"),
            ("p.R213*", "p.R213Q"),
            ("p.R213=", "p.R213="),
        ] {
            assert!(!equivalent(&change(one), &change(other)), "{one} {other}");
        }
    }
}
