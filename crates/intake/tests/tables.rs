//! Synthetic tables, one of each dialect that is read.

#![cfg(test)]

use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files, recognise};
use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::interval::GenomicInterval;
use model::ledger::Bin;
use model::variation::InterResiduePosition;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-TABLES/input").join(name)
}

fn read(name: &str) -> CaseInput {
    let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
    read_files(&[path(name)], &options).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_table_is_told_by_its_columns_and_read_whole() {
    for (name, code, kept) in [
        ("allele_segments.tsv", "allele_segments", 2),
        ("callable.bed", "callable_regions", 4),
        ("chord_prediction.txt", "chord_predictions", 1),
        ("cnvkit.cns", "cnvkit_segments", 2),
        ("dnacopy.seg", "seg", 2),
        ("family.ped", "pedigree", 3),
        ("gene_copy_numbers.csv", "gene_copy_numbers", 2),
        ("gene_tpm.tsv", "gene_expression", 2),
        ("kallisto.abundance.tsv", "kallisto_abundance", 1),
        ("msisensor.txt", "msisensor", 1),
        ("purple.cnv.gene.tsv", "purple_genes", 1),
        ("purple.cnv.somatic.tsv", "purple_segments", 1),
        ("purple.purity.tsv", "purple_purity", 1),
        ("purple.qc", "purple_qc", 4),
        ("rsem.genes.results", "rsem_genes", 1),
        ("salmon.quant.genes.sf", "salmon_quant", 2),
        ("signature_activities.txt", "signature_activities", 1),
    ] {
        assert_eq!(recognise(&path(name)).unwrap().code(), code, "{name}");
        let file = &read(name).ledger.files[0];
        assert!(file.balances() && !file.bins.contains_key(&Bin::Malformed), "{name}");
        assert_eq!(file.bins[&Bin::Kept], kept, "{name}");
    }
}

#[test]
fn callable_regions_and_family_stand_beside_a_profile() {
    let files = ["dnacopy.seg", "callable.bed", "family.ped"].map(path);
    let input = read_files(&files, &ImportOptions::default()).unwrap();
    let [profile] = input.profiles.as_slice() else { panic!("one profile") };
    assert_eq!((profile.tumor_sample.as_str(), profile.assembly), ("SYN-T", Assembly::GRCh38));
    let stretch =
        |from, to| GenomicInterval::between("1".into(), InterResiduePosition(from), InterResiduePosition(to)).unwrap();
    let callable = profile.callable.as_ref().unwrap();
    assert!(callable.covers(&stretch(1000, 2500)) && !callable.covers(&stretch(2500, 2501)));
    assert_eq!(input.pedigree.unwrap().members.len(), 3);
}
