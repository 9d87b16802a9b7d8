//! The expert panel on screen, and what people do there.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::course::{OfferedConclusion, OmissionBoard, ReminderView};
use super::message::Message;

/// Everything about the panels of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelBoard {
    /// `solid`, `blood`, `rare_disease`; `null` where the tumour type does not tell.
    pub disease_group: Option<String>,
    /// `gene_panel` or `whole_genome`.
    pub test: String,
    /// The rule that holds today; the hospital's own before a public one.
    pub rule: Option<PanelRuleView>,
    /// Why there is none.
    pub rule_missing: Option<Message>,
    /// What the panel is asked about.
    pub asked: Vec<AskedFinding>,
    /// Accounts that may be called.
    pub accounts: Vec<PanelAccount>,
    /// Panels, newest first.
    pub panels: Vec<PanelView>,
    /// Confirmatory tests that accepted options need.
    pub confirmations: Vec<ConfirmationRow>,
    /// Signed reports that were opened again, newest first.
    pub amendments: Vec<AmendmentView>,
    /// A panel may be called now; else why not.
    pub convening_blocked: Option<Message>,
    /// What a conclusion may say.
    pub offered: OfferedConclusion,
    /// Leaving the panel out (EP省略): what blocks it, what is to be judged, and the decision.
    pub omitting: OmissionBoard,
}

/// A rule of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelRuleView {
    /// Its name.
    pub id: String,
    /// For people.
    pub title_ja: String,
    /// The hospital's own (院内規程).
    pub house: bool,
    /// First day.
    pub valid_from: String,
    /// Last day.
    pub valid_until: Option<String>,
    /// The seats.
    pub seats: Vec<SeatView>,
    /// One person may fill several.
    pub one_person_several_seats: bool,
    /// The attending physician may supply the history instead.
    pub attending_may_supply_history: bool,
    /// `never`, `listed_cases`, `every_case`.
    pub circulated_review: String,
    /// `source_read` or `from_memory`.
    pub basis: String,
    /// Source.
    pub source: Option<String>,
    /// What a reader should mind.
    pub note: Option<String>,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SeatView {
    /// Qualification code.
    pub qualification: String,
    /// How many persons.
    pub minimum: u32,
    /// `always`, `sequenced_in_house`, `paediatric_cancer`.
    pub when: String,
}

/// A finding that a panel is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AskedFinding {
    /// Its key.
    pub key: String,
    /// Variant.
    pub label: String,
    /// Drugs.
    pub therapy_label: Option<String>,
    /// Level.
    pub evidence_level: Option<String>,
    /// `accepted`, `declined` or `null`.
    pub decision: Option<String>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelAccount {
    /// Login, by which a seat names them.
    pub login: String,
    /// 氏名
    pub name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Qualification codes, where the account has some.
    pub qualifications: Vec<String>,
}

/// One panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelView {
    /// Id.
    pub panel_id: String,
    /// `real_time` or `circulated`.
    pub meeting: String,
    /// Day of the meeting, or last day for opinions; ISO 8601.
    pub day: String,
    /// The rule, as it stood.
    pub rule: PanelRuleView,
    /// The hospital sequenced the sample itself.
    pub sequenced_in_house: Option<bool>,
    /// A cancer of childhood.
    pub paediatric_cancer: Option<bool>,
    /// The persons.
    pub members: Vec<PanelMemberView>,
    /// `present`, `supplied_history`, `absent`; `null` until recorded.
    pub attending: Option<String>,
    /// What the rule asks for.
    pub requirements: Vec<RequirementView>,
    /// Opinions that may be seen: one's own, and all once revealed.
    pub opinions: Vec<OpinionView>,
    /// Opinions may be seen.
    pub revealed: bool,
    /// Findings on which opinions differ; told only once revealed.
    pub disagreed: Vec<String>,
    /// What was laid before it has changed.
    pub out_of_date: bool,
    /// How it ended.
    pub conclusion: Option<ConclusionView>,
    /// It was cancelled (中止).
    pub cancelled: Option<CancelledView>,
    /// People still work on it: it has not ended, and nothing has overtaken it.
    pub open: bool,
    /// What stands between it and a conclusion; empty where it may conclude, or has ended.
    pub conclusion_blocked: Vec<Message>,
    /// What a circulated review waits for.
    pub reminder: Option<ReminderView>,
}

/// A panel that was cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CancelledView {
    /// Why.
    pub because: String,
    /// When, ISO 8601 UTC.
    pub at: String,
}

/// A person on a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own beside the name")]
pub struct PanelMemberView {
    /// Seat.
    pub seat: u16,
    /// 氏名
    pub name: String,
    /// 職種・所属
    pub position: Option<String>,
    /// `chair`, `member`, `attending`.
    pub part: String,
    /// Qualification codes.
    pub qualifications: Vec<String>,
    /// Counts as present.
    pub present: bool,
    /// Has given an opinion.
    pub opinion_given: bool,
    /// The seat of who is signed in.
    pub mine: bool,
    /// Has an account here: gives the opinion in person.
    pub has_account: bool,
}

