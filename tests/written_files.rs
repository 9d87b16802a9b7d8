//! Files that leave the house: whole or not at all, and nothing of anybody else's is touched.

use workflow::desk::write_form;

#[test]
fn the_part_of_another_export_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (place, part) = (folder.path().join("a.pdf"), folder.path().join(".a.pdf.part"));
    std::fs::write(&part, "half").unwrap();
    assert_eq!(write_form(&place, b"whole").unwrap_err().message.code, "export_failed");
    assert_eq!(std::fs::read(&part).unwrap(), b"half");
    assert!(!place.exists());
}

#[test]
fn a_written_file_leaves_no_part_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("a.pdf");
    write_form(&place, b"whole").unwrap();
    assert_eq!(write_form(&place, b"other").unwrap_err().message.code, "export_file_exists");
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["a.pdf"]);
    assert_eq!(std::fs::read(&place).unwrap(), b"whole");
}
