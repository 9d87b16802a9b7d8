//! Lasting proof: what a signed PDF says about itself, to somebody who has nothing but the file and a list of keys.

use std::path::{Path, PathBuf};

use casefile::proof::DocumentProof;
use model::canonical::canonical_json;
use shirube_tests::panel::settle;
use shirube_tests::{LOGIN, MovedClock, PASSPHRASE, case_files, desk_with_clock, login, new_workspace};
use workflow::Desk;
use workflow::contract::{DocumentCheck, ImportRequest, KeyRevocation, NewAccount, SignIn};
use workflow::desk::{import_key_list, verify_document};

/// A hospital with one signed report, its exported PDF, and a reader elsewhere who has nothing yet.
struct Given {
    folder: tempfile::TempDir,
    clock: MovedClock,
    desk: Desk,
    case: String,
}

impl Given {
    async fn signed() -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
        let desk = desk_with_clock(folder.path(), &clock);
        desk.create_workspace(new_workspace()).await.unwrap();
        let paths = case_files("NIL-01").unwrap().iter().map(|path| path.display().to_string()).collect();
        let request = ImportRequest { paths, ..ImportRequest::default() };
        let case = Box::pin(desk.import(request)).await.unwrap().case_id;
        let given = Self { folder, clock, desk, case };
        Box::pin(given.sign()).await;
        given
    }

    async fn sign(&self) {
        settle(&self.desk, &self.case).await.unwrap();
        self.desk.sign(self.case.clone(), PASSPHRASE.to_owned()).await.unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn export(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        let (kind, target) = ("panel".to_owned(), path.display().to_string());
        self.desk.export(self.case.clone(), kind, target, PASSPHRASE.to_owned()).await.unwrap();
        path
    }

    /// The list of this hospital, imported where the reader is, with the fingerprint compared.
    async fn told_to_reader(&self, name: &str) {
        let path = self.path(name);
        let written = self.desk.export_key_list(path.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
        import_key_list(&self.path("reader"), &path, Some(&written.fingerprint)).unwrap();
    }

    fn read(&self, file: &Path) -> DocumentCheck {
        verify_document(file, &self.path("reader")).unwrap()
    }

    async fn own_key(&self) -> String {
        self.desk.signing_keys().await.unwrap().keys[0].fingerprint.clone()
    }
}

fn answers(check: &DocumentCheck) -> [&str; 3] {
    [0, 1, 2].map(|line| check.lines[line].answer.as_str())
}

fn revocation(key: String, since: &str) -> KeyRevocation {
    KeyRevocation { key, since: since.to_owned(), reason: "compromised".to_owned(), because: "synthetic".to_owned() }
}

#[tokio::test]
async fn a_signed_pdf_proves_itself_to_a_reader_who_knows_the_hospital_and_names_nobody_to_one_who_does_not() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await;
    let stranger = given.read(&pdf);
    assert_eq!((stranger.outcome.as_str(), answers(&stranger)), ("signer_unknown", ["yes", "yes", "no"]));
    assert_eq!((&stranger.person, &stranger.institution), (&None, &None));
    assert_eq!(stranger.lines[2].message.code, "verify_signer_unknown");

    given.told_to_reader("list.json").await;
    let check = given.read(&pdf);
    assert_eq!((check.outcome.as_str(), answers(&check)), ("valid", ["yes", "yes", "yes"]));
    assert_eq!(check.person.as_deref(), Some("Synthetic Person"));
    assert_eq!(check.institution.as_deref(), Some("Synthetic Hospital"));
    assert!(check.notes.is_empty());
    let stated = check.stated.unwrap();
    assert_eq!((stated.document.as_str(), stated.revision), ("panel", 2));
    let view = given.desk.case(given.case.clone()).await.unwrap();
    assert_eq!(Some(stated.content_hash), view.report.content_hash);
    // The window of the same hospital needs no imported list.
    std::fs::remove_dir_all(given.path("reader")).unwrap();
    assert_eq!(given.desk.verify_document(pdf.display().to_string()).await.unwrap().outcome, "valid");
}

