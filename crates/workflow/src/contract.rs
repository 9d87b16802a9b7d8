//! The typed contract of both shells: what the window and the command see, and nothing else.
//!
//! Codes and values cross the wire, sentences do not: wording comes by code from `crates/workflow/wording`.

mod audit;
mod case_view;
mod classification;
mod clinical_form;
mod consent;
mod course;
mod explanation;
mod keys;
mod knowledge;
mod message;
mod packet;
mod panel;
mod people;
mod referral;
mod rehearsal;
mod release_diff;
mod report_view;
mod retention;
mod session;
mod settings;
mod structure;
mod variant_table;
mod worklist;

pub use audit::{AuditPage, AuditPerson, AuditQuery, AuditReport, AuditRow, ClockSetBack};
pub use case_view::{
    AsOfView, BinCount, CaseHeader, CaseView, ClinicalFact, DecisionView, EarlierValue, FileLedgerView, FindingView,
    HistoryRow, LinkedFileView, MatchedBefore, MilestoneView, SummaryLine, TrialView, TumorTypeRow, VariantRow,
};
pub use classification::{AmpView, ConditionView, CriterionView, OncogenicityView, OppositeView, UnconfirmedTierView};
pub use clinical_form::{ClinicalChoices, FieldProblem, FormCheck, ReadDate, TypedForm, TypedResults, TypedTreatment};
pub use consent::{ConsentRow, ConsentWithdrawal, NewConsent};
pub use course::{
    MarkerPrecedents, NewOmission, OfferedConclusion, OfferedKind, OfferedMeeting, OmissionBoard,
    OmissionConditionView, OmissionDecided, PanelDay, PrecedentLink, PrecedentOutcome, Precedents, ProgrammeView,
    ProgressReport, ProgressRow, ProgressTable, ReminderRow, ReminderView, TurnaroundRow,
};
pub use explanation::{CaseExplanation, ExplanationStep, RecordExplanation, StatementAnswer};
pub use keys::{
    CheckLine, DocumentCheck, ExportedKeyList, KeyRevocation, KnownInstitution, RotationReport, SigningKeyRow,
    SigningKeys, StatedSignature,
};
pub use knowledge::{
    CorpusSource, CorpusView, DownloadView, KeptCorpusView, KnowledgeOverview, KnowledgePage, KnowledgeProgress,
    KnowledgeRow, KnowledgeRowView, ReleaseView, RowHistory,
};
pub use message::{ApiError, ApiErrorKind, Message};
pub use packet::{
    CreatedPacketKey, InvitationPlan, InvitationSeat, InvitationView, LeakView, NewInvitation, PacketCardView,
    PacketCase, PacketFact, PacketFinding, PacketLook, PacketOpener, ReceivedOpinion, WrittenInvitations,
};
pub use panel::{
    AmendmentView, AskedFinding, Attendance, CancelledView, ConclusionView, ConfirmationChange, ConfirmationRow,
    FindingOpinionView, HousePanelRule, NewConclusion, NewOpinion, NewPanel, NewPanelMember, OpinionView, PanelAccount,
    PanelBoard, PanelMemberView, PanelRuleView, PanelView, RecommendationView, RequirementView, SeatView,
};
pub use people::{
    AccountRow, AlertRow, BackupReport, GuardSettings, IssuedAccount, NewAccount, PermissionRow, RecoveryCodes,
    SecondFactorOffer,
};
pub use referral::{
    CarriedFileView, NewRequest, ReceivedRequestView, ReferralBoard, RequestPlan, RequestView, RequestedView,
    ReturnView, ReturnedDocumentView, SentBackView,
};
pub use rehearsal::{
    Concordance, InstallationProof, RehearsalAnswer, RehearsalBoard, RehearsalRow, RehearsalRun, RehearsedCase, Share,
};
pub use release_diff::{
    ActivationView, AffectedCase, CaseDiff, FindingChange, FindingStandingView, LossAnswerView, ReleaseDiff, RowChange,
};
pub use report_view::{
    DocumentView, EarlierRevision, ExportedFile, IntendedUse, ReportState, ReportView, SignatureView,
};
pub use retention::{ErasedCase, ErasureChoice, ErasureWish, LegalHoldView, RetentionView};
pub use session::{CreateWorkspace, CreatedWorkspace, LoggedEvent, SessionView, SignIn, WorkspaceState};
pub use settings::{ReferencePackSetting, ReferenceSequenceSetting, ReferenceSettings, SavedFilter};
pub use structure::{
    ChromosomeView, CompositionView, CopyNumberTrack, CutView, CytobandView, DomainView, ExonView, FusionPartner,
    FusionView, GeneCopyNumberView, GenePlace, JoinEnd, JoinView, SegmentView, StructureView, TranscriptView,
};
pub use variant_table::{
    FacetCount, NamedField, VariantDetail, VariantFacets, VariantFilter, VariantPage, VariantQuery, VariantRange,
    VariantTableRow,
};
pub use worklist::{
    CaseState, ChosenKind, ImportProgress, ImportRequest, ImportedCase, RecognisedFile, TumorTypeOption, WorklistQuery,
    WorklistRow, WorklistSort,
};
