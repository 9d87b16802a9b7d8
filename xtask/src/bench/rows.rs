//! What is measured, in the order of the table.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;

use super::genome::{self, generated, matching};
use super::measure::{Taken, median, timed};
use super::place::Place;
use super::table::{Bar, Peer, Row, Unit};
use super::{evidence, open_case};
use crate::generate_wgs::Kind;

const SPLIT_VEP: &str = "bcftools +split-vep -d";

/// Runs everything that this version can do.
///
/// # Errors
/// When a program fails.
pub(crate) fn all(place: &Place<'_>) -> anyhow::Result<Vec<Row>> {
    let file = generated(place, Kind::Germline, place.records)?;
    let mut rows = genome::candidates(place, &file)?;
    let (of_import, workspace) = genome::import(place, &file)?;
    rows.extend(of_import);
    rows.extend(open_case::rows(place, &workspace, &file)?);
    std::fs::remove_dir_all(workspace)?;
    rows.extend(evidence::rows(place)?);
    rows.extend(real_exome(place)?);
    rows.push(both_documents(place)?);
    Ok(rows)
}

/// The exome of the shared test files, when they are there.
fn real_exome(place: &Place<'_>) -> anyhow::Result<Option<Row>> {
    let told = std::env::var_os("SHIRUBE_TESTDATA");
    let folder = told.map_or_else(|| place.root.join("../shared/data"), PathBuf::from);
    let exome = folder.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz");
    if !exome.is_file() {
        println!("skipped: the real exome is not under SHIRUBE_TESTDATA ({})", folder.display());
        return Ok(None);
    }
    let splitting = || {
        let mut command = Command::new("bcftools");
        command.arg("+split-vep").args(["-d", "-f", "%CHROM %POS %SYMBOL %Consequence\n"]).arg(&exome);
        Ok(command)
    };
    let (value, peer) =
        place.interleaved(&|| Ok(matching(place, &exome)), &splitting)?.medians(|taken: &Taken| taken.wall);
    Ok(Some(Row {
        work: "match HCC1395 (real exome), warm, on the wall".to_owned(),
        value,
        unit: Unit::Seconds,
        peer: peer.map(|value| Peer { name: SPLIT_VEP, value }),
        bar: Bar::Most(3.0),
    }))
}

/// Sign in, compose, set and keep both documents of one case, in a cold process.
fn both_documents(place: &Place<'_>) -> anyhow::Result<Row> {
    let workspace = place.folder.join("workspace");
    if workspace.exists() {
        std::fs::remove_dir_all(&workspace)?;
    }
    let command = |arguments: &[&str]| {
        let mut command = place.shirube(arguments);
        command.arg("--workspace").arg(&workspace);
        command
    };
    timed(&mut command(&["demo", "--cases", "tests/cases"]))?;
    let list = command(&["list", "--json"]).output()?;
    let cases: serde_json::Value = serde_json::from_slice(&list.stdout).context("shirube list --json")?;
    let first = cases.get(0).and_then(|case| case.get("case_id")).and_then(serde_json::Value::as_str);
    let case = first.context("the demo workspace holds no case")?;
    let times =
        (0..place.rounds).map(|_| timed(&mut command(&["draft", case]))).collect::<anyhow::Result<Vec<Taken>>>()?;
    Ok(Row {
        work: "both documents of a case, cold process with sign-in, on the wall".to_owned(),
        value: median(times.iter().map(|taken| taken.wall).collect()),
        unit: Unit::Seconds,
        peer: None,
        bar: Bar::Most(1.6),
    })
}
