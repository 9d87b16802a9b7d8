//! Is this PDF what was signed, and by whom? Three answers, from the file and lists of keys alone.
//!
//! An answer is never better than the one before it: of a file whose bytes changed nothing else is said, and of a signature
//! that does not match nobody is named.

use casefile::proof::{DocumentProof, PROOF_SCHEMA};
use jiff::Timestamp;
use model::canonical::{ContentHash, canonical_json};
use vault::key_list::{KeyList, ListedKey, SetAsideReport};
use vault::signing::{PublicKey, Signature, verify};

use crate::contract::{CheckLine, DocumentCheck, Message, StatedSignature};

/// Checks a file against the key lists that its reader knows.
pub(crate) fn check_document(name: String, file: &[u8], lists: &[KeyList]) -> DocumentCheck {
    let mut found = DocumentCheck {
        file: name,
        sha256: ContentHash::of_bytes(file).to_string(),
        outcome: String::new(),
        lines: Vec::new(),
        notes: Vec::new(),
        stated: None,
        person: None,
        institution: None,
    };
    let Some(carried) = render::carried(file) else {
        let (outcome, code) = if render::claims_proof(file) {
            ("bytes_changed", "verify_bytes_changed")
        } else {
            ("not_signed", "verify_not_signed")
        };
        return unchecked(found, outcome, line("no", code, []));
    };
    let Some(proof) = intact(file, carried) else {
        return unchecked(found, "bytes_changed", line("no", "verify_bytes_changed", []));
    };
    found.lines.push(line("yes", "verify_bytes_intact", []));
    let Some(key) = matching(&proof) else {
        let fingerprint = proof.public_key.parse::<PublicKey>().map(|key| key.fingerprint().to_string());
        let slots = [("fingerprint", fingerprint.unwrap_or_default())];
        return unchecked(found, "signature_wrong", line("no", "verify_signature_wrong", slots));
    };
    found.lines.push(line("yes", "verify_signature_matches", [("fingerprint", key.fingerprint().to_string())]));
    found.stated = Some(stated(&proof, &key));
    judge_signer(&mut found, &proof, &key, lists);
    found
}

/// The proof that a file carries and its key, where the file is as it was sealed and both signatures match. Whose key that
/// is, is not asked here.
pub(crate) fn proven(file: &[u8]) -> Option<(DocumentProof, PublicKey)> {
    let proof = intact(file, render::carried(file)?)?;
    let key = matching(&proof)?;
    Some((proof, key))
}

/// The proof, where the file is exactly what its pages and its proof make, and the pages are those of the proof.
fn intact(file: &[u8], carried: render::Carried<'_>) -> Option<DocumentProof> {
    let proof: DocumentProof = serde_json::from_slice(carried.proof).ok()?;
    let written = canonical_json(&proof).ok()?;
    let again = render::carry(carried.pages, &written, proof.manifest.signed_at).ok()?;
    let pages = u64::try_from(carried.pages.len()).ok()?;
    let same = proof.schema <= PROOF_SCHEMA
        && again == file
        && pages == proof.page_bytes
        && ContentHash::of_bytes(carried.pages) == proof.page_sha256;
    same.then_some(proof)
}

/// The key, where both signatures are its own and the manifest names this document.
fn matching(proof: &DocumentProof) -> Option<PublicKey> {
    let key: PublicKey = proof.public_key.parse().ok()?;
    let signature: Signature = proof.signature.parse().ok()?;
    let seal: Signature = proof.seal.parse().ok()?;
    verify(&key, &canonical_json(&proof.manifest).ok()?, &signature).ok()?;
    verify(&key, &proof.seal_statement().ok()?, &seal).ok()?;
    proof.manifest.documents.iter().any(|(kind, _)| *kind == proof.document).then_some(key)
}

