//! Doubles for the ports, and a desk that uses them: a clock that stands still, ids that count, a passphrase that costs
//! nothing. Everything else is the real part.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use model::ports::{Clock, IdSource};
use uuid::Uuid;
use vault::passphrase::Argon2Cost;
use workflow::contract::{CreateWorkspace, SignIn};
use workflow::{Desk, Ports, Resources};

pub mod panel;

/// Login of the one account of a test workspace.
pub const LOGIN: &str = "hanako";
/// Its passphrase.
pub const PASSPHRASE: &str = "synthetic-passphrase";

/// A clock that stands still at noon of 2026-11-25 in Japan.
#[derive(Clone, Copy, Debug)]
pub struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        // 2026-11-25T03:00:00Z
        Timestamp::from_second(1_795_575_600).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A clock that stands where it is put; it begins where [`StandingClock`] stands.
#[derive(Clone, Debug)]
pub struct MovedClock(Arc<AtomicI64>);

impl Default for MovedClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(StandingClock.now().as_second())))
    }
}

impl MovedClock {
    /// Moves it by some seconds.
    pub fn wait(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Ids that count up; the same run makes the same ids.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

thread_local! {
    /// Desks of this test at a workspace that was there already.
    static REOPENED: Cell<u64> = const { Cell::new(0) };
}

impl CountingIds {
    /// A later desk at the same workspace goes on with ids that no earlier one made: looking at a case makes events, too.
    fn at(workspace: &Path) -> Self {
        if !workspace.exists() {
            return Self::default();
        }
        let reopened = REOPENED.with(|count| {
            count.set(count.get() + 1);
            count.get()
        });
        Self(AtomicU64::new(reopened << 40))
    }
}

impl IdSource for CountingIds {
    fn uuid(&self) -> Uuid {
        let count = u128::from(self.0.fetch_add(1, Ordering::Relaxed) + 1);
        uuid::Builder::from_random_bytes(count.to_be_bytes()).into_uuid()
    }
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Input files of a synthetic case, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn case_files(case: &str) -> std::io::Result<Vec<PathBuf>> {
    let folder = repository().join("tests/cases").join(case).join("input");
    let mut files =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    Ok(files)
}

/// A desk below a temporary folder, with fresh ports.
pub fn desk(folder: &Path) -> Desk {
    Desk::with_ports(folder.join("workspace"), Resources::below(&repository()), ports(folder))
}

/// A desk with a clock that is moved by hand.
pub fn desk_with_clock(folder: &Path, clock: &MovedClock) -> Desk {
    let ports = Ports { clock: Arc::new(clock.clone()), ..ports(folder) };
    Desk::with_ports(folder.join("workspace"), Resources::below(&repository()), ports)
}

/// A desk of the same workspace with another knowledge base, as another version of the product ships it.
pub fn desk_with_knowledge(folder: &Path, knowledge: PathBuf) -> Desk {
    let resources = Resources { knowledge, ..Resources::below(&repository()) };
    // No id of the first desk comes again.
    let ports = Ports { ids: Arc::new(CountingIds(AtomicU64::new(1_000_000))), ..ports(folder) };
    Desk::with_ports(folder.join("workspace"), resources, ports)
}

/// Fresh ports below a temporary folder.
pub fn ports(folder: &Path) -> Ports {
    Ports {
        clock: Arc::new(StandingClock),
        ids: Arc::new(CountingIds::at(&folder.join("workspace"))),
        secrets_folder: folder.join("device"),
        keyring: false,
        cost: Argon2Cost::CHEAP,
        elapsed: no_time,
    }
}

/// Beside a clock that stands still, no time passes.
fn no_time() -> std::time::Duration {
    std::time::Duration::ZERO
}

/// The workspace of the tests, with one person in every role, who needs no second factor.
pub fn new_workspace() -> CreateWorkspace {
    CreateWorkspace {
        institution: "Synthetic Hospital".to_owned(),
        login: LOGIN.to_owned(),
        display_name: "Synthetic Person".to_owned(),
        roles: workflow::desk::all_roles(),
        passphrase: PASSPHRASE.to_owned(),
        second_factor: "optional".to_owned(),
    }
}

/// Their login.
pub fn login() -> SignIn {
    SignIn { login: LOGIN.to_owned(), passphrase: PASSPHRASE.to_owned(), code: None, older_because: None }
}

/// Folder of the shared test data, when it is there. A stranger's clone has none: say so loudly and skip.
pub fn shared_data() -> Option<PathBuf> {
    let told = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let folder = told.unwrap_or_else(|| repository().join("../shared/data"));
    folder.is_dir().then_some(folder)
}
