//! The hospital's own rules of the panel (院内規程): recorded by an administrator, with where they are written.

use casefile::permission::Action;
use model::evidence::Basis;
use model::panel_rule::{CirculatedReview, DiseaseGroup, PanelRule, Qualification, Seat, SeatCondition, TestKind};

use super::Desk;
use super::consents::day;
use super::session::Session;
use crate::contract::{ApiError, HousePanelRule, PanelRuleView};
use crate::view::rule_view;

/// Kind of the events that record a rule of the hospital.
const RULE_RECORDED: &str = "house_panel_rule_recorded";

impl Desk {
    /// The hospital's own rules, oldest first.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn house_panel_rules(&self) -> Result<Vec<PanelRuleView>, ApiError> {
        let seat = self.seat(Action::ViewSettings).await?;
        Ok(seat.house_panel_rules().await?.iter().map(|rule| rule_view(rule, true)).collect())
    }

    /// Records one more. The newest that holds on a day counts; none is ever changed, because panels were held by it.
    ///
    /// # Errors
    /// When a field is empty or cannot be read, or the role is missing.
    pub async fn record_house_panel_rule(&self, rule: HousePanelRule) -> Result<Vec<PanelRuleView>, ApiError> {
        let seat = self.seat(Action::ConfigureInstitution).await?;
        let (session, role) = (&*seat, seat.role);
        let mut rules = session.house_panel_rules().await?;
        let recorded = read(rule, &format!("house-{}", rules.len() + 1))?;
        session.record((RULE_RECORDED, role), &recorded, &self.ports).await?;
        rules.push(recorded);
        Ok(rules.iter().map(|rule| rule_view(rule, true)).collect())
    }
}

impl Session {
    /// The hospital's own rules of the panel, oldest first.
    pub(super) async fn house_panel_rules(&self) -> Result<Vec<PanelRule>, ApiError> {
        self.recorded(RULE_RECORDED).await
    }
}

fn read(rule: HousePanelRule, id: &str) -> Result<PanelRule, ApiError> {
    let unreadable = || ApiError::refused("house_rule_unreadable");
    if rule.title_ja.trim().is_empty() || rule.source.trim().is_empty() || rule.seats.is_empty() {
        return Err(ApiError::refused("field_empty"));
    }
    let (valid_from, valid_until) = (day(&rule.valid_from)?, rule.valid_until.as_deref().map(day).transpose()?);
    if rule.disease_groups.is_empty() || rule.tests.is_empty() || valid_until.is_some_and(|until| until < valid_from) {
        return Err(unreadable());
    }
    Ok(PanelRule {
        id: id.to_owned(),
        title_ja: rule.title_ja.trim().to_owned(),
        disease_groups: codes(&rule.disease_groups, DiseaseGroup::of_code)?.into_iter().collect(),
        tests: codes(&rule.tests, TestKind::of_code)?.into_iter().collect(),
        valid_from,
        valid_until,
        seats: rule
            .seats
            .iter()
            .map(|seat| {
                Ok(Seat {
                    qualification: Qualification::of_code(&seat.qualification).ok_or_else(unreadable)?,
                    minimum: if seat.minimum > 0 { seat.minimum } else { return Err(unreadable()) },
                    when: SeatCondition::of_code(&seat.when).ok_or_else(unreadable)?,
                })
            })
            .collect::<Result<_, ApiError>>()?,
        one_person_several_seats: rule.one_person_several_seats,
        attending_may_supply_history: rule.attending_may_supply_history,
        circulated_review: CirculatedReview::of_code(&rule.circulated_review).ok_or_else(unreadable)?,
        basis: Basis::SourceRead,
        source: Some(rule.source.trim().to_owned()),
        note: None,
    })
}

fn codes<T>(codes: &[String], known: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ApiError> {
    codes.iter().map(|code| known(code).ok_or_else(|| ApiError::refused("house_rule_unreadable"))).collect()
}
