//! Fusions, in either order of the partners.

use knowledge::criterion::FusionPartners;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;
use model::rearrangement_call::{CallConfidence, ReadingFrame, RearrangementBasis};
use model::structural::{Rearrangement, RearrangementKind};

use super::{Evaluation, unseen};
use crate::indexed_profile::IndexedProfile;

pub(super) fn fusion(partners: &FusionPartners, profile: &IndexedProfile<'_>) -> Evaluation {
    let mut whole: Option<Evaluation> = None;
    let mut open = None;
    for event in profile.rearrangements.iter().filter(|event| concerns(event, partners)) {
        let name = |gene: &Option<String>| gene.clone().unwrap_or_else(|| "?".to_owned());
        let pair = format!("{}::{}", name(&event.five_prime), name(&event.three_prime));
        match event.kind {
            RearrangementKind::Fusion if is_uncertain(event) => {
                open = Some(Reason::new("fusion_low_confidence").with("fusion", pair));
            }
            RearrangementKind::Fusion if is_without_direction(event) => {
                open = Some(Reason::new("fusion_from_breakends_unordered").with("fusion", pair));
            }
            RearrangementKind::Fusion if loses_frame(event) => {
                open = Some(Reason::new("fusion_frame_lost").with("fusion", pair));
            }
            RearrangementKind::Fusion => {
                let reason = Reason::new(reported(event)).with("fusion", pair);
                let one = Evaluation::hit(MatchKind::Fusion, event.key(), reason);
                match &mut whole {
                    Some(whole) => whole.absorb(one),
                    None => whole = Some(one),
                }
            }
            RearrangementKind::Inversion | RearrangementKind::Other => {
                open = Some(Reason::new("fusion_not_told").with("fusion", pair));
            }
            RearrangementKind::ExonSkipping
            | RearrangementKind::SpliceVariant
            | RearrangementKind::Duplication
            | RearrangementKind::Deletion
            | RearrangementKind::Truncation => {}
        }
    }
    match (whole, open) {
        (Some(whole), _) => whole,
        (None, Some(reason)) => Evaluation::not_assessed(MatchKind::Fusion, reason).touching(),
        (None, None) => unseen(profile, AlterationClass::Rearrangement, MatchKind::Fusion),
    }
}

/// The same with the exons at the join. Order counts: an exon belongs to the side it stands on.
pub(super) fn with_exons(
    (five_prime, three_prime): (&str, &str),
    exons: (u16, u16),
    profile: &IndexedProfile<'_>,
) -> Evaluation {
    let partners = FusionPartners::Pair(five_prime.to_owned(), three_prime.to_owned());
    let joined = fusion(&partners, profile);
    if joined.hits.is_empty() {
        return joined;
    }
    let pair = format!("{five_prime}::{three_prime}");
    let of_hits = || profile.rearrangements.iter().filter(|event| joined.hits.contains(&event.key()));
    let told = |event: &Rearrangement| {
        let call = event.call.as_ref()?;
        let in_order = event.order_stated && event.five_prime.as_deref() == Some(five_prime);
        call.five_prime_exon.zip(call.three_prime_exon).filter(|_| in_order)
    };
    if let Some(event) = of_hits().find(|event| told(event) == Some(exons)) {
        let reason = Reason::new("fusion_exons_reported").with("fusion", pair);
        let reason = reason.with("five_prime_exon", exons.0).with("three_prime_exon", exons.1);
        return Evaluation::hit(MatchKind::Fusion, event.key(), reason);
    }
    if of_hits().any(|event| told(event).is_none()) {
        let reason = Reason::new("fusion_exons_not_told").with("fusion", pair);
        return Evaluation::not_assessed(MatchKind::Fusion, reason).touching();
    }
    Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Fusion) }
}

/// Its caller says that the second gene is not read in its frame: the kinase behind the join would not be made.
fn loses_frame(event: &Rearrangement) -> bool {
    let frame = event.call.as_ref().and_then(|call| call.reading_frame);
    matches!(frame, Some(ReadingFrame::OutOfFrame | ReadingFrame::StopCodon))
}

/// Its own caller calls it uncertain.
fn is_uncertain(event: &Rearrangement) -> bool {
    event.call.as_ref().is_some_and(|call| call.confidence == Some(CallConfidence::Low))
}

/// Concluded from breakends whose directions nobody told: half of such joins read into the wrong strand.
fn is_without_direction(event: &Rearrangement) -> bool {
    let concluded = event.call.as_ref().is_some_and(|call| call.basis == RearrangementBasis::Breakends);
    concluded && !event.order_stated
}

/// How the fusion is known: stated by a file, or concluded from the genes at two breakends.
fn reported(event: &Rearrangement) -> &'static str {
    match event.call.as_ref().map(|call| call.basis) {
        Some(RearrangementBasis::Breakends) => "fusion_from_breakends",
        Some(RearrangementBasis::NotStated | RearrangementBasis::Transcripts) | None => "fusion_reported",
    }
}

/// Whether the event joins the wanted genes, whatever it is called. A single-gene event joins nothing.
fn concerns(event: &Rearrangement, partners: &FusionPartners) -> bool {
    let genes = [event.five_prime.as_deref(), event.three_prime.as_deref()];
    let within_one_gene = genes[0].is_some() && genes[0] == genes[1];
    match partners {
        FusionPartners::Pair(one, other) => {
            !within_one_gene && genes.contains(&Some(one.as_str())) && genes.contains(&Some(other.as_str()))
        }
        FusionPartners::One(gene) => {
            let cut_open = event.call.as_ref().is_some_and(|call| call.partner_unknown);
            let told =
                event.kind == RearrangementKind::Fusion || cut_open || !within_one_gene && !genes.contains(&None);
            told && genes.contains(&Some(gene.as_str()))
        }
    }
}
