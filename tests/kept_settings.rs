//! What a workspace keeps beside its cases: the reference sequence, and the filters of each person.

use shirube_tests::{case_files, desk, login, new_workspace};
use workflow::contract::{ApiErrorKind, ImportRequest, VariantFilter, VariantRange};

#[tokio::test]
async fn a_reference_sequence_is_set_shown_found_missing_and_unset_and_an_import_says_when_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    assert_eq!(desk.reference_settings().await.unwrap().sequence, None);
    let fasta = folder.path().join("made-up.fa");
    std::fs::write(&fasta, ">chrMADEUP\nACGTACGTAC\n").unwrap();
    let refused = desk.use_reference_sequence(fasta.display().to_string()).await.unwrap_err();
    assert_eq!(refused.kind, ApiErrorKind::InputRefused, "no index beside it");
    assert_eq!(desk.reference_settings().await.unwrap().sequence, None);
    std::fs::write(folder.path().join("made-up.fa.fai"), "chrMADEUP\t10\t11\t10\t11\n").unwrap();
    desk.use_reference_sequence(fasta.display().to_string()).await.unwrap();
    let set = desk.reference_settings().await.unwrap().sequence.unwrap();
    assert_eq!((set.contigs, set.assembly, set.problem), (Some(1), None, None));
    std::fs::remove_file(&fasta).unwrap();
    let lost = desk.reference_settings().await.unwrap().sequence.unwrap();
    assert!(lost.problem.is_some() && lost.contigs.is_none());

    let paths: Vec<String> = case_files("LUAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let request = ImportRequest { paths, ..ImportRequest::default() };
    // A reference that was asked for and is not there is never passed over in silence.
    assert_eq!(desk.import(request.clone()).await.unwrap_err().kind, ApiErrorKind::World);
    desk.forget_reference_sequence().await.unwrap();
    assert_eq!(desk.reference_settings().await.unwrap().sequence, None);
    let id = desk.import(request).await.unwrap().case_id;
    let notices = desk.case(id).await.unwrap().notices;
    assert!(notices.iter().any(|notice| notice.code == "reference_sequence_absent"));
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn filters_are_kept_replaced_and_forgotten_and_last_beyond_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let at_first = desk(folder.path());
    at_first.create_workspace(new_workspace()).await.unwrap();
    let rare = VariantFilter {
        impacts: Some(vec!["high".to_owned()]),
        frequency: Some(VariantRange { at_most: Some("1%".to_owned()), not_stated: true, ..VariantRange::default() }),
        ..VariantFilter::default()
    };
    at_first.save_filter(" まれで影響大 ".to_owned(), rare.clone()).await.unwrap();
    let unreadable = VariantFilter { impacts: Some(vec!["huge".to_owned()]), ..VariantFilter::default() };
    assert!(at_first.save_filter("x".to_owned(), unreadable).await.is_err());
    assert_eq!(
        at_first.save_filter(" ".to_owned(), rare.clone()).await.unwrap_err().message.code,
        "filter_name_unusable"
    );
    at_first.lock().await;
    assert_eq!(at_first.saved_filters().await.unwrap_err().message.code, "session_missing");
    drop(at_first);

    let later = desk(folder.path());
    later.sign_in(login()).await.unwrap();
    let kept = later.saved_filters().await.unwrap();
    assert_eq!(
        kept.iter().map(|saved| (saved.name.as_str(), &saved.filter)).collect::<Vec<_>>(),
        [("まれで影響大", &rare)]
    );
    let other = VariantFilter { text: Some("KRAS".to_owned()), ..VariantFilter::default() };
    let replaced = later.save_filter("まれで影響大".to_owned(), other.clone()).await.unwrap();
    assert_eq!(replaced.iter().map(|saved| &saved.filter).collect::<Vec<_>>(), [&other]);
    assert_eq!(later.forget_filter("まれで影響大".to_owned()).await.unwrap(), []);
}
