use jiff::SignedDuration;
use model::canonical::ContentHash;
use uuid::Uuid;

use super::*;
use crate::envelope::Envelope;

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn case() -> CaseId {
    CaseId(Uuid::from_u128(99))
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn added(number: u128, login: &str, roles: &[Role]) -> AccountAdded {
    AccountAdded {
        account: account(number),
        login: login.to_owned(),
        display_name: format!("Synthetic {number}"),
        roles: roles.to_vec(),
        qualifications: vec![],
    }
}

fn envelope(sequence: u64, actor: AccountId) -> Envelope {
    Envelope {
        sequence,
        case: None,
        event: EventId(Uuid::from_u128(u128::from(sequence))),
        kind: "synthetic".to_owned(),
        schema: 1,
        actor,
        role: Role::Administrator,
        at: now(),
        software: "test".to_owned(),
        commitment: ContentHash([0; 32]),
    }
}

/// Given events …
#[derive(Default)]
struct Given(Institution, u64);

impl Given {
    fn then(mut self, event: InstitutionEvent) -> Self {
        self.1 += 1;
        self.0 = evolve(self.0, &event, &envelope(self.1, account(1)));
        self
    }

    fn active(self, number: u128, login: &str, roles: &[Role]) -> Self {
        let chosen = PassphraseChosen { account: account(number), public_key: "key".to_owned() };
        self.then(InstitutionEvent::AccountAdded(added(number, login, roles)))
            .then(InstitutionEvent::PassphraseChosen(chosen))
    }

    /// … when somebody wishes, then an event or a refusal.
    fn when(
        &self,
        actor: u128,
        role: Option<Role>,
        wish: InstitutionCommand,
    ) -> Result<InstitutionEvent, InstitutionRefusal> {
        decide(&self.0, wish, &InstitutionContext { actor: account(actor), role, at: now() })
    }

    fn administrator(&self, wish: InstitutionCommand) -> Result<InstitutionEvent, InstitutionRefusal> {
        self.when(1, Some(Role::Administrator), wish)
    }
}

fn one_administrator() -> Given {
    Given::default().active(1, "first", &[Role::Administrator])
}

#[test]
fn somebody_gets_an_account_with_each_role_once() {
    let wish = AccountAdded {
        display_name: " Synthetic ".to_owned(),
        roles: vec![Role::PanelChair, Role::PanelMember, Role::PanelChair],
        qualifications: vec![Qualification::Pathology, Qualification::DrugTherapy, Qualification::Pathology],
        ..added(2, "second", &[])
    };
    let event = one_administrator().administrator(InstitutionCommand::AddAccount(wish)).unwrap();
    let InstitutionEvent::AccountAdded(added) = &event else { panic!("{event:?}") };
    assert_eq!(added.display_name, "Synthetic");
    assert_eq!(added.roles, [Role::PanelMember, Role::PanelChair]);
    assert_eq!(added.qualifications, [Qualification::DrugTherapy, Qualification::Pathology]);
    let told = one_administrator().then(event).0;
    assert_eq!(told.accounts[&account(2)].standing, Standing::Invited);
}

#[test]
fn an_account_without_login_name_or_role_is_refused() {
    let roles = [Role::Auditor];
    let nameless = AccountAdded { display_name: " ".to_owned(), ..added(2, "second", &roles) };
    for (wish, refusal) in [
        (added(2, "", &roles), InstitutionRefusal::LoginUnusable),
        (added(2, "two words", &roles), InstitutionRefusal::LoginUnusable),
        (added(2, "first", &roles), InstitutionRefusal::LoginTaken),
        (nameless, InstitutionRefusal::NameMissing),
        (added(2, "second", &[]), InstitutionRefusal::NoRole),
    ] {
        let answer = one_administrator().administrator(InstitutionCommand::AddAccount(wish));
        assert_eq!(answer.unwrap_err(), refusal);
    }
}

#[test]
fn a_login_is_never_given_twice_not_even_after_a_revocation() {
    let given = one_administrator()
        .active(2, "second", &[Role::Auditor])
        .then(InstitutionEvent::AccountRevoked(AccountNamed { account: account(2) }));
    let again = given.administrator(InstitutionCommand::AddAccount(added(3, "second", &[Role::Auditor])));
    assert_eq!(again.unwrap_err(), InstitutionRefusal::LoginTaken);
}

#[test]
fn at_least_one_administrator_remains_and_an_invited_one_does_not_count() {
    let to_auditor = |number| {
        InstitutionCommand::ChangeRoles(AccountRolesChanged {
            account: account(number),
            roles: vec![Role::Auditor],
            qualifications: vec![],
        })
    };
    assert_eq!(one_administrator().administrator(to_auditor(1)).unwrap_err(), InstitutionRefusal::LastAdministrator);
    let invited = InstitutionEvent::AccountAdded(added(2, "second", &[Role::Administrator]));
    let given = one_administrator().then(invited);
    assert_eq!(given.administrator(to_auditor(1)).unwrap_err(), InstitutionRefusal::LastAdministrator);
    given.administrator(to_auditor(2)).unwrap();
    let given = one_administrator().active(2, "second", &[Role::Administrator]);
    given.administrator(to_auditor(1)).unwrap();
    given.administrator(InstitutionCommand::RevokeAccount(account(2))).unwrap();
    let given = given.then(InstitutionEvent::AccountRevoked(AccountNamed { account: account(2) }));
    assert_eq!(given.administrator(to_auditor(1)).unwrap_err(), InstitutionRefusal::LastAdministrator);
}

#[test]
fn nobody_takes_their_own_account_away_and_a_revoked_one_stays_so() {
    let given = one_administrator().active(2, "second", &[Role::Administrator]);
    for wish in [InstitutionCommand::RevokeAccount(account(1)), InstitutionCommand::ResetAccount(account(1))] {
        assert_eq!(given.administrator(wish).unwrap_err(), InstitutionRefusal::OwnAccount);
    }
    let given = given.then(InstitutionEvent::AccountRevoked(AccountNamed { account: account(2) }));
    for wish in [
        InstitutionCommand::RevokeAccount(account(2)),
        InstitutionCommand::ResetAccount(account(2)),
        InstitutionCommand::RevokeAccount(account(7)),
    ] {
        assert_eq!(given.administrator(wish).unwrap_err(), InstitutionRefusal::AccountUnknown);
    }
    let chosen = PassphraseChosen { account: account(2), public_key: String::new() };
    let answer = given.when(2, None, InstitutionCommand::ChoosePassphrase(chosen));
    assert_eq!(answer.unwrap_err(), InstitutionRefusal::AccountUnknown);
}

#[test]
fn a_reset_account_waits_for_its_owner_again() {
    let enrolled = InstitutionEvent::SecondFactorEnrolled(AccountNamed { account: account(2) });
    let given = one_administrator().active(2, "second", &[Role::Auditor]).then(enrolled);
    assert!(given.0.accounts[&account(2)].second_factor);
    let reset = given.administrator(InstitutionCommand::ResetAccount(account(2))).unwrap();
    let told = &given.then(reset).0.accounts[&account(2)];
    assert_eq!((told.standing, told.second_factor), (Standing::Invited, false));
}

#[test]
fn the_key_of_an_account_is_the_one_that_its_owner_chose_last() {
    let key = |given: &Given| given.0.accounts[&account(2)].public_key.clone();
    let chosen = |key: &str| {
        let public_key = key.to_owned();
        InstitutionEvent::PassphraseChosen(PassphraseChosen { account: account(2), public_key })
    };
    let given = one_administrator().then(InstitutionEvent::AccountAdded(added(2, "second", &[Role::Auditor])));
    assert_eq!(key(&given), None, "whoever gave the account made its first key");
    let given = given.then(chosen("one"));
    assert_eq!(key(&given).as_deref(), Some("one"));
    let given = given.then(InstitutionEvent::AccountReset(AccountNamed { account: account(2) }));
    assert_eq!(key(&given), None);
    let given = given.then(chosen("other"));
    assert_eq!(key(&given).as_deref(), Some("other"));
    assert_eq!(key(&given.then(chosen(""))), None, "a log that names no key");
}

#[test]
fn passphrase_and_second_factor_are_chosen_by_their_owner_alone() {
    let given = one_administrator().active(2, "second", &[Role::Auditor]);
    let chosen = PassphraseChosen { account: account(2), public_key: "key".to_owned() };
    given.when(2, None, InstitutionCommand::ChoosePassphrase(chosen.clone())).unwrap();
    let other = given.administrator(InstitutionCommand::ChoosePassphrase(chosen));
    assert_eq!(other.unwrap_err(), InstitutionRefusal::AccountUnknown);
    let other = given.administrator(InstitutionCommand::EnrolSecondFactor(account(2)));
    assert_eq!(other.unwrap_err(), InstitutionRefusal::AccountUnknown);
}

#[test]
fn only_an_administrator_changes_accounts_and_guards() {
    let given = one_administrator().active(2, "second", &[Role::DataManager]);
    let access = AccessSettings { idle_lock_minutes: 5, ..AccessSettings::default() };
    for wish in [
        InstitutionCommand::AddAccount(added(3, "third", &[Role::Auditor])),
        InstitutionCommand::RevokeAccount(account(1)),
        InstitutionCommand::ChangeAccess(access),
    ] {
        let answer = given.when(2, Some(Role::DataManager), wish.clone());
        assert!(matches!(answer, Err(InstitutionRefusal::RoleMissing { .. })), "{wish:?}");
        assert_eq!(given.when(2, None, wish).unwrap_err(), InstitutionRefusal::NoRole);
    }
}

#[test]
fn the_window_always_locks_in_reasonable_time() {
    for (minutes, fits) in [(0, false), (1, true), (30, true), (31, false)] {
        let access = AccessSettings { idle_lock_minutes: minutes, ..AccessSettings::default() };
        let answer = one_administrator().administrator(InstitutionCommand::ChangeAccess(access));
        assert_eq!(answer.is_ok(), fits, "{minutes}");
    }
    let same = InstitutionCommand::ChangeAccess(AccessSettings::default());
    assert_eq!(one_administrator().administrator(same).unwrap_err(), InstitutionRefusal::ChangesNothing);
}

#[test]
fn a_broken_glass_needs_a_reason_opens_one_case_for_an_hour_and_raises_an_alert_until_somebody_looked() {
    let broken = |reason: &str| InstitutionCommand::BreakGlass { case: case(), reason: reason.to_owned() };
    assert_eq!(one_administrator().administrator(broken(" ")).unwrap_err(), InstitutionRefusal::ReasonMissing);
    let event = one_administrator().administrator(broken("synthetic emergency")).unwrap();
    let given = one_administrator().then(event);
    let until = now().checked_add(SignedDuration::from_hours(1)).unwrap();
    assert_eq!(given.0.glass_open_until(account(1), case()), Some(until));
    assert_eq!(given.0.glass_open_until(account(2), case()), None);
    assert_eq!(given.0.glass_open_until(account(1), CaseId(Uuid::from_u128(98))), None);
    let review = |remark: &str| {
        let alert = given.0.alerts[0].event;
        InstitutionCommand::ReviewAlert(GlassReviewed { alert, remark: remark.to_owned() })
    };
    assert_eq!(given.administrator(review("")).unwrap_err(), InstitutionRefusal::ReasonMissing);
    let reviewed = given.administrator(review("justified")).unwrap();
    let wish = review("once more");
    let given = given.then(reviewed);
    assert_eq!(given.0.alerts[0].reviewed, Some((account(1), "justified".to_owned())));
    assert_eq!(given.administrator(wish).unwrap_err(), InstitutionRefusal::AlertUnknown);
}

#[test]
fn every_event_reads_as_it_was_written_and_its_kind_is_listed() {
    let events = [
        InstitutionEvent::AccountAdded(added(2, "second", &[Role::Auditor])),
        InstitutionEvent::PassphraseChosen(PassphraseChosen { account: account(2), public_key: "key".to_owned() }),
        InstitutionEvent::SecondFactorEnrolled(AccountNamed { account: account(2) }),
        InstitutionEvent::AccountRolesChanged(AccountRolesChanged {
            account: account(2),
            roles: vec![Role::Auditor],
            qualifications: Qualification::ALL.to_vec(),
        }),
        InstitutionEvent::AccountReset(AccountNamed { account: account(2) }),
        InstitutionEvent::AccountRevoked(AccountNamed { account: account(2) }),
        InstitutionEvent::AccessSettingsChanged(AccessSettings::default()),
        InstitutionEvent::GlassBroken(GlassBroken { case: case(), reason: "x".to_owned(), until: now() }),
        InstitutionEvent::GlassReviewed(GlassReviewed { alert: EventId(Uuid::from_u128(1)), remark: "x".to_owned() }),
        InstitutionEvent::SigningKeyReplaced(PassphraseChosen { account: account(2), public_key: "k".to_owned() }),
        InstitutionEvent::SigningKeyRevoked(revocation("k", 1)),
    ];
    for event in &events {
        let text = serde_json::to_string(event).unwrap();
        assert_eq!(serde_json::from_str::<InstitutionEvent>(&text).unwrap(), *event);
        assert!(text.starts_with(&format!("{{\"event\":\"{}\"", event.kind())), "{text}");
    }
    assert_eq!(events.map(|event| event.kind()), InstitutionEvent::KINDS);
}

fn later(seconds: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

fn chosen_at(number: u128, key: &str, second: i64) -> (InstitutionEvent, Envelope) {
    let event =
        InstitutionEvent::PassphraseChosen(PassphraseChosen { account: account(number), public_key: key.to_owned() });
    (event, Envelope { at: later(second), ..envelope(1, account(number)) })
}

fn revocation(key: &str, second: i64) -> SigningKeyRevoked {
    SigningKeyRevoked {
        account: account(1),
        public_key: key.to_owned(),
        since: later(second),
        reason: RevocationReason::Compromised,
        because: "synthetic".to_owned(),
    }
}

fn told(events: &[(InstitutionEvent, Envelope)]) -> Institution {
    let added = InstitutionEvent::AccountAdded(added(1, "hanako", &[Role::Administrator, Role::PanelChair]));
    let first = (added, envelope(1, account(1)));
    replay([&first].into_iter().chain(events).map(|(event, envelope)| (event, envelope)))
}

#[test]
fn a_key_is_in_force_from_its_choice_until_another_takes_its_place() {
    let given = told(&[chosen_at(1, "a", 10), chosen_at(1, "a", 20), chosen_at(1, "b", 30)]);
    assert_eq!(given.keys.len(), 2, "the same key chosen again goes on");
    for (key, second, valid) in
        [("a", 9, false), ("a", 10, true), ("a", 29, true), ("a", 30, false), ("b", 29, false), ("b", 30, true)]
    {
        assert_eq!(given.require_key(account(1), key, later(second)).is_ok(), valid, "{key} at {second}");
    }
    assert_eq!(given.require_key(account(2), "b", later(31)), Err(InstitutionRefusal::KeyNotInForce));
}

#[test]
fn a_reset_or_a_revoked_account_ends_its_keys() {
    for (event, why) in [
        (InstitutionEvent::AccountReset(AccountNamed { account: account(1) }), KeyEnd::Reset),
        (InstitutionEvent::AccountRevoked(AccountNamed { account: account(1) }), KeyEnd::AccountRevoked),
    ] {
        let ended = (event, Envelope { at: later(50), ..envelope(3, account(2)) });
        let given = told(&[chosen_at(1, "a", 10), ended]);
        assert_eq!(given.keys[0].ended, Some((later(50), why)));
        assert!(given.keys[0].is_in_force(later(49)) && !given.keys[0].is_in_force(later(50)));
    }
}

#[test]
fn what_a_revoked_key_signed_before_still_counts_and_nothing_after_does() {
    let event = InstitutionEvent::SigningKeyRevoked(revocation("a", 40));
    let given = told(&[chosen_at(1, "a", 10), (event, Envelope { at: later(60), ..envelope(3, account(2)) })]);
    assert!(given.keys[0].is_in_force(later(39)));
    assert!(!given.keys[0].is_in_force(later(40)) && !given.keys[0].is_in_force(later(70)));
}

#[test]
fn a_key_is_revoked_by_who_manages_accounts_with_a_reason_and_never_later_again() {
    let given = told(&[chosen_at(1, "a", 10)]);
    let context = |role| InstitutionContext { actor: account(2), role: Some(role), at: later(100) };
    let decided = |given: &Institution, wanted: SigningKeyRevoked, role| {
        decide(given, InstitutionCommand::RevokeKey(wanted), &context(role))
    };
    let admin = Role::Administrator;
    assert!(matches!(
        decided(&given, revocation("a", 40), Role::PanelChair),
        Err(InstitutionRefusal::RoleMissing { .. })
    ));
    let silent = SigningKeyRevoked { because: " ".to_owned(), ..revocation("a", 40) };
    assert_eq!(decided(&given, silent, admin), Err(InstitutionRefusal::ReasonMissing));
    assert_eq!(decided(&given, revocation("x", 40), admin), Err(InstitutionRefusal::KeyUnknown));
    assert_eq!(decided(&given, revocation("a", 101), admin), Err(InstitutionRefusal::RevokedInFuture));
    let event = decided(&given, revocation("a", 40), admin).unwrap();
    let given = evolve(given, &event, &Envelope { at: later(100), ..envelope(3, account(2)) });
    assert_eq!(decided(&given, revocation("a", 41), admin), Err(InstitutionRefusal::ChangesNothing));
    assert!(decided(&given, revocation("a", 20), admin).is_ok(), "an earlier moment may become known");
}

#[test]
fn somebody_replaces_their_own_key_and_nobody_elses_and_never_by_an_old_one() {
    let given = told(&[chosen_at(1, "a", 10), chosen_at(1, "b", 20)]);
    let replace = |actor, key: &str| {
        let wanted = PassphraseChosen { account: account(1), public_key: key.to_owned() };
        let context = InstitutionContext { actor: account(actor), role: None, at: later(30) };
        decide(&given, InstitutionCommand::ReplaceKey(wanted), &context)
    };
    assert_eq!(replace(2, "c"), Err(InstitutionRefusal::AccountUnknown));
    assert_eq!(replace(1, "a"), Err(InstitutionRefusal::ChangesNothing));
    let event = replace(1, "c").unwrap();
    let after = evolve(given.clone(), &event, &Envelope { at: later(30), ..envelope(4, account(1)) });
    assert_eq!(after.accounts[&account(1)].public_key.as_deref(), Some("c"));
    assert!(after.require_key(account(1), "c", later(30)).is_ok());
    assert!(after.require_key(account(1), "b", later(30)).is_err());
}
