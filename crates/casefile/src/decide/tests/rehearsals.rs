use super::*;
use crate::event::{BundleExported, RehearsalMark};
use crate::panel::ConclusionWithdrawn;
use crate::retention::LegalHoldSaid;

fn laid_out() -> (Role, Command) {
    let Command::OpenCase(mut import) = open_command(3) else { panic!("no import") };
    import.opened.number = "RH-01-1".to_owned();
    import.opened.rehearsal =
        Some(RehearsalMark { case: "RH-01".to_owned(), attempt: 1, sha256: ContentHash([5; 32]) });
    (Role::DataManager, Command::OpenCase(import))
}

/// The same steps as for a person, until the panel concludes.
fn concluded() -> Case {
    let mut commands = ready();
    commands[0] = laid_out();
    commands.pop();
    given(commands)
}

#[test]
fn a_rehearsal_goes_the_way_of_a_case_until_its_panel_concludes() {
    let case = concluded();
    assert_eq!(case.rehearsal().map(|mark| mark.case.as_str()), Some("RH-01"));
    assert!(case.rehearsed().is_some());
    assert!(given(vec![laid_out()]).rehearsed().is_none());
    assert!(given(ready()).rehearsed().is_none(), "the case of a person is never rehearsed");
}

#[test]
fn nothing_of_a_rehearsal_is_signed_sent_matched_again_or_left_to_no_panel() {
    let open = given([vec![laid_out()], answered_and_drafted()[1..].to_vec()].concat());
    let exported = DocumentExported { kind: DocumentKind::Panel, revision: 1, sha256: ContentHash([8; 32]) };
    let bundle = BundleExported { purpose: ConsentKind::Submission, revision: 1, sha256: ContentHash([8; 32]) };
    let chair = context(Role::PanelChair);
    for case in [&open, &concluded()] {
        for command in [
            signature(1, 9),
            Command::ExportDocument(exported.clone()),
            Command::ExportBundle(bundle),
            Command::Interpret(interpreted("2026-12-01")),
        ] {
            assert_eq!(decide(case, command.clone(), &chair), Err(Refusal::OnlyRehearsed), "{command:?}");
        }
        assert_eq!(blockers(case), [Refusal::OnlyRehearsed]);
    }
}

#[test]
fn when_the_panel_has_concluded_nothing_is_decided_any_more() {
    let case = concluded();
    let panel = case.panel().unwrap().convened.panel;
    let chair = context(Role::PanelChair);
    for command in [
        accepting("pembrolizumab"),
        Command::WithdrawDecision { finding: finding("pembrolizumab", LevelState::Final).key },
        waiving("pembrolizumab"),
        Command::ComposeDraft(draft(2)),
        Command::WithdrawConclusion(ConclusionWithdrawn { panel, because: "again".to_owned() }),
        panels::convening(panels::meeting(), panels::members()),
    ] {
        assert_eq!(decide(&case, command.clone(), &chair), Err(Refusal::RehearsalConcluded), "{command:?}");
    }
    let hold = Command::PlaceLegalHold(LegalHoldSaid { because: "keep".to_owned() });
    assert!(decide(&case, hold, &context(Role::DataManager)).is_ok());
}
