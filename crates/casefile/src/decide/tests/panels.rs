use std::collections::BTreeSet;

use jiff::civil::Date;
use model::ids::PanelId;
use model::panel_rule::{CirculatedReview, DiseaseGroup, PanelRule, Qualification, Seat, SeatCondition, TestKind};

use super::*;
use crate::confirmation::ConfirmationResult;
use crate::panel::{
    AttendanceRecorded, AttendingPresence, ConclusionWithdrawn, FindingOpinion, OpinionRecorded, OpinionsRevealed,
    PanelCircumstances, PanelConcluded, PanelConvened, PanelMeeting, PanelMember, PanelPart, RecommendationKind,
    SeatNumber, Stance, TreatmentRoute,
};

mod invitations;

pub(super) const DAY: Date = date(1970, 1, 1);
const PANEL: PanelId = PanelId(Uuid::from_u128(7));

pub(super) fn rule(circulated_review: CirculatedReview) -> PanelRule {
    let seat = |qualification, minimum| Seat { qualification, minimum, when: SeatCondition::Always };
    PanelRule {
        id: "synthetic".to_owned(),
        title_ja: "合成".to_owned(),
        disease_groups: [DiseaseGroup::Solid].into(),
        tests: [TestKind::WholeGenome].into(),
        valid_from: date(1969, 4, 1),
        valid_until: None,
        seats: vec![seat(Qualification::DrugTherapy, 1), seat(Qualification::Pathology, 1)],
        one_person_several_seats: true,
        attending_may_supply_history: true,
        circulated_review,
        basis: Basis::SourceRead,
        source: Some("合成".to_owned()),
        note: None,
    }
}

fn member(seat: SeatNumber, account: u128, part: PanelPart, counts: &[Qualification]) -> PanelMember {
    PanelMember {
        seat,
        account: (account > 0).then(|| AccountId(Uuid::from_u128(account))),
        name: format!("合成 {seat}"),
        position: None,
        part,
        qualifications: counts.iter().copied().collect(),
    }
}

/// The chair has the account that the tests act with.
pub(super) fn members() -> Vec<PanelMember> {
    vec![
        member(1, 2, PanelPart::Chair, &[Qualification::DrugTherapy]),
        member(2, 20, PanelPart::Member, &[Qualification::Pathology]),
        member(3, 0, PanelPart::Attending, &[]),
    ]
}

pub(super) fn meeting() -> PanelMeeting {
    PanelMeeting::RealTime { held_on: DAY }
}

fn circulated() -> PanelMeeting {
    PanelMeeting::Circulated { due_on: DAY }
}

pub(super) fn convening(meeting: PanelMeeting, members: Vec<PanelMember>) -> Command {
    by_rule(rule(CirculatedReview::EveryCase), meeting, members)
}

/// The same command on another panel.
pub(super) fn on(panel: PanelId, command: Command) -> Command {
    match command {
        Command::ConvenePanel { convened, disease_group } => {
            Command::ConvenePanel { convened: Box::new(PanelConvened { panel, ..*convened }), disease_group }
        }
        Command::RecordAttendance(attendance) => Command::RecordAttendance(AttendanceRecorded { panel, ..attendance }),
        Command::ConcludePanel(concluded) => Command::ConcludePanel(PanelConcluded { panel, ..concluded }),
        other => panic!("{other:?}"),
    }
}

fn by_rule(rule: PanelRule, meeting: PanelMeeting, members: Vec<PanelMember>) -> Command {
    Command::ConvenePanel {
        convened: Box::new(PanelConvened {
            panel: PANEL,
            meeting,
            rule,
            house_rule: false,
            circumstances: PanelCircumstances::default(),
            members,
            content_hash: ContentHash([9; 32]),
        }),
        disease_group: DiseaseGroup::Solid,
    }
}

pub(super) fn attendance<const N: usize>(present: [SeatNumber; N]) -> AttendanceRecorded {
    AttendanceRecorded { panel: PANEL, present: present.into(), attending: AttendingPresence::Present }
}

