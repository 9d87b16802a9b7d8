use serde_json::json;
use sqlx::Row as _;
use uuid::Uuid;

use super::*;
use crate::testing::{Bench, FakeCipher, WORKSPACE_CIPHER, at, case, event, files_below, listed};
use crate::worklist::WorklistQuery;

fn first<'a>(number: u8, cipher: &'a FakeCipher, payload: &serde_json::Value) -> Append<'a> {
    Append {
        case: Some(case(number)),
        expected_sequence: 0,
        cipher,
        events: vec![event("case_opened", payload)],
        rows: Rows { case_secret: Some(vec![number]), ..Rows::default() },
    }
}

#[tokio::test]
async fn japanese_text_outside_the_basic_plane_and_with_variation_selectors_comes_back_unchanged() {
    let mut bench = Bench::new().await;
    let payload = json!({"name": "𠮷野 葛\u{E0100}城", "kana": "ヨシノ", "count": 3, "none": null});
    bench.append(1, &payload).await;
    bench.close().await;
    bench.reopen().await;
    let events = bench.store().replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&events[0].payload).unwrap(), payload);
    assert_eq!(events[0].envelope.role, Role::DataManager);
    assert_eq!(events[0].envelope.at, at(0));
    assert_eq!(events[0].envelope.commitment, {
        use model::ports::Cipher as _;
        FakeCipher(1).commit(&events[0].payload)
    });
}

#[tokio::test]
async fn sequences_are_global_and_without_gaps_also_after_a_refused_append() {
    let bench = Bench::new().await;
    assert_eq!(bench.append(1, &json!({"n": 1})).await, 1);
    assert_eq!(bench.append(2, &json!({"n": 2})).await, 2);
    let stale = first(1, &FakeCipher(1), &json!({}));
    let error = bench.store().append(Append { rows: Rows::default(), ..stale }).await.unwrap_err();
    assert_eq!(error.code(), "store.conflict");
    assert_eq!(error.parameters()["found"], "1");
    assert_eq!(bench.append(1, &json!({"n": 3})).await, 3);
    let after = bench.store().replay(Some(case(1)), 1, &FakeCipher(1)).await.unwrap();
    assert_eq!(after.iter().map(|event| event.envelope.sequence).collect::<Vec<_>>(), [3]);
    assert_eq!(bench.store().cases().await.unwrap(), [case(1), case(2)]);
    assert_eq!(bench.store().head().await.unwrap().sequence, 3);
}

#[tokio::test]
async fn of_two_appends_at_once_one_conflicts_and_leaves_nothing() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let cipher = FakeCipher(1);
    let append = |n: i32| Append {
        case: Some(case(1)),
        expected_sequence: 1,
        cipher: &cipher,
        events: vec![event("note_added", &json!({ "n": n })), event("note_added", &json!({ "n": n }))],
        rows: Rows::default(),
    };
    let (one, other) = tokio::join!(bench.store().append(append(1)), bench.store().append(append(2)));
    let errors: Vec<_> = [&one, &other].into_iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code(), "store.conflict");
    assert_eq!(bench.store().replay(Some(case(1)), 0, &cipher).await.unwrap().len(), 3);
}

#[tokio::test]
async fn events_of_the_workspace_are_a_stream_of_their_own() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let append = Append {
        case: None,
        expected_sequence: 0,
        cipher: &WORKSPACE_CIPHER,
        events: vec![event("account_added", &json!({"login": "synthetic"}))],
        rows: Rows::default(),
    };
    bench.store().append(append).await.unwrap();
    let events = bench.store().replay(None, 0, &WORKSPACE_CIPHER).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].envelope.sequence, 2);
}

