//! How long a case is kept.

use jiff::civil::Date;

use super::require_open;
use crate::case::Case;
use crate::event::CaseEvent;
use crate::refusal::Refusal;
use crate::retention::{LegalHoldSaid, RetentionSet, kept_at_least_until};

/// Nobody keeps a case for less than is asked for by law.
pub(super) fn set(case: &Case, mut wanted: RetentionSet) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    wanted.because = said(&wanted.because)?;
    let least = kept_at_least_until(case).unwrap_or(Date::MIN);
    if wanted.until < least {
        return Err(Refusal::RetentionTooShort { least });
    }
    Ok(vec![CaseEvent::RetentionSet(wanted)])
}

pub(super) fn hold(case: &Case, wanted: &LegalHoldSaid) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    if case.legal_hold.is_some() {
        return Err(Refusal::LegalHoldStands);
    }
    Ok(vec![CaseEvent::LegalHoldPlaced(LegalHoldSaid { because: said(&wanted.because)? })])
}

pub(super) fn release(case: &Case, wanted: &LegalHoldSaid) -> Result<Vec<CaseEvent>, Refusal> {
    require_open(case)?;
    if case.legal_hold.is_none() {
        return Err(Refusal::NoLegalHold);
    }
    Ok(vec![CaseEvent::LegalHoldLifted(LegalHoldSaid { because: said(&wanted.because)? })])
}

fn said(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(text.to_owned()) }
}