/// One thing that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequirementView {
    /// `seat`, `chair`, `attending`, `own_person_for_each_seat`.
    pub wanted: String,
    /// Qualification code of a seat.
    pub qualification: Option<String>,
    /// How many persons.
    pub minimum: u32,
    /// `met`, `not_met`, `not_assessed`.
    pub met: String,
    /// Names of who counts.
    pub names: Vec<String>,
}

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OpinionView {
    /// Seat.
    pub seat: u16,
    /// 氏名
    pub name: String,
    /// On each finding.
    pub findings: Vec<FindingOpinionView>,
    /// On the whole.
    pub overall: Option<String>,
    /// When it was given, ISO 8601 UTC.
    pub at: String,
    /// How it came, where somebody else wrote it down.
    pub received_by: Option<String>,
    /// `key` or `passphrase`: it came in a packet that was sealed so.
    pub packet: Option<String>,
    /// Who answered, as the other side calls itself.
    pub answered_by: Option<String>,
}

/// An opinion on a finding; also what somebody sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FindingOpinionView {
    /// Finding key.
    pub finding: String,
    /// `recommend`, `do_not_recommend`, `undecided`.
    pub stance: String,
    /// Why.
    pub comment: Option<String>,
}

/// A conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConclusionView {
    /// What is recommended.
    pub recommendations: Vec<RecommendationView>,
    /// 少数意見
    pub minority_opinion: Option<String>,
    /// 議事録
    pub minutes: Option<String>,
    /// When, ISO 8601 UTC.
    pub concluded_at: String,
    /// It counts: nothing has changed since.
    pub stands: bool,
}

/// A recommendation; also what somebody sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecommendationView {
    /// `treatment`, `trial`, `further_test`, `confirmatory_test`, `genetic_counselling`, `nothing`.
    pub kind: String,
    /// Way of a treatment.
    pub route: Option<String>,
    /// Keys of the findings it rests on.
    pub findings: Vec<String>,
    /// What exactly.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// A panel to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewPanel {
    /// `real_time` or `circulated`.
    pub meeting: String,
    /// Day of the meeting, or last day for opinions; ISO 8601.
    pub day: String,
    /// The hospital sequenced the sample itself.
    pub sequenced_in_house: Option<bool>,
    /// A cancer of childhood.
    pub paediatric_cancer: Option<bool>,
    /// The case is one that the rule lists for circulated review.
    pub listed_for_circulation: Option<bool>,
    /// The persons; seats are numbered in this order.
    pub members: Vec<NewPanelMember>,
}

/// A person to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewPanelMember {
    /// Login, when the person has an account here.
    pub login: Option<String>,
    /// 氏名; of an account its own name is taken.
    pub name: String,
    /// 職種・所属
    pub position: Option<String>,
    /// `chair`, `member`, `attending`.
    pub part: String,
    /// Qualification codes.
    pub qualifications: Vec<String>,
}

/// Who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Attendance {
    /// Seats that were filled.
    pub present: Vec<u16>,
    /// `present`, `supplied_history`, `absent`.
    pub attending: String,
}

/// An opinion to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewOpinion {
    /// Seat; `null` for one's own.
    pub seat: Option<u16>,
    /// On each finding.
    pub findings: Vec<FindingOpinionView>,
    /// On the whole.
    pub overall: Option<String>,
    /// How it came, where somebody without an account gave it.
    pub received_by: Option<String>,
}

/// A conclusion to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewConclusion {
    /// What is recommended.
    pub recommendations: Vec<RecommendationView>,
    /// 少数意見
    pub minority_opinion: Option<String>,
    /// 議事録
    pub minutes: Option<String>,
}

/// Where the confirmation of an accepted option stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ConfirmationRow {
    /// Finding key.
    pub finding: String,
    /// Variant.
    pub label: String,
    /// Drugs.
    pub therapy_label: Option<String>,
    /// `none`, `ordered`, `confirmed`, `not_confirmed`, `inconclusive`, `waived`: the least settled of what it rests on.
    pub state: String,
    /// A treatment may rest on it.
    pub carries: bool,
    /// Test, or name of who answers for going without.
    pub by: Option<String>,
    /// Why somebody goes without.
    pub because: Option<String>,
    /// Day, ISO 8601.
    pub on: Option<String>,
}

/// A step of a confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ConfirmationChange {
    /// A test was ordered.
    Ordered {
        /// Which.
        test: String,
        /// When, ISO 8601.
        on: String,
    },
    /// It has a result.
    Resulted {
        /// Which.
        test: String,
        /// `confirmed`, `not_confirmed`, `inconclusive`.
        result: String,
        /// When, ISO 8601.
        on: String,
    },
    /// Somebody answers for going without.
    Waived {
        /// Name of who.
        by: String,
        /// Why.
        because: String,
    },
}

/// A signed report that was opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AmendmentView {
    /// The revision that was replaced.
    pub replaces: u32,
    /// Kind code.
    pub kind: String,
    /// Why.
    pub because: String,
    /// Who.
    pub by: String,
    /// When, ISO 8601 UTC.
    pub at: String,
    /// Task codes that are open.
    pub open_tasks: Vec<String>,
}

/// The hospital's own rule for a disease group and kind of test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HousePanelRule {
    /// Title (Japanese).
    pub title_ja: String,
    /// Disease group codes.
    pub disease_groups: Vec<String>,
    /// Test codes.
    pub tests: Vec<String>,
    /// First day, ISO 8601.
    pub valid_from: String,
    /// Last day, ISO 8601.
    pub valid_until: Option<String>,
    /// The seats.
    pub seats: Vec<SeatView>,
    /// One person may fill several.
    pub one_person_several_seats: bool,
    /// The attending physician may supply the history instead.
    pub attending_may_supply_history: bool,
    /// `never`, `listed_cases`, `every_case`.
    pub circulated_review: String,
    /// Where the hospital wrote it down: name and version of its 院内規程.
    pub source: String,
}
