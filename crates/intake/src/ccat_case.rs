//! C-CAT's table of cases (症例 CSV) in: one row per patient, or per treatment of a patient.

mod columns;

use std::collections::{BTreeMap, BTreeSet};

use model::clinical::{ClinicalRecord, Specimen, Treatment};
use model::ids::{HospitalPatientId, ResearchId};
use model::ledger::Bin;
use model::notice::Notice;
use model::person::Sex;
use model::small_variant::RecordSource;
use model::stated_fact::StatedFact;
use model::tumor_type::OncoTreeCode;
use unicode_normalization::UnicodeNormalization;

use self::columns::{Columns, Regimen, WORDS, topic};
use crate::clinical_form::date::{self, WrittenDate};
use crate::clinical_form::sex;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::whole;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart};
use crate::stated::{add_treatment, empty_record, sort_treatments};
use crate::table::{Separation, Table, column_key};
use crate::tally::Tally;
use crate::whose::Whose;

pub(crate) use self::columns::is_header;

/// Highest ECOG performance status of a living person.
const LAST_ECOG_PS: u8 = 4;

/// One row of the table, owned.
struct CaseRow {
    line: u64,
    fields: Vec<Option<String>>,
}

impl CaseRow {
    fn stated(&self, column: Option<usize>) -> Option<&str> {
        column.and_then(|column| self.fields.get(column)).and_then(Option::as_deref)
    }
}

/// What is gathered over the rows of one patient.
struct CaseReader<'c> {
    file: &'c FileIdentity,
    columns: &'c Columns,
    names: &'c [(String, String)],
    record: ClinicalRecord,
    notices: BTreeSet<Notice>,
    seen: BTreeMap<&'static str, String>,
    facts: BTreeSet<String>,
}

/// Reads the rows of one patient; which one is asked where the table holds several.
pub(crate) fn read(file: &FileIdentity, opened: OpenedFile, whose: &Whose<'_>) -> Result<FilePart, IntakeError> {
    let mut table = Table::open(opened.into_utf8()?, Separation::Commas)?;
    let columns = Columns::find(&table)?;
    let names: Vec<(String, String)> = table.columns().map(|(name, key)| (name.to_owned(), key.to_owned())).collect();
    let width = table.width();
    let (mut rows, mut tally) = (Vec::new(), Tally::default());
    while let Some(row) = table.next()? {
        tally.read();
        let line = row.line;
        let whole = row.fields == width && row.stated(Some(columns.patient)).is_some();
        if whole {
            // Masked values, `********`, say nothing.
            let stated = |column| row.stated(Some(column)).filter(|text| !text.chars().all(|c| c == '*'));
            rows.push(CaseRow { line, fields: (0..width).map(stated).collect() });
        } else {
            tally.end_malformed(line, MalformedCause::Columns);
        }
    }
    let patients: BTreeSet<String> =
        rows.iter().filter_map(|row| row.stated(Some(columns.patient)).map(str::to_owned)).collect();
    if patients.is_empty() {
        let ledger = tally.close(&file.name, "ccat_case", file.sha256)?;
        return Ok(FilePart { ledger, notices: Vec::new(), profiles: Vec::new(), clinical: None, pedigree: None });
    }
    let patient = whose.choose(&file.name, &patients)?;
    let mut reader = CaseReader {
        file,
        columns: &columns,
        names: &names,
        record: empty_record(),
        notices: BTreeSet::new(),
        seen: BTreeMap::new(),
        facts: BTreeSet::new(),
    };
    for row in &rows {
        let own = row.stated(Some(columns.patient)) == Some(patient.as_str());
        tally.end(if own { Bin::Kept } else { Bin::OtherSample });
        if own {
            reader.row(row);
        }
    }
    reader.record.patient.research_id = Some(ResearchId(patient));
    sort_treatments(&mut reader.record.treatments);
    Ok(FilePart {
        ledger: tally.close(&file.name, "ccat_case", file.sha256)?,
        notices: reader.notices.into_iter().collect(),
        profiles: Vec::new(),
        clinical: Some(reader.record),
        pedigree: None,
    })
}

