//! Fusions, in either order of the partners.

use knowledge::criterion::FusionPartners;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;
use model::rearrangement_call::{CallConfidence, ReadingFrame, RearrangementBasis};
use model::structural::{Rearrangement, RearrangementKind};

use super::{Evaluation, unseen};
use crate::indexed_profile::IndexedProfile;

/// What an event that concerns the partners says about their join.
enum Says {
    /// They are joined.
    Joined(Reason),
    /// They may be joined; why nobody can tell.
    Perhaps(Reason),
    /// It is no join.
    Nothing,
}

pub(super) fn fusion(partners: &FusionPartners, profile: &IndexedProfile<'_>) -> Evaluation {
    let mut whole: Option<Evaluation> = None;
    let mut open = None;
    for event in concerning(partners, profile) {
        match says(event) {
            Says::Joined(reason) => {
                let one = Evaluation::hit(MatchKind::Fusion, event.key(), reason);
                match &mut whole {
                    Some(whole) => whole.absorb(one),
                    None => whole = Some(one),
                }
            }
            Says::Perhaps(reason) => open = Some(reason),
            Says::Nothing => {}
        }
    }
    match (whole, open) {
        (Some(whole), _) => whole,
        (None, Some(reason)) => Evaluation::not_assessed(MatchKind::Fusion, reason).touching(),
        (None, None) => unseen(profile, AlterationClass::Rearrangement, MatchKind::Fusion),
    }
}

/// The same with the exons at the join. Order counts: an exon belongs to the side it stands on. Every event is asked by itself,
/// for two joins of the same genes share one key; a doubtful one never meets the row, and keeps it open where it may fit.
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
    let told = |event: &Rearrangement| {
        let call = event.call.as_ref()?;
        let in_order = event.order_stated && event.five_prime.as_deref() == Some(five_prime);
        call.five_prime_exon.zip(call.three_prime_exon).filter(|_| in_order)
    };
    let named = |code: &str| Reason::new(code).with("fusion", format!("{five_prime}::{three_prime}"));
    let mut open = None;
    for event in concerning(&partners, profile) {
        match (says(event), told(event)) {
            (Says::Joined(_), Some(own)) if own == exons => {
                let reason = named("fusion_exons_reported").with("five_prime_exon", exons.0);
                return Evaluation::hit(MatchKind::Fusion, event.key(), reason.with("three_prime_exon", exons.1));
            }
            (Says::Joined(_), None) => open = Some(named("fusion_exons_not_told")),
            (Says::Perhaps(reason), own) if own.is_none_or(|own| own == exons) => open = open.or(Some(reason)),
            (Says::Joined(_) | Says::Perhaps(_) | Says::Nothing, _) => {}
        }
    }
    match open {
        Some(reason) => Evaluation::not_assessed(MatchKind::Fusion, reason).touching(),
        None => Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Fusion) },
    }
}

fn concerning<'p>(
    partners: &'p FusionPartners,
    profile: &'p IndexedProfile<'_>,
) -> impl Iterator<Item = &'p Rearrangement> {
    profile.rearrangements.iter().filter(move |event| concerns(event, partners))
}

fn says(event: &Rearrangement) -> Says {
    let name = |gene: &Option<String>| gene.clone().unwrap_or_else(|| "?".to_owned());
    let pair = format!("{}::{}", name(&event.five_prime), name(&event.three_prime));
    let named = |code: &str| Reason::new(code).with("fusion", pair);
    match event.kind {
        RearrangementKind::Fusion if is_uncertain(event) => Says::Perhaps(named("fusion_low_confidence")),
        RearrangementKind::Fusion if is_without_direction(event) => {
            Says::Perhaps(named("fusion_from_breakends_unordered"))
        }
        RearrangementKind::Fusion if loses_frame(event) => Says::Perhaps(named("fusion_frame_lost")),
        RearrangementKind::Fusion => Says::Joined(named(reported(event))),
        RearrangementKind::Inversion | RearrangementKind::Other => Says::Perhaps(named("fusion_not_told")),
        RearrangementKind::ExonSkipping
        | RearrangementKind::SpliceVariant
        | RearrangementKind::Duplication
        | RearrangementKind::Deletion
        | RearrangementKind::Truncation => Says::Nothing,
    }
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
