//! What is measured.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::made_up::big_vcf;
use super::measure::{Taken, median, timed};

/// What a row must reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    /// At most so many times the peer's time.
    Ratio(f64),
    /// At most so many seconds.
    Seconds(f64),
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(limit) => write!(f, "{limit} × peer"),
            Self::Seconds(limit) => write!(f, "{limit} s"),
        }
    }
}

/// Who it is measured against.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) seconds: f64,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) seconds: f64,
    pub(crate) peer: Option<Peer>,
    pub(crate) bar: Bar,
}

impl Row {
    /// Ours divided by the peer's.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().filter(|peer| peer.seconds > 0.0).map(|peer| self.seconds / peer.seconds)
    }
}

const ROUNDS: usize = 5;
const BIG_RECORDS: usize = 200_000;
const BGZIP: &str = "bgzip -dc (htslib)";
const SPLIT_VEP: &str = "bcftools +split-vep";

/// Runs everything that this version can do.
///
/// # Errors
/// When a program fails.
pub(crate) fn all(root: &Path, program: &Path, folder: &Path) -> anyhow::Result<Vec<Row>> {
    let case = root.join("tests/cases/LUAD-01/input/LUAD-01.mutect2.vep.vcf");
    let big = big_vcf(&case, folder, BIG_RECORDS)?;
    let work = format!("match {BIG_RECORDS} VEP records, processor time");
    let (ours, peers) = interleaved(&matching(root, program, &big), &decompressing(&big))?;
    let mut rows = vec![Row {
        work,
        seconds: median(ours.iter().map(|taken| taken.cpu).collect()),
        peer: peers.map(|peers| Peer { name: BGZIP, seconds: median(peers.iter().map(|taken| taken.cpu).collect()) }),
        bar: Bar::Ratio(1.5),
    }];
    if let Some(exome) = real_exome(root) {
        let (ours, peers) = interleaved(&matching(root, program, &exome), &splitting(&exome))?;
        rows.push(Row {
            work: "match HCC1395 (real exome), warm, on the wall".to_owned(),
            seconds: median(ours.iter().map(|taken| taken.wall).collect()),
            peer: peers
                .map(|peers| Peer { name: SPLIT_VEP, seconds: median(peers.iter().map(|taken| taken.wall).collect()) }),
            bar: Bar::Seconds(3.0),
        });
    }
    rows.push(both_documents(root, program, folder)?);
    Ok(rows)
}

/// The exome of the shared test files, when they are there.
fn real_exome(root: &Path) -> Option<PathBuf> {
    let folder = std::env::var_os("SHIRUBE_TESTDATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let path = folder.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz");
    if !path.is_file() {
        println!("skipped: the real exome is not under SHIRUBE_TESTDATA ({})", folder.display());
        return None;
    }
    Some(path)
}

type Start<'a> = dyn Fn() -> Command + 'a;

fn matching<'a>(root: &'a Path, program: &'a Path, file: &'a Path) -> Box<Start<'a>> {
    Box::new(move || {
        let mut command = Command::new(program);
        command.arg("match").arg(file).args(["--tumor-type", "ANY", "--json", "--resources"]).arg(root);
        command
    })
}

fn decompressing(file: &Path) -> Box<Start<'_>> {
    Box::new(move || {
        let mut command = Command::new("bgzip");
        command.arg("-dc").arg(file);
        command
    })
}

fn splitting(file: &Path) -> Box<Start<'_>> {
    Box::new(move || {
        let mut command = Command::new("bcftools");
        command.arg("+split-vep").args(["-d", "-f", "%CHROM %POS %SYMBOL %Consequence\n"]).arg(file);
        command
    })
}

/// Both in turn, after one run of each to warm up; no peer when its program is not installed.
fn interleaved(ours: &Start<'_>, peer: &Start<'_>) -> anyhow::Result<(Vec<Taken>, Option<Vec<Taken>>)> {
    timed(&mut ours())?;
    let has_peer = timed(&mut peer()).is_ok();
    let (mut own_times, mut peer_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own_times.push(timed(&mut ours())?);
        if has_peer {
            peer_times.push(timed(&mut peer())?);
        }
    }
    Ok((own_times, has_peer.then_some(peer_times)))
}

/// Sign in, compose, set and keep both documents of one case, in a cold process.
fn both_documents(root: &Path, program: &Path, folder: &Path) -> anyhow::Result<Row> {
    let workspace = folder.join("workspace");
    if workspace.exists() {
        std::fs::remove_dir_all(&workspace)?;
    }
    let command = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).arg("--workspace").arg(&workspace).arg("--resources").arg(root);
        command.env("SHIRUBE_LOGIN", "demo").env("SHIRUBE_PASSPHRASE", "shirube-demonstration").current_dir(root);
        command
    };
    timed(&mut command(&["demo", "--cases", "tests/cases"]))?;
    let list = command(&["list", "--json"]).output()?;
    let cases: serde_json::Value = serde_json::from_slice(&list.stdout).context("shirube list --json")?;
    let first = cases.get(0).and_then(|case| case.get("case_id")).and_then(serde_json::Value::as_str);
    let case = first.context("the demo workspace holds no case")?;
    let times = (0..ROUNDS).map(|_| timed(&mut command(&["draft", case]))).collect::<anyhow::Result<Vec<Taken>>>()?;
    Ok(Row {
        work: "both documents of a case, cold process with sign-in, on the wall".to_owned(),
        seconds: median(times.iter().map(|taken| taken.wall).collect()),
        peer: None,
        bar: Bar::Seconds(1.6),
    })
}
