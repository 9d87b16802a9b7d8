//! What only big files have: a genome without annotation, a header of thousands of lines, a line of 70 kB.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::ControlFlow;

use model::interval::{CallableRegions, GenomicInterval};
use model::ledger::Bin;
use model::profile::AlterationClass;
use model::variation::{Allele, Contig, InterResiduePosition, VcfPosition};

use super::row_tests::KeepingSink;
use super::tests::{bgzip, import_folder};
use super::*;

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
const START: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159345973>\n";

fn read(bytes: &[u8], options: &ImportOptions) -> (CaseInput, KeepingSink) {
    let (_folder, path) = import_folder(bytes);
    let mut sink = KeepingSink::default();
    let silent = |_: ImportPosition| ControlFlow::Continue(());
    let input = read_files_into(&[path], options, &mut sink, &silent).unwrap();
    (input, sink)
}

fn without_annotation(records: u64) -> Vec<u8> {
    let mut text = format!("{START}{COLUMNS}");
    for position in 1..=records {
        let filter = if position % 100 == 0 { "LowQual" } else { "PASS" };
        writeln!(text, "chr7\t{position}\t.\tA\tG\t.\t{filter}\t.\tGT:AD\t0/1:9,9").unwrap();
    }
    bgzip(text.as_bytes())
}

/// A release that asks for one gene, by its place for one allele, and whether two bases are as in the reference.
fn asking(position: u64) -> ImportOptions {
    let allele = Allele {
        assembly: Assembly::GRCh38,
        contig: Contig::from("chr7"),
        position: VcfPosition(position),
        reference: "A".to_owned(),
        alternate: "G".to_owned(),
    };
    let genes = Some(BTreeSet::from(["BRAF".to_owned()]));
    let (start, end) = (InterResiduePosition(40_000), InterResiduePosition(40_002));
    let place = GenomicInterval::between("chr7".into(), start, end).unwrap();
    let watched = BTreeMap::from([(Assembly::GRCh38, CallableRegions::merged([place]))]);
    let selection = Selection { genes, alleles: BTreeSet::from([allele]), watched, ..Selection::default() };
    ImportOptions { selection, ..ImportOptions::default() }
}

#[test]
fn a_genome_without_annotation_is_in_the_table_whole_and_only_what_is_asked_for_by_place_in_the_profile() {
    let (input, sink) = read(&without_annotation(60_000), &asking(31_415));
    let file = &input.ledger.files[0];
    assert!(file.balances());
    assert_eq!(file.bins, BTreeMap::from([(Bin::KeptUnannotated, 59_400), (Bin::FilteredByCaller, 600)]));
    assert_eq!(sink.rows.len(), 60_000);
    let profile = &input.profiles[0];
    let places: Vec<u64> = profile.small_variants.iter().map(|variant| variant.allele.position.0).collect();
    assert_eq!(places, [31_415, 40_001, 40_002], "asked for by itself, or where a gene may have to be wild type");
    assert!(!profile.assessed.contains(&AlterationClass::SmallVariant), "absence is no answer");
    let told = |code: &str| input.notices.iter().find(|notice| notice.code == code).unwrap();
    assert_eq!(told("vcf_unannotated_only_in_table").parameters["count"], "59397");
    assert_eq!(told("vcf_unannotated").parameters["count"], "59400");
    told("vcf_nothing_annotated");
}

#[test]
fn fewer_alleles_without_annotation_are_all_in_the_profile_in_the_order_of_the_file() {
    let (input, _) = read(&without_annotation(500), &asking(250));
    let places: Vec<u64> = input.profiles[0].small_variants.iter().map(|variant| variant.allele.position.0).collect();
    let expected: Vec<u64> = (1..=500).filter(|position| position % 100 != 0).collect();
    assert_eq!(places, expected);
    assert!(input.notices.iter().all(|notice| notice.code != "vcf_unannotated_only_in_table"));
    let everything = ImportOptions::default();
    assert_eq!(read(&without_annotation(60_000), &everything).0.profiles[0].small_variants.len(), 59_400);
}

#[test]
fn a_header_of_thousands_of_lines_and_a_line_of_70_kb_are_read_like_any_other() {
    let mut text = START.to_owned();
    for contig in 0..3_500 {
        writeln!(text, "##contig=<ID=HLA-A*{contig:05},length={}>", 3_000 + contig).unwrap();
    }
    text += "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|HGVSp\">\n";
    text += COLUMNS;
    let intron = "G|intron_variant|GENE1|,".repeat(3_000);
    for position in 1..=60 {
        let entries = if position % 20 == 0 { intron.as_str() } else { "" };
        let last = "G|missense_variant|BRAF|NP_1.1:p.Val600Glu";
        writeln!(text, "chr7\t{position}\t.\tA\tG\t.\tPASS\tCSQ={entries}{last}\tGT:AD\t0/1:9,9").unwrap();
    }
    assert!(text.lines().any(|line| line.len() > 70_000));
    for (bytes, careful) in
        [(text.clone().into_bytes(), false), (bgzip(text.as_bytes()), false), (bgzip(text.as_bytes()), true)]
    {
        let (input, sink) = read(&bytes, &ImportOptions { careful, ..ImportOptions::default() });
        assert_eq!(input.ledger.files[0].bins, BTreeMap::from([(Bin::Kept, 60)]));
        assert_eq!(sink.rows.len(), 60);
        let entries: Vec<usize> =
            input.profiles[0].small_variants.iter().map(|variant| variant.consequences.len()).collect();
        assert_eq!((entries[18], entries[19], entries[20]), (1, 3_001, 1));
    }
}
