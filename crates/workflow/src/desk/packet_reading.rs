//! The member's side of packets: opened in any Shirube, with or without a workspace, read and answered.
//!
//! Without a workspace nothing is written but the answer and, when somebody makes one, a key. There is no log then: the
//! hospital that invited notes when its packet left and when the answer came.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use casefile::panel::Stance;
use casefile::permission::Action;
use model::ids::PacketId;
use sync::packet::{AnsweredFinding, CONTENT_SCHEMA, Invitation, Opinion, read, written};
use vault::packet::{LARGEST_PACKET_BYTES, Opener, PacketKind, SealedTo, look_at, open, seal};
use vault::packet_key::{PacketAddress, PacketKey};
use vault::passphrase::Passphrase;

use super::Desk;
use super::consents::said;
use super::outgoing::Outgoing;
use super::panels::key;
use crate::contract::{
    ApiError, ApiErrorKind, CreatedPacketKey, ExportedFile, InvitationView, Message, NewOpinion, PacketLook,
    PacketOpener,
};
use crate::view::invitation_view;

/// An invitation with what is needed to answer it.
struct OpenedInvitation {
    invitation: Invitation,
    host: PacketAddress,
    answering: PacketKey,
    /// Who answers, as the answer says it.
    name: String,
}

impl Desk {
    /// What a file says of itself before it is opened.
    ///
    /// # Errors
    /// When it cannot be read, or is no packet.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn look_at_packet(&self, path: String) -> Result<PacketLook, ApiError> {
        let bytes = read_up_to(&path, LARGEST_PACKET_BYTES)?;
        let (kind, by_passphrase) = look_at(&bytes).map_err(ApiError::from_failure)?;
        Ok(PacketLook { kind: kind.code().to_owned(), by_passphrase })
    }

    /// Opens an invitation, without a workspace.
    ///
    /// # Errors
    /// When it does not open, its signature does not match, or it cannot be read.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn open_packet(&self, path: String, opener: PacketOpener) -> Result<InvitationView, ApiError> {
        let opened = opened_by(&path, &opener)?;
        Ok(invitation_view(&opened.invitation, opened.host.fingerprint(), self.today()))
    }

    /// Answers an invitation, without a workspace: writes a packet that only the inviting hospital opens.
    ///
    /// # Errors
    /// As [`Desk::open_packet`]; also when the last day is over, a finding has no opinion, or the file cannot be written.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn answer_packet(
        &self,
        path: String,
        opener: PacketOpener,
        opinion: NewOpinion,
        to: String,
    ) -> Result<ExportedFile, ApiError> {
        let opened = opened_by(&path, &opener)?;
        self.write_answer(opened, opinion, &to)?.keep()
    }

    /// Opens an invitation that was sealed to the key of this workspace.
    ///
    /// # Errors
    /// As [`Desk::open_packet`]; also when nobody is signed in who may give opinions.
    pub async fn open_packet_here(&self, path: String) -> Result<InvitationView, ApiError> {
        let seat = self.seat(Action::GiveOpinion).await?;
        let opened = opened_with(&path, &Opener::Key(&seat.packet_key()?))?;
        let noted = serde_json::json!({ "packet": opened.0.packet });
        seat.record(("packet_opened", seat.role), &noted, &self.ports).await?;
        Ok(invitation_view(&opened.0, opened.1.fingerprint(), self.today()))
    }

    /// Answers an invitation that was sealed to the key of this workspace. The passphrase is asked for again.
    ///
    /// # Errors
    /// As [`Desk::answer_packet`]; also for a wrong passphrase.
    pub async fn answer_packet_here(
        &self,
        path: String,
        opinion: NewOpinion,
        to: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::GiveOpinion).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let answering = seat.packet_key()?;
        let (invitation, host) = opened_with(&path, &Opener::Key(&answering))?;
        let packet = invitation.packet;
        let name = format!("{} {}", seat.workspace.file().institution, seat.profile.display_name);
        let file = self.write_answer(OpenedInvitation { invitation, host, answering, name }, opinion, &to)?;
        let noted = serde_json::json!({ "kind": PacketKind::Opinion, "answers": packet, "sha256": file.sha256() });
        seat.record(("answer_written", seat.role), &noted, &self.ports).await?;
        file.keep()
    }

    /// Makes a key of one's own: a file that a passphrase opens, and beside it the card for the inviting hospital.
    ///
    /// # Errors
    /// When the name is empty, the passphrase too short, a file of that name is there, or the disk fails.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn create_packet_key(
        &self,
        name: String,
        passphrase: String,
        path: String,
    ) -> Result<CreatedPacketKey, ApiError> {
        let name = said(Some(name)).ok_or_else(|| ApiError::refused("field_empty"))?;
        let passphrase = Passphrase::new(&passphrase).map_err(ApiError::from_failure)?;
        let key = PacketKey::generate().map_err(ApiError::from_failure)?;
        let file = key.to_file(&name, &passphrase, self.ports.cost).map_err(ApiError::from_failure)?;
        let card = key.card(&name).and_then(|card| card.to_file()).map_err(ApiError::from_failure)?;
        let key_path = PathBuf::from(&path);
        let card_path = key_path.with_extension("card");
        if card_path == key_path {
            return Err(ApiError::refused("packet_key_name"));
        }
        let key_file = Outgoing::write(&path, &file)?;
        let card_file = Outgoing::write(&card_path.display().to_string(), &card)?;
        let (key_path, card_path) = (key_file.keep()?.path, card_file.keep()?.path);
        Ok(CreatedPacketKey { key_path, card_path, fingerprint: key.address().fingerprint() })
    }

    fn write_answer(&self, opened: OpenedInvitation, said_now: NewOpinion, to: &str) -> Result<Outgoing, ApiError> {
        let OpenedInvitation { invitation, host, answering, name } = opened;
        if self.today() > invitation.due_on {
            return Err(ApiError::refused("refusal_opinion_late"));
        }
        let findings = said_now
            .findings
            .into_iter()
            .map(|one| {
                let known = Stance::of_code(&one.stance).is_some();
                let finding = key(&one.finding)?;
                if !known || !invitation.case.findings.iter().any(|found| found.key == finding) {
                    return Err(ApiError::refused("panel_unreadable"));
                }
                Ok(AnsweredFinding { finding, stance: one.stance, comment: said(one.comment) })
            })
            .collect::<Result<Vec<_>, ApiError>>()?;
        let missing =
            invitation.asked.iter().filter(|asked| !findings.iter().any(|one| one.finding == **asked)).count();
        if missing > 0 {
            return Err(with("refusal_opinion_incomplete", "count", &missing.to_string()));
        }
        let opinion = Opinion {
            schema: CONTENT_SCHEMA,
            packet: PacketId(self.ports.ids.uuid()),
            answers: invitation.packet,
            panel: invitation.panel,
            seat: invitation.seat,
            case_hash: invitation.case_hash,
            findings,
            overall: said(said_now.overall),
            answered_by: name,
            answered_at: self.ports.clock.now(),
        };
        let content = written(&opinion).map_err(|_| ApiError::internal("content_not_canonical"))?;
        read::<Opinion>(&content).map_err(ApiError::from_failure)?;
        let bytes = seal((PacketKind::Opinion, &content), &answering, &SealedTo::Address(&host));
        Outgoing::write(to, &bytes.map_err(ApiError::from_failure)?)
    }
}

