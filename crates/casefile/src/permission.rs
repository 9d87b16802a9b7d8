//! Who may do what: one table, read by people and by [`decide`](crate::decide()).

use crate::role::Role;

/// Something that needs a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Bring files in and open a case.
    ImportCase,
    /// Match again with another release.
    Interpret,
    /// Correct a clinical fact.
    CorrectClinical,
    /// Accept or decline a finding.
    DecideFinding,
    /// Compose a draft.
    ComposeDraft,
    /// Sign.
    SignReport,
    /// Write a signed document to a file.
    ExportDocument,
    /// Record what a person agreed to, or no longer agrees to.
    RecordConsent,
    /// Name the day of a milestone.
    RecordMilestone,
    /// Call a panel, and say who was there.
    ConvenePanel,
    /// Give an opinion on a panel.
    GiveOpinion,
    /// Write down the opinion of somebody who has no account here.
    RecordOpinionForOther,
    /// Write packets for members of a panel elsewhere, and say whose key is whose.
    WritePacket,
    /// Take in the packet of a member elsewhere.
    ReceivePacket,
    /// Ask another hospital's panel, and take in what it concluded.
    RequestPanel,
    /// Send the conclusion back to the hospital that asked.
    ReturnConclusion,
    /// Let opinions be seen, conclude, and take a conclusion back.
    ConcludePanel,
    /// Decide that no panel is held (EP省略).
    OmitPanel,
    /// Order a confirmatory test, record its result, or answer for going without.
    ConfirmFinding,
    /// Open a signed report again, and close the tasks that follow.
    AmendReport,
    /// Record 使用目的 and the other settings of the institution.
    ConfigureInstitution,
    /// See the list of cases and what is in them.
    ViewCase,
    /// Print a form of a case that is signed by hand.
    PrintForm,
    /// Give, change and take accounts.
    ManageAccounts,
    /// Read the audit log and check its chain.
    ViewAudit,
    /// Write the audit log to a file.
    ExportAudit,
    /// Say what came of an alert.
    ReviewAlert,
    /// Open a case that one's roles do not open, with a reason.
    BreakGlass,
    /// Write projections anew, keep and restore backups.
    MaintainWorkspace,
    /// See how the workspace is set up.
    ViewSettings,
    /// Keep, compare and activate knowledge releases.
    ChangeKnowledge,
    /// Write the ledger of cases (管理簿) to a file: it names every patient.
    ExportRegister,
    /// See and write out how the programme goes, in counts.
    ViewProgress,
    /// Say how long a case is kept, and place or lift a legal hold.
    KeepCase,
    /// Erase a case for good.
    EraseCase,
}

/// The table. A pair that is not listed is not allowed.
pub const TABLE: &[(Action, &[Role])] = &[
    (Action::ImportCase, &[Role::DataManager, Role::AttendingPhysician]),
    (Action::Interpret, &[Role::DataManager, Role::AttendingPhysician, Role::PanelChair, Role::Administrator]),
    (
        Action::CorrectClinical,
        &[Role::AttendingPhysician, Role::PanelChair, Role::ClinicalGeneticist, Role::DataManager],
    ),
    (Action::DecideFinding, &[Role::AttendingPhysician, Role::PanelMember, Role::PanelChair, Role::ClinicalGeneticist]),
    (Action::ComposeDraft, &[Role::AttendingPhysician, Role::PanelChair, Role::DataManager, Role::GeneticCounsellor]),
    (Action::SignReport, &[Role::PanelChair]),
    (
        Action::ExportDocument,
        &[Role::PanelChair, Role::AttendingPhysician, Role::GeneticCounsellor, Role::ClinicalGeneticist],
    ),
    (
        Action::RecordConsent,
        &[Role::AttendingPhysician, Role::ClinicalGeneticist, Role::GeneticCounsellor, Role::DataManager],
    ),
    (
        Action::RecordMilestone,
        &[Role::DataManager, Role::AttendingPhysician, Role::PanelChair, Role::GeneticCounsellor],
    ),
    (Action::ConvenePanel, &[Role::PanelChair, Role::DataManager]),
    (
        Action::GiveOpinion,
        &[
            Role::PanelMember,
            Role::PanelChair,
            Role::ClinicalGeneticist,
            Role::GeneticCounsellor,
            Role::AttendingPhysician,
        ],
    ),
    (Action::RecordOpinionForOther, &[Role::PanelChair, Role::DataManager]),
    (Action::WritePacket, &[Role::PanelChair, Role::DataManager]),
    (Action::ReceivePacket, &[Role::PanelChair, Role::DataManager]),
    (Action::RequestPanel, &[Role::AttendingPhysician, Role::DataManager]),
    (Action::ReturnConclusion, &[Role::PanelChair]),
    (Action::ConcludePanel, &[Role::PanelChair]),
    (Action::OmitPanel, &[Role::AttendingPhysician]),
    (Action::ConfirmFinding, &[Role::AttendingPhysician, Role::PanelChair, Role::ClinicalGeneticist]),
    (Action::AmendReport, &[Role::PanelChair, Role::AttendingPhysician]),
    (Action::ConfigureInstitution, &[Role::Administrator]),
    (
        Action::ViewCase,
        &[
            Role::AttendingPhysician,
            Role::PanelMember,
            Role::PanelChair,
            Role::ClinicalGeneticist,
            Role::GeneticCounsellor,
            Role::DataManager,
        ],
    ),
    (
        Action::PrintForm,
        &[
            Role::AttendingPhysician,
            Role::PanelChair,
            Role::ClinicalGeneticist,
            Role::GeneticCounsellor,
            Role::DataManager,
        ],
    ),
    (Action::ManageAccounts, &[Role::Administrator]),
    (Action::ViewAudit, &[Role::Auditor, Role::Administrator]),
    (Action::ExportAudit, &[Role::Auditor, Role::Administrator]),
    (Action::ReviewAlert, &[Role::Auditor, Role::Administrator]),
    (Action::BreakGlass, &Role::ALL),
    (Action::MaintainWorkspace, &[Role::Administrator, Role::DataManager]),
    (Action::ViewSettings, &Role::ALL),
    (Action::ChangeKnowledge, &[Role::Administrator, Role::DataManager]),
    (Action::ExportRegister, &[Role::PanelChair, Role::DataManager]),
    (Action::ViewProgress, &Role::ALL),
    (Action::KeepCase, &[Role::DataManager, Role::PanelChair, Role::AttendingPhysician]),
    (Action::EraseCase, &[Role::DataManager]),
];

