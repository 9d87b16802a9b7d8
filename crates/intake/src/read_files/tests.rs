//! Bad and odd input, all synthetic: never a panic, never half an import.

use std::io::Write;

use model::ledger::Bin;
use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::recognise::recognise;

const HEADER: &str = "##fileformat=VCFv4.2\n\
    ##contig=<ID=chr7,length=159345973>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Annotations. Format: Allele|Consequence|SYMBOL|HGVSp\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOR\n";

const RECORDS: &str = "chr7\t140753336\t.\tA\tT\t.\tPASS\tCSQ=T|missense_variant|BRAF|p.Val600Glu\tGT:AD\t0/0:50,0\t0/1:30,20\n\
    chr7\t55191822\t.\tT\tG\t.\tPASS\tCSQ=G|missense_variant|EGFR|p.Leu858Arg\tGT:AD\t0/0:50,0\t0/1:30,20\n\
    chr7\t55191900\t.\tT\tG\t.\tLowQual\tCSQ=G|missense_variant|EGFR|p.Leu9Arg\tGT:AD\t0/0:50,0\t0/1:30,20\n";

fn vcf_text() -> String {
    format!("{HEADER}{RECORDS}")
}

/// Imports the bytes as one file with a misleading ending.
fn import(bytes: &[u8]) -> Result<CaseInput, IntakeError> {
    import_with(bytes, &ImportOptions::default())
}

fn import_with(bytes: &[u8], options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let (_folder, path) = import_folder(bytes);
    read_files(&[path], options)
}

