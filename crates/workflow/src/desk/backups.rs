//! Backups, and the drill that shows that the recovery key works before it is needed.

use std::path::{Path, PathBuf};

use casefile::permission::Action;
use store::database::DatabaseKey;
use vault::recovery::{RecoveryKey, RecoveryWrap};

use super::Desk;
use crate::contract::{ApiError, BackupReport};

impl Desk {
    /// Writes a backup of the open workspace to a new file and reads it back. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the role is missing, the passphrase is wrong, a file of that name is there, or the disk fails.
    pub async fn back_up(&self, path: String, passphrase: String) -> Result<BackupReport, ApiError> {
        let seat = self.seat(Action::MaintainWorkspace).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let digits = seat.key.database_key().map_err(ApiError::from_failure)?;
        let key = DatabaseKey::from_hex(digits.expose_hex()).map_err(ApiError::from_failure)?;
        let now = self.ports.clock.now();
        let manifest = seat.workspace.back_up(&seat.store, &key, Path::new(&path), now).await;
        let report = told(path, &manifest.map_err(ApiError::from_failure)?);
        let payload = serde_json::json!({ "files": report.files, "sequence": report.events });
        seat.record(("backup_made", seat.role), &payload, &self.ports).await?;
        Ok(report)
    }

    /// Shows that both halves of the recovery key open this workspace, without using them.
    ///
    /// # Errors
    /// When the role is missing, a half has a slip in it, or the halves are of another workspace or were replaced.
    pub async fn recovery_drill(&self, first_half: String, second_half: String) -> Result<(), ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let recovery = RecoveryKey::parse(&first_half, &second_half).map_err(ApiError::from_failure)?;
        let wrap = seat.workspace.recovery().map_err(ApiError::from_failure)?;
        let wrap = RecoveryWrap::from_json(&wrap).map_err(ApiError::from_failure)?;
        seat.recovered_key(&recovery, &wrap)?;
        seat.record(("recovery_drill_passed", seat.role), &serde_json::json!({}), &self.ports).await.map(|_| ())
    }
}

/// Reads a whole backup and holds every file against its hash.
///
/// # Errors
/// When it is damaged, newer than this software, or cannot be read.
pub fn verify_backup(path: &Path) -> Result<BackupReport, ApiError> {
    let manifest = store::backup::verify(path).map_err(ApiError::from_failure)?;
    Ok(told(path.display().to_string(), &manifest))
}

/// Makes a workspace of a backup in an absent or empty folder.
///
/// # Errors
/// When the backup is damaged, the folder holds something, or the disk fails.
pub fn restore(backup: &Path, folder: PathBuf) -> Result<BackupReport, ApiError> {
    let manifest = store::backup::restore(backup, &folder).map_err(ApiError::from_failure)?;
    Ok(told(folder.display().to_string(), &manifest))
}

fn told(path: String, manifest: &store::backup::BackupManifest) -> BackupReport {
    let bytes: u64 = manifest.files.iter().map(|file| file.size_bytes).sum();
    BackupReport {
        path,
        created_at: manifest.created_at.to_string(),
        events: crate::view::count(manifest.head.sequence),
        head: manifest.head.hash.to_string(),
        files: crate::view::count(manifest.files.len()),
        bytes: bytes.to_string(),
    }
}