fn judge_signer(found: &mut DocumentCheck, proof: &DocumentProof, key: &PublicKey, lists: &[KeyList]) {
    let at = proof.manifest.signed_at;
    let listed = lists.iter().filter_map(|list| {
        let own =
            list.keys.iter().filter(|listed| listed.public_key == *key && listed.account == proof.manifest.signer);
        // A key may stand twice in one list, with two times; the one that lets it sign counts.
        own.max_by_key(|listed| listed.is_in_force(at)).map(|listed| (list, listed))
    });
    // Where one list ended a key that another one still lets sign, it ended.
    let Some((list, listed)) = listed.min_by_key(|(_, listed)| listed.is_in_force(at)) else {
        "signer_unknown".clone_into(&mut found.outcome);
        found.lines.push(line("no", "verify_signer_unknown", []));
        return;
    };
    let slots = [
        ("fingerprint", key.fingerprint().to_string()),
        ("institution", list.institution.clone()),
        ("person", listed.person.clone()),
        ("signed_at", moment(at)),
        ("from", moment(listed.valid_from)),
        ("until", listed.valid_until.map(moment).unwrap_or_default()),
        ("issued_at", moment(list.issued_at)),
    ];
    found.person = Some(listed.person.clone());
    found.institution = Some(list.institution.clone());
    if !listed.is_in_force(at) {
        "key_not_in_force".clone_into(&mut found.outcome);
        found.lines.push(line("no", not_in_force(listed, at), slots));
        return;
    }
    found.lines.push(line("yes", "verify_signer_known", slots));
    if listed.revoked.is_some() {
        let since = listed.valid_until.map(moment).unwrap_or_default();
        found.notes.push(message("verify_key_revoked_later", [("since", since)]));
    }
    let replaced = lists.iter().filter(|other| other.workspace == list.workspace).flat_map(|list| &list.set_aside);
    let manifest = &proof.manifest;
    let aside = replaced.filter(|aside| aside.report == manifest.report && aside.revision == manifest.revision);
    // The newest word counts: a list may say that the revision was set aside, a later one by which it was replaced.
    match aside.max_by_key(|aside| aside.replaced_by) {
        Some(aside) => {
            "set_aside".clone_into(&mut found.outcome);
            found.notes.push(set_aside(aside));
        }
        None => "valid".clone_into(&mut found.outcome),
    }
}

fn not_in_force(listed: &ListedKey, at: Timestamp) -> &'static str {
    if at < listed.valid_from {
        "verify_signer_too_early"
    } else if listed.revoked.is_some() {
        "verify_signer_revoked"
    } else {
        "verify_signer_ended"
    }
}

fn set_aside(aside: &SetAsideReport) -> Message {
    let slots = [("revision", aside.revision.to_string()), ("since", moment(aside.since))];
    match aside.replaced_by {
        Some(by) => {
            let mut message = message("verify_replaced", slots);
            message.parameters.insert("by".to_owned(), by.to_string());
            message
        }
        None => message("verify_set_aside", slots),
    }
}

fn stated(proof: &DocumentProof, key: &PublicKey) -> StatedSignature {
    let manifest = &proof.manifest;
    StatedSignature {
        document: proof.document.code().to_owned(),
        report: manifest.report.to_string(),
        revision: manifest.revision,
        signed_at: manifest.signed_at.to_string(),
        role: manifest.role.code().to_owned(),
        content_hash: manifest.content_hash.to_string(),
        release: manifest.release.clone(),
        key_fingerprint: key.fingerprint().to_string(),
    }
}

/// What comes after a no is not looked at.
fn unchecked(mut found: DocumentCheck, outcome: &str, failed: CheckLine) -> DocumentCheck {
    outcome.clone_into(&mut found.outcome);
    found.lines.push(failed);
    for code in ["verify_signature_unchecked", "verify_signer_unchecked"].into_iter().skip(found.lines.len() - 1) {
        found.lines.push(line("unknown", code, []));
    }
    found
}

fn line<const N: usize>(answer: &str, code: &str, slots: [(&str, String); N]) -> CheckLine {
    CheckLine { answer: answer.to_owned(), message: message(code, slots) }
}

fn message<const N: usize>(code: &str, slots: [(&str, String); N]) -> Message {
    let parameters = slots.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Message { code: code.to_owned(), parameters }
}

/// `2026-11-25 12:00`, on a Japanese clock.
fn moment(at: Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9))).strftime("%Y-%m-%d %H:%M").to_string()
}
