//! Whether the persons of a panel are those that its rule asks for.

use std::collections::BTreeSet;

use model::assessed::Met;
use model::panel_rule::{PanelRule, Qualification, Seat, SeatCondition};

use super::{AttendingPresence, Panel, PanelCircumstances, PanelMeeting, PanelMember, PanelPart, SeatNumber};

/// One thing a rule asks for, and whether it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What.
    pub wanted: Wanted,
    /// Whether.
    pub met: Met,
    /// The seats that count for it.
    pub seats: BTreeSet<SeatNumber>,
}

/// What a rule can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// Persons of a qualification.
    Seat(Seat),
    /// A chair.
    Chair,
    /// The attending physician, or what the rule takes instead.
    Attending,
    /// That each of the seats is filled by a person of its own.
    OwnPersonForEachSeat,
}

/// Everything that a rule asks for, in its order. A seat whose condition nobody has told is not assessed, and what is not
/// assessed is not met.
pub fn requirements(panel: &Panel) -> Vec<Requirement> {
    let rule = &panel.convened.rule;
    let present = panel.present();
    let members: Vec<&PanelMember> =
        panel.convened.members.iter().filter(|member| present.contains(&member.seat)).collect();
    let asked: Vec<&Seat> =
        rule.seats.iter().filter(|seat| applies(seat.when, panel.convened.circumstances) != Met::NotMet).collect();
    let mut wanted: Vec<Requirement> =
        asked.iter().map(|seat| seat_requirement(seat, panel.convened.circumstances, &members)).collect();
    wanted.push(of_part(PanelPart::Chair, Wanted::Chair, &members));
    wanted.push(attending(panel, rule, &members));
    if !rule.one_person_several_seats {
        let met = if each_has_a_person(&asked, &members) { Met::Met } else { Met::NotMet };
        wanted.push(Requirement { wanted: Wanted::OwnPersonForEachSeat, met, seats: BTreeSet::new() });
    }
    if !is_settled(panel) {
        for open in wanted.iter_mut().filter(|wanted| wanted.met == Met::NotMet) {
            open.met = Met::NotAssessed;
        }
    }
    wanted
}

/// Whether it is known who is there: until attendance is recorded, or opinions are in, nobody is missing yet.
fn is_settled(panel: &Panel) -> bool {
    match panel.convened.meeting {
        PanelMeeting::RealTime { .. } => panel.attendance.is_some(),
        PanelMeeting::Circulated { .. } => panel.revealed_at.is_some() || panel.agreement().waiting.is_empty(),
    }
}

fn applies(condition: SeatCondition, told: PanelCircumstances) -> Met {
    let told = match condition {
        SeatCondition::Always => Some(true),
        SeatCondition::SequencedInHouse => told.sequenced_in_house,
        SeatCondition::PaediatricCancer => told.paediatric_cancer,
    };
    match told {
        Some(true) => Met::Met,
        Some(false) => Met::NotMet,
        None => Met::NotAssessed,
    }
}

fn seat_requirement(seat: &Seat, told: PanelCircumstances, members: &[&PanelMember]) -> Requirement {
    let seats = qualified(seat.qualification, members);
    let enough = u32::try_from(seats.len()).is_ok_and(|count| count >= seat.minimum);
    let met = match (enough, applies(seat.when, told)) {
        (true, _) => Met::Met,
        (false, Met::NotAssessed) => Met::NotAssessed,
        (false, Met::Met | Met::NotMet) => Met::NotMet,
    };
    Requirement { wanted: Wanted::Seat(*seat), met, seats }
}

fn qualified(qualification: Qualification, members: &[&PanelMember]) -> BTreeSet<SeatNumber> {
    let holds = members.iter().filter(|member| member.qualifications.contains(&qualification));
    holds.map(|member| member.seat).collect()
}

fn of_part(part: PanelPart, wanted: Wanted, members: &[&PanelMember]) -> Requirement {
    let seats: BTreeSet<SeatNumber> =
        members.iter().filter(|member| member.part == part).map(|member| member.seat).collect();
    let met = if seats.is_empty() { Met::NotMet } else { Met::Met };
    Requirement { wanted, met, seats }
}

fn attending(panel: &Panel, rule: &PanelRule, members: &[&PanelMember]) -> Requirement {
    let there = of_part(PanelPart::Attending, Wanted::Attending, members);
    let recorded = panel.attendance.as_ref().map(|attendance| attendance.attending);
    let supplied = recorded == Some(AttendingPresence::SuppliedHistory) && rule.attending_may_supply_history;
    let said_present =
        matches!(panel.convened.meeting, PanelMeeting::RealTime { .. }) && recorded == Some(AttendingPresence::Present);
    let met = if there.met == Met::Met || supplied || said_present { Met::Met } else { Met::NotMet };
    Requirement { met, ..there }
}

/// Whether the seats can be dealt out so that nobody sits on two: augmenting paths over the few persons of a panel.
fn each_has_a_person(seats: &[&Seat], members: &[&PanelMember]) -> bool {
    let places: Vec<Qualification> =
        seats.iter().flat_map(|seat| (0..seat.minimum).map(|_| seat.qualification)).collect();
    let mut taken: Vec<Option<usize>> = vec![None; members.len()];
    places.iter().enumerate().all(|(place, _)| {
        let mut tried = BTreeSet::new();
        seat_somebody(place, &places, members, &mut taken, &mut tried)
    })
}

fn seat_somebody(
    place: usize,
    places: &[Qualification],
    members: &[&PanelMember],
    taken: &mut [Option<usize>],
    tried: &mut BTreeSet<usize>,
) -> bool {
    let Some(wanted) = places.get(place) else { return false };
    for (person, member) in members.iter().enumerate() {
        if !member.qualifications.contains(wanted) || !tried.insert(person) {
            continue;
        }
        let free = match taken.get(person).copied().flatten() {
            None => true,
            Some(other) => seat_somebody(other, places, members, taken, tried),
        };
        if free && let Some(seat) = taken.get_mut(person) {
            *seat = Some(place);
            return true;
        }
    }
    false
}
