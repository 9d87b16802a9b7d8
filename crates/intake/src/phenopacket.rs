//! Phenopackets in: who, which signs, which diseases; what somebody concluded stays their statement.

mod words;

use formats::phenopacket::{Disease, Individual, OntologyClass, Phenopacket, PhenotypicFeature};
use model::clinical::{ClinicalRecord, Phenotype, Treatment};
use model::ids::ResearchId;
use model::ledger::Bin;
use model::notice::Notice;
use model::person::Sex;
use model::small_variant::RecordSource;
use model::stated_fact::{FactTopic, StatedFact};
use serde_json::Value;

use crate::clinical_form::date::{self, WrittenDate};
use crate::error::{IntakeError, Refusal};
use crate::json_document;
use crate::part::{FileIdentity, FilePart};
use crate::stated::add_treatment;
use crate::tally::Tally;

/// What is gathered while a document is read.
struct PacketReader<'p> {
    file: &'p FileIdentity,
    record: ClinicalRecord,
    tally: Tally,
    notices: Vec<Notice>,
}

/// Reads a whole document: one record for the subject, one for each sign, disease, measurement, sample, interpretation,
/// treatment and file.
pub(crate) fn read(file: &FileIdentity, document: &[u8]) -> Result<FilePart, IntakeError> {
    let (packet, notices) = json_document::read::<Phenopacket>(file, document)?;
    let version = packet.meta_data.get("phenopacketSchemaVersion").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with('2') {
        let refusal = Refusal::PhenopacketVersion { version: version.to_owned() };
        return Err(IntakeError::refused(&file.name, refusal));
    }
    let mut reader = PacketReader { file, record: ClinicalRecord::empty(), tally: Tally::default(), notices };
    reader.subject(packet.subject.as_ref());
    for feature in &packet.phenotypic_features {
        reader.feature(feature);
    }
    for disease in &packet.diseases {
        reader.disease(disease);
    }
    for (items, topic) in [
        (&packet.measurements, FactTopic::Measurement),
        (&packet.biosamples, FactTopic::Specimen),
        (&packet.files, FactTopic::Other),
    ] {
        for item in items {
            reader.stated(topic, words::of(item));
        }
    }
    for interpretation in &packet.interpretations {
        reader.interpretation(interpretation);
    }
    for action in &packet.medical_actions {
        reader.action(action);
    }
    Ok(FilePart {
        ledger: reader.tally.close(&file.name, "phenopacket", file.sha256)?,
        notices: reader.notices,
        profiles: Vec::new(),
        clinical: Some(reader.record),
        pedigree: None,
    })
}

