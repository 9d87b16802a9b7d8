//! Clinical forms in.

pub(crate) mod date;
mod results;

use formats::clinical_form::{ClinicalForm, Patient, Phenotype, Specimen, Statement, Treatment, VERSION, VERSION_KEY};
use jiff::civil::Date;
use model::assembly::Assembly;
use model::canonical::ContentHash;
use model::clinical::{self, LAST_ECOG_PS};
use model::ids::{HospitalPatientId, ResearchId};
use model::ledger::Bin;
use model::notice::Notice;
use model::person::{PatientIdentity, Sex};
use model::profile::MolecularProfile;
use model::small_variant::RecordSource;
use model::stated_fact::{FactTopic, StatedFact};
use model::tumor_type::OncoTreeCode;

use crate::ImportOptions;
use crate::error::{IntakeError, Question, Refusal};
use crate::json_document::{self, wrong_field};
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::read_files::TypedDocument;
use crate::stated::sort_treatments;
use crate::tally::Tally;

struct FormReader<'f> {
    file: &'f FileIdentity,
    name: NameRule,
    profile: MolecularProfile,
    tally: Tally,
    notices: Vec<Notice>,
}

/// Reads a whole form. The clinical record is one record of the ledger, each typed result is another.
pub(crate) fn read(file: &FileIdentity, document: &[u8], options: &ImportOptions) -> Result<FilePart, IntakeError> {
    read_with(file, document, (options, NameRule::Needed))
}

/// Whether the form itself must say who the patient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameRule {
    /// A file on its own.
    Needed,
    /// Typed beside files, any of which may say it.
    MayBeElsewhere,
}

/// Reads a form that was typed beside files; it comes first among them.
pub(crate) fn read_typed(typed: &TypedDocument, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let sha256 = ContentHash::of_bytes(&typed.bytes);
    let stem = typed.name.strip_suffix(".json").unwrap_or(&typed.name).to_owned();
    let file = FileIdentity { name: typed.name.clone(), stem, index: 0, sha256 };
    read_with(&file, &typed.bytes, (options, NameRule::MayBeElsewhere))
}

/// What a typed form says about the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRecord {
    /// The clinical facts.
    pub record: clinical::ClinicalRecord,
    /// What is odd but usable.
    pub notices: Vec<Notice>,
}

/// Reads the clinical part of a typed form, as an import would read it.
///
/// # Errors
/// Refused with the field that cannot be read.
pub fn read_typed_form(typed: &TypedDocument) -> Result<FormRecord, IntakeError> {
    let part = read_typed(typed, &ImportOptions::default())?;
    let record = part.clinical.unwrap_or_else(clinical::ClinicalRecord::empty);
    Ok(FormRecord { record, notices: part.notices })
}

fn read_with(
    file: &FileIdentity,
    document: &[u8],
    (options, name): (&ImportOptions, NameRule),
) -> Result<FilePart, IntakeError> {
    let (form, notices) = json_document::read::<ClinicalForm>(file, document)?;
    if form.version > VERSION {
        let refusal = Refusal::NewerVersion { version: form.version.to_string() };
        return Err(IntakeError::refused(&file.name, refusal));
    }
    if form.version == 0 {
        return Err(wrong_field(file, VERSION_KEY));
    }
    let assembly = assembly(file, &form, options)?;
    let sample = form.tumor_sample.as_deref().unwrap_or(&file.stem);
    let profile = MolecularProfile::empty(sample, assembly.unwrap_or(Assembly::GRCh38));
    let mut reader = FormReader { file, name, profile, tally: Tally::default(), notices };
    let source = reader.next_source();
    let clinical = reader.clinical(&form, &source)?;
    reader.results(&form)?;
    let profile = reader.profile;
    let molecular = profile.test.is_some() || !profile.assessed.is_empty() || reader.tally.records() > 1;
    let part = ProfilePart { named: form.tumor_sample.is_some(), assembly, profile };
    Ok(FilePart {
        ledger: reader.tally.close(&file.name, "clinical_form", file.sha256)?,
        notices: reader.notices,
        profiles: Some(part).filter(|_| molecular).into_iter().collect(),
        clinical: Some(clinical),
        pedigree: None,
    })
}

