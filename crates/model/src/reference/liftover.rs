//! Coordinates of one assembly on another, by the alignments of a chain file.

use serde::{Deserialize, Serialize};

use super::Stretch;
use crate::assembly::Assembly;
use crate::variation::{Allele, Contig, VcfPosition};

/// A chain: ungapped blocks of two assemblies in the same order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AlignmentChain {
    /// The assembly that `contig` and the blocks' `start` refer to.
    pub from: Assembly,
    /// Its sequence.
    pub contig: Contig,
    /// The assembly to reach.
    pub to: Assembly,
    /// Its sequence.
    pub to_contig: Contig,
    /// Length of that sequence when the other strand is aligned: positions of the blocks count from its end then.
    pub reversed_length: Option<u64>,
    /// The blocks, ascending.
    pub blocks: Vec<AlignedBlock>,
}

/// Equally many bases of both assemblies, without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AlignedBlock {
    /// First base on the assembly to leave, 0-based.
    pub start: u64,
    /// First base on the assembly to reach, 0-based, counted on the aligned strand.
    pub to_start: u64,
    /// How many bases.
    pub length: u64,
}

/// Why a place has no counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiftoverFailure {
    /// The pack has no chain between the two assemblies.
    NoChain,
    /// No chain covers all bases of the place without a gap.
    NoPlace,
    /// Several chains cover it.
    SeveralPlaces,
    /// The other strand is aligned and the change is an insertion or deletion: its neighbours would be others.
    ReversedIndel,
}

impl LiftoverFailure {
    /// Name in reasons.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoChain => "liftover_no_chain",
            Self::NoPlace => "liftover_no_place",
            Self::SeveralPlaces => "liftover_several_places",
            Self::ReversedIndel => "liftover_reversed_indel",
        }
    }
}

impl AlignmentChain {
    /// Where a stretch begins on the other assembly, when one block has all of it; on the aligned strand.
    fn reach(&self, stretch: Stretch) -> Option<u64> {
        let after = self.blocks.partition_point(|block| block.start <= stretch.start);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        let inside = stretch.end <= block.start + block.length;
        inside.then(|| block.to_start + (stretch.start - block.start))
    }

    fn lift(&self, allele: &Allele, stretch: Stretch) -> Option<Result<Allele, LiftoverFailure>> {
        let reached = self.reach(stretch)?;
        let bases = |position: u64, turn: fn(&str) -> String| Allele {
            assembly: self.to,
            contig: self.to_contig.clone(),
            position: VcfPosition(position),
            reference: turn(&allele.reference),
            alternate: turn(&allele.alternate),
        };
        Some(match self.reversed_length {
            // A pure insertion has no base of its own: it stands before the second of the two that hold it.
            None => Ok(bases(reached + (allele.position.0 - stretch.start), str::to_owned)),
            Some(_) if allele.reference.len() != allele.alternate.len() => Err(LiftoverFailure::ReversedIndel),
            Some(length) => {
                let end = reached + stretch.length();
                length.checked_sub(end).map(|start| bases(start + 1, complement)).ok_or(LiftoverFailure::NoPlace)
            }
        })
    }
}

/// An allele on another assembly. The bases are those of the allele: whether the other assembly has the same reference
/// base is for the one who compares.
///
/// # Errors
/// [`LiftoverFailure`] when there is not exactly one place.
pub(super) fn lift(chains: &[AlignmentChain], allele: &Allele, to: Assembly) -> Result<Allele, LiftoverFailure> {
    let pair = |chain: &&AlignmentChain| chain.from == allele.assembly && chain.to == to;
    if !chains.iter().any(|chain| pair(&chain)) {
        return Err(LiftoverFailure::NoChain);
    }
    let first = allele.position.0.checked_sub(1).ok_or(LiftoverFailure::NoPlace)?;
    let stretch = match allele.reference.len() as u64 {
        0 => Stretch { start: first.checked_sub(1).ok_or(LiftoverFailure::NoPlace)?, end: first + 1 },
        length => Stretch { start: first, end: first + length },
    };
    let of_contig = chains.iter().filter(pair).filter(|chain| chain.contig == allele.contig);
    let mut found = of_contig.filter_map(|chain| chain.lift(allele, stretch));
    match (found.next(), found.next()) {
        (None, _) => Err(LiftoverFailure::NoPlace),
        (Some(only), None) => only,
        (Some(_), Some(_)) => Err(LiftoverFailure::SeveralPlaces),
    }
}

