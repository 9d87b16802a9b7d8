//! AMP/ASCO/CAP tier of a variant: by the strongest of all its findings, so that one variant is never in two tiers.

use std::collections::BTreeMap;

use knowledge::Release;
use model::assessed::Met;
use model::evidence::{AlleleOrigin, Basis, Direction, EvidenceLevel, LevelState};
use model::finding::{Finding, StatementId};
use model::oncogenicity::{AmpClass, Oncogenicity};
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
    let mut strongest: BTreeMap<&ObservationKey, &Finding> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| counts(finding)) {
        for key in &finding.observations {
            let held = strongest.entry(key).or_insert(finding);
            if strength(finding) < strength(held) {
                *held = finding;
            }
        }
    }
    let tiers: BTreeMap<ObservationKey, AmpClass> = oncogenic
        .iter()
        .filter(|(key, _)| origin_of(key, profile) != Some(AlleleOrigin::Germline))
        .filter_map(|(key, class)| Some((key.clone(), tier(strongest.get(key).copied(), class.as_ref(), release)?)))
        .collect();
    for finding in findings {
        for (key, shown) in finding.observations.iter().zip(&mut finding.variants) {
            shown.oncogenicity = oncogenic.get(key).cloned().flatten();
            shown.amp = tiers.get(key).cloned();
        }
    }
}

/// The tier of the strongest finding; without one, a benign variant is tier IV. A statement against a therapy whose strength
/// no row tells gives no tier.
fn tier(strongest: Option<&Finding>, oncogenic: Option<&Oncogenicity>, release: &Release) -> Option<AmpClass> {
    if let Some(finding) = strongest {
        let row = release.amp().of_level(finding.evidence_level?)?;
        return Some(AmpClass {
            tier: row.tier,
            level: row.level,
            state: confirmed(finding.level_state, row.basis),
            because: Some(finding.statement.clone()),
        });
    }
    let row = release.amp().of_class(oncogenic?.class?)?;
    Some(AmpClass { tier: row.tier, level: row.level, state: LevelState::Candidate, because: None })
}

/// A level that may be used gives a tier that may be used, unless the way from the one to the other is only remembered.
fn confirmed(level: LevelState, row: Basis) -> LevelState {
    match row {
        Basis::SourceRead => level,
        Basis::FromMemory => LevelState::Candidate,
    }
}

/// Lower is stronger: level, then final before candidate, then the id. A stronger candidate keeps the tier a candidate: a
/// final tier would say that nothing stronger is known. What is final below it stands with its own finding.
fn strength(finding: &Finding) -> (Option<EvidenceLevel>, bool, &StatementId) {
    (finding.evidence_level, finding.level_state == LevelState::Candidate, &finding.statement)
}

fn counts(finding: &Finding) -> bool {
    finding.evidence_level.is_some()
        && finding.status == Met::Met
        && finding.direction == Direction::Supports
        && finding.origin_match != Met::NotMet
        && finding.overruled_by.is_none()
}
