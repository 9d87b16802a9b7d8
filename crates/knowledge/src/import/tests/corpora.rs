use std::path::PathBuf;

use super::{curated, folder};
use crate::folder::read_folder;
use crate::import::{CorpusKind, Import, import, with_corpus};
use crate::release::Release;
use crate::statement::TumorTypeTerm;
use model::evidence::Predicate;

fn read(kind: CorpusKind, name: &str, text: &str) -> Import {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join(name);
    std::fs::write(&path, text).unwrap();
    import(kind, &[path], &curated()).unwrap()
}

fn shared(path: &str) -> Option<PathBuf> {
    let told = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let file = told.unwrap_or_else(|| folder().join("../../shared/data")).join(path);
    if file.is_file() {
        return Some(file);
    }
    eprintln!("SKIPPED: {path} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
    None
}

fn is_balanced(import: &Import) -> bool {
    import.corpus.bins.values().sum::<u64>() == import.corpus.rows_read
}

fn bin(import: &Import, name: &str) -> u64 {
    import.corpus.bins.get(name).copied().unwrap_or_default()
}

const TREE: &str = r#"{"TISSUE":{"code":"TISSUE","name":"Tissue","mainType":null,"externalReferences":{},"children":{
    "LUNG":{"code":"LUNG","name":"Lung","mainType":"Lung Cancer","externalReferences":{"NCI":["C12468"]},"children":{
      "NSCLC":{"code":"NSCLC","name":"Non-Small Cell Lung Cancer","mainType":"Non-Small Cell Lung Cancer",
               "externalReferences":{"NCI":["C2926"]},"children":{
        "LUAD":{"code":"LUAD","name":"Lung Adenocarcinoma","mainType":"Non-Small Cell Lung Cancer",
                "externalReferences":{"NCI":["C3512"]},"children":{}},
        "NOSUCH":{"code":"NOSUCH","name":"Made up","mainType":null,"externalReferences":{},"children":{}}}}}}}}}"#;
const ONTOLOGY: &str = "id\tlabel\txref\n\"DOID:3908\"\t\"lung non-small cell carcinoma\"\t\"NCI:C2926\"\n\
    \"DOID:3908\"\t\"lung non-small cell carcinoma\"\t\"MESH:D002289\"\nbroken\n";
const CIVIC: &str = "molecular_profile\tmolecular_profile_id\tdisease\tdoid\ttherapies\ttherapy_interaction_type\t\
    evidence_type\tevidence_direction\tevidence_level\tsignificance\tevidence_id\tvariant_origin\tis_flagged\n\
    EGFR L858R\t1\tLung Non-small Cell Carcinoma\t3908\tErlotinib\t\tPredictive\tSupports\tB\tSensitivity/Response\t1\tSomatic\tfalse\n";

#[test]
fn a_disease_reaches_its_tumour_type_by_published_references_only() {
    let tree = read(CorpusKind::OncoTree, "oncotree.json", TREE);
    assert_eq!((bin(&tree, "usable"), bin(&tree, "not_expressible:code_not_in_tree")), (4, 1));
    let ontology = read(CorpusKind::DiseaseOntology, "xref.tsv", ONTOLOGY);
    assert_eq!(bin(&ontology, "not_expressible:reference_to_other_vocabulary"), 1);
    assert_eq!(bin(&ontology, "malformed:too_few_fields"), 1);
    assert!(is_balanced(&tree) && is_balanced(&ontology));
    let evidence = read(CorpusKind::Civic, "civic.tsv", CIVIC);
    let scope = |corpora: &[&Import]| {
        let mut files = read_folder(&folder()).unwrap();
        for import in corpora {
            files = with_corpus(files, &import.corpus).unwrap();
        }
        let release = Release::from_files(&files).unwrap();
        let found = release.statements().iter().find(|row| row.id.0 == "civic:EID1").unwrap();
        found.tumor_types.included.clone()
    };
    assert_eq!(scope(&[&evidence]), [TumorTypeTerm::Named("Lung Non-small Cell Carcinoma".to_owned())]);
    assert_eq!(scope(&[&evidence, &tree]), [TumorTypeTerm::Named("Lung Non-small Cell Carcinoma".to_owned())]);
    assert_eq!(scope(&[&evidence, &tree, &ontology]), [TumorTypeTerm::Type("NSCLC".into())]);
}

