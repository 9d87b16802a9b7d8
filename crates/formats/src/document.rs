//! Reading a JSON document with the path of what is wrong, and the list of what is not known.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A document that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenDocument {
    /// No JSON.
    Syntax {
        /// 1-based line.
        line: u64,
        /// 1-based column.
        column: u64,
    },
    /// JSON, but a field is missing or has a wrong value.
    Field {
        /// Path of the field, e.g. `variants.shortVariants[3].position`.
        path: String,
        /// 1-based line where reading stopped.
        line: u64,
    },
}

/// Reads `text` as a `T` and lists the paths of the fields that `T` does not know, each once, list positions left out.
///
/// # Errors
/// [`BrokenDocument`], with the place.
pub fn read_document<T: DeserializeOwned + Serialize>(text: &str) -> Result<(T, Vec<String>), BrokenDocument> {
    let syntax =
        |error: &serde_json::Error| BrokenDocument::Syntax { line: error.line() as u64, column: error.column() as u64 };
    let whole: Value = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let document: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| BrokenDocument::Field {
        path: full_path(&error.path().to_string(), &error.inner().to_string()),
        line: error.inner().line() as u64,
    })?;
    let known = serde_json::to_value(&document).unwrap_or_default();
    let mut unknown = BTreeSet::new();
    collect_unknown(&whole, &known, "", &mut unknown);
    Ok((document, unknown.into_iter().collect()))
}

/// A missing field is reported at its parent; its own name is only in the message.
fn full_path(parent: &str, message: &str) -> String {
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match (missing, parent) {
        (None, parent) => parent.to_owned(),
        (Some(name), "." | "") => name.to_owned(),
        (Some(name), parent) => format!("{parent}.{name}"),
    }
}

/// What was read back holds every key that is known, so a key that is not in it is unknown.
fn collect_unknown(whole: &Value, known: &Value, path: &str, unknown: &mut BTreeSet<String>) {
    match (whole, known) {
        (Value::Object(fields), Value::Object(known_fields)) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match known_fields.get(name) {
                    Some(known) => collect_unknown(value, known, &path, unknown),
                    None => drop(unknown.insert(path)),
                }
            }
        }
        (Value::Array(items), Value::Array(known_items)) => {
            let path = format!("{path}[]");
            for (item, known) in items.iter().zip(known_items) {
                collect_unknown(item, known, &path, unknown);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Item {
        position: u64,
        note: Option<String>,
    }

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Document {
        items: Vec<Item>,
    }

    #[test]
    fn unknown_fields_are_listed_once_with_their_path() {
        let text = r#"{"items":[{"position":1,"x":0},{"position":2,"note":null,"x":1}],"y":{}}"#;
        let (_, unknown) = read_document::<Document>(text).unwrap();
        assert_eq!(unknown, ["items[].x", "y"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_path_and_line() {
        for (text, expected) in [
            ("{\n\"items\":[{\"position\":1},\n{\"note\":\"a\"}]}", ("items[1].position", 3)),
            ("{\"items\":[{\"position\":\"x\"}]}", ("items[0].position", 1)),
            ("{}", ("items", 1)),
        ] {
            let broken = read_document::<Document>(text).unwrap_err();
            assert_eq!(broken, BrokenDocument::Field { path: expected.0.to_owned(), line: expected.1 }, "{text}");
        }
        assert_eq!(
            read_document::<Document>("{\"items\":\n[,]}").unwrap_err(),
            BrokenDocument::Syntax { line: 2, column: 2 }
        );
    }
}
