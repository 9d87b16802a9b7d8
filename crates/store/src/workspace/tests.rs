use std::path::PathBuf;

use uuid::Uuid;

use super::*;
use crate::testing::{Bench, at, key, new_workspace};

#[tokio::test]
async fn a_new_workspace_holds_what_it_was_given_and_opens_again() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let peeked = Workspace::peek(&bench.path()).unwrap();
    assert_eq!((peeked.format, peeked.institution.as_str()), (1, "合成病院"));
    bench.reopen().await;
    let workspace = bench.workspace.as_ref().unwrap();
    assert_eq!(workspace.file(), &peeked);
    let account = AccountId(Uuid::from_u128(7));
    assert_eq!(workspace.accounts().unwrap(), [(account, b"{\"synthetic\":true}".to_vec())]);
    assert_eq!(workspace.recovery().unwrap(), b"{\"synthetic\":true}");
    workspace.write_account(AccountId(Uuid::from_u128(3)), b"{}").unwrap();
    assert_eq!(workspace.accounts().unwrap().len(), 2);
    workspace.remove_account(account).unwrap();
    assert_eq!(workspace.accounts().unwrap(), [(AccountId(Uuid::from_u128(3)), b"{}".to_vec())]);
}

#[tokio::test]
async fn a_workspace_is_made_only_in_an_absent_or_empty_folder() {
    let bench = Bench::new().await;
    let error = Workspace::create(&bench.path(), new_workspace(&key())).await.unwrap_err();
    assert_eq!(error.code(), "store.already_a_workspace");
    let other = bench.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.docx"), b"").unwrap();
    let error = Workspace::create(&other, new_workspace(&key())).await.unwrap_err();
    assert_eq!(error.code(), "store.folder_not_empty");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
    let empty = bench.folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    Workspace::create(&empty, new_workspace(&key())).await.unwrap();
    let error = Workspace::open(&other, at(0)).unwrap_err();
    assert_eq!(error.code(), "store.not_a_workspace");
}

#[tokio::test]
async fn what_an_interrupted_creation_left_is_cleared_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ws");
    fs::create_dir_all(path.join("accounts")).unwrap();
    fs::write(path.join(UNFINISHED_MARK), b"").unwrap();
    fs::write(path.join("accounts/00000000-0000-0000-0000-000000000001.json"), b"half").unwrap();
    fs::write(path.join("shirube.db"), b"half").unwrap();
    fs::write(path.join("workspace.json.partial"), b"half").unwrap();
    assert!(!Workspace::is_there(&path));
    let (workspace, _store) = Workspace::create(&path, new_workspace(&key())).await.unwrap();
    assert_eq!(workspace.accounts().unwrap().len(), 1);
    assert!(!path.join(UNFINISHED_MARK).exists());
    assert!(!path.join("workspace.json.partial").exists());
}

#[tokio::test]
async fn a_second_opening_names_the_holder_and_the_lock_ends_with_the_first() {
    let mut bench = Bench::new().await;
    let error = Workspace::open(&bench.path(), at(5)).unwrap_err();
    assert_eq!(error.code(), "store.in_use");
    let parameters = error.parameters();
    assert_eq!(parameters["process"], std::process::id().to_string());
    assert_eq!(parameters["opened_at"], at(0).to_string());
    assert!(!parameters["host"].is_empty());
    bench.workspace = None;
    assert_eq!(Workspace::open(&bench.path(), at(5)).unwrap_err().code(), "store.in_use");
    bench.store.take().unwrap().close().await.unwrap();
    Workspace::open(&bench.path(), at(5)).unwrap();
}

#[tokio::test]
async fn the_note_of_a_dead_process_does_not_lock() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let dead = "{\"process\":999999999,\"host\":\"elsewhere\",\"opened_at\":\"2026-11-01T00:00:00Z\"}";
    fs::write(bench.path().join("holder.json"), dead).unwrap();
    bench.reopen().await;
    let holder = fs::read_to_string(bench.path().join("holder.json")).unwrap();
    assert!(holder.contains(&std::process::id().to_string()));
}

