use std::collections::{BTreeMap, BTreeSet};

use super::*;

static FIELDS: FactFields = FactFields {
    info_frequencies: Vec::new(),
    entry_frequencies: Vec::new(),
    info_significance: None,
    entry_significance: None,
    entry_impact: None,
};
static ALL: Selection = Selection {
    common_from: None,
    genes: None,
    coding_changes: BTreeSet::new(),
    alleles: BTreeSet::new(),
    watched: BTreeMap::new(),
};

fn reader() -> RecordReader<'static> {
    RecordReader {
        file_index: 0,
        assembly: Assembly::GRCh38,
        layout: None,
        columns: SampleColumns { tumor: Some(1), normal: Some(0) },
        sample_count: 2,
        called_against_normal: false,
        sample_in_info: false,
        fact_fields: &FIELDS,
        selection: &ALL,
        reference: None,
    }
}

fn read(text: &str) -> Result<ReadRecord, Cause> {
    reader().read(7, text)
}

const GENE: &str = "GENE=KRAS;HGVS=p.Gly12Asp;MUTATION_TYPE=Missense_Mutation";

#[test]
fn each_record_ends_in_one_bin() {
    for (fields, expected) in [
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/0:9,0\t0/1:5,5"), Ok(Bin::Kept)),
        ("12\t5\t.\tG\tA\t.\t.\t.\tGT:AD\t0/0:9,0\t0/1:5,5".to_owned(), Ok(Bin::KeptUnannotated)),
        (format!("12\t5\t.\tG\tA\t.\tLowQual\t{GENE}\tGT\t0/0\t0/1"), Ok(Bin::FilteredByCaller)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/1:5,5\t0/0:9,0"), Ok(Bin::NotInTumor)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/1:5,5\t0/0:9,1"), Ok(Bin::Kept)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT\t0/1\t./."), Ok(Bin::Kept)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/1:5,5\t0/1:9,0"), Ok(Bin::NotInTumor)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/1:5,5\t./.:9,0"), Ok(Bin::NotInTumor)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tAD\t5,5\t9,0"), Ok(Bin::NotInTumor)),
        (format!("12\t5\t.\tG\tA\t.\tPASS\t{GENE}\tGT:AD\t0/1:5,5\t0/1:9,."), Ok(Bin::Kept)),
        ("12\t5\t.\tG\t.\t.\tPASS\t.\tGT\t0/0\t0/0".to_owned(), Ok(Bin::NoAlternate)),
        ("12\t5\t.\tG\t<NON_REF>,*\t.\tPASS\t.\tGT\t0/0\t0/0".to_owned(), Ok(Bin::NoAlternate)),
        ("12\t5\t.\tG\t<DEL>\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Ok(Bin::KeptUnannotated)),
        ("12\t5\t.\tG\t<STR9>\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Ok(Bin::NotReadYet)),
        ("12\t0\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Ok(Bin::KeptUnannotated)),
        ("12\t5\t.\tG\tA\t.\tPASS".to_owned(), Err(Cause::Columns)),
        ("12\t5\t.\tG\tA\t.\tPASS\t.\tGT\t0/1".to_owned(), Err(Cause::SampleColumns)),
        ("12\t5\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1:9".to_owned(), Err(Cause::SampleValues)),
        ("12\tx\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Position)),
        ("12\t99999999999999999999\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Position)),
        ("12\t2147483648\t.\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Position)),
        ("12\t5\t.\tZ\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Reference)),
        ("12\t5\t.\tG\tZ\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Alternate)),
        ("12\t5\t.\t-\t-\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::Alternate)),
        ("#CHROM\tPOS".to_owned(), Err(Cause::HeaderLine)),
        ("12\t5\t\0\tG\tA\t.\tPASS\t.\tGT\t0/0\t0/1".to_owned(), Err(Cause::NulByte)),
    ] {
        assert_eq!(read(&fields).map(|record| record.bin), expected, "{fields}");
    }
}

#[test]
fn alleles_of_one_record_are_judged_apart() {
    let record = read("12\t5\t.\tG\tA,C,*\t.\tPASS\t.\tGT:AD\t0/0:9,0,0,0\t0/2:5,0,5,0").unwrap();
    assert_eq!(record.alleles, [Bin::NotInTumor, Bin::KeptUnannotated, Bin::NoAlternate]);
    assert_eq!(record.bin, Bin::KeptUnannotated);
    let [variant] = record.variants.as_slice() else { panic!("one variant") };
    assert_eq!(variant.allele.to_string(), "12:5:G:C");
    assert_eq!(variant.tumor.as_ref().unwrap().alternate_reads, Some(5));
    assert_eq!(variant.normal.as_ref().unwrap().alternate_reads, Some(0));
    assert_eq!(variant.source, RecordSource { file: 0, line: 7 });
}

#[test]
fn an_annotated_allele_without_gene_is_not_kept() {
    let header = r#"##INFO=<ID=CSQ,Description="Format: Allele|Consequence|SYMBOL">"#;
    let layout = AnnotationLayout::of_info("CSQ", header).unwrap().unwrap();
    let reader = RecordReader {
        layout: Some(&layout),
        columns: SampleColumns { tumor: None, normal: None },
        sample_count: 0,
        ..reader()
    };
    let record = |info: &str| reader.read(1, &format!("1\t5\t.\tG\tA,C\t.\tPASS\t{info}")).unwrap();
    let one = record("CSQ=A|intergenic_variant|,C|missense_variant|TP53");
    assert_eq!(one.alleles, [Bin::NoGene, Bin::Kept]);
    assert_eq!(record("CSQ=A|missense_variant|TP53").alleles, [Bin::Kept, Bin::KeptUnannotated]);
    assert_eq!(record("DP=3").bin, Bin::KeptUnannotated);
    assert_eq!(record("CSQ=T|missense_variant|TP53,-|missense_variant|TP53").unpaired_entries, 2);
}

#[test]
fn alleles_in_maf_spelling_have_the_key_of_the_vcf_spelling() {
    for (maf, vcf) in [(("5", "-", "GC"), ("5", "A", "AGC")), (("6", "GC", "-"), ("5", "AGC", "A"))] {
        let allele = |(pos, reference, alternate): (&str, &str, &str)| {
            let record = read(&format!("7\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT\t0/0\t0/1")).unwrap();
            (record.dash_allele, record.variants[0].key())
        };
        assert_eq!((allele(maf).0, allele(vcf).0), (true, false));
        assert_eq!(allele(maf).1, allele(vcf).1);
    }
}

#[test]
fn lower_case_bases_and_long_alleles_are_read() {
    let long = "ACGT".repeat(250_000);
    let record = read(&format!("chrX\t5\t.\tg\tg{long}\t.\tPASS\t.\tGT\t0/0\t0/1")).unwrap();
    assert_eq!(record.variants[0].allele.alternate.len(), 1_000_001);
    assert_eq!(record.variants[0].allele.contig.name(), "X");
}