pub(super) fn treatment(therapy: &str) -> Recommendation {
    Recommendation {
        kind: RecommendationKind::Treatment(TreatmentRoute::Insured),
        findings: [finding(therapy, LevelState::Final).key].into(),
        text: therapy.to_owned(),
        reason: "合成".to_owned(),
    }
}

pub(super) fn nothing() -> Recommendation {
    Recommendation {
        kind: RecommendationKind::Nothing,
        findings: BTreeSet::new(),
        text: String::new(),
        reason: "候補なし".to_owned(),
    }
}

pub(super) fn concluding(recommendations: Vec<Recommendation>) -> PanelConcluded {
    PanelConcluded { panel: PANEL, recommendations, minority_opinion: None, minutes: None }
}

fn opinion(seat: SeatNumber, stance: Stance) -> OpinionRecorded {
    OpinionRecorded {
        panel: PANEL,
        seat,
        content_hash: ContentHash([9; 32]),
        findings: vec![FindingOpinion {
            finding: finding("pembrolizumab", LevelState::Final).key,
            stance,
            comment: None,
        }],
        overall: None,
        received_by: None,
        packet: None,
    }
}

fn of_other(seat: SeatNumber, stance: Stance) -> OpinionRecorded {
    OpinionRecorded { received_by: Some("書面".to_owned()), ..opinion(seat, stance) }
}

/// One more command of an account; the case after it, or why not.
fn then(case: &Case, account: u128, role: Role, command: Command) -> Result<Case, Refusal> {
    let context = Context { actor: AccountId(Uuid::from_u128(account)), ..context(role) };
    let events = decide(case, command, &context)?;
    Ok(events.iter().fold(case.clone(), |case, event| evolve(case, event, &context)))
}

fn before_panel() -> Case {
    let mut commands = answered_and_drafted();
    commands.insert(2, (Role::PanelChair, waiving("pembrolizumab")));
    given(commands)
}

fn in_circulation(stances: [Stance; 3]) -> Case {
    let case = then(&before_panel(), 2, Role::PanelChair, convening(circulated(), members())).unwrap();
    let [chair, member, attending] = stances;
    let case = then(&case, 2, Role::PanelChair, Command::GiveOpinion(opinion(1, chair))).unwrap();
    let case = then(&case, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, member))).unwrap();
    then(&case, 2, Role::DataManager, Command::GiveOpinion(of_other(3, attending))).unwrap()
}

fn revealing(because: Option<&str>) -> Command {
    Command::RevealOpinions(OpinionsRevealed { panel: PANEL, because: because.map(str::to_owned) })
}

