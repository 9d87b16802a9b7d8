//! Keys: who may open what, and who said what.
//!
//! One random workspace key opens everything. Each account holds a copy of it, wrapped by a key that needs both the
//! passphrase and the secret of this device; a recovery key, printed once in two halves, holds another. Each case has a
//! key of its own, wrapped by the workspace key, so that forgetting one small row forgets the case. Signing keys are
//! wrapped for their owner alone.
//!
//! This room knows no database and no case. It touches the disk in one place, the fallback file of the device secret,
//! and the platform in one module, the keyring. Nothing secret has a `Debug` that prints it, and no error carries one.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use model::ids::{AccountId, CaseId, WorkspaceId};
//! use model::ports::{Cipher, Clock};
//! use vault::account::{AccountProfile, AccountRecord, NewPassphrase};
//! use vault::device::DeviceSecret;
//! use vault::passphrase::{Argon2Cost, Passphrase, PassphrasePolicy};
//! use vault::recovery::RecoveryKey;
//! use vault::secret_store::open_secret_files;
//! use vault::sign_in::{Shown, sign_in};
//! use vault::signing::{Signer, verify};
//! use vault::strangers::StrangerAttempts;
//! use vault::workspace_key::WorkspaceKey;
//! # use uuid::Uuid;
//! # struct Now;
//! # impl Clock for Now {
//! #     fn now(&self) -> jiff::Timestamp { jiff::Timestamp::UNIX_EPOCH }
//! # }
//! # let (workspace, account, case) = (WorkspaceId(Uuid::nil()), AccountId(Uuid::nil()), CaseId(Uuid::nil()));
//! # let folder = tempfile::tempdir()?;
//!
//! // First start: a workspace, its recovery key on paper, its first account.
//! let secrets = open_secret_files(folder.path());
//! let device = DeviceSecret::load_or_create(secrets.as_ref(), workspace)?;
//! let workspace_key = WorkspaceKey::generate(workspace)?;
//! let recovery = RecoveryKey::generate()?;
//! let (recovery_file, halves) = (recovery.wrap(&workspace_key)?.to_json()?, recovery.halves());
//! let profile = AccountProfile {
//!     login: "hanako".into(),
//!     display_name: "合成 花子".into(),
//!     roles: vec!["data_manager".into()],
//! };
//! let passphrase = Passphrase::new("a long synthetic passphrase")?;
//! let chosen = NewPassphrase {
//!     passphrase: &passphrase,
//!     policy: PassphrasePolicy::ALONE,
//!     cost: Argon2Cost::CHEAP,
//!     initial_until: None,
//! };
//! let record = AccountRecord::create((account, Now.now()), profile, chosen, &workspace_key, &device)?;
//!
//! // Later: sign in, work on a case, sign.
//! let shown = Shown { login: "hanako", passphrase: &passphrase, code: None };
//! let outcome = sign_in(&[record], &StrangerAttempts::default(), &shown, &device, &Now);
//! let unlocked = outcome.result?;
//! let (case_key, wrapped) = unlocked.workspace_key.new_case_key(case)?;
//! let sealed = case_key.cipher()?.seal(b"note", "所見".as_bytes())?;
//! let again = unlocked.workspace_key.unwrap_case_key(case, &wrapped)?.cipher()?;
//! assert_eq!(again.open(b"note", &sealed)?, "所見".as_bytes());
//! let signature = unlocked.signer.sign(b"manifest")?;
//! verify(&unlocked.signer.public_key(), b"manifest", &signature)?;
//! # assert_eq!(halves.len(), 2);
//! # assert!(!recovery_file.is_empty());
//! # Ok(())
//! # }
//! ```

pub mod account;
pub mod attempts;
pub mod case_key;
pub mod device;
pub mod error;
pub mod institution_key;
pub mod key_list;
pub mod known_head;
pub mod packet;
pub mod packet_key;
pub mod passphrase;
pub mod recovery;
pub mod second_factor;
pub mod secret_store;
pub mod sign_in;
pub mod signing;
pub mod strangers;
pub mod workspace_key;

mod key;
mod keyring;
mod sealing;
mod secret_file;
mod wrapping;

#[cfg(test)]
mod golden;

pub use error::VaultError;
