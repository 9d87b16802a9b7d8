//! What a person is asked before a file is read.

use intake::{ErrorKind, ImportOptions};
use model::assembly::Assembly;
use model::ledger::Bin;

use super::{asked, bins, data, read};

#[test]
fn an_assembly_is_asked_for_where_the_header_only_mentions_one_in_passing() {
    let Some(data) = data() else { return };
    for name in ["T001-COAD.grch37.vcf.gz", "T001-COAD.grch38.vcf.gz"] {
        let error = read(&[&data.join("somatic-pcgr").join(name)], &ImportOptions::default()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Question, "intake_assembly_unknown"));
        assert_eq!(error.parameters()["file"], name);
    }
    let hcc = data.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz");
    let error = read(&[&hcc], &asked(Assembly::GRCh37)).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Question, "intake_assembly_conflict"));
}

#[test]
fn a_tumour_is_asked_for_where_nothing_names_it() {
    let Some(data) = data() else { return };
    for (name, candidates) in [
        ("somatic-vep/manta_vep_94_annotated_sv_cancer_file.vcf.gz", &["998-99", "999-99"][..]),
        ("cnv-sv-fusion/delly2-min.vcf", &["index", "father", "mother"][..]),
    ] {
        let error = read(&[&data.join(name)], &ImportOptions::default()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Question, "intake_tumor_sample_unclear"), "{name}");
        assert_eq!(error.candidates(), candidates);
    }
    let known = read(&[&data.join("somatic-vep/cancer_test.vcf.gz")], &ImportOptions::default()).unwrap();
    assert_eq!(known.profiles[0].tumor_sample, "999-99");
    assert_eq!(known.profiles[0].normal_sample.as_deref(), Some("998-99"));
}

#[test]
fn hotspot_files_name_their_patient_in_the_header() {
    let Some(data) = data() else { return };
    let folder = data.join("tcga-hotspot-patients/vcf");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let input = read(&[&path], &ImportOptions::default()).unwrap();
        assert_eq!(bins(&input), [(Bin::Kept, 1)], "{}", path.display());
        let profile = &input.profiles[0];
        assert!(profile.tumor_sample.starts_with("TCGA-"), "{}", profile.tumor_sample);
        let seen_change = &profile.small_variants[0].consequences[0];
        assert!(seen_change.gene.is_some() && seen_change.hgvsp.is_some() && !seen_change.terms.is_empty());
        seen += 1;
    }
    assert!(seen >= 60, "{seen}");
}
