use super::*;
use crate::consent::ConsentWithdrawn;
use crate::retention::{ErasureReason, LegalHoldSaid, RetentionSet, kept_at_least_until, kept_until, require_erasable};

const MANAGER: Role = Role::DataManager;

fn after(case: &Case, command: Command) -> Result<Case, Refusal> {
    let events = decide(case, command, &context(MANAGER))?;
    Ok(events.iter().fold(case.clone(), |case, event| evolve(case, event, &context(MANAGER))))
}

fn hold(because: &str) -> Command {
    Command::PlaceLegalHold(LegalHoldSaid { because: because.to_owned() })
}

fn lift() -> Command {
    Command::LiftLegalHold(LegalHoldSaid { because: "解決".to_owned() })
}

fn keep(year: i16) -> Command {
    Command::SetRetention(RetentionSet { until: date(year, 11, 25), because: "院内規程".to_owned() })
}

#[test]
fn a_case_is_kept_five_years_from_its_newest_day_and_longer_but_never_shorter() {
    let case = given(vec![opened()]);
    assert_eq!((kept_at_least_until(&case), kept_until(&case)), (Some(date(2031, 11, 25)), Some(date(2031, 11, 25))));
    assert_eq!(kept_until(&Case::default()), None);
    let short = after(&case, keep(2030)).unwrap_err();
    assert_eq!(short, Refusal::RetentionTooShort { least: date(2031, 11, 25) });
    let longer = after(&case, keep(2041)).unwrap();
    assert_eq!(kept_until(&longer), Some(date(2041, 11, 25)));
    assert_eq!(kept_until(&after(&longer, keep(2036)).unwrap()), Some(date(2036, 11, 25)));
    let may = |case, day| require_erasable(case, ErasureReason::RetentionOver, day);
    assert_eq!(may(&case, date(2031, 11, 25)), Err(Refusal::RetentionStands { until: date(2031, 11, 25) }));
    assert_eq!(may(&case, date(2031, 11, 26)), Ok(()));
    assert_eq!(may(&longer, date(2031, 11, 26)), Err(Refusal::RetentionStands { until: date(2041, 11, 25) }));
}

#[test]
fn a_legal_hold_keeps_a_case_whatever_else_is_said() {
    let case = given(vec![opened()]);
    assert_eq!(after(&case, lift()).unwrap_err(), Refusal::NoLegalHold);
    assert_eq!(after(&case, hold(" ")).unwrap_err(), Refusal::ReasonMissing);
    let held = after(&case, hold("訴訟")).unwrap();
    assert_eq!(after(&held, hold("訴訟")).unwrap_err(), Refusal::LegalHoldStands);
    for reason in ErasureReason::ALL {
        assert_eq!(require_erasable(&held, reason, date(2099, 1, 1)), Err(Refusal::LegalHoldStands), "{reason:?}");
    }
    let lifted = after(&held, lift()).unwrap();
    assert_eq!(require_erasable(&lifted, ErasureReason::RetentionOver, date(2099, 1, 1)), Ok(()));
}

#[test]
fn a_withdrawal_must_be_recorded_and_a_mistake_was_never_signed() {
    let case = given(vec![opened()]);
    let may = |case: &Case, reason| require_erasable(case, reason, date(2026, 12, 1));
    assert_eq!(may(&case, ErasureReason::ConsentWithdrawn), Err(Refusal::NotWithdrawn));
    assert_eq!(may(&case, ErasureReason::RegisteredByMistake), Ok(()));
    let yes = after(&case, consents::recording(ConsentKind::Participation, ConsentAnswer::Yes)).unwrap();
    assert_eq!(may(&yes, ErasureReason::ConsentWithdrawn), Err(Refusal::NotWithdrawn));
    let withdrawn = ConsentWithdrawn {
        kind: ConsentKind::Participation,
        withdrawn_on: date(1970, 1, 1),
        withdrawn_by: crate::consent::ConsentGiver::Person,
        form_version: None,
    };
    let gone = after(&yes, Command::WithdrawConsent(withdrawn)).unwrap();
    assert_eq!(may(&gone, ErasureReason::ConsentWithdrawn), Ok(()));
    let mut commands = ready();
    commands.push((Role::PanelChair, signature(2, 9)));
    let signed = given(commands);
    assert_eq!(may(&signed, ErasureReason::RegisteredByMistake), Err(Refusal::SignedOnce));
    assert_eq!(may(&Case::default(), ErasureReason::RegisteredByMistake), Err(Refusal::NotOpen));
}

#[test]
fn who_may_keep_a_case_is_in_the_table() {
    let case = given(vec![opened()]);
    for command in [hold("訴訟"), keep(2041)] {
        let refused = decide(&case, command, &context(Role::Auditor)).unwrap_err();
        assert_eq!(refused, Refusal::RoleMissing { role: Role::Auditor, action: crate::permission::Action::KeepCase });
    }
}
