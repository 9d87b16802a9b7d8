//! One golden file per version of what is kept: today's program must read every version that was ever written, say
//! the same about it, and refuse a newer one.

use std::path::{Path, PathBuf};

use casefile::CaseEvent;
use casefile::event::{EVENT_SCHEMA, FindingLossAnswered};
use casefile::upcast::{UpcastError, upcast, upcast_release};
use model::canonical::{ContentHash, canonical_json};
use serde_json::Value;
use shirube_tests::panel::{accept_approved, listed_test_files, meeting, settle};
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace, repository};
use workflow::Desk;
use workflow::contract::{
    ConfirmationChange, ConsentWithdrawal, FindingOpinionView, ImportRequest, NewConclusion, NewConsent, NewOmission,
    NewOpinion, ProgrammeView, RecommendationView,
};

/// One file a version of the event schema: how many kinds of event it holds. What takes a second house, or a case that is
/// kept and held, is written there by hand.
const GOLDEN: [(u32, usize); 2] = [(1, 9), (2, 40)];

fn golden(version: u32) -> PathBuf {
    repository().join(format!("tests/golden/case_events.v{version}.json"))
}

/// Every kind of event, as a whole case writes them.
async fn written_today() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("PAAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let case = desk.case(id.clone()).await.unwrap();
    let key = case.findings[0].key.clone();
    let decide = |decision: &str, reason: Option<&str>| {
        desk.decide_finding(id.clone(), key.clone(), decision.to_owned(), reason.map(str::to_owned))
    };
    decide("declined", Some("synthetic")).await.unwrap();
    decide("withdrawn", None).await.unwrap();
    called_and_cancelled(&desk, &id).await;
    around_the_case(&desk, &id, &key).await;
    settle(&desk, &id).await.unwrap();
    concluded_again(&desk, &id).await;
    desk.compose(id.clone()).await.unwrap();
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let out = folder.path().join("out.pdf").display().to_string();
    desk.export(id.clone(), "panel".to_owned(), out, PASSPHRASE.to_owned()).await.unwrap();
    let (words, revision) = (|| "synthetic".to_owned(), signed.report.revision);
    desk.open_amendment(id.clone(), "added_finding".to_owned(), words(), revision).await.unwrap();
    desk.close_amendment_task(id.clone(), revision, "tell_physician".to_owned(), words()).await.unwrap();
    let mut events = events_of(&desk, id).await;
    events.extend(omitted(&desk, folder.path()).await);
    // It takes two releases to lose a finding, and no event of theirs lies in the log of a case.
    let lost = FindingLossAnswered {
        finding: key.parse().unwrap(),
        before: ContentHash([1; 32]),
        after: ContentHash([2; 32]),
        release: words(),
        reason: words(),
    };
    events.push(serde_json::to_value(CaseEvent::FindingLossAnswered(lost)).unwrap());
    events
}

async fn events_of(desk: &Desk, id: String) -> Vec<Value> {
    desk.events(id).await.unwrap().into_iter().map(|logged| logged.event).collect()
}

/// A panel that was called wrongly, and where the case stands in the programme.
async fn called_and_cancelled(desk: &Desk, id: &str) {
    let (id, words) = (|| id.to_owned(), || "synthetic".to_owned());
    let placed = ProgrammeView { group: Some("own_facility".to_owned()), area: Some("rare_cancer".to_owned()) };
    desk.place_in_programme(id(), placed).await.unwrap();
    desk.correct_clinical(id(), "ecog_ps".to_owned(), "3".to_owned(), words()).await.unwrap();
    desk.compose(id()).await.unwrap();
    desk.convene_panel(id(), meeting()).await.unwrap();
    desk.cancel_panel(id(), words()).await.unwrap();
}

/// A case of a listed test whose panel is left out.
async fn omitted(desk: &Desk, folder: &Path) -> Vec<Value> {
    let paths = listed_test_files(folder).unwrap();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    accept_approved(desk, &id).await.unwrap();
    let judged = vec!["omission_pair_listed".to_owned(), "omission_no_secondary_finding".to_owned()];
    desk.omit_panel(id.clone(), NewOmission { because: "synthetic".to_owned(), judged }).await.unwrap();
    events_of(desk, id).await
}

async fn around_the_case(desk: &Desk, id: &str, key: &str) {
    let (id, words) = (|| id.to_owned(), || "synthetic".to_owned());
    let day = "2026-11-24";
    let yes = NewConsent {
        kind: "recontact".to_owned(),
        answer: "yes".to_owned(),
        given_on: day.to_owned(),
        proxy_relation: Some(words()),
        form_version: words(),
        obtained_by: words(),
        assent_version: Some(words()),
        scope: Some(words()),
    };
    desk.record_consent(id(), yes).await.unwrap();
    let kind = "recontact".to_owned();
    let gone =
        ConsentWithdrawal { kind, withdrawn_on: day.to_owned(), proxy_relation: None, form_version: Some(words()) };
    desk.withdraw_consent(id(), gone).await.unwrap();
    desk.reach_milestone(id(), "specimen_sent".to_owned(), day.to_owned(), None).await.unwrap();
    let (test, on) = (words(), day.to_owned());
    let ordered = ConfirmationChange::Ordered { test: test.clone(), on: on.clone() };
    let resulted = ConfirmationChange::Resulted { test, result: "inconclusive".to_owned(), on };
    let waived = ConfirmationChange::Waived { by: words(), because: words() };
    for change in [ordered, resulted, waived] {
        desk.confirm_finding(id(), key.to_owned(), change).await.unwrap();
    }
}