/// Every byte of the proof, and one byte in each thousand of the pages.
#[tokio::test]
async fn one_changed_byte_anywhere_in_the_file_is_noticed() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await;
    given.told_to_reader("list.json").await;
    let bytes = std::fs::read(&pdf).unwrap();
    let pages = render::carried(&bytes).unwrap().pages.len();
    let changed = given.path("changed.pdf");
    for place in (0..pages).step_by(997).chain(pages..bytes.len()) {
        let mut copy = bytes.clone();
        copy[place] ^= 1 << (place % 8);
        std::fs::write(&changed, copy).unwrap();
        let check = given.read(&changed);
        assert_ne!(answers(&check), ["yes", "yes", "yes"], "byte {place}");
        assert_eq!((&check.person, &check.institution), (&None, &None), "byte {place}");
        // A changed signature or key is no change of the pages; anything else is told as one.
        let expected =
            if check.outcome == "signature_wrong" { ["yes", "no", "unknown"] } else { ["no", "unknown", "unknown"] };
        assert_eq!(answers(&check), expected, "byte {place}");
    }
    for (name, copy) in [
        ("cut short", bytes[..bytes.len() - 1].to_vec()),
        ("longer", [bytes.as_slice(), b"\n"].concat()),
        ("without its proof", bytes[..pages].to_vec()),
        ("proof twice", [bytes.as_slice(), &bytes[pages..]].concat()),
        ("no PDF", b"synthetic".to_vec()),
        ("empty", Vec::new()),
    ] {
        std::fs::write(&changed, copy).unwrap();
        assert_eq!(answers(&given.read(&changed)), ["no", "unknown", "unknown"], "{name}");
    }
}

#[tokio::test]
async fn a_self_made_key_never_reads_as_the_hospitals() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await;
    given.told_to_reader("list.json").await;
    // Somebody with the same software signs the same words in the same name under a key of their own.
    let forger = Given::signed().await;
    let forged = forger.export("panel.pdf").await;
    let check = given.read(&forged);
    assert_eq!((check.outcome.as_str(), answers(&check)), ("signer_unknown", ["yes", "yes", "no"]));
    assert_eq!((check.person, check.institution), (None, None));
    // Or puts the hospital's public key beside signatures of their own.
    let (own, other) = (std::fs::read(&pdf).unwrap(), std::fs::read(&forged).unwrap());
    let proof =
        |bytes: &[u8]| -> DocumentProof { serde_json::from_slice(render::carried(bytes).unwrap().proof).unwrap() };
    let (theirs, pages) = (proof(&own), render::carried(&other).unwrap().pages);
    for mixed in [
        DocumentProof { public_key: theirs.public_key.clone(), ..proof(&other) },
        DocumentProof { seal: proof(&other).seal, page_sha256: proof(&other).page_sha256, ..theirs.clone() },
        DocumentProof { manifest: theirs.manifest.clone(), signature: theirs.signature.clone(), ..proof(&other) },
    ] {
        let mixed = DocumentProof { page_bytes: u64::try_from(pages.len()).unwrap(), ..mixed };
        let bytes = render::carry(pages, &canonical_json(&mixed).unwrap(), mixed.manifest.signed_at).unwrap();
        let path = given.path("mixed.pdf");
        std::fs::write(&path, bytes).unwrap();
        let check = given.read(&path);
        assert_eq!((check.outcome.as_str(), answers(&check)), ("signature_wrong", ["yes", "no", "unknown"]));
    }
    // Their list is not believed in place of the hospital's, nor beside it without being asked.
    let list = forger.path("list.json");
    let written = forger.desk.export_key_list(list.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
    let asked = import_key_list(&given.path("reader"), &list, None).unwrap_err();
    assert_eq!(asked.message.code, "key_list_other_key", "the forger counts the same ids, as an impostor would");
    let wrong = import_key_list(&given.path("reader"), &list, Some("0000 0000 0000 0000")).unwrap_err();
    assert_eq!(wrong.message.code, "key_list_fingerprint_differs");
    assert_ne!(written.fingerprint, given.desk.signing_keys().await.unwrap().institution_fingerprint.unwrap());
    assert_eq!(given.read(&forged).outcome, "signer_unknown");
    assert_eq!(given.read(&pdf).outcome, "valid");
}

