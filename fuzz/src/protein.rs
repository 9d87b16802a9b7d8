//! Random protein descriptions against `model::hgvs`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use model::hgvs::HgvsP;

use crate::chance::Chance;

const PIECES: [&str; 34] = [
    "p.",
    "(",
    ")",
    "Val",
    "V",
    "600",
    "Glu",
    "E",
    "*",
    "Ter",
    "fs",
    "del",
    "ins",
    "dup",
    "delins",
    "_",
    "=",
    "?",
    "0",
    "ext",
    "Met1",
    "X",
    "Xaa",
    "splice",
    "NP_004324.2:",
    "999999999999",
    "-",
    "[",
    "]",
    ";",
    "🧬",
    "",
    "Arg",
    "41",
];

/// Reads a random description; `false` when it panics, or when what it prints is read as something else.
pub fn round(chance: &mut Chance) -> bool {
    let length = 1 + chance.below(9);
    let text: String = (0..length).filter_map(|_| chance.one_of(&PIECES).copied()).collect();
    let holds = survives_printing(&text);
    if !holds {
        println!("protein description does not survive printing: {text:?}");
    }
    holds
}

/// Whether what a description prints is read as the same; `false` also when reading panics.
pub fn survives_printing(text: &str) -> bool {
    catch_unwind(AssertUnwindSafe(|| {
        let printed = HgvsP::from(text).to_string();
        HgvsP::from(printed.as_str()).to_string() == printed
    }))
    .unwrap_or(false)
}