/// The bytes in a file; the folder goes when it is dropped.
pub(super) fn import_folder(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("patient.txt");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn code(bytes: &[u8]) -> &'static str {
    import(bytes).map_or_else(|error| error.code(), |_| "read")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn bgzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn variants(input: &CaseInput) -> Vec<String> {
    input
        .profiles
        .iter()
        .flat_map(|profile| &profile.small_variants)
        .map(|variant| variant.allele.to_string())
        .collect()
}

#[test]
fn a_stem_has_no_format_endings() {
    for (name, expected) in [("T001.grch37.vcf.gz", "T001.grch37"), ("a.cats", "a"), (".vcf", ".vcf"), ("x.y", "x.y")] {
        assert_eq!(stem(name), expected);
    }
}

#[test]
fn the_same_records_come_out_of_every_packing_and_line_end() {
    let text = vcf_text();
    let plain = import(text.as_bytes()).unwrap();
    assert_eq!(variants(&plain), ["7:140753336:A:T", "7:55191822:T:G"]);
    let packed = [
        gzip(text.as_bytes()),
        [gzip(HEADER.as_bytes()), gzip(RECORDS.as_bytes())].concat(),
        bgzip(text.as_bytes()),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        text.trim_end().as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        format!("{text}\n\n").into_bytes(),
    ];
    for bytes in packed {
        let input = import(&bytes).unwrap();
        assert_eq!(input.profiles, plain.profiles);
        assert_eq!(input.ledger.files[0].records, 3);
    }
}

#[test]
fn what_cannot_be_an_input_is_refused_by_name() {
    let bom_16 = b"\xff\xfe#\0#\0f\0i\0l\0e\0".to_vec();
    for (bytes, expected) in [
        (Vec::new(), "intake_empty_file"),
        (gzip(b""), "intake_empty_file"),
        (bgzip(b""), "intake_empty_file"),
        (b"\n\n".to_vec(), "intake_empty_file"),
        (b"x".to_vec(), "intake_unknown_format"),
        (b"\x1f".to_vec(), "intake_unknown_format"),
        (b"\x1f\x8b".to_vec(), "intake_gzip_truncated"),
        ("拝啓　先生".as_bytes().to_vec(), "intake_unknown_format"),
        (bom_16, "intake_not_text"),
        (b"PK\x03\x04\0\0\0".to_vec(), "intake_not_text"),
        (bgzip(b"BCF\x02\x02"), "intake_gzip_truncated"),
        (b"BCF\x02\x02\xff\xff\xff\xff".to_vec(), "intake_bcf_damaged"),
        (b"BCF\x02\x02\x02\0\0\0x\0".to_vec(), "intake_bcf_damaged"),
        (RECORDS.as_bytes().to_vec(), "intake_vcf_header_missing"),
        (b"##fileformat=VCFv4.2\n".to_vec(), "intake_vcf_column_line_missing"),
        ([b"##fileformat=VCFv4.2\n", RECORDS.as_bytes()].concat(), "intake_vcf_column_line_missing"),
        (vcf_text().replace("\tTUMOR", "\tNORMAL").into_bytes(), "intake_duplicate_sample"),
        (vcf_text().replace("\tFORMAT", "").into_bytes(), "intake_vcf_column_line"),
        (vcf_text().replace('\t', " ").into_bytes(), "intake_vcf_column_line"),
        (vcf_text().replace("GT:AD", "GT").into_bytes(), "intake_all_records_malformed"),
        (b"{".to_vec(), "intake_json_syntax"),
        (b"{}".to_vec(), "intake_unknown_format"),
        (b"[1]".to_vec(), "intake_unknown_format"),
        (b"{\"metaData\":{}}".to_vec(), "intake_schema"),
        (format!("{{\"a\":{}", "[".repeat(100_000)).into_bytes(), "intake_json_syntax"),
        (b"{\"metaData\":\"\xff\"}".to_vec(), "intake_not_text"),
        (b"Hugo_Symbol\tChromosome\n".to_vec(), "intake_maf_column_missing"),
    ] {
        assert_eq!(code(&bytes), expected, "{}", String::from_utf8_lossy(&bytes).chars().take(60).collect::<String>());
    }
    let error = import(b"").unwrap_err();
    assert_eq!((error.kind(), error.parameters()["file"].as_str()), (ErrorKind::Refused, "patient.txt"));
}

#[test]
fn a_missing_file_is_the_worlds_failure_and_no_file_a_refusal() {
    let error = read_files(&[PathBuf::from("/nowhere/a.vcf")], &ImportOptions::default()).unwrap_err();
    assert_eq!((error.kind(), error.parameters()["file"].as_str()), (ErrorKind::World, "a.vcf"));
    assert_eq!(read_files(&[], &ImportOptions::default()).unwrap_err().code(), "intake_no_files");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(recognise(folder.path()).unwrap_err().code(), "intake_not_a_file");
}

#[test]
fn an_archive_cut_anywhere_is_refused() {
    let text = vcf_text();
    for whole in [gzip(text.as_bytes()), bgzip(text.as_bytes())] {
        for length in 2..whole.len() {
            let error = import(&whole[..length]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Refused, "cut at {length}: {error}");
        }
    }
    let unended = bgzip(text.as_bytes());
    assert_eq!(code(&unended[..unended.len() - 28]), "intake_bgzf_end_missing");
}

#[test]
fn a_flipped_byte_in_an_archive_never_changes_what_is_read() {
    let text = vcf_text();
    let expected = import(text.as_bytes()).unwrap().profiles;
    for whole in [gzip(text.as_bytes()), bgzip(text.as_bytes())] {
        for position in 0..whole.len() {
            let mut broken = whole.clone();
            broken[position] ^= 0x41;
            match import(&broken) {
                Err(error) => assert_eq!(error.kind(), ErrorKind::Refused, "byte {position}: {error}"),
                Ok(input) => assert_eq!(input.profiles, expected, "byte {position}"),
            }
        }
    }
}

#[test]
fn odd_but_usable_files_are_read_and_said_aloud() {
    // No reference is given here: that is said of each file with variants.
    let codes = |input: CaseInput| -> Vec<String> {
        input.notices.into_iter().map(|notice| notice.code).filter(|code| code != "reference_not_checked").collect()
    };
    let said = |text: &str| codes(import(text.as_bytes()).unwrap());
    let text = vcf_text();
    let without_csq_header = text.replace("##INFO=<ID=CSQ,", "##INFO=<ID=OTHER,");
    assert_eq!(said(&text), [] as [&str; 0]);
    assert_eq!(said(&without_csq_header), ["vcf_nothing_annotated", "vcf_annotation_undescribed", "vcf_unannotated"]);
    assert_eq!(said(&text.replace("##fileformat=VCFv4.2\n", "")), ["vcf_fileformat_missing"]);
    assert_eq!(said(HEADER), ["vcf_no_records"]);
    assert_eq!(
        said(&text.replace("Format: Allele|", "")),
        ["vcf_annotation_header_unreadable", "vcf_nothing_annotated", "vcf_annotation_undescribed", "vcf_unannotated"]
    );
    assert_eq!(said(&format!("{text}chr7\t5\n")), ["records_malformed"]);
    assert_eq!(said(&format!("{text}chr7\t5\t.\tN\t<STR9>\t.\tPASS\t.\tGT\t0/0\t0/1\n")), ["vcf_structural_not_read"]);
    let latin = [text.as_bytes(), b"chr7\t9\t.\tA\tG\t.\tPASS\tX=\xe9\tGT\t0/0\t0/1\n"].concat();
    assert_eq!(codes(import(&latin).unwrap()), ["vcf_unannotated", "text_not_utf8"]);
}

#[test]
fn malformed_records_are_counted_with_line_and_cause() {
    let text = format!("{}chr7\t1\t.\tA\nchr7\tx\t.\tA\tG\t.\tPASS\t.\tGT\t0/0\t0/1\n\0\0\n", vcf_text());
    let input = import(text.as_bytes()).unwrap();
    let file = &input.ledger.files[0];
    let causes: Vec<_> = file.malformed.iter().map(|record| (record.line, record.cause.as_str())).collect();
    assert_eq!(causes, [(8, "malformed_columns"), (9, "malformed_position"), (10, "malformed_nul_byte")]);
    assert_eq!((file.records, file.bins[&Bin::Malformed]), (6, 3));
}

#[test]
fn an_absurd_line_is_refused_and_a_long_one_is_read() {
    let long = format!("{HEADER}chr7\t5\t.\tA\tA{}\t.\tPASS\t.\tGT\t0/0\t0/1\n", "C".repeat(1_000_000));
    assert_eq!(code(long.as_bytes()), "read");
    let absurd = format!("{HEADER}chr7\t5\t.\tA\tA{}", "C".repeat(65 * 1024 * 1024));
    assert_eq!(code(&gzip(absurd.as_bytes())), "intake_line_too_long");
}

#[test]
fn random_bytes_never_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..200 {
        let length = usize::try_from(next() % 300).unwrap();
        let mut bytes: Vec<u8> = (0..length).map(|_| next().to_le_bytes()[0]).collect();
        if round % 3 == 0 {
            bytes.splice(0..0, HEADER.bytes());
        }
        if let Err(error) = import(&bytes) {
            assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        }
    }
}

