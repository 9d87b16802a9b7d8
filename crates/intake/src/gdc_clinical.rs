//! Clinical tables of the Genomic Data Commons in: one row per diagnosis and treatment of a case.
//!
//! The table holds no dates, only days since an index date, and no OncoTree code: neither is made up.

use std::collections::BTreeSet;

use model::clinical::{ClinicalRecord, Treatment};
use model::ledger::Bin;
use model::person::Sex;
use model::small_variant::RecordSource;
use model::stated_fact::{FactTopic, StatedFact};

use crate::clinical_form::sex;
use crate::error::IntakeError;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart};
use crate::patient_table::{PatientRow, PatientRows, Told};
use crate::stated::add_treatment;
use crate::table::{Separation, Table, column_key};
use crate::whose::Whose;

/// Places of the columns that the record has a place for.
struct Columns {
    patient: usize,
    sex: Option<usize>,
    gender: Option<usize>,
    diagnosis: Option<usize>,
    is_primary: Option<usize>,
    agents: Option<usize>,
    given: Option<usize>,
    started: Option<usize>,
    ended: Option<usize>,
    ended_because: Option<usize>,
}

/// What is gathered over the rows of one case.
struct CaseReader<'c> {
    told: Told<'c>,
    columns: &'c Columns,
    names: &'c [(String, String)],
    record: ClinicalRecord,
    facts: BTreeSet<String>,
}

/// Whether a header line belongs to such a table.
pub(crate) fn is_header(line: &str) -> bool {
    let keys: Vec<String> = line.split('\t').map(column_key).collect();
    let has = |wanted: &str| keys.iter().any(|key| key == wanted);
    has("casessubmitterid") && (has("diagnosesprimarydiagnosis") || has("demographicgender"))
}

/// Reads the rows of one case; which one is asked where the table holds several.
pub(crate) fn read(file: &FileIdentity, opened: OpenedFile, whose: &Whose<'_>) -> Result<FilePart, IntakeError> {
    let table = Table::open(opened, Separation::Tabs)?;
    let columns = Columns::find(&table)?;
    let mut table = PatientRows::read(table, columns.patient, whose)?;
    let (told, facts) = (Told::new(file), BTreeSet::new());
    let mut reader =
        CaseReader { told, columns: &columns, names: &table.names, record: ClinicalRecord::empty(), facts };
    for row in &table.rows {
        table.tally.end(Bin::Kept);
        reader.row(row);
    }
    let mut by_start: Vec<&PatientRow> = table.rows.iter().collect();
    by_start.sort_by_key(|row| {
        let day = row.stated(columns.started).and_then(crate::number::decimal);
        (day.is_none(), day)
    });
    for row in by_start {
        reader.treatment(row);
    }
    let (record, notices) = (reader.record, reader.told.notices);
    table.close((file, "gdc_clinical"), record, notices)
}

impl Columns {
    fn find(table: &Table) -> Result<Self, IntakeError> {
        let one = |name: &str| table.column(&[name]);
        Ok(Self {
            patient: table.needed(&["cases.submitter_id"])?,
            sex: one("demographic.sex_at_birth"),
            gender: one("demographic.gender"),
            diagnosis: one("diagnoses.primary_diagnosis"),
            is_primary: one("diagnoses.diagnosis_is_primary_disease"),
            agents: one("treatments.therapeutic_agents"),
            given: one("treatments.treatment_or_therapy"),
            started: one("treatments.days_to_treatment_start"),
            ended: one("treatments.days_to_treatment_end"),
            ended_because: one("treatments.reason_treatment_ended"),
        })
    }
}

