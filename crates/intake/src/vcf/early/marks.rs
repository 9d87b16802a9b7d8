//! Where the marks of a line stand, found sixteen bytes at a time.

use wide::{i8x16, u8x16};

use crate::scanned::Span;

/// Bytes that a [`Step`] tells of.
const STEP: usize = 64;
const LANE: usize = 16;

/// The marks of one line of plain ASCII.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    tabs: Vec<u32>,
    steps: Vec<Step>,
}

/// One bit for each byte of a stretch.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    semicolons: u64,
    commas: u64,
    /// Bars and commas.
    ends: u64,
}

impl Marks {
    /// Looks at a line; `None` when it holds anything but printable ASCII and tabs.
    pub(super) fn read(&mut self, line: &[u8]) -> Option<()> {
        self.tabs.clear();
        self.steps.clear();
        let (steps, rest) = line.as_chunks::<STEP>();
        for (step, at) in steps.iter().zip((0..).step_by(STEP)) {
            self.take(step, at)?;
        }
        let mut last = [b'.'; STEP];
        last.get_mut(..rest.len())?.copy_from_slice(rest);
        self.take(&last, u32::try_from(line.len() - rest.len()).ok()?)
    }

    fn take(&mut self, bytes: &[u8; STEP], at: u32) -> Option<()> {
        let (mut step, mut controls) = (Step::default(), 0_u64);
        let (lanes, _) = bytes.as_chunks::<LANE>();
        for (lane, shift) in lanes.iter().zip((0_u32..).step_by(LANE)) {
            let lane = u8x16::new(*lane);
            let commas = lane.simd_eq(u8x16::splat(b','));
            let ends = lane.simd_eq(u8x16::splat(b'|')) | commas;
            let semicolons = lane.simd_eq(u8x16::splat(b';'));
            // Bytes beyond ASCII are negative.
            let odd = lane.cast_signed().simd_lt(i8x16::splat(0x21));
            step.semicolons |= u64::from(semicolons.to_bitmask()) << shift;
            step.commas |= u64::from(commas.to_bitmask()) << shift;
            step.ends |= u64::from(ends.to_bitmask()) << shift;
            controls |= u64::from(odd.to_bitmask()) << shift;
        }
        self.steps.push(step);
        while controls != 0 {
            let place = controls.trailing_zeros();
            if bytes.get(place as usize) != Some(&b'\t') {
                return None;
            }
            self.tabs.push(at + place);
            controls &= controls - 1;
        }
        Some(())
    }

    /// Where the tabs stand.
    pub(super) fn tabs(&self) -> &[u32] {
        &self.tabs
    }

    /// Tells where each field ends that semicolons of `span` part, the last one too; stops where `each` does.
    pub(super) fn fields(&self, span: Span, mut each: impl FnMut(u32) -> Option<()>) -> Option<()> {
        self.places(span, |step| step.semicolons, &mut each)?;
        each(span.end)
    }

    /// Where each field of the annotation in `span` ends, by bars and commas; `None` unless all its entries have `fields`.
    pub(super) fn entries(&self, span: Span, fields: usize, ends: &mut Vec<u32>) -> Option<()> {
        ends.clear();
        self.places(span, |step| step.ends, |place| Some(ends.push(place)))?;
        ends.push(span.end);
        let mut last = fields.checked_sub(1)?;
        self.places(
            span,
            |step| step.commas,
            |place| {
                let regular = ends.get(last) == Some(&place);
                last += fields;
                regular.then_some(())
            },
        )?;
        (ends.len() == last + 1).then_some(())
    }

    /// Calls `each` with every marked place of `span`, from left to right.
    fn places(&self, span: Span, of: fn(&Step) -> u64, mut each: impl FnMut(u32) -> Option<()>) -> Option<()> {
        const BITS: u32 = STEP as u32;
        let first = span.start / BITS;
        let steps = self.steps.get(first as usize..)?;
        for (step, at) in steps.iter().zip((first * BITS..span.end).step_by(STEP)) {
            let mut bits = of(step);
            if at < span.start {
                bits &= u64::MAX << (span.start - at);
            }
            if span.end - at < BITS {
                bits &= (1 << (span.end - at)) - 1;
            }
            while bits != 0 {
                each(at + bits.trailing_zeros())?;
                bits &= bits - 1;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, byte by byte.
    fn plainly(line: &str, span: Span, marks: &[u8]) -> Vec<u32> {
        let inside = |place: &u32| (span.start..span.end).contains(place);
        (0..)
            .zip(line.bytes())
            .filter(|(_, byte)| marks.contains(byte))
            .map(|(place, _)| place)
            .filter(inside)
            .collect()
    }

    #[test]
    fn every_mark_is_found_wherever_it_stands() {
        let line: String = (0..331).map(|place| ["a", "|", ";", ",", "\t", "b", "|"][place * place % 7]).collect();
        let mut marks = Marks::default();
        for length in [0, 1, 15, 16, 63, 64, 65, 128, 331] {
            let line = &line[..length];
            marks.read(line.as_bytes()).unwrap();
            assert_eq!(marks.tabs(), plainly(line, Span::new(0, length).unwrap(), b"\t"));
            for start in [0, 1, 63, 64, 100, 129] {
                let span =
                    Span::new(start.min(length), length.saturating_sub(start / 2).max(start.min(length))).unwrap();
                let (mut fields, mut ends) = (Vec::new(), Vec::new());
                marks.fields(span, |end| Some(fields.push(end))).unwrap();
                assert_eq!(fields.pop(), Some(span.end));
                assert_eq!(fields, plainly(line, span, b";"));
                marks.places(span, |step| step.ends, |place| Some(ends.push(place))).unwrap();
                assert_eq!(ends, plainly(line, span, b"|,"));
            }
        }
    }

    #[test]
    fn anything_but_printable_ascii_and_tabs_is_refused() {
        let mut marks = Marks::default();
        for (byte, fine) in [
            (0, false),
            (b'\n', false),
            (b' ', false),
            (b'\t', true),
            (b'!', true),
            (b'~', true),
            (0x80, false),
            (0xff, false),
        ] {
            for place in [0, 17, 63, 64, 99] {
                let mut line = [b'x'; 100];
                line[place] = byte;
                assert_eq!(marks.read(&line).is_some(), fine, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn entries_are_regular_or_refused() {
        let mut marks = Marks::default();
        let mut ends = Vec::new();
        for (text, regular) in [
            ("a|b|c", true),
            ("a|b|c,d||", true),
            ("||,||,||", true),
            ("a|b", false),
            ("a|b|c|d", false),
            ("a|b|c,d|e", false),
            ("a|b,c,d|e", false),
            ("a,b|c|d,e|f", false),
        ] {
            marks.read(text.as_bytes()).unwrap();
            let found = marks.entries(Span::new(0, text.len()).unwrap(), 3, &mut ends);
            assert_eq!(found.is_some(), regular, "{text}");
        }
        assert_eq!(ends.len(), 6);
    }
}
