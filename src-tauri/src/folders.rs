//! Where the workspace and the shipped resources are; the same places as for the command.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};
use workflow::contract::ApiError;
use workflow::{Desk, Resources, failures};

/// File whose presence tells a resource root.
const MARK: &str = "knowledge-base/release.toml";

/// The desk at `SHIRUBE_WORKSPACE`, or in the user's own folder.
pub(crate) fn desk(app: &AppHandle) -> Result<Desk, ApiError> {
    Desk::new(workspace()?, resources(app)?)
}

fn workspace() -> Result<PathBuf, ApiError> {
    match std::env::var_os("SHIRUBE_WORKSPACE") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => {
            workflow::desk::own_folder().map(|folder| folder.join("workspace")).ok_or_else(failures::workspace_not_told)
        }
    }
}

/// `SHIRUBE_RESOURCES`, else the nearest folder at or above the installed resources or the program that holds them (so
/// that a build inside the repository finds the repository).
fn resources(app: &AppHandle) -> Result<Resources, ApiError> {
    if let Some(folder) = std::env::var_os("SHIRUBE_RESOURCES") {
        return Ok(Resources::below(Path::new(&folder)));
    }
    let places = [app.path().resource_dir().ok(), std::env::current_exe().ok()];
    places
        .iter()
        .flatten()
        .find_map(|place| nearest(place))
        .map(|folder| Resources::below(&folder))
        .ok_or_else(failures::resources_missing)
}

fn nearest(place: &Path) -> Option<PathBuf> {
    place.ancestors().find(|folder| folder.join(MARK).is_file()).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::{MARK, nearest};

    #[test]
    fn the_nearest_folder_above_with_a_knowledge_base_wins() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let deep = root.join("target/debug");
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(nearest(&deep.join("shirube-desktop")), None);
        let mark = root.join(MARK);
        std::fs::create_dir_all(mark.parent().unwrap()).unwrap();
        std::fs::write(mark, "").unwrap();
        assert_eq!(nearest(&deep.join("shirube-desktop")), Some(root.to_path_buf()));
    }
}
