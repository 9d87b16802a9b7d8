//! Files that leave the house: whole or not at all, and nothing of anybody else's is touched.

use workflow::desk::write_form;

#[test]
fn what_another_export_is_writing_stays_and_what_a_killed_one_left_goes() {
    let folder = tempfile::tempdir().unwrap();
    let part = |id: &str| folder.path().join(format!(".a.pdf.{id}.part"));
    let (running, killed, foreign) = (part(&"1".repeat(32)), part(&"2".repeat(32)), part("mine"));
    for path in [&running, &killed, &foreign] {
        std::fs::write(path, "half").unwrap();
    }
    let held = std::fs::File::open(&running).unwrap();
    held.lock().unwrap();
    write_form(&folder.path().join("a.pdf"), b"whole").unwrap();
    assert_eq!([&running, &killed, &foreign].map(|path| path.exists()), [true, false, true]);
    assert_eq!(std::fs::read(&running).unwrap(), b"half");
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
