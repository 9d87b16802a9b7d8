use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::ledger::Bin;
use model::profile::AlterationClass;
use model::rearrangement_call::{CallConfidence, ReadingFrame};
use model::structural::{Rearrangement, RearrangementKind};

use crate::{FileKind, ImportOptions, IntakeError, read_files, recognise};

fn import(text: &str) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fusions.tsv");
    std::fs::write(&path, text).unwrap();
    assert_eq!(recognise(&path)?, FileKind::FusionTable);
    let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
    let input = read_files(&[path], &options)?;
    assert!(input.ledger.files[0].balances());
    Ok(input)
}

fn only(input: &CaseInput) -> &Rearrangement {
    let [event] = input.profiles[0].rearrangements.as_slice() else { panic!("one rearrangement") };
    event
}

#[test]
fn arriba_says_breakpoints_frame_domains_and_confidence() {
    let header = "#gene1\tgene2\tbreakpoint1\tbreakpoint2\ttype\tsplit_reads1\tsplit_reads2\tdiscordant_mates\tcoverage1\tcoverage2\tconfidence\treading_frame\tretained_protein_domains\tfilters\n";
    let row = |genes: &str, confidence: &str, filters: &str| {
        format!(
            "{genes}\t2:42295516\t2:29223528\tinversion\t4\t7\t2\t40\t12\t{confidence}\tin-frame\tTAPE(100%),WD(40%)|Kinase(100%)\t{filters}\n"
        )
    };
    let input = import(
        &(header.to_owned()
            + &row("EML4\tALK", "high", "duplicates(3)")
            + &row("KIF5B\tRET", "low", ".")
            + &row("CD74\tROS1", "high", "intronic,duplicates(1)")
            + &row("AAA(1200),BBB(90)\tALK", "medium", ".")
            + &row("AAA(1200),BBB(90)\tCCC(5)", "medium", ".")),
    )
    .unwrap();
    let bins: Vec<_> = input.ledger.files[0].bins.iter().map(|(bin, count)| (*bin, *count)).collect();
    assert_eq!(bins, [(Bin::Kept, 2), (Bin::LowConfidence, 1), (Bin::FilteredByCaller, 1), (Bin::NoGene, 1)]);
    let events = &input.profiles[0].rearrangements;
    let call = events[0].call.clone().unwrap();
    assert_eq!((events[0].order_stated, events[0].supporting_reads), (true, Some(13)));
    assert_eq!((call.reading_frame, call.confidence), (Some(ReadingFrame::InFrame), Some(CallConfidence::High)));
    assert_eq!(
        (call.five_prime_domains.len(), call.three_prime_domains.as_slice()),
        (2, &["Kinase(100%)".to_owned()][..])
    );
    assert_eq!((call.junction_reads, call.spanning_reads, call.coverage_reads), (Some(11), Some(2), vec![40, 12]));
    assert_eq!(call.breakpoints[1].place.to_string(), "2:29223528");
    assert_eq!((events[2].five_prime.as_deref(), events[2].three_prime.as_deref()), (None, Some("ALK")));
    assert_eq!(input.profiles[0].assessed, [AlterationClass::Rearrangement]);
    assert!(input.notices.iter().any(|notice| notice.code == "fusion_low_confidence_kept"));
}

#[test]
fn any_table_with_a_name_is_read_and_said_to_be_unverified() {
    for text in [
        "Sample\tReads\tFusion\nS1\t12\tEML4-ALK fusion\n",
        "reads,fusion\n12,EML4::ALK\n",
        "5' gene\t3' gene\tsupporting reads\nEML4\tALK\t12\n",
    ] {
        let input = import(text).unwrap();
        let event = only(&input);
        assert_eq!((event.five_prime.as_deref(), event.three_prime.as_deref()), (Some("EML4"), Some("ALK")), "{text}");
        assert_eq!((event.kind, event.supporting_reads), (RearrangementKind::Fusion, Some(12)), "{text}");
        assert!(input.notices.iter().any(|notice| notice.code == "format_unverified"));
    }
}

/// Trap 5: a junction table of RNA that joins exon 13 to exon 15 left exon 14 out.
#[test]
fn a_junction_over_an_exon_is_exon_skipping() {
    for text in [
        "gene1\tgene2\texon1\texon2\tjunction_reads\nMET\tMET\t13\t15\t80\n",
        "Fusion\tjunction_reads\nMET exon 14 skipping\t80\n",
    ] {
        let input = import(text).unwrap();
        let event = only(&input);
        assert_eq!((event.kind, event.detail.as_deref()), (RearrangementKind::ExonSkipping, Some("exon 14")), "{text}");
        assert_eq!((event.five_prime.as_deref(), event.three_prime.as_deref()), (Some("MET"), None));
    }
}

#[test]
fn what_cannot_be_read_says_why_and_nothing_is_lost() {
    let input = import("Fusion\tReads\r\nA1-B2-C3-D4\t3\r\nEML4--ALK\t5\r\n--\t1\r\nEML4--ALK\t5\textra\r\n").unwrap();
    let file = &input.ledger.files[0];
    assert_eq!((file.records, file.bins[&Bin::Malformed], file.bins[&Bin::NoGene]), (4, 2, 1));
    assert_eq!(file.malformed[0].cause, "malformed_fusion_name");
    assert!(import("FusionName\tJunctionReadCount\n").unwrap().notices.iter().any(|n| n.code == "fusion_table_empty"));
}
