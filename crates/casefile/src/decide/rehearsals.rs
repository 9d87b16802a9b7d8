//! A rehearsal is handled like the case of a person until its panel concludes, and is about nobody.

use crate::case::Case;
use crate::command::Command;
use crate::refusal::Refusal;

/// Nothing of a rehearsal is signed, leaves the house, is put right or is matched again. When its panel has concluded the
/// answer key may be read, so nothing is decided any more: another attempt is another case.
pub(super) fn require_for(case: &Case, command: &Command) -> Result<(), Refusal> {
    if case.rehearsal().is_none() {
        return Ok(());
    }
    if is_for_a_person(command) {
        return Err(Refusal::OnlyRehearsed);
    }
    let keeps = matches!(command, Command::SetRetention(_) | Command::PlaceLegalHold(_) | Command::LiftLegalHold(_));
    if case.rehearsed().is_some() && !keeps { Err(Refusal::RehearsalConcluded) } else { Ok(()) }
}

fn is_for_a_person(command: &Command) -> bool {
    match command {
        Command::Interpret(_)
        | Command::CorrectClinical(_)
        | Command::SignReport(_)
        | Command::ExportDocument(_)
        | Command::ExportBundle(_)
        | Command::RegisterSeatKey(_)
        | Command::InviteMembers(_)
        | Command::OmitPanel(_)
        | Command::PlaceInProgramme(_)
        | Command::OpenAmendment { .. }
        | Command::CloseAmendmentTask(_)
        | Command::RequestPanel(_)
        | Command::ReturnConclusion(_)
        | Command::ReceiveReturn(_)
        | Command::ExportReturned(_)
        | Command::AnswerLoss(_) => true,
        Command::OpenCase(_)
        | Command::AcceptFinding { .. }
        | Command::DeclineFinding { .. }
        | Command::WithdrawDecision { .. }
        | Command::ComposeDraft(_)
        | Command::RecordConsent(_)
        | Command::WithdrawConsent(_)
        | Command::ReachMilestone(_)
        | Command::ConvenePanel { .. }
        | Command::RecordAttendance(_)
        | Command::GiveOpinion(_)
        | Command::RevealOpinions(_)
        | Command::ConcludePanel(_)
        | Command::WithdrawConclusion(_)
        | Command::CancelPanel(_)
        | Command::ConfirmFinding { .. }
        | Command::SetRetention(_)
        | Command::PlaceLegalHold(_)
        | Command::LiftLegalHold(_) => false,
    }
}
