//! The table of permissions holds below both shells: every role at every function of the desk.

use std::collections::BTreeSet;
use std::pin::Pin;

use casefile::permission::Action;
use casefile::role::Role;
use shirube_tests::{PASSPHRASE, desk, login, new_workspace, repository};
use workflow::Desk;
use workflow::contract::{
    ApiError, Attendance, AuditQuery, ConfirmationChange, ConsentWithdrawal, ErasureWish, GuardSettings,
    HousePanelRule, ImportRequest, IntendedUse, KeyRevocation, NewAccount, NewConclusion, NewConsent, NewOmission,
    NewOpinion, ProgrammeView, SignIn, TypedForm, VariantFilter, VariantQuery, WorklistQuery,
};

type Call<'d> = Pin<Box<dyn Future<Output = Result<(), ApiError>> + 'd>>;

const OWN: &str = "chosen-by-its-owner";

/// What stands before the table: getting in, getting out, one's own account, knowledge that is about nobody, the progress of
/// an import, which is nothing to whoever may not import, checking a document that whoever asks has in hand, and packets that
/// somebody's own key or a passphrase opens.
const OPEN_TO_ALL: [&str; 17] = [
    "state",
    "create_workspace",
    "sign_in",
    "lock",
    "recover",
    "tumor_types",
    "clinical_choices",
    "import_progress",
    "choose_passphrase",
    "offer_second_factor",
    "enrol_second_factor",
    "verify_document",
    "look_at_packet",
    "open_packet",
    "answer_packet",
    "create_packet_key",
    "renew_signing_key",
];

fn none() -> String {
    "no-such".to_owned()
}

fn consent() -> NewConsent {
    let (kind, answer) = ("recontact".to_owned(), "yes".to_owned());
    NewConsent { kind, answer, given_on: "2026-11-25".to_owned(), ..NewConsent::default() }
}

fn withdrawal() -> ConsentWithdrawal {
    let kind = "recontact".to_owned();
    ConsentWithdrawal { kind, withdrawn_on: "2026-11-25".to_owned(), ..ConsentWithdrawal::default() }
}

fn opinion() -> NewOpinion {
    NewOpinion { seat: None, findings: Vec::new(), overall: None, received_by: None }
}

fn house_rule() -> HousePanelRule {
    HousePanelRule {
        title_ja: String::new(),
        disease_groups: Vec::new(),
        tests: Vec::new(),
        valid_from: String::new(),
        valid_until: None,
        seats: Vec::new(),
        one_person_several_seats: false,
        attending_may_supply_history: false,
        circulated_review: String::new(),
        source: String::new(),
    }
}

/// The actions that open it, the one that a refusal names first.
type Opened = &'static [Action];

macro_rules! calls {
    ($($name:literal, $($action:ident)|+, $call:expr;)*) => {
        vec![$((
            $name,
            &[$(Action::$action),+] as Opened,
            Box::pin(async move { $call.await.map(|_| ()) }) as Call<'_>,
        )),*]
    };
}

