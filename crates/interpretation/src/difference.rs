//! Two interpretations of one profile side by side: findings gained, lost, and those that stand otherwise now.

use std::collections::BTreeMap;

use model::assessed::Met;
use model::evidence::{DrugAccessibility, EvidenceLevel, LevelState};
use model::finding::{Finding, FindingKey, ShownVariant, StatementId};
use model::therapy::TherapyName;

/// What the rows of one finding come to, from the one that decides most to the one that decides least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// A person may accept it.
    Option,
    /// It would be an option if its row were confirmed.
    Candidate,
    /// It would be an option, and a narrower statement says the opposite.
    Overruled,
    /// It speaks against a therapy.
    Against,
    /// It says something else.
    Stated,
    /// It could not be decided.
    Open,
}

impl Answer {
    /// The code used on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Candidate => "candidate",
            Self::Overruled => "overruled",
            Self::Against => "against",
            Self::Stated => "stated",
            Self::Open => "open",
        }
    }

    fn of(finding: &Finding) -> Self {
        if finding.status != Met::Met {
            Self::Open
        } else if finding.is_acceptable_option() {
            Self::Option
        } else if finding.is_option() {
            Self::Candidate
        } else if finding.predicate.is_against_therapy() {
            Self::Against
        } else if finding.overruled_by.is_some() {
            Self::Overruled
        } else {
            Self::Stated
        }
    }
}

/// How a finding stands in one interpretation: the strongest of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingStanding {
    /// What it comes to.
    pub answer: Answer,
    /// Its level.
    pub evidence_level: Option<EvidenceLevel>,
    /// Whether the level may be used.
    pub level_state: LevelState,
    /// How the patient could reach the drug.
    pub accessibility: DrugAccessibility,
    /// Every row of it, by id.
    pub statements: Vec<StatementId>,
}

impl FindingStanding {
    fn says(&self) -> (Answer, Option<EvidenceLevel>, LevelState, DrugAccessibility) {
        (self.answer, self.evidence_level, self.level_state, self.accessibility)
    }
}

/// A finding that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingDifference {
    /// Which.
    pub key: FindingKey,
    /// The observations, for people.
    pub variants: Vec<ShownVariant>,
    /// The therapy.
    pub therapies: Vec<TherapyName>,
    /// As it was; `None` when it is gained.
    pub before: Option<FindingStanding>,
    /// As it is; `None` when it is lost.
    pub after: Option<FindingStanding>,
}

impl FindingDifference {
    /// It is gone, or it could be accepted before and can no longer be: what rested on it does so no more.
    pub fn is_loss(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(_), None) => true,
            (Some(before), Some(after)) => before.answer == Answer::Option && after.answer != Answer::Option,
            (None, _) => false,
        }
    }
}

/// Every finding that differs, by key. Which rows say it does not count, only what they come to.
pub fn differences(before: &[Finding], after: &[Finding]) -> Vec<FindingDifference> {
    let (old, new) = (by_key(before), by_key(after));
    let mut keys: Vec<FindingKey> = old.keys().chain(new.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter_map(|key| {
            let (was, is) = (old.get(&key), new.get(&key));
            let shown = is.or(was)?.first()?;
            let (was, is) = (was.and_then(|rows| standing(rows)), is.and_then(|rows| standing(rows)));
            let same = was.as_ref().map(FindingStanding::says) == is.as_ref().map(FindingStanding::says);
            let (variants, therapies) = (shown.variants.clone(), shown.therapies.clone());
            (!same).then_some(FindingDifference { key, variants, therapies, before: was, after: is })
        })
        .collect()
}

fn by_key(findings: &[Finding]) -> BTreeMap<FindingKey, Vec<&Finding>> {
    let mut found: BTreeMap<FindingKey, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        found.entry(finding.key).or_default().push(finding);
    }
    found
}

