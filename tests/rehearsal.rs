//! The rehearsal: synthetic cases with an answer key that was written before the matcher ran on them.
//!
//! The table goes to standard error: `cargo test -p shirube-tests rehearsal -- --nocapture`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;
use shirube_tests::repository;
use workflow::contract::RehearsalAnswer;
use workflow::knowledge_base::{HIGH_BAR_PERCENT, LOW_BAR_PERCENT, list_of, rehearse};
use workflow::wording::{Language, sentence};

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/rehearsal")).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("key.json").is_file()).collect();
    folders.sort();
    folders
}

fn table(answer: &RehearsalAnswer) -> String {
    let mut table = String::from("case   high    low     spurious forbidden title\n");
    for case in &answer.cases {
        let (high, low) = (case.high, case.low);
        let (extra, broken) = (case.spurious.len(), case.forbidden.len());
        let shares = format!("{}/{:<5} {}/{:<5}", high.found, high.asked, low.found, low.asked);
        writeln!(table, "{:<6} {shares} {extra:<8} {broken:<9} {}", case.case, case.title).unwrap();
        for line in case.missing.iter().chain(&case.spurious).chain(&case.forbidden).chain(&case.failed) {
            writeln!(table, "       {}", sentence(line, Language::English)).unwrap();
        }
    }
    table
}

#[test]
fn the_rehearsal_finds_what_the_keys_ask_for_and_offers_nothing_forbidden() {
    let answer = rehearse(&repository().join("knowledge-base"), &repository().join("tests/rehearsal")).unwrap();
    let table = table(&answer);
    eprint!("{table}");
    assert!(answer.cases.len() >= 40, "the rehearsal has {} cases", answer.cases.len());
    assert_eq!(answer.cases.len(), folders().len());
    assert!(answer.high.asked > 100 && answer.low.asked > 50, "{:?} {:?}", answer.high, answer.low);
    assert!(answer.high.reaches(HIGH_BAR_PERCENT), "recall at high evidence is below 100 %\n{table}");
    assert!(answer.low.reaches(LOW_BAR_PERCENT), "recall at low evidence is below 95 %\n{table}");
    assert!(
        usize::try_from(answer.spurious).unwrap() <= answer.cases.len(),
        "more than one spurious option per case\n{table}"
    );
    assert_eq!(answer.forbidden, 0, "forbidden options\n{table}");
    assert_eq!(answer.failed, 0, "cases that could not be run\n{table}");
    assert!(answer.passed);
}

#[test]
fn a_release_that_lost_rows_does_not_pass_the_rehearsal() {
    let place = tempfile::tempdir().unwrap();
    let mut files = knowledge::read_folder(&repository().join("knowledge-base")).unwrap();
    // What is told of the lost rows goes with them.
    files.retain(|file| !["statements/approvals/lung-egfr.toml", "conditions.toml"].contains(&file.path.as_str()));
    for file in files {
        let path = place.path().join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
    let answer = rehearse(place.path(), &repository().join("tests/rehearsal")).unwrap();
    assert!(!answer.passed && answer.high.found < answer.high.asked);
    assert!(
        answer
            .cases
            .iter()
            .any(|case| case.missing.iter().any(|line| line.parameters["therapy"].contains("osimertinib")))
    );
    let empty = tempfile::tempdir().unwrap();
    let refused = rehearse(place.path(), empty.path()).unwrap_err();
    assert_eq!(refused.message.code, "rehearsal_missing");
}

/// `UPDATE_REHEARSAL_SET=1` writes the list anew, for a commit that names what changed in a case.
#[test]
fn the_list_of_the_set_is_that_of_the_cases_as_they_lie() {
    let folder = repository().join("tests/rehearsal");
    let (list, told) = (folder.join("set.json"), list_of(&folder).unwrap());
    if std::env::var_os("UPDATE_REHEARSAL_SET").is_some() {
        std::fs::write(&list, &told).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&list).unwrap(), told);
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
