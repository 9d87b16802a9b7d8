//! The two readings of a VCF, ahead with early decisions and careful, tell the same of every file: kept alleles, ledger,
//! notices, rows, errors.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use intake::{ImportOptions, ImportPosition, IntakeError, Question, Selection, read_files, read_files_into};
use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::interval::{CallableRegions, GenomicInterval};
use model::ports::{RecordSink, RecordSinkError};
use model::record_batch::{RecordBatch, RecordDictionaries};
use model::variation::{Allele, Contig, InterResiduePosition, VcfPosition};

#[derive(Debug, Default, PartialEq)]
struct Rows(Vec<RecordBatch>, RecordDictionaries);

impl RecordSink for Rows {
    fn append(&mut self, batch: &RecordBatch) -> Result<(), RecordSinkError> {
        self.0.push(batch.clone());
        Ok(())
    }

    fn finish(&mut self, dictionaries: &RecordDictionaries) -> Result<(), RecordSinkError> {
        self.1 = dictionaries.clone();
        Ok(())
    }
}

/// What an import says of a failure, without the words of the operating system.
type Failure = (&'static str, BTreeMap<String, String>);

fn failure(error: &IntakeError) -> Failure {
    (error.code(), error.parameters())
}

fn with_rows(path: &Path, options: &ImportOptions) -> Result<(CaseInput, Rows), Failure> {
    let mut rows = Rows::default();
    let silent = |_: ImportPosition| ControlFlow::Continue(());
    let input = read_files_into(&[path.to_owned()], options, &mut rows, &silent).map_err(|error| failure(&error))?;
    Ok((input, rows))
}

/// Everything, as the window asks it; candidates of a panel; everything rare.
fn selections() -> [Selection; 3] {
    let asked = |position: u64| Allele {
        assembly: Assembly::GRCh38,
        contig: Contig::from("chr7"),
        position: VcfPosition(position),
        reference: "A".to_owned(),
        alternate: "T".to_owned(),
    };
    let alleles = (1..400).step_by(7).map(asked).collect();
    let genes = ["BRAF", "KRAS", "TP53", "BRCA2", "EGFR"].map(str::to_owned);
    [
        Selection::default(),
        Selection {
            common_from: Some(10_000_000),
            genes: Some(BTreeSet::from(genes)),
            coding_changes: BTreeSet::from([("BRAF".to_owned(), "c.1A>T".to_owned())]),
            watched: [Assembly::GRCh37, Assembly::GRCh38].map(|assembly| (assembly, watched())).into(),
            ..Selection::default()
        },
        Selection { common_from: Some(1_000_000), genes: Some(BTreeSet::new()), alleles, ..Selection::default() },
    ]
}

/// Every second 100 bases of every chromosome.
fn watched() -> CallableRegions {
    let of = |contig: &String| {
        let contig = Contig::from(contig.as_str());
        (0..2_000).map(move |at| (contig.clone(), InterResiduePosition(at * 200), InterResiduePosition(at * 200 + 100)))
    };
    let names: Vec<String> = (1..=22).map(|number| number.to_string()).chain(["X".to_owned()]).collect();
    let stretches = names.iter().flat_map(of);
    CallableRegions::merged(stretches.filter_map(|(contig, start, end)| GenomicInterval::between(contig, start, end)))
}

/// Reads a file both ways, with rows and without. Returns how many records it has.
fn compare(path: &Path, options: &ImportOptions, what: &str) -> u64 {
    let large = std::fs::metadata(path).unwrap().len() > 40_000;
    let selections = selections().into_iter().skip(usize::from(large)).take(if large { 1 } else { 3 });
    let mut records = 0;
    for selection in selections {
        let quick = ImportOptions { selection, careful: false, ..options.clone() };
        let careful = ImportOptions { careful: true, ..quick.clone() };
        let expected = with_rows(path, &careful);
        let found = with_rows(path, &quick);
        assert!(found == expected, "{what}: {}", difference(&found, &expected));
        let without = read_files(&[path.to_owned()], &quick).map_err(|error| failure(&error));
        assert!(without == expected.as_ref().map(|(input, _)| input.clone()).map_err(Clone::clone), "{what}, no rows");
        records = expected.map_or(0, |(input, _)| input.ledger.files.iter().map(|file| file.records).sum());
    }
    records
}

/// Says where two readings part, without the length of a genome.
fn difference(found: &Result<(CaseInput, Rows), Failure>, expected: &Result<(CaseInput, Rows), Failure>) -> String {
    match (found, expected) {
        (Ok((found, rows)), Ok((expected, careful))) if found.ledger == expected.ledger => {
            let pairs = rows.0.iter().zip(&careful.0).map(|(one, other)| format!("{one:?}\n{other:?}"));
            let parted: Vec<String> =
                pairs.filter_map(|pair| first_difference(&pair)).chain((found != expected).then(String::new)).collect();
            format!("{parted:?} {}", rows.1 == careful.1)
        }
        (Ok((found, _)), Ok((expected, _))) => format!("{:?}\n{:?}", found.ledger, expected.ledger),
        (found, expected) => format!("{:?} {:?}", found.as_ref().err(), expected.as_ref().err()),
    }
}

fn first_difference(pair: &str) -> Option<String> {
    let (one, other) = pair.split_once('\n')?;
    let at = one.bytes().zip(other.bytes()).position(|(one, other)| one != other)?;
    let around = |text: &str| text.get(at.saturating_sub(200)..(at + 40).min(text.len())).map(str::to_owned);
    Some(format!("{:?} / {:?}", around(one), around(other)))
}

/// Answers what the file asks, so that as many files as possible are read to their end.
fn answered(path: &Path) -> ImportOptions {
    let mut options = ImportOptions { careful: true, ..ImportOptions::default() };
    for _ in 0..3 {
        match read_files(&[path.to_owned()], &options) {
            Err(IntakeError::Question { question: Question::AssemblyUnknown, .. }) => {
                options.assembly = Some(Assembly::GRCh38);
            }
            Err(IntakeError::Question { question: Question::TumorSampleUnclear { candidates }, .. }) => {
                options.tumor_sample = candidates.first().cloned();
            }
            _ => break,
        }
    }
    options
}

fn vcf_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            vcf_files(&path, found);
        } else if [".vcf", ".vcf.gz", ".vcf.bgz", ".bcf"].iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
}

