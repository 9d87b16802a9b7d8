//! The codes of CATS for alterations and markers; the clinical form uses the same words.

use model::biomarker::BiomarkerState;
use model::evidence::AlleleOrigin;
use model::structural::{CopyNumberChange, RearrangementKind};

/// `copyNumberAlterationType`. A deletion without a number is a loss whose size is not told.
pub(crate) fn copy_number_change(text: &str) -> Option<CopyNumberChange> {
    match plain(text).as_str() {
        "amplification" => Some(CopyNumberChange::Amplification),
        "gain" | "duplication" => Some(CopyNumberChange::Gain),
        "neutral" => Some(CopyNumberChange::Neutral),
        "loss" | "deletion" => Some(CopyNumberChange::Loss),
        "homozygous deletion" => Some(CopyNumberChange::HomozygousDeletion),
        _ => None,
    }
}

/// `rearrangementType`.
pub(crate) fn rearrangement_kind(text: &str) -> Option<RearrangementKind> {
    match plain(text).as_str() {
        "gene fusion" | "fusion" | "gene fusion and frameshift variant" | "bidirectional gene fusion" => {
            Some(RearrangementKind::Fusion)
        }
        "exon skipping" => Some(RearrangementKind::ExonSkipping),
        "splice variant" => Some(RearrangementKind::SpliceVariant),
        "duplication" | "tandem duplication" => Some(RearrangementKind::Duplication),
        "deletion" => Some(RearrangementKind::Deletion),
        "inversion" => Some(RearrangementKind::Inversion),
        "truncation" => Some(RearrangementKind::Truncation),
        "other" => Some(RearrangementKind::Other),
        _ => None,
    }
}

/// `state`, and what people write for it.
pub(crate) fn biomarker_state(text: &str) -> Option<BiomarkerState> {
    match plain(text).as_str() {
        "high" | "positive" | "msi h" | "msi high" | "tmb h" | "tmb high" | "hrd positive" | "陽性" | "高い" => {
            Some(BiomarkerState::High)
        }
        "intermediate" => Some(BiomarkerState::Intermediate),
        "low" | "msi l" | "msi low" | "tmb l" | "tmb low" | "低い" => Some(BiomarkerState::Low),
        "stable" | "mss" | "negative" | "hrd negative" | "陰性" => Some(BiomarkerState::Stable),
        "cannot be determined" | "not determined" | "判定不能" => Some(BiomarkerState::CannotBeDetermined),
        _ => None,
    }
}

/// `variantOrigin`; left out means somatic, and a likely origin counts as that origin.
pub(crate) fn allele_origin(text: Option<&str>) -> Option<AlleleOrigin> {
    match text.map(plain).as_deref() {
        None | Some("somatic" | "likely somatic") => Some(AlleleOrigin::Somatic),
        Some("germline" | "likely germline") => Some(AlleleOrigin::Germline),
        Some(_) => None,
    }
}

/// Lower case, single blanks for `-` and `_`.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_origin_means_somatic_and_an_unknown_one_is_none() {
        assert_eq!(allele_origin(None), Some(AlleleOrigin::Somatic));
        assert_eq!(allele_origin(Some("likely germline")), Some(AlleleOrigin::Germline));
        assert_eq!(allele_origin(Some("mosaic")), None);
    }

    #[test]
    fn codes_are_read_however_they_are_joined() {
        assert_eq!(biomarker_state("MSI-H"), Some(BiomarkerState::High));
        assert_eq!(biomarker_state("cannot_be_determined"), Some(BiomarkerState::CannotBeDetermined));
        assert_eq!(copy_number_change("homozygous_deletion"), Some(CopyNumberChange::HomozygousDeletion));
        assert_eq!(rearrangement_kind("exon skipping"), Some(RearrangementKind::ExonSkipping));
        assert_eq!(rearrangement_kind("chromothripsis"), None);
    }
}
