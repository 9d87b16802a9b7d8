//! A trial or a 患者申出療養: a way to a drug, as its register described it on a day. It is no evidence and gives no level.

use knowledge::statement::{Trial, TrialRoute};
use model::evidence::{DrugAccessibility, TumorTypeMatch};
use model::finding::Reason;

use super::{Standing, Tier, covers};

pub(super) fn by_register(trial: &Trial, standing: &Standing) -> Tier {
    let (open, reason) = state(trial, standing);
    let access = match trial.route {
        TrialRoute::Japan | TrialRoute::PatientRequested => DrugAccessibility::JpTrial,
        TrialRoute::Overseas => DrugAccessibility::OverseasTrial,
    };
    let mut tier = Tier::without_level(reason.with("seen_on", trial.seen_on));
    if open {
        tier.accessibility = access;
    }
    tier.reasons.push(Reason::new("trial_gives_no_level"));
    tier
}

/// What is known of the day that is asked about; the register may have changed since somebody looked.
fn state(trial: &Trial, standing: &Standing) -> (bool, Reason) {
    let day = standing.as_of;
    if standing.tumor_type_match == TumorTypeMatch::Any {
        return (false, Reason::new("tumour_type_not_told"));
    }
    if !covers(standing.tumor_type_match) {
        return (false, Reason::new("trial_for_other_tumour"));
    }
    if trial.closed_on.is_some_and(|closed| day >= closed.earliest) {
        return (false, Reason::new("trial_closed"));
    }
    match trial.opened_on {
        Some(opened) if day < opened.latest => (false, Reason::new("trial_not_yet_open")),
        None if day < trial.seen_on => (false, Reason::new("trial_opening_not_known")),
        Some(_) | None => (true, Reason::new("trial_open_as_seen")),
    }
}
