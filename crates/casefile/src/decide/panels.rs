//! The panel: who is called, what they say, how it ends.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::evidence::Basis;
use model::finding::FindingKey;
use model::ids::PanelId;
use model::panel_rule::{CirculatedReview, DiseaseGroup};

use super::invitations::require_answer;
use super::require_editable;
use crate::case::Case;
use crate::command::Context;
use crate::event::CaseEvent;
use crate::panel::cancellation::PanelCancelled;
use crate::panel::composition::requirements;
use crate::panel::{
    AttendanceRecorded, ConclusionWithdrawn, OpinionRecorded, OpinionsRevealed, Panel, PanelConcluded, PanelConvened,
    PanelMeeting, PanelPart, Recommendation, RecommendationKind, Stance,
};
use crate::permission::Action;
use crate::refusal::Refusal;

/// A panel is called on the newest draft, by a rule that holds on its day.
pub(super) fn convene(case: &Case, convened: PanelConvened, group: DiseaseGroup) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(refusal) = convening_blocker(case) {
        return Err(refusal);
    }
    if case.draft.as_ref().is_none_or(|draft| convened.content_hash != draft.composed.content_hash) {
        return Err(Refusal::ContentDiffers);
    }
    if case.panels.iter().any(|panel| panel.convened.panel == convened.panel) {
        return Err(Refusal::PanelOpen);
    }
    if !convened.rule.holds(group, case.test_kind(), convened.meeting.day()) {
        return Err(Refusal::PanelRuleDoesNotHold);
    }
    if convened.rule.basis == Basis::FromMemory && !convened.house_rule {
        return Err(Refusal::PanelRuleUnconfirmed);
    }
    if matches!(convened.meeting, PanelMeeting::Circulated { .. }) {
        let allowed = match convened.rule.circulated_review {
            CirculatedReview::EveryCase => true,
            CirculatedReview::ListedCases => convened.circumstances.listed_for_circulation == Some(true),
            CirculatedReview::Never => false,
        };
        if !allowed {
            return Err(Refusal::CirculationNotAllowed);
        }
    }
    require_seats(&convened)?;
    Ok(vec![CaseEvent::PanelConvened(Box::new(convened))])
}

/// Why no panel may be called now, whoever would sit on it; `None` where one may.
pub fn convening_blocker(case: &Case) -> Option<Refusal> {
    let drafted = || match &case.draft {
        None => Err(Refusal::NoDraft),
        Some(draft) if draft.out_of_date => Err(Refusal::DraftOutOfDate),
        Some(_) => Ok(()),
    };
    require_editable(case).and_then(|()| drafted()).and_then(|()| require_turn(case)).err()
}

/// One panel at a time: the one before was cancelled or overtaken, or its opinions in circulation are open. A conclusion that
/// stands is taken back first.
pub(super) fn require_turn(case: &Case) -> Result<(), Refusal> {
    let Some(last) = case.panel().filter(|last| !last.out_of_date && last.cancelled.is_none()) else { return Ok(()) };
    match last.concluded.is_some() {
        true => Err(Refusal::PanelAlreadyConcluded),
        false if may_follow(last) => Ok(()),
        false => Err(Refusal::PanelOpen),
    }
}

/// Another panel may follow a circulated review whose opinions are open: it ended in disagreement, or somebody never answered.
fn may_follow(panel: &Panel) -> bool {
    panel.revealed_at.is_some()
}

fn require_seats(convened: &PanelConvened) -> Result<(), Refusal> {
    let seats: BTreeSet<_> = convened.members.iter().map(|member| member.seat).collect();
    let accounts: Vec<_> = convened.members.iter().filter_map(|member| member.account).collect();
    let one_seat_each = accounts.iter().collect::<BTreeSet<_>>().len() == accounts.len();
    let chairs = convened.members.iter().filter(|member| member.part == PanelPart::Chair).count();
    let named = convened.members.iter().all(|member| !member.name.trim().is_empty());
    let numbered = seats.len() == convened.members.len() && !seats.contains(&0);
    if one_seat_each && chairs == 1 && named && numbered { Ok(()) } else { Err(Refusal::PanelMembersUnclear) }
}

/// The panel that counts, if it is the one meant, was not overtaken and has not ended.
pub(super) fn open_panel(case: &Case, wanted: PanelId) -> Result<&Panel, Refusal> {
    require_editable(case)?;
    let panel = case.panel().filter(|panel| panel.convened.panel == wanted).ok_or(Refusal::PanelUnknown)?;
    if panel.cancelled.is_some() {
        return Err(Refusal::PanelCancelled);
    }
    if panel.out_of_date {
        return Err(Refusal::PanelOutOfDate);
    }
    if panel.concluded.is_some() {
        return Err(Refusal::PanelAlreadyConcluded);
    }
    Ok(panel)
}

