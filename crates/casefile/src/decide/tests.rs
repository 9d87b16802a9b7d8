use jiff::Timestamp;
use jiff::civil::date;
use model::assembly::Assembly;
use model::assessed::Met;
use model::canonical::ContentHash;
use model::clinical::ClinicalRecord;
use model::evidence::{
    Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate, TumorTypeMatch,
};
use model::finding::StatementId;
use model::ids::{AccountId, CaseId, ReportId};
use model::ledger::{Bin, FileLedger, Ledger};
use model::person::{PatientIdentity, Sex};
use model::report_content::DocumentKind;
use model::therapy::TherapyName;
use model::tumor_type::TumorContext;
use model::variation::ObservationKey;
use uuid::Uuid;

mod consents;
mod course;
mod panels;
mod referrals;
mod rehearsals;
mod retention;
mod sequences;

use model::finding::{Finding, FindingKey};

use super::*;
use crate::command::ConfirmationStep;
use crate::consent::{ConsentAnswer, ConsentKind};
use crate::correction::ClinicalField;
use crate::event::{
    BundleExported, CaseOpened, ClinicalRecorded, ComposedDocument, DocumentExported, DraftComposed, Interpreted,
    ReportSigned, SignatureManifest, StoredProfile,
};
use crate::evolve::evolve;
use crate::panel::Recommendation;
use crate::role::Role;

fn context(role: Role) -> Context {
    Context { case: CaseId(Uuid::from_u128(1)), actor: AccountId(Uuid::from_u128(2)), role, at: Timestamp::UNIX_EPOCH }
}

fn finding(therapy: &str, level_state: LevelState) -> Finding {
    let observations = vec![ObservationKey::Biomarker(model::biomarker::BiomarkerKind::Msi)];
    let therapies = vec![TherapyName { en: therapy.to_owned(), ja: None }];
    Finding {
        key: FindingKey::new(&observations, Predicate::PredictsSensitivity, &therapies, "SOLID").unwrap(),
        sample: "T".to_owned(),
        observations,
        variants: Vec::new(),
        match_kind: MatchKind::Biomarker,
        statement: StatementId("shirube:JP-0000".to_owned()),
        basis: Basis::SourceRead,
        predicate: Predicate::PredictsSensitivity,
        direction: Direction::Supports,
        evidence_level: Some(EvidenceLevel::A),
        level_state,
        resistance: false,
        accessibility: DrugAccessibility::JpApproved,
        therapies,
        setting: None,
        tumor_type_ja: None,
        tumor_type_match: TumorTypeMatch::Same,
        origin_match: Met::Met,
        status: Met::Met,
        reasons: Vec::new(),
        citation: None,
        companion_diagnostic: None,
        policies: Vec::new(),
        overruled_by: None,
        contradicted_by: Vec::new(),
        germline: false,
        already_given: false,
        conditions: Vec::new(),
        trial: None,
    }
}

fn open_command(records: u64) -> Command {
    let hash = ContentHash([7; 32]);
    Command::OpenCase(Box::new(FirstImport {
        opened: CaseOpened { number: "2026-0001".to_owned(), received_on: date(2026, 11, 25), rehearsal: None },
        clinical: ClinicalRecorded {
            record: ClinicalRecord {
                patient: PatientIdentity {
                    name: "合成 太郎".to_owned(),
                    kana: None,
                    hospital_id: None,
                    research_id: None,
                    born_on: None,
                    sex: Sex::Unknown,
                    synthetic: true,
                },
                tumor_type: None,
                diagnosis: None,
                diagnosed_on: None,
                diagnosed_in: None,
                department: None,
                attending_physician: None,
                specimen: None,
                ecog_ps: None,
                treatments: Vec::new(),
                phenotypes: Vec::new(),
                facts: Vec::new(),
            },
        },
        profile: ProfileImported {
            profile: StoredProfile {
                sha256: hash,
                tumor_sample: "T".to_owned(),
                assembly: Assembly::GRCh38,
                test_name: None,
            },
            files: Vec::new(),
            ledger: Ledger {
                files: vec![FileLedger {
                    name: "a.vcf".to_owned(),
                    format: "vcf".to_owned(),
                    sha256: hash,
                    records,
                    bins: [(Bin::Kept, 3)].into(),
                    alleles: [(Bin::Kept, 3)].into(),
                    malformed: Vec::new(),
                }],
            },
            notices: Vec::new(),
            records: None,
            selection: None,
            pedigree: None,
        },
        interpreted: interpreted("2026-11-01"),
        received: None,
    }))
}

