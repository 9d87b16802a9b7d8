use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::{PacketId, PanelId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

fn opinion() -> Opinion {
    Opinion {
        schema: CONTENT_SCHEMA,
        packet: PacketId(Uuid::from_u128(1)),
        answers: PacketId(Uuid::from_u128(2)),
        panel: PanelId(Uuid::from_u128(3)),
        seat: 2,
        case_hash: ContentHash::of_bytes(b"case"),
        findings: Vec::new(),
        overall: Some("一行目\n二行目".to_owned()),
        answered_by: "合成".to_owned(),
        answered_at: Timestamp::UNIX_EPOCH,
    }
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value = serde_json::to_value(opinion()).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

#[test]
fn what_was_written_is_read_again() {
    assert_eq!(read::<Opinion>(&written(&opinion()).unwrap()).unwrap(), opinion());
}

#[test]
fn a_newer_version_an_unknown_field_and_another_shape_are_refused() {
    let newer = read::<Opinion>(&changed(|value| value["schema"] = json!(2))).unwrap_err();
    assert_eq!((newer.code(), newer.parameters()["found"].as_str()), ("packet_content_newer", "2"));
    for odd in [
        changed(|value| value["name"] = json!("x")),
        changed(|value| value["seat"] = json!(-1)),
        changed(|value| value["schema"] = Value::Null),
        b"[[[[".to_vec(),
        "[".repeat(100_000).into_bytes(),
        b"".to_vec(),
    ] {
        assert_eq!(read::<Opinion>(&odd).unwrap_err().code(), "packet_content_malformed");
    }
}

#[test]
fn texts_that_steer_a_terminal_turn_the_writing_or_never_end_are_refused() {
    for text in ["\u{1b}[2J", "a\u{202e}b", "\u{7}", "\0", "a\u{2066}b", "\u{200b}", "\r", &"x".repeat(20_001)] {
        let error = read::<Opinion>(&changed(|value| value["overall"] = json!(text))).unwrap_err();
        assert_eq!((error.code(), error.parameters()["path"].as_str()), ("packet_text_unsafe", "/overall"));
    }
}
