use crate::{ImportOptions, read_files};
use model::assembly::Assembly;
use model::copy_number::CompositionFit;
use model::ledger::Bin;

fn read(name: &str, text: &str) -> model::case_input::CaseInput {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
    let input = read_files(&[path], &options).unwrap();
    assert!(input.ledger.files[0].balances());
    input
}

fn codes(input: &model::case_input::CaseInput) -> Vec<&str> {
    input.notices.iter().map(|notice| notice.code.as_str()).collect()
}

#[test]
fn a_seg_counts_from_one_and_a_cns_from_zero() {
    let seg = read(
        "a.seg",
        "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\nT\t1\t11\t1e+02\t5\t-0.25\nT\t1\t5\t4\t1\t0\n",
    );
    let segment = &seg.profiles[0].segments[0];
    assert_eq!((segment.place.start.0, segment.place.end.0), (10, 100));
    assert_eq!(segment.measured.log2_ratio.unwrap().to_string(), "-0.25");
    assert_eq!(seg.ledger.files[0].bins[&Bin::Malformed], 1);
    let cns = read("a.cns", "chromosome\tstart\tend\tgene\tlog2\tprobes\nchr1\t10\t100\tALK,-\t-0.25\t5\n");
    let segment = &cns.profiles[0].segments[0];
    assert_eq!((segment.place.start.0, segment.genes.as_slice()), (10, ["ALK".to_owned()].as_slice()));
}

#[test]
fn a_seg_without_any_loss_is_not_read_as_logarithms() {
    let input = read("a.seg", "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\nT\t1\t11\t100\t5\t2.1\n");
    let measured = input.profiles[0].segments[0].measured;
    assert_eq!((measured.log2_ratio, measured.unscaled.unwrap().to_string()), (None, "2.1".to_owned()));
    assert_eq!(codes(&input), ["segment_values_not_log2"]);
}

#[test]
fn purple_genes_keep_their_digits_and_are_not_called() {
    let input = read("a.tsv", "gene\tminCopyNumber\tmaxCopyNumber\nB2M\t0.4904\t1.9\n");
    let profile = &input.profiles[0];
    assert_eq!(profile.gene_copy_numbers[0].measured.total.unwrap().to_string(), "0.4904");
    assert!(profile.copy_numbers.is_empty() && profile.assessed.is_empty());
    assert_eq!(codes(&input), ["format_not_verified"]);
}

#[test]
fn a_failed_purity_fit_is_said_aloud() {
    let input = read("a.tsv", "purity\tploidy\tstatus\tmsStatus\n1.0\t2.0\tFAIL_NO_TUMOR\tODD\n");
    let composition = input.profiles[0].composition.as_ref().unwrap();
    assert_eq!((composition.fit, composition.usable()), (CompositionFit::Failed, None));
    assert_eq!(codes(&input), ["purity_fit_failed", "purity_is_one", "marker_status_unknown", "format_not_verified"]);
}

#[test]
fn words_for_changes_are_read_and_unknown_ones_are_counted() {
    let input = read("a.csv", "gene,call,copy number\nERBB2,AMP,12\nX1,weird,\nMET,,7\nY1,,\n");
    let bins = &input.ledger.files[0].bins;
    assert_eq!((bins[&Bin::Kept], bins[&Bin::NotReadYet], bins[&Bin::NoValue]), (2, 1, 1));
    assert_eq!(input.profiles[0].copy_numbers[0].gene, "ERBB2");
    assert_eq!(input.profiles[0].gene_copy_numbers[0].measured.total, None);
}
