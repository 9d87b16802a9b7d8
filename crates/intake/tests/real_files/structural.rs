//! Structural variants and fusions.

use intake::ImportOptions;
use model::assembly::Assembly;
use model::evidence::AlleleOrigin;
use model::profile::AlterationClass;

use super::{asked, data, read};

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
