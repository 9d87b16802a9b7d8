//! `shirube packet`: keys, invitations and answers of members elsewhere.

use workflow::contract::{ApiError, ExportedFile, ImportRequest, InvitationView, PacketOpener};
use workflow::wording::text;
use workflow::{Desk, Resources};

use super::panel::read;
use super::place::{next_passphrase, packet_passphrase, passphrase, path_text, signed_in, workspace};
use crate::arguments::{OpenArguments, PacketVerb};
use crate::output;

pub(crate) async fn run(verb: PacketVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        PacketVerb::Key { file, name } => {
            let desk = Desk::new(workspace(None)?, resources)?;
            let made = desk.create_packet_key(name, next_passphrase()?, path_text(&file)?).await?;
            output::line(&made.key_path)?;
            output::line(&made.card_path)?;
            output::line(&made.fingerprint)
        }
        PacketVerb::Card { workspace, to } => {
            let desk = signed_in(&workspace, resources).await?;
            let card = desk.packet_card().await?;
            if let Some(to) = to {
                desk.write_packet_card(path_text(&to)?).await?;
            }
            if workspace.json {
                return output::json(&card);
            }
            output::line(&format!("{}\t{}", card.name, card.fingerprint))
        }
        PacketVerb::Show(told) => {
            let shown = if told.here {
                let desk = signed_in(&told.workspace, resources).await?;
                desk.open_packet_here(path_text(&told.file)?).await?
            } else {
                let desk = Desk::new(workspace(told.workspace.workspace.clone())?, resources)?;
                desk.open_packet(path_text(&told.file)?, opener(&told)?).await?
            };
            if told.workspace.json { output::json(&shown) } else { print(&shown) }
        }
        PacketVerb::Request { workspace, case, from, to } => {
            let desk = signed_in(&workspace, resources).await?;
            let Some(to) = to else { return output::json(&desk.request_plan(case).await?) };
            let asked = Box::pin(desk.write_request(case, read(&from)?, path_text(&to)?, passphrase()?));
            file(&asked.await?)
        }
        PacketVerb::Accept { workspace, file, heard } => {
            let desk = signed_in(&workspace, resources).await?;
            let path = path_text(&file)?;
            let Some(heard) = heard else { return output::json(&desk.look_at_request(path).await?) };
            let imported = Box::pin(desk.accept_request(path, heard, ImportRequest::default())).await?;
            output::line(&imported.case_number)
        }
        PacketVerb::Return { workspace, case, to } => {
            let desk = signed_in(&workspace, resources).await?;
            file(&Box::pin(desk.write_return(case, path_text(&to)?, passphrase()?)).await?)
        }
        PacketVerb::Receive { workspace, file } => {
            let desk = signed_in(&workspace, resources).await?;
            output::line(&desk.receive_return(path_text(&file)?).await?.case_number)
        }
        PacketVerb::Referral(told) => {
            let desk = signed_in(&told.workspace, resources).await?;
            output::json(&desk.referral_board(told.case).await?)
        }
        PacketVerb::Answer { open, from, to } => {
            let (path, to, opinion) = (path_text(&open.file)?, path_text(&to)?, read(&from)?);
            let written = if open.here {
                let desk = signed_in(&open.workspace, resources).await?;
                desk.answer_packet_here(path, opinion, to, passphrase()?).await?
            } else {
                let desk = Desk::new(workspace(open.workspace.workspace.clone())?, resources)?;
                desk.answer_packet(path, opener(&open)?, opinion, to).await?
            };
            output::line(&format!("{}\t{}", written.path, written.sha256))
        }
    }
}

fn file(written: &ExportedFile) -> Result<(), ApiError> {
    output::line(&format!("{}\t{}", written.path, written.sha256))
}

fn opener(told: &OpenArguments) -> Result<PacketOpener, ApiError> {
    let key_file = told.key.as_deref().map(path_text).transpose()?;
    Ok(PacketOpener { key_file, passphrase: packet_passphrase()? })
}

fn print(shown: &InvitationView) -> Result<(), ApiError> {
    output::line(&format!("{}\t{}", shown.host, shown.host_fingerprint))?;
    output::line(&format!("{}\t{}\t{}", shown.member, shown.meeting, shown.due_on))?;
    for fact in &shown.case.facts {
        output::line(&format!("{}\t{}", fact.label, fact.value))?;
    }
    for finding in &shown.case.findings {
        let key = finding.key.get(..8).unwrap_or(&finding.key);
        let level = finding.evidence_level.as_deref().unwrap_or("-");
        let level = if finding.level_state == "candidate" { format!("({level})") } else { level.to_owned() };
        let asked = if finding.asked { "*" } else { "" };
        let therapy = finding.therapy_label.as_deref().unwrap_or("-");
        output::line(&format!("{key}{asked}\t{level}\t{}\t{}\t{therapy}", finding.accessibility, finding.label))?;
    }
    let language = output::language();
    if shown.late {
        output::note(&text("refusal_opinion_late", language));
    }
    output::note(&text("packet_compare_fingerprint", language));
    if !shown.case.germline_included {
        output::note(&text("packet_without_germline", language));
    }
    if shown.case.open_questions > 0 {
        output::note(&text("packet_open_questions", language));
    }
    Ok(())
}
