//! A workspace as one file, taken while it is open, read back before it counts, and made a workspace again.
//!
//! ```text
//! SHIRUBE-BACKUP\n  format (1 byte)
//! length of the manifest (8 bytes)  manifest (JSON)  SHA-256 of the manifest (32 bytes)
//! the files, one after the other, as the manifest lists them
//! ```
//!
//! Everything in it is sealed as it is in the workspace: a backup opens with an account of its device, or with the recovery
//! key, and with nothing less.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use model::canonical::{ContentHash, ContentHasher};
use model::ids::WorkspaceId;
use serde::{Deserialize, Serialize};

use crate::chain::ChainHead;
use crate::database::{DatabaseKey, back_up};
use crate::error::StoreError;
use crate::event_store::{EventStore, attachment_ids, head};
use crate::files::{PARTIAL, Passing, move_into_place, partial_path, remove_if_there};
use crate::platform::{create_private_file, create_private_folder, network_file_system, sync_folder};
use crate::workspace::{Unfinished, Workspace};

/// Version of the backup that this software writes.
pub const BACKUP_FORMAT: u8 = 1;

const MAGIC: &[u8] = b"SHIRUBE-BACKUP\n";
const DATABASE: &str = "shirube.db";
const WORKSPACE: &str = "workspace.json";
const ATTACHMENTS: &str = "attachments";
/// Folders whose files belong to a workspace, beside those of the workspace itself.
const FOLDERS: [&str; 3] = ["accounts", ATTACHMENTS, "reference"];
/// Files of the present run, which no other run needs.
const OF_THIS_RUN: [&str; 5] = ["lock", "holder.json", DATABASE, "shirube.db-wal", "shirube.db-shm"];
const MANIFEST_LIMIT: u64 = 256 * 1024 * 1024;
const BUFFER: usize = 1024 * 1024;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// When.
    pub created_at: Timestamp,
    /// The end of its log.
    pub head: ChainHead,
    /// Its files, in the order in which they follow.
    pub files: Vec<BackupFile>,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    /// Name below the workspace, with `/`.
    pub name: String,
    /// Size.
    pub size_bytes: u64,
    /// Hash of its bytes.
    pub sha256: ContentHash,
}

impl Workspace {
    /// Writes a backup to a new file and reads it back.
    ///
    /// # Errors
    /// [`StoreError::BackupExists`], [`StoreError::BackupDamaged`] when what was read back differs, or what database and
    /// disk say. No half-written file stays under the name.
    pub async fn back_up(
        &self,
        store: &EventStore,
        key: &DatabaseKey,
        target: &Path,
        now: Timestamp,
    ) -> Result<BackupManifest, StoreError> {
        if target.exists() {
            return Err(StoreError::BackupExists { path: target.to_path_buf() });
        }
        let copy = Passing(self.folder().join("backups").join(format!("for-a-backup.{PARTIAL}")));
        // Looked up before the writer is given back: these are the end and the attachments of the copy.
        let (head, attachments) = {
            let mut writer = store.writer.lock().await;
            let found = (head(&mut writer).await?, attachment_ids(&mut writer).await?);
            back_up(&mut writer, key, &copy.0).await?;
            found
        };
        let attachments = attachments.into_iter().map(|id| store.attachments().path(id)).collect();
        let sources = sources(self.folder(), &copy.0, &attachments)?;
        write(self, head, &sources, (target, now))
    }
}

fn write(
    workspace: &Workspace,
    head: ChainHead,
    sources: &[(String, PathBuf)],
    (target, now): (&Path, Timestamp),
) -> Result<BackupManifest, StoreError> {
    let mut files = Vec::with_capacity(sources.len());
    for (name, path) in sources {
        let (size_bytes, sha256) = copy_hashed(&mut open(path)?, &mut io::sink(), u64::MAX)
            .map_err(|source| StoreError::file("read", path, source))?;
        files.push(BackupFile { name: name.clone(), size_bytes, sha256 });
    }
    let manifest = BackupManifest { workspace: workspace.file().id, created_at: now, head, files };
    let passing = Passing(partial_path(target));
    let partial = &passing.0;
    let failed = |source| StoreError::file("write", target, source);
    remove_if_there(partial).map_err(failed)?;
    let mut out = BufWriter::with_capacity(BUFFER, create_private_file(partial).map_err(failed)?);
    write_manifest(&mut out, &manifest, target)?;
    for (file, (_, path)) in manifest.files.iter().zip(sources) {
        let copied = copy_hashed(&mut open(path)?, &mut out, u64::MAX).map_err(failed)?;
        if copied != (file.size_bytes, file.sha256) {
            return Err(StoreError::BackupDamaged { path: target.to_path_buf() });
        }
    }
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    if verify(partial)? != manifest {
        return Err(StoreError::BackupDamaged { path: target.to_path_buf() });
    }
    move_into_place(partial, target).map_err(failed)?;
    Ok(manifest)
}

