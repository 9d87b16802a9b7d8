//! Genome-wide markers: the value decides where there is one, else the laboratory's call.

use model::Decimal;
use model::assessed::Met;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::MolecularProfile;
use model::variation::ObservationKey;

use super::Evaluation;

pub(super) fn biomarker(
    kind: BiomarkerKind,
    wanted: BiomarkerState,
    at_least: Option<Decimal>,
    profile: &MolecularProfile,
) -> Evaluation {
    let mut answers = profile
        .biomarkers
        .iter()
        .filter(|marker| marker.kind == kind)
        .map(|marker| answer(marker, wanted, at_least))
        .collect::<Vec<_>>();
    answers.sort_by_key(|evaluation| evaluation.met);
    answers.into_iter().next().unwrap_or_else(|| {
        Evaluation::not_assessed(MatchKind::Biomarker, Reason::new("biomarker_not_assessed").with("marker", kind))
    })
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
    match (marker.value, at_least, marker.state) {
        (Some(value), Some(cut_off), _) => verdict(
            value >= cut_off,
            Reason::new("marker_at_or_above_cut_off").with("marker", marker.kind).with("cut_off", cut_off),
        ),
        (_, _, None | Some(BiomarkerState::CannotBeDetermined)) => Evaluation {
            met: Met::NotAssessed,
            touched: true,
            ..Evaluation::not_assessed(
                MatchKind::Biomarker,
                Reason::new("biomarker_not_determined").with("marker", marker.kind),
            )
        },
        (_, _, Some(state)) => verdict(state == wanted, Reason::new("marker_called").with("marker", marker.kind)),
    }
}
