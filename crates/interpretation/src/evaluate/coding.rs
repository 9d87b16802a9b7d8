//! The same change of the coding sequence, on a reference transcript.

use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;

use super::exon::reference_transcripts;
use super::{Evaluation, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;

/// Coding numbers belong to a transcript: only reference transcripts are asked, others only when none is named.
pub(super) fn change(gene: &str, wanted: &str, profile: &IndexedProfile<'_>) -> Evaluation {
    for (index, variant, consequences) in of_gene(profile, gene) {
        for (at, consequence) in reference_transcripts(consequences) {
            let called = consequence.hgvsc.as_deref().and_then(|text| text.rsplit(':').next());
            if called == Some(wanted) {
                let reason = Reason::new("same_coding_change").with("change", wanted);
                let mut hit = Evaluation::hit(MatchKind::Allele, variant.key(), reason);
                hit.transcripts.push((index, at));
                return hit;
            }
        }
    }
    unseen(profile, AlterationClass::SmallVariant, MatchKind::Allele)
}
