//! A JSON value in words, so that a shape without fields of its own loses nothing.

use serde_json::{Map, Value};

/// Everything in the value: a term as `label (id)`, an age as written, anything else as `name value` in order.
pub(super) fn of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(of), ", "),
        Value::Object(fields) => of_fields(fields),
    }
}

fn of_fields(fields: &Map<String, Value>) -> String {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    if let (2, Some(id), Some(label)) = (fields.len(), text("id"), text("label")) {
        return format!("{label} ({id})");
    }
    if let (1, Some(age)) = (fields.len(), text("iso8601duration")) {
        return age.to_owned();
    }
    if let (1, Some((name, inner @ Value::Object(_)))) = (fields.len(), fields.iter().next())
        && ["age", "ontologyClass"].contains(&name.as_str())
    {
        return of(inner);
    }
    joined(fields.iter().map(|(name, value)| format!("{name} {}", of(value))), "; ")
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
