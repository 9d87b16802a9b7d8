//! Processor and wall time of other programs.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

/// What one run took, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// Processor time of the program and what it started.
    pub(crate) cpu: f64,
    /// Time on the wall.
    pub(crate) wall: f64,
}

/// Linux counts processor time in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;
/// How long the control spins.
const SPIN: Duration = Duration::from_millis(600);

/// Own and children's processor time so far, in ticks: fields 14–15 and 16–17 of `/proc/self/stat`.
fn ticks() -> anyhow::Result<(u32, u32)> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("processor times are read from /proc")?;
    let after_name = stat.rsplit_once(") ").map(|(_, rest)| rest).context("malformed /proc/self/stat")?;
    let numbers: Vec<u32> = after_name.split(' ').skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    match numbers.as_slice() {
        [user, system, children_user, children_system] => Ok((user + system, children_user + children_system)),
        _ => anyhow::bail!("malformed /proc/self/stat"),
    }
}

/// Runs a command to its end, its output thrown away.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub(crate) fn timed(command: &mut Command) -> anyhow::Result<Taken> {
    let (_, before) = ticks()?;
    let began = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("{command:?}"))?;
    let wall = began.elapsed().as_secs_f64();
    ensure!(status.success(), "{command:?} failed: {status}");
    let (_, after) = ticks()?;
    Ok(Taken { cpu: f64::from(after - before) / TICKS_PER_SECOND, wall })
}

/// How many of two cores two spinning threads got.
///
/// # Errors
/// When processor times cannot be read.
pub(crate) fn cores_got() -> anyhow::Result<f64> {
    let (before, _) = ticks()?;
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while began.elapsed() < SPIN {
                    black_box((0..1000_u32).sum::<u32>());
                }
            });
        }
    });
    let wall = began.elapsed().as_secs_f64();
    let (after, _) = ticks()?;
    Ok(f64::from(after - before) / TICKS_PER_SECOND / wall)
}

/// The middle one; 0 of nothing.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_command_that_fails_is_an_error() {
        assert!(timed(Command::new("false").arg("x")).is_err());
    }
}
