//! Whatever a reader or a rule can name has words, on the screen and in the documents.

use std::collections::BTreeSet;

use intake::FileKind;
use model::ledger::Bin;
use serde_json::{Map, Value};
use shirube_tests::repository;

fn text(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

fn names(language: &str) -> Map<String, Value> {
    serde_json::from_str(&text(&format!("ui/src/wording/names.{language}.json"))).unwrap()
}

fn formats() -> BTreeSet<&'static str> {
    FileKind::ALL.into_iter().flat_map(FileKind::ledger_codes).collect()
}

#[test]
fn every_format_and_every_bin_has_words_in_the_documents() {
    let terms: toml::Table = toml::from_str(&text("report-templates/wording/terms.toml")).unwrap();
    let said = |group: &str| terms[group].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let (said_formats, said_bins) = (said("format"), said("bin"));
    assert_eq!(formats().into_iter().filter(|code| !said_formats.contains(*code)).collect::<Vec<_>>(), [""; 0]);
    let silent = Bin::ALL.into_iter().map(Bin::code).filter(|code| !said_bins.contains(*code));
    assert_eq!(silent.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_format_and_every_bin_has_words_on_the_screen() {
    for language in ["ja", "en"] {
        let names = names(language);
        let bins = Bin::ALL.into_iter().map(|bin| format!("bin.{}", bin.code()));
        let wanted = formats().into_iter().map(|code| format!("format.{code}")).chain(bins);
        let silent: Vec<String> = wanted.filter(|key| !names.contains_key(key)).collect();
        assert_eq!(silent, [""; 0], "{language}");
    }
}
