//! `shirube panel`, `shirube consent`: what people decide together, and what the person agreed to.
//!
//! What has many fields is read as JSON, in the shape that `--json` of `show` prints; `-` is standard input.

use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;
use workflow::Resources;
use workflow::contract::{ApiError, Attendance, CaseView, PanelBoard};

use super::cases::finding_key;
use super::place::signed_in;
use crate::arguments::{ConsentVerb, PanelVerb, WorkspaceArguments};
use crate::output;

pub(crate) async fn run(verb: PanelVerb, resources: Resources) -> Result<(), ApiError> {
    let workspace = verb.workspace().clone();
    let desk = signed_in(&workspace, resources).await?;
    let board = match verb {
        PanelVerb::Show(told) => desk.panel_board(told.case).await?,
        PanelVerb::Convene(told) => desk.convene_panel(told.case, read(&told.from)?).await?,
        PanelVerb::Attend { case, present, attending, .. } => {
            desk.record_attendance(case, Attendance { present, attending }).await?
        }
        PanelVerb::Opinion(told) => desk.give_opinion(told.case, read(&told.from)?).await?,
        PanelVerb::Reveal { case, because, .. } => desk.reveal_opinions(case, because).await?,
        PanelVerb::Conclude(told) => desk.conclude_panel(told.case, read(&told.from)?).await?,
        PanelVerb::Reopen { case, because, .. } => desk.withdraw_conclusion(case, because).await?,
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
    };
    print_consents(&case, &workspace)
}

fn read<T: DeserializeOwned>(from: &Path) -> Result<T, ApiError> {
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
        let state = match (&panel.conclusion, panel.out_of_date) {
            (_, true) => "out_of_date",
            (Some(_), false) => "concluded",
            (None, false) => "open",
        };
        output::line(&format!("{}\t{}\t{state}", panel.day, panel.meeting))?;
        for wanted in panel.requirements.iter().filter(|wanted| wanted.met != "met") {
            let what = wanted.qualification.as_deref().unwrap_or(&wanted.wanted);
            output::line(&format!("\t{what}\t{}", wanted.met))?;
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
