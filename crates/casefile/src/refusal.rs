//! Why a wish is refused. Each says what is missing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::consent::ConsentKind;
use crate::correction::ClinicalField;
use crate::permission::Action;
use crate::role::Role;

/// A refusal: expected, typed, and with a code of the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role may not do this.
    #[error("role {role:?} may not {action:?}")]
    RoleMissing {
        /// The role used.
        role: Role,
        /// What was wanted.
        action: Action,
    },
    /// The case was opened before.
    #[error("case is already open")]
    AlreadyOpen,
    /// There is no such case yet.
    #[error("case is not open")]
    NotOpen,
    /// The finding is not among those of the newest interpretation.
    #[error("finding is not part of the interpretation")]
    FindingUnknown,
    /// The row is from memory and nobody has approved it with a source.
    #[error("finding rests on an unconfirmed row")]
    FindingUnconfirmed,
    /// A narrower statement says the opposite.
    #[error("finding is overruled by a narrower statement")]
    FindingOverruled,
    /// The finding names no treatment that could be accepted.
    #[error("finding is not an option")]
    NotAnOption,
    /// An accepted option rests on an inherited variant, and the person's wish about such results is not recorded.
    #[error("the wish about inherited findings is not recorded")]
    GermlineWishMissing,
    /// Nobody signs for a person without a name.
    #[error("patient has no name")]
    PatientNameMissing,
    /// A drug of the finding was given before; taking it up again needs a reason.
    #[error("a drug of the finding was given before")]
    GivenBefore,
    /// Declining needs a reason.
    #[error("declining needs a reason")]
    ReasonMissing,
    /// The value is not one of this field.
    #[error("value of {field} cannot be read")]
    CorrectionUnreadable {
        /// Which field.
        field: ClinicalField,
    },
    /// The record says that already.
    #[error("correction changes nothing")]
    CorrectionChangesNothing,
    /// Nobody has decided on this finding.
    #[error("no decision to withdraw")]
    NothingToWithdraw,
    /// The report is signed; what was signed is not edited.
    #[error("report is signed")]
    AlreadySigned,
    /// No draft was composed.
    #[error("no draft to sign")]
    NoDraft,
    /// The case has changed since the draft.
    #[error("draft is out of date")]
    DraftOutOfDate,
    /// Strong options wait for an answer, and none was accepted.
    #[error("{count} options wait for an answer")]
    OptionsUndecided {
        /// How many.
        count: usize,
    },
    /// What is to be signed is not what the draft says.
    #[error("content differs from the draft")]
    ContentDiffers,
    /// Only signed documents leave the workspace.
    #[error("report is not signed")]
    NotSigned,
    /// The revision number does not follow the last one.
    #[error("revision does not follow the last one")]
    RevisionOutOfOrder,
    /// A legal hold stands on the case.
    #[error("a legal hold stands")]
    LegalHoldStands,
    /// There is no legal hold to lift.
    #[error("there is no legal hold")]
    NoLegalHold,
    /// The case would be kept for less than is asked for.
    #[error("a case is kept at least until {least}")]
    RetentionTooShort {
        /// The least.
        least: Date,
    },
    /// The case was not kept long enough.
    #[error("the case is kept until {until}")]
    RetentionStands {
        /// Until when.
        until: Date,
    },
    /// The participation was not withdrawn.
    #[error("participation was not withdrawn")]
    NotWithdrawn,
    /// A report of the case was signed: it was no mistake.
    #[error("a report of the case was signed")]
    SignedOnce,
    /// Nobody had accepted or reported the finding, so its loss needs no answer.
    #[error("finding was neither accepted nor reported")]
    NothingToAnswer,
    /// Records and bins of a file do not sum up.
    #[error("ledger does not balance")]
    LedgerDoesNotBalance,
    /// The person does not wish to hear of inherited findings.
    #[error("the person does not wish inherited findings")]
    GermlineNotWished,
    /// Version of the form, who obtained it, or the relation is missing.
    #[error("consent is incomplete")]
    ConsentIncomplete,
    /// A consent that this needs was answered with no.
    #[error("consent to {kind:?} was refused")]
    ConsentRefused {
        /// Which.
        kind: ConsentKind,
    },
    /// Nobody recorded a yes or no to what this needs, or it is to be asked again.
    #[error("consent to {kind:?} was not given")]
    ConsentNotGiven {
        /// Which.
        kind: ConsentKind,
    },
    /// A consent to this lets nothing leave the house.
    #[error("{kind:?} is no purpose for which results leave")]
    PurposeUnsuitable {
        /// Which.
        kind: ConsentKind,
    },
    /// A consent that this needs was withdrawn.
    #[error("consent to {kind:?} was withdrawn")]
    ConsentWithdrawn {
        /// Which.
        kind: ConsentKind,
    },
    /// The day has not come yet.
    #[error("day lies in the future")]
    DayInFuture,
    /// The day lies before the one that it must follow.
    #[error("day lies before another")]
    DayBeforeAnother,
    /// Accepted options rest on what no other test has shown and nobody answers for.
    #[error("{count} options are not confirmed")]
    ConfirmationMissing {
        /// How many.
        count: usize,
    },
    /// A test did not see what the finding rests on: nobody goes without it now.
    #[error("a confirmatory test did not confirm the finding")]
    ConfirmationRefuted,
    /// Everything that the finding rests on is confirmed.
    #[error("the finding is confirmed")]
    ConfirmationStands,
    /// A fact on which matching depends was corrected after the newest interpretation.
    #[error("interpretation is out of date")]
    InterpretationOutOfDate,
    /// No panel has concluded.
    #[error("panel has not concluded")]
    PanelNotConcluded,
    /// The case has changed since the panel concluded.
    #[error("conclusion is out of date")]
    ConclusionOutOfDate,
    /// Another panel on the case is still open.
    #[error("another panel is open")]
    PanelOpen,
    /// The rule does not hold for this disease on that day.
    #[error("panel rule does not hold")]
    PanelRuleDoesNotHold,
    /// The rule is only remembered, and the hospital has not made it its own.
    #[error("panel rule is from memory")]
    PanelRuleUnconfirmed,
    /// The rule does not allow a circulated review of this case.
    #[error("circulated review is not allowed")]
    CirculationNotAllowed,
    /// Seats are not numbered once each, a name is missing, a person sits twice, or there is not one chair.
    #[error("members of the panel are unclear")]
    PanelMembersUnclear,
    /// It is not the panel that counts.
    #[error("panel is unknown")]
    PanelUnknown,
    /// What was laid before the panel has changed.
    #[error("panel is out of date")]
    PanelOutOfDate,
    /// The panel has ended.
    #[error("panel has concluded")]
    PanelAlreadyConcluded,
    /// The seat belongs to somebody else.
    #[error("opinion of another")]
    OpinionOfAnother,
    /// The opinion is on another draft.
    #[error("opinion is on other content")]
    OpinionOnOtherContent,
    /// The seat has given its opinion.
    #[error("opinion was given")]
    OpinionAlreadyGiven,
    /// The last day for opinions is over.
    #[error("opinion is late")]
    OpinionLate,
    /// The opinion leaves findings out.
    #[error("opinion leaves {count} findings out")]
    OpinionIncomplete {
        /// How many.
        count: usize,
    },
    /// Opinions may be seen already.
    #[error("opinions are revealed")]
    OpinionsAlreadyRevealed,
    /// Opinions may not be seen yet.
    #[error("opinions are not revealed")]
    OpinionsNotRevealed,
    /// Opinions are missing, and nobody says why not to wait.
    #[error("{count} opinions are missing")]
    OpinionsWaiting {
        /// How many.
        count: usize,
    },
    /// The day of the meeting is still to come.
    #[error("meeting is held on {held_on}")]
    MeetingToCome {
        /// When it is held.
        held_on: Date,
    },
    /// Opinions differ: a meeting must be held.
    #[error("opinions differ on {count} findings")]
    MeetingNeeded {
        /// On how many findings.
        count: usize,
    },
    /// The conclusion recommends what not everybody who spoke recommended.
    #[error("conclusion differs from the opinions")]
    ConclusionAgainstOpinions,
    /// Nobody said who was there.
    #[error("attendance is missing")]
    AttendanceMissing,
    /// The rule asks for persons who were not there.
    #[error("{count} requirements of the panel are not met")]
    PanelIncomplete {
        /// How many.
        count: usize,
    },
    /// There is no recommendation, one has no reason, or one stands beside "nothing".
    #[error("recommendation is missing")]
    RecommendationMissing,
    /// A recommended option was not accepted.
    #[error("recommended option was not accepted")]
    RecommendedNotAccepted,
    /// An accepted option is in no recommendation.
    #[error("accepted option is not recommended")]
    AcceptedNotRecommended,
    /// The member has an account here.
    #[error("the seat has an account")]
    SeatHasAccount,
    /// No key was registered for the seat.
    #[error("no key is registered for the seat")]
    SeatKeyUnknown,
    /// The key is registered for another seat.
    #[error("the key belongs to another seat")]
    SeatKeyTaken,
    /// No packet would be written.
    #[error("nobody is invited")]
    NobodyInvited,
    /// A packet answers no invitation of this panel.
    #[error("packet answers no invitation")]
    PacketUnknown,
    /// A packet is signed by another key than its invitation named.
    #[error("packet is signed by an unknown key")]
    PacketKeyUnknown,
    /// A packet speaks for another seat than its invitation.
    #[error("packet speaks for another seat")]
    PacketOfAnotherSeat,
    /// A newer invitation was written for the seat.
    #[error("packet answers an invitation that was replaced")]
    PacketReplaced,
    /// A file holds records of somebody else.
    #[error("a file holds records of others")]
    FileOfOthers {
        /// Its name.
        file: String,
    },
    /// The case came from no other hospital.
    #[error("no hospital asked")]
    NobodyAsked,
    /// What came back answers no request of this case.
    #[error("return answers no request")]
    ReturnUnknown,
    /// The same revision, or a newer one, came back before.
    #[error("return is not newer")]
    ReturnNotNewer,
    /// The packet was taken in before.
    #[error("packet was taken in before")]
    PacketReplayed,
    /// The panel was cancelled.
    #[error("panel was cancelled")]
    PanelCancelled,
    /// For this kind of test a panel is always held.
    #[error("a panel is not left out for this test")]
    OmissionOutOfScope,
    /// A condition of leaving the panel out is not met.
    #[error("{count} conditions of leaving the panel out are not met")]
    OmissionNotPossible {
        /// How many.
        count: usize,
    },
    /// Conditions that only a person can judge were not judged.
    #[error("{count} conditions of leaving the panel out are open")]
    OmissionOpen {
        /// How many.
        count: usize,
    },
    /// No option was accepted, or one that is not approved in Japan for this tumour.
    #[error("accepted options go beyond what needs no panel")]
    OmissionBeyondApproval,
    /// The task is not open.
    #[error("task is not open")]
    TaskNotOpen,
    /// The case is a rehearsal: it is about no person.
    #[error("the case is a rehearsal")]
    OnlyRehearsed,
    /// The panel of a rehearsal has concluded: the answer key may be known.
    #[error("the rehearsal has concluded")]
    RehearsalConcluded,
}

