//! 管理簿: the ledger that a hospital keeps of every case, columns ア to ケ of the requirements for genome profiling tests.

use casefile::consent::ConsentKind;
use casefile::milestone::Milestone;

use super::WorklistEntry;
use super::course::Course;
use crate::csv_text::csv_text;
use crate::wording::{Language, text};

const COLUMNS: [&str; 17] = [
    "register_number",
    "register_name",
    "register_hospital_id",
    "register_sent_on",
    "register_received",
    "register_received_on",
    "register_panel_on",
    "register_omitted_on",
    "register_panel_result_on",
    "register_explained_on",
    "register_plan_explained",
    "register_plan_explained_on",
    "register_submission",
    "register_academic",
    "register_industry",
    "register_abroad",
    "register_submitted_on",
];

/// The ledger as CSV, in the order given. It is a Japanese form, whatever the language of the screens.
pub(crate) fn register_csv(entries: &[WorklistEntry]) -> String {
    let columns = COLUMNS.map(|column| text(column, Language::Japanese));
    let rows = entries.iter().filter_map(|entry| entry.course.as_ref().map(|course| row(entry, course)));
    csv_text(&columns.each_ref().map(String::as_str), rows)
}

fn row(entry: &WorklistEntry, course: &Course) -> Vec<String> {
    let day = |milestone: Milestone| course.days.get(&milestone).map(ToString::to_string).unwrap_or_default();
    let done = |milestone: Milestone| {
        let code = if course.days.contains_key(&milestone) { "register_done" } else { "register_not_recorded" };
        text(code, Language::Japanese)
    };
    let wish = |kind: ConsentKind| match course.wishes.get(&kind).map_or("", String::as_str) {
        "yes" => text("register_wish_yes", Language::Japanese),
        "no" => text("register_wish_no", Language::Japanese),
        "deferred" => text("register_wish_deferred", Language::Japanese),
        "withdrawn" => text("register_wish_withdrawn", Language::Japanese),
        _ => text("register_not_recorded", Language::Japanese),
    };
    vec![
        entry.case_number.clone(),
        entry.patient_name.clone(),
        entry.hospital_id.clone().unwrap_or_default(),
        day(Milestone::SpecimenSent),
        done(Milestone::ResultsReceived),
        day(Milestone::ResultsReceived),
        day(Milestone::PanelHeld),
        course.omitted_on.map(|day| day.to_string()).unwrap_or_default(),
        day(Milestone::PanelResultReceived),
        day(Milestone::PatientExplained),
        done(Milestone::NewPlanExplained),
        day(Milestone::NewPlanExplained),
        wish(ConsentKind::Submission),
        wish(ConsentKind::SecondaryUseAcademic),
        wish(ConsentKind::SecondaryUseIndustry),
        wish(ConsentKind::SecondaryUseAbroad),
        day(Milestone::SubmittedToCentre),
    ]
}
