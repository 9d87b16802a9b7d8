//! Several people at one workspace, one after the other: who gets in, who does not, and who no longer does.

use std::path::Path;

use shirube_tests::{
    LOGIN, MovedClock, PASSPHRASE, case_files, desk, desk_with_clock, login, new_workspace, ports, repository,
};
use totp_rs::{Builder, Secret};
use workflow::contract::{
    ApiError, AuditQuery, CreateWorkspace, GuardSettings, ImportRequest, NewAccount, SessionView, SignIn, WorklistQuery,
};
use workflow::{Desk, Resources};

const OWN: &str = "chosen-by-its-owner";

/// As an authenticator application makes them.
fn code(secret: &str, clock: &MovedClock) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let now = model::ports::Clock::now(clock).as_second();
    Builder::new().with_secret(secret).build().unwrap().generate(u64::try_from(now).unwrap()).to_string()
}

fn shown(login: &str, passphrase: &str, code: Option<String>) -> SignIn {
    SignIn { login: login.to_owned(), passphrase: passphrase.to_owned(), code, older_because: None }
}

fn person(login: &str, roles: &[&str]) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        display_name: format!("Synthetic {login}"),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        qualifications: vec!["pathology".to_owned()],
    }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> String {
    answer.unwrap_err().message.code
}

/// Adds somebody and signs them in with a passphrase of their own.
async fn added(desk: &Desk, login: &str, roles: &[&str]) -> SessionView {
    let issued = desk.add_account(person(login, roles)).await.unwrap();
    desk.lock().await;
    desk.sign_in(shown(login, &issued.initial_passphrase, None)).await.unwrap();
    desk.choose_passphrase(issued.initial_passphrase, OWN.to_owned()).await.unwrap()
}

fn account_file(folder: &Path, account: &str) -> std::path::PathBuf {
    folder.join(format!("workspace/accounts/{account}.json"))
}

#[tokio::test]
async fn a_new_person_chooses_a_passphrase_enrols_a_second_factor_and_only_then_works() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    let wanted = CreateWorkspace { second_factor: "required".to_owned(), ..new_workspace() };
    let created = desk.create_workspace(wanted).await.unwrap();
    assert_eq!(created.session.required_step.as_deref(), Some("second_factor"));
    assert_eq!(refused(desk.worklist(WorklistQuery::default()).await), "second_factor_required");
    let offer = desk.offer_second_factor().await.unwrap();
    assert!(offer.address.contains(&offer.secret) && offer.qr_path.starts_with('M'));
    assert_eq!(
        refused(desk.enrol_second_factor(PASSPHRASE.to_owned(), "000000".to_owned()).await),
        "vault.code_refused"
    );
    let wrong = desk.enrol_second_factor("something else".to_owned(), code(&offer.secret, &clock)).await;
    assert_eq!(refused(wrong), "vault.sign_in_refused");
    desk.enrol_second_factor(PASSPHRASE.to_owned(), code(&offer.secret, &clock)).await.unwrap();

    let issued = desk.add_account(person("Taro", &["attending_physician", "panel_member"])).await.unwrap();
    assert_eq!((issued.account.login.as_str(), issued.account.standing.as_str()), ("taro", "invited"));
    desk.lock().await;
    let session = desk.sign_in(shown("taro", &issued.initial_passphrase, None)).await.unwrap();
    assert_eq!(session.required_step.as_deref(), Some("own_passphrase"));
    assert_eq!(refused(desk.worklist(WorklistQuery::default()).await), "own_passphrase_required");
    assert_eq!(refused(desk.offer_second_factor().await), "own_passphrase_required", "others know the passphrase");
    let enrolled = desk.enrol_second_factor(issued.initial_passphrase.clone(), "000000".to_owned()).await;
    assert_eq!(refused(enrolled), "own_passphrase_required");
    let same = desk.choose_passphrase(issued.initial_passphrase.clone(), issued.initial_passphrase.clone()).await;
    assert_eq!(refused(same), "vault.passphrase_unchanged");
    let short = desk.choose_passphrase(issued.initial_passphrase.clone(), "short".to_owned()).await;
    assert_eq!(refused(short), "vault.passphrase_too_short");
    let session = desk.choose_passphrase(issued.initial_passphrase.clone(), OWN.to_owned()).await.unwrap();
    assert_eq!(session.required_step.as_deref(), Some("second_factor"));
    let offer = desk.offer_second_factor().await.unwrap();
    let codes = desk.enrol_second_factor(OWN.to_owned(), code(&offer.secret, &clock)).await.unwrap().codes;
    assert_eq!(codes.len(), 10);
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    assert_eq!(refused(desk.accounts().await), "refusal_role_missing");
    desk.lock().await;

    let used = code(&offer.secret, &clock);
    assert_eq!(
        refused(desk.sign_in(shown("taro", OWN, Some(used))).await),
        "vault.sign_in_refused",
        "enrolled with it"
    );
    clock.wait(30);
    let next = code(&offer.secret, &clock);
    assert_eq!(desk.sign_in(shown("taro", OWN, Some(next.clone()))).await.unwrap().required_step, None);
    desk.lock().await;
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, Some(next))).await), "vault.sign_in_refused", "used before");
    desk.sign_in(shown("taro", OWN, Some(codes[0].clone()))).await.unwrap();
    desk.lock().await;
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, Some(codes[0].clone()))).await), "vault.sign_in_refused");
    assert_eq!(refused(desk.sign_in(shown("taro", &issued.initial_passphrase, None)).await), "vault.sign_in_refused");
}

