use model::Decimal;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::canonical::ContentHash;
use model::structural::{CopyNumberChange, RearrangementKind};

use super::*;

/// A synthetic form with further members.
fn form(rest: &str) -> String {
    format!(r#"{{"shirube_clinical_form":1,"patient":{{"name":"𠮷野家󠄁 架空","sex":"女","synthetic":true}}{rest}}}"#)
}

fn read_with(text: &str, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let file =
        FileIdentity { name: "a.json".to_owned(), stem: "a".to_owned(), index: 1, sha256: ContentHash::of_bytes(b"") };
    read(&file, text.as_bytes(), options)
}

fn read_text(text: &str) -> Result<FilePart, IntakeError> {
    read_with(text, &ImportOptions::default())
}

#[test]
fn names_keep_every_code_point() {
    let part = read_text(&form("")).unwrap();
    let patient = part.clinical.unwrap().patient;
    assert_eq!(patient.name, "𠮷野家󠄁 架空");
    assert_eq!(patient.sex, Sex::Female);
    assert!(patient.synthetic && part.profiles.is_empty());
    assert!(part.ledger.balances());
}

#[test]
fn treatments_are_put_in_order_and_dates_in_any_spelling_are_read() {
    let rest = r#","tumor_type":"LUAD","ecog_ps":1,"treatments":[
        {"drugs":["b"],"started_on":"R7.4.1"},{"drugs":["c"],"started_on":"2025年9月"},
        {"drugs":["a"],"started_on":"2024-01-05","ended_on":"令和6年8月31日","best_response":"PR"}]"#;
    let part = read_text(&form(rest)).unwrap();
    let clinical = part.clinical.unwrap();
    let drugs: Vec<_> = clinical.treatments.iter().map(|treatment| treatment.drugs[0].as_str()).collect();
    assert_eq!(drugs, ["a", "b", "c"]);
    assert_eq!(clinical.treatments[0].ended_on, Some("2024-08-31".parse().unwrap()));
    let last = &clinical.treatments[2];
    assert_eq!((last.started_on, last.started_in.as_deref()), (None, Some("2025-09")));
    assert_eq!(part.notices[0].code, "date_without_day");
    assert_eq!(part.notices[0].parameters["field"], "treatments[1].started_on");
}

