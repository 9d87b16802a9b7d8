//! Whom and what a resource refers to, inside one document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::entries::Entry;
use super::words;

/// Whom a resource speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A patient, by the address of the patient.
    Patient(String),
    /// A group, a device, a place.
    SomethingElse,
    /// Nobody is named.
    Nobody,
    /// Several resources of the document have the identifier that is named.
    Unclear,
}

/// Where the resources of a document are.
pub(super) struct Index {
    /// By full address; of several with one address the first.
    by_url: BTreeMap<String, usize>,
    /// By `Type/id`.
    by_id: BTreeMap<String, Vec<usize>>,
    /// Places of resources whose address stood before: the same words again, or others.
    repeated: BTreeSet<u64>,
    differing: BTreeSet<u64>,
    /// Places of resources that another one refers to.
    referred_to: BTreeSet<usize>,
}

enum Target {
    Inside(usize),
    Outside(String),
    Unclear,
}

impl Index {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let (mut by_url, mut by_id) = (BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
        let (mut repeated, mut differing) = (BTreeSet::new(), BTreeSet::new());
        for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.settled.is_none()) {
            let Some(key) = entry.key() else { continue };
            if let Some(first) = by_url.get(&key).and_then(|first: &usize| entries.get(*first)) {
                let set = if first.resource == entry.resource { &mut repeated } else { &mut differing };
                set.insert(place as u64);
                continue;
            }
            by_url.insert(key, place);
            if let Some(id) = entry.id() {
                by_id.entry(id).or_default().push(place);
            }
        }
        let mut index = Self { by_url, by_id, repeated, differing, referred_to: BTreeSet::new() };
        for entry in entries {
            let mut named = Vec::new();
            gather(&entry.resource, &mut named);
            let inside = named.into_iter().filter_map(|reference| index.inside(entry, reference));
            let inside: Vec<usize> = inside.collect();
            index.referred_to.extend(inside);
        }
        index
    }

    /// Whether the same resource stood earlier in the document.
    pub(super) fn repeats_earlier(&self, entry: &Entry) -> bool {
        self.repeated.contains(&entry.place)
    }

    /// Whether another resource stood earlier under the same address.
    pub(super) fn differs_from_earlier(&self, entry: &Entry) -> bool {
        self.differing.contains(&entry.place)
    }

    /// Whether some resource of the document refers to this one.
    pub(super) fn is_referred_to(&self, entry: &Entry) -> bool {
        usize::try_from(entry.place).is_ok_and(|place| self.referred_to.contains(&place))
    }

    /// Whom a resource speaks of.
    pub(super) fn subject(&self, entries: &[Entry], entry: &Entry) -> Subject {
        if entry.kind == "Patient" && entry.settled.is_none() {
            return Subject::Patient(entry.key().unwrap_or_else(|| format!("Patient {}", entry.place + 1)));
        }
        let subject = entry.resource.get("subject").or_else(|| entry.resource.get("patient"));
        let Some(subject) = subject else { return Subject::Nobody };
        let text =
            |name: &str| subject.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let Some(reference) = text("reference") else {
            return subject.get("identifier").map_or(Subject::Nobody, |named| of_identifier(entries, named));
        };
        match self.resolve(entry, reference) {
            Target::Inside(place) => match entries.get(place) {
                Some(found) if found.kind == "Patient" => self.subject(entries, found),
                _ => Subject::SomethingElse,
            },
            Target::Outside(key) => {
                let kind = text("type").map(str::to_owned).or_else(|| type_of(&key));
                let patient = kind.is_none_or(|kind| kind == "Patient");
                if patient { Subject::Patient(key) } else { Subject::SomethingElse }
            }
            Target::Unclear => Subject::Unclear,
        }
    }

    /// What the resource that is referred to says it is, with its codes.
    pub(super) fn named(&self, entries: &[Entry], from: &Entry, reference: &str) -> Option<String> {
        self.concept(entries, from, reference).and_then(words::concept_with_codes)
    }

    /// The code of the resource that is referred to; `None` for persons and for what the document does not hold.
    pub(super) fn concept<'e>(&self, entries: &'e [Entry], from: &'e Entry, reference: &str) -> Option<&'e Value> {
        if let Some(id) = reference.strip_prefix('#') {
            let contained = from.resource.get("contained")?.as_array()?;
            let found = contained.iter().find(|one| one.get("id").and_then(Value::as_str) == Some(id))?;
            return found.get("code");
        }
        entries.get(self.inside(from, reference)?)?.resource.get("code")
    }

    fn inside(&self, from: &Entry, reference: &str) -> Option<usize> {
        match self.resolve(from, reference) {
            Target::Inside(place) => Some(place),
            Target::Outside(_) | Target::Unclear => None,
        }
    }

    /// By full address; a relative reference also by the server that its own resource came from, else by type and id
    /// where only one resource has them.
    fn resolve(&self, from: &Entry, reference: &str) -> Target {
        let reference = reference.split("/_history/").next().unwrap_or(reference);
        if reference.starts_with('#') {
            return Target::Unclear;
        }
        if let Some(place) = self.by_url.get(reference) {
            return Target::Inside(*place);
        }
        if is_absolute(reference) {
            return Target::Outside(reference.to_owned());
        }
        if let Some(server) = from.server() {
            let full = format!("{server}{reference}");
            if let Some(place) = self.by_url.get(&full) {
                return Target::Inside(*place);
            }
        }
        match self.by_id.get(reference).map(Vec::as_slice) {
            Some([one]) => Target::Inside(*one),
            Some([]) | None => Target::Outside(reference.to_owned()),
            Some(_) => Target::Unclear,
        }
    }
}