fn interpreted(release: &str) -> Interpreted {
    Interpreted {
        release: release.to_owned(),
        engine: "e".to_owned(),
        as_of: date(2026, 11, 25),
        tumor: TumorContext::Any,
        findings: vec![finding("pembrolizumab", LevelState::Final), finding("nivolumab", LevelState::Candidate)],
        open: Vec::new(),
    }
}

fn draft(revision: u32) -> DraftComposed {
    DraftComposed {
        report: ReportId(Uuid::from_u128(4)),
        revision,
        content_hash: ContentHash([9; 32]),
        documents: vec![document()],
    }
}

fn document() -> ComposedDocument {
    ComposedDocument {
        kind: DocumentKind::Panel,
        title: String::new(),
        content_hash: ContentHash([9; 32]),
        pdf_sha256: ContentHash([8; 32]),
        pages: 1,
    }
}

fn signature(revision: u32, content: u8) -> Command {
    Command::SignReport(Box::new(ReportSigned {
        revision,
        manifest: SignatureManifest {
            schema: 1,
            case: CaseId(Uuid::from_u128(1)),
            report: ReportId(Uuid::from_u128(4)),
            revision,
            release: "2026-11-01".to_owned(),
            engine: "e".to_owned(),
            signer: AccountId(Uuid::from_u128(2)),
            signer_name: String::new(),
            role: Role::PanelChair,
            signed_at: Timestamp::UNIX_EPOCH,
            content_hash: ContentHash([content; 32]),
            documents: Vec::new(),
        },
        signature: String::new(),
        public_key: String::new(),
        key_fingerprint: String::new(),
        documents: vec![document()],
    }))
}

/// Given these commands have succeeded, the case.
fn given(commands: Vec<(Role, Command)>) -> Case {
    commands.into_iter().fold(Case::default(), |case, (role, command)| {
        let context = context(role);
        let events = decide(&case, command, &context).unwrap();
        events.iter().fold(case, |case, event| evolve(case, event, &context))
    })
}

fn opened() -> (Role, Command) {
    (Role::DataManager, open_command(3))
}

fn accepting(therapy: &str) -> Command {
    Command::AcceptFinding { finding: finding(therapy, LevelState::Final).key, reason: None, given_before: false }
}

fn answered_and_drafted() -> Vec<(Role, Command)> {
    vec![opened(), (Role::PanelChair, accepting("pembrolizumab")), (Role::PanelChair, Command::ComposeDraft(draft(1)))]
}

/// What a panel does between the first draft and the one that is signed, as revision 2.
fn panel_held(recommendations: Vec<Recommendation>) -> Vec<(Role, Command)> {
    let chair = |command| (Role::PanelChair, command);
    vec![
        chair(panels::convening(panels::meeting(), panels::members())),
        chair(Command::RecordAttendance(panels::attendance([1, 2, 3]))),
        chair(Command::ConcludePanel(panels::concluding(recommendations))),
        chair(Command::ComposeDraft(draft(2))),
    ]
}

fn waiving(therapy: &str) -> Command {
    let step = ConfirmationStep::Waived { by: "合成 座長".to_owned(), because: "組織で確認済み".to_owned() };
    Command::ConfirmFinding { finding: finding(therapy, LevelState::Final).key, step }
}

/// Everything that a signature of revision 2 needs.
fn ready() -> Vec<(Role, Command)> {
    let mut commands = answered_and_drafted();
    commands.insert(2, (Role::PanelChair, waiving("pembrolizumab")));
    commands.extend(panel_held(vec![panels::treatment("pembrolizumab")]));
    commands
}

