//! `cargo xtask tidy`: what the style asks and no compiler checks. Every check reads the same [`Tree`] and returns all
//! its problems, so that one run tells everything.

mod arrows;
mod chapters;
mod forbidden_text;
mod guests;
mod japanese;
mod lint_table;
mod message_codes;
mod module_files;
mod names;
mod purity;
mod rust_tokens;
mod sizes;
mod tracked_files;
mod tree;
mod typescript_text;

use std::fmt;
use std::path::Path;

use tree::Tree;

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    path: String,
    line: Option<usize>,
    text: String,
}

impl Problem {
    /// A problem of a whole file.
    fn of_file(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, text: text.into() }
    }

    /// A problem of one line, counted from 1.
    fn at(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: Some(line), text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.text),
            None => write!(f, "{}: {}", self.path, self.text),
        }
    }
}

/// Runs every check over the repository and prints all problems.
///
/// # Errors
/// When the repository cannot be read, or when there is any problem.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let tree = Tree::read(root)?;
    let crates = arrows::crates_of(root)?;
    let mut problems = Vec::new();
    problems.extend(arrows::check(&crates));
    problems.extend(guests::check(&crates));
    problems.extend(lint_table::check(&tree));
    problems.extend(module_files::check(&tree));
    problems.extend(sizes::check(&tree));
    problems.extend(names::check(&tree));
    problems.extend(japanese::check(&tree));
    problems.extend(purity::check(&tree));
    problems.extend(chapters::check(&tree));
    problems.extend(message_codes::check(&tree));
    problems.extend(forbidden_text::check(&tree));
    problems.extend(tracked_files::check(&tree));
    problems.sort();
    problems.dedup();

    for problem in &problems {
        println!("{problem}");
    }
    println!("{}", sizes::summary(&tree));
    anyhow::ensure!(problems.is_empty(), "tidy: {} problems", problems.len());
    println!("tidy: no problems in {} files", tree.files().len());
    Ok(())
}
