//! The conclusion and the signed documents go back to the hospital that asked, and are received there.

use casefile::Command;
use casefile::event::SignatureManifest;
use casefile::permission::Action;
use casefile::referral::{
    ConclusionReturned, ReturnReceived, ReturnedDocument, ReturnedExported, ReturnedRecommendation,
};
use model::canonical::{ContentHash, canonical_json};
use model::finding::FindingKey;
use model::ids::PacketId;
use model::report_content::DocumentKind;
use store::event_store::Rows;
use sync::packet::{CONTENT_SCHEMA, CarriedDocument, CarriedFile, CarriedRecommendation, Return, carry, unpack};
use vault::packet::{OpenedPacket, PacketKind, SealedTo, seal};
use vault::packet_key::PacketAddress;
use vault::signing::PublicKey;

use super::Desk;
use super::cases::OpenCase;
use super::outgoing::Outgoing;
use super::packets::{PACKET_WRITTEN, PacketNoted};
use super::referrals::{noted, opened};
use super::seat::Seat;
use crate::contract::{ApiError, ExportedFile, ImportedCase};
use crate::verification::proven;
use crate::view::therapy_label;

impl Desk {
    /// Sends the signed documents and the conclusion back to the hospital that asked. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, the case file refuses, or the disk fails. No file stays then.
    pub async fn write_return(
        &self,
        case_id: String,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ReturnConclusion).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let open = seat.open_case(&case_id).await?;
        let request = open.case.request.clone().ok_or_else(|| ApiError::refused("refusal_nobody_asked"))?;
        let signed = open.case.signed.clone().ok_or_else(|| ApiError::refused("refusal_not_signed"))?;
        let heads = seat.store.documents(open.id).await.map_err(ApiError::from_failure)?;
        let (mut documents, mut files) = (Vec::new(), Vec::new());
        for document in &signed.documents {
            let head = heads.iter().find(|head| head.pdf_sha256 == document.pdf_sha256);
            let head = head.ok_or_else(|| ApiError::refused("document_unknown"))?;
            let pdf = seat.store.document_pdf(head.id).await.map_err(ApiError::from_failure)?;
            let file = CarriedFile {
                name: format!("{}-r{}.pdf", document.kind.code(), signed.revision),
                size_bytes: u64::try_from(pdf.len()).unwrap_or(u64::MAX),
                sha256: document.pdf_sha256,
            };
            documents.push(CarriedDocument {
                kind: document.kind.code().to_owned(),
                title: document.title.clone(),
                file,
            });
            files.push(pdf);
        }
        let manifest = canonical_json(&signed.manifest).map_err(|_| ApiError::internal("content_not_canonical"))?;
        let returned = Return {
            schema: CONTENT_SCHEMA,
            packet: PacketId(self.ports.ids.uuid()),
            answers: request.packet,
            from: seat.workspace.file().institution.clone(),
            revision: signed.revision,
            manifest: String::from_utf8(manifest).map_err(|_| ApiError::internal("content_not_canonical"))?,
            signature: signed.signature.clone(),
            public_key: signed.public_key.clone(),
            signer: signed.manifest.signer_name.clone(),
            signed_at: signed.manifest.signed_at,
            recommendations: recommendations(&open),
            minority_opinion: open.case.conclusion().and_then(|concluded| concluded.minority_opinion.clone()),
            documents,
        };
        let content = carry(&returned, &files).map_err(|_| ApiError::internal("content_not_canonical"))?;
        unpack::<Return>(&content).map_err(ApiError::from_failure)?;
        let unreadable = |_| ApiError::internal("packet_key_unreadable");
        let to = PacketAddress {
            signing: request.from.signing.parse().map_err(unreadable)?,
            sealing: request.from.sealing.parse().map_err(unreadable)?,
        };
        let sealed = seal((PacketKind::Return, &content), &seat.packet_key()?, &SealedTo::Address(&to));
        let bytes = sealed.map_err(ApiError::from_failure)?;
        let sha256 = ContentHash::of_bytes(&bytes);
        let command = Command::ReturnConclusion(ConclusionReturned {
            packet: returned.packet,
            answers: returned.answers,
            revision: returned.revision,
            documents: signed.documents.iter().map(|document| (document.kind, document.pdf_sha256)).collect(),
            sha256,
        });
        let noted = noted(PacketKind::Return, returned.packet, &open, sha256);
        Box::pin(self.write_with_event(&seat, open, (command, noted), (&path, &bytes))).await
    }

    /// Takes in what another hospital's panel concluded.
    ///
    /// # Errors
    /// When the packet does not open, answers no request of this workspace, its documents do not prove what it says, or the
    /// case file refuses. The refusal stands in the log.
    pub async fn receive_return(&self, path: String) -> Result<ImportedCase, ApiError> {
        let seat = self.seat(Action::RequestPanel).await?;
        let (opened, sha256) = opened(&seat, &path, PacketKind::Return)?;
        let mut noted = PacketNoted { kind: PacketKind::Return, packet: None, case: None, sha256, refused: None };
        let taken = Box::pin(self.take_return(&seat, &opened, &mut noted)).await;
        drop(seat);
        self.note_outcome(Action::RequestPanel, noted, &taken).await?;
        taken
    }

    async fn take_return(
        &self,
        seat: &Seat<'_>,
        opened: &OpenedPacket,
        noted: &mut PacketNoted,
    ) -> Result<ImportedCase, ApiError> {
        let (returned, files) = unpack::<Return>(&opened.content).map_err(ApiError::from_failure)?;
        noted.packet = Some(returned.packet);
        let written: Vec<PacketNoted> = seat.recorded(PACKET_WRITTEN).await?;
        let case = written.iter().find(|one| one.packet == Some(returned.answers)).and_then(|found| found.case);
        let case = case.ok_or_else(|| ApiError::refused("refusal_return_unknown"))?;
        noted.case = Some(case);
        let open = seat.open_case_id(case).await?;
        let proven = proven_by_all(&returned, &files)?;
        let received = return_received(&returned, &proven, (&opened.sender, noted.sha256))?;
        let number = open.case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default();
        let contents = files.into_iter().map(<[u8]>::to_vec).collect();
        let context = casefile::Context { case, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        let command = Command::ReceiveReturn(Box::new(received));
        self.act(seat, open, (command, context), Rows { contents, ..Rows::default() }).await?;
        Ok(ImportedCase { case_id: case.to_string(), case_number: number })
    }

    /// Writes a document that came back to a file. The passphrase is asked for again.
    ///
    /// # Errors
    /// When the passphrase is wrong, there is no such document, a file of that name is there, or the disk fails.
    pub async fn write_returned(
        &self,
        case_id: String,
        sha256: String,
        path: String,
        passphrase: String,
    ) -> Result<ExportedFile, ApiError> {
        let seat = self.seat(Action::ExportDocument).await?;
        seat.confirm(&passphrase, &self.ports)?;
        let open = seat.open_case(&case_id).await?;
        let sha256 = sha256.parse().map_err(|_| ApiError::refused("document_unknown"))?;
        let command = Command::ExportReturned(ReturnedExported { sha256 });
        let context =
            casefile::Context { case: open.id, actor: seat.account, role: seat.role, at: self.ports.clock.now() };
        casefile::decide(&open.case, command.clone(), &context).map_err(ApiError::from_failure)?;
        let pdf = seat.store.content(open.id, sha256).await.map_err(ApiError::from_failure)?;
        let file = Outgoing::write(&path, &pdf)?;
        self.acted(&seat, open, command).await?;
        file.keep()
    }
}

