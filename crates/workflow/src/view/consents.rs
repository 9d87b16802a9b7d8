//! Consent on screen: every kind, also those nobody asked about.

use casefile::Case;
use casefile::consent::{ConsentGiver, ConsentKind};

use super::Surroundings;
use crate::contract::ConsentRow;

pub(super) fn consent_rows(case: &Case, around: &Surroundings<'_>) -> Vec<ConsentRow> {
    ConsentKind::ALL.into_iter().map(|kind| row(case, kind, around)).collect()
}

fn row(case: &Case, kind: ConsentKind, around: &Surroundings<'_>) -> ConsentRow {
    let standing = case.consents.get(&kind);
    let recorded = standing.map(|standing| &standing.recorded);
    let withdrawn = standing.and_then(|standing| standing.withdrawn.as_ref());
    let giver = withdrawn.map(|withdrawn| &withdrawn.withdrawn_by).or(recorded.map(|recorded| &recorded.given_by));
    ConsentRow {
        lets_results_leave: kind.lets_results_leave(),
        kind: kind.code().to_owned(),
        wish: case.wish(kind).code().to_owned(),
        given_on: recorded.map(|recorded| recorded.given_on.to_string()),
        given_by: giver.map(|giver| giver.code().to_owned()),
        proxy_relation: giver.and_then(|giver| match giver {
            ConsentGiver::Proxy { relation } => Some(relation.clone()),
            ConsentGiver::Person => None,
        }),
        form_version: recorded.map(|recorded| recorded.form_version.clone()),
        obtained_by: recorded.map(|recorded| recorded.obtained_by.clone()),
        assent_version: recorded.and_then(|recorded| recorded.assent_version.clone()),
        scope: recorded.and_then(|recorded| recorded.scope.clone()),
        withdrawn_on: withdrawn.map(|withdrawn| withdrawn.withdrawn_on.to_string()),
        recorded_by: standing.map(|standing| around.name_of(standing.by)),
        recorded_at: standing.map(|standing| standing.at.to_string()),
    }
}
