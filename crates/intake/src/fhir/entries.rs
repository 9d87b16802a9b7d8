//! The resources of a document, whichever way it holds them.

use model::ledger::Bin;
use serde_json::Value;

use crate::error::{IntakeError, Refusal};
use crate::malformed::MalformedCause;

/// One resource.
pub(super) struct Entry {
    /// 1-based line where each line is a resource, else the number of the resource in its document.
    pub(super) line: u64,
    /// 0-based place among the resources.
    pub(super) place: u64,
    /// `resourceType`; empty where there is none.
    pub(super) kind: String,
    /// The address under which a bundle holds it.
    pub(super) full_url: Option<String>,
    /// The resource.
    pub(super) resource: Value,
    /// Where it ended, when that is known before anything in it is read.
    pub(super) settled: Option<Outcome>,
}

/// What became of a resource.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Ended(Bin),
    Malformed(MalformedCause),
}

/// Takes a document apart. Also tells whether it is one page of several.
///
/// # Errors
/// Refused when it is no JSON.
pub(super) fn read(file: &str, text: &str) -> Result<(Vec<Entry>, bool), IntakeError> {
    let mut entries = Unpacked::default();
    match serde_json::from_str(text) {
        Ok(value) => entries.unpack(None, value),
        Err(_) if is_lines(text) => {
            for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
                entries.line = Some(number);
                match serde_json::from_str(line) {
                    Ok(value) => entries.unpack(None, value),
                    Err(_) => entries.push(None, Value::Null, Some(Outcome::Malformed(MalformedCause::Json))),
                }
            }
        }
        Err(error) => {
            let refusal = Refusal::JsonSyntax { column: error.column() as u64 };
            return Err(IntakeError::refused_at(file, error.line() as u64, refusal));
        }
    }
    Ok((entries.entries, entries.more_pages))
}

/// Whether the first line is a resource by itself and others follow.
pub(crate) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().and_then(|line| serde_json::from_str::<Value>(line).ok());
    first.as_ref().is_some_and(has_type) && lines.next().is_some()
}

/// Whether a JSON value is a resource.
pub(crate) fn has_type(value: &Value) -> bool {
    value.get("resourceType").is_some_and(Value::is_string)
}

#[derive(Default)]
struct Unpacked {
    entries: Vec<Entry>,
    more_pages: bool,
    line: Option<u64>,
}

impl Unpacked {
    /// Adds a resource, or those of a bundle and of the bundles in it, in order.
    fn unpack(&mut self, full_url: Option<String>, value: Value) {
        let mut waiting = vec![(full_url, value)];
        while let Some((full_url, mut value)) = waiting.pop() {
            if value.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
                self.push(full_url, value, None);
                continue;
            }
            let links = value.get("link").and_then(Value::as_array);
            let next = |link: &Value| link.get("relation").and_then(Value::as_str) == Some("next");
            self.more_pages |= links.is_some_and(|links| links.iter().any(next));
            let entries = value.get_mut("entry").map(Value::take);
            let Some(Value::Array(entries)) = entries else { continue };
            for mut entry in entries.into_iter().rev() {
                let full_url = entry.get("fullUrl").and_then(Value::as_str).map(str::to_owned);
                waiting.push((full_url, entry.get_mut("resource").map(Value::take).unwrap_or_default()));
            }
        }
    }

    fn push(&mut self, full_url: Option<String>, resource: Value, settled: Option<Outcome>) {
        let kind = resource.get("resourceType").and_then(Value::as_str).filter(|kind| is_type_name(kind));
        let settled = settled.or(match (&resource, kind) {
            // An entry may only tell what a server is to do, or did.
            (Value::Null, _) => Some(Outcome::Ended(Bin::NoValue)),
            (_, None) => Some(Outcome::Malformed(MalformedCause::ResourceType)),
            (_, Some(_)) => None,
        });
        let kind = kind.unwrap_or_default().to_owned();
        let place = self.entries.len() as u64;
        let line = self.line.unwrap_or(place + 1);
        self.entries.push(Entry { line, place, kind, full_url, resource, settled });
    }
}

/// Names of types are words of letters; anything else is no type, and would end in a notice.
fn is_type_name(kind: &str) -> bool {
    (1..=40).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
}