impl FormReader<'_> {
    fn wrong(&self, field: String) -> IntakeError {
        wrong_field(self.file, field)
    }

    /// One more record, which a form always keeps.
    fn next_source(&mut self) -> RecordSource {
        self.tally.read();
        self.tally.end(Bin::Kept);
        RecordSource { file: self.file.index, line: self.tally.records() }
    }

    fn clinical(
        &mut self,
        form: &ClinicalForm,
        source: &RecordSource,
    ) -> Result<clinical::ClinicalRecord, IntakeError> {
        if form.ecog_ps.is_some_and(|status| status > LAST_ECOG_PS) {
            return Err(self.wrong("ecog_ps".to_owned()));
        }
        let (diagnosed_on, diagnosed_in) = self.day_or_part("diagnosed_on", form.diagnosed_on.as_deref())?;
        Ok(clinical::ClinicalRecord {
            patient: self.patient(&form.patient)?,
            tumor_type: form
                .tumor_type
                .as_deref()
                .map(str::trim)
                .filter(|code| !code.is_empty())
                .map(OncoTreeCode::from),
            diagnosis: form.diagnosis.clone(),
            diagnosed_on,
            diagnosed_in,
            department: form.department.clone(),
            attending_physician: form.attending_physician.clone(),
            specimen: form.specimen.as_ref().map(|specimen| self.specimen(specimen)).transpose()?,
            ecog_ps: form.ecog_ps,
            treatments: self.treatments(form.treatments.as_deref().unwrap_or_default())?,
            phenotypes: form.phenotypes.iter().flatten().map(phenotype).collect(),
            facts: self.statements(form.statements.as_deref().unwrap_or_default(), source)?,
        })
    }

    fn statements(&self, typed: &[Statement], source: &RecordSource) -> Result<Vec<StatedFact>, IntakeError> {
        let statements = typed.iter().zip(0..).map(|(statement, index)| {
            let topic = topic(&statement.topic).ok_or_else(|| self.wrong(format!("statements[{index}].topic")))?;
            if statement.text.trim().is_empty() {
                return Err(self.wrong(format!("statements[{index}].text")));
            }
            Ok(StatedFact { topic, text: statement.text.clone(), source: source.clone() })
        });
        statements.collect()
    }

    fn patient(&mut self, patient: &Patient) -> Result<PatientIdentity, IntakeError> {
        let needed = self.name == NameRule::Needed && patient.research_id.is_none();
        if needed && patient.name.trim().is_empty() {
            return Err(self.wrong("patient.name".to_owned()));
        }
        Ok(PatientIdentity {
            name: patient.name.clone(),
            kana: patient.kana.clone(),
            hospital_id: patient.hospital_id.clone().map(HospitalPatientId),
            research_id: patient.research_id.clone().map(ResearchId),
            born_on: self.date("patient.born_on", patient.born_on.as_deref())?,
            sex: sex(patient.sex.as_deref()).ok_or_else(|| self.wrong("patient.sex".to_owned()))?,
            synthetic: patient.synthetic,
        })
    }

    fn specimen(&mut self, specimen: &Specimen) -> Result<clinical::Specimen, IntakeError> {
        if specimen.tumor_content_percent.is_some_and(|percent| percent > 100) {
            return Err(self.wrong("specimen.tumor_content_percent".to_owned()));
        }
        Ok(clinical::Specimen {
            collected_on: self.date("specimen.collected_on", specimen.collected_on.as_deref())?,
            site: specimen.site.clone(),
            kind: specimen.kind.clone(),
            tumor_content_percent: specimen.tumor_content_percent,
        })
    }

    /// Oldest first; treatments without a start keep their place behind. A month or a year stays one.
    fn treatments(&mut self, treatments: &[Treatment]) -> Result<Vec<clinical::Treatment>, IntakeError> {
        let mut read = Vec::with_capacity(treatments.len());
        for (treatment, index) in treatments.iter().zip(0..) {
            let field = |name: &str| format!("treatments[{index}].{name}");
            if treatment.drugs.is_empty() || treatment.drugs.iter().any(|drug| drug.trim().is_empty()) {
                return Err(self.wrong(field("drugs")));
            }
            let (started_on, started_in) = self.day_or_part(&field("started_on"), treatment.started_on.as_deref())?;
            let (ended_on, ended_in) = self.day_or_part(&field("ended_on"), treatment.ended_on.as_deref())?;
            if started_on.zip(ended_on).is_some_and(|(start, end)| end < start) {
                return Err(self.wrong(field("ended_on")));
            }
            if treatment.line == Some(0) {
                return Err(self.wrong(field("line")));
            }
            read.push(clinical::Treatment {
                drugs: treatment.drugs.clone(),
                started_on,
                ended_on,
                best_response: treatment.best_response.clone(),
                ended_because: treatment.ended_because.clone(),
                line: treatment.line,
                regimen: treatment.regimen.clone(),
                also_named: treatment.also_named.clone(),
                started_in,
                ended_in,
            });
        }
        sort_treatments(&mut read);
        Ok(read)
    }

    fn date(&mut self, field: &str, text: Option<&str>) -> Result<Option<Date>, IntakeError> {
        self.day_or_part(field, text).map(|(day, _)| day)
    }

    /// A whole date or a part of one; one without its day becomes a notice, anything else a refusal that names the field.
    fn day_or_part(&mut self, field: &str, text: Option<&str>) -> Result<(Option<Date>, Option<String>), IntakeError> {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok((None, None)) };
        let written = date::read(text).ok_or_else(|| self.wrong(field.to_owned()))?.day_or_part();
        if written.0.is_none() {
            self.notices.push(self.file.notice("date_without_day").with("field", field));
        }
        Ok(written)
    }
}