#[tokio::test]
async fn an_unknown_login_a_wrong_passphrase_and_a_wrong_code_get_one_answer_also_when_locked() {
    let clock = MovedClock::default();
    let mut answers = Vec::new();
    for (login, passphrase, typed) in
        [("nobody", PASSPHRASE, None), (LOGIN, "another-passphrase", None), (LOGIN, PASSPHRASE, Some("123456"))]
    {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk_with_clock(folder.path(), &clock);
        desk.create_workspace(new_workspace()).await.unwrap();
        if typed.is_some() {
            let offer = desk.offer_second_factor().await.unwrap();
            desk.enrol_second_factor(PASSPHRASE.to_owned(), code(&offer.secret, &clock)).await.unwrap();
        }
        desk.lock().await;
        let mut told = Vec::new();
        for _ in 0..7 {
            told.push(desk.sign_in(shown(login, passphrase, typed.map(str::to_owned))).await.unwrap_err());
        }
        answers.push(told);
    }
    assert_eq!(answers[0][4].message.code, "vault.sign_in_refused");
    assert_eq!(answers[0][5].message.code, "vault.account_locked");
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test]
async fn a_revoked_account_does_not_come_back_with_its_file_and_its_name_stays_in_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    added(&desk, "taro", &["attending_physician", "data_manager"]).await;
    let paths = case_files("CRC-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let case = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    let taro = desk.accounts().await.unwrap().into_iter().find(|row| row.login == "taro").unwrap();
    let file = account_file(folder.path(), &taro.account);
    let copy = std::fs::read(&file).unwrap();
    assert_eq!(desk.revoke_account("taro".to_owned()).await.unwrap().standing, "revoked");
    assert!(!file.exists(), "the wrapped key is gone");
    let history = desk.case(case).await.unwrap().history;
    assert!(history.iter().any(|row| row.actor == "Synthetic taro"));
    let again = desk.add_account(person("taro", &["auditor"])).await;
    assert_eq!(refused(again), "refusal_login_taken");
    desk.lock().await;
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, None)).await), "vault.sign_in_refused");
    std::fs::write(&file, copy).unwrap();
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, None)).await), "account_file_outdated");
    desk.sign_in(login()).await.unwrap();
    assert!(!file.exists(), "what the log revoked is cleared away");
}

#[tokio::test]
async fn changed_roles_hold_from_the_next_sign_in_and_an_older_file_does_not_bring_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    added(&desk, "taro", &["data_manager", "administrator"]).await;
    let taro = desk.accounts().await.unwrap().into_iter().find(|row| row.is_own).unwrap();
    assert_eq!(taro.qualifications, ["pathology"]);
    let file = account_file(folder.path(), &taro.account);
    let copy = std::fs::read(&file).unwrap();
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    let changed = desk.change_account("taro".to_owned(), vec!["auditor".to_owned()], vec![]).await.unwrap();
    assert_eq!((changed.roles, changed.qualifications), (vec!["auditor".to_owned()], vec![]));
    desk.lock().await;
    std::fs::write(&file, copy).unwrap();
    let session = desk.sign_in(shown("taro", OWN, None)).await.unwrap();
    assert_eq!(session.roles, ["auditor"]);
    assert!(!session.actions.contains(&"manage_accounts".to_owned()));
    assert_eq!(refused(desk.accounts().await), "refusal_role_missing");
}

