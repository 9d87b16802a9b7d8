use std::path::PathBuf;

use model::Decimal;
use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::profile::AlterationClass;
use model::stated_fact::FactTopic;
use model::structural::CopyNumberChange;

use crate::{FileKind, ImportOptions, IntakeError, read_files, recognise};

/// A synthetic table.
const TABLE: &str = "\
C-CAT調査結果-基本項目.ハッシュID,C-CAT調査結果-基本項目.がん種,C-CAT調査結果-基本項目.検体採取日,C-CAT調査結果-基本項目.パネル名,C-CAT調査結果-サマリ.国内承認薬数,C-CAT調査結果-変異情報.変異種類,C-CAT調査結果-変異情報.変異由来,C-CAT調査結果-変異情報.マーカー,C-CAT調査結果-変異情報.変異内容,C-CAT調査結果-変異情報.変異アレル頻度,C-CAT調査結果-変異情報.コピー数変化,C-CAT調査結果-変異情報.ToMMoアレル頻度,C-CAT調査結果-エビデンス.エビデンスレベル,C-CAT調査結果-エビデンス.薬剤,C-CAT調査結果-変異情報.クロモソーム番号,C-CAT調査結果-変異情報.物理位置,C-CAT調査結果-変異情報.リファレンス塩基,C-CAT調査結果-変異情報.塩基変化,C-CAT調査結果-変異情報TMB.TMB,C-CAT調査結果-変異情報MSI.MSI
P1,肺,2024/5/1,架空パネル,1,small_scale_variant,Somatic,BRAF,V600E,0.21 (105/502),NA,0.001,A,dabrafenib,7,140753336,A,T,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,small_scale_variant,Somatic,BRAF,V600E,0.21 (105/502),NA,0.001,F,NA,7,140753336,A,T,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,small_scale_variant,Germline,BRCA2,c.1A>G,0.50 (50/100),NA,NA,NA,NA,13,32316461,A,G,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,small_scale_variant,Somatic,TP53,R175H,0.3,NA,NA,F,NA,NA,NA,NA,NA,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,fusion,Somatic,EML4-ALK,fusion,NA,NA,NA,A,alectinib,NA,NA,NA,NA,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,copy_number_alteration,Somatic,ERBB2,amplification,NA,8.2,NA,C,NA,NA,NA,NA,NA,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,other_biomarker,Somatic,TMB,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,6.3Muts/Mb,MSS
P1,肺,2024/5/1,架空パネル,1,methylation,Somatic,MGMT,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,6.3Muts/Mb,MSS
P2,肺,2024/5/1,架空パネル,1,other_biomarker,Somatic,TMB,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,many,NA
P2,short
";

fn read(bytes: &[u8], patient: Option<&str>) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(recognise(&path).unwrap(), FileKind::CcatReport);
    let options = ImportOptions {
        patient: patient.map(str::to_owned),
        assembly: Some(Assembly::GRCh38),
        ..ImportOptions::default()
    };
    read_files(&[PathBuf::from(&path)], &options)
}

#[test]
fn every_row_is_an_observation_or_stays_in_its_words_in_either_encoding() {
    let (shift_jis, _, wrong) = encoding_rs::SHIFT_JIS.encode(TABLE);
    assert!(!wrong);
    for bytes in [TABLE.as_bytes(), &shift_jis] {
        let input = read(bytes, Some("P1")).unwrap();
        let ledger = &input.ledger.files[0];
        let bins = [(Bin::Kept, 6), (Bin::NotReadYet, 2), (Bin::OtherSample, 1), (Bin::Malformed, 1)];
        assert_eq!(ledger.bins, bins.into());
        let profile = &input.profiles[0];
        let [braf, brca2] = profile.small_variants.as_slice() else { panic!("two small variants") };
        let tumor = braf.tumor.as_ref().unwrap();
        assert_eq!((tumor.alternate_reads, tumor.depth_reads), (Some(105), Some(502)));
        assert_eq!(braf.consequences[0].hgvsp.as_ref().unwrap().to_string(), "p.Val600Glu");
        assert_eq!((brca2.origin, brca2.tumor.is_none()), (AlleleOrigin::Germline, true));
        assert_eq!(profile.rearrangements[0].three_prime.as_deref(), Some("ALK"));
        assert_eq!(profile.copy_numbers[0].change, CopyNumberChange::Amplification);
        assert_eq!(profile.copy_numbers[0].value, Some(Decimal::new(82, 1)));
        assert_eq!(profile.biomarkers.len(), 2);
        assert_eq!(
            profile.assessed,
            [AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement]
        );
        let codes: Vec<&str> = input.notices.iter().map(|notice| notice.code.as_str()).collect();
        assert!(codes.contains(&"ccat_rows_kept_as_written") && codes.contains(&"ccat_copy_numbers_untested"));
    }
}

#[test]
fn evidence_stays_in_the_words_of_ccat_with_its_variant() {
    let input = read(TABLE.as_bytes(), Some("P1")).unwrap();
    let of = |topic: FactTopic| -> Vec<String> {
        let facts = input.profiles[0].facts.iter().filter(|fact| fact.topic == topic);
        facts.map(|fact| fact.text.clone()).collect()
    };
    let evidence = of(FactTopic::CcatEvidence);
    assert!(evidence.contains(&"BRAF V600E: エビデンスレベル: A; 薬剤: dabrafenib".to_owned()), "{evidence:?}");
    assert!(evidence.contains(&"サマリ.国内承認薬数: 1".to_owned()) && evidence.len() == 6, "{evidence:?}");
    let stated = of(FactTopic::StatedVariant);
    assert!(stated.contains(&"BRAF V600E: ToMMoアレル頻度: 0.001".to_owned()), "{stated:?}");
    assert!(stated.contains(&"BRCA2 c.1A>G: 変異アレル頻度: 0.50 (50/100)".to_owned()), "{stated:?}");
    assert!(stated.iter().any(|text| text.starts_with("TP53 R175H: 変異種類: small_scale_variant")), "{stated:?}");
    let record = input.clinical.unwrap();
    assert_eq!(record.facts.iter().map(|fact| fact.text.as_str()).collect::<Vec<_>>(), ["がん種: 肺"]);
    assert_eq!(record.specimen.unwrap().collected_on.unwrap().to_string(), "2024-05-01");
}

#[test]
fn several_patients_are_a_question_and_a_marker_that_is_no_value_is_said() {
    assert_eq!(read(TABLE.as_bytes(), None).unwrap_err().code(), "intake_patient_unclear");
    let input = read(TABLE.as_bytes(), Some("P2")).unwrap();
    assert!(input.profiles[0].biomarkers.is_empty() && input.profiles[0].assessed.is_empty());
    assert!(input.notices.iter().any(|notice| notice.code == "value_not_understood"));
    assert!(input.profiles[0].facts.iter().any(|fact| fact.text == "TMB: many"));
}

#[test]
fn another_count_of_the_same_variant_is_said_and_the_first_stays() {
    let other = TABLE.replacen("0.21 (105/502),NA,0.001,F", "0.44 (220/502),NA,0.001,F", 1);
    let input = read(other.as_bytes(), Some("P1")).unwrap();
    assert_eq!(input.profiles[0].small_variants[0].tumor.as_ref().unwrap().alternate_reads, Some(105));
    let said = input.notices.iter().find(|notice| notice.code == "rows_of_patient_differ").unwrap();
    assert_eq!(said.parameters["field"], "small_variants.tumor");
}