#[tokio::test]
async fn nothing_of_a_refused_append_is_kept() {
    let bench = Bench::new().await;
    let cipher = FakeCipher(1);
    let good = event("case_opened", &json!({}));
    let cases = [
        ("store.envelope_malformed", NewEvent { kind: "花子".to_owned(), ..good.clone() }),
        ("store.envelope_malformed", NewEvent { kind: String::new(), ..good.clone() }),
        ("store.envelope_malformed", NewEvent { software: "花子".to_owned(), ..good.clone() }),
        ("store.envelope_malformed", NewEvent { schema: 0, ..good.clone() }),
        ("store.payload_not_canonical", NewEvent { payload: b"{\"b\":1,\"a\":2}".to_vec(), ..good.clone() }),
        ("store.payload_not_canonical", NewEvent { payload: b"{\"a\":0.5}".to_vec(), ..good.clone() }),
        ("store.payload_not_canonical", NewEvent { payload: b"\xff".to_vec(), ..good.clone() }),
        ("store.payload_too_large", NewEvent { payload: vec![b' '; MAXIMUM_PAYLOAD_BYTES + 1], ..good.clone() }),
        ("store.erasure_malformed", NewEvent { kind: CASE_ERASED.to_owned(), ..good.clone() }),
    ];
    for (code, bad) in cases {
        let append = Append { events: vec![good.clone(), bad], ..first(1, &cipher, &json!({})) };
        assert_eq!(bench.store().append(append).await.unwrap_err().code(), code);
    }
    let empty = Append { events: vec![], ..first(1, &cipher, &json!({})) };
    assert_eq!(bench.store().append(empty).await.unwrap_err().code(), "store.nothing_to_append");
    let keyless = Append { rows: Rows::default(), ..first(1, &cipher, &json!({})) };
    assert_eq!(bench.store().append(keyless).await.unwrap_err().code(), "store.case_secret_missing");
    assert_eq!(bench.store().head().await.unwrap().sequence, 0);
    assert!(bench.store().cases().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_case_never_gets_a_second_key() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let again = Append { expected_sequence: 1, ..first(1, &FakeCipher(1), &json!({})) };
    assert_eq!(bench.store().append(again).await.unwrap_err().code(), "store.database");
    assert_eq!(bench.store().case_secret(case(1)).await.unwrap(), Some(vec![1]));
}

#[tokio::test]
async fn the_log_refuses_to_be_edited_even_with_the_key() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let mut connection = bench.raw_connection().await;
    for statement in [
        "UPDATE envelope SET kind = 'x'",
        "DELETE FROM envelope",
        "UPDATE payload SET body = x'00'",
        "DELETE FROM payload",
        "UPDATE case_secret SET wrapped = x'00'",
    ] {
        let error = sqlx::query(statement).execute(&mut connection).await.unwrap_err();
        assert!(error.to_string().contains("append-only") || error.to_string().contains("keeps its key"), "{error}");
    }
}

#[tokio::test]
async fn two_thousand_events_are_replayed_in_order() {
    let bench = Bench::new().await;
    let cipher = FakeCipher(1);
    let events = (0..2000).map(|n| event("note_added", &json!({"n": n, "text": "合成の記録 ".repeat(20)}))).collect();
    bench.store().append(Append { events, ..first(1, &cipher, &json!({})) }).await.unwrap();
    let started = std::time::Instant::now();
    let events = bench.store().replay(Some(case(1)), 0, &cipher).await.unwrap();
    println!("2,000 events replayed in {:?} (unoptimised build)", started.elapsed());
    assert_eq!(events.len(), 2000);
    let last: serde_json::Value = serde_json::from_slice(&events[1999].payload).unwrap();
    assert_eq!(last["n"], 1999);
    assert!(events.windows(2).all(|pair| pair[0].envelope.sequence < pair[1].envelope.sequence));
}

