//! Members elsewhere: whose key it is, who is invited, and whether an answer is one.

use jiff::civil::Date;

use super::panels::open_panel;
use super::reports::not_taking_part;
use crate::case::Case;
use crate::consent::{ConsentKind, Wish};
use crate::event::CaseEvent;
use crate::panel::invitation::{InvitationSeal, MembersInvited, OpinionPacket, SeatKeyRegistered};
use crate::panel::{OpinionRecorded, Panel, PanelMember, SeatNumber};
use crate::refusal::Refusal;

/// A seat has one key at a time; another one may be registered until the seat has spoken.
pub(super) fn register(case: &Case, registered: SeatKeyRegistered) -> Result<Vec<CaseEvent>, Refusal> {
    let panel = open_panel(case, registered.panel)?;
    require_elsewhere(panel, registered.seat)?;
    require_silent(panel, registered.seat)?;
    // One key for two seats would let one person speak twice.
    if panel.keys.iter().any(|(seat, known)| *seat != registered.seat && known.signing == registered.signing) {
        return Err(Refusal::SeatKeyTaken);
    }
    if panel.keys.get(&registered.seat) == Some(&registered) {
        return Ok(Vec::new());
    }
    Ok(vec![CaseEvent::SeatKeyRegistered(registered)])
}

/// Who may still answer is invited, to their own key or by a passphrase, and never where the person takes no part.
pub(super) fn invite(case: &Case, invited: MembersInvited, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = not_taking_part(case) {
        return Err(refusal);
    }
    let panel = open_panel(case, invited.panel)?;
    if panel.revealed_at.is_some() {
        return Err(Refusal::OpinionsAlreadyRevealed);
    }
    require_time(panel, today)?;
    require_wish(case)?;
    if invited.invitations.is_empty() {
        return Err(Refusal::NobodyInvited);
    }
    for written in &invited.invitations {
        require_elsewhere(panel, written.seat)?;
        require_silent(panel, written.seat)?;
        let own_key = panel.keys.get(&written.seat).is_some_and(|key| key.signing == written.answering_key);
        if written.seal == InvitationSeal::Key && !own_key {
            return Err(Refusal::SeatKeyUnknown);
        }
        if invited.invitations.iter().filter(|other| other.seat == written.seat).count() > 1 {
            return Err(Refusal::PanelMembersUnclear);
        }
    }
    Ok(vec![CaseEvent::MembersInvited(invited)])
}

/// An answer counts when it answers the newest invitation of its seat, is signed by the key that this invitation named, and
/// is about the case that stood in it.
pub(super) fn require_answer(
    panel: &Panel,
    opinion: &OpinionRecorded,
    packet: &OpinionPacket,
    today: Date,
) -> Result<(), Refusal> {
    let heard = panel.opinions.values().filter_map(|(heard, _)| heard.packet.as_ref());
    if heard.into_iter().any(|heard| heard.packet == packet.packet || heard.sha256 == packet.sha256) {
        return Err(Refusal::PacketReplayed);
    }
    let standing = panel.invitations.iter().find(|standing| standing.written.packet == packet.answers);
    let standing = standing.ok_or(Refusal::PacketUnknown)?;
    if standing.written.answering_key != packet.signed_by {
        return Err(Refusal::PacketKeyUnknown);
    }
    if standing.written.seat != opinion.seat {
        return Err(Refusal::PacketOfAnotherSeat);
    }
    let newest = panel.invitations.iter().rev().find(|other| other.written.seat == opinion.seat);
    if newest.is_some_and(|newest| newest.written.packet != packet.answers) {
        return Err(Refusal::PacketReplaced);
    }
    if standing.case_hash != packet.case_hash {
        return Err(Refusal::OpinionOnOtherContent);
    }
    require_elsewhere(panel, opinion.seat)?;
    require_silent(panel, opinion.seat)?;
    require_time(panel, today)
}

/// Findings about inherited variants leave only where the person wishes to hear of them; where the panel must be asked about
/// one, there is no packet without it.
fn require_wish(case: &Case) -> Result<(), Refusal> {
    let asked = case.asked_of_panel();
    let rests = case.findings().iter().any(|finding| finding.germline && asked.contains(&finding.key));
    match case.wish(ConsentKind::SecondaryFindings) {
        _ if !rests => Ok(()),
        Wish::Yes => Ok(()),
        Wish::No | Wish::Withdrawn => Err(Refusal::GermlineNotWished),
        Wish::Deferred | Wish::NotRecorded => Err(Refusal::GermlineWishMissing),
    }
}

/// Whoever has an account here speaks here.
fn require_elsewhere(panel: &Panel, seat: SeatNumber) -> Result<&PanelMember, Refusal> {
    let member = panel.member(seat).ok_or(Refusal::PanelMembersUnclear)?;
    if member.account.is_none() { Ok(member) } else { Err(Refusal::SeatHasAccount) }
}

fn require_silent(panel: &Panel, seat: SeatNumber) -> Result<(), Refusal> {
    if panel.opinions.contains_key(&seat) { Err(Refusal::OpinionAlreadyGiven) } else { Ok(()) }
}

fn require_time(panel: &Panel, today: Date) -> Result<(), Refusal> {
    if today > panel.convened.meeting.day() { Err(Refusal::OpinionLate) } else { Ok(()) }
}