#[test]
fn a_panel_is_called_on_the_newest_draft_by_a_rule_that_holds_on_its_day() {
    let chair = Role::PanelChair;
    let undrafted = given(vec![opened()]);
    assert_eq!(then(&undrafted, 2, chair, convening(meeting(), members())).unwrap_err(), Refusal::NoDraft);
    let case = before_panel();
    let early = PanelMeeting::RealTime { held_on: date(1960, 1, 1) };
    assert_eq!(then(&case, 2, chair, convening(early, members())).unwrap_err(), Refusal::PanelRuleDoesNotHold);
    let blood = match convening(meeting(), members()) {
        Command::ConvenePanel { convened, .. } => {
            Command::ConvenePanel { convened, disease_group: DiseaseGroup::Blood }
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(then(&case, 2, chair, blood).unwrap_err(), Refusal::PanelRuleDoesNotHold);
    let remembered = PanelRule { basis: Basis::FromMemory, ..rule(CirculatedReview::EveryCase) };
    let remembered = by_rule(remembered, meeting(), members());
    assert_eq!(then(&case, 2, chair, remembered).unwrap_err(), Refusal::PanelRuleUnconfirmed);
    let never = by_rule(rule(CirculatedReview::Never), circulated(), members());
    assert_eq!(then(&case, 2, chair, never).unwrap_err(), Refusal::CirculationNotAllowed);
    let listed = by_rule(rule(CirculatedReview::ListedCases), circulated(), members());
    assert_eq!(then(&case, 2, chair, listed).unwrap_err(), Refusal::CirculationNotAllowed);
    let open = then(&case, 2, chair, convening(meeting(), members())).unwrap();
    let second = || on(PanelId(Uuid::from_u128(8)), convening(meeting(), members()));
    assert_eq!(then(&open, 2, chair, second()).unwrap_err(), Refusal::PanelOpen);
    assert_eq!(then(&given(ready()), 2, chair, second()).unwrap_err(), Refusal::PanelAlreadyConcluded);
}

#[test]
fn a_panel_has_one_chair_and_no_person_twice() {
    let case = before_panel();
    for unclear in [
        vec![member(1, 2, PanelPart::Member, &[])],
        vec![member(1, 2, PanelPart::Chair, &[]), member(2, 20, PanelPart::Chair, &[])],
        vec![member(1, 2, PanelPart::Chair, &[]), member(2, 2, PanelPart::Member, &[])],
        vec![member(1, 2, PanelPart::Chair, &[]), member(1, 20, PanelPart::Member, &[])],
        vec![member(0, 2, PanelPart::Chair, &[])],
    ] {
        let refused = then(&case, 2, Role::PanelChair, convening(meeting(), unclear)).unwrap_err();
        assert_eq!(refused, Refusal::PanelMembersUnclear);
    }
}

#[test]
fn a_meeting_without_the_persons_of_the_rule_concludes_nothing() {
    let chair = Role::PanelChair;
    let called = then(&before_panel(), 2, chair, convening(meeting(), members())).unwrap();
    let conclude = || Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")]));
    assert_eq!(then(&called, 2, chair, conclude()).unwrap_err(), Refusal::AttendanceMissing);
    let thin = then(&called, 2, chair, Command::RecordAttendance(attendance([1]))).unwrap();
    assert_eq!(then(&thin, 2, chair, conclude()).unwrap_err(), Refusal::PanelIncomplete { count: 1 });
    let stranger = then(&called, 2, chair, Command::RecordAttendance(attendance([1, 9])));
    assert_eq!(stranger.unwrap_err(), Refusal::PanelMembersUnclear);
    let full = then(&thin, 2, chair, Command::RecordAttendance(attendance([1, 2]))).unwrap();
    assert!(then(&full, 2, chair, conclude()).unwrap().conclusion().is_some());
    assert!(matches!(then(&full, 2, Role::PanelMember, conclude()), Err(Refusal::RoleMissing { .. })));
}

#[test]
fn the_attending_physician_may_be_absent_only_where_the_rule_takes_the_history_instead() {
    let conclude = || Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")]));
    for (allowed, attending, complete) in [
        (true, AttendingPresence::SuppliedHistory, true),
        (true, AttendingPresence::Absent, false),
        (false, AttendingPresence::SuppliedHistory, false),
        (false, AttendingPresence::Present, true),
    ] {
        let rule = PanelRule { attending_may_supply_history: allowed, ..rule(CirculatedReview::Never) };
        let case = then(&before_panel(), 2, Role::PanelChair, by_rule(rule, meeting(), members())).unwrap();
        let there = AttendanceRecorded { attending, ..attendance([1, 2]) };
        let case = then(&case, 2, Role::PanelChair, Command::RecordAttendance(there)).unwrap();
        let ended = then(&case, 2, Role::PanelChair, conclude());
        assert_eq!(ended.is_ok(), complete, "{allowed} {attending:?}");
    }
}

#[test]
fn agreement_in_circulation_concludes_without_a_meeting() {
    let case = in_circulation([Stance::Recommend; 3]);
    let chair = Role::PanelChair;
    let conclude = || Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")]));
    assert_eq!(then(&case, 2, chair, conclude()).unwrap_err(), Refusal::OpinionsNotRevealed);
    let seen = then(&case, 2, chair, revealing(None)).unwrap();
    assert!(then(&seen, 2, chair, conclude()).unwrap().conclusion().is_some());
    let late = then(&seen, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, Stance::Undecided)));
    assert_eq!(late.unwrap_err(), Refusal::OpinionsAlreadyRevealed);
}