fn bgzip(bytes: &[u8], block: usize) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    for part in bytes.chunks(block.max(1)) {
        writer.write_all(part).unwrap();
        writer.flush().unwrap();
    }
    writer.finish().unwrap()
}

fn text_of(path: &Path) -> Vec<u8> {
    let raw = std::fs::read(path).unwrap();
    let mut text = Vec::new();
    let packed = raw.starts_with(&[0x1f, 0x8b]);
    let unpacked = flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut text);
    if packed && unpacked.is_ok() { text } else { raw }
}

#[test]
fn all_files_of_the_shared_data_and_of_the_cases_are_told_the_same_both_ways() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let shared = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let mut files = Vec::new();
    vcf_files(&cases, &mut files);
    assert!(!files.is_empty());
    if shared.is_dir() {
        vcf_files(&shared, &mut files);
    } else {
        eprintln!("SKIPPED: no test data at {}; set SHIRUBE_TESTDATA", shared.display());
    }
    let (folder, mut records) = (tempfile::tempdir().unwrap(), 0);
    for path in &files {
        let what = path.display().to_string();
        records += compare(path, &answered(path), &what);
        // The same text in blocks, whatever its packing was.
        let packed = folder.path().join("packed.vcf.gz");
        std::fs::write(&packed, bgzip(&text_of(path), 60_000)).unwrap();
        compare(&packed, &answered(&packed), &format!("{what} in blocks"));
    }
    eprintln!("{} files, {records} records told the same both ways", files.len());
}

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159345973>\n\
    ##INFO=<ID=ToMMo_AF,Number=A,Type=Float,Description=\"synthetic\">\n\
    ##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description=\"synthetic\">\n\
    ##INFO=<ID=CLNSIG,Number=.,Type=String,Description=\"synthetic\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|IMPACT|SYMBOL|Feature_type|CANONICAL|\
    MANE_SELECT|MANE_PLUS_CLINICAL|gnomADe_AF|gnomADg_AF|CLIN_SIG\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n";

