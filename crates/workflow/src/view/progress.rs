//! The programme in counts. A small count can point at a person: who sees no cases is not told it, nor what would tell it.

use std::collections::BTreeMap;

use casefile::milestone::{Milestone, days_between};
use casefile::programme::{ProgrammeArea, ProgrammeGroup};
use jiff::civil::Date;

use super::course::Course;
use super::precedents::SUPPRESSED_BELOW;
use super::{WorklistEntry, count};
use crate::contract::{CaseState, ProgressReport, ProgressRow, ProgressTable, TurnaroundRow};
use crate::csv_text::csv_text;
use crate::wording::{Language, text};

const COLUMNS: [&str; 6] = [
    "progress_column_by",
    "progress_column_part",
    "progress_column_cases",
    "progress_column_median",
    "progress_column_shortest",
    "progress_column_longest",
];

/// Where nobody said to which part a case belongs.
const NOT_RECORDED: &str = "not_recorded";

/// What is hidden must come from at least two parts and add up to this, or it could be told from the total.
const HIDDEN_AT_LEAST: u32 = 2 * SUPPRESSED_BELOW;

const STEPS: [Milestone; 5] = [
    Milestone::SpecimenSent,
    Milestone::ResultsReceived,
    Milestone::PanelHeld,
    Milestone::PanelResultReceived,
    Milestone::PatientExplained,
];

/// One part and how many cases it has, before anything is hidden.
type Part = (String, Option<String>, u32);

/// The counts of a day.
pub(crate) fn progress(entries: &[WorklistEntry], today: Date, sees_cases: bool) -> ProgressReport {
    let courses: Vec<&Course> = entries.iter().filter_map(|entry| entry.course.as_ref()).collect();
    let tables: Vec<ProgressTable> = [
        ("group", by_group(&courses)),
        ("area", by_area(&courses)),
        ("tumor", by_tumor(entries)),
        ("state", by_state(entries)),
    ]
    .into_iter()
    .map(|(by, parts)| ProgressTable { by: by.to_owned(), rows: told(parts, sees_cases) })
    .collect();
    let all = count(entries.len());
    let hidden = tables.iter().flat_map(|table| &table.rows).any(|row| row.cases.is_none());
    ProgressReport {
        as_of: today.to_string(),
        cases: (!hidden || all >= HIDDEN_AT_LEAST).then_some(all),
        tables,
        turnaround: STEPS.into_iter().map(|step| turnaround(&courses, step, sees_cases)).collect(),
        suppressed_below: (!sees_cases).then_some(SUPPRESSED_BELOW),
    }
}

/// The counts as CSV, in Japanese whatever the language of the screens: one row for each part and each milestone.
pub(crate) fn progress_csv(report: &ProgressReport) -> String {
    let say = |code: &str| text(code, Language::Japanese);
    let told = |cases: Option<u32>| cases.map_or_else(|| say("progress_suppressed"), |cases| cases.to_string());
    let columns = COLUMNS.map(say);
    let mut rows = vec![vec![say("progress_by_all"), report.as_of.clone(), told(report.cases)]];
    for table in &report.tables {
        let by = say(&format!("progress_by_{}", table.by));
        rows.extend(table.rows.iter().map(|row| {
            let word = match row.code.as_str() {
                "suppressed" => say("progress_others"),
                NOT_RECORDED => say("register_not_recorded"),
                code => say(&word_of(&table.by, code)),
            };
            vec![by.clone(), row.label.clone().unwrap_or(word), told(row.cases)]
        }));
    }
    for step in &report.turnaround {
        let days = |days: Option<i32>| days.map(|days| days.to_string()).unwrap_or_default();
        rows.push(vec![
            say("progress_by_turnaround"),
            say(&format!("milestone_{}", step.milestone)),
            told(step.cases),
            step.median_days.clone().unwrap_or_default(),
            days(step.shortest_days),
            days(step.longest_days),
        ]);
    }
    for row in &mut rows {
        row.resize(COLUMNS.len(), String::new());
    }
    csv_text(&columns.each_ref().map(String::as_str), rows)
}

/// The word of a code of a closed list.
fn word_of(by: &str, code: &str) -> String {
    match by {
        "group" => format!("programme_group_{code}"),
        "area" => format!("programme_area_{code}"),
        _ => format!("state_{code}"),
    }
}

fn by_group(courses: &[&Course]) -> Vec<Part> {
    let of = |course: &Course| course.programme.and_then(|placed| placed.group).map(ProgrammeGroup::code);
    closed(courses.iter().map(|course| of(course)), ProgrammeGroup::ALL.map(ProgrammeGroup::code))
}

fn by_area(courses: &[&Course]) -> Vec<Part> {
    let of = |course: &Course| course.programme.and_then(|placed| placed.area).map(ProgrammeArea::code);
    closed(courses.iter().map(|course| of(course)), ProgrammeArea::ALL.map(ProgrammeArea::code))
}

fn by_state(entries: &[WorklistEntry]) -> Vec<Part> {
    closed(entries.iter().map(|entry| Some(entry.state.code())), CaseState::ALL.map(CaseState::code))
}

/// Every part of a closed list, also those without cases, and what nobody said.
fn closed<const N: usize>(of: impl Iterator<Item = Option<&'static str>>, codes: [&'static str; N]) -> Vec<Part> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for code in of {
        *counts.entry(code.unwrap_or(NOT_RECORDED)).or_default() += 1;
    }
    let unsaid = counts.contains_key(NOT_RECORDED).then_some(NOT_RECORDED);
    let parts = codes.into_iter().chain(unsaid);
    parts.map(|code| (code.to_owned(), None, counts.get(code).copied().unwrap_or_default())).collect()
}

