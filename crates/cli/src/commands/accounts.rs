//! `shirube account`: people, their accounts, one's own passphrase and second factor.

use workflow::contract::{AccountRow, ApiError, GuardSettings, IssuedAccount, NewAccount};
use workflow::wording::text;
use workflow::{Desk, Resources};

use super::place::{next_passphrase, passphrase, signed_in, typed_line};
use crate::arguments::{
    AccountVerb, AddAccountArguments, ChangeAccountArguments, GuardArguments, NamedAccountArguments, WorkspaceArguments,
};
use crate::output;

pub(crate) async fn run(verb: AccountVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        AccountVerb::List(arguments) => list(&arguments, resources).await,
        AccountVerb::Add(arguments) => add(arguments, resources).await,
        AccountVerb::Roles(arguments) => roles(arguments, resources).await,
        AccountVerb::Reset(arguments) => reset(arguments, resources).await,
        AccountVerb::Revoke(arguments) => revoke(arguments, resources).await,
        AccountVerb::Passphrase(arguments) => own_passphrase(&arguments, resources).await,
        AccountVerb::Enrol(arguments) => enrol(&arguments, resources).await,
        AccountVerb::Guards(arguments) => guards(arguments, resources).await,
        AccountVerb::Permissions(arguments) => permissions(&arguments, resources).await,
    }
}

async fn list(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let rows = signed_in(arguments, resources).await?.accounts().await?;
    if arguments.json { output::json(&rows) } else { rows.iter().try_for_each(line) }
}

async fn add(arguments: AddAccountArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let wanted = NewAccount {
        login: arguments.account,
        display_name: arguments.name,
        roles: arguments.roles,
        qualifications: arguments.qualifications,
    };
    issued(&desk.add_account(wanted).await?, arguments.workspace.json)
}

async fn roles(arguments: ChangeAccountArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let row = desk.change_account(arguments.account, arguments.roles, arguments.qualifications).await?;
    if arguments.workspace.json { output::json(&row) } else { line(&row) }
}

async fn reset(arguments: NamedAccountArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    issued(&desk.reset_account(arguments.account).await?, arguments.workspace.json)
}

async fn revoke(arguments: NamedAccountArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let row = desk.revoke_account(arguments.account).await?;
    if arguments.workspace.json { output::json(&row) } else { line(&row) }
}

async fn own_passphrase(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(arguments, resources).await?;
    let session = desk.choose_passphrase(passphrase()?, next_passphrase()?).await?;
    if arguments.json { output::json(&session) } else { output::line(&session.login) }
}

/// The secret and the recovery codes go to the output, the picture and the question beside it.
async fn enrol(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk: Desk = signed_in(arguments, resources).await?;
    let offer = desk.offer_second_factor().await?;
    output::note(&workflow::desk::qr_text(&offer.address)?);
    output::line(&offer.secret)?;
    let code = typed_line(&text("enrol_code_prompt", output::language()))?;
    let codes = desk.enrol_second_factor(passphrase()?, code).await?;
    output::note(&text("recovery_codes_shown_once", output::language()));
    codes.codes.iter().try_for_each(|code| output::line(code))
}

async fn guards(arguments: GuardArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let mut guards = desk.guard_settings().await?;
    if arguments.second_factor.is_some() || arguments.idle_lock.is_some() {
        let wanted = GuardSettings {
            second_factor: arguments.second_factor.unwrap_or(guards.second_factor),
            idle_lock_minutes: arguments.idle_lock.unwrap_or(guards.idle_lock_minutes),
        };
        guards = desk.change_guards(wanted).await?;
    }
    if arguments.workspace.json {
        return output::json(&guards);
    }
    output::line(&format!("second_factor\t{}", guards.second_factor))?;
    output::line(&format!("idle_lock_minutes\t{}", guards.idle_lock_minutes))
}

async fn permissions(arguments: &WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let rows = signed_in(arguments, resources).await?.permissions().await?;
    if arguments.json {
        return output::json(&rows);
    }
    rows.iter().try_for_each(|row| output::line(&format!("{}\t{}", row.action, row.roles.join(", "))))
}

fn issued(issued: &IssuedAccount, json: bool) -> Result<(), ApiError> {
    if json {
        return output::json(issued);
    }
    output::note(&text("initial_passphrase_shown_once", output::language()));
    output::line(&format!("{}\t{}\t{}", issued.account.login, issued.initial_passphrase, issued.valid_until))
}

fn line(row: &AccountRow) -> Result<(), ApiError> {
    output::line(&format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        row.login,
        row.display_name,
        row.standing,
        row.roles.join(","),
        row.qualifications.join(","),
        if row.second_factor { "second_factor" } else { "-" },
    ))
}
