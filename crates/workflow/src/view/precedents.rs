//! What this workspace concluded before on the same biomarker in the same tumour. Neither a patient nor a word that somebody
//! typed is in the answer.

use std::collections::{BTreeMap, BTreeSet};

use casefile::Case;
use model::ids::CaseId;

use super::course::{Course, shown_markers};
use super::{WorklistEntry, count};
use crate::contract::{MarkerPrecedents, PrecedentLink, PrecedentOutcome, Precedents};

/// Smaller counts could point at a person.
pub(crate) const SUPPRESSED_BELOW: u32 = 3;

/// Kind, way, drugs.
type Outcome = (String, Option<String>, Option<String>);

/// Precedents of a case among all others. Who sees no cases gets neither small counts nor links.
pub(crate) fn precedents(
    case: &Case,
    tumor_label: Option<String>,
    others: &[(CaseId, WorklistEntry)],
    sees_cases: bool,
) -> Precedents {
    let own = Course::of(case);
    let comparable = |entry: &WorklistEntry| {
        let course = entry.course.as_ref();
        entry.rehearsal.is_none()
            && course.is_some_and(|course| course.takes_part() && course.tumor.is_some() && course.tumor == own.tumor)
    };
    let earlier: Vec<&(CaseId, WorklistEntry)> =
        others.iter().filter(|(id, entry)| Some(*id) != case.id && comparable(entry)).collect();
    let told = |marker: String| marker_precedents(marker, &earlier, sees_cases);
    let markers = shown_markers(case).into_iter().map(told);
    let markers = markers.filter(|found| !sees_cases || found.cases != Some(0)).collect();
    Precedents { tumor_label, markers, suppressed_below: (!sees_cases).then_some(SUPPRESSED_BELOW) }
}

fn marker_precedents(marker: String, earlier: &[&(CaseId, WorklistEntry)], sees_cases: bool) -> MarkerPrecedents {
    let mut outcomes: BTreeMap<Outcome, BTreeSet<CaseId>> = BTreeMap::new();
    let mut cases: BTreeMap<CaseId, &str> = BTreeMap::new();
    for (id, entry) in earlier {
        let concluded = entry.course.iter().flat_map(|course| &course.conclusions);
        for one in concluded.filter(|one| one.markers.contains(&marker)) {
            let outcome = (one.kind.clone(), one.route.clone(), one.therapy_label.clone());
            outcomes.entry(outcome).or_default().insert(*id);
            cases.insert(*id, &entry.case_number);
        }
    }
    let told = |number: usize| Some(count(number)).filter(|number| sees_cases || *number >= SUPPRESSED_BELOW);
    let links = cases.iter().filter(|_| sees_cases);
    MarkerPrecedents {
        marker,
        cases: told(cases.len()),
        outcomes: outcomes
            .into_iter()
            .map(|((kind, route, therapy_label), cases)| PrecedentOutcome {
                kind,
                route,
                therapy_label,
                cases: told(cases.len()),
            })
            .filter(|outcome| outcome.cases.is_some())
            .collect(),
        links: links
            .map(|(id, number)| PrecedentLink { case_id: id.to_string(), case_number: (*number).to_owned() })
            .collect(),
    }
}
