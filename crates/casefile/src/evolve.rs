//! State from events. No rule stands here: what happened, happened.

use jiff::Timestamp;
use model::ids::PanelId;
use model::report_content::DocumentKind;

use crate::amendment::{Amendment, AmendmentOpened, AmendmentTask, AmendmentTaskClosed};
use crate::case::{Case, Decision, Draft, LossAnswer, Verdict};
use crate::command::Context;
use crate::confirmation::Confirmation;
use crate::consent::{ConsentRecorded, ConsentWithdrawn, StandingConsent};
use crate::event::{CaseEvent, ClinicalCorrected, FindingDecided, FindingLossAnswered};
use crate::omission::{Omission, PanelOmitted};
use crate::panel::cancellation::PanelCancelled;
use crate::panel::invitation::{MembersInvited, StandingInvitation, WrittenInvitation};
use crate::panel::{AttendanceRecorded, Panel, PanelConcluded, PanelConvened};
use crate::retention::LegalHold;

/// The case after one more event.
#[must_use]
pub fn evolve(mut case: Case, event: &CaseEvent, context: &Context) -> Case {
    case.events += 1;
    match event {
        CaseEvent::CaseOpened(opened) => {
            case.id = Some(context.case);
            case.opened = Some(opened.clone());
        }
        CaseEvent::ClinicalRecorded(recorded) => {
            case.tumors.recorded(recorded.record.tumor_type.as_ref());
            case.clinical = Some(recorded.record.clone());
            outdate(&mut case);
        }
        CaseEvent::ClinicalCorrected(corrected) => correct(&mut case, corrected),
        CaseEvent::ProfileImported(profile) => {
            case.profile = Some(profile.clone());
            outdate(&mut case);
        }
        CaseEvent::Interpreted(interpreted) => {
            case.tumors.matched(case.interpretation.replace(interpreted.clone()), &interpreted.tumor);
            case.corrected_since_matched.clear();
            outdate(&mut case);
        }
        CaseEvent::FindingAccepted(decided) => settle(&mut case, decided, Verdict::Accepted, context),
        CaseEvent::FindingDeclined(decided) => settle(&mut case, decided, Verdict::Declined, context),
        CaseEvent::FindingDecisionWithdrawn(decided) => unsettle(&mut case, decided),
        CaseEvent::DraftComposed(composed) => {
            case.draft = Some(Draft { composed: composed.clone(), out_of_date: false });
        }
        CaseEvent::ReportSigned(signed) => case.signed = Some(signed.clone()),
        CaseEvent::DocumentExported(exported) => case.exported.push(exported.clone()),
        CaseEvent::BundleExported(exported) => case.bundles.push(*exported),
        CaseEvent::ConsentRecorded(recorded) => consent(&mut case, recorded, context),
        CaseEvent::ConsentWithdrawn(withdrawn) => consent_withdrawn(&mut case, withdrawn, context),
        CaseEvent::MilestoneReached(reached) => {
            case.milestones.insert(reached.milestone, reached.on);
        }
        CaseEvent::ConfirmationOrdered(ordered) => confirm(&mut case, Confirmation::Ordered(ordered.clone())),
        CaseEvent::ConfirmationResulted(resulted) => confirm(&mut case, Confirmation::Resulted(resulted.clone())),
        CaseEvent::ConfirmationWaived(waived) => confirm(&mut case, Confirmation::Waived(waived.clone())),
        CaseEvent::PanelConvened(convened) => convene(&mut case, convened),
        CaseEvent::PanelCancelled(cancelled) => cancel(&mut case, cancelled, context),
        CaseEvent::PanelOmitted(omitted) => omit(&mut case, omitted, context),
        CaseEvent::ProgrammePlaced(placed) => case.programme = Some(*placed),
        CaseEvent::AttendanceRecorded(attendance) => attend(&mut case, attendance),
        CaseEvent::SeatKeyRegistered(registered) => on_panel(&mut case, registered.panel, |panel| {
            panel.keys.insert(registered.seat, registered.clone());
        }),
        CaseEvent::MembersInvited(invited) => invite(&mut case, invited, context.at),
        CaseEvent::OpinionRecorded(opinion) => on_panel(&mut case, opinion.panel, |panel| {
            panel.opinions.insert(opinion.seat, (opinion.clone(), context.at));
        }),
        CaseEvent::OpinionsRevealed(revealed) => reveal(&mut case, revealed.panel, context),
        CaseEvent::PanelConcluded(concluded) => {
            conclude(&mut case, concluded.panel, Some((concluded.clone(), context.at)));
        }
        CaseEvent::ConclusionWithdrawn(withdrawn) => conclude(&mut case, withdrawn.panel, None),
        CaseEvent::AmendmentOpened(opened) => amend(&mut case, opened, context),
        CaseEvent::AmendmentTaskClosed(closed) => close_task(&mut case, closed),
        CaseEvent::PanelRequested(requested) => case.requested.push(((**requested).clone(), context.at)),
        CaseEvent::RequestReceived(request) => case.request = Some(request.clone()),
        CaseEvent::ConclusionReturned(returned) => case.sent_back.push((returned.clone(), context.at)),
        CaseEvent::ReturnReceived(returned) => case.returns.push(((**returned).clone(), context.at)),
        CaseEvent::ReturnedExported(exported) => case.returned_exported.push(*exported),
        CaseEvent::FindingLossAnswered(answered) => answer_loss(&mut case, answered, context),
        CaseEvent::RetentionSet(set) => case.retention = Some(set.clone()),
        CaseEvent::LegalHoldPlaced(said) => {
            case.legal_hold = Some(LegalHold { said: said.clone(), by: context.actor, at: context.at });
        }
        CaseEvent::LegalHoldLifted(_) => case.legal_hold = None,
    }
    case
}

