//! `shirube demo`: a workspace of made-up cases, imported, matched, drafted, with both PDFs beside it.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use workflow::contract::{ApiError, CreateWorkspace, FindingView, ImportRequest, SignIn, WorklistQuery};
use workflow::{Desk, Resources};

use super::place::{passphrase, path_text};
use crate::arguments::DemoArguments;
use crate::output;

/// Everybody may know it: the demonstration holds nobody's data.
const LOGIN: &str = "demo";
const PASSPHRASE: &str = "shirube-demonstration";

pub(crate) async fn run(arguments: DemoArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = Desk::new(arguments.workspace.clone(), resources)?;
    let passphrase = passphrase().unwrap_or_else(|_| PASSPHRASE.to_owned());
    let sign_in = SignIn { login: LOGIN.to_owned(), passphrase: passphrase.clone(), code: None, older_because: None };
    match desk.sign_in(sign_in).await {
        Ok(_) => {}
        Err(_) if !arguments.workspace.join("workspace.json").exists() => {
            let wanted = CreateWorkspace {
                institution: workflow::wording::text("demo_institution", output::language()),
                login: LOGIN.to_owned(),
                display_name: workflow::wording::text("demo_person", output::language()),
                roles: workflow::desk::all_roles(),
                passphrase,
                second_factor: "optional".to_owned(),
            };
            desk.create_workspace(wanted).await?;
            desk.mark_demonstration().await?;
        }
        Err(error) => return Err(error),
    }
    if desk.worklist(WorklistQuery::default()).await?.is_empty() {
        fill(&desk, &arguments.cases).await?;
    }
    let documents = arguments.workspace.join("documents");
    for path in write_documents(&desk, &documents).await? {
        output::line(&path.display().to_string())?;
    }
    output::note(&workflow::wording::text("demo_sign_in", output::language()));
    Ok(())
}

async fn fill(desk: &Desk, cases: &Path) -> Result<(), ApiError> {
    let folders = folders(cases)?;
    let progress = ProgressBar::new(folders.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{pos}/{len} {msg}") {
        progress.set_style(style);
    }
    for (folder, files) in folders {
        progress.set_message(folder);
        let request = ImportRequest { paths: files, ..ImportRequest::default() };
        let imported = desk.import(request).await?;
        accept_first(desk, &imported.case_id).await?;
        desk.compose(imported.case_id).await?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

/// Plays the panel: accepts the first strong option that nothing speaks against, so that the drafts show one.
async fn accept_first(desk: &Desk, case_id: &str) -> Result<(), ApiError> {
    let case = desk.case(case_id.to_owned()).await?;
    let strong = |finding: &&FindingView| {
        finding.needs_decision
            && finding.evidence_level.as_deref() == Some("A")
            && finding.level_state == "final"
            && finding.given_before.is_none()
            && !finding.reasons.iter().any(|reason| reason.code == "contradicted_by")
    };
    if let Some(finding) = case.findings.iter().find(strong) {
        desk.decide_finding(case_id.to_owned(), finding.key.clone(), "accepted".to_owned(), None).await?;
    }
    Ok(())
}

/// Every case folder with an `input` folder, except those made to be refused.
fn folders(cases: &Path) -> Result<Vec<(String, Vec<String>)>, ApiError> {
    let missing = |_| workflow::failures::demo_cases_missing();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(cases).map_err(missing)? {
        let path = entry.map_err(missing)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(input) = std::fs::read_dir(path.join("input")) else { continue };
        if name.starts_with("BAD-") || name.starts_with("ODD-") {
            continue;
        }
        let mut files: Vec<String> =
            input.filter_map(Result::ok).map(|file| path_text(&file.path())).collect::<Result<_, _>>()?;
        files.sort();
        found.push((name, files));
    }
    found.sort();
    Ok(found)
}

async fn write_documents(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, ApiError> {
    let failed = |_| workflow::failures::demo_documents_not_written();
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut written = Vec::new();
    for row in desk.worklist(WorklistQuery::default()).await? {
        for kind in ["panel", "patient"] {
            let path = folder.join(format!("{}-{kind}.pdf", row.case_number));
            let pdf = desk.pdf(row.case_id.clone(), kind.to_owned()).await?;
            std::fs::write(&path, pdf).map_err(failed)?;
            written.push(path);
        }
    }
    Ok(written)
}
