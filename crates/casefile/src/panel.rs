//! The expert panel of a case: who sits on it, what each one thinks, and what it concludes.
//!
//! Opinions are blind: they lie in the log from the moment they are given, and no view shows them to anybody else before
//! they are revealed. A circulated review (持ち回り) that ends in disagreement concludes nothing: it calls a meeting.

pub mod cancellation;
pub mod composition;
pub mod conclusion;
pub mod invitation;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::ContentHash;
use model::finding::FindingKey;
use model::ids::{AccountId, PanelId};
use model::panel_rule::{PanelRule, Qualification};
use serde::{Deserialize, Serialize};

pub use self::conclusion::{ConclusionWithdrawn, PanelConcluded, Recommendation, RecommendationKind, TreatmentRoute};

use self::cancellation::PanelCancelled;
use self::invitation::{OpinionPacket, SeatKeyRegistered, StandingInvitation};

/// How a panel is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelMeeting {
    /// Everybody at one time, in a room or by video.
    RealTime {
        /// On which day.
        held_on: Date,
    },
    /// 持ち回り協議: each one alone, until a day.
    Circulated {
        /// Last day for an opinion.
        due_on: Date,
    },
}

impl PanelMeeting {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::RealTime { .. } => "real_time",
            Self::Circulated { .. } => "circulated",
        }
    }

    /// The day that decides which rule holds.
    pub fn day(self) -> Date {
        match self {
            Self::RealTime { held_on } => held_on,
            Self::Circulated { due_on } => due_on,
        }
    }
}

/// What somebody does on a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelPart {
    /// 座長
    Chair,
    /// 構成員
    Member,
    /// 主治医又はその代理
    Attending,
}

impl PanelPart {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Chair, Self::Member, Self::Attending];

    /// The part of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Member => "member",
            Self::Attending => "attending",
        }
    }
}

/// Number of a person's seat on one panel, from 1.
pub type SeatNumber = u16;

/// A person on a panel. `Debug` prints no name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelMember {
    /// Seat.
    pub seat: SeatNumber,
    /// Account, when the person has one here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// 氏名
    pub name: String,
    /// 職種・所属, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// What the person does here.
    pub part: PanelPart,
    /// What the person counts for.
    pub qualifications: BTreeSet<Qualification>,
}

impl std::fmt::Debug for PanelMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PanelMember").field("seat", &self.seat).field("part", &self.part).finish_non_exhaustive()
    }
}

/// What a rule has to know of a case; `None` where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelCircumstances {
    /// The hospital sequenced the sample itself.
    pub sequenced_in_house: Option<bool>,
    /// A cancer of childhood.
    pub paediatric_cancer: Option<bool>,
    /// The case is one of those that the rule lists for circulated review.
    pub listed_for_circulation: Option<bool>,
}

/// A panel was called on what a draft says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelConvened {
    /// The panel.
    pub panel: PanelId,
    /// How it is held.
    pub meeting: PanelMeeting,
    /// The rule it follows, as it stood.
    pub rule: PanelRule,
    /// Whether the rule is the hospital's own (院内規程).
    pub house_rule: bool,
    /// What the rule has to know.
    pub circumstances: PanelCircumstances,
    /// The persons.
    pub members: Vec<PanelMember>,
    /// Hash of the draft that is laid before them.
    pub content_hash: ContentHash,
}

/// Whether the attending physician was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttendingPresence {
    /// There, or a substitute was.
    Present,
    /// Not there, but 治療歴・家族歴 were supplied beforehand.
    SuppliedHistory,
    /// Neither.
    Absent,
}

impl AttendingPresence {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Present, Self::SuppliedHistory, Self::Absent];

    /// The presence of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::SuppliedHistory => "supplied_history",
            Self::Absent => "absent",
        }
    }
}

/// Who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceRecorded {
    /// Which panel.
    pub panel: PanelId,
    /// Seats that were filled.
    pub present: BTreeSet<SeatNumber>,
    /// The attending physician.
    pub attending: AttendingPresence,
}

/// What somebody thinks of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// To be recommended.
    Recommend,
    /// Not to be recommended.
    DoNotRecommend,
    /// Cannot tell: counts as no agreement.
    Undecided,
}

impl Stance {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Recommend, Self::DoNotRecommend, Self::Undecided];

    /// The stance of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::DoNotRecommend => "do_not_recommend",
            Self::Undecided => "undecided",
        }
    }
}

/// An opinion on one finding. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingOpinion {
    /// Which finding.
    pub finding: FindingKey,
    /// What.
    pub stance: Stance,
    /// Why, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl std::fmt::Debug for FindingOpinion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FindingOpinion")
            .field("finding", &self.finding)
            .field("stance", &self.stance)
            .finish_non_exhaustive()
    }
}

