//! Clinical documents of the field, read where they lie; nothing of them is copied here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files};
use model::assembly::Assembly;
use model::biomarker::BiomarkerKind;
use model::ledger::Bin;
use model::person::Sex;
use model::stated_fact::FactTopic;

use crate::data;

#[test]
fn every_dummy_patient_of_the_case_table_is_read() {
    let Some(data) = data() else { return };
    let files = [data.join("clinical-ccat-dummy/sample_clinical.csv")];
    let question = read_files(&files, &ImportOptions::default()).unwrap_err();
    assert_eq!(question.code(), "intake_patient_unclear");
    let patients = question.candidates().to_vec();
    assert_eq!(patients.len(), 99);
    let (mut rows, mut treatments, mut tumors) = (0, 0, BTreeSet::new());
    for patient in patients {
        let options = ImportOptions { patient: Some(patient), ..ImportOptions::default() };
        let input = read_files(&files, &options).unwrap();
        let ledger = &input.ledger.files[0];
        assert!(ledger.balances() && ledger.records == 104, "{:?}", ledger.bins);
        rows += ledger.bins[&Bin::Kept];
        let record = input.clinical.unwrap();
        assert!(record.ecog_ps.is_some_and(|status| status <= 1));
        assert!(record.specimen.is_some_and(|specimen| specimen.tumor_content_percent >= Some(40)));
        assert!(record.facts.len() > 20, "{}", record.facts.len());
        treatments += record.treatments.len();
        tumors.insert(record.tumor_type.unwrap().0);
    }
    assert_eq!(rows, 104);
    assert!(treatments >= 104, "{treatments}");
    assert_eq!(tumors.into_iter().collect::<Vec<_>>(), ["VA", "VMM", "VSC", "VULVA"]);
}

#[test]
fn our_own_table_in_code_page_932_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-CCAT-CASES/input/ODD-CCAT-CASES.csv");
    let question = read_files(std::slice::from_ref(&file), &ImportOptions::default()).unwrap_err();
    assert_eq!(question.candidates(), ["SYNTHETIC-1", "SYNTHETIC-2"]);
    let options = ImportOptions { patient: Some("SYNTHETIC-1".to_owned()), ..ImportOptions::default() };
    let record = read_files(&[file], &options).unwrap().clinical.unwrap();
    let drugs: Vec<_> = record.treatments.iter().flat_map(|treatment| &treatment.drugs).collect();
    assert_eq!(drugs, ["シスプラチン", "ペメトレキセド", "オシメルチニブ"]);
}

#[test]
fn every_dummy_patient_of_the_table_of_results_is_read() {
    let Some(data) = data() else { return };
    let files = [data.join("clinical-ccat-dummy/sample_report.csv")];
    let question = read_files(&files, &ImportOptions::default()).unwrap_err();
    assert_eq!(question.code(), "intake_patient_unclear");
    let patients = question.candidates().to_vec();
    assert_eq!(patients.len(), 99);
    let unknown = ImportOptions { patient: patients.first().cloned(), ..ImportOptions::default() };
    assert_eq!(read_files(&files, &unknown).unwrap_err().code(), "intake_assembly_unknown");
    let (mut rows, mut variants, mut fusions, mut evidence) = (0, 0, 0, 0);
    for patient in patients {
        let options =
            ImportOptions { patient: Some(patient), assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
        let input = read_files(&files, &options).unwrap();
        let ledger = &input.ledger.files[0];
        assert!(ledger.balances() && ledger.records == 258, "{:?}", ledger.bins);
        assert_eq!(ledger.bins.get(&Bin::NotReadYet), None);
        rows += ledger.bins[&Bin::Kept];
        let profile = &input.profiles[0];
        let tmb = profile.biomarkers.iter().filter(|marker| marker.kind == BiomarkerKind::Tmb);
        assert_eq!(tmb.filter(|marker| marker.value.is_some()).count(), 1);
        assert!(profile.small_variants.iter().all(|variant| variant.tumor.is_some()));
        variants += profile.small_variants.len();
        fusions += profile.rearrangements.len();
        evidence += profile.facts.iter().filter(|fact| fact.text.contains("エビデンスレベル: ")).count();
    }
    assert_eq!((rows, fusions), (258, 10));
    assert!(variants >= 99 && evidence >= 99, "{variants} {evidence}");
}

#[test]
fn tables_of_cases_and_of_results_join_by_the_patient() {
    let Some(data) = data() else { return };
    let files = ["sample_report.csv", "sample_clinical.csv"].map(|name| data.join("clinical-ccat-dummy").join(name));
    let options = ImportOptions {
        patient: Some("ID_1".to_owned()),
        assembly: Some(Assembly::GRCh38),
        ..ImportOptions::default()
    };
    let input = read_files(&files, &options).unwrap();
    let record = input.clinical.unwrap();
    assert_eq!(record.patient.research_id.unwrap().0, "ID_1");
    assert!(record.tumor_type.is_some() && input.profiles[0].small_variants.len() == 2);
}

#[test]
fn our_own_table_of_results_in_code_page_932_is_read() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-CCAT-REPORT/input/ODD-CCAT-REPORT.csv");
    let question = read_files(std::slice::from_ref(&file), &ImportOptions::default()).unwrap_err();
    assert_eq!(question.candidates(), ["SYNTHETIC-1", "SYNTHETIC-2"]);
    let options = ImportOptions {
        patient: Some("SYNTHETIC-1".to_owned()),
        assembly: Some(Assembly::GRCh38),
        ..ImportOptions::default()
    };
    let input = read_files(&[file], &options).unwrap();
    let ledger = &input.ledger.files[0];
    assert_eq!(ledger.bins, [(Bin::Kept, 6), (Bin::NotReadYet, 2), (Bin::OtherSample, 1)].into());
}