#[test]
fn the_ledger_names_files_without_folders_and_hashes_the_bytes_on_disk() {
    let bytes = gzip(vcf_text().as_bytes());
    let file = import(&bytes).unwrap().ledger.files.remove(0);
    assert_eq!((file.name.as_str(), file.format.as_str()), ("patient.txt", "vcf"));
    assert_eq!(file.sha256, model::canonical::ContentHash::of_bytes(&bytes));
}

#[test]
fn a_name_given_beforehand_answers_the_question() {
    let text = vcf_text().replace("\tNORMAL\tTUMOR", "\tone\ttwo");
    assert_eq!(code(text.as_bytes()), "intake_tumor_sample_unclear");
    let options = ImportOptions { tumor_sample: Some("two".to_owned()), ..ImportOptions::default() };
    assert_eq!(import_with(text.as_bytes(), &options).unwrap().profiles[0].tumor_sample, "two");
}

/// One good document of each text format.
fn good_documents() -> [String; 4] {
    let maf = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\n\
        BRAF\tGRCh38\t7\t140753336\tA\tT\tS1\nEGFR\tGRCh38\t7\t55191822\t-\tG\tS2\n";
    let cats = r#"{"metaData":{"schemaVersion":"1.3.0","referenceGenome":{"grcRelease":"GRCh38"}},
        "testInfo":{"testId":"1","testType":"tumor-only","panelName":"P","panelVersion":"1"},
        "sequencingSamples":[{"itemId":"t","tumorOrNormal":"tumor","nucleicAcid":"DNA"}],
        "variants":{"shortVariants":[{"itemId":"v","chromosome":"7","position":140753336,"referenceAllele":"A",
          "alternateAllele":"T","alternateAlleleFrequency":0.3,"transcripts":[],"sampleItemId":"t","reported":true}]}}"#;
    let form = r#"{"shirube_clinical_form":1,"patient":{"name":"架空 花子","born_on":"R1.5.1","sex":"女","synthetic":true},
        "treatments":[{"drugs":["a"],"started_on":"令和6年2月29日"}],"assembly":"GRCh38","biomarkers":{"tmb_mut_per_mb":6.3}}"#;
    [vcf_text(), maf.to_owned(), cats.to_owned(), form.to_owned()]
}

