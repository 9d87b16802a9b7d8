//! The expert panel of a case: called, heard, concluded.

use casefile::Command;
use casefile::institution::Standing;
use casefile::panel::{
    AttendanceRecorded, AttendingPresence, ConclusionWithdrawn, FindingOpinion, OpinionRecorded, OpinionsRevealed,
    PanelCircumstances, PanelConcluded, PanelConvened, PanelMeeting, PanelMember, PanelPart, Recommendation,
    RecommendationKind, SeatNumber, Stance, cancellation::PanelCancelled,
};
use casefile::permission::Action;
use jiff::civil::Date;
use model::finding::FindingKey;
use model::ids::{AccountId, PanelId};
use model::panel_rule::{CirculatedReview, DiseaseGroup, PanelRule, Qualification};
use model::tumor_type::TumorContext;

use super::Desk;
use super::cases::{OpenCase, label_of};
use super::consents::{day, said};
use super::session::Session;
use super::views::Screen;
use crate::contract::{
    ApiError, Attendance, Message, NewConclusion, NewOpinion, NewPanel, NewPanelMember, OfferedMeeting, PanelAccount,
    PanelBoard, PanelDay, RecommendationView,
};
use crate::view::{
    Surroundings, amendment_views, asked, confirmation_rows, offered_conclusion, omission_board, panel_views,
    rule_view, said_refusal,
};

impl Desk {
    /// Everything about the panels of a case, as who is signed in may see it.
    ///
    /// # Errors
    /// When nobody is signed in, there is no such case, or the log is damaged.
    pub async fn panel_board(&self, case_id: String) -> Result<PanelBoard, ApiError> {
        let (seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Panel).await?;
        self.board(&seat, &open).await
    }

    /// What holds for a panel on a day: the rule, what a person may count for, and how it may be held.
    ///
    /// # Errors
    /// When the day cannot be read, there is no such case, or the log is damaged.
    pub async fn panel_day(&self, case_id: String, day: String) -> Result<PanelDay, ApiError> {
        let (seat, open) = self.case_seat(Action::ViewCase, &case_id, Screen::Panel).await?;
        let on = self::day(&day)?;
        let rule = match self.disease_group(&open)? {
            Some(group) => Ok(self.rule_on(&seat, &open, group, on).await?),
            None => Err(refused("panel_group_unknown")),
        };
        let (rule, rule_missing) = match rule {
            Ok(None) => (None, Some(refused("panel_rule_missing"))),
            Ok(Some(found)) => (Some(found), None),
            Err(unknown) => (None, Some(unknown)),
        };
        let asked = rule.iter().flat_map(|(rule, _)| &rule.seats).map(|seat| seat.qualification);
        let asked: std::collections::BTreeSet<Qualification> = asked.collect();
        let offered = Qualification::ALL.into_iter().filter(|known| asked.is_empty() || asked.contains(known));
        Ok(PanelDay {
            day: on.to_string(),
            qualifications: offered.map(|counts| counts.code().to_owned()).collect(),
            meetings: offered_meetings(rule.as_ref().map(|(rule, _)| rule.circulated_review)),
            rule: rule.map(|(rule, house)| rule_view(&rule, house)),
            rule_missing,
        })
    }

    /// Ends a panel that was called with the wrong persons, by the wrong rule or on the wrong day (中止).
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn cancel_panel(&self, case_id: String, because: String) -> Result<PanelBoard, ApiError> {
        self.on_panel(&case_id, Action::ConvenePanel, |panel| {
            Ok(Command::CancelPanel(PanelCancelled { panel, because }))
        })
        .await
    }

