use model::biomarker::BiomarkerState;
use model::canonical::ContentHash;
use model::consequence::ConsequenceTerm;
use model::evidence::AlleleOrigin;
use model::structural::{CopyNumberChange, RearrangementKind};

use super::*;

/// A synthetic document with `variants` and further members in the places given.
fn document(meta: &str, variants: &str, rest: &str) -> String {
    format!(
        r#"{{"metaData":{{"schemaVersion":"1.3.0","referenceGenome":{{"grcRelease":"GRCh38"}}{meta}}},
        "testInfo":{{"testId":"1","testType":"tumor-only","panelName":"P","panelVersion":"1"}},
        "sequencingSamples":[{{"itemId":"t","tumorOrNormal":"tumor","nucleicAcid":"DNA"}},
                             {{"itemId":"n","tumorOrNormal":"normal","nucleicAcid":"DNA"}}],
        "variants":{{{variants}}}{rest}}}"#
    )
}

const V600E: &str = r#"{"itemId":"v1","chromosome":"7","position":140753336,"referenceAllele":"A","alternateAllele":"T",
    "alternateAlleleFrequency":0.30,"totalReadDepth":500,"alternateAlleleReadDepth":150.4,
    "transcripts":[{"transcriptId":"NM_004333","transcriptDatabaseName":"RefSeq","geneSymbol":"BRAF",
                    "cdsChange":"1799T>A","aminoAcidsChange":"V600E"}],
    "sampleItemId":"t","reported":false}"#;

fn read_text(text: &str) -> Result<FilePart, IntakeError> {
    let file =
        FileIdentity { name: "a.cats".to_owned(), stem: "a".to_owned(), index: 2, sha256: ContentHash::of_bytes(b"") };
    read(&file, text.as_bytes(), &ImportOptions::default())
}

fn profile_of(text: &str) -> MolecularProfile {
    read_text(text).unwrap().profiles.remove(0).profile
}

#[test]
fn a_short_variant_keeps_its_numbers_and_its_mark() {
    let profile = profile_of(&document("", &format!(r#""shortVariants":[{V600E}]"#), ""));
    let [variant] = profile.small_variants.as_slice() else { panic!("one variant") };
    assert_eq!(variant.allele.to_string(), "7:140753336:A:T");
    assert_eq!((variant.reported, variant.origin), (Some(false), AlleleOrigin::Somatic));
    let metrics = variant.tumor.as_ref().unwrap();
    assert_eq!(metrics.vaf_fraction.unwrap().to_string(), "0.30");
    assert_eq!((metrics.depth_reads, metrics.alternate_reads), (Some(500), Some(150)));
    let consequence = variant.shown_consequence().unwrap();
    assert_eq!(consequence.hgvsc.as_deref(), Some("c.1799T>A"));
    assert_eq!(consequence.hgvsp.as_ref().unwrap().to_string(), "p.Val600Glu");
    assert_eq!(consequence.terms, [ConsequenceTerm::Missense]);
    assert_eq!(profile.assessed, [AlterationClass::SmallVariant]);
    assert_eq!(profile.normal_sample.as_deref(), Some("n"));
}

#[test]
fn what_the_laboratory_hides_is_not_read_out() {
    let meta = r#","configOptions":{"hideAlleleFrequency":true,"hideTmbValue":true,"hideCnaValue":true}"#;
    let variants = format!(
        r#""shortVariants":[{V600E}],"copyNumberAlterations":[{{"itemId":"c","copyNumberAlterationType":"amplification",
        "copyNumberMetrics":[{{"value":8.2,"unit":"copy number"}}],"transcripts":[{{"geneSymbol":"ERBB2"}}],
        "sampleItemId":"t","reported":true}}]"#
    );
    let rest = r#","otherBiomarkers":[{"itemId":"b","biomarkerType":"TMB","state":"high","sampleItemId":"t","reported":true,
        "biomarkerMetrics":[{"value":12.50,"unit":"Muts/Mb","type":"x"}]}]"#;
    let profile = profile_of(&document(meta, &variants, rest));
    assert_eq!(profile.small_variants[0].tumor.as_ref().unwrap().vaf_fraction, None);
    assert_eq!(profile.copy_numbers[0].value, None);
    let marker = &profile.biomarkers[0];
    assert_eq!((marker.hide_value, marker.state), (true, Some(BiomarkerState::High)));
    assert_eq!(marker.value.unwrap().to_string(), "12.50");
}

