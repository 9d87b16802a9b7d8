//! Random input against everything that reads what a stranger wrote.
//!
//! Whatever the input, a reader must give a value whose ledger balances, or an error with a code. The bodies are plain
//! functions over bytes, so that the tests, `make fuzz` and libFuzzer run the same ones.

mod chance;
mod files;
mod mutation;
mod packets;
mod protein;

use std::path::{Path, PathBuf};

pub use chance::Chance;
pub use files::{Start, complaint_about, corpus, round as file_round};
pub use packets::{round as packet_round, survives_reading as packets_survive_reading};
pub use protein::{round as protein_round, survives_printing};

/// The folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two halves, so that two cores share them.
    fn ten_thousand_rounds(seed: u64) {
        let corpus = corpus(&repository().join("tests/cases")).unwrap();
        assert!(corpus.len() > 20, "{} files to start from", corpus.len());
        let failed_inputs = repository().join("target/fuzz-failures");
        let mut chance = Chance::from_seed(seed);
        let mut failures = 0;
        for _ in 0..10_000 {
            failures += u32::from(!file_round(&corpus, &mut chance, &failed_inputs).unwrap());
            failures += u32::from(!protein_round(&mut chance));
            failures += u32::from(!packet_round(&mut chance));
        }
        assert_eq!(failures, 0, "the inputs are kept under {}", failed_inputs.display());
    }

    #[test]
    fn ten_thousand_spoiled_files_are_read_or_refused() {
        ten_thousand_rounds(20_261_125);
    }

    #[test]
    fn ten_thousand_other_spoiled_files_are_read_or_refused() {
        ten_thousand_rounds(7_919);
    }
}