    /// Calls a panel on the newest draft, by the rule that holds on its day.
    ///
    /// # Errors
    /// When no rule holds, a refusal of the case file, or when the case cannot be read or written.
    pub async fn convene_panel(&self, case_id: String, panel: NewPanel) -> Result<PanelBoard, ApiError> {
        let seat = self.seat(Action::ConvenePanel).await?;
        let session = &*seat;
        let open = session.open_case(&case_id).await?;
        let on = day(&panel.day)?;
        let meeting = match panel.meeting.as_str() {
            "real_time" => PanelMeeting::RealTime { held_on: on },
            "circulated" => PanelMeeting::Circulated { due_on: on },
            _ => return Err(ApiError::refused("panel_unreadable")),
        };
        let disease_group = self.disease_group(&open)?.ok_or_else(|| ApiError::refused("panel_group_unknown"))?;
        let (rule, house_rule) = self
            .rule_on(session, &open, disease_group, on)
            .await?
            .ok_or_else(|| ApiError::refused("panel_rule_missing"))?;
        let draft = open.case.draft.as_ref().ok_or_else(|| ApiError::refused("refusal_no_draft"))?;
        let convened = PanelConvened {
            panel: PanelId(self.ports.ids.uuid()),
            meeting,
            rule,
            house_rule,
            circumstances: PanelCircumstances {
                sequenced_in_house: panel.sequenced_in_house,
                paediatric_cancer: panel.paediatric_cancer,
                listed_for_circulation: panel.listed_for_circulation,
            },
            members: members(session, panel.members)?,
            content_hash: draft.composed.content_hash,
        };
        let command = Command::ConvenePanel { convened: Box::new(convened), disease_group };
        let open = self.acted(&seat, open, command).await?;
        self.board(session, &open).await
    }

