//! The synthetic cases of the repository.

use std::path::{Path, PathBuf};

use intake::{ErrorKind, ImportOptions, read_files};
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};

use super::{bins, read};

/// The synthetic cases of this repository: every record in the bin that was written down beforehand.
#[test]
fn synthetic_cases_end_in_the_bins_expected() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut compared = 0;
    for case in std::fs::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        let Ok(text) = std::fs::read_to_string(case.join("expected/ledger.json")) else { continue };
        let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(case.join("input")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let input = read_files(&paths, &ImportOptions::default()).unwrap();
        assert_eq!(input.profiles.len(), 1, "{}", case.display());
        for wanted in expected["files"].as_array().unwrap() {
            let file = input.ledger.files.iter().find(|file| wanted["path"] == file.name.as_str()).unwrap();
            let bins: Vec<serde_json::Value> = file
                .bins
                .iter()
                .map(|(bin, count)| serde_json::json!({ "name": serde_json::to_value(bin).unwrap(), "count": count }))
                .collect();
            assert_eq!(wanted["records"], file.records, "{}", file.name);
            assert_eq!(wanted["bins"].as_array().unwrap(), &bins, "{}", file.name);
            compared += 1;
        }
    }
    assert!(compared >= 3, "{compared}");
}

#[test]
fn bad_and_odd_synthetic_cases_end_as_written_down() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let import = |case: &str| {
        let folder = cases.join(case).join("input");
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        read_files(&paths, &ImportOptions::default())
    };
    for (case, kind, code) in [
        ("BAD-NOT-A-VCF", ErrorKind::Refused, "intake_unknown_format"),
        ("BAD-EMPTY", ErrorKind::Refused, "intake_empty_file"),
        ("BAD-TRUNCATED-GZIP", ErrorKind::Refused, "intake_gzip_truncated"),
        ("BAD-WRONG-FORMAT", ErrorKind::Refused, "intake_all_records_malformed"),
        ("BAD-TWO-ASSEMBLIES", ErrorKind::Question, "intake_assembly_conflict"),
    ] {
        let error = import(case).unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, code), "{case}");
    }
    let unannotated = import("BAD-NO-CSQ").unwrap();
    for said in ["vcf_unannotated", "vcf_nothing_annotated"] {
        assert!(unannotated.notices.iter().any(|notice| notice.code == said), "{said}");
    }
    let small = |profile: &MolecularProfile| profile.assessed.contains(&AlterationClass::SmallVariant);
    assert!(!unannotated.profiles.iter().any(small), "absence is no answer where nothing says what a change does");
    assert!(import("LUAD-01").unwrap().profiles.iter().all(small));
    assert_eq!(import("ODD-NO-RECORDS").unwrap().ledger.files[0].records, 0);
    assert_eq!(import("ODD-CRLF").unwrap().ledger.files[0].malformed, []);
    let patient = import("ODD-RARE-KANJI").unwrap().clinical.unwrap().patient;
    assert_eq!(patient.name, "𠮷髙 架空");
}

#[test]
fn each_synthetic_dialect_is_read_by_its_own_fields() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-CALLERS/input");
    for (file, caller, vaf, formula, depth) in [
        ("bcftools", "bcftools call", "0.25", "INFO/DP4", 42),
        ("clair3", "Clair3", "0.25", "FORMAT/AF", 40),
        ("deepvariant", "DeepVariant / GLnexus", "0.25", "FORMAT/VAF", 40),
        ("dragen", "DRAGEN", "0.250", "FORMAT/AF", 40),
        ("freebayes", "FreeBayes", "0.25", "FORMAT/{RO,AO}", 40),
        ("haplotypecaller", "GATK HaplotypeCaller", "0.25", "FORMAT/AD", 40),
        ("lofreq", "LoFreq", "0.1", "INFO/AF", 100),
        ("muse", "MuSE", "0.25", "FORMAT/AD", 40),
        ("mutect1", "MuTect 1", "0.25", "FORMAT/FA", 40),
        ("pindel", "Pindel", "0.25", "FORMAT/AD", 40),
        ("somaticsniper", "SomaticSniper", "0.25", "FORMAT/DP4", 40),
        ("strelka", "Strelka / Strelka2", "0.25", "FORMAT/{A,C,G,T}U tier 1", 40),
        ("vardict", "VarDict", "0.25", "FORMAT/AF", 40),
        ("varscan2", "VarScan2", "0.25", "FORMAT/FREQ", 80),
    ] {
        let path = folder.join(file).with_extension("vcf");
        let input = read(&[&path], &ImportOptions::default()).unwrap();
        let profile = &input.profiles[0];
        assert_eq!(profile.callers, [caller]);
        let seen = profile.small_variants[0].tumor.as_ref().unwrap();
        let told = (seen.vaf_fraction.unwrap().to_string(), seen.vaf_formula.as_deref(), seen.depth_reads);
        assert_eq!(told, (vaf.to_owned(), Some(formula), Some(depth)), "{file}");
        assert_eq!(bins(&input), [(Bin::KeptUnannotated, 1)], "{file}");
    }
}
