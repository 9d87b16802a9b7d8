//! Real files of other projects, read where they lie; nothing of them is copied here.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use intake::{ErrorKind, FileKind, ImportOptions, IntakeError, read_files, recognise};
use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::profile::AlterationClass;
use model::small_variant::{SmallVariant, TranscriptSelection};

/// The folder of test data, or `None` after saying loudly that the test proves nothing.
fn data() -> Option<PathBuf> {
    let given = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = given.unwrap_or(usual);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no test data at {}; set SHIRUBE_TESTDATA", folder.display());
    None
}

fn read(paths: &[&Path], options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| (*path).to_owned()).collect();
    let input = read_files(&paths, options)?;
    for file in &input.ledger.files {
        assert!(file.balances(), "{}", file.name);
    }
    Ok(input)
}

fn asked(assembly: Assembly) -> ImportOptions {
    ImportOptions { assembly: Some(assembly), ..ImportOptions::default() }
}

fn bins(input: &CaseInput) -> Vec<(Bin, u64)> {
    input.ledger.files[0].bins.iter().map(|(bin, count)| (*bin, *count)).collect()
}

fn protein(variant: &SmallVariant, text: &str) -> bool {
    let wanted = text.parse().unwrap();
    variant.consequences.iter().any(|seen| seen.hgvsp.as_ref().is_some_and(|hgvsp| hgvsp.change == wanted))
}

