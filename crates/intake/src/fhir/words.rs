//! Elements of FHIR in words: codes as stated, numbers as written.

use serde_json::{Map, Value};

/// What says nothing about the patient, or who somebody else is.
const SKIPPED: [&str; 28] = [
    "resourceType",
    "id",
    "meta",
    "implicitRules",
    "language",
    "text",
    "contained",
    "identifier",
    "subject",
    "patient",
    "performer",
    "asserter",
    "recorder",
    "requester",
    "encounter",
    "context",
    "informationSource",
    "basedOn",
    "specimen",
    "device",
    "collector",
    "receivedTime",
    "issued",
    "authorReference",
    "authorString",
    "name",
    "participant",
    "contributor",
];

/// What stands first.
const FIRST: [&str; 4] = ["code", "medicationCodeableConcept", "medicationReference", "relationship"];

/// One code of a coding system.
pub(super) struct Coding<'c> {
    pub(super) system: &'c str,
    pub(super) code: &'c str,
    pub(super) display: Option<&'c str>,
}

/// The items of an element that may stand once or several times.
pub(super) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, several) = match value {
        Some(Value::Array(items)) => (None, items.as_slice()),
        other => (other, [].as_slice()),
    };
    one.into_iter().chain(several)
}

/// The codes of a concept.
pub(super) fn codings(concept: &Value) -> impl Iterator<Item = Coding<'_>> {
    items(concept.get("coding")).filter_map(|coding| {
        let text = |name: &str| coding.get(name).and_then(Value::as_str);
        Some(Coding { system: text("system").unwrap_or_default(), code: text("code")?, display: text("display") })
    })
}

/// A concept as people call it: its text, else the first name of its codes, else the first code.
pub(super) fn concept(concept: &Value) -> Option<String> {
    let text = concept.get("text").and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let named = || codings(concept).find_map(|coding| coding.display);
    let coded = || codings(concept).map(|coding| coding.code).next();
    text.or_else(named).or_else(coded).map(str::to_owned)
}

/// A concept with all its codes, as `Malignant neoplasm of lung (ICD-10 C34.1, SNOMED CT 254637007)`.
pub(super) fn concept_with_codes(value: &Value) -> Option<String> {
    let name = concept(value)?;
    let codes: Vec<String> = codings(value).map(|coding| code(&coding)).collect();
    Some(if codes.is_empty() || codes == [name.as_str()] { name } else { format!("{name} ({})", codes.join(", ")) })
}

fn code(coding: &Coding<'_>) -> String {
    match system_name(coding.system) {
        "" => coding.code.to_owned(),
        name => format!("{name} {}", coding.code),
    }
}

/// The name that people know a coding system by; any other by its address.
fn system_name(system: &str) -> &str {
    match system {
        "http://snomed.info/sct" => "SNOMED CT",
        "http://loinc.org" => "LOINC",
        "http://hl7.org/fhir/sid/icd-10" => "ICD-10",
        "http://hl7.org/fhir/sid/icd-10-cm" => "ICD-10-CM",
        "http://terminology.hl7.org/CodeSystem/icd-o-3" => "ICD-O-3",
        "http://www.nlm.nih.gov/research/umls/rxnorm" => "RxNorm",
        "http://www.genenames.org/geneId" | "http://www.genenames.org" => "HGNC",
        other if other.starts_with("http://terminology.hl7.org/") => "",
        other => other,
    }
}

/// A whole resource. `named` tells what a reference stands for; one that tells nothing is left out.
pub(super) fn of_resource(resource: &Value, named: &dyn Fn(&str) -> Option<String>) -> String {
    let Some(fields) = resource.as_object() else { return String::new() };
    let first = FIRST.iter().filter_map(|name| fields.get(*name)).map(|value| of(value, named));
    let values = fields.iter().filter(|(name, _)| name.starts_with("value")).map(|(_, value)| of(value, named));
    let others = fields.iter().filter(|(name, value)| {
        let skipped = SKIPPED.contains(&name.as_str()) || FIRST.contains(&name.as_str());
        !skipped && !name.starts_with("value") && !name.starts_with('_') && !is_usual_status(name, value)
    });
    let others = others.map(|(name, value)| labelled(name, &of(value, named)));
    let parts = first.chain(values).chain(others).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" / ")
}

fn labelled(name: &str, words: &str) -> String {
    match name {
        _ if words.is_empty() => String::new(),
        "extension" | "effectiveDateTime" | "onsetDateTime" => words.to_owned(),
        _ => format!("{name} {words}"),
    }
}

fn is_usual_status(name: &str, value: &Value) -> bool {
    name == "status" && matches!(value.as_str(), Some("final" | "completed" | "available"))
}

/// Any element.
fn of(value: &Value, named: &dyn Fn(&str) -> Option<String>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(|item| of(item, named)), ", "),
        Value::Object(fields) => of_fields(value, fields, named),
    }
}

fn of_fields(value: &Value, fields: &Map<String, Value>, named: &dyn Fn(&str) -> Option<String>) -> String {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    if fields.contains_key("coding") {
        return concept_with_codes(value).unwrap_or_default();
    }
    if let Some(reference) = text("reference") {
        return named(reference).unwrap_or_default();
    }
    if let (Some(own), true) = (text("code"), fields.contains_key("system") && !fields.contains_key("value")) {
        let coding = Coding { system: text("system").unwrap_or_default(), code: own, display: text("display") };
        return coding.display.map_or_else(|| code(&coding), |name| format!("{name} ({})", code(&coding)));
    }
    if let Some(Value::Number(number)) = fields.get("value") {
        let unit = text("unit").or_else(|| text("code")).unwrap_or_default();
        return joined(
            [text("comparator").unwrap_or_default().to_owned(), number.to_string(), unit.to_owned()].into_iter(),
            " ",
        );
    }
    if let Some(url) = text("url") {
        let tail = url.rsplit('/').next().unwrap_or(url);
        let others = fields.iter().filter(|(name, _)| !matches!(name.as_str(), "url" | "id"));
        let words = joined(others.map(|(_, value)| of(value, named)), ", ");
        return if words.is_empty() { words } else { format!("{tail} {words}") };
    }
    if fields.len() == 1
        && let Some(text) = text("text")
    {
        return text.to_owned();
    }
    if (text("start").is_some() || text("end").is_some()) && fields.len() <= 2 {
        return format!("{} – {}", text("start").unwrap_or_default(), text("end").unwrap_or_default())
            .trim()
            .to_owned();
    }
    let parts = fields.iter().filter(|(name, _)| !SKIPPED.contains(&name.as_str()) || name.as_str() == "text");
    joined(
        parts.map(|(name, value)| {
            let words = of(value, named);
            if words.is_empty() { words } else { format!("{name} {words}") }
        }),
        "; ",
    )
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
