//! TypeScript without its comments.

/// The text with comments taken out; lines keep their numbers. Quotes are followed, so that `"//"` stays.
pub(crate) fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(piece) = first_piece(rest) {
        match piece {
            Piece::Comment(comment) => plain.extend(comment.chars().filter(|&letter| letter == '\n')),
            Piece::Code(code) => plain.push_str(code),
        }
        let (Piece::Comment(taken) | Piece::Code(taken)) = piece;
        rest = rest.strip_prefix(taken).unwrap_or_default();
    }
    plain
}

#[derive(Clone, Copy)]
enum Piece<'t> {
    Comment(&'t str),
    Code(&'t str),
}

/// A whole comment, a whole quotation, or one character of anything else.
fn first_piece(rest: &str) -> Option<Piece<'_>> {
    let first = rest.chars().next()?;
    let up_to = |end: usize| rest.get(..end).unwrap_or(rest);
    Some(if rest.starts_with("//") {
        Piece::Comment(up_to(rest.find('\n').unwrap_or(rest.len())))
    } else if rest.starts_with("/*") {
        Piece::Comment(up_to(rest.find("*/").map_or(rest.len(), |end| end + 2)))
    } else if matches!(first, '"' | '\'' | '`') {
        Piece::Code(up_to(end_of_quotation(rest, first)))
    } else {
        Piece::Code(up_to(first.len_utf8()))
    })
}

/// Where the quotation at the head ends. A quote left open, such as an apostrophe in the text of an element, ends with
/// its line.
fn end_of_quotation(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (index, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if mark != '`' => return index,
            _ if letter == mark => return index + letter.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_lines_keep_their_numbers() {
        assert_eq!(without_comments("a // b\n/* c\n d */ e\n"), "a \n\n e\n");
    }

    #[test]
    fn what_looks_like_a_comment_inside_quotes_stays() {
        assert_eq!(without_comments(r#"a("//", '/*', `//`, "\"//")"#), r#"a("//", '/*', `//`, "\"//")"#);
    }

    #[test]
    fn an_apostrophe_in_text_does_not_swallow_the_next_line() {
        assert_eq!(without_comments("<p>don't</p>\n// b\n"), "<p>don't</p>\n\n");
    }
}
