//! Rows of the variant table: one per allele of every record, whatever became of it.

use std::io::{BufRead, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Mutex;

use model::ports::{RecordSink, RecordSinkError};
use model::record_batch::{NOT_STATED, RecordBatch, RecordDictionaries};

use super::tests::{bgzip, import_folder};
use super::*;

/// Keeps everything.
#[derive(Debug, Default)]
pub(super) struct KeepingSink {
    pub(super) rows: RecordBatch,
    pub(super) batches: usize,
    pub(super) dictionaries: Option<RecordDictionaries>,
}

impl RecordSink for KeepingSink {
    fn append(&mut self, batch: &RecordBatch) -> Result<(), RecordSinkError> {
        self.batches += 1;
        let own = &mut self.rows;
        own.file.extend(&batch.file);
        own.line.extend(&batch.line);
        own.offset.extend(&batch.offset);
        own.allele.extend(&batch.allele);
        own.contig.extend(&batch.contig);
        own.position.extend(&batch.position);
        own.reference_length.extend(&batch.reference_length);
        own.alternate_length.extend(&batch.alternate_length);
        own.bin.extend(&batch.bin);
        own.impact.extend(&batch.impact);
        own.consequence.extend(&batch.consequence);
        own.gene.extend(&batch.gene);
        own.clinical_significance.extend(&batch.clinical_significance);
        own.frequency_tommo.extend(&batch.frequency_tommo);
        own.frequency_gnomad.extend(&batch.frequency_gnomad);
        own.frequency_gnomad_east_asian.extend(&batch.frequency_gnomad_east_asian);
        own.vaf.extend(&batch.vaf);
        own.depth.extend(&batch.depth);
        Ok(())
    }

    fn finish(&mut self, dictionaries: &RecordDictionaries) -> Result<(), RecordSinkError> {
        self.dictionaries = Some(dictionaries.clone());
        Ok(())
    }
}

const HEADER: &str = "##fileformat=VCFv4.2\n\
    ##contig=<ID=chr7,length=159345973>\n\
    ##INFO=<ID=ToMMo_AF,Number=A,Type=Float,Description=\"synthetic\">\n\
    ##INFO=<ID=CLNSIG,Number=.,Type=String,Description=\"synthetic\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Annotations. Format: Allele|Consequence|IMPACT|SYMBOL|CANONICAL|gnomAD_AF\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n";

const RECORDS: [&str; 7] = [
    "chr7\t140753336\t.\tA\tT,C\t.\tPASS\tToMMo_AF=0.25,.;CSQ=T|missense_variant|MODERATE|BRAF|YES|0.3,C|synonymous_variant|LOW|BRAF|YES|0.0001\tGT:AD:DP\t1/2:0,20,10:33",
    "chr7\t55191822\t.\tTG\tT\t.\tLowQual\tCLNSIG=Pathogenic;CSQ=-|intron_variant|MODIFIER|EGFR||,-|stop_gained|HIGH|EGFR-AS1||\tGT:AD\t0/1:30,10",
    "chr7\t5\t.\tN\t<DEL>\t.\tPASS\t.\tGT\t0/1",
    "chr7\t6\t.\tA\t.\t.\tPASS\t.\tGT\t0/0",
    "chr7\tx\t.\tA\tG\t.\tPASS\t.\tGT\t0/1",
    "",
    "chr8\t7\t.\tA\tG\t.\tPASS\tCSQ=G|intergenic_variant|MODIFIER|||0.5\tGT\t0/1",
];

fn text() -> String {
    format!("{HEADER}{}\n", RECORDS.join("\n"))
}

fn plain_records(count: u32) -> String {
    (1..=count).fold(String::new(), |text, at| text + "chr7\t" + &at.to_string() + "\t.\tA\tG\t.\tPASS\t.\tGT\t0/1\n")
}

fn rows_of(bytes: &[u8]) -> (CaseInput, KeepingSink) {
    let (_folder, path) = import_folder(bytes);
    let mut sink = KeepingSink::default();
    let silent = |_: ImportPosition| ControlFlow::Continue(());
    let input = read_files_into(&[path], &ImportOptions::default(), &mut sink, &silent).unwrap();
    (input, sink)
}

#[test]
fn every_allele_of_every_record_has_a_row_with_what_the_file_says() {
    let (input, sink) = rows_of(text().as_bytes());
    let rows = &sink.rows;
    let names = sink.dictionaries.unwrap();
    assert_eq!(rows.line, [7, 7, 8, 9, 10, 11, 13]);
    assert_eq!(rows.allele, [0, 1, 0, 0, 0, 0, 0]);
    assert_eq!(rows.position, [140_753_336, 140_753_336, 55_191_822, 5, 6, 0, 7]);
    let bins: Vec<_> = rows.bin.iter().map(|bin| model::ledger::Bin::of_number(*bin).unwrap().code()).collect();
    assert_eq!(
        bins,
        ["kept", "kept", "filtered_by_caller", "kept_unannotated", "no_alternate", "malformed", "no_gene"]
    );
    assert_eq!(rows.reference_length, [1, 1, 2, 1, 1, 0, 1]);
    assert_eq!(rows.alternate_length, [1, 1, 1, 0, 0, 0, 1]);
    assert_eq!(rows.impact, [3, 2, 4, 0, 0, 0, 1]);
    let gene = |row: usize| names.genes.get(rows.gene[row] as usize).map(String::as_str);
    assert_eq!((gene(0), gene(2), gene(6)), (Some("BRAF"), Some("EGFR-AS1"), None));
    assert_eq!(names.consequences, ["missense_variant", "synonymous_variant", "stop_gained", "intergenic_variant"]);
    assert_eq!(names.contigs, ["7", "8"]);
    assert_eq!(names.clinical_significances[rows.clinical_significance[2] as usize], "Pathogenic");
    assert_eq!(rows.frequency_tommo[..3], [250_000_000, NOT_STATED, NOT_STATED]);
    assert_eq!(rows.frequency_gnomad[..3], [300_000_000, 100_000, NOT_STATED]);
    assert_eq!(rows.vaf[..3], [666_700_000, 333_300_000, 250_000_000]);
    assert_eq!(rows.depth[..3], [33, 33, 40]);
    let counted: u64 = input.ledger.files[0].alleles.values().sum();
    assert_eq!(counted + 2, rows.len() as u64, "a record without alternate and a malformed one have one row each");
}

#[test]
fn an_offset_leads_back_to_its_line() {
    let many = plain_records(20_000);
    let text = format!("{}{many}", text());
    let lines: Vec<&str> = text.lines().collect();
    let (_, plain) = rows_of(text.as_bytes());
    let packed_bytes = bgzip(text.as_bytes());
    let (_, packed) = rows_of(&packed_bytes);
    assert_eq!(plain.rows.line, packed.rows.line);
    let mut whole = std::io::Cursor::new(text.as_bytes());
    let mut blocks = noodles_bgzf::io::Reader::new(std::io::Cursor::new(packed_bytes));
    for row in (0..plain.rows.len()).step_by(997) {
        let expected = lines[plain.rows.line[row] as usize - 1];
        let mut line = String::new();
        whole.seek(std::io::SeekFrom::Start(plain.rows.offset[row])).unwrap();
        whole.read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), expected);
        blocks.seek(packed.rows.offset[row].into()).unwrap();
        let mut line = vec![0; expected.len()];
        blocks.read_exact(&mut line).unwrap();
        assert_eq!(line, expected.as_bytes());
    }
}

