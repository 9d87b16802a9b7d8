//! Packets between houses: three workspaces, real files.

use std::path::{Path, PathBuf};

use shirube_tests::panel::{EVERY_QUALIFICATION, meeting};
use shirube_tests::{MovedClock, PASSPHRASE, case_files, desk, desk_with_clock, new_workspace};
use workflow::Desk;
use workflow::contract::{
    AskedFinding, AuditQuery, CreateWorkspace, FindingOpinionView, ImportRequest, NewInvitation, NewOpinion, NewPanel,
    PacketOpener,
};

const SEALED: &str = "a passphrase told by telephone";
const KEY_PASSPHRASE: &str = "the member's own passphrase";

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// A case with one accepted option and a draft, before a circulated review whose first member elsewhere is seat 2.
async fn circulated(desk: &Desk) -> String {
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("CRC-01").unwrap().iter().map(|path| text(path)).collect();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let asked = desk.panel_board(id.clone()).await.unwrap().asked;
    for (place, finding) in asked.iter().enumerate() {
        let decision = if place == 0 { "accepted" } else { "declined" };
        let reason = Some("synthetic".to_owned());
        desk.decide_finding(id.clone(), finding.key.clone(), decision.to_owned(), reason).await.unwrap();
    }
    desk.compose(id.clone()).await.unwrap();
    let panel = NewPanel { meeting: "circulated".to_owned(), ..meeting() };
    desk.convene_panel(id.clone(), panel).await.unwrap();
    id
}

/// A key of a member, made on the member's side.
async fn key_of(desk: &Desk, folder: &Path, name: &str) -> (PathBuf, PathBuf, String) {
    let path = folder.join(format!("{name}.key"));
    let made = desk.create_packet_key(name.to_owned(), KEY_PASSPHRASE.to_owned(), text(&path)).await.unwrap();
    (path, PathBuf::from(made.card_path), made.fingerprint)
}

fn by_key(key: &Path) -> PacketOpener {
    PacketOpener { key_file: Some(text(key)), passphrase: KEY_PASSPHRASE.to_owned() }
}

fn by_passphrase(typed: &str) -> PacketOpener {
    PacketOpener { key_file: None, passphrase: typed.to_owned() }
}

fn recommending(asked: &[AskedFinding]) -> NewOpinion {
    let said = |one: &AskedFinding| FindingOpinionView {
        finding: one.key.clone(),
        stance: "recommend".to_owned(),
        comment: Some("合成の意見".to_owned()),
    };
    NewOpinion {
        seat: None,
        findings: asked.iter().map(said).collect(),
        overall: Some("合成".to_owned()),
        received_by: None,
    }
}

async fn invite(desk: &Desk, id: &str, folder: &Path, wanted: Vec<NewInvitation>) -> Vec<PathBuf> {
    let written = desk.invite_members(id.to_owned(), text(folder), wanted, PASSPHRASE.to_owned()).await.unwrap();
    written.files.iter().map(|file| PathBuf::from(&file.path)).collect()
}

fn to_key(seat: u16) -> NewInvitation {
    NewInvitation { seat, passphrase: None }
}

fn sealed(seat: u16) -> NewInvitation {
    NewInvitation { seat, passphrase: Some(SEALED.to_owned()) }
}

/// Kinds of events in the log of the workspace, newest first.
async fn kinds(desk: &Desk) -> Vec<String> {
    let page = desk.audit_log(AuditQuery { limit: 1000, ..AuditQuery::default() }).await.unwrap();
    page.rows.into_iter().map(|row| row.kind).collect()
}

async fn refused(desk: &Desk, path: &Path) -> String {
    desk.receive_opinion(text(path)).await.unwrap_err().message.code
}

