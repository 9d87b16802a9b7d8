//! Everything that is wrong with a folder, and how much it holds.

use std::path::Path;

use serde_json::Value;

use crate::error::KnowledgeError;
use crate::folder::{FileKind, SourceFile, read_folder};
use crate::problem::{Problem, ProblemKind, Reporter};
use crate::release::{Counts, Release};

/// The answer of [`Release::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// All problems, by file and row.
    pub problems: Vec<Problem>,
    /// Rows by kind and basis, as far as they can be read.
    pub counts: Counts,
    /// Identity of the release that the folder would give.
    pub release: Option<String>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Release {
    /// Checks a folder against its schemas and against itself. Never stops at the first problem.
    pub fn verify(folder: &Path) -> Verification {
        match read_folder(folder) {
            Ok(files) => Self::verify_files(&files),
            Err(error) => unreadable(&folder.display().to_string(), &error),
        }
    }

    /// The same for files that are already in memory.
    pub fn verify_files(files: &[SourceFile]) -> Verification {
        let mut problems = against_schemas(files);
        match Self::assemble(files) {
            Ok((release, found)) => {
                problems.extend(found);
                problems.sort();
                problems.dedup();
                Verification { problems, counts: release.counts(), release: Some(release.id().to_owned()) }
            }
            Err(error) => unreadable(FileKind::Release.place(), &error),
        }
    }
}

fn unreadable(place: &str, error: &KnowledgeError) -> Verification {
    let message = match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    let problem = Problem { file: place.to_owned(), row: None, kind: ProblemKind::Unreadable { message } };
    Verification { problems: vec![problem], counts: Counts::default(), release: None }
}

fn against_schemas(files: &[SourceFile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for kind in FileKind::ALL {
        let path = kind.schema_path();
        let has_files = || files.iter().any(|file| FileKind::of(&file.path) == Some(kind));
        if kind.is_optional() && kind != FileKind::Corpora && !has_files() {
            continue;
        }
        let Some(schema) = files.iter().find(|file| file.path == path) else {
            Reporter::new(path, &mut problems).file(ProblemKind::MissingFile);
            continue;
        };
        match compile(&schema.text) {
            Ok(validator) => {
                for file in files.iter().filter(|file| FileKind::of(&file.path) == Some(kind)) {
                    validate(file, &validator, &mut problems);
                }
            }
            Err(message) => Reporter::new(path, &mut problems).file(ProblemKind::Malformed { message }),
        }
    }
    problems
}

fn compile(schema: &str) -> Result<jsonschema::Validator, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
    jsonschema::validator_for(&schema).map_err(|error| error.to_string())
}

/// Text that is no TOML is reported when the rows are read.
fn validate(file: &SourceFile, validator: &jsonschema::Validator, problems: &mut Vec<Problem>) {
    let is_json = FileKind::of(&file.path) == Some(FileKind::Corpora);
    let read = if is_json { serde_json::from_str(&file.text).ok() } else { toml::from_str::<Value>(&file.text).ok() };
    let Some(value) = read else { return };
    let mut report = Reporter::new(&file.path, problems);
    for error in validator.iter_errors(&value) {
        let place = error.instance_path().to_string();
        let kind = ProblemKind::AgainstSchema { place: place.clone(), message: error.to_string() };
        match name_of(&value, &place) {
            Some(row) => report.row(&row, kind),
            None => report.file(kind),
        }
    }
}

/// The id, code, name or symbol of the row that a pointer such as `/statement/3/origin` leads into.
fn name_of(value: &Value, pointer: &str) -> Option<String> {
    let mut steps = pointer.split('/').skip(1);
    let row = value.get(steps.next()?)?.get(steps.next()?.parse::<usize>().ok()?)?;
    ["id", "code", "en", "symbol", "name", "text"].iter().find_map(|field| row.get(field)?.as_str().map(str::to_owned))
}
