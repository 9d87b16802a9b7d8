//! Drugs that the person has already had.

use knowledge::therapies::{Therapies, TherapyKind};
use model::clinical::Treatment;
use model::therapy::TherapyName;

/// The earlier treatments that contained a drug of this regimen, oldest first: by either name or a brand, see
/// [`Therapies::recognise`].
pub fn given_before<'t>(
    regimen: &[TherapyName],
    treatments: &'t [Treatment],
    therapies: &Therapies,
) -> Vec<&'t Treatment> {
    treatments
        .iter()
        .filter(|treatment| {
            let mut written = treatment.drugs.iter().chain(&treatment.also_named);
            written.any(|drug| regimen.iter().any(|therapy| therapies.is_named(drug, therapy)))
        })
        .collect()
}

/// Whether each drug of a treatment is one that the list knows. A brand that it does not know, a regimen (`FOLFOX`) or a class
/// may stand for any drug: beside it a drug that is not found was not denied. The other names of the document speak for the
/// written ones when each is known.
pub(crate) fn is_told(treatment: &Treatment, therapies: &Therapies) -> bool {
    let is_drug = |written: &String| therapies.recognise(written).is_some_and(|known| known.kind == TherapyKind::Drug);
    let all = |written: &[String]| !written.is_empty() && written.iter().all(is_drug);
    all(&treatment.drugs) || (treatment.also_named.len() >= treatment.drugs.len() && all(&treatment.also_named))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level_engine::release;

    fn treatment(drug: &str) -> Treatment {
        Treatment { drugs: vec![drug.to_owned()], ..Treatment::default() }
    }

    #[test]
    fn a_brand_in_the_history_is_the_drug_given_before() {
        let release = release();
        let therapies = release.therapies();
        let of = |en: &str| vec![therapies.get(en).unwrap().name.clone()];
        for written in ["タグリッソ", "ﾀｸﾞﾘｯｿ錠80mg", "たぐりっそ", "Osimertinib", "オシメルチニブメシル酸塩"]
        {
            assert_eq!(given_before(&of("osimertinib"), &[treatment(written)], therapies).len(), 1, "{written}");
            assert!(given_before(&of("gefitinib"), &[treatment(written)], therapies).is_empty(), "{written}");
        }
        let deruxtecan = treatment("トラスツズマブ デルクステカン");
        assert!(given_before(&of("trastuzumab"), &[deruxtecan], therapies).is_empty());
        let unlisted = TherapyName { en: "poziotinib".to_owned(), ja: None };
        assert_eq!(given_before(&[unlisted], &[treatment("Poziotinib")], therapies).len(), 1);
    }

    #[test]
    fn a_treatment_is_told_when_each_of_its_drugs_is_known_by_one_name_or_another() {
        let told = |drugs: &[&str], also_named: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let treatment = Treatment { drugs: owned(drugs), also_named: owned(also_named), ..Treatment::default() };
            is_told(&treatment, release().therapies())
        };
        assert!(told(&["イマチニブメシル酸塩", "cisplatin"], &[]));
        assert!(told(&["グリベック"], &[]), "a brand of the list is its drug");
        assert!(told(&["ロンサーフ"], &["imatinib"]), "the document gives its generic name");
        assert!(!told(&["ロンサーフ"], &[]) && !told(&["ロンサーフ"], &["imatinib", "Lonsurf"]));
        assert!(!told(&["グリベック", "FOLFOX"], &["imatinib"]), "one name does not speak for two drugs");
        assert!(!told(&["ラムシルマブ500mg＋エルロチニブ150mg"], &[]), "two drugs in one text deny none");
        assert!(!told(&["cisplatin", "FOLFOX"], &[]) && !told(&[], &[]) && !told(&["chemotherapy"], &[]));
    }
}
