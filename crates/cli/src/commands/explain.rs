//! What happened to a record, and why.

use workflow::Resources;
use workflow::contract::{ApiError, CaseExplanation, RecordExplanation};
use workflow::wording::sentence;

use super::place::signed_in;
use crate::arguments::ExplainArguments;
use crate::output;

pub(crate) async fn run(arguments: ExplainArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let answer = desk.explain(arguments.case, arguments.question.join(" ")).await?;
    if arguments.workspace.json { output::json(&answer) } else { print(&answer) }
}

fn print(answer: &CaseExplanation) -> Result<(), ApiError> {
    output::line(&sentence(&answer.asked, output::language()))?;
    answer.records.iter().try_for_each(print_record)?;
    if answer.more > 0 {
        output::line(&format!("+ {}", answer.more))?;
    }
    answer.about.iter().try_for_each(|message| output::line(&sentence(message, output::language())))
}

fn print_record(record: &RecordExplanation) -> Result<(), ApiError> {
    let bin = record.bin.as_deref().unwrap_or("-");
    output::line(&format!("\n{}\t{}\t{bin}\t{}", record.place, record.label, record.fits))?;
    record
        .steps
        .iter()
        .try_for_each(|step| output::line(&format!("  {}", sentence(&step.message, output::language()))))?;
    record.statements.iter().try_for_each(|answer| {
        let therapy = answer.therapy.as_deref().unwrap_or("-");
        let level = answer.level.as_deref().unwrap_or("-");
        output::line(&format!("    {}\t{level}\t{}\t{}\t{therapy}", answer.outcome, answer.statement, answer.subject))?;
        let reasons = answer.reasons.iter();
        reasons
            .take(REASONS)
            .try_for_each(|reason| output::line(&format!("      {}", sentence(reason, output::language()))))
    })
}

/// Reasons of one statement that a terminal shows; `--json` has all.
const REASONS: usize = 8;
