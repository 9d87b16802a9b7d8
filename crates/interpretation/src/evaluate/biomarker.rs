//! Genome-wide markers: the value decides where there is one, else the laboratory's call.

use model::Decimal;
use model::assessed::Met;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::copy_number::CompositionFit;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::variation::ObservationKey;

use super::Evaluation;
use crate::indexed_profile::IndexedProfile;

pub(super) fn biomarker(
    kind: BiomarkerKind,
    wanted: BiomarkerState,
    at_least: Option<Decimal>,
    profile: &IndexedProfile<'_>,
) -> Evaluation {
    let mut answers = profile
        .biomarkers
        .iter()
        .filter(|marker| marker.kind == kind)
        .map(|marker| if fit_failed(marker, profile) { unfit(kind) } else { answer(marker, wanted, at_least) })
        .collect::<Vec<_>>();
    answers.sort_by_key(|evaluation| evaluation.met);
    let met = |wanted: Met| answers.iter().any(|evaluation| evaluation.met == wanted);
    if met(Met::Met) && met(Met::NotMet) {
        let reason = Reason::new("markers_contradict").with("marker", kind);
        return Evaluation::not_assessed(MatchKind::Biomarker, reason).touching();
    }
    answers.into_iter().next().unwrap_or_else(|| {
        Evaluation::not_assessed(MatchKind::Biomarker, Reason::new("biomarker_not_assessed").with("marker", kind))
    })
}

/// Whether the marker rests on a fit of purity and ploidy that its own program calls a failure.
fn fit_failed(marker: &Biomarker, profile: &IndexedProfile<'_>) -> bool {
    profile.composition.as_ref().is_some_and(|composition| {
        composition.fit == CompositionFit::Failed && marker.method.as_ref() == Some(&composition.caller)
    })
}

fn unfit(kind: BiomarkerKind) -> Evaluation {
    Evaluation::not_assessed(MatchKind::Biomarker, Reason::new("marker_fit_failed").with("marker", kind)).touching()
}

fn answer(marker: &Biomarker, wanted: BiomarkerState, at_least: Option<Decimal>) -> Evaluation {
    let key = ObservationKey::Biomarker(marker.kind);
    let verdict = |met: bool, reason: Reason| {
        if met {
            Evaluation {
                marker_states: vec![(marker.kind, wanted)],
                ..Evaluation::hit(MatchKind::Biomarker, key.clone(), reason)
            }
        } else {
            Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Biomarker) }
        }
    };
    let open = |code: &str| {
        Evaluation::not_assessed(MatchKind::Biomarker, Reason::new(code).with("marker", marker.kind)).touching()
    };
    let by_call = |state: BiomarkerState| state == wanted;
    match (marker.state, marker.value.filter(|_| per_megabase(marker)).zip(at_least)) {
        (Some(BiomarkerState::CannotBeDetermined), _) | (None, None) => open("biomarker_not_determined"),
        (Some(state), Some((value, cut_off))) if by_call(state) != (value >= cut_off) => {
            open("marker_value_and_call_differ")
        }
        (_, Some((value, cut_off))) => verdict(
            value >= cut_off,
            Reason::new("marker_at_or_above_cut_off").with("marker", marker.kind).with("cut_off", cut_off),
        ),
        (Some(state), None) => verdict(by_call(state), Reason::new("marker_called").with("marker", marker.kind)),
    }
}

/// A cut-off is in mutations per megabase; a value in another unit (a percentile) cannot be compared with it.
fn per_megabase(marker: &Biomarker) -> bool {
    let unit = marker.unit.as_deref().map(str::to_lowercase);
    unit.is_none_or(|unit| unit.contains("mb") || unit.contains("megabase"))
}
