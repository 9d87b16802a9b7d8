//! Ten thousand evidence rows against fifty thousand somatic variants.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::genome::generated;
use super::measure::timed;
use super::place::Place;
use super::table::{Bar, Peer, Row, Unit};
use crate::generate_wgs::{CHANGES, Chance, Kind, SYMBOLS};

const ROWS: u64 = 10_000;
const VARIANTS: u64 = 50_000;
const SPLIT_VEP: &str = "bcftools +split-vep -d";
const LEVELS: [&str; 5] = ["A", "B", "C", "D", "E"];
const DISEASES: [&str; 4] = ["Lung Adenocarcinoma", "Melanoma", "Colorectal Cancer", "Solid Tumor"];
const AMINO_ACIDS: [&str; 20] =
    ["A", "R", "N", "D", "C", "Q", "E", "G", "H", "I", "L", "K", "M", "F", "P", "S", "T", "W", "Y", "V"];

/// What the program tells, in seconds of processor time.
#[derive(Debug, Deserialize)]
struct Told {
    statements: u32,
    findings: u32,
    read_and_match: f64,
    match_alone: f64,
}

/// Reading and matching in a process that has the release open, as the window has.
///
/// # Errors
/// When a program fails.
pub(crate) fn rows(place: &Place<'_>) -> anyhow::Result<Vec<Row>> {
    let somatic = generated(place, Kind::Somatic, VARIANTS)?;
    let release = release(place)?;
    let mut asking = place.bench_program();
    asking.args(["match", &place.rounds.to_string()]).arg(&somatic).arg(&release).stderr(Stdio::inherit());
    let answer = asking.output().context("open_case")?;
    ensure!(answer.status.success(), "matching the generated rows failed");
    let told: Told = serde_json::from_slice(&answer.stdout).context("answer of the matching")?;
    ensure!(u64::from(told.statements) >= ROWS && told.findings > 0, "the generated rows were not used: {told:?}");
    let peer =
        timed(Command::new("bcftools").args(["+split-vep", "-d", "-f", "%CHROM %POS %SYMBOL %HGVSp\n"]).arg(&somatic));
    let peer = peer.ok().map(|taken| Peer { name: SPLIT_VEP, value: taken.cpu });
    let (statements, findings) = (told.statements, told.findings);
    Ok(vec![
        Row {
            work: format!("{statements} evidence rows × {VARIANTS} somatic variants, processor time"),
            value: told.read_and_match,
            unit: Unit::Seconds,
            peer: peer.clone(),
            bar: Bar::Most(0.1),
        },
        Row {
            work: format!("  matching alone ({findings} findings)"),
            value: told.match_alone,
            unit: Unit::Seconds,
            peer,
            bar: Bar::None,
        },
    ])
}

/// A release with the generated rows.
fn release(place: &Place<'_>) -> anyhow::Result<PathBuf> {
    let (table, out) = (place.folder.join("made-up-evidence.tsv"), place.folder.join("made-up-release"));
    std::fs::write(&table, evidence_table(ROWS)?)?;
    if out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    let mut import = place.shirube(&["kb", "import", "civic"]);
    import.arg(&table).arg("--out").arg(&out).arg("--knowledge").arg(curated(place.root));
    timed(&mut import)?;
    Ok(out)
}

fn curated(root: &Path) -> PathBuf {
    root.join("knowledge-base")
}

/// A table as CIViC publishes it: half exact protein changes, an eighth of codons, a fifth of buckets, some genes.
fn evidence_table(rows: u64) -> anyhow::Result<String> {
    let mut chance = Chance::new(3);
    let symbols: Vec<&str> = SYMBOLS.lines().collect();
    let changes: Vec<&str> = CHANGES.lines().collect();
    let mut text = "molecular_profile\tdisease\tdoid\ttherapies\ttherapy_interaction_type\tevidence_type\t\
        evidence_direction\tevidence_level\tsignificance\tevidence_statement\tcitation_id\tsource_type\tevidence_status\t\
        evidence_id\tvariant_origin\tis_flagged\n"
        .to_owned();
    for number in 1..=rows {
        let gene = chance.one(&symbols);
        let profile = match chance.below(100) {
            0..30 => known_change(chance.one(&changes))?,
            30..55 => {
                let (from, to) = (chance.one(&AMINO_ACIDS), chance.one(&AMINO_ACIDS));
                format!("{gene} {from}{}{to}", chance.between(1, 900))
            }
            55..70 => format!("{gene} {}{}", chance.one(&AMINO_ACIDS), chance.between(1, 900)),
            70..90 => format!("{gene} Mutation"),
            _ => format!("{gene} Loss-of-function"),
        };
        let (disease, level) = (chance.one(&DISEASES), chance.one(&LEVELS));
        let drug = chance.below(400);
        let says = chance.one(&["Sensitivity/Response", "Resistance"]);
        writeln!(
            text,
            "{profile}\t{disease}\t\tMade-up Drug {drug}\t\tPredictive\tSupports\t{level}\t{says}\t\
             SYNTHETIC statement {number}\t{number}\tPubMed\taccepted\t{number}\tSomatic\tfalse"
        )?;
    }
    Ok(text)
}

/// `BRAF V600E` of `BRAF 600 Val Glu`.
fn known_change(line: &str) -> anyhow::Result<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let [symbol, residue, from, to] = words.as_slice() else { bail!("not a hot spot: {line}") };
    let letter = |three: &str| crate::generate_wgs::one_letter(three).context("no residue");
    Ok(format!("{symbol} {}{residue}{}", letter(from)?, letter(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_as_many_rows_as_ordered_all_marked() {
        let table = evidence_table(500).unwrap();
        let mut lines = table.lines();
        let columns = lines.next().unwrap().split('\t').count();
        assert!(lines.clone().all(|line| line.split('\t').count() == columns && line.contains("SYNTHETIC")));
        assert_eq!(lines.count(), 500);
        assert_eq!(known_change("BRAF 600 Val Glu").unwrap(), "BRAF V600E");
    }
}
