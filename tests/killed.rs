//! A process that is killed at a random moment of signing, backing up or rotating leaves the state before or the state
//! after, never one between. The work is done by this very program, started once more as a child.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use model::ports::IdSource;
use shirube_tests::panel::{meeting, settle};
use shirube_tests::{PASSPHRASE, login, new_workspace, ports, repository};
use uuid::Uuid;
use workflow::contract::{AuditQuery, NewInvitation, ReportState};
use workflow::desk::verify_backup;
use workflow::{Desk, Ports, Resources};

use crate::rotation::imported;

const FOLDER: &str = "SHIRUBE_TEST_KILLED_FOLDER";
const TASK: &str = "SHIRUBE_TEST_KILLED_TASK";
const CHILD: &str = "killed::child_works_until_it_is_killed";

/// How often each task is killed.
const ROUNDS: u32 = 6;

/// Ids that no other process makes: the child and whoever looks at what it left write into one log.
#[derive(Debug)]
struct FreshIds;

impl IdSource for FreshIds {
    fn uuid(&self) -> Uuid {
        Uuid::new_v4()
    }
}

fn desk(folder: &Path) -> Desk {
    let ports = Ports { ids: Arc::new(FreshIds), ..ports(folder) };
    Desk::with_ports(folder.join("workspace"), Resources::below(&repository()), ports)
}

/// The child when the variables are set; otherwise nothing.
#[tokio::test]
async fn child_works_until_it_is_killed() {
    let (Some(folder), Some(task)) = (std::env::var_os(FOLDER), std::env::var_os(TASK)) else { return };
    let folder = Path::new(&folder);
    let desk = desk(folder);
    desk.sign_in(login()).await.unwrap();
    let case = std::fs::read_to_string(folder.join("case")).unwrap();
    made_ready(&desk, &case, task.to_str().unwrap_or_default()).await;
    println!("<ready>");
    match task.to_str() {
        Some("sign") => {
            desk.sign(case, PASSPHRASE.to_owned()).await.unwrap();
        }
        Some("back_up") => {
            let target = folder.join("backup").display().to_string();
            desk.back_up(target, PASSPHRASE.to_owned()).await.unwrap();
        }
        Some("export") => {
            let target = folder.join("left.pdf").display().to_string();
            desk.export(case, "panel".to_owned(), target, PASSPHRASE.to_owned()).await.unwrap();
        }
        Some("invite") => {
            let elsewhere = desk.invitation_plan(case.clone()).await.unwrap().seats.into_iter();
            let passphrase = || Some("a long passphrase for a seat".to_owned());
            let wanted = elsewhere.map(|seat| NewInvitation { seat: seat.seat, passphrase: passphrase() }).collect();
            std::fs::create_dir(folder.join("packets")).unwrap();
            let target = folder.join("packets").display().to_string();
            desk.invite_members(case, target, wanted, PASSPHRASE.to_owned()).await.unwrap();
        }
        Some("rotate") => {
            let halves = std::fs::read_to_string(folder.join("halves")).unwrap();
            let (first, second) = halves.split_once('\n').unwrap();
            let halves = [first.to_owned(), second.to_owned()];
            desk.rotate_workspace_key(halves, PASSPHRASE.to_owned()).await.unwrap();
        }
        _ => {
            desk.renew_signing_key(PASSPHRASE.to_owned()).await.unwrap();
        }
    }
    println!("<done>");
}

/// What a task needs beyond a case that can be signed.
async fn made_ready(desk: &Desk, case: &str, task: &str) {
    let case = || case.to_owned();
    match task {
        "export" => {
            desk.sign(case(), PASSPHRASE.to_owned()).await.unwrap();
        }
        "invite" => {
            desk.withdraw_conclusion(case(), "synthetic".to_owned()).await.unwrap();
            desk.cancel_panel(case(), "synthetic".to_owned()).await.unwrap();
            desk.compose(case()).await.unwrap();
            desk.convene_panel(case(), meeting()).await.unwrap();
        }
        _ => {}
    }
}

