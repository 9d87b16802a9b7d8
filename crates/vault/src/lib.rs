//! Keys: who may open what, and who said what.
//!
//! One random workspace key opens everything. Each account holds a copy of it, wrapped by a key that needs both the
//! passphrase and the secret of this device; a recovery key, printed once in two halves, holds another. Each case has a
//! key of its own, wrapped by the workspace key, so that forgetting one small row forgets the case. Signing keys are
//! wrapped for their owner alone.
//!
//! This room knows no database and no case. It touches the disk in one place, the fallback file of the device secret,
//! and the platform in one module, the keyring. Nothing secret has a `Debug` that prints it, and no error carries one.

pub mod account;
pub mod attempts;
pub mod case_key;
pub mod device;
pub mod error;
pub mod passphrase;
pub mod recovery;
pub mod secret_store;
pub mod sign_in;
pub mod signing;
pub mod workspace_key;

mod key;
mod keyring;
mod sealing;
mod secret_file;
mod wrapping;

pub use error::VaultError;
