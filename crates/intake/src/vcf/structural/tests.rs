use std::io::Write;

use model::case_input::CaseInput;
use model::ledger::Bin;
use model::profile::AlterationClass;
use model::structural::RearrangementKind;
use model::structural_variant::{BreakendPairing, StructuralKind};

use crate::{ImportOptions, read_files};

const HEADER: &str = "##fileformat=VCFv4.2
##contig=<ID=2,length=243199373,assembly=GRCh37>
##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"Type\">
##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Feature|EXON|INTRON|STRAND|CANONICAL\">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR
";

fn import(records: &str) -> CaseInput {
    let mut file = tempfile::Builder::new().suffix(".vcf").tempfile().unwrap();
    write!(file, "{HEADER}{records}").unwrap();
    let input = read_files(&[file.path().to_owned()], &ImportOptions::default()).unwrap();
    assert!(input.ledger.files[0].balances());
    input
}

fn record(place: (&str, u64), id: &str, alt: &str, info: &str, csq: &str) -> String {
    let csq = if csq.is_empty() { String::new() } else { format!(";CSQ={csq}") };
    format!("{}\t{}\t{id}\tG\t{alt}\t.\tPASS\t{info}{csq}\tGT:PR:SR\t0/1:30,5:30,5\n", place.0, place.1)
}

fn intron(gene: &str, strand: &str) -> String {
    format!("x|intron_variant|{gene}|T1||13/22|{strand}|YES")
}

fn told(input: &CaseInput) -> Vec<(Option<String>, Option<String>, RearrangementKind, bool)> {
    let events = input.profiles[0].rearrangements.iter();
    events.map(|event| (event.five_prime.clone(), event.three_prime.clone(), event.kind, event.order_stated)).collect()
}

fn pair(five_prime: &str, three_prime: &str) -> (Option<String>, Option<String>) {
    (Some(five_prime.to_owned()), Some(three_prime.to_owned()))
}

/// GENEF reads forward at 2:42.5 M, GENER reads backward at 2:29.4 M, as in the inversion of EML4 and ALK.
#[test]
fn mates_become_one_variant_and_the_strands_tell_the_order() {
    let info = |mate: &str| format!("SVTYPE=BND;MATEID={mate}");
    let input = import(
        &(record(("2", 29_446_000), "a", "G]2:42522000]", &info("b"), &intron("GENER", "-1"))
            + &record(("2", 42_522_000), "b", "G]2:29446000]", &info("a"), &intron("GENEF", "1"))),
    );
    let [variant] = input.profiles[0].structural_variants.as_slice() else { panic!("one variant") };
    assert_eq!((variant.kind, variant.pairing), (StructuralKind::Inversion, BreakendPairing::MatesJoined));
    assert_eq!((variant.source.line, variant.mate_source.as_ref().map(|source| source.line)), (6, Some(7)));
    let support = variant.tumor.as_ref().unwrap();
    assert_eq!((support.alternate_reads, support.formula.as_str()), (Some(10), "FORMAT/{PR,SR}"));
    let (five_prime, three_prime) = pair("GENEF", "GENER");
    assert_eq!(told(&input), [(five_prime, three_prime, RearrangementKind::Fusion, true)]);
    let call = input.profiles[0].rearrangements[0].call.clone().unwrap();
    assert_eq!(call.breakpoints[0].place.position.0, 42_522_000, "the 5′ breakpoint stands first");
    assert_eq!(input.ledger.files[0].bins[&Bin::Kept], 2);
    assert_eq!(input.profiles[0].assessed, [AlterationClass::Rearrangement]);
}

#[test]
fn a_join_of_two_beginnings_is_no_fusion_and_without_strands_the_order_is_open() {
    let events = |strand: &str| {
        told(&import(
            &(record(("2", 100), "a", "G]2:9000]", "SVTYPE=BND", &intron("GENEA", "1"))
                + &record(("2", 9000), "b", "G]2:100]", "SVTYPE=BND", &intron("GENEB", strand))),
        ))
    };
    let (one, other) = pair("GENEA", "GENEB");
    assert_eq!(events("1"), [(one.clone(), other.clone(), RearrangementKind::Other, false)]);
    assert_eq!(events("-1"), [(one.clone(), other.clone(), RearrangementKind::Fusion, true)]);
    assert_eq!(events(""), [(one, other, RearrangementKind::Fusion, false)]);
}

