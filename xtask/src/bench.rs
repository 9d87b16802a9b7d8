//! `cargo xtask bench PROGRAM OPEN_CASE`: how fast the command is, each row against a named peer in one interleaved run.
//!
//! Absolute times count only when the machine was free: a control that spins on two cores before and after must have got
//! 1.9 of them, else the row says so and neither passes nor fails.

mod evidence;
mod genome;
mod kept_set;
mod measure;
mod open_case;
mod place;
mod rows;
mod table;

use std::path::Path;

use anyhow::ensure;

use measure::cores_got;
use place::Place;

/// Below this share of two cores the machine is busy.
const FREE_MACHINE_CORES: f64 = 1.9;

/// Runs all rows and prints the table.
///
/// # Errors
/// When a step cannot run, or when a row misses its bar.
pub(crate) fn run(root: &Path, program: &Path, open_case: &Path) -> anyhow::Result<()> {
    let place = Place::new(root, program, open_case)?;
    let before = cores_got()?;
    let rows = rows::all(&place)?;
    let after = cores_got()?;
    let busy = before.min(after) < FREE_MACHINE_CORES;

    println!("{:<66} {:>12} {:>12} {:>6}  {:<30} verdict", "work", "ours", "peer", "ratio", "peer is");
    let mut missed = false;
    for row in &rows {
        let verdict = row.verdict(busy);
        missed |= verdict == "MISSED";
        println!("{row} {verdict} (bar: {})", row.bar);
    }
    println!(
        "cores got by the control before and after: {before:.2}, {after:.2} of 2; medians of {} rounds",
        place.rounds
    );
    ensure!(!missed, "a bar was missed");
    Ok(())
}
