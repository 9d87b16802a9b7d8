//! Level and access from an indication: approved where, for which tumour, on that day?

use knowledge::Release;
use knowledge::statement::{Approval, ApprovalStatus, ApprovedOn, Statement};
use model::evidence::{DrugAccessibility, EvidenceLevel, LevelState, TumorTypeMatch};
use model::finding::Reason;

use super::{Standing, Tier, covers};
use crate::tumor_type::is_agnostic;

/// Where the indication stood on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Regulatory {
    Japan,
    FdaOnly,
    Neither,
}

pub(super) fn by_indication(statement: &Statement, standing: &Standing, release: &Release) -> Tier {
    let Some(approval) = &statement.approval else {
        return Tier::without_level(Reason::new("row_states_no_level"));
    };
    let (regulatory, mut reasons) = regulatory(approval, standing, release);
    let mut tier = match (regulatory, standing.tumor_type_match) {
        (Regulatory::Neither, _) => Tier::without_level(Reason::new("not_approved_on_that_day")),
        (_, TumorTypeMatch::Any) => {
            Tier { accessibility: access(regulatory, true), ..Tier::without_level(Reason::new("tumour_type_not_told")) }
        }
        (_, relation) if covers(relation) => own_tumour(statement, regulatory, standing, release),
        (_, _) => other_tumour(statement, regulatory, standing, release),
    };
    if regulatory == Regulatory::FdaOnly {
        // Every FDA fact of the knowledge base is remembered, none was read.
        tier.level_state = LevelState::Candidate;
    }
    reasons.append(&mut tier.reasons);
    tier.reasons = reasons;
    tier
}

fn regulatory(approval: &Approval, standing: &Standing, release: &Release) -> (Regulatory, Vec<Reason>) {
    let mut reasons = Vec::new();
    if in_force_in_japan(approval, standing, release, &mut reasons) {
        return (Regulatory::Japan, reasons);
    }
    let known_at_fda = approval.fda_approved == Some(true);
    let at_fda = match approval.fda_approved_on {
        Some(on) => standing.as_of >= on.latest,
        None => known_at_fda && standing.as_of >= release.as_of(),
    };
    if known_at_fda && !at_fda {
        reasons.push(Reason::new("fda_date_not_known"));
    }
    if at_fda {
        reasons.push(Reason::new("fda_approved_from_memory"));
        return (Regulatory::FdaOnly, reasons);
    }
    (Regulatory::Neither, reasons)
}

fn in_force_in_japan(approval: &Approval, standing: &Standing, release: &Release, reasons: &mut Vec<Reason>) -> bool {
    match (approval.status, approval.approved_on) {
        (ApprovalStatus::Filed, _) if !release.policies().value("filed_is_not_approved") => {
            reasons.push(Reason::new("jp_filed_counted"));
            true
        }
        (ApprovalStatus::Filed, _) => {
            reasons.push(Reason::new("jp_filed_not_approved"));
            false
        }
        (ApprovalStatus::Withdrawn, _) => {
            reasons.push(Reason::new("jp_withdrawn"));
            false
        }
        (ApprovalStatus::Approved, None) if standing.as_of >= release.as_of() => {
            reasons.push(Reason::new("jp_approved_date_not_known"));
            true
        }
        (ApprovalStatus::Approved, None) => {
            reasons.push(Reason::new("jp_approval_date_imprecise").with("date", "?"));
            false
        }
        (ApprovalStatus::Approved, Some(on)) => {
            let in_force = standing.as_of >= on.latest;
            let code = match (in_force, standing.as_of >= on.earliest) {
                (true, _) => "jp_approved_on",
                (false, true) => "jp_approval_date_imprecise",
                (false, false) => "jp_approved_later",
            };
            reasons.push(Reason::new(code).with("date", shown(on)));
            in_force
        }
    }
}

fn shown(on: ApprovedOn) -> String {
    if on.earliest == on.latest {
        on.earliest.to_string()
    } else if on.earliest.month() == on.latest.month() {
        format!("{:04}-{:02}", on.earliest.year(), on.earliest.month())
    } else {
        format!("{:04}", on.earliest.year())
    }
}

fn own_tumour(statement: &Statement, regulatory: Regulatory, standing: &Standing, release: &Release) -> Tier {
    let mut policies = Vec::new();
    let mut level = EvidenceLevel::A;
    let mut reasons = vec![match regulatory {
        Regulatory::Japan => Reason::new("level_a_jp_approval"),
        Regulatory::FdaOnly | Regulatory::Neither => Reason::new("level_a_fda_approval"),
    }];
    if regulatory == Regulatory::FdaOnly {
        policies.push("fda_only_counts_as_a".to_owned());
        if !release.policies().value("fda_only_counts_as_a") {
            level = EvidenceLevel::B;
            reasons = vec![Reason::new("fda_only_not_counted_as_a")];
        }
    }
    let by_agnostic = is_agnostic(&statement.tumor_types) && standing.tumor_type_match == TumorTypeMatch::Ancestor;
    if by_agnostic {
        policies.push("agnostic_approval_counts_as_same_tumour".to_owned());
        if release.policies().value("agnostic_approval_counts_as_same_tumour") {
            reasons.push(Reason::new("agnostic_approval_covers_tumour"));
        } else {
            level = EvidenceLevel::C;
            reasons = vec![Reason::new("agnostic_approval_not_counted")];
        }
    }
    Tier {
        evidence_level: Some(level),
        level_state: LevelState::Final,
        accessibility: access(regulatory, true),
        resistance: false,
        policies,
        reasons,
    }
}

fn other_tumour(statement: &Statement, regulatory: Regulatory, standing: &Standing, release: &Release) -> Tier {
    // An indication for all solid tumours that does not cover this one leaves it out; one for an organ only does so by name.
    if standing.excluded_by_name || is_agnostic(&statement.tumor_types) {
        return Tier::without_level(Reason::new("excluded_by_indication"));
    }
    let across = "other_tumour_counts_across_blood_and_solid";
    if standing.across_blood_and_solid && !release.policies().value(across) {
        let tier = Tier::without_level(Reason::new("blood_and_solid_not_mixed"));
        return Tier { policies: vec![across.to_owned()], ..tier };
    }
    let policy = "other_tumour_approval_is_level_c";
    let counted = release.policies().value(policy);
    Tier {
        evidence_level: counted.then_some(EvidenceLevel::C),
        level_state: LevelState::Final,
        accessibility: access(regulatory, false),
        resistance: false,
        policies: vec![policy.to_owned()],
        reasons: vec![Reason::new(if counted { "level_c_other_tumour" } else { "other_tumour_not_counted" })],
    }
}

fn access(regulatory: Regulatory, own_tumour: bool) -> DrugAccessibility {
    match (regulatory, own_tumour) {
        (Regulatory::Japan, true) => DrugAccessibility::JpApproved,
        (Regulatory::Japan, false) => DrugAccessibility::JpOffLabel,
        (Regulatory::FdaOnly, true) => DrugAccessibility::FdaApproved,
        (Regulatory::FdaOnly, false) => DrugAccessibility::FdaOffLabel,
        (Regulatory::Neither, _) => DrugAccessibility::None,
    }
}
