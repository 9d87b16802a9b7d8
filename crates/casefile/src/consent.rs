//! Consent and wishes: what a person, or somebody for them, has said yes, no or later to.

use jiff::Timestamp;
use jiff::civil::Date;
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

/// What can be agreed to. Each is asked and answered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKind {
    /// 研究・解析への参加
    Participation,
    /// データセンターへの提出
    Submission,
    /// 学術目的の二次利用
    SecondaryUseAcademic,
    /// 企業による二次利用
    SecondaryUseIndustry,
    /// 海外での二次利用
    SecondaryUseAbroad,
    /// 二次的所見の開示希望
    SecondaryFindings,
    /// 血縁者への開示
    RelativesDisclosure,
    /// 再連絡
    Recontact,
}

impl ConsentKind {
    /// All of them, in the order of print.
    pub const ALL: [Self; 8] = [
        Self::Participation,
        Self::Submission,
        Self::SecondaryUseAcademic,
        Self::SecondaryUseIndustry,
        Self::SecondaryUseAbroad,
        Self::SecondaryFindings,
        Self::RelativesDisclosure,
        Self::Recontact,
    ];

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::Submission => "submission",
            Self::SecondaryUseAcademic => "secondary_use_academic",
            Self::SecondaryUseIndustry => "secondary_use_industry",
            Self::SecondaryUseAbroad => "secondary_use_abroad",
            Self::SecondaryFindings => "secondary_findings",
            Self::RelativesDisclosure => "relatives_disclosure",
            Self::Recontact => "recontact",
        }
    }

    /// The kind of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether a yes to it lets results without the person leave the house.
    pub fn lets_results_leave(self) -> bool {
        match self {
            Self::Submission | Self::SecondaryUseAcademic | Self::SecondaryUseIndustry | Self::SecondaryUseAbroad => {
                true
            }
            Self::Participation | Self::SecondaryFindings | Self::RelativesDisclosure | Self::Recontact => false,
        }
    }
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAnswer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// 保留: to be asked again.
    Deferred,
}

impl ConsentAnswer {
    /// All of them, in the order of print.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Deferred];

    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Deferred => "deferred",
        }
    }

    /// The answer of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// Who gave an answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentGiver {
    /// 本人
    Person,
    /// 代諾者, and how they are related.
    Proxy {
        /// 続柄, as typed.
        relation: String,
    },
}

impl ConsentGiver {
    /// The code used on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Proxy { .. } => "proxy",
        }
    }
}

/// A relation alone names nobody, and it still is nobody's business in a log.
impl std::fmt::Debug for ConsentGiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// An answer was given or changed. `Debug` prints neither names nor words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecorded {
    /// To what.
    pub kind: ConsentKind,
    /// Yes, no, later.
    pub answer: ConsentAnswer,
    /// Day of the answer.
    pub given_on: Date,
    /// By whom.
    pub given_by: ConsentGiver,
    /// 同意書のバージョン
    pub form_version: String,
    /// 同意取得者, as typed.
    pub obtained_by: String,
    /// Version of the form by which a child agreed (アセント).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assent_version: Option<String>,
    /// How far it goes, as typed: genes, persons, purposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

impl std::fmt::Debug for ConsentRecorded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConsentRecorded")
            .field("kind", &self.kind)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}

/// A yes was withdrawn. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// To what.
    pub kind: ConsentKind,
    /// Day of the withdrawal.
    pub withdrawn_on: Date,
    /// By whom.
    pub withdrawn_by: ConsentGiver,
    /// Version of the withdrawal form, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<String>,
}

impl std::fmt::Debug for ConsentWithdrawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConsentWithdrawn").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The answer that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingConsent {
    /// The newest answer.
    pub recorded: ConsentRecorded,
    /// Its withdrawal, when it was withdrawn since.
    pub withdrawn: Option<ConsentWithdrawn>,
    /// Which account recorded the newest of the two.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// What rules ask: an answer that nobody recorded is neither yes nor no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Yes, and it stands.
    Yes,
    /// No.
    No,
    /// To be asked again.
    Deferred,
    /// Was yes, and was withdrawn.
    Withdrawn,
    /// Nobody recorded an answer.
    NotRecorded,
}

impl Wish {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Deferred => "deferred",
            Self::Withdrawn => "withdrawn",
            Self::NotRecorded => "not_recorded",
        }
    }
}

impl StandingConsent {
    /// What rules go by.
    pub fn wish(&self) -> Wish {
        match (&self.withdrawn, self.recorded.answer) {
            (Some(_), _) => Wish::Withdrawn,
            (None, ConsentAnswer::Yes) => Wish::Yes,
            (None, ConsentAnswer::No) => Wish::No,
            (None, ConsentAnswer::Deferred) => Wish::Deferred,
        }
    }
}
