use std::path::PathBuf;

use model::reference::{Alignment, Strand, Stretch};
use model::small_variant::Rank;
use model::variation::{Allele, VcfPosition};

use super::*;

fn ours(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference").join(name)
}

fn import(names: &[&str]) -> ReferencePack {
    let files: Vec<PathBuf> = names.iter().map(|name| ours(name)).collect();
    let options = ReferenceOptions { assembly: Some(Assembly::GRCh38), licence: None };
    import_reference(&files, &options, None).unwrap()
}

#[test]
fn a_gtf_gives_genes_transcripts_and_exons_in_zero_based_stretches() {
    let pack = import(&["synthetic.gtf"]);
    let transcript = pack.mane_select("MADEUP1", Assembly::GRCh38).unwrap();
    assert_eq!(transcript.accessions, ["ENST99999999991.3"]);
    assert_eq!(transcript.proteins, ["ENSP99999999991.2"]);
    assert_eq!(transcript.exons, [Stretch { start: 100, end: 109 }, Stretch { start: 300, end: 330 }]);
    assert_eq!(transcript.coding, Some(Stretch { start: 100, end: 309 }));
    assert_eq!((transcript.strand, transcript.protein_length()), (Strand::Reverse, Some(5)));
    assert_eq!(transcript.exon_of_residues(4, 4), Some(Rank { first: 2, last: 2, total: 2 }));
    let source = &pack.manifest().sources[0];
    assert_eq!((source.records, source.left["malformed"], source.left["not_a_primary_contig"]), (9, 1, 1));
    assert_eq!((source.format.as_str(), source.licence.as_str()), ("gtf", "unknown"));
    assert_eq!(pack.genes_overlapping(Assembly::GRCh38, &"chr1".into(), 0, 101)[0].gene, "MADEUP1");
}

#[test]
fn a_gff3_of_refseq_names_contigs_by_accession_and_ends_before_its_sequences() {
    let pack = import(&["synthetic.gff3"]);
    let transcript = pack.mane_select("MADEUP2", Assembly::GRCh38).unwrap();
    assert_eq!((transcript.contig.name(), transcript.accessions[0].as_str()), ("2", "NM_999992.4"));
    assert_eq!((transcript.proteins[0].as_str(), transcript.protein_length()), ("NP_999992.1", Some(5)));
    let source = &pack.manifest().sources[0];
    assert_eq!((source.records, source.left["feature_not_used"]), (7, 1));
}

#[test]
fn inverted_rows_and_rows_with_an_indel_are_kept_but_not_counted_on() {
    let pack = import(&["synthetic_exons.tsv"]);
    let fit = |gene| pack.mane_select(gene, Assembly::GRCh38).unwrap().alignment;
    assert_eq!(fit("MADEUP3"), Alignment::Exact);
    assert_eq!((fit("MADEUP4"), fit("MADEUP5")), (Alignment::Unfit, Alignment::Unfit));
    let source = &pack.manifest().sources[0];
    assert_eq!((source.taken["transcripts"], source.taken["transcripts_unfit"], source.left["malformed"]), (3, 2, 1));
}

#[test]
fn plus_clinical_stands_beside_select_and_an_older_version_is_no_longer_mane() {
    let pack = import(&["synthetic_exons.tsv", "synthetic_mane_summary.txt"]);
    let of_gene: Vec<_> = pack.of_gene("MADEUP3").map(|transcript| transcript.selection).collect();
    assert_eq!(of_gene, [TranscriptSelection::ManeSelect, TranscriptSelection::ManePlusClinical]);
    assert!(pack.mane_select("MADEUP6", Assembly::GRCh38).is_none());
    assert!(pack.transcript("NM_999996.1", Assembly::GRCh38).is_some());
    assert!(pack.transcript("NM_999996.2", Assembly::GRCh38).is_none());
    assert_eq!(pack.manifest().sources[1].taken["transcripts_no_longer_mane"], 1);
}

