use super::*;
use crate::{FileKind, ImportOptions, read_files, recognise};
use model::case_input::CaseInput;

fn read(text: &str) -> CaseInput {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, text).unwrap();
    assert_eq!(recognise(&path).unwrap(), FileKind::Pedigree, "{text}");
    let input = read_files(&[path], &ImportOptions::default()).unwrap();
    assert!(input.ledger.files[0].balances());
    input
}

fn codes(input: &CaseInput) -> Vec<&str> {
    input.notices.iter().map(|notice| notice.code.as_str()).collect()
}

#[test]
fn a_trio_is_read_with_its_terms_and_nothing_to_say() {
    let text = "#Family\tPerson\tFather\tMother\tSex\tPhenotype\n\
        F\tC\tP\tM\t1\t2\tHP:0000001,HP:0000002\r\nF\tP\t0\t0\t1\t1\nF\tM\t0\t0\t2\t0\n";
    let input = read(text);
    let members = input.pedigree.as_ref().unwrap().members.clone();
    assert_eq!((members[0].father.as_deref(), members[0].mother.as_deref()), (Some("P"), Some("M")));
    assert_eq!((members[0].sex, members[0].affected, members[0].phenotypes.len()), (Sex::Male, Affection::Affected, 2));
    assert_eq!((members[2].sex, members[2].affected, members[2].source.line), (Sex::Female, Affection::Unknown, 4));
    assert_eq!(codes(&input), Vec::<&str>::new());
    assert_eq!(read(&text.replace('\t', " ")).pedigree, input.pedigree, "any space separates");
}

#[test]
fn what_cannot_be_right_about_a_family_is_said_by_line() {
    let input = read("F C P M 1 2\nF P 0 X 2 1\nF M 0 0 1 1\nF C 0 0 2 1\nG A B 0 1 1\nG B A 0 1 1\nG D B 0 1 1\n");
    assert_eq!(
        codes(&input),
        [
            "pedigree_person_twice",
            "pedigree_parent_missing",
            "pedigree_parent_sex",
            "pedigree_loop",
            "pedigree_several_families"
        ]
    );
    let lines: Vec<Option<&String>> = input.notices.iter().map(|notice| notice.parameters.get("lines")).collect();
    assert_eq!(lines, [None, Some(&"2".to_owned()), Some(&"1".to_owned()), Some(&"5, 6, 7".to_owned()), None]);
    assert_eq!(input.ledger.files[0].bins[&Bin::NoValue], 1);
}

#[test]
fn short_lines_and_odd_codes_are_counted_once_the_file_is_known() {
    let many = (0..60).map(|n| ["F I", &n.to_string(), " 0 0 1 1\n"].concat()).collect::<Vec<_>>().concat();
    let input = read(&format!("{many}F short\nF Z 0 0 m 1 more\n"));
    assert_eq!(codes(&input), ["records_malformed", "pedigree_code_unknown", "pedigree_fields_not_read"]);
}

#[test]
fn a_person_that_is_its_own_parent_ends_the_search() {
    assert_eq!(codes(&read("F A A A 0 1\n")), ["pedigree_loop"]);
}
