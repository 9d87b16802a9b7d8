//! Packets: what passes between the hospital and members of a panel elsewhere.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;
use super::panel::AskedFinding;
use super::report_view::ExportedFile;

/// What a file says of itself before it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PacketLook {
    /// `invitation`, `opinion`, `request`, `return`.
    pub kind: String,
    /// A passphrase opens it; else a key.
    pub by_passphrase: bool,
}

/// What opens a packet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PacketOpener {
    /// File of one's own key; `null` where the packet was sealed by a passphrase.
    pub key_file: Option<String>,
    /// Passphrase of the key file, or of the packet.
    pub passphrase: String,
}

impl std::fmt::Debug for PacketOpener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PacketOpener").finish_non_exhaustive()
    }
}

/// An invitation, opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InvitationView {
    /// The packet.
    pub packet: String,
    /// The inviting hospital, as it calls itself.
    pub host: String,
    /// Fingerprint of the key that signed the packet. The signature matches; whose key it is, must be asked by telephone.
    pub host_fingerprint: String,
    /// Name of the member.
    pub member: String,
    /// Seat.
    pub seat: u16,
    /// Qualification codes.
    pub qualifications: Vec<String>,
    /// `real_time` or `circulated`.
    pub meeting: String,
    /// Last day for the answer, ISO 8601.
    pub due_on: String,
    /// That day is over, by the clock of this machine.
    pub late: bool,
    /// When it was written, ISO 8601 UTC.
    pub written_at: String,
    /// 研究用ID
    pub subject: Option<String>,
    /// The case.
    pub case: PacketCase,
    /// Hash of the case, which the answer repeats.
    pub case_hash: String,
    /// What the member is asked about; decisions of the host are not told.
    pub asked: Vec<AskedFinding>,
}

/// A case without the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PacketCase {
    /// 臨床情報; labels as those of [`ClinicalFact`](super::ClinicalFact).
    pub facts: Vec<PacketFact>,
    /// Findings, strongest first.
    pub findings: Vec<PacketFinding>,
    /// Findings about inherited variants are among them, where there are any. Else none is told.
    pub germline_included: bool,
    /// Statements that could not be decided: not negative.
    pub open_questions: u32,
    /// Knowledge release.
    pub release: String,
    /// Day for which approvals were looked up.
    pub as_of: String,
}

/// A labelled fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PacketFact {
    /// Catalogue code of the label.
    pub label: String,
    /// Value.
    pub value: String,
}

/// A finding in a packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own beside the finding")]
pub struct PacketFinding {
    /// Stable identity.
    pub key: String,
    /// Variant.
    pub label: String,
    /// HGVS of the coding sequence.
    pub hgvsc: Option<String>,
    /// Genomic allele.
    pub allele: Option<String>,
    /// Variant allele fraction, percent.
    pub vaf_percent: Option<String>,
    /// Drugs.
    pub therapy_label: Option<String>,
    /// A–F.
    pub evidence_level: Option<String>,
    /// `final` or `candidate`.
    pub level_state: String,
    /// Speaks against a therapy.
    pub resistance: bool,
    /// Access class code.
    pub accessibility: String,
    /// Whether the profile meets the row.
    pub status: String,
    /// Line and timing.
    pub setting: Option<String>,
    /// Source.
    pub citation: Option<String>,
    /// Why, step by step.
    pub reasons: Vec<Message>,
    /// A drug of it was given before.
    pub already_given: bool,
    /// A narrower statement says the opposite.
    pub overruled: bool,
    /// It speaks of an inherited variant.
    pub germline: bool,
    /// The member is asked about it.
    pub asked: bool,
}

/// What would be written for the members elsewhere, before it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InvitationPlan {
    /// The case, exactly as it stands in each packet.
    pub case: PacketCase,
    /// What each member is asked about.
    pub asked: u32,
    /// Members without an account here.
    pub seats: Vec<InvitationSeat>,
    /// Texts that seem to name the person: nothing is written while there is one.
    pub leaks: Vec<LeakView>,
    /// Last day for the answers, ISO 8601.
    pub due_on: String,
    /// Fingerprint of this hospital's key, which a member asks for by telephone.
    pub own_fingerprint: String,
}

/// A member elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InvitationSeat {
    /// Seat.
    pub seat: u16,
    /// 氏名
    pub name: String,
    /// Fingerprint of the registered key.
    pub key_fingerprint: Option<String>,
    /// When the newest packet was written, ISO 8601 UTC.
    pub invited_at: Option<String>,
    /// `key` or `passphrase`: how that one was sealed.
    pub sealed_by: Option<String>,
    /// The opinion is there.
    pub opinion_given: bool,
}

/// A text that seems to name the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LeakView {
    /// Where it stands in the packet.
    pub place: String,
    /// `name`, `hospital_id`, `birth_day`, `address`.
    pub kind: String,
}

/// A packet to write.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewInvitation {
    /// For whom.
    pub seat: u16,
    /// Passphrase that seals it; `null` for the registered key.
    pub passphrase: Option<String>,
}

impl std::fmt::Debug for NewInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewInvitation").field("seat", &self.seat).finish_non_exhaustive()
    }
}

/// Packets that were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WrittenInvitations {
    /// The files, in the order of the wishes.
    pub files: Vec<ExportedFile>,
}

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PacketCardView {
    /// Name of the person or house, as its owner wrote it.
    pub name: String,
    /// What two people read to each other.
    pub fingerprint: String,
}

/// A key that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CreatedPacketKey {
    /// File of the key: stays with its owner.
    pub key_path: String,
    /// File of the card: goes to the inviting hospital.
    pub card_path: String,
    /// What two people read to each other.
    pub fingerprint: String,
}

/// An opinion that was taken in. What it says is not told before opinions are revealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReceivedOpinion {
    /// Case id.
    pub case_id: String,
    /// Number for people.
    pub case_number: String,
    /// Seat.
    pub seat: u16,
    /// 氏名
    pub name: String,
}
