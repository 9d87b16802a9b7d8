use std::path::Path;

use model::case_input::CaseInput;
use model::consequence::ConsequenceTerm;
use model::evidence::AlleleOrigin;
use model::variation::{Allele, VcfPosition};

use super::*;
use crate::read_files;

const HEADER: &str = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tVariant_Classification\tReference_Allele\t\
    Tumor_Seq_Allele1\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tMatched_Norm_Sample_Barcode\tHGVSc\tHGVSp_Short\tFILTER\tt_depth\tt_alt_count";

fn row(gene: &str, place: (&str, u64), alleles: (&str, &str), sample: &str) -> String {
    let (chromosome, start) = place;
    let (reference, alternate) = alleles;
    format!(
        "{gene}\tGRCh38\t{chromosome}\t{start}\tMissense_Mutation\t{reference}\t{reference}\t{alternate}\t{sample}\t{sample}-N\tc.1A>G\tp.K1R\tPASS\t40\t10"
    )
}

fn import(lines: &[String], end: &str, options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.maf");
    let mut text = format!("#version gdc-1.0.0{end}{HEADER}{end}");
    for line in lines {
        text.push_str(line);
        text.push_str(end);
    }
    std::fs::write(&path, text).unwrap();
    read_files(&[Path::new(&path).to_owned()], options)
}

fn read_lines(lines: &[String]) -> CaseInput {
    import(lines, "\n", &ImportOptions::default()).unwrap()
}

#[test]
fn samples_become_profiles_in_order_of_name() {
    let lines = [
        row("A", ("1", 5), ("A", "G"), "S2"),
        row("B", ("1", 6), ("A", "G"), "S1"),
        row("C", ("1", 7), ("A", "G"), "S2"),
    ];
    for end in ["\n", "\r\n", "\r"] {
        let input = import(&lines, end, &ImportOptions::default()).unwrap();
        let seen: Vec<_> = input
            .profiles
            .iter()
            .map(|profile| {
                (profile.tumor_sample.as_str(), profile.normal_sample.as_deref(), profile.small_variants.len())
            })
            .collect();
        assert_eq!(seen, [("S1", Some("S1-N"), 1), ("S2", Some("S2-N"), 2)], "{end:?}");
        assert_eq!(input.profiles[1].small_variants[1].source, RecordSource { file: 0, line: 5 }, "{end:?}");
    }
}

#[test]
fn insertions_and_deletions_have_the_key_of_their_vcf_spelling() {
    for (maf, vcf) in [
        ((100, "-", "GC"), (100, "A", "AGC")),
        ((101, "GC", "-"), (100, "AGC", "A")),
        ((101, "G", "T"), (101, "G", "T")),
        ((101, "GC", "TA"), (101, "GC", "TA")),
    ] {
        let input = read_lines(&[row("A", ("chr1", maf.0), (maf.1, maf.2), "S")]);
        let spelled = Allele {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            position: VcfPosition(vcf.0),
            reference: vcf.1.to_owned(),
            alternate: vcf.2.to_owned(),
        };
        let key = model::variation::ObservationKey::Allele(spelled.trimmed());
        assert_eq!(input.profiles[0].small_variants[0].key(), key, "{maf:?}");
    }
}

#[test]
fn each_row_ends_in_one_bin() {
    let good = row("A", ("1", 5), ("A", "G"), "S");
    let lines = [
        good.clone(),
        good.replace("PASS", "panel_of_normals"),
        row("Unknown", ("1", 6), ("A", "G"), "S"),
        row("A", ("1", 7), ("A", "A"), "S"),
        good.replace("\t5\t", "\tx\t"),
        "A\tGRCh38".to_owned(),
        good.replace("\tS\t", "\t\t"),
    ];
    let input = read_lines(&lines);
    let file = &input.ledger.files[0];
    let bins: Vec<_> = file.bins.iter().map(|(bin, count)| (*bin, *count)).collect();
    assert_eq!(
        bins,
        [(Bin::Kept, 1), (Bin::FilteredByCaller, 1), (Bin::NoGene, 1), (Bin::NoAlternate, 1), (Bin::Malformed, 3)]
    );
    let causes: Vec<_> = file.malformed.iter().map(|record| (record.line, record.cause.as_str())).collect();
    assert_eq!(causes, [(7, "malformed_position"), (8, "malformed_columns"), (9, "malformed_sample_name")]);
}

#[test]
fn a_row_says_what_it_says() {
    let splice = row("MET", ("7", 5), ("A", "G"), "S")
        .replace("Missense_Mutation", "Splice_Site")
        .replace("c.1A>G", "c.3028+1G>T");
    let input = read_lines(&[splice]);
    let variant = &input.profiles[0].small_variants[0];
    assert_eq!(variant.consequences[0].terms, [ConsequenceTerm::SpliceDonor, ConsequenceTerm::SpliceSite]);
    assert_eq!(variant.origin, AlleleOrigin::Somatic);
    let metrics = variant.tumor.as_ref().unwrap();
    assert_eq!((metrics.vaf_fraction.unwrap().to_string(), metrics.alternate_reads), ("0.25".to_owned(), Some(10)));
}

#[test]
fn one_sample_of_many_can_be_asked_for() {
    let lines = [row("A", ("1", 5), ("A", "G"), "S1"), row("B", ("1", 6), ("A", "G"), "S2")];
    let options = ImportOptions { tumor_sample: Some("S2".to_owned()), ..ImportOptions::default() };
    let input = import(&lines, "\n", &options).unwrap();
    assert_eq!((input.profiles.len(), input.ledger.files[0].bins[&Bin::OtherSample]), (1, 1));
    let wrong = ImportOptions { tumor_sample: Some("S3".to_owned()), ..ImportOptions::default() };
    let error = import(&lines, "\n", &wrong).unwrap_err();
    assert_eq!(
        (error.code(), error.candidates()),
        ("intake_sample_not_found", &["S1".to_owned(), "S2".to_owned()][..])
    );
}

#[test]
fn the_build_is_stated_once_or_asked_for() {
    let one = row("A", ("1", 5), ("A", "G"), "S");
    let mixed = import(&[one.clone(), one.replace("GRCh38", "37")], "\n", &ImportOptions::default());
    assert_eq!(mixed.unwrap_err().code(), "intake_assembly_conflict");
    let silent = import(&[one.replace("GRCh38", "")], "\n", &ImportOptions::default());
    assert_eq!(silent.unwrap_err().code(), "intake_assembly_unknown");
    let asked = ImportOptions { assembly: Some(Assembly::GRCh37), ..ImportOptions::default() };
    assert_eq!(import(std::slice::from_ref(&one), "\n", &asked).unwrap_err().code(), "intake_assembly_conflict");
}