fn by_tumor(entries: &[WorklistEntry]) -> Vec<Part> {
    let mut counts: BTreeMap<Option<&String>, u32> = BTreeMap::new();
    for entry in entries {
        *counts.entry(entry.tumor_label.as_ref()).or_default() += 1;
    }
    let mut parts: Vec<Part> = counts
        .into_iter()
        .map(|(label, cases)| match label {
            Some(label) => ("tumor".to_owned(), Some(label.clone()), cases),
            None => (NOT_RECORDED.to_owned(), None, cases),
        })
        .collect();
    parts.sort_by_key(|(code, label, cases)| (code == NOT_RECORDED, u32::MAX - cases, label.clone()));
    parts
}

/// The parts as they may be told. An open list does not name what it hides.
fn told(parts: Vec<Part>, sees_cases: bool) -> Vec<ProgressRow> {
    let hidden = if sees_cases { vec![false; parts.len()] } else { hidden(&parts) };
    let mut unnamed = false;
    let mut rows: Vec<ProgressRow> = Vec::new();
    for ((code, label, cases), hidden) in parts.into_iter().zip(hidden) {
        match (hidden, label.is_some()) {
            (true, true) => unnamed = true,
            (hidden, _) => rows.push(ProgressRow { code, label, cases: (!hidden).then_some(cases) }),
        }
    }
    if unnamed {
        rows.push(ProgressRow { code: "suppressed".to_owned(), label: None, cases: None });
    }
    rows
}

/// Small counts, and as many of the next ones as it takes that nobody can tell them from the total.
fn hidden(parts: &[Part]) -> Vec<bool> {
    let mut hidden: Vec<bool> = parts.iter().map(|(_, _, cases)| (1..SUPPRESSED_BELOW).contains(cases)).collect();
    while hidden.contains(&true) {
        let kept = parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|((_, _, cases), _)| *cases);
        let (number, sum) = kept.fold((0, 0), |(number, sum), cases| (number + 1, sum + cases));
        if number >= 2 && sum >= HIDDEN_AT_LEAST {
            break;
        }
        let shown = parts.iter().enumerate().filter(|(place, (_, _, cases))| *cases > 0 && !is_set(&hidden, *place));
        let Some((next, _)) = shown.min_by_key(|(_, (_, _, cases))| *cases) else { break };
        if let Some(one) = hidden.get_mut(next) {
            *one = true;
        }
    }
    hidden
}

fn is_set(marks: &[bool], place: usize) -> bool {
    marks.get(place).copied().unwrap_or_default()
}

fn turnaround(courses: &[&Course], step: Milestone, sees_cases: bool) -> TurnaroundRow {
    let between = |course: &&Course| days_between(&course.days, Milestone::SpecimenCollected, step);
    let mut days: Vec<i32> = courses.iter().filter_map(between).collect();
    days.sort_unstable();
    let cases = count(days.len());
    let enough = sees_cases || cases >= SUPPRESSED_BELOW || cases == 0;
    TurnaroundRow {
        milestone: step.code().to_owned(),
        cases: enough.then_some(cases),
        median_days: median(&days).filter(|_| enough),
        shortest_days: days.first().copied().filter(|_| sees_cases),
        longest_days: days.last().copied().filter(|_| sees_cases),
    }
}

/// Of sorted days; half a day where two stand in the middle.
fn median(days: &[i32]) -> Option<String> {
    let (low, high) = (days.get(days.len().checked_sub(1)? / 2)?, days.get(days.len() / 2)?);
    let twice = low + high;
    let half = if twice % 2 == 0 { "" } else { ".5" };
    Some(format!("{}{half}", twice.div_euclid(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(counts: &[u32]) -> Vec<Part> {
        counts.iter().map(|cases| ("tumor".to_owned(), Some(format!("{cases}")), *cases)).collect()
    }

    #[test]
    fn what_is_hidden_cannot_be_told_from_the_total() {
        assert_eq!(hidden(&parts(&[7, 5, 3, 0])), [false; 4], "nothing small, nothing hidden");
        assert_eq!(hidden(&parts(&[9, 5, 1])), [false, true, true], "one alone would be the rest of the total");
        assert_eq!(hidden(&parts(&[9, 2, 2])), [true; 3], "two twos add up to four, and nothing else does");
        assert_eq!(hidden(&parts(&[9, 2, 2, 2])), [false, true, true, true]);
    }

    #[test]
    fn who_sees_no_cases_is_told_neither_small_counts_nor_the_names_of_what_is_rare() {
        let rows = told(parts(&[9, 5, 1]), false);
        let shown: Vec<_> = rows.iter().map(|row| (row.code.as_str(), row.label.as_deref(), row.cases)).collect();
        assert_eq!(shown, [("tumor", Some("9"), Some(9)), ("suppressed", None, None)]);
        assert_eq!(told(parts(&[9, 5, 1]), true).len(), 3);
    }

    #[test]
    fn the_median_of_an_even_number_of_days_stands_between_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[30]).as_deref(), Some("30"));
        assert_eq!(median(&[30, 33]).as_deref(), Some("31.5"));
        assert_eq!(median(&[30, 31, 90]).as_deref(), Some("31"));
    }
}
