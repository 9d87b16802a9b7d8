//! The written answer keys of the synthetic cases: what must come out, what must not, and where every record ends.

use std::collections::BTreeMap;

use serde_json::Value;
use shirube_tests::repository;

use crate::match_contract::answer;

struct Key {
    case: &'static str,
    tumor: &'static str,
    /// Statements that must be met as confirmed options of level A.
    level_a: &'static [&'static str],
    /// Statements that must be met, at any level.
    met: &'static [&'static str],
    /// Statements that must not be met.
    absent: &'static [&'static str],
}

const KEYS: &[Key] = &[
    Key {
        case: "LUAD-01",
        tumor: "LUAD",
        level_a: &["JP-0001", "JP-0002", "JP-0005", "JP-0008", "JP-0009", "JP-0010", "JP-0016"],
        met: &["R-0009", "F-EGFR-L858", "F-TP53-R273"],
        absent: &["JP-0014", "JP-0018", "R-0001", "JP-0097", "JP-0098", "JP-0037"],
    },
    Key {
        case: "CRC-01",
        tumor: "COAD",
        level_a: &["JP-0042", "JP-0043", "JP-0044", "JP-0045", "JP-0046", "JP-0048"],
        met: &["R-0005", "R-0004", "JP-0098"],
        absent: &["JP-0040", "JP-0041", "R-0001", "R-0002", "R-0003", "R-0007"],
    },
    Key { case: "LUAD-02", tumor: "LUAD", level_a: &[], met: &["JP-0018"], absent: &["JP-0001", "R-0001"] },
    Key { case: "MEL-01", tumor: "SKCM", level_a: &["JP-0087", "JP-0088", "JP-0090"], met: &[], absent: &["JP-0001"] },
    Key { case: "NIL-01", tumor: "IHCH", level_a: &[], met: &[], absent: &["JP-0097", "JP-0098", "R-0001"] },
    Key { case: "PAAD-01", tumor: "PAAD", level_a: &[], met: &["F-KRAS-G12"], absent: &["JP-0102", "JP-0097"] },
];

fn named<'f>(findings: &'f [Value], id: &str) -> Vec<&'f Value> {
    let id = format!("shirube:{id}");
    findings.iter().filter(|finding| finding["statement"] == id.as_str() && finding["status"] == "met").collect()
}

#[test]
fn what_must_come_out_does_and_what_must_not_does_not() {
    for key in KEYS {
        let answer = answer(key.case, key.tumor);
        let findings = answer["findings"].as_array().unwrap();
        for id in key.level_a {
            let met = named(findings, id);
            assert!(!met.is_empty(), "{} {id} is missing", key.case);
            for finding in met {
                assert_eq!(finding["evidence_level"], "A", "{} {id}", key.case);
                assert_eq!(finding["level_state"], "final", "{} {id}", key.case);
                assert_eq!(finding["accessibility"], "jp_approved", "{} {id}", key.case);
            }
        }
        for id in key.met {
            assert!(!named(findings, id).is_empty(), "{} {id} is missing", key.case);
        }
        for id in key.absent {
            assert!(named(findings, id).is_empty(), "{} {id} must not be met", key.case);
        }
    }
}

#[test]
fn a_case_without_options_has_none_for_its_own_tumour() {
    let answer = answer("NIL-01", "IHCH");
    for finding in answer["findings"].as_array().unwrap() {
        assert_ne!(finding["evidence_level"], "A", "{finding}");
        assert_ne!(finding["evidence_level"], "B", "{finding}");
    }
}

#[test]
fn every_record_ends_where_the_key_says() {
    for case in ["LUAD-01", "CRC-01", "NIL-01", "MEL-01", "PAAD-01"] {
        let path = repository().join("tests/cases").join(case).join("expected/ledger.json");
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let counted = answer(case, "ANY")["ledger"].clone();
        for file in expected["files"].as_array().unwrap() {
            let found = counted["files"].as_array().unwrap().iter().find(|found| found["path"] == file["path"]);
            let found = found.unwrap_or_else(|| panic!("{case}: {} is not in the ledger", file["path"]));
            assert_eq!(found["records"], file["records"], "{case}");
            assert_eq!(counts(found), counts(file), "{case}");
        }
    }
}

fn counts(file: &Value) -> BTreeMap<String, u64> {
    let bins = file["bins"].as_array().unwrap().iter();
    let counts = bins.map(|bin| (bin["name"].as_str().unwrap().to_owned(), bin["count"].as_u64().unwrap()));
    counts.filter(|(_, count)| *count > 0).collect()
}
