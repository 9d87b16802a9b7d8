//! Open corpora against real patients: what an independent script expects is found, and nothing the sample does not have.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shirube_tests::{repository, shared_data};
use workflow::knowledge_base::{ImportCorpusRequest, diff, import_corpus, list, search, show, verify};
use workflow::matching::{MatchRequest, match_files};

use crate::match_contract::request;

const NEW: &str = "kb-civic-2026/AcceptedClinicalEvidenceSummaries.2026-05.tsv";
const OLD: &str = "kb-civic/nightly-ClinicalEvidenceSummaries.tsv";

fn shared(path: &str) -> Option<PathBuf> {
    let file = shared_data().map(|folder| folder.join(path)).filter(|file| file.exists());
    if file.is_none() {
        eprintln!("SKIPPED: {path} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
    }
    file
}

fn release_of(corpus: PathBuf, out: &Path) -> workflow::knowledge_base::ImportAnswer {
    import_corpus(&ImportCorpusRequest {
        kind: "civic".to_owned(),
        files: vec![corpus],
        knowledge: repository().join("knowledge-base"),
        out: Some(out.to_owned()),
    })
    .unwrap()
}

/// Met rows of the corpus, by sample and evidence id.
fn found(file: PathBuf, knowledge: &Path) -> BTreeMap<(String, String), Value> {
    found_with(MatchRequest { knowledge: knowledge.to_owned(), ..request(vec![file], "ANY") })
}

fn found_with(request: MatchRequest) -> BTreeMap<(String, String), Value> {
    let answer = serde_json::to_value(match_files(&request).unwrap()).unwrap();
    let mut rows = BTreeMap::new();
    for finding in answer["findings"].as_array().unwrap() {
        let Some(id) = finding["statement"].as_str().unwrap().strip_prefix("civic:EID") else { continue };
        assert_eq!(finding["level_state"], "candidate", "{id}");
        assert_eq!(finding["accessibility"], "none", "{id}");
        assert_eq!(finding["evidence_level"], Value::Null, "{id}");
        for shown in finding["variants"].as_array().unwrap() {
            let tier = &shown["amp"];
            assert!(tier.is_null() || tier["tier"] != "I", "an imported row alone gives no tier I: {finding}");
        }
        if finding["status"] == "met" {
            rows.insert((finding["sample"].as_str().unwrap().to_owned(), id.to_owned()), finding.clone());
        }
    }
    rows
}

/// The expectation table as maps from column to field.
fn expected(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| head.iter().zip(line.split('\t')).map(|(k, v)| ((*k).to_owned(), v.to_owned())).collect())
        .collect()
}

/// Both directions, counted by the rule that explains them; `None` is unexplained.
struct Table(BTreeMap<(&'static str, &'static str), usize>);

fn compare(
    found: &BTreeMap<(String, String), Value>,
    expected: &[BTreeMap<String, String>],
    sample: impl Fn(&str) -> String,
    knowledge: &Path,
) -> Table {
    let mut table = BTreeMap::new();
    let subjects: BTreeMap<String, String> =
        list(knowledge).unwrap().into_iter().map(|row| (row.id, row.subject)).collect();
    let found: BTreeMap<(String, String), &Value> =
        found.iter().map(|((name, id), finding)| ((sample(name), id.clone()), finding)).collect();
    let mut wanted = BTreeSet::new();
    for row in expected {
        let key = (row["sample"].clone(), row["civic_evidence_id"].clone());
        let rule = if found.contains_key(&key) { "as expected" } else { why_missing(row) };
        *table.entry(("expected", rule)).or_insert(0) += 1;
        assert_ne!(rule, "unexplained", "{row:?}");
        wanted.insert(key);
    }
    for (key, finding) in &found {
        let subject = &subjects[finding["statement"].as_str().unwrap()];
        let gene = finding["gene"].as_str().unwrap();
        assert!(subject.contains(gene), "{subject} is claimed by a change of {gene}");
        if !wanted.contains(key) {
            let rule = why_more(finding, subject);
            *table.entry(("found beside", rule)).or_insert(0) += 1;
            assert_ne!(rule, "unexplained", "{key:?} {finding}");
        }
    }
    for ((side, rule), count) in &table {
        println!("{count:>6}  {side}: {rule}");
    }
    Table(table)
}