impl Entry {
    /// The address: that of the bundle, else type and id.
    fn key(&self) -> Option<String> {
        self.full_url.clone().or_else(|| self.id())
    }

    fn id(&self) -> Option<String> {
        let id = self.resource.get("id").and_then(Value::as_str).filter(|id| !id.is_empty())?;
        Some(format!("{}/{id}", self.kind))
    }

    /// `https://host/fhir/` of `https://host/fhir/Observation/1`.
    fn server(&self) -> Option<&str> {
        let url = self.full_url.as_deref().filter(|url| url.starts_with("http"))?;
        let (rest, _) = url.rsplit_once('/')?;
        rest.strip_suffix(self.kind.as_str())
    }
}

/// The patient that alone has the identifier, else somebody outside.
fn of_identifier(entries: &[Entry], named: &Value) -> Subject {
    let part = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let Some(value) = part(named, "value") else { return Subject::Nobody };
    let system = part(named, "system");
    let has = |one: &Value| part(one, "value").as_ref() == Some(&value) && part(one, "system") == system;
    let patients = entries.iter().filter(|entry| entry.kind == "Patient" && entry.settled.is_none());
    let mut found = patients.filter(|entry| words::items(entry.resource.get("identifier")).any(has));
    match (found.next().and_then(Entry::key), found.next()) {
        (Some(key), None) => Subject::Patient(key),
        (_, Some(_)) => Subject::Unclear,
        (None, None) => Subject::Patient(format!("{}|{value}", system.unwrap_or_default())),
    }
}

/// Every reference in a resource, at any depth.
fn gather<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("reference").and_then(Value::as_str));
            fields.values().for_each(|field| gather(field, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_absolute(reference: &str) -> bool {
    ["urn:", "http://", "https://"].iter().any(|start| reference.starts_with(start))
}

/// `Patient` of `Patient/1` or `https://host/Patient/1`; nothing of `urn:uuid:…`.
fn type_of(reference: &str) -> Option<String> {
    let (rest, _) = reference.rsplit_once('/')?;
    rest.rsplit('/').next().map(str::to_owned)
}

/// What people are shown for each patient: the last part of the address where that tells them apart.
pub(super) fn labels(subjects: &[Subject]) -> BTreeMap<String, String> {
    let short = |key: &str| key.rsplit(['/', ':', '|']).next().unwrap_or(key).to_owned();
    let keys: BTreeSet<&String> = subjects
        .iter()
        .filter_map(|subject| match subject {
            Subject::Patient(key) => Some(key),
            Subject::SomethingElse | Subject::Nobody | Subject::Unclear => None,
        })
        .collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for key in &keys {
        *count.entry(short(key)).or_default() += 1;
    }
    let label =
        |key: &str| Some(short(key)).filter(|short| count.get(short) == Some(&1)).unwrap_or_else(|| key.to_owned());
    keys.into_iter().map(|key| (key.clone(), label(key))).collect()
}
