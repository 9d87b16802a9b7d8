//! Spoiled packets against the envelope in `vault` and the contents in `sync`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sync::packet::{CONTENT_SCHEMA, Invitation, Opinion, Request, Return, carry, read, unpack, written};
use vault::packet::{Opener, PacketKind, SealedTo, look_at, open, seal};
use vault::packet_key::{PacketCard, PacketKey};

use crate::chance::Chance;
use crate::mutation::spoiled;

/// A secret for the fuzzer alone; the same run makes the same key.
const SEED: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

const PACKET: &str = "00000000-0000-4000-8000-000000000001";

/// One of each kind of content, as bytes.
fn contents() -> Vec<Vec<u8>> {
    let opinion = serde_json::json!({
        "schema": CONTENT_SCHEMA, "packet": PACKET, "answers": PACKET, "panel": PACKET, "seat": 2,
        "case_hash": "0".repeat(64), "findings": [], "overall": "synthetic", "answered_by": "synthetic",
        "answered_at": "1970-01-01T00:00:00Z",
    });
    let file = serde_json::json!({
        "name": "a.vcf", "size_bytes": 3,
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    let returned = serde_json::json!({
        "schema": CONTENT_SCHEMA, "packet": PACKET, "answers": PACKET, "from": "synthetic", "revision": 1, "manifest": "{}",
        "signature": "", "public_key": "", "signer": "synthetic", "signed_at": "1970-01-01T00:00:00Z",
        "recommendations": [], "minority_opinion": null,
        "documents": [{ "kind": "panel", "title": "synthetic", "file": file }],
    });
    let plain = written(&opinion).unwrap_or_default();
    let carrying = carry(&returned, &[b"abc".to_vec()]).unwrap_or_default();
    vec![plain, carrying]
}

/// Reads one spoiled packet; `false` when a reader panicked, opened what was changed, or made too much of it.
pub fn round(chance: &mut Chance) -> bool {
    let contents = contents();
    let Some(content) = chance.one_of(&contents) else { return true };
    // Curves are slow where nothing is optimised: reading is tried each time, opening now and then.
    let opens = chance.below(20) > 0 || survives_opening(content, chance);
    let holds = opens && survives_reading(&spoiled(content, chance));
    if !holds {
        println!("a spoiled packet was not refused");
    }
    holds
}

/// Whether bytes can be read as any content, card or packet without a panic.
pub fn survives_reading(bytes: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| {
        let _ = read::<Invitation>(bytes);
        let _ = read::<Opinion>(bytes);
        let _ = unpack::<Request>(bytes);
        let _ = PacketCard::read(bytes);
        let _ = look_at(bytes);
        // What is carried lies within what came.
        unpack::<Return>(bytes).is_ok_and(|(_, files)| files.iter().map(|file| file.len()).sum::<usize>() > bytes.len())
    }))
    .is_ok_and(|too_much| !too_much)
}

/// Whether a sealed packet opens as it was sealed, and not at all once a byte of it was changed.
fn survives_opening(content: &[u8], chance: &mut Chance) -> bool {
    let Ok(key) = PacketKey::from_seed_text(SEED) else { return false };
    let kind = PacketKind::Opinion;
    let Ok(packet) = seal((kind, content), &key, &SealedTo::Address(&key.address())) else {
        return content.len() > kind.limit_bytes();
    };
    let changed = spoiled(&packet, chance);
    let opened =
        catch_unwind(AssertUnwindSafe(|| open(&changed, kind, &Opener::Key(&key)).ok().map(|opened| opened.content)));
    match opened {
        Ok(Some(said)) => changed == packet && said == content,
        Ok(None) => changed != packet,
        Err(_) => false,
    }
}
