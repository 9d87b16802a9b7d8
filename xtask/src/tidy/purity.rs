//! The pure rooms take time, chance and surroundings as parameters, so that the same input gives the same bytes; and
//! what is stored or signed holds no floating-point number.

use super::Problem;
use super::rust_tokens::{Lexeme, Token};
use super::tree::Tree;

/// Rooms without clock, randomness, environment or files.
const PURE: [&str; 4] = ["model", "interpretation", "casefile", "report"];
/// Rooms whose types are stored, signed or sent.
const EXACT: [&str; 6] = ["model", "interpretation", "casefile", "report", "store", "workflow"];

/// `a::b` paths and single words that a pure room must not write, with what they bring in.
const IMPURE: [(&[&str], &str); 10] = [
    (&["Timestamp", "now"], "a clock"),
    (&["Zoned", "now"], "a clock"),
    (&["SystemTime"], "a clock"),
    (&["Instant"], "a clock"),
    (&["Uuid", "new_v4"], "randomness"),
    (&["std", "env"], "the environment"),
    (&["std", "fs"], "files"),
    (&["File", "open"], "files"),
    (&["HashMap"], "an order by accident"),
    (&["HashSet"], "an order by accident"),
];

fn room_of(path: &str) -> &str {
    path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

/// Whether the tokens begin with the path, its words joined by `::`.
fn begins_with(tokens: &[Token], path: &[&str]) -> bool {
    let mut rest = tokens.iter();
    path.iter().enumerate().all(|(index, word)| {
        let joined = index == 0 || (0..2).all(|_| rest.next().is_some_and(|token| token.is_mark(':')));
        joined && rest.next().is_some_and(|token| token.is_word(word))
    })
}

fn is_float(token: &Token) -> bool {
    match &token.lexeme {
        Lexeme::Word(word) => word == "f32" || word == "f64",
        Lexeme::Number(number) => number.ends_with("f32") || number.ends_with("f64"),
        Lexeme::Text(_) | Lexeme::Mark(_) => false,
    }
}

/// Every impurity in a pure room, and every float where values must be exact.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, source) in tree.product_rust() {
        let room = room_of(&file.path);
        for (index, token) in source.tokens.iter().enumerate() {
            let rest = source.tokens.get(index..).unwrap_or_default();
            if EXACT.contains(&room) && is_float(token) {
                problems.push(Problem::at(&file.path, token.line, format!("a float in `{room}`: use model::Decimal")));
            }
            if PURE.contains(&room)
                && let Some((path, what)) = IMPURE.iter().find(|(path, _)| begins_with(rest, path))
            {
                let text = format!("`{}` brings {what} into the pure room `{room}`", path.join("::"));
                problems.push(Problem::at(&file.path, token.line, text));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_a_pure_room_is_a_problem_and_elsewhere_it_is_not() {
        let tree = Tree::of(&[
            ("crates/casefile/src/a.rs", "fn a() { jiff::Timestamp::now() }"),
            ("crates/workflow/src/a.rs", "fn a() { jiff::Timestamp::now() }"),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["crates/casefile/src/a.rs:1: `Timestamp::now` brings a clock into the pure room `casefile`"]
        );
    }

    #[test]
    fn a_float_in_a_stored_type_is_a_problem() {
        let tree = Tree::of(&[("crates/model/src/a.rs", "struct A { vaf: f64 }\nconst B: u8 = 1;")]);
        assert_eq!(check(&tree), [Problem::at("crates/model/src/a.rs", 1, "a float in `model`: use model::Decimal")]);
    }

    #[test]
    fn an_unordered_map_in_a_pure_room_is_a_problem() {
        let tree = Tree::of(&[("crates/report/src/a.rs", "use std::collections::HashMap;")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
