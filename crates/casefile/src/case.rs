//! The state of a case, as its events tell it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use model::canonical::ContentHash;
use model::clinical::ClinicalRecord;
use model::evidence::{Direction, EvidenceLevel, TumorTypeMatch};
use model::finding::{Finding, FindingKey};
use model::ids::{AccountId, CaseId};
use model::tumor_type::TumorContext;
use model::variation::ObservationKey;

use crate::amendment::Amendment;
use crate::confirmation::Confirmation;
use crate::consent::{ConsentKind, StandingConsent, Wish};
use crate::correction::ClinicalField;
use crate::event::{
    BundleExported, CaseOpened, DocumentExported, DraftComposed, Interpreted, ProfileImported, RehearsalMark,
    ReportSigned,
};
use crate::milestone::Milestone;
use crate::omission::Omission;
use crate::panel::{Panel, PanelConcluded};
use crate::programme::ProgrammePlaced;
use crate::referral::{ConclusionReturned, PanelRequested, RequestReceived, ReturnReceived, ReturnedExported};
use crate::retention::{LegalHold, RetentionSet};
use crate::role::Role;
use crate::tumors::TumorHistory;

/// A case. `Default` is the case before its first event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The id, once opened.
    pub id: Option<CaseId>,
    /// Number and day of receipt.
    pub opened: Option<CaseOpened>,
    /// The newest clinical record.
    pub clinical: Option<ClinicalRecord>,
    /// The newest profile.
    pub profile: Option<ProfileImported>,
    /// The newest interpretation.
    pub interpretation: Option<Interpreted>,
    /// Tumour types that came before, and what they gave.
    pub tumors: TumorHistory,
    /// Standing decisions.
    pub decisions: BTreeMap<FindingKey, Decision>,
    /// The newest draft.
    pub draft: Option<Draft>,
    /// The signed report.
    pub signed: Option<ReportSigned>,
    /// A clinical fact was corrected after the report was signed: the report says what was known before.
    pub corrected_after_signing: bool,
    /// Facts on which matching depends that were corrected after the newest interpretation.
    pub corrected_since_matched: BTreeSet<ClinicalField>,
    /// Standing decisions that somebody made before a clinical fact was last corrected, and nobody has confirmed since.
    pub decided_before_correction: BTreeSet<FindingKey>,
    /// Standing answers about consent.
    pub consents: BTreeMap<ConsentKind, StandingConsent>,
    /// Days that count.
    pub milestones: BTreeMap<Milestone, Date>,
    /// Panels, oldest first; the last one counts.
    pub panels: Vec<Panel>,
    /// The decision that no panel is held; a panel that is called takes its place.
    pub omission: Option<Omission>,
    /// Where it stands in the programme, as somebody said it last.
    pub programme: Option<ProgrammePlaced>,
    /// Confirmatory tests.
    pub confirmations: BTreeMap<ObservationKey, Confirmation>,
    /// Documents that left the workspace, of all revisions.
    pub exported: Vec<DocumentExported>,
    /// Reports that left the workspace without the person, of all revisions.
    pub bundles: Vec<BundleExported>,
    /// Signed reports that were opened again, oldest first.
    pub amendments: Vec<Amendment>,
    /// Answers for findings that one release (the first hash) gives and another (the second) no longer does.
    pub losses_answered: BTreeMap<(ContentHash, ContentHash, FindingKey), LossAnswer>,
    /// Until when somebody said that it is kept.
    pub retention: Option<RetentionSet>,
    /// It must not go, whatever else is said.
    pub legal_hold: Option<LegalHold>,
    /// Hospitals whose panel was asked, oldest first, and when.
    pub requested: Vec<(PanelRequested, Timestamp)>,
    /// The request by which the case came from another hospital.
    pub request: Option<Box<RequestReceived>>,
    /// Conclusions that were sent back, oldest first, and when.
    pub sent_back: Vec<(ConclusionReturned, Timestamp)>,
    /// Conclusions of other hospitals' panels, oldest first, and when they came.
    pub returns: Vec<(ReturnReceived, Timestamp)>,
    /// Documents of them that left the workspace as files.
    pub returned_exported: Vec<ReturnedExported>,
    /// How many events it has.
    pub events: u64,
}

/// A standing decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
}

/// How far a finding went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// Somebody accepted it; the report is not signed.
    Accepted,
    /// It stands in the signed report.
    Reported,
}

impl Taken {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Reported => "reported",
        }
    }
}

/// Why it is right that a finding is lost with another release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossAnswer {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: AccountId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Taken into the report.
    Accepted,
    /// Left out, with a reason.
    Declined,
}

/// A draft and whether it still says what the case says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was composed.
    pub composed: DraftComposed,
    /// A decision, record or interpretation came after it.
    pub out_of_date: bool,
}

impl Case {
    /// The findings of the newest interpretation.
    pub fn findings(&self) -> &[Finding] {
        self.interpretation.as_ref().map_or(&[], |interpretation| &interpretation.findings)
    }

    /// The built-in case that it is a rehearsal of; `None` for the case of a person.
    pub fn rehearsal(&self) -> Option<&RehearsalMark> {
        self.opened.as_ref()?.rehearsal.as_ref()
    }

    /// The conclusion of a rehearsal: the only one that it can have.
    pub fn rehearsed(&self) -> Option<&Panel> {
        self.rehearsal()?;
        self.panels.iter().find(|panel| panel.concluded.is_some())
    }

