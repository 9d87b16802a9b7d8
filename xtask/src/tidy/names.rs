//! Names that say nothing. A room is named after what it holds; these words hold anything.

use super::Problem;
use super::rust_tokens::{Lexeme, RustSource};
use super::tree::Tree;
use super::typescript_text::without_comments;

const BANNED: [&str; 19] = [
    "manager",
    "managers",
    "service",
    "services",
    "helper",
    "helpers",
    "util",
    "utils",
    "utility",
    "utilities",
    "common",
    "processor",
    "processors",
    "misc",
    "data",
    "info",
    "infos",
    "core",
    "base",
];

/// Terms of the field that contain such a word.
const FIELD_TERMS: [&[&str]; 8] = [
    &["knowledge", "base"],
    &["data", "centre"],
    &["data", "manager"],
    &["data", "managers"],
    &["meta", "data"],
    &["test", "info"],
    &["info", "field"],
    &["info", "fields"],
];

/// Words that are terms by themselves in some rooms: the INFO column of VCF, the base of a sequence.
fn is_term_of_the_room(word: &str, path: &str) -> bool {
    let rooms: &[&str] = match word {
        "info" => &["intake"],
        "base" => &["model", "intake", "formats"],
        _ => return false,
    };
    rooms.iter().any(|room| path.starts_with(&format!("crates/{room}/")))
}

/// The words of `snake_case`, `CamelCase`, `kebab-case` or a mixture.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && (!previous.is_uppercase() || next_is_lower);
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
        previous = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The first banned word of a name, read as whole words and with the terms of the field taken out.
fn banned_word(name: &str, path: &str) -> Option<&'static str> {
    let words = words_of(name);
    let mut rest: &[String] = &words;
    while let Some((word, after)) = rest.split_first() {
        if let Some(term) =
            FIELD_TERMS.iter().find(|term| rest.len() >= term.len() && rest.iter().zip(**term).all(|(a, b)| a == b))
        {
            rest = rest.get(term.len()..).unwrap_or_default();
            continue;
        }
        if let Some(banned) = BANNED.iter().find(|banned| *banned == word && !is_term_of_the_room(word, path)) {
            return Some(banned);
        }
        rest = after;
    }
    None
}

/// Names of items that Rust code declares: functions, types, traits, modules.
fn rust_names(source: &RustSource) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let after_the_first = source.tokens.iter().skip(1);
    for (keyword, name) in source.tokens.iter().zip(after_the_first) {
        let declares =
            ["fn", "struct", "enum", "trait", "mod", "type", "union"].iter().any(|word| keyword.is_word(word));
        if let Lexeme::Word(word) = &name.lexeme
            && declares
        {
            names.push((name.line, word.clone()));
        }
    }
    names
}

/// Names of functions, classes and types that TypeScript declares.
fn typescript_names(text: &str) -> Vec<(usize, String)> {
    let plain = without_comments(text);
    let mut names = Vec::new();
    for (index, line) in plain.lines().enumerate() {
        let mut words = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '$'));
        while let Some(word) = words.next() {
            let declares_always = ["function", "class", "interface", "enum", "type", "namespace"].contains(&word);
            let declares_function = word == "const" && line.contains("=>");
            if declares_always || declares_function {
                names.extend(words.next().map(|name| (index + 1, name.to_owned())));
            }
        }
    }
    names
}

/// Every file, module, type and function with a banned word in its name.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let written =
        tree.files().iter().filter(|file| file.has_ending(&["rs", "ts", "tsx", "typ"]) && !file.is_generated());
    for file in written {
        for part in file.path.trim_start_matches("crates/").split(['/', '.']) {
            problems.extend(banned_word(part, &file.path).map(|banned| {
                Problem::of_file(&file.path, format!("`{part}` says nothing: name it after what it holds (`{banned}`)"))
            }));
        }
    }
    let of_rust = tree.product_rust().map(|(file, source)| (file, rust_names(source)));
    let of_typescript = tree.product_typescript().map(|(file, text)| (file, typescript_names(text)));
    for (file, names) in of_rust.chain(of_typescript) {
        for (line, name) in names {
            problems.extend(banned_word(&name, &file.path).map(|banned| {
                Problem::at(
                    &file.path,
                    line,
                    format!("`{name}` says nothing: name it after what it holds (`{banned}`)"),
                )
            }));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_whole_words() {
        assert_eq!(banned_word("CaseManager", "a.rs"), Some("manager"));
        assert_eq!(banned_word("read_data", "a.rs"), Some("data"));
        assert_eq!(banned_word("metadata", "a.rs"), None);
        assert_eq!(banned_word("database_score", "a.rs"), None);
        assert_eq!(banned_word("TMBInfo", "a.rs"), Some("info"));
    }

    #[test]
    fn words_of_the_field_keep_their_place() {
        for name in ["KnowledgeBase", "knowledge-base", "DataCentre", "data_manager", "MetaData"] {
            assert_eq!(banned_word(name, "crates/knowledge/src/lib.rs"), None, "{name}");
        }
        assert_eq!(banned_word("info", "crates/intake/src/vcf.rs"), None);
        assert_eq!(banned_word("info", "crates/store/src/lib.rs"), Some("info"));
    }

    #[test]
    fn files_types_and_functions_are_read_but_not_tests() {
        let tree = Tree::of(&[
            ("crates/a/src/utils.rs", ""),
            ("crates/a/src/b.rs", "struct CaseService;\n#[cfg(test)]\nmod tests { fn helper() {} }"),
            ("ui/src/c.ts", "// function helper\nexport function fetchData() {}\nconst data = 1;\n"),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
