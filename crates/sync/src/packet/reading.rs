//! Reading what a stranger wrote.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{CONTENT_SCHEMA, PacketError};

/// Most letters of one text.
const LONGEST_TEXT: usize = 20_000;

/// Something that a packet says.
pub trait PacketContent: DeserializeOwned {
    /// What must hold beyond the shape.
    ///
    /// # Errors
    /// [`PacketError`].
    fn check(&self) -> Result<(), PacketError>;
}

/// The content of bytes.
///
/// # Errors
/// [`PacketError`].
pub fn read<T: PacketContent>(bytes: &[u8]) -> Result<T, PacketError> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| PacketError::Malformed)?;
    let found = value.get("schema").and_then(Value::as_u64).ok_or(PacketError::Malformed)?;
    if found > u64::from(CONTENT_SCHEMA) {
        return Err(PacketError::Newer { found });
    }
    safe(&value, &mut String::new())?;
    let content: T = serde_json::from_value(value).map_err(|_| PacketError::Malformed)?;
    content.check()?;
    Ok(content)
}

fn safe(value: &Value, path: &mut String) -> Result<(), PacketError> {
    let mut within = |step: &str, value: &Value| {
        let length = path.len();
        path.push('/');
        path.push_str(step);
        let looked = safe(value, path);
        path.truncate(length);
        looked
    };
    match value {
        Value::String(text) if !is_safe(text) => Err(PacketError::UnsafeText { path: path.clone() }),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| within(&index.to_string(), item)),
        // The shape decides which names may stand here; an odd one is not repeated in the message.
        Value::Object(fields) => {
            fields.iter().try_for_each(
                |(name, field)| {
                    if is_safe(name) { within(name, field) } else { Err(PacketError::Malformed) }
                },
            )
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// No sign that steers a terminal, turns the direction of writing or hides; line breaks and tabs are text.
fn is_safe(text: &str) -> bool {
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    text.len() <= LONGEST_TEXT * 4 && text.chars().count() <= LONGEST_TEXT && !text.chars().any(odd)
}
