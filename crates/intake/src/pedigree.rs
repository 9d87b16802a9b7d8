//! PED: who descends from whom, and who is affected.

mod checks;
mod look;

use model::ledger::Bin;
use model::pedigree::{Affection, Pedigree, PedigreeMember};
use model::person::Sex;
use model::small_variant::RecordSource;

pub(crate) use self::look::looks_like;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::malformed::MalformedCause;
use crate::part::{FileIdentity, FilePart};
use crate::tally::Tally;

/// Fields that the format has; what stands behind them is only read where it names HPO terms.
const FIELDS: usize = 6;

/// What is odd about single lines, counted.
#[derive(Default)]
struct Oddities {
    codes: u64,
    more_fields: u64,
    twice: u64,
}

/// Reads a whole PED file.
pub(crate) fn read(file: &FileIdentity, mut lines: Lines) -> Result<FilePart, IntakeError> {
    let (mut tally, mut pedigree, mut odd) = (Tally::default(), Pedigree::default(), Oddities::default());
    let (mut bytes, mut known) = (Vec::new(), std::collections::BTreeSet::new());
    while let Some(line) = lines.next_into(&mut bytes)? {
        let text = String::from_utf8_lossy(&bytes);
        let fields = fields(&text);
        if is_no_person(&fields) {
            continue;
        }
        tally.read();
        let Some(member) = member(&fields, RecordSource { file: file.index, line }, &mut odd) else {
            tally.end_malformed(line, MalformedCause::Columns);
            continue;
        };
        // The first line of a person counts; another one may say something else.
        if known.insert((member.family.clone(), member.individual.clone())) {
            tally.end(Bin::Kept);
            pedigree.members.push(member);
        } else {
            odd.twice += 1;
            tally.end(Bin::NoValue);
        }
    }
    let malformed = tally.count(Bin::Malformed);
    let mut notices = Vec::new();
    for (code, count) in [
        ("records_malformed", malformed),
        ("table_no_records", u64::from(tally.records() == 0)),
        ("pedigree_code_unknown", odd.codes),
        ("pedigree_fields_not_read", odd.more_fields),
        ("pedigree_person_twice", odd.twice),
    ] {
        if count > 0 {
            notices.push(file.notice(code).with("count", count));
        }
    }
    notices.extend(checks::notices(file, &pedigree));
    let ledger = tally.close(&file.name, "pedigree", file.sha256)?;
    Ok(FilePart { ledger, notices, profiles: Vec::new(), clinical: None, pedigree: Some(pedigree) })
}

/// Tabs separate where there are some, else any space.
fn fields(line: &str) -> Vec<&str> {
    let line = line.trim_end();
    if line.contains('\t') { line.split('\t').map(str::trim).collect() } else { line.split_whitespace().collect() }
}

/// An empty line, a comment, or the names of the columns.
fn is_no_person(fields: &[&str]) -> bool {
    let first = fields.first().copied().unwrap_or_default();
    let header = fields.get(4).is_some_and(|name| matches!(name.to_ascii_lowercase().as_str(), "sex" | "gender"));
    header || first.starts_with('#') || fields.iter().all(|field| field.is_empty())
}

fn member(fields: &[&str], source: RecordSource, odd: &mut Oddities) -> Option<PedigreeMember> {
    let (six, more) = fields.split_at_checked(FIELDS)?;
    let [family, individual, father, mother, sex, affected] = six else { return None };
    if family.is_empty() || matches!(*individual, "" | "0") {
        return None;
    }
    let parent = |name: &str| Some(name.to_owned()).filter(|name| !matches!(name.as_str(), "" | "0" | "."));
    let (sex, sex_known) = sex_of(sex);
    let (affected, affection_known) = affection_of(affected);
    odd.codes += u64::from(!sex_known) + u64::from(!affection_known);
    let terms = |field: &&str| field.starts_with("HP:");
    odd.more_fields += u64::from(more.iter().any(|field| !field.is_empty() && !terms(field)));
    let phenotypes = more.iter().filter(|field| terms(field)).flat_map(|field| field.split([',', ';', '|']));
    Some(PedigreeMember {
        family: (*family).to_owned(),
        individual: (*individual).to_owned(),
        father: parent(father),
        mother: parent(mother),
        sex,
        affected,
        phenotypes: phenotypes.map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned).collect(),
        source,
    })
}

/// The sex, and whether the code is one that the format knows.
fn sex_of(text: &str) -> (Sex, bool) {
    match text.to_ascii_lowercase().as_str() {
        "1" | "male" => (Sex::Male, true),
        "2" | "female" => (Sex::Female, true),
        "" | "0" | "-9" | "." | "other" | "unknown" => (Sex::Unknown, true),
        _ => (Sex::Unknown, false),
    }
}

/// The affection, and whether the code is one that the format knows.
fn affection_of(text: &str) -> (Affection, bool) {
    match text.to_ascii_lowercase().as_str() {
        "1" | "unaffected" => (Affection::Unaffected, true),
        "2" | "affected" => (Affection::Affected, true),
        "" | "0" | "-9" | "." | "unknown" => (Affection::Unknown, true),
        _ => (Affection::Unknown, false),
    }
}

#[cfg(test)]
mod tests;
