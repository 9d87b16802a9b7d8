//! What can have happened to a case. Events are never changed; old versions are upcast on read.

use jiff::Timestamp;
use jiff::civil::Date;
use model::Decimal;
use model::canonical::ContentHash;
use model::clinical::ClinicalRecord;
use model::finding::{Finding, FindingKey, Reason, StatementId};
use model::ids::{AttachmentId, ReportId};
use model::ledger::Ledger;
use model::notice::Notice;
use model::pedigree::Pedigree;
use model::report_content::DocumentKind;
use model::tumor_type::TumorContext;
use serde::{Deserialize, Serialize};

use crate::amendment::{AmendmentOpened, AmendmentTaskClosed};
use crate::confirmation::{ConfirmationOrdered, ConfirmationResulted, ConfirmationWaived};
use crate::consent::{ConsentKind, ConsentRecorded, ConsentWithdrawn};
use crate::correction::ClinicalField;
use crate::milestone::MilestoneReached;
use crate::omission::PanelOmitted;
use crate::panel::cancellation::PanelCancelled;
use crate::panel::invitation::{MembersInvited, SeatKeyRegistered};
use crate::panel::{
    AttendanceRecorded, ConclusionWithdrawn, OpinionRecorded, OpinionsRevealed, PanelConcluded, PanelConvened,
};
use crate::programme::ProgrammePlaced;
use crate::referral::{ConclusionReturned, PanelRequested, RequestReceived, ReturnReceived, ReturnedExported};
use crate::retention::{LegalHoldSaid, RetentionSet};

/// One event of a case, past tense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CaseEvent {
    /// A case was opened.
    CaseOpened(CaseOpened),
    /// Clinical facts arrived or were corrected.
    ClinicalRecorded(ClinicalRecorded),
    /// Somebody corrected a clinical fact.
    ClinicalCorrected(ClinicalCorrected),
    /// A molecular profile arrived.
    ProfileImported(ProfileImported),
    /// The profile was matched against a release.
    Interpreted(Interpreted),
    /// Somebody accepted a finding.
    FindingAccepted(FindingDecided),
    /// Somebody declined a finding.
    FindingDeclined(FindingDecided),
    /// Somebody took a decision back.
    FindingDecisionWithdrawn(FindingDecided),
    /// Documents were composed.
    DraftComposed(DraftComposed),
    /// The report was signed.
    ReportSigned(ReportSigned),
    /// A signed document left the workspace as a file.
    DocumentExported(DocumentExported),
    /// A signed report left the workspace without the person, for others to read by machine.
    BundleExported(BundleExported),
    /// An answer about consent was given or changed.
    ConsentRecorded(ConsentRecorded),
    /// A yes was withdrawn.
    ConsentWithdrawn(ConsentWithdrawn),
    /// A day that counts was reached or put right.
    MilestoneReached(MilestoneReached),
    /// A panel was called.
    PanelConvened(Box<PanelConvened>),
    /// Who was there.
    AttendanceRecorded(AttendanceRecorded),
    /// The key of a member elsewhere was registered.
    SeatKeyRegistered(SeatKeyRegistered),
    /// Packets were written for members elsewhere.
    MembersInvited(MembersInvited),
    /// Somebody on the panel said what they think.
    OpinionRecorded(OpinionRecorded),
    /// Opinions may be seen.
    OpinionsRevealed(OpinionsRevealed),
    /// The panel came to an end.
    PanelConcluded(PanelConcluded),
    /// A conclusion was taken back.
    ConclusionWithdrawn(ConclusionWithdrawn),
    /// A panel was cancelled before it concluded.
    PanelCancelled(PanelCancelled),
    /// The attending physician decided that no panel is held (EP省略).
    PanelOmitted(PanelOmitted),
    /// A confirmatory test was ordered.
    ConfirmationOrdered(ConfirmationOrdered),
    /// A confirmatory test has its result.
    ConfirmationResulted(ConfirmationResulted),
    /// Somebody answers for going without a confirmatory test.
    ConfirmationWaived(ConfirmationWaived),
    /// A signed report was opened again.
    AmendmentOpened(AmendmentOpened),
    /// A task of an amendment was done.
    AmendmentTaskClosed(AmendmentTaskClosed),
    /// Another hospital's panel was asked.
    PanelRequested(Box<PanelRequested>),
    /// The case came from another hospital.
    RequestReceived(Box<RequestReceived>),
    /// The conclusion was sent back to the hospital that asked.
    ConclusionReturned(ConclusionReturned),
    /// The conclusion of another hospital's panel came back.
    ReturnReceived(Box<ReturnReceived>),
    /// A document of a conclusion that came back left the workspace as a file.
    ReturnedExported(ReturnedExported),
    /// Somebody answered for a finding that another knowledge release no longer gives.
    FindingLossAnswered(FindingLossAnswered),
    /// Somebody said where the case stands in the programme.
    ProgrammePlaced(ProgrammePlaced),
    /// It was said until when the case is kept.
    RetentionSet(RetentionSet),
    /// The case must not go, whatever else is said.
    LegalHoldPlaced(LegalHoldSaid),
    /// The case may go again when its time has come.
    LegalHoldLifted(LegalHoldSaid),
}

