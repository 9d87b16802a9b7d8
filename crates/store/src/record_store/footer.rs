//! What stands at the end of the file: how it is laid out, and what the indices mean.

use model::canonical::ContentHash;
use model::record_batch::RecordDictionaries;
use serde::{Deserialize, Serialize};

use super::FRAME_ROWS;
use super::column::Column;

/// The footer, as JSON.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Footer {
    pub(super) rows: u64,
    pub(super) frames: usize,
    pub(super) columns: usize,
    /// Bytes of every sealed frame, in file order.
    pub(super) sealed_bytes: Vec<u32>,
    pub(super) size_bytes: u64,
    pub(super) sha256: Option<ContentHash>,
    pub(super) contigs: Vec<String>,
    pub(super) consequences: Vec<String>,
    pub(super) genes: Vec<String>,
    pub(super) clinical_significances: Vec<String>,
}

impl Footer {
    pub(super) fn with_dictionaries(self, told: &RecordDictionaries) -> Self {
        let RecordDictionaries { contigs, consequences, genes, clinical_significances } = told.clone();
        Self { contigs, consequences, genes, clinical_significances, ..self }
    }

    pub(super) fn take_dictionaries(&mut self) -> RecordDictionaries {
        RecordDictionaries {
            contigs: std::mem::take(&mut self.contigs),
            consequences: std::mem::take(&mut self.consequences),
            genes: std::mem::take(&mut self.genes),
            clinical_significances: std::mem::take(&mut self.clinical_significances),
        }
    }

    /// Whether its counts agree with each other.
    pub(super) fn is_sound(&self) -> bool {
        self.rows.div_ceil(FRAME_ROWS as u64) == self.frames as u64
            && self.columns == Column::ALL.len()
            && self.frames.checked_mul(self.columns) == Some(self.sealed_bytes.len())
            && self.sha256.is_some()
    }
}
