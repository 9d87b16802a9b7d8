//! Whether a text is a PED file.

use super::{affection_of, fields, is_no_person, sex_of};

/// How many lines are looked at; the last of a longer text may be cut off.
const LINES: usize = 50;

/// Whether every person's line has six fields of which the last two are codes that PED knows.
pub(crate) fn looks_like(text: &str) -> bool {
    let mut persons = 0;
    for line in text.split_inclusive(['\n', '\r']).take(LINES) {
        let whole = line.ends_with(['\n', '\r']);
        let fields = fields(line);
        if line.starts_with("##") || line.to_ascii_lowercase().starts_with("#chr") {
            return false;
        }
        if is_no_person(&fields) {
            continue;
        }
        match fields.as_slice() {
            [_, _, _, _, sex, affected, ..] if sex_of(sex).1 && affection_of(affected).1 => persons += 1,
            // A long text was cut off in the middle of a line.
            _ if !whole && persons > 0 => {}
            _ => return false,
        }
    }
    persons > 0
}
