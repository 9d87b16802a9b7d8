//! Open corpora from their publisher, here a server on this machine: shown first, kept only on a word, whole or not at all.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use shirube_tests::{desk, login, new_workspace};
use workflow::Desk;
use workflow::contract::WorklistQuery;

const TABLE: &str = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\t\
    significance\tcitation_id\tevidence_id\tvariant_origin\tis_flagged\n\
    KRAS G12D\tPancreatic Cancer\tTrametinib\tPredictive\tSupports\tC\tSensitivity/Response\t1\t1\tSomatic\tfalse\n";

/// Answers every request with these bytes.
fn server(status: &'static str, announced: usize, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/nightly/evidence.tsv", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(20) {
            let Ok(mut stream) = stream else { return };
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {announced}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    address
}

async fn download(
    desk: &Desk,
    address: &str,
    sha256: Option<&str>,
) -> Result<workflow::contract::DownloadView, String> {
    let wanted = desk.download_corpus("civic".to_owned(), Some(address.to_owned()), sha256.map(str::to_owned)).await;
    wanted.map_err(|error| error.message.code)
}

fn waiting(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("workspace/downloads")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_download_is_shown_first_and_kept_only_on_a_word_about_exactly_this_file() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let address = server("200 OK", TABLE.len(), TABLE);
    let shown = download(&desk, &address, None).await.unwrap();
    assert_eq!(
        (shown.size_bytes.as_str(), shown.corpus.licence.as_str()),
        (TABLE.len().to_string().as_str(), "CC0-1.0")
    );
    assert_eq!(shown.sha256, model::canonical::ContentHash::of_bytes(TABLE.as_bytes()).to_string());
    assert_eq!((shown.corpus.rows_read, shown.corpus.statements), (1, 1));
    assert_eq!(desk.knowledge_overview().await.unwrap().releases.len(), 1, "nothing is kept yet");

    let other = desk.take_download("0".repeat(64)).await.unwrap_err();
    assert_eq!(other.message.code, "download_not_waiting");
    let kept = desk.take_download(shown.sha256.clone()).await.unwrap();
    assert_eq!(kept.release, shown.release);
    let overview = desk.knowledge_overview().await.unwrap();
    let release = overview.releases.iter().find(|release| release.id == kept.release).unwrap();
    assert_eq!((release.origin.as_str(), release.active), ("downloaded", false));
    assert_eq!(release.corpora[0].address.as_deref(), Some(address.as_str()));
    assert_eq!(waiting(folder.path()), 0);
    assert_eq!(desk.take_download(shown.sha256).await.unwrap_err().message.code, "download_not_waiting");
}

#[tokio::test]
async fn what_does_not_come_whole_or_is_no_such_table_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let wrong = "0".repeat(64);
    for (address, sha256, code) in [
        (server("200 OK", TABLE.len() + 1, TABLE), None, "download_incomplete"),
        (server("404 Not Found", 0, ""), None, "download_status"),
        (server("302 Found", 0, ""), None, "download_moved"),
        (server("200 OK", TABLE.len(), TABLE), Some(wrong.as_str()), "download_different"),
        (server("200 OK", TABLE.len(), TABLE), Some("abc"), "download_hash_unreadable"),
        (server("200 OK", 7, "<html/>"), None, "intake_table_column_missing"),
        ("http://publisher.example/x.tsv".to_owned(), None, "download_address_unprotected"),
    ] {
        assert_eq!(download(&desk, &address, sha256).await.unwrap_err(), code);
        assert_eq!(waiting(folder.path()), 0, "{code}");
    }
    assert_eq!(desk.knowledge_overview().await.unwrap().releases.len(), 1);
    assert!(desk.knowledge_progress().is_none());
}

#[tokio::test]
async fn the_institutions_own_address_goes_before_the_published_one() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let of = |kind: &str, overview: &workflow::contract::KnowledgeOverview| {
        overview.sources.iter().find(|source| source.kind == kind).unwrap().address.clone()
    };
    let before = desk.knowledge_overview().await.unwrap();
    assert!(of("civic", &before).unwrap().starts_with("https://civicdb.org/downloads/nightly/"));
    assert_eq!(of("docm", &before), None, "no address that nobody has read");
    let missing = desk.download_corpus("docm".to_owned(), None, None).await.unwrap_err();
    assert_eq!(missing.message.code, "download_address_missing");

    let mirror = server("200 OK", TABLE.len(), TABLE);
    desk.record_corpus_address("civic".to_owned(), mirror.clone()).await.unwrap();
    assert_eq!(desk.download_corpus("civic".to_owned(), None, None).await.unwrap().address, mirror);
    desk.record_corpus_address("civic".to_owned(), String::new()).await.unwrap();
    assert_eq!(of("civic", &desk.knowledge_overview().await.unwrap()), of("civic", &before));
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_download_that_nobody_took_is_gone_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let shown = download(&first, &server("200 OK", TABLE.len(), TABLE), None).await.unwrap();
    assert_eq!(waiting(folder.path()), 1);
    drop(first);
    let second = desk(folder.path());
    second.sign_in(login()).await.unwrap();
    assert_eq!(waiting(folder.path()), 0);
    assert_eq!(second.take_download(shown.sha256).await.unwrap_err().message.code, "download_not_waiting");
}

/// Begins to answer, and says nothing more until the other side has gone.
fn silent_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/nightly/evidence.tsv", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(20) {
            let Ok(mut stream) = stream else { return };
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nmolecular_profile");
            let _ = stream.read(&mut asked);
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_silent_publisher_and_whoever_locks_the_desk_ends_the_download() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Arc::new(desk(folder.path()));
    desk.create_workspace(new_workspace()).await.unwrap();
    let address = silent_server();
    let (downloading, from) = (Arc::clone(&desk), address.clone());
    let running = tokio::spawn(async move { download(&downloading, &from, None).await });
    while desk.knowledge_progress().is_none_or(|progress| progress.done == "0") {
        assert!(!running.is_finished(), "the download ended: {:?}", running.await);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    assert_eq!(download(&desk, &address, None).await.unwrap_err(), "import_running", "one at a time");
    assert!(!running.is_finished(), "all of this was answered only after the download");

    desk.lock().await;
    assert_eq!(running.await.unwrap().unwrap_err(), "download_cancelled");
    assert!(desk.knowledge_progress().is_none());
    assert_eq!(waiting(folder.path()), 0);
    desk.sign_in(login()).await.unwrap();
    assert!(desk.verify_chain().await.unwrap().whole);
}