/// What a person on the panel thinks. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionRecorded {
    /// Which panel.
    pub panel: PanelId,
    /// Whose.
    pub seat: SeatNumber,
    /// On what: the hash of the draft the person saw.
    pub content_hash: ContentHash,
    /// On each finding that asks for one.
    pub findings: Vec<FindingOpinion>,
    /// On the whole, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overall: Option<String>,
    /// How it came, where somebody else wrote it down: a letter, a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_by: Option<String>,
    /// The packet it came in, from a member elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet: Option<OpinionPacket>,
}

impl std::fmt::Debug for OpinionRecorded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpinionRecorded").field("panel", &self.panel).field("seat", &self.seat).finish_non_exhaustive()
    }
}

/// Opinions may be seen from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionsRevealed {
    /// Which panel.
    pub panel: PanelId,
    /// Why before all had given one, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A panel as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// How it was called.
    pub convened: PanelConvened,
    /// Who was there.
    pub attendance: Option<AttendanceRecorded>,
    /// The opinion of each seat, and when it was given.
    pub opinions: BTreeMap<SeatNumber, (OpinionRecorded, Timestamp)>,
    /// Keys of members elsewhere.
    pub keys: BTreeMap<SeatNumber, SeatKeyRegistered>,
    /// Packets that were written for members elsewhere, oldest first.
    pub invitations: Vec<StandingInvitation>,
    /// Since when opinions may be seen.
    pub revealed_at: Option<Timestamp>,
    /// How it ended.
    pub concluded: Option<PanelConcluded>,
    /// When it ended.
    pub concluded_at: Option<Timestamp>,
    /// It was cancelled (中止), why, and when.
    pub cancelled: Option<(PanelCancelled, Timestamp)>,
    /// What was laid before it has changed since: decisions, facts or interpretation.
    pub out_of_date: bool,
}

/// What the opinions of a panel come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Seats that owe an opinion and have given none.
    pub waiting: BTreeSet<SeatNumber>,
    /// Findings on which not everybody says the same.
    pub disagreed: BTreeSet<FindingKey>,
}

impl Panel {
    pub(crate) fn called(convened: PanelConvened) -> Self {
        Self {
            convened,
            attendance: None,
            opinions: BTreeMap::new(),
            keys: BTreeMap::new(),
            invitations: Vec::new(),
            revealed_at: None,
            concluded: None,
            concluded_at: None,
            cancelled: None,
            out_of_date: false,
        }
    }

    /// Whether people still work on it: it has not ended, and nothing has overtaken it.
    pub fn is_open(&self) -> bool {
        self.concluded.is_none() && self.cancelled.is_none() && !self.out_of_date
    }

    /// The member at a seat.
    pub fn member(&self, seat: SeatNumber) -> Option<&PanelMember> {
        self.convened.members.iter().find(|member| member.seat == seat)
    }

    /// The seats of an account.
    pub fn seats_of(&self, account: AccountId) -> impl Iterator<Item = SeatNumber> {
        self.convened.members.iter().filter(move |member| member.account == Some(account)).map(|member| member.seat)
    }

    /// Whether an account may see the opinion of a seat: that of its own always, another one once opinions are revealed.
    pub fn may_see(&self, viewer: AccountId, seat: SeatNumber) -> bool {
        self.revealed_at.is_some() || self.seats_of(viewer).any(|own| own == seat)
    }

    /// Who counts as present: in a meeting those recorded, in a circulated review those whose opinion is there.
    pub fn present(&self) -> BTreeSet<SeatNumber> {
        match self.convened.meeting {
            PanelMeeting::RealTime { .. } => {
                self.attendance.as_ref().map(|attendance| attendance.present.clone()).unwrap_or_default()
            }
            PanelMeeting::Circulated { .. } => self.opinions.keys().copied().collect(),
        }
    }

    /// What the opinions come to. Every seat owes one in a circulated review.
    pub fn agreement(&self) -> Agreement {
        let seats = self.convened.members.iter().map(|member| member.seat);
        let waiting = seats.filter(|seat| !self.opinions.contains_key(seat)).collect();
        let mut stances: BTreeMap<FindingKey, BTreeSet<Stance>> = BTreeMap::new();
        let mut asked: BTreeMap<FindingKey, usize> = BTreeMap::new();
        for opinion in self.opinions.values().flat_map(|(opinion, _)| &opinion.findings) {
            stances.entry(opinion.finding).or_default().insert(opinion.stance);
            *asked.entry(opinion.finding).or_default() += 1;
        }
        let given = self.opinions.len();
        let agreed = |finding: &FindingKey, said: &BTreeSet<Stance>| {
            said.len() == 1 && !said.contains(&Stance::Undecided) && asked.get(finding) == Some(&given)
        };
        let disagreed = stances.iter().filter(|(finding, said)| !agreed(finding, said));
        Agreement { waiting, disagreed: disagreed.map(|(finding, _)| *finding).collect() }
    }
}

#[cfg(test)]
mod tests;