/// Version of the shapes below.
pub const EVENT_SCHEMA: u32 = 2;

impl CaseEvent {
    /// The event type as the envelope names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CaseOpened(_) => "case_opened",
            Self::ClinicalRecorded(_) => "clinical_recorded",
            Self::ClinicalCorrected(_) => "clinical_corrected",
            Self::ProfileImported(_) => "profile_imported",
            Self::Interpreted(_) => "interpreted",
            Self::FindingAccepted(_) => "finding_accepted",
            Self::FindingDeclined(_) => "finding_declined",
            Self::FindingDecisionWithdrawn(_) => "finding_decision_withdrawn",
            Self::DraftComposed(_) => "draft_composed",
            Self::ReportSigned(_) => "report_signed",
            Self::DocumentExported(_) => "document_exported",
            Self::BundleExported(_) => "bundle_exported",
            Self::ConsentRecorded(_) => "consent_recorded",
            Self::ConsentWithdrawn(_) => "consent_withdrawn",
            Self::MilestoneReached(_) => "milestone_reached",
            Self::PanelConvened(_) => "panel_convened",
            Self::AttendanceRecorded(_) => "attendance_recorded",
            Self::SeatKeyRegistered(_) => "seat_key_registered",
            Self::MembersInvited(_) => "members_invited",
            Self::OpinionRecorded(_) => "opinion_recorded",
            Self::OpinionsRevealed(_) => "opinions_revealed",
            Self::PanelConcluded(_) => "panel_concluded",
            Self::ConclusionWithdrawn(_) => "conclusion_withdrawn",
            Self::PanelCancelled(_) => "panel_cancelled",
            Self::PanelOmitted(_) => "panel_omitted",
            Self::ConfirmationOrdered(_) => "confirmation_ordered",
            Self::ConfirmationResulted(_) => "confirmation_resulted",
            Self::ConfirmationWaived(_) => "confirmation_waived",
            Self::AmendmentOpened(_) => "amendment_opened",
            Self::AmendmentTaskClosed(_) => "amendment_task_closed",
            Self::PanelRequested(_) => "panel_requested",
            Self::RequestReceived(_) => "request_received",
            Self::ConclusionReturned(_) => "conclusion_returned",
            Self::ReturnReceived(_) => "return_received",
            Self::ReturnedExported(_) => "returned_exported",
            Self::FindingLossAnswered(_) => "finding_loss_answered",
            Self::ProgrammePlaced(_) => "programme_placed",
            Self::RetentionSet(_) => "retention_set",
            Self::LegalHoldPlaced(_) => "legal_hold_placed",
            Self::LegalHoldLifted(_) => "legal_hold_lifted",
        }
    }
}

/// See [`CaseEvent::CaseOpened`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOpened {
    /// Number for people, unique in the workspace, e.g. `2026-0001`.
    pub number: String,
    /// Day the files were received.
    pub received_on: Date,
    /// A built-in synthetic case that a panel rehearses on; `None` for the case of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<RehearsalMark>,
}

/// Which built-in case is rehearsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsalMark {
    /// Its name in the set, e.g. `RH-01`.
    pub case: String,
    /// How often it was laid out in this workspace, from 1.
    pub attempt: u32,
    /// SHA-256 over its files and its answer key as they were when it was laid out.
    pub sha256: ContentHash,
}

/// See [`CaseEvent::ClinicalRecorded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicalRecorded {
    /// The whole record; the newest one counts.
    pub record: ClinicalRecord,
}

/// See [`CaseEvent::ClinicalCorrected`]. `Debug` prints no value: it may be a name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicalCorrected {
    /// Which fact.
    pub field: ClinicalField,
    /// Its value until now; `None` where the record did not say.
    pub before: Option<String>,
    /// Its value from now on; `None` where it was taken away.
    pub after: Option<String>,
    /// Why, as typed.
    pub because: String,
    /// The whole record with the correction; the newest one counts.
    pub record: ClinicalRecord,
}

impl std::fmt::Debug for ClinicalCorrected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClinicalCorrected").field("field", &self.field).finish_non_exhaustive()
    }
}

/// See [`CaseEvent::ProfileImported`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileImported {
    /// The profile, stored once; the hash is over its canonical form.
    pub profile: StoredProfile,
    /// The input files, stored as received.
    pub files: Vec<StoredFile>,
    /// Where every record went.
    pub ledger: Ledger,
    /// What people should know.
    pub notices: Vec<Notice>,
    /// The variant table; `None` where no file has records that could be rows, and in cases of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<StoredRecords>,
    /// Which alleles were kept in full; `None` in cases of versions that kept everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<StoredSelection>,
    /// The family, where one of the files holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pedigree: Option<Pedigree>,
}

/// By what rule alleles were kept in full: the answer to why one is only in the variant table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSelection {
    /// Knowledge release that named genes and cut-off.
    pub release: String,
    /// Frequency in the population from which an allele is common, as that release writes it.
    pub common_from_fraction: Decimal,
    /// Genes of which alleles are kept whatever their effect.
    pub genes: u64,
    /// Hash over the canonical list of these genes.
    pub genes_sha256: ContentHash,
}