/// The other process is this test binary itself, started with a variable that sends it here.
#[tokio::test]
async fn another_process_is_refused_while_we_live() {
    const FOLDER: &str = "SHIRUBE_TEST_OPEN_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let code = Workspace::open(&PathBuf::from(folder), at(9)).map_or_else(|error| error.code(), |_| "opened");
        println!("<{code}>");
        return;
    }
    let mut bench = Bench::new().await;
    let answer = |folder: PathBuf| {
        let name = "workspace::tests::another_process_is_refused_while_we_live";
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(FOLDER, folder)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(answer(bench.path()).contains("<store.in_use>"));
    bench.close().await;
    assert!(answer(bench.path()).contains("<opened>"));
}

#[tokio::test]
async fn a_wrong_key_is_noticed_before_anything_is_read() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let workspace = Workspace::open(&bench.path(), at(0)).unwrap();
    let wrong = DatabaseKey::from_hex(&"ab".repeat(32)).unwrap();
    assert_eq!(workspace.open_store(&wrong).await.unwrap_err().code(), "store.wrong_key");
    assert_eq!(DatabaseKey::from_hex("ab").unwrap_err().code(), "store.wrong_key");
    workspace.open_store(&key()).await.unwrap();
}

#[tokio::test]
async fn a_newer_workspace_is_refused_before_its_shape_is_looked_at() {
    let mut bench = Bench::new().await;
    bench.close().await;
    fs::write(bench.path().join("workspace.json"), b"{\"format\":2,\"else\":\"new\"}").unwrap();
    let error = Workspace::open(&bench.path(), at(0)).unwrap_err();
    assert_eq!(error.code(), "store.workspace_newer");
    assert_eq!(error.parameters()["found"], "2");
    fs::write(bench.path().join("workspace.json"), b"{").unwrap();
    assert_eq!(Workspace::open(&bench.path(), at(0)).unwrap_err().code(), "store.workspace_file");
}

#[tokio::test]
async fn unfinished_files_and_unknown_attachments_are_gone_after_opening() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let unknown = format!("attachments/{}.sealed", Uuid::from_u128(77));
    for name in ["accounts/a.json.partial", "attachments/b.sealed.partial", "workspace.json.partial", &unknown] {
        fs::write(bench.path().join(name), b"half").unwrap();
    }
    fs::write(bench.path().join("attachments/notes.txt"), b"not ours").unwrap();
    bench.reopen().await;
    let left = crate::testing::files_below(&bench.path().join("attachments"));
    assert_eq!(left.keys().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(), ["notes.txt"]);
    assert!(!bench.path().join("workspace.json.partial").exists());
    assert_eq!(bench.workspace.as_ref().unwrap().accounts().unwrap().len(), 1);
}

#[tokio::test]
async fn an_account_file_that_was_being_written_is_no_account() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let kept = Workspace::peek_accounts(&bench.path()).unwrap();
    let left = format!("accounts/{}.json.partial", kept[0].0);
    fs::write(bench.path().join(&left), b"half").unwrap();
    assert_eq!(Workspace::peek_accounts(&bench.path()).unwrap(), kept, "looked at before anything is opened");
    bench.reopen().await;
    assert!(!bench.path().join(left).exists());
}

#[cfg(unix)]
#[tokio::test]
async fn everything_in_a_workspace_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new().await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for name in ["", "accounts", "attachments", "backups"] {
        assert_eq!(mode(&bench.path().join(name)), 0o700, "{name}");
    }
    let files = crate::testing::files_below(&bench.path());
    assert!(files.len() >= 6, "{:?}", files.keys());
    for name in files.keys() {
        assert_eq!(mode(&bench.path().join(name)), 0o600, "{}", name.display());
    }
}
