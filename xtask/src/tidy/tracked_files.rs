//! What the repository may carry: our own small files. Genomes, corpora, fonts and databases are fetched or supplied.

use super::Problem;
use super::tree::{SourceFile, Tree};

const LARGEST_BYTES: u64 = 1 << 20;

/// Endings of formats that usually hold somebody else's content.
const FOREIGN: [&str; 30] = [
    "vcf", "bcf", "maf", "cats", "bam", "cram", "fasta", "fa", "gtf", "gff", "gff3", "bed", "obo", "owl", "tsv", "csv",
    "xlsx", "parquet", "arrow", "db", "sqlite", "sqlite3", "ttf", "otf", "woff", "woff2", "pdf", "gz", "bgz", "zip",
];

/// Folders that hold what this project made itself: synthetic patients, curated rows, recorded formats.
const OWN: [&str; 5] = ["tests/cases/", "tests/rehearsal/", "tests/golden/", "tests/reference/", "knowledge-base/"];

fn is_too_big(file: &SourceFile) -> bool {
    file.bytes > LARGEST_BYTES
}

/// Files that are too big or look like somebody else's, and cases that do not say that they are made up.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files() {
        if is_too_big(file) {
            problems.push(Problem::of_file(&file.path, format!("{} bytes: more than 1 MiB", file.bytes)));
        }
        if file.has_ending(&FOREIGN) && !OWN.iter().any(|folder| file.path.starts_with(folder)) {
            problems
                .push(Problem::of_file(&file.path, "looks like somebody else's content; it is not for the repository"));
        }
    }
    let has_cases = tree.files().iter().any(|file| file.path.starts_with("tests/cases/"));
    let said = tree.text("tests/cases/README.md").is_some_and(|text| text.to_lowercase().contains("synthetic"));
    if has_cases && !said {
        problems.push(Problem::of_file("tests/cases/README.md", "must say that every case is synthetic"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_big_file_is_a_problem() {
        let tree = Tree::of(&[("docs/a.txt", &"a".repeat(1_048_577)), ("docs/b.txt", "b")]);
        assert_eq!(check(&tree), [Problem::of_file("docs/a.txt", "1048577 bytes: more than 1 MiB")]);
    }

    #[test]
    fn variant_files_and_fonts_are_problems_outside_the_cases() {
        let tree = Tree::of(&[
            ("crates/intake/a.vcf", ""),
            ("assets/fonts/b.ttf", ""),
            ("tests/cases/README.md", "All synthetic."),
            ("tests/cases/LUAD-01/input/tumor.vcf", ""),
        ]);
        assert_eq!(check(&tree).len(), 2);
    }

    #[test]
    fn cases_must_say_that_they_are_made_up() {
        let tree = Tree::of(&[("tests/cases/LUAD-01/input/tumor.vcf", "")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
