//! The rules.

mod confirmations;
mod consents;
mod findings;
mod invitations;
mod omissions;
mod panels;
mod referrals;
mod rehearsals;
mod reports;
mod retention;

use jiff::civil::Date;

use crate::case::Case;
use crate::command::{Command, Context, Correction, FirstImport};
use crate::correction;
use crate::event::{CaseEvent, FindingLossAnswered, ProfileImported};
use crate::permission::Action;
use crate::programme::ProgrammePlaced;
use crate::refusal::Refusal;

pub use omissions::omission_blocker;
pub use panels::{conclusion_blockers, convening_blocker};
pub use reports::blockers;

/// Turns a wish into events, or says why not. Nothing is changed here.
///
/// # Errors
/// A [`Refusal`] when the rules do not allow the wish.
pub fn decide(case: &Case, command: Command, context: &Context) -> Result<Vec<CaseEvent>, Refusal> {
    require_role(&command, context)?;
    rehearsals::require_for(case, &command)?;
    let today = consents::today(context);
    match command {
        Command::OpenCase(import) => open(case, *import, today),
        Command::Interpret(interpreted) => {
            require_editable(case)?;
            Ok(vec![CaseEvent::Interpreted(interpreted)])
        }
        Command::CorrectClinical(correction) => correct(case, *correction),
        Command::AcceptFinding { finding, reason, given_before } => {
            findings::accept(case, finding, reason, given_before)
        }
        Command::DeclineFinding { finding, reason } => findings::decline(case, finding, &reason),
        Command::WithdrawDecision { finding } => findings::withdraw(case, finding),
        Command::ComposeDraft(draft) => reports::compose(case, draft),
        Command::SignReport(signed) => reports::sign(case, *signed),
        Command::ExportDocument(exported) => reports::export(case, exported),
        Command::ExportBundle(exported) => reports::export_bundle(case, exported),
        Command::RecordConsent(recorded) => consents::record(case, recorded, today),
        Command::WithdrawConsent(withdrawn) => consents::withdraw(case, withdrawn, today),
        Command::ReachMilestone(reached) => consents::reach(case, reached, today),
        Command::ConvenePanel { convened, disease_group } => panels::convene(case, *convened, disease_group),
        Command::RecordAttendance(attendance) => panels::attend(case, attendance, today),
        Command::RegisterSeatKey(registered) => invitations::register(case, registered),
        Command::InviteMembers(invited) => invitations::invite(case, invited, today),
        Command::GiveOpinion(opinion) => panels::give_opinion(case, opinion, (context, today)),
        Command::RevealOpinions(revealed) => panels::reveal(case, revealed),
        Command::ConcludePanel(concluded) => panels::conclude(case, concluded, today),
        Command::WithdrawConclusion(withdrawn) => panels::withdraw(case, withdrawn),
        Command::CancelPanel(cancelled) => panels::cancel(case, cancelled),
        Command::OmitPanel(omitted) => omissions::omit(case, omitted),
        Command::PlaceInProgramme(placed) => place(case, placed),
        Command::ConfirmFinding { finding, step } => confirmations::step(case, finding, &step, today),
        Command::OpenAmendment { opened, interpreted } => reports::open_amendment(case, opened, interpreted),
        Command::CloseAmendmentTask(closed) => reports::close_task(case, closed),
        Command::RequestPanel(requested) => referrals::request(case, *requested, today),
        Command::ReturnConclusion(returned) => referrals::send_back(case, returned),
        Command::ReceiveReturn(returned) => referrals::receive(case, *returned),
        Command::ExportReturned(exported) => referrals::export(case, exported),
        Command::AnswerLoss(answered) => answer_loss(case, answered),
        Command::SetRetention(wanted) => retention::set(case, wanted),
        Command::PlaceLegalHold(wanted) => retention::hold(case, &wanted),
        Command::LiftLegalHold(wanted) => retention::release(case, &wanted),
    }
}