#[tokio::test]
async fn documents_contents_and_attachments_go_with_their_events() {
    let bench = Bench::new().await;
    let cipher = FakeCipher(1);
    let document = DocumentRow {
        id: Uuid::from_u128(11),
        revision: 1,
        kind: "clinician_report".to_owned(),
        content_hash: ContentHash::of_bytes(b"tree"),
        pdf: b"%PDF synthetic".to_vec(),
    };
    let attachment = AttachmentRow {
        id: model::ids::AttachmentId(Uuid::from_u128(12)),
        name: "合成.vcf".to_owned(),
        kind: "vcf".to_owned(),
        size_bytes: 5,
        sha256: ContentHash::of_bytes(b"12345"),
    };
    let rows = Rows {
        case_secret: Some(vec![1]),
        contents: vec![b"big input".to_vec(), b"big input".to_vec()],
        attachments: vec![attachment.clone()],
        documents: vec![document.clone()],
        worklist: Some(listed("ゴウセイ ハナコ", "C-1")),
    };
    bench.store().append(Append { rows, ..first(1, &cipher, &json!({})) }).await.unwrap();
    let store = bench.store();
    let heads = store.documents(case(1)).await.unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!((heads[0].id, heads[0].revision, heads[0].size_bytes), (document.id, 1, 14));
    assert_eq!(heads[0].pdf_sha256, ContentHash::of_bytes(&document.pdf));
    assert_eq!(store.document_pdf(document.id).await.unwrap(), document.pdf);
    assert_eq!(store.attachment_rows(case(1)).await.unwrap(), [attachment]);
    let hash = ContentHash::of_bytes(b"big input");
    assert_eq!(store.content(case(1), hash).await.unwrap(), b"big input");
    assert_eq!(store.content(case(2), hash).await.unwrap_err().code(), "store.content_missing");
    assert_eq!(store.document_pdf(Uuid::from_u128(99)).await.unwrap_err().code(), "store.document_missing");
    bench.tamper("UPDATE document SET pdf = x'00'").await;
    bench.tamper("UPDATE content SET body = x'00'").await;
    assert_eq!(store.document_pdf(document.id).await.unwrap_err().code(), "store.document_altered");
    assert_eq!(store.content(case(1), hash).await.unwrap_err().code(), "store.content_altered");
}

#[tokio::test]
async fn a_payload_changed_behind_our_back_is_not_replayed() {
    let bench = Bench::new().await;
    bench.append(1, &json!({"dose": 1})).await;
    bench.tamper("UPDATE payload SET body = CAST('{\"dose\":9}' AS BLOB)").await;
    let error = bench.store().replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap_err();
    assert_eq!(error.code(), "store.payload_altered");
    bench.tamper("DELETE FROM payload").await;
    let error = bench.store().replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap_err();
    assert_eq!(error.code(), "store.payload_missing");
}

fn erasure(number: u8, expected_sequence: u64) -> Append<'static> {
    Append {
        case: Some(case(number)),
        expected_sequence,
        cipher: &WORKSPACE_CIPHER,
        events: vec![event(CASE_ERASED, &json!({"reason": "consent_withdrawn"}))],
        rows: Rows::default(),
    }
}

#[tokio::test]
async fn an_erased_case_is_gone_and_cannot_be_continued() {
    let mut bench = Bench::new().await;
    let secret_word = "𠮷野消去される合成患者";
    bench.append(1, &json!({ "name": secret_word })).await;
    bench.append(2, &json!({"name": "残る合成患者"})).await;
    let id = model::ids::AttachmentId(Uuid::from_u128(12));
    let sealed = bench
        .store()
        .attachments()
        .import(id, std::io::Cursor::new(vec![1; 10]), Arc::new(FakeCipher(1)))
        .await
        .unwrap();
    let attachment = AttachmentRow {
        id,
        name: "a.vcf".to_owned(),
        kind: "vcf".to_owned(),
        size_bytes: sealed.size_bytes,
        sha256: sealed.sha256,
    };
    let rows = Rows {
        contents: vec![secret_word.as_bytes().to_vec()],
        attachments: vec![attachment],
        worklist: Some(listed(secret_word, "C-1")),
        ..Rows::default()
    };
    bench
        .store()
        .append(Append { expected_sequence: 1, rows, ..first(1, &FakeCipher(1), &json!({"n": 2})) })
        .await
        .unwrap();
    let envelope = bench.store().erase_case(case(1), erasure(1, 3)).await.unwrap();
    assert_eq!((envelope.sequence, envelope.kind.as_str()), (4, CASE_ERASED));
    let store = bench.store();
    assert_eq!(store.replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap_err().code(), "store.case_erased");
    assert_eq!(store.case_secret(case(1)).await.unwrap(), None);
    assert_eq!(store.worklist(&WorklistQuery { limit: 10, ..WorklistQuery::default() }).await.unwrap().total, 0);
    let revived = Append { expected_sequence: 4, ..first(1, &FakeCipher(1), &json!({})) };
    assert_eq!(store.append(revived).await.unwrap_err().code(), "store.case_erased");
    assert_eq!(store.replay(Some(case(2)), 0, &FakeCipher(2)).await.unwrap().len(), 1);
    assert!(!bench.path().join(format!("attachments/{id}.sealed")).exists());
    let found = |bench: &Bench| {
        let hash = ContentHash::of_bytes(secret_word.as_bytes());
        (bench.path(), hash)
    };
    let (_, hash) = found(&bench);
    assert_eq!(bench.store().content(case(1), hash).await.unwrap_err().code(), "store.content_missing");
    // The search index keeps no shadow of the name either.
    let mut connection = bench.raw_connection().await;
    let blocks = sqlx::query("SELECT block FROM worklist_search_data").fetch_all(&mut connection).await.unwrap();
    let word = "消去さ".as_bytes();
    assert!(!blocks.iter().any(|row| row.get::<&[u8], _>(0).windows(word.len()).any(|window| window == word)));
    drop(connection);
    bench.close().await;
    bench.reopen().await;
}