/// Reads a whole backup and holds every file against its hash.
///
/// # Errors
/// [`StoreError::BackupDamaged`], [`StoreError::BackupNewer`], or what the disk says.
pub fn verify(backup: &Path) -> Result<BackupManifest, StoreError> {
    read_backup(backup, |_, input, size| copy_hashed(input, &mut io::sink(), size))
}

/// Makes a workspace of a backup in an absent or empty folder. Nobody is signed in by that: it opens with an account on the
/// device that made it, elsewhere with the recovery key.
///
/// # Errors
/// As [`verify`]; also [`StoreError::AlreadyAWorkspace`], [`StoreError::FolderNotEmpty`], [`StoreError::NetworkFileSystem`].
/// What was written until then is no workspace and is cleared away by the next attempt.
pub fn restore(backup: &Path, folder: &Path) -> Result<BackupManifest, StoreError> {
    if let Some(kind) = network_file_system(folder) {
        return Err(StoreError::NetworkFileSystem { path: folder.to_path_buf(), kind });
    }
    let unfinished = Unfinished::begin(folder)?;
    for name in ["accounts", ATTACHMENTS, "backups"] {
        let path = folder.join(name);
        create_private_folder(&path).map_err(|source| StoreError::file("create", &path, source))?;
    }
    // The file that makes a folder a workspace gets its name last.
    let waiting = folder.join(format!("{WORKSPACE}.{PARTIAL}"));
    let manifest = read_backup(backup, |file, input, size| {
        let path = if file.name == WORKSPACE { waiting.clone() } else { folder.join(&file.name) };
        if let Some(above) = path.parent() {
            create_private_folder(above)?;
        }
        let mut out = create_private_file(&path)?;
        let copied = copy_hashed(input, &mut out, size)?;
        out.sync_all()?;
        Ok(copied)
    })?;
    let place = folder.join(WORKSPACE);
    move_into_place(&waiting, &place).map_err(|source| StoreError::file("write", &place, source))?;
    unfinished.end()?;
    sync_folder(folder).map_err(|source| StoreError::file("write", folder, source))?;
    Ok(manifest)
}

