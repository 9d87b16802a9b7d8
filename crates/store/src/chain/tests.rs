use serde_json::json;

use super::*;
use crate::event_store::{Append, Rows};
use crate::testing::{Bench, FakeCiphers, WORKSPACE_CIPHER, case, event};

/// Five events of two cases and one of the workspace.
async fn bench() -> Bench {
    let bench = Bench::new().await;
    bench.append(1, &json!({"n": 1})).await;
    bench.append(2, &json!({"n": 2})).await;
    bench.append(1, &json!({"n": 3})).await;
    let append = Append {
        case: None,
        expected_sequence: 0,
        cipher: &WORKSPACE_CIPHER,
        events: vec![event("account_added", &json!({"n": 4}))],
        rows: Rows::default(),
    };
    bench.store().append(append).await.unwrap();
    bench.append(1, &json!({"n": 5})).await;
    bench
}

async fn verify(bench: &Bench, known: Option<&ChainHead>) -> ChainReport {
    bench.store().verify_chain(known, &FakeCiphers).await.unwrap()
}

#[tokio::test]
async fn an_untouched_log_is_whole() {
    let bench = bench().await;
    let head = bench.store().head().await.unwrap();
    let report = verify(&bench, Some(&head)).await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.events, report.erased_cases), (5, 0));
    assert_eq!(report.head, head);
    assert!(verify(&Bench::new().await, None).await.is_whole());
}

#[tokio::test]
async fn every_edited_column_of_an_envelope_is_noticed_at_its_place() {
    for (statement, fault) in [
        ("UPDATE envelope SET case_id = x'00000000000000000000000000000001' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET case_id = NULL WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET event_id = x'00000000000000000000000000000001' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET kind = 'other' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET schema = 2 WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET actor = x'00000000000000000000000000000001' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET role = 'panel_chair' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET role = 'emperor' WHERE sequence = 3", ChainFault::Unreadable),
        ("UPDATE envelope SET at = '2027-01-15T08:00:01Z' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET at = 'yesterday' WHERE sequence = 3", ChainFault::Unreadable),
        ("UPDATE envelope SET software = 'other' WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET commitment = zeroblob(32) WHERE sequence = 3", ChainFault::Altered),
        ("UPDATE envelope SET hash = zeroblob(32) WHERE sequence = 3", ChainFault::Altered),
    ] {
        let bench = bench().await;
        bench.tamper(statement).await;
        assert_eq!(verify(&bench, None).await.first_broken, Some((3, fault)), "{statement}");
    }
}

#[tokio::test]
async fn a_deleted_row_leaves_a_gap() {
    for sequence in [1, 3] {
        let bench = bench().await;
        let statement = if sequence == 1 {
            "DELETE FROM envelope WHERE sequence = 1"
        } else {
            "DELETE FROM envelope WHERE sequence = 3"
        };
        bench.tamper(statement).await;
        let report = verify(&bench, None).await;
        assert_eq!(report.first_broken, Some((sequence, ChainFault::Missing)));
        assert_eq!(report.payload_faults, [(sequence, PayloadFault::Orphaned)]);
    }
}

#[tokio::test]
async fn closing_the_gap_by_renumbering_does_not_help() {
    let bench = bench().await;
    bench.tamper("DELETE FROM envelope WHERE sequence = 3").await;
    bench.tamper("UPDATE envelope SET sequence = sequence - 1 WHERE sequence > 3").await;
    assert_eq!(verify(&bench, None).await.first_broken, Some((3, ChainFault::Altered)));
}

#[tokio::test]
async fn reordered_rows_are_noticed() {
    let bench = bench().await;
    bench.tamper("UPDATE envelope SET sequence = 99 WHERE sequence = 2").await;
    bench.tamper("UPDATE envelope SET sequence = 2 WHERE sequence = 3").await;
    bench.tamper("UPDATE envelope SET sequence = 3 WHERE sequence = 99").await;
    assert_eq!(verify(&bench, None).await.first_broken, Some((2, ChainFault::Altered)));
}

#[tokio::test]
async fn a_truncated_log_is_noticed_against_a_known_head_only() {
    let bench = bench().await;
    let head = bench.store().head().await.unwrap();
    bench.tamper("DELETE FROM payload WHERE sequence = 5").await;
    bench.tamper("DELETE FROM envelope WHERE sequence = 5").await;
    assert!(verify(&bench, None).await.is_whole());
    assert_eq!(verify(&bench, Some(&head)).await.first_broken, Some((5, ChainFault::BehindKnownHead)));
}