#[test]
fn copy_numbers_and_rearrangements_are_read_by_gene() {
    let profile = profile_of(&document(
        "",
        r#""copyNumberAlterations":[{"itemId":"c","copyNumberAlterationType":"loss","variantOrigin":"likely germline",
            "copyNumberMetrics":[{"value":0.0,"unit":"absolute copy number"},{"value":1.39,"unit":"fold-change"}],
            "transcripts":[{"geneSymbol":"CDKN2A"},{"geneSymbol":"CDKN2B"},{"geneSymbol":"CDKN2A"}],
            "sampleItemId":"t","reported":true}],
        "rearrangements":[
           {"itemId":"f","breakends":[{"chromosome":"2","startPosition":1,"endPosition":1,"transcripts":[{"geneSymbol":"ALK"}]},
             {"chromosome":"2","startPosition":2,"endPosition":2,"transcripts":[{"geneSymbol":"EML4"}]}],
            "orderedGenePairs":[["EML4","ALK"]],"supportingReadCount":30,
            "rearrangementType":"gene fusion","sampleItemId":"t","reported":true},
           {"itemId":"s","breakends":[{"chromosome":"7","startPosition":1,"endPosition":1,"transcripts":[{"geneSymbol":"MET"}]},
             {"chromosome":"7","startPosition":2,"endPosition":2,"transcripts":[{"geneSymbol":"MET"}]}],
            "skippedExonRanges":[{"transcriptId":null,"transcriptDatabaseName":null,"geneSymbol":"MET","exonRange":[14,14]}],
            "rearrangementType":"exon skipping","sampleItemId":"t","reported":true}]"#,
        "",
    ));
    let copies: Vec<_> = profile.copy_numbers.iter().map(|event| (event.gene.as_str(), event.change)).collect();
    assert_eq!(copies, [("CDKN2A", CopyNumberChange::Loss), ("CDKN2B", CopyNumberChange::Loss)]);
    assert_eq!(profile.copy_numbers[0].origin, AlleleOrigin::Germline);
    assert_eq!(profile.copy_numbers[0].unit.as_deref(), Some("fold-change"));
    let [fusion, skipping] = profile.rearrangements.as_slice() else { panic!("two events") };
    assert_eq!((fusion.five_prime.as_deref(), fusion.three_prime.as_deref()), (Some("EML4"), Some("ALK")));
    assert!(fusion.order_stated && !skipping.order_stated);
    assert_eq!((skipping.five_prime.as_deref(), skipping.three_prime.as_deref()), (Some("MET"), None));
    assert_eq!((skipping.kind, skipping.detail.as_deref()), (RearrangementKind::ExonSkipping, Some("exon 14")));
    assert_eq!(profile.assessed, [AlterationClass::CopyNumber, AlterationClass::Rearrangement]);
}