fn standing(rows: &[&Finding]) -> Option<FindingStanding> {
    let rank = |finding: &&&Finding| {
        let level = finding.evidence_level.map_or(u8::MAX, |level| level as u8);
        (Answer::of(finding), level, finding.level_state == LevelState::Candidate, finding.accessibility)
    };
    let strongest = rows.iter().min_by_key(rank)?;
    let mut statements: Vec<StatementId> = rows.iter().map(|finding| finding.statement.clone()).collect();
    statements.sort();
    statements.dedup();
    Some(FindingStanding {
        answer: Answer::of(strongest),
        evidence_level: strongest.evidence_level,
        level_state: strongest.level_state,
        accessibility: strongest.accessibility,
        statements,
    })
}

#[cfg(test)]
mod tests {
    use model::biomarker::BiomarkerKind;
    use model::evidence::{Basis, Direction, MatchKind, Predicate, TumorTypeMatch};
    use model::variation::ObservationKey;

    use super::*;

    fn finding(drug: &str, row: &str) -> Finding {
        let observations = vec![ObservationKey::Biomarker(BiomarkerKind::Msi)];
        let therapies = vec![TherapyName { en: drug.to_owned(), ja: None }];
        Finding {
            key: FindingKey::new(&observations, Predicate::PredictsSensitivity, &therapies, "SOLID").unwrap(),
            sample: "T".to_owned(),
            observations,
            variants: Vec::new(),
            match_kind: MatchKind::Biomarker,
            statement: StatementId(row.to_owned()),
            basis: Basis::SourceRead,
            predicate: Predicate::PredictsSensitivity,
            direction: Direction::Supports,
            evidence_level: Some(EvidenceLevel::A),
            level_state: LevelState::Final,
            resistance: false,
            accessibility: DrugAccessibility::JpApproved,
            therapies,
            setting: None,
            tumor_type_ja: None,
            tumor_type_match: TumorTypeMatch::Same,
            origin_match: Met::Met,
            status: Met::Met,
            reasons: Vec::new(),
            citation: None,
            companion_diagnostic: None,
            policies: Vec::new(),
            overruled_by: None,
            contradicted_by: Vec::new(),
            germline: false,
            conditions: Vec::new(),
            trial: None,
            already_given: false,
        }
    }

    fn codes(before: &[Finding], after: &[Finding]) -> Vec<(Option<&'static str>, Option<&'static str>, bool)> {
        differences(before, after)
            .iter()
            .map(|found| {
                let code =
                    |standing: &Option<FindingStanding>| standing.as_ref().map(|standing| standing.answer.code());
                (code(&found.before), code(&found.after), found.is_loss())
            })
            .collect()
    }

    #[test]
    fn the_same_answer_from_other_rows_is_no_difference() {
        let before = [finding("a", "x:1")];
        let weaker = Finding { evidence_level: Some(EvidenceLevel::C), ..finding("a", "x:3") };
        assert_eq!(codes(&before, &[finding("a", "x:2"), weaker]), []);
        assert_eq!(codes(&before, &before), []);
    }

    #[test]
    fn gained_and_lost_are_told_by_key() {
        let (one, other) = ([finding("a", "x:1")], [finding("b", "x:1")]);
        let mut found = codes(&one, &other);
        found.sort_unstable();
        assert_eq!(found, [(None, Some("option"), false), (Some("option"), None, true)]);
    }

    #[test]
    fn another_level_access_or_answer_is_a_change_and_an_option_that_is_none_any_more_is_a_loss() {
        let was = finding("a", "x:1");
        let overruled = Some(StatementId("x:9".to_owned()));
        for (is, answer, loss) in [
            (Finding { evidence_level: Some(EvidenceLevel::C), ..was.clone() }, "option", false),
            (Finding { accessibility: DrugAccessibility::JpTrial, ..was.clone() }, "option", false),
            (Finding { level_state: LevelState::Candidate, ..was.clone() }, "candidate", true),
            (Finding { overruled_by: overruled, ..was.clone() }, "overruled", true),
            (Finding { status: Met::NotAssessed, ..was.clone() }, "open", true),
        ] {
            assert_eq!(
                codes(std::slice::from_ref(&was), std::slice::from_ref(&is)),
                [(Some("option"), Some(answer), loss)]
            );
            assert!(
                !differences(std::slice::from_ref(&is), std::slice::from_ref(&was))[0].is_loss(),
                "gaining is no loss"
            );
        }
    }
}
