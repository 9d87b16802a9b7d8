//! Verbs on a workspace.

use workflow::contract::{
    ApiError, CaseView, CreateWorkspace, FindingView, ImportRequest, WorklistQuery, WorklistSort,
};
use workflow::desk::Reading;
use workflow::wording::sentence;
use workflow::{Desk, Resources};

use super::place::{kinds, new_passphrase, passphrase, path_text, recovery_halves, signed_in, workspace};
use super::running::watched;
use crate::arguments::{
    CaseArguments, CorrectArguments, DecideArguments, ExportArguments, FormArguments, ImportArguments, InitArguments,
    ListArguments, ShowArguments, WorkspaceArguments,
};
use crate::output;

pub(crate) async fn init(arguments: InitArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = Desk::new(workspace(arguments.workspace.workspace.clone())?, resources)?;
    let login = arguments.workspace.login.clone().ok_or_else(workflow::failures::login_missing)?;
    let roles = if arguments.roles.is_empty() { workflow::desk::all_roles() } else { arguments.roles };
    let wanted = CreateWorkspace {
        institution: arguments.institution,
        login,
        display_name: arguments.display_name,
        roles,
        passphrase: passphrase()?,
        second_factor: arguments.second_factor,
    };
    let created = desk.create_workspace(wanted).await?;
    if arguments.workspace.json {
        return output::json(&created);
    }
    created.recovery_halves.iter().try_for_each(|half| output::line(half))?;
    if created.session.required_step.is_some() {
        output::note(&workflow::wording::text("second_factor_required", output::language()));
    }
    Ok(())
}

pub(crate) async fn recover(arguments: WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = Desk::new(workspace(arguments.workspace.clone())?, resources)?;
    let login = arguments.login.ok_or_else(workflow::failures::login_missing)?;
    let session = desk.recover(recovery_halves()?, login, new_passphrase()?, arguments.older_because).await?;
    if arguments.json { output::json(&session) } else { output::line(&session.login) }
}

pub(crate) async fn import(arguments: ImportArguments, resources: Resources) -> Result<(), ApiError> {
    let paths = arguments.files.iter().map(|path| path_text(path)).collect::<Result<_, _>>()?;
    let desk = signed_in(&arguments.workspace, resources).await?;
    let request = ImportRequest {
        paths,
        tumor_type: arguments.tumor_type,
        assembly: arguments.assembly,
        tumor_sample: arguments.tumor_sample,
        normal_sample: arguments.normal_sample,
        patient_name: arguments.patient_name,
        patient_kana: None,
        hospital_id: arguments.hospital_id,
        patient: arguments.patient,
        again: arguments.again,
        kinds: kinds(&arguments.kinds),
        linked: arguments.linked.iter().map(|path| path_text(path)).collect::<Result<_, _>>()?,
        form: None,
    };
    let reading = Reading { reference_sequence: arguments.reference_sequence, careful: arguments.careful };
    let import = desk.import_read(request, reading);
    let imported = Box::pin(watched(&desk, Box::pin(import))).await?;
    if arguments.workspace.json { output::json(&imported) } else { output::line(&imported.case_number) }
}

pub(crate) async fn list(arguments: ListArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let sort = match arguments.sort.as_str() {
        "name" => WorklistSort::Name,
        "received" => WorklistSort::Received,
        "level" => WorklistSort::Level,
        "state" => WorklistSort::State,
        _ => WorklistSort::Number,
    };
    let query = WorklistQuery { text: arguments.text, state: None, sort, descending: arguments.descending };
    let rows = desk.worklist(query).await?;
    if arguments.workspace.json {
        return output::json(&rows);
    }
    rows.iter().try_for_each(|row| {
        let tumor = row.tumor_label.as_deref().unwrap_or("-");
        let level = row.strongest_level.as_deref().unwrap_or("-");
        output::line(&format!(
            "{}\t{}\t{tumor}\t{level}\t{}\t{}",
            row.case_number,
            row.state.code(),
            row.days_since_receipt,
            row.leading_labels.join(", ")
        ))
    })
}

pub(crate) async fn show(arguments: ShowArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    if let Some(day) = arguments.as_of {
        let found = desk.case_as_of(arguments.case, day).await?;
        if arguments.workspace.json {
            return output::json(&found);
        }
        output::line(&format!("{}\t{}", found.as_of, found.knowledge_release))?;
        return found.findings.iter().try_for_each(print_finding);
    }
    let case = desk.case(arguments.case).await?;
    print_case(&case, arguments.workspace.json)
}

pub(crate) async fn decide(arguments: DecideArguments, decision: &str, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.case(arguments.case.clone()).await?;
    let key = finding_key(&case, &arguments.finding)?;
    let case = desk.decide_finding(arguments.case, key, decision.to_owned(), arguments.reason).await?;
    print_case(&case, arguments.workspace.json)
}

pub(crate) async fn draft(arguments: CaseArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.compose(arguments.case).await?;
    print_report(&case, &arguments.workspace)
}

pub(crate) async fn sign(arguments: CaseArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.sign(arguments.case, passphrase()?).await?;
    print_report(&case, &arguments.workspace)
}

