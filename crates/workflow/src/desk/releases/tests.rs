use std::path::Path;

use casefile::releases::Activation;
use vault::passphrase::Argon2Cost;

use super::*;
use crate::contract::{CreateWorkspace, ImportRequest, SignIn};
use crate::{Ports, Resources};

const PASSPHRASE: &str = "synthetic-passphrase";

fn repository() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn desk(folder: &Path) -> Desk {
    let ports = Ports {
        secrets_folder: folder.join("device"),
        keyring: false,
        cost: Argon2Cost::CHEAP,
        ..Ports::of_this_machine().unwrap()
    };
    Desk::with_ports(folder.join("workspace"), Resources::below(&repository()), ports)
}

fn signing_in() -> SignIn {
    SignIn { login: "hanako".to_owned(), passphrase: PASSPHRASE.to_owned(), code: None, older_because: None }
}

/// Makes a release active that no version of the product can read: its texts do not have its hash.
async fn activate_unreadable(desk: &Desk) -> String {
    let session = desk.session.lock().await;
    let session = session.as_ref().unwrap();
    let open = session.shelf().await.unwrap();
    let active = open.active().unwrap();
    let kept = KeptRelease {
        id: "2026-01-01-unreadable".to_owned(),
        content_hash: ContentHash::of_bytes(b"other facts"),
        ..active.clone()
    };
    let activation = Activation { before: active.content_hash, after: kept.content_hash, digest: None };
    let role = Role::Administrator;
    desk.keep(session, role, (session.files_of(active).await.unwrap(), kept.clone())).await.unwrap();
    let open = session.shelf().await.unwrap();
    let event = ReleaseEvent::ReleaseActivated(activation);
    desk.append_release(session, role, &event, (open.sequence, Vec::new())).await.unwrap();
    kept.id
}

/// A desk at a new workspace.
async fn new_desk(folder: &Path) -> Desk {
    let desk = desk(folder);
    desk.create_workspace(CreateWorkspace {
        second_factor: "optional".to_owned(),
        institution: "Synthetic Hospital".to_owned(),
        login: "hanako".to_owned(),
        display_name: "Synthetic Person".to_owned(),
        roles: super::super::all_roles(),
        passphrase: PASSPHRASE.to_owned(),
    })
    .await
    .unwrap();
    desk
}

/// The log alone: what stood beside it could be missing after a power cut.
#[tokio::test]
async fn what_the_log_records_of_the_institution_holds() {
    let folder = tempfile::tempdir().unwrap();
    let desk = new_desk(folder.path()).await;
    for address in ["https://first.example/x.tsv", "https://mirror.example/x.tsv"] {
        let session = desk.session.lock().await;
        let payload = serde_json::json!({ "kind": "civic", "address": address });
        let recorded = ("corpus_address_recorded", Role::Administrator);
        session.as_ref().unwrap().record(recorded, &payload, &desk.ports).await.unwrap();
    }
    {
        let session = desk.session.lock().await;
        let stated = crate::contract::IntendedUse {
            purpose: "synthetic".to_owned(),
            device_decision: "synthetic".to_owned(),
            responsible_person: "Synthetic Person".to_owned(),
        };
        let recorded = ("intended_use_recorded", Role::Administrator);
        session.as_ref().unwrap().record(recorded, &stated, &desk.ports).await.unwrap();
    }
    let sources = desk.knowledge_overview().await.unwrap().sources;
    let civic = sources.iter().find(|source| source.kind == "civic").unwrap();
    assert_eq!(civic.address.as_deref(), Some("https://mirror.example/x.tsv"));
    desk.lock().await;
    let stated = desk.sign_in(signing_in()).await.unwrap().intended_use;
    assert_eq!(stated.unwrap().responsible_person, "Synthetic Person");
}

#[tokio::test]
async fn a_release_that_cannot_be_read_matches_nothing_and_the_way_to_another_one_stays_open() {
    let folder = tempfile::tempdir().unwrap();
    let desk = new_desk(folder.path()).await;
    let files = repository().join("tests/cases/MEL-01/input");
    let paths: Vec<String> =
        std::fs::read_dir(files).unwrap().map(|entry| entry.unwrap().path().display().to_string()).collect();
    let import = ImportRequest { paths, again: true, ..ImportRequest::default() };
    let case = desk.import(import.clone()).await.unwrap().case_id;
    let shipped = desk.release_head().unwrap().id;
    let unreadable = activate_unreadable(&desk).await;
    desk.lock().await;

    let session = desk.sign_in(signing_in()).await.unwrap();
    assert_eq!(session.knowledge_release, unreadable);
    let error = desk.import(import).await.unwrap_err();
    assert_eq!(
        (error.message.code.as_str(), error.message.parameters["release"].as_str()),
        ("release_unreadable", unreadable.as_str())
    );
    assert!(desk.rematch().await.is_err());
    let overview = desk.knowledge_overview().await.unwrap();
    assert!(overview.releases.iter().any(|release| release.active && release.id == unreadable));

    // The case keeps its findings, and they are what the readable release is compared with.
    let diff = desk.compare_releases(None, shipped.clone()).await.unwrap();
    assert_eq!((diff.cases_compared, diff.cases.len(), diff.rows_lost.len()), (1, 0, 0));
    desk.activate_release(shipped.clone()).await.unwrap();
    assert_eq!(desk.release_head().unwrap().id, shipped);
    assert!(desk.case(case).await.is_ok());
    assert!(desk.verify_chain().await.unwrap().whole);
}
