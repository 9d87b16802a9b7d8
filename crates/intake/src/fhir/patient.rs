//! The patient: who this is, and what else the resource says.

use model::ids::HospitalPatientId;
use model::person::Sex;
use model::stated_fact::FactTopic;
use serde_json::Value;

use super::ResourceReader;
use super::entries::Entry;
use super::words;
use crate::clinical_form::date::WrittenDate;

/// How a Japanese name is written: in characters, or by its sound.
const REPRESENTATION: &str = "iso21090-EN-representation";

impl ResourceReader<'_> {
    pub(super) fn patient(&mut self, entry: &Entry) {
        let resource = &entry.resource;
        self.identifiers(resource);
        let names: Vec<&Value> = words::items(resource.get("name")).filter(|name| !is_former(name)).collect();
        let spelled = |code: &str| names.iter().find(|name| representation(name) == Some(code)).copied();
        let sounds = |name: &&Value| matches!(representation(name), Some("SYL" | "ABC"));
        let official = |name: &&&Value| name.get("use").and_then(Value::as_str) == Some("official");
        let plain = || names.iter().find(official).or_else(|| names.iter().find(|name| !sounds(name))).copied();
        let patient = &mut self.record.patient;
        patient.name = spelled("IDE").or_else(plain).and_then(whole_name).unwrap_or_default();
        patient.kana = spelled("SYL").and_then(whole_name);
        patient.sex = match resource.get("gender").and_then(Value::as_str) {
            Some("male") => Sex::Male,
            Some("female") => Sex::Female,
            Some("other") => Sex::Other,
            _ => Sex::Unknown,
        };
        // HL7 ActReason HTEST: health data made up for tests.
        let marks = ["/meta/security", "/meta/tag"].into_iter().flat_map(|path| words::items(resource.pointer(path)));
        patient.synthetic = marks.into_iter().any(|mark| mark.get("code").and_then(Value::as_str) == Some("HTEST"));
        self.birth_and_death(entry);
    }

    fn birth_and_death(&mut self, entry: &Entry) {
        let resource = &entry.resource;
        if let Some(text) = resource.get("birthDate").and_then(Value::as_str) {
            match super::written(text) {
                Some(WrittenDate::Day(day)) => self.record.patient.born_on = Some(day),
                Some(part @ WrittenDate::Incomplete { .. }) => {
                    self.notices.insert(self.file.notice("date_without_day").with("field", "patient.born_on"));
                    self.fact_in_words(FactTopic::Age, format!("birthDate {}", part.iso()), entry);
                }
                None => {
                    self.notices.insert(self.file.notice("value_not_understood").with("field", "patient.born_on"));
                }
            }
        }
        let deceased = resource.get("deceasedDateTime").and_then(Value::as_str).map(str::to_owned);
        let deceased =
            deceased.or_else(|| resource.get("deceasedBoolean").and_then(Value::as_bool).map(|yes| yes.to_string()));
        if let Some(deceased) = deceased {
            self.fact_in_words(FactTopic::Outcome, format!("deceased {deceased}"), entry);
        }
    }

    /// The medical record number is the hospital's. Any other identifier may be an insurance number as well as a
    /// programme's pseudonym: it is not kept, and that is said.
    fn identifiers(&mut self, resource: &Value) {
        let all: Vec<&Value> = words::items(resource.get("identifier")).collect();
        let value = |one: &Value| one.get("value").and_then(Value::as_str).map(str::to_owned);
        let number =
            |one: &&&Value| one.get("type").is_some_and(|kind| words::codings(kind).any(|coding| coding.code == "MR"));
        let hospital = all.iter().find(number).and_then(|one| value(one));
        let others = all.len().saturating_sub(usize::from(hospital.is_some()));
        self.record.patient.hospital_id = hospital.map(HospitalPatientId);
        if others > 0 {
            self.notices.insert(self.file.notice("other_identifiers_not_kept").with("count", others));
        }
    }
}

fn is_former(name: &Value) -> bool {
    matches!(name.get("use").and_then(Value::as_str), Some("old" | "maiden" | "nickname" | "anonymous"))
}

fn representation(name: &Value) -> Option<&str> {
    let of_name = words::items(name.get("extension"));
    let mut of_name =
        of_name.filter(|one| one.get("url").and_then(Value::as_str).is_some_and(|url| url.ends_with(REPRESENTATION)));
    of_name.next()?.get("valueCode").and_then(Value::as_str)
}

/// The name as text, else family name and given names.
fn whole_name(name: &Value) -> Option<String> {
    if let Some(whole) = stated(name.get("text")) {
        return Some(whole.to_owned());
    }
    let parts = stated(name.get("family")).into_iter().chain(words::items(name.get("given")).filter_map(Value::as_str));
    let whole = parts.collect::<Vec<_>>().join(" ");
    Some(whole).filter(|whole| !whole.is_empty())
}

fn stated(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}