#[test]
fn only_exact_matches_of_mondo_lead_on() {
    let text = "# licence\nsubject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n\
        MONDO:0005233\tnon-small cell lung carcinoma\tskos:exactMatch\tDOID:3908\tlung non-small cell carcinoma\tx\n\
        MONDO:0000001\tdisease\tskos:broadMatch\tDOID:4\tdisease\tx\nMONDO:1\n";
    let mondo = read(CorpusKind::Mondo, "mondo.tsv", text);
    assert_eq!((bin(&mondo, "usable"), bin(&mondo, "not_expressible:match_not_exact")), (1, 1));
    assert_eq!(bin(&mondo, "malformed:too_few_fields"), 1);
    assert_eq!(mondo.corpus.bridge[0].same_as, ["DOID:3908"]);
}

#[test]
fn a_file_of_another_kind_is_refused_with_what_it_lacks() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("x.tsv");
    std::fs::write(&path, "a\tb\n1\t2\n").unwrap();
    for kind in CorpusKind::ALL {
        assert!(import(kind, std::slice::from_ref(&path), &curated()).is_err(), "{}", kind.code());
    }
}

#[test]
fn rows_of_docm_become_driver_statements_or_say_why_not() {
    let head = "hgvs\tchromosome\tstart\tstop\tread\tvariant\treference_version\tgene\tmutation_type\tamino_acid\tdiseases\tpubmed_sources\n";
    let rows = [
        "ENST1:c.1\t7\t140453136\t140453136\tA\tT\tGRCh37\tBRAF\tmissense\tp.V600E\tmelanoma,lung cancer\t1,2",
        "ENST1:c.2\t1\t115256530\t115256530\tG\tA\tGRCh37\tNRAS\tstop_lost\tp.Q61*\tmelanoma\t3",
        "ENST1:c.3\t4\t55152089\t55152094\tAGAGAC\t-\tGRCh37\tPDGFRA\tinframe\tp.RD841-\tGIST\t4",
        "ENST1:c.4\t3\t1\t1\tA\t-\tGRCh37\tATR\tframeshift\tp.I774X\tx\t5",
        "ENST1:c.1\t7\t140453136\t140453136\tA\tT\tGRCh37\tBRAF\tmissense\tp.V600E\tmelanoma\t1",
        "short\trow",
    ];
    let docm = read(CorpusKind::Docm, "docm.tsv", &format!("{head}{}\n", rows.join("\n")));
    let subjects: Vec<&str> = docm.corpus.rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["(BRAF p.V600E | GRCh37 7:140453136:A:T)", "(NRAS p.Q61* | GRCh37 1:115256530:G:A)", "PDGFRA p.R841_D842del"]
    );
    assert!(docm.corpus.rows[1].flagged, "a gained stop is filed as a lost one");
    assert!(docm.corpus.rows.iter().all(|row| row.predicate == Predicate::Oncogenic && row.regimens.is_empty()));
    let bins: Vec<&str> = docm.left_out.iter().map(|row| row.bin.as_str()).collect();
    assert_eq!(
        bins,
        ["not_expressible:new_reading_frame_not_told", "malformed:same_id_again", "malformed:other_number_of_fields"]
    );
}

