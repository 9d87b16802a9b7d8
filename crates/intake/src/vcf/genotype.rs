//! What the genotype field says about one alternate allele, and about phase.

use super::sample_values::SampleValues;

/// Whether a called genotype holds the allele.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genotype {
    /// Holds it.
    Carries,
    /// Called, and does not hold it.
    Lacks,
    /// No call, or no genotype field.
    NotCalled,
}

/// Where in a phase set an allele lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phase {
    /// Contig and phase set: equal texts are one set.
    pub(crate) set: String,
    /// Which haplotype carries the allele.
    pub(crate) haplotype: u8,
}

/// The genotype as to alternate number `number` (1 for the first).
pub(crate) fn genotype(sample: &SampleValues<'_>, number: usize) -> Genotype {
    sample.text("GT").map_or(Genotype::NotCalled, |text| genotype_of(&text, number))
}

/// The same of the text of a genotype.
pub(crate) fn genotype_of(text: &str, number: usize) -> Genotype {
    let mut calls = text.split(['/', '|']).filter(|call| !call.is_empty()).map(|call| call.parse::<usize>().ok());
    if calls.clone().any(|call| call == Some(number)) {
        Genotype::Carries
    } else if calls.all(|call| call.is_some()) {
        Genotype::Lacks
    } else {
        Genotype::NotCalled
    }
}

/// Phase by `GT` with `|` and `PS`, or by `PGT` with `PID` as Mutect2 and GATK write it.
pub(crate) fn phase(sample: &SampleValues<'_>, contig: &str, number: usize) -> Option<Phase> {
    let by = |calls: &str, set: &str| {
        let calls = sample.text(calls).filter(|calls| calls.contains('|'))?;
        let mut carriers = calls.split('|').zip(0u8..).filter(|(call, _)| call.parse() == Ok(number));
        let haplotype = carriers.next()?.1;
        // On both haplotypes the allele is in cis with everything: no phase to tell.
        let on_one = carriers.next().is_none();
        let set = sample.text(set).filter(|_| on_one)?;
        Some(Phase { set: format!("{contig}:{set}"), haplotype })
    };
    by("GT", "PS").or_else(|| by("PGT", "PID"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genotype_speaks_of_one_allele_at_a_time() {
        for (gt, number, expected) in [
            ("0/1", 1, Genotype::Carries),
            ("0/1/2/3", 3, Genotype::Carries),
            ("1|2", 2, Genotype::Carries),
            ("0/0", 1, Genotype::Lacks),
            ("0/1", 2, Genotype::Lacks),
            ("0", 1, Genotype::Lacks),
            ("./.", 1, Genotype::NotCalled),
            ("./0", 1, Genotype::NotCalled),
            ("./1", 1, Genotype::Carries),
            ("|0|1", 1, Genotype::Carries),
        ] {
            assert_eq!(genotype(&SampleValues::new(&["GT"], gt).unwrap(), number), expected, "{gt} {number}");
        }
    }

    #[test]
    fn phase_needs_a_set_and_one_haplotype() {
        for (keys, values, expected) in [
            ("GT:PS", "0|1:55", Some(("7:55", 1))),
            ("GT:PS", "1|0:55", Some(("7:55", 0))),
            ("GT:PS", "1|1:55", None),
            ("GT:PS", "0/1:55", None),
            ("GT", "0|1", None),
            ("GT:PGT:PID", "0/1:1|0:55_A_T", Some(("7:55_A_T", 0))),
        ] {
            let keys: Vec<&str> = keys.split(':').collect();
            let phase = phase(&SampleValues::new(&keys, values).unwrap(), "7", 1);
            assert_eq!(
                phase.as_ref().map(|phase| (phase.set.as_str(), phase.haplotype)),
                expected,
                "{keys:?} {values}"
            );
        }
    }
}