#[tokio::test]
async fn a_member_elsewhere_reads_and_answers_without_a_workspace_and_stays_blind_to_the_host() {
    let (host_folder, member_folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let host = desk(host_folder.path());
    let id = circulated(&host).await;
    // The member has the product and no workspace.
    let member = desk(member_folder.path());
    let (key, card, fingerprint) = key_of(&member, member_folder.path(), "synthetic-member").await;
    let wrong = fingerprint.replace(['a', '1'], "0");
    let heard = |heard: &str| host.register_seat_key(id.clone(), 2, text(&card), heard.to_owned());
    assert_eq!(heard(&wrong).await.unwrap_err().message.code, "packet_fingerprint_differs");
    heard(&fingerprint.to_uppercase()).await.unwrap();

    let plan = host.invitation_plan(id.clone()).await.unwrap();
    assert_eq!((plan.leaks.len(), plan.seats.len()), (0, EVERY_QUALIFICATION.len()));
    assert_eq!(plan.seats[0].key_fingerprint.as_deref(), Some(fingerprint.as_str()));
    let files = invite(&host, &id, host_folder.path(), vec![to_key(2), sealed(3)]).await;

    let opened = member.open_packet(text(&files[0]), by_key(&key)).await.unwrap();
    assert_eq!((opened.host.as_str(), opened.seat), ("Synthetic Hospital", 2));
    assert_eq!(opened.host_fingerprint, host.packet_card().await.unwrap().fingerprint);
    assert_eq!(opened.case, plan.case, "what the host was shown is what the member sees");
    assert!(opened.asked.iter().all(|one| one.decision.is_none()), "nobody is led by what the host decided");
    let seen = member.open_packet(text(&files[1]), by_passphrase(SEALED)).await.unwrap();
    assert_eq!((seen.seat, seen.case), (3, opened.case.clone()));
    for (path, opener, code) in [
        (&files[0], by_passphrase(SEALED), "vault.packet_needs_key"),
        (&files[1], by_key(&key), "vault.packet_needs_passphrase"),
        (&files[1], by_passphrase("a passphrase that nobody told"), "vault.packet_refused"),
        (&card, by_key(&key), "vault.packet_malformed"),
    ] {
        assert_eq!(member.open_packet(text(path), opener).await.unwrap_err().message.code, code);
    }
    assert!(!member_folder.path().join("workspace").exists(), "reading leaves nothing behind");

    let incomplete = NewOpinion { findings: Vec::new(), ..recommending(&opened.asked) };
    let answer = member_folder.path().join("answer.packet");
    let written = |opinion| member.answer_packet(text(&files[0]), by_key(&key), opinion, text(&answer));
    assert_eq!(written(incomplete).await.unwrap_err().message.code, "refusal_opinion_incomplete");
    written(recommending(&opened.asked)).await.unwrap();
    let sealed_answer = member_folder.path().join("sealed-answer.packet");
    let opinion = recommending(&seen.asked);
    member.answer_packet(text(&files[1]), by_passphrase(SEALED), opinion, text(&sealed_answer)).await.unwrap();
    // Nobody but the host opens an answer.
    assert!(!std::fs::read(&answer).unwrap().windows(6).any(|window| window == "合成".as_bytes()));

    let received = host.receive_opinion(text(&answer)).await.unwrap();
    assert_eq!((received.case_id.as_str(), received.seat), (id.as_str(), 2));
    host.receive_opinion(text(&sealed_answer)).await.unwrap();
    let board = host.panel_board(id.clone()).await.unwrap();
    assert!(board.panels[0].members[1].opinion_given && board.panels[0].opinions.is_empty(), "blind until revealed");
    let logged = host.events(id.clone()).await.unwrap();
    let opinions: Vec<_> = logged.iter().filter(|one| one.envelope["kind"] == "opinion_recorded").collect();
    assert!(opinions.len() == 2 && opinions.iter().all(|one| one.event.is_null()), "neither does the log say more");
    let board = host.reveal_opinions(id.clone(), Some("synthetic".to_owned())).await.unwrap();
    let told: Vec<_> = board.panels[0].opinions.iter().map(|one| (one.seat, one.packet.as_deref().unwrap())).collect();
    assert_eq!(told, [(2, "key"), (3, "passphrase")]);
    assert_eq!(board.panels[0].opinions[0].answered_by.as_deref(), Some("synthetic-member"));
    assert_eq!(board.panels[0].opinions[0].findings[0].comment.as_deref(), Some("合成の意見"));
    let kinds = kinds(&host).await;
    let count = |kind: &str| kinds.iter().filter(|known| *known == kind).count();
    assert_eq!((count("packet_written"), count("packet_received"), count("seat_key_registered")), (2, 2, 1));
    assert!(host.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_replayed_second_foreign_or_changed_answer_is_refused_and_the_refusal_is_in_the_log() {
    let (host_folder, member_folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let host = desk(host_folder.path());
    let id = circulated(&host).await;
    let member = desk(member_folder.path());
    let (key, card, fingerprint) = key_of(&member, member_folder.path(), "synthetic-member").await;
    host.register_seat_key(id.clone(), 2, text(&card), fingerprint).await.unwrap();
    let first = invite(&host, &id, host_folder.path(), vec![to_key(2)]).await.remove(0);
    let again = invite(&host, &id, host_folder.path(), vec![to_key(2)]).await.remove(0);
    let answer = |packet: PathBuf, name: &'static str| {
        let (member, key, to) = (&member, &key, member_folder.path().join(name));
        async move {
            let asked = member.open_packet(text(&packet), by_key(key)).await.unwrap().asked;
            member.answer_packet(text(&packet), by_key(key), recommending(&asked), text(&to)).await.unwrap();
            to
        }
    };
    let (old, new) = (answer(first, "old.packet").await, answer(again.clone(), "new.packet").await);
    assert_eq!(refused(&host, &old).await, "refusal_packet_replaced");
    assert_eq!(refused(&host, &again).await, "vault.packet_kind_other", "an invitation is no answer");
    let bytes = std::fs::read(&new).unwrap();
    for (place, name) in [(bytes.len() - 1, "tail"), (bytes.len() / 2, "middle"), (10, "head")] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        let path = member_folder.path().join(name);
        std::fs::write(&path, changed).unwrap();
        assert!(["vault.packet_refused", "vault.packet_malformed"].contains(&refused(&host, &path).await.as_str()));
    }
    let cut = member_folder.path().join("cut");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(refused(&host, &cut).await, "vault.packet_refused");
    let large = member_folder.path().join("large");
    std::fs::write(&large, vec![b'{'; 2 << 20]).unwrap();
    assert_eq!(refused(&host, &large).await, "vault.packet_too_large");
    // Another hospital: the packet was not sealed to it.
    let other_folder = tempfile::tempdir().unwrap();
    let other = desk(other_folder.path());
    other
        .create_workspace(CreateWorkspace { institution: "Another Hospital".to_owned(), ..new_workspace() })
        .await
        .unwrap();
    assert_eq!(refused(&other, &new).await, "vault.packet_for_another");
    host.receive_opinion(text(&new)).await.unwrap();
    assert_eq!(refused(&host, &new).await, "refusal_packet_replayed");
    let second = answer(again, "second.packet").await;
    assert_eq!(refused(&host, &second).await, "refusal_opinion_already_given");
    let refusals = kinds(&host).await.iter().filter(|kind| *kind == "packet_refused").count();
    assert_eq!(refusals, 8, "all but what was too large to be read");
    assert_eq!(host.panel_board(id).await.unwrap().panels[0].members.iter().filter(|one| one.opinion_given).count(), 1);
}

#[tokio::test]
async fn an_answer_that_is_late_or_about_a_case_that_changed_is_refused() {
    let (host_folder, member_folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let clock = MovedClock::default();
    let host = desk_with_clock(host_folder.path(), &clock);
    let id = circulated(&host).await;
    let member = desk(member_folder.path());
    let packet = invite(&host, &id, host_folder.path(), vec![sealed(2)]).await.remove(0);
    let asked = member.open_packet(text(&packet), by_passphrase(SEALED)).await.unwrap().asked;
    let answer = member_folder.path().join("answer.packet");
    member.answer_packet(text(&packet), by_passphrase(SEALED), recommending(&asked), text(&answer)).await.unwrap();
    clock.wait(24 * 60 * 60);
    assert_eq!(refused(&host, &answer).await, "refusal_opinion_late");
    let late = host.invite_members(id.clone(), text(host_folder.path()), vec![sealed(3)], PASSPHRASE.to_owned()).await;
    assert_eq!(late.unwrap_err().message.code, "refusal_opinion_late");
    clock.wait(-24 * 60 * 60);
    host.correct_clinical(id.clone(), "ecog_ps".to_owned(), "2".to_owned(), "synthetic".to_owned()).await.unwrap();
    assert_eq!(refused(&host, &answer).await, "refusal_panel_out_of_date");
}

#[tokio::test]
async fn nothing_is_written_while_a_text_names_the_person_or_the_passphrase_is_wrong_or_consent_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let host = desk(folder.path());
    let id = circulated(&host).await;
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let write = |typed: &str| host.invite_members(id.clone(), text(&out), vec![sealed(2)], typed.to_owned());
    assert_eq!(write("not-the-passphrase").await.unwrap_err().message.code, "vault.sign_in_refused");
    assert_eq!(write(PASSPHRASE).await.unwrap().files.len(), 1);
    let header = host.case(id.clone()).await.unwrap().header;
    let disguised: String =
        header.patient_name.chars().filter(|c| !c.is_whitespace()).flat_map(|c| [c, '　']).collect();
    let words = format!("{disguised}様の大腸癌");
    host.correct_clinical(id.clone(), "diagnosis".to_owned(), words, "synthetic".to_owned()).await.unwrap();
    host.compose(id.clone()).await.unwrap();
    host.convene_panel(id.clone(), NewPanel { meeting: "circulated".to_owned(), ..meeting() }).await.unwrap();
    let plan = host.invitation_plan(id.clone()).await.unwrap();
    assert_eq!(
        plan.leaks.iter().map(|leak| (leak.place.as_str(), leak.kind.as_str())).collect::<Vec<_>>(),
        [("/diagnosis", "name")]
    );
    let error = write(PASSPHRASE).await.unwrap_err();
    assert_eq!(error.message.code, "packet_names_the_person");
    assert!(!format!("{error:?}").contains(&header.patient_name));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1, "no file of what was refused");
}

#[tokio::test]
async fn a_packet_holds_nothing_that_names_the_person() {
    let (host_folder, member_folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let host = desk(host_folder.path());
    let id = circulated(&host).await;
    let packet = invite(&host, &id, host_folder.path(), vec![sealed(2)]).await.remove(0);
    let opened = desk(member_folder.path()).open_packet(text(&packet), by_passphrase(SEALED)).await.unwrap();
    let told = serde_json::to_string(&opened).unwrap();
    let view = host.case(id).await.unwrap();
    let header = &view.header;
    let born = view.clinical.iter().find(|fact| fact.label == "born_on").and_then(|fact| fact.written.clone());
    let secrets = [Some(header.patient_name.clone()), header.patient_kana.clone(), header.hospital_id.clone(), born];
    for secret in secrets.into_iter().flatten() {
        assert!(!secret.is_empty() && !told.contains(&secret), "a fact about the person");
    }
    assert!(!told.contains(&header.case_number) && !told.contains(&header.sample));
    let name = packet.file_name().unwrap().to_string_lossy();
    assert!(!name.contains(&header.case_number), "the name of the file says nothing either");
}