#[test]
fn clinvar_gives_pathogenic_alleles_of_listed_genes() {
    let head = "##fileformat=VCFv4.1\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let rows = [
        "13\t100\t1\tT\tA\t.\t.\tCLNSIG=Pathogenic;GENEINFO=BRCA2:675;CLNDN=Hereditary_breast_cancer;CLNHGVS=NC_000013.11:g.100T>A",
        "13\t101\t2\tT\tA\t.\t.\tCLNSIG=Benign;GENEINFO=BRCA2:675",
        "13\t102\t3\tT\t.\t.\t.\tCLNSIG=Pathogenic;GENEINFO=BRCA2:675",
        "1\t103\t4\tT\tA\t.\t.\tCLNSIG=Pathogenic;GENEINFO=NOSUCHGENE:1",
        "1\t104",
    ];
    let clinvar = read(CorpusKind::Clinvar, "clinvar.vcf", &format!("{head}{}\n", rows.join("\n")));
    assert!(is_balanced(&clinvar));
    assert_eq!(clinvar.corpus.rows[0].subject, "GRCh38 13:100:T:A");
    assert_eq!(clinvar.corpus.rows[0].predicate, Predicate::Predisposing);
    let bins: Vec<(&str, u64)> = clinvar.corpus.bins.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(
        bins,
        [
            ("malformed:too_few_fields", 1),
            ("not_expressible:classification", 1),
            ("not_expressible:gene_not_listed", 1),
            ("not_expressible:reference_allele_only", 1),
            ("usable", 1)
        ]
    );
}

#[test]
fn a_variation_of_both_assemblies_is_one_row_with_two_places() {
    let head = |assembly: &str| {
        format!("##fileformat=VCFv4.1\n##reference={assembly}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n")
    };
    let row = |position: u32, id: u32, class: &str| {
        format!("13\t{position}\t{id}\tT\tA\t.\t.\tCLNSIG={class};GENEINFO=BRCA2:675\n")
    };
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str, text: String| {
        let path = place.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let files = [
        file("clinvar.grch37.vcf", head("GRCh37") + &row(100, 1, "Pathogenic") + &row(200, 2, "Pathogenic")),
        file(
            "clinvar.grch38.vcf",
            head("GRCh38")
                + &row(110, 1, "Pathogenic")
                + &row(111, 1, "Pathogenic")
                + &row(210, 2, "Likely_pathogenic"),
        ),
    ];
    let clinvar = import(CorpusKind::Clinvar, &files, &curated()).unwrap();
    assert!(is_balanced(&clinvar));
    let subjects: Vec<&str> = clinvar.corpus.rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["(GRCh37 13:100:T:A | GRCh38 13:110:T:A)", "GRCh37 13:200:T:A"]);
    assert_eq!((bin(&clinvar, "joined_to_earlier"), bin(&clinvar, "malformed:same_id_again")), (1, 2));
    let files = with_corpus(read_folder(&folder()).unwrap(), &clinvar.corpus).unwrap();
    Release::from_files(&files).unwrap();
}

#[test]
fn recurrent_residues_become_codons_where_missense_prevails() {
    let head = "hugo_symbol\tresidue\ttype\tmissense_fraction\ttumor_count\ttranscript_id\n";
    let own = |gene: &str| curated().hotspots().iter().find(|own| own.gene == gene).unwrap().transcript.clone();
    let (idh1, tp53, akt1) = (own("IDH1"), own("TP53"), own("AKT1"));
    let rows = "IDH1\tR132\tsingle residue\t1.0\t766\tENST1\nFGFR2\tN549\tsingle residue\t1.0\t9\tENST9\nTP53\tR213\tsingle residue\t0.19\t30\tENST1\n\
        AKT1\t65-77\tin-frame indel\t0.0\t4\tENST1\nTP53\tX126\tsplice site\t0.0\t9\tENST1\nABCB1\tE468\t3d\t\t3\tENST1\nX\n";
    let rows = rows.replace("\t766\tENST1", &format!("\t766\t{idh1}")).replace("\t4\tENST1", &format!("\t4\t{akt1}"));
    let rows = rows.replace("ENST1", &tp53);
    let hotspots = read(CorpusKind::Hotspots, "hotspots.txt", &format!("{head}{rows}"));
    let subjects: Vec<&str> = hotspots.corpus.rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["IDH1 p.R132", "TP53 p.X126_splice"]);
    let cited = hotspots.corpus.rows[0].citation.clone().unwrap();
    assert!(cited.contains(&idh1) && cited.contains("cancerhotspots.org"), "{cited}");
    assert_eq!(hotspots.corpus.recurrence, [], "a table without counts of changes counts nothing");
    assert_eq!(bin(&hotspots, "not_expressible:numbered_on_other_transcript"), 1);
    assert_eq!(bin(&hotspots, "not_expressible:range_of_residues"), 1);
    assert!(is_balanced(&hotspots));
}

