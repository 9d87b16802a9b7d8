//! Keeping fewer alleles in full never changes an answer: with and without the selection, findings, open statements and
//! questions are the same, and every record is accounted for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use model::assembly::Assembly;
use serde_json::Value;
use shirube_tests::{repository, shared_data};
use workflow::knowledge_base;
use workflow::matching::{MatchRequest, match_files};

use crate::match_contract::request;

fn answer(files: &[PathBuf], everything: bool) -> Result<Value, String> {
    let request = MatchRequest { assembly: Some(Assembly::GRCh38), everything, ..request(files.to_vec(), "LUAD") };
    match match_files(&request) {
        Ok(answer) => Ok(serde_json::to_value(answer).unwrap()),
        Err(error) => Err(error.message.code),
    }
}

fn codes(answer: &Value) -> BTreeSet<&str> {
    answer["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect()
}

/// Alleles of all files in the bins that pass a test.
fn alleles(answer: &Value, wanted: impl Fn(&str) -> bool) -> u64 {
    let files = answer["ledger"]["files"].as_array().unwrap();
    let bins = files.iter().flat_map(|file| file["alleles"].as_array().unwrap());
    bins.filter(|bin| wanted(bin["name"].as_str().unwrap())).map(|bin| bin["count"].as_u64().unwrap()).sum()
}

fn kept(bin: &str) -> bool {
    matches!(bin, "kept" | "kept_unannotated")
}

/// Reads the same files both ways. `None` when they are refused, which must not depend on the selection either.
fn both(files: &[PathBuf]) -> Option<(Value, Value)> {
    let (all, selected) = match (answer(files, true), answer(files, false)) {
        (Ok(all), Ok(selected)) => (all, selected),
        (all, selected) => {
            assert_eq!(all, selected, "{files:?}");
            return None;
        }
    };
    for part in ["findings", "not_assessed"] {
        assert_eq!(all[part], selected[part], "{part} of {files:?}");
    }
    assert_eq!(codes(&all), codes(&selected), "{files:?}");
    assert_eq!(alleles(&all, |_| true), alleles(&selected, |_| true), "{files:?}");
    for file in selected["ledger"]["files"].as_array().unwrap() {
        let bins = file["bins"].as_array().unwrap().iter().map(|bin| bin["count"].as_u64().unwrap());
        assert_eq!(bins.sum::<u64>(), file["records"].as_u64().unwrap(), "{files:?}");
    }
    Some((all, selected))
}

#[test]
fn every_synthetic_case_gives_the_same_answer_with_and_without_the_selection() {
    let mut read = 0;
    for case in std::fs::read_dir(repository().join("tests/cases")).unwrap() {
        let Ok(files) = std::fs::read_dir(case.unwrap().path().join("input")) else { continue };
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        read += usize::from(both(&files).is_some());
    }
    assert!(read >= 10, "{read}");
}

#[test]
fn real_files_give_the_same_answer_with_and_without_the_selection() {
    for file in [
        "somatic-vep/HCC1395.vep105.grch38.vcf.gz",
        "germline-scout/643594.clinical.vcf.gz",
        "germline-scout/643594.research.vcf.gz",
        "germline-scout/vep104_annotated.vcf",
        "germline-trio/comphet.csq.vcf",
        "germline-trio/talos_joint.vcf.bgz",
        "germline-callers/bcftools_split-vep.vcf",
        "germline-callers/NA12878_dragen.vcf",
    ] {
        let path = shared_data().map(|folder| folder.join(file)).filter(|path| path.exists());
        let Some(path) = path else {
            eprintln!("SKIPPED: {file} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
            continue;
        };
        match both(&[path]) {
            Some((all, selected)) => eprintln!("{file}: {} of {} kept", alleles(&selected, kept), alleles(&all, kept)),
            None => eprintln!("{file}: refused both ways"),
        }
    }
}

/// A row of numbers that is the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<'o>(&mut self, choices: &[&'o str]) -> &'o str {
        choices[self.below(choices.len())]
    }
}

