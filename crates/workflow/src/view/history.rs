//! What happened, newest first.

use casefile::CaseEvent;
use casefile::envelope::Envelope;
use casefile::event::{ClinicalCorrected, FindingLossAnswered};
use model::finding::FindingKey;
use model::tumor_type::TumorContext;
use model::variation::ObservationKey;

use super::{Surroundings, count};
use crate::contract::{HistoryRow, Message};

pub(super) fn history(around: &Surroundings<'_>) -> Vec<HistoryRow> {
    around.events.iter().rev().map(|(envelope, event)| row(envelope, event, around)).collect()
}

fn row(envelope: &Envelope, event: &CaseEvent, around: &Surroundings<'_>) -> HistoryRow {
    HistoryRow {
        sequence: count(envelope.sequence),
        kind: envelope.kind.clone(),
        actor: around.name_of(envelope.actor),
        role: envelope.role.code().to_owned(),
        at: envelope.at.to_string(),
        detail: detail(event, around),
    }
}

fn detail(event: &CaseEvent, around: &Surroundings<'_>) -> Option<Message> {
    match event {
        CaseEvent::CaseOpened(opened) => Some(message("history_opened", &[("number", opened.number.clone())])),
        CaseEvent::ClinicalRecorded(_) => None,
        CaseEvent::ClinicalCorrected(corrected) => Some(correction(corrected)),
        CaseEvent::ProfileImported(imported) => Some(message(
            "history_imported",
            &[
                ("files", imported.ledger.files.len().to_string()),
                ("records", imported.ledger.files.iter().map(|file| file.records).sum::<u64>().to_string()),
            ],
        )),
        CaseEvent::Interpreted(interpreted) => Some(message(
            "history_interpreted",
            &[
                ("release", interpreted.release.clone()),
                ("tumor", tumor(&interpreted.tumor)),
                ("findings", interpreted.findings.len().to_string()),
            ],
        )),
        CaseEvent::FindingAccepted(decided)
        | CaseEvent::FindingDeclined(decided)
        | CaseEvent::FindingDecisionWithdrawn(decided) => {
            let (label, therapy) = labels(decided.finding, around)?;
            let reason = decided.reason.clone().unwrap_or_default();
            Some(message("history_decided", &[("label", label), ("therapy", therapy), ("reason", reason)]))
        }
        CaseEvent::FindingLossAnswered(answered) => answered_loss(answered, around),
        CaseEvent::RetentionSet(_) | CaseEvent::LegalHoldPlaced(_) | CaseEvent::LegalHoldLifted(_) => {
            retention_detail(event)
        }
        CaseEvent::DraftComposed(_)
        | CaseEvent::ReportSigned(_)
        | CaseEvent::DocumentExported(_)
        | CaseEvent::BundleExported(_)
        | CaseEvent::AmendmentOpened(_)
        | CaseEvent::AmendmentTaskClosed(_) => report_detail(event),
        CaseEvent::ConsentRecorded(_)
        | CaseEvent::ConsentWithdrawn(_)
        | CaseEvent::MilestoneReached(_)
        | CaseEvent::ProgrammePlaced(_) => consent_detail(event),
        CaseEvent::PanelConvened(_)
        | CaseEvent::AttendanceRecorded(_)
        | CaseEvent::OpinionRecorded(_)
        | CaseEvent::SeatKeyRegistered(_)
        | CaseEvent::MembersInvited(_)
        | CaseEvent::OpinionsRevealed(_)
        | CaseEvent::PanelConcluded(_)
        | CaseEvent::ConclusionWithdrawn(_)
        | CaseEvent::PanelCancelled(_)
        | CaseEvent::PanelOmitted(_) => panel_detail(event),
        CaseEvent::PanelRequested(_)
        | CaseEvent::RequestReceived(_)
        | CaseEvent::ConclusionReturned(_)
        | CaseEvent::ReturnReceived(_)
        | CaseEvent::ReturnedExported(_) => referral_detail(event),
        CaseEvent::ConfirmationOrdered(_) | CaseEvent::ConfirmationResulted(_) | CaseEvent::ConfirmationWaived(_) => {
            confirmation_detail(event, around)
        }
    }
}

fn correction(corrected: &ClinicalCorrected) -> Message {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    message(
        "history_corrected",
        &[
            ("clinical", corrected.field.to_string()),
            ("before", shown(&corrected.before)),
            ("after", shown(&corrected.after)),
            ("because", corrected.because.clone()),
        ],
    )
}

