//! Another hospital's panel is asked: what a request carries, the packet, and what passed about a case.

use std::io::Read;

use casefile::Command;
use casefile::consent::{ConsentGiver, StandingConsent};
use casefile::permission::Action;
use casefile::referral::{OtherHospital, PanelRequested, ReferralConsent};
use model::canonical::ContentHash;
use model::ids::PacketId;
use model::tumor_type::TumorContext;
use sync::packet::{CONTENT_SCHEMA, CarriedConsent, CarriedFile, CarriedReferralConsent, Request, carry, unpack};
use vault::packet::{OpenedPacket, Opener, PacketKind, SealedTo, open, seal};
use vault::packet_key::PacketAddress;

use super::Desk;
use super::cases::OpenCase;
use super::consents::{day, said};
use super::imports::about_file;
use super::outgoing::Outgoing;
use super::packet_reading::{read_bounded, too_large};
use super::packets::{PACKET_RECEIVED, PACKET_REFUSED, PACKET_WRITTEN, PacketNoted, card_at};
use super::seat::Seat;
use super::views::Screen;
use crate::contract::{ApiError, ApiErrorKind, CarriedFileView, ExportedFile, NewRequest, ReferralBoard, RequestPlan};
use crate::view::referral_board;

impl Desk {
    /// What a request for another hospital's panel would carry. It names the person.
    ///
    /// # Errors
    /// When there is no such case.
    pub async fn request_plan(&self, case_id: String) -> Result<RequestPlan, ApiError> {
        let (seat, open) = self.case_seat(Action::RequestPanel, &case_id, Screen::Panel).await?;
        let clinical = open.case.clinical.as_ref().ok_or_else(|| ApiError::refused("case_incomplete"))?;
        let files = open.case.profile.iter().flat_map(|profile| &profile.files);
        Ok(RequestPlan {
            patient_name: clinical.patient.name.clone(),
            hospital_id: clinical.patient.hospital_id.as_ref().map(|id| id.0.clone()),
            born_on: clinical.patient.born_on.map(report::dates::both),
            attending_physician: clinical.attending_physician.clone(),
            clinical_facts: crate::view::count(clinical.treatments.len() + clinical.facts.len()),
            consents: crate::view::count(open.case.consents.len()),
            files: files.map(|file| file_view(&file.name, file.size_bytes, file.sha256)).collect(),
            own_fingerprint: seat.packet_key()?.address().fingerprint(),
        })
    }

    /// Asks another hospital's panel: writes the case with its files, sealed to that hospital. The passphrase is asked for
    /// again.
    ///
    /// # Errors
    /// When the passphrase is wrong, the fingerprint is not the one that was heard, the case file refuses, a file cannot be
    /// read or is too large, or the disk fails. No file stays then.
    pub async fn write_request(
        &self,
        case_id: String,
        wanted: NewRequest,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let open = {
            let seat = self.seat(Action::RequestPanel).await?;
            seat.confirm(&passphrase, &self.ports)?;
            seat.open_case(&case_id).await?
        };
        let card = card_at(&wanted.card)?;
        if !card.address.is_read_as(&wanted.heard) {
            return Err(ApiError::refused("packet_fingerprint_differs"));
        }
        let files = Box::pin(self.input_bytes(&open)).await?;
        let seat = self.seat(Action::RequestPanel).await?;
        let request = self.request(&seat, &open, (&wanted, &card.name))?;
        let consent = ReferralConsent {
            given_on: request.consent.given_on,
            form_version: request.consent.form_version.clone(),
            obtained_by: request.consent.obtained_by.clone(),
        };
        let host = other_hospital(card.name, &card.address);
        let content = carry(&request, &files).map_err(|_| ApiError::internal("content_not_canonical"))?;
        // What this software would not take in, it does not write.
        unpack::<Request>(&content).map_err(ApiError::from_failure)?;
        let sealed = seal((PacketKind::Request, &content), &seat.packet_key()?, &SealedTo::Address(&card.address));
        let bytes = sealed.map_err(ApiError::from_failure)?;
        let requested = PanelRequested {
            packet: request.packet,
            host,
            consent,
            files: request.files.iter().map(|file| file.sha256).collect(),
            sha256: ContentHash::of_bytes(&bytes),
        };
        let noted = noted(PacketKind::Request, request.packet, &open, requested.sha256);
        let command = Command::RequestPanel(Box::new(requested));
        Box::pin(self.write_with_event(&seat, open, (command, noted), (&path, &bytes))).await
    }

    /// Everything that passed between hospitals about a case.
    ///
    /// # Errors
    /// When there is no such case.
    pub async fn referral_board(&self, case_id: String) -> Result<ReferralBoard, ApiError> {
        let (_seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Panel).await?;
        Ok(referral_board(&open.case))
    }

    /// The input files of a case as they were read, no more of them than a packet may hold.
    async fn input_bytes(&self, open: &OpenCase) -> Result<Vec<Vec<u8>>, ApiError> {
        let files: Vec<_> = open.case.profile.iter().flat_map(|profile| profile.files.clone()).collect();
        let limit = PacketKind::Request.limit_bytes();
        let total: u64 = files.iter().map(|file| file.size_bytes).sum();
        if total > u64::try_from(limit).unwrap_or(u64::MAX) {
            return Err(too_large(limit));
        }
        let mut all = Vec::with_capacity(files.len());
        for file in files {
            let mut source = self.input_file(open, &file).await?;
            let mut bytes = Vec::new();
            let read = source.read_to_end(&mut bytes);
            if read.is_err() || ContentHash::of_bytes(&bytes) != file.sha256 {
                return Err(about_file(ApiErrorKind::World, "file_unreadable", &file.name));
            }
            all.push(bytes);
        }
        Ok(all)
    }

