//! `shirube backup`, `restore` and `drill`.

use workflow::Resources;
use workflow::contract::ApiError;
use workflow::desk;

use super::place::{passphrase, path_text, recovery_halves, signed_in};
use crate::arguments::{BackupArguments, RestoreArguments, WorkspaceArguments};
use crate::output;

pub(crate) async fn back_up(arguments: BackupArguments, resources: Resources) -> Result<(), ApiError> {
    let path = path_text(&arguments.file)?;
    let desk = signed_in(&arguments.workspace, resources).await?;
    output::json(&desk.back_up(path, passphrase()?).await?)
}

pub(crate) fn restore(arguments: RestoreArguments) -> Result<(), ApiError> {
    match arguments.workspace {
        Some(folder) => output::json(&desk::restore(&arguments.file, folder)?),
        None => output::json(&desk::verify_backup(&arguments.file)?),
    }
}

pub(crate) async fn drill(arguments: WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments, resources).await?;
    let [first, second] = recovery_halves()?;
    desk.recovery_drill(first, second).await?;
    output::note(&workflow::wording::text("recovery_drill_passed", output::language()));
    Ok(())
}
