//! `shirube register`, `shirube progress`: every case at once.

use workflow::Resources;
use workflow::contract::{ApiError, ProgressReport};

use super::place::{passphrase, path_text, signed_in};
use crate::arguments::{ProgressArguments, RegisterVerb};
use crate::output;

pub(crate) async fn register(verb: RegisterVerb, resources: Resources) -> Result<(), ApiError> {
    let RegisterVerb::Export { workspace, to } = verb;
    let path = path_text(&to)?;
    let desk = signed_in(&workspace, resources).await?;
    let exported = desk.export_register(path, passphrase()?).await?;
    if workspace.json { output::json(&exported) } else { output::line(&exported.path) }
}

pub(crate) async fn progress(arguments: ProgressArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    if let Some(to) = arguments.to {
        let exported = desk.export_progress(path_text(&to)?, passphrase()?).await?;
        return if arguments.workspace.json { output::json(&exported) } else { output::line(&exported.path) };
    }
    let report = desk.progress().await?;
    if arguments.workspace.json { output::json(&report) } else { print(&report) }
}

/// A count that is not told prints as `<3`, never as nothing.
fn print(report: &ProgressReport) -> Result<(), ApiError> {
    let bound = report.suppressed_below.unwrap_or_default();
    let told = |cases: Option<u32>| cases.map_or_else(|| format!("<{bound}*"), |cases| cases.to_string());
    output::line(&format!("all\t{}\t{}", report.as_of, told(report.cases)))?;
    for table in &report.tables {
        for row in &table.rows {
            let part = row.label.as_deref().unwrap_or(&row.code);
            output::line(&format!("{}\t{part}\t{}", table.by, told(row.cases)))?;
        }
    }
    report.turnaround.iter().try_for_each(|step| {
        let median = step.median_days.as_deref().unwrap_or("-");
        output::line(&format!("turnaround\t{}\t{}\t{median}", step.milestone, told(step.cases)))
    })
}
