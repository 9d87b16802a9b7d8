//! What no file of ours holds: promises for later, silenced lints, places of one machine.

use std::sync::LazyLock;

use regex::Regex;

use super::Problem;
use super::rust_tokens::Token;
use super::tree::{SourceFile, Tree};

/// Words are put together here, so that this file does not hold them.
static PROMISES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(concat!(r"\b(", "TO", "DO|FIX", "ME|XX", r"X)\b")).ok());
static MACHINE_PATHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(^|[\s"'`=(<:])(/wo"#,
        r"rk/|/ho",
        r"me/[a-z]|/ro",
        r"ot/|/Us",
        r"ers/[A-Za-z]|[A-Z]:\\Us",
        "ers)"
    ))
    .ok()
});
static SILENCED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(concat!("@ts-", "ignore|@ts-", "nocheck|eslint-dis", "able|biome-ig", "nore")).ok());

/// Homes that tests and demonstrations make up.
const NOBODYS_HOMES: [&str; 2] = ["/home/person/", "/home/shirube/"];

/// Lock files are written by tools, cases are made input.
fn is_written_by_us(file: &SourceFile) -> bool {
    !file.path.ends_with("package-lock.json") && !file.path.ends_with("Cargo.lock") && !file.is_generated()
}

fn silences_a_lint(tokens: &[Token]) -> bool {
    let [hash, rest @ ..] = tokens else { return false };
    let rest = match rest {
        [mark, rest @ ..] if mark.is_mark('!') => rest,
        _ => rest,
    };
    let [bracket, word, ..] = rest else { return false };
    hash.is_mark('#') && bracket.is_mark('[') && word.is_word("allow")
}

/// Every such place.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files().iter().filter(|file| is_written_by_us(file)) {
        for (index, line) in file.text.as_deref().unwrap_or_default().lines().enumerate() {
            let holds = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|regex| regex.is_match(line));
            if holds(&PROMISES) {
                problems.push(Problem::at(&file.path, index + 1, "a promise for later: do it, or file it as an issue"));
            }
            if holds(&MACHINE_PATHS) && !NOBODYS_HOMES.iter().any(|home| line.contains(home)) {
                problems.push(Problem::at(&file.path, index + 1, "a path of one machine"));
            }
            if holds(&SILENCED) && file.has_ending(&["ts", "tsx", "js", "mjs"]) {
                problems.push(Problem::at(
                    &file.path,
                    index + 1,
                    "a silenced check: mend the code, or give the reason",
                ));
            }
        }
        for (index, token) in file.rust.iter().flat_map(|source| source.tokens.iter().enumerate()) {
            let rest = file.rust.as_ref().and_then(|source| source.tokens.get(index..)).unwrap_or_default();
            if silences_a_lint(rest) {
                let text = "a silenced lint: use `#[expect(…, reason = \"…\")]`";
                problems.push(Problem::at(&file.path, token.line, text));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(PROMISES.is_some() && MACHINE_PATHS.is_some() && SILENCED.is_some());
    }

    #[test]
    fn a_promise_is_a_problem_as_a_whole_word_only() {
        let promise = concat!("// TO", "DO later\nlet todo_list = 1;\nlet XX", "XX = 2;\n");
        let tree = Tree::of(&[("crates/a/src/b.rs", promise)]);
        assert_eq!(check(&tree).iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(1)]);
    }

    #[test]
    fn a_silenced_lint_is_a_problem_and_an_expected_one_is_not() {
        let tree = Tree::of(&[(
            "crates/a/src/b.rs",
            "#[allow(dead_code)]\nfn a() {}\n#[expect(x, reason = \"y\")]\nfn b() {}",
        )]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn a_path_of_one_machine_is_a_problem() {
        let tree = Tree::of(&[("README.md", concat!("see /ho", "me/me/x\nand https://a.example/work", "/b\n"))]);
        assert_eq!(check(&tree).iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(1)]);
    }
}
