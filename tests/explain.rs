//! "What happened to this record, and why": from the line of its file to the report, and what an empty answer means.

use shirube_tests::{case_files, desk, new_workspace, shared_data};
use workflow::Desk;
use workflow::contract::{CaseExplanation, ImportRequest, RecordExplanation, VariantQuery};

async fn imported(desk: &Desk, case: &str) -> String {
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id
}

fn codes(record: &RecordExplanation) -> Vec<&str> {
    record.steps.iter().map(|step| step.message.code.as_str()).collect()
}

fn about(answer: &CaseExplanation) -> Vec<&str> {
    answer.about.iter().map(|message| message.code.as_str()).collect()
}

#[tokio::test]
async fn a_record_that_its_caller_filtered_says_which_filter_and_that_it_was_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let answer = desk.explain(id.clone(), "KRAS p.Gly12Asp".to_owned()).await.unwrap();
    let [record] = answer.records.as_slice() else { panic!("{:?}", answer.records) };
    assert_eq!(record.bin.as_deref(), Some("filtered_by_caller"));
    let rule = record.steps.iter().find(|step| step.kind == "ledger").unwrap();
    assert_eq!(rule.message.parameters["filter"], "weak_evidence;strand_bias");
    assert!(codes(record).contains(&"explain_not_matched"), "{:?}", codes(record));
    assert!(record.statements.is_empty());
    for question in ["chr12:25245350:C:T", "12:25245350:C:T", "KRAS G12D", "G12D", "KRAS:c.35G>A", "12:g.25245350C>T"] {
        let again = desk.explain(id.clone(), question.to_owned()).await.unwrap();
        assert_eq!(again.records.first().map(|found| found.row), Some(record.row), "{question}");
        assert_eq!(again.records[0].fits, "exact");
    }
}

#[tokio::test]
async fn a_record_with_findings_tells_every_statement_that_was_asked_and_what_became_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let case = desk.case(id.clone()).await.unwrap();
    let answer = desk.explain(id.clone(), "chr7:55191822:T:G".to_owned()).await.unwrap();
    let record = &answer.records[0];
    assert_eq!((record.label.as_str(), record.bin.as_deref()), ("EGFR p.L858R", Some("kept")));
    let of = |outcome: &str| record.statements.iter().filter(|told| told.outcome == outcome).count();
    assert!(of("option") > 0 && of("not_met") > 0, "{:?}", record.statements);
    for finding in case.findings.iter().filter(|finding| finding.label.contains("L858R")) {
        assert!(record.statements.iter().any(|told| told.statement == finding.statement), "{}", finding.statement);
    }
    let unmet = record.statements.iter().find(|told| told.outcome == "not_met").unwrap();
    assert_eq!(unmet.reasons[0].code, "explain_change_not_met");
    assert!(codes(record).contains(&"explain_undecided"));

    let told = record.statements.iter().find(|told| told.outcome == "option").unwrap();
    let option = case.findings.iter().find(|finding| finding.statement == told.statement).unwrap().key.clone();
    desk.decide_finding(id.clone(), option, "accepted".to_owned(), None).await.unwrap();
    desk.compose(id.clone()).await.unwrap();
    let after = desk.explain(id, "EGFR L858R".to_owned()).await.unwrap();
    let told = codes(&after.records[0]);
    assert!(told.contains(&"explain_accepted") && told.contains(&"explain_in_draft"), "{told:?}");
}

#[tokio::test]
async fn every_record_of_a_gene_is_listed_and_an_empty_answer_is_not_negative() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let egfr = desk.explain(id.clone(), "egfr".to_owned()).await.unwrap();
    let bins: Vec<&str> = egfr.records.iter().filter_map(|record| record.bin.as_deref()).collect();
    assert!(egfr.records.len() >= 3 && bins.contains(&"filtered_by_caller") && bins.contains(&"kept"), "{bins:?}");
    let none = desk.explain(id.clone(), "BRCA2".to_owned()).await.unwrap();
    assert_eq!((none.records.len(), none.more), (0, 0));
    let told = about(&none);
    for code in ["explain_nothing", "explain_nothing_is_not_negative", "explain_callable_missing"] {
        assert!(told.contains(&code), "{told:?}");
    }
    let other = desk.explain(id.clone(), "7:55191822:T:A".to_owned()).await.unwrap();
    assert_eq!(other.records[0].fits, "same_place");
    assert!(about(&other).contains(&"explain_nothing"));
    let refused = desk.explain(id, "what about it".to_owned()).await.unwrap_err();
    assert_eq!(refused.message.code, "question_unreadable");
}

#[tokio::test]
async fn every_row_of_a_case_explains_its_bin() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    for case in ["LUAD-01", "MEL-01", "PAAD-01"] {
        let id = imported(&desk, case).await;
        let query = VariantQuery { limit: 1000, ..VariantQuery::default() };
        for row in desk.variant_page(id.clone(), query).await.unwrap().rows {
            let question = format!("{}:{}", row.contig.as_deref().unwrap(), row.position);
            let answer = desk.explain(id.clone(), question).await.unwrap();
            let own = answer.records.iter().find(|record| record.row == Some(row.row)).unwrap();
            assert_eq!(own.bin.as_deref(), Some(row.bin.as_str()));
            let code = format!("explain_bin_{}", row.bin);
            assert!(codes(own).contains(&code.as_str()), "{code}");
        }
    }
}

async fn imported_file(desk: &Desk, path: &str, tumor: &str) -> Option<String> {
    let Some(file) = shared_data().map(|folder| folder.join(path)).filter(|file| file.exists()) else {
        eprintln!("SKIPPED: {path} is not here; set SHIRUBE_TESTDATA to the folder of the shared test data");
        return None;
    };
    let request = ImportRequest {
        paths: vec![file.display().to_string()],
        tumor_type: Some(tumor.to_owned()),
        assembly: Some("GRCh38".to_owned()),
        patient_name: Some("合成 花子".to_owned()),
        ..ImportRequest::default()
    };
    Some(desk.import(request).await.unwrap().case_id)
}

#[tokio::test]
async fn real_files_are_explained_from_line_to_statement() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    if let Some(id) = imported_file(&desk, "somatic-vep/HCC1395.vep105.grch38.vcf.gz", "BRCA").await {
        let answer = desk.explain(id.clone(), "TP53 R175H".to_owned()).await.unwrap();
        let [record] = answer.records.as_slice() else { panic!("{:?}", answer.records) };
        assert!(record.statements.iter().any(|told| told.statement == "shirube:F-TP53-R175"));
        let place = desk.explain(id.clone(), record.place.clone()).await.unwrap();
        assert_eq!(place.records[0].row, record.row);
        let anywhere = desk.explain(id, "p.Arg175His".to_owned()).await.unwrap();
        assert!(anywhere.records.iter().any(|found| found.row == record.row));
    }
    if let Some(id) = imported_file(&desk, "somatic-pcgr/T001-COAD.grch38.vcf.gz", "COAD").await {
        let query = VariantQuery { limit: 5, ..VariantQuery::default() };
        for row in desk.variant_page(id.clone(), query).await.unwrap().rows {
            let detail = desk.variant_detail(id.clone(), row.row).await.unwrap();
            let cells: Vec<&str> = detail.original.split('\t').collect();
            let question = format!("chr{}:{}:{}:{}", cells[0].trim_start_matches("chr"), cells[1], cells[3], cells[4]);
            let answer = desk.explain(id.clone(), question).await.unwrap();
            assert_eq!((answer.records[0].row, answer.records[0].fits.as_str()), (Some(row.row), "exact"));
        }
    }
}
