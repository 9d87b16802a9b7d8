//! Drugs that the person has already had.

use model::clinical::Treatment;
use model::therapy::TherapyName;

/// The earlier treatments that contained a drug of this regimen, oldest first. Names are compared in both languages,
/// without case and without the salt that Japanese full names add.
pub fn given_before<'t>(regimen: &[TherapyName], treatments: &'t [Treatment]) -> Vec<&'t Treatment> {
    treatments
        .iter()
        .filter(|treatment| {
            let mut written = treatment.drugs.iter().chain(&treatment.also_named);
            written.any(|drug| regimen.iter().any(|therapy| names(drug, therapy)))
        })
        .collect()
}

/// Whether each drug of a treatment is one of these. A brand, a regimen (`FOLFOX`) or a class may stand for any drug: beside
/// it a drug that is not found was not denied. The other names of the document speak for the written ones when each is known.
pub(crate) fn is_told(treatment: &Treatment, known: &[&TherapyName]) -> bool {
    let all = |written: &[String]| {
        !written.is_empty() && written.iter().all(|drug| known.iter().any(|therapy| names(drug, therapy)))
    };
    all(&treatment.drugs) || (treatment.also_named.len() >= treatment.drugs.len() && all(&treatment.also_named))
}

fn names(written: &str, therapy: &TherapyName) -> bool {
    let written = written.trim();
    written.eq_ignore_ascii_case(&therapy.en)
        || is_product_of(written, &therapy.en)
        || therapy.ja.as_deref().is_some_and(|ja| written == ja || written.strip_prefix(ja).is_some_and(is_salt))
}

/// `gefitinib 250 MG Oral Tablet`: the name, then the strength. Another word behind the name may be another drug.
fn is_product_of(written: &str, name: &str) -> bool {
    let Some((head, tail)) = written.split_at_checked(name.len()) else { return false };
    let strength = tail.strip_prefix(' ').and_then(|rest| rest.chars().next());
    head.eq_ignore_ascii_case(name) && strength.is_some_and(|first| first.is_ascii_digit())
}

/// The tails that 一般名 add to the name: オシメルチニブメシル酸塩, セツキシマブ（遺伝子組換え）.
fn is_salt(tail: &str) -> bool {
    tail.ends_with("塩") || tail.ends_with("水和物") || tail.starts_with('（') || tail.starts_with('(')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn treatment(drug: &str) -> Treatment {
        Treatment { drugs: vec![drug.to_owned()], ..Treatment::default() }
    }

    #[test]
    fn a_drug_is_recognised_in_both_languages_and_with_its_salt() {
        let osimertinib = TherapyName { en: "osimertinib".to_owned(), ja: Some("オシメルチニブ".to_owned()) };
        for written in ["Osimertinib", "オシメルチニブ", "オシメルチニブメシル酸塩"] {
            assert_eq!(given_before(std::slice::from_ref(&osimertinib), &[treatment(written)]).len(), 1, "{written}");
        }
        let deruxtecan = TherapyName { en: "trastuzumab".to_owned(), ja: Some("トラスツズマブ".to_owned()) };
        let products = ["trastuzumab 150 MG Injection", "Trastuzumab 21 MG/ML"];
        for (written, given) in products.map(|name| (name, 1)).into_iter().chain([("trastuzumab emtansine 100 MG", 0)])
        {
            assert_eq!(
                given_before(std::slice::from_ref(&deruxtecan), &[treatment(written)]).len(),
                given,
                "{written}"
            );
        }
        assert!(given_before(&[deruxtecan], &[treatment("トラスツズマブ デルクステカン")]).is_empty());
    }

    #[test]
    fn a_treatment_is_told_when_each_of_its_drugs_is_known_by_one_name_or_another() {
        let name = |en: &str, ja: &str| TherapyName { en: en.to_owned(), ja: Some(ja.to_owned()) };
        let (imatinib, cisplatin) = (name("imatinib", "イマチニブ"), name("cisplatin", "シスプラチン"));
        let told = |drugs: &[&str], also_named: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let treatment = Treatment { drugs: owned(drugs), also_named: owned(also_named), ..Treatment::default() };
            is_told(&treatment, &[&imatinib, &cisplatin])
        };
        assert!(told(&["イマチニブメシル酸塩", "cisplatin"], &[]));
        assert!(told(&["グリベック"], &["imatinib"]), "the document gives its generic name");
        assert!(!told(&["グリベック"], &[]) && !told(&["グリベック"], &["imatinib", "Glivec"]));
        assert!(!told(&["グリベック", "FOLFOX"], &["imatinib"]), "one name does not speak for two drugs");
        assert!(!told(&["cisplatin", "FOLFOX"], &[]) && !told(&[], &[]));
    }
}