impl CaseReader<'_> {
    fn row(&mut self, row: &PatientRow) {
        let columns = self.columns;
        let written = reported(row, columns.sex).or(reported(row, columns.gender));
        if let Some(text) = self.told.once("patient.sex", written) {
            self.record.patient.sex = self.told.read("patient.sex", sex(Some(&text))).unwrap_or(Sex::Unknown);
        }
        // Without the column every diagnosis may be the one; later ones that differ are said.
        let primary = columns.is_primary.is_none() || row.stated(columns.is_primary) == Some("true");
        let diagnosis = reported(row, columns.diagnosis).filter(|_| primary);
        if let Some(text) = self.told.once("diagnosis", diagnosis) {
            self.record.diagnosis = Some(text);
        }
        self.facts(row);
    }

    /// One fact for each column about the person, one for the diagnosis of the row and one for its treatment.
    fn facts(&mut self, row: &PatientRow) {
        let names = self.names;
        let (mut diagnosis, mut treatment) = (Vec::new(), Vec::new());
        for (column, (name, _)) in names.iter().enumerate() {
            let Some(text) = row.stated(Some(column)) else { continue };
            let (group, label) = name.split_once('.').unwrap_or(("", name));
            let said = format!("{label}: {text}");
            match group {
                "diagnoses" => diagnosis.push(said),
                "treatments" => treatment.push(said),
                _ if column == self.columns.patient => {}
                _ => self.fact(row, topic(group, label), said),
            }
        }
        for (topic, said) in [(FactTopic::Tumor, diagnosis), (FactTopic::Treatment, treatment)] {
            if !said.is_empty() {
                self.fact(row, topic, said.join("; "));
            }
        }
    }

    fn fact(&mut self, row: &PatientRow, topic: FactTopic, text: String) {
        if self.facts.insert(text.clone()) {
            let source = RecordSource { file: self.told.file.index, line: row.line };
            self.record.facts.push(StatedFact { topic, text, source });
        }
    }

    /// A drug that was given. A treatment that was not given, or whose drug is not named, stays among the facts.
    fn treatment(&mut self, row: &PatientRow) {
        let columns = self.columns;
        let given = row.stated(columns.given).is_none_or(|text| text.eq_ignore_ascii_case("yes"));
        let Some(drug) = reported(row, columns.agents).filter(|_| given) else { return };
        let days = |column: Option<usize>| {
            let (_, label) = self.names.get(column?)?.0.split_once('.')?;
            Some(format!("{label}: {}", row.stated(column)?))
        };
        let treatment = Treatment {
            drugs: vec![drug.to_owned()],
            started_in: days(columns.started),
            ended_in: days(columns.ended),
            ended_because: reported(row, columns.ended_because).map(str::to_owned),
            ..Treatment::default()
        };
        if treatment.started_in.is_some() || treatment.ended_in.is_some() {
            self.told.notices.insert(self.told.file.notice("gdc_days_not_dates"));
        }
        add_treatment(&mut self.record.treatments, treatment);
    }
}

/// The field, unless it says that nothing was reported.
fn reported(row: &PatientRow, column: Option<usize>) -> Option<&str> {
    const NOTHING: [&str; 3] = ["not reported", "unknown", "unspecified"];
    row.stated(column).filter(|text| !NOTHING.iter().any(|no| no.eq_ignore_ascii_case(text)))
}