impl PacketReader<'_> {
    fn source(&mut self) -> RecordSource {
        self.tally.read();
        self.tally.end(Bin::Kept);
        RecordSource { file: self.file.index, line: self.tally.records() }
    }

    /// One record that is kept in its words.
    fn stated(&mut self, topic: FactTopic, text: String) {
        let source = self.source();
        self.record.facts.push(StatedFact { topic, text, source });
    }

    fn subject(&mut self, subject: Option<&Individual>) {
        let source = self.source();
        let Some(subject) = subject else { return };
        let patient = &mut self.record.patient;
        patient.research_id = Some(ResearchId(subject.id.clone()));
        patient.sex = match subject.sex.as_deref() {
            Some("MALE") => Sex::Male,
            Some("FEMALE") => Sex::Female,
            Some("OTHER_SEX") => Sex::Other,
            _ => Sex::Unknown,
        };
        if let Some(text) = &subject.date_of_birth {
            let day = text.split('T').next().and_then(date::read);
            match day {
                Some(WrittenDate::Day(day)) => patient.born_on = Some(day),
                Some(WrittenDate::Incomplete { .. }) | None => {
                    self.notices.push(self.file.notice("value_not_understood").with("field", "subject.dateOfBirth"));
                }
            }
        }
        let term = |term: &OntologyClass| named(term);
        for (topic, text) in [
            (FactTopic::Age, subject.time_at_last_encounter.as_ref().map(words::of)),
            (FactTopic::Outcome, subject.vital_status.as_ref().map(words::of)),
            (FactTopic::Background, subject.karyotypic_sex.clone()),
            (FactTopic::Background, subject.gender.as_ref().map(term)),
            (FactTopic::Background, subject.taxonomy.as_ref().map(term)),
        ] {
            if let Some(text) = text {
                self.record.facts.push(StatedFact { topic, text, source: source.clone() });
            }
        }
        if !subject.alternate_ids.is_empty() {
            self.notices
                .push(self.file.notice("other_identifiers_not_kept").with("count", subject.alternate_ids.len()));
        }
    }

    /// A sign of another ontology than HPO is kept as one; severity, modifiers and the like stay in words beside it.
    fn feature(&mut self, feature: &PhenotypicFeature) {
        let source = self.source();
        self.record.phenotypes.push(Phenotype {
            term: feature.r#type.id.clone(),
            label: feature.r#type.label.clone(),
            excluded: feature.excluded,
            onset: feature.onset.as_ref().map(words::of),
        });
        let more = [
            feature.severity.as_ref().map(named),
            Some(feature.modifiers.iter().map(named).collect::<Vec<_>>().join(", ")),
            feature.resolution.as_ref().map(words::of),
            feature.description.clone(),
        ];
        let more: Vec<String> = more.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        if !more.is_empty() {
            let text = format!("{}: {}", named(&feature.r#type), more.join(" / "));
            self.record.facts.push(StatedFact { topic: FactTopic::Other, text, source });
        }
    }

    fn disease(&mut self, disease: &Disease) {
        let more = [
            Some(named(&disease.term)),
            disease.excluded.then(|| "excluded".to_owned()),
            disease.onset.as_ref().map(|onset| format!("onset {}", words::of(onset))),
            disease.resolution.as_ref().map(words::of),
            disease.primary_site.as_ref().map(named),
            disease.laterality.as_ref().map(named),
        ];
        let stages = disease.disease_stage.iter().chain(&disease.clinical_tnm_finding).map(named);
        let text = more.into_iter().flatten().chain(stages).collect::<Vec<_>>().join(" / ");
        self.stated(FactTopic::Disease, text);
        if !disease.excluded && self.record.diagnosis.is_none() {
            self.record.diagnosis = disease.term.label.clone().or_else(|| Some(disease.term.id.clone()));
        }
    }

    /// A variant in an interpretation is what a person concluded, not what a caller saw.
    fn interpretation(&mut self, interpretation: &Value) {
        let source = self.source();
        let diagnosis = interpretation.get("diagnosis");
        let status = interpretation.get("progressStatus").map(words::of);
        let disease = diagnosis.and_then(|diagnosis| diagnosis.get("disease")).map(words::of);
        let text = [status, disease].into_iter().flatten().collect::<Vec<_>>().join(" / ");
        let topic = FactTopic::Disease;
        self.record.facts.push(StatedFact { topic, text, source: source.clone() });
        let variants =
            diagnosis.and_then(|diagnosis| diagnosis.get("genomicInterpretations")).and_then(Value::as_array);
        for variant in variants.into_iter().flatten() {
            let topic = FactTopic::StatedVariant;
            self.record.facts.push(StatedFact { topic, text: words::of(variant), source: source.clone() });
        }
    }

    /// A treatment with an agent is a treatment; its other details, and other actions, are kept in words.
    fn action(&mut self, action: &Value) {
        let agent = action.pointer("/treatment/agent/label").and_then(Value::as_str);
        if let Some(agent) = agent {
            let treatment = Treatment { drugs: vec![agent.to_owned()], ..Treatment::default() };
            add_treatment(&mut self.record.treatments, treatment);
        }
        self.stated(FactTopic::Treatment, words::of(action));
    }
}

/// `Seizure (HP:0001250)`.
fn named(term: &OntologyClass) -> String {
    match &term.label {
        Some(label) => format!("{label} ({})", term.id),
        None => term.id.clone(),
    }
}

#[cfg(test)]
mod tests;