#[test]
fn the_counts_of_every_single_residue_are_kept_also_where_truncations_prevail() {
    let head = "hugo_symbol\tresidue\tvariant_amino_acid\ttype\tmissense_fraction\ttumor_count\ttranscript_id\n";
    let rows = "NRAS\tQ61\tK:142|R:204|*:1\tsingle residue\t0.99\t347\tENST00000369535\n\
        ZZZ3\tR213\t*:20|Q:3\tsingle residue\t0.13\t23\tENST00000000001\n\
        ZZZ3\tX10\tsp:9\tsplice site\t0.0\t9\tENST00000000001\n";
    let hotspots = read(CorpusKind::Hotspots, "hotspots.txt", &format!("{head}{rows}"));
    assert_eq!(bin(&hotspots, "not_expressible:mostly_truncating"), 1);
    let counted: Vec<(&str, u32)> =
        hotspots.corpus.recurrence.iter().map(|row| (row.residue.as_str(), row.tumours)).collect();
    assert_eq!(counted, [("Q61", 347), ("R213", 23)]);
    let files = with_corpus(read_folder(&folder()).unwrap(), &hotspots.corpus).unwrap();
    assert!(Release::verify_files(&files).is_clean());
    let release = Release::from_files(&files).unwrap();
    let change = model::hgvs::HgvsP::from("Q61K").change;
    assert_eq!(
        release.recurrence().of_change("NRAS", &change, "ENST00000369535.9"),
        crate::recurrence::Recurs::Counted { residue: 347, change: 142 }
    );
}

#[test]
fn every_row_of_the_open_corpora_ends_in_a_bin() {
    let files = [
        (CorpusKind::Docm, "kb-docm/docm_variants.tsv.gz", 1_364, 1_200),
        (CorpusKind::Hotspots, "genes/hotspots_v2_and_3d.txt.gz", 6_910, 800),
        (CorpusKind::OncoTree, "ontologies/oncotree_2025_10_03.json", 898, 880),
        (CorpusKind::OncoTree, "ontologies/oncotree_2021_11_02.json", 0, 800),
        (CorpusKind::DiseaseOntology, "ontologies/allXREFinDO.tsv.gz", 39_264, 5_000),
        (CorpusKind::Mondo, "ontologies/mondo_exactmatch_doid.sssom.tsv.gz", 0, 11_000),
    ];
    for (kind, path, rows, usable) in files {
        let Some(file) = shared(path) else { continue };
        let import = import(kind, &[file], &curated()).unwrap();
        eprintln!("{path}: {:?}", import.corpus.bins);
        assert!(is_balanced(&import), "{path}");
        assert!(rows == 0 || import.corpus.rows_read == rows, "{path}: {}", import.corpus.rows_read);
        assert!(bin(&import, "usable") >= usable, "{path}");
        let files = with_corpus(read_folder(&folder()).unwrap(), &import.corpus).unwrap();
        Release::from_files(&files).unwrap();
    }
}

#[test]
fn most_evidence_of_civic_reaches_a_tumour_type() {
    let vocabularies = [
        (CorpusKind::OncoTree, "ontologies/oncotree_2025_10_03.json"),
        (CorpusKind::DiseaseOntology, "ontologies/allXREFinDO.tsv.gz"),
        (CorpusKind::Mondo, "ontologies/mondo_exactmatch_doid.sssom.tsv.gz"),
    ];
    let Some(evidence) = shared("kb-civic/nightly-ClinicalEvidenceSummaries.tsv") else { return };
    let imported = import(CorpusKind::Civic, &[evidence], &curated()).unwrap();
    let mut files = with_corpus(read_folder(&folder()).unwrap(), &imported.corpus).unwrap();
    let named = |files: &[crate::folder::SourceFile]| {
        let release = Release::from_files(files).unwrap();
        let rows: Vec<_> = release.statements().iter().filter(|row| row.imported.is_some()).cloned().collect();
        let unknown =
            rows.iter().filter(|row| matches!(row.tumor_types.included.as_slice(), [TumorTypeTerm::Named(_)]));
        (unknown.count(), rows.len())
    };
    let (before, all) = named(&files);
    for (kind, path) in vocabularies {
        let Some(file) = shared(path) else { return };
        files = with_corpus(files, &import(kind, &[file], &curated()).unwrap().corpus).unwrap();
    }
    let (after, _) = named(&files);
    eprintln!("CIViC rows whose disease has no tumour type: {before} without the bridges, {after} with them, of {all}");
    assert!(after < before);
    // Most of what is left is no tumour: von Hippel–Lindau disease, Lynch syndrome.
    assert!(after * 2 < all, "{after} of {all} rows stay without a tumour type");
}

