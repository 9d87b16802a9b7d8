//! C-CAT's table of results (調査結果 CSV) in: one row per variant, piece of evidence and drug.
//!
//! Variants and markers become observations. Evidence is C-CAT's finding: it is kept in C-CAT's words and decides nothing.

mod alterations;
mod columns;

use std::collections::{BTreeMap, BTreeSet};

use model::assembly::Assembly;
use model::biomarker::{Biomarker, BiomarkerKind};
use model::clinical::{ClinicalRecord, Specimen};
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile, TestDescription};
use model::small_variant::{RecordSource, SmallVariant};
use model::stated_fact::{FactTopic, StatedFact};
use model::variation::Allele;

use self::alterations::RowKind;
use self::columns::{Columns, Group};
use crate::ImportOptions;
use crate::error::IntakeError;
use crate::number::with_unit;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::patient_table::{PatientRow, PatientRows, Told};
use crate::result_codes::biomarker_state;
use crate::table::{Separation, Table};
use crate::whose::Whose;

pub(crate) use self::columns::is_header;

/// What is gathered over the rows of one patient.
struct ReportReader<'c> {
    told: Told<'c>,
    columns: &'c Columns,
    names: &'c [(String, String)],
    profile: MolecularProfile,
    record: ClinicalRecord,
    /// Where the variant of an allele stands.
    alleles: BTreeMap<Allele, usize>,
    facts: BTreeSet<String>,
}

/// Reads the rows of one patient. The table names no assembly: another file or a person has to.
pub(crate) fn read(
    file: &FileIdentity,
    opened: OpenedFile,
    options: &ImportOptions,
    whose: &Whose<'_>,
) -> Result<FilePart, IntakeError> {
    let table = Table::open(opened.into_utf8()?, Separation::Commas)?;
    let columns = Columns::find(&table)?;
    let mut table = PatientRows::read(table, columns.patient, whose)?;
    let mut reader = ReportReader {
        told: Told::new(file),
        columns: &columns,
        names: &table.names,
        profile: MolecularProfile::empty(&file.stem, options.assembly.unwrap_or(Assembly::GRCh38)),
        record: ClinicalRecord::empty(),
        alleles: BTreeMap::new(),
        facts: BTreeSet::new(),
    };
    for row in &table.rows {
        table.tally.end(reader.row(row));
    }
    let ReportReader { told: Told { mut notices, .. }, mut profile, record, .. } = reader;
    profile.assessed.sort_unstable();
    profile.assessed.dedup();
    let unread = table.tally.count(Bin::NotReadYet);
    if unread > 0 {
        notices.insert(file.notice("ccat_rows_kept_as_written").with("count", unread));
    }
    let part = ProfilePart { named: false, assembly: options.assembly, profile };
    let profiles = Some(part).filter(|_| table.patient.is_some()).into_iter().collect();
    Ok(FilePart { profiles, ..table.close((file, "ccat_report"), record, notices)? })
}