const ALLELES: [(&str, &str, &str); 14] = [
    ("A", "T", "T"),
    ("A", "T,C", "T,C"),
    ("A", "AG", "G"),
    ("AG", "A", "-"),
    ("CA", "C,CAA", "-,AA"),
    ("a", "t", "T"),
    ("A", "<DEL>", "deletion"),
    ("A", "*", "*"),
    ("A", "T,<NON_REF>", "T"),
    ("A", "A", "A"),
    ("A", "T;C", "T"),
    ("", "T", "T"),
    ("A", "T,C,G,N,AA", "T"),
    ("AT", "GT,A", "GT"),
];

const SAMPLES: [&str; 12] = [
    "GT:AD:DP\t0/1:20,10:30",
    "GT:AD:DP:AF\t0/1:20,10:.:0.3333333333",
    "GT:AD:DP\t0/0:20,0:20",
    "GT:DP\t0/0:20",
    "GT\t./.",
    "GT:AD:DP\t1/2:0,7,9:16",
    "GT:AD\t0/1:0,0",
    "GT:DP4\t0/1:1,2,3,4",
    "GT:AD:DP\t0/1:20,10:30:9",
    "GT:AD:DP\t0|1:020,10:30\t",
    "GT:VAF:AD\t1|1:0.25:5,95",
    ".\t.",
];

const INFOS: [&str; 14] = [
    "ToMMo_AF=0.2;CSQ={}",
    "ToMMo_AF=.;gnomAD_AF=0.5,0.0001;CSQ={}",
    "gnomAD_AF=0.0001;CSQ={}",
    "gnomAD_AF=0.3;CLNSIG=Likely_pathogenic;CSQ={}",
    "gnomAD_AF=0.3;CLNSIG=Benign;CLNSIG=.;CSQ={}",
    "CSQ={}",
    "SOMATIC;gnomAD_AF=0.3;CSQ={}",
    "SVTYPE=DEL;CSQ={}",
    "ANN=x;CSQ={}",
    "CSQ=.;CSQ={}",
    "CSQ",
    ".",
    "DP=3",
    "ToMMo_AF;gnomAD_AF=1e-3;CSQ={}",
];

const ENTRIES: [&str; 9] = [
    "{a}|intron_variant&non_coding_transcript_variant|MODIFIER|GENE1|Transcript||||||",
    "{a}|missense_variant|MODERATE|GENE2|Transcript|YES|||0.4&0.1|0.2|",
    "{a}|synonymous_variant|LOW|BRAF|Transcript|||NM_2|||benign",
    "{a}|regulatory_region_variant|MODIFIER||RegulatoryFeature||||0.9||PATHOGENIC",
    "{a}|strange_variant|HIGH|GENE3|Transcript||||||",
    "{a}||MODIFIER|GENE3|Transcript||||||",
    "{a}|upstream_gene_variant|MODIFIER| GENE4 |Transcript|NO|.||||not_pathogenic",
    "{a}|intron_variant|MODIFIER|GENE5",
    "X|intron_variant|MODIFIER|GENE6|Transcript||||||",
];

