use std::fs;
use std::io::Write;
use std::path::PathBuf;

use model::case_input::CaseInput;
use model::ledger::Bin;

use super::*;
use crate::{ImportOptions, read_files};

fn case(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-REFERENCE").join(path)
}

fn made_up() -> PathBuf {
    case("reference/made-up.fa")
}

fn import(files: &[PathBuf], reference: Option<PathBuf>) -> Result<CaseInput, IntakeError> {
    let assembly = Some(Assembly::GRCh38);
    read_files(files, &ImportOptions { assembly, reference_sequence: reference, ..ImportOptions::default() })
}

fn count<'i>(input: &'i CaseInput, code: &str) -> Option<&'i str> {
    input.notices.iter().find(|notice| notice.code == code).map(|notice| notice.parameters["count"].as_str())
}

#[test]
fn without_a_reference_it_is_said_that_nothing_was_checked() {
    let input = import(&[case("input/ODD-REFERENCE.vcf")], None).unwrap();
    assert_eq!(count(&input, "reference_not_checked"), Some("15"));
    assert!(input.profiles[0].small_variants.iter().all(|variant| variant.aligned.is_none()));
}

fn check(reference: PathBuf) {
    let input = import(&[case("input/ODD-REFERENCE.vcf")], Some(reference)).unwrap();
    let file = &input.ledger.files[0];
    let bins: Vec<_> = file.bins.iter().map(|(bin, count)| (*bin, *count)).collect();
    assert_eq!(bins, [(Bin::Kept, 14), (Bin::FilteredByCaller, 1), (Bin::ReferenceDiffers, 1)]);
    let counts = ["reference_not_checked", "reference_bases_differ", "reference_contig_absent", "indels_left_aligned"];
    assert_eq!(counts.map(|code| count(&input, code)), [None, Some("1"), Some("1"), Some("3")]);
    let variants = &input.profiles[0].small_variants;
    let moved: Vec<_> = variants
        .iter()
        .filter_map(|variant| Some((variant.allele.to_string(), variant.aligned.as_ref()?.to_string())))
        .collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        moved,
        [pair("1:110:ACA:A", "1:100:GCA:G"), pair("1:112:A:ACA", "1:100:G:GCA"), pair("1:122:AA:A", "1:115:TA:T")]
    );
    let key = variants.iter().find(|variant| variant.allele.position.0 == 110).unwrap().key();
    assert_eq!(key.to_string(), "GRCh38:1:101:CA:-", "matched where it is aligned");
}

#[test]
fn indels_are_aligned_and_wrong_bases_end_in_a_bin_of_their_own() {
    check(made_up());
}

#[test]
fn a_packed_reference_answers_as_the_plain_one() {
    let folder = tempfile::tempdir().unwrap();
    let packed = folder.path().join("a.fa.gz");
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(&fs::read(made_up()).unwrap()).unwrap();
    fs::write(&packed, writer.finish().unwrap()).unwrap();
    assert_eq!(
        import(&[case("input/ODD-REFERENCE.vcf")], Some(packed.clone())).unwrap_err().code(),
        "intake_reference_sequence_index_missing"
    );
    fs::copy(case("reference/made-up.fa.fai"), folder.path().join("a.fa.gz.fai")).unwrap();
    // One block: the index of blocks holds none but the first, which is not written.
    fs::write(folder.path().join("a.fa.gz.gzi"), 0_u64.to_le_bytes()).unwrap();
    check(packed);
}

#[test]
fn many_wrong_bases_are_refused_with_the_line_and_the_assembly_is_blamed() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(case("input/ODD-REFERENCE.vcf")).unwrap();
    let moved = folder.path().join("moved.vcf");
    fs::write(&moved, text.replace("\n1\t", "\n1\t1")).unwrap();
    let error = import(&[moved], Some(made_up())).unwrap_err();
    assert_eq!((error.code(), error.parameters()["line"].as_str()), ("intake_reference_bases_differ", "6"));
    assert!(error.to_string().contains("assembly"));
}

