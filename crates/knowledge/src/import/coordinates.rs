//! Coordinates beside a variant name: they may add a way to find an exact change, never stand for a bucket.

/// One alternative allele or several, in the field notation; `None` unless the row gives a whole allele.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Coordinates {
    pub(super) assembly: String,
    pub(super) chromosome: String,
    pub(super) start: String,
    pub(super) reference: String,
    pub(super) alternates: String,
}

impl Coordinates {
    /// `GRCh37 7:140453136:A:T`, one for each allele (`variant_bases` may hold several, separated by `/`).
    pub(super) fn alleles(&self) -> Vec<String> {
        let bases = |text: &str| !text.is_empty() && text.chars().all(|c| "ACGT".contains(c));
        if self.start.parse::<u64>().is_err() || !bases(&self.reference) || self.chromosome.is_empty() {
            return Vec::new();
        }
        let assembly = self.assembly.parse::<model::assembly::Assembly>();
        let Ok(assembly) = assembly else { return Vec::new() };
        let alternates = self.alternates.split('/').map(str::trim).filter(|alternate| bases(alternate));
        alternates
            .map(|alternate| format!("{assembly} {}:{}:{}:{alternate}", self.chromosome, self.start, self.reference))
            .collect()
    }
}
