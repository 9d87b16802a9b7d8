//! 導入確認: the built-in cases prove an installation, and nothing that is wrong with them passes unnoticed.

use std::path::Path;
use std::process::Command;

use shirube_tests::{desk, new_workspace, ports, repository};
use workflow::contract::{AuditQuery, InstallationProof};
use workflow::{Desk, Resources};

/// A copy of the set that ships, below a folder.
pub(crate) fn copied_set(folder: &Path) -> std::path::PathBuf {
    let copy = folder.join("rehearsal");
    let copied = Command::new("cp").arg("-r").arg(repository().join("tests/rehearsal")).arg(&copy).status().unwrap();
    assert!(copied.success());
    copy
}

/// A desk with another set.
pub(crate) fn desk_with_set(folder: &Path, rehearsal: std::path::PathBuf) -> Desk {
    let resources = Resources { rehearsal, ..Resources::below(&repository()) };
    Desk::with_ports(folder.join("workspace"), resources, ports(folder))
}

fn failed(proof: &InstallationProof) -> Vec<(&str, &str)> {
    let failed = proof.answer.cases.iter().filter_map(|case| Some((case.case.as_str(), case.failed.as_ref()?)));
    failed.map(|(case, why)| (case, why.code.as_str())).collect()
}

#[tokio::test]
async fn an_installation_is_proved_and_the_record_names_program_release_person_day_and_every_case() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let record = folder.path().join("record.pdf");
    let too_early = desk.write_installation_record(record.display().to_string()).await.unwrap_err();
    assert_eq!(too_early.message.code, "installation_not_proved");

    let proof = desk.prove_installation().await.unwrap();
    let answer = &proof.answer;
    assert!(answer.passed && answer.cases.len() == 59 && answer.failed == 0, "{:?}", failed(&proof));
    assert!(answer.high.asked > 100 && answer.high.found == answer.high.asked);
    assert_eq!(desk.installation_proofs().await.unwrap(), std::slice::from_ref(&proof));

    desk.write_installation_record(record.display().to_string()).await.unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&record).arg("-").output().unwrap();
    let pages = String::from_utf8(output.stdout).unwrap();
    let printed: String = pages.chars().filter(|letter| !letter.is_whitespace()).collect();
    let sums = format!("{0}/{0}", answer.high.asked);
    let told = [&proof.software, &answer.release, &answer.set_sha256, &sums];
    let told =
        told.into_iter().map(|text| text.replace(' ', "")).chain(answer.cases.iter().map(|row| row.case.clone()));
    for text in told.chain(["SyntheticPerson", "SyntheticHospital", "2026-11-2512:00", "合成データ"].map(str::to_owned))
    {
        assert!(printed.contains(&text), "{text} is not printed");
    }
    assert!(printed.contains("すべて満たしました") && printed.contains("相違はありません"));
    assert!(pages.matches('\u{c}').count() >= 2, "a table of 59 rows needs more than one page");

    let twice = desk.write_installation_record(record.display().to_string()).await.unwrap_err();
    assert_eq!(twice.message.code, "export_file_exists");
    let text = folder.path().join("record.txt");
    desk.write_installation_record(text.display().to_string()).await.unwrap();
    let text = std::fs::read_to_string(text).unwrap();
    assert!(text.contains("RH-59\t") && text.contains(&answer.release));
    let log = desk.audit_log(AuditQuery { limit: 50, ..AuditQuery::default() }).await.unwrap();
    let kinds: Vec<&str> = log.rows.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "installation_proved").count(), 1);
    assert_eq!(kinds.iter().filter(|kind| **kind == "installation_record_written").count(), 2);
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_case_that_is_missing_changed_unreadable_or_of_somebody_else_fails_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let set = copied_set(folder.path());
    std::fs::remove_dir_all(set.join("RH-02")).unwrap();
    let key = set.join("RH-03/key.json");
    std::fs::write(&key, std::fs::read_to_string(&key).unwrap().replace("\"high\"", "\"low\"")).unwrap();
    std::fs::remove_file(set.join("RH-04/key.json")).unwrap();
    std::fs::create_dir_all(set.join("RH-99/input")).unwrap();
    std::fs::copy(set.join("RH-01/key.json"), set.join("RH-99/key.json")).unwrap();
    let desk = desk_with_set(folder.path(), set.clone());
    desk.create_workspace(new_workspace()).await.unwrap();

    let proof = desk.prove_installation().await.unwrap();
    assert!(!proof.answer.passed);
    let (gone, changed) = ("rehearsal_case_unreadable", "rehearsal_case_changed");
    let expected = [("RH-02", gone), ("RH-03", changed), ("RH-04", gone), ("RH-99", changed)];
    assert_eq!(failed(&proof), expected);
    let of = |name: &str| proof.answer.cases.iter().find(|case| case.case == name).unwrap();
    assert!(of("RH-03").low.asked > 0 && of("RH-03").low.found == 0, "what was not run was not found");
    let record = folder.path().join("record.txt");
    desk.write_installation_record(record.display().to_string()).await.unwrap();
    let text = std::fs::read_to_string(record).unwrap();
    assert!(
        text.contains("使わないでください")
            && text.contains("RH-03: 模擬症例「RH-03」が、製品に同梱されたものと違います")
    );

    std::fs::remove_file(set.join("set.json")).unwrap();
    assert_eq!(desk.prove_installation().await.unwrap_err().message.code, "rehearsal_missing");
    assert_eq!(desk.installation_proofs().await.unwrap().len(), 1);
}

#[test]
fn the_package_carries_every_folder_that_the_program_looks_for() {
    let place = repository().join("src-tauri/tauri.conf.json");
    let config: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(place).unwrap()).unwrap();
    let files = config["bundle"]["linux"]["deb"]["files"].as_object().unwrap();
    let root = format!("/usr/lib/{}", config["productName"].as_str().unwrap());
    let installed = Resources::below(Path::new(&root));
    for folder in [installed.knowledge, installed.templates, installed.fonts, installed.rehearsal] {
        let source =
            files.get(folder.to_str().unwrap()).unwrap_or_else(|| panic!("{} is not packed", folder.display()));
        assert!(repository().join("src-tauri").join(source.as_str().unwrap()).is_dir(), "{source}");
    }
}
