//! Can every character be drawn? Asked before layout, so that the answer names the chapter and no bytes are made.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::RenderError;
use crate::fonts::{Drawn, FontSet};

/// Takes out what has no visible form and would only break searching and copying, and makes one kind of line end.
pub(crate) fn without_invisible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    text.chars()
        .filter(|character| !matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .collect()
}

/// Cleans and checks every text of a value; adds the kanji forms that need the fallback family to `variants`.
pub(crate) fn check(
    value: &mut Value,
    chapter: &str,
    fonts: &FontSet,
    variants: &mut BTreeSet<String>,
) -> Result<(), RenderError> {
    match value {
        Value::String(text) => {
            *text = without_invisible(text);
            check_text(text, chapter, fonts, variants)
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| check(item, chapter, fonts, variants)),
        Value::Object(fields) => fields.values_mut().try_for_each(|field| check(field, chapter, fonts, variants)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn check_text(text: &str, chapter: &str, fonts: &FontSet, variants: &mut BTreeSet<String>) -> Result<(), RenderError> {
    let missing =
        |character: char| RenderError::MissingGlyph { code_point: u32::from(character), chapter: chapter.to_owned() };
    let mut previous = None;
    for character in text.chars() {
        let drawn = match (character, previous) {
            ('\n', _) => Drawn::Usual,
            (selector, Some(before)) if is_variation_selector(selector) => fonts.draws_variant(before, selector),
            _ => fonts.draws(character),
        };
        match (drawn, previous) {
            (Drawn::Missing, _) => return Err(missing(character)),
            (Drawn::Fallback, Some(before)) => {
                variants.insert([before, character].iter().collect());
            }
            (Drawn::Fallback | Drawn::Usual, _) => {}
        }
        previous = Some(character);
    }
    Ok(())
}

pub(crate) fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}
