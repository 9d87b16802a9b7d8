//! Search keys: the same for half and full width, upper and lower case, hiragana and katakana. Stored names are never
//! touched.

use unicode_normalization::UnicodeNormalization;

/// The form in which names and queries are compared.
pub(crate) fn search_text(text: &str) -> String {
    let told = text.nfkc().flat_map(char::to_lowercase);
    told.filter(|c| !c.is_whitespace() && !is_variation_selector(*c)).map(to_katakana).collect()
}

/// What chooses the shape of the kanji before it (IVS): a query is typed without it.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_kana_and_spaces_do_not_matter() {
        for (one, other) in [("ﾔﾏﾀﾞ ﾀﾛｳ", "やまだ　たろう"), ("ＥＧＦＲ", "egfr"), ("００１２３", "00123")]
        {
            assert_eq!(search_text(one), search_text(other));
        }
    }

    #[test]
    fn a_chosen_shape_of_a_kanji_is_found_by_the_kanji() {
        assert_eq!(search_text("辻\u{E0100}一"), search_text("辻一"));
    }

    #[test]
    fn variant_kanji_stay_apart() {
        assert_ne!(search_text("髙橋"), search_text("高橋"));
    }
}