fn answered_loss(answered: &FindingLossAnswered, around: &Surroundings<'_>) -> Option<Message> {
    let (label, therapy) = labels(answered.finding, around)?;
    let (release, reason) = (answered.release.clone(), answered.reason.clone());
    let told = [("label", label), ("therapy", therapy), ("release", release), ("reason", reason)];
    Some(message("history_loss_answered", &told))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn retention_detail(event: &CaseEvent) -> Option<Message> {
    match event {
        CaseEvent::RetentionSet(set) => {
            Some(message("history_retention", &[("day", set.until.to_string()), ("because", set.because.clone())]))
        }
        CaseEvent::LegalHoldPlaced(said) | CaseEvent::LegalHoldLifted(said) => {
            Some(message("history_legal_hold", &[("because", said.because.clone())]))
        }
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn report_detail(event: &CaseEvent) -> Option<Message> {
    match event {
        CaseEvent::DraftComposed(draft) => Some(message(
            "history_drafted",
            &[("revision", draft.revision.to_string()), ("hash", draft.content_hash.short())],
        )),
        CaseEvent::ReportSigned(signed) => Some(message(
            "history_signed",
            &[
                ("revision", signed.revision.to_string()),
                ("hash", signed.manifest.content_hash.short()),
                ("fingerprint", signed.key_fingerprint.clone()),
            ],
        )),
        CaseEvent::BundleExported(exported) => Some(message(
            "history_bundle_exported",
            &[
                ("revision", exported.revision.to_string()),
                ("consent", exported.purpose.code().to_owned()),
                ("hash", exported.sha256.short()),
            ],
        )),
        CaseEvent::DocumentExported(exported) => Some(message(
            "history_exported",
            &[("document", exported.kind.code().to_owned()), ("hash", exported.sha256.short())],
        )),
        CaseEvent::AmendmentOpened(opened) => Some(message(
            "history_amendment",
            &[("revision", opened.replaces.to_string()), ("because", opened.because.clone())],
        )),
        CaseEvent::AmendmentTaskClosed(closed) => {
            let task = closed.task.code().to_owned();
            Some(message("history_task_closed", &[("task", task), ("how", closed.how.clone())]))
        }
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn consent_detail(event: &CaseEvent) -> Option<Message> {
    match event {
        CaseEvent::ConsentRecorded(recorded) => Some(message(
            "history_consent",
            &[
                ("consent", recorded.kind.code().to_owned()),
                ("wish", recorded.answer.code().to_owned()),
                ("day", recorded.given_on.to_string()),
            ],
        )),
        CaseEvent::ConsentWithdrawn(withdrawn) => Some(message(
            "history_consent",
            &[
                ("consent", withdrawn.kind.code().to_owned()),
                ("wish", "withdrawn".to_owned()),
                ("day", withdrawn.withdrawn_on.to_string()),
            ],
        )),
        CaseEvent::MilestoneReached(reached) => Some(message(
            "history_milestone",
            &[("milestone", reached.milestone.code().to_owned()), ("day", reached.on.to_string())],
        )),
        CaseEvent::ProgrammePlaced(placed) => {
            let told = |code: Option<&str>| code.unwrap_or("not_recorded").to_owned();
            let group = told(placed.group.map(casefile::programme::ProgrammeGroup::code));
            let area = told(placed.area.map(casefile::programme::ProgrammeArea::code));
            Some(message("history_programme", &[("programme_group", group), ("programme_area", area)]))
        }
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn panel_detail(event: &CaseEvent) -> Option<Message> {
    match event {
        CaseEvent::PanelConvened(convened) => Some(message(
            "history_panel_convened",
            &[
                ("meeting", convened.meeting.code().to_owned()),
                ("day", convened.meeting.day().to_string()),
                ("rule", convened.rule.title_ja.clone()),
                ("count", convened.members.len().to_string()),
            ],
        )),
        CaseEvent::AttendanceRecorded(attendance) => {
            Some(message("history_attendance", &[("count", attendance.present.len().to_string())]))
        }
        CaseEvent::SeatKeyRegistered(registered) => Some(message(
            "history_seat_key",
            &[("seat", registered.seat.to_string()), ("fingerprint", registered.fingerprint.clone())],
        )),
        CaseEvent::MembersInvited(invited) => {
            let seats: Vec<String> = invited.invitations.iter().map(|written| written.seat.to_string()).collect();
            Some(message("history_invited", &[("seats", seats.join(", ")), ("hash", invited.case_hash.short())]))
        }
        CaseEvent::OpinionRecorded(opinion) => {
            let packet = opinion.packet.as_ref()?;
            let seat = opinion.seat.to_string();
            Some(message("history_opinion_packet", &[("seat", seat), ("hash", packet.sha256.short())]))
        }
        CaseEvent::OpinionsRevealed(revealed) => {
            let because = revealed.because.as_ref()?;
            Some(message("history_reason", &[("because", because.clone())]))
        }
        CaseEvent::PanelConcluded(concluded) => {
            Some(message("history_concluded", &[("count", concluded.recommendations.len().to_string())]))
        }
        CaseEvent::ConclusionWithdrawn(withdrawn) => {
            Some(message("history_reason", &[("because", withdrawn.because.clone())]))
        }
        CaseEvent::PanelCancelled(cancelled) => {
            Some(message("history_reason", &[("because", cancelled.because.clone())]))
        }
        CaseEvent::PanelOmitted(omitted) => Some(message(
            "history_omitted",
            &[("name", omitted.decided_by.clone()), ("because", omitted.because.clone())],
        )),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn referral_detail(event: &CaseEvent) -> Option<Message> {
    let told = |code: &str, hospital: &str, hash: String| {
        Some(message(code, &[("hospital", hospital.to_owned()), ("hash", hash)]))
    };
    match event {
        CaseEvent::PanelRequested(requested) => {
            told("history_panel_requested", &requested.host.name, requested.sha256.short())
        }
        CaseEvent::RequestReceived(request) => {
            told("history_request_received", &request.from.name, request.sha256.short())
        }
        CaseEvent::ConclusionReturned(returned) => {
            let revision = returned.revision.to_string();
            Some(message("history_returned", &[("revision", revision), ("hash", returned.sha256.short())]))
        }
        CaseEvent::ReturnedExported(exported) => {
            Some(message("history_returned_exported", &[("hash", exported.sha256.short())]))
        }
        CaseEvent::ReturnReceived(returned) => {
            let revision = returned.revision.to_string();
            Some(message("history_returned", &[("revision", revision), ("hash", returned.sha256.short())]))
        }
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`detail` names every event and hands over only these")]
fn confirmation_detail(event: &CaseEvent, around: &Surroundings<'_>) -> Option<Message> {
    match event {
        CaseEvent::ConfirmationOrdered(ordered) => Some(message(
            "history_confirmation_ordered",
            &[
                ("label", observed(&ordered.observation, around)),
                ("test", ordered.test.clone()),
                ("day", ordered.ordered_on.to_string()),
            ],
        )),
        CaseEvent::ConfirmationResulted(resulted) => Some(message(
            "history_confirmation_resulted",
            &[
                ("label", observed(&resulted.observation, around)),
                ("test", resulted.test.clone()),
                ("result", resulted.result.code().to_owned()),
                ("day", resulted.resulted_on.to_string()),
            ],
        )),
        CaseEvent::ConfirmationWaived(waived) => Some(message(
            "history_confirmation_waived",
            &[
                ("label", observed(&waived.observation, around)),
                ("name", waived.waived_by.clone()),
                ("because", waived.because.clone()),
            ],
        )),
        _ => None,
    }
}

fn message(code: &str, parameters: &[(&str, String)]) -> Message {
    Message {
        code: code.to_owned(),
        parameters: parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

/// Variant and therapy of a finding, by the newest interpretation that has it.
fn labels(key: FindingKey, around: &Surroundings<'_>) -> Option<(String, String)> {
    let named = around.events.iter().rev().find_map(|(_, event)| match event {
        CaseEvent::Interpreted(interpreted) => interpreted.findings.iter().find(|finding| finding.key == key),
        _ => None,
    })?;
    let labels: Vec<&str> = named.variants.iter().map(|variant| variant.label.as_str()).collect();
    Some((labels.join(" / "), super::therapy_label(named, false).unwrap_or_default()))
}

/// What a confirmatory test is about, as the newest interpretation that has it names it.
fn observed(key: &ObservationKey, around: &Surroundings<'_>) -> String {
    let named = around.events.iter().rev().find_map(|(_, event)| match event {
        CaseEvent::Interpreted(interpreted) => {
            interpreted.findings.iter().find(|finding| finding.observations.contains(key))
        }
        _ => None,
    });
    let labels = named.into_iter().flat_map(|finding| &finding.variants).map(|variant| variant.label.as_str());
    labels.collect::<Vec<_>>().join(" / ")
}

fn tumor(context: &TumorContext) -> String {
    match context {
        TumorContext::Type(code) => code.to_string(),
        TumorContext::Solid => "SOLID".to_owned(),
        TumorContext::Any => "ANY".to_owned(),
    }
}
