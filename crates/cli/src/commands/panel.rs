//! `shirube panel`, `shirube consent`: what people decide together, and what the person agreed to.
//!
//! What has many fields is read as JSON, in the shape that `--json` of `show` prints; `-` is standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use workflow::contract::{
    ApiError, Attendance, CaseView, NewInvitation, NewOmission, PanelBoard, PanelDay, Precedents, ProgrammeView,
    ReminderRow,
};
use workflow::{Desk, Resources};

use super::cases::finding_key;
use super::place::{passphrase, path_text, signed_in};
use crate::arguments::{ConsentVerb, PanelVerb, WorkspaceArguments};
use crate::output;

pub(crate) async fn run(verb: PanelVerb, resources: Resources) -> Result<(), ApiError> {
    let workspace = verb.workspace().clone();
    let desk = signed_in(&workspace, resources).await?;
    let board = match verb {
        PanelVerb::Key { case, seat, card, heard, .. } => {
            desk.register_seat_key(case, seat, path_text(&card)?, heard).await?
        }
        PanelVerb::Invite { case, to, from, .. } => {
            return invite(&desk, case, (&to, from.as_deref()), &workspace).await;
        }
        PanelVerb::Receive { files, .. } => return receive(&desk, files, &workspace).await,
        PanelVerb::Show(told) => desk.panel_board(told.case).await?,
        PanelVerb::Convene(told) => desk.convene_panel(told.case, read(&told.from)?).await?,
        PanelVerb::Attend { case, present, attending, .. } => {
            desk.record_attendance(case, Attendance { present, attending }).await?
        }
        PanelVerb::Opinion(told) => desk.give_opinion(told.case, read(&told.from)?).await?,
        PanelVerb::Reveal { case, because, .. } => desk.reveal_opinions(case, because).await?,
        PanelVerb::Conclude(told) => desk.conclude_panel(told.case, read(&told.from)?).await?,
        PanelVerb::Reopen { case, because, .. } => desk.withdraw_conclusion(case, because).await?,
        PanelVerb::Cancel { case, because, .. } => desk.cancel_panel(case, because).await?,
        PanelVerb::Omit { case, because, judged, .. } => desk.omit_panel(case, NewOmission { because, judged }).await?,
        PanelVerb::Rule { case, on, .. } => return print_day(&desk.panel_day(case, on).await?, &workspace),
        PanelVerb::Reminders(_) => return print_reminders(&desk.reminders().await?, &workspace),
        PanelVerb::Precedents(told) => return print_precedents(&desk.precedents(told.case).await?, &workspace),
        PanelVerb::Confirm { case, finding, from, .. } => {
            let key = finding_key(&desk.case(case.clone()).await?, &finding)?;
            desk.confirm_finding(case, key, read(&from)?).await?
        }
        PanelVerb::Amend { case, kind, because, .. } => {
            let signed = desk.case(case.clone()).await?.report.revision;
            desk.open_amendment(case, kind, because, signed).await?
        }
        PanelVerb::Done { case, revision, task, how, .. } => {
            desk.close_amendment_task(case, revision, task, how).await?
        }
    };
    print_board(&board, &workspace)
}

/// Without `--from`, everybody whose key is registered and who has not answered is invited.
async fn invite(
    desk: &Desk,
    case: String,
    (to, from): (&Path, Option<&Path>),
    workspace: &WorkspaceArguments,
) -> Result<(), ApiError> {
    let plan = desk.invitation_plan(case.clone()).await?;
    let wanted: Vec<NewInvitation> = if let Some(from) = from {
        read(from)?
    } else {
        let open = plan.seats.iter().filter(|seat| seat.key_fingerprint.is_some() && !seat.opinion_given);
        open.map(|seat| NewInvitation { seat: seat.seat, passphrase: None }).collect()
    };
    let written = desk.invite_members(case, path_text(to)?, wanted, passphrase()?).await?;
    if workspace.json {
        return output::json(&written);
    }
    written.files.iter().try_for_each(|file| output::line(&format!("{}\t{}", file.path, file.sha256)))
}

/// Each file by itself: one that is refused does not keep the others out.
async fn receive(desk: &Desk, files: Vec<PathBuf>, workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    let mut refused = None;
    for file in files {
        match desk.receive_opinion(path_text(&file)?).await {
            Ok(received) if workspace.json => output::json(&received)?,
            Ok(received) => output::line(&format!("{}\t{}\t{}", received.case_number, received.seat, received.name))?,
            Err(error) => {
                let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
                output::note(&format!("{name}: {}", workflow::wording::sentence(&error.message, output::language())));
                refused = Some(error);
            }
        }
    }
    refused.map_or(Ok(()), Err)
}

