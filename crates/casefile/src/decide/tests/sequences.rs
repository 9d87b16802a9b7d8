//! Whatever people try, in whatever order: a report is signed only when nothing stands against it.

use proptest::prelude::*;

use model::ids::PanelId;

use super::panels::{attendance, concluding, convening, meeting, members, nothing, on, treatment};
use super::*;
use crate::amendment::AmendmentKind;
use crate::consent::{ConsentGiver, ConsentWithdrawn, Wish};
use crate::evolve::replay;
use crate::panel::ConclusionWithdrawn;
use crate::panel::cancellation::PanelCancelled;

/// What somebody may try next, given the state: revisions follow the case so that drafts and signatures are not refused for
/// their numbers alone.
fn attempt(number: u8, case: &Case) -> (Role, Command) {
    let revision = case.draft.as_ref().map_or(0, |draft| draft.composed.revision);
    let chair = |command| (Role::PanelChair, command);
    let key = finding("pembrolizumab", LevelState::Final).key;
    let panel = case.panel().map_or(PanelId(Uuid::from_u128(7)), |panel| panel.convened.panel);
    let next = PanelId(Uuid::from_u128(100 + case.panels.len() as u128));
    match number {
        0 => opened(),
        1 => chair(accepting("pembrolizumab")),
        2 => chair(Command::DeclineFinding { finding: key, reason: "合成".to_owned() }),
        3 => chair(Command::WithdrawDecision { finding: key }),
        4 | 5 => chair(Command::ComposeDraft(draft(revision + 1))),
        6 | 7 => chair(signature(revision, 9)),
        8 => chair(signature(revision, 1)),
        9 => chair(waiving("pembrolizumab")),
        10 => chair(on(next, convening(meeting(), members()))),
        11 => chair(on(panel, Command::RecordAttendance(attendance([1, 2, 3])))),
        12 => chair(on(panel, Command::RecordAttendance(attendance([1])))),
        13 => chair(on(panel, Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")])))),
        14 => chair(on(panel, Command::ConcludePanel(concluding(vec![nothing()])))),
        15 => chair(Command::WithdrawConclusion(ConclusionWithdrawn { panel, because: "合成".to_owned() })),
        16 => (Role::DataManager, consents::recording(ConsentKind::Participation, ConsentAnswer::Yes)),
        17 => {
            let withdrawn = ConsentWithdrawn {
                kind: ConsentKind::Participation,
                withdrawn_on: date(1970, 1, 1),
                withdrawn_by: ConsentGiver::Person,
                form_version: None,
            };
            (Role::DataManager, Command::WithdrawConsent(withdrawn))
        }
        18 => chair(Command::Interpret(interpreted("2026-12-01"))),
        19 => {
            let kind = AmendmentKind::AddedFinding;
            chair(consents::amending(kind, revision))
        }
        20 => chair(Command::CancelPanel(PanelCancelled { panel, because: "合成".to_owned() })),
        21 => (Role::AttendingPhysician, course::omitting(course::OPEN, course::JUDGED)),
        _ => (Role::AttendingPhysician, signature(revision, 9)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_attempts_signs_what_is_not_ready(start in 0_usize..=8, attempts in prop::collection::vec(0_u8..23, 1..60)) {
        let mut log = Vec::new();
        let mut case = Case::default();
        // A part of the straight way first, so that chance gets far enough to do harm.
        for (role, command) in ready().into_iter().take(start) {
            let context = context(role);
            for event in decide(&case, command, &context).unwrap() {
                case = evolve(case, &event, &context);
                log.push((event, context));
            }
        }
        for number in attempts {
            let (role, command) = attempt(number, &case);
            let context = context(role);
            let before = case.clone();
            for event in decide(&case, command, &context).unwrap_or_default() {
                if let CaseEvent::ReportSigned(signed) = &event {
                    prop_assert_eq!(blockers(&before), []);
                    prop_assert!(before.conclusion().is_some() && before.omission.is_none() && before.unconfirmed().is_empty());
                    prop_assert_ne!(before.wish(ConsentKind::Participation), Wish::Withdrawn);
                    prop_assert_eq!(role, Role::PanelChair);
                    let draft = before.draft.as_ref().unwrap();
                    prop_assert_eq!(signed.manifest.content_hash, draft.composed.content_hash);
                    prop_assert!(!draft.out_of_date && before.signed.is_none());
                }
                let written = serde_json::to_vec(&event).unwrap();
                prop_assert_eq!(&crate::upcast::upcast(crate::event::EVENT_SCHEMA, &written).unwrap(), &event);
                case = evolve(case, &event, &context);
                log.push((event, context));
            }
        }
        prop_assert_eq!(replay(log.iter().map(|(event, context)| (event, *context))), case);
    }

    #[test]
    fn the_straight_way_ends_in_a_signature(noise in prop::collection::vec(9_u8..13, 0..6)) {
        let mut case = given(ready());
        for number in noise {
            let (role, command) = attempt(number, &case);
            if let Ok(events) = decide(&case, command, &context(role)) {
                case = events.iter().fold(case, |case, event| evolve(case, event, &context(role)));
            }
        }
        let chair = context(Role::PanelChair);
        let revision = case.draft.as_ref().unwrap().composed.revision + 1;
        for command in [Command::ComposeDraft(draft(revision)), signature(revision, 9)] {
            let events = decide(&case, command, &chair).unwrap();
            case = events.iter().fold(case, |case, event| evolve(case, event, &chair));
        }
        prop_assert!(case.signed.is_some());
    }
}
