//! MAF in: one file, one or many samples.

mod columns;
mod row;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use model::assembly::Assembly;
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};
use model::small_variant::RecordSource;

use self::columns::MafColumns;
use self::row::MafRow;
use crate::ImportOptions;
use crate::error::{IntakeError, Question, Refusal};
use crate::lines::Lines;
use crate::malformed::MalformedCause;
use crate::outlets::Outlets;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::rows::{RowFacts, RowPlace};
use crate::tally::Tally;
use crate::vcf::AlleleFacts;

/// What is gathered while the rows are read.
struct MafReader<'m> {
    file: &'m FileIdentity,
    columns: MafColumns,
    options: &'m ImportOptions,
    tally: Tally,
    profiles: BTreeMap<String, MolecularProfile>,
    other_samples: BTreeSet<String>,
    assemblies: BTreeSet<Assembly>,
    lossy_lines: u64,
}

/// The bin of a row, and what is known of each of its alleles.
type RowOutcome = (Bin, Vec<(Bin, AlleleFacts)>);

/// Reads a whole MAF. Profiles come out in order of sample names.
pub(crate) fn read(
    file: &FileIdentity,
    mut lines: Lines,
    options: &ImportOptions,
    outlets: &mut Outlets<'_>,
) -> Result<FilePart, IntakeError> {
    let mut bytes = Vec::new();
    let columns = header(&mut lines, &mut bytes)?;
    let mut reader = MafReader {
        file,
        columns,
        options,
        tally: Tally::default(),
        profiles: BTreeMap::new(),
        other_samples: BTreeSet::new(),
        assemblies: BTreeSet::new(),
        lossy_lines: 0,
    };
    while let Some(number) = lines.next_into(&mut bytes)? {
        if !bytes.is_empty() && bytes.first() != Some(&b'#') {
            reader.line((number, lines.offset()), &bytes, outlets)?;
            outlets.reached(file.index, reader.tally.records(), lines.bytes_read())?;
        }
    }
    reader.finish()
}

/// Where a row stands, as far as it can be read.
fn row_place<'r>(columns: &MafColumns, text: &'r str, (line, offset): (u64, u64)) -> RowPlace<'r> {
    let field = |column: usize| text.split('\t').nth(column).map(str::trim).filter(|text| !text.is_empty());
    let position = field(columns.start).and_then(|text| text.parse().ok()).unwrap_or_default();
    let reference_length = field(columns.reference).filter(|text| *text != "-").map_or(0, str::len);
    RowPlace { line, offset, contig: field(columns.chromosome), position, reference_length }
}

fn header(lines: &mut Lines, bytes: &mut Vec<u8>) -> Result<MafColumns, IntakeError> {
    while let Some(number) = lines.next_into(bytes)? {
        if !bytes.is_empty() && bytes.first() != Some(&b'#') {
            return MafColumns::find(lines.file_name(), number, &String::from_utf8_lossy(bytes));
        }
    }
    Err(IntakeError::refused(lines.file_name(), Refusal::EmptyFile))
}

impl MafReader<'_> {
    fn line(&mut self, place: (u64, u64), bytes: &[u8], outlets: &mut Outlets<'_>) -> Result<(), IntakeError> {
        self.tally.read();
        let text = String::from_utf8_lossy(bytes);
        self.lossy_lines += u64::from(matches!(text, Cow::Owned(_)));
        let columns = self.columns.clone();
        let place = row_place(&columns, &text, place);
        let unknown = RowFacts::default();
        match self.row(place.line, &text)? {
            Err(cause) => {
                self.tally.end_malformed(place.line, cause);
                outlets.row(self.file.index, place, (0, Bin::Malformed, unknown))
            }
            Ok((bin, alleles)) => {
                self.tally.end(bin);
                if alleles.is_empty() {
                    return outlets.row(self.file.index, place, (0, bin, unknown));
                }
                for ((bin, facts), index) in alleles.iter().zip(0..) {
                    outlets.row(self.file.index, place, (index, *bin, facts.row()))?;
                }
                Ok(())
            }
        }
    }

    /// The outer error ends the import, the inner one is the cause of a malformed row.
    fn row(&mut self, number: u64, text: &str) -> Result<Result<RowOutcome, MalformedCause>, IntakeError> {
        let columns = self.columns.clone();
        let row = match MafRow::split(&columns, text) {
            Ok(row) => row,
            Err(cause) => return Ok(Err(cause)),
        };
        let sample = match row.sample() {
            Ok(sample) => sample,
            Err(cause) => return Ok(Err(cause)),
        };
        if self.options.tumor_sample.as_deref().is_some_and(|wanted| wanted != sample) {
            self.other_samples.insert(sample.to_owned());
            return Ok(Ok((Bin::OtherSample, Vec::new())));
        }
        let assembly = self.assembly(row.build())?;
        let source = RecordSource { file: self.file.index, line: number };
        let alleles = match row.read(assembly, &source) {
            Ok(alleles) => alleles,
            Err(cause) => return Ok(Err(cause)),
        };
        let normal = row.normal().or(self.options.normal_sample.as_deref()).map(str::to_owned);
        let profile = self.profiles.entry(sample.to_owned()).or_insert_with(|| {
            let mut profile = MolecularProfile::empty(sample, assembly);
            profile.assessed.push(AlterationClass::SmallVariant);
            profile
        });
        profile.normal_sample = profile.normal_sample.take().or(normal);
        let bin = alleles.iter().map(|(bin, _)| *bin).min().unwrap_or(Bin::NoAlternate);
        let mut seen = Vec::with_capacity(alleles.len());
        for (bin, variant) in alleles {
            self.tally.allele(bin);
            seen.push((bin, variant.as_ref().map(AlleleFacts::of_variant).unwrap_or_default()));
            profile.small_variants.extend(variant);
        }
        Ok(Ok((bin, seen)))
    }

    /// The row's build, else the answer. Two builds in one file, or a build against the answer, are a question.
    fn assembly(&mut self, build: Option<&str>) -> Result<Assembly, IntakeError> {
        let stated = build.and_then(|build| build.parse::<Assembly>().ok());
        let assembly = stated
            .or(self.options.assembly)
            .ok_or_else(|| IntakeError::question(&self.file.name, Question::AssemblyUnknown))?;
        self.assemblies.insert(assembly);
        self.assemblies.extend(self.options.assembly);
        if self.assemblies.len() > 1 {
            let candidates = self.assemblies.iter().map(|assembly| assembly.name().to_owned()).collect();
            return Err(IntakeError::question(&self.file.name, Question::AssemblyConflict { candidates }));
        }
        Ok(assembly)
    }

    fn finish(self) -> Result<FilePart, IntakeError> {
        if self.profiles.is_empty() && !self.other_samples.is_empty() {
            let candidates = self.other_samples.into_iter().collect();
            return Err(IntakeError::refused(&self.file.name, Refusal::SampleNotFound { candidates }));
        }
        let counts = [("records_malformed", self.tally.count(Bin::Malformed)), ("text_not_utf8", self.lossy_lines)];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let mut notices: Vec<_> = counts.map(|(code, count)| self.file.notice(code).with("count", count)).collect();
        notices.extend((self.tally.records() == 0).then(|| self.file.notice("maf_no_records")));
        let ledger = self.tally.close(&self.file.name, "maf", self.file.sha256)?;
        let profiles = self.profiles.into_values().map(|profile| ProfilePart {
            named: true,
            assembly: Some(profile.assembly),
            profile,
        });
        Ok(FilePart { ledger, notices, profiles: profiles.collect(), clinical: None, pedigree: None })
    }
}

#[cfg(test)]
mod tests;
