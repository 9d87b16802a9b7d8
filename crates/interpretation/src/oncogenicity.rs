//! How oncogenic a somatic small variant is, by the points of ClinGen/CGC/VICC: as far as the inputs tell, and no further.
//!
//! Eight of the seventeen criteria need a person or a source that is not read here (functional studies, predictions, lists of
//! established variants). They stay not assessed, with what would assess them, and show how far the sum could still move.

mod hotspot;
mod length;
mod null_variant;
mod population;
mod reach;

use std::collections::BTreeSet;

use knowledge::Release;
use model::assessed::Met;
use model::evidence::{AlleleOrigin, Basis};
use model::finding::Reason;
use model::hgvs::ProteinChange;
use model::oncogenicity::{CriterionAnswer, Oncogenicity, OncogenicityCriterion as Criterion};
use model::small_variant::{SmallVariant, TranscriptConsequence};

pub(crate) use reach::Reaches;

/// What the criteria look at.
struct Asked<'a> {
    gene: &'a str,
    variant: &'a SmallVariant,
    consequence: &'a TranscriptConsequence,
    release: &'a Release,
}

/// What one criterion answers, and whether it leans on a fact that is only remembered.
struct Answer {
    met: Met,
    reason: Reason,
    from_memory: bool,
}

impl Answer {
    fn met(reason: Reason) -> Self {
        Self { met: Met::Met, reason, from_memory: false }
    }

    fn not_met(code: &str) -> Self {
        Self { met: Met::NotMet, reason: Reason::new(code), from_memory: false }
    }

    fn open(reason: Reason) -> Self {
        Self { met: Met::NotAssessed, reason, from_memory: false }
    }

    /// The same answer, resting on the role that the release gives the gene.
    fn by_role(self, asked: &Asked<'_>) -> Self {
        let from_memory = asked.release.genes().basis(asked.gene) == Some(Basis::FromMemory);
        Self { from_memory, ..self }
    }
}

/// The classification of a variant; `None` where the release has no table, the variant is inherited, or no gene is named.
pub fn oncogenicity(variant: &SmallVariant, release: &Release) -> Option<Oncogenicity> {
    classified(variant, release, &mut Reaches::default())
}

/// The same for one of many variants, most of which leave the same criteria open.
pub(crate) fn classified(variant: &SmallVariant, release: &Release, reaches: &mut Reaches) -> Option<Oncogenicity> {
    let table = release.oncogenicity();
    let consequence = variant.shown_consequence()?;
    let gene = consequence.gene.as_deref()?;
    if table.is_empty() || variant.origin == AlleleOrigin::Germline {
        return None;
    }
    let asked = Asked { gene, variant, consequence, release };
    let answers = Criterion::ALL.map(|criterion| (criterion, asked.answer(criterion)));
    let of = |wanted: Met| -> BTreeSet<Criterion> {
        answers.iter().filter(|(_, answer)| answer.met == wanted).map(|(criterion, _)| *criterion).collect()
    };
    let (met, open) = (of(Met::Met), of(Met::NotAssessed));
    let counted: BTreeSet<Criterion> = table.counted(&met).map(|row| row.code).collect();
    let points = table.sum(&met);
    let class = table.class(points).filter(|_| !met.is_empty());
    let (lowest_points, highest_points) = reaches.of(table, &met, &open);
    // A criterion that is refuted by a remembered fact keeps its points out of the sum.
    let remembered = answers.iter().any(|(_, answer)| answer.from_memory)
        || table.counted(&met).any(|row| row.basis == Basis::FromMemory)
        || class.is_some_and(|row| row.basis == Basis::FromMemory);
    let worth = |criterion: Criterion| table.criterion(criterion).map_or(0, |row| row.points);
    Some(Oncogenicity {
        class: class.map(|row| row.code),
        points,
        lowest_points,
        highest_points,
        basis: if remembered { Basis::FromMemory } else { Basis::SourceRead },
        criteria: answers
            .into_iter()
            .map(|(criterion, answer)| CriterionAnswer {
                criterion,
                met: answer.met,
                points: if counted.contains(&criterion) { worth(criterion) } else { 0 },
                reason: answer.reason,
            })
            .collect(),
    })
}

impl Asked<'_> {
    fn answer(&self, criterion: Criterion) -> Answer {
        match criterion {
            Criterion::NullInSuppressor => null_variant::answer(self),
            Criterion::LengthChange => length::answer(self),
            Criterion::FrequentHotspot | Criterion::Hotspot | Criterion::RareChangeOnHotspot => {
                hotspot::answer(self, criterion)
            }
            Criterion::AbsentFromControls | Criterion::VeryCommon | Criterion::Common => {
                population::answer(self, criterion)
            }
            Criterion::SameChangeEstablished => self.unless_silent("oncogenicity_established_list_missing"),
            Criterion::OtherChangeEstablished if self.is_missense() => {
                Answer::open(Reason::new("oncogenicity_established_list_missing"))
            }
            Criterion::OtherChangeEstablished => Answer::not_met("oncogenicity_not_missense"),
            Criterion::CriticalDomain => self.unless_silent("oncogenicity_domain_not_judged"),
            Criterion::SingleCause => self.unless_silent("oncogenicity_cause_not_judged"),
            Criterion::FunctionalStudies | Criterion::FunctionalStudiesNoEffect => {
                Answer::open(Reason::new("oncogenicity_studies_not_judged"))
            }
            Criterion::ComputedOncogenic | Criterion::ComputedNoEffect => {
                Answer::open(Reason::new("oncogenicity_predictions_not_read"))
            }
            Criterion::Silent if self.is_silent() => Answer::open(Reason::new("oncogenicity_predictions_not_read")),
            Criterion::Silent => Answer::not_met("oncogenicity_not_silent"),
        }
    }

    fn change(&self) -> Option<&ProteinChange> {
        self.consequence.hgvsp.as_ref().map(|hgvsp| &hgvsp.change)
    }

    fn is_missense(&self) -> bool {
        matches!(self.change(), Some(ProteinChange::Missense { .. }))
    }

    fn is_silent(&self) -> bool {
        self.consequence.terms.contains(&model::consequence::ConsequenceTerm::Synonymous)
    }

    fn unless_silent(&self, code: &str) -> Answer {
        if self.is_silent() { Answer::not_met("oncogenicity_silent") } else { Answer::open(Reason::new(code)) }
    }
}

#[cfg(test)]
mod tests;
