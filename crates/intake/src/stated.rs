//! Words that every document of clinical facts uses.

use std::collections::BTreeSet;

use model::clinical::Treatment;

/// Adds a treatment, unless the same drugs from the same day are already there: then what is not known yet is filled in.
pub(crate) fn add_treatment(known: &mut Vec<Treatment>, new: Treatment) {
    let Some(same) = known.iter_mut().find(|treatment| is_same(treatment, &new)) else {
        known.push(new);
        return;
    };
    same.started_on = same.started_on.or(new.started_on);
    same.ended_on = same.ended_on.or(new.ended_on);
    for (own, other) in [
        (&mut same.best_response, new.best_response),
        (&mut same.ended_because, new.ended_because),
        (&mut same.regimen, new.regimen),
        (&mut same.started_in, new.started_in),
        (&mut same.ended_in, new.ended_in),
    ] {
        *own = own.take().or(other);
    }
    // A day tells more than its month.
    same.started_in = same.started_in.take().filter(|_| same.started_on.is_none());
    same.ended_in = same.ended_in.take().filter(|_| same.ended_on.is_none());
    same.line = same.line.or(new.line);
    for name in new.drugs.into_iter().chain(new.also_named) {
        if !same.drugs.contains(&name) && !same.also_named.contains(&name) {
            same.also_named.push(name);
        }
    }
}

/// Oldest first; treatments without a start keep their place behind.
pub(crate) fn sort_treatments(treatments: &mut [Treatment]) {
    treatments.sort_by_key(|treatment| {
        let start = when(treatment.started_on, treatment.started_in.as_deref());
        (start.is_none(), start)
    });
}

/// A day, or the month or year that is known of it, in ISO 8601.
fn when(day: Option<jiff::civil::Date>, part: Option<&str>) -> Option<String> {
    day.map(|day| day.to_string()).or_else(|| part.map(str::to_owned))
}

/// Two times agree when one is the other, less exactly told.
fn one_within_the_other(a: Option<String>, b: Option<String>) -> bool {
    let within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    a.zip(b).is_none_or(|(a, b)| within(&a, &b) || within(&b, &a))
}

/// The same drugs, and nothing that contradicts: start, end, line, response.
fn is_same(a: &Treatment, b: &Treatment) -> bool {
    fn agrees<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.zip(b).is_none_or(|(a, b)| a == b)
    }
    let drugs = |treatment: &Treatment| -> BTreeSet<String> {
        treatment.drugs.iter().map(|drug| drug.trim().to_lowercase()).collect()
    };
    let also = |a: &Treatment, b: &Treatment| {
        let names: BTreeSet<String> = a.also_named.iter().map(|drug| drug.trim().to_lowercase()).collect();
        !names.is_empty() && drugs(b).is_subset(&names)
    };
    let start = |treatment: &Treatment| when(treatment.started_on, treatment.started_in.as_deref());
    let end = |treatment: &Treatment| when(treatment.ended_on, treatment.ended_in.as_deref());
    (drugs(a) == drugs(b) || also(a, b) || also(b, a))
        && one_within_the_other(start(a), start(b))
        && one_within_the_other(end(a), end(b))
        && agrees(a.line.as_ref(), b.line.as_ref())
        && agrees(a.best_response.as_ref(), b.best_response.as_ref())
}
