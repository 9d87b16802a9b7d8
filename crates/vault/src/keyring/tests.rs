//! The keyring is tried in a child process (this test binary again) on a message bus of its own, never on the one of
//! the person who runs the tests.

use std::path::Path;
use std::process::{Command, Output};

use model::ids::WorkspaceId;
use uuid::Uuid;

use crate::device::DeviceSecret;
use crate::secret_store::{SecretStoreKind, open_secret_store};

const FOLDER: &str = "SHIRUBE_TEST_SECRET_FOLDER";

/// What the child does: keeps and finds a device secret, inside an async runtime as the shells do.
fn use_the_keyring(folder: &Path) {
    let (secrets, kind) = open_secret_store(folder);
    println!("<opened {}>", kind.code());
    let workspace = WorkspaceId(Uuid::from_u128(1));
    let made = DeviceSecret::load_or_create(secrets.as_ref(), workspace).unwrap();
    println!("<made in {}>", made.kept_in().code());
    let (again, _) = open_secret_store(folder);
    let found = DeviceSecret::load(again.as_ref(), workspace).unwrap();
    assert_eq!(found.material().bytes(), made.material().bytes());
    assert!(again.get("device-other").unwrap().is_none());
    let name = "鍵-not-ours";
    let kept = again.set(name, "秘密".as_bytes()).unwrap();
    let read = again.get(name).unwrap().unwrap();
    assert_eq!((read.bytes.as_slice(), read.kept_in), ("秘密".as_bytes(), kept));
    println!("<found in {}>", found.kept_in().code());
}

/// The child when the variable is set; otherwise nothing.
#[tokio::test]
async fn child_uses_the_keyring() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        use_the_keyring(Path::new(&folder));
    }
}

const CHILD: &str = "keyring::tests::child_uses_the_keyring";

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn without_a_keyring_secrets_go_to_private_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([CHILD, "--exact", "--nocapture"]).env(FOLDER, folder.path());
    child.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    let said = said(&child.output().unwrap());
    assert!(said.contains("<opened file>") && said.contains("<found in file>"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn with_a_keyring_secrets_stay_out_of_the_file_system() {
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !there("dbus-run-session") || !there("gnome-keyring-daemon") {
        println!("SKIPPED: keyring test needs dbus-run-session and gnome-keyring-daemon");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("files");
    let script = "echo -n synthetic | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null; \
        exec \"$0\" \"$@\"";
    let mut child = Command::new("dbus-run-session");
    child.args(["--", "sh", "-c", script]).arg(std::env::current_exe().unwrap());
    child.args([CHILD, "--exact", "--nocapture"]).env(FOLDER, &folder);
    child.env("HOME", home.path()).env("XDG_DATA_HOME", home.path()).env("XDG_RUNTIME_DIR", home.path());
    let said = said(&child.output().unwrap());
    assert!(said.contains("<opened keyring>"), "{said}");
    assert!(said.contains("<made in keyring>") && said.contains("<found in keyring>"), "{said}");
    assert!(!folder.exists(), "nothing may be kept in files beside the keyring");
    assert_eq!(SecretStoreKind::Keyring.code(), "keyring");
}