    /// Says who was there.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn record_attendance(&self, case_id: String, attendance: Attendance) -> Result<PanelBoard, ApiError> {
        let attending = AttendingPresence::of_code(&attendance.attending);
        let attending = attending.ok_or_else(|| ApiError::refused("panel_unreadable"))?;
        let present = attendance.present.into_iter().collect();
        self.on_panel(&case_id, Action::ConvenePanel, |panel| {
            Ok(Command::RecordAttendance(AttendanceRecorded { panel, present, attending }))
        })
        .await
    }

    /// Gives one's own opinion, or writes down that of a member without an account.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn give_opinion(&self, case_id: String, opinion: NewOpinion) -> Result<PanelBoard, ApiError> {
        let received_by = said(opinion.received_by);
        let action = if received_by.is_some() { Action::RecordOpinionForOther } else { Action::GiveOpinion };
        let seat = self.seat(action).await?;
        let open = seat.open_case(&case_id).await?;
        let panel = open.case.panel().ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?;
        let own = || panel.seats_of(seat.account).next();
        let number: SeatNumber =
            opinion.seat.or_else(own).ok_or_else(|| ApiError::refused("refusal_opinion_of_another"))?;
        let findings = opinion
            .findings
            .into_iter()
            .map(|one| {
                Ok(FindingOpinion {
                    finding: key(&one.finding)?,
                    stance: Stance::of_code(&one.stance).ok_or_else(|| ApiError::refused("panel_unreadable"))?,
                    comment: said(one.comment),
                })
            })
            .collect::<Result<_, ApiError>>()?;
        let recorded = OpinionRecorded {
            panel: panel.convened.panel,
            seat: number,
            content_hash: panel.convened.content_hash,
            findings,
            overall: said(opinion.overall),
            received_by,
            packet: None,
        };
        let open = self.acted(&seat, open, Command::GiveOpinion(recorded)).await?;
        self.board(&seat, &open).await
    }

    /// Lets the opinions be seen: when all have given theirs, or for a reason.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn reveal_opinions(&self, case_id: String, because: Option<String>) -> Result<PanelBoard, ApiError> {
        self.on_panel(&case_id, Action::ConcludePanel, |panel| {
            Ok(Command::RevealOpinions(OpinionsRevealed { panel, because }))
        })
        .await
    }

    /// Concludes the panel.
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn conclude_panel(&self, case_id: String, conclusion: NewConclusion) -> Result<PanelBoard, ApiError> {
        let recommendations =
            conclusion.recommendations.into_iter().map(recommendation).collect::<Result<Vec<_>, _>>()?;
        let (minority_opinion, minutes) = (said(conclusion.minority_opinion), said(conclusion.minutes));
        self.on_panel(&case_id, Action::ConcludePanel, |panel| {
            Ok(Command::ConcludePanel(PanelConcluded { panel, recommendations, minority_opinion, minutes }))
        })
        .await
    }

    /// Takes the conclusion back, before the signature (再検討・差戻し).
    ///
    /// # Errors
    /// A refusal of the case file, or when the case cannot be read or written.
    pub async fn withdraw_conclusion(&self, case_id: String, because: String) -> Result<PanelBoard, ApiError> {
        self.on_panel(&case_id, Action::ConcludePanel, |panel| {
            Ok(Command::WithdrawConclusion(ConclusionWithdrawn { panel, because }))
        })
        .await
    }

    /// Does one thing to the panel that counts.
    async fn on_panel(
        &self,
        case_id: &str,
        action: Action,
        command: impl FnOnce(PanelId) -> Result<Command, ApiError>,
    ) -> Result<PanelBoard, ApiError> {
        let seat = self.seat(action).await?;
        let open = seat.open_case(case_id).await?;
        let panel = open.case.panel().ok_or_else(|| ApiError::refused("refusal_panel_unknown"))?.convened.panel;
        let open = Box::pin(self.acted(&seat, open, command(panel)?)).await?;
        self.board(&seat, &open).await
    }

    /// Everything about the panels of an open case.
    pub(super) async fn board(&self, session: &Session, open: &OpenCase) -> Result<PanelBoard, ApiError> {
        let group = self.disease_group(open)?;
        let rule = match group {
            Some(group) => self.rule_on(session, open, group, self.today()).await?,
            None => None,
        };
        let rule_missing = match (group, &rule) {
            (None, _) => Some(refused("panel_group_unknown")),
            (Some(_), None) => Some(refused("panel_rule_missing")),
            (Some(_), Some(_)) => None,
        };
        // The rule of another day may hold where that of today is missing; a group that nobody knows has none at all.
        let convening_blocked = casefile::convening_blocker(&open.case)
            .as_ref()
            .map(said_refusal)
            .or_else(|| rule_missing.clone().filter(|_| group.is_none()));
        let profile = session.profile_of(open).await?;
        let omitting = omission_board(&open.case, &self.asked_omission(open, &profile)?);
        let names = session.names()?;
        let release = self.release()?;
        let around = Surroundings {
            profile: &profile,
            release: &release,
            names: &names,
            tumor_label: label_of(&open.case, &release),
            linked: Vec::new(),
            events: &open.events,
        };
        Ok(PanelBoard {
            disease_group: group.map(|group| group.code().to_owned()),
            test: open.case.test_kind().code().to_owned(),
            rule: rule.map(|(rule, house)| rule_view(&rule, house)),
            rule_missing,
            asked: asked(&open.case),
            accounts: accounts(session).map(|(_, account)| account).collect(),
            panels: panel_views(&open.case, session.account, self.today()),
            confirmations: confirmation_rows(&open.case),
            amendments: amendment_views(&open.case, &around),
            convening_blocked,
            offered: offered_conclusion(&open.case),
            omitting,
        })
    }

    /// Which group's rules a case follows; `None` where its tumour type does not tell.
    fn disease_group(&self, open: &OpenCase) -> Result<Option<DiseaseGroup>, ApiError> {
        let release = self.release()?;
        let tumor = open.case.interpretation.as_ref().map(|interpretation| &interpretation.tumor);
        Ok(release.disease_group(tumor.unwrap_or(&TumorContext::Any)))
    }

    /// The hospital's own rule before a public one, and whether it is the hospital's.
    async fn rule_on(
        &self,
        session: &Session,
        open: &OpenCase,
        group: DiseaseGroup,
        on: Date,
    ) -> Result<Option<(PanelRule, bool)>, ApiError> {
        let test = open.case.test_kind();
        let own = session.house_panel_rules().await?;
        let own = own.into_iter().filter(|rule| rule.holds(group, test, on)).max_by_key(|rule| rule.valid_from);
        if let Some(rule) = own {
            return Ok(Some((rule, true)));
        }
        Ok(self.release()?.panel_rules().on(group, test, on).map(|rule| (rule.clone(), false)))
    }
}

