//! What is left when a process or the power ends in the middle.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::testing::{Bench, FakeCipher, FakeCiphers, at, case, event, key};
use crate::workspace::Workspace;

const FOLDER: &str = "SHIRUBE_TEST_CRASH_FOLDER";
const TASK: &str = "SHIRUBE_TEST_CRASH_TASK";
const CHILD: &str = "event_store::crash_tests::child_works_until_it_is_killed";

/// The child when the variables are set; otherwise nothing.
#[tokio::test]
async fn child_works_until_it_is_killed() {
    let (Some(folder), Some(task)) = (std::env::var_os(FOLDER), std::env::var_os(TASK)) else { return };
    let workspace = Workspace::open(&PathBuf::from(folder), at(1)).unwrap();
    let store = workspace.open_store(&key()).await.unwrap();
    let cipher = FakeCipher(1);
    println!("<ready>");
    if task == "import" {
        let id = model::ids::AttachmentId(Uuid::from_u128(9));
        store.attachments().import_blocking(id, std::io::repeat(7), Arc::new(cipher)).unwrap();
    }
    let mut expected_sequence = 0;
    loop {
        let append = Append {
            case: Some(case(1)),
            expected_sequence,
            cipher: &cipher,
            events: vec![event("note_added", &json!({"text": "合成の記録 ".repeat(500)})); 3]
                .into_iter()
                .map(|event| NewEvent { event: EventId(Uuid::new_v4()), ..event })
                .collect(),
            rows: Rows { case_secret: (expected_sequence == 0).then(|| vec![1]), ..Rows::default() },
        };
        expected_sequence = store.append(append).await.unwrap().last().unwrap().sequence;
        println!("<appended {expected_sequence}>");
    }
}

fn child(folder: &Path, task: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(TASK, task)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for a line of the child that holds these words.
fn line(reader: &mut impl BufRead, words: &str) {
    loop {
        let mut text = String::new();
        assert!(reader.read_line(&mut text).unwrap() > 0, "the child ended before {words}");
        if text.contains(words) {
            return;
        }
    }
}

#[tokio::test]
async fn every_acknowledged_event_outlives_a_killed_process() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let mut child = child(&bench.path(), "append");
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    line(&mut reader, "<appended 30>");
    child.kill().unwrap();
    child.wait().unwrap();
    let acknowledged = reader.lines().map_while(Result::ok).filter(|line| line.contains("<appended")).count() * 3 + 30;
    bench.reopen().await;
    let report = bench.store().verify_chain(None, &FakeCiphers).await.unwrap();
    assert!(report.is_whole(), "{report:?}");
    assert!(report.events >= acknowledged as u64, "{} of {acknowledged}", report.events);
    assert_eq!(report.events % 3, 0, "an append is all or nothing");
    assert_eq!(bench.append(1, &json!({})).await, report.events + 1);
}

#[tokio::test]
async fn an_import_that_was_killed_leaves_nothing_after_the_next_start() {
    let mut bench = Bench::new().await;
    bench.close().await;
    let mut child = child(&bench.path(), "import");
    line(&mut BufReader::new(child.stdout.take().unwrap()), "<ready>");
    let attachments = bench.path().join("attachments");
    let size =
        || fs::read_dir(&attachments).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum::<u64>();
    while size() < 300_000 {
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(size() > 0);
    bench.reopen().await;
    assert_eq!(fs::read_dir(&attachments).unwrap().count(), 0);
}

/// The files as a power cut would freeze them: database and write-ahead log copied while both are in use.
#[tokio::test]
async fn a_copy_taken_in_the_middle_of_a_transaction_holds_all_that_was_committed_and_no_more() {
    let bench = Bench::new().await;
    for n in 0..20 {
        bench.append(1, &json!({ "n": n, "text": "合成の記録 ".repeat(300) })).await;
    }
    let mut writer = bench.store().writer.lock().await;
    let mut open = writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
    for sequence in 21..400 {
        sqlx::query("INSERT INTO meta (key, value) VALUES (?1, ?2)")
            .bind(format!("k{sequence}"))
            .bind("x".repeat(4000))
            .execute(&mut *open)
            .await
            .unwrap();
    }
    let copy = bench.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for name in ["accounts", "attachments", "backups"] {
        fs::create_dir(copy.join(name)).unwrap();
    }
    for name in ["workspace.json", "shirube.db", "shirube.db-wal"] {
        fs::copy(bench.path().join(name), copy.join(name)).unwrap();
    }
    drop(open);
    drop(writer);
    let workspace = Workspace::open(&copy, at(0)).unwrap();
    let store = workspace.open_store(&key()).await.unwrap();
    let report = store.verify_chain(None, &FakeCiphers).await.unwrap();
    assert!(report.is_whole());
    assert_eq!(report.events, 20);
    assert_eq!(store.meta("k21").await.unwrap(), None);
}

#[tokio::test]
async fn a_torn_tail_of_the_write_ahead_log_is_left_out() {
    let bench = Bench::new().await;
    for n in 0..5 {
        bench.append(1, &json!({ "n": n })).await;
    }
    let copy = bench.folder.path().join("copy");
    for name in ["accounts", "attachments", "backups"] {
        fs::create_dir_all(copy.join(name)).unwrap();
    }
    for name in ["workspace.json", "shirube.db"] {
        fs::copy(bench.path().join(name), copy.join(name)).unwrap();
    }
    let log = fs::read(bench.path().join("shirube.db-wal")).unwrap();
    fs::write(copy.join("shirube.db-wal"), &log[..log.len() - 1000]).unwrap();
    let store = Workspace::open(&copy, at(0)).unwrap().open_store(&key()).await.unwrap();
    let report = store.verify_chain(None, &FakeCiphers).await.unwrap();
    assert!(report.is_whole());
    assert_eq!(report.events, 4);
}

#[tokio::test]
async fn an_append_that_is_given_up_half_way_leaves_nothing_and_blocks_nobody() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let cipher = FakeCipher(1);
    for microseconds in [0, 50, 200, 500, 1000, 2000, 4000] {
        let head = bench.store().head().await.unwrap();
        let append = Append {
            case: Some(case(1)),
            expected_sequence: head.sequence,
            cipher: &cipher,
            events: (0..50).map(|n| event("note_added", &json!({ "n": n }))).collect(),
            rows: Rows::default(),
        };
        let timed = tokio::time::timeout(Duration::from_micros(microseconds), bench.store().append(append)).await;
        let after = bench.store().head().await.unwrap().sequence;
        let whole = if timed.is_ok() { [50, 50] } else { [0, 50] };
        assert!(whole.contains(&(after - head.sequence)), "{} events of 50", after - head.sequence);
        bench.append(1, &json!({ "after": microseconds })).await;
    }
    assert!(bench.store().verify_chain(None, &FakeCiphers).await.unwrap().is_whole());
}