/// What the carried documents prove, all of them alike: each is as it was sealed, is the document that the packet says, and
/// holds the signature that the packet tells of; and none of those that were signed is missing.
fn proven_by_all(returned: &Return, files: &[&[u8]]) -> Result<(SignatureManifest, PublicKey), ApiError> {
    let differs = || ApiError::refused("return_documents_differ");
    let mut found: Option<(SignatureManifest, PublicKey)> = None;
    let mut kinds = Vec::new();
    for (document, file) in returned.documents.iter().zip(files) {
        let (proof, key) = proven(file).ok_or_else(differs)?;
        let manifest = &proof.manifest;
        let told = canonical_json(manifest).is_ok_and(|bytes| bytes == returned.manifest.as_bytes())
            && proof.document.code() == document.kind
            && (&proof.signature, &proof.public_key) == (&returned.signature, &returned.public_key)
            && (manifest.revision, manifest.signed_at) == (returned.revision, returned.signed_at)
            && manifest.signer_name == returned.signer;
        if !told {
            return Err(differs());
        }
        kinds.push(proof.document);
        found = Some((proof.manifest, key));
    }
    let (manifest, key) = found.ok_or_else(differs)?;
    let mut signed: Vec<DocumentKind> = manifest.documents.iter().map(|(kind, _)| *kind).collect();
    signed.sort_unstable();
    kinds.sort_unstable();
    if kinds == signed { Ok((manifest, key)) } else { Err(differs()) }
}

fn return_received(
    returned: &Return,
    (manifest, key): &(SignatureManifest, PublicKey),
    (sender, sha256): (&PacketAddress, ContentHash),
) -> Result<ReturnReceived, ApiError> {
    let kind = |code: &str| {
        let known = DocumentKind::ALL.into_iter().find(|known| known.code() == code);
        known.ok_or_else(|| ApiError::refused("document_unknown"))
    };
    let document = |document: &CarriedDocument| {
        let title = document.title.clone();
        Ok(ReturnedDocument { kind: kind(&document.kind)?, title, sha256: document.file.sha256 })
    };
    let recommendation = |one: &CarriedRecommendation| ReturnedRecommendation {
        kind: one.kind.clone(),
        route: one.route.clone(),
        findings: one.findings.clone(),
        text: one.text.clone(),
        reason: one.reason.clone(),
    };
    Ok(ReturnReceived {
        packet: returned.packet,
        answers: returned.answers,
        signed_by: sender.signing.to_string(),
        revision: manifest.revision,
        signer: manifest.signer_name.clone(),
        signed_at: manifest.signed_at,
        key_fingerprint: key.fingerprint().to_string(),
        recommendations: returned.recommendations.iter().map(recommendation).collect(),
        minority_opinion: returned.minority_opinion.clone(),
        documents: returned.documents.iter().map(document).collect::<Result<_, ApiError>>()?,
        sha256,
    })
}

/// The conclusion in words: labels instead of keys, so that the other hospital need not match anything.
fn recommendations(open: &OpenCase) -> Vec<CarriedRecommendation> {
    let label = |key: &FindingKey| {
        let found = open.case.findings().iter().find(|finding| finding.key == *key)?;
        let labels: Vec<&str> = found.variants.iter().map(|variant| variant.label.as_str()).collect();
        let therapy = therapy_label(found, false);
        Some([Some(labels.join(" / ")), therapy].into_iter().flatten().collect::<Vec<_>>().join(" — "))
    };
    let concluded = open.case.conclusion().map(|concluded| concluded.recommendations.as_slice()).unwrap_or_default();
    concluded
        .iter()
        .map(|wanted| CarriedRecommendation {
            kind: wanted.kind.code().to_owned(),
            route: wanted.kind.route().map(|route| route.code().to_owned()),
            findings: wanted.findings.iter().filter_map(label).collect(),
            text: wanted.text.clone(),
            reason: wanted.reason.clone(),
        })
        .collect()
}
