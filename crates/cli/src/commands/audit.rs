//! `shirube audit`: is the log whole, what stands in it, and who broke a glass.

use workflow::Resources;
use workflow::contract::{ApiError, AuditQuery};

use super::place::{passphrase, path_text, signed_in};
use crate::arguments::{
    AuditExportArguments, AuditListArguments, AuditReviewArguments, AuditVerb, BreakGlassArguments, WorkspaceArguments,
};
use crate::output;

pub(crate) async fn run(verb: AuditVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        AuditVerb::Verify(arguments) => verify(&arguments, resources).await,
        AuditVerb::List(arguments) => list(arguments, resources).await,
        AuditVerb::Export(arguments) => export(arguments, resources).await,
        AuditVerb::Alerts(arguments) => alerts(&arguments, resources).await,
        AuditVerb::Review(arguments) => review(arguments, resources).await,
    }
}

async fn verify(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(arguments, resources).await?;
    let report = desk.verify_chain().await?;
    output::json(&report)?;
    if report.whole { Ok(()) } else { Err(workflow::failures::chain_broken()) }
}

async fn list(arguments: AuditListArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let query = AuditQuery {
        person: arguments.person,
        kind: arguments.kind,
        case: arguments.case,
        from: arguments.from,
        to: arguments.to,
        before: None,
        limit: arguments.limit,
    };
    let page = desk.audit_log(query).await?;
    if arguments.workspace.json {
        return output::json(&page);
    }
    page.rows.iter().try_for_each(|row| {
        let case = row.case_number.as_deref().or(row.case_id.as_deref()).unwrap_or("-");
        let screen = row.screen.as_deref().or(row.subject.as_deref()).unwrap_or("-");
        output::line(&format!(
            "{}\t{}\t{}\t{}\t{}\t{case}\t{screen}",
            row.sequence, row.at, row.login, row.role, row.kind
        ))
    })
}

async fn export(arguments: AuditExportArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let format = if arguments.workspace.json && !arguments.csv { "json" } else { "csv" };
    match arguments.to {
        Some(path) => {
            let exported = desk.export_audit(format.to_owned(), path_text(&path)?, passphrase()?).await?;
            output::line(&exported.path)
        }
        None => output::line(desk.audit_text(format.to_owned()).await?.trim_end()),
    }
}

async fn alerts(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let alerts = signed_in(arguments, resources).await?.alerts().await?;
    if arguments.json {
        return output::json(&alerts);
    }
    alerts.iter().try_for_each(|alert| {
        let case = alert.case_number.as_deref().unwrap_or(&alert.case_id);
        let remark = alert.remark.as_deref().unwrap_or("-");
        output::line(&format!("{}\t{}\t{}\t{case}\t{}\t{remark}", alert.alert, alert.at, alert.by, alert.reason))
    })
}

async fn review(arguments: AuditReviewArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    desk.review_alert(arguments.alert, arguments.remark).await
}

pub(crate) async fn break_glass(arguments: BreakGlassArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    output::line(&desk.break_glass(arguments.case, arguments.because, passphrase()?).await?)
}