/// Genes with a change that some row of the knowledge base names, e.g. `EGFR p.L858R`, `VHL c.340+1G>A`.
fn named() -> Vec<(String, String)> {
    let mut named = Vec::new();
    for statement in knowledge_base::list(&repository().join("knowledge-base")).unwrap() {
        let statement = serde_json::to_value(statement).unwrap();
        let subject = statement["subject"].as_str().unwrap_or_default().to_owned();
        for part in subject.split([',', '|', '&', '(', ')']) {
            let words: Vec<&str> = part.split_whitespace().collect();
            let [gene, change] = words.as_slice() else { continue };
            if change.starts_with("p.") || change.starts_with("c.") {
                named.push(((*gene).to_owned(), (*change).to_owned()));
            }
        }
    }
    named
}

/// A made-up file of 300 records: common and rare, in genes that rows name and in others, silent, coding and outside.
fn made_up(dice: &mut Dice, named: &[(String, String)]) -> String {
    let mut text = String::from(
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n##INFO=<ID=ToMMo_AF,Number=A,Type=Float,\
         Description=\"x\">\n##INFO=<ID=CLNSIG,Number=.,Type=String,Description=\"x\">\n##INFO=<ID=CSQ,Number=.,\
         Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|\
         Feature|EXON|HGVSc|HGVSp|gnomADe_EAS_AF|CANONICAL\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
    );
    for record in 0..300 {
        let (gene, change) = named[dice.below(named.len())].clone();
        let residue = change.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
        let (gene, change) = match dice.below(6) {
            0 => ("MADEUP1".to_owned(), change),
            1 => (gene, format!("p.R{}W", 1 + dice.below(40))),
            2 => (gene, format!("{residue}=")),
            3 => (gene, String::new()),
            4 => (gene, format!("{residue}W")),
            _ => (gene, change),
        };
        let (hgvsc, hgvsp) = match change.get(..2) {
            Some("c.") => (format!("ENST1.1:{change}"), String::new()),
            Some("p.") => (String::new(), format!("ENSP1.1:{change}")),
            _ => (String::new(), String::new()),
        };
        let term = match (hgvsp.is_empty(), change.ends_with('='), change.ends_with('*')) {
            (true, ..) => dice.of(&["intron_variant", "5_prime_UTR_variant", "splice_region_variant"]),
            (false, true, _) => "synonymous_variant",
            (false, _, true) => "stop_gained",
            (false, ..) => "missense_variant",
        };
        let frequency = dice.of(&["", "0.00001", "0.009", "0.01", "0.3"]);
        let tommo = dice.of(&["", "ToMMo_AF=0.2;", "ToMMo_AF=0.0001;", "ToMMo_AF=.;"]);
        let clinical = dice.of(&["", "", "", "CLNSIG=Pathogenic;", "CLNSIG=Benign;"]);
        let entry = format!("CSQ=T|{term}||{gene}|ENST1.1|3/9|{hgvsc}|{hgvsp}|{frequency}|YES");
        let annotation = if dice.below(12) == 0 { "." } else { &entry };
        writeln!(text, "chr1\t{}\t.\tC\tT\t50\tPASS\t{tommo}{clinical}{annotation}", 1000 + 3 * record).unwrap();
    }
    text
}

#[test]
fn made_up_genomes_give_the_same_answer_with_fewer_alleles() {
    let named = named();
    assert!(named.len() > 50, "{}", named.len());
    let folder = tempfile::tempdir().unwrap();
    let (mut findings, mut common) = (0, 0);
    for seed in 0..8 {
        let path = folder.path().join(format!("made-up-{seed}.vcf"));
        std::fs::write(&path, made_up(&mut Dice(seed), &named)).unwrap();
        let (all, selected) = both(&[path]).unwrap();
        findings += selected["findings"].as_array().unwrap().len();
        common += alleles(&selected, |bin| bin == "common");
        assert!(alleles(&selected, kept) < alleles(&all, kept));
    }
    assert!(findings > 100 && common > 100, "{findings} findings, {common} common alleles");
}
