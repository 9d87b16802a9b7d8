//! Both alleles of a gene lost: no copy left, or two hits that are known to lie apart. One hit beside a lost copy counts as
//! two; one hit alone, or several on one molecule, is half the answer and leaves the row open, because the other allele may lie where nobody looked.

use knowledge::Release;
use knowledge::criterion::FunctionalClass;
use model::assessed::Met;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::structural::CopyNumberChange;
use model::variation::ObservationKey;

use super::in_cis::Phase;
use super::{Evaluation, class, in_cis};
use crate::indexed_profile::IndexedProfile;

pub(super) fn lost(gene: &str, profile: &IndexedProfile<'_>, release: &Release) -> Evaluation {
    let hits = class::functional(gene, FunctionalClass::LossOfFunction, profile, release);
    let called = |change| profile.copy_numbers.iter().find(|event| event.gene == gene && event.change == change);
    if let Some(event) = called(CopyNumberChange::HomozygousDeletion) {
        let reason = Reason::new("both_copies_lost").with("gene", gene);
        return Evaluation::hit(MatchKind::CopyNumber, event.key(), reason);
    }
    let small = hits.hits.iter().filter(|key| matches!(key, ObservationKey::Allele(_))).count();
    match (hits.met, called(CopyNumberChange::Loss)) {
        (Met::Met, Some(event)) => {
            let reason = Reason::new("second_hit_by_copy_loss").with("gene", gene);
            let mut both = hits;
            both.absorb(Evaluation::hit(MatchKind::CopyNumber, event.key(), reason));
            both
        }
        (Met::Met, None) if small >= 2 => match in_cis::phase_of(&hits, profile) {
            Phase::Trans => told(hits, Met::Met, "phased_in_trans"),
            // All on one molecule: one copy is lost, and the other is as little known as beside a single hit.
            Phase::Cis => {
                let mut open = one_hit(gene);
                open.absorb(told(hits, Met::NotAssessed, "phased_in_cis"));
                open
            }
            Phase::Unclear => told(hits, Met::NotAssessed, "phase_not_assessed"),
        },
        (Met::Met, None) => one_hit(gene),
        // The lost copy is the one hit.
        (Met::NotAssessed | Met::NotMet, Some(_)) => {
            let mut open = one_hit(gene);
            open.absorb(hits);
            open
        }
        (Met::NotAssessed | Met::NotMet, None) => Evaluation { kind: MatchKind::Class, ..hits },
    }
}

fn told(hits: Evaluation, met: Met, code: &str) -> Evaluation {
    let mut told = Evaluation { met, ..hits };
    told.reasons.push(Reason::new(code));
    told
}

fn one_hit(gene: &str) -> Evaluation {
    let reason = Reason::new("second_hit_not_seen").with("gene", gene);
    Evaluation::not_assessed(MatchKind::Class, reason).touching()
}
