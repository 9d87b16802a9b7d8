//! `fuzz [SECONDS] [SEED]`: mutations of the synthetic cases on the stable toolchain, chosen by a seed that is printed, so
//! that a failure can be seen again.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use shirube_fuzz::{Chance, corpus, file_round, packet_round, protein_round, repository};

const DEFAULT_SECONDS: u64 = 60;
const DEFAULT_SEED: u64 = 20_261_125;

fn main() -> anyhow::Result<ExitCode> {
    let number = |position: usize, default| std::env::args().nth(position).map_or(Ok(default), |text| text.parse());
    let (seconds, seed): (u64, u64) = (number(1, DEFAULT_SECONDS)?, number(2, DEFAULT_SEED)?);
    let corpus = corpus(&repository().join("tests/cases"))?;
    anyhow::ensure!(!corpus.is_empty(), "no cases to start from");
    let failed_inputs = repository().join("target/fuzz-failures");
    println!("fuzzing for {seconds} s from seed {seed}, {} files to start from", corpus.len());

    let until = Instant::now() + Duration::from_secs(seconds);
    let mut chance = Chance::from_seed(seed);
    let (mut rounds, mut failures) = (0_u64, 0_u64);
    while Instant::now() < until {
        rounds += 1;
        failures += u64::from(!file_round(&corpus, &mut chance, &failed_inputs)?);
        failures += u64::from(!protein_round(&mut chance));
        failures += u64::from(!packet_round(&mut chance));
    }
    println!("{rounds} rounds, {failures} failures");
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
