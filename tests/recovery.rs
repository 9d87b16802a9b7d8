//! The recovery key: the way back in, and only with both halves.

use shirube_tests::{LOGIN, PASSPHRASE, case_files, desk, login, new_workspace};
use workflow::Desk;
use workflow::contract::{ApiError, ImportRequest, SessionView, SignIn, WorklistQuery};

const NEW: &str = "another-synthetic-passphrase";

async fn workspace_with_case(desk: &Desk) -> (Vec<String>, String) {
    let created = desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("CRC-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let imported = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap();
    (created.recovery_halves, imported.case_id)
}

async fn recover(desk: &Desk, first: &str, second: &str, passphrase: &str) -> Result<SessionView, ApiError> {
    desk.recover([first, second].map(str::to_owned), LOGIN.to_owned(), passphrase.to_owned(), None).await
}

#[tokio::test]
async fn both_halves_open_the_workspace_on_a_device_that_lost_its_secret() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    let (halves, id) = workspace_with_case(&first).await;
    let before = first.case(id.clone()).await.unwrap();
    let events = first.verify_chain().await.unwrap().events;
    first.lock().await;
    std::fs::remove_dir_all(folder.path().join("device")).unwrap();
    assert_eq!(first.sign_in(login()).await.unwrap_err().message.code, "vault.device_secret_missing");

    let session = recover(&first, &halves[0], &halves[1], NEW).await.unwrap();
    assert_eq!((session.login.as_str(), session.roles), (LOGIN, workflow::desk::all_roles()));
    assert_eq!(first.case(id.clone()).await.unwrap(), before);
    // Signed out, recovered, reset, a new passphrase, and the look at the case.
    let chain = first.verify_chain().await.unwrap();
    assert_eq!((chain.whole, chain.events), (true, events + 5));
    first.compose(id).await.unwrap();

    first.lock().await;
    assert_eq!(first.sign_in(login()).await.unwrap_err().message.code, "vault.sign_in_refused");
    first
        .sign_in(SignIn { login: LOGIN.to_owned(), passphrase: NEW.to_owned(), code: None, older_because: None })
        .await
        .unwrap();
    assert_eq!(first.worklist(WorklistQuery::default()).await.unwrap().len(), 1);
    assert!(first.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let (halves, _) = workspace_with_case(&desk).await;
    let (first, second) = (halves[0].as_str(), halves[1].as_str());
    // The third character of the fourth group.
    let slip: String = (0..)
        .zip(second.chars())
        .map(|(at, letter)| {
            if at != 20 {
                letter
            } else if letter == '7' {
                '8'
            } else {
                '7'
            }
        })
        .collect();
    let error = recover(&desk, first, &slip, NEW).await.unwrap_err();
    assert_eq!(error.message.code, "vault.recovery_typo");
    assert_eq!((error.message.parameters["half"].as_str(), error.message.parameters["group"].as_str()), ("2", "4"));

    let other = tempfile::tempdir().unwrap();
    let foreign = shirube_tests::desk(other.path()).create_workspace(new_workspace()).await.unwrap().recovery_halves;
    for (second, passphrase, code) in [
        (first, NEW, "vault.recovery_typo"),
        (foreign[1].as_str(), NEW, "vault.recovery_key_wrong"),
        (second, "short", "vault.passphrase_too_short"),
    ] {
        assert_eq!(recover(&desk, first, second, passphrase).await.unwrap_err().message.code, code);
    }
    let stranger = desk.recover([first, second].map(str::to_owned), "taro".to_owned(), NEW.to_owned(), None).await;
    assert_eq!(stranger.unwrap_err().message.code, "login_unknown");
    desk.sign_in(SignIn {
        login: LOGIN.to_owned(),
        passphrase: PASSPHRASE.to_owned(),
        code: None,
        older_because: None,
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn roles_written_into_the_account_file_do_not_pass_through_recovery() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    // The first account administers; what it may not do is written into its file.
    let roles = vec!["administrator".to_owned(), "data_manager".to_owned()];
    let wanted = workflow::contract::CreateWorkspace { roles, ..new_workspace() };
    let halves = desk.create_workspace(wanted).await.unwrap().recovery_halves;
    desk.lock().await;
    let accounts = std::fs::read_dir(folder.path().join("workspace/accounts")).unwrap();
    let account = accounts.map(|entry| entry.unwrap().path()).next().unwrap();
    let text = std::fs::read_to_string(&account).unwrap().replace("data_manager", "panel_chair");
    std::fs::write(&account, text).unwrap();
    let error = recover(&desk, &halves[0], &halves[1], NEW).await.unwrap_err();
    assert_eq!(error.message.code, "vault.account_record_altered");
}
