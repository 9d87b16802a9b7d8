use std::collections::BTreeMap;

use knowledge::import::{CorpusKind, import, with_corpus};
use knowledge::read_folder;
use model::Decimal;
use model::oncogenicity::OncogenicityClass;
use model::population::PopulationFrequencies;

use super::*;
use crate::level_engine::{release, variant};

fn met(class: &Oncogenicity) -> Vec<&'static str> {
    class.criteria.iter().filter(|answer| answer.met == Met::Met).map(|answer| answer.criterion.code()).collect()
}

fn answers(class: &Oncogenicity) -> BTreeMap<&'static str, (Met, &str)> {
    let told = class.criteria.iter().map(|one| (one.criterion.code(), (one.met, one.reason.code.as_str())));
    told.collect()
}

fn frequency(text: &str) -> PopulationFrequencies {
    let gnomad_east_asian = (!text.is_empty()).then(|| text.parse().unwrap());
    PopulationFrequencies { gnomad_east_asian, gnomad_asked: true, ..PopulationFrequencies::default() }
}

/// The knowledge base of the repository with a made-up table of counts.
fn with_counts(rows: &str) -> Release {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("hotspots.txt");
    let head = "hugo_symbol\tresidue\tvariant_amino_acid\ttype\tmissense_fraction\ttumor_count\ttranscript_id\n";
    std::fs::write(&path, format!("{head}{rows}")).unwrap();
    let corpus = import(CorpusKind::Hotspots, &[path], &release()).unwrap().corpus;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base");
    Release::from_files(&with_corpus(read_folder(&folder).unwrap(), &corpus).unwrap()).unwrap()
}

#[test]
fn a_truncation_in_a_suppressor_is_likely_oncogenic_and_absent_from_controls_adds_a_point() {
    let mut stop = variant("BRCA2", "p.Lys1000fs", "frameshift_variant", Some(11));
    let class = oncogenicity(&stop, &release()).unwrap();
    assert_eq!((met(&class), class.points), (vec!["OVS1"], 8));
    assert_eq!(class.class, Some(OncogenicityClass::LikelyOncogenic));
    assert_eq!(answers(&class)["OP4"], (Met::NotAssessed, "oncogenicity_population_not_asked"));
    stop.population = Some(frequency(""));
    let class = oncogenicity(&stop, &release()).unwrap();
    assert_eq!((met(&class), class.points), (vec!["OVS1", "OP4"], 9));
}

#[test]
fn a_truncation_that_spares_the_end_or_in_a_gene_of_two_roles_is_left_to_a_person() {
    let mut last = variant("BRCA2", "p.Lys3326Ter", "stop_gained", Some(27));
    last.consequences[0].exon = Some(model::small_variant::Rank { first: 27, last: 27, total: 27 });
    let class = oncogenicity(&last, &release()).unwrap();
    assert_eq!(answers(&class)["OVS1"], (Met::NotAssessed, "oncogenicity_end_of_gene"));
    assert_eq!(class.class, None, "nothing is met, and that is no class");
    for (gene, expected) in [("NOTCH1", Met::NotAssessed), ("NOSUCH", Met::NotAssessed), ("KRAS", Met::NotMet)] {
        let class = oncogenicity(&variant(gene, "p.Gln100Ter", "stop_gained", Some(3)), &release()).unwrap();
        assert_eq!(answers(&class)["OVS1"].0, expected, "{gene}");
    }
}

#[test]
fn counts_decide_which_of_the_three_hotspot_criteria_holds() {
    let transcript = |gene: &str| {
        let release = release();
        release.hotspots().iter().find(|own| own.gene == gene).unwrap().transcript.clone()
    };
    let (braf, kras) = (transcript("BRAF"), transcript("KRAS"));
    let release = with_counts(&format!(
        "BRAF\tV600\tE:833|K:24|R:4\tsingle residue\t1.0\t861\t{braf}\n\
         BRAF\tN581\tS:13|T:2\tsingle residue\t1.0\t21\t{braf}\n\
         KRAS\tG12\tD:100\tsingle residue\t1.0\t200\t{kras}\n\
         FGFR2\tN549\tK:20\tsingle residue\t1.0\t60\tENST00000358487\n"
    ));
    for (gene, change, expected) in [
        ("BRAF", "p.Val600Glu", Some("OS3")),
        ("BRAF", "p.Val600Arg", Some("OP3")),
        ("BRAF", "p.Asn581Ser", Some("OM3")),
        ("BRAF", "p.Asn581Thr", Some("OP3")),
        ("BRAF", "p.Asn580Ser", None),
    ] {
        let class = oncogenicity(&variant(gene, change, "missense_variant", None), &release).unwrap();
        assert_eq!(met(&class), expected.into_iter().collect::<Vec<_>>(), "{gene} {change}");
    }
    let open = |release: &Release, gene: &str, change: &str| {
        let class = oncogenicity(&variant(gene, change, "missense_variant", None), release).unwrap();
        ["OS3", "OM3", "OP3"].map(|code| answers(&class)[code].0)
    };
    assert_eq!(open(&release, "FGFR2", "p.Asn550Lys"), [Met::NotAssessed; 3], "counted on another transcript");
    assert_eq!(open(&self::release(), "BRAF", "p.Val600Glu"), [Met::NotAssessed; 3], "no table");
}