#[tokio::test]
async fn at_least_one_administrator_remains() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let without = CreateWorkspace { roles: vec!["data_manager".to_owned()], ..new_workspace() };
    assert_eq!(refused(desk.create_workspace(without).await), "first_account_no_administrator");
    desk.create_workspace(new_workspace()).await.unwrap();
    let own = desk.change_account(LOGIN.to_owned(), vec!["auditor".to_owned()], vec![]).await;
    assert_eq!(refused(own), "refusal_last_administrator");
    assert_eq!(refused(desk.revoke_account(LOGIN.to_owned()).await), "refusal_own_account");
    desk.add_account(person("taro", &["administrator"])).await.unwrap();
    let own = desk.change_account(LOGIN.to_owned(), vec!["auditor".to_owned()], vec![]).await;
    assert_eq!(refused(own), "refusal_last_administrator", "somebody who never signed in does not count");
}

#[tokio::test]
async fn a_reset_account_waits_for_its_owner_and_its_old_passphrase_and_file_are_over() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    desk.create_workspace(new_workspace()).await.unwrap();
    added(&desk, "taro", &["auditor"]).await;
    let offer = desk.offer_second_factor().await.unwrap();
    desk.enrol_second_factor(OWN.to_owned(), code(&offer.secret, &clock)).await.unwrap();
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    let taro = desk.accounts().await.unwrap().into_iter().find(|row| row.login == "taro").unwrap();
    assert!(taro.second_factor);
    let file = account_file(folder.path(), &taro.account);
    let copy = std::fs::read(&file).unwrap();
    let issued = desk.reset_account("taro".to_owned()).await.unwrap();
    assert_eq!((issued.account.standing.as_str(), issued.account.second_factor), ("invited", false));
    desk.lock().await;
    clock.wait(60);
    let code = Some(code(&offer.secret, &clock));
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, code.clone())).await), "vault.sign_in_refused");
    let issued_file = std::fs::read(&file).unwrap();
    std::fs::write(&file, copy).unwrap();
    assert_eq!(refused(desk.sign_in(shown("taro", OWN, code)).await), "account_file_outdated");
    std::fs::write(&file, issued_file).unwrap();
    desk.sign_in(shown("taro", &issued.initial_passphrase, None)).await.unwrap();
    desk.lock().await;
    clock.wait(7 * 24 * 3600 + 1);
    let late = desk.sign_in(shown("taro", &issued.initial_passphrase, None)).await;
    assert_eq!(refused(late), "vault.initial_passphrase_expired");
}

#[tokio::test]
async fn a_file_from_before_a_reset_stays_over_when_the_reset_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    added(&desk, "taro", &["auditor"]).await;
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    let taro = desk.accounts().await.unwrap().into_iter().find(|row| row.login == "taro").unwrap();
    let file = account_file(folder.path(), &taro.account);
    let before = std::fs::read(&file).unwrap();
    let initial = desk.reset_account("taro".to_owned()).await.unwrap().initial_passphrase;
    let issued = std::fs::read(&file).unwrap();
    desk.lock().await;
    desk.sign_in(shown("taro", &initial, None)).await.unwrap();
    desk.choose_passphrase(initial.clone(), "chosen-after-the-reset".to_owned()).await.unwrap();
    let present = std::fs::read(&file).unwrap();
    desk.lock().await;
    for (older, passphrase) in [(before, OWN), (issued, initial.as_str())] {
        std::fs::write(&file, older).unwrap();
        assert_eq!(refused(desk.sign_in(shown("taro", passphrase, None)).await), "account_file_outdated");
    }
    std::fs::write(&file, present).unwrap();
    desk.sign_in(shown("taro", "chosen-after-the-reset", None)).await.unwrap();
}