#[test]
fn no_disease_leads_to_a_type_that_is_narrower_or_wider_than_itself() {
    let vocabularies = [
        (CorpusKind::OncoTree, "ontologies/oncotree_2025_10_03.json"),
        (CorpusKind::DiseaseOntology, "ontologies/allXREFinDO.tsv.gz"),
        (CorpusKind::Mondo, "ontologies/mondo_exactmatch_doid.sssom.tsv.gz"),
    ];
    let refused = curated().refused_bridges().clone();
    assert!(refused.iter().count() >= 10);
    let head = CIVIC.lines().next().unwrap();
    let rows = refused.iter().flat_map(|row| {
        let id = row.disease.trim_start_matches("DOID:").to_owned();
        row.names.iter().map(move |name| (name.clone(), id.clone()))
    });
    let rows: Vec<String> = rows
        .chain([("Lung Non-small Cell Carcinoma".to_owned(), "3908".to_owned())])
        .enumerate()
        .map(|(number, (name, id))| {
            format!("EGFR L858R\t1\t{name}\t{id}\tErlotinib\t\tPredictive\tSupports\tB\tSensitivity/Response\t{number}\tSomatic\tfalse")
        })
        .collect();
    let evidence = read(CorpusKind::Civic, "civic.tsv", &format!("{head}\n{}\n", rows.join("\n")));
    let mut files = with_corpus(read_folder(&folder()).unwrap(), &evidence.corpus).unwrap();
    let mut led_before = 0;
    for (kind, path) in vocabularies {
        let Some(file) = shared(path) else { return };
        let vocabulary = import(kind, &[file], &curated()).unwrap();
        files = with_corpus(files, &vocabulary.corpus).unwrap();
    }
    let unbarred: Vec<_> = files.iter().filter(|file| file.path != "bridges.toml").cloned().collect();
    let types = |files: &[crate::folder::SourceFile]| {
        let release = Release::from_files(files).unwrap();
        let rows = release.statements().iter().filter(|row| row.imported.is_some());
        rows.map(|row| (row.imported.as_ref().unwrap().disease.clone().unwrap(), row.tumor_types.included.clone()))
            .collect::<Vec<_>>()
    };
    for (disease, included) in types(&unbarred) {
        led_before += usize::from(
            matches!(included.as_slice(), [TumorTypeTerm::Type(code)] if refused.refuses(&disease, &code.0)),
        );
    }
    assert!(led_before >= 8, "the published references lead there: {led_before}");
    for (disease, included) in types(&files) {
        match included.as_slice() {
            // A disease may still lead to its own type: lymphoplasmacytic lymphoma to LPL, not to the narrower WM.
            [TumorTypeTerm::Type(code)] => assert!(!refused.refuses(&disease, &code.0), "{disease}: {code}"),
            other => assert!(matches!(other, [TumorTypeTerm::Named(_)]), "{disease}: {other:?}"),
        }
    }
    let led = types(&files).into_iter().filter(|(_, included)| matches!(included.as_slice(), [TumorTypeTerm::Type(_)]));
    let led: Vec<String> = led.map(|(disease, _)| disease).collect();
    assert!(
        led.contains(&"Lung Non-small Cell Carcinoma".to_owned()) && !led.contains(&"Lymphoma".to_owned()),
        "{led:?}"
    );
}
