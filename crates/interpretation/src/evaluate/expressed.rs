//! Measured amounts: expression of a gene, share of a mutational signature. A value of another unit is never compared.

use model::Decimal;
use model::evidence::MatchKind;
use model::expression::ExpressedFeature;
use model::finding::Reason;

use super::Evaluation;
use crate::indexed_profile::IndexedProfile;

/// No observation of ours stands for an amount yet: what is reached stays open as seen, and what is not is refuted.
pub(super) fn gene(gene: &str, at_least: Decimal, unit: &str, profile: &IndexedProfile<'_>) -> Evaluation {
    let named = |code: &str| Reason::new(code).with("gene", gene).with("unit", unit);
    let open = |code: &str| Evaluation::not_assessed(MatchKind::Biomarker, named(code));
    let Some(table) = &profile.expression else { return open("expression_not_assessed") };
    let same_unit = table.unit.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(unit));
    if table.feature != ExpressedFeature::Gene || !same_unit {
        return open("expression_in_other_unit");
    }
    let values: Vec<Decimal> = table.of(gene).map(|value| value.value).collect();
    match values.as_slice() {
        [] => open("expression_not_assessed"),
        [value] => {
            decide(*value >= at_least, named("expression_reached").with("value", value).with("cut_off", at_least))
        }
        [_, ..] => open("expression_of_several_genes"),
    }
}

pub(super) fn signature(name: &str, at_least: Decimal, profile: &IndexedProfile<'_>) -> Evaluation {
    let named = |code: &str| Reason::new(code).with("signature", name);
    let own: Vec<_> = profile.signatures.iter().filter(|activity| activity.signature == name).collect();
    let share = match own.as_slice() {
        [] => return Evaluation::not_assessed(MatchKind::Biomarker, named("signature_not_assessed")),
        [one] if one.unit.as_deref() == Some("fraction") => Some(one.activity),
        [one] => share_of(one.activity, one.method.as_ref(), profile),
        [_, ..] => None,
    };
    let Some(share) = share else {
        return Evaluation::not_assessed(MatchKind::Biomarker, named("signature_share_not_told")).touching();
    };
    let shown = share.round_dp(4).normalize();
    decide(share >= at_least, named("signature_reached").with("share", shown).with("cut_off", at_least))
}

/// The share of all mutations that the same method assigned.
fn share_of(activity: Decimal, method: Option<&String>, profile: &IndexedProfile<'_>) -> Option<Decimal> {
    let family = |name: &str| name.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    let of_method = profile.signatures.iter().filter(|other| other.method.as_ref() == method);
    let own = profile.signatures.iter().find(|other| other.activity == activity && other.method.as_ref() == method)?;
    let same = of_method.filter(|other| family(&other.signature) == family(&own.signature));
    let all = same.map(|other| other.activity).sum::<Decimal>();
    activity.checked_div(all)
}

/// A reached amount touches the row without a key that a finding could hang on; one that is not reached refutes it.
fn decide(reached: bool, reason: Reason) -> Evaluation {
    if reached {
        Evaluation::not_assessed(MatchKind::Biomarker, reason).touching()
    } else {
        Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Biomarker) }
    }
}
