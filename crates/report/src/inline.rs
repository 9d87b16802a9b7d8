//! The little markup of wording files, read before any value is filled in, so that a value can never become markup.
//!
//! `**重要**` is strong, `｜体細胞《たいさいぼう》` carries its reading.

use model::report_content::Inline;

/// A piece of a wording, still a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Plain(String),
    Strong(String),
    Ruby { base: String, reading: String },
}

/// Cuts a wording into pieces. Markup that is not closed stays plain text.
pub(crate) fn pieces(wording: &str) -> Vec<Piece> {
    let mut rest = wording;
    let mut pieces = Vec::new();
    let mut plain = String::new();
    while let Some(next) = rest.chars().next() {
        if let Some((piece, tail)) = strong(rest).or_else(|| ruby(rest)) {
            flush(&mut plain, &mut pieces);
            pieces.push(piece);
            rest = tail;
        } else {
            plain.push(next);
            rest = rest.split_at_checked(next.len_utf8()).map_or("", |(_, tail)| tail);
        }
    }
    flush(&mut plain, &mut pieces);
    pieces
}

fn flush(plain: &mut String, pieces: &mut Vec<Piece>) {
    if !plain.is_empty() {
        pieces.push(Piece::Plain(std::mem::take(plain)));
    }
}

fn strong(text: &str) -> Option<(Piece, &str)> {
    let (inner, tail) = text.strip_prefix("**")?.split_once("**")?;
    Some((Piece::Strong(inner.to_owned()), tail))
}

fn ruby(text: &str) -> Option<(Piece, &str)> {
    let (base, rest) = text.strip_prefix('｜')?.split_once('《')?;
    let (reading, tail) = rest.split_once('》')?;
    Some((Piece::Ruby { base: base.to_owned(), reading: reading.to_owned() }, tail))
}

pub(crate) fn text(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

pub(crate) fn strong_text(text: impl Into<String>) -> Inline {
    Inline::Strong { text: text.into() }
}

pub(crate) fn gene(symbol: impl Into<String>) -> Inline {
    Inline::Gene { text: symbol.into() }
}

pub(crate) fn notation(text: impl Into<String>) -> Inline {
    Inline::Notation { text: text.into() }
}

pub(crate) fn badge(text: impl Into<String>, look: model::report_content::BadgeLook) -> Inline {
    Inline::Badge { text: text.into(), look }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_cut_and_the_rest_is_kept() {
        assert_eq!(
            pieces("これは｜体細胞《たいさいぼう》の**大切な**変化です"),
            [
                Piece::Plain("これは".to_owned()),
                Piece::Ruby { base: "体細胞".to_owned(), reading: "たいさいぼう".to_owned() },
                Piece::Plain("の".to_owned()),
                Piece::Strong("大切な".to_owned()),
                Piece::Plain("変化です".to_owned()),
            ]
        );
    }

    #[test]
    fn open_markup_is_plain_text() {
        assert_eq!(pieces("**a｜b《c"), [Piece::Plain("**a｜b《c".to_owned())]);
    }
}