#[test]
fn any_disagreement_in_circulation_calls_a_meeting() {
    let chair = Role::PanelChair;
    for stances in [
        [Stance::Recommend, Stance::DoNotRecommend, Stance::Recommend],
        [Stance::Recommend, Stance::Recommend, Stance::Undecided],
        [Stance::Undecided; 3],
    ] {
        let seen = then(&in_circulation(stances), 2, chair, revealing(None)).unwrap();
        let ended = then(&seen, 2, chair, Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")])));
        assert_eq!(ended.unwrap_err(), Refusal::MeetingNeeded { count: 1 });
        let called = on(PanelId(Uuid::from_u128(8)), convening(meeting(), members()));
        assert_eq!(then(&seen, 2, chair, called).unwrap().panels.len(), 2);
    }
}

#[test]
fn a_circulated_review_recommends_nothing_that_its_members_did_not() {
    let case = in_circulation([Stance::DoNotRecommend; 3]);
    let seen = then(&case, 2, Role::PanelChair, revealing(None)).unwrap();
    let ended = then(&seen, 2, Role::PanelChair, Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")])));
    assert_eq!(ended.unwrap_err(), Refusal::ConclusionAgainstOpinions);
}

#[test]
fn an_opinion_is_ones_own_on_what_was_laid_before_the_panel_and_given_once() {
    let case = then(&before_panel(), 2, Role::PanelChair, convening(circulated(), members())).unwrap();
    let give = |account, role, said| then(&case, account, role, Command::GiveOpinion(said)).unwrap_err();
    assert_eq!(give(2, Role::PanelChair, opinion(2, Stance::Recommend)), Refusal::OpinionOfAnother);
    assert_eq!(give(2, Role::DataManager, of_other(2, Stance::Recommend)), Refusal::OpinionOfAnother);
    let written_down = give(20, Role::PanelMember, of_other(3, Stance::Recommend));
    assert!(matches!(written_down, Refusal::RoleMissing { .. }));
    let other = OpinionRecorded { content_hash: ContentHash([1; 32]), ..opinion(2, Stance::Recommend) };
    assert_eq!(give(20, Role::PanelMember, other), Refusal::OpinionOnOtherContent);
    let empty = OpinionRecorded { findings: Vec::new(), ..opinion(2, Stance::Recommend) };
    assert_eq!(give(20, Role::PanelMember, empty), Refusal::OpinionIncomplete { count: 1 });
    let once = then(&case, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, Stance::Recommend))).unwrap();
    let twice = then(&once, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, Stance::Undecided)));
    assert_eq!(twice.unwrap_err(), Refusal::OpinionAlreadyGiven);
    let due = PanelMeeting::Circulated { due_on: date(1969, 12, 31) };
    let closed = then(&before_panel(), 2, Role::PanelChair, convening(due, members())).unwrap();
    let late = then(&closed, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, Stance::Recommend)));
    assert_eq!(late.unwrap_err(), Refusal::OpinionLate);
}

