//! The `shirube` command: the same functions as the window, without one.
//!
//! stdout carries the answer and nothing else; progress and messages go to stderr. Exit codes: 0 done, 2 needs an
//! answer, 3 input or wish refused, 4 the world failed, 5 internal, 130 cancelled by Ctrl-C; `verify` has its own from 10 on.

mod arguments;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("SHIRUBE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match commands::run(arguments) {
        Ok(code) => code,
        Err(error) => output::failure(&error),
    }
}
