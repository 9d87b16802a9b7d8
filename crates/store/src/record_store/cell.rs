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
    let mut bytes = Vec::with_capacity(HEAD_BYTES + cells.len() * usize::from(width));
    bytes.push(width);
    bytes.extend_from_slice(&smallest.to_le_bytes());
    for cell in cells {
        bytes.extend((cell.stored() - smallest).to_le_bytes().into_iter().take(usize::from(width)));
    }
    bytes
}

/// Appends the cells of a frame; `None` when the bytes are not `rows` cells.
pub(super) fn decode<T: Cell>(bytes: &[u8], rows: usize, into: &mut Vec<T>) -> Option<()> {
    let (width, rest) = bytes.split_first()?;
    let (smallest, body) = rest.split_first_chunk::<8>()?;
    let smallest = u64::from_le_bytes(*smallest);
    if *width > 8 || body.len() != rows.checked_mul(usize::from(*width))? {
        return None;
    }
    match width {
        0 => into.extend(std::iter::repeat_n(T::of_stored(smallest), rows)),
        1 => widen::<1, T>(body, smallest, into),
        2 => widen::<2, T>(body, smallest, into),
        3 => widen::<3, T>(body, smallest, into),
        4 => widen::<4, T>(body, smallest, into),
        5 => widen::<5, T>(body, smallest, into),
        6 => widen::<6, T>(body, smallest, into),
        7 => widen::<7, T>(body, smallest, into),
        _ => widen::<8, T>(body, smallest, into),
    }
    Some(())
}

fn widen<const WIDTH: usize, T: Cell>(body: &[u8], smallest: u64, into: &mut Vec<T>) {
    let (cells, _) = body.as_chunks::<WIDTH>();
    into.extend(cells.iter().map(|cell| {
        let mut bytes = [0; 8];
        for (byte, given) in bytes.iter_mut().zip(cell) {
            *byte = *given;
        }
        T::of_stored(smallest.wrapping_add(u64::from_le_bytes(bytes)))
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back<T: Cell>(cells: &[T]) -> Vec<T> {
        let mut found = vec![];
        decode(&encode(cells), cells.len(), &mut found).unwrap();
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
        let mut found: Vec<u32> = vec![];
        for bytes in [&[][..], &[1, 0], &[9, 0, 0, 0, 0, 0, 0, 0, 0], &[1, 0, 0, 0, 0, 0, 0, 0, 0, 5]] {
            assert_eq!(decode(bytes, 2, &mut found), None);
        }
        assert_eq!(found, [0_u32; 0]);
    }
}
