//! The columns of a plain record and the INFO values that decide, borrowed from its line.

use memchr::{memchr, memchr_iter, memchr2};

use super::super::fact_fields::FactFields;

/// More frequency fields than any annotator writes.
pub(super) const FREQUENCY_FIELDS: usize = 8;

/// The columns that are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns<'t> {
    pub(super) contig: &'t str,
    pub(super) position: u64,
    pub(super) reference: &'t str,
    pub(super) alternates: &'t str,
    pub(super) filtered: bool,
    pub(super) info: &'t str,
    pub(super) format: &'t str,
    /// The sample columns, tabs between them.
    pub(super) samples: &'t str,
}

impl<'t> Columns<'t> {
    /// Splits a line; `None` unless each column is there and written in the most usual way.
    pub(super) fn split(line: &'t [u8]) -> Option<Self> {
        if line.first() == Some(&b'#') || memchr2(0, b'\n', line).is_some() {
            return None;
        }
        let mut rest = Some(std::str::from_utf8(line).ok()?);
        let mut next = || {
            let (column, after) = cut(rest?)?;
            rest = after;
            Some(column).filter(|column| !column.is_empty())
        };
        let (contig, position, _) = (next()?, next()?, next()?);
        let (reference, alternates, _, filter, info) = (next()?, next()?, next()?, next()?, next()?);
        let format = match rest {
            None => "",
            Some(text) => {
                let (format, samples) = cut(text)?;
                rest = samples;
                Some(format).filter(|format| !format.is_empty())?
            }
        };
        if !reference.bytes().all(is_base) || format == "." {
            return None;
        }
        let filtered = !matches!(filter, "PASS" | ".");
        let position = count(position).filter(|position| *position > 0)?;
        Some(Self {
            contig,
            position,
            reference,
            alternates,
            filtered,
            info,
            format,
            samples: rest.unwrap_or_default(),
        })
    }

    /// The sample column `wanted`; `None` when there are not `expected`, or one of all is empty or missing.
    pub(super) fn sample(&self, expected: usize, wanted: Option<usize>) -> Option<&'t str> {
        let mut found = "";
        if expected == 0 {
            return (self.format.is_empty() && self.samples.is_empty()).then_some(found);
        }
        let (mut rest, mut seen) = (Some(self.samples), 0);
        while let Some(text) = rest {
            let (sample, after) = cut(text)?;
            if matches!(sample, "" | ".") {
                return None;
            }
            if wanted == Some(seen) {
                found = sample;
            }
            (rest, seen) = (after, seen + 1);
        }
        (seen == expected && !self.format.is_empty()).then_some(found)
    }
}

/// The text before the first tab, and what follows it.
fn cut(text: &str) -> Option<(&str, Option<&str>)> {
    match memchr(b'\t', text.as_bytes()) {
        Some(end) => Some((text.get(..end)?, text.get(end + 1..))),
        None => Some((text, None)),
    }
}

/// Upper-case bases that need no translation.
pub(super) fn is_base(byte: u8) -> bool {
    matches!(byte, b'A' | b'C' | b'G' | b'T' | b'N')
}

/// A plain number below a billion; `None` for anything else.
pub(super) fn count(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 9 && !(text.len() > 1 && text.starts_with('0'));
    let digits =
        text.bytes().try_fold(0, |value: u64, byte| byte.is_ascii_digit().then(|| value * 10 + u64::from(byte - b'0')));
    digits.filter(|_| plain)
}

/// What an INFO key is good for.
#[derive(Clone, Copy, Debug)]
enum Use {
    Annotation,
    Frequency(usize),
    Significance,
    /// Whatever it says needs the careful reading.
    Beyond,
}

/// INFO keys that matter, and a quick way to see that a field is none of them.
#[derive(Debug)]
pub(super) struct InfoKeys {
    keys: Vec<(String, Use)>,
    beginnings: [bool; 256],
}

/// Values of one record, still as written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InfoValues<'t> {
    pub(super) annotation: Option<&'t str>,
    pub(super) frequencies: [Option<&'t str>; FREQUENCY_FIELDS],
    pub(super) significance: Option<&'t str>,
}

impl InfoKeys {
    /// `annotation` is the key that the header describes.
    pub(super) fn new(annotation: &str, fields: &FactFields) -> Self {
        const BEYOND: [&str; 10] = ["CSQ", "ANN", "EFF", "BCSQ", "SVTYPE", "SOMATIC", "GERMLINE", "SS", "TVAF", "TDP"];
        let mut keys = vec![(annotation.to_owned(), Use::Annotation)];
        let frequencies = fields.info_frequencies.iter().zip(0..);
        keys.extend(frequencies.map(|((key, _), place)| (key.clone(), Use::Frequency(place))));
        keys.extend(fields.info_significance.iter().map(|key| (key.clone(), Use::Significance)));
        let beyond = BEYOND.into_iter().filter(|key| *key != annotation);
        keys.extend(beyond.map(|key| (key.to_owned(), Use::Beyond)));
        let mut beginnings = [false; 256];
        for byte in keys.iter().filter_map(|(key, _)| key.bytes().next()) {
            if let Some(slot) = beginnings.get_mut(usize::from(byte)) {
                *slot = true;
            }
        }
        Self { keys, beginnings }
    }

    /// Reads an INFO column; `None` when it says something that needs the careful reading.
    pub(super) fn read<'t>(&self, info: &'t str) -> Option<InfoValues<'t>> {
        let mut values = InfoValues::default();
        let mut start = 0;
        for end in memchr_iter(b';', info.as_bytes()).chain([info.len()]) {
            let field = info.get(start..end)?;
            start = end + 1;
            let first = field.bytes().next().map(usize::from);
            if first.and_then(|byte| self.beginnings.get(byte)) == Some(&true) {
                self.note(field, &mut values)?;
            }
        }
        Some(values)
    }

    fn note<'t>(&self, field: &'t str, values: &mut InfoValues<'t>) -> Option<()> {
        for (key, usage) in &self.keys {
            let end = field.as_bytes().get(key.len());
            if !(end == Some(&b'=') || field.len() == key.len()) || !field.starts_with(key.as_str()) {
                continue;
            }
            let value = if end.is_some() { field.get(key.len() + 1..)? } else { "" };
            match *usage {
                Use::Beyond => return None,
                Use::Annotation => {
                    values.annotation = values.annotation.or(Some(value).filter(|value| !matches!(*value, "" | ".")));
                }
                _ if end.is_none() => {}
                Use::Frequency(place) => *values.frequencies.get_mut(place)? = Some(value),
                Use::Significance => values.significance = super::stated(value),
            }
        }
        Some(())
    }
}
