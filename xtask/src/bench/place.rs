//! Where things are for one run, and how the product is called.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::measure::{Taken, median, timed};

/// Records of the generated genome, and rounds, unless told otherwise.
const RECORDS: u64 = 4_500_000;
const ROUNDS: usize = 5;

/// One run.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    /// The repository.
    pub(crate) root: &'a Path,
    /// The released command.
    pub(crate) program: PathBuf,
    /// The program of `tests/benches/open_case.rs`.
    pub(crate) open_case: PathBuf,
    /// Where files are made.
    pub(crate) folder: PathBuf,
    /// Records of the generated genome.
    pub(crate) records: u64,
    /// How often each side of a row runs.
    pub(crate) rounds: usize,
}

/// What both sides of a row took.
#[derive(Debug)]
pub(crate) struct Both {
    pub(crate) ours: Vec<Taken>,
    /// `None` when the peer's program is not installed.
    pub(crate) peer: Option<Vec<Taken>>,
}

/// Starts one side.
pub(crate) type Start<'a> = dyn Fn() -> anyhow::Result<Command> + 'a;

impl<'a> Place<'a> {
    pub(crate) fn new(root: &'a Path, program: &Path, open_case: &Path) -> anyhow::Result<Self> {
        let found = |path: &Path| path.canonicalize().with_context(|| format!("no program at {}", path.display()));
        let (program, open_case) = (found(program)?, found(open_case)?);
        let folder = root.join("target/bench");
        std::fs::create_dir_all(&folder)?;
        let records = number_told("SHIRUBE_BENCH_RECORDS")?.unwrap_or(RECORDS);
        let rounds = match number_told("SHIRUBE_BENCH_ROUNDS")? {
            Some(rounds) => usize::try_from(rounds)?.max(1),
            None => ROUNDS,
        };
        Ok(Self { root, program, open_case, folder, records, rounds })
    }

    /// The product on a workspace, or without one.
    pub(crate) fn shirube(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--resources").arg(self.root).current_dir(self.root);
        self.as_ourselves(&mut command);
        command
    }

    /// The product's own functions in one process, without the command around them.
    pub(crate) fn bench_program(&self) -> Command {
        let mut command = Command::new(&self.open_case);
        command.current_dir(self.root);
        self.as_ourselves(&mut command);
        command
    }

    /// The account, and a home of our own for the device secret.
    fn as_ourselves(&self, command: &mut Command) {
        command.env("SHIRUBE_LOGIN", "demo").env("SHIRUBE_PASSPHRASE", "shirube-demonstration");
        command.env("XDG_DATA_HOME", self.folder.join("home")).env_remove("DBUS_SESSION_BUS_ADDRESS");
    }

    /// A workspace of that name without a case, in place of any earlier one.
    pub(crate) fn new_workspace(&self, name: &str) -> anyhow::Result<PathBuf> {
        let workspace = self.folder.join(name);
        if workspace.exists() {
            std::fs::remove_dir_all(&workspace)?;
        }
        let mut init = self.shirube(&[
            "init",
            "--second-factor",
            "optional",
            "--institution",
            "Synthetic Hospital",
            "--display-name",
            "Synthetic",
        ]);
        timed(init.arg("--workspace").arg(&workspace))?;
        Ok(workspace)
    }

    /// Both sides in turn, after one run of each to warm up.
    pub(crate) fn interleaved(&self, ours: &Start<'_>, peer: &Start<'_>) -> anyhow::Result<Both> {
        timed(&mut ours()?)?;
        let has_peer = timed(&mut peer()?).is_ok();
        let (mut own_times, mut peer_times) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            own_times.push(timed(&mut ours()?)?);
            if has_peer {
                peer_times.push(timed(&mut peer()?)?);
            }
        }
        Ok(Both { ours: own_times, peer: has_peer.then_some(peer_times) })
    }
}

impl Both {
    /// The middle of something that both took.
    pub(crate) fn medians(&self, of: fn(&Taken) -> f64) -> (f64, Option<f64>) {
        let middle = |times: &Vec<Taken>| median(times.iter().map(of).collect());
        (middle(&self.ours), self.peer.as_ref().map(middle))
    }
}

fn number_told(name: &str) -> anyhow::Result<Option<u64>> {
    std::env::var(name).ok().map(|text| text.parse().with_context(|| format!("{name}: not a number"))).transpose()
}