/// Every function that the table guards, asked for something that is not there: what is refused for the role is refused
/// before it is looked for.
#[expect(clippy::too_many_lines, reason = "one line for each function of the desk")]
fn calls(desk: &Desk) -> Vec<(&'static str, Opened, Call<'_>)> {
    calls! {
        "worklist", ViewCase, desk.worklist(WorklistQuery::default());
        "case", ViewCase, desk.case(none());
        "case_as_of", ViewCase, desk.case_as_of(none(), "2026-11-25".to_owned());
        "rebuild_worklist", MaintainWorkspace, desk.rebuild_worklist();
        "record_consent", RecordConsent, desk.record_consent(none(), consent());
        "withdraw_consent", RecordConsent, desk.withdraw_consent(none(), withdrawal());
        "reach_milestone", RecordMilestone, desk.reach_milestone(
            none(),
            "specimen_sent".to_owned(),
            "2026-11-25".to_owned(),
            None,
        );
        "panel_board", ViewCase, desk.panel_board(none());
        "convene_panel", ConvenePanel, desk.convene_panel(none(), shirube_tests::panel::meeting());
        "record_attendance", ConvenePanel, desk.record_attendance(none(), Attendance {
            present: Vec::new(),
            attending: "present".to_owned(),
        });
        "give_opinion", GiveOpinion, desk.give_opinion(none(), opinion());
        "packet_card", ViewSettings, desk.packet_card();
        "write_packet_card", ViewSettings, desk.write_packet_card("/no/such/folder/card".to_owned());
        "register_seat_key", WritePacket, desk.register_seat_key(none(), 2, none(), none());
        "invitation_plan", WritePacket, desk.invitation_plan(none());
        "invite_members", WritePacket, desk.invite_members(none(), none(), vec![], OWN.to_owned());
        "receive_opinion", ReceivePacket, desk.receive_opinion(none());
        "request_plan", RequestPanel, desk.request_plan(none());
        "write_request", RequestPanel, desk.write_request(none(), workflow::contract::NewRequest {
            card: none(),
            heard: none(),
            consent_given_on: none(),
            consent_form_version: none(),
            consent_obtained_by: none(),
            note: None,
        }, none(), OWN.to_owned());
        "look_at_request", ImportCase, desk.look_at_request(none());
        "accept_request", ImportCase, Box::pin(desk.accept_request(none(), none(), ImportRequest::default()));
        "write_return", ReturnConclusion, desk.write_return(none(), none(), OWN.to_owned());
        "receive_return", RequestPanel, desk.receive_return(none());
        "referral_board", ViewCase, desk.referral_board(none());
        "write_returned", ExportDocument, desk.write_returned(none(), none(), none(), OWN.to_owned());
        "open_packet_here", GiveOpinion, desk.open_packet_here(none());
        "answer_packet_here", GiveOpinion, desk.answer_packet_here(none(), opinion(), none(), OWN.to_owned());
        "reveal_opinions", ConcludePanel, desk.reveal_opinions(none(), None);
        "conclude_panel", ConcludePanel, desk.conclude_panel(none(), NewConclusion {
            recommendations: Vec::new(),
            minority_opinion: None,
            minutes: None,
        });
        "cancel_panel", ConvenePanel, desk.cancel_panel(none(), none());
        "omit_panel", OmitPanel, desk.omit_panel(none(), NewOmission::default());
        "panel_day", ViewCase, desk.panel_day(none(), "2026-11-25".to_owned());
        "precedents", ViewCase, desk.precedents(none());
        "reminders", ViewCase, desk.reminders();
        "place_in_programme", RecordMilestone, desk.place_in_programme(none(), ProgrammeView::default());
        "progress", ViewProgress, desk.progress();
        "export_progress", ViewProgress, desk.export_progress("/no/such/folder/file".to_owned(), OWN.to_owned());
        "export_register", ExportRegister, desk.export_register("/no/such/folder/file".to_owned(), OWN.to_owned());
        "withdraw_conclusion", ConcludePanel, desk.withdraw_conclusion(none(), none());
        "confirm_finding", ConfirmFinding, desk.confirm_finding(none(), "0".repeat(64), ConfirmationChange::Waived {
            by: none(),
            because: none(),
        });
        "open_amendment", AmendReport, desk.open_amendment(none(), "added_finding".to_owned(), none(), 1);
        "close_amendment_task", AmendReport, desk.close_amendment_task(none(), 1, "tell_physician".to_owned(), none());
        "house_panel_rules", ViewSettings, desk.house_panel_rules();
        "record_house_panel_rule", ConfigureInstitution, desk.record_house_panel_rule(house_rule());
        "retention", ViewCase, desk.retention(none());
        "set_retention", KeepCase, desk.set_retention(none(), "2036-11-25".to_owned(), none());
        "place_legal_hold", KeepCase, desk.place_legal_hold(none(), none());
        "lift_legal_hold", KeepCase, desk.lift_legal_hold(none(), none());
        "erase_case", EraseCase, desk.erase_case(none(), ErasureWish::default(), OWN.to_owned());
        "correct_clinical", CorrectClinical, desk.correct_clinical(none(), none(), none(), none());
        "check_form", CorrectClinical, desk.check_form(TypedForm::default());
        "clinical_form", ViewCase, desk.clinical_form(none());
        "record_form", CorrectClinical, desk.record_form(none(), TypedForm::default(), none());
        "check_linked", ViewCase, desk.check_linked(none());
        "saved_filters", ViewCase, desk.saved_filters();
        "save_filter", ViewCase, desk.save_filter(none(), VariantFilter::default());
        "forget_filter", ViewCase, desk.forget_filter(none());
        "decide_finding", DecideFinding, desk.decide_finding(none(), none(), none(), None);
        "pdf", ViewCase, desk.pdf(none(), none());
        "pdf_of_revision", ViewCase, desk.pdf_of_revision(none(), none(), 1);
        "confirmation_sheet", PrintForm, desk.confirmation_sheet(none());
        "compose", ComposeDraft, desk.compose(none());
        "explain", ViewCase, desk.explain(none(), none());
        "export", ExportDocument, desk.export(none(), none(), none(), OWN.to_owned());
        "export_bundle", ExportDocument, desk.export_bundle(none(), "submission".to_owned(), none(), OWN.to_owned());
        "import", ImportCase, Box::pin(desk.import(ImportRequest { paths: vec![none()], ..ImportRequest::default() }));
        "import_read", ImportCase, Box::pin(desk.import_read(
            ImportRequest { paths: vec![none()], ..ImportRequest::default() },
            workflow::desk::Reading::default(),
        ));
        "cancel_import", ImportCase, desk.cancel_import();
        "activate_release", ChangeKnowledge, desk.activate_release(none());
        "rematch", Interpret, desk.rematch();
        "affected_cases", ViewCase, desk.affected_cases();
        "answer_loss", DecideFinding, desk.answer_loss(none(), none(), none(), none());
        "compare_releases", ViewCase | ChangeKnowledge, desk.compare_releases(None, none());
        "import_corpus", ChangeKnowledge, desk.import_corpus(none(), vec![none()]);
        "download_corpus", ChangeKnowledge, desk.download_corpus(none(), None, None);
        "take_download", ChangeKnowledge, desk.take_download(none());
        "record_corpus_address", ChangeKnowledge, desk.record_corpus_address(none(), none());
        "keep_shipped_release", ChangeKnowledge, desk.keep_shipped_release();
        "prove_installation", MaintainWorkspace, desk.prove_installation();
        "installation_proofs", ViewSettings, desk.installation_proofs();
        "write_installation_record", MaintainWorkspace, desk.write_installation_record("/no/such/folder/file".to_owned());
        "rehearsal_board", ViewCase, desk.rehearsal_board();
        "lay_out_rehearsal", ImportCase, Box::pin(desk.lay_out_rehearsal(none()));
        "knowledge_overview", ViewSettings, desk.knowledge_overview();
        "search_knowledge", ViewSettings, desk.search_knowledge(none(), 1);
        "verify_release", ViewSettings, desk.verify_release();
        "release_events", ViewSettings, desk.release_events();
        "knowledge_row", ViewSettings, desk.knowledge_row(none());
        "recognise", ImportCase, desk.recognise(vec![none()], vec![]);
        "record_intended_use", ConfigureInstitution, desk.record_intended_use(IntendedUse {
            purpose: String::new(),
            device_decision: String::new(),
            responsible_person: String::new(),
        });
        "use_reference", ConfigureInstitution, desk.use_reference(none());
        "use_reference_sequence", ConfigureInstitution, desk.use_reference_sequence(none());
        "forget_reference_sequence", ConfigureInstitution, desk.forget_reference_sequence();
        "reference_settings", ViewSettings, desk.reference_settings();
        "reference", ViewSettings, desk.reference();
        "mark_demonstration", ConfigureInstitution, desk.mark_demonstration();
        "sign", SignReport, desk.sign(none(), OWN.to_owned());
        "structure", ViewCase, desk.structure(none());
        "structure_gene", ViewCase, desk.structure_gene(none(), none());
        "variant_page", ViewCase, desk.variant_page(none(), VariantQuery {
            filter: VariantFilter::default(),
            sort: "file_order".to_owned(),
            descending: false,
            offset: 0,
            limit: 1,
        });
        "variant_facets", ViewCase, desk.variant_facets(none(), VariantFilter::default());
        "variant_detail", ViewCase, desk.variant_detail(none(), 0);
        "verify_chain", ViewAudit, desk.verify_chain();
        "audit_log", ViewAudit, desk.audit_log(AuditQuery { limit: 1, ..AuditQuery::default() });
        "audit_text", ExportAudit, desk.audit_text("csv".to_owned());
        "export_audit", ExportAudit, desk.export_audit(none(), none(), OWN.to_owned());
        "events", ViewCase, desk.events(none());
        "alerts", ViewAudit, desk.alerts();
        "review_alert", ReviewAlert, desk.review_alert(none(), none());
        "break_glass", BreakGlass, desk.break_glass(none(), none(), OWN.to_owned());
        "accounts", ManageAccounts, desk.accounts();
        "add_account", ManageAccounts, desk.add_account(NewAccount {
            login: String::new(),
            display_name: String::new(),
            roles: vec![],
            qualifications: vec![],
        });
        "change_account", ManageAccounts, desk.change_account(none(), vec![], vec![]);
        "reset_account", ManageAccounts, desk.reset_account(none());
        "revoke_account", ManageAccounts, desk.revoke_account(none());
        "guard_settings", ViewSettings, desk.guard_settings();
        "change_guards", ConfigureInstitution, desk.change_guards(GuardSettings {
            second_factor: none(),
            idle_lock_minutes: 0,
        });
        "permissions", ViewSettings, desk.permissions();
        "signing_keys", ViewSettings, desk.signing_keys();
        "revoke_key", ManageAccounts, desk.revoke_key(KeyRevocation::default(), OWN.to_owned());
        "export_key_list", ConfigureInstitution, desk.export_key_list("/no/such/folder/keys".to_owned(), OWN.to_owned());
        "import_key_list", ConfigureInstitution, desk.import_key_list(none(), None);
        "back_up", MaintainWorkspace, desk.back_up("/no/such/folder/file".to_owned(), OWN.to_owned());
        "rotate_workspace_key", ConfigureInstitution, desk.rotate_workspace_key([none(), none()], OWN.to_owned());
        "recovery_drill", ConfigureInstitution, desk.recovery_drill(none(), none());
    }
}

