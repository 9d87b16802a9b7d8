//! Conditions beyond the biomarker, from the treatment history and a few facts about the person: met, not met, not assessed.
//!
//! A history without an entry is no history: then nothing about earlier therapy is known. With entries, a drug that is not
//! among them was not given, as far as the record goes; but only where the release knows each drug of the history by its
//! name, for a brand that it does not know, or a regimen, may stand for any drug.

use jiff::civil::Date;
use knowledge::Release;
use knowledge::conditions::ConditionKind;
use knowledge::statement::Statement;
use knowledge::test_names::begins_with;
use model::assessed::Met;
use model::clinical::{ClinicalRecord, Treatment};
use model::finding::{ConditionAnswer, Reason};
use model::person::Sex;
use model::profile::MolecularProfile;
use model::therapy::TherapyName;

use crate::Context;
use crate::treatment::{given_before, is_told};

/// What the conditions ask about the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// Age on the day.
    pub age_years: Option<u32>,
    /// Sex; `None` where it is not told.
    pub sex: Option<Sex>,
    /// ECOG performance status.
    pub ecog_ps: Option<u8>,
}

impl PersonFacts {
    /// What a clinical record tells on a day.
    pub fn of(record: &ClinicalRecord, on: Date) -> Self {
        Self {
            age_years: record.patient.born_on.and_then(|born_on| age_years(born_on, on)),
            sex: Some(record.patient.sex).filter(|sex| *sex != Sex::Unknown),
            ecog_ps: record.ecog_ps,
        }
    }
}

/// Completed years; `None` before birth.
fn age_years(born_on: Date, on: Date) -> Option<u32> {
    let had_birthday = (on.month(), on.day()) >= (born_on.month(), born_on.day());
    let years = i32::from(on.year()) - i32::from(born_on.year()) - i32::from(!had_birthday);
    u32::try_from(years).ok()
}

/// Every condition of a row, answered.
pub(crate) fn answers(
    statement: &Statement,
    profile: &MolecularProfile,
    context: &Context,
    release: &Release,
) -> Vec<ConditionAnswer> {
    release
        .conditions()
        .of(&statement.id)
        .iter()
        .map(|condition| {
            let (asked, met) = answer(&condition.kind, profile, context, release);
            ConditionAnswer { asked, met, basis: condition.basis }
        })
        .collect()
}

fn answer(kind: &ConditionKind, profile: &MolecularProfile, context: &Context, release: &Release) -> (Reason, Met) {
    let history = &context.treatments;
    match kind {
        ConditionKind::EarlierTherapy => {
            let given = history.iter().any(|treatment| !treatment.drugs.is_empty());
            (Reason::new("condition_earlier_therapy"), if given { Met::Met } else { Met::NotAssessed })
        }
        ConditionKind::FirstLine => (Reason::new("condition_first_line"), first_line(history)),
        ConditionKind::EarlierDrug(drugs) => {
            let asked = Reason::new("condition_earlier_drug").with("drugs", names(drugs, release));
            (asked, given(drugs, history, release))
        }
        ConditionKind::NotAfter(drugs) => {
            let asked = Reason::new("condition_not_after").with("drugs", names(drugs, release));
            (asked, !given(drugs, history, release))
        }
        ConditionKind::AgeYears { at_least, at_most } => {
            let told = |limit: &Option<u32>| limit.map_or_else(String::new, |limit| limit.to_string());
            let asked = Reason::new("condition_age").with("from", told(at_least)).with("to", told(at_most));
            let inside = |age: u32| at_least.is_none_or(|low| low <= age) && at_most.is_none_or(|high| age <= high);
            (asked, decided(context.person.age_years.map(inside)))
        }
        ConditionKind::Sex(sex) => {
            let code = if *sex == Sex::Male { "condition_male" } else { "condition_female" };
            (Reason::new(code), decided(context.person.sex.map(|own| own == *sex)))
        }
        ConditionKind::PerformanceStatus(at_most) => {
            let asked = Reason::new("condition_performance_status").with("at_most", at_most);
            (asked, decided(context.person.ecog_ps.map(|own| own <= *at_most)))
        }
        ConditionKind::CompanionTest(tests) => {
            let asked = Reason::new("condition_companion_test").with("tests", tests.join(", "));
            let done = profile.test.as_ref().and_then(|test| test.name.as_deref());
            // Another test says nothing about whether the companion test was done as well.
            let is_one = done.is_some_and(|name| tests.iter().any(|test| begins_with(name, test)));
            (asked, if is_one { Met::Met } else { Met::NotAssessed })
        }
    }
}

