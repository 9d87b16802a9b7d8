//! One golden file per version of what is kept: today's program must read every version that was ever written, say
//! the same about it, and refuse a newer one.

use casefile::CaseEvent;
use casefile::event::EVENT_SCHEMA;
use casefile::upcast::{UpcastError, upcast};
use model::canonical::canonical_json;
use serde_json::Value;
use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace, repository};
use workflow::contract::ImportRequest;

const GOLDEN: &str = "tests/golden/case_events.v1.json";

/// Every kind of event, as a whole case writes them.
async fn written_today() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("PAAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let case = desk.case(id.clone()).await.unwrap();
    let key = case.findings[0].key.clone();
    let decide = |decision: &str, reason: Option<&str>| {
        desk.decide_finding(id.clone(), key.clone(), decision.to_owned(), reason.map(str::to_owned))
    };
    decide("declined", Some("synthetic")).await.unwrap();
    decide("withdrawn", None).await.unwrap();
    settle(&desk, &id).await.unwrap();
    desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let out = folder.path().join("out.pdf").display().to_string();
    desk.export(id.clone(), "panel".to_owned(), out).await.unwrap();
    desk.events(id).await.unwrap().into_iter().map(|logged| logged.event).collect()
}

#[tokio::test]
async fn events_of_version_1_are_read_and_mean_the_same() {
    let path = repository().join(GOLDEN);
    if std::env::var_os("SHIRUBE_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&written_today().await).unwrap() + "\n").unwrap();
    }
    let golden: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut kinds: Vec<&'static str> = Vec::new();
    for event in &golden {
        let read: CaseEvent = upcast(1, &serde_json::to_vec(event).unwrap()).unwrap();
        assert_eq!(canonical_json(&read).unwrap(), canonical_json(event).unwrap(), "{}", read.kind());
        kinds.push(read.kind());
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 9, "{kinds:?}");
}

#[test]
fn an_event_of_a_newer_version_is_refused() {
    assert!(matches!(upcast(EVENT_SCHEMA + 1, b"{}"), Err(UpcastError::Newer { .. })));
}
