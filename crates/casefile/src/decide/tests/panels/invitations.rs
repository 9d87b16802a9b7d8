//! Members elsewhere.

use model::ids::PacketId;

use super::*;
use crate::panel::invitation::{InvitationSeal, MembersInvited, OpinionPacket, SeatKeyRegistered, WrittenInvitation};

const CASE_HASH: ContentHash = ContentHash([7; 32]);

fn packet(number: u128) -> PacketId {
    PacketId(Uuid::from_u128(number))
}

fn key(seat: SeatNumber, signing: &str) -> SeatKeyRegistered {
    let (name, sealing) = ("合成".to_owned(), "seal".to_owned());
    SeatKeyRegistered { panel: PANEL, seat, name, signing: signing.to_owned(), sealing, fingerprint: "ab12".to_owned() }
}

fn invitation(number: u128, seat: SeatNumber, answering_key: &str) -> WrittenInvitation {
    WrittenInvitation {
        packet: packet(number),
        seat,
        seal: InvitationSeal::Key,
        answering_key: answering_key.to_owned(),
        sha256: ContentHash([1; 32]),
    }
}

fn inviting(invitations: Vec<WrittenInvitation>) -> Command {
    Command::InviteMembers(MembersInvited { panel: PANEL, case_hash: CASE_HASH, invitations })
}

fn answer(number: u128, answers: u128, signed_by: &str) -> OpinionRecorded {
    let packet = OpinionPacket {
        packet: packet(number),
        answers: packet(answers),
        case_hash: CASE_HASH,
        signed_by: signed_by.to_owned(),
        sha256: ContentHash::of_bytes(&number.to_be_bytes()),
        answered_by: "合成".to_owned(),
        answered_at: Timestamp::UNIX_EPOCH,
    };
    OpinionRecorded { packet: Some(packet), ..opinion(3, Stance::Recommend) }
}

fn act(case: &Case, command: Command) -> Result<Case, Refusal> {
    then(case, 2, Role::DataManager, command)
}

/// A circulated panel whose third seat has a key and a packet.
fn invited() -> Case {
    let called = then(&before_panel(), 2, Role::PanelChair, convening(circulated(), members())).unwrap();
    let keyed = act(&called, Command::RegisterSeatKey(key(3, "k3"))).unwrap();
    act(&keyed, inviting(vec![invitation(1, 3, "k3")])).unwrap()
}

#[test]
fn a_member_elsewhere_is_invited_to_the_key_of_the_seat_and_answers_once() {
    let heard = act(&invited(), Command::GiveOpinion(answer(100, 1, "k3"))).unwrap();
    let panel = heard.panel().unwrap();
    assert!(panel.opinions.contains_key(&3) && panel.revealed_at.is_none());
    assert!(!panel.may_see(AccountId(Uuid::from_u128(2)), 3), "whoever takes it in is as blind as before");
    assert_eq!(act(&heard, Command::GiveOpinion(answer(100, 1, "k3"))), Err(Refusal::PacketReplayed));
    assert_eq!(act(&heard, Command::GiveOpinion(answer(101, 1, "k3"))), Err(Refusal::OpinionAlreadyGiven));
    assert_eq!(act(&heard, inviting(vec![invitation(2, 3, "k3")])), Err(Refusal::OpinionAlreadyGiven));
    assert_eq!(act(&heard, Command::RegisterSeatKey(key(3, "other"))), Err(Refusal::OpinionAlreadyGiven));
}

#[test]
fn an_answer_to_another_invitation_case_seat_or_by_another_key_is_refused() {
    let case = invited();
    let give = |said| act(&case, Command::GiveOpinion(said));
    assert_eq!(give(answer(100, 9, "k3")), Err(Refusal::PacketUnknown));
    assert_eq!(give(answer(100, 1, "k4")), Err(Refusal::PacketKeyUnknown));
    assert_eq!(give(OpinionRecorded { seat: 1, ..answer(100, 1, "k3") }), Err(Refusal::PacketOfAnotherSeat));
    let mut changed = answer(100, 1, "k3");
    changed.packet.as_mut().unwrap().case_hash = ContentHash([8; 32]);
    assert_eq!(give(changed), Err(Refusal::OpinionOnOtherContent));
    let empty = OpinionRecorded { findings: Vec::new(), ..answer(100, 1, "k3") };
    assert_eq!(give(empty), Err(Refusal::OpinionIncomplete { count: 1 }));
    let again = act(&case, inviting(vec![invitation(2, 3, "k3")])).unwrap();
    assert_eq!(act(&again, Command::GiveOpinion(answer(100, 1, "k3"))), Err(Refusal::PacketReplaced));
    act(&again, Command::GiveOpinion(answer(100, 2, "k3"))).unwrap();
}

#[test]
fn an_answer_after_the_last_day_or_after_the_reveal_or_to_an_overtaken_panel_is_refused() {
    let case = invited();
    let late = Context { at: Timestamp::from_second(4_000_000_000).unwrap(), ..context(Role::DataManager) };
    assert_eq!(decide(&case, Command::GiveOpinion(answer(100, 1, "k3")), &late), Err(Refusal::OpinionLate));
    assert_eq!(decide(&case, inviting(vec![invitation(2, 3, "k3")]), &late), Err(Refusal::OpinionLate));
    let seen = then(&case, 2, Role::PanelChair, revealing(Some("合成"))).unwrap();
    assert_eq!(act(&seen, Command::GiveOpinion(answer(100, 1, "k3"))), Err(Refusal::OpinionsAlreadyRevealed));
    let mut overtaken = case;
    overtaken.panels[0].out_of_date = true;
    assert_eq!(act(&overtaken, Command::GiveOpinion(answer(100, 1, "k3"))), Err(Refusal::PanelOutOfDate));
}

#[test]
fn nobody_is_invited_whose_key_is_not_known_or_who_speaks_here() {
    let case = invited();
    assert_eq!(act(&case, inviting(vec![])), Err(Refusal::NobodyInvited));
    assert_eq!(act(&case, inviting(vec![invitation(2, 3, "k4")])), Err(Refusal::SeatKeyUnknown));
    assert_eq!(act(&case, inviting(vec![invitation(2, 2, "k3")])), Err(Refusal::SeatHasAccount));
    let twice = vec![invitation(2, 3, "k3"), invitation(3, 3, "k3")];
    assert_eq!(act(&case, inviting(twice)), Err(Refusal::PanelMembersUnclear));
    assert_eq!(act(&case, Command::RegisterSeatKey(key(2, "k"))), Err(Refusal::SeatHasAccount));
    let by_passphrase = WrittenInvitation { seal: InvitationSeal::Passphrase, ..invitation(2, 3, "one-time") };
    let sealed = act(&case, inviting(vec![by_passphrase])).unwrap();
    act(&sealed, Command::GiveOpinion(answer(100, 2, "one-time"))).unwrap();
    let member = then(&case, 20, Role::PanelMember, inviting(vec![invitation(2, 3, "k3")])).unwrap_err();
    assert!(matches!(member, Refusal::RoleMissing { .. }));
}
