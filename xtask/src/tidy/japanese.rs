//! Words for people lie in wording files, where the clinic can read and change them; never in code.

use super::Problem;
use super::rust_tokens::Lexeme;
use super::tree::Tree;
use super::typescript_text::without_comments;

/// A kana or kanji. Punctuation and full-width forms are typography, not words.
fn is_japanese(letter: char) -> bool {
    matches!(letter,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Files that read or write a Japanese notation, which is no wording: dates by era, 性別 and results as forms write them,
/// the columns of C-CAT, the columns and names of fusions in hospital tables, the tails of 一般名, and what the guard of
/// identifiers compares: eras and kanji that stand for one another.
const NOTATION: [&str; 12] = [
    "crates/report/src/dates.rs",
    "crates/intake/src/ccat_case.rs",
    "crates/intake/src/ccat_case/columns.rs",
    "crates/intake/src/ccat_report/columns.rs",
    "crates/intake/src/clinical_form.rs",
    "crates/intake/src/clinical_form/date.rs",
    "crates/intake/src/fusion_table/columns.rs",
    "crates/intake/src/fusion_table/names.rs",
    "crates/intake/src/result_codes.rs",
    "crates/knowledge/src/drug_names.rs",
    "crates/sync/src/payload/guard/dates.rs",
    "crates/sync/src/payload/guard/folding.rs",
];

/// Rust string literals and screen text that hold Japanese. The chores of the house speak to nobody.
pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, source) in tree.product_rust().filter(|(file, _)| !is_exempt(&file.path)) {
        for token in &source.tokens {
            if let Lexeme::Text(text) = &token.lexeme
                && text.contains(is_japanese)
            {
                problems.push(Problem::at(&file.path, token.line, "Japanese in code: put the words in a wording file"));
            }
        }
    }
    let screens = tree.product_typescript().filter(|(file, _)| !file.path.starts_with("ui/src/wording/"));
    for (file, text) in screens {
        for (index, line) in without_comments(text).lines().enumerate() {
            if line.contains(is_japanese) {
                problems.push(Problem::at(
                    &file.path,
                    index + 1,
                    "Japanese on a screen: put the words in ui/src/wording",
                ));
            }
        }
    }
    problems
}

fn is_exempt(path: &str) -> bool {
    path.starts_with("xtask/") || NOTATION.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_in_a_string_is_a_problem_in_a_comment_or_a_test_it_is_not() {
        let tree = Tree::of(&[(
            "crates/a/src/b.rs",
            "/// 国内承認薬\nfn a() -> &str {\n    // 承認\n    \"承認\"\n}\n#[cfg(test)]\nmod tests { const A: &str = \"承認\"; }",
        )]);
        assert_eq!(
            check(&tree),
            [Problem::at("crates/a/src/b.rs", 4, "Japanese in code: put the words in a wording file")]
        );
    }

    #[test]
    fn japanese_on_a_screen_is_a_problem_but_not_in_its_wording() {
        let tree = Tree::of(&[
            ("ui/src/a.tsx", "// 症例\nreturn <p>症例</p>;\n"),
            ("ui/src/wording/ja.ts", "export const a = \"症例\";"),
            ("ui/src/a.test.tsx", "expect(\"症例\");"),
        ]);
        let problems = check(&tree);
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|problem| problem.path == "ui/src/a.tsx" && problem.line == Some(2)));
    }

    #[test]
    fn rare_kanji_and_half_width_kana_are_words_and_full_width_marks_are_not() {
        assert!("𠮷".contains(is_japanese) && "ｶ".contains(is_japanese) && "々".contains(is_japanese));
        assert!(!"é→µ（：、－".contains(is_japanese));
    }
}