#[test]
fn hcc1395_is_read_whole() {
    let Some(data) = data() else { return };
    let input = read(&[&data.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz")], &ImportOptions::default()).unwrap();
    let file = &input.ledger.files[0];
    assert_eq!(file.records, 1470);
    assert_eq!(file.bins[&Bin::FilteredByCaller], 206);
    assert_eq!(file.malformed, []);
    let profile = &input.profiles[0];
    assert_eq!(profile.assembly, Assembly::GRCh38);
    assert_eq!(profile.tumor_sample, "HCC1395_TUMOR_DNA");
    assert_eq!(profile.normal_sample.as_deref(), Some("HCC1395_NORMAL_DNA"));
    let tp53: Vec<&SmallVariant> = profile.small_variants.iter().filter(|variant| protein(variant, "R175H")).collect();
    let [tp53] = tp53.as_slice() else { panic!("one TP53 R175H") };
    assert_eq!(tp53.allele.to_string(), "17:7675088:C:T");
    let shown = tp53.shown_consequence().unwrap();
    assert_eq!((shown.gene.as_deref(), shown.selection), (Some("TP53"), TranscriptSelection::ManeSelect));
    assert_eq!(shown.hgvsp.as_ref().unwrap().to_string(), "ENSP00000269305.4:p.Arg175His");
    assert_eq!((shown.exon.unwrap().first, shown.exon.unwrap().total), (5, 11));
    assert!(tp53.consequences.len() > 5, "every transcript is kept");
    assert_eq!(tp53.origin, AlleleOrigin::Somatic);
    assert!(tp53.tumor.as_ref().unwrap().vaf_fraction.unwrap() > tp53.normal.as_ref().unwrap().vaf_fraction.unwrap());
    let varscan = profile.small_variants.iter().filter(|variant| variant.tumor.is_none()).count();
    assert_eq!(varscan, 0, "each kept variant has its reads, whichever caller wrote it");
}

#[test]
fn annotated_files_balance_with_the_counts_of_their_readme() {
    let Some(data) = data() else { return };
    let silent = ImportOptions::default();
    let tumor = ImportOptions { tumor_sample: Some("998-99".to_owned()), ..ImportOptions::default() };
    for (name, options, records, alleles) in [
        ("somatic-vep/pvac_input_somatic.vcf.gz", &silent, 2734, 2734),
        ("somatic-vep/pvac_full_input.vcf", &silent, 477, 486),
        ("somatic-vep/vatools_vep_input.vcf.gz", &asked(Assembly::GRCh38), 76, 76),
        ("somatic-vep/cancer_test.vcf.gz", &silent, 10, 10),
        ("somatic-vep/manta_vep_94_annotated_sv_cancer_file.vcf.gz", &tumor, 15, 15),
        ("somatic-callers/mutect-example.vcf", &silent, 4889, 4889),
        ("somatic-callers/mutect2_example.vcf", &asked(Assembly::GRCh38), 7, 11),
        ("somatic-callers/strelka-example.vcf", &silent, 20, 20),
        ("somatic-callers/strelka2_somatic_snvs.vcf", &silent, 3, 3),
        ("somatic-callers/vep_annotated_csq.vcf", &silent, 4, 5),
        ("somatic-pcgr/T001-COAD.grch37.vcf.gz", &asked(Assembly::GRCh37), 3317, 3317),
        ("somatic-pcgr/T001-COAD.grch38.vcf.gz", &asked(Assembly::GRCh38), 3313, 3313),
        ("cnv-sv-fusion/dragen-sv-min.vcf", &silent, 1, 1),
        ("cnv-sv-fusion/manta-min.vcf", &silent, 1, 1),
        ("cnv-sv-fusion/sniffles2-min.vcf", &silent, 5, 5),
        ("snpeff-ann/cancer_pedigree.ann.vcf", &asked(Assembly::GRCh37), 3, 6),
    ] {
        let input = read(&[&data.join(name)], options).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = &input.ledger.files[0];
        assert_eq!((file.records, file.alleles.values().sum::<u64>()), (records, alleles), "{name}");
        assert_eq!(file.bins.get(&Bin::Malformed), None, "{name}: {:?}", file.malformed);
    }
}

#[test]
fn callers_are_read_by_their_own_fields() {
    let Some(data) = data() else { return };
    let metrics = |name: &str, assembly: Option<Assembly>, index: usize| {
        let options = ImportOptions { assembly, ..ImportOptions::default() };
        let input = read(&[&data.join(name)], &options).unwrap();
        let variant = input.profiles[0].small_variants[index].clone();
        let tumor = variant.tumor.unwrap();
        (tumor.vaf_fraction.unwrap().to_string(), tumor.vaf_formula.unwrap(), tumor.depth_reads.unwrap())
    };
    let expected = |vaf: &str, formula: &str, depth: u32| (vaf.to_owned(), formula.to_owned(), depth);
    assert_eq!(
        metrics("somatic-callers/strelka2_somatic_snvs.vcf", None, 0),
        expected("0.3929", "FORMAT/{A,C,G,T}U tier 1", 28)
    );
    assert_eq!(
        metrics("somatic-callers/strelka-example.vcf", None, 0),
        expected("0.8571", "FORMAT/{TAR,TIR} tier 1", 94)
    );
    assert_eq!(
        metrics("somatic-callers/mutect2_example.vcf", Some(Assembly::GRCh38), 4),
        expected("0.128", "FORMAT/AF", 522)
    );
    assert_eq!(
        metrics("somatic-pcgr/T001-COAD.grch37.vcf.gz", Some(Assembly::GRCh37), 0),
        expected("0.275862068966", "INFO/TVAF", 29)
    );
    let varscan = read(&[&data.join("somatic-vep/pvac_full_input.vcf")], &ImportOptions::default()).unwrap();
    let told = varscan.profiles[0].small_variants.iter().filter(|variant| variant.tumor.is_some()).count();
    assert_eq!(told, varscan.profiles[0].small_variants.len());
}

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

#[test]
fn expected_coordinates_of_other_scripts_are_all_there() {
    let Some(data) = data() else { return };
    let wanted = |name: &str| {
        let text = std::fs::read_to_string(data.join(name)).unwrap();
        let rows = text.lines().skip(1).map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            (fields[0].clone(), fields.clone())
        });
        rows.collect::<Vec<_>>()
    };
    let laml = read(&[&data.join("maf-tcga-laml/tcga_laml.part-a.maf")], &ImportOptions::default()).unwrap();
    let rows = wanted("maf-tcga-laml/expected_civic_exact.part-a.tsv");
    assert!(rows.len() > 200);
    for (sample, fields) in rows {
        let profile = laml.profiles.iter().find(|profile| profile.tumor_sample == sample).unwrap();
        let start: u64 = fields[4].parse().unwrap();
        let found = profile.small_variants.iter().find(|variant| {
            let seen = &variant.consequences[0];
            let inserted = u64::from(variant.allele.reference.is_empty());
            variant.allele.position.0 == start + inserted && seen.gene.as_deref() == Some(fields[1].as_str())
        });
        let found = found.unwrap_or_else(|| panic!("{sample} {} {start}", fields[1]));
        assert!(fields[2].is_empty() || protein(found, &fields[2]), "{sample} {} {}", fields[1], fields[2]);
    }
    let coad = read(&[&data.join("somatic-pcgr/T001-COAD.grch37.vcf.gz")], &asked(Assembly::GRCh37)).unwrap();
    for (_, fields) in wanted("somatic-pcgr/expected_civic_exact.T001-COAD.grch37.tsv") {
        let at = fields.iter().position(|field| field.parse::<u64>().is_ok_and(|start| start > 1000)).unwrap();
        let shown = format!("{}:{}:{}:{}", fields[at - 1], fields[at], fields[at + 1], fields[at + 2]);
        assert!(coad.profiles[0].small_variants.iter().any(|variant| variant.allele.to_string() == shown), "{shown}");
    }
}

