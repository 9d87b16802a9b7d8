//! What one reference file gave, with its count of records.

use std::collections::BTreeMap;

use model::reference::{ReferenceFacts, SourceOfFacts};
use model::small_variant::TranscriptSelection;

use crate::error::{IntakeError, Refusal};

/// Facts of one file.
pub(super) struct FileFacts {
    pub(super) source: SourceOfFacts,
    pub(super) facts: ReferenceFacts,
    /// Versioned accession to MANE status.
    pub(super) selections: BTreeMap<String, TranscriptSelection>,
    used: u64,
}

impl FileFacts {
    pub(super) fn new(source: SourceOfFacts) -> Self {
        Self { source, facts: ReferenceFacts::default(), selections: BTreeMap::new(), used: 0 }
    }

    /// A record that became facts of this kind.
    pub(super) fn take(&mut self, kind: &str) {
        self.source.records += 1;
        self.used += 1;
        *self.source.taken.entry(kind.to_owned()).or_default() += 1;
    }

    /// A record that gave none, and why.
    pub(super) fn leave(&mut self, bin: &str) {
        self.source.records += 1;
        *self.source.left.entry(bin.to_owned()).or_default() += 1;
    }

    /// Every record is taken or left, and something can be used unless the format is not used at all.
    pub(super) fn check(&self) -> Result<(), IntakeError> {
        let left: u64 = self.source.left.values().sum();
        let file = &self.source.file;
        if self.source.records == 0 {
            return Err(IntakeError::refused(file, Refusal::EmptyFile));
        }
        if self.used + left != self.source.records {
            let refusal = Refusal::Unbalanced { records: self.source.records, binned: self.used + left };
            return Err(IntakeError::refused(file, refusal));
        }
        if self.source.left.get("malformed") == Some(&self.source.records) {
            let refusal = Refusal::AllRecordsMalformed { records: self.source.records, cause: "columns".to_owned() };
            return Err(IntakeError::refused(file, refusal));
        }
        Ok(())
    }
}
