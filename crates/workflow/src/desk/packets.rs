//! The hospital's side of packets: whose key is whose, invitations out, opinions in.

use std::path::{Path, PathBuf};

use casefile::Command;
use casefile::consent::{ConsentKind, Wish};
use casefile::panel::invitation::{
    InvitationSeal, MembersInvited, OpinionPacket, SeatKeyRegistered, WrittenInvitation,
};
use casefile::panel::{FindingOpinion, OpinionRecorded, Panel, PanelMember, SeatNumber, Stance};
use casefile::permission::Action;
use model::canonical::ContentHash;
use model::ids::{CaseId, PacketId};
use serde::{Deserialize, Serialize};
use sync::packet::{CONTENT_SCHEMA, Invitation, Opinion, PacketContent, read, written};
use sync::payload::{CaseParts, Identifiers, Leak, Pseudonymised, PseudonymisedCase, guard};
use vault::packet::{Opener, PacketKind, SealedTo, open, seal};
use vault::packet_key::{PacketAddress, PacketCard, PacketKey};
use vault::passphrase::{Passphrase, PassphrasePolicy};

use super::Desk;
use super::cases::{OpenCase, label_of};
use super::outgoing::Outgoing;
use super::packet_reading::read_bounded;
use super::session::Session;
use super::views::Screen;
use crate::contract::{
    ApiError, ApiErrorKind, ExportedFile, InvitationPlan, InvitationSeat, LeakView, Message, NewInvitation,
    PacketCardView, PanelBoard, ReceivedOpinion, WrittenInvitations,
};
use crate::view::packet_case;

/// Kind of the event that tells that packets left the house.
pub(super) const PACKET_WRITTEN: &str = "packet_written";
/// Kind of the event that tells that a packet was taken in.
pub(super) const PACKET_RECEIVED: &str = "packet_received";
/// Kind of the event that tells that a packet was turned away.
pub(super) const PACKET_REFUSED: &str = "packet_refused";

/// What the log of the workspace says about a packet: random ids and hashes, no names.
#[derive(Serialize, Deserialize)]
pub(super) struct PacketNoted {
    pub(super) kind: PacketKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) packet: Option<PacketId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) case: Option<CaseId>,
    pub(super) sha256: ContentHash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<String>,
}

