//! Genotypes of a bounded number of sites, gathered while records are read: enough to tell persons and sexes apart.
//!
//! Nothing of this is kept after the import; only notices come out of it.

use std::collections::BTreeMap;

use model::assembly::Assembly;
use model::variation::Contig;

/// Autosomal sites per file: far more than any of the questions needs, and little memory.
const SITES_KEPT: usize = 20_000;
/// A file of more samples is a cohort: nobody's family.
const SAMPLES_LOOKED_AT: usize = 20;

/// Parts of X and Y that pair and are inherited like autosomes, as bases counted from 1: assembly, contig, first, last.
///
/// GRCh38: Ensembl, "Pseudoautosomal regions in human" (ensembl.org/info/genome/genebuild/human_PARS.html). GRCh37: as
/// the Genome Reference Consortium gives them (ncbi.nlm.nih.gov/grc/human).
const PSEUDOAUTOSOMAL: [(Assembly, &str, u64, u64); 8] = [
    (Assembly::GRCh37, "X", 60_001, 2_699_520),
    (Assembly::GRCh37, "X", 154_931_044, 155_260_560),
    (Assembly::GRCh37, "Y", 10_001, 2_649_520),
    (Assembly::GRCh37, "Y", 59_034_050, 59_363_566),
    (Assembly::GRCh38, "X", 10_001, 2_781_479),
    (Assembly::GRCh38, "X", 155_701_383, 156_030_895),
    (Assembly::GRCh38, "Y", 10_001, 2_781_479),
    (Assembly::GRCh38, "Y", 56_887_903, 57_217_415),
];

/// How many copies of the alternate a sample carries; one on the only copy counts as two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dosage {
    None,
    One,
    Two,
    NotCalled,
}

/// What X and Y of one sample show outside their pseudoautosomal parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SexSites {
    pub(crate) x_heterozygous: u64,
    pub(crate) x_homozygous: u64,
    pub(crate) y_carried: u64,
}

/// What one file shows.
#[derive(Debug)]
pub(crate) struct FileSites {
    pub(crate) file: String,
    pub(crate) samples: Vec<String>,
    /// Columns of the pair that is read.
    pub(crate) tumor: Option<usize>,
    pub(crate) normal: Option<usize>,
    pub(crate) sexes: Vec<SexSites>,
    /// Autosomal substitutions with one alternate: contig, position, bases.
    pub(crate) sites: BTreeMap<(Contig, u64, String), Vec<Dosage>>,
    /// Sites at which tumour and normal were both read with counts, and those at which all of it is the same.
    pub(crate) pair_read: u64,
    pub(crate) pair_same: u64,
    assembly: Assembly,
}

impl FileSites {
    pub(crate) fn new(
        file: &str,
        samples: &[String],
        (tumor, normal): (Option<usize>, Option<usize>),
        assembly: Assembly,
    ) -> Self {
        Self {
            file: file.to_owned(),
            samples: samples.to_vec(),
            tumor,
            normal,
            sexes: vec![SexSites::default(); samples.len()],
            sites: BTreeMap::new(),
            pair_read: 0,
            pair_same: 0,
            assembly,
        }
    }

    /// Whether a line of an autosome, or of another contig, may still tell something.
    pub(crate) fn wants(&self, autosome: bool) -> bool {
        let few = !self.samples.is_empty() && self.samples.len() <= SAMPLES_LOOKED_AT;
        few && (self.sites.len() < SITES_KEPT || !autosome)
    }

    /// Takes what one line of a VCF says; what cannot be read says nothing.
    pub(crate) fn line(&mut self, text: &str) {
        if self.samples.is_empty() || self.samples.len() > SAMPLES_LOOKED_AT {
            return;
        }
        let Some((contig, rest)) = text.split_once('\t') else { return };
        let contig = Contig::from(contig);
        let autosome = contig.name().parse::<u8>().is_ok();
        if (autosome && self.sites.len() >= SITES_KEPT) || !(autosome || matches!(contig.name(), "X" | "Y")) {
            return;
        }
        let columns: Vec<&str> = rest.split('\t').collect();
        let [position, _, reference, alternate, _, filter, _, format, cells @ ..] = columns.as_slice() else { return };
        let base = |text: &str| matches!(text, "A" | "C" | "G" | "T");
        let usable = base(reference) && base(alternate) && matches!(*filter, "PASS" | ".");
        let Some(position) = position.parse().ok().filter(|_| usable && cells.len() == self.samples.len()) else {
            return;
        };
        if format.split(':').next() != Some("GT") {
            return;
        }
        let dosages: Vec<Dosage> = cells.iter().map(|cell| dosage(cell)).collect();
        if autosome {
            self.pair(cells);
            if dosages.iter().any(|dosage| matches!(dosage, Dosage::One | Dosage::Two)) {
                self.sites.insert((contig, position, format!("{reference}{alternate}")), dosages);
            }
        } else if !self.is_pseudoautosomal(contig.name(), position) {
            self.sex(contig.name() == "X", &dosages);
        }
    }

    fn pair(&mut self, cells: &[&str]) {
        let cell = |column: Option<usize>| cells.get(column?).copied().filter(|cell| cell.matches(':').count() >= 2);
        if let (Some(tumor), Some(normal)) = (cell(self.tumor), cell(self.normal)) {
            self.pair_read += 1;
            self.pair_same += u64::from(tumor == normal);
        }
    }

    fn sex(&mut self, is_x: bool, dosages: &[Dosage]) {
        for (sex, dosage) in self.sexes.iter_mut().zip(dosages) {
            match (is_x, dosage) {
                (_, Dosage::None | Dosage::NotCalled) => {}
                (true, Dosage::One) => sex.x_heterozygous += 1,
                (true, Dosage::Two) => sex.x_homozygous += 1,
                (false, Dosage::One | Dosage::Two) => sex.y_carried += 1,
            }
        }
    }

    fn is_pseudoautosomal(&self, contig: &str, position: u64) -> bool {
        PSEUDOAUTOSOMAL.iter().any(|(assembly, name, first, last)| {
            *assembly == self.assembly && *name == contig && (*first..=*last).contains(&position)
        })
    }
}

/// Whether a contig, or what a line begins with, has a number for its name.
pub(crate) fn is_numbered(contig: &[u8]) -> bool {
    contig.strip_prefix(b"chr").unwrap_or(contig).first().is_some_and(u8::is_ascii_digit)
}

fn dosage(cell: &str) -> Dosage {
    match cell.split(':').next().unwrap_or_default() {
        "0/0" | "0|0" | "0" => Dosage::None,
        "0/1" | "0|1" | "1/0" | "1|0" => Dosage::One,
        "1/1" | "1|1" | "1" => Dosage::Two,
        _ => Dosage::NotCalled,
    }
}