#[test]
fn every_case_of_a_project_of_gdc_is_read() {
    let Some(data) = data() else { return };
    let files = [data.join("clinical-gdc-tcga/tcga_luad_clinical.tsv.gz")];
    let question = read_files(&files, &ImportOptions::default()).unwrap_err();
    assert_eq!((question.code(), question.candidates().len()), ("intake_patient_unclear", 585));
    let (mut sexes, mut diagnoses) = (0, 0);
    let asked: Vec<String> = question.candidates().iter().step_by(20).cloned().collect();
    for patient in asked {
        let options = ImportOptions { patient: Some(patient), ..ImportOptions::default() };
        let input = read_files(&files, &options).unwrap();
        let ledger = &input.ledger.files[0];
        assert!(ledger.balances() && ledger.records == 2466 && ledger.bins.len() == 2, "{:?}", ledger.bins);
        assert!(input.notices.iter().all(|notice| notice.code == "gdc_days_not_dates"), "{:?}", input.notices);
        let record = input.clinical.unwrap();
        assert!(record.facts.len() >= 4);
        sexes += usize::from(record.patient.sex != Sex::Unknown);
        diagnoses += usize::from(record.diagnosis.is_some());
    }
    assert!(sexes > 20 && diagnoses > 20, "{sexes} {diagnoses}");
    let options = ImportOptions { patient: Some("TCGA-MP-A4T9".to_owned()), ..ImportOptions::default() };
    let record = read_files(&files, &options).unwrap().clinical.unwrap();
    assert_eq!((record.patient.sex, record.diagnosis.as_deref()), (Sex::Female, Some("Adenocarcinoma, NOS")));
    let [first, second, ..] = record.treatments.as_slice() else { panic!("two treatments or more") };
    let drugs: BTreeSet<&str> = [first, second].iter().map(|treatment| treatment.drugs[0].as_str()).collect();
    assert_eq!(drugs.into_iter().collect::<Vec<_>>(), ["Cisplatin", "Vinorelbine"]);
    assert_eq!(first.started_in.as_deref(), Some("days_to_treatment_start: 34"));
}

#[test]
fn our_own_table_of_gdc_is_read() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-GDC-CLINICAL/input/ODD-GDC-CLINICAL.tsv");
    let options = ImportOptions { patient: Some("SYNTHETIC-1".to_owned()), ..ImportOptions::default() };
    let input = read_files(&[file], &options).unwrap();
    assert_eq!(input.ledger.files[0].bins, [(Bin::Kept, 4), (Bin::OtherSample, 1)].into());
    assert_eq!(input.clinical.unwrap().treatments.len(), 2);
}

#[test]
fn every_public_cats_document_is_read_and_only_its_codes_are_unknown() {
    let Some(data) = data() else { return };
    let mut documents: Vec<PathBuf> = ["cats", "cats/conversion"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.contains(".cats") || name.contains("_format.json")
        })
        .collect();
    documents.sort();
    assert_eq!(documents.len(), 25);
    let mut expressions = 0;
    for document in documents {
        let input = read_files(std::slice::from_ref(&document), &ImportOptions::default()).unwrap();
        assert!(input.ledger.files[0].balances());
        assert_eq!(input.ledger.files[0].bins.get(&Bin::NotReadYet), None, "{}", document.display());
        assert!(!input.notices.iter().any(|notice| notice.code == "cats_version_untested"));
        expressions += input.profiles[0].facts.iter().filter(|fact| fact.text.starts_with("MET / ")).count();
    }
    assert_eq!(expressions, 1);
}

#[test]
fn every_phenopacket_of_the_store_is_read_with_all_its_signs() {
    let Some(data) = data() else { return };
    let (mut packets, mut signs, mut excluded, mut variants) = (0, 0, 0, 0);
    let mut folders = vec![data.join("phenopackets")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let input = read_files(std::slice::from_ref(&path), &ImportOptions::default())
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(input.ledger.files[0].balances() && input.profiles.is_empty());
                assert!(input.notices.is_empty(), "{}: {:?}", path.display(), input.notices);
                let record = input.clinical.unwrap();
                packets += 1;
                signs += record.phenotypes.len();
                excluded += record.phenotypes.iter().filter(|sign| sign.excluded).count();
                variants += record.facts.iter().filter(|fact| fact.topic == FactTopic::StatedVariant).count();
            }
        }
    }
    assert_eq!((packets, signs, variants), (350, 6561, 414));
    assert!(excluded > 2000, "{excluded}");
}

#[test]
fn our_own_phenopacket_is_read() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-PHENOPACKET/input/ODD-PHENOPACKET.json");
    let input = read_files(&[file], &ImportOptions::default()).unwrap();
    assert_eq!(input.clinical.unwrap().phenotypes.len(), 2);
}
