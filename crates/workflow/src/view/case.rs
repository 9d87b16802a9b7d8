//! The case screen.

use casefile::Case;
use casefile::event::{Interpreted, ProfileImported};
use casefile::milestone::{Milestone, days_between};
use model::assessed::Met;
use model::clinical::ClinicalRecord;
use model::evidence::LevelState;
use model::finding::Finding;
use model::person::Sex;
use model::tumor_type::TumorContext;

use super::clinical::clinical_facts;
use super::consents::consent_rows;
use super::course::days;
use super::findings::finding_views;
use super::history::history;
use super::reports::report_view;
use super::variants::variant_rows;
use super::worklist::state_of;
use super::{Surroundings, count, given_before, therapy_label};
use crate::contract::{
    AsOfView, BinCount, CaseHeader, CaseView, FileLedgerView, MatchedBefore, Message, MilestoneView, ProgrammeView,
    SummaryLine, TumorTypeRow,
};
use crate::desk::tumor_label;

/// The view of an open case; `None` while a part of it is missing.
pub(crate) fn case_view(case: &Case, around: &Surroundings<'_>) -> Option<CaseView> {
    let (clinical, imported) = (case.clinical.as_ref()?, case.profile.as_ref()?);
    let interpretation = case.interpretation.as_ref()?;
    let given = given_before(case, around.release.therapies());
    Some(CaseView {
        header: header(case, clinical, interpretation, around)?,
        summary: summary(case, interpretation),
        clinical: clinical_facts(clinical, around),
        findings: finding_views(case, &given, around),
        variants: variant_rows(around.profile, case.findings()),
        variant_table_rows: imported.records.map(|records| u32::try_from(records.rows).unwrap_or(u32::MAX)),
        ledger: ledger(imported, around),
        notices: imported
            .notices
            .iter()
            .map(|notice| Message { code: notice.code.clone(), parameters: notice.parameters.clone() })
            .chain(case.corrected_after_signing.then(|| Message {
                code: "signed_before_correction".to_owned(),
                parameters: std::collections::BTreeMap::new(),
            }))
            .collect(),
        report: report_view(case),
        history: history(around),
        consents: consent_rows(case, around),
        milestones: milestones(case, around),
        trials_registered: count(around.release.trials().count()),
        turnaround_days: days_between(&days(case), Milestone::SpecimenCollected, Milestone::PatientExplained),
        programme: ProgrammeView {
            group: case.programme.and_then(|placed| placed.group).map(|group| group.code().to_owned()),
            area: case.programme.and_then(|placed| placed.area).map(|area| area.code().to_owned()),
        },
    })
}

/// The findings of a case as another day gives them.
pub(crate) fn as_of_view(case: &Case, around: &Surroundings<'_>) -> Option<AsOfView> {
    let interpretation = case.interpretation.as_ref()?;
    Some(AsOfView {
        as_of: interpretation.as_of.to_string(),
        release_as_of: around.release.as_of().to_string(),
        knowledge_release: interpretation.release.clone(),
        findings: finding_views(case, &given_before(case, around.release.therapies()), around),
    })
}

fn header(
    case: &Case,
    clinical: &ClinicalRecord,
    interpretation: &Interpreted,
    around: &Surroundings<'_>,
) -> Option<CaseHeader> {
    let opened = case.opened.as_ref()?;
    let patient = &clinical.patient;
    let test = around.profile.test.as_ref();
    Some(CaseHeader {
        case_id: case.id?.to_string(),
        case_number: opened.number.clone(),
        patient_name: patient.name.clone(),
        patient_kana: patient.kana.clone(),
        hospital_id: patient.hospital_id.as_ref().map(|id| id.0.clone()),
        sex: match patient.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        }
        .to_owned(),
        born_on: patient.born_on.map(report::dates::both),
        age_years: patient.born_on.and_then(|born_on| report::dates::age_years(born_on, opened.received_on)),
        tumor_label: around.tumor_label.clone(),
        tumor_types: tumor_types(case, around),
        tumor_tree: around.release.tumor_types().tree().to_owned(),
        matched_before: case.tumors.matched_before.iter().map(|before| matched_before(before, around)).collect(),
        state: state_of(case),
        knowledge_release: interpretation.release.clone(),
        as_of: interpretation.as_of.to_string(),
        sample: around.profile.tumor_sample.clone(),
        assembly: around.profile.assembly.name().to_owned(),
        test_name: test.and_then(|test| test.name.clone()),
        synthetic: patient.synthetic,
        rehearsal: case.rehearsal().map(|mark| mark.case.clone()),
    })
}

