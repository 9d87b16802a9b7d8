//! One line of a BED file.

use model::assembly::Assembly;
use model::variation::Contig;

use crate::malformed::MalformedCause;
use crate::number::decimal;

/// How many lines are looked at before a text is called BED.
const LINES: usize = 20;

/// A stretch, 0-based and half-open, with the parts of it that count.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Region<'l> {
    pub(super) contig: &'l str,
    pub(super) start: u64,
    pub(super) end: u64,
    /// The blocks of a twelve-column line, else the whole.
    pub(super) blocks: Vec<(u64, u64)>,
    pub(super) state: State<'l>,
}

/// What the fourth column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State<'l> {
    /// There is none.
    None,
    /// GATK's and mosdepth's word for what can be seen.
    Callable,
    /// Their words for what cannot.
    NotCallable,
    /// Depths, means or ranges of depth: which of them is enough stands nowhere.
    Numbers,
    /// A name, as of a gene.
    Name(&'l str),
}

/// An empty line, a comment, or a line for browsers.
pub(super) fn is_no_region(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || ["#", "track", "browser"].iter().any(|opening| line.starts_with(opening))
}

/// Whether the first regions of a text read as BED.
pub(crate) fn looks_like(text: &str) -> bool {
    let mut regions = text.split(['\n', '\r']).take(LINES).filter(|line| !is_no_region(line));
    regions.next().is_some_and(|line| {
        let fields = fields(line);
        let primary = fields.first().is_some_and(|contig| {
            let known = Contig::from(*contig);
            contig.starts_with("chr") || known.name() == "MT" || Assembly::GRCh38.contig_length(known.name()).is_some()
        });
        let number = |column: usize| fields.get(column).is_some_and(|text| text.parse::<u64>().is_ok());
        // The identifier of a variant may be a number, but bases stand behind it.
        let bases = |column: usize| {
            fields.get(column).is_some_and(|text| !text.is_empty() && text.bytes().all(|base| b"ACGTN".contains(&base)))
        };
        primary && number(1) && number(2) && !(bases(3) && bases(4))
    })
}

fn fields(line: &str) -> Vec<&str> {
    let line = line.trim_end();
    if line.contains('\t') { line.split('\t').map(str::trim).collect() } else { line.split_whitespace().collect() }
}

/// Reads one line.
pub(super) fn parse(line: &str) -> Result<Region<'_>, MalformedCause> {
    let fields = fields(line);
    let [contig, start, end, more @ ..] = fields.as_slice() else { return Err(MalformedCause::Columns) };
    if contig.is_empty() {
        return Err(MalformedCause::Chromosome);
    }
    let number = |text: &str| text.parse::<u64>().map_err(|_| MalformedCause::Position);
    let (start, end) = (number(start)?, number(end)?);
    if end < start {
        return Err(MalformedCause::Position);
    }
    let blocks = match more {
        [_, _, _, _, _, _, count, sizes, starts, ..] => {
            blocks((start, end), (count, sizes, starts)).ok_or(MalformedCause::Position)?
        }
        _ => vec![(start, end)],
    };
    Ok(Region { contig, start, end, blocks, state: state(more) })
}

/// The blocks of a twelve-column line; they have to lie inside the stretch and be as many as it says.
fn blocks((start, end): (u64, u64), (count, sizes, starts): (&str, &str, &str)) -> Option<Vec<(u64, u64)>> {
    let list = |text: &str| {
        let numbers = text.split(',').filter(|number| !number.is_empty()).map(|number| number.trim().parse().ok());
        numbers.collect::<Option<Vec<u64>>>()
    };
    let (count, sizes, starts) = (count.parse::<usize>().ok()?, list(sizes)?, list(starts)?);
    if sizes.len() != count || starts.len() != count {
        return None;
    }
    let block = |(offset, size): (&u64, &u64)| {
        let first = start.checked_add(*offset)?;
        let last = first.checked_add(*size).filter(|last| *last <= end)?;
        Some((first, last))
    };
    let blocks: Vec<(u64, u64)> = starts.iter().zip(&sizes).map(block).collect::<Option<_>>()?;
    Some(blocks.into_iter().filter(|(first, last)| first < last).collect())
}

fn state<'l>(more: &[&'l str]) -> State<'l> {
    let range = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && text.contains(':');
    let number = |text: &str| decimal(text).is_some() || range(text.trim_end_matches("inf"));
    match more {
        [] | [""] => State::None,
        [only] if number(only) => State::Numbers,
        [_, mean] if mean.contains('.') && number(mean) => State::Numbers,
        // Counts of bases per threshold of depth, where a strand would stand.
        [_, _, strand, ..] if !matches!(*strand, "+" | "-" | "." | "") => State::Numbers,
        [name, ..] => match name.to_ascii_uppercase().as_str() {
            "CALLABLE" => State::Callable,
            "NO_COVERAGE"
            | "LOW_COVERAGE"
            | "EXCESSIVE_COVERAGE"
            | "HIGH_COVERAGE"
            | "POOR_MAPPING_QUALITY"
            | "REF_N" => State::NotCallable,
            "" | "." => State::None,
            _ => State::Name(name),
        },
    }
}
