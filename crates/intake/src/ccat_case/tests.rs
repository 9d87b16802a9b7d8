use std::path::PathBuf;

use model::case_input::CaseInput;
use model::ledger::Bin;
use model::person::Sex;
use model::stated_fact::FactTopic;

use crate::{FileKind, ImportOptions, IntakeError, read_files, recognise};

/// A synthetic table: punctuation of the header, quotation and order differ from the dummy data of the field.
const TABLE: &str = "\
C-CAT調査結果-基本項目.ハッシュID,症例-基本情報.性別(名称),症例-基本情報.年齢,症例-基本情報.がん種(OncoTree),症例-背景情報.ECOG PS,症例-検体情報.腫瘍細胞含有割合,症例-検体情報.検体採取日(腫瘍組織),症例-がん種情報.肺.EGFR,症例-がん種情報.肺.EGFR(名称),症例-EP前レジメン情報.治療ライン(名称),症例-EP前レジメン情報.薬剤名(YJ一般名 JP),症例-EP前レジメン情報.薬剤名(YJ一般名.EN),症例-EP前レジメン情報.投与開始日,症例-EP前レジメン情報.投与終了日,症例-EP前レジメン情報.最良総合効果(名称)
P1,女,61,LUAD,１,40,令和6年5月1日,1,陽性,２次治療,オシメルチニブ,osimertinib,2024/5,NA,PR
P1,女,61,LUAD,１,40,令和6年5月1日,1,陽性,１次治療,\"シスプラチン,ペメトレキセド\",\"cisplatin,pemetrexed\",2023/1/5,R5.6.30,SD
P2,男,70,COAD,9,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA
";

fn read(bytes: &[u8], patient: Option<&str>) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(recognise(&path).unwrap(), FileKind::CcatCase);
    let options = ImportOptions { patient: patient.map(str::to_owned), ..ImportOptions::default() };
    read_files(&[PathBuf::from(&path)], &options)
}

#[test]
fn the_rows_of_one_patient_are_one_record_in_either_encoding() {
    let (shift_jis, _, wrong) = encoding_rs::SHIFT_JIS.encode(TABLE);
    assert!(!wrong);
    let marked = format!("\u{feff}{TABLE}");
    for bytes in [TABLE.as_bytes(), &shift_jis, marked.as_bytes()] {
        let input = read(bytes, Some("P1")).unwrap();
        let record = input.clinical.unwrap();
        assert_eq!((record.patient.sex, record.ecog_ps), (Sex::Female, Some(1)));
        assert_eq!(record.tumor_type.unwrap().0, "LUAD");
        let specimen = record.specimen.unwrap();
        assert_eq!(specimen.collected_on.unwrap().to_string(), "2024-05-01");
        assert_eq!(specimen.tumor_content_percent, Some(40));
        let [first, second] = record.treatments.as_slice() else { panic!("two treatments") };
        assert_eq!(first.drugs, ["シスプラチン", "ペメトレキセド"]);
        assert_eq!((first.line, first.ended_on.unwrap().to_string()), (Some(1), "2023-06-30".to_owned()));
        assert_eq!((second.started_on, second.started_in.as_deref()), (None, Some("2024-05")));
        assert_eq!(second.also_named, ["osimertinib"]);
        let facts: Vec<_> = record.facts.iter().map(|fact| (fact.topic, fact.text.as_str())).collect();
        let expected = [
            (FactTopic::Age, "基本情報.年齢: 61"),
            (FactTopic::Tumor, "基本情報.がん種(OncoTree): LUAD"),
            (FactTopic::EarlierTest, "がん種情報.肺.EGFR: 陽性"),
        ];
        assert_eq!(facts, expected);
        assert_eq!(input.ledger.files[0].bins, [(Bin::Kept, 2), (Bin::OtherSample, 1)].into());
    }
}

#[test]
fn several_patients_are_a_question_and_a_value_that_is_no_status_is_said() {
    assert_eq!(read(TABLE.as_bytes(), None).unwrap_err().code(), "intake_patient_unclear");
    let input = read(TABLE.as_bytes(), Some("P2")).unwrap();
    let record = input.clinical.unwrap();
    assert_eq!(record.ecog_ps, None);
    assert!(record.facts.iter().any(|fact| fact.text == "背景情報.ECOG PS: 9"), "what was not understood is kept");
    assert_eq!(input.notices.iter().map(|notice| notice.code.as_str()).collect::<Vec<_>>(), ["value_not_understood"]);
}

#[test]
fn a_row_of_another_length_is_malformed_and_counted() {
    let text = TABLE.replace("P2,男", "P2");
    let input = read(text.as_bytes(), None).unwrap();
    assert_eq!(input.ledger.files[0].bins[&Bin::Malformed], 1);
    assert_eq!(input.ledger.files[0].malformed[0].line, 4);
}

#[test]
fn rows_that_contradict_each_other_are_said() {
    let text = TABLE.replacen("P1,女", "P1,男", 1);
    let input = read(text.as_bytes(), Some("P1")).unwrap();
    assert_eq!(input.notices[0].code, "rows_of_patient_differ");
    assert_eq!(input.notices[0].parameters["field"], "patient.sex");
}
