//! Clock, ids, device secret: what a desk takes from the machine, so that a test can give its own.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use model::ports::{Clock, IdSource};
use uuid::Uuid;
use vault::passphrase::Argon2Cost;
use vault::secret_store::{SecretStore, open_secret_files, open_secret_store};

use crate::contract::ApiError;

/// What a desk takes from outside.
#[derive(Clone)]
pub struct Ports {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn IdSource>,
    /// Folder for device secrets when there is no keyring; outside every workspace.
    pub secrets_folder: PathBuf,
    /// Whether the system keyring may be used.
    pub keyring: bool,
    /// What a passphrase guess costs.
    pub cost: Argon2Cost,
    /// Time since some moment by a clock that nobody can set: beside it, a clock that was set is noticed.
    pub elapsed: fn() -> Duration,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ports").field("keyring", &self.keyring).finish_non_exhaustive()
    }
}

impl Ports {
    /// The machine's own clock, randomness, keyring and user folder.
    ///
    /// # Errors
    /// When no folder for the user's data is known.
    pub fn of_this_machine() -> Result<Self, ApiError> {
        Ok(Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds),
            secrets_folder: own_folder().ok_or_else(|| ApiError::internal("no_data_folder"))?.join("device"),
            keyring: true,
            cost: Argon2Cost::RECOMMENDED,
            elapsed: since_start,
        })
    }

    pub(super) fn secrets(&self) -> Box<dyn SecretStore> {
        if self.keyring { open_secret_store(&self.secrets_folder).0 } else { open_secret_files(&self.secrets_folder) }
    }
}

/// Folder for this product's data of the present user; also the home of the default workspace.
pub fn own_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else {
        set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("shirube"))
}

fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // Whole milliseconds: what is stored, signed and shown is the same value.
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

struct RandomIds;

impl IdSource for RandomIds {
    fn uuid(&self) -> Uuid {
        Uuid::new_v4()
    }
}