fn tumor_types(case: &Case, around: &Surroundings<'_>) -> Vec<TumorTypeRow> {
    let registered = case.tumors.registered.clone().map(TumorContext::Type);
    let matched = case.interpretation.as_ref().map(|interpretation| interpretation.tumor.clone());
    let roles = [("registered", registered), ("matched", matched), ("concluded", case.tumors.concluded.clone())];
    let told = roles.into_iter().filter_map(|(role, tumor)| Some((role, tumor?)));
    told.map(|(role, tumor)| TumorTypeRow { role: role.to_owned(), label: label_of(&tumor, around) }).collect()
}

fn label_of(tumor: &TumorContext, around: &Surroundings<'_>) -> Option<String> {
    match tumor {
        TumorContext::Type(code) => Some(tumor_label(around.release, code)),
        TumorContext::Solid | TumorContext::Any => None,
    }
}

fn matched_before(before: &Interpreted, around: &Surroundings<'_>) -> MatchedBefore {
    let option = |finding: &Finding| {
        let marker = finding.variants.first().map(|variant| variant.label.clone());
        let level = finding.evidence_level.map(|level| level.code().to_owned());
        [marker, therapy_label(finding, false), level].into_iter().flatten().collect::<Vec<_>>().join(" / ")
    };
    let options = before.findings.iter().filter(|finding| finding.status == Met::Met && finding.is_option());
    MatchedBefore {
        label: label_of(&before.tumor, around),
        knowledge_release: before.release.clone(),
        as_of: before.as_of.to_string(),
        options: options.map(option).collect(),
        findings: count(before.findings.len()),
    }
}

fn summary(case: &Case, interpretation: &Interpreted) -> Vec<SummaryLine> {
    let number = |kind: &str, code: &str, number: usize| SummaryLine {
        kind: kind.to_owned(),
        message: Message { code: code.to_owned(), parameters: [("count".to_owned(), number.to_string())].into() },
    };
    let findings = || case.findings().iter().filter(|finding| finding.status == Met::Met);
    let strong = case.strong_options().count();
    let candidates =
        findings().filter(|finding| finding.is_option() && finding.level_state == LevelState::Candidate).count();
    let against = case.against().filter(|finding| finding.status == Met::Met).count();
    let mut lines = vec![match strong {
        0 => number("attention", "summary_no_strong_option", 0),
        strong => number("option", "summary_strong_options", strong),
    }];
    if against > 0 {
        lines.push(number("against", "summary_against", against));
    }
    if candidates > 0 {
        lines.push(number("attention", "summary_candidates", candidates));
    }
    if !case.decided_before_correction.is_empty() {
        let decisions = case.decided_before_correction.len();
        lines.push(number("attention", "summary_decided_before_correction", decisions));
    }
    if case.corrected_after_signing {
        lines.push(number("attention", "signed_before_correction", 0));
    }
    if !interpretation.open.is_empty() {
        lines.push(number("not_assessed", "summary_not_assessed", interpretation.open.len()));
    }
    lines
}

fn ledger(imported: &ProfileImported, around: &Surroundings<'_>) -> Vec<FileLedgerView> {
    let linked = around.linked.iter().cloned().chain(std::iter::repeat(None));
    imported
        .ledger
        .files
        .iter()
        .zip(linked)
        .map(|(file, linked)| FileLedgerView {
            name: file.name.clone(),
            format: file.format.clone(),
            sha256: file.sha256.to_string(),
            linked,
            records: count(file.records),
            bins: file
                .bins
                .iter()
                .map(|(bin, records)| BinCount { name: bin.code().to_owned(), count: count(*records) })
                .collect(),
        })
        .collect()
}

fn milestones(case: &Case, around: &Surroundings<'_>) -> Vec<MilestoneView> {
    let day = |kind: &str| {
        let event = around.events.iter().rev().find(|(envelope, _)| envelope.kind == kind);
        event.map(|(envelope, _)| hospital_day(envelope.at).to_string())
    };
    let told = |milestone: Milestone| days(case).get(&milestone).map(ToString::to_string);
    let of = |milestone: Milestone| (milestone.code(), told(milestone));
    [
        of(Milestone::SpecimenCollected),
        of(Milestone::SpecimenSent),
        of(Milestone::ResultsReceived),
        ("drafted", day("draft_composed")),
        of(Milestone::PanelHeld),
        of(Milestone::PanelResultReceived),
        ("signed", day("report_signed")),
        ("exported", day("document_exported")),
        of(Milestone::PatientExplained),
        of(Milestone::NewPlanExplained),
        of(Milestone::SubmittedToCentre),
    ]
    .into_iter()
    .map(|(name, reached_on)| MilestoneView { name: name.to_owned(), reached_on })
    .collect()
}

/// The calendar day in Japan.
fn hospital_day(at: jiff::Timestamp) -> jiff::civil::Date {
    crate::desk::hospital_day(at)
}
