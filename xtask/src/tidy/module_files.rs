//! A module `foo` lies in `foo.rs`, its parts in `foo/`: a tab that says `mod.rs` tells nobody where they are.

use super::Problem;
use super::tree::Tree;

/// Files named `mod.rs`.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let named_mod = tree.files().iter().filter(|file| file.path.ends_with("/mod.rs"));
    named_mod.map(|file| Problem::of_file(&file.path, "name the file after its module, beside its folder")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mod_file_is_a_problem_wherever_it_lies() {
        let tree = Tree::of(&[("crates/a/src/b/mod.rs", ""), ("crates/a/src/b.rs", ""), ("tests/c/mod.rs", "")]);
        assert_eq!(check(&tree).len(), 2);
    }
}
