//! The course of a case, kept with its row of the list: what register, progress, precedents and reminders ask of every case
//! at once, so that none of them has to read all logs.

use std::collections::{BTreeMap, BTreeSet};

use casefile::Case;
use casefile::consent::{ConsentKind, Wish};
use casefile::milestone::Milestone;
use casefile::panel::{Panel, PanelMeeting, Recommendation};
use casefile::programme::ProgrammePlaced;
use jiff::civil::Date;
use model::finding::Finding;
use model::ids::AccountId;
use model::tumor_type::TumorContext;
use serde::{Deserialize, Serialize};

use super::{count, therapy_label};
use crate::contract::ReminderView;
use crate::desk::hospital_day;

/// From how many days on a deadline is not near any more.
const NEAR_DAYS: i32 = 3;

/// What is kept of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Course {
    /// OncoTree code by which it is matched.
    pub(crate) tumor: Option<String>,
    /// Where it stands in the programme.
    pub(crate) programme: Option<ProgrammePlaced>,
    /// Days that count, told or derived.
    pub(crate) days: BTreeMap<Milestone, Date>,
    /// Codes of what was answered about consent; kinds that nobody asked about are left out.
    pub(crate) wishes: BTreeMap<ConsentKind, String>,
    /// Day of the decision that no panel is held.
    pub(crate) omitted_on: Option<Date>,
    /// A circulated review that waits for opinions.
    pub(crate) circulating: Option<Circulating>,
    /// What was concluded, without a word that somebody typed.
    pub(crate) conclusions: Vec<Concluded>,
}

/// A circulated review that waits for opinions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Circulating {
    due_on: Date,
    seats: u32,
    /// Account, where there is one, and name of who has not answered.
    missing: Vec<(Option<AccountId>, String)>,
}

/// One recommendation of a conclusion that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Concluded {
    /// Labels of what it rests on; of inherited variants nothing.
    pub(crate) markers: BTreeSet<String>,
    pub(crate) kind: String,
    pub(crate) route: Option<String>,
    pub(crate) therapy_label: Option<String>,
}

impl Course {
    pub(crate) fn of(case: &Case) -> Self {
        let tumor = case.interpretation.as_ref().map(|interpretation| &interpretation.tumor);
        Self {
            tumor: match tumor {
                Some(TumorContext::Type(code)) => Some(code.to_string()),
                Some(TumorContext::Solid | TumorContext::Any) | None => None,
            },
            programme: case.programme,
            days: days(case),
            wishes: ConsentKind::ALL
                .into_iter()
                .filter(|kind| case.wish(*kind) != Wish::NotRecorded)
                .map(|kind| (kind, case.wish(kind).code().to_owned()))
                .collect(),
            omitted_on: case.standing_omission().map(|omission| omission.omitted.decided_on),
            circulating: case.panel().filter(|_| case.signed.is_none()).and_then(Circulating::of),
            conclusions: conclusions(case),
        }
    }

    /// Whether the person takes part, as far as somebody recorded it.
    pub(crate) fn takes_part(&self) -> bool {
        let told = self.wishes.get(&ConsentKind::Participation).map(String::as_str);
        told != Some(Wish::No.code()) && told != Some(Wish::Withdrawn.code())
    }
}

impl Circulating {
    pub(crate) fn of(panel: &Panel) -> Option<Self> {
        let PanelMeeting::Circulated { due_on } = panel.convened.meeting else { return None };
        let waiting = panel.agreement().waiting;
        if !panel.is_open() || panel.revealed_at.is_some() || waiting.is_empty() {
            return None;
        }
        let members = panel.convened.members.iter().filter(|member| waiting.contains(&member.seat));
        Some(Self {
            due_on,
            seats: count(panel.convened.members.len()),
            missing: members.map(|member| (member.account, member.name.clone())).collect(),
        })
    }

    /// The reminder that somebody sees on a day.
    pub(crate) fn reminder(&self, viewer: AccountId, today: Date) -> ReminderView {
        let days_left = today.until(self.due_on).map_or(0, |span| span.get_days());
        let standing = match days_left {
            i32::MIN..=-1 => "past",
            0..=NEAR_DAYS => "near",
            _ => "ahead",
        };
        ReminderView {
            due_on: self.due_on.to_string(),
            days_left,
            standing: standing.to_owned(),
            missing: self.missing.iter().map(|(_, name)| name.clone()).collect(),
            seats: self.seats,
            mine: self.missing.iter().any(|(account, _)| *account == Some(viewer)),
        }
    }
}

/// Days that count: as somebody named them, else as the record, the import and the panel tell them.
pub(super) fn days(case: &Case) -> BTreeMap<Milestone, Date> {
    let specimen = case.clinical.as_ref().and_then(|clinical| clinical.specimen.as_ref());
    let collected = specimen.and_then(|specimen| specimen.collected_on);
    let received = case.opened.as_ref().map(|opened| opened.received_on);
    let held = case.panel().filter(|panel| panel.concluded.is_some()).map(|panel| match panel.convened.meeting {
        PanelMeeting::RealTime { held_on } => held_on,
        PanelMeeting::Circulated { due_on } => panel.concluded_at.map_or(due_on, hospital_day),
    });
    let told = [
        (Milestone::SpecimenCollected, collected),
        (Milestone::ResultsReceived, received),
        (Milestone::PanelHeld, held),
    ];
    let told = told.into_iter().filter_map(|(milestone, day)| day.map(|day| (milestone, day)));
    told.chain(case.milestones.iter().map(|(milestone, day)| (*milestone, *day))).collect()
}

fn conclusions(case: &Case) -> Vec<Concluded> {
    let concluded = case.conclusion().map_or(&[][..], |concluded| &concluded.recommendations);
    concluded.iter().flat_map(|wanted| concluded_of(case, wanted)).collect()
}

/// A recommendation for each finding that it rests on; one that names none is about every option of the case.
fn concluded_of(case: &Case, wanted: &Recommendation) -> Vec<Concluded> {
    let told = |markers: BTreeSet<String>, therapy_label| Concluded {
        markers,
        kind: wanted.kind.code().to_owned(),
        route: wanted.kind.route().map(|route| route.code().to_owned()),
        therapy_label,
    };
    if wanted.findings.is_empty() {
        return vec![told(shown_markers(case), None)];
    }
    let mut seen = BTreeSet::new();
    let findings = case.findings().iter().filter(|finding| wanted.findings.contains(&finding.key));
    findings
        .filter(|finding| !finding.germline && seen.insert(finding.key))
        .map(|finding| told(markers_of(finding).collect(), therapy_label(finding, false)))
        .collect()
}

/// Labels of what the options of a case rest on; of inherited variants nothing.
pub(crate) fn shown_markers(case: &Case) -> BTreeSet<String> {
    let options = case.findings().iter().filter(|finding| finding.is_option() && !finding.germline);
    options.flat_map(markers_of).collect()
}

fn markers_of(finding: &Finding) -> impl Iterator<Item = String> {
    finding.variants.iter().map(|variant| variant.label.clone())
}
