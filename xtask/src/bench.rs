//! `cargo xtask bench PROGRAM`: how fast the command is, each row against a named peer in one interleaved run.
//!
//! Absolute bars count only when the machine was free: a control that spins on two cores before and after must have got
//! 1.9 of them, else the row says so and neither passes nor fails.

mod made_up;
mod measure;
mod rows;

use std::path::Path;

use anyhow::{Context, ensure};

use measure::cores_got;
use rows::{Bar, Row};

/// Below this share of two cores the machine is busy.
const FREE_MACHINE_CORES: f64 = 1.9;

/// Runs all rows and prints the table.
///
/// # Errors
/// When a step cannot run, or when a row misses its bar.
pub(crate) fn run(root: &Path, program: &Path) -> anyhow::Result<()> {
    let program = program.canonicalize().with_context(|| format!("no program at {}", program.display()))?;
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let before = cores_got()?;
    let rows = rows::all(root, &program, &folder)?;
    let after = cores_got()?;
    let busy = before.min(after) < FREE_MACHINE_CORES;

    println!("{:<58} {:>9} {:>9} {:>7}  {:<34} verdict", "work", "ours", "peer", "ratio", "peer is");
    let verdicts: Vec<&str> = rows.iter().map(|row| verdict(row, busy)).collect();
    for (row, verdict) in rows.iter().zip(&verdicts) {
        let peer = row.peer.as_ref().map(|peer| format!("{:.3} s", peer.seconds)).unwrap_or_default();
        let ratio = row.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let name = row.peer.as_ref().map_or("none", |peer| peer.name);
        println!(
            "{:<58} {:>7.3} s {peer:>9} {ratio:>7}  {name:<34} {verdict} (bar: {})",
            row.work, row.seconds, row.bar
        );
    }
    println!("cores got by the control before and after: {before:.2}, {after:.2} of 2");
    ensure!(!verdicts.contains(&"MISSED"), "a bar was missed");
    Ok(())
}

fn verdict(row: &Row, busy: bool) -> &'static str {
    match row.bar {
        Bar::Ratio(limit) => match row.ratio() {
            Some(ratio) if ratio <= limit => "met",
            Some(_) => "MISSED",
            None => "no peer",
        },
        Bar::Seconds(_) if busy => "machine busy",
        Bar::Seconds(limit) if row.seconds <= limit => "met",
        Bar::Seconds(_) => "MISSED",
    }
}

#[cfg(test)]
mod tests {
    use super::rows::Peer;
    use super::*;

    fn row(seconds: f64, peer: Option<f64>, bar: Bar) -> Row {
        Row { work: String::new(), seconds, peer: peer.map(|seconds| Peer { name: "p", seconds }), bar }
    }

    #[test]
    fn a_ratio_is_judged_on_a_busy_machine_too() {
        assert_eq!(verdict(&row(1.0, Some(1.0), Bar::Ratio(1.5)), true), "met");
        assert_eq!(verdict(&row(2.0, Some(1.0), Bar::Ratio(1.5)), true), "MISSED");
        assert_eq!(verdict(&row(2.0, None, Bar::Ratio(1.5)), false), "no peer");
    }

    #[test]
    fn seconds_are_judged_on_a_free_machine_only() {
        assert_eq!(verdict(&row(4.0, None, Bar::Seconds(3.0)), true), "machine busy");
        assert_eq!(verdict(&row(4.0, None, Bar::Seconds(3.0)), false), "MISSED");
        assert_eq!(verdict(&row(2.0, None, Bar::Seconds(3.0)), false), "met");
    }
}