#[test]
fn documents_are_compared_too_and_keep_what_the_laboratory_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let maf = folder.path().join("a.maf");
    let head = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tEnd_Position\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tVariant_Classification\n";
    let row = |start: u64, end: u64, reference: &str, alternate: &str| {
        format!("GENE1\tGRCh38\tchr1\t{start}\t{end}\t{reference}\t{alternate}\tT1\tMissense_Mutation\n")
    };
    let right: String = [(5, "A"), (12, "T"), (20, "C"), (31, "G"), (44, "T"), (58, "T")]
        .iter()
        .map(|(at, base)| row(*at, *at, base, if *base == "G" { "A" } else { "G" }))
        .collect();
    let rows = right + &row(112, 113, "-", "CA") + &row(111, 112, "CA", "-") + &row(200, 200, "C", "T");
    fs::write(&maf, head.to_owned() + &rows).unwrap();
    let input = import(std::slice::from_ref(&maf), Some(made_up())).unwrap();
    assert_eq!(count(&input, "reference_bases_differ_kept"), Some("1"));
    assert_eq!(count(&input, "indels_left_aligned"), Some("2"));
    assert_eq!(input.profiles[0].small_variants.len(), 9);
    fs::write(&maf, head.to_owned() + &row(200, 200, "C", "T")).unwrap();
    assert_eq!(import(&[maf], Some(made_up())).unwrap_err().code(), "intake_reference_bases_differ");
}

#[test]
fn a_reference_of_another_assembly_or_none_at_all_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let fasta = folder.path().join("a.fa");
    fs::write(&fasta, ">chr1\nACGT\n").unwrap();
    let vcf = [case("input/ODD-REFERENCE.vcf")];
    let refused = |reference| import(&vcf, Some(reference)).unwrap_err().code();
    assert_eq!(refused(fasta.clone()), "intake_reference_sequence_index_missing");
    fs::write(folder.path().join("a.fa.fai"), "chr1\tx\n").unwrap();
    assert_eq!(refused(fasta.clone()), "intake_reference_sequence_index_missing");
    fs::write(folder.path().join("a.fa.fai"), "1\t249250621\t6\t60\t61\n").unwrap();
    assert_eq!(refused(fasta.clone()), "intake_reference_sequence_of_other_assembly");
    fs::write(folder.path().join("a.fa.fai"), "1\t5000\t6\t60\t61\n").unwrap();
    assert_eq!(refused(fasta), "intake_read_failed", "the index promises more than there is");
    assert_eq!(refused(folder.path().join("absent.fa")), "intake_read_failed");
}

#[test]
fn ambiguity_codes_agree_with_the_bases_they_stand_for() {
    let reference = ReferenceSequence::open(&made_up()).unwrap();
    let verdict = |contig: &str, position, bases| reference.verdict(&contig.into(), VcfPosition(position), bases);
    for (contig, position, bases, expected) in [
        ("chr1", 1, "GCTA", ReferenceVerdict::Agrees),
        ("1", 1, "GCTC", ReferenceVerdict::Differs),
        ("1", 240, "A", ReferenceVerdict::Agrees),
        ("1", 240, "AA", ReferenceVerdict::Differs),
        ("1", 0, "A", ReferenceVerdict::NotChecked),
        ("1", 5, "", ReferenceVerdict::NotChecked),
        ("M", 1, "ACGT", ReferenceVerdict::Agrees),
        ("M", 15, "G", ReferenceVerdict::Agrees),
        ("M", 15, "C", ReferenceVerdict::Differs),
        ("M", 21, "AC", ReferenceVerdict::Agrees),
        ("7", 1, "A", ReferenceVerdict::NotChecked),
    ] {
        assert_eq!(verdict(contig, position, bases), expected, "{contig}:{position}:{bases}");
    }
}
