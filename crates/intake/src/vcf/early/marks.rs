//! Where the marks of a line stand, found many bytes at a time.

use fearless_simd::{Simd, SimdBase, i8x64, prelude::*, u8x64};

use crate::scanned::Span;

/// Bytes that are looked at together.
const STEP: usize = 64;
const BITS: u32 = u64::BITS;

/// The marks of one line of plain ASCII.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    tabs: Vec<u32>,
    semicolons: Vec<u32>,
    commas: Vec<u32>,
    /// Bars and commas, one bit for each byte of a step: there are many, and most are only counted.
    ends: Vec<u64>,
}

impl Marks {
    /// Looks at a line; `None` when it holds anything but printable ASCII and tabs.
    #[inline(always)]
    pub(super) fn read<S: Simd>(&mut self, simd: S, line: &[u8]) -> Option<()> {
        let Self { tabs, semicolons, commas, ends } = self;
        [&mut *tabs, &mut *semicolons, &mut *commas].into_iter().for_each(Vec::clear);
        let (stretches, rest) = line.as_chunks::<STEP>();
        let mut last = [b'.'; STEP];
        last.get_mut(..rest.len())?.copy_from_slice(rest);
        ends.resize(stretches.len() + 1, 0);
        let mut odd = 0;
        for ((stretch, ends), at) in stretches.iter().chain([&last]).zip(ends.iter_mut()).zip((0_u32..).step_by(STEP)) {
            let bytes = u8x64::from_slice(simd, stretch);
            // Bytes beyond ASCII are negative.
            let signed: i8x64<S> = bytes.bitcast();
            let tab = bytes.simd_eq(u8x64::splat(simd, b'\t')).to_bitmask();
            let semicolon = bytes.simd_eq(u8x64::splat(simd, b';')).to_bitmask();
            let comma = bytes.simd_eq(u8x64::splat(simd, b',')).to_bitmask();
            odd |= signed.simd_lt(i8x64::splat(simd, 0x21)).to_bitmask() ^ tab;
            *ends = bytes.simd_eq(u8x64::splat(simd, b'|')).to_bitmask() | comma;
            // Within an annotation most steps have none of these.
            if tab | semicolon | comma != 0 {
                append(tabs, at, tab);
                append(semicolons, at, semicolon);
                append(commas, at, comma);
            }
        }
        (odd == 0).then_some(())
    }

    /// Where the tabs stand.
    pub(super) fn tabs(&self) -> &[u32] {
        &self.tabs
    }

    /// Where the fields of `span` end that semicolons part, the last one too.
    pub(super) fn fields(&self, span: Span) -> impl Iterator<Item = u32> {
        inside(&self.semicolons, span)
    }

    /// Where the entries of the annotation in `span` end.
    pub(super) fn entries(&self, span: Span) -> impl Iterator<Item = u32> {
        inside(&self.commas, span)
    }

    /// From one field of the annotation in `span` to the next.
    #[inline(always)]
    pub(super) fn ends(&self, span: Span) -> Walk<'_> {
        let at = span.start - span.start % BITS;
        let rest = self.ends.get((at / BITS) as usize..).unwrap_or_default().iter();
        let mut walk = Walk { rest, bits: 0, at, end: span.end, ended: false };
        walk.take_step();
        walk.bits &= u64::MAX << (span.start - at);
        walk
    }
}

