//! Key lists: this institution's own, written for others, and those of others, imported on this machine.

use std::path::{Path, PathBuf};

use casefile::Case;
use casefile::amendment::{Amendment, replaced_by};
use casefile::institution::SigningKey;
use casefile::permission::Action;
use casefile::role::Role;
use vault::key_list::{ListedKey, SetAsideReport, SignedKeyList};
use vault::signing::{Signer, SoftwareSigner};

use super::outgoing::Outgoing;
use super::ports::own_folder;
use super::session::Session;
use super::{Desk, Ports};
use crate::contract::{ApiError, ApiErrorKind, ExportedFile, ExportedKeyList, KnownInstitution, Message, SigningKeys};

/// Where the sealed key of the institution lies in the database.
pub(super) const META_INSTITUTION_KEY: &str = "institution_key";
const ENDING: &str = "keys.json";
/// A larger file is no key list.
const LARGEST_LIST: u64 = 64 * 1024 * 1024;

impl Ports {
    /// Where the key lists of institutions lie that were imported on this machine; beside the device secrets.
    pub(super) fn key_lists_folder(&self) -> PathBuf {
        self.secrets_folder.with_file_name("institutions")
    }
}

/// Where the key lists of this user lie.
pub fn own_key_lists() -> Option<PathBuf> {
    own_folder().map(|folder| folder.join("institutions"))
}

/// Every imported list, by name of the institution.
///
/// # Errors
/// When the folder cannot be read, or a list in it was changed.
pub fn known_institutions(folder: &Path) -> Result<Vec<KnownInstitution>, ApiError> {
    let mut known: Vec<KnownInstitution> = imported_lists(folder)?.iter().map(told).collect();
    known.sort_by(|a, b| a.institution.cmp(&b.institution));
    Ok(known)
}

/// Imports a list. The first one of an institution is believed only with the fingerprint of the institution's key, which
/// the reader has from elsewhere; a later one must carry the same key and be no older.
///
/// # Errors
/// A question, where the fingerprint has to be compared; when the list was changed, is older than the known one, or
/// cannot be read or written.
pub fn import_key_list(folder: &Path, path: &Path, compared: Option<&str>) -> Result<KnownInstitution, ApiError> {
    let bytes = read_list(path)?;
    let signed = SignedKeyList::from_json(&bytes).map_err(ApiError::from_failure)?;
    let list = signed.list();
    let known = imported_lists(folder)?.into_iter().find(|known| known.list().workspace == list.workspace);
    let same_key = known.as_ref().is_some_and(|known| known.public_key() == signed.public_key());
    if !same_key {
        let code = if known.is_some() { "key_list_other_key" } else { "key_list_first" };
        match compared {
            None => return Err(asked(ApiErrorKind::Question, code, &list.institution)),
            Some(typed) if !signed.fingerprint().is_read_as(typed) => {
                return Err(asked(ApiErrorKind::Refused, "key_list_fingerprint_differs", &list.institution));
            }
            Some(_) => {}
        }
    } else if known.is_some_and(|known| known.list().sequence > list.sequence) {
        return Err(asked(ApiErrorKind::Refused, "key_list_older", &list.institution));
    }
    let unwritable = |error: std::io::Error| {
        tracing::error!(%error, "a key list could not be kept");
        ApiError::world("key_list_not_kept")
    };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let place = folder.join(format!("{}.{ENDING}", list.workspace));
    let part = folder.join(format!(".{}.part", list.workspace));
    std::fs::write(&part, &bytes).and_then(|()| std::fs::rename(&part, &place)).map_err(unwritable)?;
    Ok(told(&signed))
}

/// Every imported list, checked again.
pub(super) fn imported_lists(folder: &Path) -> Result<Vec<SignedKeyList>, ApiError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(_) => return Err(ApiError::world("key_list_unreadable")),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|_| ApiError::world("key_list_unreadable"))?.path();
        if path.to_string_lossy().ends_with(ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &PathBuf| SignedKeyList::from_json(&read_list(path)?).map_err(ApiError::from_failure);
    paths.iter().map(read).collect()
}

fn read_list(path: &Path) -> Result<Vec<u8>, ApiError> {
    let unreadable = || ApiError {
        kind: ApiErrorKind::World,
        message: Message {
            code: "key_list_unreadable".to_owned(),
            parameters: [("file".to_owned(), crate::failures::file_name(path))].into(),
        },
    };
    let size = std::fs::metadata(path).map_err(|_| unreadable())?.len();
    if size > LARGEST_LIST {
        return Err(unreadable());
    }
    std::fs::read(path).map_err(|_| unreadable())
}

fn told(signed: &SignedKeyList) -> KnownInstitution {
    KnownInstitution {
        institution: signed.list().institution.clone(),
        fingerprint: signed.fingerprint().to_string(),
        issued_at: signed.list().issued_at.to_string(),
        keys: crate::view::count(signed.list().keys.len()),
    }
}

/// The fingerprint of the list itself is not told here: whoever copies it has compared nothing.
fn asked(kind: ApiErrorKind, code: &str, institution: &str) -> ApiError {
    let parameters = [("institution".to_owned(), institution.to_owned())].into();
    ApiError { kind, message: Message { code: code.to_owned(), parameters } }
}

