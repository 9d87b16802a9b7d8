//! Where things are: resources, workspace, passphrase.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use workflow::contract::{ApiError, ChosenKind, SignIn, WorkspaceState};
use workflow::{Desk, Resources};

use crate::arguments::WorkspaceArguments;
use crate::output;

/// Resources as told, else beside the program or above it (an installation or a build folder), else below the present
/// folder.
pub(crate) fn resources(told: Option<&Path>) -> Result<Resources, ApiError> {
    if let Some(folder) = told {
        return Ok(Resources::below(folder));
    }
    let program = std::env::current_exe().ok();
    let above = program.iter().flat_map(|program| program.ancestors().skip(1));
    let present = std::env::current_dir().ok();
    above
        .chain(present.iter().flat_map(|folder| folder.ancestors()))
        .find(|folder| folder.join("knowledge-base/release.toml").is_file())
        .map(Resources::below)
        .ok_or_else(workflow::failures::resources_missing)
}

/// The workspace folder as told, else the user's own.
pub(crate) fn workspace(told: Option<PathBuf>) -> Result<PathBuf, ApiError> {
    match told {
        Some(folder) => Ok(folder),
        None => workflow::desk::own_folder()
            .map(|folder| folder.join("workspace"))
            .ok_or_else(workflow::failures::workspace_not_told),
    }
}

/// The exact text of a path, as the desk takes it.
pub(crate) fn path_text(path: &Path) -> Result<String, ApiError> {
    path.to_str().map(str::to_owned).ok_or_else(|| workflow::failures::path_not_text(path))
}

/// `FILE=KIND`, as the desk takes it; a text without `=` names no kind, which the desk then says.
pub(crate) fn kinds(told: &[String]) -> Vec<ChosenKind> {
    let split = |text: &String| text.rsplit_once('=').map(|(file, kind)| (file.to_owned(), kind.to_owned()));
    let parts = told.iter().map(|text| split(text).unwrap_or_else(|| (text.clone(), String::new())));
    parts.map(|(path, format)| ChosenKind { path, format }).collect()
}

/// A desk with somebody signed in.
pub(crate) async fn signed_in(arguments: &WorkspaceArguments, resources: Resources) -> Result<Desk, ApiError> {
    let desk = Desk::new(workspace(arguments.workspace.clone())?, resources)?;
    let login = arguments.login.clone().ok_or_else(workflow::failures::login_missing)?;
    let code = code(&desk).await?;
    let older_because = arguments.older_because.clone();
    desk.sign_in(SignIn { login, passphrase: passphrase()?, code, older_because }).await?;
    Ok(desk)
}

/// From `SHIRUBE_CODE`, else asked for where an account of the workspace has a second factor.
async fn code(desk: &Desk) -> Result<Option<String>, ApiError> {
    let asked = matches!(desk.state().await?, WorkspaceState::Locked { asks_code: true, .. });
    let prompt = workflow::wording::text("code_prompt", output::language());
    Ok(if asked { secret("SHIRUBE_CODE", &prompt) } else { None })
}

/// A line of the input, for a code that is made while the command runs.
pub(crate) fn typed_line(prompt: &str) -> Result<String, ApiError> {
    output::note(prompt);
    let mut line = String::new();
    match std::io::stdin().read_line(&mut line) {
        Ok(read) if read > 0 => Ok(line.trim().to_owned()),
        _ => Err(workflow::failures::code_missing()),
    }
}

/// The passphrase that replaces another, from `SHIRUBE_NEW_PASSPHRASE`, else asked for without echo.
pub(crate) fn next_passphrase() -> Result<String, ApiError> {
    let prompt = workflow::failures::new_passphrase_prompt(output::language());
    secret("SHIRUBE_NEW_PASSPHRASE", &prompt).ok_or_else(workflow::failures::passphrase_missing)
}

/// What opens a packet or a key file, from `SHIRUBE_PACKET_PASSPHRASE`, else asked for without echo.
pub(crate) fn packet_passphrase() -> Result<String, ApiError> {
    let prompt = workflow::wording::text("packet_passphrase_prompt", output::language());
    secret("SHIRUBE_PACKET_PASSPHRASE", &prompt).ok_or_else(workflow::failures::passphrase_missing)
}

/// From `SHIRUBE_PASSPHRASE`, else asked for without echo.
pub(crate) fn passphrase() -> Result<String, ApiError> {
    let prompt = workflow::failures::passphrase_prompt(output::language());
    secret("SHIRUBE_PASSPHRASE", &prompt).ok_or_else(workflow::failures::passphrase_missing)
}

/// As [`passphrase`], for one that is only now chosen.
pub(crate) fn new_passphrase() -> Result<String, ApiError> {
    let prompt = workflow::failures::new_passphrase_prompt(output::language());
    secret("SHIRUBE_PASSPHRASE", &prompt).ok_or_else(workflow::failures::passphrase_missing)
}

/// Both halves of the recovery key, from `SHIRUBE_RECOVERY_1` and `SHIRUBE_RECOVERY_2`, else asked for without echo.
pub(crate) fn recovery_halves() -> Result<[String; 2], ApiError> {
    let [first, second] = workflow::failures::recovery_prompts(output::language());
    let halves = (secret("SHIRUBE_RECOVERY_1", &first), secret("SHIRUBE_RECOVERY_2", &second));
    let (Some(first), Some(second)) = halves else { return Err(workflow::failures::recovery_half_missing()) };
    Ok([first, second])
}

/// From the environment, else from a person at a terminal.
fn secret(variable: &str, prompt: &str) -> Option<String> {
    if let Ok(told) = std::env::var(variable) {
        return Some(told);
    }
    if !std::io::stdin().is_terminal() {
        return None;
    }
    output::note(prompt);
    rpassword::read_password().ok()
}