#[test]
fn signs_statements_lines_and_regimens_are_typed_too() {
    let rest = r#","phenotypes":[{"term":"HP:0001250","label":"てんかん発作"},{"term":"HP:0000252","excluded":true}],
        "statements":[{"topic":"stage","text":"cStage IVB"},{"topic":"family","text":"母 乳癌"}],
        "treatments":[{"drugs":["オシメルチニブ"],"also_named":["osimertinib"],"line":2,"regimen":"単剤","ended_on":"R7"}]"#;
    let record = read_text(&form(rest)).unwrap().clinical.unwrap();
    assert_eq!(record.phenotypes.iter().map(|sign| sign.excluded).collect::<Vec<_>>(), [false, true]);
    let facts: Vec<_> =
        record.facts.iter().map(|fact| (fact.topic.code(), fact.text.as_str(), fact.source.line)).collect();
    assert_eq!(facts, [("stage", "cStage IVB", 1), ("family", "母 乳癌", 1)]);
    let treatment = &record.treatments[0];
    assert_eq!((treatment.line, treatment.regimen.as_deref()), (Some(2), Some("単剤")));
    assert_eq!((treatment.ended_in.as_deref(), treatment.also_named[0].as_str()), (Some("2025"), "osimertinib"));
    for (rest, field) in [
        (r#","statements":[{"topic":"ccat_evidence","text":"x"}]"#, "statements[0].topic"),
        (r#","statements":[{"topic":"stage","text":" "}]"#, "statements[0].text"),
        (r#","treatments":[{"drugs":["a"],"line":0}]"#, "treatments[0].line"),
    ] {
        let error = read_text(&form(rest)).err().unwrap();
        assert_eq!((error.code(), error.parameters()["field"].as_str()), ("intake_schema", field));
    }
}

#[test]
fn results_typed_by_hand_become_a_profile() {
    let rest = r#","tumor_sample":"T1","assembly":"GRCh38","assessed":["rearrangement"],
        "biomarkers":{"tmb_mut_per_mb":"6.3Muts/Mb","msi":"MSI-H","hrd_score":42},
        "fusions":[{"five_prime":"EML4","three_prime":"ALK"},{"five_prime":"MET","kind":"exon skipping","detail":"exon 14"}],
        "copy_numbers":[{"gene":"ERBB2","change":"amplification","value":"12.0","unit":"copy number"}]"#;
    let mut part = read_text(&form(rest)).unwrap();
    assert_eq!(part.ledger.records, 7);
    let part = part.profiles.remove(0);
    assert!(part.named);
    let markers: Vec<_> = part.profile.biomarkers.iter().map(|m| (m.kind, m.value, m.state)).collect();
    assert_eq!(
        markers,
        [
            (BiomarkerKind::Tmb, Some(Decimal::new(63, 1)), None),
            (BiomarkerKind::Msi, None, Some(BiomarkerState::High)),
            (BiomarkerKind::Hrd, Some(Decimal::new(42, 0)), None),
        ]
    );
    assert_eq!(part.profile.biomarkers[0].unit.as_deref(), Some("Muts/Mb"));
    assert_eq!(part.profile.rearrangements[0].kind, RearrangementKind::Fusion);
    assert_eq!(part.profile.rearrangements[1].kind, RearrangementKind::ExonSkipping);
    assert_eq!(part.profile.copy_numbers[0].change, CopyNumberChange::Amplification);
    assert_eq!(part.profile.copy_numbers[0].value.unwrap().to_string(), "12.0");
}

#[test]
fn a_value_that_is_not_understood_is_refused_with_its_field() {
    for (rest, field) in [
        (r#","biomarkers":{"tmb_mut_per_mb":"high"}"#, "biomarkers.tmb_mut_per_mb"),
        (r#","biomarkers":{"msi":"maybe"}"#, "biomarkers.msi"),
        (r#","fusions":[{}]"#, "fusions[0].five_prime"),
        (r#","copy_numbers":[{"gene":"X","change":"big"}]"#, "copy_numbers[0].change"),
        (r#","assessed":["all"]"#, "assessed[0]"),
        (r#","ecog_ps":7"#, "ecog_ps"),
        (r#","specimen":{"collected_on":"R7/2/29"}"#, "specimen.collected_on"),
        (r#","specimen":{"tumor_content_percent":120}"#, "specimen.tumor_content_percent"),
        (
            r#","treatments":[{"drugs":["a"],"started_on":"2025-02-01","ended_on":"2025-01-01"}]"#,
            "treatments[0].ended_on",
        ),
        (r#","assembly":"T2T""#, "assembly"),
        (r#","treatments":[{}]"#, "treatments[0].drugs"),
        (r#","treatments":[{"drugs":[]}]"#, "treatments[0].drugs"),
        (r#","treatments":[{"drugs":["a"," "]}]"#, "treatments[0].drugs"),
        (r#","diagnosed_on":"昨年""#, "diagnosed_on"),
    ] {
        let error = read_text(&form(rest)).err().unwrap();
        assert_eq!((error.code(), error.parameters()["field"].as_str()), ("intake_schema", field));
    }
}

#[test]
fn versions_and_unknown_fields_are_told() {
    let newer = form("").replace("form\":1", "form\":2");
    assert_eq!(read_text(&newer).err().unwrap().code(), "intake_newer_version");
    let part = read_text(&form(r#","colour":"blue""#)).unwrap();
    assert_eq!(part.notices[0].parameters["fields"], "colour");
}

#[test]
fn the_day_of_diagnosis_may_be_a_month() {
    let day = read_text(&form(r#","diagnosed_on":"令和6年5月20日""#)).unwrap().clinical.unwrap();
    assert_eq!((day.diagnosed_on.map(|day| day.to_string()).as_deref(), day.diagnosed_in), (Some("2024-05-20"), None));
    let month = read_text(&form(r#","diagnosed_on":"R6/5""#)).unwrap().clinical.unwrap();
    assert_eq!((month.diagnosed_on, month.diagnosed_in.as_deref()), (None, Some("2024-05")));
}

#[test]
fn a_form_typed_beside_files_need_not_repeat_the_name_and_a_file_must_say_it() {
    let text = r#"{"shirube_clinical_form":1,"patient":{"name":" "},"ecog_ps":1}"#;
    let typed = TypedDocument { name: "typed.json".to_owned(), bytes: text.into() };
    let read = read_typed_form(&typed).unwrap();
    assert_eq!((read.record.ecog_ps, read.record.patient.name.trim()), (Some(1), ""));
    let error = read_text(text).err().unwrap();
    assert_eq!((error.code(), error.parameters()["field"].as_str()), ("intake_schema", "patient.name"));
}