/// Functions of the desk, as its code declares them.
fn declared() -> BTreeSet<String> {
    let source = repository().join("crates/workflow/src");
    let mut files = vec![source.join("desk.rs")];
    files.extend(std::fs::read_dir(source.join("desk")).unwrap().map(|entry| entry.unwrap().path()));
    let mut names = BTreeSet::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        for after in text.split("pub async fn ").skip(1) {
            let (name, rest) = after.split_once('(').unwrap();
            if rest.trim_start().starts_with("&self") {
                names.insert(name.split('<').next().unwrap().to_owned());
            }
        }
    }
    names
}

#[tokio::test]
async fn every_function_of_the_desk_is_guarded_by_the_table_or_named_as_open_to_all() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let known: BTreeSet<String> = calls(&desk)
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .chain(OPEN_TO_ALL.iter().map(|name| (*name).to_owned()))
        .collect();
    assert_eq!(declared(), known);
}

#[tokio::test]
async fn nobody_gets_past_the_table_without_signing_in() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    for (name, _, call) in calls(&desk) {
        assert_eq!(call.await.unwrap_err().message.code, "session_missing", "{name}");
    }
}

#[tokio::test]
async fn every_role_may_do_what_the_table_says_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let mut walked = 0;
    for role in Role::ALL {
        let wanted = NewAccount {
            login: role.code().to_owned(),
            display_name: role.code().to_owned(),
            roles: vec![role.code().to_owned()],
            qualifications: vec![],
        };
        let issued = desk.add_account(wanted).await.unwrap();
        desk.lock().await;
        let passphrase = issued.initial_passphrase;
        let shown =
            SignIn { login: role.code().to_owned(), passphrase: passphrase.clone(), code: None, older_because: None };
        desk.sign_in(shown).await.unwrap();
        let session = desk.choose_passphrase(passphrase, OWN.to_owned()).await.unwrap();
        for (name, actions, call) in calls(&desk) {
            let refused = call.await.err().filter(|error| error.message.code == "refusal_role_missing");
            let allowed = actions.iter().any(|action| action.roles().contains(&role));
            assert_eq!(refused.is_none(), allowed, "{role:?} at {name}");
            for action in actions {
                let told = session.actions.contains(&action.code().to_owned());
                assert_eq!(told, action.roles().contains(&role), "{role:?} is told of {name}");
            }
            if let Some(error) = refused {
                assert_eq!(error.message.parameters["action"], actions[0].code(), "{name}");
            }
            walked += 1;
        }
        desk.lock().await;
        desk.sign_in(login()).await.unwrap();
    }
    assert_eq!(walked, 8 * calls(&desk).len());
    assert_eq!(PASSPHRASE, login().passphrase);
}

#[tokio::test]
async fn the_table_that_is_shown_is_the_one_that_decides() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let shown = desk.permissions().await.unwrap();
    for action in calls(&desk).iter().flat_map(|(_, actions, _)| *actions) {
        let row = shown.iter().find(|row| row.action == action.code()).unwrap();
        let roles: Vec<&str> = action.roles().iter().map(|role| role.code()).collect();
        assert_eq!(row.roles, roles);
    }
}
