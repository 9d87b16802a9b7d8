//! Which annotation entry speaks about which alternate allele.
//!
//! VEP does not repeat the alternate allele of the record: when a record holds an insertion or deletion and all its
//! alleles share the first base, VEP leaves that base out and writes `-` for nothing. SnpEff repeats the allele. Tools
//! that split multi-allelic records after annotation leave the entries of all alleles on each part.

use super::annotation_layout::Annotator;

type Spelling = fn(&str, &[&str], &str) -> String;

/// Spelling rules, strongest first.
const VEP_SPELLINGS: [Spelling; 4] = [vep_spelling, as_written, without_first_base, shortest];
const SNPEFF_SPELLINGS: [Spelling; 4] = [as_written, vep_spelling, without_first_base, shortest];

/// For each entry the index of its alternate allele, or `None` when it speaks of another.
///
/// `entries` gives the `Allele` text and, where the annotation has it, `ALLELE_NUM` of each entry.
pub(crate) fn pair(
    annotator: Annotator,
    reference: &str,
    alternates: &[&str],
    entries: &[(&str, Option<&str>)],
) -> Vec<Option<usize>> {
    if let Some(numbered) = by_number(alternates, entries) {
        return numbered;
    }
    let spellings = match annotator {
        Annotator::Vep => VEP_SPELLINGS,
        Annotator::SnpEff | Annotator::SnpEffEffects | Annotator::Bcftools => SNPEFF_SPELLINGS,
    };
    let mut best = Vec::new();
    for spelling in spellings {
        let spelled: Vec<String> =
            alternates.iter().map(|alternate| spelling(reference, alternates, alternate)).collect();
        let paired: Vec<Option<usize>> =
            entries.iter().map(|(allele, _)| spelled.iter().position(|own| own == allele)).collect();
        if paired.iter().all(Option::is_some) {
            return paired;
        }
        let found = paired.iter().flatten().count();
        if found > best.iter().flatten().count() {
            best = paired;
        }
    }
    if best.is_empty() { lone_allele(alternates, entries) } else { best }
}

/// `ALLELE_NUM` counts the alternates of the record that VEP saw, so it is believed only where it fits this record.
fn by_number(alternates: &[&str], entries: &[(&str, Option<&str>)]) -> Option<Vec<Option<usize>>> {
    if alternates.len() < 2 {
        return None;
    }
    entries
        .iter()
        .map(|(_, number)| {
            let number: usize = number.filter(|number| !number.is_empty())?.parse().ok()?;
            number.checked_sub(1).filter(|index| *index < alternates.len()).map(Some)
        })
        .collect()
}

/// One alternate, and all entries agree on one allele that no rule spells: a record realigned after annotation.
fn lone_allele(alternates: &[&str], entries: &[(&str, Option<&str>)]) -> Vec<Option<usize>> {
    let first = entries.first().map(|(allele, _)| *allele);
    let one = alternates.len() == 1 && entries.iter().all(|(allele, _)| Some(*allele) == first);
    vec![one.then_some(0); entries.len()]
}

fn vep_spelling(reference: &str, alternates: &[&str], alternate: &str) -> String {
    let real = || alternates.iter().filter(|other| !other.starts_with(['*', '<']));
    let first = reference.as_bytes().first();
    let indel = real().any(|other| other.len() != reference.len());
    if indel && real().all(|other| other.as_bytes().first() == first) {
        without_first_base(reference, alternates, alternate)
    } else {
        alternate.to_owned()
    }
}

fn as_written(_: &str, _: &[&str], alternate: &str) -> String {
    alternate.to_owned()
}

fn without_first_base(reference: &str, _: &[&str], alternate: &str) -> String {
    let shared = reference.as_bytes().first() == alternate.as_bytes().first();
    let rest = alternate.get(1..).filter(|_| shared && reference.len() != alternate.len()).unwrap_or(alternate);
    dashed(rest)
}

fn shortest(reference: &str, _: &[&str], alternate: &str) -> String {
    let (old, new) = (reference.as_bytes(), alternate.as_bytes());
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - prefix;
    let suffix = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    dashed(alternate.get(prefix..alternate.len() - suffix).unwrap_or(alternate))
}

fn dashed(bases: &str) -> String {
    if bases.is_empty() { "-".to_owned() } else { bases.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Annotator::{SnpEff, Vep};
    use super::*;

    fn paired(reference: &str, alternates: &[&str], alleles: &[&str]) -> Vec<Option<usize>> {
        let entries: Vec<_> = alleles.iter().map(|allele| (*allele, None)).collect();
        pair(Vep, reference, alternates, &entries)
    }

    #[test]
    fn each_entry_finds_its_own_allele() {
        for (reference, alternates, alleles, expected) in [
            ("G", &["A", "C"][..], &["A", "C"][..], &[Some(0), Some(1)][..]),
            ("A", &["AG"], &["G", "G"], &[Some(0), Some(0)]),
            ("GC", &["G"], &["-"], &[Some(0)]),
            ("CA", &["C", "CAA"], &["-", "AA"], &[Some(0), Some(1)]),
            ("A", &["AC", "C", "ACC"], &["AC", "C", "ACC"], &[Some(0), Some(1), Some(2)]),
            ("AT", &["GC"], &["GC"], &[Some(0)]),
            // VEP with --minimal trims both ends, each allele for itself.
            ("CTG", &["CCG", "C"], &["C", "-"], &[Some(0), Some(1)]),
            // `*` does not keep VEP from trimming.
            ("AT", &["A", "*"], &["-"], &[Some(0)]),
        ] {
            assert_eq!(paired(reference, alternates, alleles), expected, "{reference} {alternates:?} {alleles:?}");
        }
    }

    #[test]
    fn snpeff_repeats_the_allele_of_the_record() {
        assert_eq!(pair(SnpEff, "A", &["AA", "AAA"], &[("AA", None)]), [Some(0)]);
        assert_eq!(pair(Vep, "A", &["AA", "AAA"], &[("AA", None)]), [Some(1)]);
    }

    #[test]
    fn a_record_split_after_annotation_keeps_only_its_own_entries() {
        assert_eq!(paired("G", &["A"], &["A", "C"]), [Some(0), None]);
        assert_eq!(paired("CA", &["C"], &["-", "AA"]), [Some(0), None]);
        assert_eq!(paired("C", &["CA"], &["-", "AA"]), [None, None]);
    }

    #[test]
    fn one_allele_spelled_in_an_unknown_way_still_belongs_to_the_only_alternate() {
        assert_eq!(paired("CAA", &["C"], &["del", "del"]), [Some(0), Some(0)]);
        assert_eq!(paired("G", &["A", "C"], &["x"]), [None]);
    }

    #[test]
    fn the_allele_number_is_believed_only_where_it_fits() {
        let entries = [("A", Some("1")), ("A", Some("2"))];
        assert_eq!(pair(Vep, "CA", &["C", "CAA"], &entries), [Some(0), Some(1)]);
        let beyond = [("A", Some("1")), ("C", Some("3"))];
        assert_eq!(pair(Vep, "G", &["A", "C"], &beyond), [Some(0), Some(1)]);
        let after_splitting = [("A", Some("1")), ("C", Some("2"))];
        assert_eq!(pair(Vep, "G", &["C"], &after_splitting), [None, Some(0)]);
    }
}