pub(crate) async fn consent(verb: ConsentVerb, resources: Resources) -> Result<(), ApiError> {
    let workspace = verb.workspace().clone();
    let desk = signed_in(&workspace, resources).await?;
    let case = match verb {
        ConsentVerb::Show(told) => desk.case(told.case).await?,
        ConsentVerb::Record(told) => desk.record_consent(told.case, read(&told.from)?).await?,
        ConsentVerb::Withdraw(told) => desk.withdraw_consent(told.case, read(&told.from)?).await?,
        ConsentVerb::Day { case, milestone, on, because, .. } => {
            desk.reach_milestone(case, milestone, on, because).await?
        }
        ConsentVerb::Programme { case, group, area, .. } => {
            desk.place_in_programme(case, ProgrammeView { group, area }).await?
        }
    };
    print_consents(&case, &workspace)
}

pub(super) fn read<T: DeserializeOwned>(from: &Path) -> Result<T, ApiError> {
    let unreadable = |detail: String| workflow::failures::entry_unreadable(from, &detail);
    let text = if from == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(from)
    };
    let text = text.map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))
}

fn print_board(board: &PanelBoard, workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    if workspace.json {
        return output::json(board);
    }
    let rule = board.rule.as_ref().map_or("-", |rule| rule.title_ja.as_str());
    output::line(&format!("{}\t{}\t{rule}", board.disease_group.as_deref().unwrap_or("-"), board.test))?;
    for row in &board.confirmations {
        let key = row.finding.get(..8).unwrap_or(&row.finding);
        output::line(&format!("{key}\t{}\t{}", row.label, row.state))?;
    }
    for panel in &board.panels {
        let state = match (&panel.cancelled, &panel.conclusion, panel.out_of_date) {
            (Some(_), ..) => "cancelled",
            (None, _, true) => "out_of_date",
            (None, Some(_), false) => "concluded",
            (None, None, false) => "open",
        };
        output::line(&format!("{}\t{}\t{state}", panel.day, panel.meeting))?;
        for wanted in panel.requirements.iter().filter(|wanted| wanted.met != "met") {
            let what = wanted.qualification.as_deref().unwrap_or(&wanted.wanted);
            output::line(&format!("\t{what}\t{}", wanted.met))?;
        }
    }
    Ok(())
}

fn print_day(day: &PanelDay, workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    if workspace.json {
        return output::json(day);
    }
    let rule = day.rule.as_ref().map_or("-", |rule| rule.title_ja.as_str());
    output::line(&format!("{}\t{rule}", day.day))?;
    day.meetings.iter().try_for_each(|offered| {
        let blocked = offered.blocked.as_ref().map_or("allowed", |blocked| blocked.code.as_str());
        output::line(&format!("{}\t{blocked}", offered.meeting))
    })
}

fn print_reminders(rows: &[ReminderRow], workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    if workspace.json {
        return output::json(&rows);
    }
    rows.iter().try_for_each(|row| {
        let reminder = &row.reminder;
        let mine = if reminder.mine { "mine" } else { "-" };
        let names = reminder.missing.join(", ");
        output::line(&format!("{}\t{}\t{}\t{mine}\t{names}", row.case_number, reminder.due_on, reminder.standing))
    })
}

fn print_precedents(found: &Precedents, workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    if workspace.json {
        return output::json(found);
    }
    let bound = found.suppressed_below.unwrap_or_default();
    let told = |cases: Option<u32>| cases.map_or_else(|| format!("<{bound}"), |cases| cases.to_string());
    for marker in &found.markers {
        output::line(&format!("{}\t{}", marker.marker, told(marker.cases)))?;
        for outcome in &marker.outcomes {
            let (kind, route) = (&outcome.kind, outcome.route.as_deref().unwrap_or("-"));
            let drugs = outcome.therapy_label.as_deref().unwrap_or("-");
            output::line(&format!("\t{kind}\t{route}\t{drugs}\t{}", told(outcome.cases)))?;
        }
        for link in &marker.links {
            output::line(&format!("\t{}", link.case_number))?;
        }
    }
    Ok(())
}

fn print_consents(case: &CaseView, workspace: &WorkspaceArguments) -> Result<(), ApiError> {
    if workspace.json {
        return output::json(&(&case.consents, &case.milestones));
    }
    case.consents.iter().try_for_each(|row| {
        output::line(&format!("{}\t{}\t{}", row.kind, row.wish, row.given_on.as_deref().unwrap_or("-")))
    })
}
