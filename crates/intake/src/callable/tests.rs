use super::*;
use crate::{FileKind, read_files, recognise};
use model::case_input::CaseInput;

fn import(text: &str, assembly: Option<Assembly>) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bed");
    std::fs::write(&path, text).unwrap();
    assert_eq!(recognise(&path).unwrap(), FileKind::CallableRegions, "{text}");
    let input = read_files(&[path], &ImportOptions { assembly, ..ImportOptions::default() })?;
    assert!(input.ledger.files[0].balances());
    Ok(input)
}

fn read(text: &str) -> CaseInput {
    import(text, Some(Assembly::GRCh38)).unwrap()
}

fn regions(input: &CaseInput) -> Vec<(String, u64, u64)> {
    let regions = input.profiles[0].callable.as_ref().unwrap();
    regions.iter().map(|region| (region.contig.name().to_owned(), region.start.0, region.end.0)).collect()
}

fn codes(input: &CaseInput) -> Vec<&str> {
    input.notices.iter().map(|notice| notice.code.as_str()).collect()
}

#[test]
fn regions_are_merged_whatever_their_order_and_lines_for_browsers_are_none() {
    let input = read("browser position chr1\ntrack name=a\nchr1\t50\t60\n# x\nchr1\t10\t20\nchr1 15 30\n2\t5\t5\n");
    assert_eq!(regions(&input), [("1".to_owned(), 10, 30), ("1".to_owned(), 50, 60)]);
    let bins = &input.ledger.files[0].bins;
    assert_eq!((bins[&Bin::Kept], bins[&Bin::NoValue]), (3, 1));
    assert_eq!(codes(&input), ["callable_regions_read", "format_not_verified"]);
    assert_eq!(input.notices[0].parameters["bases"], "30");
}

#[test]
fn of_twelve_columns_only_the_blocks_count() {
    let input = read(
        "chr1\t100\t200\tNM_1\t0\t+\t100\t200\t0\t2\t10,20,\t0,80,\nchr1\t100\t200\tx\t0\t+\t1\t2\t0\t1\t500\t0\n",
    );
    assert_eq!(regions(&input), [("1".to_owned(), 100, 110), ("1".to_owned(), 180, 200)]);
    assert_eq!(input.ledger.files[0].bins[&Bin::Malformed], 1);
}

#[test]
fn regions_that_are_said_not_to_be_callable_are_not() {
    let input = read("1\t0\t10\tREF_N\n1\t10\t20\tCALLABLE\n1\t20\t30\tLOW_COVERAGE\n1\t40\t50\tODD\n");
    assert_eq!(regions(&input), [("1".to_owned(), 10, 20), ("1".to_owned(), 40, 50)]);
    assert_eq!(input.ledger.files[0].bins[&Bin::NotCallable], 2);
    assert!(codes(&input).contains(&"callable_state_unknown"));
}

#[test]
fn depths_are_not_taken_for_callable_regions() {
    for text in ["1\t0\t10\t0\n", "1\t0\t10\t20:inf\n", "1\t0\t10\texon\t31.5\n", "1\t0\t10\texon\t10\t10\t9\n"] {
        assert_eq!(import(text, None).unwrap_err().code(), "intake_bed_of_numbers", "{text}");
    }
}

#[test]
fn coordinates_beyond_the_chromosome_of_the_assembly_are_a_question_or_malformed() {
    let old = "1\t0\t249000000\n";
    assert_eq!(import(old, None).unwrap().profiles[0].assembly, Assembly::GRCh37);
    assert_eq!(import(old, Some(Assembly::GRCh38)).unwrap_err().code(), "intake_assembly_conflict");
    assert_eq!(import("1\t0\t9000000000\n", None).unwrap_err().code(), "intake_all_records_malformed");
    assert_eq!(import("1\t0\t10\n", None).unwrap_err().code(), "intake_assembly_unknown");
    let input = read("1\t0\t10\n1\t9\t3\n1\t-4\tx\nhostile\nchrUn_1\t1\t9\n");
    assert_eq!(input.ledger.files[0].bins[&Bin::Malformed], 3);
    assert!(codes(&input).contains(&"callable_contig_unknown"));
}