impl Desk {
    /// The public half of this hospital's packet key.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn packet_card(&self) -> Result<PacketCardView, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let name = seat.workspace.file().institution.clone();
        Ok(PacketCardView { name, fingerprint: seat.packet_key()?.address().fingerprint() })
    }

    /// Writes it to a file for other houses. It holds nothing secret.
    ///
    /// # Errors
    /// When nobody is signed in, a file of that name is there, or the disk fails.
    pub async fn write_packet_card(&self, path: String) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        let card = seat.packet_key()?.card(&seat.workspace.file().institution).map_err(ApiError::from_failure)?;
        let bytes = card.to_file().map_err(ApiError::from_failure)?;
        Outgoing::write(&path, &bytes)?.keep()
    }

    /// Registers the key of a member elsewhere, whose fingerprint was heard from the member.
    ///
    /// # Errors
    /// When the card cannot be read, what was heard is not its fingerprint, or the case file refuses.
    pub async fn register_seat_key(
        &self,
        case_id: String,
        seat_number: u16,
        card: String,
        heard: String,
    ) -> Result<PanelBoard, ApiError> {
        let seat = self.seat(Action::WritePacket).await?;
        let open = seat.open_case(&case_id).await?;
        let panel = open.case.panel().ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?.convened.panel;
        let card = card_at(&card)?;
        if !card.address.is_read_as(&heard) {
            return Err(ApiError::refused("packet_fingerprint_differs"));
        }
        let registered = SeatKeyRegistered {
            panel,
            seat: seat_number,
            name: card.name,
            signing: card.address.signing.to_string(),
            sealing: card.address.sealing.to_string(),
            fingerprint: card.address.fingerprint(),
        };
        let open = self.acted(&seat, open, Command::RegisterSeatKey(registered)).await?;
        self.board(&seat, &open).await
    }

    /// What would be written for members elsewhere, exactly as it would be written.
    ///
    /// # Errors
    /// When the case cannot be read, or there is no panel.
    pub async fn invitation_plan(&self, case_id: String) -> Result<InvitationPlan, ApiError> {
        let (seat, open) = self.case_seat(Action::WritePacket, &case_id, Screen::Panel).await?;
        let panel = open.case.panel().ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?;
        let told = self.without_the_person(&open)?;
        let asked: Vec<_> = open.case.asked_of_panel().into_iter().collect();
        let case = packet_case(&told, &asked);
        let leaks = guard(told, &identifiers(&open)).err().unwrap_or_default();
        Ok(InvitationPlan {
            case,
            asked: crate::view::count(asked.len()),
            seats: panel
                .convened
                .members
                .iter()
                .filter(|one| one.account.is_none())
                .map(|one| told_seat(panel, one))
                .collect(),
            leaks: leaks.iter().map(leak_view).collect(),
            due_on: panel.convened.meeting.day().to_string(),
            own_fingerprint: seat.packet_key()?.address().fingerprint(),
        })
    }

    /// Writes one packet for each wished seat into a folder. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, a text seems to name the person, the case file refuses, or the disk fails. No file
    /// stays then.
    pub async fn invite_members(
        &self,
        case_id: String,
        folder: String,
        wanted: Vec<NewInvitation>,
        passphrase: String,
    ) -> Result<WrittenInvitations, ApiError> {
        let seat = self.seat(Action::WritePacket).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let open = seat.open_case(&case_id).await?;
        let panel = open.case.panel().ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?.clone();
        let told = self.without_the_person(&open)?;
        let identifiers = identifiers(&open);
        let told = guard(told, &identifiers).map_err(|leaks| names_the_person(&leaks))?;
        let case_hash = ContentHash::of(told.get()).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let sender = seat.packet_key()?;
        let host = seat.workspace.file().institution.clone();
        let mut packets = Vec::with_capacity(wanted.len());
        for wish in &wanted {
            let member = panel.member(wish.seat).ok_or_else(|| ApiError::refused("refusal_panel_members_unclear"))?;
            let drafted = self.invitation((&panel, member), (&told, case_hash), &open, &host);
            packets.push(self.sealed(drafted, wish, (&panel, &sender), &identifiers)?);
        }
        let invitations = packets.iter().map(|(written, _)| written.clone()).collect();
        let invited = MembersInvited { panel: panel.convened.panel, case_hash, invitations };
        let files = Box::pin(self.write_all(&seat, open, (invited, packets), &PathBuf::from(folder))).await?;
        Ok(WrittenInvitations { files })
    }

    /// Takes in the packet of a member elsewhere. What it says stays hidden until opinions are revealed.
    ///
    /// # Errors
    /// When the packet does not open, answers no invitation of this workspace, or the case file refuses; the refusal stands
    /// in the log.
    pub async fn receive_opinion(&self, path: String) -> Result<ReceivedOpinion, ApiError> {
        let seat = self.seat(Action::ReceivePacket).await?;
        let bytes = read_bounded(&path, PacketKind::Opinion)?;
        let mut noted = PacketNoted {
            kind: PacketKind::Opinion,
            packet: None,
            case: None,
            sha256: ContentHash::of_bytes(&bytes),
            refused: None,
        };
        let taken = Box::pin(self.take_in(&seat, &bytes, &mut noted)).await;
        let (kind, role) = match &taken {
            Ok(_) => (PACKET_RECEIVED, seat.role),
            Err(refused) => {
                noted.refused = Some(refused.message.code.clone());
                (PACKET_REFUSED, seat.role)
            }
        };
        seat.record((kind, role), &noted, &self.ports).await?;
        taken
    }

    async fn take_in(
        &self,
        seat: &super::seat::Seat<'_>,
        bytes: &[u8],
        noted: &mut PacketNoted,
    ) -> Result<ReceivedOpinion, ApiError> {
        let key = seat.packet_key()?;
        let opened = open(bytes, PacketKind::Opinion, &Opener::Key(&key)).map_err(ApiError::from_failure)?;
        let opinion: Opinion = read(&opened.content).map_err(ApiError::from_failure)?;
        noted.packet = Some(opinion.packet);
        let written: Vec<PacketNoted> = seat.recorded(PACKET_WRITTEN).await?;
        let case = written.iter().find(|written| written.packet == Some(opinion.answers)).and_then(|found| found.case);
        let case = case.ok_or_else(|| ApiError::refused("refusal_packet_unknown"))?;
        noted.case = Some(case);
        let open = seat.open_case_id(case).await?;
        let recorded = recorded_opinion(&open, &opinion, (&opened.sender, noted.sha256))?;
        let number = recorded.seat;
        let open = self.acted(seat, open, Command::GiveOpinion(recorded)).await?;
        let name = open.case.panel().and_then(|panel| panel.member(number)).map(|member| member.name.clone());
        Ok(ReceivedOpinion {
            case_id: case.to_string(),
            case_number: open.case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default(),
            seat: number,
            name: name.unwrap_or_default(),
        })
    }

    /// The case without the person, as the newest interpretation tells it.
    pub(super) fn without_the_person(&self, open: &OpenCase) -> Result<PseudonymisedCase, ApiError> {
        let incomplete = || ApiError::refused("case_incomplete");
        let case = &open.case;
        let interpretation = case.interpretation.as_ref().ok_or_else(incomplete)?;
        let profile = &case.profile.as_ref().ok_or_else(incomplete)?.profile;
        Ok(PseudonymisedCase::of(&CaseParts {
            clinical: case.clinical.as_ref().ok_or_else(incomplete)?,
            findings: &interpretation.findings,
            open_questions: interpretation.open.len(),
            tumor_label: label_of(case, &*self.release()?),
            test_name: profile.test_name.clone(),
            assembly: profile.assembly,
            release: &interpretation.release,
            engine: &interpretation.engine,
            as_of: interpretation.as_of,
            with_germline: case.wish(ConsentKind::SecondaryFindings) == Wish::Yes,
        }))
    }

    fn invitation(
        &self,
        (panel, member): (&Panel, &PanelMember),
        (told, case_hash): (&Pseudonymised<PseudonymisedCase>, ContentHash),
        open: &OpenCase,
        host: &str,
    ) -> Invitation {
        Invitation {
            schema: CONTENT_SCHEMA,
            packet: PacketId(self.ports.ids.uuid()),
            panel: panel.convened.panel,
            seat: member.seat,
            member: member.name.clone(),
            qualifications: member.qualifications.iter().copied().collect(),
            host: host.to_owned(),
            answer_to: String::new(),
            meeting: panel.convened.meeting.code().to_owned(),
            due_on: panel.convened.meeting.day(),
            written_at: self.ports.clock.now(),
            subject: open.case.clinical.as_ref().and_then(|clinical| clinical.patient.research_id.clone()),
            case: told.get().clone(),
            case_hash,
            asked: open.case.asked_of_panel().into_iter().collect(),
            answer_seed: None,
        }
    }

    /// One packet, looked through once more as a whole, signed and sealed.
    fn sealed(
        &self,
        mut invitation: Invitation,
        wish: &NewInvitation,
        (panel, sender): (&Panel, &PacketKey),
        identifiers: &Identifiers,
    ) -> Result<(WrittenInvitation, Vec<u8>), ApiError> {
        invitation.answer_to = sender.address().sealing.to_string();
        let (packet, seat) = (invitation.packet, invitation.seat);
        // The secret of a one-time key is random and looked for by nobody; the rest is looked through as it leaves.
        let looked = guard(invitation, identifiers).map_err(|leaks| names_the_person(&leaks))?;
        let mut invitation = looked.get().clone();
        let (how, answering_key, bytes) = if let Some(typed) = &wish.passphrase {
            let typed = Passphrase::new(typed).map_err(ApiError::from_failure)?;
            PassphrasePolicy::ALONE.check(&typed).map_err(ApiError::from_failure)?;
            let one_time = PacketKey::generate().map_err(ApiError::from_failure)?;
            invitation.answer_seed = Some(one_time.seed_text().to_string());
            let bytes = sealed_bytes(&invitation, sender, &SealedTo::Passphrase(&typed, self.ports.cost))?;
            (InvitationSeal::Passphrase, one_time.address().signing.to_string(), bytes)
        } else {
            let address = address_of(panel, seat)?;
            let bytes = sealed_bytes(&invitation, sender, &SealedTo::Address(&address))?;
            (InvitationSeal::Key, address.signing.to_string(), bytes)
        };
        let sha256 = ContentHash::of_bytes(&bytes);
        Ok((WrittenInvitation { packet, seat, seal: how, answering_key, sha256 }, bytes))
    }

    /// Files first, then what the log says of them: what is not in the log answers to nobody, and no file stays without it.
    async fn write_all(
        &self,
        seat: &super::seat::Seat<'_>,
        open: OpenCase,
        (invited, packets): (MembersInvited, Vec<(WrittenInvitation, Vec<u8>)>),
        folder: &Path,
    ) -> Result<Vec<ExportedFile>, ApiError> {
        let case = open.id;
        let context = casefile::Context { case, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        casefile::decide(&open.case, Command::InviteMembers(invited.clone()), &context)
            .map_err(ApiError::from_failure)?;
        let files = packets
            .iter()
            .map(|(written, bytes)| {
                let place = folder.join(format!("shirube-{}-seat{}.packet", written.packet, written.seat));
                Outgoing::write(&place.display().to_string(), bytes)
            })
            .collect::<Result<Vec<_>, _>>()?;
        self.note_written(seat, case, &invited).await?;
        self.acted(seat, open, Command::InviteMembers(invited)).await?;
        files.into_iter().map(Outgoing::keep).collect()
    }

    async fn note_written(
        &self,
        seat: &super::seat::Seat<'_>,
        case: CaseId,
        invited: &MembersInvited,
    ) -> Result<(), ApiError> {
        for written in &invited.invitations {
            let noted = PacketNoted {
                kind: PacketKind::Invitation,
                packet: Some(written.packet),
                case: Some(case),
                sha256: written.sha256,
                refused: None,
            };
            seat.record((PACKET_WRITTEN, seat.role), &noted, &self.ports).await?;
        }
        Ok(())
    }
}