impl ReportReader<'_> {
    fn row(&mut self, row: &PatientRow) -> Bin {
        let columns = self.columns;
        let collected = self.told.once("specimen.collected_on", row.stated(columns.collected_on));
        if let Some(day) = collected.and_then(|text| self.told.day("specimen.collected_on", &text)) {
            let specimen = Specimen { collected_on: Some(day), site: None, kind: None, tumor_content_percent: None };
            self.record.specimen = Some(specimen);
        }
        if let Some(name) = self.told.once("test.name", row.stated(columns.panel)) {
            self.profile.test =
                Some(TestDescription { name: Some(name), version: None, test_type: None, test_id: None });
        }
        for (kind, field, column) in [
            (BiomarkerKind::Tmb, "tmb", columns.tmb),
            (BiomarkerKind::Msi, "msi", columns.msi),
            (BiomarkerKind::Loh, "loh", columns.loh),
        ] {
            self.biomarker(row, (kind, field, column));
        }
        let kept = self.alteration(row);
        self.facts(row, kept);
        if kept { Bin::Kept } else { Bin::NotReadYet }
    }

    fn source(&self, row: &PatientRow) -> RecordSource {
        RecordSource { file: self.told.file.index, line: row.line }
    }

    /// Takes the variant of the row; whether it found a place. One that does not stays in its words.
    fn alteration(&mut self, row: &PatientRow) -> bool {
        let (columns, source) = (self.columns, self.source(row));
        let kind = row.stated(Some(columns.kind)).and_then(alterations::row_kind);
        let class = match kind {
            None => return false,
            Some(RowKind::Biomarker) => {
                let named = row.stated(Some(columns.marker)).unwrap_or_default();
                let read = [("TMB", columns.tmb), ("MSI", columns.msi), ("LOH", columns.loh)];
                return read.iter().any(|(name, column)| *name == named && row.stated(*column).is_some());
            }
            Some(RowKind::SmallVariant) => AlterationClass::SmallVariant,
            Some(RowKind::CopyNumber) => AlterationClass::CopyNumber,
            Some(RowKind::Rearrangement) => AlterationClass::Rearrangement,
        };
        self.profile.assessed.push(class);
        match class {
            AlterationClass::SmallVariant => {
                let formula = columns.fraction.and_then(|column| self.names.get(column)).map(|(name, _)| name.as_str());
                let read = alterations::small_variant((columns, formula), row, self.profile.assembly, source);
                read.map(|variant| self.variant(variant)).is_some()
            }
            AlterationClass::CopyNumber => {
                self.told.notices.insert(self.told.file.notice("ccat_copy_numbers_untested"));
                let read = alterations::copy_number(columns, row, source);
                read.map(|event| {
                    let known = self.profile.copy_numbers.iter().any(|known| {
                        (known.key(), known.value, &known.unit) == (event.key(), event.value, &event.unit)
                    });
                    self.profile.copy_numbers.extend(Some(event).filter(|_| !known));
                })
                .is_some()
            }
            AlterationClass::Rearrangement => {
                let read = alterations::rearrangement(columns, row, source);
                read.map(|event| {
                    let known = self.profile.rearrangements.iter().any(|known| known.key() == event.key());
                    self.profile.rearrangements.extend(Some(event).filter(|_| !known));
                })
                .is_some()
            }
        }
    }

    /// A variant has a row for every piece of evidence. Rows that count other reads are a notice, and the first counts.
    fn variant(&mut self, variant: SmallVariant) {
        let variants = &mut self.profile.small_variants;
        let index = *self.alleles.entry(variant.allele.clone()).or_insert(variants.len());
        let Some(known) = variants.get_mut(index) else {
            variants.push(variant);
            return;
        };
        let differs = [
            (known.tumor != variant.tumor, "small_variants.tumor"),
            (known.origin != variant.origin, "small_variants.origin"),
        ];
        for (_, field) in differs.into_iter().filter(|(differs, _)| *differs) {
            self.told.notices.insert(self.told.file.notice("rows_of_patient_differ").with("field", field));
        }
        for consequence in variant.consequences {
            if !known.consequences.contains(&consequence) {
                known.consequences.push(consequence);
            }
        }
    }

    fn biomarker(&mut self, row: &PatientRow, (kind, field, column): (BiomarkerKind, &'static str, Option<usize>)) {
        let Some(text) = self.told.once(field, row.stated(column)) else { return };
        let state = biomarker_state(&text);
        let number = with_unit(&text).filter(|_| state.is_none());
        if self.told.read(field, state.map(|_| ()).or(number.as_ref().map(|_| ()))).is_none() {
            let source = self.source(row);
            self.profile.facts.push(StatedFact {
                topic: FactTopic::LaboratoryComment,
                text: format!("{kind}: {text}"),
                source,
            });
            return;
        }
        let (value, unit) = number.map_or((None, None), |(value, unit)| (Some(value), unit));
        let source = self.source(row);
        self.profile.biomarkers.push(Biomarker {
            kind,
            value,
            unit,
            state,
            hide_value: false,
            reported: None,
            method: None,
            source,
        });
    }

    /// Every column without a place of its own, once, with its name; what is about one variant begins with the variant.
    fn facts(&mut self, row: &PatientRow, kept: bool) {
        let (columns, names) = (self.columns, self.names);
        let read = self.record.specimen.is_some();
        let subject: Vec<&str> =
            [Some(columns.marker), columns.change].into_iter().filter_map(|column| row.stated(column)).collect();
        let subject = subject.join(" ");
        let (mut variant, mut evidence) = (Vec::new(), Vec::new());
        for (column, (name, key)) in names.iter().enumerate() {
            let Some(text) = row.stated(Some(column)) else { continue };
            let (group, label) = columns::group(name, key);
            let said = format!("{label}: {text}");
            let topic = match group {
                Group::Basic if columns.has_place(column) || (read && columns.collected_on == Some(column)) => continue,
                Group::Basic => columns::basic_topic(key),
                Group::Summary => FactTopic::CcatEvidence,
                Group::Marker if [columns.tmb, columns.msi, columns.loh].contains(&Some(column)) => continue,
                Group::Marker => FactTopic::LaboratoryComment,
                Group::Variant => {
                    if !kept || !self.is_placed(row, column) {
                        variant.push(said);
                    }
                    continue;
                }
                Group::Evidence => {
                    evidence.push(said);
                    continue;
                }
            };
            self.fact(row, (topic, said), group == Group::Basic);
        }
        for (topic, said) in [(FactTopic::StatedVariant, variant), (FactTopic::CcatEvidence, evidence)] {
            if !said.is_empty() {
                self.fact(row, (topic, format!("{subject}: {}", said.join("; "))), false);
            }
        }
    }

    fn fact(&mut self, row: &PatientRow, (topic, text): (FactTopic, String), of_patient: bool) {
        if self.facts.insert(text.clone()) {
            let fact = StatedFact { topic, text, source: self.source(row) };
            let facts = if of_patient { &mut self.record.facts } else { &mut self.profile.facts };
            facts.push(fact);
        }
    }

    /// Whether the column of a row whose variant was taken stands in that variant.
    fn is_placed(&self, row: &PatientRow, column: usize) -> bool {
        let columns = self.columns;
        let small = row.stated(Some(columns.kind)).and_then(alterations::row_kind) == Some(RowKind::SmallVariant);
        let somatic = alterations::origin(columns, row) == model::evidence::AlleleOrigin::Somatic;
        let always = [Some(columns.kind), columns.origin, Some(columns.marker), columns.change];
        let of_small = [
            columns.gene,
            columns.transcript,
            columns.contig,
            columns.position,
            columns.reference,
            columns.alternate,
            columns.fraction.filter(|_| somatic),
        ];
        always.contains(&Some(column)) || (small && of_small.contains(&Some(column)))
    }
}

#[cfg(test)]
mod tests;
