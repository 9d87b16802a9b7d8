//! State from events. No rule stands here: what happened, happened.

use model::ids::PanelId;
use model::report_content::DocumentKind;

use crate::amendment::{Amendment, AmendmentOpened, AmendmentTask};
use crate::case::{Case, Decision, Draft, LossAnswer, Verdict};
use crate::command::Context;
use crate::confirmation::Confirmation;
use crate::consent::StandingConsent;
use crate::event::{CaseEvent, FindingDecided, FindingLossAnswered};
use crate::panel::Panel;

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
            case.clinical = Some(recorded.record.clone());
            outdate(&mut case);
        }
        CaseEvent::ClinicalCorrected(corrected) => {
            case.clinical = Some(corrected.record.clone());
            case.corrected_after_signing |= case.signed.is_some();
            if corrected.field.is_administrative() {
                outdate_draft(&mut case);
            } else {
                case.decided_before_correction = case.decisions.keys().copied().collect();
                outdate(&mut case);
            }
        }
        CaseEvent::ProfileImported(profile) => {
            case.profile = Some(profile.clone());
            outdate(&mut case);
        }
        CaseEvent::Interpreted(interpreted) => {
            case.interpretation = Some(interpreted.clone());
            outdate(&mut case);
        }
        CaseEvent::FindingAccepted(decided) => settle(&mut case, decided, Verdict::Accepted, context),
        CaseEvent::FindingDeclined(decided) => settle(&mut case, decided, Verdict::Declined, context),
        CaseEvent::FindingDecisionWithdrawn(decided) => {
            case.decisions.remove(&decided.finding);
            case.decided_before_correction.remove(&decided.finding);
            outdate_by_decision(&mut case);
        }
        CaseEvent::DraftComposed(composed) => {
            case.draft = Some(Draft { composed: composed.clone(), out_of_date: false });
        }
        CaseEvent::ReportSigned(signed) => case.signed = Some(signed.clone()),
        CaseEvent::DocumentExported(exported) => case.exported.push(exported.clone()),
        CaseEvent::ConsentRecorded(_)
        | CaseEvent::ConsentWithdrawn(_)
        | CaseEvent::MilestoneReached(_)
        | CaseEvent::ConfirmationOrdered(_)
        | CaseEvent::ConfirmationResulted(_)
        | CaseEvent::ConfirmationWaived(_) => around_the_case(&mut case, event, context),
        CaseEvent::PanelConvened(_)
        | CaseEvent::AttendanceRecorded(_)
        | CaseEvent::OpinionRecorded(_)
        | CaseEvent::OpinionsRevealed(_)
        | CaseEvent::PanelConcluded(_)
        | CaseEvent::ConclusionWithdrawn(_) => on_its_panel(&mut case, event, context),
        CaseEvent::AmendmentOpened(opened) => amend(&mut case, opened, context),
        CaseEvent::AmendmentTaskClosed(closed) => {
            let amended = case.amendments.iter_mut().find(|amended| amended.opened.replaces == closed.replaces);
            if let Some(amended) = amended {
                amended.open_tasks.remove(&closed.task);
            }
        }
        CaseEvent::FindingLossAnswered(answered) => {
            let FindingLossAnswered { before, after, finding, reason, .. } = answered.clone();
            let answer = LossAnswer { reason, by: context.actor, role: context.role, at: context.at };
            case.losses_answered.insert((before, after, finding), answer);
        }
    }
    case
}

