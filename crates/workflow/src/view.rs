//! What the screens show, computed here so that no screen computes.

mod case;
mod classification;
mod clinical;
mod consents;
mod course;
mod explained_statements;
mod explained_values;
mod explanation;
mod findings;
mod history;
mod knowledge;
mod observed;
mod packets;
mod panels;
mod precedents;
mod progress;
mod question;
mod record_words;
mod referrals;
mod register;
mod reports;
mod search;
mod structure;
mod variant_filter;
mod variant_table;
mod variants;
mod worklist;

use std::collections::BTreeMap;

use ::knowledge::Release;
use ::knowledge::therapies::Therapies;
use casefile::envelope::Envelope;
use casefile::{Case, CaseEvent};
use jiff::civil::Date;
use model::finding::{Finding, FindingKey};
use model::ids::AccountId;
use model::profile::MolecularProfile;

pub(crate) use case::{as_of_view, case_view};
pub(crate) use course::Course;
pub(crate) use explanation::{FoundRow, FoundRows, Known, explanation};
pub(crate) use knowledge::{
    ComparedSides, DifferingCase, ShownOfCases, affected_case, corpus_view, release_diff, release_views,
};
pub(crate) use observed::observed;
pub(crate) use packets::{invitation_view, packet_case};
pub(crate) use panels::{
    amendment_views, asked, confirmation_rows, offered_conclusion, omission_board, panel_views, rule_view, said_refusal,
};
pub(crate) use precedents::precedents;
pub(crate) use progress::{progress, progress_csv};
pub(crate) use question::{AskedChange, Question};
pub(crate) use referrals::referral_board;
pub(crate) use register::register_csv;
pub(crate) use search::search_text;
pub(crate) use structure::{GenePlaces, structure_view};
pub(crate) use variant_filter::{record_filter, record_order};
pub(crate) use variant_table::{facet_counts, table_row, variant_detail};
pub(crate) use worklist::{WorklistEntry, worklist_entry, worklist_row};

/// Everything around a case that its view needs.
pub(crate) struct Surroundings<'a> {
    /// The profile of the case.
    pub(crate) profile: &'a MolecularProfile,
    /// The active release.
    pub(crate) release: &'a Release,
    /// Names of accounts.
    pub(crate) names: &'a BTreeMap<AccountId, String>,
    /// Tumour type with label.
    pub(crate) tumor_label: Option<String>,
    /// Input files that were linked, in the order of the ledger.
    pub(crate) linked: Vec<Option<crate::contract::LinkedFileView>>,
    /// The case's events, oldest first.
    pub(crate) events: &'a [(Envelope, CaseEvent)],
}

impl Surroundings<'_> {
    /// The name of an account, or its id where it has none any more.
    pub(crate) fn name_of(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_else(|| account.to_string())
    }
}

/// `オシメルチニブ ＋ …`; a drug without a Japanese name keeps its English one.
pub(crate) fn therapy_label(finding: &Finding, english: bool) -> Option<String> {
    let name = |therapy: &model::therapy::TherapyName| match &therapy.ja {
        Some(ja) if !english => ja.clone(),
        _ => therapy.en.clone(),
    };
    let names: Vec<String> = finding.therapies.iter().map(name).collect();
    (!names.is_empty()).then(|| names.join(" + "))
}

/// Earlier use of a drug of each finding, worded: `ゲフィチニブ（2025-01-10〜2025-09-02、最良効果 PR）`.
pub(crate) fn given_before(case: &Case, therapies: &Therapies) -> BTreeMap<FindingKey, String> {
    let Some(clinical) = &case.clinical else { return BTreeMap::new() };
    case.findings()
        .iter()
        .filter_map(|finding| {
            let earlier = interpretation::treatment::given_before(&finding.therapies, &clinical.treatments, therapies);
            let words: Vec<String> = earlier.into_iter().map(treatment_words).collect();
            (!words.is_empty()).then(|| (finding.key, words.join("、")))
        })
        .collect()
}

fn treatment_words(treatment: &model::clinical::Treatment) -> String {
    let day = |date: Option<Date>, written: &Option<String>| {
        date.map(|date| date.to_string()).or_else(|| written.clone()).unwrap_or_default()
    };
    let start = day(treatment.started_on, &treatment.started_in);
    let end = day(treatment.ended_on, &treatment.ended_in);
    let mut parts = Vec::new();
    if !start.is_empty() || !end.is_empty() {
        parts.push(format!("{start}–{end}"));
    }
    parts.extend(treatment.best_response.clone());
    parts.extend(treatment.ended_because.clone());
    if parts.is_empty() {
        treatment.drugs.join(" + ")
    } else {
        format!("{} ({})", treatment.drugs.join(" + "), parts.join(", "))
    }
}

/// Percent with one decimal, rounded once, here.
pub(crate) fn percent(fraction: model::Decimal) -> String {
    (fraction * model::Decimal::ONE_HUNDRED).round_dp(1).normalize().to_string()
}

/// A count for the wire; a count past 2³² is shown as the largest number.
pub(crate) fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