#[tokio::test]
async fn what_a_key_signed_before_it_was_revoked_counts_and_what_it_signs_after_does_not() {
    let given = Given::signed().await;
    let before = given.export("before.pdf").await;
    given.clock.wait(3600);
    let key = given.own_key().await;
    let wrong = given.desk.revoke_key(revocation(key.clone(), ""), "something else".to_owned()).await.unwrap_err();
    assert_eq!(wrong.message.code, "vault.sign_in_refused");
    let keys = given.desk.revoke_key(revocation(key.clone(), ""), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!((keys.keys[0].standing.as_str(), keys.keys[0].revoked.as_deref()), ("revoked", Some("compromised")));
    given.told_to_reader("list.json").await;
    let check = given.read(&before);
    assert_eq!(check.outcome, "valid");
    assert_eq!(check.notes[0].code, "verify_key_revoked_later");

    // The key signs no more here …
    given.clock.wait(3600);
    let amended = ("clerical_correction".to_owned(), "synthetic".to_owned());
    given.desk.open_amendment(given.case.clone(), amended.0, amended.1, 2).await.unwrap();
    given.desk.compose(given.case.clone()).await.unwrap();
    let refused = given.desk.sign(given.case.clone(), PASSPHRASE.to_owned()).await.unwrap_err();
    assert_eq!(refused.message.code, "refusal_key_not_in_force");

    // … and where it came to light later that it was stolen earlier, what it signed since then counts no more.
    let keys = given.desk.revoke_key(revocation(key, "2026-11-25"), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(keys.keys[0].valid_until.as_deref(), Some("2026-11-24T15:00:00Z"));
    given.told_to_reader("later.json").await;
    let check = given.read(&before);
    assert_eq!((check.outcome.as_str(), answers(&check)), ("key_not_in_force", ["yes", "yes", "no"]));
    assert_eq!(check.lines[2].message.code, "verify_signer_revoked");
}

#[tokio::test]
async fn a_revision_that_was_set_aside_or_replaced_says_so() {
    let given = Given::signed().await;
    let first = given.export("first.pdf").await;
    given.clock.wait(3600);
    let amended = ("clerical_correction".to_owned(), "synthetic".to_owned());
    given.desk.open_amendment(given.case.clone(), amended.0, amended.1, 2).await.unwrap();
    given.told_to_reader("aside.json").await;
    let check = given.read(&first);
    assert_eq!((check.outcome.as_str(), answers(&check)), ("set_aside", ["yes", "yes", "yes"]));
    assert_eq!(check.notes[0].code, "verify_set_aside");
    let view = given.desk.case(given.case.clone()).await.unwrap();
    let earlier = &view.report.earlier[0];
    assert_eq!((earlier.revision, earlier.replaced_by, view.report.earlier.len()), (2, None, 1));
    given.desk.compose(given.case.clone()).await.unwrap();
    given.desk.sign(given.case.clone(), PASSPHRASE.to_owned()).await.unwrap();
    given.told_to_reader("replaced.json").await;
    let check = given.read(&first);
    assert_eq!((check.outcome.as_str(), check.notes[0].code.as_str()), ("set_aside", "verify_replaced"));
    assert_eq!(check.notes[0].parameters["by"], "3");
    assert_eq!(given.read(&given.export("second.pdf").await).outcome, "valid");
    // It stays readable here as it was signed, and the case says by which it was replaced.
    let view = given.desk.case(given.case.clone()).await.unwrap();
    assert_eq!(view.report.earlier[0].replaced_by, Some(3));
    let read = |revision| given.desk.pdf_of_revision(given.case.clone(), "panel".to_owned(), revision);
    assert_eq!(read(2).await.unwrap(), std::fs::read(&first).unwrap());
    assert_eq!(read(3).await.unwrap(), given.desk.pdf(given.case.clone(), "panel".to_owned()).await.unwrap());
    assert_eq!(read(1).await.unwrap_err().message.code, "revision_not_signed", "a draft was never signed");
    // An older list would hide it, so it is not taken back.
    let older = import_key_list(&given.path("reader"), &given.path("aside.json"), None).unwrap_err();
    assert_eq!(older.message.code, "key_list_older");
}

#[tokio::test]
async fn a_list_is_believed_first_by_its_fingerprint_and_never_when_it_was_changed() {
    let given = Given::signed().await;
    let path = given.path("list.json");
    let written = given.desk.export_key_list(path.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
    let reader = given.path("reader");
    let asked = import_key_list(&reader, &path, None).unwrap_err();
    assert_eq!(
        (asked.message.code.as_str(), asked.kind),
        ("key_list_first", workflow::contract::ApiErrorKind::Question)
    );
    assert_eq!(asked.message.parameters.get("fingerprint"), None, "whoever copies it has compared nothing");
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = given.path("changed.json");
    std::fs::write(&changed, text.replace("Synthetic Person", "Somebody Else")).unwrap();
    let refused = import_key_list(&reader, &changed, Some(&written.fingerprint)).unwrap_err();
    assert_eq!(refused.message.code, "vault.signature_invalid");
    // As a person types it.
    import_key_list(&reader, &path, Some(&written.fingerprint.to_uppercase().replace(' ', ":"))).unwrap();
    import_key_list(&reader, &path, None).unwrap();
    assert!(!text.contains("NIL-01") && !text.contains(&given.case), "no case stands in the list");
    // A list that was changed where it lies is not silently left out.
    let kept = std::fs::read_dir(&reader).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&kept, text.replace("Synthetic Person", "Somebody Else")).unwrap();
    let pdf = given.export("panel.pdf").await;
    assert_eq!(verify_document(&pdf, &reader).unwrap_err().message.code, "vault.signature_invalid");
}

#[tokio::test]
async fn the_keys_of_everybody_are_listed_with_their_time_and_end() {
    let given = Given::signed().await;
    let wanted = NewAccount {
        login: "taro".to_owned(),
        display_name: "Synthetic Chair".to_owned(),
        roles: vec!["panel_chair".to_owned()],
        qualifications: vec![],
    };
    let issued = given.desk.add_account(wanted).await.unwrap();
    assert_eq!(given.desk.signing_keys().await.unwrap().keys.len(), 1, "an initial passphrase is no key of its owner");
    given.desk.lock().await;
    let shown = SignIn { login: "taro".to_owned(), passphrase: issued.initial_passphrase.clone(), ..login() };
    given.desk.sign_in(shown).await.unwrap();
    given.desk.choose_passphrase(issued.initial_passphrase, "chosen-by-its-owner".to_owned()).await.unwrap();
    given.desk.lock().await;
    given.desk.sign_in(login()).await.unwrap();
    given.clock.wait(60);
    given.desk.revoke_account("taro".to_owned()).await.unwrap();
    let keys = given.desk.signing_keys().await.unwrap().keys;
    let told: Vec<_> =
        keys.iter().map(|key| (key.login.as_str(), key.standing.as_str(), key.ended.as_deref())).collect();
    assert_eq!(told, [("taro", "ended", Some("account_revoked")), (LOGIN, "in_force", None)]);
    assert!(keys[0].valid_until.is_some() && keys[1].valid_until.is_none() && keys[1].is_own);
}

#[tokio::test]
async fn a_key_that_was_revoked_since_counts_no_more_beside_an_older_list_of_the_same_hospital() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await.display().to_string();
    let list = given.path("own.json").display().to_string();
    let written = given.desk.export_key_list(list.clone(), PASSPHRASE.to_owned()).await.unwrap();
    given.desk.import_key_list(list, Some(written.fingerprint)).await.unwrap();
    assert_eq!(given.desk.verify_document(pdf.clone()).await.unwrap().outcome, "valid");
    let key = given.own_key().await;
    given.desk.revoke_key(revocation(key, "2026-11-25"), PASSPHRASE.to_owned()).await.unwrap();
    let check = given.desk.verify_document(pdf).await.unwrap();
    assert_eq!((check.outcome.as_str(), answers(&check)), ("key_not_in_force", ["yes", "yes", "no"]));
    assert_eq!(check.lines[2].message.code, "verify_signer_revoked");
}

#[tokio::test]
async fn what_a_hospital_says_of_its_keys_now_counts_in_the_place_of_its_older_list() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await.display().to_string();
    let list = given.path("own.json").display().to_string();
    let written = given.desk.export_key_list(list.clone(), PASSPHRASE.to_owned()).await.unwrap();
    given.desk.import_key_list(list, Some(written.fingerprint)).await.unwrap();
    given.clock.wait(24 * 60 * 60);
    given.desk.sign_in(login()).await.unwrap();
    let check = given.desk.verify_document(pdf).await.unwrap();
    assert_eq!((check.outcome.as_str(), answers(&check)), ("valid", ["yes", "yes", "yes"]));
    assert_eq!(check.lines[2].message.parameters["issued_at"], "2026-11-26 12:00");
}

