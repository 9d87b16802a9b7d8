//! Indications that name the gene alone.

use super::*;
use crate::OpenStatement;

fn label<'a>(answer: &'a Interpretation, drug: &str) -> Option<&'a OpenStatement> {
    answer.open.iter().find(|open| {
        let named = |reason: &model::finding::Reason| {
            reason.code == "covered_by_label"
                && reason.parameters["therapy"].split([' ', '+', '/']).any(|name| name == drug)
        };
        open.reasons.iter().any(named)
    })
}

#[test]
fn an_unlisted_allele_is_covered_by_the_words_and_is_no_option() {
    let answer = ask(&missense("EGFR", "p.Leu62Arg"), "LUAD", NOW);
    assert!(favouring(&answer, "gefitinib").is_empty(), "no option");
    let open = label(&answer, "ゲフィチニブ").unwrap();
    assert!(open.concerns_option);
    let told = &open.reasons[0].parameters;
    assert_eq!((told["label"].as_str(), told["variant"].as_str()), ("EGFR mutation", "EGFR p.L62R"));
    assert!(label(&ask(&missense("BRAF", "p.Lys601Glu"), "MEL", NOW), "ベムラフェニブ").is_some());
}

#[test]
fn what_the_evidence_covers_or_another_row_of_the_drug_tells_is_not_said_again() {
    let listed = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
    assert!(label(&listed, "ゲフィチニブ").is_none());
    let uncommon = ask(&missense("EGFR", "p.Gly719Ala"), "LUAD", NOW);
    assert!(!favouring(&uncommon, "afatinib").is_empty());
    assert!(label(&uncommon, "アファチニブ").is_none() && label(&uncommon, "ゲフィチニブ").is_some());
}

#[test]
fn the_words_are_of_their_tumour_their_origin_and_of_mutations() {
    let unlisted = missense("EGFR", "p.Leu62Arg");
    assert!(label(&ask(&unlisted, "COAD", NOW), "ゲフィチニブ").is_none(), "another tumour");
    let changed = |change: fn(&mut model::small_variant::SmallVariant)| {
        let mut profile = unlisted.clone();
        profile.small_variants.iter_mut().for_each(change);
        label(&ask(&profile, "LUAD", NOW), "ゲフィチニブ").is_some()
    };
    assert!(changed(|_| {}));
    assert!(!changed(|variant| variant.origin = AlleleOrigin::Germline), "inherited");
    assert!(!changed(|variant| variant.consequences[0].terms = vec!["synonymous_variant".into()]), "silent");
    assert!(!changed(|variant| {
        let tommo = Some("0.4".parse().unwrap());
        variant.population = Some(model::population::PopulationFrequencies { tommo, ..Default::default() });
    }));
}