#[tokio::test]
async fn a_workspace_of_the_first_version_opens_and_asks_to_enrol() {
    // Files as the first version wrote them, with the keys that belong to them.
    let golden = repository().join("crates/vault/golden/version-1.json");
    let golden: serde_json::Value = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let id: model::ids::WorkspaceId = text(&golden["account"]["workspace"]).parse().unwrap();
    let account: model::ids::AccountId = text(&golden["account"]["account"]).parse().unwrap();
    let clock = MovedClock::default();
    let folder = tempfile::tempdir().unwrap();
    let key = store::database::DatabaseKey::from_hex(golden["database_key"].as_str().unwrap()).unwrap();
    let (record, recovery) = (golden["account"].to_string(), golden["recovery"].to_string());
    let new = store::workspace::NewWorkspace {
        id,
        created_at: model::ports::Clock::now(&clock),
        institution: "Synthetic Hospital",
        database_key: &key,
        first_account: (account, record.as_bytes()),
        recovery: recovery.as_bytes(),
    };
    let made = store::Workspace::create(&folder.path().join("workspace"), new).await.unwrap();
    made.1.close().await.unwrap();
    drop(made.0);
    let secrets = vault::secret_store::open_secret_files(&folder.path().join("device"));
    secrets.set(&format!("device-{id}"), &[1; 32]).unwrap();

    let ports = workflow::Ports { clock: std::sync::Arc::new(clock.clone()), ..ports(folder.path()) };
    let desk = Desk::with_ports(folder.path().join("workspace"), Resources::below(&repository()), ports);
    let (login, words) = (text(&golden["account"]["profile"]["login"]), "synthetic 合成の合言葉");
    let session = desk.sign_in(shown(&login, words, None)).await.unwrap();
    assert_eq!(session.required_step.as_deref(), Some("second_factor"));
    let offer = desk.offer_second_factor().await.unwrap();
    desk.enrol_second_factor(words.to_owned(), code(&offer.secret, &clock)).await.unwrap();
    desk.worklist(WorklistQuery::default()).await.unwrap();
    desk.lock().await;
    assert_eq!(refused(desk.sign_in(shown(&login, words, None)).await), "vault.sign_in_refused");
    clock.wait(30);
    let session = desk.sign_in(shown(&login, words, Some(code(&offer.secret, &clock)))).await.unwrap();
    assert_eq!((session.required_step, session.second_factor), (None, true));
}

#[tokio::test]
async fn guards_are_changed_by_an_administrator_and_held_at_the_next_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let session = desk.create_workspace(new_workspace()).await.unwrap().session;
    assert_eq!(session.idle_lock_minutes, 15);
    let wanted = |second_factor: &str, idle_lock_minutes| GuardSettings {
        second_factor: second_factor.to_owned(),
        idle_lock_minutes,
    };
    assert_eq!(refused(desk.change_guards(wanted("optional", 31)).await), "refusal_idle_lock_out_of_range");
    assert_eq!(refused(desk.change_guards(wanted("never", 5)).await), "second_factor_rule_unknown");
    desk.change_guards(wanted("required", 5)).await.unwrap();
    desk.lock().await;
    let session = desk.sign_in(login()).await.unwrap();
    assert_eq!((session.idle_lock_minutes, session.required_step.as_deref()), (5, Some("second_factor")));
    assert_eq!(refused(desk.guard_settings().await), "second_factor_required");
}

#[tokio::test]
async fn a_demonstration_asks_nobody_to_enrol() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    desk.mark_demonstration().await.unwrap();
    desk.change_guards(GuardSettings { second_factor: "required".to_owned(), idle_lock_minutes: 15 }).await.unwrap();
    desk.lock().await;
    let session = desk.sign_in(login()).await.unwrap();
    assert_eq!((session.demonstration, session.required_step), (true, None));
}

#[tokio::test]
async fn a_workspace_with_a_case_becomes_no_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("CRC-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap();
    assert_eq!(refused(desk.mark_demonstration().await), "demonstration_holds_cases");
    desk.change_guards(GuardSettings { second_factor: "required".to_owned(), idle_lock_minutes: 15 }).await.unwrap();
    desk.lock().await;
    let session = desk.sign_in(login()).await.unwrap();
    assert_eq!((session.demonstration, session.required_step.as_deref()), (false, Some("second_factor")));
}