    /// How many files with this case's content left the workspace, with the person or without.
    pub fn left_the_house(&self) -> usize {
        let invitations: usize = self.panels.iter().map(|panel| panel.invitations.len()).sum();
        self.exported.len()
            + self.bundles.len()
            + self.requested.len()
            + self.sent_back.len()
            + self.returned_exported.len()
            + invitations
    }

    /// The decision on a finding.
    pub fn decision(&self, key: &FindingKey) -> Option<&Decision> {
        self.decisions.get(key)
    }

    /// Options of level A or B that may be accepted.
    pub fn strong_options(&self) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(|finding| {
            finding.is_acceptable_option() && finding.evidence_level.is_some_and(|level| level <= EvidenceLevel::B)
        })
    }

    /// Findings that speak against a therapy for this tumour, or for one whose type is not told; open ones included.
    pub fn against(&self) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(|finding| {
            finding.predicate.is_against_therapy()
                && finding.direction == Direction::Supports
                && finding.tumor_type_match != TumorTypeMatch::Other
        })
    }

    /// Keys of strong options that nobody has answered, each once.
    pub fn undecided(&self) -> BTreeSet<FindingKey> {
        let open = self.strong_options().filter(|finding| self.decision(&finding.key).is_none());
        open.map(|finding| finding.key).collect()
    }

    /// Keys of options of any level that may be accepted and that nobody has answered, while none was accepted: "no option"
    /// would be untrue then.
    pub fn unanswered(&self) -> BTreeSet<FindingKey> {
        if self.accepted().any(Finding::is_acceptable_option) {
            return BTreeSet::new();
        }
        let options = self.findings().iter().filter(|finding| finding.is_acceptable_option());
        options.filter(|finding| self.decision(&finding.key).is_none()).map(|finding| finding.key).collect()
    }

    /// Whether a statement that would name a treatment for this tumour could not be decided.
    pub fn has_open_option(&self) -> bool {
        self.interpretation.as_ref().is_some_and(|found| found.open.iter().any(|question| question.concerns_option))
    }

    /// Whether somebody accepted a finding, or a report in force prints it: as an option or as what speaks against one. A
    /// report that was opened again is in force until the next signature.
    pub fn taken(&self, key: &FindingKey) -> Option<Taken> {
        let replaced = self.amendments.last().filter(|_| self.signed.is_none());
        let reported = match (&self.signed, replaced) {
            (Some(_), _) => self.printed().contains(key),
            (None, Some(amendment)) => amendment.printed.contains(key),
            (None, None) => false,
        };
        let accepted = self.accepted().any(|finding| finding.key == *key);
        if reported { Some(Taken::Reported) } else { accepted.then_some(Taken::Accepted) }
    }

    /// What a report on this case prints: accepted findings, options, and what speaks against one.
    pub(crate) fn printed(&self) -> BTreeSet<FindingKey> {
        let options = self.findings().iter().filter(|finding| finding.is_option());
        self.accepted().chain(options).chain(self.against()).map(|finding| finding.key).collect()
    }

    /// The tumour type that decides how the case is matched: the one of the newest interpretation, unless the record says
    /// another since. `None` before the first interpretation.
    pub fn tumor_for_matching(&self) -> Option<TumorContext> {
        let standing = self.interpretation.as_ref()?.tumor.clone();
        let corrected = self.clinical.as_ref().and_then(|clinical| clinical.tumor_type.clone());
        let corrected = corrected.filter(|_| self.corrected_since_matched.contains(&ClinicalField::TumorType));
        Some(corrected.map_or(standing, TumorContext::Type))
    }

    /// Findings that somebody accepted, in the order of the interpretation.
    pub fn accepted(&self) -> impl Iterator<Item = &Finding> {
        self.findings()
            .iter()
            .filter(|finding| self.decision(&finding.key).is_some_and(|decision| decision.verdict == Verdict::Accepted))
    }

    /// What was answered about consent.
    pub fn wish(&self, kind: ConsentKind) -> Wish {
        self.consents.get(&kind).map_or(Wish::NotRecorded, StandingConsent::wish)
    }

    /// The panel that counts.
    pub fn panel(&self) -> Option<&Panel> {
        self.panels.last()
    }

    /// The conclusion that counts; `None` while there is none, or while what it rests on has changed.
    pub fn conclusion(&self) -> Option<&PanelConcluded> {
        self.panel().filter(|panel| !panel.out_of_date).and_then(|panel| panel.concluded.as_ref())
    }

    /// The decision that no panel is held; `None` while there is none, or while what it rests on has changed.
    pub fn standing_omission(&self) -> Option<&Omission> {
        self.omission.as_ref().filter(|omission| !omission.out_of_date)
    }

    /// Findings on which a panel must be heard: options that were accepted, and strong ones that nobody declined.
    pub fn asked_of_panel(&self) -> BTreeSet<FindingKey> {
        let accepted = self.accepted().filter(|finding| finding.is_acceptable_option());
        let open = self.strong_options().filter(|finding| self.decision(&finding.key).is_none());
        accepted.chain(open).map(|finding| finding.key).collect()
    }

    /// Accepted options that rest on something which no other test has shown and for which nobody answers.
    pub fn unconfirmed(&self) -> BTreeSet<FindingKey> {
        if !self.needs_confirmation() {
            return BTreeSet::new();
        }
        let carried = |key: &ObservationKey| self.confirmations.get(key).is_some_and(Confirmation::carries);
        let options = self.accepted().filter(|finding| finding.is_acceptable_option());
        options.filter(|finding| !finding.observations.iter().all(carried)).map(|finding| finding.key).collect()
    }
}
