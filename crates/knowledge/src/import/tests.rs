mod corpora;

use std::collections::BTreeMap;
use std::path::Path;

use model::evidence::{Direction, Predicate};

use super::*;
use crate::folder::read_folder;

const NEW: &str = "molecular_profile\tmolecular_profile_id\tdisease\tdoid\ttherapies\ttherapy_interaction_type\t\
    evidence_type\tevidence_direction\tevidence_level\tsignificance\tevidence_id\tvariant_origin\tis_flagged\n";

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")
}

fn curated() -> Release {
    Release::load(&folder()).unwrap()
}

fn imported(text: &str) -> Import {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("civic.tsv");
    std::fs::write(&path, text).unwrap();
    import(CorpusKind::Civic, &[path], &curated()).unwrap()
}

fn row(profile: &str, id: u32) -> String {
    format!("{profile}\t1\tMelanoma\t1909\tVemurafenib\t\tPredictive\tSupports\tB\tResistance\t{id}\tSomatic\tfalse\n")
}

fn subject_of(profile: &str) -> String {
    let import = imported(&format!("{NEW}{}", row(profile, 1)));
    match import.corpus.rows.first() {
        Some(row) => row.subject.clone(),
        None => import.left_out[0].bin.clone(),
    }
}

#[test]
fn names_of_the_source_become_our_subjects_or_say_why_not() {
    let expected = [
        ("BRAF V600E", "BRAF p.V600E"),
        ("BRAF V600", "BRAF p.V600"),
        ("KRAS G12/G13", "(KRAS p.G12 | KRAS p.G13)"),
        ("U2AF1 Q157P/R", "(U2AF1 p.Q157P | U2AF1 p.Q157R)"),
        ("EGFR E746_A750del", "EGFR p.E746_A750del"),
        ("KIT W557_K558DELWK", "KIT p.W557_K558del"),
        ("KIT X550_splice", "KIT p.X550_splice"),
        ("ERBB2 Y772_A775DUP", "ERBB2 p.Y772_A775dup"),
        ("EGFR Exon 19 Deletion", "EGFR exon19 deletion"),
        ("VHL Exon 3 Deletion", "not_expressible:exon_lost_or_changed_within"),
        ("ALK Exon 2-18 Deletion", "not_expressible:exon_range"),
        ("MET Exon 14 Skipping Mutation", "MET exon14 skipping"),
        ("EML4::ALK Fusion", "EML4::ALK fusion"),
        ("v::ALK Fusion", "ALK fusion"),
        ("FGFR2::? Fusion", "FGFR2 fusion"),
        ("EML4::ALK e6::e20", "EML4::ALK fusion e6::e20"),
        ("EML4::ALK e20::e20 and more", "not_expressible:fusion_with_breakpoints"),
        ("CDKN2A Biallelic Inactivation", "CDKN2A biallelic loss"),
        ("RET Rearrangement", "RET fusion"),
        ("ERBB2 AMPLIFICATION", "ERBB2 amplification"),
        ("PTEN Loss", "PTEN loss"),
        ("KRAS Wildtype", "KRAS wild-type"),
        ("KRAS Mutation", "KRAS mutation"),
        ("PTEN Loss-of-function", "PTEN loss-of-function"),
        ("VHL R167W (c.499C>T)", "VHL p.R167W"),
        ("VHL Splice Site (c.340+1G>A)", "VHL c.340+1G>A"),
        ("VHL P154= (c.462A>C)", "VHL c.462A>C"),
        ("TP53 T125T", "TP53 p.T125="),
        ("TERT C228T", "TERT C228T"),
        ("TERT Promoter Mutation", "not_expressible:region_without_borders"),
        ("CD274 Overexpression", "[CD274 Overexpression]"),
        ("MSI High", "MSI-High"),
        ("BRAF Non-V600", "not_expressible:everything_but"),
        ("DPYD DPYD*2A HOMOZYGOSITY", "not_expressible:zygosity"),
        ("BCR::ABL1 Fusion AND ABL1 T315I", "(BCR::ABL1 fusion & ABL1 p.T315I)"),
        ("MET Amplification AND NOT KRAS Mutation", "(MET amplification & not (KRAS mutation))"),
        ("RB1 Wildtype AND ( CDKN2A Loss OR CDKN2A Mutation )", "(RB1 wild-type & ((CDKN2A loss | CDKN2A mutation)))"),
        ("BRAF V600E AND", "not_expressible:variant_name"),
        ("BRAF V600E )", "not_expressible:profile_syntax"),
    ];
    let found: BTreeMap<&str, String> = expected.iter().map(|(name, _)| (*name, subject_of(name))).collect();
    let wanted: BTreeMap<&str, String> = expected.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_older_tables_are_read_with_their_own_columns_and_coordinates() {
    let head = "gene\tvariant\tdisease\tdoid\tdrugs\tdrug_interaction_type\tevidence_type\tevidence_direction\t\
        evidence_level\tclinical_significance\tevidence_id\tvariant_origin\tchromosome\tstart\treference_bases\t\
        variant_bases\treference_build\n";
    let row = |gene: &str, variant: &str, id: u32, bases: (&str, &str)| {
        format!(
            "{gene}\t{variant}\tMelanoma\t1909\tA,B\tSubstitutes\tPredictive\tDoes Not Support\tB\tResistance\t{id}\t\
             Somatic\t7\t140453136\t{}\t{}\tGRCh37\n",
            bases.0, bases.1
        )
    };
    let text = [
        head.to_owned(),
        row("BRAF", "V600E", 1, ("A", "T")),
        row("NPM1", "EXON 12 MUTATION", 2, ("A", "T")),
        row("DNMT3A", "R882", 3, ("A", "T/G")),
        row("ABL1", "BCR-ABL T315I", 4, ("", "")),
        row("ALK", "ALK FUSIONS", 5, ("", "")),
        row("ALK", "EML4-ALK", 6, ("", "")),
        row("KRAS", "G12V", 7, ("C", "A/T")),
    ];
    let import = imported(&text.concat());
    let subjects: Vec<&str> = import.corpus.rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(
        subjects,
        [
            "(BRAF p.V600E | GRCh37 7:140453136:A:T)",
            "(NPM1 exon12 mutation | NPM1 exon12 frameshift)",
            "DNMT3A p.R882",
            "BCR::ABL1 fusion & ABL1 p.T315I",
            "ALK fusion",
            "EML4::ALK fusion",
            "(KRAS p.G12V | GRCh37 7:140453136:C:A | GRCh37 7:140453136:C:T)",
        ]
    );
    let first = &import.corpus.rows[0];
    assert_eq!((first.predicate, first.direction), (Predicate::PredictsResistance, Direction::DoesNotSupport));
    assert_eq!(first.regimens, [["a"], ["b"]]);
}

#[test]
fn strange_rows_end_in_a_bin_and_the_bins_sum() {
    let flagged = row("BRAF V600K", 2).replace("false", "true");
    let quoted = row("BRAF \u{200b}V600R", 3).replace("Melanoma", "so \"called\" Melanoma");
    let text = [
        NEW.to_owned(),
        row("BRAF V600E", 1),
        flagged,
        quoted,
        row("BRAF V600E", 4).replace("Supports", "N/A"),
        row("BRAF V600E", 5).replace("Resistance", "Adverse Response"),
        "BRAF V600E\tshort\n".to_owned(),
        row("BRAF V600E", 6).replace("\t6\t", "\tsix\t"),
        row("CD274 Expression", 7),
        row("BRAF V600E", 1),
        row("BRAF V600E", 8).replace('\n', "\tmore\tand more\n"),
        "\n".to_owned(),
    ];
    let import = imported(&text.concat().replace('\n', "\r\n"));
    let bins: Vec<(&str, u64)> = import.corpus.bins.iter().map(|(bin, count)| (bin.as_str(), *count)).collect();
    assert_eq!(
        bins,
        [
            ("flagged", 1),
            ("malformed:id_is_no_number", 1),
            ("malformed:more_fields_than_columns", 1),
            ("malformed:no_id", 1),
            ("malformed:same_id_again", 1),
            ("not_expressible:adverse_response", 1),
            ("not_expressible:direction_not_told", 1),
            ("not_readable_from_genome", 1),
            ("usable", 2),
        ]
    );
    assert_eq!(import.corpus.rows_read, 10);
    assert_eq!(import.corpus.rows.len() + import.left_out.len(), 10);
}

#[test]
fn a_release_with_a_corpus_is_sound_loads_again_and_has_another_identity() {
    let import = imported(&format!("{NEW}{}", row("BRAF V600E", 1)));
    let files = with_corpus(read_folder(&folder()).unwrap(), &import.corpus).unwrap();
    let verification = Release::verify_files(&files);
    assert!(verification.is_clean(), "{:?}", verification.problems);
    let release = Release::from_files(&files).unwrap();
    assert_ne!(release.id(), curated().id());
    let statement = release.find(&model::finding::StatementId("civic:EID1".to_owned())).unwrap();
    assert_eq!(statement.imported.as_ref().unwrap().source_level.as_deref(), Some("B"));
    assert_eq!((statement.level, statement.approval.is_none()), (None, true));
    let broken: Vec<SourceFile> = files
        .into_iter()
        .map(|file| SourceFile {
            text: file.text.replace("BRAF p.V600E\",\"subject_text", "BRAF p.?\",\"subject_text"),
            ..file
        })
        .collect();
    assert!(Release::from_files(&broken).is_err());
}

#[test]
fn a_table_of_something_else_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("genes.tsv");
    std::fs::write(&path, "gene\tname\nA\tB\n").unwrap();
    assert!(matches!(import(CorpusKind::Civic, &[path], &curated()), Err(KnowledgeError::Foreign(_))));
}
