//! How long files are. Lines of tests do not count: they may be as many as they need to be.

use super::Problem;
use super::tree::{SourceFile, Tree};

/// No file of ours may have more lines without its tests.
const LONGEST_FILE_LINES: usize = 600;

fn measured(tree: &Tree) -> impl Iterator<Item = (&SourceFile, usize)> {
    tree.files()
        .iter()
        .filter(|file| file.has_ending(&["rs", "ts", "tsx", "typ"]) && !file.is_test() && !file.is_generated())
        .filter_map(|file| {
            let lines = file.text.as_deref()?.lines().count();
            let test_lines = file.rust.as_ref().map_or(0, |rust| rust.test_lines);
            Some((file, lines.saturating_sub(test_lines)))
        })
}

/// Files over the limit.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    measured(tree)
        .filter(|&(_, lines)| lines > LONGEST_FILE_LINES)
        .map(|(file, lines)| {
            let text = format!("{lines} lines without tests, more than {LONGEST_FILE_LINES}: it holds two things");
            Problem::of_file(&file.path, text)
        })
        .collect()
}

/// Median, 90th percentile and longest, to be seen at every run.
pub(crate) fn summary(tree: &Tree) -> String {
    let mut lines: Vec<usize> = measured(tree).map(|(_, lines)| lines).collect();
    lines.sort_unstable();
    let at = |percent: usize| lines.get((lines.len() * percent / 100).min(lines.len().saturating_sub(1)));
    let shown = |value: Option<&usize>| value.copied().unwrap_or_default();
    format!(
        "file lines without tests: median {}, p90 {}, longest {} ({} files; wished 120, 300, never over {LONGEST_FILE_LINES})",
        shown(at(50)),
        shown(at(90)),
        shown(lines.last()),
        lines.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_a_problem_and_its_tests_do_not_count() {
        let long = "fn a() {}\n".repeat(601);
        let tested =
            format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", "fn a() {}\n".repeat(10), "fn b() {}\n".repeat(700));
        let tree = Tree::of(&[("crates/a/src/long.rs", &long), ("crates/a/src/tested.rs", &tested)]);
        let problems = check(&tree);
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|problem| problem.path == "crates/a/src/long.rs"));
    }

    #[test]
    fn screens_and_templates_are_measured_too() {
        let tree = Tree::of(&[("ui/src/a.tsx", &"\n".repeat(601)), ("report-templates/b.typ", &"\n".repeat(601))]);
        assert_eq!(check(&tree).len(), 2);
    }

    #[test]
    fn the_summary_names_median_and_longest() {
        let tree = Tree::of(&[("a/a.rs", "\n"), ("a/b.rs", "\n\n"), ("a/c.rs", "\n\n\n")]);
        assert!(summary(&tree).starts_with("file lines without tests: median 2, p90 3, longest 3 (3 files"));
    }
}
