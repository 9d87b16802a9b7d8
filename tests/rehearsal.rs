//! The rehearsal: synthetic cases with an answer key that was written before the matcher ran on them.
//!
//! The table goes to standard error: `cargo test -p shirube-tests rehearsal -- --nocapture`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files};
use interpretation::evaluate::evaluate;
use interpretation::indexed_profile::IndexedProfile;
use knowledge::Release;
use model::assessed::Met;
use serde_json::Value;
use shirube_tests::repository;
use workflow::matching::{MatchRequest, match_files};

use crate::match_contract::request;

/// Found of those asked for.
#[derive(Clone, Copy, Default)]
struct Share {
    found: usize,
    asked: usize,
}

impl Share {
    fn count(&mut self, found: bool) {
        self.asked += 1;
        self.found += usize::from(found);
    }

    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.found += other.found;
    }

    /// Whether at least so many of a hundred were found.
    fn reaches(self, percent: usize) -> bool {
        self.found * 100 >= self.asked * percent
    }
}

/// What one case gives.
#[derive(Default)]
struct Outcome {
    high: Share,
    low: Share,
    spurious: BTreeSet<String>,
    forbidden: Vec<String>,
    missing: Vec<String>,
}

struct Case {
    key: Value,
    findings: Vec<Value>,
    /// What the profile says to each row that the key wants open.
    answers: Vec<(String, Option<Met>)>,
}

impl Case {
    fn of(folder: &Path) -> Self {
        let key: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("key.json")).unwrap()).unwrap();
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder.join("input")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let request = MatchRequest {
            as_of: key["as_of"].as_str().unwrap().parse().unwrap(),
            ..request(files, word(&key["tumor"]))
        };
        let answer = serde_json::to_value(match_files(&request).unwrap()).unwrap();
        let answers = asked(&request, key["not_assessed"].as_array().unwrap());
        Self { findings: answer["findings"].as_array().unwrap().clone(), answers, key }
    }

    fn met<'c>(&'c self, row: &'c str) -> impl Iterator<Item = &'c Value> {
        let id = format!("shirube:{row}");
        self.findings.iter().filter(move |finding| finding["statement"] == id.as_str() && finding["status"] == "met")
    }

    fn rows<'c>(&'c self, pointer: &str) -> impl Iterator<Item = &'c Value> {
        self.key.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
    }
}

