//! The panel on screen. What somebody may not see yet is not in the answer.

use std::collections::BTreeSet;

use casefile::case::Verdict;
use casefile::confirmation::Confirmation;
use casefile::omission::DECIDED_BY_ATTENDING;
use casefile::panel::composition::{Requirement, Wanted, requirements};
use casefile::panel::invitation::StandingInvitation;
use casefile::panel::{
    OpinionRecorded, Panel, PanelConcluded, Recommendation, RecommendationKind, SeatNumber, TreatmentRoute,
};
use casefile::{Case, Refusal};
use interpretation::panel_omission::Omission;
use jiff::Timestamp;
use jiff::civil::Date;
use model::assessed::Met;
use model::finding::{Finding, FindingKey};
use model::ids::AccountId;
use model::panel_rule::PanelRule;

use super::course::Circulating;
use super::{Surroundings, therapy_label};
use crate::contract::{
    AmendmentView, AskedFinding, CancelledView, ConclusionView, ConfirmationRow, FindingOpinionView, Message,
    OfferedConclusion, OfferedKind, OmissionBoard, OmissionConditionView, OmissionDecided, OpinionView,
    PanelMemberView, PanelRuleView, PanelView, RecommendationView, RequirementView, SeatView,
};

/// Panels, newest first, as `viewer` may see them.
pub(crate) fn panel_views(case: &Case, viewer: AccountId, today: Date) -> Vec<PanelView> {
    let view = |panel: &Panel| {
        let counts = case.panel().is_some_and(|last| last.convened.panel == panel.convened.panel);
        let open = counts && panel.is_open() && case.signed.is_none();
        let blocked = if open { casefile::conclusion_blockers(case, panel, today) } else { Vec::new() };
        PanelView {
            open,
            conclusion_blocked: blocked.iter().map(said_refusal).collect(),
            reminder: Circulating::of(panel).filter(|_| open).map(|waits| waits.reminder(viewer, today)),
            ..panel_view(panel, viewer)
        }
    };
    case.panels.iter().rev().map(view).collect()
}

/// A refusal as the screens say it.
pub(crate) fn said_refusal(refusal: &Refusal) -> Message {
    Message { code: refusal.code().to_owned(), parameters: refusal.parameters() }
}

/// What a conclusion may say, and what it begins with.
pub(crate) fn offered_conclusion(case: &Case) -> OfferedConclusion {
    let routes = |kind: RecommendationKind| match kind {
        RecommendationKind::Treatment(_) => TreatmentRoute::ALL.map(|route| route.code().to_owned()).to_vec(),
        RecommendationKind::Trial
        | RecommendationKind::FurtherTest
        | RecommendationKind::ConfirmatoryTest
        | RecommendationKind::GeneticCounselling
        | RecommendationKind::Nothing => Vec::new(),
    };
    let kinds = RecommendationKind::OFFERED.into_iter().map(|kind| OfferedKind {
        kind: kind.code().to_owned(),
        routes: routes(kind),
        asks_for_words: kind.asks_for_words(),
        rests_on_findings: kind != RecommendationKind::Nothing,
    });
    let accepted = asked(case).into_iter().filter(|asked| asked.decision.as_deref() == Some("accepted"));
    let first = accepted.map(|asked| RecommendationView {
        kind: RecommendationKind::Treatment(TreatmentRoute::Insured).code().to_owned(),
        route: None,
        findings: vec![asked.key],
        text: asked.therapy_label.unwrap_or(asked.label),
        reason: String::new(),
    });
    OfferedConclusion { kinds: kinds.collect(), first: first.collect() }
}

/// Whether the panel may be left out. The list is asked only where nothing else stands in the way.
pub(crate) fn omission_board(case: &Case, asked: &Omission) -> OmissionBoard {
    let refuted = asked.conditions.iter().filter(|(_, met)| *met == Met::NotMet).count();
    let not_possible = (refuted > 0).then_some(Refusal::OmissionNotPossible { count: refuted });
    let blocked = casefile::omission_blocker(case).or(not_possible);
    let conditions = asked.conditions.iter().map(|(asked, met)| OmissionConditionView {
        asked: Message { code: asked.code.clone(), parameters: asked.parameters.clone() },
        met: met.code().to_owned(),
        to_judge: *met == Met::NotAssessed && asked.code != DECIDED_BY_ATTENDING,
    });
    OmissionBoard {
        verdict: asked.verdict.code().to_owned(),
        blocked: blocked.as_ref().map(said_refusal),
        conditions: conditions.collect(),
        decided: case.omission.as_ref().map(|omission| OmissionDecided {
            because: omission.omitted.because.clone(),
            decided_by: omission.omitted.decided_by.clone(),
            at: omission.at.to_string(),
            stands: !omission.out_of_date,
        }),
    }
}

