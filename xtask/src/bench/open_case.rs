//! An open case with the table of a whole genome: first page, every kind of question, memory, and the same alleles as
//! bcftools finds. The questions are put to the desk, as the window does, by `tests/benches/open_case.rs`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::kept_set::{self, Places};
use super::measure::timed;
use super::place::Place;
use super::table::{Bar, Peer, Row, Unit};

const ONE_PASS: &str = "bcftools view -i, one pass";

/// What the program tells.
#[derive(Debug, Deserialize)]
struct Told {
    rows: u32,
    first_page_ms: f64,
    first_counts_ms: f64,
    /// Question and median.
    questions: Vec<(String, f64)>,
    peak_mib: f64,
    /// Alleles that pass the caller, are rare in gnomAD and change a protein: per place, how many.
    candidates: Vec<(String, u64, u32)>,
}

/// All rows about the case of a workspace.
///
/// # Errors
/// When a program fails.
pub(crate) fn rows(place: &Place<'_>, workspace: &Path, genome: &Path) -> anyhow::Result<Vec<Row>> {
    let told = asked(place, workspace)?;
    let pass =
        timed(Command::new("bcftools").args(["view", "-H", "-i", "FILTER=\"PASS\" && gnomAD_AF<0.001"]).arg(genome));
    let pass = pass.ok();
    let memory = pass.as_ref().map(|taken| Peer { name: ONE_PASS, value: taken.peak_mib });
    let pass = pass.map(|taken| Peer { name: ONE_PASS, value: taken.wall * 1000.0 });
    let row = |work: String, value, bar| Row { work, value, unit: Unit::Milliseconds, peer: pass.clone(), bar };
    let mut rows = vec![
        Row {
            work: format!("open case with {} rows, peak memory", told.rows),
            value: told.peak_mib,
            unit: Unit::Mebibytes,
            peer: memory,
            bar: Bar::Most(400.0),
        },
        row("  first page after opening".to_owned(), told.first_page_ms, Bar::Most(500.0)),
        row("  first counts after opening".to_owned(), told.first_counts_ms, Bar::Most(500.0)),
    ];
    rows.extend(told.questions.into_iter().map(|(work, median)| row(format!("  {work}"), median, Bar::Most(50.0))));
    let ours: Places = told.candidates.into_iter().map(|(contig, at, alleles)| ((contig, at), alleles)).collect();
    rows.push(kept_set::row(&ours, genome)?);
    Ok(rows)
}

fn asked(place: &Place<'_>, workspace: &Path) -> anyhow::Result<Told> {
    let list = place.shirube(&["list", "--json"]).arg("--workspace").arg(workspace).output()?;
    let cases: Vec<BTreeMap<String, serde_json::Value>> =
        serde_json::from_slice(&list.stdout).context("shirube list --json")?;
    let case = cases.first().and_then(|case| case.get("case_id")?.as_str()).context("no case was imported")?;
    let mut asking = place.bench_program();
    asking.arg("table").arg(workspace).arg(case).stderr(Stdio::inherit());
    let answer = asking.output().context("open_case")?;
    ensure!(answer.status.success(), "the questions to the open case failed");
    serde_json::from_slice(&answer.stdout).context("answer of the open case")
}