/// Asks the rows themselves: one that no observation touches is in no list of the answer, met or not.
fn asked(request: &MatchRequest, rows: &[Value]) -> Vec<(String, Option<Met>)> {
    if rows.is_empty() {
        return Vec::new();
    }
    let release = Release::load(&request.knowledge).unwrap();
    let input = read_files(&request.files, &ImportOptions::default()).unwrap();
    let [profile] = input.profiles.as_slice() else { panic!("{} profiles", input.profiles.len()) };
    let profile = IndexedProfile::new(profile);
    let told = |row: &Value| {
        let id = format!("shirube:{}", word(&row["row"]));
        let statement = release.statements().iter().find(|statement| statement.id.to_string() == id);
        let subject = statement.and_then(|statement| statement.subject.as_ref());
        (id, subject.map(|subject| evaluate(subject, &profile, &release).met))
    };
    rows.iter().map(told).collect()
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Drug names of a finding, sorted.
fn drugs(finding: &Value) -> Vec<String> {
    let therapies = finding["therapies"].as_array().unwrap().iter();
    let mut names: Vec<String> = therapies.map(|therapy| word(&therapy["en"]).to_lowercase()).collect();
    names.sort();
    names
}

fn written(names: &Value) -> Vec<String> {
    names.as_array().unwrap().iter().map(|name| word(name).to_owned()).collect()
}

/// A therapy that the screen would offer: met, in favour, with a level that names a drug, and not overruled.
fn is_offered(finding: &Value) -> bool {
    finding["status"] == "met"
        && finding["predicate"] == "predicts_sensitivity"
        && finding["direction"] == "supports"
        && finding["overruled_by"].is_null()
        && matches!(word(&finding["evidence_level"]), "A" | "B" | "C" | "D" | "E")
}

fn judge(case: &Case) -> Outcome {
    let mut outcome = Outcome::default();
    options(case, &mut outcome);
    other_rows(case, &mut outcome);
    spurious(case, &mut outcome);
    forbidden(case, &mut outcome);
    outcome
}

fn options(case: &Case, outcome: &mut Outcome) {
    for option in case.rows("/options") {
        let wanted = written(&option["therapy"]);
        let told =
            |finding: &Value, ours: &str, theirs: &str| option[ours].is_null() || option[ours] == finding[theirs];
        let row = word(&option["row"]);
        let found = case.met(row).any(|finding| {
            is_offered(finding)
                && drugs(finding) == wanted
                && option["level"] == finding["evidence_level"]
                && told(finding, "state", "level_state")
                && told(finding, "access", "accessibility")
        });
        if option["evidence"] == "high" {
            outcome.high.count(found);
        } else {
            outcome.low.count(found);
        }
        if !found {
            let seen: Vec<String> = case
                .met(row)
                .map(|f| {
                    format!(
                        "{:?} {} {} {} overruled {}",
                        drugs(f),
                        f["evidence_level"],
                        f["level_state"],
                        f["accessibility"],
                        f["overruled_by"]
                    )
                })
                .collect();
            outcome.missing.push(format!(
                "{row} {wanted:?} {} {} {}; came: {seen:?}",
                option["level"], option["state"], option["access"]
            ));
        }
    }
    for row in case.rows("/given_before") {
        let mut met = case.met(word(row)).peekable();
        if met.peek().is_none() || met.any(|finding| finding["already_given"] != true) {
            outcome.forbidden.push(format!("{row} is not marked as given before"));
        }
    }
}

fn other_rows(case: &Case, outcome: &mut Outcome) {
    for row in case.rows("/oncogenic") {
        let found = case.met(word(&row["row"])).any(|finding| finding["evidence_level"] == "F");
        outcome.low.count(found);
        if !found {
            outcome.missing.push(format!("{}", row["row"]));
        }
    }
    for row in case.rows("/resistance") {
        for therapies in row["therapies"].as_array().unwrap() {
            let wanted = written(therapies);
            let speaks = |finding: &Value| speaks_against(finding, word(&row["says"]));
            let found = case.met(word(&row["row"])).any(|finding| drugs(finding) == wanted && speaks(finding));
            outcome.high.count(found);
            if !found {
                let seen: Vec<Vec<String>> = case.met(word(&row["row"])).map(drugs).collect();
                outcome.missing.push(format!("{} {wanted:?}; came: {seen:?}", row["row"]));
            }
        }
    }
}

/// Whether a finding says of its drugs what the key says.
fn speaks_against(finding: &Value, says: &str) -> bool {
    let predicate = word(&finding["predicate"]);
    let (wanted, direction) = match says {
        "resistance" => ("predicts_resistance", "supports"),
        "no_benefit" | "excluded_from_indication" => ("no_benefit", "supports"),
        "reduced_benefit" => ("predicts_reduced_sensitivity", "supports"),
        "not_established" => ("predicts_sensitivity", "does_not_support"),
        _ => return false,
    };
    predicate == wanted && finding["direction"] == direction && finding["overruled_by"].is_null()
}

fn spurious(case: &Case, outcome: &mut Outcome) {
    let named: BTreeSet<Vec<String>> = case
        .rows("/options")
        .flat_map(|option| case.met(word(&option["row"])).map(drugs).chain([written(&option["therapy"])]))
        .collect();
    for finding in case.findings.iter().filter(|finding| is_offered(finding) && !named.contains(&drugs(finding))) {
        outcome.spurious.insert(format!("{} ({})", drugs(finding).join(" + "), word(&finding["statement"])));
    }
}

/// Where a key forbids, and which finding breaks it.
type Rule<'r> = (&'static str, &'r dyn Fn(&Value) -> bool);

fn forbidden(case: &Case, outcome: &mut Outcome) {
    let unopposed =
        |finding: &Value| is_offered(finding) && finding["contradicted_by"].as_array().is_none_or(Vec::is_empty);
    let rules: [Rule<'_>; 4] = [
        ("/forbidden/met", &|_| true),
        ("/forbidden/option", &is_offered),
        ("/forbidden/unopposed", &unopposed),
        ("/forbidden/standing", &|finding| finding["overruled_by"].is_null()),
    ];
    for (pointer, breaks) in rules {
        for row in case.rows(pointer) {
            if case.met(word(&row["row"])).any(breaks) {
                outcome.forbidden.push(format!("{} breaks {pointer}: {}", row["row"], word(&row["because"])));
            }
        }
    }
    for (row, met) in case.answers.iter().filter(|(_, met)| !met.is_none_or(|met| met == Met::NotAssessed)) {
        outcome.forbidden.push(format!("{row} is {met:?} and not open"));
    }
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/rehearsal")).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("key.json").is_file()).collect();
    folders.sort();
    folders
}

#[test]
fn the_rehearsal_finds_what_the_keys_ask_for_and_offers_nothing_forbidden() {
    let (mut high, mut low, mut spurious, mut forbidden) = (Share::default(), Share::default(), 0, 0);
    let folders = folders();
    assert!(folders.len() >= 40, "the rehearsal has {} cases", folders.len());
    let mut table = String::from("case   high    low     spurious forbidden title\n");
    for folder in &folders {
        let case = Case::of(folder);
        let outcome = judge(&case);
        let of = |share: Share| format!("{}/{}", share.found, share.asked);
        let (name, title) = (word(&case.key["case"]), word(&case.key["title"]));
        let (extra, broken) = (outcome.spurious.len(), outcome.forbidden.len());
        writeln!(table, "{name:<6} {:<7} {:<7} {extra:<8} {broken:<9} {title}", of(outcome.high), of(outcome.low))
            .unwrap();
        for (what, lines) in [
            ("missing", outcome.missing),
            ("spurious", outcome.spurious.into_iter().collect()),
            ("forbidden", outcome.forbidden),
        ] {
            for line in lines {
                writeln!(table, "       {what}: {line}").unwrap();
            }
        }
        high.add(outcome.high);
        low.add(outcome.low);
        spurious += extra;
        forbidden += broken;
    }
    let count = folders.len();
    writeln!(
        table,
        "all {count}: high {}/{}, low {}/{}, spurious {spurious}, forbidden {forbidden}",
        high.found, high.asked, low.found, low.asked
    )
    .unwrap();
    eprint!("{table}");
    assert!(high.reaches(100), "recall at high evidence is below 100 %\n{table}");
    assert!(low.reaches(95), "recall at low evidence is below 95 %\n{table}");
    assert!(spurious <= count, "more than one spurious option per case\n{table}");
    assert_eq!(forbidden, 0, "forbidden options\n{table}");
}

/// Lists of a key whose entries name a row and why it is there.
const ROWS_WITH_GROUNDS: [&str; 8] = [
    "/options",
    "/oncogenic",
    "/resistance",
    "/forbidden/met",
    "/forbidden/option",
    "/forbidden/unopposed",
    "/forbidden/standing",
    "/not_assessed",
];

#[test]
fn every_key_names_rows_that_exist_and_a_source() {
    let listed: BTreeSet<String> = workflow::knowledge_base::list(&repository().join("knowledge-base"))
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    for folder in folders() {
        let key: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("key.json")).unwrap()).unwrap();
        assert_eq!(key["synthetic"], true, "{}", folder.display());
        assert!(
            key["options"]
                .as_array()
                .unwrap()
                .iter()
                .all(|option| ["high", "low"].contains(&word(&option["evidence"])))
        );
        for row in key["given_before"].as_array().into_iter().flatten() {
            assert!(listed.contains(&format!("shirube:{}", word(row))), "{}: {row} is no row", key["case"]);
        }
        for pointer in ROWS_WITH_GROUNDS {
            for entry in key.pointer(pointer).and_then(Value::as_array).into_iter().flatten() {
                let row = format!("shirube:{}", word(&entry["row"]));
                assert!(listed.contains(&row), "{}: {row} is no row", key["case"]);
                let grounds = if entry["source"].is_null() { &entry["because"] } else { &entry["source"] };
                assert!(!word(grounds).is_empty(), "{}: {row} names no source", key["case"]);
            }
        }
    }
}
