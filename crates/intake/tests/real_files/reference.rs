//! The reference files of the shared test data, read into one pack for both assemblies.

use std::path::PathBuf;

use intake::{ReferenceOptions, import_reference, read_pack, write_pack};
use model::assembly::Assembly;
use model::reference::{Alignment, ReferencePack};
use model::variation::{Allele, VcfPosition};

use crate::data;

fn shared() -> Option<PathBuf> {
    data().map(|folder| folder.join("reference"))
}

fn pack(folder: &std::path::Path) -> ReferencePack {
    let paths = |names: &[&str]| names.iter().map(|name| folder.join(name)).collect::<Vec<_>>();
    let options = |assembly| ReferenceOptions { assembly: Some(assembly), licence: None };
    let new = [
        "MANE.GRCh38.v1.5.summary.txt.gz",
        "mane_exons_grch38.tsv.gz",
        "ensembl_genes_grch38.tsv.gz",
        "cytoBand_hg38.tsv.gz",
        "hg38.seqinfo.tsv",
        "protein_sequences.fasta.gz",
        "pfam_domains_by_symbol.tsv.gz",
        "refseq_protein_domains.tsv.gz",
        "GRCh38_to_GRCh37.chain.gz",
        "GRCh37_to_GRCh38.chain.gz",
    ];
    let old = [
        "MANE.GRCh38.v1.5.summary.txt.gz",
        "mane_exons_grch37_lifted.tsv.gz",
        "ensembl_genes_grch37.tsv.gz",
        "cytoBand_hg19.tsv.gz",
        "hg19.seqinfo.tsv",
    ];
    let first = import_reference(&paths(&new), &options(Assembly::GRCh38), None).unwrap();
    import_reference(&paths(&old), &options(Assembly::GRCh37), Some(&first)).unwrap()
}

#[test]
fn the_shared_reference_files_become_one_pack_with_every_row_accounted_for() {
    let Some(folder) = shared() else { return };
    let pack = pack(&folder);
    let source = |file: &str| pack.manifest().sources.iter().find(|source| source.file == file).unwrap().clone();
    for source in &pack.manifest().sources {
        println!("{} {} {} {:?} {:?}", source.file, source.format, source.records, source.taken, source.left);
        assert!(!source.left.contains_key("malformed"), "{}: {:?}", source.file, source.left);
    }
    assert_eq!(source("mane_exons_grch38.tsv.gz").records, 19_316);
    let lifted = source("mane_exons_grch37_lifted.tsv.gz");
    assert_eq!((lifted.taken["transcripts"], lifted.taken["transcripts_unfit"]), (18_697, 275));
    assert_eq!(source("MANE.GRCh38.v1.5.summary.txt.gz").records, 19_437);
    assert_eq!(source("protein_sequences.fasta.gz").taken["proteins"], 3_698);
    assert_eq!(source("cytoBand_hg38.tsv.gz").records, 862);
    let exact = pack.facts().transcripts.iter().filter(|transcript| transcript.alignment == Alignment::Exact);
    assert!(exact.into_iter().all(|transcript| transcript.protein_length().is_some()));
    // README of the files: EGFR and KRAS have 28 and 5 exons; TTN's Plus Clinical transcript is no longer MANE.
    for (gene, exons) in [("EGFR", 28), ("KRAS", 5), ("MET", 21), ("BRAF", 18)] {
        for assembly in [Assembly::GRCh37, Assembly::GRCh38] {
            assert_eq!(pack.mane_select(gene, assembly).unwrap().exons.len(), exons, "{gene} {assembly}");
        }
    }
    assert_eq!(pack.mane_select("TTN", Assembly::GRCh38).unwrap().exons.len(), 363);
    let older = pack.transcript("ENST00000360870.10", Assembly::GRCh38).unwrap();
    assert_eq!(older.selection, model::small_variant::TranscriptSelection::Other);
    let found = pack.genes_overlapping(Assembly::GRCh38, &"chr7".into(), 55_019_100, 55_019_200);
    assert!(found.iter().any(|gene| gene.gene == "EGFR"));
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("pack");
    write_pack(&pack, &path).unwrap();
    let before = std::time::Instant::now();
    let again = read_pack(&path).unwrap();
    println!("{} bytes, loaded in {:?}", std::fs::metadata(&path).unwrap().len(), before.elapsed());
    assert_eq!(again.id(), pack.id());
}

#[test]
fn sequences_are_as_long_as_the_coding_bases_say() {
    let Some(folder) = shared() else { return };
    let pack = pack(&folder);
    let mut compared = 0;
    for transcript in pack.facts().transcripts.iter().filter(|transcript| transcript.alignment == Alignment::Exact) {
        for protein in transcript.proteins.iter().filter_map(|accession| pack.protein(accession)) {
            let length = u32::try_from(protein.sequence.len()).unwrap();
            assert_eq!(transcript.protein_length(), Some(length), "{}", protein.accession);
            compared += 1;
        }
    }
    println!("{compared} sequences compared");
    assert!(compared > 4_000);
}

#[test]
fn exons_lifted_by_the_chains_lie_where_the_other_assembly_has_them() {
    let Some(folder) = shared() else { return };
    let pack = pack(&folder);
    for source in pack.manifest().sources.iter().filter(|source| source.format == "chain") {
        println!("{} {} {:?} {:?}", source.file, source.records, source.taken, source.left);
        assert!(source.taken["chains"] > 20);
    }
    let (mut compared, mut differing, mut unlifted) = (0, 0, 0);
    for new in pack.facts().transcripts.iter().filter(fit_of).filter(|new| new.assembly == Assembly::GRCh38).step_by(10)
    {
        let Some(old) = pack.transcript(&new.accessions[0], Assembly::GRCh37).filter(fit_of) else { continue };
        for there in &new.exons {
            let first = Allele {
                assembly: Assembly::GRCh38,
                contig: new.contig.clone(),
                position: VcfPosition(there.start + 1),
                reference: "A".to_owned(),
                alternate: "C".to_owned(),
            };
            let Ok(lifted) = pack.lift(&first, Assembly::GRCh37) else {
                unlifted += 1;
                continue;
            };
            compared += 1;
            // As a set: GAGE13 and NBPF11 have their exons in another order on GRCh37.
            let same = old.exons.iter().any(|here| lifted.position.0 == here.start + 1) && lifted.contig == old.contig;
            differing += u32::from(!same);
            // A base that has one place there comes back to where it was, when it has one place here.
            let back = pack.lift(&lifted, Assembly::GRCh38);
            assert!(back.is_err() || back.as_ref() == Ok(&first), "{first} {lifted} {back:?}");
        }
    }
    println!("{compared} exons compared, {differing} elsewhere, {unlifted} not lifted");
    assert!(compared > 15_000 && differing == 0 && unlifted == 0);
}

fn fit_of(transcript: &&model::reference::Transcript) -> bool {
    transcript.alignment == Alignment::Exact
}