#[test]
fn a_lone_mate_and_a_single_breakend_are_kept_said_and_left_open() {
    let input = import(
        &(record(("2", 100), "a", "G]7:9000]", "SVTYPE=BND;MATEID=gone", &intron("GENEA", "1"))
            + &record(("2", 500), "c", "G.", "SVTYPE=BND", &intron("GENEB", "1"))),
    );
    let pairings: Vec<_> = input.profiles[0].structural_variants.iter().map(|variant| variant.pairing).collect();
    assert_eq!(pairings, [BreakendPairing::MateMissing, BreakendPairing::Single]);
    assert!(input.profiles[0].rearrangements.iter().all(|event| event.call.as_ref().unwrap().partner_unknown));
    for code in ["vcf_breakend_mate_missing", "vcf_single_breakends"] {
        assert!(input.notices.iter().any(|notice| notice.code == code), "{code}");
    }
}

#[test]
fn a_deletion_inside_a_gene_names_its_exons_and_one_across_a_border_cuts_it() {
    let inside = "deletion|feature_truncation&coding_sequence_variant|GENEA|T1|2-7/28|1-7/27|1|YES";
    let border = "deletion|coding_sequence_variant|GENEB|T1|20-28/28|19-27/27|1|YES,deletion|transcript_ablation|GENEC|T1|1-5/5|1-4/4|1|YES";
    let intronic = "deletion|intron_variant|GENED|T1||3/9|1|YES";
    let input = import(
        &(record(("2", 100), "a", "<DEL>", "SVTYPE=DEL;END=900", inside)
            + &record(("2", 2000), "b", "<DEL>", "SVTYPE=DEL;END=9000", border)
            + &record(("2", 12_000), "c", "<DEL>", "SVTYPE=DEL;END=12100", intronic)),
    );
    assert_eq!(
        told(&input),
        [
            (Some("GENEA".to_owned()), None, RearrangementKind::Deletion, false),
            (Some("GENEB".to_owned()), None, RearrangementKind::Truncation, false)
        ]
    );
    assert_eq!(input.profiles[0].rearrangements[0].detail.as_deref(), Some("exons 2-7"));
    assert_eq!(input.profiles[0].structural_variants.len(), 3, "the intronic one is kept as a structural variant");
}

#[test]
fn each_allele_ends_in_its_bin() {
    let filtered = record(("2", 100), "a", "<DEL>", "SVTYPE=DEL;END=900", &intron("A", "1")).replace("PASS", "MinGQ");
    let elsewhere = record(("2", 200), "b", "<DEL>", "SVTYPE=DEL;END=900", "deletion|intergenic_variant||||||");
    let unread = record(("2", 300), "c", "<STR12>", "SVTYPE=STR", &intron("A", "1"));
    let bare = record(("2", 400), "d", "<DUP>", "SVTYPE=DUP;END=900", "");
    let absent = record(("2", 500), "e", "<DUP>", "SVTYPE=DUP;END=900", "").replace("0/1:30,5:30,5", "0/0:30,0:30,0");
    let sequence = record(("2", 600), "f", "GTTTTTT", "SVTYPE=INS", "TTTTTT|intron_variant|A|T||1/2|1|YES");
    let input = import(&(filtered + &elsewhere + &unread + &bare + &absent + &sequence));
    let bins: Vec<_> = input.ledger.files[0].bins.iter().map(|(bin, count)| (*bin, *count)).collect();
    let wanted =
        [Bin::Kept, Bin::KeptUnannotated, Bin::FilteredByCaller, Bin::NoGene, Bin::NotInTumor, Bin::NotReadYet];
    assert_eq!(bins, wanted.map(|bin| (bin, 1)));
    assert_eq!(input.profiles[0].small_variants.len(), 1, "a sequence stays a small variant");
}

#[test]
fn gridss_is_said_to_be_unverified() {
    let line = record(("2", 100), "a", "G]2:9000]", "SVTYPE=BND", &intron("GENEA", "1"));
    let input = import(&line.replace("GT:PR:SR\t0/1:30,5:30,5", "GT:VF:REF:REFPAIR\t.:10:20:10"));
    assert!(input.notices.iter().any(|notice| notice.code == "format_unverified"));
    let support = input.profiles[0].structural_variants[0].tumor.clone().unwrap();
    assert_eq!(support.vaf_fraction.map(|vaf| vaf.normalize().to_string()), Some("0.25".to_owned()));
}

#[test]
fn ten_thousand_variants_are_read_and_joined_in_short_order() {
    let mut records = String::new();
    for number in 0..10_000u64 {
        let (own, mate) = (1_000 + number * 1_000, 100_000_000 + number * 1_000);
        records += &record(("2", own), &format!("a{number}"), &format!("G]2:{mate}]"), "SVTYPE=BND", &intron("A", "1"));
        records += &record(
            ("2", mate),
            &format!("b{number}"),
            &format!("G]2:{own}]"),
            "SVTYPE=BND",
            "x|intergenic_variant||||||",
        );
    }
    let started = std::time::Instant::now();
    let input = import(&records);
    assert_eq!(input.profiles[0].structural_variants.len(), 10_000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
