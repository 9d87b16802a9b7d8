//! `shirube rehearse`: prove an installation, and let a panel rehearse.

use workflow::contract::{ApiError, RehearsalBoard, RehearsalRow, RehearsalRun, Share};
use workflow::wording::sentence;
use workflow::{Desk, Resources};

use super::knowledge::{rehearsed, told};
use super::place::{path_text, signed_in};
use crate::arguments::RehearseVerb;
use crate::output;

pub(crate) async fn run(verb: RehearseVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        RehearseVerb::Prove { record, workspace } => {
            let record = record.as_deref().map(path_text).transpose()?;
            let desk = signed_in(&workspace, resources).await?;
            let done = prove(&desk, record, workspace.json).await;
            desk.lock().await;
            done
        }
        RehearseVerb::List(workspace) => {
            let board = signed_in(&workspace, resources).await?.rehearsal_board().await?;
            told(&board, workspace.json, || lines(&board))
        }
        RehearseVerb::LayOut { case, workspace } => {
            let desk = signed_in(&workspace, resources).await?;
            let laid_out = Box::pin(desk.lay_out_rehearsal(case)).await?;
            told(&laid_out, workspace.json, || vec![laid_out.case_number.clone()])
        }
    }
}

async fn prove(desk: &Desk, record: Option<String>, json: bool) -> Result<(), ApiError> {
    let proof = desk.prove_installation().await?;
    told(&proof, json, || rehearsed(&proof.answer))?;
    if let Some(path) = record {
        output::note(&desk.write_installation_record(path).await?.path);
    }
    if proof.answer.passed { Ok(()) } else { Err(workflow::failures::rehearsal_below_bar()) }
}

fn lines(board: &RehearsalBoard) -> Vec<String> {
    let sum = format!("all\t{}\thigh {}\tlow {}", board.judged, share(board.high), share(board.low));
    board.cases.iter().flat_map(of_case).chain([sum]).collect()
}

fn of_case(row: &RehearsalRow) -> Vec<String> {
    let mut lines = vec![format!("{}\t{}", row.case, row.tumor_label.as_deref().unwrap_or("-"))];
    lines.extend(row.failed.iter().map(|why| format!("        {}", sentence(why, output::language()))));
    lines.extend(row.runs.iter().flat_map(of_run));
    lines
}

fn of_run(run: &RehearsalRun) -> Vec<String> {
    let concluded = run.concluded_on.as_deref().unwrap_or("-");
    let line = format!("    {}\t{}\t{concluded}", run.case_number, run.laid_out_on);
    let Some(found) = &run.concordance else {
        let why = run.unjudged.iter().map(|why| format!("        {}", sentence(why, output::language())));
        return std::iter::once(line).chain(why).collect();
    };
    let line = format!("{line}\thigh {}\tlow {}", share(found.high), share(found.low));
    let differing = found.missing.iter().chain(&found.unnamed).chain(&found.forbidden).chain(&found.uncounted);
    let differing = differing.map(|message| format!("        {}", sentence(message, output::language())));
    std::iter::once(line).chain(differing).collect()
}

fn share(share: Share) -> String {
    format!("{}/{}", share.found, share.asked)
}
