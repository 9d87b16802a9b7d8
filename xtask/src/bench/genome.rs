//! A generated genome: candidates from it, its import, its memory.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::Taken;
use super::place::Place;
use super::table::{Bar, Peer, Row, Unit};
use crate::generate_wgs::{self, Kind, Order};

const BGZIP: &str = "bgzip -dc (htslib)";

/// The generated file of a kind and size. One that is there already is used again.
///
/// # Errors
/// When the disk fails.
pub(crate) fn generated(place: &Place<'_>, kind: Kind, records: u64) -> anyhow::Result<PathBuf> {
    let out = place.folder.join(format!("{}-{records}.vcf.gz", kind.word()));
    if !out.is_file() {
        println!("making {} up: {records} records", out.display());
        generate_wgs::run(&Order { records, out: out.clone(), kind, seed: 1 })?;
    }
    Ok(out)
}

/// Decompression alone, the floor of every reader.
pub(crate) fn decompressing(file: &Path) -> Command {
    let mut command = Command::new("bgzip");
    command.arg("-dc").arg(file);
    command
}

/// Findings of a file without a workspace.
pub(crate) fn matching(place: &Place<'_>, file: &Path) -> Command {
    let mut command = place.shirube(&["match", "--tumor-type", "ANY", "--json"]);
    command.arg(file);
    command
}

/// Candidates from the genome: processor time and memory of the whole one-shot match.
///
/// # Errors
/// When a program fails.
pub(crate) fn candidates(place: &Place<'_>, genome: &Path) -> anyhow::Result<Vec<Row>> {
    let both = place.interleaved(&|| Ok(matching(place, genome)), &|| Ok(decompressing(genome)))?;
    let (value, peer) = both.medians(|taken| taken.cpu);
    let work = format!("candidates from {} VEP records, processor time", place.records);
    let (peak, peak_of_peer) = both.medians(|taken| taken.peak_mib);
    Ok(vec![
        Row { work, value, unit: Unit::Seconds, peer: bgzip(peer), bar: Bar::Ratio(1.5) },
        Row {
            work: "  the same, peak memory".to_owned(),
            value: peak,
            unit: Unit::Mebibytes,
            peer: bgzip(peak_of_peer),
            bar: Bar::Most(300.0),
        },
    ])
}

/// Import with variant table and sealed copy into a fresh workspace; the last workspace stays for the next rows.
///
/// # Errors
/// When a program fails.
pub(crate) fn import(place: &Place<'_>, genome: &Path) -> anyhow::Result<(Vec<Row>, PathBuf)> {
    let workspace = place.folder.join("genome-workspace");
    let ours = || {
        place.new_workspace("genome-workspace")?;
        let mut import = place.shirube(&["import", "--tumor-type", "ANY", "--patient-name", "Synthetic"]);
        import.arg("--workspace").arg(&workspace).arg(genome);
        Ok(import)
    };
    let both = place.interleaved(&ours, &|| Ok(decompressing(genome)))?;
    let (value, peer) = both.medians(|taken: &Taken| taken.cpu);
    let (peak, peak_of_peer) = both.medians(|taken| taken.peak_mib);
    let work = format!("import of {} VEP records with variant table, processor time", place.records);
    let rows = vec![
        Row { work, value, unit: Unit::Seconds, peer: bgzip(peer), bar: Bar::Ratio(2.5) },
        Row {
            work: "  the same, peak memory".to_owned(),
            value: peak,
            unit: Unit::Mebibytes,
            peer: bgzip(peak_of_peer),
            bar: Bar::Most(300.0),
        },
    ];
    Ok((rows, workspace))
}

fn bgzip(value: Option<f64>) -> Option<Peer> {
    value.map(|value| Peer { name: BGZIP, value })
}