impl Desk {
    /// Writes the keys of this institution to a new file, signed by the institution's own key. The passphrase is asked for
    /// again.
    ///
    /// # Errors
    /// When the role is missing, the passphrase is wrong, a file of that name is there, or the disk fails.
    pub async fn export_key_list(&self, path: String, passphrase: String) -> Result<ExportedKeyList, ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let signer = seat.institution_signer(seat.role, &self.ports).await?;
        let list = seat.present_list(self.ports.clock.now()).await?;
        let signed = SignedKeyList::sign(list, &signer).map_err(ApiError::from_failure)?;
        let bytes = signed.to_json().map_err(ApiError::from_failure)?;
        let file = Outgoing::write(&path, &bytes)?;
        let fingerprint = signed.fingerprint().to_string();
        let keys = crate::view::count(signed.list().keys.len());
        let payload = serde_json::json!({ "keys": keys, "fingerprint": fingerprint });
        seat.record(("key_list_exported", seat.role), &payload, &self.ports).await?;
        let ExportedFile { path, sha256 } = file.keep()?;
        Ok(ExportedKeyList { path, sha256, fingerprint, keys })
    }

    /// Imports the key list of an institution on this machine.
    ///
    /// # Errors
    /// As [`import_key_list`]; when the role is missing.
    pub async fn import_key_list(&self, path: String, compared: Option<String>) -> Result<SigningKeys, ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let compared = compared.as_deref().filter(|typed| !typed.trim().is_empty());
        let known = import_key_list(&self.ports.key_lists_folder(), Path::new(&path), compared)?;
        let payload = serde_json::json!({ "institution": known.institution, "fingerprint": known.fingerprint });
        seat.record(("key_list_imported", seat.role), &payload, &self.ports).await?;
        seat.keys_view(&self.ports).await
    }
}

/// What stays in the log of the workspace when a case goes whose reports were set aside.
pub(super) const REPORTS_SET_ASIDE: &str = "reports_set_aside";

impl Session {
    /// The key that signs in the name of the institution; made when it is first needed.
    async fn institution_signer(&self, role: Role, ports: &Ports) -> Result<SoftwareSigner, ApiError> {
        if let Some(signer) = self.present_institution_signer().await? {
            return Ok(signer);
        }
        let (signer, sealed) = self.key.new_institution_key().map_err(ApiError::from_failure)?;
        self.store.put_meta(META_INSTITUTION_KEY, &sealed).await.map_err(ApiError::from_failure)?;
        let payload = serde_json::json!({ "fingerprint": signer.fingerprint().to_string() });
        self.record(("institution_key_made", role), &payload, ports).await?;
        Ok(signer)
    }

    pub(super) async fn present_institution_signer(&self) -> Result<Option<SoftwareSigner>, ApiError> {
        let sealed = self.store.meta(META_INSTITUTION_KEY).await.map_err(ApiError::from_failure)?;
        sealed.map(|sealed| self.key.open_institution_key(&sealed).map_err(ApiError::from_failure)).transpose()
    }

    pub(super) fn listed_keys(&self) -> Result<Vec<ListedKey>, ApiError> {
        self.institution.keys.iter().map(|key| self.listed(key)).collect()
    }

    fn listed(&self, key: &SigningKey) -> Result<ListedKey, ApiError> {
        let owner = self.institution.accounts.get(&key.account);
        Ok(ListedKey {
            public_key: key.public_key.parse().map_err(ApiError::from_failure)?,
            account: key.account,
            person: owner.map(|account| account.display_name.clone()).unwrap_or_default(),
            valid_from: key.valid_from,
            valid_until: key.valid_until(),
            ended: key.ended.map(|(_, why)| why.code().to_owned()),
            revoked: key.revoked.as_ref().map(|revoked| revoked.reason.code().to_owned()),
        })
    }

    /// Every signed report that was set aside, by random id; those of erased cases, too: their paper may still be about.
    pub(super) async fn set_aside(&self) -> Result<Vec<SetAsideReport>, ApiError> {
        let erased: Vec<Vec<SetAsideReport>> = self.recorded(REPORTS_SET_ASIDE).await?;
        let mut found: Vec<SetAsideReport> = erased.into_iter().flatten().collect();
        for case in self.store.cases().await.map_err(ApiError::from_failure)? {
            found.extend(set_aside(&self.open_case_id(case).await?.case));
        }
        found.sort_by_key(|aside| (aside.report, aside.revision, aside.replaced_by));
        found.dedup();
        Ok(found)
    }
}

/// The revisions of one case that amendments set aside.
pub(super) fn set_aside(case: &Case) -> Vec<SetAsideReport> {
    let aside = |amendment: &Amendment| SetAsideReport {
        report: amendment.replaced.manifest.report,
        revision: amendment.replaced.revision,
        since: amendment.at,
        replaced_by: replaced_by(case, amendment.replaced.revision),
    };
    case.amendments.iter().map(aside).collect()
}
