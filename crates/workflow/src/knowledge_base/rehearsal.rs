//! The rehearsal: synthetic tumours with an answer key, asked of a release. What a hospital runs after every update, to see
//! with numbers whether the release still finds what it must and offers nothing forbidden.

mod concordance;
mod judge;
mod key;
mod set;

use std::path::Path;

use intake::ImportOptions;
use interpretation::conditions::PersonFacts;
use interpretation::indexed_profile::IndexedProfile;
use interpretation::{Context, Interpretation};
use knowledge::Release;
use model::assessed::Met;
use model::finding::StatementId;
use model::profile::MolecularProfile;

pub(crate) use concordance::concordance;
pub(crate) use key::Key;
pub use set::list_of;
pub(crate) use set::{CaseSet, SetCase};

use crate::contract::{ApiError, Message, RehearsalAnswer, RehearsedCase, Share};
use crate::matching::tumor_context;

/// Recall that a release must reach, percent.
pub const HIGH_BAR_PERCENT: u32 = 100;
/// The same at low evidence.
pub const LOW_BAR_PERCENT: u32 = 95;

/// One case after matching.
struct Asked {
    key: Key,
    interpretation: Interpretation,
    /// What the profile says to each row that the key wants open; `None` for a row that the release does not have.
    answers: Vec<(String, Option<Met>)>,
}

/// Runs every case below a folder against the release of another folder.
///
/// # Errors
/// When the knowledge base cannot be used, or the folder holds no case.
pub fn rehearse(knowledge: &Path, cases: &Path) -> Result<RehearsalAnswer, ApiError> {
    Ok(rehearse_with(&super::load(knowledge)?, &CaseSet::open(cases)?))
}

/// Runs every case of a set against a release. A case that cannot be run fails, with its reason; it is never left out.
pub(crate) fn rehearse_with(release: &Release, set: &CaseSet) -> RehearsalAnswer {
    let cases: Vec<RehearsedCase> = set.cases.iter().map(|case| run(case, release)).collect();
    let (mut high, mut low) = (Share::default(), Share::default());
    for case in &cases {
        high.add(case.high);
        low.add(case.low);
    }
    let spurious: usize = cases.iter().map(|case| case.spurious.len()).sum();
    let forbidden: usize = cases.iter().map(|case| case.forbidden.len()).sum();
    let failed = cases.iter().filter(|case| case.failed.is_some()).count();
    let clean = forbidden == 0 && failed == 0 && spurious <= cases.len() && !cases.is_empty();
    RehearsalAnswer {
        release: release.id().to_owned(),
        engine: interpretation::ENGINE_VERSION.to_owned(),
        set_sha256: set.sha256.to_string(),
        high,
        low,
        spurious: crate::view::count(spurious),
        forbidden: crate::view::count(forbidden),
        failed: crate::view::count(failed),
        passed: clean && high.reaches(HIGH_BAR_PERCENT) && low.reaches(LOW_BAR_PERCENT),
        cases,
    }
}

fn run(case: &SetCase, release: &Release) -> RehearsedCase {
    match ask(case, release) {
        Ok(asked) => judge::judge(&asked),
        Err(error) => judge::not_run(case, error.message),
    }
}

fn ask(case: &SetCase, release: &Release) -> Result<Asked, ApiError> {
    let key = case.key()?;
    let unreadable = || crate::failures::rehearsal_case_unreadable(&case.name);
    // As a case is imported: what is kept of a file follows from the release.
    let options = ImportOptions { selection: crate::selection::selection(release), ..ImportOptions::default() };
    let input = intake::read_files(&case.files()?, &options).map_err(ApiError::from_failure)?;
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

fn message(code: &str, parameters: &[(&str, &str)]) -> Message {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Message { code: code.to_owned(), parameters }
}