#[tokio::test]
async fn breaking_the_glass_opens_one_case_for_an_hour_and_alerts_until_somebody_looked_into_it() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    desk.create_workspace(new_workspace()).await.unwrap();
    let mut cases = Vec::new();
    for case in ["CRC-01", "LUAD-01"] {
        let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
        cases.push(desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap());
    }
    let session = added(&desk, "jiro", &["administrator"]).await;
    assert!(!session.actions.contains(&"view_case".to_owned()));
    let number = cases[0].case_number.clone();
    assert_eq!(refused(desk.case(number.clone()).await), "refusal_role_missing");
    assert_eq!(refused(desk.case("no-such-case".to_owned()).await), "refusal_role_missing", "not told either");
    let why = "synthetic emergency".to_owned();
    let wrong = desk.break_glass(number.clone(), why.clone(), "something else".to_owned()).await;
    assert_eq!(refused(wrong), "vault.sign_in_refused");
    let silent = desk.break_glass(number.clone(), " ".to_owned(), OWN.to_owned()).await;
    assert_eq!(refused(silent), "refusal_reason_missing");
    desk.break_glass(number.clone(), why.clone(), OWN.to_owned()).await.unwrap();
    assert_eq!(desk.case(number.clone()).await.unwrap().header.case_id, cases[0].case_id);
    assert_eq!(refused(desk.case(cases[1].case_id.clone()).await), "refusal_role_missing", "one case only");
    assert_eq!(refused(desk.compose(number.clone()).await), "refusal_role_missing", "to look, not to act");
    desk.lock().await;
    clock.wait(3600);
    assert_eq!(desk.sign_in(shown("jiro", OWN, None)).await.unwrap().open_alerts, 1);
    assert_eq!(refused(desk.case(number.clone()).await), "refusal_role_missing", "the hour is over");

    let alert = desk.alerts().await.unwrap().remove(0);
    assert_eq!((alert.case_number, alert.by.as_str(), &alert.reason), (Some(number), "Synthetic jiro", &why));
    assert_eq!(refused(desk.review_alert(alert.alert.clone(), String::new()).await), "refusal_reason_missing");
    desk.review_alert(alert.alert.clone(), "justified".to_owned()).await.unwrap();
    let reviewed = desk.alerts().await.unwrap().remove(0);
    assert_eq!(
        (reviewed.reviewed_by.as_deref(), reviewed.remark.as_deref()),
        (Some("Synthetic jiro"), Some("justified"))
    );
    let page = desk.audit_log(AuditQuery { kind: "glass_broken".to_owned(), limit: 9, ..AuditQuery::default() }).await;
    assert_eq!(page.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn a_signature_and_an_export_ask_for_the_passphrase_and_failures_lock() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let target = folder.path().join("out.pdf").display().to_string();
    for _ in 0..5 {
        let export = desk.export("x".to_owned(), "panel".to_owned(), target.clone(), "something else".to_owned()).await;
        assert_eq!(refused(export), "vault.sign_in_refused");
    }
    let export = desk.export("x".to_owned(), "panel".to_owned(), target, PASSPHRASE.to_owned()).await;
    assert_eq!(refused(export), "vault.account_locked");
}

