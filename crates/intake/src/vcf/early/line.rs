//! The columns of a plain record and the INFO values that decide, as stretches of its line.

use super::super::fact_fields::FactFields;
use super::marks::Marks;
use crate::scanned::Span;

/// More frequency fields than any annotator writes.
pub(super) const FREQUENCY_FIELDS: usize = 8;

/// The columns that are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns<'t> {
    pub(super) contig: &'t [u8],
    pub(super) position: u32,
    pub(super) reference: &'t [u8],
    pub(super) alternates: &'t [u8],
    pub(super) filtered: bool,
    pub(super) info: Span,
    pub(super) format: &'t [u8],
    /// The sample that is read, empty without one.
    pub(super) sample: &'t [u8],
}

impl<'t> Columns<'t> {
    /// Splits a line that has `samples` columns of samples, of which `wanted` is read; `None` unless each column is there and
    /// written in the most usual way.
    #[inline(always)]
    pub(super) fn split(line: &'t [u8], tabs: &[u32], (samples, wanted): (usize, Option<usize>)) -> Option<Self> {
        let columns = if samples == 0 { 8 } else { 9 + samples };
        if line.first() == Some(&b'#') || tabs.len() + 1 != columns {
            return None;
        }
        let (mut start, mut ends) = (0, tabs.iter().map(|tab| *tab as usize).chain([line.len()]));
        let mut next = || {
            let end = ends.next()?;
            let column = line.get(start..end)?;
            start = end + 1;
            Some((column, end)).filter(|(column, _)| !column.is_empty())
        };
        let ((contig, _), (position, _), _) = (next()?, next()?, next()?);
        let ((reference, _), (alternates, _), _) = (next()?, next()?, next()?);
        let ((filter, before), (_, end)) = (next()?, next()?);
        let (mut format, mut sample) = (&[][..], &[][..]);
        if samples > 0 {
            format = next()?.0;
        }
        for index in 0..samples {
            let (column, _) = next()?;
            if column == b"." {
                return None;
            }
            if wanted == Some(index) {
                sample = column;
            }
        }
        if !reference.iter().copied().all(is_base) || format == b"." {
            return None;
        }
        let filtered = !matches!(filter, b"PASS" | b".");
        let position = count(position).filter(|position| *position > 0)?;
        let info = Span::new(before + 1, end)?;
        Some(Self { contig, position, reference, alternates, filtered, info, format, sample })
    }
}

/// Upper-case bases that need no translation.
pub(super) fn is_base(byte: u8) -> bool {
    matches!(byte, b'A' | b'C' | b'G' | b'T' | b'N')
}

/// A plain number below a billion; `None` for anything else.
pub(super) fn count(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || (digits.len() > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    let add = |value: u32, byte: &u8| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'));
    digits.iter().try_fold(0, add)
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

/// Places of [`InfoKeys::beginnings`].
const BEGINNINGS: usize = 4096;

/// INFO keys that matter, and a quick way to see that a field is none of them.
#[derive(Debug)]
pub(super) struct InfoKeys {
    /// Keys that one place of `beginnings` stands for.
    groups: Vec<Vec<(Vec<u8>, Use)>>,
    /// By the first three bytes of a field: number of a group, the first for none.
    beginnings: Vec<u8>,
}

/// Values of one record, still as written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InfoValues {
    pub(super) annotation: Option<Span>,
    pub(super) frequencies: [Option<Span>; FREQUENCY_FIELDS],
    pub(super) significance: Option<Span>,
}

impl InfoKeys {
    /// `annotation` is the key that the header describes.
    pub(super) fn new(annotation: &str, fields: &FactFields) -> Self {
        const BEYOND: [&str; 10] = ["CSQ", "ANN", "EFF", "BCSQ", "SVTYPE", "SOMATIC", "GERMLINE", "SS", "TVAF", "TDP"];
        let mut keys = vec![(annotation, Use::Annotation)];
        keys.extend(
            fields.info_frequencies.iter().zip(0..).map(|((key, _), place)| (key.as_str(), Use::Frequency(place))),
        );
        keys.extend(fields.info_significance.iter().map(|key| (key.as_str(), Use::Significance)));
        keys.extend(BEYOND.into_iter().filter(|key| *key != annotation).map(|key| (key, Use::Beyond)));
        let keys: Vec<(Vec<u8>, Use)> = keys.into_iter().map(|(key, usage)| (key.as_bytes().to_vec(), usage)).collect();
        let mut sets = vec![Vec::new(); BEGINNINGS];
        for (number, (key, _)) in keys.iter().enumerate() {
            // A short key may be followed by anything that its value begins with.
            let with_value = beginning(&[key, b"=".as_slice()].concat());
            let places = if key.len() < 2 { 0..BEGINNINGS } else { with_value..with_value + 1 };
            let alone = beginning(key);
            for place in places.chain([alone].into_iter().filter(|alone| key.len() < 3 && *alone != with_value)) {
                sets.get_mut(place).into_iter().for_each(|set: &mut Vec<usize>| set.push(number));
            }
        }
        let mut distinct: Vec<&Vec<usize>> = sets.iter().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let of = |set: &Vec<usize>| set.iter().filter_map(|number| keys.get(*number).cloned()).collect();
        let number = |set: &Vec<usize>| distinct.binary_search(&set).ok().and_then(|number| u8::try_from(number).ok());
        let beginnings = sets.iter().map(|set| number(set).unwrap_or_default()).collect();
        Self { groups: distinct.iter().map(|set| of(set)).collect(), beginnings }
    }

    /// Reads an INFO column; `None` when it says something that needs the careful reading.
    #[inline(always)]
    pub(super) fn read(&self, line: &[u8], marks: &Marks, info: Span) -> Option<InfoValues> {
        let mut values = InfoValues::default();
        let mut start = info.start;
        for end in marks.fields(info) {
            let span = Span { start, end };
            start = end + 1;
            let field = span.of(line);
            let group = self.beginnings.get(beginning(field)).copied().map_or(0, usize::from);
            for (key, usage) in self.groups.get(group).map(Vec::as_slice).unwrap_or_default() {
                note((key, *usage), field, (span, line), &mut values)?;
            }
        }
        Some(values)
    }
}

/// Takes a value if the field has this key.
#[inline(always)]
fn note((key, usage): (&[u8], Use), field: &[u8], (span, line): (Span, &[u8]), values: &mut InfoValues) -> Option<()> {
    let end = field.get(key.len());
    if !(end == Some(&b'=') || field.len() == key.len()) || !field.starts_with(key) {
        return Some(());
    }
    let value = Span::new(span.start as usize + field.len().min(key.len() + 1), span.end as usize)?;
    match usage {
        Use::Beyond => return None,
        Use::Annotation => values.annotation = values.annotation.or(stated(value, line)),
        _ if end.is_none() => {}
        Use::Frequency(place) => *values.frequencies.get_mut(place)? = Some(value),
        Use::Significance => values.significance = stated(value, line),
    }
    Some(())
}

/// Place of a field in [`InfoKeys::beginnings`].
#[inline(always)]
fn beginning(field: &[u8]) -> usize {
    let [first, second, third] = match field {
        [first, second, third, ..] => [*first, *second, *third],
        [first, second] => [*first, *second, 0],
        [first] => [*first, 0, 0],
        [] => [0; 3],
    };
    ((usize::from(first) << 6) ^ (usize::from(second) << 3) ^ usize::from(third)) % BEGINNINGS
}

/// A value that says something; there is no white space in it.
fn stated(value: Span, line: &[u8]) -> Option<Span> {
    Some(value).filter(|value| !matches!(value.of(line), b"" | b"."))
}