impl Session {
    /// The key by which this workspace sends and receives packets.
    pub(super) fn packet_key(&self) -> Result<PacketKey, ApiError> {
        self.key.packet_key().map_err(ApiError::from_failure)
    }
}

/// The card in a file.
pub(super) fn card_at(path: &str) -> Result<PacketCard, ApiError> {
    let bytes = super::packet_reading::read_small(path)?;
    PacketCard::read(&bytes).map_err(ApiError::from_failure)
}

/// The address that was registered for a seat.
fn address_of(panel: &Panel, seat: SeatNumber) -> Result<PacketAddress, ApiError> {
    let key = panel.keys.get(&seat).ok_or_else(|| ApiError::refused("refusal_seat_key_unknown"))?;
    let unreadable = |_| ApiError::internal("packet_key_unreadable");
    let signing = key.signing.parse().map_err(unreadable)?;
    Ok(PacketAddress { signing, sealing: key.sealing.parse().map_err(unreadable)? })
}

fn sealed_bytes(invitation: &Invitation, sender: &PacketKey, to: &SealedTo<'_>) -> Result<Vec<u8>, ApiError> {
    let content = written(invitation).map_err(|_| ApiError::internal("content_not_canonical"))?;
    // What this software would not read, it does not write.
    read::<Invitation>(&content).map_err(ApiError::from_failure)?.check().map_err(ApiError::from_failure)?;
    seal((PacketKind::Invitation, &content), sender, to).map_err(ApiError::from_failure)
}

