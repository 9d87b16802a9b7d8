//! The columns of a batch, by number.

use model::record_batch::RecordBatch;

use super::cell::{self, Cell};

macro_rules! columns {
    ($($name:ident $field:ident;)*) => {
        /// A column. Its number is its place in this list and never changes; new columns come last.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $($name),* }

        impl Column {
            pub(super) const ALL: &[Self] = &[$(Self::$name),*];

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
    File file;
    Line line;
    Offset offset;
    Allele allele;
    Contig contig;
    Position position;
    ReferenceLength reference_length;
    AlternateLength alternate_length;
    Bin bin;
    Impact impact;
    Consequence consequence;
    Gene gene;
    ClinicalSignificance clinical_significance;
    FrequencyTommo frequency_tommo;
    FrequencyGnomad frequency_gnomad;
    FrequencyGnomadEastAsian frequency_gnomad_east_asian;
    Vaf vaf;
    Depth depth;
}

impl Column {
    pub(super) fn number(self) -> u64 {
        self as u64
    }
}

fn encode_first<T: Cell>(cells: &[T], rows: usize) -> Vec<u8> {
    cell::encode(cells.get(..rows).unwrap_or(cells))
}