impl CaseReader<'_> {
    fn row(&mut self, row: &CaseRow) {
        self.person(row);
        self.tumor(row);
        self.specimen(row);
        for regimen in &self.columns.regimens {
            self.regimen(row, regimen);
        }
        self.facts(row);
    }

    fn person(&mut self, row: &CaseRow) {
        let columns = self.columns;
        if let Some(name) = self.once("patient.name", row.stated(columns.name)) {
            self.record.patient.name = name;
        }
        if let Some(kana) = self.once("patient.kana", row.stated(columns.kana)) {
            self.record.patient.kana = Some(kana);
        }
        if let Some(id) = self.once("patient.hospital_id", row.stated(columns.hospital_id)) {
            self.record.patient.hospital_id = Some(HospitalPatientId(id));
        }
        if let Some(text) = self.once("patient.sex", row.stated(columns.sex)) {
            self.record.patient.sex = self.read("patient.sex", sex(Some(&text))).unwrap_or(Sex::Unknown);
        }
        if let Some(text) = self.once("patient.born_on", row.stated(columns.born_on)) {
            self.record.patient.born_on = self.day("patient.born_on", &text);
        }
        if let Some(text) = self.once("ecog_ps", row.stated(columns.ecog_ps)) {
            let status = text.nfkc().collect::<String>().parse().ok().filter(|status| *status <= LAST_ECOG_PS);
            self.record.ecog_ps = self.read("ecog_ps", status);
        }
    }

    /// The type after a change of diagnosis counts; the registered one stays among the facts.
    fn tumor(&mut self, row: &CaseRow) {
        let columns = self.columns;
        if let Some(code) = self.once("tumor_type", row.stated(columns.tumor_after.filter(|_| self.changed(row)))) {
            self.record.tumor_type = Some(OncoTreeCode(code));
            self.notices.insert(self.file.notice("ccat_tumor_changed"));
        } else if let Some(code) = self.once("tumor_type", row.stated(columns.tumor).filter(|_| !self.changed(row))) {
            self.record.tumor_type = Some(OncoTreeCode(code));
        }
        if let Some(text) = self.once("diagnosis", row.stated(columns.pathology)) {
            self.record.diagnosis = Some(text);
        }
    }

    fn changed(&self, row: &CaseRow) -> bool {
        row.stated(self.columns.tumor_after).is_some()
    }

    fn specimen(&mut self, row: &CaseRow) {
        let columns = self.columns;
        let kind = self.once("specimen.kind", row.stated(columns.specimen_kind));
        let site = self.once("specimen.site", row.stated(columns.site));
        let collected = self.once("specimen.collected_on", row.stated(columns.collected_on));
        let collected_on = collected.and_then(|text| self.day("specimen.collected_on", &text));
        let content = self.once("specimen.tumor_content_percent", row.stated(columns.tumor_content));
        let percent = content.and_then(|text| {
            let percent = whole(text.trim_end_matches(['%', '％'])).and_then(|percent| u8::try_from(percent).ok());
            self.read("specimen.tumor_content_percent", percent.filter(|percent| *percent <= 100))
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
    fn regimen(&mut self, row: &CaseRow, regimen: &Regimen) {
        let mut named = regimen.drugs.iter().filter_map(|column| row.stated(*column)).map(drug_names);
        let name = row.stated(regimen.name).map(str::to_owned);
        let drugs = named.next().or_else(|| name.clone().map(|name| vec![name]));
        let Some(drugs) = drugs else { return };
        let also_named: BTreeSet<String> = named.flatten().filter(|name| !drugs.contains(name)).collect();
        let (started_on, started_in) = self.begin_or_end("treatments.started_on", row.stated(regimen.started_on));
        let (ended_on, ended_in) = self.begin_or_end("treatments.ended_on", row.stated(regimen.ended_on));
        if started_on.zip(ended_on).is_some_and(|(start, end)| end < start) {
            self.notices.insert(self.file.notice("treatment_ends_before_start").with("line", row.line));
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
    fn facts(&mut self, row: &CaseRow) {
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
                let source = RecordSource { file: self.file.index, line: row.line };
                self.record.facts.push(StatedFact { topic: topic(key), text, source });
            }
        }
    }

    /// A value that is one for the whole patient: given once, a notice when a later row says otherwise.
    fn once(&mut self, field: &'static str, text: Option<&str>) -> Option<String> {
        let text = text?;
        match self.seen.get(field) {
            None => {
                self.seen.insert(field, text.to_owned());
                Some(text.to_owned())
            }
            Some(known) if column_key(known) == column_key(text) => None,
            Some(_) => {
                self.notices.insert(self.file.notice("rows_of_patient_differ").with("field", field));
                None
            }
        }
    }

    /// Passes a value that was understood on; a notice for one that was not.
    fn read<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.notices.insert(self.file.notice("value_not_understood").with("field", field));
        }
        value
    }

    fn day(&mut self, field: &str, text: &str) -> Option<jiff::civil::Date> {
        match self.read(field, date::read(text)) {
            Some(WrittenDate::Day(day)) => Some(day),
            Some(WrittenDate::Incomplete { .. }) => {
                self.notices.insert(self.file.notice("date_without_day").with("field", field));
                None
            }
            None => None,
        }
    }

    fn begin_or_end(&mut self, field: &str, text: Option<&str>) -> (Option<jiff::civil::Date>, Option<String>) {
        let Some(text) = text else { return (None, None) };
        match self.read(field, date::read(text)) {
            Some(WrittenDate::Day(day)) => (Some(day), None),
            Some(incomplete @ WrittenDate::Incomplete { .. }) => (None, Some(incomplete.iso())),
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