/// Consent, days and confirmatory tests.
#[expect(clippy::wildcard_enum_match_arm, reason = "`evolve` names every event and hands over only these")]
fn around_the_case(case: &mut Case, event: &CaseEvent, context: &Context) {
    match event {
        CaseEvent::ConsentRecorded(recorded) => {
            let standing =
                StandingConsent { recorded: recorded.clone(), withdrawn: None, by: context.actor, at: context.at };
            case.consents.insert(recorded.kind, standing);
            outdate_draft(case);
        }
        CaseEvent::ConsentWithdrawn(withdrawn) => {
            if let Some(standing) = case.consents.get_mut(&withdrawn.kind) {
                standing.withdrawn = Some(withdrawn.clone());
                (standing.by, standing.at) = (context.actor, context.at);
            }
            outdate_draft(case);
        }
        CaseEvent::MilestoneReached(reached) => {
            case.milestones.insert(reached.milestone, reached.on);
        }
        CaseEvent::ConfirmationOrdered(ordered) => {
            case.confirmations.insert(ordered.observation.clone(), Confirmation::Ordered(ordered.clone()));
            outdate_draft(case);
        }
        CaseEvent::ConfirmationResulted(resulted) => {
            case.confirmations.insert(resulted.observation.clone(), Confirmation::Resulted(resulted.clone()));
            outdate_draft(case);
        }
        CaseEvent::ConfirmationWaived(waived) => {
            case.confirmations.insert(waived.observation.clone(), Confirmation::Waived(waived.clone()));
            outdate_draft(case);
        }
        _ => {}
    }
}

/// What happened to a panel.
#[expect(clippy::wildcard_enum_match_arm, reason = "`evolve` names every event and hands over only these")]
fn on_its_panel(case: &mut Case, event: &CaseEvent, context: &Context) {
    match event {
        CaseEvent::PanelConvened(convened) => case.panels.push(Panel::called((**convened).clone())),
        CaseEvent::AttendanceRecorded(attendance) => {
            on_panel(case, attendance.panel, |panel| panel.attendance = Some(attendance.clone()));
        }
        CaseEvent::OpinionRecorded(opinion) => on_panel(case, opinion.panel, |panel| {
            panel.opinions.insert(opinion.seat, (opinion.clone(), context.at));
        }),
        CaseEvent::OpinionsRevealed(revealed) => {
            on_panel(case, revealed.panel, |panel| panel.revealed_at = Some(context.at));
        }
        CaseEvent::PanelConcluded(concluded) => {
            on_panel(case, concluded.panel, |panel| {
                panel.concluded = Some(concluded.clone());
                panel.concluded_at = Some(context.at);
            });
            outdate_draft(case);
        }
        CaseEvent::ConclusionWithdrawn(withdrawn) => {
            on_panel(case, withdrawn.panel, |panel| (panel.concluded, panel.concluded_at) = (None, None));
            outdate_draft(case);
        }
        _ => {}
    }
}

fn on_panel(case: &mut Case, id: PanelId, change: impl FnOnce(&mut Panel)) {
    if let Some(panel) = case.panels.iter_mut().find(|panel| panel.convened.panel == id) {
        change(panel);
    }
}

/// The signed report steps back; tasks follow for each of its documents that had left the house.
fn amend(case: &mut Case, opened: &AmendmentOpened, context: &Context) {
    let Some(replaced) = case.signed.take() else { return };
    let left = |kind: DocumentKind| {
        case.exported.iter().any(|exported| exported.revision == replaced.revision && exported.kind == kind)
    };
    let tasks = [
        (AmendmentTask::TellPhysician, left(DocumentKind::Panel) || left(DocumentKind::Patient)),
        (AmendmentTask::ReplacePatientCopy, left(DocumentKind::Patient)),
    ];
    let open_tasks = tasks.into_iter().filter(|(_, open)| *open).map(|(task, _)| task).collect();
    let (by, at) = (context.actor, context.at);
    case.amendments.push(Amendment { opened: opened.clone(), replaced, open_tasks, by, at });
    case.corrected_after_signing = false;
    if !opened.kind.keeps_conclusion()
        && let Some(panel) = case.panels.last_mut()
    {
        panel.out_of_date = true;
    }
    outdate_draft(case);
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

/// What was laid before the panel has changed: its opinions and its conclusion no longer count.
fn outdate(case: &mut Case) {
    if let Some(panel) = case.panels.last_mut() {
        panel.out_of_date = true;
    }
    outdate_draft(case);
}

/// A decision is the panel's own work until it has concluded; afterwards it overtakes the conclusion.
fn outdate_by_decision(case: &mut Case) {
    if let Some(panel) = case.panels.last_mut().filter(|panel| panel.concluded.is_some()) {
        panel.out_of_date = true;
    }
    outdate_draft(case);
}

fn outdate_draft(case: &mut Case) {
    if let Some(draft) = &mut case.draft {
        draft.out_of_date = true;
    }
}
