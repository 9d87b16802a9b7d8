//! A chapter is one composer, one file of words, one entry of the closed list: three lists that must be one.

use std::collections::BTreeSet;

use super::Problem;
use super::rust_tokens::{Lexeme, RustSource};
use super::tree::Tree;

const DOCUMENTS: [&str; 2] = ["panel", "patient"];

/// Names without ending of the files that lie directly in a folder.
fn names_in(tree: &Tree, folder: &str, ending: &str) -> BTreeSet<String> {
    tree.files()
        .iter()
        .filter_map(|file| file.path.strip_prefix(folder)?.strip_suffix(ending))
        .filter(|name| !name.contains('/'))
        .map(str::to_owned)
        .collect()
}

/// The words between the braces of `chapters! { … }`.
fn closed_list(source: &RustSource) -> BTreeSet<String> {
    let after_the_name = source.tokens.iter().skip_while(|token| !token.is_word("chapters")).skip(1);
    let inside = after_the_name.skip_while(|token| !token.is_mark('{')).take_while(|token| !token.is_mark('}'));
    let word = |lexeme: &Lexeme| match lexeme {
        Lexeme::Word(word) => Some(word.clone()),
        Lexeme::Text(_) | Lexeme::Number(_) | Lexeme::Mark(_) => None,
    };
    inside.filter_map(|token| word(&token.lexeme)).collect()
}

/// Every chapter that is missing in one of the three lists.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for document in DOCUMENTS {
        let list_file = format!("crates/report/src/chapters/{document}.rs");
        let composer_folder = format!("crates/report/src/chapters/{document}/");
        let wording_folder = format!("report-templates/wording/{document}/");
        let listed = tree.files().iter().find(|file| file.path == list_file).and_then(|file| file.rust.as_ref());
        let lists = [
            (list_file.clone(), listed.map(closed_list).unwrap_or_default()),
            (composer_folder.clone(), names_in(tree, &composer_folder, ".rs")),
            (wording_folder.clone(), names_in(tree, &wording_folder, ".toml")),
        ];
        let all: BTreeSet<&String> = lists.iter().flat_map(|(_, names)| names).collect();
        if all.is_empty() {
            problems.push(Problem::of_file(&list_file, "no chapters found: the check would see nothing"));
        }
        for (place, names) in &lists {
            let missing = all.iter().filter(|name| !names.contains(**name));
            problems.extend(missing.map(|name| Problem::of_file(place, format!("chapter `{name}` is missing here"))));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "super::chapters! {\n    summary,\n    options,\n}\n";

    fn tree(wording_of_options: &str) -> Tree {
        Tree::of(&[
            ("crates/report/src/chapters/panel.rs", LIST),
            ("crates/report/src/chapters/panel/summary.rs", ""),
            ("crates/report/src/chapters/panel/options.rs", ""),
            ("report-templates/wording/panel/summary.toml", ""),
            (wording_of_options, ""),
            ("crates/report/src/chapters/patient.rs", "super::chapters! { about, }"),
            ("crates/report/src/chapters/patient/about.rs", ""),
            ("report-templates/wording/patient/about.toml", ""),
        ])
    }

    #[test]
    fn three_equal_lists_are_fine() {
        assert_eq!(check(&tree("report-templates/wording/panel/options.toml")), []);
    }

    #[test]
    fn a_chapter_without_words_and_words_without_a_chapter_are_problems() {
        let found: Vec<String> =
            check(&tree("report-templates/wording/panel/choices.toml")).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "crates/report/src/chapters/panel.rs: chapter `choices` is missing here",
                "crates/report/src/chapters/panel/: chapter `choices` is missing here",
                "report-templates/wording/panel/: chapter `options` is missing here",
            ]
        );
    }

    #[test]
    fn a_tree_without_chapters_does_not_pass() {
        assert_eq!(check(&Tree::of(&[])).len(), 2);
    }
}