/// The assembly that the form states; another answer is a question.
fn assembly(
    file: &FileIdentity,
    form: &ClinicalForm,
    options: &ImportOptions,
) -> Result<Option<Assembly>, IntakeError> {
    let stated =
        form.assembly.as_deref().map(|text| text.parse::<Assembly>().map_err(|_| wrong_field(file, "assembly")));
    match (stated.transpose()?, options.assembly) {
        (Some(stated), Some(asked)) if stated != asked => {
            let candidates = vec![stated.name().to_owned(), asked.name().to_owned()];
            Err(IntakeError::question(&file.name, Question::AssemblyConflict { candidates }))
        }
        (stated, _) => Ok(stated),
    }
}

fn phenotype(typed: &Phenotype) -> clinical::Phenotype {
    clinical::Phenotype {
        term: typed.term.clone(),
        label: typed.label.clone(),
        excluded: typed.excluded,
        onset: typed.onset.clone(),
    }
}

/// The topics that a person may choose; the others belong to documents of laboratories and of C-CAT.
fn topic(word: &str) -> Option<FactTopic> {
    const TOPICS: [FactTopic; 14] = [
        FactTopic::Age,
        FactTopic::Tumor,
        FactTopic::Stage,
        FactTopic::Family,
        FactTopic::Background,
        FactTopic::Specimen,
        FactTopic::EarlierTest,
        FactTopic::Treatment,
        FactTopic::AdverseEvent,
        FactTopic::Outcome,
        FactTopic::Disease,
        FactTopic::Measurement,
        FactTopic::LaboratoryComment,
        FactTopic::Other,
    ];
    TOPICS.into_iter().find(|topic| topic.code() == word)
}

pub(crate) fn sex(text: Option<&str>) -> Option<Sex> {
    match text.map(|text| text.trim().to_lowercase()).as_deref() {
        Some("male" | "m" | "男" | "男性") => Some(Sex::Male),
        Some("female" | "f" | "女" | "女性") => Some(Sex::Female),
        Some("other" | "その他") => Some(Sex::Other),
        None | Some("" | "unknown" | "不明") => Some(Sex::Unknown),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
