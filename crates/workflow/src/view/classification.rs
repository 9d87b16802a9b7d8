//! The two international classifications and opposite statements, as codes and values.

use interpretation::conflicts::Conflict;
use model::finding::{ConditionAnswer, Finding, ShownVariant};
use model::oncogenicity::{AmpClass, Oncogenicity};

use crate::contract::{
    AmpView, ConditionView, CriterionView, Message, OncogenicityView, OppositeView, UnconfirmedTierView,
};

pub(super) fn oncogenicity_view(shown: &ShownVariant) -> Option<OncogenicityView> {
    shown.oncogenicity.as_ref().map(|class: &Oncogenicity| OncogenicityView {
        class: class.class.map(|class| class.code().to_owned()),
        points: class.points,
        lowest_points: class.lowest_points,
        highest_points: class.highest_points,
        basis: class.basis.code().to_owned(),
        criteria: class
            .criteria
            .iter()
            .map(|answer| CriterionView {
                code: answer.criterion.code().to_owned(),
                met: answer.met.code().to_owned(),
                points: answer.points,
                reason: Message { code: answer.reason.code.clone(), parameters: answer.reason.parameters.clone() },
            })
            .collect(),
    })
}

pub(super) fn amp_view(shown: &ShownVariant) -> Option<AmpView> {
    shown.amp.as_ref().map(|class: &AmpClass| AmpView {
        tier: class.tier.code().to_owned(),
        level: class.level.map(|level| level.code().to_owned()),
        state: class.state.code().to_owned(),
        because: class.because.as_ref().map(ToString::to_string),
        stronger: class.stronger.as_ref().map(|other| UnconfirmedTierView {
            tier: other.tier.code().to_owned(),
            level: other.level.map(|level| level.code().to_owned()),
            because: other.because.to_string(),
        }),
    })
}

/// The other side of every conflict that a finding takes part in.
pub(super) fn opposite(finding: &Finding, conflicts: &[Conflict<'_>]) -> Vec<OppositeView> {
    let is_in = |side: &[&Finding]| side.iter().any(|other| std::ptr::eq(*other, finding));
    let others = conflicts.iter().flat_map(|conflict| {
        if is_in(&conflict.favouring) {
            conflict.opposing.as_slice()
        } else if is_in(&conflict.opposing) {
            conflict.favouring.as_slice()
        } else {
            &[]
        }
    });
    others
        .map(|other| OppositeView {
            statement: other.statement.to_string(),
            predicate: other.predicate.code().to_owned(),
            direction: other.direction.code().to_owned(),
            evidence_level: other.evidence_level.map(|level| level.code().to_owned()),
            tumor_type_match: other.tumor_type_match.code().to_owned(),
            basis: other.basis.code().to_owned(),
            citation: other.citation.clone(),
        })
        .collect()
}

pub(super) fn condition_views(finding: &Finding) -> Vec<ConditionView> {
    let view = |answer: &ConditionAnswer| ConditionView {
        asked: Message { code: answer.asked.code.clone(), parameters: answer.asked.parameters.clone() },
        met: answer.met.code().to_owned(),
        basis: answer.basis.code().to_owned(),
    };
    finding.conditions.iter().map(view).collect()
}