fn correct(case: &mut Case, corrected: &ClinicalCorrected) {
    case.clinical = Some(corrected.record.clone());
    case.corrected_after_signing |= case.signed.is_some();
    if corrected.field.changes_matching() && case.interpretation.is_some() {
        case.corrected_since_matched.insert(corrected.field);
    }
    if corrected.field.is_administrative() {
        outdate_draft(case);
    } else {
        case.decided_before_correction = case.decisions.keys().copied().collect();
        outdate(case);
    }
}

fn consent(case: &mut Case, recorded: &ConsentRecorded, context: &Context) {
    let standing = StandingConsent { recorded: recorded.clone(), withdrawn: None, by: context.actor, at: context.at };
    case.consents.insert(recorded.kind, standing);
    outdate_draft(case);
}

fn consent_withdrawn(case: &mut Case, withdrawn: &ConsentWithdrawn, context: &Context) {
    if let Some(standing) = case.consents.get_mut(&withdrawn.kind) {
        standing.withdrawn = Some(withdrawn.clone());
        (standing.by, standing.at) = (context.actor, context.at);
    }
    outdate_draft(case);
}

fn confirm(case: &mut Case, step: Confirmation) {
    let observation = match &step {
        Confirmation::Ordered(ordered) => &ordered.observation,
        Confirmation::Resulted(resulted) => &resulted.observation,
        Confirmation::Waived(waived) => &waived.observation,
    };
    case.confirmations.insert(observation.clone(), step);
    outdate_draft(case);
}

fn attend(case: &mut Case, attendance: &AttendanceRecorded) {
    on_panel(case, attendance.panel, |panel| panel.attendance = Some(attendance.clone()));
}

fn reveal(case: &mut Case, panel: PanelId, context: &Context) {
    on_panel(case, panel, |panel| panel.revealed_at = Some(context.at));
}

fn on_panel(case: &mut Case, id: PanelId, change: impl FnOnce(&mut Panel)) {
    if let Some(panel) = case.panels.iter_mut().find(|panel| panel.convened.panel == id) {
        change(panel);
    }
}

fn invite(case: &mut Case, invited: &MembersInvited, at: Timestamp) {
    let standing =
        |written: &WrittenInvitation| StandingInvitation { written: written.clone(), case_hash: invited.case_hash, at };
    on_panel(case, invited.panel, |panel| panel.invitations.extend(invited.invitations.iter().map(standing)));
}

/// The panel's conclusion and when it was reached, or that it was taken back.
fn conclude(case: &mut Case, panel: PanelId, end: Option<(PanelConcluded, Timestamp)>) {
    let tumor = case.interpretation.as_ref().map(|interpretation| interpretation.tumor.clone());
    case.tumors.concluded = tumor.filter(|_| end.is_some());
    on_panel(case, panel, |panel| (panel.concluded, panel.concluded_at) = end.unzip());
    outdate_draft(case);
}