#[test]
fn opinions_are_seen_early_only_for_a_reason_and_then_those_who_spoke_must_fill_the_seats() {
    let chair = Role::PanelChair;
    let case = then(&before_panel(), 2, chair, convening(circulated(), members())).unwrap();
    let case = then(&case, 2, chair, Command::GiveOpinion(opinion(1, Stance::Recommend))).unwrap();
    assert_eq!(then(&case, 2, chair, revealing(None)).unwrap_err(), Refusal::OpinionsWaiting { count: 2 });
    assert_eq!(then(&case, 2, chair, revealing(Some(" "))).unwrap_err(), Refusal::OpinionsWaiting { count: 2 });
    let seen = then(&case, 2, chair, revealing(Some("期日"))).unwrap();
    let ended = then(&seen, 2, chair, Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")])));
    assert_eq!(ended.unwrap_err(), Refusal::PanelIncomplete { count: 2 }, "no pathologist, no attending physician");
}

#[test]
fn what_is_recommended_was_accepted_and_what_was_accepted_is_recommended() {
    let chair = Role::PanelChair;
    let held = then(&before_panel(), 2, chair, convening(meeting(), members())).unwrap();
    let held = then(&held, 2, chair, Command::RecordAttendance(attendance([1, 2, 3]))).unwrap();
    let ended = |wanted| then(&held, 2, chair, Command::ConcludePanel(concluding(wanted))).unwrap_err();
    assert_eq!(ended(vec![]), Refusal::RecommendationMissing);
    assert_eq!(ended(vec![nothing()]), Refusal::AcceptedNotRecommended);
    assert_eq!(ended(vec![treatment("nivolumab")]), Refusal::RecommendedNotAccepted);
    assert_eq!(ended(vec![treatment("pembrolizumab"), nothing()]), Refusal::RecommendationMissing);
    let silent = Recommendation { reason: " ".to_owned(), ..treatment("pembrolizumab") };
    assert_eq!(ended(vec![silent]), Refusal::RecommendationMissing);
}

#[test]
fn new_facts_overtake_a_panel_and_a_name_put_right_does_not() {
    let chair = Role::PanelChair;
    let called = then(&before_panel(), 2, chair, convening(circulated(), members())).unwrap();
    let renamed = correcting(&called, ("patient_name", "合成 花子"), "誤記", false);
    assert!(!then(&called, 2, Role::AttendingPhysician, renamed).unwrap().panel().unwrap().out_of_date);
    let sicker = correcting(&called, ("ecog_ps", "3"), "再診", false);
    let overtaken = then(&called, 2, Role::AttendingPhysician, sicker).unwrap();
    let given = then(&overtaken, 20, Role::PanelMember, Command::GiveOpinion(opinion(2, Stance::Recommend)));
    assert_eq!(given.unwrap_err(), Refusal::PanelOutOfDate);
}

#[test]
fn a_conclusion_is_taken_back_with_a_reason_until_the_signature() {
    let back =
        |because: &str| Command::WithdrawConclusion(ConclusionWithdrawn { panel: PANEL, because: because.to_owned() });
    let case = given(ready());
    assert_eq!(then(&case, 2, Role::PanelChair, back(" ")).unwrap_err(), Refusal::ReasonMissing);
    let taken = then(&case, 2, Role::PanelChair, back("追加情報")).unwrap();
    assert_eq!(blockers(&taken), [Refusal::PanelNotConcluded, Refusal::DraftOutOfDate]);
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    assert_eq!(then(&signed, 2, Role::PanelChair, back("追加情報")).unwrap_err(), Refusal::AlreadySigned);
}

#[test]
fn no_treatment_rests_on_what_no_other_test_has_shown() {
    let ordered = ConfirmationStep::Ordered { test: "合成検査".to_owned(), on: DAY };
    let resulted = |result| ConfirmationStep::Resulted { test: "合成検査".to_owned(), result, on: DAY };
    let future = ConfirmationStep::Ordered { test: "合成検査".to_owned(), on: date(1970, 1, 2) };
    let case = given(answered_and_drafted());
    let step = |step| Command::ConfirmFinding { finding: finding("pembrolizumab", LevelState::Final).key, step };
    assert_eq!(then(&case, 2, Role::PanelChair, step(future)).unwrap_err(), Refusal::DayInFuture);
    for (taken, open) in [
        (ordered, true),
        (resulted(ConfirmationResult::NotConfirmed), true),
        (resulted(ConfirmationResult::Inconclusive), true),
        (resulted(ConfirmationResult::Confirmed), false),
    ] {
        let after = then(&case, 2, Role::PanelChair, step(taken)).unwrap();
        assert_eq!(blockers(&after).contains(&Refusal::ConfirmationMissing { count: 1 }), open);
    }
    let nobody = ConfirmationStep::Waived { by: " ".to_owned(), because: "急ぐ".to_owned() };
    assert_eq!(then(&case, 2, Role::PanelChair, step(nobody)).unwrap_err(), Refusal::ReasonMissing);
}

#[test]
fn the_result_of_an_insured_panel_needs_no_second_test() {
    let formats = |formats: &[&str]| {
        let mut case = given(answered_and_drafted());
        let profile = case.profile.as_mut().unwrap();
        let file = profile.ledger.files.remove(0);
        let named = formats.iter().map(|format| FileLedger { format: (*format).to_owned(), ..file.clone() });
        profile.ledger.files = named.collect();
        case.needs_confirmation()
    };
    assert!(!formats(&["cats", "clinical_form"]) && !formats(&["ccat_report"]));
    assert!(formats(&["cats", "vcf"]) && formats(&["vcf"]) && formats(&["clinical_form"]) && formats(&[]));
}

#[test]
fn nobody_goes_without_a_test_that_refuted_and_what_is_confirmed_is_not_ordered_again() {
    let step = |case: &Case, step| {
        let key = finding("pembrolizumab", LevelState::Final).key;
        then(case, 2, Role::PanelChair, Command::ConfirmFinding { finding: key, step })
    };
    let resulted = |result| ConfirmationStep::Resulted { test: "合成検査".to_owned(), result, on: DAY };
    let ordered = || ConfirmationStep::Ordered { test: "合成検査".to_owned(), on: DAY };
    let waived = || ConfirmationStep::Waived { by: "合成 座長".to_owned(), because: "急ぐ".to_owned() };
    let drafted = given(answered_and_drafted());
    let refuted = step(&drafted, resulted(ConfirmationResult::NotConfirmed)).unwrap();
    assert_eq!(step(&refuted, waived()).unwrap_err(), Refusal::ConfirmationRefuted);
    let confirmed = step(&refuted, resulted(ConfirmationResult::Confirmed)).unwrap();
    assert_eq!(step(&confirmed, ordered()).unwrap_err(), Refusal::ConfirmationStands);
    assert_eq!(step(&confirmed, waived()).unwrap_err(), Refusal::ConfirmationStands);
    assert!(step(&confirmed, resulted(ConfirmationResult::NotConfirmed)).is_ok(), "a result may be put right");
}

#[test]
fn nobody_sat_in_a_meeting_that_is_still_to_come() {
    let held_on = date(1970, 1, 2);
    let to_come = PanelMeeting::RealTime { held_on };
    let called = then(&before_panel(), 2, Role::PanelChair, convening(to_come, members())).unwrap();
    let there = Command::RecordAttendance(attendance([1, 2, 3]));
    assert_eq!(then(&called, 2, Role::PanelChair, there).unwrap_err(), Refusal::MeetingToCome { held_on });
    let ended = Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")]));
    assert_eq!(then(&called, 2, Role::PanelChair, ended).unwrap_err(), Refusal::MeetingToCome { held_on });
}

#[test]
fn a_circulated_review_recommends_nothing_on_which_nobody_gave_an_opinion() {
    let mut case = in_circulation([Stance::Recommend; 3]);
    let other = finding("dabrafenib", LevelState::Final);
    case.interpretation.as_mut().unwrap().findings.push(other.clone());
    let chair = Role::PanelChair;
    let case = then(&case, 2, chair, revealing(None)).unwrap();
    let case = then(&case, 2, chair, accepting("dabrafenib")).unwrap();
    let both = Recommendation {
        findings: [other.key, finding("pembrolizumab", LevelState::Final).key].into(),
        ..treatment("pembrolizumab")
    };
    let ended = then(&case, 2, chair, Command::ConcludePanel(concluding(vec![both])));
    assert_eq!(ended.unwrap_err(), Refusal::ConclusionAgainstOpinions);
}

#[test]
fn a_review_in_which_somebody_never_answered_is_followed_by_a_meeting() {
    let chair = Role::PanelChair;
    let case = then(&before_panel(), 2, chair, convening(circulated(), members())).unwrap();
    let case = then(&case, 2, chair, Command::GiveOpinion(opinion(1, Stance::Recommend))).unwrap();
    let next = || on(PanelId(Uuid::from_u128(8)), convening(meeting(), members()));
    assert_eq!(then(&case, 2, chair, next()).unwrap_err(), Refusal::PanelOpen);
    let seen = then(&case, 2, chair, revealing(Some("期日"))).unwrap();
    assert!(then(&seen, 2, chair, next()).is_ok());
}
