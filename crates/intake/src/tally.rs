//! Counting records while they are read, apart from counting where they end.

use std::collections::BTreeMap;

use model::canonical::ContentHash;
use model::ledger::{Bin, FileLedger, MalformedRecord};

use crate::error::{IntakeError, Refusal};
use crate::malformed::MalformedCause;

/// How many malformed records are kept with line and cause.
const MALFORMED_KEPT: usize = 20;

/// The running account of one file.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    records: u64,
    bins: Counts,
    alleles: Counts,
    malformed: Vec<MalformedRecord>,
}

/// A count for each bin that was met. A genome is counted one by one, and few bins are met: a short list is quickest.
#[derive(Debug, Default)]
struct Counts(Vec<(Bin, u64)>);

impl Counts {
    fn add(&mut self, bin: Bin, count: u64) {
        match self.0.iter_mut().find(|(known, _)| *known == bin) {
            Some((_, sum)) => *sum += count,
            None => self.0.push((bin, count)),
        }
    }

    fn of(&self, bin: Bin) -> u64 {
        self.0.iter().find(|(known, _)| *known == bin).map_or(0, |(_, sum)| *sum)
    }

    fn in_order(self) -> BTreeMap<Bin, u64> {
        self.0.into_iter().collect()
    }
}

impl Tally {
    /// One more record was read.
    pub(crate) fn read(&mut self) {
        self.records += 1;
    }

    /// The record just read ended here.
    pub(crate) fn end(&mut self, bin: Bin) {
        self.bins.add(bin, 1);
    }

    /// So many of the records read ended here.
    pub(crate) fn end_many(&mut self, bin: Bin, count: u64) {
        self.bins.add(bin, count);
    }

    /// The record just read could not be understood.
    pub(crate) fn end_malformed(&mut self, line: u64, cause: MalformedCause) {
        self.end(Bin::Malformed);
        if self.malformed.len() < MALFORMED_KEPT {
            self.malformed.push(MalformedRecord { line, cause: cause.code().to_owned() });
        }
    }

    /// One alternate allele ended here.
    pub(crate) fn allele(&mut self, bin: Bin) {
        self.alleles.add(bin, 1);
    }

    /// How many records ended in `bin` so far.
    pub(crate) fn count(&self, bin: Bin) -> u64 {
        self.bins.of(bin)
    }

    /// How many alternate alleles ended in `bin` so far.
    pub(crate) fn count_alleles(&self, bin: Bin) -> u64 {
        self.alleles.of(bin)
    }

    /// Records read so far.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// Closes the account. A file that does not balance, or of which nothing could be read, is refused.
    pub(crate) fn close(self, name: &str, format: &str, sha256: ContentHash) -> Result<FileLedger, IntakeError> {
        if let Some(first) = self.malformed.first().filter(|_| self.count(Bin::Malformed) == self.records) {
            let refusal = Refusal::AllRecordsMalformed { records: self.records, cause: first.cause.clone() };
            return Err(IntakeError::refused_at(name, first.line, refusal));
        }
        let ledger = FileLedger {
            name: name.to_owned(),
            format: format.to_owned(),
            sha256,
            records: self.records,
            bins: self.bins.in_order(),
            alleles: self.alleles.in_order(),
            malformed: self.malformed,
        };
        if ledger.balances() {
            Ok(ledger)
        } else {
            let binned = ledger.bins.values().sum();
            Err(IntakeError::refused(name, Refusal::Unbalanced { records: ledger.records, binned }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_does_not_balance_is_refused() {
        let mut tally = Tally::default();
        tally.read();
        tally.read();
        tally.end(Bin::Kept);
        let error = tally.close("a.vcf", "vcf", ContentHash::of_bytes(b"")).unwrap_err();
        assert_eq!(error.code(), "intake_unbalanced");
    }

    #[test]
    fn only_the_first_twenty_malformed_records_are_kept_but_all_are_counted() {
        let mut tally = Tally::default();
        for line in 1..=30 {
            tally.read();
            tally.end_malformed(line, MalformedCause::Columns);
        }
        tally.read();
        tally.end(Bin::Kept);
        let ledger = tally.close("a.vcf", "vcf", ContentHash::of_bytes(b"")).unwrap();
        assert_eq!((ledger.malformed.len(), ledger.bins[&Bin::Malformed]), (20, 30));
    }
}