/// The strict reader of noodles as oracle: the same records, and each of its alleles in the profile or in another bin.
#[test]
fn noodles_sees_the_same_records() {
    let Some(data) = data() else { return };
    let path = data.join("somatic-vep/HCC1395.vep105.grch38.vcf.gz");
    let input = read(&[&path], &ImportOptions::default()).unwrap();
    let mut reader = noodles_vcf::io::Reader::new(noodles_bgzf::io::Reader::new(std::fs::File::open(&path).unwrap()));
    let header = reader.read_header().unwrap();
    assert_eq!(header.sample_names().len(), 2);
    let (mut records, mut passed) = (0, Vec::new());
    for record in reader.records() {
        let record = record.unwrap();
        records += 1;
        if record.filters().as_ref() == "PASS" {
            let position = record.variant_start().unwrap().unwrap().get();
            let contig = record.reference_sequence_name().trim_start_matches("chr").to_owned();
            let alternates = record.alternate_bases().as_ref().to_owned();
            passed.push(format!("{contig}:{position}:{}:{alternates}", record.reference_bases()));
        }
    }
    let file = &input.ledger.files[0];
    let elsewhere = file.bins.iter().filter(|(bin, _)| !matches!(bin, Bin::Kept | Bin::FilteredByCaller));
    assert_eq!(file.records, records);
    assert_eq!(passed.len() as u64 - elsewhere.map(|(_, count)| count).sum::<u64>(), file.bins[&Bin::Kept]);
    let kept: Vec<String> = input.profiles[0].small_variants.iter().map(|variant| variant.allele.to_string()).collect();
    assert!(kept.iter().all(|allele| passed.contains(allele)));
}

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
    assert!(unannotated.notices.iter().any(|notice| notice.code == "vcf_unannotated"));
    assert_eq!(import("ODD-NO-RECORDS").unwrap().ledger.files[0].records, 0);
    assert_eq!(import("ODD-CRLF").unwrap().ledger.files[0].malformed, []);
    let patient = import("ODD-RARE-KANJI").unwrap().clinical.unwrap().patient;
    assert_eq!(patient.name, "𠮷髙 架空");
}

/// Structural variants and fusions: what each bin holds, then how many structural variants and rearrangements.
const STRUCTURAL_FILES: [(&str, &str, &str); 12] = [
    ("cnv-sv-fusion/manta-min.vcf", "SAMPLE", "kept_unannotated 1; 0 and 0"),
    ("cnv-sv-fusion/dragen-sv-min.vcf", "SAMPLE", "kept_unannotated 1; 0 and 0"),
    ("cnv-sv-fusion/delly2-min.vcf", "index", "kept_unannotated 2; 2 and 0"),
    ("cnv-sv-fusion/sniffles2-min.vcf", "SAMPLE", "kept_unannotated 5; 4 and 0"),
    (
        "somatic-vep/manta_vep_94_annotated_sv_cancer_file.vcf.gz",
        "999-99",
        "kept 4, filtered_by_caller 8, no_gene 3; 4 and 4",
    ),
    ("germline-scout/643594.clinical.SV.vcf.gz", "ADM1059A1", "kept 9, not_in_tumor 10; 2 and 0"),
    ("germline-scout/643594.clinical.mei.vcf.gz", "ADM1059A1", "kept 252; 252 and 0"),
    ("scale-seed/structural.vcf", "NA00001", "kept_unannotated 7; 6 and 0"),
    ("cnv-sv-fusion/arriba_fusions.tsv", "", "kept 1; 0 and 1"),
    ("cnv-sv-fusion/starfusion_BT474.abridged.FFPM.tsv", "", "kept 34; 0 and 34"),
    ("somatic-pcgr/T001-COAD.grch37.fusions.tsv", "", "kept 13; 0 and 13"),
    ("somatic-pcgr/T001-COAD.grch38.fusions.tsv", "", "kept 9; 0 and 9"),
];