/// A panel takes the place of the decision to hold none.
fn convene(case: &mut Case, convened: &PanelConvened) {
    case.panels.push(Panel::called(convened.clone()));
    case.omission = None;
}

fn cancel(case: &mut Case, cancelled: &PanelCancelled, context: &Context) {
    on_panel(case, cancelled.panel, |panel| panel.cancelled = Some((cancelled.clone(), context.at)));
}

/// The decision is printed in the report.
fn omit(case: &mut Case, omitted: &PanelOmitted, context: &Context) {
    let (by, role, at) = (context.actor, context.role, context.at);
    case.omission = Some(Omission { omitted: omitted.clone(), by, role, at, out_of_date: false });
    outdate_draft(case);
}

/// The signed report steps back; tasks follow for each of its documents that had left the house.
fn amend(case: &mut Case, opened: &AmendmentOpened, context: &Context) {
    let printed = case.printed();
    let Some(replaced) = case.signed.take() else { return };
    let sent_back = || case.sent_back.iter().filter(|(returned, _)| returned.revision == replaced.revision);
    let left = |kind: DocumentKind| {
        case.exported.iter().any(|exported| exported.revision == replaced.revision && exported.kind == kind)
            || sent_back().any(|(returned, _)| returned.documents.iter().any(|(sent, _)| *sent == kind))
    };
    let tasks = [
        (AmendmentTask::TellPhysician, left(DocumentKind::Panel) || left(DocumentKind::Patient)),
        (AmendmentTask::ReplacePatientCopy, left(DocumentKind::Patient)),
    ];
    let open_tasks = tasks.into_iter().filter(|(_, open)| *open).map(|(task, _)| task).collect();
    let (by, at) = (context.actor, context.at);
    case.amendments.push(Amendment { opened: opened.clone(), replaced, printed, open_tasks, by, at });
    case.corrected_after_signing = false;
    if opened.kind.keeps_conclusion() {
        outdate_draft(case);
    } else {
        outdate(case);
    }
}

fn close_task(case: &mut Case, closed: &AmendmentTaskClosed) {
    if let Some(amended) = case.amendments.iter_mut().find(|amended| amended.opened.replaces == closed.replaces) {
        amended.open_tasks.remove(&closed.task);
    }
}

fn answer_loss(case: &mut Case, answered: &FindingLossAnswered, context: &Context) {
    let FindingLossAnswered { before, after, finding, reason, .. } = answered.clone();
    let answer = LossAnswer { reason, by: context.actor, role: context.role, at: context.at };
    case.losses_answered.insert((before, after, finding), answer);
}

/// The case that a stream of events tells.
pub fn replay<'e>(events: impl IntoIterator<Item = (&'e CaseEvent, Context)>) -> Case {
    events.into_iter().fold(Case::default(), |case, (event, context)| evolve(case, event, &context))
}

fn settle(case: &mut Case, decided: &FindingDecided, verdict: Verdict, context: &Context) {
    let decision =
        Decision { verdict, reason: decided.reason.clone(), by: context.actor, role: context.role, at: context.at };
    case.decisions.insert(decided.finding, decision);
    case.decided_before_correction.remove(&decided.finding);
    outdate_by_decision(case);
}

fn unsettle(case: &mut Case, decided: &FindingDecided) {
    case.decisions.remove(&decided.finding);
    case.decided_before_correction.remove(&decided.finding);
    outdate_by_decision(case);
}

/// What was laid before the panel has changed: its opinions and its conclusion no longer count.
fn outdate(case: &mut Case) {
    if let Some(panel) = case.panels.last_mut() {
        panel.out_of_date = true;
    }
    outdate_omission(case);
    outdate_draft(case);
}

/// A decision is the panel's own work until it has concluded; afterwards it overtakes the conclusion.
fn outdate_by_decision(case: &mut Case) {
    if let Some(panel) = case.panels.last_mut().filter(|panel| panel.concluded.is_some()) {
        panel.out_of_date = true;
    }
    outdate_omission(case);
    outdate_draft(case);
}

fn outdate_omission(case: &mut Case) {
    if let Some(omission) = &mut case.omission {
        omission.out_of_date = true;
    }
}

fn outdate_draft(case: &mut Case) {
    if let Some(draft) = &mut case.draft {
        draft.out_of_date = true;
    }
}
