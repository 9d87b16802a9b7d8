//! 構造/コピー数 from files to the screen: synthetic files, and real ones where they are at hand.

use std::path::PathBuf;

use shirube_tests::{case_files, desk, new_workspace, repository, shared_data};
use workflow::contract::{ImportRequest, StructureView};

async fn seen(files: Vec<PathBuf>, request: ImportRequest) -> StructureView {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let imported = desk.import(ImportRequest { paths, ..request }).await.unwrap();
    desk.structure(imported.case_id).await.unwrap()
}

fn of_lung(assembly: &str) -> ImportRequest {
    ImportRequest {
        assembly: Some(assembly.to_owned()),
        tumor_type: Some("LUAD".to_owned()),
        ..ImportRequest::default()
    }
}

fn codes(view: &StructureView) -> Vec<&str> {
    view.notes.iter().map(|note| note.code.as_str()).collect()
}

fn shared(path: &str) -> Option<PathBuf> {
    let file = shared_data().map(|folder| folder.join(path)).filter(|file| file.exists());
    if file.is_none() {
        eprintln!("SKIPPED: {path} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
    }
    file
}

#[tokio::test]
async fn a_genome_has_segments_structural_variants_and_a_fusion_on_one_axis() {
    let view = seen(case_files("LUAD-02").unwrap(), ImportRequest::default()).await;
    assert_eq!((view.tracks.len(), view.tracks[0].segments.len()), (1, 76));
    assert_eq!(view.tracks[0].scales, ["total"]);
    assert!(view.tracks[0].has_b_allele && view.tracks[0].has_minor);
    let composition = view.composition.as_ref().unwrap();
    assert_eq!((composition.purity_percent.as_deref(), composition.ploidy.as_deref()), (Some("58"), Some("2.4")));
    assert_eq!(view.chromosomes.len(), 24);
    assert!(view.chromosomes.iter().all(|chromosome| chromosome.known_from == "header"));
    assert_eq!(view.genes[0].call.as_deref(), Some("amplification"));
    assert_eq!(view.joins.len(), 11, "what the caller filtered stands in the ledger");
    assert!(view.joins.iter().all(|join| !join.filtered));
    assert!(view.joins.iter().any(|join| join.symbols == ["ALK", "EML4"]), "{:?}", view.joins[0]);
    let transcript = view.fusions.iter().find(|fusion| fusion.basis == "transcripts").unwrap();
    assert_eq!((transcript.label.as_str(), transcript.reading_frame.as_deref()), ("EML4::ALK", Some("in_frame")));
    assert!(view.fusions.iter().any(|fusion| fusion.basis == "breakends"));
    assert_eq!(
        codes(&view),
        ["structure_variants_with_genes", "structure_cytobands_missing", "structure_exons_missing"]
    );
}

#[tokio::test]
async fn tables_without_header_lengths_end_at_the_last_position_and_say_so() {
    let folder = repository().join("tests/cases/ODD-TABLES/input");
    let files = ["cnvkit.cns", "gene_copy_numbers.csv"].map(|name| folder.join(name)).to_vec();
    let view = seen(files, of_lung("GRCh38")).await;
    assert_eq!(view.tracks[0].scales, ["log2_ratio"]);
    assert!(view.chromosomes.iter().all(|chromosome| chromosome.known_from == "last_position"));
    assert!(
        codes(&view).contains(&"structure_lengths_missing") && codes(&view).contains(&"structure_b_allele_missing")
    );
    let cdkn2a = view.genes.iter().find(|gene| gene.gene == "CDKN2A").unwrap();
    assert_eq!(cdkn2a.call, None, "no word, no call");
    assert_eq!(cdkn2a.place.as_ref().map(|place| place.known_from.as_str()), Some("segment"));
}

#[tokio::test]
async fn a_case_of_small_variants_says_that_structure_was_not_assessed() {
    let view = seen(case_files("LUAD-01").unwrap(), ImportRequest::default()).await;
    assert!(view.tracks.is_empty() && view.joins.is_empty() && view.fusions.is_empty());
    assert!(codes(&view).contains(&"structure_copy_number_not_assessed"));
    assert!(codes(&view).contains(&"structure_rearrangement_not_assessed"));
}

#[tokio::test]
async fn real_segments_of_cnvkit_are_drawn_as_they_are() {
    let Some(file) = shared("cnv-sv-fusion/cnvkit_tr95t.cns") else { return };
    let view = seen(vec![file], of_lung("GRCh37")).await;
    assert_eq!(view.tracks[0].segments.len(), 124);
    assert!(view.tracks[0].segments.iter().all(|segment| segment.log2_ratio.is_some()));
}

#[tokio::test]
async fn real_fusions_of_arriba_keep_their_breakpoints() {
    let Some(file) = shared("cnv-sv-fusion/arriba_fusions.tsv") else { return };
    let view = seen(vec![file], of_lung("GRCh38")).await;
    assert_eq!(view.fusions.len(), 1);
    assert!(view.fusions[0].partners.iter().all(|partner| partner.end.is_some()));
    assert!(codes(&view).contains(&"structure_transcripts_only"));
}

#[tokio::test]
async fn real_segments_of_pcgr_show_both_alleles() {
    let Some(file) = shared("somatic-pcgr/T001-COAD.grch38.cna.tsv") else { return };
    let view = seen(vec![file], of_lung("GRCh38")).await;
    assert_eq!(view.tracks[0].scales, ["total"]);
    assert!(view.tracks[0].has_minor && view.tracks[0].segments.len() > 20);
}
