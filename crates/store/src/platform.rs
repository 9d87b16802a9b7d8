//! What depends on the operating system: who may read a file, making a rename durable, and where a folder really lies.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// File systems that live on another machine or are shared with one: their locks cannot be trusted.
const NETWORK_FILE_SYSTEMS: [&str; 24] = [
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.ceph",
    "fuse.davfs",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "gfs2",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// The kind of network file system that holds this path, if one does. The path need not exist yet.
pub(crate) fn network_file_system(path: &Path) -> Option<String> {
    let existing = path.ancestors().find_map(|ancestor| fs::canonicalize(non_empty(ancestor)).ok())?;
    if let Some(kind) = network_share(&existing) {
        return Some(kind);
    }
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = file_system(&mounts, &existing)?;
    NETWORK_FILE_SYSTEMS.contains(&kind.as_str()).then_some(kind)
}

fn non_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// `\\server\share` on Windows. A share behind a drive letter is not seen here.
#[cfg(windows)]
fn network_share(path: &Path) -> Option<String> {
    use std::path::{Component, Prefix};
    match path.components().next() {
        Some(Component::Prefix(prefix)) => {
            matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)).then(|| "smb".to_owned())
        }
        _ => None,
    }
}

#[cfg(not(windows))]
fn network_share(_path: &Path) -> Option<String> {
    None
}

/// The type of the deepest mount that holds the path; of two on one place the later one is on top.
fn file_system(mountinfo: &str, path: &Path) -> Option<String> {
    mountinfo
        .lines()
        .filter_map(mount)
        .filter(|(place, _)| path.starts_with(place))
        .max_by_key(|(place, _)| Path::new(place).components().count())
        .map(|(_, kind)| kind)
}

/// Mount point and type of one line: `36 35 98:0 /root /mount/point options … - type source …` (proc(5)).
fn mount(line: &str) -> Option<(String, String)> {
    let (place, rest) = line.split_once(" - ")?;
    let place = place.split(' ').nth(4)?;
    Some((unescaped(place), rest.split(' ').next()?.to_owned()))
}

/// proc(5) writes space, tab, newline and backslash of a mount point as octal.
fn unescaped(place: &str) -> String {
    place.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

/// Name of this machine, for people.
pub(crate) fn host_name() -> String {
    let from_file =
        ["/proc/sys/kernel/hostname", "/etc/hostname"].iter().find_map(|path| fs::read_to_string(path).ok());
    from_file
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "?".to_owned())
}

/// Creates a file that must not exist yet and that only its user may read.
///
/// # Errors
/// When it exists, or cannot be made.
#[cfg(unix)]
pub fn create_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// Opens a file for locking, private if it is made now.
#[cfg(unix)]
pub(crate) fn open_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

/// Creates a folder, with its parents, that only its user may enter.
#[cfg(unix)]
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes renames and removals inside a folder durable.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere a folder in the user's profile hands its access list down to what is made in it.
///
/// # Errors
/// When it exists, or cannot be made.
#[cfg(not(unix))]
pub fn create_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
pub(crate) fn open_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

#[cfg(not(unix))]
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:40 / /mnt/share rw shared:1 - cifs //server/share rw,vers=3.1.1
41 22 0:41 / /mnt/with\\040space rw - nfs4 server:/export rw
42 40 0:42 / /mnt/share/local rw - tmpfs tmpfs rw
43 22 0:43 / /home/person/far rw,nosuid - fuse.sshfs person@server: rw
44 22 0:44 / /twice rw - nfs server:/a rw
45 44 0:45 / /twice rw - ext4 /dev/vdb rw";

    #[test]
    fn the_deepest_mount_decides() {
        for (path, kind) in [
            ("/srv/workspace", "ext4"),
            ("/mnt/share/workspace", "cifs"),
            ("/mnt/share/local/workspace", "tmpfs"),
            ("/mnt/sharewood", "ext4"),
            ("/mnt/with space/x", "nfs4"),
            ("/home/person/far", "fuse.sshfs"),
            ("/twice/x", "ext4"),
        ] {
            assert_eq!(file_system(MOUNTS, Path::new(path)).as_deref(), Some(kind), "{path}");
        }
    }

    #[test]
    fn shares_are_refused_and_disks_are_not() {
        let refused = |path| NETWORK_FILE_SYSTEMS.contains(&file_system(MOUNTS, Path::new(path)).unwrap().as_str());
        assert!(["/mnt/share/a", "/mnt/with space/a", "/home/person/far/a"].into_iter().all(refused));
        assert!(!["/srv", "/mnt/share/local/a", "/twice/a"].into_iter().any(refused));
    }

    #[test]
    fn this_machine_has_a_name() {
        assert!(!host_name().is_empty());
    }
}
