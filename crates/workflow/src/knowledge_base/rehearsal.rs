//! The rehearsal: synthetic tumours with an answer key, asked of a release. What a hospital runs after every update, to see
//! with numbers whether the release still finds what it must and offers nothing forbidden.

mod judge;
mod key;

use std::path::{Path, PathBuf};

use intake::ImportOptions;
use interpretation::conditions::PersonFacts;
use interpretation::indexed_profile::IndexedProfile;
use interpretation::{Context, Interpretation};
use knowledge::Release;
use model::assessed::Met;
use model::finding::StatementId;
use model::profile::MolecularProfile;
use serde::Serialize;

use crate::contract::ApiError;
use crate::matching::tumor_context;
use key::Key;

/// Recall that a release must reach, percent.
pub const HIGH_BAR_PERCENT: usize = 100;
/// The same at low evidence.
pub const LOW_BAR_PERCENT: usize = 95;

/// Found of those asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Found.
    pub found: usize,
    /// Asked for.
    pub asked: usize,
}

/// What one case gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RehearsedCase {
    /// Its name.
    pub case: String,
    /// What it is about.
    pub title: String,
    /// Options and rows against a therapy at high evidence.
    pub high: Share,
    /// At low evidence.
    pub low: Share,
    /// What the key asks for and nothing gave.
    pub missing: Vec<String>,
    /// Options that no line of the key names.
    pub spurious: Vec<String>,
    /// What the key forbids and came all the same.
    pub forbidden: Vec<String>,
}

/// What all cases gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RehearsalAnswer {
    /// The release.
    pub release: String,
    /// The rules.
    pub engine: String,
    /// Every case, by name.
    pub cases: Vec<RehearsedCase>,
    /// Over all cases.
    pub high: Share,
    /// Over all cases.
    pub low: Share,
    /// Options that no key names.
    pub spurious: usize,
    /// Forbidden options.
    pub forbidden: usize,
    /// Whether every bar is reached: recall 100 % and 95 %, at most one spurious option a case, none forbidden.
    pub passed: bool,
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
    pub fn reaches(self, percent: usize) -> bool {
        self.found * 100 >= self.asked * percent
    }
}

/// One case after matching.
struct Asked {
    key: Key,
    interpretation: Interpretation,
    /// What the profile says to each row that the key wants open; `None` for a row that the release does not have.
    answers: Vec<(String, Option<Met>)>,
}

/// Runs every case below a folder against a release.
///
/// # Errors
/// When the knowledge base, a key or a file cannot be used, or the folder holds no case.
pub fn rehearse(knowledge: &Path, cases: &Path) -> Result<RehearsalAnswer, ApiError> {
    let release = super::load(knowledge)?;
    let folders = folders(cases)?;
    let judged: Vec<RehearsedCase> =
        folders.iter().map(|folder| Ok(judge::judge(&ask(folder, &release)?))).collect::<Result<_, ApiError>>()?;
    let (mut high, mut low) = (Share::default(), Share::default());
    for case in &judged {
        high.add(case.high);
        low.add(case.low);
    }
    let spurious = judged.iter().map(|case| case.spurious.len()).sum();
    let forbidden = judged.iter().map(|case| case.forbidden.len()).sum();
    let passed =
        high.reaches(HIGH_BAR_PERCENT) && low.reaches(LOW_BAR_PERCENT) && spurious <= judged.len() && forbidden == 0;
    let engine = interpretation::ENGINE_VERSION.to_owned();
    Ok(RehearsalAnswer {
        release: release.id().to_owned(),
        engine,
        cases: judged,
        high,
        low,
        spurious,
        forbidden,
        passed,
    })
}

fn folders(cases: &Path) -> Result<Vec<PathBuf>, ApiError> {
    let entries = std::fs::read_dir(cases).map_err(|_| crate::failures::rehearsal_missing(cases))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join("key.json").is_file()).collect();
    folders.sort();
    if folders.is_empty() { Err(crate::failures::rehearsal_missing(cases)) } else { Ok(folders) }
}

fn ask(folder: &Path, release: &Release) -> Result<Asked, ApiError> {
    let unreadable = || crate::failures::rehearsal_case_unreadable(folder);
    let key = Key::read(&folder.join("key.json")).ok_or_else(unreadable)?;
    let entries = std::fs::read_dir(folder.join("input")).map_err(|_| unreadable())?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let input = intake::read_files(&files, &ImportOptions::default()).map_err(ApiError::from_failure)?;
    let [profile] = input.profiles.as_slice() else { return Err(unreadable()) };
    let context = Context {
        tumor: crate::matching::known(&tumor_context(&key.tumor), release)?,
        as_of: key.as_of,
        treatments: input.clinical.as_ref().map(|clinical| clinical.treatments.clone()).unwrap_or_default(),
        person: input.clinical.as_ref().map(|clinical| PersonFacts::of(clinical, key.as_of)).unwrap_or_default(),
    };
    let interpretation =
        interpretation::interpret(profile, &context, release).map_err(|_| ApiError::internal("finding_key_failed"))?;
    let answers = open_rows(&key, profile, release);
    Ok(Asked { key, interpretation, answers })
}

/// Asks the rows themselves: one that no observation touches is in no list of the answer, met or not.
fn open_rows(key: &Key, profile: &MolecularProfile, release: &Release) -> Vec<(String, Option<Met>)> {
    let profile = IndexedProfile::new(profile);
    let told = |row: &key::Grounded| {
        let statement = release.find(&id_of(&row.row));
        let subject = statement.and_then(|statement| statement.subject.as_ref());
        let met = subject.map(|subject| interpretation::evaluate::evaluate(subject, &profile, release).met);
        (row.row.clone(), met)
    };
    key.not_assessed.iter().map(told).collect()
}

fn id_of(row: &str) -> StatementId {
    StatementId(format!("shirube:{row}"))
}
