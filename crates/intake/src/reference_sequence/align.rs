//! Left alignment, as vt normalize does it (Tan, Abecasis and Kang, Bioinformatics 2015): equal last bases are cut, and
//! where that leaves one side empty the base in front is put before both.

use std::collections::VecDeque;

use model::variation::{Allele, VcfPosition};

/// Farther than any repeat that small-variant callers report; the walk ends there.
const FARTHEST_BASES: u64 = 1_000_000;

/// `before(position)` is the base in front of a 1-based position, `None` at the start of the contig.
pub(super) fn left_aligned(allele: &Allele, before: impl Fn(u64) -> Option<u8>) -> Option<Allele> {
    if allele.reference == allele.alternate {
        return None;
    }
    let mut reference: VecDeque<u8> = allele.reference.bytes().collect();
    let mut alternate: VecDeque<u8> = allele.alternate.bytes().collect();
    let mut position = allele.position.0;
    let begin = position;
    loop {
        let empty = reference.is_empty() || alternate.is_empty();
        let same = !empty && reference.back() == alternate.back();
        let would_be_empty = same && (reference.len() == 1 || alternate.len() == 1);
        if empty || would_be_empty {
            // An ambiguous base in front says nothing about what may be moved over it.
            let known = |base: &u8| matches!(base, b'A' | b'C' | b'G' | b'T');
            let near = begin.saturating_sub(position) < FARTHEST_BASES;
            let Some(base) = before(position).filter(known).filter(|_| near) else { break };
            reference.push_front(base);
            alternate.push_front(base);
            position = position.checked_sub(1)?;
        }
        if same {
            reference.pop_back();
            alternate.pop_back();
        } else if !empty {
            break;
        }
    }
    while reference.len() > 1 && alternate.len() > 1 && reference.front() == alternate.front() {
        reference.pop_front();
        alternate.pop_front();
        position = position.checked_add(1)?;
    }
    let aligned = Allele {
        assembly: allele.assembly,
        contig: allele.contig.clone(),
        position: VcfPosition(position),
        reference: String::from_utf8(reference.into()).ok()?,
        alternate: String::from_utf8(alternate.into()).ok()?,
    };
    (aligned.trimmed() != allele.trimmed()).then_some(aligned)
}

#[cfg(test)]
mod tests {
    use model::assembly::Assembly;
    use proptest::prelude::*;

    use super::*;

    fn allele(position: u64, reference: &str, alternate: &str) -> Allele {
        Allele {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            position: VcfPosition(position),
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        }
    }

    fn align(sequence: &str, allele: &Allele) -> Option<Allele> {
        left_aligned(allele, |position| {
            sequence.as_bytes().get(usize::try_from(position.checked_sub(2)?).ok()?).copied()
        })
    }

    fn haplotype(sequence: &str, allele: &Allele) -> String {
        let start = usize::try_from(allele.position.0).unwrap() - 1;
        let (before, rest) = sequence.split_at(start);
        format!("{before}{}{}", allele.alternate, rest.strip_prefix(allele.reference.as_str()).unwrap())
    }

    #[test]
    fn an_indel_in_a_repeat_moves_to_its_left_end() {
        // The example of the article: a CA deletion in a repeat.
        let sequence = "GGGCACACACAGGG";
        let expected = allele(3, "GCA", "G");
        for spelled in [allele(6, "CAC", "C"), allele(7, "ACA", "A"), allele(8, "CA", "")] {
            assert_eq!(align(sequence, &spelled), Some(expected.clone()), "{spelled}");
        }
        for shortest_already in [&expected, &allele(4, "CACA", "CA"), &allele(3, "GCACA", "GCA")] {
            assert_eq!(align(sequence, shortest_already), None);
            assert_eq!(shortest_already.trimmed(), expected.trimmed());
        }
        assert_eq!(align(sequence, &allele(8, "", "CA")), Some(allele(3, "G", "GCA")));
    }

    #[test]
    fn what_stands_where_it_must_stays_as_it_is_spelled() {
        for (sequence, spelled) in [
            ("ACGT", allele(2, "C", "T")),
            ("ACGT", allele(1, "ACG", "TCG")),
            ("AAAA", allele(1, "AA", "A")),
            ("NNAAA", allele(3, "AA", "A")),
        ] {
            assert_eq!(align(sequence, &spelled), None, "{sequence} {spelled}");
        }
    }

    proptest! {
        #[test]
        fn alignment_is_idempotent_and_keeps_the_haplotype(
            sequence in "[AC]{1,12}[ACGT]{0,8}[AC]{1,12}",
            start in 0usize..30,
            length in 0usize..6,
            inserted in "[AC]{0,5}",
        ) {
            let start = start % sequence.len();
            let end = (start + length).min(sequence.len());
            let spelled = allele(start as u64 + 1, sequence.get(start..end).unwrap(), &inserted);
            prop_assume!(spelled.reference != spelled.alternate);
            if let Some(aligned) = align(&sequence, &spelled) {
                prop_assert_eq!(haplotype(&sequence, &aligned), haplotype(&sequence, &spelled));
                prop_assert_eq!(align(&sequence, &aligned), None);
                prop_assert!(aligned.trimmed().position <= spelled.trimmed().position);
            }
        }
    }
}
