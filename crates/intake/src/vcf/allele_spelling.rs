//! What kind of alternate allele a text spells.

use std::borrow::Cow;

/// One entry of the ALT column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AlternateSpelling<'a> {
    /// Bases, upper case.
    Sequence(Cow<'a, str>),
    /// A symbolic or breakend allele.
    Structural,
    /// `.`, `*`, `<*>`, `<NON_REF>`: nothing else than the reference is claimed.
    Absent,
    /// `-`, as MAF writes "nothing"; some converters carry it into VCF.
    Nothing,
    /// None of these.
    Malformed,
}

/// Reads one ALT entry.
pub(crate) fn alternate(text: &str) -> AlternateSpelling<'_> {
    match text {
        "." | "*" | "<*>" | "<X>" | "<NON_REF>" => return AlternateSpelling::Absent,
        "-" => return AlternateSpelling::Nothing,
        _ => {}
    }
    let symbolic = text.starts_with('<') && text.ends_with('>') && text.len() > 2;
    let breakend = text.contains(['[', ']']) || (text.len() > 1 && (text.starts_with('.') || text.ends_with('.')));
    match bases(text) {
        Some(bases) => AlternateSpelling::Sequence(bases),
        None if symbolic || breakend => AlternateSpelling::Structural,
        None => AlternateSpelling::Malformed,
    }
}

/// IUPAC bases in upper case; `None` for anything else.
pub(crate) fn bases(text: &str) -> Option<Cow<'_, str>> {
    let known = |byte: u8| b"ACGTNRYSWKMBDHV".contains(&byte.to_ascii_uppercase());
    if text.is_empty() || !text.bytes().all(known) {
        return None;
    }
    let lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    Some(if lower { Cow::Owned(text.to_ascii_uppercase()) } else { Cow::Borrowed(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternates_are_told_apart() {
        let sequence = |text: &'static str| AlternateSpelling::Sequence(Cow::Borrowed(text));
        for (text, expected) in [
            ("AG", sequence("AG")),
            ("ag", sequence("AG")),
            ("<DEL>", AlternateSpelling::Structural),
            ("G]17:198982]", AlternateSpelling::Structural),
            ("[1:5[T", AlternateSpelling::Structural),
            ("G.", AlternateSpelling::Structural),
            ("<NON_REF>", AlternateSpelling::Absent),
            ("*", AlternateSpelling::Absent),
            (".", AlternateSpelling::Absent),
            ("-", AlternateSpelling::Nothing),
            ("", AlternateSpelling::Malformed),
            ("A;G", AlternateSpelling::Malformed),
        ] {
            assert_eq!(alternate(text), expected, "{text}");
        }
    }
}
