//! Where the marks of a line stand, found many bytes at a time.

use fearless_simd::{Simd, SimdBase, i8x64, prelude::*, u8x64};

use crate::scanned::Span;

/// Bytes that a [`Step`] tells of.
const STEP: usize = 64;
const BITS: u32 = u64::BITS;

/// The marks of one line of plain ASCII.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    tabs: Vec<u32>,
    steps: Vec<Step>,
}

/// One bit for each byte of a stretch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    semicolons: u64,
    commas: u64,
    /// Bars and commas.
    ends: u64,
}

impl Marks {
    /// Looks at a line; `None` when it holds anything but printable ASCII and tabs.
    #[inline(always)]
    pub(super) fn read<S: Simd>(&mut self, simd: S, line: &[u8]) -> Option<()> {
        let (stretches, rest) = line.as_chunks::<STEP>();
        let mut last = [b'.'; STEP];
        last.get_mut(..rest.len())?.copy_from_slice(rest);
        self.tabs.clear();
        self.steps.resize(stretches.len() + 1, Step::default());
        for ((stretch, step), at) in stretches.iter().chain([&last]).zip(&mut self.steps).zip((0_u32..).step_by(STEP)) {
            let bytes = u8x64::from_slice(simd, stretch);
            let commas = bytes.simd_eq(u8x64::splat(simd, b',')).to_bitmask();
            let ends = bytes.simd_eq(u8x64::splat(simd, b'|')).to_bitmask() | commas;
            let semicolons = bytes.simd_eq(u8x64::splat(simd, b';')).to_bitmask();
            *step = Step { semicolons, commas, ends };
            // Bytes beyond ASCII are negative.
            let signed: i8x64<S> = bytes.bitcast();
            let mut odd = signed.simd_lt(i8x64::splat(simd, 0x21)).to_bitmask();
            while odd != 0 {
                let place = odd.trailing_zeros();
                if stretch.get(place as usize) != Some(&b'\t') {
                    return None;
                }
                self.tabs.push(at + place);
                odd &= odd - 1;
            }
        }
        Some(())
    }

    /// Where the tabs stand.
    pub(super) fn tabs(&self) -> &[u32] {
        &self.tabs
    }

    /// Tells where each field ends that semicolons of `span` part, the last one too; stops where `each` does.
    #[inline(always)]
    pub(super) fn fields(&self, span: Span, mut each: impl FnMut(u32) -> Option<()>) -> Option<()> {
        let mut walk = Walk::new(
            self,
            span,
            #[inline(always)]
            |step| step.semicolons,
        );
        while let Some(end) = walk.next() {
            each(end)?;
        }
        Some(())
    }

    /// From one field of the annotation in `span` to the next.
    #[inline(always)]
    pub(super) fn ends(&self, span: Span) -> Walk<'_, impl Fn(&Step) -> u64> {
        Walk::new(
            self,
            span,
            #[inline(always)]
            |step| step.ends,
        )
    }

    /// From one of its entries to the next.
    #[inline(always)]
    pub(super) fn commas(&self, span: Span) -> Walk<'_, impl Fn(&Step) -> u64> {
        Walk::new(
            self,
            span,
            #[inline(always)]
            |step| step.commas,
        )
    }
}

/// Goes from mark to mark; the end of the span is the last one.
pub(super) struct Walk<'m, F> {
    rest: std::slice::Iter<'m, Step>,
    of: F,
    /// Marks of the present step that lie ahead, and where the step begins.
    bits: u64,
    at: u32,
    end: u32,
    ended: bool,
}

impl<'m, F: Fn(&Step) -> u64> Walk<'m, F> {
    #[inline(always)]
    fn new(marks: &'m Marks, span: Span, of: F) -> Self {
        let at = span.start - span.start % BITS;
        let mut rest = marks.steps.get((at / BITS) as usize..).unwrap_or_default().iter();
        let bits = rest.next().map_or(0, &of) & (u64::MAX << (span.start - at));
        let mut walk = Self { rest, of, bits, at, end: span.end, ended: false };
        walk.bits &= walk.inside();
        walk
    }

    /// The bytes of the present step that lie before the end.
    #[inline(always)]
    fn inside(&self) -> u64 {
        match self.end.saturating_sub(self.at) {
            left if left < BITS => (1 << left) - 1,
            _ => u64::MAX,
        }
    }

    /// Goes to the next mark and tells where it stands.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u32> {
        while self.bits == 0 {
            if !self.step() {
                return self.last();
            }
        }
        let place = self.at + self.bits.trailing_zeros();
        self.bits &= self.bits - 1;
        Some(place)
    }

    /// Passes `count` marks.
    #[inline(always)]
    pub(super) fn pass(&mut self, mut count: u32) -> Option<()> {
        loop {
            let here = self.bits.count_ones();
            if here >= count {
                for _ in 0..count {
                    self.bits &= self.bits - 1;
                }
                return Some(());
            }
            count -= here;
            if !self.step() {
                self.last().filter(|_| count == 1)?;
                return Some(());
            }
        }
    }

    /// Takes up the marks of the next step; not behind the end.
    #[inline(always)]
    fn step(&mut self) -> bool {
        let next = self.at + BITS;
        let inside = next < self.end;
        self.bits = 0;
        if inside {
            self.at = next;
            self.bits = self.rest.next().map_or(0, &self.of) & self.inside();
        }
        inside
    }

    /// The end, told once.
    fn last(&mut self) -> Option<u32> {
        let told = std::mem::replace(&mut self.ended, true);
        (!told).then_some(self.end)
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
            let line = &line[..length];
            let marks = marks(line.as_bytes()).unwrap();
            assert_eq!(marks.tabs(), plainly(line, Span::new(0, length).unwrap(), b"\t"));
            for (start, end) in
                (0..=length).step_by(13).zip([length, length / 2 + 40, 64, 128, 192].into_iter().cycle())
            {
                let span = Span::new(start, end.clamp(start, length)).unwrap();
                let mut fields = Vec::new();
                marks.fields(span, |end| Some(fields.push(end))).unwrap();
                assert_eq!(fields.pop(), Some(span.end));
                assert_eq!(fields, plainly(line, span, b";"));
                let ends = [plainly(line, span, b"|,"), vec![span.end]].concat();
                for stride in [1, 2, 5, 40] {
                    let mut walk = marks.ends(span);
                    let found: Vec<u32> =
                        std::iter::from_fn(|| walk.pass(stride - 1).and_then(|()| walk.next())).collect();
                    let expected: Vec<u32> =
                        ends.chunks_exact(stride as usize).map(|marks| marks[stride as usize - 1]).collect();
                    assert_eq!(found, expected, "{length} {span:?} {stride}");
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
