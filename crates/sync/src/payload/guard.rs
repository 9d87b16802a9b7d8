//! Looks for the person in every string before it leaves: name, フリガナ, 患者ID, birth day, mail address.
//!
//! Texts are compared as a reader would: width, case, kana script, spaces, hyphens, variant kanji and variation selectors
//! make no difference, and a date is the same date in any calendar. What was found is told by its place and kind, never by
//! its words. A false alarm costs a person a look; a miss cannot be taken back.

mod dates;
mod folding;

use jiff::civil::Date;
use model::person::PatientIdentity;
use serde::Serialize;
use serde_json::Value;

pub(crate) use self::dates::dates_in;
use self::folding::{bare, is_kana, joined};

/// What identifies a person, ready to be looked for. `Debug` prints none of it.
#[derive(Clone, Default)]
pub struct Identifiers {
    names: Vec<String>,
    latin: Vec<String>,
    numbers: Vec<String>,
    born_on: Option<Date>,
}

impl std::fmt::Debug for Identifiers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identifiers(…)")
    }
}

/// What kind of identifier a string seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeakKind {
    /// 氏名 or フリガナ, or a part of it.
    Name,
    /// 患者ID
    HospitalId,
    /// 生年月日
    BirthDay,
    /// Mail address
    Address,
}

impl LeakKind {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::HospitalId => "hospital_id",
            Self::BirthDay => "birth_day",
            Self::Address => "address",
        }
    }
}

/// A string that seems to identify the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Place of the string, as a JSON pointer.
    pub path: String,
    /// What it seems to hold.
    pub kind: LeakKind,
}

/// A value in which no string identifies the person. Made by [`guard`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pseudonymised<T>(T);

impl<T> Pseudonymised<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Lets a value through when no string of it, key or value, identifies the person.
///
/// # Errors
/// Every place that does, in order.
pub fn guard<T: Serialize>(value: T, identifiers: &Identifiers) -> Result<Pseudonymised<T>, Vec<Leak>> {
    let mut leaks = Vec::new();
    match serde_json::to_value(&value) {
        Ok(json) => look(&json, &mut String::new(), identifiers, &mut leaks),
        // What cannot be looked at is not let through.
        Err(_) => leaks.push(Leak { path: String::new(), kind: LeakKind::Name }),
    }
    if leaks.is_empty() { Ok(Pseudonymised(value)) } else { Err(leaks) }
}

fn look(value: &Value, path: &mut String, identifiers: &Identifiers, leaks: &mut Vec<Leak>) {
    let mut within = |step: &str, value: &Value, leaks: &mut Vec<Leak>| {
        let length = path.len();
        path.push('/');
        path.push_str(step);
        look(value, path, identifiers, leaks);
        path.truncate(length);
    };
    match value {
        Value::String(text) => {
            let kinds = identifiers.kinds_in(text);
            leaks.extend(kinds.into_iter().map(|kind| Leak { path: path.clone(), kind }));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| within(&index.to_string(), item, leaks));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                if !identifiers.kinds_in(name).is_empty() {
                    leaks.push(Leak { path: String::new(), kind: LeakKind::Name });
                }
                within(name, field, leaks);
            }
        }
        Value::Number(number) => {
            let kinds = identifiers.kinds_in(&number.to_string());
            leaks.extend(kinds.into_iter().map(|kind| Leak { path: path.clone(), kind }));
        }
        Value::Null | Value::Bool(_) => {}
    }
}

impl Identifiers {
    /// Those of a patient.
    pub fn of(patient: &PatientIdentity) -> Self {
        let mut identifiers = Self { born_on: patient.born_on, ..Self::default() };
        for written in [Some(&patient.name), patient.kana.as_ref()].into_iter().flatten() {
            let parts: Vec<String> = written.split_whitespace().map(bare).filter(|part| !part.is_empty()).collect();
            let whole = bare(written);
            identifiers.add_name(whole.clone());
            // First and last name in the other order.
            identifiers.add_name(parts.iter().rev().cloned().collect());
            for part in parts.into_iter().filter(|part| *part != whole) {
                identifiers.add_name(part);
            }
        }
        let number = patient.hospital_id.iter().map(|id| joined(&id.0));
        identifiers.numbers =
            number.map(|id| id.trim_start_matches('0').to_owned()).filter(|id| id.len() >= 3).collect();
        identifiers
    }

    /// Kana of two letters stand inside drug names, Latin letters inside English words, one kanji in any text: these are
    /// looked for as whole words or only as part of the whole name.
    fn add_name(&mut self, name: String) {
        let length = name.chars().count();
        if name.is_ascii() {
            if length >= 2 {
                self.latin.push(name);
            }
        } else if length >= if name.chars().all(is_kana) { 3 } else { 2 } {
            self.names.push(name);
        }
    }

    /// What a text seems to hold.
    pub fn kinds_in(&self, text: &str) -> Vec<LeakKind> {
        let mut kinds = Vec::new();
        let folded = bare(text);
        let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(bare).collect();
        let long_latin = |name: &String| name.len() >= 6 && folded.contains(name.as_str());
        if self.names.iter().any(|name| folded.contains(name.as_str()))
            || self.latin.iter().any(|name| long_latin(name) || words.contains(name))
        {
            kinds.push(LeakKind::Name);
        }
        let digits = joined(text);
        if self.numbers.iter().any(|number| holds_number(&digits, number)) {
            kinds.push(LeakKind::HospitalId);
        }
        if self.born_on.is_some_and(|born| dates::dates_in(text).contains(&born)) {
            kinds.push(LeakKind::BirthDay);
        }
        if holds_address(text) {
            kinds.push(LeakKind::Address);
        }
        kinds
    }
}

/// Whether a number stands in a text as a number of its own: zeros before it make no difference, other digits do.
fn holds_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, found)| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches('0').chars().next_back();
        let after = text.get(at + found.len()..).unwrap_or_default().chars().next();
        !before.is_some_and(|c| c.is_ascii_alphanumeric()) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

fn holds_address(text: &str) -> bool {
    let folded = folding::folded(text);
    folded.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(person, house)| {
            person.chars().next_back().is_some_and(char::is_alphanumeric) && house.trim_end_matches('.').contains('.')
        })
    })
}

#[cfg(test)]
mod tests;