#[tokio::test]
async fn a_backup_is_restored_elsewhere_opens_with_the_same_accounts_and_on_another_device_with_the_recovery_key() {
    let folder = tempfile::tempdir().unwrap();
    let here = desk(folder.path());
    let halves = here.create_workspace(new_workspace()).await.unwrap().recovery_halves;
    let paths = case_files("CRC-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let case = here.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let before = here.case(case.clone()).await.unwrap();
    here.recovery_drill(halves[0].clone(), halves[1].clone()).await.unwrap();
    let swapped = here.recovery_drill(halves[1].clone(), halves[0].clone()).await;
    assert_eq!(refused(swapped), "vault.recovery_typo");
    let file = folder.path().join("a.backup");
    let path = file.display().to_string();
    assert_eq!(refused(here.back_up(path.clone(), "something else".to_owned()).await), "vault.sign_in_refused");
    let report = here.back_up(path.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(refused(here.back_up(path, PASSPHRASE.to_owned()).await), "store.backup_exists");
    let checked = workflow::desk::verify_backup(&file).unwrap();
    assert_eq!((checked.events, &checked.head), (report.events, &report.head));
    here.lock().await;

    let elsewhere = tempfile::tempdir().unwrap();
    workflow::desk::restore(&file, elsewhere.path().join("workspace")).unwrap();
    let there = desk(elsewhere.path());
    assert_eq!(refused(there.sign_in(login()).await), "vault.device_secret_missing");
    let halves = [halves[0].clone(), halves[1].clone()];
    there.recover(halves, LOGIN.to_owned(), OWN.to_owned(), None).await.unwrap();
    assert_eq!(there.case(case.clone()).await.unwrap(), before);
    assert!(there.verify_chain().await.unwrap().whole);

    // On the device that made it, it is older than what that device saw last.
    std::fs::remove_dir_all(folder.path().join("workspace")).unwrap();
    workflow::desk::restore(&file, folder.path().join("workspace")).unwrap();
    assert_eq!(refused(here.sign_in(login()).await), "workspace_older");
    here.sign_in(SignIn { older_because: Some("a drill".to_owned()), ..login() }).await.unwrap();
    assert_eq!(here.case(case).await.unwrap(), before);
}

/// Every file below a folder, copied.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &target) } else { std::fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

#[tokio::test]
async fn an_older_copy_of_the_workspace_opens_only_with_a_reason_that_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    desk.lock().await;
    let (there, copy) = (folder.path().join("workspace"), folder.path().join("copy"));
    copy_folder(&there, &copy);
    desk.sign_in(login()).await.unwrap();
    desk.add_account(person("taro", &["auditor"])).await.unwrap();
    desk.lock().await;
    std::fs::remove_dir_all(&there).unwrap();
    copy_folder(&copy, &there);

    let asked = desk.sign_in(login()).await.unwrap_err();
    assert_eq!(
        (asked.message.code.as_str(), asked.kind),
        ("workspace_older", workflow::contract::ApiErrorKind::Question)
    );
    assert_eq!(refused(desk.accounts().await), "session_missing");
    let silent = SignIn { older_because: Some(" ".to_owned()), ..login() };
    assert_eq!(refused(desk.sign_in(silent).await), "workspace_older");
    let told = SignIn { older_because: Some("restored after a failed disk".to_owned()), ..login() };
    desk.sign_in(told).await.unwrap();
    let query = AuditQuery { kind: "older_log_accepted".to_owned(), limit: 9, ..AuditQuery::default() };
    assert_eq!(desk.audit_log(query).await.unwrap().rows.len(), 1);
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn the_recovery_key_asks_about_an_older_copy_too_and_nothing_is_overwritten_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let halves: [String; 2] = desk.create_workspace(new_workspace()).await.unwrap().recovery_halves.try_into().unwrap();
    desk.lock().await;
    let (there, copy) = (folder.path().join("workspace"), folder.path().join("copy"));
    copy_folder(&there, &copy);
    desk.sign_in(login()).await.unwrap();
    desk.add_account(person("taro", &["auditor"])).await.unwrap();
    desk.lock().await;
    std::fs::remove_dir_all(&there).unwrap();
    copy_folder(&copy, &there);

    let by_key = |because: Option<&str>| {
        desk.recover(halves.clone(), LOGIN.to_owned(), OWN.to_owned(), because.map(str::to_owned))
    };
    assert_eq!(refused(by_key(None).await), "workspace_older");
    assert_eq!(refused(by_key(Some(" ")).await), "workspace_older");
    assert_eq!(refused(desk.sign_in(login()).await), "workspace_older", "with the passphrase of before");
    by_key(Some("restored after a failed disk")).await.unwrap();
    let query = AuditQuery { kind: "older_log_accepted".to_owned(), limit: 9, ..AuditQuery::default() };
    assert_eq!(desk.audit_log(query).await.unwrap().rows.len(), 1);
    desk.lock().await;
    desk.sign_in(shown(LOGIN, OWN, None)).await.unwrap();
    assert!(desk.verify_chain().await.unwrap().whole);
}