impl Refusal {
    /// Catalogue key.
    #[expect(clippy::too_many_lines, reason = "one line for each refusal")]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "refusal_role_missing",
            Self::AlreadyOpen => "refusal_already_open",
            Self::NotOpen => "refusal_not_open",
            Self::FindingUnknown => "refusal_finding_unknown",
            Self::FindingUnconfirmed => "refusal_finding_unconfirmed",
            Self::FindingOverruled => "refusal_finding_overruled",
            Self::NotAnOption => "refusal_not_an_option",
            Self::PatientNameMissing => "refusal_patient_name_missing",
            Self::GermlineWishMissing => "refusal_germline_wish_missing",
            Self::GivenBefore => "refusal_given_before",
            Self::ReasonMissing => "refusal_reason_missing",
            Self::CorrectionUnreadable { .. } => "refusal_correction_unreadable",
            Self::CorrectionChangesNothing => "refusal_correction_changes_nothing",
            Self::NothingToWithdraw => "refusal_nothing_to_withdraw",
            Self::AlreadySigned => "refusal_already_signed",
            Self::NoDraft => "refusal_no_draft",
            Self::DraftOutOfDate => "refusal_draft_out_of_date",
            Self::OptionsUndecided { .. } => "refusal_options_undecided",
            Self::ContentDiffers => "refusal_content_differs",
            Self::NotSigned => "refusal_not_signed",
            Self::RevisionOutOfOrder => "refusal_revision_out_of_order",
            Self::LegalHoldStands => "refusal_legal_hold",
            Self::NoLegalHold => "refusal_no_legal_hold",
            Self::RetentionTooShort { .. } => "refusal_retention_too_short",
            Self::RetentionStands { .. } => "refusal_retention_stands",
            Self::NotWithdrawn => "refusal_not_withdrawn",
            Self::SignedOnce => "refusal_signed_once",
            Self::NothingToAnswer => "refusal_nothing_to_answer",
            Self::LedgerDoesNotBalance => "refusal_ledger_does_not_balance",
            Self::GermlineNotWished => "refusal_germline_not_wished",
            Self::ConsentIncomplete => "refusal_consent_incomplete",
            Self::ConsentRefused { .. } => "refusal_consent_refused",
            Self::ConsentNotGiven { .. } => "refusal_consent_not_given",
            Self::PurposeUnsuitable { .. } => "refusal_purpose_unsuitable",
            Self::ConsentWithdrawn { .. } => "refusal_consent_withdrawn",
            Self::DayInFuture => "refusal_day_in_future",
            Self::DayBeforeAnother => "refusal_day_before_another",
            Self::ConfirmationMissing { .. } => "refusal_confirmation_missing",
            Self::ConfirmationRefuted => "refusal_confirmation_refuted",
            Self::ConfirmationStands => "refusal_confirmation_stands",
            Self::InterpretationOutOfDate => "refusal_interpretation_out_of_date",
            Self::PanelNotConcluded => "refusal_panel_not_concluded",
            Self::ConclusionOutOfDate => "refusal_conclusion_out_of_date",
            Self::PanelOpen => "refusal_panel_open",
            Self::PanelRuleDoesNotHold => "refusal_panel_rule_does_not_hold",
            Self::PanelRuleUnconfirmed => "refusal_panel_rule_unconfirmed",
            Self::CirculationNotAllowed => "refusal_circulation_not_allowed",
            Self::PanelMembersUnclear => "refusal_panel_members_unclear",
            Self::PanelUnknown => "refusal_panel_unknown",
            Self::PanelOutOfDate => "refusal_panel_out_of_date",
            Self::PanelAlreadyConcluded => "refusal_panel_already_concluded",
            Self::OpinionOfAnother => "refusal_opinion_of_another",
            Self::OpinionOnOtherContent => "refusal_opinion_on_other_content",
            Self::OpinionAlreadyGiven => "refusal_opinion_already_given",
            Self::OpinionLate => "refusal_opinion_late",
            Self::OpinionIncomplete { .. } => "refusal_opinion_incomplete",
            Self::OpinionsAlreadyRevealed => "refusal_opinions_already_revealed",
            Self::OpinionsNotRevealed => "refusal_opinions_not_revealed",
            Self::OpinionsWaiting { .. } => "refusal_opinions_waiting",
            Self::MeetingToCome { .. } => "refusal_meeting_to_come",
            Self::MeetingNeeded { .. } => "refusal_meeting_needed",
            Self::ConclusionAgainstOpinions => "refusal_conclusion_against_opinions",
            Self::AttendanceMissing => "refusal_attendance_missing",
            Self::PanelIncomplete { .. } => "refusal_panel_incomplete",
            Self::RecommendationMissing => "refusal_recommendation_missing",
            Self::RecommendedNotAccepted => "refusal_recommended_not_accepted",
            Self::AcceptedNotRecommended => "refusal_accepted_not_recommended",
            Self::SeatHasAccount => "refusal_seat_has_account",
            Self::SeatKeyUnknown => "refusal_seat_key_unknown",
            Self::SeatKeyTaken => "refusal_seat_key_taken",
            Self::NobodyInvited => "refusal_nobody_invited",
            Self::PacketUnknown => "refusal_packet_unknown",
            Self::PacketKeyUnknown => "refusal_packet_key_unknown",
            Self::PacketOfAnotherSeat => "refusal_packet_of_another_seat",
            Self::PacketReplaced => "refusal_packet_replaced",
            Self::FileOfOthers { .. } => "refusal_file_of_others",
            Self::NobodyAsked => "refusal_nobody_asked",
            Self::ReturnUnknown => "refusal_return_unknown",
            Self::ReturnNotNewer => "refusal_return_not_newer",
            Self::PacketReplayed => "refusal_packet_replayed",
            Self::PanelCancelled => "refusal_panel_cancelled",
            Self::OmissionOutOfScope => "refusal_omission_out_of_scope",
            Self::OmissionNotPossible { .. } => "refusal_omission_not_possible",
            Self::OmissionOpen { .. } => "refusal_omission_open",
            Self::OmissionBeyondApproval => "refusal_omission_beyond_approval",
            Self::TaskNotOpen => "refusal_task_not_open",
            Self::OnlyRehearsed => "refusal_only_rehearsed",
            Self::RehearsalConcluded => "refusal_rehearsal_concluded",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        match self {
            Self::RoleMissing { role, action } => BTreeMap::from([
                ("role".to_owned(), role.code().to_owned()),
                ("action".to_owned(), action.code().to_owned()),
            ]),
            Self::CorrectionUnreadable { field } => BTreeMap::from([("clinical".to_owned(), field.to_string())]),
            Self::OptionsUndecided { count }
            | Self::ConfirmationMissing { count }
            | Self::OpinionIncomplete { count }
            | Self::OpinionsWaiting { count }
            | Self::MeetingNeeded { count }
            | Self::OmissionNotPossible { count }
            | Self::OmissionOpen { count }
            | Self::PanelIncomplete { count } => BTreeMap::from([("count".to_owned(), count.to_string())]),
            Self::FileOfOthers { file } => BTreeMap::from([("file".to_owned(), file.clone())]),
            Self::MeetingToCome { held_on } => BTreeMap::from([("day".to_owned(), held_on.to_string())]),
            Self::ConsentRefused { kind }
            | Self::ConsentNotGiven { kind }
            | Self::PurposeUnsuitable { kind }
            | Self::ConsentWithdrawn { kind } => BTreeMap::from([("consent".to_owned(), kind.code().to_owned())]),
            Self::RetentionTooShort { least: day } | Self::RetentionStands { until: day } => {
                BTreeMap::from([("day".to_owned(), day.to_string())])
            }
            _ => BTreeMap::new(),
        }
    }
}
