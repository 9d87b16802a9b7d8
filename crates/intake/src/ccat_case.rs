//! C-CAT's table of cases (症例 CSV) in: one row per patient, or per treatment of a patient.

mod columns;

use std::collections::BTreeSet;

use model::clinical::{ClinicalRecord, LAST_ECOG_PS, Specimen, Treatment};
use model::ids::HospitalPatientId;
use model::ledger::Bin;
use model::person::Sex;
use model::small_variant::RecordSource;
use model::stated_fact::StatedFact;
use model::tumor_type::OncoTreeCode;
use unicode_normalization::UnicodeNormalization;

use self::columns::{Columns, Regimen, WORDS, topic};
use crate::clinical_form::date;
use crate::clinical_form::sex;
use crate::error::IntakeError;
use crate::number::whole;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart};
use crate::patient_table::{PatientRow, PatientRows, Told};
use crate::stated::{add_treatment, sort_treatments};
use crate::table::{Separation, Table};
use crate::whose::Whose;

pub(crate) use self::columns::is_header;

/// What is gathered over the rows of one patient.
struct CaseReader<'c> {
    told: Told<'c>,
    columns: &'c Columns,
    names: &'c [(String, String)],
    record: ClinicalRecord,
    facts: BTreeSet<String>,
}

/// Reads the rows of one patient; which one is asked where the table holds several.
pub(crate) fn read(file: &FileIdentity, opened: OpenedFile, whose: &Whose<'_>) -> Result<FilePart, IntakeError> {
    let table = Table::open(opened.into_utf8()?, Separation::Commas)?;
    let columns = Columns::find(&table)?;
    let mut table = PatientRows::read(table, columns.patient, whose)?;
    let (told, facts) = (Told::new(file), BTreeSet::new());
    let mut reader =
        CaseReader { told, columns: &columns, names: &table.names, record: ClinicalRecord::empty(), facts };
    for row in &table.rows {
        table.tally.end(Bin::Kept);
        reader.row(row);
    }
    let (mut record, notices) = (reader.record, reader.told.notices);
    sort_treatments(&mut record.treatments);
    table.close((file, "ccat_case"), record, notices)
}

