//! Which crate may know which: the arrows of the house. All that are not listed are forbidden, test dependencies too.

use std::path::Path;

use anyhow::Context;
use cargo_metadata::DependencyKind;

use super::Problem;

/// One crate of the workspace and what its manifest names.
#[derive(Debug)]
pub(crate) struct Crate {
    /// Package name, e.g. `shirube-model`.
    pub(crate) name: String,
    /// Manifest, from the repository's root.
    pub(crate) manifest: String,
    /// Packages it needs to be built or to run.
    pub(crate) dependencies: Vec<String>,
    /// Packages that only its tests need.
    pub(crate) test_dependencies: Vec<String>,
}

impl Crate {
    /// The room: the package name without the product's name.
    pub(crate) fn room(&self) -> &str {
        room_of(&self.name).unwrap_or(&self.name)
    }

    /// Whether it may know every room, because it only tests or tends them.
    pub(crate) fn is_outside_the_house(&self) -> bool {
        matches!(self.room(), "tests" | "xtask" | "fuzz")
    }
}

/// `model` of `shirube-model`; `None` for a crate that is not ours.
fn room_of(package: &str) -> Option<&str> {
    match package {
        "xtask" => Some(package),
        _ => package.strip_prefix("shirube-"),
    }
}

const ROOMS_BELOW_WORKFLOW: [&str; 11] = [
    "model",
    "formats",
    "intake",
    "knowledge",
    "interpretation",
    "casefile",
    "report",
    "render",
    "store",
    "vault",
    "sync",
];

/// Rooms that `room` may know; `None` for a room the house does not have.
fn allowed(room: &str) -> Option<&'static [&'static str]> {
    Some(match room {
        "model" | "formats" => &[],
        "intake" | "sync" => &["model", "formats"],
        "knowledge" => &["model", "intake"],
        "casefile" | "render" | "vault" => &["model"],
        "interpretation" => &["model", "knowledge"],
        "report" | "store" => &["model", "casefile"],
        "workflow" | "tests" | "xtask" | "fuzz" => &ROOMS_BELOW_WORKFLOW,
        "desktop" | "cli" => &["workflow"],
        _ => return None,
    })
}

/// Reads the manifests of the workspace.
///
/// # Errors
/// When `cargo metadata` fails.
pub(crate) fn crates_of(root: &Path) -> anyhow::Result<Vec<Crate>> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(root)
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .context("cargo metadata")?;
    let own_path = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    let named = |package: &cargo_metadata::Package, for_tests: bool| {
        let wanted = |kind| (kind == DependencyKind::Development) == for_tests;
        package.dependencies.iter().filter(|one| wanted(one.kind)).map(|one| one.name.clone()).collect()
    };
    Ok(metadata
        .packages
        .iter()
        .map(|package| Crate {
            name: package.name.to_string(),
            manifest: own_path(package.manifest_path.as_std_path()),
            dependencies: named(package, false),
            test_dependencies: named(package, true),
        })
        .collect())
}

/// Every arrow that is not allowed, and every crate without a place.
pub(crate) fn check(crates: &[Crate]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for own in crates {
        let Some(allowed) = allowed(own.room()) else {
            problems.push(Problem::of_file(&own.manifest, format!("the house has no room `{}`", own.room())));
            continue;
        };
        for other in own.dependencies.iter().chain(&own.test_dependencies).filter_map(|name| room_of(name)) {
            let joins_everything = own.is_outside_the_house() && other == "workflow";
            let tests_support = own.room() == other;
            if !allowed.contains(&other) && !joins_everything && !tests_support {
                let text = format!("forbidden arrow: `{}` must not know `{other}`", own.room());
                problems.push(Problem::of_file(&own.manifest, text));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, dependencies: &[&str]) -> Crate {
        Crate {
            name: name.to_owned(),
            manifest: format!("{name}/Cargo.toml"),
            dependencies: dependencies.iter().map(|&name| name.to_owned()).collect(),
            test_dependencies: Vec::new(),
        }
    }

    #[test]
    fn arrows_of_the_table_are_allowed() {
        let crates = [
            one("shirube-model", &["serde"]),
            one("shirube-knowledge", &["shirube-model", "shirube-intake"]),
            one("shirube-workflow", &["shirube-vault", "shirube-render"]),
            one("shirube-cli", &["shirube-workflow"]),
            one("shirube-tests", &["shirube-workflow", "shirube-store"]),
        ];
        assert_eq!(check(&crates), []);
    }

    #[test]
    fn an_arrow_that_is_not_in_the_table_is_a_problem() {
        let problems = check(&[one("shirube-render", &["shirube-report"])]);
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(problem.to_string(), "shirube-render/Cargo.toml: forbidden arrow: `render` must not know `report`");
    }

    #[test]
    fn a_shell_may_know_only_workflow() {
        assert_eq!(check(&[one("shirube-desktop", &["shirube-workflow", "shirube-model"])]).len(), 1);
    }

    #[test]
    fn nobody_may_know_a_shell() {
        assert_eq!(check(&[one("shirube-tests", &["shirube-desktop"])]).len(), 1);
    }

    #[test]
    fn an_arrow_of_the_tests_counts_too() {
        let own = Crate { test_dependencies: vec!["shirube-store".to_owned()], ..one("shirube-vault", &[]) };
        assert_eq!(check(&[own]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_room_is_a_problem() {
        assert_eq!(check(&[one("shirube-helpers", &[])]).len(), 1);
    }
}