fn refused(code: &str) -> Message {
    Message { code: code.to_owned(), parameters: std::collections::BTreeMap::new() }
}

/// How a panel may be held by a rule; where there is none, in no way at all.
fn offered_meetings(circulated: Option<CirculatedReview>) -> Vec<OfferedMeeting> {
    let not_allowed = Some(refused("refusal_circulation_not_allowed"));
    let by_rule = |allowed: bool| match circulated {
        None => Some(refused("panel_rule_missing")),
        Some(_) if allowed => None,
        Some(_) => not_allowed.clone(),
    };
    let listed = circulated == Some(CirculatedReview::ListedCases);
    let circulation = by_rule(circulated != Some(CirculatedReview::Never));
    vec![
        OfferedMeeting { meeting: "real_time".to_owned(), asks_whether_listed: false, blocked: by_rule(true) },
        OfferedMeeting { meeting: "circulated".to_owned(), asks_whether_listed: listed, blocked: circulation },
    ]
}

/// Accounts that may be called, with what a panel must know of them.
fn accounts(session: &Session) -> impl Iterator<Item = (AccountId, PanelAccount)> {
    let active = session.institution.accounts.iter().filter(|(_, account)| account.standing != Standing::Revoked);
    active.map(|(id, account)| {
        let account = PanelAccount {
            login: account.login.clone(),
            name: account.display_name.clone(),
            roles: account.roles.iter().map(|role| role.code().to_owned()).collect(),
            qualifications: account.qualifications.iter().map(|counts| counts.code().to_owned()).collect(),
        };
        (*id, account)
    })
}

fn members(session: &Session, wanted: Vec<NewPanelMember>) -> Result<Vec<PanelMember>, ApiError> {
    let accounts: Vec<(AccountId, PanelAccount)> = accounts(session).collect();
    let unreadable = || ApiError::refused("panel_unreadable");
    (1_u16..)
        .zip(wanted)
        .map(|(seat, member)| {
            let account = match &member.login {
                Some(login) => Some(
                    accounts
                        .iter()
                        .find(|(_, account)| account.login == *login)
                        .ok_or_else(|| ApiError::refused("panel_account_unknown"))?,
                ),
                None => None,
            };
            Ok(PanelMember {
                seat,
                account: account.map(|(id, _)| *id),
                name: account.map_or_else(|| member.name.trim().to_owned(), |(_, account)| account.name.clone()),
                position: said(member.position),
                part: PanelPart::of_code(&member.part).ok_or_else(unreadable)?,
                qualifications: member
                    .qualifications
                    .iter()
                    .map(|code| Qualification::of_code(code).ok_or_else(unreadable))
                    .collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

fn recommendation(wanted: RecommendationView) -> Result<Recommendation, ApiError> {
    let kind = RecommendationKind::of_codes(&wanted.kind, wanted.route.as_deref());
    Ok(Recommendation {
        kind: kind.ok_or_else(|| ApiError::refused("panel_unreadable"))?,
        findings: wanted.findings.iter().map(|text| key(text)).collect::<Result<_, _>>()?,
        text: wanted.text.trim().to_owned(),
        reason: wanted.reason.trim().to_owned(),
    })
}

pub(super) fn key(text: &str) -> Result<FindingKey, ApiError> {
    text.parse().map_err(|_| ApiError::refused("refusal_finding_unknown"))
}
