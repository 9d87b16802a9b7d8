//! What coordinates alone tell about their assembly: nothing lies behind the end of a chromosome.

use std::collections::BTreeSet;

use model::assembly::Assembly;
use model::interval::GenomicInterval;

use crate::error::{IntakeError, Question, Refusal};

const ASSEMBLIES: [Assembly; 2] = [Assembly::GRCh37, Assembly::GRCh38];

/// Gathered while a table is read that names no assembly.
#[derive(Debug, Default)]
pub(crate) struct CoordinateEvidence {
    excluded: BTreeSet<Assembly>,
    exact: BTreeSet<Assembly>,
}

impl CoordinateEvidence {
    /// Looks at one stretch; `false` when it lies outside the chromosome in every assembly that is known.
    pub(crate) fn see(&mut self, place: &GenomicInterval) -> bool {
        let lengths = ASSEMBLIES.map(|assembly| (assembly, assembly.contig_length(place.contig.name())));
        let beyond = |length: &Option<u64>| length.is_some_and(|length| place.end.0 > length);
        if lengths.iter().all(|(_, length)| beyond(length)) {
            return false;
        }
        self.excluded.extend(lengths.iter().filter(|(_, length)| beyond(length)).map(|(assembly, _)| *assembly));
        self.exact
            .extend(lengths.iter().filter(|(_, length)| *length == Some(place.end.0)).map(|(assembly, _)| *assembly));
        true
    }

    /// The assembly that the coordinates show, or the one given if they allow it.
    ///
    /// # Errors
    /// A question when the coordinates cannot be of the assembly given; refused when they fit none.
    pub(crate) fn assembly(&self, file: &str, given: Option<Assembly>) -> Result<Option<Assembly>, IntakeError> {
        let possible: Vec<Assembly> =
            ASSEMBLIES.into_iter().filter(|assembly| !self.excluded.contains(assembly)).collect();
        let shown = match (possible.as_slice(), self.exact.iter().collect::<Vec<_>>().as_slice()) {
            ([], _) | (_, [_, _, ..]) => return Err(IntakeError::refused(file, Refusal::CoordinatesOfNoAssembly)),
            (_, [exact]) if possible.contains(exact) => Some(**exact),
            (_, [_]) => return Err(IntakeError::refused(file, Refusal::CoordinatesOfNoAssembly)),
            ([only], []) => Some(*only),
            (_, []) => None,
        };
        match (shown, given) {
            (Some(shown), Some(given)) if shown != given => {
                let candidates = ASSEMBLIES.map(|assembly| assembly.name().to_owned()).to_vec();
                Err(IntakeError::question(file, Question::AssemblyConflict { candidates }))
            }
            (shown, given) => Ok(shown.or(given)),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::variation::InterResiduePosition;

    use super::*;

    fn evidence(ends: &[(&str, u64)]) -> CoordinateEvidence {
        let mut evidence = CoordinateEvidence::default();
        for (contig, end) in ends {
            let place = GenomicInterval::between((*contig).into(), InterResiduePosition(0), InterResiduePosition(*end))
                .unwrap();
            assert!(evidence.see(&place), "{contig}:{end}");
        }
        evidence
    }

    #[test]
    fn an_end_of_a_chromosome_or_beyond_it_tells_the_assembly() {
        let asked = |ends: &[(&str, u64)], given| evidence(ends).assembly("a.bed", given);
        assert_eq!(asked(&[("1", 100)], None).unwrap(), None);
        assert_eq!(asked(&[("chr1", 248_956_422)], None).unwrap(), Some(Assembly::GRCh38));
        assert_eq!(asked(&[("1", 249_000_000)], None).unwrap(), Some(Assembly::GRCh37));
        assert_eq!(asked(&[("1", 100)], Some(Assembly::GRCh37)).unwrap(), Some(Assembly::GRCh37));
        assert_eq!(asked(&[("unplaced", 9_999_999_999)], None).unwrap(), None);
        let question = asked(&[("1", 249_000_000)], Some(Assembly::GRCh38)).unwrap_err();
        assert_eq!(question.code(), "intake_assembly_conflict");
        let mixed = asked(&[("1", 249_000_000), ("17", 83_257_000)], None).unwrap_err();
        assert_eq!(mixed.code(), "intake_coordinates_of_no_assembly");
    }

    #[test]
    fn what_lies_beyond_every_chromosome_is_told_at_once() {
        let place =
            GenomicInterval::between("1".into(), InterResiduePosition(0), InterResiduePosition(250_000_000)).unwrap();
        assert!(!CoordinateEvidence::default().see(&place));
    }
}