#[test]
fn an_event_of_the_normal_sample_without_stated_origin_is_germline() {
    let structural = r#""copyNumberAlterations":[{"itemId":"c","copyNumberAlterationType":"loss",
            "transcripts":[{"geneSymbol":"BRCA2"}],"sampleItemId":"t","reported":true}],
        "rearrangements":[{"itemId":"f","breakends":[{"chromosome":"2","startPosition":1,"endPosition":1,
            "transcripts":[{"geneSymbol":"MSH2"}]}],"rearrangementType":"deletion","sampleItemId":"t","reported":true}]"#;
    let origins = |variants: &str| {
        let profile = profile_of(&document("", variants, ""));
        [profile.small_variants[0].origin, profile.copy_numbers[0].origin, profile.rearrangements[0].origin]
    };
    let tumor = format!(r#""shortVariants":[{V600E}],{structural}"#);
    let normal = tumor.replace(r#""sampleItemId":"t""#, r#""sampleItemId":"n""#);
    let stated = normal.replace(r#""sampleItemId""#, r#""variantOrigin":"somatic","sampleItemId""#);
    assert_eq!(origins(&tumor), [AlleleOrigin::Somatic; 3]);
    assert_eq!(origins(&normal), [AlleleOrigin::Germline; 3]);
    assert_eq!(origins(&stated), [AlleleOrigin::Somatic; 3]);
}

#[test]
fn nothing_is_lost_and_unknown_words_are_said_aloud() {
    let rest = r#","compositeBiomarkers":[{"itemId":"x","componentItemIds":["v1","b"],"biomarkerNames":["pair"],"reported":true}],
        "expressions":[{"itemId":"e","transcripts":[{"geneSymbol":"MET"}],"readCount":9928,"sampleItemId":"t","reported":true,
            "expressionLevelMetrics":[{"value":142.70,"unit":"TPM"},{"value":3.1,"unit":"TPM","isControl":true}]}],
        "nonHumanContents":[{"itemId":"h","organism":"HPV16","sampleItemId":"t","reported":false,
            "contentMetrics":[{"value":120,"unit":null,"metricType":"reads"}]}],"lab":1,
        "otherBiomarkers":[{"itemId":"b","biomarkerType":"XYZ","sampleItemId":"t","descriptions":["seen twice"],"reported":true}]"#;
    let part = read_text(&document("", &format!(r#""shortVariants":[{V600E}]"#), rest)).unwrap();
    assert_eq!(part.ledger.bins, [(Bin::Kept, 4), (Bin::NotReadYet, 1)].into());
    let facts: Vec<_> = part.profiles[0].profile.facts.iter().map(|fact| fact.text.as_str()).collect();
    let expected = [
        "pair / v1 + b / reported: true",
        "MET / 142.70 TPM; control 3.1 TPM / 9928 reads / reported: true",
        "HPV16 / reads 120 / reported: false",
        "XYZ: seen twice",
    ];
    assert_eq!(facts, expected);
    let said: Vec<_> = part.notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(said, ["document_fields_unknown", "cats_items_not_read", "cats_unknown_codes", "cats_items_stated"]);
    assert_eq!(part.notices[0].parameters["fields"], "lab");
    assert_eq!(part.notices[2].parameters["codes"], "biomarkerType: XYZ");
}

#[test]
fn a_version_without_real_documents_and_a_doubtful_sample_are_said() {
    let text = document("", "", "").replace("1.3.0", "1.0.0");
    let text =
        text.replacen(r#""nucleicAcid":"DNA""#, r#""nucleicAcid":"DNA","suspectedSampleStates":["deaminated"]"#, 1);
    let notices = read_text(&text).unwrap().notices;
    let said: Vec<_> = notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(said, ["cats_version_untested", "cats_sample_suspected"]);
}

#[test]
fn a_wrong_document_is_refused_with_the_path() {
    let broken = |from: &str, to: &str| document("", &format!(r#""shortVariants":[{}]"#, V600E.replace(from, to)), "");
    for (text, field) in [
        (broken("140753336", "0"), "variants.shortVariants[0].position"),
        (broken("140753336", "\"x\""), "variants.shortVariants[0].position"),
        (broken(r#""referenceAllele":"A""#, r#""referenceAllele":"-""#), "variants.shortVariants[0].referenceAllele"),
        (broken("0.30", "1.30"), "variants.shortVariants[0].alternateAlleleFrequency"),
        (broken(r#","reported":false"#, ""), "variants.shortVariants[0].reported"),
        (document("", "", "").replace("GRCh38", "GRCm39"), "metaData.referenceGenome.grcRelease"),
        (document("", "", "").replace("\"testId\":\"1\",", ""), "testInfo.testId"),
    ] {
        let error = read_text(&text).err().unwrap();
        assert_eq!((error.code(), error.parameters()["field"].as_str()), ("intake_schema", field));
    }
    let newer = document("", "", "").replace("1.3.0", "2.0.0");
    assert_eq!(read_text(&newer).err().unwrap().code(), "intake_newer_version");
}

#[test]
fn another_assembly_than_asked_for_is_a_question() {
    let file =
        FileIdentity { name: "a.cats".to_owned(), stem: "a".to_owned(), index: 0, sha256: ContentHash::of_bytes(b"") };
    let options = ImportOptions { assembly: Some(Assembly::GRCh37), ..ImportOptions::default() };
    let error = read(&file, document("", "", "").as_bytes(), &options).err().unwrap();
    assert_eq!((error.code(), error.candidates().len()), ("intake_assembly_conflict", 2));
}