/// Rules, not samples: why a row that coordinates alone point at is not claimed.
fn why_missing(row: &BTreeMap<String, String>) -> &'static str {
    let name = row.get("civic_variant").map(|name| name.to_uppercase()).unwrap_or_default();
    let by_place_only = row.get("matched_by").is_some_and(|how| how == "coord");
    match by_place_only {
        true if name.contains("ZYGO") => "zygosity is part of the row and not of the place",
        true if name.contains("MUTATION") => "a bucket is not claimed by its representative place",
        _ => "unexplained",
    }
}

/// The script resolves exact names, codons and "Mutation" only; we read more kinds of names.
fn why_more(finding: &Value, subject: &str) -> &'static str {
    match finding["match_kind"].as_str().unwrap() {
        "protein" if subject.contains('/') => "one of several changes in one name",
        "protein" if subject.to_lowercase().contains("fs") => "the same frameshift in another spelling",
        "codon" => "one of several codons in one name, or a codon row",
        "class" => "a functional class or any mutation of the gene",
        "exon" => "an exon",
        _ => "unexplained",
    }
}

#[test]
fn leukaemia_patients_meet_what_the_newer_tables_say_and_nothing_else() {
    let (Some(corpus), Some(maf), Some(key)) = (
        shared(NEW),
        shared("maf-tcga-laml/tcga_laml.part-a.maf"),
        shared("maf-tcga-laml/expected_civic2026.part-a.tsv"),
    ) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let answer = release_of(corpus, folder.path());
    assert_eq!((answer.rows_read, answer.bins.values().sum::<u64>()), (4854, 4854));
    assert!(answer.bins["flagged"] >= 150 && answer.bins["usable"] > 4000, "{:?}", answer.bins);
    let table = compare(&found(maf, folder.path()), &expected(&key), str::to_owned, folder.path());
    assert_eq!(table.0.keys().filter(|(side, _)| *side == "expected").count(), 1, "every expectation is met");
}

#[test]
fn leukaemia_patients_meet_what_the_older_tables_say_but_no_bucket_by_its_place() {
    let (Some(corpus), Some(maf), Some(key)) = (
        shared(OLD),
        shared("maf-tcga-laml/tcga_laml.part-a.maf"),
        shared("maf-tcga-laml/expected_civic_exact.part-a.tsv"),
    ) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let answer = release_of(corpus, folder.path());
    assert_eq!((answer.rows_read, answer.bins.values().sum::<u64>()), (3706, 3706));
    compare(&found(maf, folder.path()), &expected(&key), str::to_owned, folder.path());
}

#[test]
fn patients_with_one_driver_meet_every_row_of_the_newer_tables() {
    let (Some(corpus), Some(patients), Some(key)) = (
        shared(NEW),
        shared("tcga-hotspot-patients/patients.part-a.json"),
        shared("tcga-hotspot-patients/expected_civic2026.part-a.tsv"),
    ) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let release = folder.path().join("release");
    release_of(corpus, &release);
    let file = folder.path().join("patients.maf");
    patients_maf(&patients, &file);
    let table = compare(&found(file, &release), &expected(&key), str::to_owned, &release);
    assert_eq!(table.0.keys().filter(|(side, _)| *side == "expected").count(), 1, "every expectation is met");
}

