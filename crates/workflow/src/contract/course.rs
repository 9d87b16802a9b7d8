//! How cases go: reminders, precedents, the programme in counts.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// What a circulated review still waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReminderView {
    /// Last day for opinions, ISO 8601.
    pub due_on: String,
    /// Whole days until then; negative once it is past.
    pub days_left: i32,
    /// `past`, `near` (three days or fewer) or `ahead`.
    pub standing: String,
    /// Names of who has not answered, in the order of seats.
    pub missing: Vec<String>,
    /// Seats in all.
    pub seats: u32,
    /// Who is signed in has not answered.
    pub mine: bool,
}

/// A reminder with its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReminderRow {
    /// Case id.
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
    /// What it waits for.
    pub reminder: ReminderView,
}

/// What holds for a panel on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelDay {
    /// The day, ISO 8601.
    pub day: String,
    /// The rule of that day; the hospital's own before a public one.
    pub rule: Option<super::panel::PanelRuleView>,
    /// Why there is none.
    pub rule_missing: Option<Message>,
    /// What a person can count for: what the rule asks for, and everything where there is no rule.
    pub qualifications: Vec<String>,
    /// Ways to hold it, each allowed or not.
    pub meetings: Vec<OfferedMeeting>,
}

/// A way to hold a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OfferedMeeting {
    /// `real_time` or `circulated`.
    pub meeting: String,
    /// It asks whether the case is one that the rule lists.
    pub asks_whether_listed: bool,
    /// Why the rule does not allow it.
    pub blocked: Option<Message>,
}

/// What a conclusion may say, and what it must say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OfferedConclusion {
    /// Kinds of recommendation.
    pub kinds: Vec<OfferedKind>,
    /// What it begins with: one recommendation for each accepted option. Ways and reasons are for people to say.
    pub first: Vec<super::panel::RecommendationView>,
}

/// A kind of recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OfferedKind {
    /// Its code.
    pub kind: String,
    /// Ways of which one must be said; empty where it has none.
    pub routes: Vec<String>,
    /// It must say in words what exactly.
    pub asks_for_words: bool,
    /// It may name findings.
    pub rests_on_findings: bool,
}

/// EP省略: whether the panel may be left out, and the decision that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OmissionBoard {
    /// `out_of_scope`, `not_possible`, `for_person_to_judge`: never more than what a person has to judge.
    pub verdict: String,
    /// Why it cannot be decided now; for a whole genome always.
    pub blocked: Option<Message>,
    /// Every condition with its answer.
    pub conditions: Vec<OmissionConditionView>,
    /// The decision.
    pub decided: Option<OmissionDecided>,
}

/// One condition of leaving the panel out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OmissionConditionView {
    /// What is asked for.
    pub asked: Message,
    /// `met`, `not_met`, `not_assessed`.
    pub met: String,
    /// The physician has to say yes to it.
    pub to_judge: bool,
}

/// The decision to leave the panel out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OmissionDecided {
    /// Why.
    pub because: String,
    /// By whom.
    pub decided_by: String,
    /// When, ISO 8601 UTC.
    pub at: String,
    /// It counts: nothing has changed since.
    pub stands: bool,
}

/// A decision to make: that the panel is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewOmission {
    /// Why.
    pub because: String,
    /// Codes of open conditions that the physician judged to be met.
    pub judged: Vec<String>,
}

/// Where a case stands in the programme; `null` where nobody said it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgrammeView {
    /// `own_facility` (A体制) or `data_centre` (B体制).
    pub group: Option<String>,
    /// 領域 code.
    pub area: Option<String>,
}

/// Earlier conclusions of this workspace on what this case shows. It holds nothing of a patient and no words of a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Precedents {
    /// The tumour type that both have, with label; `null` where this case has none: then nothing is compared.
    pub tumor_label: Option<String>,
    /// For each biomarker of this case.
    pub markers: Vec<MarkerPrecedents>,
    /// Counts below this are not told (`null`) to who is signed in.
    pub suppressed_below: Option<u32>,
}

/// Earlier conclusions on one biomarker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MarkerPrecedents {
    /// Variant or marker as shown.
    pub marker: String,
    /// Cases with a conclusion on it; `null` below the bound.
    pub cases: Option<u32>,
    /// What was concluded.
    pub outcomes: Vec<PrecedentOutcome>,
    /// Where; empty for who sees no cases.
    pub links: Vec<PrecedentLink>,
}

/// One kind of earlier conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrecedentOutcome {
    /// Kind of recommendation.
    pub kind: String,
    /// Way of a treatment.
    pub route: Option<String>,
    /// Drugs.
    pub therapy_label: Option<String>,
    /// Cases; `null` below the bound.
    pub cases: Option<u32>,
}

/// An earlier case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrecedentLink {
    /// Case id.
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
}

/// The programme in counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgressReport {
    /// The day of the counts, ISO 8601.
    pub as_of: String,
    /// Cases in all; `null` below the bound.
    pub cases: Option<u32>,
    /// Cases by group, area, tumour and state.
    pub tables: Vec<ProgressTable>,
    /// Days from 検体採取 to each milestone that follows.
    pub turnaround: Vec<TurnaroundRow>,
    /// Counts below this, and what would tell them, are not told (`null`) to who is signed in.
    pub suppressed_below: Option<u32>,
}

/// Cases by one division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgressTable {
    /// `group`, `area`, `tumor`, `state`.
    pub by: String,
    /// The parts.
    pub rows: Vec<ProgressRow>,
}

/// Cases of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProgressRow {
    /// Code of a closed list; `not_recorded` where nobody said it, `suppressed` for parts that are not named.
    pub code: String,
    /// Words, where the list is open.
    pub label: Option<String>,
    /// Cases; `null` where it is not told.
    pub cases: Option<u32>,
}

/// Days to a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TurnaroundRow {
    /// The milestone.
    pub milestone: String,
    /// Cases with both days; `null` where it is not told.
    pub cases: Option<u32>,
    /// Median, at most one decimal.
    pub median_days: Option<String>,
    /// Fewest; told only to who sees cases.
    pub shortest_days: Option<i32>,
    /// Most; told only to who sees cases.
    pub longest_days: Option<i32>,
}