/// The database of a workspace and what belongs to it, as it lies there.
fn database(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = std::fs::read_dir(folder.join("workspace")).unwrap().map(|entry| entry.unwrap().path());
    let kept = paths.filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending != "json"));
    kept.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[tokio::test]
async fn a_revocation_that_stands_in_a_later_list_counts_after_an_older_copy_was_put_back() {
    let given = Given::signed().await;
    let pdf = given.export("panel.pdf").await.display().to_string();
    given.desk.lock().await;
    let before = database(given.folder.path());
    given.desk.sign_in(login()).await.unwrap();
    let key = given.own_key().await;
    given.desk.revoke_key(revocation(key, "2026-11-25"), PASSPHRASE.to_owned()).await.unwrap();
    for _ in 0..5 {
        given.desk.sign_in(login()).await.unwrap();
    }
    let list = given.path("own.json").display().to_string();
    let written = given.desk.export_key_list(list.clone(), PASSPHRASE.to_owned()).await.unwrap();
    given.desk.import_key_list(list, Some(written.fingerprint)).await.unwrap();
    given.desk.lock().await;
    for (path, bytes) in before {
        std::fs::write(path, bytes).unwrap();
    }
    given.desk.sign_in(SignIn { older_because: Some("a drill".to_owned()), ..login() }).await.unwrap();
    assert_eq!(given.desk.signing_keys().await.unwrap().keys[0].standing, "in_force", "the copy does not know of it");
    let check = given.desk.verify_document(pdf).await.unwrap();
    assert_eq!((check.outcome.as_str(), answers(&check)), ("key_not_in_force", ["yes", "yes", "no"]));
}

#[tokio::test]
async fn a_fingerprint_typed_in_full_width_is_the_same() {
    let wide = |text: &str| -> String {
        let letter = |c: char| if c == ' ' { '\u{3000}' } else { char::from_u32(u32::from(c) + 0xfee0).unwrap() };
        text.chars().map(letter).collect()
    };
    let given = Given::signed().await;
    let path = given.path("list.json");
    let written = given.desk.export_key_list(path.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
    import_key_list(&given.path("reader"), &path, Some(&wide(&written.fingerprint))).unwrap();
    let key = given.own_key().await;
    let keys = given.desk.revoke_key(revocation(wide(&key), ""), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(keys.keys[0].standing, "revoked");
}