/// A MAF of the patients with one driver each.
fn patients_maf(patients: &Path, out: &Path) -> BTreeMap<String, Vec<(String, String)>> {
    let patients: Value = serde_json::from_str(&std::fs::read_to_string(patients).unwrap()).unwrap();
    let mut maf = String::from(
        "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tEnd_Position\tReference_Allele\tTumor_Seq_Allele2\t\
         Variant_Classification\tHGVSp_Short\tTumor_Sample_Barcode\n",
    );
    let mut has: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for patient in patients.as_array().unwrap() {
        let text = |field: &str| patient[field].as_str().map_or_else(|| patient[field].to_string(), str::to_owned);
        let fields = ["gene", "genome_build", "chr", "start", "end", "ref", "alt", "mutation_type"].map(text);
        let change = format!("p.{}", text("protein_change"));
        writeln!(maf, "{}\t{change}\t{}", fields.join("\t"), text("sample_id")).unwrap();
        has.entry(text("sample_id")).or_default().push((text("gene"), text("protein_change")));
    }
    std::fs::write(out, maf).unwrap();
    has
}

#[test]
fn no_older_row_is_claimed_whose_gene_or_change_the_patient_does_not_have() {
    let (Some(corpus), Some(patients)) = (shared(OLD), shared("tcga-hotspot-patients/patients.part-a.json")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let release = folder.path().join("release");
    release_of(corpus, &release);
    let file = folder.path().join("patients.maf");
    let has = patients_maf(&patients, &file);
    let subjects: BTreeMap<String, String> =
        list(&release).unwrap().into_iter().map(|row| (row.id, row.subject)).collect();
    let found = found(file, &release);
    let mut kinds: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for ((sample, _), finding) in &found {
        let subject = &subjects[finding["statement"].as_str().unwrap()];
        let claimed = finding["gene"].as_str().unwrap();
        let own: Vec<&(String, String)> = has[sample].iter().filter(|(gene, _)| gene == claimed).collect();
        assert!(!own.is_empty(), "{sample} has {:?}, claimed: {subject}", has[sample]);
        assert!(subject.split_whitespace().any(|word| word == claimed), "{subject} for {own:?}");
        // An exact row names the change; a wider one is met as a codon, an exon or a class, and says so.
        let kind = finding["match_kind"].as_str().unwrap();
        let names_it = own.iter().any(|(_, change)| subject.contains(change.as_str()));
        let exact = matches!(kind, "allele" | "protein");
        let respelled = subject.contains('/') || subject.to_lowercase().contains("fs");
        assert!(!exact || names_it || respelled, "{subject} for {own:?}");
        *kinds.entry((kind.to_owned(), names_it)).or_default() += 1;
    }
    for ((kind, names_it), count) in &kinds {
        println!("{count:>6}  {kind}, {}", if *names_it { "names the change" } else { "wider than the change" });
    }
    let samples: BTreeSet<&String> = found.keys().map(|(sample, _)| sample).collect();
    assert!(samples.len() > 20, "{} samples", samples.len());
}

/// Public files of the field as a reference pack.
fn pack_of(names: &[(&str, Option<model::assembly::Assembly>)], out: &Path) -> Option<PathBuf> {
    let mut before: Option<PathBuf> = None;
    for (number, (name, assembly)) in names.iter().enumerate() {
        let out = out.join(format!("pack-{number}"));
        workflow::reference::import(&workflow::reference::ReferenceRequest {
            files: vec![shared(name)?],
            assembly: *assembly,
            licence: Some("test input".to_owned()),
            add_to: before,
            out: out.clone(),
        })
        .unwrap();
        before = Some(out);
    }
    before
}

#[test]
fn one_exome_meets_the_same_rows_on_either_assembly_and_no_row_about_zygosity() {
    use model::assembly::Assembly::{GRCh37, GRCh38};
    let (Some(corpus), Some(older), Some(newer)) =
        (shared(OLD), shared("somatic-pcgr/T001-COAD.grch37.vcf.gz"), shared("somatic-pcgr/T001-COAD.grch38.vcf.gz"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let chains = [("reference/GRCh37_to_GRCh38.chain.gz", None), ("reference/GRCh38_to_GRCh37.chain.gz", None)];
    let Some(pack) = pack_of(&chains, folder.path()) else { return };
    let release = folder.path().join("release");
    release_of(corpus, &release);
    let asked = |file: &Path, assembly| {
        let found = found_with(MatchRequest {
            knowledge: release.clone(),
            reference: Some(pack.clone()),
            assembly: Some(assembly),
            ..request(vec![file.to_owned()], "ANY")
        });
        found.into_iter().map(|((_, id), finding)| (id, finding)).collect::<BTreeMap<String, Value>>()
    };
    let (on_37, on_38) = (asked(&older, GRCh37), asked(&newer, GRCh38));
    let ids = |found: &BTreeMap<String, Value>| found.keys().cloned().collect::<BTreeSet<String>>();
    let (only_37, only_38) = (ids(&on_37), ids(&on_38));
    for (side, one, other) in [("GRCh37", &only_37, &only_38), ("GRCh38", &only_38, &only_37)] {
        println!("{:>6}  met on {side}, {} of them not on the other", one.len(), one.difference(other).count());
    }
    assert!(only_37.len() >= 87);
    assert_eq!(only_37, only_38);
    let subjects: BTreeMap<String, String> =
        list(&release).unwrap().into_iter().map(|row| (row.id, row.subject)).collect();
    assert!(
        subjects.values().all(|subject| !subject.to_uppercase().contains("ZYGOSITY")),
        "no such row can be claimed"
    );
    for (id, finding) in on_37.iter().chain(&on_38) {
        let subject = subjects[&format!("civic:EID{id}")].to_uppercase();
        assert!(!subject.contains("ZYGO"), "{subject} {finding}");
        assert_ne!(finding["gene"], "DPYD", "{finding}");
    }
}

#[test]
fn with_the_borders_of_a_pack_the_bucket_of_kinase_mutations_is_met_by_what_lies_in_it() {
    let (Some(corpus), Some(maf), Some(key)) = (
        shared(OLD),
        shared("maf-tcga-laml/tcga_laml.part-a.maf"),
        shared("maf-tcga-laml/expected_civic_exact.part-a.tsv"),
    ) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("reference/mane_exons_grch37_lifted.tsv.gz", Some(model::assembly::Assembly::GRCh37)),
        ("reference/pfam_domains_by_symbol.tsv.gz", None),
    ];
    let Some(pack) = pack_of(&files, folder.path()) else { return };
    let release = folder.path().join("release");
    release_of(corpus, &release);
    let found =
        found_with(MatchRequest { knowledge: release.clone(), reference: Some(pack), ..request(vec![maf], "ANY") });
    let wanted = expected(&key);
    let bucket: Vec<_> = wanted.iter().filter(|row| row["civic_variant"] == "TKD MUTATION").collect();
    assert_eq!(bucket.len(), 42);
    for row in bucket {
        let finding = found.get(&(row["sample"].clone(), row["civic_evidence_id"].clone()));
        let finding = finding.unwrap_or_else(|| panic!("{row:?}"));
        assert_eq!(
            (&finding["match_kind"], &finding["gene"]),
            (&Value::from("class"), &Value::from("FLT3")),
            "{row:?}"
        );
    }
}

#[test]
fn exomes_meet_the_older_tables_by_place_and_by_name() {
    let cases = [
        ("somatic-pcgr/T001-COAD.grch37.vcf.gz", "somatic-pcgr/expected_civic_exact.T001-COAD.grch37.tsv", 87),
        ("somatic-vep/HCC1395.vep105.grch38.vcf.gz", "somatic-vep/expected_civic_exact.HCC1395.tsv", 4),
    ];
    let Some(corpus) = shared(OLD) else { return };
    let folder = tempfile::tempdir().unwrap();
    release_of(corpus, folder.path());
    for (file, key, met) in cases {
        let (Some(file), Some(key)) = (shared(file), shared(key)) else { continue };
        let expected = expected(&key);
        let sample = expected[0]["sample"].clone();
        let name = |found: &str| if found.starts_with(&sample) { sample.clone() } else { found.to_owned() };
        let request = MatchRequest { knowledge: folder.path().to_owned(), ..request(vec![file.clone()], "ANY") };
        let request = MatchRequest {
            assembly: file.to_string_lossy().contains("grch37").then_some(model::assembly::Assembly::GRCh37),
            ..request
        };
        let answer = serde_json::to_value(match_files(&request).unwrap()).unwrap();
        let found: BTreeMap<(String, String), Value> = answer["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["status"] == "met")
            .filter_map(|finding| {
                let id = finding["statement"].as_str()?.strip_prefix("civic:EID")?;
                Some(((finding["sample"].as_str()?.to_owned(), id.to_owned()), finding.clone()))
            })
            .collect();
        let table = compare(&found, &expected, name, folder.path());
        assert_eq!(table.0[&("expected", "as expected")], met);
    }
}

#[test]
fn a_promoter_variant_survives_the_selection_and_meets_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("synthetic.tsv");
    let head = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\tsignificance\t\
        citation_id\tevidence_id\tvariant_origin\tis_flagged\n";
    let row = "TERT C228T\tMelanoma\t\tPrognostic\tSupports\tB\tPoor Outcome\t1\t7\tSomatic\tfalse\n";
    std::fs::write(&corpus, format!("{head}{row}")).unwrap();
    let release = folder.path().join("release");
    release_of(corpus, &release);
    let vcf = folder.path().join("promoter.vcf");
    let text = "##fileformat=VCFv4.2\n##reference=GRCh38\n##contig=<ID=chr5,length=181538259>\n\
        ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|SYMBOL|Feature\">\n\
        ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\n\
        chr5\t1295113\t.\tG\tA\t.\tPASS\tCSQ=A|upstream_gene_variant|TERT|ENST00000310581\tGT\t0/1\n";
    std::fs::write(&vcf, text).unwrap();
    for everything in [false, true] {
        let request = MatchRequest { knowledge: release.clone(), everything, ..request(vec![vcf.clone()], "SKCM") };
        let found = found_with(request);
        let met: Vec<&str> = found.keys().map(|(_, id)| id.as_str()).collect();
        assert_eq!(met, ["7"], "everything kept: {everything}");
    }
}

#[test]
fn a_written_release_is_verified_searched_shown_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("synthetic.tsv");
    let head = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\tsignificance\t\
        citation_id\tevidence_id\tvariant_origin\tis_flagged\n";
    let row = "BRAF V600E\tMelanoma\tDabrafenib\tPredictive\tSupports\tA\tSensitivity/Response\t1\t1\tSomatic\ttrue\n";
    std::fs::write(&corpus, format!("{head}{row}")).unwrap();
    let out = folder.path().join("release");
    let answer = release_of(corpus.clone(), &out);
    assert_eq!(answer.bins, BTreeMap::from([("flagged".to_owned(), 1)]));
    assert!(verify(&out).problems.is_empty());
    let ids = |text| search(&out, text).unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert!(ids("BRAF ダブラフェニブ").contains(&"civic:EID1".to_owned()));
    let row = show(&out, "civic:EID1").unwrap();
    assert_eq!((row.level, row.imported.unwrap().flagged), (None, true));
    assert_eq!(show(&out, "civic:EID2").unwrap_err().message.code, "statement_unknown");
    let changes = diff(&repository().join("knowledge-base"), &out).unwrap();
    assert_eq!((changes.gained.len(), changes.lost.len(), changes.changed.len()), (1, 0, 0));
    let again = ImportCorpusRequest {
        kind: "civic".to_owned(),
        files: vec![corpus],
        knowledge: repository().join("knowledge-base"),
        out: Some(out),
    };
    assert_eq!(import_corpus(&again).unwrap_err().message.code, "release_folder_not_empty");
    let unknown = ImportCorpusRequest { kind: "nothing".to_owned(), ..again };
    assert_eq!(import_corpus(&unknown).unwrap_err().message.code, "corpus_kind_unknown");
}