fn child(folder: &Path, task: &str) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(TASK, task)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    assert!(line(&mut reader, "<ready>"), "the child ended before it began");
    (child, reader)
}

/// Waits for a line of the child that holds these words; `false` when it ended before.
fn line(reader: &mut impl BufRead, words: &str) -> bool {
    loop {
        let mut text = String::new();
        if reader.read_line(&mut text).unwrap() == 0 {
            return false;
        }
        if text.contains(words) {
            return true;
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A workspace with one case that is ready to be signed.
async fn given(folder: &Path) {
    let desk = desk(folder);
    let created = desk.create_workspace(new_workspace()).await.unwrap();
    let case = imported(&desk, "NIL-01").await;
    settle(&desk, &case).await.unwrap();
    desk.lock().await;
    std::fs::write(folder.join("case"), case).unwrap();
    std::fs::write(folder.join("halves"), created.recovery_halves.join("\n")).unwrap();
}

/// Runs a task once to its end to know how long it takes, then kills it at moments spread over that time. Looks at what is
/// left each time; gives how often the task had come to its end.
async fn killed(task: &str, look: impl AsyncFn(&Path) -> bool) -> u32 {
    let origin = tempfile::tempdir().unwrap();
    Box::pin(given(origin.path())).await;
    let whole = tempfile::tempdir().unwrap();
    copy_folder(origin.path(), whole.path());
    let (mut first, mut reader) = child(whole.path(), task);
    let begun = Instant::now();
    assert!(line(&mut reader, "<done>"), "the task does not come to its end");
    let takes = begun.elapsed();
    first.wait().unwrap();
    assert!(look(whole.path()).await, "a task that came to its end is seen");
    let mut ended = 0;
    for round in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(origin.path(), folder.path());
        let (mut child, _reader) = child(folder.path(), task);
        std::thread::sleep(takes * round / (ROUNDS - 1) + Duration::from_millis(u64::from(round) * 3));
        child.kill().unwrap();
        child.wait().unwrap();
        ended += u32::from(look(folder.path()).await);
    }
    ended
}

#[tokio::test]
async fn a_signature_is_there_whole_or_not_at_all() {
    let look = async |folder: &Path| {
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        let case = std::fs::read_to_string(folder.join("case")).unwrap();
        let report = desk.case(case.clone()).await.unwrap().report;
        assert!(desk.verify_chain().await.unwrap().whole);
        let signed = report.state == ReportState::Signed;
        assert_eq!(report.signature.is_some(), signed);
        if signed {
            for kind in ["panel", "patient"] {
                let path = folder.join(format!("{kind}.pdf"));
                std::fs::write(&path, desk.pdf(case.clone(), kind.to_owned()).await.unwrap()).unwrap();
                assert_eq!(desk.verify_document(path.display().to_string()).await.unwrap().outcome, "valid");
            }
        } else {
            // What was not signed can be signed now.
            desk.sign(case, PASSPHRASE.to_owned()).await.unwrap();
        }
        desk.lock().await;
        signed
    };
    let ended = Box::pin(killed("sign", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}

#[tokio::test]
async fn a_backup_is_there_whole_or_not_at_all() {
    let look = async |folder: &Path| {
        let target = folder.join("backup");
        let made = target.exists();
        if made {
            verify_backup(&target).unwrap();
        }
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        assert!(desk.verify_chain().await.unwrap().whole);
        let again = folder.join("again").display().to_string();
        desk.back_up(again, PASSPHRASE.to_owned()).await.unwrap();
        desk.lock().await;
        made
    };
    let ended = Box::pin(killed("back_up", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}

#[tokio::test]
async fn a_workspace_key_is_the_old_one_or_the_new_one() {
    let look = async |folder: &Path| {
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        let case = std::fs::read_to_string(folder.join("case")).unwrap();
        desk.pdf(case, "panel".to_owned()).await.unwrap();
        assert!(desk.verify_chain().await.unwrap().whole);
        let query = AuditQuery { kind: "workspace_key_rotated".to_owned(), limit: 10, ..AuditQuery::default() };
        let rotated = desk.audit_log(query).await.unwrap().rows.len();
        assert!(rotated <= 1);
        let left: Vec<String> = std::fs::read_dir(folder.join("workspace"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("partial"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        // Both halves of the recovery key still open it, and it can be rotated now.
        let halves = std::fs::read_to_string(folder.join("halves")).unwrap();
        let (first, second) = halves.split_once('\n').unwrap();
        desk.recovery_drill(first.to_owned(), second.to_owned()).await.unwrap();
        let halves = [first.to_owned(), second.to_owned()];
        desk.rotate_workspace_key(halves.clone(), PASSPHRASE.to_owned()).await.unwrap();
        desk.lock().await;
        desk.recover(halves, shirube_tests::LOGIN.to_owned(), "another-synthetic-passphrase".to_owned(), None)
            .await
            .unwrap();
        assert!(desk.verify_chain().await.unwrap().whole);
        desk.lock().await;
        rotated == 1
    };
    let ended = Box::pin(killed("rotate", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}

#[tokio::test]
async fn a_signing_key_is_the_old_one_or_the_new_one() {
    let look = async |folder: &Path| {
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        let keys = desk.signing_keys().await.unwrap().keys;
        let case = std::fs::read_to_string(folder.join("case")).unwrap();
        let signed = desk.sign(case, PASSPHRASE.to_owned()).await.unwrap();
        assert_eq!(signed.report.signature.unwrap().key_fingerprint, keys[0].fingerprint, "the key in force signs");
        desk.lock().await;
        keys.len() == 2
    };
    let ended = Box::pin(killed("renew", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}

/// Files in a folder under names that people see.
fn shown(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.filter(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.')).collect()
}

#[tokio::test]
async fn a_document_that_left_is_in_the_log() {
    let look = async |folder: &Path| {
        let left = folder.join("left.pdf");
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        let case = std::fs::read_to_string(folder.join("case")).unwrap();
        let events = desk.events(case.clone()).await.unwrap();
        let told = events.iter().filter(|one| one.envelope["kind"] == "document_exported").count();
        let there = left.exists();
        assert!(u64::from(there) <= told as u64, "a document left and no log tells of it");
        if there {
            assert_eq!(desk.verify_document(left.display().to_string()).await.unwrap().outcome, "valid");
        } else if desk.case(case.clone()).await.unwrap().report.state == ReportState::Signed {
            // What was interrupted goes again, under the same name, and leaves nothing beside it.
            let target = left.display().to_string();
            desk.export(case, "panel".to_owned(), target, PASSPHRASE.to_owned()).await.unwrap();
            let beside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            assert_eq!(beside.filter(|path| path.extension().is_some_and(|ending| ending == "part")).count(), 0);
        }
        desk.lock().await;
        there
    };
    let ended = Box::pin(killed("export", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}

#[tokio::test]
async fn packets_that_left_are_in_the_log() {
    let look = async |folder: &Path| {
        let desk = desk(folder);
        desk.sign_in(login()).await.unwrap();
        let case = std::fs::read_to_string(folder.join("case")).unwrap();
        let page = desk.audit_log(AuditQuery { limit: 1000, ..AuditQuery::default() }).await.unwrap();
        let told = page.rows.iter().filter(|row| row.kind == "packet_written").count();
        let there = shown(&folder.join("packets")).len();
        assert!(there <= told, "{there} packets left, the log tells of {told}");
        let events = desk.events(case).await.unwrap();
        let invited = events.iter().any(|one| one.envelope["kind"] == "members_invited");
        assert!(invited || there == 0, "a packet whose answer nobody would know");
        desk.lock().await;
        there > 0
    };
    let ended = Box::pin(killed("invite", look)).await;
    assert!(ended < ROUNDS, "no round was killed in time");
}