#[test]
fn structural_files_end_in_these_bins() {
    let Some(data) = data() else { return };
    for (name, sample, expected) in STRUCTURAL_FILES {
        let options = ImportOptions {
            tumor_sample: Some(sample.to_owned()).filter(|name| !name.is_empty()),
            ..asked(if name.contains("grch38") { Assembly::GRCh38 } else { Assembly::GRCh37 })
        };
        let input = read(&[&data.join(name)], &options).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (file, profile) = (&input.ledger.files[0], &input.profiles[0]);
        let counts: Vec<String> = file.bins.iter().map(|(bin, count)| format!("{} {count}", bin.code())).collect();
        let (variants, rearranged) = (profile.structural_variants.len(), profile.rearrangements.len());
        assert_eq!(format!("{}; {variants} and {rearranged}", counts.join(", ")), expected, "{name}");
        let mobile_elements = name.contains(".mei.");
        assert_eq!(profile.assessed.contains(&AlterationClass::Rearrangement), !mobile_elements, "{name}");
        assert!(!profile.assessed.contains(&AlterationClass::SmallVariant), "{name}");
    }
}

#[test]
fn a_tandem_duplication_with_a_gene_at_each_end_joins_them_in_the_order_of_their_strands() {
    let Some(data) = data() else { return };
    let options = ImportOptions { tumor_sample: Some("999-99".to_owned()), ..ImportOptions::default() };
    let path = data.join("somatic-vep/manta_vep_94_annotated_sv_cancer_file.vcf.gz");
    let input = read(&[&path], &options).unwrap();
    let names: Vec<String> = input.profiles[0]
        .rearrangements
        .iter()
        .map(|event| format!("{} {}", event.key(), event.order_stated))
        .collect();
    assert_eq!(
        names,
        [
            "TP73::PLCH2 fusion true",
            "PANK4::? rearrangement false",
            "PANK4::? rearrangement false",
            "GS1-600G8.5::? rearrangement false"
        ]
    );
    let duplication = &input.profiles[0].structural_variants[0];
    let support = duplication.tumor.as_ref().unwrap();
    assert_eq!((support.formula.as_str(), support.alternate_reads), ("FORMAT/{PR,SR}", Some(17)));
    assert_eq!(duplication.origin, AlleleOrigin::Somatic);
    assert!(duplication.genes_inside > 3);
    assert!(input.notices.iter().any(|notice| notice.code == "vcf_breakend_mate_missing"));
}

#[test]
fn fusion_tables_keep_breakpoints_frame_and_reads() {
    let Some(data) = data() else { return };
    let input = read(&[&data.join("cnv-sv-fusion/arriba_fusions.tsv")], &asked(Assembly::GRCh37)).unwrap();
    let bcr = &input.profiles[0].rearrangements[0];
    let call = bcr.call.as_ref().unwrap();
    assert_eq!((bcr.key().to_string().as_str(), bcr.supporting_reads), ("BCR::ABL1 fusion", Some(11)));
    assert_eq!(call.breakpoints[0].place.to_string(), "22:23632600");
    assert_eq!(call.reading_frame, Some(model::rearrangement_call::ReadingFrame::InFrame));
    assert_eq!((call.five_prime_domains.len(), call.three_prime_domains.len()), (4, 5));
    let star = data.join("cnv-sv-fusion/starfusion_BT474.abridged.FFPM.tsv");
    let input = read(&[&star], &asked(Assembly::GRCh37)).unwrap();
    let first = &input.profiles[0].rearrangements[0];
    let call = first.call.as_ref().unwrap();
    assert_eq!((call.junction_reads, call.spanning_reads), (Some(68), Some(98)));
    assert_eq!(call.reads_formula.as_deref(), Some("JunctionReadCount+SpanningFragCount"));
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

#[test]
fn a_consequence_shared_by_two_records_is_told_for_both() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-BCSQ/input/ODD-BCSQ.vcf");
    let input = read(&[&path], &ImportOptions::default()).unwrap();
    let variants = &input.profiles[0].small_variants;
    let shown = variants.iter().map(|one| one.consequences.iter().any(|seen| seen.hgvsp == Some("p.V600K".into())));
    assert_eq!(shown.collect::<Vec<_>>(), [true, true, false]);
    assert!(input.notices.iter().any(|notice| notice.code == "vcf_shared_consequence_missing"));
}