/// Synthetic: every way that an early decision can go, and many that it must leave alone.
fn synthetic() -> String {
    let intron = |allele: &str| format!("{allele}|intron_variant|MODIFIER|GENE1|Transcript|YES|NM_1.1||||");
    let mut text = HEADER.to_owned();
    let mut number = 0_usize;
    for (reference, alternates, spelled) in ALLELES {
        for info in INFOS {
            for sample in SAMPLES {
                let mut said: Vec<String> = spelled
                    .split(',')
                    .zip(number..)
                    .map(|(allele, pick)| ENTRIES[pick % ENTRIES.len()].replace("{a}", allele))
                    .collect();
                if number.is_multiple_of(3) {
                    said.push(intron(spelled.split(',').next().unwrap()));
                }
                let info = info.replace("{}", &said.join(","));
                let filter = ["PASS", "PASS", ".", "LowQual"][number % 4];
                number += 1;
                let number = number.to_string();
                let columns = ["chr7", &number, ".", reference, alternates, ".", filter, &info, sample];
                text += &columns.join("\t");
                text.push('\n');
            }
        }
    }
    text
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn every_kind_of_record_is_told_the_same_both_ways() {
    let (folder, text) = (tempfile::tempdir().unwrap(), synthetic());
    let path = written(folder.path(), "synthetic.vcf", text.as_bytes());
    assert!(compare(&path, &ImportOptions::default(), "plain") > 2_000);
    for (name, text) in [("crlf", text.replace('\n', "\r\n")), ("end", text.trim_end().to_owned())] {
        for block in [100, 65_000] {
            let path = written(folder.path(), "synthetic.vcf.gz", &bgzip(text.as_bytes(), block));
            compare(&path, &ImportOptions::default(), &format!("{name}, blocks of {block}"));
        }
    }
    let without_sample: String = text
        .lines()
        .flat_map(|line| {
            line.split('\t').take(8).collect::<Vec<_>>().join("\t").chars().chain(['\n']).collect::<Vec<_>>()
        })
        .collect();
    let path = written(folder.path(), "no_sample.vcf", without_sample.as_bytes());
    compare(&path, &ImportOptions::default(), "without sample columns");
}

/// A small file with few records of each kind.
fn small() -> String {
    let text = synthetic();
    let (header, records): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let some = records.iter().step_by(197).copied();
    header.into_iter().chain(some).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_block_may_end_at_any_byte() {
    let (folder, text) = (tempfile::tempdir().unwrap(), small());
    let options = ImportOptions::default();
    let records = text.find("\nchr7").unwrap();
    for at in (records - 40..text.len()).step_by(7) {
        let (one, other) = text.as_bytes().split_at(at);
        let mut packed = bgzip(one, 65_000);
        packed.extend(bgzip(other, 65_000));
        let path = written(folder.path(), "cut.vcf.gz", &packed);
        let careful = with_rows(&path, &ImportOptions { careful: true, ..options.clone() });
        assert!(with_rows(&path, &options) == careful, "a block ends at byte {at}");
    }
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[test]
fn changed_bytes_lost_ends_and_shuffled_lines_are_told_the_same_both_ways() {
    let (folder, text, mut dice) = (tempfile::tempdir().unwrap(), small(), Dice(20_260_401));
    let interesting = b"\t\n\r,;|=.:/0A\0\xff#";
    for round in 0..200 {
        let mut bytes = text.clone().into_bytes();
        match round % 5 {
            0 | 1 => {
                for _ in 0..=dice.below(4) {
                    let at = dice.below(bytes.len());
                    bytes[at] = interesting[dice.below(interesting.len())];
                }
            }
            2 => bytes.truncate(dice.below(bytes.len())),
            3 => {
                let mut lines: Vec<&[u8]> = text.as_bytes().split_inclusive(|byte| *byte == b'\n').collect();
                for _ in 0..4 {
                    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
                    lines.swap(one, other);
                }
                bytes = lines.concat();
            }
            _ => {
                let at = dice.below(bytes.len());
                bytes.remove(at);
            }
        }
        let path = written(folder.path(), "changed.vcf.gz", &bgzip(&bytes, 700));
        let options = ImportOptions { selection: selections()[round % 3].clone(), ..ImportOptions::default() };
        let careful = with_rows(&path, &ImportOptions { careful: true, ..options.clone() });
        let found = with_rows(&path, &options);
        assert!(found == careful, "round {round}: {}", difference(&found, &careful));
    }
}

#[test]
fn damaged_blocks_are_refused_the_same_both_ways() {
    let (folder, mut dice) = (tempfile::tempdir().unwrap(), Dice(7));
    let packed = bgzip(small().as_bytes(), 300);
    let mut refused = BTreeMap::<&str, usize>::new();
    for round in 0..240 {
        let mut bytes = packed.clone();
        match round % 6 {
            0 => bytes.truncate(bytes.len() - 28),
            1 => bytes.truncate(1 + dice.below(bytes.len() - 1)),
            2 => {
                // Cut in the middle, with an end that says that nothing is missing.
                let end = bytes.split_off(bytes.len() - 28);
                bytes.truncate(dice.below(bytes.len()));
                bytes.extend(end);
            }
            _ => {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
        }
        let path = written(folder.path(), "damaged.vcf.gz", &bytes);
        let options = ImportOptions::default();
        let careful = with_rows(&path, &ImportOptions { careful: true, ..options.clone() });
        let found = with_rows(&path, &options);
        assert!(found == careful, "round {round}: {}", difference(&found, &careful));
        *refused.entry(found.err().map_or("read", |(code, _)| code)).or_default() += 1;
    }
    assert!(
        refused.contains_key("intake_gzip_damaged") && refused.contains_key("intake_bgzf_end_missing"),
        "{refused:?}"
    );
}
