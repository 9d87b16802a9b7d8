//! Tables with rows of several patients: which rows are those of one patient, and values that are one for all of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::clinical::ClinicalRecord;
use model::ids::ResearchId;
use model::ledger::Bin;
use model::notice::Notice;

use crate::clinical_form::date::{self, WrittenDate};
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::part::{FileIdentity, FilePart};
use crate::table::{Table, column_key};
use crate::tally::Tally;
use crate::whose::Whose;

/// One row, owned.
pub(crate) struct PatientRow {
    pub(crate) line: u64,
    fields: Vec<Option<String>>,
}

impl PatientRow {
    /// The field, unless it says nothing.
    pub(crate) fn stated(&self, column: Option<usize>) -> Option<&str> {
        column.and_then(|column| self.fields.get(column)).and_then(Option::as_deref)
    }
}

/// The rows of one patient. Rows of others and malformed ones are in the tally already; one's own have still to end.
pub(crate) struct PatientRows {
    /// The identifier; `None` when no row names one.
    pub(crate) patient: Option<String>,
    pub(crate) rows: Vec<PatientRow>,
    /// The columns in order: the name as written, and its key.
    pub(crate) names: Vec<(String, String)>,
    pub(crate) tally: Tally,
}

impl PatientRows {
    /// Reads all rows and keeps those of one patient; which one is asked where the table holds several.
    ///
    /// # Errors
    /// When reading fails, or when it is not clear which patient is meant.
    pub(crate) fn read(mut table: Table, column: usize, whose: &Whose<'_>) -> Result<Self, IntakeError> {
        let names: Vec<_> = table.columns().map(|(name, key)| (name.to_owned(), key.to_owned())).collect();
        let (mut rows, mut tally, width) = (Vec::new(), Tally::default(), table.width());
        while let Some(row) = table.next()? {
            tally.read();
            let line = row.line;
            if row.fields == width && row.stated(Some(column)).is_some() {
                let stated = |column| row.stated(Some(column)).filter(|text| says_something(text));
                rows.push(PatientRow { line, fields: (0..width).map(stated).collect() });
            } else {
                tally.end_malformed(line, MalformedCause::Columns);
            }
        }
        let patients: BTreeSet<String> =
            rows.iter().filter_map(|row| row.stated(Some(column)).map(str::to_owned)).collect();
        let named = (!patients.is_empty()).then(|| whose.choose(table.file_name(), &patients));
        let patient = named.transpose()?;
        let before = rows.len();
        rows.retain(|row| row.stated(Some(column)) == patient.as_deref());
        tally.end_many(Bin::OtherSample, before.saturating_sub(rows.len()) as u64);
        Ok(Self { patient, rows, names, tally })
    }

    /// What the table contributes once its rows were read: the record of the patient, if a row names one.
    ///
    /// # Errors
    /// When the rows do not balance.
    pub(crate) fn close(
        self,
        (file, format): (&FileIdentity, &str),
        mut record: ClinicalRecord,
        notices: BTreeSet<Notice>,
    ) -> Result<FilePart, IntakeError> {
        let clinical = self.patient.map(|patient| {
            record.patient.research_id = Some(ResearchId(patient));
            record
        });
        Ok(FilePart {
            ledger: self.tally.close(&file.name, format, file.sha256)?,
            notices: notices.into_iter().collect(),
            profiles: Vec::new(),
            clinical,
            pedigree: None,
        })
    }
}

/// Masked values, `********`, say nothing, and neither does what GDC writes for a missing one.
fn says_something(text: &str) -> bool {
    !text.chars().all(|c| c == '*') && text != "'--"
}

/// What the rows of one patient said so far about values that are one for the whole patient.
pub(crate) struct Told<'f> {
    pub(crate) file: &'f FileIdentity,
    pub(crate) notices: BTreeSet<Notice>,
    seen: BTreeMap<&'static str, String>,
}

impl<'f> Told<'f> {
    /// Nothing was said yet.
    pub(crate) fn new(file: &'f FileIdentity) -> Self {
        Self { file, notices: BTreeSet::new(), seen: BTreeMap::new() }
    }

    /// The value when it is given for the first time; a notice when a later row says otherwise.
    pub(crate) fn once(&mut self, field: &'static str, text: Option<&str>) -> Option<String> {
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
    pub(crate) fn read<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.notices.insert(self.file.notice("value_not_understood").with("field", field));
        }
        value
    }

    /// A whole date; a notice for one without its day.
    pub(crate) fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        match self.read(field, date::read(text)) {
            Some(WrittenDate::Day(day)) => Some(day),
            Some(WrittenDate::Incomplete { .. }) => {
                self.notices.insert(self.file.notice("date_without_day").with("field", field));
                None
            }
            None => None,
        }
    }
}
