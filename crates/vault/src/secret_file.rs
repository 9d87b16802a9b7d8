//! Secrets in files that only their user may read: the fallback where no keyring answers.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::error::VaultError;

/// A folder of secret files.
#[derive(Debug)]
pub(crate) struct SecretFiles {
    folder: PathBuf,
}

impl SecretFiles {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    pub(crate) fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let path = self.path(name);
        match fs::read(&path).map(Zeroizing::new) {
            Ok(bytes) if is_private(&path).map_err(|source| failed(&path, source))? => Ok(Some(bytes)),
            Ok(_) => Err(VaultError::SecretFileExposed { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(VaultError::SecretFile { path, source }),
        }
    }

    /// Written beside its place, made durable, then moved there: a power cut leaves the old secret or the new one.
    pub(crate) fn set(&self, name: &str, secret: &[u8]) -> Result<(), VaultError> {
        let path = self.path(name);
        create_private_folder(&self.folder).map_err(|source| failed(&self.folder, source))?;
        let partial = path.with_extension("partial");
        self.write(&partial, &path, secret).map_err(|source| failed(&path, source))
    }

    fn write(&self, partial: &Path, path: &Path, secret: &[u8]) -> io::Result<()> {
        match fs::remove_file(partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = private_file(partial)?;
        file.write_all(secret)?;
        file.sync_all()?;
        fs::rename(partial, path)?;
        sync_folder(&self.folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.secret"))
    }
}

fn failed(path: &Path, source: io::Error) -> VaultError {
    VaultError::SecretFile { path: path.to_path_buf(), source }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(unix)]
fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(unix)]
fn is_private(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let for_others = fs::metadata(path)?.permissions().mode() % 0o100;
    Ok(for_others == 0)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere the folder lies in the user's own profile, whose access list its files inherit.
#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(not(unix))]
fn is_private(_path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_kept_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let files = SecretFiles::new(&folder.path().join("not/yet/there"));
        assert!(files.get("one").unwrap().is_none());
        files.set("one", b"first").unwrap();
        files.set("one", b"second").unwrap();
        assert_eq!(files.get("one").unwrap().unwrap().as_slice(), b"second");
        assert!(files.get("other").unwrap().is_none());
    }

    #[test]
    fn a_file_left_by_a_power_cut_does_not_block_the_next_secret() {
        let folder = tempfile::tempdir().unwrap();
        let files = SecretFiles::new(folder.path());
        fs::write(folder.path().join("one.partial"), b"half").unwrap();
        assert!(files.get("one").unwrap().is_none());
        files.set("one", b"whole").unwrap();
        assert_eq!(files.get("one").unwrap().unwrap().as_slice(), b"whole");
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_file_is_private_and_an_exposed_one_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let files = SecretFiles::new(&folder.path().join("secrets"));
        files.set("one", b"abc").unwrap();
        let path = folder.path().join("secrets/one.secret");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&folder.path().join("secrets")), 0o700);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(files.get("one").unwrap_err().code(), "vault.secret_file_exposed");
    }
}