/// What a column speaks about.
fn topic(group: &str, label: &str) -> FactTopic {
    match (group, label) {
        ("cases", "primary_site" | "disease_type") => FactTopic::Tumor,
        ("cases", "lost_to_followup" | "days_to_lost_to_followup") => FactTopic::Outcome,
        ("demographic", "age_at_index" | "age_is_obfuscated" | "days_to_birth" | "year_of_birth") => FactTopic::Age,
        (
            "demographic",
            "vital_status" | "days_to_death" | "year_of_death" | "cause_of_death" | "cause_of_death_source",
        ) => FactTopic::Outcome,
        ("demographic", _) => FactTopic::Background,
        _ => FactTopic::Other,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use model::case_input::CaseInput;

    use super::*;
    use crate::{FileKind, ImportOptions, read_files, recognise};

    /// A synthetic table.
    const TABLE: &str = "\
project.project_id\tcases.submitter_id\tdemographic.gender\tdemographic.sex_at_birth\tdemographic.vital_status\tdiagnoses.diagnosis_is_primary_disease\tdiagnoses.primary_diagnosis\ttreatments.days_to_treatment_end\ttreatments.days_to_treatment_start\ttreatments.therapeutic_agents\ttreatments.treatment_or_therapy\ttreatments.treatment_outcome
SYNTHETIC-P\tSYNTHETIC-1\tfemale\t'--\tAlive\tfalse\tSmall cell carcinoma, NOS\t'--\t938\tDocetaxel\tyes\tProgressive Disease
SYNTHETIC-P\tSYNTHETIC-1\tfemale\t'--\tAlive\ttrue\tAdenocarcinoma, NOS\t1300\t1265\tErlotinib\tyes\t'--
SYNTHETIC-P\tSYNTHETIC-1\tfemale\t'--\tAlive\ttrue\tAdenocarcinoma, NOS\t'--\t'--\tCisplatin\tno\t'--
SYNTHETIC-P\tSYNTHETIC-1\tfemale\t'--\tAlive\ttrue\tAdenocarcinoma, NOS\t'--\t'--\tUnknown\tyes\t'--
SYNTHETIC-P\tSYNTHETIC-2\tnot reported\tnot reported\tDead\ttrue\tNot Reported\t'--\t'--\t'--\tunknown\t'--
SYNTHETIC-P\t'--
";

    fn read(patient: Option<&str>) -> Result<CaseInput, IntakeError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clinical.tsv");
        std::fs::write(&path, TABLE).unwrap();
        assert_eq!(recognise(&path).unwrap(), FileKind::GdcClinical);
        let options = ImportOptions { patient: patient.map(str::to_owned), ..ImportOptions::default() };
        read_files(&[PathBuf::from(&path)], &options)
    }

    #[test]
    fn drugs_that_were_given_are_treatments_in_the_order_of_their_days() {
        let input = read(Some("SYNTHETIC-1")).unwrap();
        let bins = [(Bin::Kept, 4), (Bin::OtherSample, 1), (Bin::Malformed, 1)];
        assert_eq!(input.ledger.files[0].bins, bins.into());
        assert!(input.notices.iter().any(|notice| notice.code == "gdc_days_not_dates"));
        let record = input.clinical.unwrap();
        assert_eq!((record.patient.sex, record.diagnosis.as_deref()), (Sex::Female, Some("Adenocarcinoma, NOS")));
        let [first, second] = record.treatments.as_slice() else { panic!("two treatments") };
        assert_eq!(first.drugs, ["Docetaxel"]);
        assert_eq!(first.started_in.as_deref(), Some("days_to_treatment_start: 938"));
        assert_eq!((second.drugs[0].as_str(), second.started_on), ("Erlotinib", None));
        assert!(record.tumor_type.is_none());
    }

    #[test]
    fn what_was_not_given_and_other_diagnoses_stay_among_the_facts() {
        let record = read(Some("SYNTHETIC-1")).unwrap().clinical.unwrap();
        let has = |topic: FactTopic, text: &str| {
            record.facts.iter().any(|fact| fact.topic == topic && fact.text.contains(text))
        };
        assert!(has(FactTopic::Treatment, "therapeutic_agents: Cisplatin; treatment_or_therapy: no"));
        assert!(has(FactTopic::Treatment, "treatment_outcome: Progressive Disease"));
        assert!(has(FactTopic::Tumor, "primary_diagnosis: Small cell carcinoma, NOS"));
        assert!(has(FactTopic::Outcome, "vital_status: Alive"));
        assert!(!record.facts.iter().any(|fact| fact.text.contains("'--")));
    }

    #[test]
    fn several_cases_are_a_question_and_what_was_not_reported_stays_open() {
        assert_eq!(read(None).unwrap_err().code(), "intake_patient_unclear");
        let input = read(Some("SYNTHETIC-2")).unwrap();
        assert!(input.notices.iter().all(|notice| notice.code != "value_not_understood"), "{:?}", input.notices);
        let record = input.clinical.unwrap();
        assert_eq!((record.patient.sex, record.diagnosis, record.treatments.len()), (Sex::Unknown, None, 0));
    }
}
