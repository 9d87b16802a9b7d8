use model::hgvs::HgvsP;

use super::*;

fn isoform(gene: &str, transcripts: &[&str], offset: i64, first: u32, last: Option<u32>) -> Isoform {
    Isoform {
        gene: gene.to_owned(),
        name: format!("{gene} other"),
        reference: "NM_000000".to_owned(),
        transcripts: transcripts.iter().map(|accession| (*accession).to_owned()).collect(),
        offset,
        first_residue: Some(first),
        last_residue: last,
        basis: Basis::FromMemory,
        source: None,
        note: None,
    }
}

fn genes() -> Genes {
    let isoforms = vec![
        isoform("ABL1", &["NM_007313"], 19, 27, None),
        isoform("BRAF", &["NM_001374258"], 40, 394, Some(760)),
        isoform("KIT", &["NM_001093772"], -4, 514, None),
        isoform("MYD88", &["NM_002468.5"], -13, 14, None),
    ];
    Genes { isoforms, ..Genes::default() }
}

fn in_row_numbers(gene: &str, called: &str, transcript: Option<&str>) -> Vec<String> {
    let called = HgvsP::from(called).change;
    genes().in_row_numbers(gene, &called, transcript).iter().map(|(change, _)| change.short()).collect()
}

#[test]
fn a_residue_is_renumbered_only_where_the_isoforms_share_it() {
    let genes = genes();
    let numbers = |position| genes.bridge("ABL1", position).iter().map(|found| found.position).collect::<Vec<_>>();
    assert_eq!(numbers(315), [334]);
    assert!(numbers(26).is_empty());
    assert!(genes.bridge("EGFR", 858).is_empty());
}

#[test]
fn a_transcript_names_its_isoform() {
    let genes = genes();
    for (gene, accession, offset) in [
        ("ABL1", "NM_007313.3", Some(19)),
        ("ABL1", "NM_007313", Some(19)),
        ("ABL1", "NM_005157.6", None),
        ("MYD88", "NM_002468.5", Some(-13)),
        ("MYD88", "NM_002468.4", None),
        ("MYD88", "NM_002468", None),
    ] {
        assert_eq!(genes.isoform_of(gene, accession).map(|isoform| isoform.offset), offset, "{accession}");
    }
}

#[test]
fn a_call_is_brought_to_the_numbers_of_the_rows_by_its_transcript() {
    for (gene, called, transcript, expected) in [
        ("BRAF", "p.Asn526_Pro530del", Some("NM_001374258.1"), vec!["N486_P490del"]),
        ("BRAF", "p.Val600Glu", Some("NM_004333.6"), vec!["V600E"]),
        ("BRAF", "p.Val640Glu", Some("NM_001374258.1"), vec!["V600E"]),
        ("BRAF", "p.Gly100Val", Some("NM_001374258.1"), vec!["G100V"]),
        ("KIT", "p.Asp812Val", Some("NM_001093772.2"), vec!["D816V"]),
        ("MYD88", "p.Leu252Pro", Some("NM_002468.5"), vec!["L265P"]),
        ("EGFR", "p.Leu858Arg", Some("NM_005228.5"), vec!["L858R"]),
    ] {
        assert_eq!(in_row_numbers(gene, called, transcript), expected, "{called} {transcript:?}");
    }
}

#[test]
fn a_number_of_the_shorter_isoform_is_not_taken_for_the_same_number_of_the_longer() {
    assert_eq!(in_row_numbers("KIT", "p.Asp816Val", Some("NM_001093772.2")), ["D820V"]);
    assert_eq!(in_row_numbers("KIT", "p.Asp816Val", Some("NM_000222.3")), ["D816V"]);
}

#[test]
fn a_residue_that_only_the_other_isoform_has_gives_no_answer() {
    assert!(in_row_numbers("BRAF", "p.Val410Glu", Some("NM_001374258.1")).is_empty());
    assert!(in_row_numbers("BRAF", "p.Val392_Val434del", Some("NM_001374258.1")).is_empty());
}

#[test]
fn without_a_transcript_every_listed_isoform_is_possible() {
    assert_eq!(in_row_numbers("KIT", "p.Asp812Val", None), ["D812V", "D816V"]);
}
