//! AMP/ASCO/CAP tier of a variant: by the strongest of its findings that may be used, so that one variant is never in two tiers.

use std::collections::BTreeMap;

use knowledge::Release;
use model::assessed::Met;
use model::evidence::{AlleleOrigin, Basis, Direction, EvidenceLevel, LevelState};
use model::finding::{Finding, StatementId};
use model::oncogenicity::{AmpClass, Oncogenicity, UnconfirmedTier};
use model::variation::ObservationKey;

use crate::indexed_profile::IndexedProfile;
use crate::oncogenicity::{Reaches, classified};
use crate::origin::origin_of;

/// Gives every variant of the findings its two classifications.
pub(crate) fn classify(findings: &mut [Finding], profile: &IndexedProfile<'_>, release: &Release) {
    let mut oncogenic: BTreeMap<ObservationKey, Option<Oncogenicity>> = BTreeMap::new();
    let mut reaches = Reaches::default();
    for key in findings.iter().flat_map(|finding| &finding.observations) {
        if !oncogenic.contains_key(key) {
            let class = profile.of_key(key).and_then(|(_, variant)| classified(variant, release, &mut reaches));
            oncogenic.insert(key.clone(), class);
        }
    }
    let usable = strongest(findings, LevelState::Final);
    let unconfirmed = strongest(findings, LevelState::Candidate);
    let tiers: BTreeMap<ObservationKey, AmpClass> = oncogenic
        .iter()
        .filter(|(key, _)| origin_of(key, profile) != Some(AlleleOrigin::Germline))
        .filter_map(|(key, class)| {
            let found = (usable.get(key).copied(), unconfirmed.get(key).copied());
            Some((key.clone(), tier(found, class.as_ref(), release)?))
        })
        .collect();
    for finding in findings {
        for (key, shown) in finding.observations.iter().zip(&mut finding.variants) {
            shown.oncogenicity = oncogenic.get(key).cloned().flatten();
            shown.amp = tiers.get(key).cloned();
        }
    }
}

/// The strongest finding of this state for each observation.
fn strongest(findings: &[Finding], state: LevelState) -> BTreeMap<&ObservationKey, &Finding> {
    let mut strongest: BTreeMap<&ObservationKey, &Finding> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.level_state == state && counts(finding)) {
        for key in &finding.observations {
            let held = strongest.entry(key).or_insert(finding);
            if strength(finding) < strength(held) {
                *held = finding;
            }
        }
    }
    strongest
}

/// The tier of the strongest finding that may be used, else of the strongest that waits for a person; without either, a benign
/// variant is tier IV. What is unconfirmed never takes the place of what may be used: a stronger one is named beside it. A
/// statement against a therapy whose strength no row tells gives no tier.
fn tier(
    (usable, unconfirmed): (Option<&Finding>, Option<&Finding>),
    oncogenic: Option<&Oncogenicity>,
    release: &Release,
) -> Option<AmpClass> {
    let Some(finding) = usable.or(unconfirmed) else {
        let row = release.amp().of_class(oncogenic?.class?)?;
        let (state, because) = (LevelState::Candidate, None);
        return Some(AmpClass { tier: row.tier, level: row.level, state, because, stronger: None });
    };
    let row = release.amp().of_level(finding.evidence_level?)?;
    let beside = unconfirmed.filter(|other| other.evidence_level < finding.evidence_level);
    let stronger = beside.and_then(|other| {
        let row = release.amp().of_level(other.evidence_level?)?;
        Some(UnconfirmedTier { tier: row.tier, level: row.level, because: other.statement.clone() })
    });
    Some(AmpClass {
        tier: row.tier,
        level: row.level,
        state: confirmed(finding.level_state, row.basis),
        because: Some(finding.statement.clone()),
        stronger,
    })
}

/// A level that may be used gives a tier that may be used, unless the way from the one to the other is only remembered.
fn confirmed(level: LevelState, row: Basis) -> LevelState {
    match row {
        Basis::SourceRead => level,
        Basis::FromMemory => LevelState::Candidate,
    }
}

/// Lower is stronger: level, then the id.
fn strength(finding: &Finding) -> (Option<EvidenceLevel>, &StatementId) {
    (finding.evidence_level, &finding.statement)
}

fn counts(finding: &Finding) -> bool {
    finding.evidence_level.is_some()
        && finding.status == Met::Met
        && finding.direction == Direction::Supports
        && finding.origin_match != Met::NotMet
        && finding.overruled_by.is_none()
}
