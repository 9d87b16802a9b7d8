//! `shirube verify` and `shirube keys`.

use std::path::PathBuf;
use std::process::ExitCode;

use workflow::contract::{ApiError, DocumentCheck, KeyRevocation, KnownInstitution, SigningKeys};
use workflow::wording::{sentence, text};
use workflow::{Resources, desk};

use super::place::{passphrase, path_text, recovery_halves, signed_in};
use crate::arguments::{ImportKeysArguments, KeysVerb, RevokeKeyArguments, RotateArguments, VerifyArguments};
use crate::output;

/// Answers by exit code too, so that a script need not read words.
pub(crate) fn verify(arguments: &VerifyArguments) -> Result<ExitCode, ApiError> {
    let check = desk::verify_document(&arguments.file, &lists(arguments.lists.clone())?)?;
    if arguments.json {
        output::json(&check)?;
    } else {
        let language = output::language();
        for (number, line) in check.lines.iter().enumerate() {
            output::line(&format!("{}. {}", number + 1, sentence(&line.message, language)))?;
        }
        check.notes.iter().try_for_each(|note| output::line(&sentence(note, language)))?;
    }
    Ok(ExitCode::from(code(&check)))
}

fn code(check: &DocumentCheck) -> u8 {
    match check.outcome.as_str() {
        "valid" => 0,
        "bytes_changed" => 10,
        "not_signed" => 11,
        "signature_wrong" => 12,
        "signer_unknown" => 13,
        "key_not_in_force" => 14,
        "set_aside" => 15,
        _ => 5,
    }
}

pub(crate) async fn run(verb: KeysVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        KeysVerb::List(arguments) => {
            let keys = signed_in(&arguments, resources).await?.signing_keys().await?;
            if arguments.json { output::json(&keys) } else { print(&keys) }
        }
        KeysVerb::Revoke(arguments) => revoke(arguments, resources).await,
        KeysVerb::Export { workspace, file } => {
            let path = path_text(&file)?;
            let desk = signed_in(&workspace, resources).await?;
            let written = desk.export_key_list(path, passphrase()?).await?;
            if workspace.json {
                return output::json(&written);
            }
            output::line(&format!("{}\t{}\t{}", written.fingerprint, written.keys, written.path))
        }
        KeysVerb::Import(arguments) => import(&arguments),
        KeysVerb::Known { lists: told, json } => {
            let known = desk::known_institutions(&lists(told)?)?;
            if json { output::json(&known) } else { known.iter().try_for_each(institution) }
        }
    }
}

async fn revoke(arguments: RevokeKeyArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    let wanted = KeyRevocation {
        key: arguments.key,
        since: arguments.since,
        reason: arguments.reason,
        because: arguments.because,
    };
    let keys = desk.revoke_key(wanted, passphrase()?).await?;
    if arguments.workspace.json { output::json(&keys) } else { print(&keys) }
}

pub(crate) async fn rotate(arguments: RotateArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    if arguments.workspace_key {
        let report = desk.rotate_workspace_key(recovery_halves()?, passphrase()?).await?;
        output::note(&text("rotation_done", output::language()));
        if arguments.workspace.json {
            output::json(&report)?;
        } else {
            output::line(&format!("{}\t{}", report.accounts, report.cases))?;
        }
    }
    if arguments.signing_key {
        let keys = desk.renew_signing_key(passphrase()?).await?;
        return if arguments.workspace.json { output::json(&keys) } else { print(&keys) };
    }
    Ok(())
}

fn import(arguments: &ImportKeysArguments) -> Result<(), ApiError> {
    let folder = lists(arguments.lists.clone())?;
    let known = desk::import_key_list(&folder, &arguments.file, arguments.fingerprint.as_deref())?;
    if arguments.json { output::json(&known) } else { institution(&known) }
}

fn lists(told: Option<PathBuf>) -> Result<PathBuf, ApiError> {
    told.or_else(desk::own_key_lists).ok_or_else(workflow::failures::workspace_not_told)
}

fn print(keys: &SigningKeys) -> Result<(), ApiError> {
    keys.keys.iter().try_for_each(|key| {
        output::line(&format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}",
            key.fingerprint,
            key.standing,
            key.login,
            key.person,
            key.valid_from,
            key.valid_until.as_deref().unwrap_or("-"),
            key.revoked.as_deref().or(key.ended.as_deref()).unwrap_or("-"),
        ))
    })
}

fn institution(known: &KnownInstitution) -> Result<(), ApiError> {
    output::line(&format!("{}\t{}\t{}\t{}", known.fingerprint, known.institution, known.issued_at, known.keys))
}
