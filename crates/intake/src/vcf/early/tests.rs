use std::collections::BTreeSet;

use super::super::fact_fields::FactFields;
use super::super::header::VcfHeader;
use super::super::roles::SampleColumns;
use super::super::selection::Selection;
use super::*;

const CSQ: &str = r#"##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: Allele|Consequence|IMPACT|SYMBOL|CANONICAL|gnomAD_AF|CLIN_SIG">"#;

type Told = (Bin, Option<String>, Option<u32>);

/// What becomes of one record in the early reading.
fn decided(record: &str, with_rows: bool) -> Option<Vec<Told>> {
    let mut header = VcfHeader::default();
    header.add(1, "##fileformat=VCFv4.2");
    header.add(2, r#"##INFO=<ID=ToMMo_AF,Number=A,Type=Float,Description="synthetic">"#);
    header.add(3, CSQ);
    let selection = Selection {
        common_from: Some(10_000_000),
        genes: Some(BTreeSet::from(["BRAF".to_owned()])),
        ..Selection::default()
    };
    let reader = RecordReader {
        file_index: 0,
        assembly: model::assembly::Assembly::GRCh38,
        layout: header.annotation.as_ref(),
        columns: SampleColumns { tumor: Some(0), normal: None },
        sample_count: 1,
        called_against_normal: false,
        sample_in_info: false,
        fact_fields: &FactFields::of_header(&header),
        selection: &selection,
        reference: None,
    };
    let mut early = EarlyReader::new(&reader, with_rows).unwrap();
    let line = record.replace(' ', "\t");
    let mut told = Vec::new();
    early.decide(line.as_bytes(), &mut told)?;
    let row = |allele: &DecidedAllele| allele.row(line.as_bytes());
    Some(told.iter().map(|allele| (allele.bin, row(allele).gene.map(str::to_owned), allele.vaf)).collect())
}

#[test]
fn what_is_plain_is_decided_early_and_all_else_is_left() {
    let intron = "CSQ=T|intron_variant|MODIFIER|GENE1|YES||";
    let (carried, sample) = ("GT:AD:DP 0/1:30,10:40", "GT:AD:DP 0/1:40,0:40");
    for (record, expected) in [
        (format!("chr7 5 . A T . PASS ToMMo_AF=0.2;{intron} {carried}"), Some(Bin::Common)),
        (format!("chr7 5 . A T . PASS {intron} {carried}"), Some(Bin::LowImpact)),
        (format!("chr7 5 . A T . LowQual {intron} {carried}"), Some(Bin::FilteredByCaller)),
        (format!("chr7 5 . A T . PASS {intron} {sample}"), Some(Bin::NotInTumor)),
        (format!("chr7 5 . A T . PASS CSQ=T|intergenic_variant|MODIFIER|||| {carried}"), Some(Bin::NoGene)),
        // Kept ones.
        (format!("chr7 5 . A T . PASS CSQ=T|missense_variant|MODERATE|GENE1|YES|| {carried}"), None),
        (format!("chr7 5 . A T . PASS CSQ=T|intron_variant|MODIFIER|BRAF|YES|| {carried}"), None),
        (
            format!("chr7 5 . A T . PASS ToMMo_AF=0.2;CSQ=T|intron_variant|MODIFIER|GENE1|YES||Pathogenic {carried}"),
            None,
        ),
        (format!("chr7 5 . A T . PASS DP=3 {carried}"), None),
        // Doubtful ones.
        (format!("chr7 5 . A <DEL> . PASS {intron} {carried}"), None),
        (format!("chr7 5 . A T . PASS SVTYPE=DEL;{intron} {carried}"), None),
        (format!("chr7 0 . A T . PASS {intron} {carried}"), None),
        (format!("chr7 5 . A C . PASS {intron} {carried}"), None),
        (format!("chr7 5 . A T . PASS {intron} GT:DP4 0/1:1,2,3,4"), None),
        // Entries that have not the fields of the header.
        (format!("chr7 5 . A T . PASS ToMMo_AF=0.2;CSQ=T|intron_variant|MODIFIER|GENE1|YES| {carried}"), None),
        (format!("chr7 5 . A T . PASS ToMMo_AF=0.2;CSQ=T|intron_variant {carried}"), None),
        (format!("chr7 5 . A T . PASS ToMMo_AF=0.2;{intron}| {carried}"), None),
        (
            format!(
                "chr7 5 . A T . PASS ToMMo_AF=0.2;CSQ=T|intron_variant,T|intron_variant|MODIFIER|G|YES|||||| {carried}"
            ),
            None,
        ),
        // A gene that is asked for, behind others.
        (format!("chr7 5 . A T . PASS ToMMo_AF=0.2;{intron},T|missense_variant|MODERATE|BRAF||| {carried}"), None),
        (
            format!("chr7 5 . A T . PASS ToMMo_AF=0.2;{intron},T|missense_variant|MODERATE|GENE2||| {carried}"),
            Some(Bin::Common),
        ),
        (format!("chr7 5 . A T . PASS {intron}"), None),
    ] {
        for with_rows in [true, false] {
            let bins = decided(&record, with_rows).map(|alleles| alleles[0].0);
            assert_eq!(bins, expected, "{record}");
        }
    }
}

#[test]
fn each_allele_has_its_own_frequency_entries_and_reads() {
    let record = "chr7 5 . A T,C . PASS ToMMo_AF=0.2,.;CSQ=C|intron_variant|MODIFIER|GENE2|||,T|intron_variant|MODIFIER|GENE1||| \
        GT:AD:DP 1/2:10,20,10:40";
    let expected = [
        (Bin::Common, Some("GENE1".to_owned()), Some(500_000_000)),
        (Bin::LowImpact, Some("GENE2".to_owned()), Some(250_000_000)),
    ];
    assert_eq!(decided(record, true).unwrap(), expected);
}