#[test]
fn bcftools_csq_of_a_real_trio_names_genes_and_protein_changes() {
    let Some(data) = data() else { return };
    let options = ImportOptions { tumor_sample: Some("UDN810123".to_owned()), ..ImportOptions::default() };
    let input = read(&[&data.join("germline-trio/comphet.csq.vcf")], &options).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 4)]);
    let variants = &input.profiles[0].small_variants;
    assert!(variants.iter().any(|variant| protein(variant, "D571N")));
    assert!(variants.iter().flat_map(|variant| &variant.consequences).any(|seen| seen.gene.as_deref() == Some("LGSN")));
    let open = input.notices.iter().find(|notice| notice.code == "vcf_shared_consequence_missing").unwrap();
    assert_eq!(open.parameters["count"], "4", "the records pointed to were filtered away");
}

/// What each real file is asked for, and where its records end.
#[test]
fn real_small_variant_files_end_in_the_bins_written_here() {
    let Some(data) = data() else { return };
    for (path, expected) in REAL_FILES {
        let path = data.join(path);
        let mut options = ImportOptions::default();
        let mut told = Vec::new();
        let end = loop {
            match read(&[&path], &options) {
                Ok(input) => break bins(&input).iter().map(|(bin, count)| format!("{bin:?}={count}")).collect(),
                Err(error) if options.tumor_sample.is_none() && error.code() == "intake_tumor_sample_unclear" => {
                    let candidates = error.parameters().into_iter().find(|(name, _)| *name == "candidates").unwrap().1;
                    options.tumor_sample = candidates.split(", ").next().map(str::to_owned);
                    told.push("sample?".to_owned());
                }
                Err(error) if options.assembly.is_none() && error.code() == "intake_assembly_unknown" => {
                    options.assembly = Some(Assembly::GRCh37);
                    told.push("assembly?".to_owned());
                }
                Err(error) => break vec![error.code().to_owned()],
            }
        };
        told.extend(end);
        assert_eq!(told.join(" "), *expected, "{}", path.display());
    }
}

const REAL_FILES: &[(&str, &str)] = &[
    ("somatic-callers/mutect-example.vcf", "KeptUnannotated=10 FilteredByCaller=4879"),
    ("somatic-callers/mutect2_example.vcf", "assembly? KeptUnannotated=7"),
    ("somatic-callers/strelka-example.vcf", "KeptUnannotated=20"),
    ("somatic-callers/strelka2_somatic_snvs.vcf", "KeptUnannotated=2 FilteredByCaller=1"),
    ("somatic-callers/vep_annotated_csq.vcf", "Kept=3 NoGene=1"),
    ("germline-callers/NA12878_dragen.vcf", "KeptUnannotated=129"),
    ("germline-callers/bcftools_split-vep.vcf", "Kept=802"),
    ("germline-callers/example_gatk_hc.4.4.0.0.vcf", "KeptUnannotated=2"),
    ("germline-trio/comphet.csq.vcf", "sample? NotInTumor=4"),
    ("germline-trio/talos_joint.vcf.bgz", "sample? KeptUnannotated=13"),
    ("germline-scout/643594.clinical.SV.vcf.gz", "sample? Kept=9 NotInTumor=10"),
    ("germline-scout/643594.clinical.mei.vcf.gz", "sample? Kept=252"),
    ("germline-scout/643594.clinical.str.stranger.vcf.gz", "sample? assembly? NoAlternate=11 NotReadYet=69"),
    ("germline-scout/643594.clinical.vcf.gz", "sample? Kept=275 FilteredByCaller=246 NotInTumor=159"),
    ("germline-scout/643594.research.vcf.gz", "sample? Kept=273 FilteredByCaller=246 NotInTumor=159"),
    ("germline-scout/vep104_annotated.vcf", "sample? Kept=1"),
    ("snpeff-ann/cancer_pedigree.ann.vcf", "assembly? Kept=3"),
    ("snpeff-ann/test.ann.vcf", "intake_vcf_column_line_missing"),
    ("snpeff-ann/variants_1.ann.vcf", "intake_vcf_column_line_missing"),
    ("snpeff-ann/variants_2.ann.vcf", "intake_vcf_column_line_missing"),
    ("scale-seed/1kg.head_chr1.filtered.vcf.gz", "sample? KeptUnannotated=85 NotInTumor=14"),
    ("scale-seed/chr22.vcf.gz", "sample? assembly? KeptUnannotated=969 NotInTumor=9407"),
    ("scale-seed/ex2.vcf", "sample? intake_assembly_not_supported"),
    ("scale-seed/structural.vcf", "assembly? KeptUnannotated=7"),
    ("signatures/PD3851a.vcf.gz", "intake_unknown_format"),
    ("signatures/PD3890a.vcf.gz", "intake_unknown_format"),
    ("somatic-vep/HCC1395.vep105.grch38.vcf.gz", "Kept=1264 FilteredByCaller=206"),
    ("somatic-vep/cancer_test.vcf.gz", "Kept=8 FilteredByCaller=2"),
    ("somatic-vep/manta_vep_94_annotated_sv_cancer_file.vcf.gz", "sample? FilteredByCaller=8 NoGene=1 NotInTumor=6"),
    ("somatic-vep/pvac_full_input.vcf", "Kept=370 KeptUnannotated=2 NoGene=104 NotInTumor=1"),
    ("somatic-vep/pvac_input_somatic.vcf.gz", "Kept=2729 NoGene=5"),
    ("somatic-vep/vatools_vep_input.vcf.gz", "assembly? Kept=76"),
];