#[test]
fn good_documents_are_read() {
    for text in good_documents() {
        assert_eq!(code(text.as_bytes()), "read", "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes of a good file changed, removed and repeated: it is read with a ledger that balances, or it is an error.
    #[test]
    fn a_mangled_file_balances_or_is_an_error(
        which in 0..4usize,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..12),
    ) {
        let mut bytes = good_documents()[which].clone().into_bytes();
        for (place, byte, kind) in edits {
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        if let Ok(input) = import(&bytes) {
            for file in &input.ledger.files {
                prop_assert!(file.balances());
            }
        }
    }

    /// Dates typed by anybody.
    #[test]
    fn any_text_is_a_date_or_not(text in "[0-9RHSTMr令和元年月日/.\\-０-９ ]{0,14}") {
        let form = format!(r#"{{"shirube_clinical_form":1,"patient":{{"name":"架空","born_on":"{text}"}}}}"#);
        let ok = import(form.as_bytes()).map_or_else(|error| error.code() == "intake_schema" || error.code() == "intake_json_syntax", |_| true);
        prop_assert!(ok);
    }
}

#[test]
fn a_bcf_is_read_as_the_vcf_it_stands_for() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-BCF/input");
    let read = |path: &Path| read_files(&[path.to_owned()], &ImportOptions::default());
    let (binary, text) = (read(&case.join("ODD-BCF.bcf")).unwrap(), read(&case.join("../ODD-BCF.vcf")).unwrap());
    assert_eq!(binary.ledger.files[0].bins, text.ledger.files[0].bins);
    assert!(binary.profiles[0].small_variants.len() >= 3);
    let alleles = |input: &CaseInput| {
        let variants = input.profiles[0].small_variants.iter();
        variants.map(|one| (one.key(), one.tumor.clone(), one.consequences.clone())).collect::<Vec<_>>()
    };
    assert_eq!(alleles(&binary), alleles(&text));

    let mut plain = Vec::new();
    let packed = std::fs::File::open(case.join("ODD-BCF.bcf")).unwrap();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(packed), &mut plain).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plain.bcf");
    std::fs::write(&path, &plain).unwrap();
    assert_eq!(alleles(&read(&path).unwrap()), alleles(&text));
    for cut in [plain.len() - 1, plain.len() - 40, 7, 30] {
        std::fs::write(&path, &plain[..cut]).unwrap();
        assert_eq!(read(&path).unwrap_err().code(), "intake_gzip_truncated", "{cut}");
    }
}