#[test]
fn batches_are_bounded_and_nothing_is_lost_between_them() {
    let many = plain_records(70_000);
    let (_, sink) = rows_of(format!("{HEADER}{many}").as_bytes());
    assert_eq!((sink.batches, sink.rows.len()), (2, 70_000));
}

#[test]
fn an_import_that_is_cancelled_keeps_nothing() {
    let many = plain_records(30_000);
    let (_folder, path) = import_folder(format!("{HEADER}{many}").as_bytes());
    let heard = Mutex::new(Vec::new());
    let progress = |position: ImportPosition| {
        heard.lock().unwrap().push(position);
        if position.records > 10_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut sink = KeepingSink::default();
    let error = read_files_into(&[path], &ImportOptions::default(), &mut sink, &progress).unwrap_err();
    assert_eq!(error.code(), "intake_cancelled");
    assert!(sink.dictionaries.is_none());
    let heard = heard.into_inner().unwrap();
    assert_eq!(heard.first().unwrap().records, 0);
    assert!(heard.windows(2).all(|pair| pair[0].records < pair[1].records && pair[0].bytes_read <= pair[1].bytes_read));
    assert!(heard.iter().all(|position| position.bytes_read <= position.bytes_total));
}

#[test]
fn rows_that_cannot_be_kept_end_the_import() {
    struct Full;
    impl RecordSink for Full {
        fn append(&mut self, _: &RecordBatch) -> Result<(), RecordSinkError> {
            Err(RecordSinkError(Box::from("disk full")))
        }
        fn finish(&mut self, _: &RecordDictionaries) -> Result<(), RecordSinkError> {
            Ok(())
        }
    }
    let (_folder, path) = import_folder(text().as_bytes());
    let silent = |_: ImportPosition| ControlFlow::Continue(());
    let error = read_files_into(&[path], &ImportOptions::default(), &mut Full, &silent).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("intake_rows_not_kept", crate::ErrorKind::World));
}

#[test]
fn a_maf_has_rows_too() {
    let maf = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tVariant_Classification\n\
        BRAF\tGRCh38\t7\t140753336\tA\tT\tS1\tMissense_Mutation\nEGFR\tGRCh38\t7\tx\t-\tG\tS1\tSilent\n";
    let (_, sink) = rows_of(maf.as_bytes());
    assert_eq!((sink.rows.line, sink.rows.impact), (vec![2, 3], vec![3, 0]));
    assert_eq!(sink.dictionaries.unwrap().genes, ["BRAF"]);
}
