//! Rust source as tokens, without comments and without test code. Tokens see inside macro calls, which a syntax tree
//! does not.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lexeme {
    /// An identifier or keyword.
    Word(String),
    /// The value of a string literal.
    Text(String),
    /// Any other literal, as written.
    Number(String),
    /// One character of punctuation, brackets included.
    Mark(char),
}

/// One token and its line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) lexeme: Lexeme,
    pub(crate) line: usize,
}

impl Token {
    /// Whether this is that word.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(&self.lexeme, Lexeme::Word(own) if own == word)
    }

    /// Whether this is that mark.
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.lexeme == Lexeme::Mark(mark)
    }
}

/// One file, read.
#[derive(Debug, Default)]
pub(crate) struct RustSource {
    /// Product tokens in order; doc comments and test items are left out.
    pub(crate) tokens: Vec<Token>,
    /// Lines that belong to test items.
    pub(crate) test_lines: usize,
    /// The file begins with `#![cfg(test)]`.
    pub(crate) whole_file_is_test: bool,
    /// Modules in files of their own that only tests see: `#[cfg(test)] mod golden;`.
    pub(crate) test_modules: Vec<String>,
}

/// Reads Rust; `None` when the text is not even a stream of Rust tokens (then the compiler says more).
pub(crate) fn read_rust(text: &str) -> Option<RustSource> {
    let stream: TokenStream = text.parse().ok()?;
    let mut source = RustSource::default();
    source.walk(stream);
    Some(source)
}

impl RustSource {
    fn walk(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut rest = trees.as_slice();
        while let Some((tree, after)) = rest.split_first() {
            rest = match attribute(rest) {
                Some(Attribute { body, inner, after }) if is_cfg_test(body) => {
                    self.whole_file_is_test |= inner;
                    self.skip_item(tree, after)
                }
                Some(Attribute { body, after, .. }) if first_word(body).as_deref() == Some("doc") => after,
                _ => {
                    self.take(tree);
                    after
                }
            };
        }
    }

    /// Steps over the item after a `#[cfg(test)]`: up to its braces or its semicolon.
    fn skip_item<'t>(&mut self, attribute: &TokenTree, trees: &'t [TokenTree]) -> &'t [TokenTree] {
        let first_line = attribute.span().start().line;
        if let [.., TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Punct(end)] =
            trees.get(..=first_mark(trees)).unwrap_or_default()
            && keyword == "mod"
            && end.as_char() == ';'
        {
            self.test_modules.push(name.to_string());
        }
        for (index, tree) in trees.iter().enumerate() {
            let ends = match tree {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(mark) => mark.as_char() == ';',
                TokenTree::Ident(_) | TokenTree::Literal(_) => false,
            };
            if ends {
                self.test_lines += tree.span().end().line.saturating_sub(first_line) + 1;
                return trees.get(index + 1..).unwrap_or_default();
            }
        }
        &[]
    }

    fn take(&mut self, tree: &TokenTree) {
        let line = tree.span().start().line;
        let lexeme = match tree {
            TokenTree::Ident(word) => Lexeme::Word(word.to_string()),
            TokenTree::Literal(literal) => string_value(&literal.to_string()),
            TokenTree::Punct(mark) => Lexeme::Mark(mark.as_char()),
            TokenTree::Group(group) => return self.take_group(group),
        };
        self.tokens.push(Token { lexeme, line });
    }

    fn take_group(&mut self, group: &Group) {
        let marks = match group.delimiter() {
            Delimiter::Parenthesis => Some(('(', ')')),
            Delimiter::Brace => Some(('{', '}')),
            Delimiter::Bracket => Some(('[', ']')),
            Delimiter::None => None,
        };
        if let Some((open, _)) = marks {
            self.tokens.push(Token { lexeme: Lexeme::Mark(open), line: group.span_open().start().line });
        }
        self.walk(group.stream());
        if let Some((_, close)) = marks {
            self.tokens.push(Token { lexeme: Lexeme::Mark(close), line: group.span_close().start().line });
        }
    }
}

/// An attribute at the head of a token list.
struct Attribute<'t> {
    body: &'t Group,
    inner: bool,
    after: &'t [TokenTree],
}

fn attribute(trees: &[TokenTree]) -> Option<Attribute<'_>> {
    let is_mark = |tree: &TokenTree, wanted| matches!(tree, TokenTree::Punct(mark) if mark.as_char() == wanted);
    let (hash, after) = trees.split_first()?;
    if !is_mark(hash, '#') {
        return None;
    }
    let inner = after.first().is_some_and(|tree| is_mark(tree, '!'));
    let after = if inner { after.get(1..)? } else { after };
    match after.split_first()? {
        (TokenTree::Group(body), after) if body.delimiter() == Delimiter::Bracket => {
            Some(Attribute { body, inner, after })
        }
        _ => None,
    }
}

/// Where the first punctuation stands.
fn first_mark(trees: &[TokenTree]) -> usize {
    trees.iter().position(|tree| matches!(tree, TokenTree::Punct(_))).unwrap_or(trees.len())
}

fn first_word(body: &Group) -> Option<String> {
    body.stream().into_iter().next().map(|tree| tree.to_string())
}

/// `cfg(test)` and `cfg(all(test, …))`, but not `cfg(not(test))`.
fn is_cfg_test(body: &Group) -> bool {
    let text: String = body.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// The value of a string literal, with its escapes left as written; anything else as it stands.
fn string_value(literal: &str) -> Lexeme {
    let body = literal.trim_start_matches(['b', 'c', 'r']).trim_matches('#');
    match body.strip_prefix('"').and_then(|body| body.strip_suffix('"')) {
        Some(value) => Lexeme::Text(value.to_owned()),
        None => Lexeme::Number(literal.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let source = read_rust(text).unwrap();
        let word = |token: &Token| match &token.lexeme {
            Lexeme::Word(word) => Some(word.clone()),
            Lexeme::Text(_) | Lexeme::Number(_) | Lexeme::Mark(_) => None,
        };
        source.tokens.iter().filter_map(word).collect()
    }

    #[test]
    fn test_items_are_left_out_and_their_lines_counted() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
        assert_eq!(words(text), ["fn", "a", "fn", "c"]);
        assert_eq!(read_rust(text).unwrap().test_lines, 4);
    }

    #[test]
    fn modules_in_files_of_their_own_that_only_tests_see_are_told() {
        let source =
            read_rust("mod a;\n#[cfg(test)]\nmod golden;\n#[cfg(test)]\npub(crate) mod testing;\nfn b() {}").unwrap();
        assert_eq!(source.test_modules, ["golden", "testing"]);
    }

    #[test]
    fn code_for_other_builds_than_test_stays() {
        assert_eq!(words("#[cfg(not(test))]\nfn a() {}"), ["cfg", "not", "test", "fn", "a"]);
    }

    #[test]
    fn doc_comments_are_left_out_and_strings_inside_macros_are_kept() {
        let source = read_rust("/// 国内承認薬\nfn a() { log!(\"b\\n\", r#\"c\"#) }").unwrap();
        let texts: Vec<&Lexeme> = source
            .tokens
            .iter()
            .map(|token| &token.lexeme)
            .filter(|lexeme| matches!(lexeme, Lexeme::Text(_)))
            .collect();
        assert_eq!(texts, [&Lexeme::Text("b\\n".to_owned()), &Lexeme::Text("c".to_owned())]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = read_rust("\n\nfn a() {}").unwrap();
        assert!(source.tokens.iter().all(|token| token.line == 3));
    }
}
