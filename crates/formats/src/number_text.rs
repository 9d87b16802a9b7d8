//! A JSON number as its text.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A number exactly as the document writes it, `0.0558` or `1.50`; no binary floating point is in between. A number in
/// quotation marks is read as well.
///
/// ```
/// let number: formats::NumberText = serde_json::from_str("1.50").unwrap();
/// assert_eq!(number.0, "1.50");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct NumberText(pub String);

impl<'de> Deserialize<'de> for NumberText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get().trim();
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Ok(Self(text.to_owned()));
        }
        serde_json::from_str(text).map(Self).map_err(|_| D::Error::custom("expected a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::NumberText;

    #[test]
    fn digits_are_kept_and_other_values_are_errors() {
        for (json, expected) in [
            ("0.30000000000000004", Some("0.30000000000000004")),
            ("10.0", Some("10.0")),
            ("\"6.3Muts/Mb\"", Some("6.3Muts/Mb")),
            ("1e-5", Some("1e-5")),
            ("true", None),
            ("{}", None),
        ] {
            let read = serde_json::from_str::<NumberText>(json).ok().map(|number| number.0);
            assert_eq!(read.as_deref(), expected, "{json}");
        }
    }
}
