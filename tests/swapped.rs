//! Files that lie where they do not belong: stolen, put back, or swapped with those of another case or another workspace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use shirube_tests::{desk, login, new_workspace};
use workflow::Desk;
use workflow::contract::{ApiError, VariantFilter, VariantQuery};

use crate::rotation::imported;

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { [path].into() }).collect()
}

fn attachments(folder: &Path) -> BTreeSet<PathBuf> {
    files(&folder.join("workspace/attachments"))
}

async fn first_row(desk: &Desk, case: &str) -> Result<(), ApiError> {
    let query = VariantQuery {
        filter: VariantFilter::default(),
        sort: "file_order".to_owned(),
        descending: false,
        offset: 0,
        limit: 1,
    };
    desk.variant_page(case.to_owned(), query).await?;
    desk.variant_detail(case.to_owned(), 0).await.map(|_| ())
}

#[tokio::test]
async fn sealed_files_of_one_case_do_not_open_in_the_place_of_anothers() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let first = imported(&desk, "NIL-01").await;
    let of_first = attachments(folder.path());
    let second = imported(&desk, "CRC-01").await;
    let of_second: Vec<_> = attachments(folder.path()).difference(&of_first).cloned().collect();
    let third = imported(&desk, "PAAD-01").await;
    let before: BTreeSet<_> = of_first.iter().chain(&of_second).cloned().collect();
    let of_third: Vec<_> = attachments(folder.path()).difference(&before).cloned().collect();
    for case in [&first, &third] {
        first_row(&desk, case).await.unwrap();
    }
    desk.case(second).await.unwrap();
    desk.lock().await;
    // Each file of the one takes the place of each of the other, one pair at a time: what is read is noticed.
    let mut unread = Vec::new();
    for one in &of_first {
        for other in &of_third {
            let (kept, foreign) = (std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
            std::fs::write(one, &foreign).unwrap();
            std::fs::write(other, &kept).unwrap();
            desk.sign_in(login()).await.unwrap();
            let shown = (first_row(&desk, &first).await, first_row(&desk, &third).await);
            if shown.0.is_ok() && shown.1.is_ok() {
                unread.push((one, other));
            }
            desk.lock().await;
            std::fs::write(one, &kept).unwrap();
            std::fs::write(other, &foreign).unwrap();
        }
    }
    // The copies of the two clinical forms are kept for the record; nothing reads them again.
    assert!(unread.len() <= 1 && of_first.len() * of_third.len() >= 9, "{unread:?} were swapped unnoticed");
    desk.sign_in(login()).await.unwrap();
    for case in [&first, &third] {
        first_row(&desk, case).await.unwrap();
    }
}

#[tokio::test]
async fn files_of_another_workspace_open_nothing_here() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (own, other) = (desk(here.path()), desk(there.path()));
    for desk in [&own, &other] {
        desk.create_workspace(new_workspace()).await.unwrap();
        imported(desk, "NIL-01").await;
        desk.lock().await;
    }
    let of = |folder: &Path, name: &str| folder.join("workspace").join(name);
    // The database of another workspace, though the same person made both with the same passphrase.
    let kept = std::fs::read(of(here.path(), "shirube.db")).unwrap();
    std::fs::copy(of(there.path(), "shirube.db"), of(here.path(), "shirube.db")).unwrap();
    assert_eq!(own.sign_in(login()).await.unwrap_err().message.code, "store.wrong_key");
    std::fs::write(of(here.path(), "shirube.db"), kept).unwrap();
    // An account of another workspace.
    let account = |folder: &Path| files(&of(folder, "accounts")).pop_first().unwrap();
    let (own_account, foreign) = (account(here.path()), account(there.path()));
    let kept = std::fs::read(&own_account).unwrap();
    std::fs::copy(foreign, &own_account).unwrap();
    assert_eq!(own.sign_in(login()).await.unwrap_err().message.code, "vault.sign_in_refused");
    std::fs::write(&own_account, kept).unwrap();
    // The whole folder, without the secret of the device.
    std::fs::rename(here.path().join("device"), here.path().join("elsewhere")).unwrap();
    assert_eq!(own.sign_in(login()).await.unwrap_err().message.code, "vault.device_secret_missing");
    std::fs::rename(here.path().join("elsewhere"), here.path().join("device")).unwrap();
    own.sign_in(login()).await.unwrap();
    assert!(own.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn nothing_of_a_patient_can_be_read_in_a_stolen_folder() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let case = imported(&desk, "PAAD-01").await;
    let view = desk.case(case).await.unwrap();
    desk.lock().await;
    let mut words = vec![view.header.patient_name.clone(), view.header.case_number.clone(), "##fileformat".to_owned()];
    words.extend(view.header.hospital_id.clone());
    words.extend(view.findings.iter().map(|finding| finding.statement.clone()));
    for file in files(&folder.path().join("workspace")) {
        let bytes = std::fs::read(&file).unwrap();
        for word in words.iter().filter(|word| word.len() > 4) {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word} in {file:?}");
        }
    }
}