/// The variant table of a profile, sealed among the attachments of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRecords {
    /// Where it is kept.
    pub attachment: AttachmentId,
    /// Version of the table's file.
    pub format: u32,
    /// Rows: alleles of records, whatever became of them.
    pub rows: u64,
    /// SHA-256 of its plain columns.
    pub sha256: ContentHash,
}

/// A profile among the contents of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredProfile {
    /// SHA-256 of its canonical form, under which it is kept.
    pub sha256: ContentHash,
    /// Tumour sample.
    pub tumor_sample: String,
    /// Assembly name.
    pub assembly: model::assembly::Assembly,
    /// Name of the test, if told.
    pub test_name: Option<String>,
}

/// An input file in the attachment store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Where it is.
    pub attachment: AttachmentId,
    /// File name without folders.
    pub name: String,
    /// SHA-256 of the bytes as received.
    pub sha256: ContentHash,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Where the file itself lies, when it was linked instead of copied; then nothing is kept under `attachment`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<LinkedFile>,
}

/// An input file that stays where it is. Size, time and hash tell whether it is still the one that was read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedFile {
    /// Absolute path.
    pub path: String,
    /// When it was last written before it was read.
    pub modified_at: Timestamp,
}

impl std::fmt::Debug for LinkedFile {
    /// Folders may hold a name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkedFile").finish_non_exhaustive()
    }
}

/// See [`CaseEvent::Interpreted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreted {
    /// Knowledge release.
    pub release: String,
    /// Rule code.
    pub engine: String,
    /// Day for which approvals were looked up.
    pub as_of: Date,
    /// The tumour type used for matching, apart from the registered one.
    pub tumor: TumorContext,
    /// Findings, frozen.
    pub findings: Vec<Finding>,
    /// Statements that stay open.
    pub open: Vec<OpenQuestion>,
}

/// A statement that could not be decided, frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// The row.
    pub statement: StatementId,
    /// Its subject.
    pub subject: String,
    /// It would name a treatment for this tumour.
    pub concerns_option: bool,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A decision on a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDecided {
    /// Which.
    pub finding: FindingKey,
    /// Why, as typed.
    pub reason: Option<String>,
}

/// See [`CaseEvent::FindingLossAnswered`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingLossAnswered {
    /// Which finding.
    pub finding: FindingKey,
    /// Hash of the release that gives it.
    pub before: ContentHash,
    /// Hash of the release that does not, or no longer as an option.
    pub after: ContentHash,
    /// The latter as documents print it.
    pub release: String,
    /// Why that is right for this patient, as typed.
    pub reason: String,
}

/// See [`CaseEvent::DraftComposed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftComposed {
    /// The report all revisions belong to.
    pub report: ReportId,
    /// Revision, from 1.
    pub revision: u32,
    /// Hash over the content of all documents.
    pub content_hash: ContentHash,
    /// The documents.
    pub documents: Vec<ComposedDocument>,
}

/// One document of a draft or signed report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposedDocument {
    /// Which.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// Hash of its content.
    pub content_hash: ContentHash,
    /// SHA-256 of the PDF.
    pub pdf_sha256: ContentHash,
    /// Number of pages.
    pub pages: u32,
}

/// See [`CaseEvent::ReportSigned`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSigned {
    /// Which revision.
    pub revision: u32,
    /// The manifest that was signed.
    pub manifest: SignatureManifest,
    /// Ed25519 signature over the canonical manifest, base64.
    pub signature: String,
    /// Public key, base64.
    pub public_key: String,
    /// Fingerprint of the key.
    pub key_fingerprint: String,
    /// The documents as rendered with the signature.
    pub documents: Vec<ComposedDocument>,
}

/// What a signature binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureManifest {
    /// Version of this shape.
    pub schema: u32,
    /// The case.
    pub case: model::ids::CaseId,
    /// The report.
    pub report: ReportId,
    /// Its revision.
    pub revision: u32,
    /// Knowledge release.
    pub release: String,
    /// Rule code.
    pub engine: String,
    /// Who signs.
    pub signer: model::ids::AccountId,
    /// The signer's name as printed.
    pub signer_name: String,
    /// In which role.
    pub role: crate::role::Role,
    /// When.
    pub signed_at: Timestamp,
    /// Hash over the content of all documents.
    pub content_hash: ContentHash,
    /// Hash of each document's content.
    pub documents: Vec<(DocumentKind, ContentHash)>,
}

/// See [`CaseEvent::BundleExported`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleExported {
    /// Revision of the report.
    pub revision: u32,
    /// What the person agreed to that lets it leave.
    pub purpose: ConsentKind,
    /// SHA-256 of the file.
    pub sha256: ContentHash,
}

/// See [`CaseEvent::DocumentExported`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentExported {
    /// Which.
    pub kind: DocumentKind,
    /// Which revision.
    pub revision: u32,
    /// SHA-256 of the bytes that were written.
    pub sha256: ContentHash,
}
