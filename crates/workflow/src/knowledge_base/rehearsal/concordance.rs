//! What a panel chose in a rehearsal, against the answer key. It says how far both agree on this synthetic case, and nothing
//! about the panel on other cases.

use std::collections::{BTreeMap, BTreeSet};

use casefile::Case;
use casefile::case::Verdict;
use model::assessed::Met;
use model::finding::{Finding, StatementId};

use super::judge::drugs;
use super::key::{Evidence, Key, WantedOption};
use super::{id_of, message};
use crate::contract::{Concordance, Message};
use crate::view::therapy_label;

/// Drugs that the panel took, which are the ones of its recommendations, against those that the key asks for. Drugs count
/// once, however many rows name them: a panel chooses drugs, not rows.
pub(crate) fn concordance(case: &Case, key: &Key) -> Concordance {
    let barred = barred(key);
    let mut lines: BTreeMap<&[String], Vec<&WantedOption>> = BTreeMap::new();
    for option in &key.options {
        lines.entry(&option.therapy).or_default().push(option);
    }
    let chosen: Vec<&Finding> = case.accepted().filter(|finding| finding.is_option()).collect();
    let mut outcome = Concordance::default();
    for (therapy, options) in &lines {
        let mut taken = chosen.iter().filter(|finding| !barred.contains(&finding.statement));
        let taken = taken.any(|finding| drugs(finding) == *therapy);
        line(case, options, taken, &mut outcome);
    }
    let (mut unnamed, mut forbidden) = (BTreeSet::new(), BTreeSet::new());
    for finding in chosen {
        if barred.contains(&finding.statement) {
            forbidden.insert(choice("rehearsal_panel_forbidden", finding));
        } else if !lines.contains_key(drugs(finding).as_slice()) {
            unnamed.insert(choice("rehearsal_unnamed", finding));
        }
    }
    outcome.unnamed = unnamed.into_iter().collect();
    outcome.forbidden = forbidden.into_iter().collect();
    outcome
}

/// One choice of drugs that the key asks for, by all rows that name it.
fn line(case: &Case, options: &[&WantedOption], taken: bool, outcome: &mut Concordance) {
    let is_high = |option: &&&WantedOption| option.evidence == Evidence::High;
    let Some(option) = options.iter().find(is_high).or_else(|| options.first()) else { return };
    let is_line = |finding: &&Finding| options.iter().any(|option| is_of(finding, option));
    let offered: Vec<&Finding> = case.findings().iter().filter(is_line).collect();
    let choosable = offered.is_empty() || offered.iter().any(|finding| finding.is_acceptable_option());
    if !taken && !choosable {
        outcome.uncounted.push(told("rehearsal_panel_not_choosable", option, &offered));
        return;
    }
    match option.evidence {
        Evidence::High => outcome.high.count(taken),
        Evidence::Low => outcome.low.count(taken),
    }
    if !taken {
        outcome.missing.push(not_taken(case, option, &offered));
    }
}

/// Whether a finding is the one that a row of the key speaks of.
fn is_of(finding: &Finding, option: &WantedOption) -> bool {
    finding.status == Met::Met && finding.statement == id_of(&option.row) && drugs(finding) == option.therapy
}

/// Rows that must not be met, must not be offered, or must be overruled.
fn barred(key: &Key) -> BTreeSet<StatementId> {
    let rows = [&key.forbidden.met, &key.forbidden.option, &key.forbidden.standing];
    rows.into_iter().flatten().map(|row| id_of(&row.row)).collect()
}

fn not_taken(case: &Case, option: &WantedOption, offered: &[&Finding]) -> Message {
    let mut decisions = offered.iter().filter_map(|finding| case.decision(&finding.key));
    match decisions.find(|decision| decision.verdict == Verdict::Declined) {
        _ if offered.is_empty() => told("rehearsal_panel_not_offered", option, offered),
        None => told("rehearsal_panel_undecided", option, offered),
        Some(decision) => {
            let mut told = told("rehearsal_panel_declined", option, offered);
            told.parameters.insert("reason".to_owned(), decision.reason.clone().unwrap_or_default());
            told
        }
    }
}

fn told(code: &str, option: &WantedOption, offered: &[&Finding]) -> Message {
    let label = offered.first().and_then(|finding| therapy_label(finding, false));
    let label = label.unwrap_or_else(|| option.therapy.join(" + "));
    message(code, &[("row", &option.row), ("therapy", &label), ("level", option.level.code())])
}

fn choice(code: &str, finding: &Finding) -> Message {
    let (label, row) = (therapy_label(finding, false).unwrap_or_default(), finding.statement.to_string());
    message(code, &[("therapy", &label), ("row", &row)])
}
