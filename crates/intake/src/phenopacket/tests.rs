use model::canonical::ContentHash;

use super::*;

/// Synthetic.
const PACKET: &str = r#"{
  "id": "SYNTHETIC", "subject": { "id": "S-1", "sex": "FEMALE", "dateOfBirth": "1990-04-01T00:00:00Z",
    "timeAtLastEncounter": { "age": { "iso8601duration": "P28Y" } } },
  "phenotypicFeatures": [
    { "type": { "id": "HP:0001250", "label": "Seizure" }, "onset": { "age": { "iso8601duration": "P2Y" } } },
    { "type": { "id": "HP:0000252", "label": "Microcephaly" }, "excluded": true, "severity": { "id": "HP:0012828", "label": "Severe" } }
  ],
  "diseases": [{ "term": { "id": "OMIM:000000", "label": "made-up disease" } }],
  "interpretations": [{ "id": "i", "progressStatus": "SOLVED", "diagnosis": {
    "disease": { "id": "OMIM:000000", "label": "made-up disease" },
    "genomicInterpretations": [{ "interpretationStatus": "CAUSATIVE", "variantInterpretation": { "acmgPathogenicityClassification": "PATHOGENIC" } }] } }],
  "medicalActions": [{ "treatment": { "agent": { "id": "X:1", "label": "valproic acid" } } }],
  "metaData": { "phenopacketSchemaVersion": "2.0" }, "extra": 1 }"#;

fn read_text(text: &str) -> Result<FilePart, IntakeError> {
    let file =
        FileIdentity { name: "a.json".to_owned(), stem: "a".to_owned(), index: 0, sha256: ContentHash::of_bytes(b"") };
    read(&file, text.as_bytes())
}

#[test]
fn signs_diseases_and_stated_variants_are_kept_apart() {
    let part = read_text(PACKET).unwrap();
    assert_eq!(part.ledger.records, 6);
    assert_eq!(part.notices[0].parameters["fields"], "extra");
    assert!(part.profiles.is_empty(), "a variant that somebody concluded on is no called variant");
    let record = part.clinical.unwrap();
    assert_eq!(
        (record.patient.sex, record.patient.born_on.unwrap().to_string()),
        (Sex::Female, "1990-04-01".to_owned())
    );
    let [seizure, small_head] = record.phenotypes.as_slice() else { panic!("two signs") };
    assert_eq!((seizure.term.as_str(), seizure.onset.as_deref(), seizure.excluded), ("HP:0001250", Some("P2Y"), false));
    assert!(small_head.excluded);
    assert_eq!(record.treatments[0].drugs, ["valproic acid"]);
    let facts = |topic: FactTopic| {
        let own = record.facts.iter().filter(|fact| fact.topic == topic);
        own.map(|fact| fact.text.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(facts(FactTopic::Age), ["P28Y"]);
    assert_eq!(
        facts(FactTopic::StatedVariant),
        ["interpretationStatus CAUSATIVE; variantInterpretation acmgPathogenicityClassification PATHOGENIC"]
    );
    assert_eq!(facts(FactTopic::Other), ["Microcephaly (HP:0000252): Severe (HP:0012828)"]);
}

#[test]
fn another_version_is_refused_with_its_reason() {
    let error = read_text(&PACKET.replace("\"2.0\"", "\"1.0.0\"")).err().unwrap();
    assert_eq!((error.code(), error.parameters()["version"].as_str()), ("intake_phenopacket_version", "1.0.0"));
}
