//! Annotations beyond VEP and SnpEff's own.

use std::path::Path;

use intake::ImportOptions;
use model::ledger::Bin;

use super::{bins, data, protein, read};

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

#[test]
fn the_format_of_snpeff_before_ann_is_read_and_said_to_be_untested_on_real_files() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-EFF/input/ODD-EFF.vcf");
    let input = read(&[&path], &ImportOptions::default()).unwrap();
    assert_eq!(bins(&input), [(Bin::Kept, 2), (Bin::NoGene, 1)]);
    let variants = &input.profiles[0].small_variants;
    assert_eq!(variants.len(), 3);
    for (variant, change) in variants.iter().zip(["V600E", "T790M", "T790K"]) {
        assert!(protein(variant, change), "{change}");
    }
    assert!(input.notices.iter().any(|notice| notice.code == "vcf_effect_field_not_verified"));
    assert!(input.notices.iter().all(|notice| notice.code != "vcf_annotation_of_other_alleles"));
}
