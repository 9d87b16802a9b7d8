//! Codes cross the wire, sentences lie in the catalogue: no code without its sentence in every language, no sentence
//! that nobody says.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::rust_tokens::{Lexeme, RustSource, Token};
use super::tree::Tree;
use super::typescript_text::without_comments;

const CATALOGUES: [&str; 2] = ["crates/workflow/wording/ja.json", "crates/workflow/wording/en.json"];

/// Calls whose first argument is a code.
const SAY: [&[&str]; 6] = [
    &["Notice", "new"],
    &["Reason", "new"],
    &["Message", "new"],
    &["ApiError", "internal"],
    &["ApiError", "refused"],
    &["match_reason"],
];

/// Last words of the types whose `fn code` names sentences; other `code()`s name values on the wire.
const SPEAKERS: [&str; 6] = ["Error", "Refusal", "Question", "Failure", "Cause", "Blocker"];

/// What looks like the code of a room, wherever it is written: `refusal_…`, `vault.…`.
const FAMILIES: [&str; 2] = ["refusal_", "vault."];

type Said<'t> = BTreeMap<String, (&'t str, usize)>;

fn is_code(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_.".contains(letter))
}

/// The tokens after a call of that path, or `None`.
fn arguments_of<'t>(tokens: &'t [Token], path: &[&str]) -> Option<&'t [Token]> {
    let mut rest = tokens;
    for (index, word) in path.iter().enumerate() {
        if index > 0 {
            let [first, second, after @ ..] = rest else { return None };
            rest = (first.is_mark(':') && second.is_mark(':')).then_some(after)?;
        }
        let (name, after) = rest.split_first()?;
        rest = name.is_word(word).then_some(after)?;
    }
    let (open, after) = rest.split_first()?;
    open.is_mark('(').then_some(after)
}

/// Tokens up to the first comma or closing bracket that belongs to none of the groups inside.
fn first_argument(tokens: &[Token]) -> &[Token] {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.lexeme {
            Lexeme::Mark('(' | '[' | '{') => depth += 1,
            Lexeme::Mark(',' | ')') if depth == 0 => return tokens.get(..index).unwrap_or_default(),
            Lexeme::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    tokens
}

/// The tokens inside the first pair of braces.
fn braced(tokens: &[Token]) -> &[Token] {
    let Some(open) = tokens.iter().position(|token| token.is_mark('{')) else { return &[] };
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.lexeme {
            Lexeme::Mark('{') => depth += 1,
            Lexeme::Mark('}') if depth == 1 => return tokens.get(open + 1..index).unwrap_or_default(),
            Lexeme::Mark('}') => depth -= 1,
            _ => {}
        }
    }
    &[]
}

/// The type of `impl X {` or `impl T for X {`.
fn implemented_type(tokens: &[Token]) -> Option<&str> {
    let mut last = None;
    for token in tokens.iter().skip(1) {
        match &token.lexeme {
            Lexeme::Mark('{') => break,
            Lexeme::Word(word) if !matches!(word.as_str(), "for" | "crate" | "super" | "self") => last = Some(word),
            _ => {}
        }
    }
    last.map(String::as_str)
}

fn texts(tokens: &[Token]) -> impl Iterator<Item = (&str, usize)> {
    tokens.iter().filter_map(|token| match &token.lexeme {
        Lexeme::Text(text) if is_code(text) => Some((text.as_str(), token.line)),
        _ => None,
    })
}

/// Codes that certainly reach a person.
fn said_in(source: &RustSource) -> Vec<(&str, usize)> {
    let mut said = Vec::new();
    for (index, token) in source.tokens.iter().enumerate() {
        let rest = source.tokens.get(index..).unwrap_or_default();
        for path in SAY {
            said.extend(arguments_of(rest, path).map(first_argument).into_iter().flat_map(texts));
        }
        if token.is_word("impl")
            && implemented_type(rest).is_some_and(|name| SPEAKERS.iter().any(|end| name.ends_with(end)))
        {
            let body = braced(rest);
            let code = body.windows(2).position(|pair| matches!(pair, [a, b] if a.is_word("fn") && b.is_word("code")));
            said.extend(code.and_then(|start| body.get(start..)).map(braced).into_iter().flat_map(texts));
        }
    }
    said.extend(texts(&source.tokens).filter(|(text, _)| FAMILIES.iter().any(|family| text.starts_with(family))));
    said
}