#[tokio::test]
async fn another_history_of_the_same_length_is_noticed_against_a_known_head() {
    let (one, other) = (bench().await, bench().await);
    let head = one.store().head().await.unwrap();
    other.append(2, &json!({"n": 6})).await;
    assert!(verify(&other, None).await.is_whole());
    assert_eq!(verify(&other, Some(&head)).await.first_broken, Some((5, ChainFault::BehindKnownHead)));
    one.append(2, &json!({"n": 6})).await;
    assert!(verify(&one, Some(&head)).await.is_whole(), "a log may have grown since");
}

#[tokio::test]
async fn payloads_are_held_against_their_commitments() {
    for (statement, fault) in [
        ("UPDATE payload SET body = CAST('{\"n\":9}' AS BLOB) WHERE sequence = 3", PayloadFault::Altered),
        ("DELETE FROM payload WHERE sequence = 3", PayloadFault::Missing),
        ("UPDATE case_secret SET wrapped = x'0708' WHERE length(case_id) = 16", PayloadFault::SecretMissing),
    ] {
        let bench = bench().await;
        bench.tamper(statement).await;
        let report = verify(&bench, None).await;
        assert_eq!(report.first_broken, None, "{statement}");
        assert!(report.payload_faults.contains(&(3, fault)), "{statement}: {report:?}");
        assert!(!report.is_whole());
    }
    let bench = bench().await;
    bench.tamper("UPDATE payload SET body = CAST('{\"n\":9}' AS BLOB) WHERE sequence = 4").await;
    assert_eq!(verify(&bench, None).await.payload_faults, [(4, PayloadFault::Altered)]);
}

async fn erase_first_case(bench: &Bench) {
    let erasure = Append {
        case: Some(case(1)),
        expected_sequence: 5,
        cipher: &WORKSPACE_CIPHER,
        events: vec![event(CASE_ERASED, &json!({"reason": "retention"}))],
        rows: Rows::default(),
    };
    bench.store().erase_case(case(1), erasure).await.unwrap();
}

#[tokio::test]
async fn after_an_erasure_the_chain_still_verifies() {
    let bench = bench().await;
    let head = bench.store().head().await.unwrap();
    erase_first_case(&bench).await;
    let report = verify(&bench, Some(&head)).await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.events, report.erased_cases), (6, 1));
    bench.append(2, &json!({"n": 7})).await;
    assert!(verify(&bench, Some(&head)).await.is_whole());
}

#[tokio::test]
async fn a_case_that_vanished_without_an_erasure_is_noticed() {
    let bench = bench().await;
    bench.tamper("DELETE FROM payload WHERE sequence IN (1, 3, 5)").await;
    bench.tamper("DELETE FROM case_secret").await;
    let report = verify(&bench, None).await;
    let missing = |sequence| (sequence, PayloadFault::Missing);
    assert_eq!(report.payload_faults, [missing(1), (2, PayloadFault::SecretMissing), missing(3), missing(5)]);
}

#[tokio::test]
async fn a_payload_put_back_or_a_reason_taken_away_after_an_erasure_is_noticed() {
    let bench = bench().await;
    erase_first_case(&bench).await;
    bench.tamper("INSERT INTO payload (sequence, body) VALUES (3, CAST('{\"n\":3}' AS BLOB))").await;
    bench.tamper("DELETE FROM payload WHERE sequence = 6").await;
    let report = verify(&bench, None).await;
    assert_eq!(report.payload_faults, [(3, PayloadFault::Remaining), (6, PayloadFault::Missing)]);
}

#[tokio::test]
async fn a_log_longer_than_a_page_is_read_to_its_end() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let cipher = crate::testing::FakeCipher(1);
    let append = Append {
        case: Some(case(1)),
        expected_sequence: 1,
        cipher: &cipher,
        events: (0..2100).map(|n| event("note_added", &json!({ "n": n }))).collect(),
        rows: Rows::default(),
    };
    bench.store().append(append).await.unwrap();
    let report = verify(&bench, None).await;
    assert!(report.is_whole());
    assert_eq!(report.events, 2101);
    bench.tamper("UPDATE envelope SET kind = 'other' WHERE sequence = 2050").await;
    assert_eq!(verify(&bench, None).await.first_broken, Some((2050, ChainFault::Altered)));
}

