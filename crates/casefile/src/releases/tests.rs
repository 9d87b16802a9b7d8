use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::role::Role;

fn hash(text: &str) -> ContentHash {
    ContentHash::of_bytes(text.as_bytes())
}

fn release(name: &str) -> KeptRelease {
    KeptRelease {
        id: format!("2026-11-23-{name}"),
        content_hash: hash(name),
        as_of: date(2026, 11, 23),
        origin: ReleaseOrigin::Shipped,
        files: Vec::new(),
        reference: None,
        corpora: Vec::new(),
    }
}

fn comparison(before: &str, after: &str, differences: &str) -> Comparison {
    Comparison {
        before: hash(before),
        after: hash(after),
        engine: "engine".to_owned(),
        cases: 3,
        gained: 1,
        lost: 1,
        changed: 0,
        to_answer: 1,
        digest: hash(differences),
    }
}

fn given(events: &[ReleaseEvent]) -> Shelf {
    let told = Told { by: AccountId(Uuid::from_u128(2)), at: Timestamp::UNIX_EPOCH };
    events.iter().fold(Shelf::default(), |shelf, event| shelf.after(event, told))
}

fn two() -> Vec<ReleaseEvent> {
    vec![ReleaseEvent::ReleaseAdopted(release("a")), ReleaseEvent::ReleaseKept(release("b"))]
}

fn seen(differences: &str) -> Vec<ReleaseEvent> {
    let mut events = two();
    events.push(ReleaseEvent::ReleasesCompared(comparison("a", "b", differences)));
    events
}

fn activate(shelf: &Shelf, now: Comparison, unanswered: usize) -> Result<Option<ReleaseEvent>, ReleaseRefusal> {
    decide_release(shelf, ReleaseCommand::Activate { now, unanswered }, Role::Administrator)
}

#[test]
fn the_first_release_is_active_and_there_is_only_one_first() {
    let shelf = given(&two());
    assert_eq!(shelf.active().map(|active| active.content_hash), Some(hash("a")), "a candidate changes nothing");
    let again = decide_release(&shelf, ReleaseCommand::Adopt(release("c")), Role::Administrator);
    assert_eq!(again, Err(ReleaseRefusal::AlreadyAdopted));
    let first = decide_release(&Shelf::default(), ReleaseCommand::Adopt(release("c")), Role::PanelMember);
    assert_eq!(first, Ok(Some(ReleaseEvent::ReleaseAdopted(release("c")))), "whoever opens the workspace first");
}

#[test]
fn the_same_content_is_kept_once() {
    let keep = |name: &str| decide_release(&given(&two()), ReleaseCommand::Keep(release(name)), Role::DataManager);
    assert_eq!(keep("b"), Ok(None));
    assert_eq!(keep("c"), Ok(Some(ReleaseEvent::ReleaseKept(release("c")))));
}

#[test]
fn nobody_activates_what_was_not_compared() {
    assert_eq!(activate(&given(&two()), comparison("a", "b", "x"), 0), Err(ReleaseRefusal::DifferencesNotSeen));
    let other_way = [two(), vec![ReleaseEvent::ReleasesCompared(comparison("b", "a", "x"))]].concat();
    assert_eq!(activate(&given(&other_way), comparison("a", "b", "x"), 0), Err(ReleaseRefusal::DifferencesNotSeen));
}

#[test]
fn differences_that_changed_since_they_were_seen_must_be_seen_again() {
    let mut events = seen("x");
    assert_eq!(activate(&given(&events), comparison("a", "b", "y"), 0), Err(ReleaseRefusal::DifferencesChanged));
    events.push(ReleaseEvent::ReleasesCompared(comparison("a", "b", "y")));
    assert!(activate(&given(&events), comparison("a", "b", "y"), 0).is_ok());
    assert_eq!(activate(&given(&events), comparison("a", "b", "x"), 0), Err(ReleaseRefusal::DifferencesChanged));
}

#[test]
fn a_loss_without_an_answer_blocks() {
    let shelf = given(&seen("x"));
    let blocked = activate(&shelf, comparison("a", "b", "x"), 2);
    assert_eq!(blocked, Err(ReleaseRefusal::LossesUnanswered { count: 2 }));
    let expected = Activation { before: hash("a"), after: hash("b"), digest: Some(hash("x")) };
    let done = activate(&shelf, comparison("a", "b", "x"), 0);
    assert_eq!(done, Ok(Some(ReleaseEvent::ReleaseActivated(expected))));
}

#[test]
fn without_a_case_there_is_nothing_to_see() {
    let now = Comparison { cases: 0, ..comparison("a", "b", "x") };
    let expected = Activation { before: hash("a"), after: hash("b"), digest: None };
    assert_eq!(activate(&given(&two()), now, 0), Ok(Some(ReleaseEvent::ReleaseActivated(expected))));
}

#[test]
fn only_another_kept_release_becomes_active_and_only_from_the_active_one() {
    let shelf = given(&seen("x"));
    assert_eq!(activate(&shelf, comparison("a", "c", "x"), 0), Err(ReleaseRefusal::Unknown));
    assert_eq!(activate(&shelf, comparison("b", "a", "x"), 0), Err(ReleaseRefusal::AlreadyActive));
    let mut events = seen("x");
    let to_b = Activation { before: hash("a"), after: hash("b"), digest: Some(hash("x")) };
    events.push(ReleaseEvent::ReleaseActivated(to_b));
    events.push(ReleaseEvent::ReleaseKept(release("c")));
    assert_eq!(activate(&given(&events), comparison("a", "c", "x"), 0), Err(ReleaseRefusal::ActiveDiffers));
    assert_eq!(activate(&given(&events), comparison("b", "a", "x"), 0), Err(ReleaseRefusal::DifferencesNotSeen));
}

#[test]
fn a_comparison_is_noted_once_and_never_of_a_release_that_is_not_active() {
    let note = |events: &[ReleaseEvent], seen| {
        decide_release(&given(events), ReleaseCommand::NoteComparison(seen), Role::DataManager)
    };
    let expected = ReleaseEvent::ReleasesCompared(comparison("a", "b", "x"));
    assert_eq!(note(&two(), comparison("a", "b", "x")), Ok(Some(expected)));
    assert_eq!(note(&seen("x"), comparison("a", "b", "x")), Ok(None));
    assert_eq!(note(&two(), comparison("b", "a", "x")), Err(ReleaseRefusal::AlreadyActive));
}

#[test]
fn only_those_who_answer_for_the_knowledge_change_it() {
    for role in Role::ALL {
        let may = [Role::Administrator, Role::DataManager].contains(&role);
        let keep = decide_release(&given(&two()), ReleaseCommand::Keep(release("c")), role);
        let activated = decide_release(
            &given(&seen("x")),
            ReleaseCommand::Activate { now: comparison("a", "b", "x"), unanswered: 0 },
            role,
        );
        assert_eq!((keep.is_ok(), activated.is_ok()), (may, may), "{role:?}");
    }
}

#[test]
fn a_release_is_old_after_a_month() {
    for (today, old) in
        [((2026, 11, 23), false), ((2026, 12, 23), false), ((2026, 12, 24), true), ((2026, 11, 1), false)]
    {
        let (year, month, day) = today;
        assert_eq!(is_old(date(2026, 11, 23), date(year, month, day)), old, "{today:?}");
    }
    assert!(!is_old(date(2026, 1, 31), date(2026, 2, 28)));
    assert!(is_old(date(2026, 1, 31), date(2026, 3, 1)));
}