fn require_role(command: &Command, context: &Context) -> Result<(), Refusal> {
    let action = match command {
        Command::OpenCase(_) => Action::ImportCase,
        Command::RequestPanel(_) | Command::ReceiveReturn(_) => Action::RequestPanel,
        Command::ReturnConclusion(_) => Action::ReturnConclusion,
        Command::Interpret(_) => Action::Interpret,
        Command::CorrectClinical(_) => Action::CorrectClinical,
        Command::AcceptFinding { .. }
        | Command::DeclineFinding { .. }
        | Command::WithdrawDecision { .. }
        | Command::AnswerLoss(_) => Action::DecideFinding,
        Command::ComposeDraft(_) => Action::ComposeDraft,
        Command::SignReport(_) => Action::SignReport,
        Command::ExportDocument(_) | Command::ExportBundle(_) | Command::ExportReturned(_) => Action::ExportDocument,
        Command::RecordConsent(_) | Command::WithdrawConsent(_) => Action::RecordConsent,
        Command::ReachMilestone(_) | Command::PlaceInProgramme(_) => Action::RecordMilestone,
        Command::ConvenePanel { .. } | Command::RecordAttendance(_) | Command::CancelPanel(_) => Action::ConvenePanel,
        Command::OmitPanel(_) => Action::OmitPanel,
        Command::RegisterSeatKey(_) | Command::InviteMembers(_) => Action::WritePacket,
        Command::GiveOpinion(opinion) if opinion.packet.is_some() => Action::ReceivePacket,
        Command::GiveOpinion(opinion) if opinion.received_by.is_some() => Action::RecordOpinionForOther,
        Command::GiveOpinion(_) => Action::GiveOpinion,
        Command::RevealOpinions(_) | Command::ConcludePanel(_) | Command::WithdrawConclusion(_) => {
            Action::ConcludePanel
        }
        Command::ConfirmFinding { .. } => Action::ConfirmFinding,
        Command::OpenAmendment { .. } | Command::CloseAmendmentTask(_) => Action::AmendReport,
        Command::SetRetention(_) | Command::PlaceLegalHold(_) | Command::LiftLegalHold(_) => Action::KeepCase,
    };
    if action.roles().contains(&context.role) {
        Ok(())
    } else {
        Err(Refusal::RoleMissing { role: context.role, action })
    }
}

fn open(case: &Case, import: FirstImport, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    if case.opened.is_some() {
        return Err(Refusal::AlreadyOpen);
    }
    require_balance(&import.profile)?;
    let mut events = vec![
        CaseEvent::CaseOpened(import.opened),
        CaseEvent::ClinicalRecorded(import.clinical),
        CaseEvent::ProfileImported(import.profile),
        CaseEvent::Interpreted(import.interpreted),
    ];
    if let Some(received) = import.received {
        events.extend(referrals::taken_in(received, today)?);
    }
    Ok(events)
}

fn require_balance(profile: &ProfileImported) -> Result<(), Refusal> {
    let balances = profile.ledger.files.iter().all(model::ledger::FileLedger::balances);
    if balances { Ok(()) } else { Err(Refusal::LedgerDoesNotBalance) }
}

fn require_open(case: &Case) -> Result<(), Refusal> {
    if case.opened.is_some() { Ok(()) } else { Err(Refusal::NotOpen) }
}

/// What was signed is not edited; an amendment is a revision of its own.
fn require_editable(case: &Case) -> Result<(), Refusal> {
    match (&case.opened, &case.signed) {
        (None, _) => Err(Refusal::NotOpen),
        (_, Some(_)) => Err(Refusal::AlreadySigned),
        (Some(_), None) => Ok(()),
    }
}

/// A fact can be corrected at any time. After the signature nothing is matched again: the signed report keeps its findings,
/// and the case says that it was corrected later.
fn correct(case: &Case, correction: Correction) -> Result<Vec<CaseEvent>, Refusal> {
    let Correction { corrected, interpreted } = correction;
    let mut standing = case.clinical.as_ref().filter(|_| case.opened.is_some()).ok_or(Refusal::NotOpen)?;
    if corrected.is_empty() {
        return Err(Refusal::CorrectionChangesNothing);
    }
    for one in &corrected {
        if one.because.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let record = correction::corrected(standing, one.field, one.after.as_deref())?;
        if record != one.record || one.before != correction::written(standing, one.field) {
            return Err(Refusal::ContentDiffers);
        }
        standing = &one.record;
    }
    if interpreted.is_some() {
        require_editable(case)?;
    }
    let again = interpreted.map(CaseEvent::Interpreted);
    Ok(corrected.into_iter().map(CaseEvent::ClinicalCorrected).chain(again).collect())
}

/// Where a case stands may be said and put right at any time: it changes no document.
fn place(case: &Case, placed: ProgrammePlaced) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    let unchanged = case.programme.unwrap_or(ProgrammePlaced { group: None, area: None }) == placed;
    Ok(if unchanged { Vec::new() } else { vec![CaseEvent::ProgrammePlaced(placed)] })
}

/// A loss is answered for what somebody had taken into the report, before or after the signature: the signed report stays,
/// and the answer says why no amendment is needed, or which one follows.
fn answer_loss(case: &Case, mut answered: FindingLossAnswered) -> Result<Vec<CaseEvent>, Refusal> {
    if case.opened.is_none() {
        return Err(Refusal::NotOpen);
    }
    findings::finding(case, answered.finding)?;
    let reason = answered.reason.trim().to_owned();
    answered.reason = reason;
    if answered.reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if case.taken(&answered.finding).is_none() {
        return Err(Refusal::NothingToAnswer);
    }
    Ok(vec![CaseEvent::FindingLossAnswered(answered)])
}

#[cfg(test)]
mod tests;
