//! How the cells of a frame become bytes: the smallest is taken off, and only the bytes that the rest needs are written.
//! "Not stated" is the largest number of a type; it is stored as zero so that it costs nothing.

/// A number in a column.
pub(super) trait Cell: Copy + Send + Sync + 'static {
    /// As stored: one more, "not stated" becoming 0.
    fn stored(self) -> u64;
    /// From a stored number; one that does not fit counts as not stated.
    fn of_stored(stored: u64) -> Self;
}

macro_rules! cells {
    ($($type:ty)*) => {$(
        impl Cell for $type {
            fn stored(self) -> u64 {
                u64::from(self.wrapping_add(1))
            }

            fn of_stored(stored: u64) -> Self {
                <$type>::try_from(stored).unwrap_or_default().wrapping_sub(1)
            }
        }
    )*};
}

cells! { u8 u16 u32 u64 }

const HEAD_BYTES: usize = 9;

/// `width (u8) ‖ smallest (u64) ‖ cells of that width`, little-endian.
pub(super) fn encode<T: Cell>(cells: &[T]) -> Vec<u8> {
    let smallest = cells.iter().map(|cell| cell.stored()).min().unwrap_or(0);
    let largest = cells.iter().map(|cell| cell.stored()).max().unwrap_or(0);
    let width = (u64::BITS - (largest - smallest).leading_zeros()).div_ceil(8);
    let width = u8::try_from(width).unwrap_or(8);
    let mut bytes = vec![0; HEAD_BYTES + cells.len() * usize::from(width)];
    let (head, body) = bytes.split_at_mut(HEAD_BYTES);
    head.iter_mut().zip([width].into_iter().chain(smallest.to_le_bytes())).for_each(|(slot, byte)| *slot = byte);
    match width {
        0 => {}
        1 => put_wide::<1, T>(cells, smallest, body),
        2 => put_wide::<2, T>(cells, smallest, body),
        3 => put_wide::<3, T>(cells, smallest, body),
        4 => put_wide::<4, T>(cells, smallest, body),
        5 => put_wide::<5, T>(cells, smallest, body),
        6 => put_wide::<6, T>(cells, smallest, body),
        7 => put_wide::<7, T>(cells, smallest, body),
        _ => put_wide::<8, T>(cells, smallest, body),
    }
    bytes
}

fn put_wide<const WIDTH: usize, T: Cell>(cells: &[T], smallest: u64, body: &mut [u8]) {
    let (slots, _) = body.as_chunks_mut::<WIDTH>();
    for (slot, cell) in slots.iter_mut().zip(cells) {
        if let Some(low) = (cell.stored() - smallest).to_le_bytes().first_chunk::<WIDTH>() {
            *slot = *low;
        }
    }
}

/// The cells of one column in one frame, in memory as narrow as in the file.
#[derive(Debug)]
pub(super) struct Frame {
    plain: Vec<u8>,
    width: u8,
    smallest: u64,
    rows: usize,
}

impl Frame {
    /// `None` when the bytes are not `rows` cells.
    pub(super) fn of_plain(plain: Vec<u8>, rows: usize) -> Option<Self> {
        let (width, rest) = plain.split_first()?;
        let (smallest, body) = rest.split_first_chunk::<8>()?;
        let (width, smallest) = (*width, u64::from_le_bytes(*smallest));
        let fits = width <= 8 && body.len() == rows.checked_mul(usize::from(width))?;
        fits.then_some(Self { plain, width, smallest, rows })
    }

    /// Hands every stored number on, beside the partner of its row.
    pub(super) fn zip<P>(&self, partners: impl Iterator<Item = P>, mut each: impl FnMut(P, u64)) {
        match self.width {
            0 => partners.take(self.rows).for_each(|partner| each(partner, self.smallest)),
            1 => self.zip_wide::<1, P>(partners, each),
            2 => self.zip_wide::<2, P>(partners, each),
            3 => self.zip_wide::<3, P>(partners, each),
            4 => self.zip_wide::<4, P>(partners, each),
            5 => self.zip_wide::<5, P>(partners, each),
            6 => self.zip_wide::<6, P>(partners, each),
            7 => self.zip_wide::<7, P>(partners, each),
            _ => self.zip_wide::<8, P>(partners, each),
        }
    }

    fn zip_wide<const WIDTH: usize, P>(&self, partners: impl Iterator<Item = P>, mut each: impl FnMut(P, u64)) {
        let (cells, _) = self.body().as_chunks::<WIDTH>();
        for (partner, cell) in partners.zip(cells) {
            each(partner, self.smallest.wrapping_add(number(cell)));
        }
    }

    /// The stored number of one row.
    pub(super) fn at(&self, row: usize) -> Option<u64> {
        let width = usize::from(self.width);
        let from = row.checked_mul(width)?;
        let cell = self.body().get(from..from.checked_add(width)?)?;
        (row < self.rows).then(|| self.smallest.wrapping_add(number(cell)))
    }

    fn body(&self) -> &[u8] {
        self.plain.get(HEAD_BYTES..).unwrap_or_default()
    }
}

/// A little-endian number of at most eight bytes.
fn number(cell: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    for (byte, given) in bytes.iter_mut().zip(cell) {
        *byte = *given;
    }
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back<T: Cell>(cells: &[T]) -> Vec<T> {
        let frame = Frame::of_plain(encode(cells), cells.len()).unwrap();
        let mut found = vec![];
        frame.zip(0.., |row: usize, cell| {
            assert_eq!(frame.at(row), Some(cell));
            found.push(T::of_stored(cell));
        });
        assert_eq!(frame.at(cells.len()), None);
        found
    }

    #[test]
    fn every_width_and_the_missing_value_come_back() {
        for top in [0, 1, 255, 256, 65_535, 1 << 24, u32::MAX - 1, u32::MAX] {
            assert_eq!(back(&[7, top, 0, u32::MAX]), [7, top, 0, u32::MAX]);
        }
        assert_eq!(back(&[u64::MAX, 0, 1 << 60]), [u64::MAX, 0, 1 << 60]);
        assert_eq!(back(&[u8::MAX, 3]), [u8::MAX, 3]);
        assert_eq!(back::<u16>(&[]), [0_u16; 0]);
        assert_eq!(encode(&[u32::MAX; 1000]).len(), HEAD_BYTES);
    }

    #[test]
    fn bytes_that_are_not_the_cells_are_refused() {
        for bytes in [&[][..], &[1, 0], &[9, 0, 0, 0, 0, 0, 0, 0, 0], &[1, 0, 0, 0, 0, 0, 0, 0, 0, 5]] {
            assert!(Frame::of_plain(bytes.to_vec(), 2).is_none());
        }
    }
}