/// Files of a workspace with their names below it; the database comes from its copy, and of the attachments those that it
/// names: others belong to an import that still runs, and may be gone at any moment.
fn sources(
    folder: &Path,
    database: &Path,
    attachments: &BTreeSet<PathBuf>,
) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let mut found = vec![(DATABASE.to_owned(), database.to_path_buf())];
    let mut open = vec![(String::new(), folder.to_path_buf())];
    while let Some((below, place)) = open.pop() {
        let failed = |source| StoreError::file("read", &place, source);
        for entry in fs::read_dir(&place).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Some(last) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let name = if below.is_empty() { last.to_owned() } else { format!("{below}/{last}") };
            if path.is_dir() && FOLDERS.contains(&name.split('/').next().unwrap_or_default()) {
                open.push((name, path));
            } else if path.is_file()
                && is_ours(&name)
                && !name.ends_with(PARTIAL)
                && !OF_THIS_RUN.contains(&name.as_str())
                && (below != ATTACHMENTS || attachments.contains(&path))
            {
                found.push((name, path));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn write_manifest(out: &mut impl Write, manifest: &BackupManifest, target: &Path) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(manifest)
        .map_err(|source| StoreError::WorkspaceFile { path: target.to_path_buf(), source: Some(source) })?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes();
    let hash = ContentHash::of_bytes(&bytes).0;
    [MAGIC, &[BACKUP_FORMAT], &length, &bytes, &hash]
        .into_iter()
        .try_for_each(|part| out.write_all(part))
        .map_err(|source| StoreError::file("write", target, source))
}

/// Reads a backup from its beginning to its end, giving each file to `take`, and checks everything on the way.
fn read_backup(
    backup: &Path,
    mut take: impl FnMut(&BackupFile, &mut dyn Read, u64) -> io::Result<(u64, ContentHash)>,
) -> Result<BackupManifest, StoreError> {
    let damaged = || StoreError::BackupDamaged { path: backup.to_path_buf() };
    let mut input = BufReader::with_capacity(BUFFER, open(backup)?);
    let manifest = read_manifest(&mut input, backup)?;
    if !manifest.files.iter().all(|file| is_ours(&file.name)) {
        return Err(damaged());
    }
    for file in &manifest.files {
        let copied = take(file, &mut input, file.size_bytes).map_err(|source| match source.kind() {
            io::ErrorKind::UnexpectedEof => damaged(),
            _ => StoreError::file("read", backup, source),
        })?;
        if copied != (file.size_bytes, file.sha256) {
            return Err(damaged());
        }
    }
    match input.read(&mut [0]) {
        Ok(0) => Ok(manifest),
        _ => Err(damaged()),
    }
}

fn read_manifest(input: &mut impl Read, backup: &Path) -> Result<BackupManifest, StoreError> {
    let damaged = || StoreError::BackupDamaged { path: backup.to_path_buf() };
    let mut begin = [0; 24];
    input.read_exact(&mut begin).map_err(|_| damaged())?;
    let (magic, rest) = begin.split_at(MAGIC.len());
    let (format, length) = rest.split_first().ok_or_else(damaged)?;
    if magic != MAGIC || *format == 0 {
        return Err(damaged());
    }
    if *format > BACKUP_FORMAT {
        return Err(StoreError::BackupNewer { found: u32::from(*format), known: u32::from(BACKUP_FORMAT) });
    }
    let length = length.try_into().map(u64::from_be_bytes).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    input.by_ref().take(length.min(MANIFEST_LIMIT)).read_to_end(&mut bytes).map_err(|_| damaged())?;
    let mut hash = [0; 32];
    input.read_exact(&mut hash).map_err(|_| damaged())?;
    if ContentHash::of_bytes(&bytes).0 != hash {
        return Err(damaged());
    }
    serde_json::from_slice(&bytes).map_err(|_| damaged())
}

/// A name that a workspace may have: never above it, never hidden.
fn is_ours(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c))
    };
    let in_folder = name.split_once('/').is_none_or(|(folder, _)| FOLDERS.contains(&folder));
    in_folder && name.split('/').all(plain)
}

