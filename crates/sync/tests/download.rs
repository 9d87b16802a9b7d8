#![cfg(test)]
//! Downloads against a server on this machine that does what servers do on bad days.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;

use model::canonical::ContentHash;
use sync::download::Watch;
use sync::{Download, DownloadError, Fetched, fetch};

const BODY: &str = "gene\tvariant\nBRAF\tV600E\n";

/// Answers one request with these bytes and closes.
fn server(answer: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/corpus.tsv", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 4096];
        let read = stream.read(&mut asked).unwrap();
        // The client may have gone already.
        let _ = stream.write_all(answer.as_bytes());
        String::from_utf8_lossy(&asked[..read]).into_owned()
    });
    (address, thread)
}

fn answer(status: &str, announced: usize, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {announced}\r\nConnection: close\r\n\r\n{body}")
}

async fn fetched(
    address: &str,
    limit: u64,
    sha256: Option<ContentHash>,
    folder: &Path,
) -> Result<Fetched, DownloadError> {
    let to = folder.join("corpus.tsv");
    let wanted = Download { address, at_most_bytes: limit, sha256, to: &to };
    fetch(&wanted, &Watch::default()).await
}

#[tokio::test]
async fn a_file_that_comes_whole_is_kept_with_its_size_and_hash() {
    let folder = tempfile::tempdir().unwrap();
    let (address, server) = server(answer("200 OK", BODY.len(), BODY));
    let sha256 = ContentHash::of_bytes(BODY.as_bytes());
    let got = fetched(&address, 1000, Some(sha256), folder.path()).await.unwrap();
    assert_eq!(got, Fetched { size_bytes: BODY.len() as u64, sha256 });
    assert_eq!(std::fs::read_to_string(folder.path().join("corpus.tsv")).unwrap(), BODY);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing beside it");
    assert!(server.join().unwrap().starts_with("GET /corpus.tsv HTTP/1.1"));
}

#[tokio::test]
async fn what_is_not_the_whole_wanted_file_is_refused_and_leaves_nothing() {
    let other = ContentHash::of_bytes(b"another file");
    let redirect =
        "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/x\r\nContent-Length: 0\r\n\r\n".to_owned();
    let endless = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", BODY.repeat(100));
    for (answer, limit, sha256, code) in [
        (answer("200 OK", BODY.len() + 10, BODY), 1000, None, "download_incomplete"),
        (answer("200 OK", 0, ""), 1000, None, "download_incomplete"),
        (answer("200 OK", BODY.len(), BODY), 1000, Some(other), "download_different"),
        (answer("404 Not Found", 4, "none"), 1000, None, "download_status"),
        (answer("500 Internal Server Error", 4, "none"), 1000, None, "download_status"),
        (answer("206 Partial Content", BODY.len(), BODY), 1000, None, "download_status"),
        (redirect, 1000, None, "download_moved"),
        (answer("200 OK", 5000, &BODY.repeat(100)), 1000, None, "download_too_large"),
        (endless, 1000, None, "download_too_large"),
        ("no answer of this protocol".to_owned(), 1000, None, "download_unreachable"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (address, server) = server(answer.clone());
        let error = fetched(&address, limit, sha256, folder.path()).await.unwrap_err();
        assert_eq!(error.code(), code, "{answer:.60}: {error:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{answer:.60}");
        server.join().unwrap();
    }
}

#[tokio::test]
async fn a_redirect_names_where_it_points_and_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (second, untouched) = server(answer("200 OK", BODY.len(), BODY));
    let (address, _first) =
        server(format!("HTTP/1.1 301 Moved Permanently\r\nLocation: {second}\r\nContent-Length: 0\r\n\r\n"));
    let error = fetched(&address, 1000, None, folder.path()).await.unwrap_err();
    assert_eq!(error.parameters()["location"], second);
    assert!(!untouched.is_finished(), "nobody asked the second server");
}

#[tokio::test]
async fn only_protected_addresses_are_asked_except_on_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    for (address, code) in [
        ("http://civic.example/x.tsv", "download_address_unprotected"),
        ("ftp://civic.example/x.tsv", "download_address_unreadable"),
        ("file:///etc/hostname", "download_address_unreadable"),
        ("https://somebody:secret@civic.example/x.tsv", "download_address_unreadable"),
        ("x.tsv", "download_address_unreadable"),
    ] {
        assert_eq!(fetched(address, 1000, None, folder.path()).await.unwrap_err().code(), code, "{address}");
    }
}

#[tokio::test]
async fn nobody_listening_is_said_without_the_address_path() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/secret-path", listener.local_addr().unwrap());
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    let error = fetched(&address, 1000, None, folder.path()).await.unwrap_err();
    assert_eq!((error.code(), error.parameters()["host"].as_str()), ("download_unreachable", "127.0.0.1"));
    assert!(!format!("{error:?}").contains("secret-path"));
}

#[tokio::test]
async fn a_cancelled_download_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (address, _server) = server(answer("200 OK", BODY.len(), BODY));
    let watch = Watch::default();
    watch.cancelled.store(true, Ordering::Relaxed);
    let to = folder.path().join("corpus.tsv");
    let wanted = Download { address: &address, at_most_bytes: 1000, sha256: None, to: &to };
    assert_eq!(fetch(&wanted, &watch).await.unwrap_err().code(), "download_cancelled");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Says this, and then nothing until the other side has gone.
fn silent(beginning: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/corpus.tsv", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 4096];
        assert!(stream.read(&mut asked).unwrap() > 0);
        stream.write_all(beginning.as_bytes()).unwrap();
        let _ = stream.read(&mut asked);
    });
    address
}

#[tokio::test]
async fn cancelling_does_not_wait_for_a_server_that_says_nothing() {
    for beginning in ["", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ngene"] {
        let folder = tempfile::tempdir().unwrap();
        let address = silent(beginning);
        let to = folder.path().join("corpus.tsv");
        let wanted = Download { address: &address, at_most_bytes: 1000, sha256: None, to: &to };
        let watch = Watch::default();
        let cancel = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            watch.cancelled.store(true, Ordering::Relaxed);
        };
        let both = async { tokio::join!(fetch(&wanted, &watch), cancel) };
        let (ended, ()) = tokio::time::timeout(Duration::from_secs(20), both).await.expect("it waits for the server");
        assert_eq!(ended.unwrap_err().code(), "download_cancelled", "{beginning:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