#[test]
fn a_report_is_not_signed_while_strong_options_have_no_answer_at_all() {
    let drafted = given(vec![opened(), (Role::PanelChair, Command::ComposeDraft(draft(1)))]);
    let chair = context(Role::PanelChair);
    assert_eq!(decide(&drafted, signature(1, 9), &chair), Err(Refusal::OptionsUndecided { count: 1 }));
    assert_eq!(blockers(&drafted), [Refusal::OptionsUndecided { count: 1 }, Refusal::PanelNotConcluded]);
    let declined = Command::DeclineFinding {
        finding: finding("pembrolizumab", LevelState::Final).key,
        reason: "PS不良".to_owned(),
    };
    let mut all_declined =
        vec![opened(), (Role::PanelChair, declined), (Role::PanelChair, Command::ComposeDraft(draft(1)))];
    all_declined.extend(panel_held(vec![panels::nothing()]));
    assert!(decide(&given(all_declined), signature(2, 9), &chair).is_ok());
}

#[test]
fn a_case_opens_whole() {
    let events = decide(&Case::default(), open_command(3), &context(Role::DataManager)).unwrap();
    let kinds: Vec<_> = events.iter().map(CaseEvent::kind).collect();
    assert_eq!(kinds, ["case_opened", "clinical_recorded", "profile_imported", "interpreted"]);
}

#[test]
fn a_ledger_that_does_not_balance_opens_nothing() {
    let refusal = decide(&Case::default(), open_command(4), &context(Role::DataManager));
    assert_eq!(refusal, Err(Refusal::LedgerDoesNotBalance));
}

#[test]
fn each_wish_needs_its_role() {
    let case = given(vec![opened()]);
    for (role, command) in [
        (Role::Auditor, accepting("pembrolizumab")),
        (Role::GeneticCounsellor, accepting("pembrolizumab")),
        (Role::AttendingPhysician, signature(1, 9)),
        (Role::Administrator, Command::ComposeDraft(draft(1))),
    ] {
        assert!(matches!(decide(&case, command, &context(role)), Err(Refusal::RoleMissing { .. })), "{role:?}");
    }
}

#[test]
fn an_unconfirmed_row_cannot_be_accepted_but_can_be_declined() {
    let case = given(vec![opened()]);
    let physician = context(Role::AttendingPhysician);
    assert_eq!(decide(&case, accepting("nivolumab"), &physician), Err(Refusal::FindingUnconfirmed));
    let key = finding("nivolumab", LevelState::Final).key;
    let declined = Command::DeclineFinding { finding: key, reason: "未確認".to_owned() };
    assert!(decide(&case, declined, &physician).is_ok());
}

#[test]
fn declining_without_a_reason_is_refused() {
    let case = given(vec![opened()]);
    let key = finding("pembrolizumab", LevelState::Final).key;
    let declined = Command::DeclineFinding { finding: key, reason: " \u{3000}".to_owned() };
    assert_eq!(decide(&case, declined, &context(Role::PanelChair)), Err(Refusal::ReasonMissing));
}

#[test]
fn a_draft_older_than_the_last_decision_cannot_be_signed() {
    let again = Command::AcceptFinding {
        finding: finding("pembrolizumab", LevelState::Final).key,
        reason: Some("再確認".to_owned()),
        given_before: false,
    };
    let mut commands = ready();
    commands.push((Role::PanelChair, again));
    let blocked = [Refusal::ConclusionOutOfDate, Refusal::DraftOutOfDate];
    assert_eq!(blockers(&given(commands)), blocked, "the panel concluded on another decision");
    let mut commands = ready();
    commands.pop();
    assert_eq!(
        decide(&given(commands), signature(1, 9), &context(Role::PanelChair)),
        Err(Refusal::DraftOutOfDate),
        "the draft does not say yet what the panel concluded"
    );
}

#[test]
fn only_the_content_of_the_draft_can_be_signed() {
    let case = given(ready());
    assert_eq!(decide(&case, signature(2, 1), &context(Role::PanelChair)), Err(Refusal::ContentDiffers));
    assert_eq!(decide(&case, signature(1, 9), &context(Role::PanelChair)), Err(Refusal::ContentDiffers));
    assert!(decide(&case, signature(2, 9), &context(Role::PanelChair)).is_ok());
}