    fn request(
        &self,
        seat: &Seat<'_>,
        open: &OpenCase,
        (wanted, host): (&NewRequest, &str),
    ) -> Result<Request, ApiError> {
        let incomplete = || ApiError::refused("case_incomplete");
        let case = &open.case;
        let clinical = case.clinical.clone().ok_or_else(incomplete)?;
        let profile = case.profile.as_ref().ok_or_else(incomplete)?;
        let carried = |file: &casefile::event::StoredFile| CarriedFile {
            name: file.name.clone(),
            size_bytes: file.size_bytes,
            sha256: file.sha256,
        };
        Ok(Request {
            schema: CONTENT_SCHEMA,
            packet: PacketId(self.ports.ids.uuid()),
            from: seat.workspace.file().institution.clone(),
            host: host.to_owned(),
            attending_physician: clinical.attending_physician.clone(),
            department: clinical.department.clone(),
            note: said(wanted.note.clone()),
            consent: CarriedReferralConsent {
                given_on: day(&wanted.consent_given_on)?,
                form_version: wanted.consent_form_version.trim().to_owned(),
                obtained_by: wanted.consent_obtained_by.trim().to_owned(),
            },
            consents: case.consents.values().map(carried_consent).collect(),
            clinical,
            tumor_type: case.interpretation.as_ref().map(|interpretation| match &interpretation.tumor {
                TumorContext::Type(code) => code.to_string(),
                TumorContext::Solid => "SOLID".to_owned(),
                TumorContext::Any => "ANY".to_owned(),
            }),
            assembly: profile.profile.assembly.to_string(),
            tumor_sample: profile.profile.tumor_sample.clone(),
            requested_at: self.ports.clock.now(),
            files: profile.files.iter().map(carried).collect(),
        })
    }

    /// A file first, then what the log says of it; no file stays without it.
    pub(super) async fn write_with_event(
        &self,
        seat: &Seat<'_>,
        open: OpenCase,
        (command, noted): (Command, PacketNoted),
        (path, bytes): (&str, &[u8]),
    ) -> Result<ExportedFile, ApiError> {
        let context =
            casefile::Context { case: open.id, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        casefile::decide(&open.case, command.clone(), &context).map_err(ApiError::from_failure)?;
        let file = Outgoing::write(path, bytes)?;
        seat.record((PACKET_WRITTEN, seat.role), &noted, &self.ports).await?;
        self.acted(seat, open, command).await?;
        file.keep()
    }

    pub(super) async fn note_outcome<T>(
        &self,
        action: Action,
        mut noted: PacketNoted,
        taken: &Result<T, ApiError>,
    ) -> Result<(), ApiError> {
        let seat = self.seat(action).await?;
        let kind = match taken {
            Ok(_) => PACKET_RECEIVED,
            Err(refused) => {
                noted.refused = Some(refused.message.code.clone());
                PACKET_REFUSED
            }
        };
        seat.record((kind, seat.role), &noted, &self.ports).await.map(|_| ())
    }
}

pub(super) fn opened(seat: &Seat<'_>, path: &str, kind: PacketKind) -> Result<(OpenedPacket, ContentHash), ApiError> {
    let bytes = read_bounded(path, kind)?;
    let key = seat.packet_key()?;
    let opened = open(&bytes, kind, &Opener::Key(&key)).map_err(ApiError::from_failure)?;
    Ok((opened, ContentHash::of_bytes(&bytes)))
}

pub(super) fn noted(kind: PacketKind, packet: PacketId, open: &OpenCase, sha256: ContentHash) -> PacketNoted {
    PacketNoted { kind, packet: Some(packet), case: Some(open.id), sha256, refused: None }
}

pub(super) fn other_hospital(name: String, address: &PacketAddress) -> OtherHospital {
    OtherHospital {
        name,
        signing: address.signing.to_string(),
        sealing: address.sealing.to_string(),
        fingerprint: address.fingerprint(),
    }
}

fn carried_consent(standing: &StandingConsent) -> CarriedConsent {
    let recorded = &standing.recorded;
    let (answer, given_on) = match &standing.withdrawn {
        Some(withdrawn) => ("no", withdrawn.withdrawn_on),
        None => (recorded.answer.code(), recorded.given_on),
    };
    CarriedConsent {
        kind: recorded.kind.code().to_owned(),
        answer: answer.to_owned(),
        given_on,
        proxy_relation: match &recorded.given_by {
            ConsentGiver::Person => None,
            ConsentGiver::Proxy { relation } => Some(relation.clone()),
        },
        form_version: recorded.form_version.clone(),
        obtained_by: recorded.obtained_by.clone(),
        assent_version: recorded.assent_version.clone(),
        scope: recorded.scope.clone(),
    }
}

pub(super) fn file_view(name: &str, size_bytes: u64, sha256: ContentHash) -> CarriedFileView {
    CarriedFileView { name: name.to_owned(), size_bytes: size_bytes.to_string(), sha256: sha256.to_string() }
}
