//! A big file of our own: the records of a synthetic case, those without a known name over and over.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

/// Writes `records` records, compressed by bgzip, and gives the path. A file that is there already is used again.
///
/// # Errors
/// When the case cannot be read or bgzip is missing.
pub(crate) fn big_vcf(case: &Path, folder: &Path, records: usize) -> anyhow::Result<PathBuf> {
    let path = folder.join(format!("made-up-{records}.vcf.gz"));
    if path.is_file() {
        return Ok(path);
    }
    let text = std::fs::read_to_string(case).with_context(|| case.display().to_string())?;
    let unfinished = folder.join("unfinished.vcf.gz");
    let mut bgzip = Command::new("bgzip")
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(std::fs::File::create(&unfinished)?)
        .spawn()
        .context("bgzip is missing (Debian package tabix)")?;
    let mut input = bgzip.stdin.take().context("no pipe to bgzip")?;
    for line in text.lines().filter(|line| line.starts_with('#')) {
        writeln!(input, "{line}")?;
    }
    let (named, nameless): (Vec<&str>, Vec<&str>) =
        text.lines().filter(|line| !line.starts_with('#')).partition(|line| has_name(line));
    for (number, line) in named.iter().chain(nameless.iter().cycle()).take(records).enumerate() {
        writeln!(input, "{}", moved(line, number))?;
    }
    drop(input);
    ensure!(bgzip.wait()?.success(), "bgzip failed");
    std::fs::rename(unfinished, &path)?;
    Ok(path)
}

/// Whether the ID column holds a name. Known hotspots do; a real file has each of them once at most.
fn has_name(line: &str) -> bool {
    line.split('\t').nth(2).is_some_and(|id| id != ".")
}

/// The record at another place: ten bases after the one before.
fn moved(line: &str, number: usize) -> String {
    let mut columns = line.splitn(3, '\t');
    let (_, _, rest) = (columns.next(), columns.next(), columns.next().unwrap_or_default());
    format!("chr1\t{}\t{rest}", 10_000 + number * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hotspots_are_told_by_their_name() {
        assert!(has_name("chr7\t55\trs1\tT\tG") && !has_name("chr7\t55\t.\tT\tG"));
    }

    #[test]
    fn a_record_is_moved_and_otherwise_kept() {
        assert_eq!(moved("chr7\t55\t.\tT\tG\tPASS", 3), "chr1\t10030\t.\tT\tG\tPASS");
    }
}