#[test]
fn nothing_signed_is_edited() {
    let case = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let chair = context(Role::PanelChair);
    for command in [
        accepting("pembrolizumab"),
        Command::ComposeDraft(draft(3)),
        Command::Interpret(interpreted("2026-12-01")),
        panels::convening(panels::meeting(), panels::members()),
        waiving("pembrolizumab"),
        signature(2, 9),
    ] {
        assert_eq!(decide(&case, command, &chair), Err(Refusal::AlreadySigned));
    }
}

#[test]
fn only_the_signed_bytes_are_exported() {
    let drafted = ready();
    let exported =
        |sha256| Command::ExportDocument(DocumentExported { kind: DocumentKind::Panel, revision: 2, sha256 });
    let chair = context(Role::PanelChair);
    assert_eq!(decide(&given(drafted.clone()), exported(ContentHash([8; 32])), &chair), Err(Refusal::NotSigned));
    let signed = given([drafted, vec![(Role::PanelChair, signature(2, 9))]].concat());
    assert_eq!(decide(&signed, exported(ContentHash([0; 32])), &chair), Err(Refusal::ContentDiffers));
    assert!(decide(&signed, exported(ContentHash([8; 32])), &chair).is_ok());
}

#[test]
fn a_new_interpretation_keeps_the_decision_on_the_same_finding() {
    let case = given(vec![
        opened(),
        (Role::PanelChair, accepting("pembrolizumab")),
        (Role::PanelChair, Command::Interpret(interpreted("2026-12-01"))),
    ]);
    assert_eq!(case.accepted().count(), 1);
}

#[test]
fn revisions_count_up_by_one() {
    let case = given(vec![opened(), (Role::PanelChair, Command::ComposeDraft(draft(1)))]);
    let chair = context(Role::PanelChair);
    assert_eq!(decide(&case, Command::ComposeDraft(draft(3)), &chair), Err(Refusal::RevisionOutOfOrder));
    assert!(decide(&case, Command::ComposeDraft(draft(2)), &chair).is_ok());
}

#[test]
fn a_drug_given_before_is_accepted_only_with_a_reason() {
    let case = given(vec![opened()]);
    let accept = |reason: Option<&str>| Command::AcceptFinding {
        finding: finding("pembrolizumab", LevelState::Final).key,
        reason: reason.map(str::to_owned),
        given_before: true,
    };
    let chair = context(Role::PanelChair);
    assert_eq!(decide(&case, accept(None), &chair), Err(Refusal::GivenBefore));
    assert_eq!(decide(&case, accept(Some("  ")), &chair), Err(Refusal::GivenBefore));
    assert!(decide(&case, accept(Some("再投与の根拠あり")), &chair).is_ok());
}

#[test]
fn an_inherited_option_is_not_signed_without_a_recorded_wish() {
    let mut import = match open_command(3) {
        Command::OpenCase(import) => import,
        other => panic!("{other:?}"),
    };
    for finding in &mut import.interpreted.findings {
        finding.germline = true;
    }
    let case = given(vec![
        (Role::DataManager, Command::OpenCase(import)),
        (Role::PanelChair, accepting("pembrolizumab")),
        (Role::PanelChair, waiving("pembrolizumab")),
        (Role::PanelChair, Command::ComposeDraft(draft(1))),
    ]);
    assert_eq!(decide(&case, signature(1, 9), &context(Role::PanelChair)), Err(Refusal::GermlineWishMissing));
    for (answer, refusal) in [
        (ConsentAnswer::Deferred, Some(Refusal::GermlineWishMissing)),
        (ConsentAnswer::No, Some(Refusal::GermlineNotWished)),
        (ConsentAnswer::Yes, None),
    ] {
        let counsellor = context(Role::GeneticCounsellor);
        let recorded = consents::recording(ConsentKind::SecondaryFindings, answer);
        let events = decide(&case, recorded, &counsellor).unwrap();
        let asked = events.iter().fold(case.clone(), |case, event| evolve(case, event, &counsellor));
        let about_wish =
            |blocker: &Refusal| matches!(blocker, Refusal::GermlineWishMissing | Refusal::GermlineNotWished);
        assert_eq!(blockers(&asked).into_iter().find(about_wish), refusal);
    }
}

