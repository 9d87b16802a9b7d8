//! The message catalogue: one sentence per code and language, embedded in both shells.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::contract::Message;

/// Language of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 日本語, the first language of the product.
    Japanese,
    /// English.
    English,
}

type Catalogue = BTreeMap<String, String>;

/// The sentence of a message. A code without a sentence is shown as it is, so that nothing is swallowed; tidy checks
/// that this does not happen.
pub fn sentence(message: &Message, language: Language) -> String {
    fill(template(&message.code, language), &message.code, &message.parameters)
}

/// The sentence of a code with parameters.
pub fn sentence_of(code: &str, parameters: &BTreeMap<String, String>, language: Language) -> String {
    fill(template(code, language), code, parameters)
}

/// The sentence of a code without slots.
pub fn text(code: &str, language: Language) -> String {
    sentence_of(code, &BTreeMap::new(), language)
}

fn template(code: &str, language: Language) -> Option<&'static str> {
    catalogue(language).get(code).map(String::as_str)
}

/// `{name}` is replaced by its value in one pass, so that a value that looks like a slot stays as it is.
fn fill(template: Option<&str>, code: &str, parameters: &BTreeMap<String, String>) -> String {
    let Some(mut rest) = template else { return code.to_owned() };
    let mut filled = String::with_capacity(rest.len());
    while let Some((before, tail)) = rest.split_once('{') {
        filled.push_str(before);
        let slot = tail.split_once('}').and_then(|(name, after)| parameters.get(name).map(|value| (value, after)));
        if let Some((value, after)) = slot {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = tail;
        }
    }
    filled.push_str(rest);
    filled
}

fn catalogue(language: Language) -> &'static Catalogue {
    static JAPANESE: OnceLock<Catalogue> = OnceLock::new();
    static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
    let (cell, text) = match language {
        Language::Japanese => (&JAPANESE, include_str!("../wording/ja.json")),
        Language::English => (&ENGLISH, include_str!("../wording/en.json")),
    };
    cell.get_or_init(|| serde_json::from_str(text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_catalogues_parse_and_have_the_same_codes_and_slots() {
        let slots = |text: &str| {
            let mut slots: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|tail| tail.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            slots.sort();
            slots
        };
        let (japanese, english) = (catalogue(Language::Japanese), catalogue(Language::English));
        assert!(!japanese.is_empty());
        assert_eq!(japanese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for (code, sentence) in japanese {
            assert_eq!(slots(sentence), slots(&english[code]), "{code}");
        }
    }

    #[test]
    fn a_value_that_looks_like_a_slot_is_not_filled_again() {
        let parameters = BTreeMap::from([("a".to_owned(), "{b}".to_owned()), ("b".to_owned(), "x".to_owned())]);
        assert_eq!(fill(Some("{a} {c} {b}"), "code", &parameters), "{b} {c} x");
    }
}
