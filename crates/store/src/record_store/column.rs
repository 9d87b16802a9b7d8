//! The columns of a batch, by number.

use model::record_batch::RecordBatch;

use super::cell::{self, Cell};

/// Cells of one column.
#[derive(Debug)]
pub(super) enum Cells {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    U64(Vec<u64>),
}

macro_rules! columns {
    ($($name:ident $field:ident $kind:ident;)*) => {
        /// A column. Its number is its place in this list and never changes; new columns come last.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $($name),* }

        impl Column {
            pub(super) const ALL: &[Self] = &[$(Self::$name),*];

            /// An empty column of the right kind.
            pub(super) fn empty(self, rows: usize) -> Cells {
                match self { $(Self::$name => Cells::$kind(Vec::with_capacity(rows)),)* }
            }

            /// The first `rows` cells as bytes.
            pub(super) fn encode(self, batch: &RecordBatch, rows: usize) -> Vec<u8> {
                match self { $(Self::$name => encode_first(&batch.$field, rows),)* }
            }
        }

        /// Appends the rows of `from`.
        pub(super) fn extend(into: &mut RecordBatch, from: &RecordBatch) {
            $(into.$field.extend_from_slice(&from.$field);)*
        }

        /// Takes the first `rows` rows away.
        pub(super) fn remove_first(batch: &mut RecordBatch, rows: usize) {
            $(batch.$field.drain(..rows.min(batch.$field.len()));)*
        }

        /// Whether all columns have the same length.
        pub(super) fn is_even(batch: &RecordBatch) -> bool {
            true $(&& batch.$field.len() == batch.len())*
        }
    };
}

columns! {
    File file U8;
    Line line U32;
    Offset offset U64;
    Allele allele U16;
    Contig contig U16;
    Position position U32;
    ReferenceLength reference_length U16;
    AlternateLength alternate_length U16;
    Bin bin U8;
    Impact impact U8;
    Consequence consequence U32;
    Gene gene U32;
    ClinicalSignificance clinical_significance U32;
    FrequencyTommo frequency_tommo U32;
    FrequencyGnomad frequency_gnomad U32;
    FrequencyGnomadEastAsian frequency_gnomad_east_asian U32;
    Vaf vaf U32;
    Depth depth U32;
}

impl Column {
    pub(super) fn number(self) -> u64 {
        self as u64
    }
}

impl Cells {
    /// Appends the cells of a frame; `None` when the bytes are not `rows` cells.
    pub(super) fn decode(&mut self, bytes: &[u8], rows: usize) -> Option<()> {
        match self {
            Self::U8(cells) => cell::decode(bytes, rows, cells),
            Self::U16(cells) => cell::decode(bytes, rows, cells),
            Self::U32(cells) => cell::decode(bytes, rows, cells),
            Self::U64(cells) => cell::decode(bytes, rows, cells),
        }
    }
}

fn encode_first<T: Cell>(cells: &[T], rows: usize) -> Vec<u8> {
    cell::encode(cells.get(..rows).unwrap_or(cells))
}
