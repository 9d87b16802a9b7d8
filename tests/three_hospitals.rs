//! Three hospitals: one asks, one holds the panel, one has a member of it. Three workspaces, real files.

use std::path::{Path, PathBuf};

use casefile::proof::DocumentProof;
use model::canonical::{ContentHash, canonical_json};
use serde_json::{Value, json};
use shirube_tests::panel::{EVERY_QUALIFICATION, meeting, settle};
use shirube_tests::{PASSPHRASE, case_files, desk, login, new_workspace};
use vault::packet::{Opener, PacketKind, SealedTo, open, seal};
use vault::packet_key::{PacketAddress, PacketCard, PacketKey};
use workflow::Desk;
use workflow::contract::{
    Attendance, ConfirmationChange, CreateWorkspace, FindingOpinionView, ImportRequest, NewConclusion, NewConsent,
    NewInvitation, NewOpinion, NewPanel, NewRequest, PanelBoard, RecommendationView, ReportState,
};

struct Hospital {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Hospital {
    async fn open(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        desk.create_workspace(CreateWorkspace { institution: name.to_owned(), ..new_workspace() }).await.unwrap();
        Self { folder, desk }
    }

    fn place(&self, name: &str) -> String {
        text(&self.folder.path().join(name))
    }

    /// The card of this hospital and the fingerprint that it would read out.
    async fn card(&self) -> (String, String) {
        let path = self.place("hospital.card");
        if !Path::new(&path).exists() {
            self.desk.write_packet_card(path.clone()).await.unwrap();
        }
        (path, self.desk.packet_card().await.unwrap().fingerprint)
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// A case at the hospital where the patient is, with a corrected fact and an answer about consent.
async fn patient_at(asking: &Hospital) -> String {
    let paths = case_files("CRC-01").unwrap().iter().map(|path| text(path)).collect();
    let id = asking.desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let yes = NewConsent {
        kind: "participation".to_owned(),
        answer: "yes".to_owned(),
        given_on: "2026-11-01".to_owned(),
        form_version: "1.6".to_owned(),
        obtained_by: "Synthetic Physician".to_owned(),
        ..NewConsent::default()
    };
    asking.desk.record_consent(id.clone(), yes).await.unwrap();
    let because = "synthetic".to_owned();
    asking.desk.correct_clinical(id.clone(), "ecog_ps".to_owned(), "2".to_owned(), because).await.unwrap();
    id
}

async fn asking_for(host: &Hospital) -> NewRequest {
    let (card, heard) = host.card().await;
    NewRequest {
        card,
        heard,
        consent_given_on: "2026-11-10".to_owned(),
        consent_form_version: "synthetic 1.0".to_owned(),
        consent_obtained_by: "Synthetic Physician".to_owned(),
        note: Some("合成の依頼".to_owned()),
    }
}

async fn requested(asking: &Hospital, host: &Hospital, id: &str, name: &str) -> String {
    let to = asking.place(name);
    let wanted = asking_for(host).await;
    Box::pin(asking.desk.write_request(id.to_owned(), wanted, to.clone(), PASSPHRASE.to_owned())).await.unwrap();
    to
}

async fn accepted(host: &Hospital, asking: &Hospital, packet: &str) -> Result<String, String> {
    let heard = asking.card().await.1;
    let taken = Box::pin(host.desk.accept_request(packet.to_owned(), heard, ImportRequest::default())).await;
    taken.map(|imported| imported.case_id).map_err(|error| error.message.code)
}

/// Decides, drafts, and calls a circulated review: one account in the chair, everybody else elsewhere.
async fn circulated(host: &Hospital, id: &str) -> PanelBoard {
    let desk = &host.desk;
    for (place, finding) in desk.panel_board(id.to_owned()).await.unwrap().asked.iter().enumerate() {
        let decision = if place == 0 { "accepted" } else { "declined" };
        let because = Some("synthetic".to_owned());
        desk.decide_finding(id.to_owned(), finding.key.clone(), decision.to_owned(), because).await.unwrap();
    }
    for open in desk.panel_board(id.to_owned()).await.unwrap().confirmations {
        let waived = ConfirmationChange::Waived { by: "Synthetic Chair".to_owned(), because: "synthetic".to_owned() };
        desk.confirm_finding(id.to_owned(), open.finding, waived).await.unwrap();
    }
    desk.compose(id.to_owned()).await.unwrap();
    let panel = NewPanel { meeting: "circulated".to_owned(), ..meeting() };
    desk.convene_panel(id.to_owned(), panel).await.unwrap()
}

fn recommending(board: &PanelBoard) -> NewOpinion {
    let said =
        |key: &String| FindingOpinionView { finding: key.clone(), stance: "recommend".to_owned(), comment: None };
    let findings = board.asked.iter().map(|one| said(&one.key)).collect();
    NewOpinion { seat: None, findings, overall: None, received_by: None }
}

/// The member's hospital opens each invitation with the key of its workspace, or by the passphrase, and answers.
async fn everybody_answers(host: &Hospital, member: &Hospital, id: &str, board: &PanelBoard) {
    let (card, heard) = member.card().await;
    host.desk.register_seat_key(id.to_owned(), 2, card, heard).await.unwrap();
    let seats = 2..=u16::try_from(EVERY_QUALIFICATION.len() + 1).unwrap();
    let sealed = |seat| (seat > 2).then(|| "a passphrase told by telephone".to_owned());
    let wanted: Vec<NewInvitation> =
        seats.clone().map(|seat| NewInvitation { seat, passphrase: sealed(seat) }).collect();
    let written =
        Box::pin(host.desk.invite_members(id.to_owned(), text(host.folder.path()), wanted, PASSPHRASE.to_owned()));
    let files: Vec<PathBuf> = written.await.unwrap().files.iter().map(|file| PathBuf::from(&file.path)).collect();
    for (file, seat) in files.iter().zip(seats) {
        let answer = member.place(&format!("answer-{seat}.packet"));
        let opinion = recommending(board);
        if let Some(typed) = sealed(seat) {
            let opener = workflow::contract::PacketOpener { key_file: None, passphrase: typed };
            member.desk.answer_packet(text(file), opener, opinion, answer.clone()).await.unwrap();
        } else {
            let opened = member.desk.open_packet_here(text(file)).await.unwrap();
            assert_eq!(opened.asked.len(), board.asked.len());
            let passphrase = PASSPHRASE.to_owned();
            member.desk.answer_packet_here(text(file), opinion, answer.clone(), passphrase).await.unwrap();
        }
        host.desk.receive_opinion(answer).await.unwrap();
    }
    host.desk.give_opinion(id.to_owned(), recommending(board)).await.unwrap();
}

async fn concluded_and_signed(host: &Hospital, id: &str, board: &PanelBoard) {
    let desk = &host.desk;
    let attending = Attendance { present: Vec::new(), attending: "supplied_history".to_owned() };
    desk.record_attendance(id.to_owned(), attending).await.unwrap();
    desk.reveal_opinions(id.to_owned(), None).await.unwrap();
    let accepted = board.asked.iter().filter(|one| one.decision.as_deref() == Some("accepted"));
    let recommendation = RecommendationView {
        kind: "treatment".to_owned(),
        route: Some("insured".to_owned()),
        findings: accepted.map(|one| one.key.clone()).collect(),
        text: "合成の推奨".to_owned(),
        reason: "synthetic".to_owned(),
    };
    let conclusion = NewConclusion {
        recommendations: vec![recommendation],
        minority_opinion: Some("合成の少数意見".to_owned()),
        minutes: Some("院内の議事".to_owned()),
    };
    desk.conclude_panel(id.to_owned(), conclusion).await.unwrap();
    desk.compose(id.to_owned()).await.unwrap();
    let signed = desk.sign(id.to_owned(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(signed.report.state, ReportState::Signed);
}

#[tokio::test]
async fn a_case_goes_to_another_hospital_s_panel_with_a_member_elsewhere_and_its_conclusion_comes_back() {
    let asking = Hospital::open("Asking Hospital").await;
    let host = Hospital::open("Host Hospital").await;
    let member = Hospital::open("Member Hospital").await;
    let at_home = patient_at(&asking).await;
    let plan = asking.desk.request_plan(at_home.clone()).await.unwrap();
    let patient = asking.desk.case(at_home.clone()).await.unwrap().header;
    assert_eq!(
        (plan.patient_name.as_str(), plan.consents),
        (patient.patient_name.as_str(), 1),
        "said before it is written"
    );
    let packet = requested(&asking, &host, &at_home, "request.packet").await;
    let bytes = std::fs::read(&packet).unwrap();
    let name = patient.patient_name.as_bytes();
    assert!(!bytes.windows(name.len()).any(|window| window == name), "nobody on the way reads a name");
    assert_eq!(member.desk.look_at_request(packet.clone()).await.unwrap_err().message.code, "vault.packet_for_another");

    let seen = host.desk.look_at_request(packet.clone()).await.unwrap();
    assert_eq!((seen.from.as_str(), seen.note.as_deref()), ("Asking Hospital", Some("合成の依頼")));
    assert_eq!(seen.fingerprint, asking.card().await.1);
    let id = accepted(&host, &asking, &packet).await.unwrap();
    assert_eq!(accepted(&host, &asking, &packet).await.unwrap_err(), "refusal_packet_replayed");
    assert!(!host.folder.path().join("workspace/incoming").exists(), "no copy in the clear stays");
    let here = host.desk.case(id.clone()).await.unwrap();
    assert_eq!(here.header.patient_name, patient.patient_name);
    let there = asking.desk.case(at_home.clone()).await.unwrap();
    assert_eq!(here.ledger, there.ledger, "the case has its ledger");
    let ps = |view: &workflow::contract::CaseView| {
        view.clinical.iter().find(|fact| fact.label == "ecog_ps").map(|fact| fact.value.clone())
    };
    assert_eq!((ps(&here), ps(&there)), (Some("2".to_owned()), Some("2".to_owned())), "as it was corrected");
    assert_eq!(here.consents[0].wish, "yes", "what the person agreed to came along");
    assert_eq!(host.desk.referral_board(id.clone()).await.unwrap().request.unwrap().from, "Asking Hospital");

    let early = Box::pin(host.desk.write_return(id.clone(), host.place("early"), PASSPHRASE.to_owned())).await;
    assert_eq!(early.unwrap_err().message.code, "refusal_not_signed");
    let board = circulated(&host, &id).await;
    everybody_answers(&host, &member, &id, &board).await;
    concluded_and_signed(&host, &id, &board).await;
    let back = host.place("return.packet");
    Box::pin(host.desk.write_return(id.clone(), back.clone(), PASSPHRASE.to_owned())).await.unwrap();
    assert_eq!(host.desk.referral_board(id).await.unwrap().sent_back.len(), 1);

    let received = asking.desk.receive_return(back.clone()).await.unwrap();
    assert_eq!(received.case_id, at_home);
    let board = asking.desk.referral_board(at_home.clone()).await.unwrap();
    let [returned] = board.returns.as_slice() else { panic!("{board:?}") };
    assert_eq!((returned.host.as_str(), returned.recommendations[0].text.as_str()), ("Host Hospital", "合成の推奨"));
    assert!(!returned.recommendations[0].findings.is_empty());
    assert_eq!(returned.minority_opinion.as_deref(), Some("合成の少数意見"));
    assert!(!format!("{:?}", serde_json::to_string(returned)).contains("院内の議事"), "the minutes stay in the house");
    let pdf = asking.place("panel.pdf");
    let document = &returned.documents[0];
    let written = asking.desk.write_returned(at_home, document.sha256.clone(), pdf.clone(), PASSPHRASE.to_owned());
    assert_eq!(written.await.unwrap().sha256, document.sha256);
    assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF"));
    let again = asking.desk.receive_return(back).await.unwrap_err();
    assert_eq!(again.message.code, "refusal_packet_replayed");
    for hospital in [&asking, &host, &member] {
        assert!(hospital.desk.verify_chain().await.unwrap().whole);
        assert!(hospital.desk.rebuild_worklist().await.is_ok());
    }
}

#[tokio::test]
async fn a_request_with_a_wrong_fingerprint_a_changed_byte_or_without_consent_opens_no_case() {
    let (asking, host) = (Hospital::open("Asking Hospital").await, Hospital::open("Host Hospital").await);
    let at_home = patient_at(&asking).await;
    let ask = |wanted: NewRequest, name: &str| {
        Box::pin(asking.desk.write_request(at_home.clone(), wanted, asking.place(name), PASSPHRASE.to_owned()))
    };
    let wrong = NewRequest { heard: asking.card().await.1, ..asking_for(&host).await };
    assert_eq!(ask(wrong, "a").await.unwrap_err().message.code, "packet_fingerprint_differs");
    let unasked = NewRequest { consent_obtained_by: " ".to_owned(), ..asking_for(&host).await };
    assert_eq!(ask(unasked, "b").await.unwrap_err().message.code, "refusal_consent_incomplete");
    let early = NewRequest { consent_given_on: "2027-01-01".to_owned(), ..asking_for(&host).await };
    assert_eq!(ask(early, "c").await.unwrap_err().message.code, "refusal_day_in_future");
    for name in ["a", "b", "c"] {
        assert!(!Path::new(&asking.place(name)).exists());
    }
    let packet = requested(&asking, &host, &at_home, "request.packet").await;
    let mut changed = std::fs::read(&packet).unwrap();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let spoiled = asking.place("spoiled.packet");
    std::fs::write(&spoiled, changed).unwrap();
    assert_eq!(accepted(&host, &asking, &spoiled).await.unwrap_err(), "vault.packet_refused");
    let heard = host.card().await.1;
    let other = Box::pin(host.desk.accept_request(packet.clone(), heard, ImportRequest::default())).await;
    assert_eq!(other.unwrap_err().message.code, "packet_fingerprint_differs");
    assert!(host.desk.worklist(workflow::contract::WorklistQuery::default()).await.unwrap().is_empty());
    accepted(&host, &asking, &packet).await.unwrap();
}

/// A hospital that asked, and somebody who holds the key of the hospital that was asked and its signed documents.
struct Asked {
    asking: Hospital,
    key: PacketKey,
    back: PacketAddress,
    request: Value,
    /// Both documents, as they were signed first and after an amendment.
    signed: [[Vec<u8>; 2]; 2],
}

fn proof(pdf: &[u8]) -> DocumentProof {
    serde_json::from_slice(render::carried(pdf).unwrap().proof).unwrap()
}

impl Asked {
    async fn with_documents() -> Self {
        let (asking, host) = (Hospital::open("Asking Hospital").await, Hospital::open("Host Hospital").await);
        let key = PacketKey::generate().unwrap();
        let card = asking.place("host.card");
        std::fs::write(&card, key.card("Host Hospital").unwrap().to_file().unwrap()).unwrap();
        let wanted = NewRequest { card, heard: key.address().fingerprint(), ..asking_for(&host).await };
        let (at_home, packet) = (patient_at(&asking).await, asking.place("request.packet"));
        Box::pin(asking.desk.write_request(at_home, wanted, packet.clone(), PASSPHRASE.to_owned())).await.unwrap();
        let opened = open(&std::fs::read(packet).unwrap(), PacketKind::Request, &Opener::Key(&key)).unwrap();
        let line = opened.content.split(|byte| *byte == b'\n').next().unwrap();
        let request = serde_json::from_slice::<Value>(line).unwrap()["packet"].clone();
        let back = PacketCard::read(&std::fs::read(asking.card().await.0).unwrap()).unwrap().address;

        let paths = case_files("NIL-01").unwrap().iter().map(|path| text(path)).collect();
        let case = host.desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
        settle(&host.desk, &case).await.unwrap();
        let first = signed_documents(&host, &case).await;
        let amended = ("clerical_correction".to_owned(), "synthetic".to_owned());
        host.desk.open_amendment(case.clone(), amended.0, amended.1, 2).await.unwrap();
        host.desk.compose(case.clone()).await.unwrap();
        let second = signed_documents(&host, &case).await;
        Self { asking, key, back, request, signed: [first, second] }
    }

    /// Sends a return with these documents back; `change` may say other things in it than the documents do.
    async fn sent_back(&self, pdfs: &[&Vec<u8>], change: impl FnOnce(&mut Value)) -> Result<(), String> {
        let told = proof(pdfs[0]);
        let document = |pdf: &&Vec<u8>| {
            let (kind, sha256) = (proof(pdf).document.code(), ContentHash::of_bytes(pdf));
            let file = json!({ "name": format!("{kind}-{sha256}.pdf"), "size_bytes": pdf.len(), "sha256": sha256 });
            json!({ "kind": kind, "title": kind, "file": file })
        };
        let mut content = json!({
            "schema": 1,
            "packet": uuid::Uuid::new_v4(),
            "answers": self.request,
            "from": "Host Hospital",
            "revision": told.manifest.revision,
            "manifest": String::from_utf8(canonical_json(&told.manifest).unwrap()).unwrap(),
            "signature": told.signature,
            "public_key": told.public_key,
            "signer": told.manifest.signer_name,
            "signed_at": told.manifest.signed_at,
            "recommendations": [],
            "minority_opinion": null,
            "documents": pdfs.iter().map(document).collect::<Vec<_>>(),
        });
        change(&mut content);
        let mut bytes = serde_json::to_vec(&content).unwrap();
        bytes.push(b'\n');
        for pdf in pdfs {
            bytes.extend_from_slice(pdf);
        }
        let sealed = seal((PacketKind::Return, &bytes), &self.key, &SealedTo::Address(&self.back)).unwrap();
        let path = self.asking.place("return.packet");
        std::fs::write(&path, sealed).unwrap();
        let received = self.asking.desk.receive_return(path).await;
        received.map(|_| ()).map_err(|error| error.message.code)
    }
}

async fn signed_documents(host: &Hospital, case: &str) -> [Vec<u8>; 2] {
    let signed = host.desk.sign(case.to_owned(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(signed.report.state, ReportState::Signed);
    let pdf = async |kind: &str| host.desk.pdf(case.to_owned(), kind.to_owned()).await.unwrap();
    [pdf("panel").await, pdf("patient").await]
}

#[tokio::test]
async fn a_return_whose_documents_do_not_prove_what_it_says_is_not_taken_in() {
    let asked = Asked::with_documents().await;
    let [[old_panel, old_patient], [panel, patient]] = &asked.signed;
    let differs = Err("return_documents_differ".to_owned());
    let both = [panel, patient];
    let old = proof(old_panel);

    // An old manifest with its own signature beside newer documents, and whatever else is said beside the documents.
    let old_manifest = |content: &mut Value| {
        content["manifest"] = json!(String::from_utf8(canonical_json(&old.manifest).unwrap()).unwrap());
        content["signature"] = json!(old.signature);
    };
    assert_eq!(asked.sent_back(&both, old_manifest).await, differs, "an old manifest");
    for (field, value) in [
        ("revision", json!(9)),
        ("signer", json!("Somebody Else")),
        ("signed_at", json!("2026-11-01T00:00:00Z")),
        ("manifest", json!("{}")),
        ("signature", json!(proof(panel).seal)),
        ("public_key", json!(asked.back.signing)),
    ] {
        let said = |content: &mut Value| content[field] = value;
        assert_eq!(asked.sent_back(&both, said).await, differs, "{field}");
    }
    // Documents of two signatures, one that is said to be the other, one that is missing, and one that was changed.
    assert_eq!(asked.sent_back(&[panel, old_patient], |_| ()).await, differs, "documents of two revisions");
    let swapped = |content: &mut Value| {
        content["documents"][0]["kind"] = json!("patient");
        content["documents"][1]["kind"] = json!("panel");
    };
    assert_eq!(asked.sent_back(&both, swapped).await, differs, "one in the place of the other");
    assert_eq!(asked.sent_back(&[panel, panel], |_| ()).await, Err("packet_content_malformed".to_owned()));
    assert_eq!(asked.sent_back(&[panel], |_| ()).await, differs, "a document is missing");
    let mut changed = panel.clone();
    changed[100] ^= 1;
    assert_eq!(asked.sent_back(&[&changed, patient], |_| ()).await, differs, "a changed byte");

    assert_eq!(asked.sent_back(&both, |_| ()).await, Ok(()));
    let older = asked.sent_back(&[old_panel, old_patient], |_| ()).await;
    assert_eq!(older, Err("refusal_return_not_newer".to_owned()));
}

#[tokio::test]
async fn a_second_request_leaves_the_files_of_the_one_that_is_being_taken_in_alone() {
    let (asking, host) = (Hospital::open("Asking Hospital").await, Hospital::open("Host Hospital").await);
    let at_home = patient_at(&asking).await;
    let one = requested(&asking, &host, &at_home, "one.packet").await;
    let other = requested(&asking, &host, &at_home, "other.packet").await;
    let taken = tokio::join!(accepted(&host, &asking, &one), accepted(&host, &asking, &other));
    let (first, second) = (taken.0.is_ok(), taken.1.is_ok());
    assert!(first != second, "one of them is taken in: {taken:?}");
    assert_eq!(if first { taken.1 } else { taken.0 }, Err("import_running".to_owned()));
    assert!(!host.folder.path().join("workspace/incoming").exists(), "no copy in the clear stays");
}

#[tokio::test]
async fn what_a_killed_process_left_of_a_request_goes_at_the_next_signing_in() {
    let host = Hospital::open("Host Hospital").await;
    host.desk.lock().await;
    let left = host.folder.path().join("workspace/incoming/packet");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("somatic.vcf"), "synthetic").unwrap();
    host.desk.sign_in(login()).await.unwrap();
    assert!(!host.folder.path().join("workspace/incoming").exists());
}
