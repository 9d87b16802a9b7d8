//! What reaches a log.

use std::fmt::{Debug, Write};
use std::sync::{Mutex, PoisonError};

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::testing::{Bench, KEY};

static SAID: Mutex<String> = Mutex::new(String::new());

/// Writes everything down, at every level, from every thread.
struct Everything;

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0, "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut Line(&mut SAID.lock().unwrap_or_else(PoisonError::into_inner)));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Line(&mut SAID.lock().unwrap_or_else(PoisonError::into_inner)));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Line(&mut SAID.lock().unwrap_or_else(PoisonError::into_inner)));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn neither_key_nor_payload_reaches_a_log_at_any_level() {
    tracing::subscriber::set_global_default(Everything).unwrap();
    let mut bench = Bench::new().await;
    bench.append(1, &json!({"name": "記録に出てはならない合成患者"})).await;
    bench.close().await;
    std::fs::write(bench.path().join("accounts/x.partial"), b"").unwrap();
    bench.reopen().await;
    let wrong = crate::database::DatabaseKey::from_hex(&"cd".repeat(32)).unwrap();
    bench.close().await;
    let workspace = crate::Workspace::open(&bench.path(), crate::testing::at(0)).unwrap();
    workspace.open_store(&wrong).await.unwrap_err();
    let said = SAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(said.contains("unfinished files"), "nothing is listening: {said}");
    for secret in [KEY, &KEY.to_uppercase(), &"cd".repeat(32), "記録に出てはならない", "PRAGMA key"] {
        assert!(!said.contains(secret), "{secret}");
    }
}
