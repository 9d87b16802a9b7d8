//! Trials and 患者申出療養 as their files write them.

use jiff::civil::Date;
use serde::Deserialize;

use model::evidence::{Basis, Direction, Predicate};
use model::tumor_type::OncoTreeCode;

use super::rows::{Vocabulary, excluded, included, own_id, regimens, subject};
use super::{ApprovedOn, OriginRequirement, Statement, Trial, TrialRoute, TumorTypeScope};
use crate::problem::{ProblemKind, Reporter};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrialsFile {
    #[serde(default, rename = "trial")]
    pub(crate) trials: Vec<TrialRow>,
}

/// One trial.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrialRow {
    id: String,
    registry_id: Option<String>,
    title_ja: String,
    route: TrialRoute,
    subject: String,
    origin: OriginRequirement,
    regimens: Vec<Vec<String>>,
    tumor_types: Vec<String>,
    #[serde(default)]
    excluded: Vec<OncoTreeCode>,
    tumor_type_ja: Option<String>,
    setting: Option<String>,
    opened_on: Option<String>,
    closed_on: Option<String>,
    seen_on: String,
    basis: Basis,
    source: Option<String>,
    note: Option<String>,
}

impl TrialRow {
    pub(crate) fn into_statement(self, vocabulary: Vocabulary<'_>, report: &mut Reporter<'_>) -> Statement {
        let id = self.id;
        report.basis(&id, self.basis, self.source.as_deref());
        let mut date = |field: &'static str, text: Option<&String>| {
            let text = text?;
            let date = text.parse::<ApprovedOn>().ok();
            if date.is_none() {
                report.row(&id, ProblemKind::MalformedDate { field, text: text.clone() });
            }
            date
        };
        let opened_on = date("opened_on", self.opened_on.as_ref());
        let closed_on = date("closed_on", self.closed_on.as_ref());
        let seen_on = self.seen_on.parse::<Date>().ok().filter(|day| day.to_string() == self.seen_on);
        if seen_on.is_none() {
            report.row(&id, ProblemKind::MalformedDate { field: "seen_on", text: self.seen_on.clone() });
        }
        // A number of a registry that nobody read would send a physician to the wrong trial.
        if self.basis == Basis::FromMemory && self.registry_id.is_some() {
            report.row(&id, ProblemKind::RegistryIdNotRead);
        }
        Statement {
            subject: subject(&id, &self.subject, self.origin, vocabulary, report),
            subject_text: self.subject,
            origin: self.origin,
            predicate: Some(Predicate::PredictsSensitivity),
            direction: Direction::Supports,
            regimens: regimens(&id, &self.regimens, vocabulary.therapies, report),
            regimen_note: None,
            tumor_types: TumorTypeScope {
                included: included(&id, &self.tumor_types, vocabulary.tumor_types, report),
                excluded: excluded(&id, &self.tumor_types, self.excluded, vocabulary.tumor_types, report),
                ja: self.tumor_type_ja,
            },
            setting: self.setting,
            approval: None,
            trial: Some(Trial {
                registry_id: self.registry_id,
                title_ja: self.title_ja,
                route: self.route,
                opened_on,
                closed_on,
                seen_on: seen_on.unwrap_or_default(),
            }),
            level: None,
            basis: self.basis,
            citation: self.source,
            note: self.note,
            imported: None,
            id: own_id(&id),
        }
    }
}
