//! `cargo xtask kb verify`: everything that is wrong with the knowledge base, and how much of it somebody read.

use std::path::Path;

use knowledge::Release;

/// Verifies a folder, prints all problems and the counts by kind and basis.
///
/// # Errors
/// When there is any problem.
pub(crate) fn verify(folder: &Path) -> anyhow::Result<()> {
    let verification = Release::verify(folder);
    for problem in &verification.problems {
        println!("{problem}");
    }
    println!("{:<22}{:>12}{:>12}", "rows", "source_read", "from_memory");
    for (kind, count) in &verification.counts.by_kind {
        println!("{kind:<22}{:>12}{:>12}", count.source_read, count.from_memory);
    }
    println!(
        "{} statements have no molecular condition, {} only point elsewhere",
        verification.counts.without_molecular_condition, verification.counts.without_predicate
    );
    anyhow::ensure!(verification.is_clean(), "knowledge base: {} problems", verification.problems.len());
    println!("knowledge base: no problems; release {}", verification.release.as_deref().unwrap_or("without identity"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_a_problem() {
        assert!(verify(Path::new("no-such-folder")).is_err());
    }
}
