//! Members elsewhere: their keys, the packets that invite them, and the packets by which they answer.

use jiff::Timestamp;
use model::canonical::ContentHash;
use model::ids::{PacketId, PanelId};
use serde::{Deserialize, Serialize};

use super::SeatNumber;

/// The key of a member elsewhere was registered for a seat, after its fingerprint had been compared by another way.
/// `Debug` prints no name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatKeyRegistered {
    /// Which panel.
    pub panel: PanelId,
    /// Whose.
    pub seat: SeatNumber,
    /// Name on the card.
    pub name: String,
    /// Key that verifies the member's signatures, base64.
    pub signing: String,
    /// Key to which packets are sealed, base64.
    pub sealing: String,
    /// Fingerprint over both, as it was compared.
    pub fingerprint: String,
}

impl std::fmt::Debug for SeatKeyRegistered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SeatKeyRegistered")
            .field("panel", &self.panel)
            .field("seat", &self.seat)
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

/// How an invitation was sealed, and so how its answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationSeal {
    /// To the key that was registered for the seat: the answer is the member's.
    Key,
    /// By a passphrase: the answer is of whoever knew it.
    Passphrase,
}

impl InvitationSeal {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Passphrase => "passphrase",
        }
    }
}

/// A packet that was written for a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenInvitation {
    /// The packet.
    pub packet: PacketId,
    /// For whom.
    pub seat: SeatNumber,
    /// How it was sealed.
    pub seal: InvitationSeal,
    /// Key that signs the answer, base64.
    pub answering_key: String,
    /// SHA-256 of the file.
    pub sha256: ContentHash,
}

/// Packets were written for members elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersInvited {
    /// Which panel.
    pub panel: PanelId,
    /// Hash of the case without the person, as it stands in every one of them.
    pub case_hash: ContentHash,
    /// The packets.
    pub invitations: Vec<WrittenInvitation>,
}

/// How an opinion came in a packet. `Debug` prints no name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionPacket {
    /// The packet.
    pub packet: PacketId,
    /// The invitation that it answers.
    pub answers: PacketId,
    /// Hash of the case that the member saw.
    pub case_hash: ContentHash,
    /// Key that signed it, base64.
    pub signed_by: String,
    /// SHA-256 of the file.
    pub sha256: ContentHash,
    /// Who answered, as the other side calls itself.
    pub answered_by: String,
    /// When it was written, by the member's clock.
    pub answered_at: Timestamp,
}

impl std::fmt::Debug for OpinionPacket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpinionPacket")
            .field("packet", &self.packet)
            .field("answers", &self.answers)
            .finish_non_exhaustive()
    }
}

/// An invitation as the panel remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingInvitation {
    /// The packet.
    pub written: WrittenInvitation,
    /// Hash of the case in it.
    pub case_hash: ContentHash,
    /// When it was written.
    pub at: Timestamp,
}