#[tokio::test]
async fn an_erasure_is_one_event_of_its_kind_and_nothing_else() {
    let bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let malformed = [
        Append { events: vec![event("note_added", &json!({}))], ..erasure(1, 1) },
        Append { events: vec![], ..erasure(1, 1) },
        Append { case: Some(case(2)), ..erasure(1, 1) },
        Append { rows: Rows { contents: vec![vec![1]], ..Rows::default() }, ..erasure(1, 1) },
    ];
    for append in malformed {
        let error = bench.store().erase_case(case(1), append).await.unwrap_err();
        assert_eq!(error.code(), "store.erasure_malformed");
    }
    assert_eq!(bench.store().erase_case(case(1), erasure(1, 0)).await.unwrap_err().code(), "store.conflict");
    assert_eq!(bench.store().replay(Some(case(1)), 0, &FakeCipher(1)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn meta_is_kept() {
    let mut bench = Bench::new().await;
    assert_eq!(bench.store().meta("projection_version").await.unwrap(), None);
    bench.store().put_meta("projection_version", "1").await.unwrap();
    bench.store().put_meta("projection_version", "2").await.unwrap();
    bench.close().await;
    bench.reopen().await;
    assert_eq!(bench.store().meta("projection_version").await.unwrap().as_deref(), Some("2"));
}

#[tokio::test]
async fn no_file_of_a_workspace_shows_a_word_of_a_case() {
    let mut bench = Bench::new().await;
    let word = "合成患者の秘密";
    bench.append(1, &json!({ "name": word })).await;
    let shows = |files: std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| {
        files.into_iter().any(|(_, bytes)| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    };
    assert!(!shows(files_below(&bench.path())));
    bench.close().await;
    let files = files_below(&bench.path());
    assert!(!files[std::path::Path::new("shirube.db")].starts_with(b"SQLite format 3"));
    assert!(!shows(files));
}

#[tokio::test]
async fn a_content_of_the_workspace_is_kept_with_its_event_and_belongs_to_no_case() {
    let mut bench = Bench::new().await;
    bench.append(1, &json!({})).await;
    let body = "合成の知識".as_bytes().to_vec();
    let wanted = ContentHash::of_bytes(&body);
    let append = |expected_sequence| Append {
        case: None,
        expected_sequence,
        cipher: &WORKSPACE_CIPHER,
        events: vec![event("release_kept", &json!({"n": expected_sequence}))],
        rows: Rows { contents: vec![body.clone()], ..Rows::default() },
    };
    let kept = bench.store().append(append(0)).await.unwrap();
    bench.store().append(append(kept[0].sequence)).await.unwrap();
    bench.close().await;
    bench.reopen().await;
    assert_eq!(bench.store().workspace_content(wanted).await.unwrap(), body);
    assert_eq!(bench.store().content(case(1), wanted).await.unwrap_err().code(), "store.content_missing");
    bench.tamper("UPDATE content SET body = x'00'").await;
    assert_eq!(bench.store().workspace_content(wanted).await.unwrap_err().code(), "store.content_altered");
}