fn decided(answer: Option<bool>) -> Met {
    match answer {
        Some(true) => Met::Met,
        Some(false) => Met::NotMet,
        None => Met::NotAssessed,
    }
}

/// A line that is numbered was given for the advanced disease; one without a number may have been adjuvant.
fn first_line(history: &[Treatment]) -> Met {
    if history.iter().any(|treatment| treatment.line.is_some_and(|line| line >= 1)) {
        Met::NotMet
    } else {
        Met::NotAssessed
    }
}

/// Whether one of the drugs was given; denied only by a history that tells each of its drugs.
fn given(drugs: &[String], history: &[Treatment], release: &Release) -> Met {
    let regimen: Vec<TherapyName> =
        drugs.iter().filter_map(|drug| release.therapy(drug)).map(|t| t.name.clone()).collect();
    if !given_before(&regimen, history, release.therapies()).is_empty() {
        return Met::Met;
    }
    let told = !history.is_empty() && history.iter().all(|treatment| is_told(treatment, release.therapies()));
    if told { Met::NotMet } else { Met::NotAssessed }
}

fn names(drugs: &[String], release: &Release) -> String {
    let named = drugs.iter().map(|drug| {
        let known = release.therapy(drug).and_then(|therapy| therapy.name.ja.clone());
        known.unwrap_or_else(|| drug.clone())
    });
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::profile::TestDescription;

    use super::*;
    use crate::interpret;
    use crate::level_engine::{NOW, missense, release};
    use model::tumor_type::TumorContext;

    fn treatment(drug: &str, line: Option<u8>) -> Treatment {
        Treatment { drugs: vec![drug.to_owned()], line, ..Treatment::default() }
    }

    fn asked(profile: &MolecularProfile, treatments: Vec<Treatment>, row: &str) -> Vec<(String, Met)> {
        let tumor = TumorContext::Type("LUAD".into());
        let context = Context { tumor, as_of: NOW, treatments, person: PersonFacts::default() };
        let found = interpret(profile, &context, &release()).unwrap().findings;
        let finding = found.into_iter().find(|finding| finding.statement.0 == format!("shirube:{row}"));
        let conditions = finding.unwrap_or_else(|| panic!("{row} is not met")).conditions;
        conditions.into_iter().map(|answer| (answer.asked.code, answer.met)).collect()
    }

    #[test]
    fn a_history_decides_and_an_empty_one_decides_nothing() {
        let (egfr, kras) = (missense("EGFR", "p.Leu858Arg"), missense("KRAS", "p.Gly12Cys"));
        let one = |code: &str, met| vec![(code.to_owned(), met)];
        for (row, seen, history, expected) in [
            ("JP-0034", &kras, vec![], one("condition_earlier_therapy", Met::NotAssessed)),
            ("JP-0034", &kras, vec![treatment("cisplatin", None)], one("condition_earlier_therapy", Met::Met)),
            ("JP-0015", &egfr, vec![], one("condition_first_line", Met::NotAssessed)),
            ("JP-0015", &egfr, vec![treatment("cisplatin", None)], one("condition_first_line", Met::NotAssessed)),
            ("JP-0015", &egfr, vec![treatment("gefitinib", Some(1))], one("condition_first_line", Met::NotMet)),
            ("JP-0016", &egfr, vec![treatment("オシメルチニブ", Some(1))], one("condition_earlier_drug", Met::Met)),
            ("JP-0016", &egfr, vec![treatment("cisplatin", Some(1))], one("condition_earlier_drug", Met::NotMet)),
            ("JP-0016", &egfr, vec![], one("condition_earlier_drug", Met::NotAssessed)),
        ] {
            assert_eq!(asked(seen, history, row), expected, "{row}");
        }
    }

    #[test]
    fn an_unknown_brand_a_regimen_or_a_class_in_the_history_denies_no_drug() {
        let profile = missense("EGFR", "p.Leu858Arg");
        let of = |kind: &ConditionKind, treatments: &[Treatment]| {
            let (tumor, person) = (TumorContext::Any, PersonFacts::default());
            let context = Context { tumor, as_of: NOW, treatments: treatments.to_vec(), person };
            answer(kind, &profile, &context, &release()).1
        };
        let drugs = vec!["osimertinib".to_owned()];
        let (earlier, not_after) = (ConditionKind::EarlierDrug(drugs.clone()), ConditionKind::NotAfter(drugs));
        let of_regimen = Treatment { regimen: Some("FOLFOX".to_owned()), ..Treatment::default() };
        let other_name = Treatment { also_named: vec!["imatinib".to_owned()], ..treatment("ロンサーフ", None) };
        for (history, given) in [
            (vec![], Met::NotAssessed),
            (vec![treatment("ロンサーフ", None)], Met::NotAssessed),
            (vec![treatment("グリベック", None)], Met::NotMet),
            (vec![treatment("ﾀｸﾞﾘｯｿ錠80mg", None)], Met::Met),
            (vec![treatment("FOLFOX", Some(1))], Met::NotAssessed),
            (vec![treatment("chemotherapy", Some(1))], Met::NotAssessed),
            (vec![treatment("cisplatin", Some(1)), treatment("FOLFOX", Some(2))], Met::NotAssessed),
            (vec![of_regimen], Met::NotAssessed),
            (vec![treatment("cisplatin", Some(1)), treatment("イマチニブ", Some(2))], Met::NotMet),
            (vec![other_name], Met::NotMet),
            (vec![treatment("FOLFOX", Some(1)), treatment("オシメルチニブ", Some(2))], Met::Met),
        ] {
            assert_eq!((of(&earlier, &history), of(&not_after, &history)), (given, !given), "{history:?}");
        }
        let history = vec![treatment("ロンサーフ", Some(1))];
        let expected = vec![("condition_earlier_drug".to_owned(), Met::NotAssessed)];
        assert_eq!(asked(&profile, history, "JP-0016"), expected);
    }

    #[test]
    fn person_and_test_are_asked_with_three_values() {
        let of = |kind: &ConditionKind, person: PersonFacts, test: Option<&str>| {
            let mut profile = missense("EGFR", "p.Leu858Arg");
            profile.test = test.map(|name| TestDescription {
                name: Some(name.to_owned()),
                version: None,
                test_type: None,
                test_id: None,
            });
            let tumor = TumorContext::Any;
            let context = Context { tumor, as_of: NOW, treatments: Vec::new(), person };
            answer(kind, &profile, &context, &release()).1
        };
        let nobody = PersonFacts::default();
        let age = ConditionKind::AgeYears { at_least: Some(18), at_most: None };
        let aged = |age_years| PersonFacts { age_years: Some(age_years), ..nobody };
        assert_eq!(
            [nobody, aged(18), aged(17)].map(|person| of(&age, person, None)),
            [Met::NotAssessed, Met::Met, Met::NotMet]
        );
        let ps = ConditionKind::PerformanceStatus(1);
        let active = |ecog_ps| PersonFacts { ecog_ps: Some(ecog_ps), ..nobody };
        assert_eq!(
            [nobody, active(1), active(2)].map(|person| of(&ps, person, None)),
            [Met::NotAssessed, Met::Met, Met::NotMet]
        );
        let sex = ConditionKind::Sex(Sex::Female);
        let known = |sex| PersonFacts { sex: Some(sex), ..nobody };
        assert_eq!(
            [nobody, known(Sex::Female), known(Sex::Male)].map(|person| of(&sex, person, None)),
            [Met::NotAssessed, Met::Met, Met::NotMet]
        );
        let test = ConditionKind::CompanionTest(vec!["FoundationOne CDx".to_owned()]);
        let done = [
            None,
            Some("FoundationOne® CDx がんゲノムプロファイル"),
            Some("FoundationOne Liquid CDx"),
            Some("a genome"),
        ];
        assert_eq!(
            done.map(|name| of(&test, nobody, name)),
            [Met::NotAssessed, Met::Met, Met::NotAssessed, Met::NotAssessed]
        );
    }

    #[test]
    fn an_age_is_counted_in_completed_years() {
        let born = date(2000, 2, 29);
        assert_eq!(
            [date(2026, 2, 28), date(2026, 3, 1), date(1999, 1, 1)].map(|on| age_years(born, on)),
            [Some(25), Some(26), None]
        );
    }
}
