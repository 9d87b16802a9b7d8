//! What a VCF may be asked: which files looked for small variants, and where an absence is no answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use model::interval::{CallableRegions, GenomicInterval};
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};
use model::variation::InterResiduePosition;

use super::tests::{bgzip, import_folder};
use super::*;

const START: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr12,length=133275309>\n";
const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
const WITH_SYMBOL: &str =
    "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Annotations. Format: Allele|Consequence|SYMBOL|HGVSp\">\n";
const WITHOUT_SYMBOL: &str =
    "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Annotations. Format: Allele|Consequence|Gene|HGVSp\">\n";
const BCSQ: &str = "##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Local consequence annotation from BCFtools/csq. \
    Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change\">\n";

fn record(position: u64, info: &str) -> String {
    format!("chr12\t{position}\t.\tC\tT\t.\tPASS\t{info}\tGT:AD\t0/1:30,20\n")
}

/// A release that asks for KRAS, and whether a hundred bases are as in the reference.
fn read(header: &str, records: &str, careful: bool) -> (CaseInput, MolecularProfile) {
    let (start, end) = (InterResiduePosition(1_000), InterResiduePosition(1_100));
    let place = GenomicInterval::between("chr12".into(), start, end).unwrap();
    let watched = BTreeMap::from([(Assembly::GRCh38, CallableRegions::merged([place]))]);
    let genes = Some(BTreeSet::from(["KRAS".to_owned()]));
    let selection = Selection { genes, watched, ..Selection::default() };
    let options = ImportOptions { selection, careful, assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
    let (_folder, path) = import_folder(&bgzip(format!("{START}{header}{COLUMNS}{records}").as_bytes()));
    let input = read_files(&[path], &options).unwrap();
    let profile = input.profiles[0].clone();
    (input, profile)
}

fn looked_for_small_variants(profile: &MolecularProfile) -> bool {
    profile.assessed.contains(&AlterationClass::SmallVariant)
}

#[test]
fn an_annotation_without_gene_names_answers_for_no_gene() {
    let mutated = record(1_035, "CSQ=T|missense_variant|ENSG00000133703|p.Gly12Asp");
    let (input, profile) = read(WITHOUT_SYMBOL, &mutated, false);
    assert_eq!(input.ledger.files[0].bins, BTreeMap::from([(Bin::NoGene, 1)]));
    assert!(!looked_for_small_variants(&profile), "absence is no answer");
    let named = record(1_035, "CSQ=T|missense_variant|KRAS|p.Gly12Asp");
    assert!(looked_for_small_variants(&read(WITH_SYMBOL, &named, false).1));
}

#[test]
fn an_allele_that_names_no_gene_or_only_another_one_is_set_aside_where_a_gene_may_be_wild_type() {
    let other = record(5_000, "CSQ=T|missense_variant|KRAS|p.Ala146Thr");
    for (entry, bin) in
        [("CSQ=T|missense_variant||p.Gly12Asp", Bin::NoGene), ("CSQ=T|upstream_gene_variant|OTHER|", Bin::LowImpact)]
    {
        for careful in [false, true] {
            let (input, profile) = read(WITH_SYMBOL, &format!("{}{other}", record(1_035, entry)), careful);
            assert_eq!(input.ledger.files[0].bins[&bin], 1, "{entry}");
            assert!(looked_for_small_variants(&profile));
            let places = profile.set_aside.unwrap().records.iter().collect::<Vec<_>>();
            assert_eq!(places.len(), 1, "{entry} careful {careful}");
            assert_eq!(places[0].first_base().0, 1_035, "{entry}");
        }
    }
    let elsewhere = format!("{}{other}", record(1_200, "CSQ=T|upstream_gene_variant|OTHER|"));
    assert!(read(WITH_SYMBOL, &elsewhere, false).1.set_aside.unwrap().records.is_empty());
}

#[test]
fn an_annotation_that_is_declared_and_nowhere_filled_in_is_none() {
    let empty = format!("{}{}", record(1_035, "DP=50"), record(5_000, "DP=50"));
    let (input, profile) = read(WITH_SYMBOL, &empty, false);
    assert_eq!(input.ledger.files[0].bins, BTreeMap::from([(Bin::KeptUnannotated, 2)]));
    assert!(!looked_for_small_variants(&profile));
    assert!(input.notices.iter().any(|notice| notice.code == "vcf_nothing_annotated"));
    for annotated in ["T|missense_variant|KRAS|", "T|intron_variant|OTHER|", "T|intergenic_variant||"] {
        let records = format!("{empty}{}", record(6_000, &format!("CSQ={annotated}")));
        let (input, profile) = read(WITH_SYMBOL, &records, false);
        assert!(looked_for_small_variants(&profile), "{annotated}");
        assert!(input.notices.iter().all(|notice| notice.code != "vcf_nothing_annotated"), "{annotated}");
    }
    assert!(looked_for_small_variants(&read(WITH_SYMBOL, "", false).1), "a file without a record found nothing");
}

/// bcftools csq writes nothing about a record between the genes.
#[test]
fn a_genome_of_bcftools_csq_looked_for_small_variants_though_nothing_is_said_between_its_genes() {
    let genome = |first: &str| {
        let mut records = String::from(first);
        (100_000..152_000).for_each(|position| write!(records, "{}", record(position, "DP=50")).unwrap());
        records
    };
    let missense = "BCSQ=missense|KRAS|ENST00000256078|protein_coding|-|12G>12D|5000C>T";
    let (input, profile) = read(BCSQ, &genome(&record(5_000, missense)), false);
    let bins = &input.ledger.files[0].bins;
    assert_eq!((bins[&Bin::Kept], bins[&Bin::KeptUnannotated]), (1, 52_000));
    assert!(input.notices.iter().any(|notice| notice.code == "vcf_unannotated_only_in_table"));
    assert!(looked_for_small_variants(&profile));
    let vep = genome(&record(5_000, "CSQ=T|missense_variant|KRAS|p.Gly12Asp"));
    assert!(!looked_for_small_variants(&read(WITH_SYMBOL, &vep, false).1), "VEP says something of each record");
}