#[test]
fn sequences_bands_domains_and_lengths_are_read() {
    let names = [
        "synthetic_exons.tsv",
        "synthetic_proteins.fasta",
        "synthetic_cytoband.txt",
        "synthetic_pfam.tsv",
        "synthetic_lengths.tsv",
        "synthetic_genes.tsv",
        "synthetic.chain",
    ];
    let pack = import(&names);
    assert_eq!(pack.protein("ENSP99999999991.2").unwrap().sequence, "MAC");
    assert!(
        pack.protein("P99999").is_some() && pack.protein("NP_999993.1").is_some() && pack.protein("chr1").is_none()
    );
    let band = |base| pack.cytoband(Assembly::GRCh38, &"3".into(), base).map(|band| band.band.as_str());
    assert_eq!((band(149), band(150), band(300)), (Some("p1"), Some("q1"), None));
    let domains = pack.domains(pack.mane_select("MADEUP3", Assembly::GRCh38).unwrap());
    assert_eq!(domains.iter().map(|domain| domain.protein.as_str()).collect::<Vec<_>>(), ["P99999"]);
    assert_eq!(pack.facts().contigs[0].aliases, ["3s", "NC_999999.1"]);
    assert_eq!(pack.facts().genes.len(), 1);
    let left = |at: usize| pack.manifest().sources[at].left.clone();
    assert_eq!(left(1)["not_a_protein"], 1);
    assert_eq!(left(2)["malformed"], 1);
    assert_eq!(left(3)["symbol_missing"], 1);
    assert_eq!(left(5)["not_a_primary_contig"], 1);
    assert_eq!((left(6)["malformed"], left(6)["not_a_primary_contig"]), (3, 1));
    assert_eq!(left(6)["assembly_not_told_by_length"], 1);
    let taken = &pack.manifest().sources[6].taken;
    assert_eq!(taken["chains"], 1);
    let made_up = Allele {
        assembly: Assembly::GRCh37,
        contig: "21".into(),
        position: VcfPosition(1021),
        reference: "A".to_owned(),
        alternate: "C".to_owned(),
    };
    let lifted = pack.lift(&made_up, Assembly::GRCh38).unwrap();
    assert_eq!((lifted.assembly, lifted.position.0), (Assembly::GRCh38, 2026));
    for source in &pack.manifest().sources {
        assert!(source.left.values().sum::<u64>() <= source.records, "{}", source.file);
    }
}

#[test]
fn a_file_with_coordinates_needs_its_assembly_told() {
    let options = ReferenceOptions::default();
    let error = import_reference(&[ours("synthetic.gtf")], &options, None).unwrap_err();
    assert_eq!(error.code(), "intake_assembly_unknown");
    assert!(import_reference(&[ours("synthetic_proteins.fasta")], &options, None).is_ok());
    assert_eq!(import_reference(&[ours("README.md")], &options, None).unwrap_err().code(), "intake_unknown_format");
}

#[test]
fn a_pack_comes_back_as_it_was_and_a_changed_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made-up.reference");
    let pack = import(&["synthetic_exons.tsv", "synthetic_proteins.fasta"]);
    write_pack(&pack, &path).unwrap();
    assert_eq!(read_pack(&path).unwrap(), pack);
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(read_pack(&path).unwrap_err().code(), "intake_reference_pack_changed");
    std::fs::write(&path, "shirube-reference 9\nx\n").unwrap();
    assert_eq!(read_pack(&path).unwrap_err().code(), "intake_newer_version");
    assert_eq!(read_pack(&ours("README.md")).unwrap_err().code(), "intake_not_a_reference_pack");
}

#[test]
fn adding_files_to_a_pack_gives_another_pack_that_keeps_the_first() {
    let first = import(&["synthetic_exons.tsv"]);
    let options = ReferenceOptions { assembly: Some(Assembly::GRCh37), licence: Some("made up".to_owned()) };
    let both = import_reference(&[ours("synthetic_exons.tsv")], &options, Some(&first)).unwrap();
    assert_ne!(first.id(), both.id());
    for assembly in [Assembly::GRCh37, Assembly::GRCh38] {
        assert!(both.mane_select("MADEUP3", assembly).is_some());
    }
    assert_eq!(both.manifest().sources.len(), 2);
}