pub(super) fn identifiers(open: &OpenCase) -> Identifiers {
    open.case.clinical.as_ref().map(|clinical| Identifiers::of(&clinical.patient)).unwrap_or_default()
}

fn recorded_opinion(
    open: &OpenCase,
    opinion: &Opinion,
    (sender, sha256): (&PacketAddress, ContentHash),
) -> Result<OpinionRecorded, ApiError> {
    let panel = open.case.panels.iter().find(|panel| panel.convened.panel == opinion.panel);
    let panel = panel.ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?;
    let unreadable = || ApiError::refused("panel_unreadable");
    let said = |one: &sync::packet::AnsweredFinding| {
        let stance = Stance::of_code(&one.stance).ok_or_else(unreadable)?;
        Ok(FindingOpinion { finding: one.finding, stance, comment: one.comment.clone() })
    };
    Ok(OpinionRecorded {
        panel: opinion.panel,
        seat: opinion.seat,
        content_hash: panel.convened.content_hash,
        findings: opinion.findings.iter().map(said).collect::<Result<_, ApiError>>()?,
        overall: opinion.overall.clone(),
        received_by: None,
        packet: Some(OpinionPacket {
            packet: opinion.packet,
            answers: opinion.answers,
            case_hash: opinion.case_hash,
            signed_by: sender.signing.to_string(),
            sha256,
            answered_by: opinion.answered_by.clone(),
            answered_at: opinion.answered_at,
        }),
    })
}

fn told_seat(panel: &Panel, member: &PanelMember) -> InvitationSeat {
    let newest = panel.invitations.iter().rev().find(|standing| standing.written.seat == member.seat);
    InvitationSeat {
        seat: member.seat,
        name: member.name.clone(),
        key_fingerprint: panel.keys.get(&member.seat).map(|key| key.fingerprint.clone()),
        invited_at: newest.map(|standing| standing.at.to_string()),
        sealed_by: newest.map(|standing| standing.written.seal.code().to_owned()),
        opinion_given: panel.opinions.contains_key(&member.seat),
    }
}

fn leak_view(leak: &Leak) -> LeakView {
    LeakView { place: leak.path.clone(), kind: leak.kind.code().to_owned() }
}

/// Says where, never what.
pub(super) fn names_the_person(leaks: &[Leak]) -> ApiError {
    let places: Vec<&str> = leaks.iter().map(|leak| leak.path.as_str()).take(5).collect();
    let parameters = [("count".to_owned(), leaks.len().to_string()), ("places".to_owned(), places.join(", "))];
    ApiError {
        kind: ApiErrorKind::Refused,
        message: Message { code: "packet_names_the_person".to_owned(), parameters: parameters.into() },
    }
}
