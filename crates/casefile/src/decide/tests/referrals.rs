//! A case between two hospitals.

use jiff::civil::Date;
use model::ids::PacketId;

use super::*;
use crate::referral::{
    ConclusionReturned, OtherHospital, PanelRequested, ReceivedCase, ReferralConsent, RequestReceived, ReturnReceived,
    ReturnedDocument, ReturnedExported,
};
use crate::retention::{ErasureReason, require_erasable};

fn hospital(signing: &str) -> OtherHospital {
    let (name, sealing, fingerprint) = ("合成病院".to_owned(), "seal".to_owned(), "ab12".to_owned());
    OtherHospital { name, signing: signing.to_owned(), sealing, fingerprint }
}

fn consent(given_on: Date, obtained_by: &str) -> ReferralConsent {
    ReferralConsent { given_on, form_version: "1.0".to_owned(), obtained_by: obtained_by.to_owned() }
}

fn asking(consent: ReferralConsent) -> Command {
    Command::RequestPanel(Box::new(PanelRequested {
        packet: PacketId(Uuid::from_u128(1)),
        host: hospital("host"),
        consent,
        files: vec![ContentHash([1; 32])],
        sha256: ContentHash([2; 32]),
    }))
}

fn returned(packet: u128, answers: u128, signed_by: &str, revision: u32) -> Command {
    Command::ReceiveReturn(Box::new(ReturnReceived {
        packet: PacketId(Uuid::from_u128(packet)),
        answers: PacketId(Uuid::from_u128(answers)),
        signed_by: signed_by.to_owned(),
        revision,
        signer: "合成".to_owned(),
        signed_at: Timestamp::UNIX_EPOCH,
        key_fingerprint: "ab12".to_owned(),
        recommendations: Vec::new(),
        minority_opinion: None,
        documents: Vec::new(),
        sha256: ContentHash::of_bytes(&packet.to_be_bytes()),
    }))
}

fn when(case: &Case, role: Role, command: Command) -> Result<Case, Refusal> {
    let context = context(role);
    let events = decide(case, command, &context)?;
    Ok(events.iter().fold(case.clone(), |case, event| evolve(case, event, &context)))
}

fn request() -> RequestReceived {
    RequestReceived {
        packet: PacketId(Uuid::from_u128(5)),
        from: hospital("asking"),
        attending_physician: None,
        department: None,
        note: None,
        consent: consent(date(1970, 1, 1), "合成 医師"),
        requested_at: Timestamp::UNIX_EPOCH,
        sha256: ContentHash([3; 32]),
    }
}

#[test]
fn another_hospital_is_asked_by_a_whole_consent_and_never_with_records_of_others() {
    let physician = Role::AttendingPhysician;
    let case = given(vec![opened()]);
    let on = date(1970, 1, 1);
    assert_eq!(when(&case, physician, asking(consent(on, " "))), Err(Refusal::ConsentIncomplete));
    assert_eq!(when(&case, physician, asking(consent(date(1970, 1, 3), "x"))), Err(Refusal::DayInFuture));
    assert_eq!(when(&Case::default(), physician, asking(consent(on, "x"))), Err(Refusal::NotOpen));
    let member = when(&case, Role::PanelMember, asking(consent(on, "x")));
    assert!(matches!(member, Err(Refusal::RoleMissing { .. })));
    let mut of_others = case.clone();
    if let Some(profile) = &mut of_others.profile {
        profile.ledger.files[0].bins.insert(Bin::OtherSample, 1);
    }
    assert!(matches!(when(&of_others, physician, asking(consent(on, "x"))), Err(Refusal::FileOfOthers { .. })));
    assert_eq!(when(&case, physician, asking(consent(on, "x"))).unwrap().requested.len(), 1);
}

#[test]
fn what_comes_back_answers_a_request_is_signed_by_who_was_asked_and_is_newer() {
    let physician = Role::AttendingPhysician;
    let case = when(&given(vec![opened()]), physician, asking(consent(date(1970, 1, 1), "x"))).unwrap();
    assert_eq!(when(&case, physician, returned(9, 7, "host", 1)), Err(Refusal::ReturnUnknown));
    assert_eq!(when(&case, physician, returned(9, 1, "other", 1)), Err(Refusal::PacketKeyUnknown));
    let back = when(&case, physician, returned(9, 1, "host", 1)).unwrap();
    assert_eq!(when(&back, physician, returned(9, 1, "host", 2)), Err(Refusal::PacketReplayed));
    assert_eq!(when(&back, physician, returned(10, 1, "host", 1)), Err(Refusal::ReturnNotNewer));
    assert_eq!(
        when(&back, physician, returned(10, 1, "host", 2)).unwrap().returns.len(),
        2,
        "an amendment comes back, too"
    );
}

#[test]
fn only_what_is_signed_goes_back_and_only_where_somebody_asked() {
    let chair = Role::PanelChair;
    let send = Command::ReturnConclusion(ConclusionReturned {
        packet: PacketId(Uuid::from_u128(6)),
        answers: PacketId(Uuid::from_u128(5)),
        revision: 1,
        documents: vec![(DocumentKind::Panel, ContentHash([1; 32]))],
        sha256: ContentHash([4; 32]),
    });
    let own = given(vec![opened()]);
    assert_eq!(when(&own, chair, send.clone()), Err(Refusal::NobodyAsked));
    let (role, Command::OpenCase(mut import)) = opened() else { panic!() };
    import.received = Some(ReceivedCase { request: request(), consents: Vec::new() });
    let case = given(vec![(role, Command::OpenCase(import))]);
    assert_eq!(case.request.as_deref(), Some(&request()));
    assert_eq!(when(&case, chair, send.clone()), Err(Refusal::NotSigned));
    assert!(matches!(when(&case, Role::DataManager, send), Err(Refusal::RoleMissing { .. })));
}

#[test]
fn what_came_back_is_written_out_only_as_it_came_and_the_case_left_the_house_by_it() {
    let physician = Role::AttendingPhysician;
    let document =
        ReturnedDocument { kind: DocumentKind::Panel, title: "合成".to_owned(), sha256: ContentHash([9; 32]) };
    let export = |byte| Command::ExportReturned(ReturnedExported { sha256: ContentHash([byte; 32]) });
    let erasable = |case: &Case| require_erasable(case, ErasureReason::RegisteredByMistake, date(1970, 1, 2));

    let case = given(vec![opened()]);
    assert_eq!((case.left_the_house(), erasable(&case)), (0, Ok(())));
    assert_eq!(when(&case, physician, export(9)), Err(Refusal::ContentDiffers), "nothing came back");
    let asked = when(&case, physician, asking(consent(date(1970, 1, 1), "合成 医師"))).unwrap();
    assert_eq!(
        (asked.left_the_house(), erasable(&asked)),
        (1, Err(Refusal::SignedOnce)),
        "files went to another hospital"
    );

    let Command::ReceiveReturn(mut received) = returned(2, 1, "host", 1) else { unreachable!() };
    received.documents = vec![document];
    let back = when(&asked, physician, Command::ReceiveReturn(received)).unwrap();
    assert_eq!(when(&back, physician, export(8)), Err(Refusal::ContentDiffers));
    assert!(matches!(when(&back, Role::PanelMember, export(9)), Err(Refusal::RoleMissing { .. })));
    assert_eq!(when(&back, physician, export(9)).unwrap().left_the_house(), 2);
}