fn complement(bases: &str) -> String {
    let other = |base| match base {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        'T' => 'A',
        base => base,
    };
    bases.chars().rev().map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(contig: &str, reversed_length: Option<u64>) -> AlignmentChain {
        AlignmentChain {
            from: Assembly::GRCh37,
            contig: contig.into(),
            to: Assembly::GRCh38,
            to_contig: contig.into(),
            reversed_length,
            blocks: vec![
                AlignedBlock { start: 100, to_start: 1100, length: 10 },
                AlignedBlock { start: 115, to_start: 1110, length: 10 },
            ],
        }
    }

    fn allele(contig: &str, position: u64, reference: &str, alternate: &str) -> Allele {
        Allele {
            assembly: Assembly::GRCh37,
            contig: contig.into(),
            position: VcfPosition(position),
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        }
    }

    fn lifted(chains: &[AlignmentChain], wanted: &Allele) -> Result<String, &'static str> {
        let told = |found: Allele| format!("{}:{}:{}", found.position.0, found.reference, found.alternate);
        lift(chains, wanted, Assembly::GRCh38).map(told).map_err(LiftoverFailure::code)
    }

    #[test]
    fn bases_of_one_block_are_lifted_and_those_across_a_gap_are_not() {
        let chains = [chain("1", None)];
        assert_eq!(lifted(&chains, &allele("1", 101, "A", "G")).unwrap(), "1101:A:G");
        assert_eq!(lifted(&chains, &allele("1", 110, "A", "G")).unwrap(), "1110:A:G");
        assert_eq!(lifted(&chains, &allele("1", 116, "ACG", "A")).unwrap(), "1111:ACG:A");
        for (position, reference) in [(100, "A"), (111, "A"), (110, "AC"), (126, "A"), (0, "A")] {
            assert_eq!(lifted(&chains, &allele("1", position, reference, "T")), Err("liftover_no_place"), "{position}");
        }
        assert_eq!(lifted(&chains, &allele("2", 101, "A", "G")), Err("liftover_no_place"));
    }

    #[test]
    fn an_insertion_needs_both_bases_that_hold_it() {
        let chains = [chain("1", None)];
        assert_eq!(lifted(&chains, &allele("1", 102, "", "G")).unwrap(), "1102::G");
        assert_eq!(lifted(&chains, &allele("1", 101, "", "G")), Err("liftover_no_place"));
        assert_eq!(lifted(&chains, &allele("1", 111, "", "G")), Err("liftover_no_place"));
    }

    #[test]
    fn on_the_other_strand_bases_turn_and_indels_have_no_place() {
        // Counted from the end of 5000 bases: 0-based 1100 on that strand is 0-based 3899.
        let chains = [chain("1", Some(5000))];
        assert_eq!(lifted(&chains, &allele("1", 101, "A", "C")).unwrap(), "3900:T:G");
        assert_eq!(lifted(&chains, &allele("1", 101, "AC", "TT")).unwrap(), "3899:GT:AA");
        assert_eq!(lifted(&chains, &allele("1", 101, "AC", "A")), Err("liftover_reversed_indel"));
    }

    #[test]
    fn two_places_are_none_and_a_missing_chain_is_said() {
        let twice = [chain("1", None), chain("1", Some(9000))];
        assert_eq!(lifted(&twice, &allele("1", 101, "A", "G")), Err("liftover_several_places"));
        assert_eq!(lifted(&[], &allele("1", 101, "A", "G")), Err("liftover_no_chain"));
    }
}
