//! Texts as a reader compares them.

use unicode_normalization::UnicodeNormalization;

/// Kanji that stand for one another in names, and the form by which they are compared (from memory; a reader's habit, no
/// standard: what is missing here is still compared as written).
const VARIANTS: [(&str, char); 22] = [
    ("髙", '高'),
    ("﨑碕埼", '崎'),
    ("德", '徳'),
    ("𠮷", '吉'),
    ("邊邉", '辺'),
    ("齋齊斎", '斉'),
    ("澤", '沢'),
    ("濵濱", '浜'),
    ("廣", '広'),
    ("嶋嶌", '島'),
    ("櫻", '桜'),
    ("國", '国'),
    ("惠", '恵'),
    ("眞", '真'),
    ("彌", '弥'),
    ("壽", '寿'),
    ("榮", '栄'),
    ("龍", '竜'),
    ("瀨", '瀬'),
    ("條", '条'),
    ("淺", '浅'),
    ("黑", '黒'),
];

/// One width, one case, one kana script, one form of a kanji; nothing that cannot be seen.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c))
        .nfkc()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(fold)
        .collect()
}

/// Letters and digits alone.
pub(super) fn bare(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Without spaces and hyphens, everything else in its place.
pub(super) fn joined(text: &str) -> String {
    folded(text).chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect()
}

/// Katakana, to which hiragana is folded.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fc}')
}

/// What stands for a hyphen in Japanese typing.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{30fc}' | '\u{2500}' | '_')
}

fn fold(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => VARIANTS.iter().find(|(written, _)| written.contains(c)).map_or(c, |(_, form)| *form),
    }
}

/// Variation selectors, joiners, marks of direction, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{180b}'..='\u{180e}'
    )
}
