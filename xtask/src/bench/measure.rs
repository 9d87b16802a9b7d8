//! Processor time, wall time and memory of other programs.

use std::hint::black_box;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

/// What one run took, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// Processor time of the program and what it started.
    pub(crate) cpu: f64,
    /// Time on the wall.
    pub(crate) wall: f64,
    /// The most memory it held at once, in MiB, as far as it was seen.
    pub(crate) peak_mib: f64,
}

/// How often a running program is asked for its memory.
const LOOK: Duration = Duration::from_millis(5);

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
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = silent.spawn().with_context(|| format!("{command:?}"))?;
    let peak_mib = watched(&mut child)?;
    let status = child.wait()?;
    let wall = began.elapsed().as_secs_f64();
    ensure!(status.success(), "{command:?} failed: {status}");
    let (_, after) = ticks()?;
    Ok(Taken { cpu: f64::from(after - before) / TICKS_PER_SECOND, wall, peak_mib })
}

/// Waits for the end; gives the highest resident memory that the system told, in MiB.
fn watched(child: &mut Child) -> anyhow::Result<f64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    while child.try_wait()?.is_none() {
        // The high-water mark only grows; between the last look and the end little happens.
        peak = std::fs::read_to_string(&status).ok().and_then(|text| high_water_mark(&text)).unwrap_or(peak);
        std::thread::sleep(LOOK);
    }
    Ok(peak)
}

/// `VmHWM` of a process status, in MiB.
fn high_water_mark(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u32>().ok().map(|kib| f64::from(kib) / 1024.0)
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
    fn the_memory_of_a_process_is_read_from_its_status() {
        assert_eq!(high_water_mark("Name:\tx\nVmHWM:\t   20480 kB\nVmRSS:\t 1 kB\n"), Some(20.0));
        assert_eq!(high_water_mark("Name:\tx\n"), None);
    }

    #[test]
    fn a_command_that_fails_is_an_error() {
        assert!(timed(Command::new("false").arg("x")).is_err());
    }
}
