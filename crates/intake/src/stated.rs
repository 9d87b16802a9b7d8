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
        let start = treatment.started_on.map(|day| day.to_string()).or_else(|| treatment.started_in.clone());
        (start.is_none(), start)
    });
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
    (drugs(a) == drugs(b) || also(a, b) || also(b, a))
        && agrees(a.started_on.as_ref(), b.started_on.as_ref())
        && agrees(a.ended_on.as_ref(), b.ended_on.as_ref())
        && agrees(a.started_in.as_ref(), b.started_in.as_ref())
        && agrees(a.line.as_ref(), b.line.as_ref())
        && agrees(a.best_response.as_ref(), b.best_response.as_ref())
}
