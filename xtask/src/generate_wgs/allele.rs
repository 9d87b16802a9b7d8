//! One drawn allele.

use super::chance::Chance;

const BASES: [&str; 4] = ["A", "C", "G", "T"];

/// What it does to the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Snv,
    Insertion,
    Deletion,
}

impl Kind {
    /// As VEP writes it.
    pub(crate) fn variant_class(self) -> &'static str {
        match self {
            Self::Snv => "SNV",
            Self::Insertion => "insertion",
            Self::Deletion => "deletion",
        }
    }
}

/// An allele as a VCF writes it.
#[derive(Clone, Debug)]
pub(crate) struct Allele {
    pub(crate) position: u64,
    pub(crate) reference: String,
    pub(crate) alternate: String,
    pub(crate) kind: Kind,
    /// An rs number, or empty.
    pub(crate) known_as: String,
}

impl Allele {
    /// 85 % single bases, 15 % short insertions and deletions.
    pub(crate) fn drawn(chance: &mut Chance, position: u64) -> Self {
        let base = chance.one(&BASES);
        let kind = match chance.below(1000) {
            0..850 => Kind::Snv,
            850..925 => Kind::Insertion,
            _ => Kind::Deletion,
        };
        let longer = || base.to_owned();
        let (mut reference, mut alternate) = (longer(), longer());
        let more =
            |chance: &mut Chance| (0..=chance.exponential(3).min(60)).map(|_| chance.one(&BASES)).collect::<String>();
        match kind {
            Kind::Snv => other_nucleotide(chance, &[base]).clone_into(&mut alternate),
            Kind::Insertion => alternate.push_str(&more(chance)),
            Kind::Deletion => reference.push_str(&more(chance)),
        }
        Self { position, reference, alternate, kind, known_as: String::new() }
    }

    /// A single base where a hot spot is.
    pub(crate) fn substitution(chance: &mut Chance, position: u64) -> Self {
        let base = chance.one(&BASES);
        let alternate = other_nucleotide(chance, &[base]).to_owned();
        Self { position, reference: base.to_owned(), alternate, kind: Kind::Snv, known_as: String::new() }
    }

    /// Another single base at the same place.
    pub(crate) fn sibling(&self, chance: &mut Chance) -> Self {
        let alternate = other_nucleotide(chance, &[&self.reference, &self.alternate]).to_owned();
        Self { alternate, known_as: String::new(), ..self.clone() }
    }

    /// As VEP writes it: without the base before an insertion or deletion.
    pub(crate) fn vep_allele(&self) -> &str {
        match self.kind {
            Kind::Snv => &self.alternate,
            Kind::Insertion => self.alternate.get(1..).unwrap_or("-"),
            Kind::Deletion => "-",
        }
    }

    /// The end of an HGVS description.
    pub(crate) fn hgvs_change(&self) -> String {
        match self.kind {
            Kind::Snv => format!("{}>{}", self.reference, self.alternate),
            Kind::Insertion => "dup".to_owned(),
            Kind::Deletion => "del".to_owned(),
        }
    }

    /// Codons before and after.
    pub(crate) fn codons(&self) -> String {
        match self.kind {
            Kind::Snv => format!("a{}g/a{}g", self.reference, self.alternate),
            Kind::Insertion => format!("aag/a{}ag", self.vep_allele()),
            Kind::Deletion => format!("a{}g/ag", self.reference.get(1..).unwrap_or_default()),
        }
    }
}

fn other_nucleotide(chance: &mut Chance, taken: &[&str]) -> &'static str {
    let free: Vec<&'static str> = BASES.into_iter().filter(|base| !taken.contains(base)).collect();
    chance.one(&free)
}
