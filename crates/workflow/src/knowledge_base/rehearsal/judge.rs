//! A case against its key.

use std::collections::BTreeSet;

use model::assessed::Met;
use model::evidence::EvidenceLevel;
use model::finding::Finding;

use super::key::{Evidence, Grounded, Key, WantedOption};
use super::{Asked, RehearsedCase, SetCase, id_of, message};
use crate::contract::{Message, Share};

pub(super) fn judge(asked: &Asked) -> RehearsedCase {
    let (case, title) = (asked.key.case.clone(), asked.key.title.clone());
    let mut outcome = RehearsedCase { case, title, ..RehearsedCase::default() };
    options(asked, &mut outcome);
    against(asked, &mut outcome);
    spurious(asked, &mut outcome);
    forbidden(asked, &mut outcome);
    outcome
}

/// A case that could not be run: what its key asks for was not found.
pub(super) fn not_run(case: &SetCase, why: Message) -> RehearsedCase {
    let mut outcome = RehearsedCase { case: case.name.clone(), failed: Some(why), ..RehearsedCase::default() };
    if let Some(key) = case.key_as_it_lies() {
        (outcome.high, outcome.low) = asked_by(&key);
        outcome.title = key.title;
    }
    outcome
}

fn asked_by(key: &Key) -> (Share, Share) {
    let (mut high, mut low) = (Share::default(), Share::default());
    for option in &key.options {
        match option.evidence {
            Evidence::High => high.count(false),
            Evidence::Low => low.count(false),
        }
    }
    key.oncogenic.iter().for_each(|_| low.count(false));
    key.resistance.iter().flat_map(|row| &row.therapies).for_each(|_| high.count(false));
    (high, low)
}

impl Asked {
    fn met<'a>(&'a self, row: &str) -> impl Iterator<Item = &'a Finding> {
        let id = id_of(row);
        self.interpretation.findings.iter().filter(move |finding| finding.statement == id && finding.status == Met::Met)
    }

    /// What came of a row, in short; `None` where nothing did.
    fn came(&self, row: &str) -> Option<String> {
        let came: Vec<String> = self.met(row).map(in_short).collect();
        (!came.is_empty()).then(|| came.join(", "))
    }
}

/// A therapy that the screen would offer.
fn is_offered(finding: &Finding) -> bool {
    finding.is_option() && finding.status == Met::Met
}

/// Drug names, sorted.
pub(super) fn drugs(finding: &Finding) -> Vec<String> {
    let mut names: Vec<String> = finding.therapies.iter().map(|drug| drug.en.to_lowercase()).collect();
    names.sort();
    names
}

fn is_wanted(finding: &Finding, option: &WantedOption) -> bool {
    is_offered(finding)
        && drugs(finding) == option.therapy
        && finding.evidence_level == Some(option.level)
        && option.state.is_none_or(|state| state == finding.level_state)
        && option.access.is_none_or(|access| access == finding.accessibility)
}

fn options(asked: &Asked, outcome: &mut RehearsedCase) {
    for option in &asked.key.options {
        let found = asked.met(&option.row).any(|finding| is_wanted(finding, option));
        match option.evidence {
            Evidence::High => outcome.high.count(found),
            Evidence::Low => outcome.low.count(found),
        }
        if !found {
            let therapy = format!("{} ({})", option.therapy.join(" + "), option.level);
            outcome.missing.push(absent(asked, &option.row, &therapy));
        }
    }
    for row in &asked.key.given_before {
        let mut met = asked.met(row).peekable();
        if met.peek().is_none() || met.any(|finding| !finding.already_given) {
            outcome.forbidden.push(message("rehearsal_not_marked_given", &[("row", row)]));
        }
    }
}

fn absent(asked: &Asked, row: &str, therapy: &str) -> Message {
    match asked.came(row) {
        None => message("rehearsal_line_absent", &[("row", row), ("therapy", therapy)]),
        Some(came) => message("rehearsal_line_differs", &[("row", row), ("therapy", therapy), ("came", &came)]),
    }
}

fn in_short(finding: &Finding) -> String {
    let level = finding.evidence_level.map_or("-", EvidenceLevel::code);
    let overruled = finding.overruled_by.as_ref().map(|by| format!(" < {by}")).unwrap_or_default();
    format!("{} ({level} {} {}){overruled}", drugs(finding).join(" + "), finding.level_state, finding.accessibility)
}

fn against(asked: &Asked, outcome: &mut RehearsedCase) {
    for row in &asked.key.oncogenic {
        let found = asked.met(&row.row).any(|finding| finding.evidence_level == Some(EvidenceLevel::F));
        outcome.low.count(found);
        if !found {
            outcome.missing.push(absent(asked, &row.row, EvidenceLevel::F.code()));
        }
    }
    for row in &asked.key.resistance {
        for wanted in &row.therapies {
            let found = asked.met(&row.row).any(|finding| {
                drugs(finding) == *wanted
                    && (finding.predicate, finding.direction) == row.says.stands_for()
                    && finding.overruled_by.is_none()
            });
            outcome.high.count(found);
            if !found {
                outcome.missing.push(absent(asked, &row.row, &wanted.join(" + ")));
            }
        }
    }
}

fn spurious(asked: &Asked, outcome: &mut RehearsedCase) {
    let named: BTreeSet<Vec<String>> = asked
        .key
        .options
        .iter()
        .flat_map(|option| asked.met(&option.row).map(drugs).chain([option.therapy.clone()]))
        .collect();
    let offered = asked.interpretation.findings.iter().filter(|finding| is_offered(finding));
    let unnamed: BTreeSet<Message> = offered
        .filter(|finding| !named.contains(&drugs(finding)))
        .map(|finding| {
            let (therapy, row) = (drugs(finding).join(" + "), finding.statement.to_string());
            message("rehearsal_unnamed", &[("therapy", &therapy), ("row", &row)])
        })
        .collect();
    outcome.spurious = unnamed.into_iter().collect();
}

/// Rows of a key, what it forbids of them, and which finding breaks it.
type Rule<'k> = (&'k [Grounded], &'static str, fn(&Finding) -> bool);

fn forbidden(asked: &Asked, outcome: &mut RehearsedCase) {
    let key = &asked.key.forbidden;
    let rules: [Rule<'_>; 4] = [
        (&key.met, "rehearsal_forbidden_met", |_| true),
        (&key.option, "rehearsal_forbidden_option", is_offered),
        (&key.unopposed, "rehearsal_forbidden_unopposed", |finding| {
            is_offered(finding) && finding.contradicted_by.is_empty()
        }),
        (&key.standing, "rehearsal_forbidden_standing", |finding| finding.overruled_by.is_none()),
    ];
    for (rows, code, breaks) in rules {
        for row in rows.iter().filter(|row| asked.met(&row.row).any(breaks)) {
            outcome.forbidden.push(message(code, &[("row", &row.row)]));
        }
    }
    for (row, _) in asked.answers.iter().filter(|(_, met)| !met.is_none_or(|met| met == Met::NotAssessed)) {
        outcome.forbidden.push(message("rehearsal_not_open", &[("row", row)]));
    }
}
