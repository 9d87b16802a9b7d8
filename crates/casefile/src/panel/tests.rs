use model::assessed::Met;
use model::evidence::Basis;
use model::ids::PanelId;
use model::panel_rule::{CirculatedReview, DiseaseGroup, Seat, SeatCondition, TestKind};
use uuid::Uuid;

use super::composition::{Wanted, requirements};
use super::*;

fn panel(one_person_several_seats: bool, seats: Vec<Seat>, persons: &[&[Qualification]]) -> Panel {
    let members: Vec<PanelMember> = persons
        .iter()
        .zip(1_u16..)
        .map(|(counts, seat)| PanelMember {
            seat,
            account: None,
            name: "合成".to_owned(),
            position: None,
            part: if seat == 1 { PanelPart::Chair } else { PanelPart::Member },
            qualifications: counts.iter().copied().collect(),
        })
        .collect();
    let present = members.iter().map(|member| member.seat).collect();
    let id = PanelId(Uuid::from_u128(1));
    let mut panel = Panel::called(PanelConvened {
        panel: id,
        meeting: PanelMeeting::RealTime { held_on: Date::constant(2026, 11, 30) },
        rule: PanelRule {
            id: "synthetic".to_owned(),
            title_ja: "合成".to_owned(),
            disease_groups: [DiseaseGroup::Solid].into(),
            tests: [TestKind::WholeGenome].into(),
            valid_from: Date::constant(2025, 7, 7),
            valid_until: None,
            seats,
            one_person_several_seats,
            attending_may_supply_history: false,
            circulated_review: CirculatedReview::Never,
            basis: Basis::FromMemory,
            source: None,
            note: None,
        },
        house_rule: false,
        circumstances: PanelCircumstances::default(),
        members,
        content_hash: ContentHash([0; 32]),
    });
    panel.attendance = Some(AttendanceRecorded { panel: id, present, attending: AttendingPresence::Present });
    panel
}

const ONCOLOGIST: Qualification = Qualification::DrugTherapy;
const GENETICIST: Qualification = Qualification::GeneticMedicine;
const COUNSELLOR: Qualification = Qualification::GeneticCounselling;

fn seat(qualification: Qualification, minimum: u32) -> Seat {
    Seat { qualification, minimum, when: SeatCondition::Always }
}

fn own_persons(persons: &[&[Qualification]]) -> Met {
    let seats = vec![seat(ONCOLOGIST, 1), seat(GENETICIST, 1), seat(COUNSELLOR, 1)];
    let wanted = requirements(&panel(false, seats, persons));
    wanted.iter().find(|wanted| wanted.wanted == Wanted::OwnPersonForEachSeat).unwrap().met
}

#[test]
fn one_person_fills_several_seats_only_where_the_rule_allows_it() {
    assert_eq!(own_persons(&[&[ONCOLOGIST, GENETICIST, COUNSELLOR]]), Met::NotMet);
    assert_eq!(own_persons(&[&[ONCOLOGIST, GENETICIST], &[GENETICIST, COUNSELLOR]]), Met::NotMet);
    let chain: [&[Qualification]; 3] =
        [&[ONCOLOGIST, GENETICIST, COUNSELLOR], &[ONCOLOGIST, GENETICIST], &[ONCOLOGIST]];
    assert_eq!(own_persons(&chain), Met::Met, "everybody moves up one seat");
    let allowed = panel(true, vec![seat(ONCOLOGIST, 1), seat(GENETICIST, 1)], &[&[ONCOLOGIST, GENETICIST]]);
    assert!(requirements(&allowed).iter().all(|wanted| wanted.met == Met::Met));
}

#[test]
fn a_seat_whose_condition_nobody_told_is_not_assessed_and_a_person_settles_it() {
    let seats = vec![Seat { when: SeatCondition::PaediatricCancer, ..seat(Qualification::PaediatricCancer, 1) }];
    let mut panel = panel(true, seats, &[&[ONCOLOGIST]]);
    let first = |panel: &Panel| requirements(panel).remove(0);
    assert_eq!(first(&panel).met, Met::NotAssessed);
    panel.convened.circumstances.paediatric_cancer = Some(true);
    assert_eq!(first(&panel).met, Met::NotMet);
    panel.convened.members[0].qualifications.insert(Qualification::PaediatricCancer);
    panel.convened.circumstances.paediatric_cancer = None;
    assert_eq!(first(&panel).met, Met::Met);
    panel.convened.circumstances.paediatric_cancer = Some(false);
    assert_eq!(first(&panel).wanted, Wanted::Chair, "no such seat is asked for");
}

#[test]
fn nobody_is_missing_before_it_is_known_who_is_there() {
    let mut called = panel(false, vec![seat(ONCOLOGIST, 1)], &[&[GENETICIST]]);
    let answers = |panel: &Panel| requirements(panel).iter().map(|wanted| wanted.met).collect::<Vec<_>>();
    assert!(answers(&called).contains(&Met::NotMet));
    called.attendance = None;
    assert!(answers(&called).iter().all(|met| *met == Met::NotAssessed), "unknown is neither yes nor no");
}

#[test]
fn several_persons_are_counted() {
    let two =
        |persons: &[&[Qualification]]| requirements(&panel(true, vec![seat(ONCOLOGIST, 2)], persons)).remove(0).met;
    assert_eq!(two(&[&[ONCOLOGIST]]), Met::NotMet);
    assert_eq!(two(&[&[ONCOLOGIST], &[ONCOLOGIST, GENETICIST]]), Met::Met);
}

#[test]
fn who_is_not_there_counts_for_nothing() {
    let mut panel = panel(true, vec![seat(GENETICIST, 1)], &[&[ONCOLOGIST], &[GENETICIST]]);
    panel.attendance.as_mut().unwrap().present = [1].into();
    assert_eq!(requirements(&panel)[0].met, Met::NotMet);
}