/// Every byte of the log, by row and column, as somebody with the key and a hex editor would change it.
#[tokio::test]
async fn every_byte_of_the_log_flipped_once_is_noticed() {
    const COLUMNS: [(&str, &str, &str); 12] = [
        ("envelope", "sequence", "INTEGER"),
        ("envelope", "case_id", "BLOB"),
        ("envelope", "event_id", "BLOB"),
        ("envelope", "kind", "TEXT"),
        ("envelope", "schema", "INTEGER"),
        ("envelope", "actor", "BLOB"),
        ("envelope", "role", "TEXT"),
        ("envelope", "at", "TEXT"),
        ("envelope", "software", "TEXT"),
        ("envelope", "commitment", "BLOB"),
        ("envelope", "hash", "BLOB"),
        ("payload", "body", "BLOB"),
    ];
    let bench = bench().await;
    let mut connection = bench.attacker().await;
    let mut flipped = 0;
    for (table, column, kind) in COLUMNS {
        for sequence in 1..=5_i64 {
            let read = format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE sequence = {sequence}");
            let kept: Option<Vec<u8>> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(read)).fetch_one(&mut connection).await.unwrap();
            let Some(kept) = kept else { continue };
            for (place, mask) in (0..kept.len()).flat_map(|place| [(place, 0x01_u8), (place, 0x20)]) {
                let mut changed = kept.clone();
                changed[place] ^= mask;
                let (there, back) = if kind == "INTEGER" {
                    // Ten times the number is another number; its digits are the bytes that stand here.
                    (format!("{column} * 10 + {}", 1 + place), format!("({column} - {}) / 10", 1 + place))
                } else {
                    let literal = |bytes: &[u8]| {
                        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                        digits.concat()
                    };
                    (
                        format!("CAST(x'{}' AS {kind})", literal(&changed)),
                        format!("CAST(x'{}' AS {kind})", literal(&kept)),
                    )
                };
                let key = if column == "sequence" {
                    format!("{}", sequence * 10 + 1 + i64::try_from(place).unwrap())
                } else {
                    sequence.to_string()
                };
                let set = |value: &str, of: &str| {
                    sqlx::AssertSqlSafe(format!("UPDATE {table} SET {column} = {value} WHERE sequence = {of}"))
                };
                sqlx::query(set(&there, &sequence.to_string())).execute(&mut connection).await.unwrap();
                assert!(
                    !verify(&bench, None).await.is_whole(),
                    "{table}.{column} of {sequence}, byte {place}, mask {mask:#x}"
                );
                sqlx::query(set(&back, &key)).execute(&mut connection).await.unwrap();
                flipped += 1;
            }
        }
    }
    assert!(verify(&bench, None).await.is_whole());
    assert!(flipped > 1500, "{flipped}");
}

/// As above, for somebody without the key: bytes of the file itself.
#[tokio::test]
async fn a_byte_of_any_page_of_the_file_flipped_is_noticed() {
    let mut bench = bench().await;
    assert_eq!(bench.store().damaged_pages().await.unwrap(), 0);
    bench.close().await;
    let file = bench.path().join("shirube.db");
    let kept = std::fs::read(&file).unwrap();
    let places = (0..kept.len()).step_by(1361);
    assert!(places.clone().count() > 60);
    for place in places {
        let mut changed = kept.clone();
        changed[place] ^= 0x01;
        std::fs::write(&file, &changed).unwrap();
        let workspace = crate::Workspace::open(&bench.path(), crate::testing::at(0)).unwrap();
        let noticed = match workspace.open_store(&crate::testing::key()).await {
            Err(_) => true,
            Ok(store) => {
                let damaged = store.damaged_pages().await;
                let _ = store.close().await;
                damaged.map_or(true, |pages| pages > 0)
            }
        };
        assert!(noticed, "byte {place}");
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_told_and_the_log_is_whole_for_all_that() {
    let bench = Bench::new().await;
    let times = [0, 3600, 3590, 0, 60];
    let events = times.map(|second| crate::event_store::NewEvent {
        at: crate::testing::at(second),
        ..event("account_added", &json!({"n": second}))
    });
    let append = Append {
        case: None,
        expected_sequence: 0,
        cipher: &WORKSPACE_CIPHER,
        events: events.to_vec(),
        rows: Rows::default(),
    };
    bench.store().append(append).await.unwrap();
    let report = verify(&bench, None).await;
    assert!(report.is_whole());
    assert_eq!(report.clock_set_back, [(4, 3590)]);
}
