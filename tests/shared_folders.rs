//! Every file of the shared test data, folder by folder: read with bins that sum, after the questions that a person would
//! answer, or refused for a reason. `tests/golden/shared_files.tsv` says which; a file or folder that is not in it fails.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use intake::{FileKind, ImportOptions, IntakeError, read_files, recognise};
use model::assembly::Assembly;
use model::ledger::FileLedger;
use shirube_tests::{repository, shared_data};

/// What it was taken for, what was asked, what became of it.
type Fate = (String, String, String);

const TABLE: &str = "tests/golden/shared_files.tsv";

/// More files of one folder and one kind than this stand in one line, with their number.
const MANY: usize = 40;

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files_below(&entry, found);
        } else {
            found.push(entry);
        }
    }
}

/// The questions that were asked, and records read or the code of the refusal.
fn told(path: &Path, kind: FileKind) -> (Vec<String>, Result<u64, &'static str>) {
    let mut options = ImportOptions::default();
    let mut asked = Vec::new();
    loop {
        let error = match read_files(&[path.to_owned()], &options) {
            Ok(input) => {
                assert!(input.ledger.files.iter().all(FileLedger::balances), "{}", path.display());
                return (asked, Ok(input.ledger.files.iter().map(|file| file.records).sum()));
            }
            Err(error) => error,
        };
        let first = || error.candidates().first().cloned();
        let (answered, more) = match error.code() {
            "intake_assembly_unknown" => (options.assembly.replace(Assembly::GRCh38).is_none(), "assembly"),
            "intake_tumor_sample_unclear" => (replaced(&mut options.tumor_sample, first()), "sample"),
            "intake_patient_unclear" => (replaced(&mut options.patient, first()), "patient"),
            code => return (asked, Err(code)),
        };
        assert!(answered, "{}: {} was answered and asked again ({})", path.display(), more, kind.code());
        asked.push(more.to_owned());
    }
}

fn replaced(slot: &mut Option<String>, answer: Option<String>) -> bool {
    let is_new = slot.is_none() && answer.is_some();
    *slot = answer;
    is_new
}

/// `kind`, `questions`, `outcome` of one file.
fn line(path: &Path) -> (String, String, String) {
    let kind = match recognise(path) {
        Ok(kind) => kind,
        Err(error @ IntakeError::World { .. }) => panic!("{}: {error}", path.display()),
        Err(error) => return ("-".to_owned(), "-".to_owned(), error.code().to_owned()),
    };
    let (asked, outcome) = told(path, kind);
    let asked = if asked.is_empty() { "-".to_owned() } else { asked.join("+") };
    let outcome = outcome.map_or_else(str::to_owned, |records| format!("{records} records"));
    (kind.code().to_owned(), asked, outcome)
}

fn table(data: &Path) -> String {
    let mut files = Vec::new();
    files_below(data, &mut files);
    let mut by_folder: BTreeMap<String, Vec<(String, Fate)>> = BTreeMap::new();
    for file in files {
        let short = file.strip_prefix(data).unwrap().to_string_lossy().into_owned();
        let folder = short.split('/').next().unwrap().to_owned();
        let fate = line(&file);
        by_folder.entry(folder).or_default().push((short, fate));
    }
    let mut text = String::from("file\tkind\tasked\toutcome\n");
    for (folder, files) in by_folder {
        let mut alike: BTreeMap<(String, String, bool), usize> = BTreeMap::new();
        let of = |fate: &(String, String, String)| (fate.0.clone(), fate.1.clone(), fate.2.ends_with(" records"));
        for (_, fate) in &files {
            *alike.entry(of(fate)).or_default() += 1;
        }
        for (short, fate) in &files {
            if alike[&of(fate)] <= MANY {
                let _ = writeln!(text, "{short}\t{}\t{}\t{}", fate.0, fate.1, fate.2);
            }
        }
        for ((kind, asked, read), count) in alike.into_iter().filter(|(_, count)| *count > MANY) {
            let outcome = if read { "records" } else { "refused" };
            let _ = writeln!(text, "{folder}/* ({count})\t{kind}\t{asked}\t{outcome}");
        }
    }
    text
}

#[test]
fn every_shared_file_is_balanced_or_refused_for_the_reason_that_is_written_down() {
    let Some(data) = shared_data() else {
        eprintln!("SKIPPED: the shared test data is not here; set SHIRUBE_TESTDATA to its folder");
        return;
    };
    let found = table(&data);
    let golden = repository().join(TABLE);
    if std::env::var_os("UPDATE_SHARED_FILES").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    let differing: Vec<String> = found
        .lines()
        .filter(|line| !expected.lines().any(|known| known == *line))
        .map(|line| format!("now  {line}"))
        .chain(
            expected.lines().filter(|line| !found.lines().any(|now| now == *line)).map(|line| format!("was  {line}")),
        )
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(found.lines().filter(|line| line.ends_with("records")).count() > 60, "too few files are read");
}