pub(crate) async fn export(arguments: ExportArguments, resources: Resources) -> Result<(), ApiError> {
    let path = path_text(&arguments.to)?;
    let desk = signed_in(&arguments.workspace, resources).await?;
    let exported = if arguments.document == "fhir" {
        desk.export_bundle(arguments.case, arguments.purpose.unwrap_or_default(), path, passphrase()?).await?
    } else {
        desk.export(arguments.case, arguments.document, path, passphrase()?).await?
    };
    if arguments.workspace.json { output::json(&exported) } else { output::line(&exported.path) }
}

pub(crate) async fn form(arguments: FormArguments, resources: Resources) -> Result<(), ApiError> {
    let path = path_text(&arguments.to)?;
    let desk = signed_in(&arguments.workspace, resources).await?;
    workflow::desk::write_form(&arguments.to, &desk.confirmation_sheet(arguments.case).await?)?;
    output::line(&path)
}

pub(crate) async fn ledger(arguments: CaseArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.case(arguments.case).await?;
    if arguments.workspace.json {
        return output::json(&case.ledger);
    }
    case.ledger.iter().try_for_each(|file| {
        output::line(&format!("{}\t{}", file.name, file.records))?;
        file.bins.iter().try_for_each(|bin| output::line(&format!("\t{}\t{}", bin.name, bin.count)))
    })
}

/// Where the input files are. A linked one that is not what was read fails the command after the list.
pub(crate) async fn files(arguments: CaseArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.case(arguments.case.clone()).await?;
    let linked = desk.check_linked(arguments.case).await?;
    if arguments.workspace.json {
        output::json(&linked)?;
    } else {
        let mut checked = linked.iter();
        for file in &case.ledger {
            match file.linked.as_ref().and_then(|_| checked.next()) {
                Some(linked) => output::line(&format!("{}\t{}\t{}", file.name, linked.state, linked.path))?,
                None => output::line(&format!("{}\tcopied\t-", file.name))?,
            }
        }
    }
    let lost = linked.iter().find(|linked| linked.state != "same");
    lost.map_or(Ok(()), |lost| Err(workflow::failures::linked_file_lost(lost)))
}

pub(crate) async fn correct(arguments: CorrectArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let case = desk.correct_clinical(arguments.case, arguments.field, arguments.value, arguments.because).await?;
    print_case(&case, arguments.workspace.json)
}

pub(crate) async fn history(arguments: CaseArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    output::json(&desk.events(arguments.case).await?)
}

/// A key by its first digits, or the key of a statement's finding.
pub(super) fn finding_key(case: &CaseView, wanted: &str) -> Result<String, ApiError> {
    let named = |finding: &&FindingView| {
        (wanted.len() >= 8 && finding.key.starts_with(wanted))
            || finding.statement == wanted
            || finding.statement.rsplit(':').next() == Some(wanted)
    };
    let mut keys: Vec<&str> = case.findings.iter().filter(named).map(|finding| finding.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    match keys.as_slice() {
        [key] => Ok((*key).to_owned()),
        _ => Err(workflow::failures::finding_not_named(wanted)),
    }
}

fn print_report(case: &CaseView, arguments: &WorkspaceArguments) -> Result<(), ApiError> {
    if arguments.json {
        return output::json(&case.report);
    }
    case.report.documents.iter().try_for_each(|document| {
        output::line(&format!("{}\t{}\t{}", document.kind, document.pages, document.pdf_sha256))
    })
}

/// Facts that were corrected, with what they were.
fn print_corrected(case: &CaseView) -> Result<(), ApiError> {
    case.clinical.iter().try_for_each(|fact| {
        fact.earlier.iter().try_for_each(|earlier| {
            let before = earlier.value.as_deref().unwrap_or("-");
            let label = fact.field.as_deref().unwrap_or(&fact.label);
            output::line(&format!("{label}\t{before} → {}\t{}\t{}", fact.value, earlier.by, earlier.because))
        })
    })
}

fn print_case(case: &CaseView, json: bool) -> Result<(), ApiError> {
    if json {
        return output::json(case);
    }
    let header = &case.header;
    output::line(&format!("{}\t{}", header.case_number, header.tumor_label.as_deref().unwrap_or("-")))?;
    for line in &case.summary {
        output::line(&sentence(&line.message, output::language()))?;
    }
    print_corrected(case)?;
    case.findings.iter().try_for_each(print_finding)
}

fn print_finding(finding: &FindingView) -> Result<(), ApiError> {
    let level = match (finding.evidence_level.as_deref(), finding.level_state.as_str()) {
        (None, _) if finding.resistance => "R".to_owned(),
        (None, _) => "-".to_owned(),
        (Some(level), "candidate") => format!("({level})"),
        (Some(level), _) => level.to_owned(),
    };
    let decision = finding.decision.as_ref().map_or("", |decision| decision.decision.as_str());
    let therapy = finding.therapy_label.as_deref().unwrap_or("-");
    output::line(&format!(
        "{level}\t{}\t{therapy}\t{}\t{}\t{decision}",
        finding.label, finding.accessibility, finding.statement
    ))
}
