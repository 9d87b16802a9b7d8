//! What a look at a stretch of text tells of its lines before anybody reads them: thread to thread, without borrowing.

use memchr::memchr_iter;
use model::ledger::Bin;

use crate::rows::RowFacts;

/// Looks at the lines of a stretch of text, on whatever thread.
pub(crate) type Look = Box<dyn FnMut(&[u8], &mut Scanned) + Send>;

/// A stretch of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What became of one allele, and its row, the words still in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DecidedAllele {
    pub(crate) bin: Bin,
    pub(crate) impact: u8,
    pub(crate) alternate_length: u32,
    pub(crate) consequence: Option<Span>,
    pub(crate) gene: Option<Span>,
    pub(crate) significance: Option<Span>,
    /// As [`RowFacts::frequencies`].
    pub(crate) frequencies: [Option<u32>; 3],
    pub(crate) vaf: Option<u32>,
    pub(crate) depth: Option<u32>,
}

/// Place of a record that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DecidedPlace {
    /// The line begins with so many bytes of contig.
    pub(crate) contig_bytes: u32,
    pub(crate) position: u32,
    pub(crate) reference_length: u32,
    /// How many alleles it has.
    pub(crate) alleles: u32,
    /// On a numbered chromosome.
    pub(crate) autosome: bool,
}

/// A record that is not kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decided<'s> {
    pub(crate) place: DecidedPlace,
    pub(crate) alleles: &'s [DecidedAllele],
}

/// How a line was looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Glance<'s> {
    /// Not yet.
    NotTaken,
    /// It has to be read with care.
    Left,
    /// Nothing of it is kept.
    Decided(Decided<'s>),
}

/// The lines of a stretch of text that begins behind some line's beginning.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    lines: Vec<ScannedLine>,
    alleles: Vec<DecidedAllele>,
    /// Where the next line begins.
    next: Option<usize>,
}

#[derive(Debug)]
struct ScannedLine {
    start: usize,
    /// Where its LF stands.
    end: usize,
    /// Bytes before CR and LF.
    length: usize,
    place: Option<DecidedPlace>,
    first_allele: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Option<Self> {
        Some(Self { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    pub(crate) fn of(self, line: &[u8]) -> &[u8] {
        line.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Nothing where the line is no text.
    pub(crate) fn text(self, line: &[u8]) -> &str {
        text(self.of(line))
    }
}

/// Nothing where the bytes are no text.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

impl DecidedAllele {
    /// As a row of the variant table.
    pub(crate) fn row<'l>(&self, line: &'l [u8]) -> RowFacts<'l> {
        let words = |span: Option<Span>| span.map(|span| span.text(line));
        RowFacts {
            alternate_length: self.alternate_length as usize,
            impact: self.impact,
            consequence: words(self.consequence),
            gene: words(self.gene),
            significance: words(self.significance),
            frequencies: self.frequencies,
            vaf: self.vaf,
            depth: self.depth,
        }
    }
}

impl Scanned {
    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.alleles.clear();
        self.next = None;
    }

    /// Looks at every line that begins and ends in `text`, but for the one that the text begins with: it may have begun
    /// before. `decide` appends what it tells of alleles. May be called again when more of the text is there.
    #[expect(
        clippy::inline_always,
        reason = "with `decide` it is compiled for the instructions that were chosen at run time"
    )]
    #[inline(always)]
    pub(crate) fn fill(
        &mut self,
        text: &[u8],
        mut decide: impl FnMut(&[u8], &mut Vec<DecidedAllele>) -> Option<DecidedPlace>,
    ) {
        let from = self.next.unwrap_or(0);
        for end in memchr_iter(b'\n', text.get(from..).unwrap_or_default()).map(|end| from + end) {
            if let Some(start) = self.next {
                let line = without_return(text.get(start..end).unwrap_or_default());
                let first_allele = self.alleles.len();
                let place = decide(line, &mut self.alleles);
                self.lines.push(ScannedLine { start, end, length: line.len(), place, first_allele });
            }
            self.next = Some(end + 1);
        }
    }

    /// Where the line number `index` of those looked at begins, and where its LF stands.
    pub(crate) fn bounds(&self, index: usize) -> Option<(usize, usize)> {
        self.lines.get(index).map(|line| (line.start, line.end))
    }

    /// How long it is without its end, and what was seen of it.
    pub(crate) fn glance(&self, index: usize) -> Option<(usize, Glance<'_>)> {
        let line = self.lines.get(index)?;
        let Some(place) = line.place else { return Some((line.length, Glance::Left)) };
        let alleles = self.alleles.get(line.first_allele..line.first_allele + place.alleles as usize)?;
        Some((line.length, Glance::Decided(Decided { place, alleles })))
    }
}

/// A line that a CR ends before its LF, without it.
pub(crate) fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
