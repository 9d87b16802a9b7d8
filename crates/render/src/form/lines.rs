//! Breaking a text into lines: words whole, no closing sign at the beginning, no opening sign at the end.

use super::ink::Glyph;

/// Ranges of characters that may not begin a line (JIS X 4051): closing signs, small kana, marks of length and repetition.
const NOT_FIRST: [(char, char); 24] = [
    ('\u{3001}', '\u{3002}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3009}', '\u{3009}'),
    ('\u{300b}', '\u{300b}'),
    ('\u{300d}', '\u{300d}'),
    ('\u{300f}', '\u{300f}'),
    ('\u{3011}', '\u{3011}'),
    ('\u{3015}', '\u{3015}'),
    ('\u{309d}', '\u{309e}'),
    ('\u{30fb}', '\u{30fe}'),
    ('\u{ff01}', '\u{ff01}'),
    ('\u{ff05}', '\u{ff05}'),
    ('\u{ff09}', '\u{ff09}'),
    ('\u{ff0c}', '\u{ff0e}'),
    ('\u{ff1a}', '\u{ff1b}'),
    ('\u{ff1f}', '\u{ff1f}'),
    ('\u{2019}', '\u{2019}'),
    ('\u{201d}', '\u{201d}'),
    ('\u{2103}', '\u{2103}'),
    (')', ')'),
    (',', '.'),
    (':', ';'),
    ('!', '!'),
    ('%', '%'),
];
/// Small kana, hiragana; katakana stand 0x60 higher.
const SMALL_KANA: [char; 9] =
    ['\u{3041}', '\u{3043}', '\u{3045}', '\u{3047}', '\u{3049}', '\u{3063}', '\u{3083}', '\u{3085}', '\u{3087}'];
const NOT_LAST: [char; 9] =
    ['(', '\u{ff08}', '\u{3008}', '\u{300a}', '\u{300c}', '\u{300e}', '\u{3010}', '\u{3014}', '\u{201c}'];

fn first_of(glyph: &Glyph) -> char {
    glyph.text.chars().next().unwrap_or(' ')
}

fn may_not_begin(letter: char) -> bool {
    let hiragana = if ('\u{30a1}'..='\u{30f6}').contains(&letter) {
        char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter)
    } else {
        letter
    };
    SMALL_KANA.contains(&hiragana) || NOT_FIRST.iter().any(|(from, to)| (*from..=*to).contains(&letter))
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_graphic()
}

/// Whether a line may end between two neighbours.
fn may_break(before: char, after: char) -> bool {
    let inside_word = is_word(before) && is_word(after);
    before == ' ' || !(inside_word || after == ' ' || may_not_begin(after) || NOT_LAST.contains(&before))
}

/// Lines no wider than `width`, in em. A piece without a place to break is broken where it must.
pub(super) fn break_lines(glyphs: &[Glyph], width: f32) -> Vec<Vec<Glyph>> {
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if glyph.text == "\n" {
            lines.push(std::mem::take(&mut line));
            continue;
        }
        if advance(&line) + glyph.advance > width && !line.is_empty() && glyph.text != " " {
            let rest = line.split_off(last_place(&line, first_of(glyph)));
            lines.push(std::mem::replace(&mut line, rest));
        }
        line.push(glyph.clone());
    }
    lines.push(line);
    lines
}

/// Width of glyphs in em.
pub(super) fn advance(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// The last place in a full line where it may end before `next`; its end when there is none.
fn last_place(line: &[Glyph], next: char) -> usize {
    let after = line.iter().skip(1).map(first_of).chain([next]);
    let breaks = line.iter().map(first_of).zip(after).enumerate();
    breaks
        .filter(|(_, (before, after))| may_break(*before, *after))
        .map(|(index, _)| index + 1)
        .last()
        .unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: u8) -> Vec<String> {
        let glyphs: Vec<Glyph> = text
            .chars()
            .map(|letter| Glyph {
                face: 0,
                id: 0,
                units: 0,
                advance: if letter.is_ascii() { 0.5 } else { 1.0 },
                text: letter.to_string(),
            })
            .collect();
        let broken = break_lines(&glyphs, f32::from(width));
        broken.iter().map(|line| line.iter().map(|glyph| glyph.text.as_str()).collect()).collect()
    }

    #[test]
    fn no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one() {
        assert_eq!(lines("結果を、聞く", 3), ["結果", "を、聞", "く"]);
        assert_eq!(lines("検査（結果）", 3), ["検査", "（結", "果）"]);
        assert_eq!(lines("チェックする", 3), ["チェッ", "クする"]);
    }

    #[test]
    fn a_word_stays_whole_while_it_fits() {
        assert_eq!(lines("薬はEGFRに", 4), ["薬はEGFR", "に"]);
        assert_eq!(lines("お薬はEGFRに", 4), ["お薬は", "EGFRに"]);
        assert_eq!(lines("ABCDEFGH", 2), ["ABCD", "EFGH"]);
    }

    #[test]
    fn a_line_end_ends_the_line() {
        assert_eq!(lines("一\n二", 9), ["一", "二"]);
    }
}
