//! What happened, newest first.

use casefile::CaseEvent;
use casefile::envelope::Envelope;
use model::tumor_type::TumorContext;

use super::{Surroundings, count};
use crate::contract::{HistoryRow, Message};

pub(super) fn history(around: &Surroundings<'_>) -> Vec<HistoryRow> {
    around.events.iter().rev().map(|(envelope, event)| row(envelope, event, around)).collect()
}

fn row(envelope: &Envelope, event: &CaseEvent, around: &Surroundings<'_>) -> HistoryRow {
    HistoryRow {
        sequence: count(envelope.sequence),
        kind: envelope.kind.clone(),
        actor: around.names.get(&envelope.actor).cloned().unwrap_or_else(|| envelope.actor.to_string()),
        role: envelope.role.code().to_owned(),
        at: envelope.at.to_string(),
        detail: detail(event, around),
    }
}

fn detail(event: &CaseEvent, around: &Surroundings<'_>) -> Option<Message> {
    let message = |code: &str, parameters: &[(&str, String)]| Message {
        code: code.to_owned(),
        parameters: parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    match event {
        CaseEvent::CaseOpened(opened) => Some(message("history_opened", &[("number", opened.number.clone())])),
        CaseEvent::ClinicalRecorded(_) => None,
        CaseEvent::ClinicalCorrected(corrected) => {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            Some(message(
                "history_corrected",
                &[
                    ("clinical", corrected.field.to_string()),
                    ("before", shown(&corrected.before)),
                    ("after", shown(&corrected.after)),
                    ("because", corrected.because.clone()),
                ],
            ))
        }
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
            let named = around.events.iter().rev().find_map(|(_, event)| match event {
                CaseEvent::Interpreted(interpreted) => {
                    interpreted.findings.iter().find(|finding| finding.key == decided.finding)
                }
                _ => None,
            })?;
            let labels: Vec<&str> = named.variants.iter().map(|variant| variant.label.as_str()).collect();
            let therapy = super::therapy_label(named, false).unwrap_or_default();
            let reason = decided.reason.clone().unwrap_or_default();
            Some(message("history_decided", &[("label", labels.join(" / ")), ("therapy", therapy), ("reason", reason)]))
        }
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
        CaseEvent::DocumentExported(exported) => Some(message(
            "history_exported",
            &[("document", exported.kind.code().to_owned()), ("hash", exported.sha256.short())],
        )),
    }
}

fn tumor(context: &TumorContext) -> String {
    match context {
        TumorContext::Type(code) => code.to_string(),
        TumorContext::Solid => "SOLID".to_owned(),
        TumorContext::Any => "ANY".to_owned(),
    }
}
