//! The files that a commit of the working tree would hold, with their text.

use std::path::Path;
use std::process::Command;

use anyhow::Context;

use super::rust_tokens::{RustSource, read_rust};

/// One file.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Path from the repository's root, with `/`.
    pub(crate) path: String,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// Its text; `None` when it is not UTF-8.
    pub(crate) text: Option<String>,
    /// Its tokens, for Rust files that can be read as Rust.
    pub(crate) rust: Option<RustSource>,
    /// Another file declares it as a module that only tests see.
    declared_for_tests: bool,
}

impl SourceFile {
    fn new(path: &str, content: Vec<u8>) -> Self {
        let bytes = content.len() as u64;
        let text = String::from_utf8(content).ok();
        let rust = text.as_deref().filter(|_| has_ending(path, &["rs"])).and_then(read_rust);
        Self { path: path.to_owned(), bytes, text, rust, declared_for_tests: false }
    }

    /// Whether the name ends in one of the endings, given without their dot.
    pub(crate) fn has_ending(&self, endings: &[&str]) -> bool {
        has_ending(&self.path, endings)
    }

    /// Whether the whole file is test code.
    pub(crate) fn is_test(&self) -> bool {
        let path = &self.path;
        path.starts_with("tests/")
            || path.starts_with("fuzz/")
            || path.ends_with("/tests.rs")
            || path.contains("/tests/")
            || path.contains(".test.")
            || self.declared_for_tests
            || self.rust.as_ref().is_some_and(|rust| rust.whole_file_is_test)
    }

    /// Whether a tool wrote the file.
    pub(crate) fn is_generated(&self) -> bool {
        self.text.as_deref().is_some_and(|text| {
            text.lines().take(3).any(|line| line.starts_with("//") && line.to_lowercase().contains("generated"))
        })
    }
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

/// Paths, without ending, of the modules that a file declares for tests.
fn test_module_paths(file: &SourceFile) -> Vec<String> {
    let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
    let folder = match stem.rsplit_once('/') {
        Some((folder, "lib" | "main")) => folder,
        _ => stem,
    };
    let modules = file.rust.iter().flat_map(|source| &source.test_modules);
    modules.map(|module| format!("{folder}/{module}")).collect()
}

/// All files.
#[derive(Debug)]
pub(crate) struct Tree {
    files: Vec<SourceFile>,
}

impl Tree {
    /// Reads what git tracks, and what it would track after `git add`.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let listing = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("git ls-files")?;
        anyhow::ensure!(listing.status.success(), "git ls-files failed: is this a clone?");
        let mut paths: Vec<&str> = std::str::from_utf8(&listing.stdout)?.split('\0').collect();
        paths.sort_unstable();
        paths.dedup();
        let mut files = Vec::new();
        for path in paths.into_iter().filter(|path| root.join(path).is_file()) {
            let content = std::fs::read(root.join(path)).with_context(|| format!("reading {path}"))?;
            files.push(SourceFile::new(path, content));
        }
        Ok(Self::joined(files))
    }

    /// Tells each file whether another one declares it for tests.
    fn joined(mut files: Vec<SourceFile>) -> Self {
        let declared: Vec<String> = files.iter().flat_map(test_module_paths).collect();
        for file in &mut files {
            let own = file.path.as_str();
            file.declared_for_tests = declared.iter().any(|module| {
                own.strip_prefix(module.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            });
        }
        Self { files }
    }

    /// A tree of made-up files, for the checks' own tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self::joined(files.iter().map(|(path, text)| SourceFile::new(path, text.as_bytes().to_vec())).collect())
    }

    /// Every file, by path.
    pub(crate) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text.as_deref()
    }

    /// Rust files that are not test code, with their tokens.
    pub(crate) fn product_rust(&self) -> impl Iterator<Item = (&SourceFile, &RustSource)> {
        self.files.iter().filter(|file| !file.is_test()).filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// TypeScript of the window that a person wrote and that is not test code.
    pub(crate) fn product_typescript(&self) -> impl Iterator<Item = (&SourceFile, &str)> {
        self.files
            .iter()
            .filter(|file| file.path.starts_with("ui/src/") && file.has_ending(&["ts", "tsx"]))
            .filter(|file| !file.is_test() && !file.is_generated())
            .filter_map(|file| Some((file, file.text.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_tests_is_told_by_its_place_or_its_first_attribute() {
        let tree = Tree::of(&[
            ("crates/model/src/hgvs/tests.rs", ""),
            ("crates/model/src/hgvs.rs", "#![cfg(test)]\nfn a() {}"),
            ("ui/src/case/case.test.tsx", ""),
            ("crates/model/src/person.rs", "fn a() {}"),
        ]);
        let tests: Vec<bool> = tree.files().iter().map(SourceFile::is_test).collect();
        assert_eq!(tests, [true, true, true, false]);
    }

    #[test]
    fn a_module_declared_for_tests_is_test_code_with_all_below_it() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "#[cfg(test)]\nmod golden;\nmod b;"),
            ("crates/a/src/golden.rs", ""),
            ("crates/a/src/golden/one.rs", ""),
            ("crates/a/src/b.rs", "#[cfg(test)]\nmod doubles;"),
            ("crates/a/src/b/doubles.rs", ""),
            ("crates/a/src/b/golden.rs", ""),
        ]);
        let tests: Vec<bool> = tree.files().iter().map(SourceFile::is_test).collect();
        assert_eq!(tests, [false, true, true, false, true, false]);
    }

    #[test]
    fn a_generated_file_says_so_at_its_head() {
        let tree = Tree::of(&[
            ("ui/src/backend/bindings.ts", "// This file has been generated. Do not edit.\n"),
            ("ui/src/a.ts", "const generated = 1;"),
        ]);
        let generated: Vec<bool> = tree.files().iter().map(SourceFile::is_generated).collect();
        assert_eq!(generated, [true, false]);
    }
}
