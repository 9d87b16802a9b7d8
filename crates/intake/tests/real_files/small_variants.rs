//! Small variants of real callers, and where their records end.

use intake::ImportOptions;
use model::assembly::Assembly;
use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::small_variant::{SmallVariant, TranscriptSelection};

use super::{asked, bins, data, protein, read};

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
