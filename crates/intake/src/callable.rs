//! BED: where variants could have been seen.

mod region;

use std::collections::{BTreeMap, BTreeSet};

use model::assembly::Assembly;
use model::interval::{CallableRegions, GenomicInterval};
use model::ledger::Bin;
use model::profile::MolecularProfile;
use model::variation::{Contig, InterResiduePosition};

pub(crate) use self::region::looks_like;
use self::region::{Region, State, is_no_region, parse};
use crate::ImportOptions;
use crate::coordinate_evidence::CoordinateEvidence;
use crate::error::{IntakeError, Refusal};
use crate::lines::Lines;
use crate::malformed::MalformedCause;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::tally::Tally;

/// How many words that are no state are named.
const WORDS_NAMED: usize = 5;

/// What is gathered while the lines are read. Neighbours are joined at once: a genome has millions of lines.
#[derive(Default)]
struct Gathered {
    stretches: BTreeMap<Contig, Vec<(u64, u64)>>,
    evidence: CoordinateEvidence,
    names: BTreeSet<String>,
    states: bool,
    unknown_contigs: u64,
}

/// Reads a whole BED file.
pub(crate) fn read(file: &FileIdentity, mut lines: Lines, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let (mut tally, mut gathered, mut bytes) = (Tally::default(), Gathered::default(), Vec::new());
    while let Some(line) = lines.next_into(&mut bytes)? {
        let text = String::from_utf8_lossy(&bytes);
        if is_no_region(&text) {
            continue;
        }
        tally.read();
        match parse(&text) {
            Err(cause) => tally.end_malformed(line, cause),
            Ok(region) if region.state == State::Numbers => {
                return Err(IntakeError::refused_at(&file.name, line, Refusal::BedOfNumbers));
            }
            Ok(region) => match gathered.take(region) {
                Ok(bin) => tally.end(bin),
                Err(cause) => tally.end_malformed(line, cause),
            },
        }
    }
    let assembly = gathered.evidence.assembly(&file.name, options.assembly)?;
    let regions = CallableRegions::merged(gathered.stretches.into_iter().flat_map(|(contig, stretches)| {
        stretches.into_iter().filter_map(move |(start, end)| stretch(&contig, start, end))
    }));
    let said = file.notice("callable_regions_read").with("count", regions.len()).with("bases", regions.bases());
    let mut notices = vec![said, file.notice("format_not_verified").with("format", "callable_regions")];
    if gathered.states && !gathered.names.is_empty() {
        let words = gathered.names.into_iter().collect::<Vec<_>>().join(", ");
        notices.push(file.notice("callable_state_unknown").with("words", words));
    }
    for (code, count) in [
        ("records_malformed", tally.count(Bin::Malformed)),
        ("callable_contig_unknown", gathered.unknown_contigs),
        ("table_no_records", u64::from(tally.records() == 0)),
    ] {
        if count > 0 {
            notices.push(file.notice(code).with("count", count));
        }
    }
    let mut profile = MolecularProfile::empty(&file.stem, assembly.unwrap_or(Assembly::GRCh38));
    profile.callable = Some(regions);
    let ledger = tally.close(&file.name, "callable_regions", file.sha256)?;
    let profiles = vec![ProfilePart { named: false, assembly, profile }];
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

impl Gathered {
    fn take(&mut self, region: Region<'_>) -> Result<Bin, MalformedCause> {
        let contig = Contig::from(region.contig);
        match region.state {
            State::Callable | State::NotCallable => self.states = true,
            State::Name(name) if self.names.len() < WORDS_NAMED && !self.names.contains(name) => {
                self.names.insert(name.to_owned());
            }
            State::Name(_) | State::None | State::Numbers => {}
        }
        let Some(whole) = stretch(&contig, region.start, region.end) else { return Ok(Bin::NoValue) };
        if !self.evidence.see(&whole) {
            return Err(MalformedCause::Position);
        }
        let known = Assembly::GRCh38.contig_length(contig.name()).is_some() || contig.name() == "MT";
        self.unknown_contigs += u64::from(!known);
        if region.state == State::NotCallable {
            return Ok(Bin::NotCallable);
        }
        let own = self.stretches.entry(contig).or_default();
        for (start, end) in region.blocks {
            match own.last_mut().filter(|last| last.0 <= start && start <= last.1) {
                Some(last) => last.1 = last.1.max(end),
                None => own.push((start, end)),
            }
        }
        Ok(Bin::Kept)
    }
}

fn stretch(contig: &Contig, start: u64, end: u64) -> Option<GenomicInterval> {
    GenomicInterval::between(contig.clone(), InterResiduePosition(start), InterResiduePosition(end))
}

#[cfg(test)]
mod tests;
