//! Consent and the days that count.

use jiff::civil::Date;

use super::require_open;
use crate::case::Case;
use crate::command::Context;
use crate::consent::{ConsentGiver, ConsentRecorded, ConsentWithdrawn, Wish};
use crate::event::CaseEvent;
use crate::milestone::MilestoneReached;
use crate::refusal::Refusal;

/// An answer may be given or changed at any time, also after the signature; one older than a withdrawal does not undo it.
pub(super) fn record(case: &Case, recorded: ConsentRecorded, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    require_past(recorded.given_on, today)?;
    require_relation(&recorded.given_by)?;
    if recorded.form_version.trim().is_empty() || recorded.obtained_by.trim().is_empty() {
        return Err(Refusal::ConsentIncomplete);
    }
    let standing = case.consents.get(&recorded.kind);
    let withdrawn = standing.and_then(|standing| standing.withdrawn.as_ref());
    if withdrawn.is_some_and(|withdrawn| recorded.given_on < withdrawn.withdrawn_on) {
        return Err(Refusal::DayBeforeAnother);
    }
    if standing.is_some_and(|standing| standing.withdrawn.is_none() && standing.recorded == recorded) {
        return Ok(Vec::new());
    }
    Ok(vec![CaseEvent::ConsentRecorded(recorded)])
}

/// Only a yes that stands can be withdrawn.
pub(super) fn withdraw(case: &Case, withdrawn: ConsentWithdrawn, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    require_past(withdrawn.withdrawn_on, today)?;
    require_relation(&withdrawn.withdrawn_by)?;
    let standing = case.consents.get(&withdrawn.kind);
    match standing.filter(|standing| standing.wish() == Wish::Yes) {
        None => Err(Refusal::NothingToWithdraw),
        Some(standing) if withdrawn.withdrawn_on < standing.recorded.given_on => Err(Refusal::DayBeforeAnother),
        Some(_) => Ok(vec![CaseEvent::ConsentWithdrawn(withdrawn)]),
    }
}

/// A day that is changed needs a reason; a day to come is no day reached.
pub(super) fn reach(case: &Case, mut reached: MilestoneReached, today: Date) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    require_past(reached.on, today)?;
    reached.because = reached.because.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match case.milestones.get(&reached.milestone) {
        Some(standing) if *standing == reached.on => Ok(Vec::new()),
        Some(_) if reached.because.is_none() => Err(Refusal::ReasonMissing),
        Some(_) | None => Ok(vec![CaseEvent::MilestoneReached(reached)]),
    }
}

fn require_past(day: Date, today: Date) -> Result<(), Refusal> {
    if day <= today { Ok(()) } else { Err(Refusal::DayInFuture) }
}

fn require_relation(giver: &ConsentGiver) -> Result<(), Refusal> {
    match giver {
        ConsentGiver::Proxy { relation } if relation.trim().is_empty() => Err(Refusal::ConsentIncomplete),
        ConsentGiver::Proxy { .. } | ConsentGiver::Person => Ok(()),
    }
}

/// The day in Japan at which somebody acts.
pub(super) fn today(context: &Context) -> Date {
    context.at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9))).date()
}
