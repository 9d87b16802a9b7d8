//! A case against its key.

use std::collections::BTreeSet;

use model::assessed::Met;
use model::evidence::EvidenceLevel;
use model::finding::Finding;

use super::key::{Evidence, Grounded, WantedOption};
use super::{Asked, RehearsedCase, id_of};

pub(super) fn judge(asked: &Asked) -> RehearsedCase {
    let (case, title) = (asked.key.case.clone(), asked.key.title.clone());
    let mut outcome = RehearsedCase { case, title, ..RehearsedCase::default() };
    options(asked, &mut outcome);
    against(asked, &mut outcome);
    spurious(asked, &mut outcome);
    forbidden(asked, &mut outcome);
    outcome
}

impl Asked {
    fn met<'a>(&'a self, row: &str) -> impl Iterator<Item = &'a Finding> {
        let id = id_of(row);
        self.interpretation.findings.iter().filter(move |finding| finding.statement == id && finding.status == Met::Met)
    }
}

/// A therapy that the screen would offer.
fn is_offered(finding: &Finding) -> bool {
    finding.is_option() && finding.status == Met::Met
}

/// Drug names, sorted.
fn drugs(finding: &Finding) -> Vec<String> {
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
            let came: Vec<String> = asked.met(&option.row).map(in_short).collect();
            let wanted = format!("{} {} {}", option.row, option.therapy.join(" + "), option.level);
            outcome.missing.push(format!("{wanted}; came: {}", came.join(", ")));
        }
    }
    for row in &asked.key.given_before {
        let mut met = asked.met(row).peekable();
        if met.peek().is_none() || met.any(|finding| !finding.already_given) {
            outcome.forbidden.push(format!("{row} is not marked as given before"));
        }
    }
}

fn in_short(finding: &Finding) -> String {
    let level = finding.evidence_level.map_or("-", EvidenceLevel::code);
    let overruled = finding.overruled_by.as_ref().map(|by| format!(" overruled by {by}")).unwrap_or_default();
    format!("{} {level} {} {}{overruled}", drugs(finding).join(" + "), finding.level_state, finding.accessibility)
}

fn against(asked: &Asked, outcome: &mut RehearsedCase) {
    for row in &asked.key.oncogenic {
        let found = asked.met(&row.row).any(|finding| finding.evidence_level == Some(EvidenceLevel::F));
        outcome.low.count(found);
        if !found {
            outcome.missing.push(row.row.clone());
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
                let came: Vec<String> = asked.met(&row.row).map(in_short).collect();
                outcome.missing.push(format!("{} {}; came: {}", row.row, wanted.join(" + "), came.join(", ")));
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
    let unnamed: BTreeSet<String> = offered
        .filter(|finding| !named.contains(&drugs(finding)))
        .map(|finding| format!("{} ({})", drugs(finding).join(" + "), finding.statement))
        .collect();
    outcome.spurious = unnamed.into_iter().collect();
}

/// Rows of a key, what it forbids of them, and which finding breaks it.
type Rule<'k> = (&'k [Grounded], &'static str, fn(&Finding) -> bool);

fn forbidden(asked: &Asked, outcome: &mut RehearsedCase) {
    let key = &asked.key.forbidden;
    let rules: [Rule<'_>; 4] = [
        (&key.met, "met", |_| true),
        (&key.option, "option", is_offered),
        (&key.unopposed, "unopposed", |finding| is_offered(finding) && finding.contradicted_by.is_empty()),
        (&key.standing, "standing", |finding| finding.overruled_by.is_none()),
    ];
    for (rows, what, breaks) in rules {
        for row in rows.iter().filter(|row| asked.met(&row.row).any(breaks)) {
            outcome.forbidden.push(format!("{} breaks {what}: {}", row.row, row.because));
        }
    }
    for (row, met) in asked.answers.iter().filter(|(_, met)| !met.is_none_or(|met| met == Met::NotAssessed)) {
        let told = met.map_or("-", Met::code);
        outcome.forbidden.push(format!("{row} is {told} and not open"));
    }
}