impl Action {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::ImportCase => "import_case",
            Self::Interpret => "interpret",
            Self::CorrectClinical => "correct_clinical",
            Self::DecideFinding => "decide_finding",
            Self::ComposeDraft => "compose_draft",
            Self::SignReport => "sign_report",
            Self::ExportDocument => "export_document",
            Self::RecordConsent => "record_consent",
            Self::RecordMilestone => "record_milestone",
            Self::ConvenePanel => "convene_panel",
            Self::GiveOpinion => "give_opinion",
            Self::RecordOpinionForOther => "record_opinion_for_other",
            Self::WritePacket => "write_packet",
            Self::ReceivePacket => "receive_packet",
            Self::RequestPanel => "request_panel",
            Self::ReturnConclusion => "return_conclusion",
            Self::ConcludePanel => "conclude_panel",
            Self::OmitPanel => "omit_panel",
            Self::ConfirmFinding => "confirm_finding",
            Self::AmendReport => "amend_report",
            Self::ConfigureInstitution => "configure_institution",
            Self::ViewCase => "view_case",
            Self::PrintForm => "print_form",
            Self::ManageAccounts => "manage_accounts",
            Self::ViewAudit => "view_audit",
            Self::ExportAudit => "export_audit",
            Self::ReviewAlert => "review_alert",
            Self::BreakGlass => "break_glass",
            Self::MaintainWorkspace => "maintain_workspace",
            Self::ViewSettings => "view_settings",
            Self::ChangeKnowledge => "change_knowledge",
            Self::ExportRegister => "export_register",
            Self::ViewProgress => "view_progress",
            Self::KeepCase => "keep_case",
            Self::EraseCase => "erase_case",
        }
    }

    /// The roles that may do it.
    pub fn roles(self) -> &'static [Role] {
        TABLE.iter().find(|(action, _)| *action == self).map_or(&[], |(_, roles)| roles)
    }

    /// The role to use for it, of those an account holds.
    pub fn role_of(self, held: &[Role]) -> Option<Role> {
        self.roles().iter().copied().find(|role| held.contains(role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(role: Role) -> Vec<Action> {
        TABLE.iter().filter(|(_, roles)| roles.contains(&role)).map(|(action, _)| *action).collect()
    }

    #[test]
    fn an_auditor_changes_no_case_and_nobodys_access() {
        let reads = [
            Action::ViewAudit,
            Action::ExportAudit,
            Action::ReviewAlert,
            Action::BreakGlass,
            Action::ViewSettings,
            Action::ViewProgress,
        ];
        assert_eq!(allowed(Role::Auditor), reads);
    }

    #[test]
    fn neither_administrator_nor_auditor_sees_a_case_without_breaking_the_glass() {
        for role in [Role::Administrator, Role::Auditor] {
            for action in [
                Action::ViewCase,
                Action::PrintForm,
                Action::ExportDocument,
                Action::ImportCase,
                Action::ExportRegister,
            ] {
                assert!(!allowed(role).contains(&action), "{role:?} {action:?}");
            }
        }
    }

    /// Matching again is left out: who activates a release has every case matched and sees none.
    #[test]
    fn whoever_acts_on_a_case_may_see_it() {
        let on_a_case = [
            Action::ImportCase,
            Action::RecordConsent,
            Action::RecordMilestone,
            Action::ConvenePanel,
            Action::GiveOpinion,
            Action::RecordOpinionForOther,
            Action::WritePacket,
            Action::ReceivePacket,
            Action::RequestPanel,
            Action::ReturnConclusion,
            Action::ConcludePanel,
            Action::OmitPanel,
            Action::ExportRegister,
            Action::ConfirmFinding,
            Action::AmendReport,
            Action::CorrectClinical,
            Action::DecideFinding,
            Action::ComposeDraft,
            Action::SignReport,
            Action::ExportDocument,
            Action::PrintForm,
            Action::KeepCase,
            Action::EraseCase,
        ];
        for role in on_a_case.iter().flat_map(|action| action.roles()) {
            assert!(Action::ViewCase.roles().contains(role), "{role:?}");
        }
    }

    #[test]
    fn every_action_stands_in_the_table_once() {
        let mut codes: Vec<&str> = TABLE.iter().map(|(action, _)| action.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), TABLE.len());
        assert!(TABLE.iter().all(|(action, roles)| !roles.is_empty() && action.roles() == *roles));
    }

    #[test]
    fn only_the_chair_signs() {
        assert_eq!(Action::SignReport.roles(), [Role::PanelChair]);
    }
}
