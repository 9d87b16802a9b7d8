//! The set of cases as it lies on disk, held against the list that ships with it: no case goes missing or changes unnoticed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use model::canonical::ContentHash;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::contract::ApiError;
use crate::failures::{rehearsal_case_changed, rehearsal_case_unreadable, rehearsal_missing};

/// File that names every case of a set.
const LIST: &str = "set.json";

/// The list of a set.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetList {
    /// SHA-256 of every case, by name.
    cases: BTreeMap<String, ContentHash>,
}

/// A set of cases.
#[derive(Debug)]
pub(crate) struct CaseSet {
    /// Every case, by name: those of the list, and what lies beside them.
    pub(crate) cases: Vec<SetCase>,
    /// Over all of them.
    pub(crate) sha256: ContentHash,
}

/// One case of a set.
#[derive(Clone, Debug)]
pub(crate) struct SetCase {
    pub(crate) name: String,
    folder: PathBuf,
    /// Over its key and input files; `None` where one cannot be read.
    pub(crate) sha256: Option<ContentHash>,
    listed: Listed,
}

/// What the list of the set says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    /// The set has no list.
    NoList,
    /// The list does not name it.
    NotNamed,
    /// Its hash.
    As(ContentHash),
}

impl CaseSet {
    /// Reads a set. A folder without a list is a set of somebody's own: then nothing is held against it.
    ///
    /// # Errors
    /// When the folder or its list cannot be read, or holds no case.
    pub(crate) fn open(folder: &Path) -> Result<Self, ApiError> {
        let list = match std::fs::read(folder.join(LIST)) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes).map_err(|_| rehearsal_missing(folder))?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(_) => return Err(rehearsal_missing(folder)),
        };
        Self::read(folder, list)
    }

    /// Reads the set that ships with the product, which has a list.
    ///
    /// # Errors
    /// As [`CaseSet::open`]; also without a list.
    pub(crate) fn shipped(folder: &Path) -> Result<Self, ApiError> {
        if folder.join(LIST).is_file() { Self::open(folder) } else { Err(rehearsal_missing(folder)) }
    }

    fn read(folder: &Path, list: Option<SetList>) -> Result<Self, ApiError> {
        let entries = std::fs::read_dir(folder).map_err(|_| rehearsal_missing(folder))?;
        let found = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir());
        let mut names: Vec<String> =
            found.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
        names.extend(list.iter().flat_map(|list| list.cases.keys().cloned()));
        names.sort();
        names.dedup();
        if names.is_empty() {
            return Err(rehearsal_missing(folder));
        }
        let case = |name: String| {
            let place = folder.join(&name);
            let listed = match &list {
                None => Listed::NoList,
                Some(list) => list.cases.get(&name).map_or(Listed::NotNamed, |sha256| Listed::As(*sha256)),
            };
            SetCase { sha256: hash_of(&place), folder: place, listed, name }
        };
        let cases: Vec<SetCase> = names.into_iter().map(case).collect();
        let covered: Vec<(&str, Option<ContentHash>)> =
            cases.iter().map(|case| (case.name.as_str(), case.sha256)).collect();
        let sha256 = ContentHash::of(&covered).map_err(|_| ApiError::internal("event_not_canonical"))?;
        Ok(Self { cases, sha256 })
    }
}

impl SetCase {
    /// # Errors
    /// When the case is not the one of the list, or cannot be read.
    pub(crate) fn sound(&self) -> Result<ContentHash, ApiError> {
        let sha256 = self.sha256.ok_or_else(|| rehearsal_case_unreadable(&self.name))?;
        if self.listed == Listed::NoList || self.listed == Listed::As(sha256) {
            Ok(sha256)
        } else {
            Err(rehearsal_case_changed(&self.name))
        }
    }

    /// The answer key.
    ///
    /// # Errors
    /// As [`SetCase::sound`]; also when it is no key.
    pub(crate) fn key(&self) -> Result<Key, ApiError> {
        self.sound()?;
        self.key_as_it_lies().ok_or_else(|| rehearsal_case_unreadable(&self.name))
    }

    /// The key whatever the list says; only to tell how much was asked.
    pub(super) fn key_as_it_lies(&self) -> Option<Key> {
        Key::read(&self.folder.join("key.json"))
    }

    /// Its input files, sorted.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(crate) fn files(&self) -> Result<Vec<PathBuf>, ApiError> {
        inputs(&self.folder).ok_or_else(|| rehearsal_case_unreadable(&self.name))
    }
}

fn inputs(folder: &Path) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder.join("input")).ok()?;
    let mut files = entries.map(|entry| Some(entry.ok()?.path())).collect::<Option<Vec<PathBuf>>>()?;
    files.sort();
    Some(files)
}

/// Over names and bytes of the key and of every input file.
fn hash_of(folder: &Path) -> Option<ContentHash> {
    let mut files = inputs(folder)?;
    files.insert(0, folder.join("key.json"));
    let hashed = |path: &PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, ContentHash::of_bytes(&std::fs::read(path).ok()?)))
    };
    let hashed = files.iter().map(hashed).collect::<Option<Vec<_>>>()?;
    ContentHash::of(&hashed).ok()
}

/// The list of the set below a folder, as it would have to read.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_of(folder: &Path) -> Result<String, ApiError> {
    let set = CaseSet::read(folder, None)?;
    let cases = set.cases.into_iter().filter_map(|case| Some((case.name, case.sha256?))).collect();
    let list =
        serde_json::to_string_pretty(&SetList { cases }).map_err(|_| ApiError::internal("event_not_canonical"))?;
    Ok(list + "\n")
}