/// A rule on screen.
pub(crate) fn rule_view(rule: &PanelRule, house: bool) -> PanelRuleView {
    PanelRuleView {
        id: rule.id.clone(),
        title_ja: rule.title_ja.clone(),
        house,
        valid_from: rule.valid_from.to_string(),
        valid_until: rule.valid_until.map(|day| day.to_string()),
        seats: rule
            .seats
            .iter()
            .map(|seat| SeatView {
                qualification: seat.qualification.code().to_owned(),
                minimum: seat.minimum,
                when: seat.when.code().to_owned(),
            })
            .collect(),
        one_person_several_seats: rule.one_person_several_seats,
        attending_may_supply_history: rule.attending_may_supply_history,
        circulated_review: rule.circulated_review.code().to_owned(),
        basis: rule.basis.code().to_owned(),
        source: rule.source.clone(),
        note: rule.note.clone(),
    }
}

fn panel_view(panel: &Panel, viewer: AccountId) -> PanelView {
    let convened = &panel.convened;
    let present = panel.present();
    let mine: BTreeSet<SeatNumber> = panel.seats_of(viewer).collect();
    let revealed = panel.revealed_at.is_some();
    PanelView {
        panel_id: convened.panel.to_string(),
        meeting: convened.meeting.code().to_owned(),
        day: convened.meeting.day().to_string(),
        rule: rule_view(&convened.rule, convened.house_rule),
        sequenced_in_house: convened.circumstances.sequenced_in_house,
        paediatric_cancer: convened.circumstances.paediatric_cancer,
        members: convened
            .members
            .iter()
            .map(|member| PanelMemberView {
                seat: member.seat,
                name: member.name.clone(),
                position: member.position.clone(),
                part: member.part.code().to_owned(),
                qualifications: member.qualifications.iter().map(|counts| counts.code().to_owned()).collect(),
                present: present.contains(&member.seat),
                opinion_given: panel.opinions.contains_key(&member.seat),
                mine: mine.contains(&member.seat),
                has_account: member.account.is_some(),
            })
            .collect(),
        attending: panel.attendance.as_ref().map(|attendance| attendance.attending.code().to_owned()),
        requirements: requirements(panel).into_iter().map(|wanted| requirement(panel, wanted)).collect(),
        opinions: panel
            .opinions
            .iter()
            .filter(|(seat, _)| panel.may_see(viewer, **seat))
            .map(|(_, (opinion, at))| opinion_view(panel, opinion, *at))
            .collect(),
        revealed,
        disagreed: if revealed {
            panel.agreement().disagreed.iter().map(FindingKey::to_string).collect()
        } else {
            Vec::new()
        },
        out_of_date: panel.out_of_date,
        conclusion: panel.concluded.as_ref().map(|concluded| conclusion(panel, concluded)),
        cancelled: panel
            .cancelled
            .as_ref()
            .map(|(cancelled, at)| CancelledView { because: cancelled.because.clone(), at: at.to_string() }),
        open: false,
        conclusion_blocked: Vec::new(),
        reminder: None,
    }
}

fn requirement(panel: &Panel, wanted: Requirement) -> RequirementView {
    let (code, seat) = match wanted.wanted {
        Wanted::Seat(seat) => ("seat", Some(seat)),
        Wanted::Chair => ("chair", None),
        Wanted::Attending => ("attending", None),
        Wanted::OwnPersonForEachSeat => ("own_person_for_each_seat", None),
    };
    let names = wanted.seats.iter().filter_map(|seat| panel.member(*seat));
    RequirementView {
        wanted: code.to_owned(),
        qualification: seat.map(|seat| seat.qualification.code().to_owned()),
        minimum: seat.map_or(1, |seat| seat.minimum),
        met: wanted.met.code().to_owned(),
        names: names.map(|member| member.name.clone()).collect(),
    }
}

fn opinion_view(panel: &Panel, opinion: &OpinionRecorded, at: Timestamp) -> OpinionView {
    OpinionView {
        seat: opinion.seat,
        name: panel.member(opinion.seat).map(|member| member.name.clone()).unwrap_or_default(),
        findings: opinion
            .findings
            .iter()
            .map(|said| FindingOpinionView {
                finding: said.finding.to_string(),
                stance: said.stance.code().to_owned(),
                comment: said.comment.clone(),
            })
            .collect(),
        overall: opinion.overall.clone(),
        at: at.to_string(),
        received_by: opinion.received_by.clone(),
        packet: opinion.packet.as_ref().and_then(|packet| {
            let answered = |standing: &&StandingInvitation| standing.written.packet == packet.answers;
            panel.invitations.iter().find(answered).map(|standing| standing.written.seal.code().to_owned())
        }),
        answered_by: opinion.packet.as_ref().map(|packet| packet.answered_by.clone()),
    }
}

