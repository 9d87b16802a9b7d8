//! OS3, OM3, OP3: how often the residue and this very change recur, by the counts of an imported table.

use knowledge::recurrence::Recurs;
use knowledge::thresholds::{HOTSPOT_CHANGE_TUMOURS, HOTSPOT_RESIDUE_TUMOURS};
use model::Decimal;
use model::finding::Reason;
use model::hgvs::ProteinChange;
use model::oncogenicity::OncogenicityCriterion as Criterion;

use super::{Answer, Asked};
use crate::evaluate::numbering::readings;

pub(super) fn answer(asked: &Asked<'_>, criterion: Criterion) -> Answer {
    if asked.change().is_some_and(is_in_frame) {
        return Answer::open(Reason::new("oncogenicity_counts_of_stretches_missing"));
    }
    if !asked.is_missense() {
        return Answer::not_met("oncogenicity_not_missense");
    }
    let named = |code: &str| Reason::new(code).with("gene", asked.gene);
    let (residue, change) = match counts(asked) {
        Recurs::NoTable => return Answer::open(Reason::new("oncogenicity_counts_missing")),
        Recurs::OtherTranscript => return Answer::open(named("oncogenicity_counts_on_other_transcript")),
        Recurs::NotListed => return Answer::not_met("oncogenicity_no_hotspot"),
        Recurs::Counted { residue, change } => (residue, change),
    };
    let cut_off = |name: &str| asked.release.thresholds().at_least(name);
    let Some((of_residue, of_change)) = cut_off(HOTSPOT_RESIDUE_TUMOURS).zip(cut_off(HOTSPOT_CHANGE_TUMOURS)) else {
        return Answer::open(Reason::new("oncogenicity_cut_off_missing"));
    };
    let (frequent, same) = (Decimal::from(residue) >= of_residue, Decimal::from(change) >= of_change);
    let fits = match (frequent, same) {
        (true, true) => Criterion::FrequentHotspot,
        (false, true) => Criterion::Hotspot,
        (_, false) => Criterion::RareChangeOnHotspot,
    };
    if fits == criterion {
        Answer::met(named("oncogenicity_hotspot").with("residue", residue).with("change", change))
    } else {
        Answer::not_met("oncogenicity_other_hotspot_criterion")
    }
}

fn is_in_frame(change: &ProteinChange) -> bool {
    matches!(
        change,
        ProteinChange::Deletion { .. }
            | ProteinChange::Duplication { .. }
            | ProteinChange::Insertion { .. }
            | ProteinChange::DeletionInsertion { .. }
    )
}

/// The curated hotspots say in whose numbers the rows of a gene are written; other genes are asked as they were called.
fn counts(asked: &Asked<'_>) -> Recurs {
    let recurrence = asked.release.recurrence();
    if recurrence.is_empty() {
        return Recurs::NoTable;
    }
    let called = asked.consequence.transcript.as_deref();
    let own = asked.release.hotspots().iter().find(|own| own.gene == asked.gene);
    let readings = readings(asked.gene, asked.consequence, asked.release);
    let ([reading], Some(transcript)) = (readings.as_slice(), own.map(|own| own.transcript.as_str()).or(called)) else {
        return Recurs::OtherTranscript;
    };
    recurrence.of_change(asked.gene, &reading.change, transcript)
}
