//! A request of another hospital is looked at, and its files become a case here.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use casefile::consent::{ConsentAnswer, ConsentGiver, ConsentKind, ConsentRecorded};
use casefile::permission::Action;
use casefile::referral::{ReceivedCase, ReferralConsent, RequestReceived};
use model::canonical::ContentHash;
use store::{create_private_file, create_private_folder};
use sync::packet::{CarriedConsent, CarriedFile, Request, unpack};
use uuid::Uuid;
use vault::packet::{OpenedPacket, PacketKind};
use vault::packet_key::PacketAddress;

use super::Desk;
use super::imports::{Origin, Reading, Received};
use super::packets::{PACKET_RECEIVED, PacketNoted};
use super::referrals::{file_view, opened, other_hospital};
use crate::contract::{ApiError, ImportRequest, ImportedCase, RequestView};

impl Desk {
    /// A request for this hospital's panel, looked at and not yet taken in.
    ///
    /// # Errors
    /// When it does not open or cannot be read.
    pub async fn look_at_request(&self, path: String) -> Result<RequestView, ApiError> {
        let seat = self.seat(Action::ImportCase).await?;
        let opened = opened(&seat, &path, PacketKind::Request)?.0;
        let (request, _) = unpack::<Request>(&opened.content).map_err(ApiError::from_failure)?;
        seat.record(("packet_opened", seat.role), &serde_json::json!({ "packet": request.packet }), &self.ports)
            .await?;
        Ok(request_view(&request, &opened.sender))
    }

    /// Takes a request in: its files become a case here, with their ledger. `answers` are what an import may have to ask;
    /// their paths are not used.
    ///
    /// # Errors
    /// When the packet does not open, was taken in before, its sender's fingerprint is not the one that was heard, or the
    /// import refuses or asks. The refusal stands in the log.
    pub async fn accept_request(
        &self,
        path: String,
        heard: String,
        answers: ImportRequest,
    ) -> Result<ImportedCase, ApiError> {
        let (opened, mut noted) = {
            let seat = self.seat(Action::ImportCase).await?;
            let (opened, sha256) = opened(&seat, &path, PacketKind::Request)?;
            (opened, PacketNoted { kind: PacketKind::Request, packet: None, case: None, sha256, refused: None })
        };
        let taken = Box::pin(self.take_case(&opened, (&heard, answers), &mut noted)).await;
        self.note_outcome(Action::ImportCase, noted, &taken).await?;
        taken
    }

    async fn take_case(
        &self,
        opened: &OpenedPacket,
        (heard, answers): (&str, ImportRequest),
        noted: &mut PacketNoted,
    ) -> Result<ImportedCase, ApiError> {
        let (request, files) = unpack::<Request>(&opened.content).map_err(ApiError::from_failure)?;
        noted.packet = Some(request.packet);
        if !opened.sender.is_read_as(heard) {
            return Err(ApiError::refused("packet_fingerprint_differs"));
        }
        let before: Vec<PacketNoted> = self.seat(Action::ImportCase).await?.recorded(PACKET_RECEIVED).await?;
        if before.iter().any(|before| before.packet == noted.packet) {
            return Err(ApiError::refused("refusal_packet_replayed"));
        }
        // The import would refuse; until then no file need lie in the clear.
        if self.importing_session().is_some() {
            return Err(ApiError::refused("import_running"));
        }
        let incoming = Incoming::at(&self.folder, self.ports.ids.uuid(), &request.files, &files)?;
        let import = ImportRequest {
            paths: incoming.paths(),
            tumor_type: answers.tumor_type.clone().or_else(|| request.tumor_type.clone()),
            assembly: answers.assembly.clone().or_else(|| Some(request.assembly.clone())),
            tumor_sample: answers.tumor_sample.clone().or_else(|| Some(request.tumor_sample.clone())),
            linked: Vec::new(),
            form: None,
            ..answers
        };
        let received = Received {
            clinical: request.clinical.clone(),
            case: ReceivedCase {
                request: received_request(&request, &opened.sender, noted.sha256),
                consents: request.consents.iter().map(consent_of).collect::<Result<_, _>>()?,
            },
        };
        let imported =
            Box::pin(self.import_from(import, Reading::default(), Origin::Hospital(Box::new(received)))).await?;
        noted.case = imported.case_id.parse().ok();
        Ok(imported)
    }
}

const INCOMING: &str = "incoming";

/// Takes away what a process that was killed left of a request; for whoever holds the workspace while no import runs.
pub(super) fn clear_incoming(workspace: &Path) {
    match std::fs::remove_dir_all(workspace.join(INCOMING)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::error!(%error, "files of a request stay in the clear");
        }
        _ => {}
    }
}

