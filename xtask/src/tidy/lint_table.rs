//! Every crate inherits the lint table of the workspace; a crate with lints of its own would be a house of its own.

use super::Problem;
use super::tree::Tree;

/// Manifests without `[lints] workspace = true`.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let manifests = tree.files().iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    for manifest in manifests {
        let table = manifest.text.as_deref().and_then(|text| text.parse::<toml::Table>().ok());
        let inherits = table
            .as_ref()
            .and_then(|table| table.get("lints"))
            .and_then(|lints| lints.get("workspace"))
            .and_then(toml::Value::as_bool);
        if inherits != Some(true) {
            problems.push(Problem::of_file(&manifest.path, "must inherit the lints: `[lints] workspace = true`"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_the_workspace_lints_is_a_problem() {
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace]"),
            ("crates/a/Cargo.toml", "[lints]\nworkspace = true\n"),
            ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n"),
        ]);
        let problems = check(&tree);
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|problem| problem.path == "crates/b/Cargo.toml"));
    }
}