pub(super) fn attend(case: &Case, attendance: AttendanceRecorded, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    let panel = open_panel(case, attendance.panel)?;
    require_held(panel, today)?;
    if attendance.present.iter().any(|seat| panel.member(*seat).is_none()) {
        return Err(Refusal::PanelMembersUnclear);
    }
    if panel.attendance.as_ref() == Some(&attendance) {
        return Ok(Vec::new());
    }
    Ok(vec![CaseEvent::AttendanceRecorded(attendance)])
}

/// Nobody sat in a meeting whose day is still to come, and nothing was concluded there.
fn require_held(panel: &Panel, today: Date) -> Result<(), Refusal> {
    match panel.convened.meeting {
        PanelMeeting::RealTime { held_on } if held_on > today => Err(Refusal::MeetingToCome { held_on }),
        PanelMeeting::RealTime { .. } | PanelMeeting::Circulated { .. } => Ok(()),
    }
}

/// One opinion a seat, on what was laid before it, in time, and before any may be seen.
pub(super) fn give_opinion(
    case: &Case,
    opinion: OpinionRecorded,
    (context, today): (&Context, Date),
) -> Result<Vec<CaseEvent>, Refusal> {
    let panel = open_panel(case, opinion.panel)?;
    let member = panel.member(opinion.seat).ok_or(Refusal::PanelMembersUnclear)?;
    if let Some(packet) = &opinion.packet {
        require_answer(panel, &opinion, packet, today)?;
    }
    let own = member.account == Some(context.actor);
    let for_other = member.account.is_none()
        && opinion.received_by.as_ref().is_some_and(|how| !how.trim().is_empty())
        && Action::RecordOpinionForOther.roles().contains(&context.role);
    if !own && !for_other && opinion.packet.is_none() {
        return Err(Refusal::OpinionOfAnother);
    }
    if opinion.content_hash != panel.convened.content_hash {
        return Err(Refusal::OpinionOnOtherContent);
    }
    if panel.revealed_at.is_some() {
        return Err(Refusal::OpinionsAlreadyRevealed);
    }
    if panel.opinions.contains_key(&opinion.seat) {
        return Err(Refusal::OpinionAlreadyGiven);
    }
    if let PanelMeeting::Circulated { due_on } = panel.convened.meeting
        && today > due_on
    {
        return Err(Refusal::OpinionLate);
    }
    let said: BTreeSet<FindingKey> = opinion.findings.iter().map(|said| said.finding).collect();
    if said.len() != opinion.findings.len() || said.iter().any(|key| !case.findings().iter().any(|f| f.key == *key)) {
        return Err(Refusal::FindingUnknown);
    }
    let missing = case.asked_of_panel().difference(&said).count();
    if missing > 0 {
        return Err(Refusal::OpinionIncomplete { count: missing });
    }
    Ok(vec![CaseEvent::OpinionRecorded(opinion)])
}

/// Opinions are seen when all have given theirs, or when the chair says why not to wait.
pub(super) fn reveal(case: &Case, mut revealed: OpinionsRevealed) -> Result<Vec<CaseEvent>, Refusal> {
    let panel = open_panel(case, revealed.panel)?;
    if panel.revealed_at.is_some() {
        return Err(Refusal::OpinionsAlreadyRevealed);
    }
    revealed.because = revealed.because.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let waiting = panel.agreement().waiting.len();
    if waiting > 0 && revealed.because.is_none() {
        return Err(Refusal::OpinionsWaiting { count: waiting });
    }
    Ok(vec![CaseEvent::OpinionsRevealed(revealed)])
}

pub(super) fn conclude(case: &Case, concluded: PanelConcluded, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    let panel = open_panel(case, concluded.panel)?;
    if let Some(refusal) = conclusion_blockers(case, panel, today).into_iter().next() {
        return Err(refusal);
    }
    if matches!(panel.convened.meeting, PanelMeeting::Circulated { .. }) {
        require_said_by_all(panel, &concluded)?;
    }
    require_recommendations(case, &concluded.recommendations)?;
    Ok(vec![CaseEvent::PanelConcluded(concluded)])
}