#[test]
fn nobody_signs_for_a_person_without_a_name() {
    let mut import = match open_command(3) {
        Command::OpenCase(import) => import,
        other => panic!("{other:?}"),
    };
    import.clinical.record.patient.name = "\u{3000}".to_owned();
    let case = given(vec![
        (Role::DataManager, Command::OpenCase(import)),
        (Role::PanelChair, accepting("pembrolizumab")),
        (Role::PanelChair, waiving("pembrolizumab")),
        (Role::PanelChair, Command::ComposeDraft(draft(1))),
    ]);
    assert_eq!(decide(&case, signature(1, 9), &context(Role::PanelChair)), Err(Refusal::PatientNameMissing));
}

fn correcting(case: &Case, (field, value): (&str, &str), because: &str, again: bool) -> Command {
    let standing = case.clinical.as_ref().unwrap();
    let field = field.parse().unwrap();
    let corrected = crate::event::ClinicalCorrected {
        field,
        before: correction::written(standing, field),
        after: Some(value.to_owned()),
        because: because.to_owned(),
        record: correction::corrected(standing, field, Some(value)).unwrap(),
    };
    let interpreted = again.then(|| interpreted("2026-12-01"));
    Command::CorrectClinical(Box::new(Correction { corrected: vec![corrected], interpreted }))
}

#[test]
fn a_corrected_fact_counts_and_draft_and_decisions_before_it_are_looked_at_again() {
    let case = given(answered_and_drafted());
    let physician = context(Role::AttendingPhysician);
    let events = decide(&case, correcting(&case, ("tumor_type", "LUAD"), "pathology", true), &physician).unwrap();
    let kinds: Vec<&str> = events.iter().map(CaseEvent::kind).collect();
    assert_eq!(kinds, ["clinical_corrected", "interpreted"]);
    let written = serde_json::to_string(&events[0]).unwrap();
    assert_eq!(serde_json::from_str::<CaseEvent>(&written).unwrap(), events[0]);
    let after = events.iter().fold(case, |case, event| evolve(case, event, &physician));
    assert_eq!(after.clinical.as_ref().unwrap().tumor_type, Some("LUAD".into()));
    assert!(after.draft.as_ref().unwrap().out_of_date && !after.corrected_after_signing);
    assert_eq!(after.decided_before_correction.len(), 1);
    let chair = context(Role::PanelChair);
    let confirmed = decide(&after, accepting("pembrolizumab"), &chair).unwrap();
    assert_eq!(confirmed.len(), 1);
    let after = confirmed.iter().fold(after, |case, event| evolve(case, event, &chair));
    assert!(after.decided_before_correction.is_empty());
}

#[test]
fn several_facts_are_corrected_in_one_step_or_none_is() {
    let case = given(vec![opened()]);
    let physician = context(Role::AttendingPhysician);
    let one = |standing: &ClinicalRecord, field: &str, value: &str| {
        let field = field.parse().unwrap();
        crate::event::ClinicalCorrected {
            field,
            before: correction::written(standing, field),
            after: Some(value.to_owned()),
            because: "chart".to_owned(),
            record: correction::corrected(standing, field, Some(value)).unwrap(),
        }
    };
    let first = one(case.clinical.as_ref().unwrap(), "ecog_ps", "2");
    let second = one(&first.record, "diagnosed_on", "2024-05");
    let all = |corrected| Command::CorrectClinical(Box::new(Correction { corrected, interpreted: None }));
    let events = decide(&case, all(vec![first.clone(), second.clone()]), &physician).unwrap();
    let after = events.iter().fold(case.clone(), |case, event| evolve(case, event, &physician));
    let record = after.clinical.unwrap();
    assert_eq!((record.ecog_ps, record.diagnosed_in.as_deref()), (Some(2), Some("2024-05")));
    let out_of_order = decide(&case, all(vec![second, first]), &physician);
    assert_eq!(out_of_order, Err(Refusal::ContentDiffers));
    assert_eq!(decide(&case, all(Vec::new()), &physician), Err(Refusal::CorrectionChangesNothing));
}

