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
    /// Record 使用目的 and the other settings of the institution.
    ConfigureInstitution,
}

/// The table. A pair that is not listed is not allowed.
pub const TABLE: &[(Action, &[Role])] = &[
    (Action::ImportCase, &[Role::DataManager, Role::AttendingPhysician]),
    (Action::Interpret, &[Role::DataManager, Role::AttendingPhysician, Role::PanelChair]),
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
    (Action::ConfigureInstitution, &[Role::Administrator]),
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
            Self::ConfigureInstitution => "configure_institution",
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

    #[test]
    fn an_auditor_changes_nothing() {
        assert!(TABLE.iter().all(|(_, roles)| !roles.contains(&Role::Auditor)));
    }

    #[test]
    fn only_the_chair_signs() {
        assert_eq!(Action::SignReport.roles(), [Role::PanelChair]);
    }
}
