//! Chores of the house, run as `cargo xtask <chore>`.

mod bench;
mod fonts;
mod generate_wgs;
mod kb;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const CHORES: &str = "chores: bench PROGRAM OPEN_CASE, fonts, kb verify [FOLDER], tidy, ";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["bench", program, open_case] => bench::run(root(), Path::new(program), Path::new(open_case)),
        ["generate-wgs", order @ ..] => {
            generate_wgs::Order::of_words(order).and_then(|order| generate_wgs::run(&order))
        }
        ["fonts"] => fonts::run(root()),
        ["kb", "verify"] => kb::verify(&root().join("knowledge-base")),
        ["kb", "verify", folder] => kb::verify(Path::new(folder)),
        ["tidy"] => tidy::run(root()),
        _ => Err(anyhow::anyhow!("usage: cargo xtask <chore>\n{CHORES}{}", generate_wgs::USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository: the parent of this crate.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