/// Every string that product code holds, in Rust and on the screens: what may name a sentence.
fn mentioned(tree: &Tree) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, source) in tree.product_rust() {
        for token in &source.tokens {
            if let Lexeme::Text(text) = &token.lexeme {
                words.insert(text.clone());
            }
        }
    }
    for (_, text) in tree.product_typescript() {
        words.extend(without_comments(text).split(['"', '\'', '`']).map(str::to_owned));
    }
    words
}

/// Whether some string is the code, or the beginning of a code that is put together as `beginning{value}`.
fn is_mentioned(code: &str, words: &BTreeSet<String>) -> bool {
    let beginnings = || words.iter().filter_map(|word| word.split_once(['{', '$']).map(|(beginning, _)| beginning));
    words.contains(code) || beginnings().any(|beginning| beginning.len() > 3 && code.starts_with(beginning))
}

/// Codes without a sentence, sentences without a code, and languages that differ.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut said = Said::new();
    for (file, source) in tree.product_rust().filter(|(file, _)| !file.path.starts_with("xtask/")) {
        for (code, line) in said_in(source) {
            said.entry(code.to_owned()).or_insert((&file.path, line));
        }
    }
    let words = mentioned(tree);
    let mut silent: BTreeMap<&String, Vec<&str>> = BTreeMap::new();
    for path in CATALOGUES {
        let sentences: Option<BTreeMap<String, String>> =
            tree.text(path).and_then(|text| serde_json::from_str(text).ok());
        let Some(sentences) = sentences else {
            problems.push(Problem::of_file(path, "no catalogue of `code: sentence` can be read here"));
            continue;
        };
        for code in said.keys().filter(|code| !sentences.contains_key(*code)) {
            silent.entry(code).or_default().push(path);
        }
        for code in sentences.keys().filter(|code| !is_mentioned(code, &words)) {
            problems.push(Problem::of_file(path, format!("nobody says `{code}`")));
        }
    }
    for (code, paths) in silent {
        if let Some((file, line)) = said.get(code) {
            problems.push(Problem::at(file, *line, format!("`{code}` has no sentence in {}", paths.join(", "))));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = r#"
        impl VaultError { pub fn code(&self) -> &str { match self { Self::A => "vault.a", Self::B => other() } } fn b() {} }
        impl Role { fn code(self) -> &str { "chair" } }
        fn a() {
            Notice::new("vcf_odd").with("file", "name");
            Reason::new(if b { "one" } else { "two" }).with("gene", "x");
        }
    "#;

    fn found(japanese: &str, english: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("crates/a/src/b.rs", CODE),
            ("crates/workflow/wording/ja.json", japanese),
            ("crates/workflow/wording/en.json", english),
        ]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    const WHOLE: &str = r#"{"vault.a": "A", "vcf_odd": "O", "one": "1", "two": "2"}"#;

    #[test]
    fn a_catalogue_with_a_sentence_for_each_code_is_fine() {
        assert_eq!(found(WHOLE, WHOLE), [] as [String; 0]);
    }

    #[test]
    fn a_code_without_a_sentence_is_a_problem_in_that_language() {
        let partial = r#"{"vault.a": "A", "vcf_odd": "O", "one": "1"}"#;
        assert_eq!(
            found(WHOLE, partial),
            ["crates/a/src/b.rs:6: `two` has no sentence in crates/workflow/wording/en.json"]
        );
    }

    #[test]
    fn a_sentence_that_nobody_says_is_a_problem() {
        let more = WHOLE.replace('}', r#", "old": "?"}"#);
        assert_eq!(found(&more, WHOLE), ["crates/workflow/wording/ja.json: nobody says `old`"]);
    }

    #[test]
    fn a_missing_catalogue_is_a_problem() {
        assert_eq!(check(&Tree::of(&[])).len(), 2);
    }

    #[test]
    fn a_code_put_together_from_a_value_counts_as_said() {
        let words = BTreeSet::from(["bin_{name}".to_owned()]);
        assert!(is_mentioned("bin_kept", &words) && !is_mentioned("kept", &words));
    }
}