fn opened_by(path: &str, opener: &PacketOpener) -> Result<OpenedInvitation, ApiError> {
    let passphrase = Passphrase::new(&opener.passphrase).map_err(ApiError::from_failure)?;
    if let Some(file) = &opener.key_file {
        let opened = PacketKey::from_file(&read_small(file)?, &passphrase);
        let (answering, card) = opened.map_err(ApiError::from_failure)?;
        let (invitation, host) = opened_with(path, &Opener::Key(&answering))?;
        return Ok(OpenedInvitation { invitation, host, answering, name: card.name });
    }
    let (invitation, host) = opened_with(path, &Opener::Passphrase(&passphrase))?;
    let seed = invitation.answer_seed.as_deref().ok_or_else(|| ApiError::refused("packet_not_answerable"))?;
    let answering = PacketKey::from_seed_text(seed).map_err(ApiError::from_failure)?;
    let name = invitation.member.clone();
    Ok(OpenedInvitation { invitation, host, answering, name })
}

fn opened_with(path: &str, opener: &Opener<'_>) -> Result<(Invitation, PacketAddress), ApiError> {
    let bytes = read_bounded(path, PacketKind::Invitation)?;
    let opened = open(&bytes, PacketKind::Invitation, opener).map_err(ApiError::from_failure)?;
    let invitation: Invitation = read(&opened.content).map_err(ApiError::from_failure)?;
    // The answer goes to whoever signed, not to whom the text names.
    if invitation.answer_to != opened.sender.sealing.to_string() {
        return Err(ApiError::refused("packet_sender_differs"));
    }
    Ok((invitation, opened.sender))
}

/// A packet of one kind, no more of it than its kind may be.
pub(super) fn read_bounded(path: &str, kind: PacketKind) -> Result<Vec<u8>, ApiError> {
    read_up_to(path, kind.limit_bytes())
}

/// A card or key file.
pub(super) fn read_small(path: &str) -> Result<Vec<u8>, ApiError> {
    read_up_to(path, 64 << 10)
}

fn read_up_to(path: &str, limit: usize) -> Result<Vec<u8>, ApiError> {
    let place = Path::new(path);
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "packet cannot be read");
        ApiError { kind: ApiErrorKind::World, ..with("packet_file_unreadable", "file", &name) }
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let file = File::open(place).map_err(failed)?;
    // A folder, a device or a pipe is no packet.
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("not a file")));
    }
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

/// A file is larger than it may be.
pub(super) fn too_large(limit: usize) -> ApiError {
    with("vault.packet_too_large", "limit_mib", &(limit >> 20).max(1).to_string())
}

fn with(code: &str, name: &str, value: &str) -> ApiError {
    let parameters = [(name.to_owned(), value.to_owned())].into();
    ApiError { kind: ApiErrorKind::Refused, message: Message { code: code.to_owned(), parameters } }
}
