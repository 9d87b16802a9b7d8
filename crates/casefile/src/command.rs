//! What somebody may want, and in which circumstances.

use jiff::Timestamp;
use jiff::civil::Date;
use model::finding::FindingKey;
use model::ids::{AccountId, CaseId};
use model::panel_rule::DiseaseGroup;

use crate::amendment::{AmendmentOpened, AmendmentTaskClosed};
use crate::confirmation::ConfirmationResult;
use crate::consent::{ConsentRecorded, ConsentWithdrawn};
use crate::event::{
    BundleExported, CaseOpened, ClinicalCorrected, ClinicalRecorded, DocumentExported, DraftComposed,
    FindingLossAnswered, Interpreted, ProfileImported, ReportSigned,
};
use crate::milestone::MilestoneReached;
use crate::omission::PanelOmitted;
use crate::panel::cancellation::PanelCancelled;
use crate::panel::invitation::{MembersInvited, SeatKeyRegistered};
use crate::panel::{
    AttendanceRecorded, ConclusionWithdrawn, OpinionRecorded, OpinionsRevealed, PanelConcluded, PanelConvened,
};
use crate::programme::ProgrammePlaced;
use crate::referral::{ConclusionReturned, PanelRequested, ReceivedCase, ReturnReceived, ReturnedExported};
use crate::retention::{LegalHoldSaid, RetentionSet};
use crate::role::Role;

/// A wish, imperative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open a case from its first import: everything of it in one step, or nothing.
    OpenCase(Box<FirstImport>),
    /// Replace the interpretation, e.g. with a newer release.
    Interpret(Interpreted),
    /// Correct clinical facts.
    CorrectClinical(Box<Correction>),
    /// Take a finding into the report.
    AcceptFinding {
        /// Which.
        finding: FindingKey,
        /// Why, if the person says so.
        reason: Option<String>,
        /// A drug of it was given before: then the reason must be said.
        given_before: bool,
    },
    /// Leave a finding out.
    DeclineFinding {
        /// Which.
        finding: FindingKey,
        /// Why; must be said.
        reason: String,
    },
    /// Take a decision back.
    WithdrawDecision {
        /// On which finding.
        finding: FindingKey,
    },
    /// Record a composed draft.
    ComposeDraft(DraftComposed),
    /// Sign the newest draft.
    SignReport(Box<ReportSigned>),
    /// Record that a signed document was written to a file.
    ExportDocument(DocumentExported),
    /// A signed report leaves the workspace without the person.
    ExportBundle(BundleExported),
    /// Record or change an answer about consent.
    RecordConsent(ConsentRecorded),
    /// Record that a yes was withdrawn.
    WithdrawConsent(ConsentWithdrawn),
    /// Name the day of a milestone.
    ReachMilestone(MilestoneReached),
    /// Call a panel on the newest draft.
    ConvenePanel {
        /// How, who, by which rule.
        convened: Box<PanelConvened>,
        /// The disease group of the case.
        disease_group: DiseaseGroup,
    },
    /// Say who was there.
    RecordAttendance(AttendanceRecorded),
    /// Register the key of a member elsewhere.
    RegisterSeatKey(SeatKeyRegistered),
    /// Write packets for members elsewhere.
    InviteMembers(MembersInvited),
    /// Give an opinion.
    GiveOpinion(OpinionRecorded),
    /// Let opinions be seen.
    RevealOpinions(OpinionsRevealed),
    /// Conclude the panel.
    ConcludePanel(PanelConcluded),
    /// Take the conclusion back.
    WithdrawConclusion(ConclusionWithdrawn),
    /// End a panel that was called wrongly.
    CancelPanel(PanelCancelled),
    /// Decide that no panel is held.
    OmitPanel(PanelOmitted),
    /// Say where the case stands in the programme.
    PlaceInProgramme(ProgrammePlaced),
    /// Order a test for everything that a finding rests on, record its result, or answer for going without.
    ConfirmFinding {
        /// Which finding.
        finding: FindingKey,
        /// What happened.
        step: ConfirmationStep,
    },
    /// Open the signed report again.
    OpenAmendment {
        /// Why, and which revision.
        opened: AmendmentOpened,
        /// The interpretation with the record as it stands; `None` where nothing was corrected that matching depends on.
        interpreted: Option<Interpreted>,
    },
    /// Say that a task of an amendment was done.
    CloseAmendmentTask(AmendmentTaskClosed),
    /// Ask another hospital's panel.
    RequestPanel(Box<PanelRequested>),
    /// Send the conclusion back to the hospital that asked.
    ReturnConclusion(ConclusionReturned),
    /// Take in what another hospital's panel concluded.
    ReceiveReturn(Box<ReturnReceived>),
    /// Write a document of it to a file.
    ExportReturned(ReturnedExported),
    /// Answer for an accepted or reported finding that another release no longer gives.
    AnswerLoss(FindingLossAnswered),
    /// Say until when the case is kept.
    SetRetention(RetentionSet),
    /// Say that the case must not go.
    PlaceLegalHold(LegalHoldSaid),
    /// Say that it may go again.
    LiftLegalHold(LegalHoldSaid),
}

/// A step of the confirmation of a finding.
#[derive(Clone, PartialEq, Eq)]
pub enum ConfirmationStep {
    /// A test was ordered.
    Ordered {
        /// Which, as typed.
        test: String,
        /// When.
        on: Date,
    },
    /// A test has its result.
    Resulted {
        /// Which, as typed.
        test: String,
        /// What it said.
        result: ConfirmationResult,
        /// When.
        on: Date,
    },
    /// Somebody answers for going without.
    Waived {
        /// Name of who.
        by: String,
        /// Why, as typed.
        because: String,
    },
}

impl std::fmt::Debug for ConfirmationStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ordered { .. } => "Ordered",
            Self::Resulted { .. } => "Resulted",
            Self::Waived { .. } => "Waived",
        })
    }
}

/// Corrections made in one step, and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The facts, each on the record that the one before it left.
    pub corrected: Vec<ClinicalCorrected>,
    /// The interpretation with the record after the last; `None` where nothing is matched again.
    pub interpreted: Option<Interpreted>,
}

/// What a case is opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstImport {
    /// Number and day.
    pub opened: CaseOpened,
    /// Clinical facts.
    pub clinical: ClinicalRecorded,
    /// The profile.
    pub profile: ProfileImported,
    /// The first interpretation.
    pub interpreted: Interpreted,
    /// From another hospital, where the case came from one.
    pub received: Option<ReceivedCase>,
}

/// Who acts, in which role, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The case acted on.
    pub case: CaseId,
    /// The account.
    pub actor: AccountId,
    /// The role used.
    pub role: Role,
    /// The time.
    pub at: Timestamp,
}