fn conclusion(panel: &Panel, concluded: &PanelConcluded) -> ConclusionView {
    ConclusionView {
        recommendations: concluded.recommendations.iter().map(recommendation).collect(),
        minority_opinion: concluded.minority_opinion.clone(),
        minutes: concluded.minutes.clone(),
        concluded_at: panel.concluded_at.map(|at| at.to_string()).unwrap_or_default(),
        stands: !panel.out_of_date,
    }
}

fn recommendation(wanted: &Recommendation) -> RecommendationView {
    RecommendationView {
        kind: wanted.kind.code().to_owned(),
        route: match wanted.kind {
            RecommendationKind::Treatment(route) => Some(route.code().to_owned()),
            RecommendationKind::Trial
            | RecommendationKind::FurtherTest
            | RecommendationKind::ConfirmatoryTest
            | RecommendationKind::GeneticCounselling
            | RecommendationKind::Nothing => None,
        },
        findings: wanted.findings.iter().map(FindingKey::to_string).collect(),
        text: wanted.text.clone(),
        reason: wanted.reason.clone(),
    }
}

/// What a panel is asked about, in the order of the findings.
pub(crate) fn asked(case: &Case) -> Vec<AskedFinding> {
    let asked = case.asked_of_panel();
    once_each(case.findings().iter().filter(|finding| asked.contains(&finding.key)))
        .map(|finding| AskedFinding {
            key: finding.key.to_string(),
            label: label(finding),
            therapy_label: therapy_label(finding, false),
            evidence_level: finding.evidence_level.map(|level| level.code().to_owned()),
            decision: case.decision(&finding.key).map(|decision| {
                match decision.verdict {
                    Verdict::Accepted => "accepted",
                    Verdict::Declined => "declined",
                }
                .to_owned()
            }),
        })
        .collect()
}

/// Where the confirmation of each accepted option stands; empty where the test needs none.
pub(crate) fn confirmation_rows(case: &Case) -> Vec<ConfirmationRow> {
    if !case.needs_confirmation() {
        return Vec::new();
    }
    let options = case.accepted().filter(|finding| finding.is_acceptable_option());
    once_each(options).map(|finding| confirmation_row(case, finding)).collect()
}

fn confirmation_row(case: &Case, finding: &Finding) -> ConfirmationRow {
    let steps: Vec<Option<&Confirmation>> =
        finding.observations.iter().map(|observation| case.confirmations.get(observation)).collect();
    let least = steps.iter().copied().min_by_key(|step| step.is_some_and(Confirmation::carries)).flatten();
    let (by, because, on) = match least {
        None => (None, None, None),
        Some(Confirmation::Ordered(ordered)) => (Some(&ordered.test), None, Some(ordered.ordered_on)),
        Some(Confirmation::Resulted(resulted)) => (Some(&resulted.test), None, Some(resulted.resulted_on)),
        Some(Confirmation::Waived(waived)) => (Some(&waived.waived_by), Some(&waived.because), None),
    };
    ConfirmationRow {
        finding: finding.key.to_string(),
        label: label(finding),
        therapy_label: therapy_label(finding, false),
        state: least.map_or("none", Confirmation::code).to_owned(),
        carries: !steps.is_empty() && steps.iter().all(|step| step.is_some_and(Confirmation::carries)),
        by: by.cloned(),
        because: because.cloned(),
        on: on.map(|day| day.to_string()),
    }
}

fn once_each<'f>(findings: impl Iterator<Item = &'f Finding>) -> impl Iterator<Item = &'f Finding> {
    let mut seen = BTreeSet::new();
    findings.filter(move |finding| seen.insert(finding.key))
}

fn label(finding: &Finding) -> String {
    finding.variants.iter().map(|variant| variant.label.as_str()).collect::<Vec<_>>().join(" / ")
}

/// Signed reports that were opened again, newest first.
pub(crate) fn amendment_views(case: &Case, around: &Surroundings<'_>) -> Vec<AmendmentView> {
    let view = |amendment: &casefile::amendment::Amendment| AmendmentView {
        replaces: amendment.opened.replaces,
        kind: amendment.opened.kind.code().to_owned(),
        because: amendment.opened.because.clone(),
        by: around.name_of(amendment.by),
        at: amendment.at.to_string(),
        open_tasks: amendment.open_tasks.iter().map(|task| task.code().to_owned()).collect(),
    };
    case.amendments.iter().rev().map(view).collect()
}