/// The conclusion taken back, an opinion given and revealed, and the panel concluded once more.
async fn concluded_again(desk: &Desk, id: &str) {
    let (id, words) = (|| id.to_owned(), || "synthetic".to_owned());
    let board = desk.withdraw_conclusion(id(), words()).await.unwrap();
    let findings = board.asked.iter().map(|asked| FindingOpinionView {
        finding: asked.key.clone(),
        stance: "undecided".to_owned(),
        comment: Some(words()),
    });
    let opinion = NewOpinion { seat: None, findings: findings.collect(), overall: Some(words()), received_by: None };
    desk.give_opinion(id(), opinion).await.unwrap();
    desk.reveal_opinions(id(), Some(words())).await.unwrap();
    let nothing = RecommendationView {
        kind: "nothing".to_owned(),
        route: None,
        findings: Vec::new(),
        text: words(),
        reason: words(),
    };
    let conclusion =
        NewConclusion { recommendations: vec![nothing], minority_opinion: Some(words()), minutes: Some(words()) };
    desk.conclude_panel(id(), conclusion).await.unwrap();
}

#[tokio::test]
async fn events_of_every_version_are_read_and_mean_the_same() {
    if std::env::var_os("SHIRUBE_WRITE_GOLDEN").is_some() {
        let written = serde_json::to_string_pretty(&Box::pin(written_today()).await).unwrap() + "\n";
        std::fs::write(golden(EVENT_SCHEMA), written).unwrap();
    }
    for (version, expected) in GOLDEN {
        let events: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(golden(version)).unwrap()).unwrap();
        let mut kinds: Vec<&'static str> = Vec::new();
        for event in &events {
            let read: CaseEvent = upcast(version, &serde_json::to_vec(event).unwrap()).unwrap();
            assert_eq!(canonical_json(&read).unwrap(), canonical_json(event).unwrap(), "{}", read.kind());
            kinds.push(read.kind());
        }
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), expected, "{version}: {kinds:?}");
    }
    assert_eq!(GOLDEN.map(|(version, _)| version).last(), Some(&EVENT_SCHEMA), "each version has its golden file");
}

const GOLDEN_RELEASES: &str = "tests/golden/release_events.v1.json";

/// Every kind of event about releases. Long lists of files are cut to one: their shape is what is kept here.
async fn release_events_written_today() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("PAAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap();
    let corpus = folder.path().join("synthetic.tsv");
    let head = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\tsignificance\t\
        citation_id\tevidence_id\tvariant_origin\tis_flagged\n";
    let row = "KRAS G12D\tPancreatic Cancer\tTrametinib\tPredictive\tSupports\tC\tSensitivity/Response\t1\t1\tSomatic\tfalse\n";
    std::fs::write(&corpus, format!("{head}{row}")).unwrap();
    let kept = desk.import_corpus("civic".to_owned(), vec![corpus.display().to_string()]).await.unwrap();
    desk.compare_releases(None, kept.release.clone()).await.unwrap();
    desk.activate_release(kept.release).await.unwrap();
    let mut events = desk.release_events().await.unwrap();
    for event in &mut events {
        if let Some(files) = event.get_mut("files").and_then(Value::as_array_mut) {
            files.truncate(1);
        }
    }
    events
}

#[tokio::test]
async fn events_about_releases_of_version_1_are_read_and_mean_the_same() {
    let path = repository().join(GOLDEN_RELEASES);
    if std::env::var_os("SHIRUBE_WRITE_GOLDEN").is_some() {
        let text = serde_json::to_string_pretty(&release_events_written_today().await).unwrap() + "\n";
        std::fs::write(&path, text).unwrap();
    }
    let golden: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut kinds = Vec::new();
    for event in &golden {
        let read = upcast_release(1, &serde_json::to_vec(event).unwrap()).unwrap();
        assert_eq!(canonical_json(&read).unwrap(), canonical_json(event).unwrap(), "{}", read.kind());
        kinds.push(read.kind());
    }
    assert_eq!(kinds, ["release_adopted", "release_kept", "releases_compared", "release_activated"]);
    assert!(matches!(upcast_release(EVENT_SCHEMA + 1, b"{}"), Err(UpcastError::Newer { .. })));
}

#[test]
fn an_event_of_a_newer_version_is_refused() {
    assert!(matches!(upcast(EVENT_SCHEMA + 1, b"{}"), Err(UpcastError::Newer { .. })));
}