#[inline(always)]
fn append(places: &mut Vec<u32>, at: u32, mut bits: u64) {
    while bits != 0 {
        places.push(at + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

/// The places in `span`, and its end.
#[inline(always)]
fn inside(places: &[u32], span: Span) -> impl Iterator<Item = u32> {
    let from = places.iter().copied().skip_while(move |place| *place < span.start);
    from.take_while(move |place| *place < span.end).chain([span.end])
}

/// Goes from mark to mark; the end of the span is the last one.
pub(super) struct Walk<'m> {
    rest: std::slice::Iter<'m, u64>,
    /// Marks of the present step that lie ahead, and where the step begins.
    bits: u64,
    at: u32,
    end: u32,
    ended: bool,
}

impl Walk<'_> {
    /// Goes to the next mark and tells where it stands.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u32> {
        while self.bits == 0 {
            self.at += BITS;
            if self.at >= self.end {
                return self.last();
            }
            self.take_step();
        }
        let place = self.at + self.bits.trailing_zeros();
        self.bits &= self.bits - 1;
        Some(place)
    }

    /// Passes `count` marks; `None` when there are fewer.
    #[inline(always)]
    pub(super) fn pass(&mut self, mut count: u32) -> Option<()> {
        loop {
            let here = self.bits.count_ones();
            if here >= count {
                (0..count).for_each(|_| self.bits &= self.bits.wrapping_sub(1));
                return Some(());
            }
            count -= here;
            (self.bits, self.at) = (0, self.at + BITS);
            if self.at >= self.end {
                return self.last().filter(|_| count == 1).map(|_| ());
            }
            self.take_step();
        }
    }

    /// The end, told once.
    fn last(&mut self) -> Option<u32> {
        self.at = self.end;
        let told = std::mem::replace(&mut self.ended, true);
        (!told).then_some(self.end)
    }

    #[inline(always)]
    fn take_step(&mut self) {
        self.bits = self.rest.next().copied().unwrap_or(0);
        if self.end - self.at < BITS {
            self.bits &= (1 << (self.end - self.at)) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::*;

    fn marks(line: &[u8]) -> Option<Marks> {
        let mut marks = Marks::default();
        dispatch!(Level::new(), simd => marks.read(simd, line))?;
        Some(marks)
    }

    /// The same, byte by byte.
    fn plainly(line: &str, span: Span, mark: &[u8]) -> Vec<u32> {
        let inside = |place: &u32| (span.start..span.end).contains(place);
        (0..).zip(line.bytes()).filter(|(_, byte)| mark.contains(byte)).map(|(place, _)| place).filter(inside).collect()
    }

    #[test]
    fn every_mark_is_found_wherever_it_stands() {
        let line: String = (0..331).map(|place| ["a", "|", ";", ",", "\t", "b", "|"][place * place % 7]).collect();
        for length in [0, 1, 15, 16, 63, 64, 65, 128, 192, 331] {
            let line = line.get(..length).unwrap();
            let marks = marks(line.as_bytes()).unwrap();
            assert_eq!(marks.tabs(), plainly(line, Span::new(0, length).unwrap(), b"\t"));
            let lengths = [length, length / 2 + 40, 64, 128, 192].into_iter().cycle();
            for (start, end) in (0..=length).step_by(13).zip(lengths) {
                let span = Span::new(start, end.clamp(start, length)).unwrap();
                let with_end = |mark| [plainly(line, span, mark), vec![span.end]].concat();
                assert_eq!(marks.fields(span).collect::<Vec<_>>(), with_end(b";"));
                assert_eq!(marks.entries(span).collect::<Vec<_>>(), with_end(b","));
                for stride in [1, 2, 5, 40] {
                    let mut walk = marks.ends(span);
                    let passed = u32::try_from(stride - 1).unwrap();
                    for expected in with_end(b"|,").chunks_exact(stride) {
                        walk.pass(passed).unwrap();
                        assert_eq!(walk.next(), expected.last().copied(), "{length} {span:?} {stride}");
                    }
                    assert_eq!(walk.pass(passed).and_then(|()| walk.next()), None, "{length} {span:?} {stride}");
                }
            }
        }
    }

    #[test]
    fn anything_but_printable_ascii_and_tabs_is_refused() {
        for byte in 0..=u8::MAX {
            for place in [0, 17, 63, 64, 99] {
                let mut line = [b'x'; 100];
                line[place] = byte;
                assert_eq!(marks(&line).is_some(), byte == b'\t' || (0x21..0x80).contains(&byte), "{byte} at {place}");
            }
        }
    }
}