/// Files of a request on their way into a case: below the workspace in a folder of their own, for its user alone, and gone
/// afterwards.
struct Incoming {
    all: PathBuf,
    folder: PathBuf,
    paths: Vec<PathBuf>,
}

impl Incoming {
    fn at(workspace: &Path, own: Uuid, named: &[CarriedFile], files: &[&[u8]]) -> Result<Self, ApiError> {
        let failed = |error: std::io::Error| {
            tracing::error!(%error, "files of a request cannot be written");
            ApiError::world("export_failed")
        };
        let all = workspace.join(INCOMING);
        let mut incoming = Self { folder: all.join(own.to_string()), all, paths: Vec::new() };
        create_private_folder(&incoming.folder).map_err(failed)?;
        for (file, bytes) in named.iter().zip(files) {
            let path = incoming.folder.join(&file.name);
            create_private_file(&path).and_then(|mut file| file.write_all(bytes)).map_err(failed)?;
            incoming.paths.push(path);
        }
        Ok(incoming)
    }

    fn paths(&self) -> Vec<String> {
        self.paths.iter().map(|path| path.display().to_string()).collect()
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::error!(%error, "files of a request stay in the clear until the next signing in");
        }
        // Stays where another request is on its way.
        let _ = std::fs::remove_dir(&self.all);
    }
}

fn received_request(request: &Request, sender: &PacketAddress, sha256: ContentHash) -> RequestReceived {
    RequestReceived {
        packet: request.packet,
        from: other_hospital(request.from.clone(), sender),
        attending_physician: request.attending_physician.clone(),
        department: request.department.clone(),
        note: request.note.clone(),
        consent: ReferralConsent {
            given_on: request.consent.given_on,
            form_version: request.consent.form_version.clone(),
            obtained_by: request.consent.obtained_by.clone(),
        },
        requested_at: request.requested_at,
        sha256,
    }
}

fn consent_of(carried: &CarriedConsent) -> Result<ConsentRecorded, ApiError> {
    let unreadable = || ApiError::refused("packet_content_malformed");
    Ok(ConsentRecorded {
        kind: ConsentKind::of_code(&carried.kind).ok_or_else(unreadable)?,
        answer: ConsentAnswer::of_code(&carried.answer).ok_or_else(unreadable)?,
        given_on: carried.given_on,
        given_by: carried
            .proxy_relation
            .clone()
            .map_or(ConsentGiver::Person, |relation| ConsentGiver::Proxy { relation }),
        form_version: carried.form_version.clone(),
        obtained_by: carried.obtained_by.clone(),
        assent_version: carried.assent_version.clone(),
        scope: carried.scope.clone(),
    })
}

fn request_view(request: &Request, sender: &PacketAddress) -> RequestView {
    RequestView {
        packet: request.packet.to_string(),
        from: request.from.clone(),
        fingerprint: sender.fingerprint(),
        attending_physician: request.attending_physician.clone(),
        department: request.department.clone(),
        note: request.note.clone(),
        patient_name: request.clinical.patient.name.clone(),
        consent_given_on: request.consent.given_on.to_string(),
        consent_form_version: request.consent.form_version.clone(),
        consent_obtained_by: request.consent.obtained_by.clone(),
        requested_at: request.requested_at.to_string(),
        files: request.files.iter().map(|file| file_view(&file.name, file.size_bytes, file.sha256)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> CarriedFile {
        CarriedFile { name: name.to_owned(), size_bytes: 1, sha256: ContentHash::of_bytes(b"x") }
    }

    fn at(workspace: &Path, own: u128) -> Incoming {
        Incoming::at(workspace, Uuid::from_u128(own), &[file("somatic.vcf")], &[b"x"]).unwrap()
    }

    #[cfg(unix)]
    #[test]
    fn files_of_a_request_are_for_their_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let workspace = tempfile::tempdir().unwrap();
        let incoming = at(workspace.path(), 1);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&incoming.all), mode(&incoming.folder), mode(&incoming.paths[0])), (0o700, 0o700, 0o600));
    }

    #[test]
    fn files_of_a_request_go_and_those_of_another_one_stay() {
        let workspace = tempfile::tempdir().unwrap();
        let (one, other) = (at(workspace.path(), 1), at(workspace.path(), 2));
        drop(other);
        assert!(one.paths[0].exists());
        drop(one);
        assert!(!workspace.path().join(INCOMING).exists());
    }
}