/// Everything that stands between an open panel and its conclusion, whatever it would recommend.
pub fn conclusion_blockers(case: &Case, panel: &Panel, today: Date) -> Vec<Refusal> {
    let heard = match panel.convened.meeting {
        PanelMeeting::Circulated { .. } => require_agreement(panel).err(),
        PanelMeeting::RealTime { .. } if panel.attendance.is_none() => Some(Refusal::AttendanceMissing),
        PanelMeeting::RealTime { .. } => None,
    };
    let missing = requirements(panel).into_iter().filter(|wanted| wanted.met != model::assessed::Met::Met).count();
    let unanswered = case.unanswered().len();
    [
        require_held(panel, today).err(),
        heard,
        (missing > 0).then_some(Refusal::PanelIncomplete { count: missing }),
        (unanswered > 0).then_some(Refusal::OptionsUndecided { count: unanswered }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A circulated review ends only where everybody who spoke says the same.
fn require_agreement(panel: &Panel) -> Result<(), Refusal> {
    if panel.revealed_at.is_none() {
        return Err(Refusal::OpinionsNotRevealed);
    }
    match panel.agreement().disagreed.len() {
        0 => Ok(()),
        disagreed => Err(Refusal::MeetingNeeded { count: disagreed }),
    }
}

/// It ends with what they said: what somebody was not asked about, nobody recommended.
fn require_said_by_all(panel: &Panel, concluded: &PanelConcluded) -> Result<(), Refusal> {
    let recommended = |key: &FindingKey| {
        panel.opinions.values().all(|(opinion, _)| {
            opinion.findings.iter().any(|said| said.finding == *key && said.stance == Stance::Recommend)
        })
    };
    let mut treatments = concluded.recommendations.iter().filter(|wanted| wanted.kind.rests_on_options());
    let all = treatments.all(|wanted| wanted.findings.iter().all(recommended));
    if all { Ok(()) } else { Err(Refusal::ConclusionAgainstOpinions) }
}

/// What is recommended was accepted, what was accepted is recommended, and nothing stands beside "nothing".
fn require_recommendations(case: &Case, recommendations: &[Recommendation]) -> Result<(), Refusal> {
    let wordless = |wanted: &Recommendation| {
        wanted.reason.trim().is_empty() || wanted.kind.asks_for_words() && wanted.text.trim().is_empty()
    };
    if recommendations.is_empty() || recommendations.iter().any(wordless) {
        return Err(Refusal::RecommendationMissing);
    }
    let known = |key: &FindingKey| case.findings().iter().any(|finding| finding.key == *key);
    if recommendations.iter().flat_map(|wanted| &wanted.findings).any(|key| !known(key)) {
        return Err(Refusal::FindingUnknown);
    }
    let accepted: BTreeSet<FindingKey> =
        case.accepted().filter(|finding| finding.is_acceptable_option()).map(|finding| finding.key).collect();
    let options = recommendations.iter().filter(|wanted| wanted.kind.rests_on_options());
    let recommended: BTreeSet<FindingKey> = options.flat_map(|wanted| wanted.findings.iter().copied()).collect();
    if !recommended.is_subset(&accepted) {
        return Err(Refusal::RecommendedNotAccepted);
    }
    if !accepted.is_subset(&recommended) {
        return Err(Refusal::AcceptedNotRecommended);
    }
    let nothing = recommendations.iter().any(|wanted| wanted.kind == RecommendationKind::Nothing);
    let option = recommendations.iter().any(|wanted| wanted.kind.rests_on_options());
    if nothing && option { Err(Refusal::RecommendationMissing) } else { Ok(()) }
}

pub(super) fn withdraw(case: &Case, withdrawn: ConclusionWithdrawn) -> Result<Vec<CaseEvent>, Refusal> {
    require_editable(case)?;
    let panel = case.panel().filter(|panel| panel.convened.panel == withdrawn.panel).ok_or(Refusal::PanelUnknown)?;
    if panel.concluded.is_none() {
        return Err(Refusal::NothingToWithdraw);
    }
    if withdrawn.because.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![CaseEvent::ConclusionWithdrawn(withdrawn)])
}

/// A panel that has not concluded is ended, whatever was wrong with how it was called: another one may be called then. What
/// was said on it stays in the log.
pub(super) fn cancel(case: &Case, mut cancelled: PanelCancelled) -> Result<Vec<CaseEvent>, Refusal> {
    open_panel(case, cancelled.panel)?;
    let because = cancelled.because.trim().to_owned();
    cancelled.because = because;
    if cancelled.because.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![CaseEvent::PanelCancelled(cancelled)])
}
