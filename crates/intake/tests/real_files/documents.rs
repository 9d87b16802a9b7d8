//! MAF cohorts and CATS documents.

use std::collections::BTreeMap;

use intake::{ErrorKind, FileKind, ImportOptions, recognise};
use model::assembly::Assembly;
use model::ledger::Bin;
use model::profile::AlterationClass;

use super::{bins, data, protein, read};

#[test]
fn the_maf_cohort_has_one_profile_per_patient() {
    let Some(data) = data() else { return };
    let path = data.join("maf-tcga-laml/tcga_laml.part-a.maf");
    assert_eq!(recognise(&path).unwrap(), FileKind::Maf);
    let input = read(&[&path], &ImportOptions::default()).unwrap();
    assert_eq!((input.ledger.files[0].records, input.profiles.len()), (1438, 125));
    assert_eq!(bins(&input), [(Bin::Kept, 1438)]);
    assert!(input.profiles.is_sorted_by_key(|profile| profile.tumor_sample.clone()));
    assert!(input.profiles.iter().all(|profile| profile.assembly == Assembly::GRCh37));
    let of = |sample: &str| input.profiles.iter().find(|profile| profile.tumor_sample == sample).unwrap();
    let idh2 = of("TCGA-AB-2805").small_variants.iter().find(|variant| protein(variant, "R140Q")).unwrap();
    assert_eq!(idh2.consequences[0].gene.as_deref(), Some("IDH2"));
    assert!(idh2.tumor.as_ref().unwrap().vaf_fraction.is_some());
}

#[test]
fn cats_documents_are_read_whole() {
    let Some(data) = data() else { return };
    let sample = data.join("cats/cats_sample_20231211000001.cats");
    assert_eq!(recognise(&sample).unwrap(), FileKind::Cats);
    let input = read(&[&sample], &ImportOptions::default()).unwrap();
    let profile = &input.profiles[0];
    assert_eq!(
        (
            profile.small_variants.len(),
            profile.copy_numbers.len(),
            profile.rearrangements.len(),
            profile.biomarkers.len()
        ),
        (58, 17, 4, 2)
    );
    assert_eq!(input.ledger.files[0].records, 81);
    assert_eq!(profile.assembly, Assembly::GRCh37);
    assert_eq!(
        profile.assessed,
        [AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement]
    );
    let mpl = &profile.small_variants[0];
    assert_eq!(mpl.consequences[0].hgvsc.as_deref(), Some("c.1908A>G"));
    assert_eq!(mpl.tumor.as_ref().unwrap().vaf_fraction.unwrap().to_string(), "0.0558");
    let mut read_all: BTreeMap<String, u64> = BTreeMap::new();
    for folder in [data.join("cats"), data.join("cats/conversion")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("schema.json") && !path.ends_with("README.md") {
                let input = read(&[&path], &ImportOptions::default()).unwrap();
                read_all.insert(path.display().to_string(), input.ledger.files[0].records);
            }
        }
    }
    assert_eq!(read_all.len(), 25);
}

#[test]
fn a_vcf_and_a_cats_document_of_one_case_are_joined() {
    let Some(data) = data() else { return };
    let vcf = data.join("somatic-callers/strelka2_somatic_snvs.vcf");
    let cats = data.join("cats/cats_sample_20231211000001.cats");
    let input = read(&[&cats, &vcf], &ImportOptions::default()).unwrap();
    assert_eq!(input.profiles.len(), 1);
    let profile = &input.profiles[0];
    assert_eq!((profile.tumor_sample.as_str(), profile.normal_sample.as_deref()), ("TUMOR", Some("NORMAL")));
    assert_eq!((profile.small_variants.len(), profile.copy_numbers.len()), (60, 17));
    assert_eq!(profile.test.as_ref().unwrap().name.as_deref(), Some("TestSamplePanel"));
    let hcc = data.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz");
    let error = read(&[&hcc, &cats], &ImportOptions::default()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Question, "intake_assembly_conflict"));
    let other = data.join("somatic-vep/pvac_input_somatic.vcf.gz");
    let error = read(&[&hcc, &other], &ImportOptions::default()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Question, "intake_tumor_samples_differ"));
}
