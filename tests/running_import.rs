//! While a big file is read the desk answers everybody else: progress, cancelling, the list of cases, locking.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use shirube_tests::{desk, desk_with_knowledge, login, new_workspace};
use tokio::task::JoinHandle;
use workflow::Desk;
use workflow::contract::{
    ApiError, ApiErrorKind, ImportProgress, ImportRequest, ImportedCase, WorklistQuery, WorkspaceState,
};

/// Records that a debug build reads for some seconds: long enough to be looked at on the way.
const RECORDS: u32 = 150_000;

fn made_up(folder: &Path) -> ImportRequest {
    let mut text = String::from(
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tMADEUP\n",
    );
    for record in 0..RECORDS {
        writeln!(text, "chr1\t{}\t.\tC\tT\t50\tPASS\t.\tGT:AD\t0/1:20,20", 1000 + 10 * record).unwrap();
    }
    let path = folder.join("made-up.vcf");
    std::fs::write(&path, text).unwrap();
    ImportRequest {
        paths: vec![path.display().to_string()],
        tumor_type: Some("LUAD".to_owned()),
        patient_name: Some("合成 太郎".to_owned()),
        ..ImportRequest::default()
    }
}

type Import = JoinHandle<Result<ImportedCase, ApiError>>;

/// A desk at a new workspace, on which an import runs and has come to a phase.
async fn running(folder: &Path, phase: &str) -> (Arc<Desk>, Import, ImportProgress) {
    let desk = desk(folder);
    desk.create_workspace(new_workspace()).await.unwrap();
    running_at(desk, folder, phase).await
}

/// As [`running`], at an open desk.
async fn running_at(desk: Desk, folder: &Path, phase: &str) -> (Arc<Desk>, Import, ImportProgress) {
    let desk = Arc::new(desk);
    let (importing, request) = (Arc::clone(&desk), made_up(folder));
    let import = tokio::spawn(async move { importing.import(request).await });
    loop {
        match desk.import_progress().await {
            Some(progress) if progress.phase == phase && progress.bytes_read != "0" => return (desk, import, progress),
            _ => tokio::time::sleep(Duration::from_millis(1)).await,
        }
        assert!(!import.is_finished(), "the import ended before it was {phase}: {:?}", import.await);
    }
}

fn sealed_files(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("workspace/attachments")).unwrap().count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_are_answered_while_a_file_is_read_and_cancelling_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, import, progress) = running(folder.path(), "reading").await;
    assert_eq!((progress.file.as_str(), progress.number, progress.files), ("made-up.vcf", 1, 1));
    assert!(progress.records.parse::<u64>().unwrap() > 0);
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    assert!(matches!(desk.state().await.unwrap(), WorkspaceState::Open { .. }));
    let second = desk.import(made_up(folder.path())).await.unwrap_err();
    assert_eq!((second.kind, second.message.code.as_str()), (ApiErrorKind::Refused, "import_running"));
    assert!(!import.is_finished(), "all of this was answered only after the import");

    desk.cancel_import().await.unwrap();
    assert_eq!(import.await.unwrap().unwrap_err().message.code, "intake_cancelled");
    assert_eq!(desk.import_progress().await, None);
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    assert_eq!(sealed_files(folder.path()), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_look_before_and_the_copy_after_tell_how_far_they_are_and_can_be_cancelled() {
    for phase in ["looking", "keeping", "checking"] {
        let folder = tempfile::tempdir().unwrap();
        let (desk, import, progress) = running(folder.path(), phase).await;
        let (read, total) = (progress.bytes_read.parse::<u64>().unwrap(), progress.bytes_total.parse::<u64>().unwrap());
        assert!(read > 0 && read <= total, "{phase}: {read} of {total}");
        desk.cancel_import().await.unwrap();
        assert_eq!(import.await.unwrap().unwrap_err().message.code, "intake_cancelled", "{phase}");
        assert_eq!(sealed_files(folder.path()), 0, "{phase}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_locks_the_desk_shuts_everybody_out_and_the_import_still_comes_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, import, _) = running(folder.path(), "reading").await;
    desk.lock().await;
    assert!(matches!(desk.state().await.unwrap(), WorkspaceState::Locked { .. }));
    assert_eq!(desk.worklist(WorklistQuery::default()).await.unwrap_err().message.code, "session_missing");
    assert_eq!(desk.import_progress().await, None);
    assert_eq!(desk.cancel_import().await.unwrap_err().message.code, "session_missing");
    assert!(!import.is_finished());

    // Signing in again meanwhile works on the workspace that the import holds open.
    desk.sign_in(login()).await.unwrap();
    assert!(desk.import_progress().await.is_some() && !import.is_finished());
    let imported = import.await.unwrap().unwrap();
    let rows = desk.worklist(WorklistQuery::default()).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.case_number.as_str()).collect::<Vec<_>>(), [imported.case_number.as_str()]);
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_ends_behind_a_locked_desk_lets_the_workspace_go() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, import, _) = running(folder.path(), "reading").await;
    desk.lock().await;
    import.await.unwrap().unwrap();
    assert!(!folder.path().join("workspace/holder.json").exists(), "the workspace is still held");
    desk.sign_in(login()).await.unwrap();
    assert_eq!(desk.worklist(WorklistQuery::default()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_outlives_a_lock_speaks_by_the_release_that_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    first.lock().await;
    // Another version of the product, whose own knowledge is not that of the workspace: here, none at all.
    let second = desk_with_knowledge(folder.path(), folder.path().join("no-such-folder"));
    second.sign_in(login()).await.unwrap();
    let (desk, import, _) = running_at(second, folder.path(), "reading").await;
    desk.lock().await;
    import.await.unwrap().unwrap();
    desk.sign_in(login()).await.unwrap();
    let rows = desk.worklist(WorklistQuery::default()).await.unwrap();
    assert!(rows[0].tumor_label.as_ref().unwrap().ends_with("(LUAD)"), "{:?}", rows[0].tumor_label);
}