#[test]
fn a_correction_needs_a_reason_a_standing_record_and_a_role() {
    let case = given(vec![opened()]);
    let physician = context(Role::AttendingPhysician);
    let silent = correcting(&case, ("sex", "female"), "  ", false);
    assert_eq!(decide(&case, silent, &physician), Err(Refusal::ReasonMissing));
    let auditor = decide(&case, correcting(&case, ("sex", "female"), "chart", false), &context(Role::Auditor));
    assert!(matches!(auditor, Err(Refusal::RoleMissing { .. })));
    let mut other = case.clone();
    other.clinical.as_mut().unwrap().patient.sex = Sex::Other;
    let stale = decide(&other, correcting(&case, ("sex", "female"), "chart", false), &physician);
    assert_eq!(stale, Err(Refusal::ContentDiffers));
}

#[test]
fn after_the_signature_a_fact_is_corrected_and_the_report_stays() {
    let mut commands = ready();
    commands.push((Role::PanelChair, signature(2, 9)));
    let case = given(commands);
    let physician = context(Role::AttendingPhysician);
    let again = decide(&case, correcting(&case, ("ecog_ps", "2"), "chart", true), &physician);
    assert_eq!(again, Err(Refusal::AlreadySigned));
    let events = decide(&case, correcting(&case, ("ecog_ps", "2"), "chart", false), &physician).unwrap();
    let after = events.iter().fold(case.clone(), |case, event| evolve(case, event, &physician));
    assert!(after.corrected_after_signing);
    assert_eq!((&after.signed, &after.interpretation), (&case.signed, &case.interpretation));
}

fn loss(therapy: &str, reason: &str) -> Command {
    Command::AnswerLoss(FindingLossAnswered {
        finding: finding(therapy, LevelState::Final).key,
        before: ContentHash([1; 32]),
        after: ContentHash([2; 32]),
        release: "2026-12-01-other".to_owned(),
        reason: reason.to_owned(),
    })
}

#[test]
fn the_loss_of_an_accepted_finding_is_answered_with_a_reason_and_by_those_who_decide() {
    let case = given(answered_and_drafted());
    let physician = context(Role::AttendingPhysician);
    assert_eq!(decide(&case, loss("pembrolizumab", "  "), &physician), Err(Refusal::ReasonMissing));
    assert_eq!(decide(&case, loss("no such drug", "seen"), &physician), Err(Refusal::FindingUnknown));
    let administrator = decide(&case, loss("pembrolizumab", "seen"), &context(Role::Administrator));
    assert!(matches!(administrator, Err(Refusal::RoleMissing { .. })));
    let events = decide(&case, loss("pembrolizumab", " the row was withdrawn "), &physician).unwrap();
    let after = events.iter().fold(case.clone(), |case, event| evolve(case, event, &physician));
    let [(of, answer)] = after.losses_answered.iter().collect::<Vec<_>>()[..] else { panic!("one answer") };
    assert_eq!(
        (of.0, of.1, answer.reason.as_str()),
        (ContentHash([1; 32]), ContentHash([2; 32]), "the row was withdrawn")
    );
    assert!(!after.draft.unwrap().out_of_date, "the answer changes no document");
}

#[test]
fn the_loss_of_what_nobody_took_up_needs_no_answer() {
    let case = given(vec![opened()]);
    let answer = decide(&case, loss("pembrolizumab", "seen"), &context(Role::PanelChair));
    assert_eq!(answer, Err(Refusal::NothingToAnswer));
}

#[test]
fn a_signed_report_answers_for_what_it_prints() {
    let mut commands = ready();
    let key = finding("pembrolizumab", LevelState::Final).key;
    assert_eq!(given(commands.clone()).taken(&key), Some(crate::case::Taken::Accepted));
    commands.push((Role::PanelChair, signature(2, 9)));
    let case = given(commands);
    assert_eq!(case.taken(&key), Some(crate::case::Taken::Reported));
    assert_eq!(case.taken(&finding("no such drug", LevelState::Final).key), None);
    assert_eq!(decide(&case, loss("pembrolizumab", "amendment follows"), &context(Role::PanelChair)).unwrap().len(), 1);
}

#[test]
fn what_a_condition_may_ask_about_a_person_is_matched_again() {
    let again: Vec<ClinicalField> = ClinicalField::all().filter(|field| field.changes_matching()).collect();
    let asked = [ClinicalField::Sex, ClinicalField::BornOn, ClinicalField::TumorType, ClinicalField::EcogPs];
    assert_eq!(again, asked);
    assert!(ClinicalField::Treatment(1).changes_matching());
}