#[test]
fn copy_number_segments_of_real_programs_are_read_whole() {
    let Some(data) = data() else { return };
    for (name, assembly, records, samples) in [
        ("cnv-sv-fusion/cnvkit_tr95t.cns", Assembly::GRCh37, 124, 1),
        ("cnv-sv-fusion/cnvkit_cl_seq.cns", Assembly::GRCh37, 78, 1),
        ("cnv-sv-fusion/cnvkit_amplicon.cns", Assembly::GRCh37, 88, 1),
        ("somatic-pcgr/T001-COAD.grch37.cna.tsv", Assembly::GRCh37, 252, 1),
        ("somatic-pcgr/T001-COAD.grch38.cna.tsv", Assembly::GRCh38, 260, 1),
    ] {
        let input = read(&[&data.join(name)], &asked(assembly)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = &input.ledger.files[0];
        assert_eq!(file.records, records, "{name}");
        assert_eq!(input.profiles.len(), samples, "{name}");
        assert_eq!(input.profiles[0].segments.len() as u64, file.bins[&Bin::Kept], "{name}");
        // Eight rows of the amplicon file end before they begin.
        let malformed = if name.ends_with("amplicon.cns") { 8 } else { 0 };
        assert_eq!(file.bins[&Bin::Kept] + malformed, records, "{name}");
    }
    let seg = read(&[&data.join("cnv-sv-fusion/cnvkit_cw-tr-log2.seg")], &asked(Assembly::GRCh37)).unwrap();
    assert_eq!(seg.ledger.files[0].records, 4172);
    let laml = read(&[&data.join("maf-tcga-laml/LAML_CBS_segments.part-a.tsv")], &asked(Assembly::GRCh37)).unwrap();
    assert_eq!(laml.ledger.files[0].records, 4335);
    let error = read(&[&data.join("signatures/Samples_SBS.txt")], &ImportOptions::default()).unwrap_err();
    assert_eq!(error.code(), "intake_mutation_counts");
}

#[test]
fn families_of_real_pedigrees_are_read() {
    let Some(data) = data() else { return };
    for (name, persons, expected) in [
        ("germline-scout/643594.ped", 3, vec![]),
        ("germline-scout/643594.peddy.ped", 3, vec!["pedigree_fields_not_read"]),
        ("germline-scout/cancer_test.ped", 2, vec![]),
        ("germline-trio/comphet.csq.ped", 3, vec![]),
        ("germline-trio/talos_pedigree.ped", 3, vec![]),
    ] {
        let input =
            read(&[&data.join(name)], &ImportOptions::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let pedigree = input.pedigree.unwrap();
        assert_eq!((pedigree.members.len(), pedigree.families()), (persons, 1), "{name}");
        let codes: Vec<&str> = input.notices.iter().map(|notice| notice.code.as_str()).collect();
        assert_eq!(codes, expected, "{name}");
    }
}
