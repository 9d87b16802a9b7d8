//! A large file may stay where it is: it is checked before it is used, and said to be gone or changed.

use std::path::Path;

use shirube_tests::{case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{ApiErrorKind, ImportRequest};

/// The files of a case, copied; the VCF of them is linked.
async fn linked(desk: &Desk, folder: &Path) -> (String, std::path::PathBuf) {
    desk.create_workspace(new_workspace()).await.unwrap();
    let mut paths = Vec::new();
    for file in case_files("LUAD-01").unwrap() {
        let to = folder.join(file.file_name().unwrap());
        std::fs::copy(&file, &to).unwrap();
        paths.push(to.display().to_string());
    }
    let vcf = paths
        .iter()
        .find(|path| std::path::Path::new(path).extension().is_some_and(|ending| ending == "vcf"))
        .unwrap()
        .clone();
    let request = ImportRequest { paths, linked: vec![vcf.clone()], ..ImportRequest::default() };
    (desk.import(request).await.unwrap().case_id, vcf.into())
}

fn state(views: &[workflow::contract::LinkedFileView]) -> &str {
    assert_eq!(views.len(), 1);
    &views[0].state
}

#[tokio::test]
async fn a_linked_file_is_not_copied_and_its_lines_are_read_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let (id, vcf) = linked(&desk, folder.path()).await;
    let sealed = std::fs::read_dir(folder.path().join("workspace/attachments")).unwrap().count();
    assert_eq!(sealed, 2, "the clinical form and the variant table, not the VCF");
    let case = desk.case(id.clone()).await.unwrap();
    let views: Vec<_> = case.ledger.iter().filter_map(|file| file.linked.clone()).collect();
    assert_eq!(state(&views), "in_place");
    assert_eq!(views[0].path, std::fs::canonicalize(&vcf).unwrap().display().to_string());
    let detail = desk.variant_detail(id.clone(), 0).await.unwrap();
    assert!(std::fs::read_to_string(&vcf).unwrap().contains(&detail.original));
    assert_eq!(state(&desk.check_linked(id).await.unwrap()), "same");
}

#[tokio::test]
async fn a_linked_file_that_is_gone_or_changed_is_said_so_and_one_that_was_only_touched_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let (id, vcf) = linked(&desk, folder.path()).await;
    let before = std::fs::read(&vcf).unwrap();
    let refused = |error: workflow::contract::ApiError| (error.kind, error.message.code);

    std::fs::remove_file(&vcf).unwrap();
    let gone = desk.variant_detail(id.clone(), 0).await.unwrap_err();
    assert_eq!(gone.message.parameters["file"], vcf.file_name().unwrap().to_string_lossy());
    assert_eq!(refused(gone), (ApiErrorKind::World, "linked_file_missing".to_owned()));
    assert_eq!(state(&desk.check_linked(id.clone()).await.unwrap()), "missing");

    // The same bytes at another time are the same file.
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(&vcf, &before).unwrap();
    let touched = desk.case(id.clone()).await.unwrap();
    assert_eq!(touched.ledger.iter().find_map(|file| file.linked.clone()).unwrap().state, "touched");
    desk.variant_detail(id.clone(), 0).await.unwrap();

    // One other letter of the same length is another file.
    let mut other = before.clone();
    let at = other.len() - 2;
    other[at] = other[at].wrapping_add(1);
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(&vcf, &other).unwrap();
    assert_eq!(refused(desk.variant_detail(id.clone(), 0).await.unwrap_err()).1, "linked_file_changed");
    assert_eq!(state(&desk.check_linked(id.clone()).await.unwrap()), "changed");

    // Findings and documents never depended on it.
    std::fs::remove_file(&vcf).unwrap();
    assert!(!desk.case(id.clone()).await.unwrap().findings.is_empty());
    desk.compose(id).await.unwrap();
}

#[tokio::test]
async fn a_link_to_no_file_of_the_import_is_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("LUAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let request = ImportRequest { paths, linked: vec!["/elsewhere.vcf".to_owned()], ..ImportRequest::default() };
    let error = desk.import(request).await.unwrap_err();
    assert_eq!((error.kind, error.message.code.as_str()), (ApiErrorKind::Question, "linked_file_of_no_file"));
}