#[test]
fn a_frequent_allele_is_benign_and_is_not_counted_twice() {
    for (gnomad, expected, points) in [
        ("0.0500001", vec!["SBVS1", "SBS1"], -8),
        ("0.05", vec!["SBS1"], -4),
        ("0.01", vec![], 0),
        ("0", vec!["OP4"], 1),
        ("", vec!["OP4"], 1),
    ] {
        let mut silent = variant("EGFR", "p.Asn1000Ser", "missense_variant", None);
        silent.population = Some(frequency(gnomad));
        let class = oncogenicity(&silent, &release()).unwrap();
        assert_eq!((met(&class), class.points), (expected, points), "{gnomad}");
    }
    let mut silent = variant("EGFR", "p.Asn1000Ser", "missense_variant", None);
    silent.population = Some(frequency("0.2"));
    assert_eq!(oncogenicity(&silent, &release()).unwrap().class, Some(OncogenicityClass::Benign));
    silent.population = Some(PopulationFrequencies { tommo: Some(Decimal::ONE), ..PopulationFrequencies::default() });
    let class = oncogenicity(&silent, &release()).unwrap();
    assert_eq!(answers(&class)["SBVS1"].0, Met::NotAssessed, "gnomAD was not asked");
}

#[test]
fn an_in_frame_change_of_a_known_gene_adds_two_points() {
    let class = oncogenicity(&variant("EGFR", "p.Glu746_Ala750del", "inframe_deletion", Some(19)), &release()).unwrap();
    assert_eq!((met(&class), class.points), (vec!["OM2"], 2));
    let lost = oncogenicity(&variant("TP53", "p.Ter394GlnextTer9", "stop_lost", Some(11)), &release()).unwrap();
    assert_eq!(met(&lost), ["OM2"]);
    let lost = oncogenicity(&variant("EGFR", "p.Ter1211GlnextTer9", "stop_lost", Some(28)), &release()).unwrap();
    assert_eq!(answers(&lost)["OM2"].0, Met::NotMet);
}

#[test]
fn a_role_that_is_only_remembered_marks_a_criterion_that_it_refutes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base");
    let mut files = read_folder(&folder).unwrap();
    let genes = files.iter_mut().find(|file| file.path == "genes.toml").unwrap();
    let unread = |line: &str| {
        let read = line.contains("symbol = \"EGFR\"").then(|| line.split_once(", basis = ")).flatten();
        read.map_or_else(|| line.to_owned(), |(before, _)| format!("{before}, basis = \"from_memory\" }},"))
    };
    genes.text = genes.text.lines().map(unread).collect::<Vec<_>>().join("\n");
    let remembered = Release::from_files(&files).unwrap();
    for (code, change, term) in [("OVS1", "p.Gln100Ter", "stop_gained"), ("OM2", "p.Ter1211GlnextTer9", "stop_lost")] {
        let basis = |release: &Release| {
            let class = oncogenicity(&variant("EGFR", change, term, Some(3)), release).unwrap();
            assert_eq!(answers(&class)[code], (Met::NotMet, "oncogenicity_not_suppressor"), "{code}");
            assert_eq!(class.class, None, "nothing is met, so that no remembered class marks it");
            class.basis
        };
        assert_eq!((basis(&release()), basis(&remembered)), (Basis::SourceRead, Basis::FromMemory), "{code}");
    }
}

#[test]
fn what_is_open_shows_how_far_the_sum_could_move_and_no_missing_input_is_a_zero() {
    let class = oncogenicity(&variant("BRAF", "p.Val600Glu", "missense_variant", Some(15)), &release()).unwrap();
    assert_eq!(class.criteria.len(), 17);
    assert!(!class.is_settled() && class.lowest_points < 0 && class.highest_points >= 10, "{class:?}");
    assert!(class.not_assessed().all(|answer| answer.points == 0 && !answer.reason.code.is_empty()));
    assert_eq!(class.basis, Basis::SourceRead, "nothing remembered is behind an empty sum");
    let silent = oncogenicity(&variant("BRAF", "p.Val600=", "synonymous_variant", Some(15)), &release()).unwrap();
    assert!(silent.highest_points < class.highest_points);
}

#[test]
fn an_inherited_variant_and_one_without_a_gene_have_no_class() {
    let mut inherited = variant("BRCA2", "p.Lys1000fs", "frameshift_variant", Some(11));
    inherited.origin = AlleleOrigin::Germline;
    assert_eq!(oncogenicity(&inherited, &release()), None);
    let mut bare = variant("BRCA2", "p.Lys1000fs", "frameshift_variant", Some(11));
    bare.consequences.clear();
    assert_eq!(oncogenicity(&bare, &release()), None);
}
