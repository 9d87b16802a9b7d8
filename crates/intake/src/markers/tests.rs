use super::*;
use crate::read_files;
use model::assembly::Assembly;
use model::case_input::CaseInput;

fn import(text: &str) -> Result<CaseInput, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, text).unwrap();
    let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
    let input = read_files(&[path], &options)?;
    assert!(input.ledger.files[0].balances());
    Ok(input)
}

fn told(input: &CaseInput) -> Vec<String> {
    let markers = &input.profiles[0].biomarkers;
    let told = |marker: &Biomarker| {
        let (value, unit) = (marker.value.map(|value| value.to_string()), marker.unit.clone());
        format!("{} {value:?} {unit:?} {:?} {:?}", marker.kind, marker.state, marker.method)
    };
    markers.iter().map(told).collect()
}

#[test]
fn a_share_of_unstable_sites_is_no_call() {
    let input = import("Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n6400\t1472\t23.00\n").unwrap();
    assert_eq!(told(&input), [r#"MSI Some("23.00") Some("% of sites") None Some("MSIsensor")"#]);
    assert_eq!(input.notices[0].code, "format_not_verified");
    let none = import("Total_Number_of_Sites\tNumber_of_Unstable_Sites\t%\n0\t0\t-nan\n").unwrap();
    assert_eq!(told(&none), [r#"MSI None None Some(CannotBeDetermined) Some("MSIsensor-pro")"#]);
    for text in ["5\t1\t120\n", "5\t1\n", "5\t1\tx\n"] {
        let text = format!("Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n{text}");
        assert_eq!(import(&text).unwrap_err().code(), "intake_all_records_malformed");
    }
    let two = import("Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n5\t1\t20\n5\t1\t20\n").unwrap_err();
    assert_eq!(two.code(), "intake_table_of_several_rows");
}

#[test]
fn predictions_keep_probability_and_word_and_remarks_are_said() {
    let header = "sample\tp_BRCA1\tp_BRCA2\tp_hrd\thr_status\thrd_type\tremarks_hr_status\tremarks_hrd_type\n";
    let input = import(&format!("{header}T\t0.01\t0.8\t0.81\tHR_deficient\tBRCA2_type\t\t\n")).unwrap();
    assert_eq!(told(&input), [r#"HRD Some("0.81") Some("probability") Some(High) Some("CHORD")"#]);
    let input = import(&format!("{header}T\t0\t0\t0.3\tcannot_be_determined\tnone\t<50 indels\t\n")).unwrap();
    assert_eq!(told(&input), [r#"HRD Some("0.3") Some("probability") Some(CannotBeDetermined) Some("CHORD")"#]);
    assert_eq!(input.notices.last().unwrap().code, "marker_remarks");
    let input = import(&format!("{header}T\t0\t0\t0.3\tperhaps\tnone\t\t\n")).unwrap();
    assert_eq!(told(&input), [r#"HRD Some("0.3") Some("probability") None Some("CHORD")"#]);
    assert_eq!(input.notices.last().unwrap().code, "marker_status_unknown");
}