impl CaseReader<'_> {
    fn row(&mut self, row: &PatientRow) {
        self.person(row);
        self.tumor(row);
        self.specimen(row);
        for regimen in &self.columns.regimens {
            self.regimen(row, regimen);
        }
        self.facts(row);
    }

    fn person(&mut self, row: &PatientRow) {
        let columns = self.columns;
        if let Some(name) = self.told.once("patient.name", row.stated(columns.name)) {
            self.record.patient.name = name;
        }
        if let Some(kana) = self.told.once("patient.kana", row.stated(columns.kana)) {
            self.record.patient.kana = Some(kana);
        }
        if let Some(id) = self.told.once("patient.hospital_id", row.stated(columns.hospital_id)) {
            self.record.patient.hospital_id = Some(HospitalPatientId(id));
        }
        if let Some(text) = self.told.once("patient.sex", row.stated(columns.sex)) {
            self.record.patient.sex = self.told.read("patient.sex", sex(Some(&text))).unwrap_or(Sex::Unknown);
        }
        if let Some(text) = self.told.once("patient.born_on", row.stated(columns.born_on)) {
            self.record.patient.born_on = self.told.day("patient.born_on", &text);
        }
        if let Some(text) = self.told.once("ecog_ps", row.stated(columns.ecog_ps)) {
            let status = text.nfkc().collect::<String>().parse().ok().filter(|status| *status <= LAST_ECOG_PS);
            self.record.ecog_ps = self.told.read("ecog_ps", status);
        }
    }

    /// The type after a change of diagnosis counts; the registered one stays among the facts.
    fn tumor(&mut self, row: &PatientRow) {
        let columns = self.columns;
        if let Some(code) = self.told.once("tumor_type", row.stated(columns.tumor_after.filter(|_| self.changed(row))))
        {
            self.record.tumor_type = Some(OncoTreeCode(code));
            self.told.notices.insert(self.told.file.notice("ccat_tumor_changed"));
        } else if let Some(code) =
            self.told.once("tumor_type", row.stated(columns.tumor).filter(|_| !self.changed(row)))
        {
            self.record.tumor_type = Some(OncoTreeCode(code));
        }
        if let Some(text) = self.told.once("diagnosis", row.stated(columns.pathology)) {
            self.record.diagnosis = Some(text);
        }
    }

    fn changed(&self, row: &PatientRow) -> bool {
        row.stated(self.columns.tumor_after).is_some()
    }

    fn specimen(&mut self, row: &PatientRow) {
        let columns = self.columns;
        let kind = self.told.once("specimen.kind", row.stated(columns.specimen_kind));
        let site = self.told.once("specimen.site", row.stated(columns.site));
        let collected = self.told.once("specimen.collected_on", row.stated(columns.collected_on));
        let collected_on = collected.and_then(|text| self.told.day("specimen.collected_on", &text));
        let content = self.told.once("specimen.tumor_content_percent", row.stated(columns.tumor_content));
        let percent = content.and_then(|text| {
            let percent = whole(text.trim_end_matches(['%', '％'])).and_then(|percent| u8::try_from(percent).ok());
            self.told.read("specimen.tumor_content_percent", percent.filter(|percent| *percent <= 100))
        });
        if kind.is_none() && site.is_none() && collected_on.is_none() && percent.is_none() {
            return;
        }
        let empty = Specimen { collected_on: None, site: None, kind: None, tumor_content_percent: None };
        let specimen = self.record.specimen.get_or_insert(empty);
        specimen.kind = specimen.kind.take().or(kind);
        specimen.site = specimen.site.take().or(site);
        specimen.collected_on = specimen.collected_on.or(collected_on);
        specimen.tumor_content_percent = specimen.tumor_content_percent.or(percent);
    }

    /// A treatment without a drug keeps the name of its regimen.
    fn regimen(&mut self, row: &PatientRow, regimen: &Regimen) {
        let mut named = regimen.drugs.iter().filter_map(|column| row.stated(*column)).map(drug_names);
        let name = row.stated(regimen.name).map(str::to_owned);
        let drugs = named.next().or_else(|| name.clone().map(|name| vec![name]));
        let Some(drugs) = drugs else { return };
        let also_named: BTreeSet<String> = named.flatten().filter(|name| !drugs.contains(name)).collect();
        let (started_on, started_in) = self.begin_or_end("treatments.started_on", row.stated(regimen.started_on));
        let (ended_on, ended_in) = self.begin_or_end("treatments.ended_on", row.stated(regimen.ended_on));
        if started_on.zip(ended_on).is_some_and(|(start, end)| end < start) {
            self.told.notices.insert(self.told.file.notice("treatment_ends_before_start").with("line", row.line));
        }
        let line = row.stated(regimen.line).and_then(|text| {
            let digits: String = text.nfkc().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        });
        let treatment = Treatment {
            drugs,
            started_on,
            ended_on,
            best_response: row.stated(regimen.best_response).map(str::to_owned),
            ended_because: row.stated(regimen.ended_because).map(str::to_owned),
            line,
            regimen: name,
            also_named: also_named.into_iter().collect(),
            started_in,
            ended_in,
        };
        add_treatment(&mut self.record.treatments, treatment);
    }

    /// Every other column that says something, once, with its name. A code is left out where its words stand beside it.
    fn facts(&mut self, row: &PatientRow) {
        let columns = self.columns;
        let names = self.names;
        let understood = self.understood();
        for (column, (name, key)) in names.iter().enumerate() {
            let Some(text) = row.stated(Some(column)) else { continue };
            if columns.has_place(column) || understood.contains(&column) {
                continue;
            }
            let with_words = names.iter().position(|(_, other)| other.strip_suffix(WORDS) == Some(key));
            if row.stated(with_words).is_some() {
                continue;
            }
            let label = name.trim_end_matches(['.', ')', '）']);
            let label =
                label.strip_suffix(WORDS).map_or(name.as_str(), |label| label.trim_end_matches(['.', '(', '（']));
            let label = label.strip_prefix("症例").unwrap_or(label).trim_start_matches(['.', '-']);
            let text = format!("{label}: {text}");
            if self.facts.insert(text.clone()) {
                let source = RecordSource { file: self.told.file.index, line: row.line };
                self.record.facts.push(StatedFact { topic: topic(key), text, source });
            }
        }
    }

    fn begin_or_end(&mut self, field: &str, text: Option<&str>) -> (Option<jiff::civil::Date>, Option<String>) {
        let Some(text) = text else { return (None, None) };
        match self.told.read(field, date::read(text)) {
            Some(written) => written.day_or_part(),
            None => (None, Some(text.to_owned())),
        }
    }

    /// Columns whose value was understood and stands in the record.
    fn understood(&self) -> BTreeSet<usize> {
        let (columns, record) = (self.columns, &self.record);
        let specimen = record.specimen.as_ref();
        let read = [
            (columns.sex, record.patient.sex != Sex::Unknown),
            (columns.born_on, record.patient.born_on.is_some()),
            (columns.ecog_ps, record.ecog_ps.is_some()),
            (columns.tumor_content, specimen.is_some_and(|specimen| specimen.tumor_content_percent.is_some())),
            (columns.collected_on, specimen.is_some_and(|specimen| specimen.collected_on.is_some())),
        ];
        read.into_iter().filter(|(_, understood)| *understood).filter_map(|(column, _)| column).collect()
    }
}

/// Drugs of one cell. `・` does not divide: it stands inside names.
fn drug_names(text: &str) -> Vec<String> {
    let parts = text.split([',', '、', ';', '，', '；', '+', '＋', '\n']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
