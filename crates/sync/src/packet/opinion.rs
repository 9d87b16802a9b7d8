//! The circulated review: what a member is asked, and what the member answers.

use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::ContentHash;
use model::finding::FindingKey;
use model::ids::{PacketId, PanelId, ResearchId};
use model::panel_rule::Qualification;
use serde::{Deserialize, Serialize};

use super::reading::PacketContent;
use super::{PacketError, require_hash};
use crate::payload::PseudonymisedCase;

/// A case laid before a member of the panel. The hash of the draft itself is not told: with it, somebody could try names.
/// `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Version of this shape.
    pub schema: u32,
    /// This packet.
    pub packet: PacketId,
    /// Which panel.
    pub panel: PanelId,
    /// Seat of the member.
    pub seat: u16,
    /// Name of the member.
    pub member: String,
    /// What the member counts for.
    pub qualifications: Vec<Qualification>,
    /// The inviting hospital, as it calls itself.
    pub host: String,
    /// Key to which the answer is sealed; base64.
    pub answer_to: String,
    /// `circulated` or `real_time`.
    pub meeting: String,
    /// Last day for the answer.
    pub due_on: Date,
    /// When it was written.
    pub written_at: Timestamp,
    /// 研究用ID, where the hospital gave one.
    pub subject: Option<ResearchId>,
    /// The case.
    pub case: PseudonymisedCase,
    /// Hash of the case, which the answer repeats.
    pub case_hash: ContentHash,
    /// Findings that ask for an opinion.
    pub asked: Vec<FindingKey>,
    /// Secret of the key that signs the answer, where the packet is sealed by a passphrase: who opens it can answer it.
    pub answer_seed: Option<String>,
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation").field("packet", &self.packet).field("seat", &self.seat).finish_non_exhaustive()
    }
}

impl PacketContent for Invitation {
    fn check(&self) -> Result<(), PacketError> {
        require_hash(&self.case, self.case_hash)?;
        let known = |key: &FindingKey| self.case.findings.iter().any(|finding| finding.key == *key);
        if self.asked.iter().all(known) { Ok(()) } else { Err(PacketError::Malformed) }
    }
}

/// What the member thinks. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// Version of this shape.
    pub schema: u32,
    /// This packet.
    pub packet: PacketId,
    /// The invitation that it answers.
    pub answers: PacketId,
    /// Which panel.
    pub panel: PanelId,
    /// Whose seat.
    pub seat: u16,
    /// Hash of the case that the member saw.
    pub case_hash: ContentHash,
    /// On each finding that asked for one.
    pub findings: Vec<AnsweredFinding>,
    /// On the whole.
    pub overall: Option<String>,
    /// Who answers, as the member's side calls itself.
    pub answered_by: String,
    /// When, by the member's clock.
    pub answered_at: Timestamp,
}

impl std::fmt::Debug for Opinion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opinion").field("packet", &self.packet).field("answers", &self.answers).finish_non_exhaustive()
    }
}

impl PacketContent for Opinion {
    fn check(&self) -> Result<(), PacketError> {
        Ok(())
    }
}

/// An opinion on one finding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnsweredFinding {
    /// Which.
    pub finding: FindingKey,
    /// Stance code.
    pub stance: String,
    /// Why.
    pub comment: Option<String>,
}

impl std::fmt::Debug for AnsweredFinding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnsweredFinding").field("finding", &self.finding).finish_non_exhaustive()
    }
}
