//! What is kept is what was read: a file that changes on the way, or comes twice, opens no case.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use model::ports::IdSource;
use shirube_tests::{CountingIds, case_files, login, new_workspace, ports, repository};
use uuid::Uuid;
use workflow::contract::{ApiErrorKind, ImportRequest, WorklistQuery};
use workflow::{Desk, Ports, Resources};

/// Ids that, once, let the named file grow before they answer: the desk asks for ids of the case and of its variant table
/// before it reads, and for those of the files between reading and keeping.
#[derive(Default)]
struct WritingIds {
    ids: CountingIds,
    grows: Mutex<Option<PathBuf>>,
    asked: AtomicUsize,
}

const IDS_BEFORE_READING: usize = 2;

impl IdSource for WritingIds {
    fn uuid(&self) -> Uuid {
        let mut grows = self.grows.lock().unwrap();
        let due = grows.is_some() && self.asked.fetch_add(1, Ordering::SeqCst) >= IDS_BEFORE_READING;
        if let Some(path) = grows.take_if(|_| due) {
            std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"\n").unwrap();
        }
        self.ids.uuid()
    }
}

fn copies(case: &str, folder: &Path) -> Vec<String> {
    let copy = |path: &PathBuf| {
        let to = folder.join(path.file_name().unwrap());
        std::fs::copy(path, &to).unwrap();
        to.display().to_string()
    };
    case_files(case).unwrap().iter().map(copy).collect()
}

fn request(paths: &[String]) -> ImportRequest {
    ImportRequest { paths: paths.to_vec(), ..ImportRequest::default() }
}

fn sealed_files(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("workspace/attachments")).unwrap().count()
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_imported_opens_no_case() {
    let folder = tempfile::tempdir().unwrap();
    let ids = Arc::new(WritingIds::default());
    let ports = Ports { ids: Arc::<WritingIds>::clone(&ids), ..ports(folder.path()) };
    let desk = Desk::with_ports(folder.path().join("workspace"), Resources::below(&repository()), ports);
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = copies("LUAD-01", folder.path());
    let last = PathBuf::from(paths.last().unwrap());
    *ids.grows.lock().unwrap() = Some(last.clone());

    let error = desk.import(request(&paths)).await.unwrap_err();
    assert_eq!((error.kind, error.message.code.as_str()), (ApiErrorKind::World, "file_changed_during_import"));
    assert_eq!(error.message.parameters["file"], last.file_name().unwrap().to_string_lossy());
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    assert_eq!(sealed_files(folder.path()), 0);

    desk.import(request(&paths)).await.unwrap();
    let variant_table = 1;
    assert_eq!(sealed_files(folder.path()), paths.len() + variant_table);
}

#[tokio::test]
async fn the_same_file_under_two_names_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let desk = shirube_tests::desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let mut paths = copies("LUAD-01", folder.path());
    let again = folder.path().join("again.vcf");
    std::fs::copy(paths.last().unwrap(), &again).unwrap();
    paths.push(again.display().to_string());

    let error = desk.import(request(&paths)).await.unwrap_err();
    assert_eq!((error.kind, error.message.code.as_str()), (ApiErrorKind::InputRefused, "same_file_twice"));
    assert_eq!(error.message.parameters["file"], "again.vcf");
    assert_eq!(sealed_files(folder.path()), 0);
    paths.pop();
    desk.import(request(&paths)).await.unwrap();
}

#[tokio::test]
async fn a_file_that_another_case_holds_is_a_question_that_names_the_case() {
    let folder = tempfile::tempdir().unwrap();
    let desk = shirube_tests::desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = copies("LUAD-01", folder.path());
    let first = desk.import(request(&paths)).await.unwrap();

    let error = desk.import(request(&paths)).await.unwrap_err();
    assert_eq!((error.kind, error.message.code.as_str()), (ApiErrorKind::Question, "file_in_other_case"));
    assert_eq!(error.message.parameters["cases"], first.case_number);
    assert_eq!(desk.worklist(WorklistQuery::default()).await.unwrap().len(), 1);

    let second = desk.import(ImportRequest { again: true, ..request(&paths) }).await.unwrap();
    assert_ne!(second.case_number, first.case_number);
    let error = desk.import(request(&paths)).await.unwrap_err();
    assert_eq!(error.message.parameters["cases"], format!("{}, {}", first.case_number, second.case_number));
}