/// Copies at most `limit` bytes; a source that ends before a limit that was told ends with an error.
fn copy_hashed(input: &mut dyn Read, out: &mut dyn Write, limit: u64) -> io::Result<(u64, ContentHash)> {
    let (mut hasher, mut copied) = (ContentHasher::default(), 0);
    let mut buffer = vec![0; BUFFER];
    while copied < limit {
        let wanted = usize::try_from(limit - copied).map_or(BUFFER, |left| left.min(BUFFER));
        let read = input.read(buffer.get_mut(..wanted).unwrap_or_default())?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        out.write_all(bytes)?;
        copied += read as u64;
    }
    if limit != u64::MAX && copied < limit {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((copied, hasher.finish()))
}

fn open(path: &Path) -> Result<File, StoreError> {
    File::open(path).map_err(|source| StoreError::file("open", path, source))
}

#[cfg(test)]
mod tests {
    use model::ids::AttachmentId;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::event_store::{Append, AttachmentRow, Rows};
    use crate::testing::{Bench, FakeCipher, at, case, event, key};

    /// The name of a file that the database names, and of one that an import has not told of yet.
    fn attachment(number: u128) -> String {
        format!("attachments/{}.sealed", Uuid::from_u128(number))
    }

    async fn backed_up() -> (Bench, PathBuf, BackupManifest) {
        let bench = Bench::new().await;
        let named = AttachmentRow {
            id: AttachmentId(Uuid::from_u128(1)),
            name: "synthetic.vcf".to_owned(),
            kind: "vcf".to_owned(),
            size_bytes: 6,
            sha256: ContentHash::of_bytes(b"sealed"),
        };
        let append = Append {
            case: Some(case(1)),
            expected_sequence: 0,
            cipher: &FakeCipher(1),
            events: vec![event("note_added", &json!({"n": 1}))],
            rows: Rows { case_secret: Some(vec![1]), attachments: vec![named], ..Rows::default() },
        };
        bench.store().append(append).await.unwrap();
        for number in [1, 2] {
            std::fs::write(bench.path().join(attachment(number)), b"sealed").unwrap();
        }
        let target = bench.folder.path().join("a.backup");
        let workspace = bench.workspace.as_ref().unwrap();
        let manifest = workspace.back_up(bench.store(), &key(), &target, at(9)).await.unwrap();
        (bench, target, manifest)
    }

    #[tokio::test]
    async fn a_backup_taken_while_open_becomes_the_same_workspace_again() {
        let (mut bench, target, manifest) = backed_up().await;
        assert_eq!(manifest.head, bench.store().head().await.unwrap());
        bench.append(1, &json!({"n": 2})).await;
        bench.close().await;
        let folder = bench.folder.path().join("restored");
        assert_eq!(restore(&target, &folder).unwrap(), manifest);
        let workspace = Workspace::open(&folder, at(10)).unwrap();
        assert_eq!(workspace.accounts().unwrap().len(), 1);
        let store = workspace.open_store(&key()).await.unwrap();
        assert_eq!(store.head().await.unwrap(), manifest.head);
        assert_eq!(store.replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap().len(), 1, "as it was then");
    }

    #[tokio::test]
    async fn a_backup_replaces_no_file_and_leaves_nothing_beside_it() {
        let (bench, target, _) = backed_up().await;
        let workspace = bench.workspace.as_ref().unwrap();
        let again = workspace.back_up(bench.store(), &key(), &target, at(9)).await.unwrap_err();
        assert_eq!(again.code(), "store.backup_exists");
        assert!(!partial_path(&target).exists());
        assert_eq!(std::fs::read_dir(bench.path().join("backups")).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_backup_holds_the_attachments_that_its_database_names_and_no_others() {
        let (_bench, _, manifest) = backed_up().await;
        let names: Vec<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
        assert!(names.contains(&attachment(1).as_str()) && names.contains(&"workspace.json"), "{names:?}");
        assert!(!names.contains(&attachment(2).as_str()), "an import that still runs may take it back: {names:?}");
    }

    /// A file that says something else each time it is read stands for a disk that fails on the way.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_backup_that_fails_leaves_nothing() {
        let bench = Bench::new().await;
        let changing = bench.path().join("accounts/changing.json");
        std::os::unix::fs::symlink("/proc/sys/kernel/random/uuid", changing).unwrap();
        let target = bench.folder.path().join("a.backup");
        let workspace = bench.workspace.as_ref().unwrap();
        let failed = workspace.back_up(bench.store(), &key(), &target, at(9)).await.unwrap_err();
        assert_eq!(failed.code(), "store.backup_damaged");
        assert!(!target.exists() && !partial_path(&target).exists());
        assert_eq!(std::fs::read_dir(bench.path().join("backups")).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn any_changed_byte_and_any_shorter_file_is_noticed_before_anything_is_a_workspace() {
        let (bench, target, _) = backed_up().await;
        let kept = std::fs::read(&target).unwrap();
        let broken = bench.folder.path().join("broken.backup");
        let noticed = |bytes: &[u8]| {
            std::fs::write(&broken, bytes).unwrap();
            verify(&broken).is_err()
        };
        for place in (0..kept.len().min(400)).chain((400..kept.len()).step_by(997)) {
            let mut changed = kept.clone();
            changed[place] ^= 1;
            assert!(noticed(&changed), "byte {place}");
        }
        for length in (0..kept.len()).step_by(4099) {
            assert!(noticed(&kept[..length]), "length {length}");
        }
        assert!(noticed(&[kept.as_slice(), b"x"].concat()));
        std::fs::write(&broken, &kept[..kept.len() - 1]).unwrap();
        let folder = bench.folder.path().join("restored");
        assert_eq!(restore(&broken, &folder).unwrap_err().code(), "store.backup_damaged");
        assert!(!Workspace::is_there(&folder));
        restore(&target, &folder).unwrap();
        assert!(Workspace::is_there(&folder));
    }

    #[tokio::test]
    async fn a_backup_is_never_restored_over_something() {
        let (bench, target, _) = backed_up().await;
        assert_eq!(restore(&target, &bench.path()).unwrap_err().code(), "store.already_a_workspace");
        let other = bench.folder.path().join("other");
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("thesis.docx"), b"").unwrap();
        assert_eq!(restore(&target, &other).unwrap_err().code(), "store.folder_not_empty");
    }

    #[test]
    fn no_name_leads_out_of_the_workspace() {
        for name in
            ["shirube.db", "accounts/a.json", "attachments/b.sealed", "workspace.json", "reference/pack-1/genes.bin"]
        {
            assert!(is_ours(name), "{name}");
        }
        for name in
            ["../x", "accounts/../x", "/etc/passwd", "a/b/c", "accounts/.x", "", "backups/x.db", "a\\b", "reference//x"]
        {
            assert!(!is_ours(name), "{name}");
        }
    }
}
