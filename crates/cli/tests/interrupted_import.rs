#![cfg(test)]
#![cfg(unix)]
//! `shirube import` killed at any moment: the case is as before or complete, and the next start clears the rest away.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SHIRUBE: &str = env!("CARGO_BIN_EXE_shirube");

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn command(&self, verb: &str) -> Command {
        self.words(&[verb])
    }

    fn words(&self, words: &[&str]) -> Command {
        let mut command = Command::new(SHIRUBE);
        command
            .arg("--resources")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .args(words)
            .args(["--login", "hanako", "--workspace"])
            .arg(self.folder.path().join("workspace"))
            .env("XDG_DATA_HOME", self.folder.path().join("home"))
            .env("SHIRUBE_PASSPHRASE", "synthetic-passphrase")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, verb: &str, more: &[&str]) -> Output {
        let output = self.command(verb).args(more).output().unwrap();
        assert!(output.status.success(), "{verb}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn run_sub(&self, words: &[&str]) -> Output {
        let output = self.words(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn import(&self, file: &Path) -> Command {
        let mut command = self.command("import");
        command.arg(file).args([
            "--tumor-type",
            "LUAD",
            "--assembly",
            "GRCh38",
            "--patient-name",
            "synthetic",
            "--again",
        ]);
        command
    }

    /// Case numbers, after a start that clears away what no event names.
    fn cases(&self) -> usize {
        String::from_utf8(self.run("list", &[]).stdout).unwrap().lines().count()
    }

    fn attachments(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("workspace/attachments")).unwrap().count()
    }

    /// What lies sealed so far: it grows while an import runs, and tells how far it has come on any machine.
    fn sealed_bytes(&self) -> u64 {
        let entries = std::fs::read_dir(self.folder.path().join("workspace/attachments")).unwrap();
        entries.filter_map(|entry| entry.ok()?.metadata().ok()).map(|file| file.len()).sum()
    }
}

/// A made-up file that takes a while to read and to seal.
fn made_up(folder: &Path, records: u32) -> PathBuf {
    use std::fmt::Write as _;
    let mut text = String::from(
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tMADEUP\n",
    );
    for record in 0..records {
        writeln!(text, "chr1\t{}\t.\tC\tT\t50\tPASS\t.\tGT:AD\t0/1:20,20", 1000 + 10 * record).unwrap();
    }
    let path = folder.join("made-up.vcf");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_killed_import_leaves_the_workspace_as_before_or_complete() {
    let place = Place { folder: tempfile::tempdir().unwrap() };
    place.run(
        "init",
        &["--second-factor", "optional", "--institution", "Synthetic Hospital", "--display-name", "Synthetic Person"],
    );
    let file = made_up(place.folder.path(), 20_000);
    assert!(place.import(&file).output().unwrap().status.success());
    let (mut cases, mut killed) = (place.cases(), 0);
    assert_eq!((cases, place.attachments()), (1, 2), "the file and its variant table");
    let of_one_case = place.sealed_bytes();

    for eighth in 0..=8 {
        let wanted = place.sealed_bytes() + of_one_case * eighth / 8;
        let mut running = place.import(&file).spawn().unwrap();
        while place.sealed_bytes() < wanted && running.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        killed += u32::from(running.try_wait().unwrap().is_none());
        running.kill().unwrap();
        running.wait().unwrap();
        let after = place.cases();
        assert!(after == cases || after == cases + 1, "{after} cases after {cases}, killed at {eighth}/8");
        cases = after;
        assert_eq!(place.attachments(), 2 * cases, "orphans, killed at {eighth}/8");
        let audit = String::from_utf8(place.run_sub(&["audit", "verify"]).stdout).unwrap();
        assert!(audit.contains("\"whole\": true"), "{audit}");
    }
    assert!(killed >= 4, "only {killed} imports were still running when they were killed");
    assert!(place.import(&file).output().unwrap().status.success());
    assert_eq!(place.cases(), cases + 1);
}

#[test]
fn a_file_is_read_as_a_person_says_and_a_contradiction_is_refused() {
    let place = Place { folder: tempfile::tempdir().unwrap() };
    place.run(
        "init",
        &["--second-factor", "optional", "--institution", "Synthetic Hospital", "--display-name", "Synthetic Person"],
    );
    let file = made_up(place.folder.path(), 3);
    let told = |kind: &str, expected: i32| {
        let output = place.import(&file).arg("--as").arg(format!("{}={kind}", file.display())).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{kind}: {said}");
        said
    };
    told("vcf", 0);
    assert!(told("maf", 3).contains("made-up.vcf"));
    assert!(told("bam", 2).contains("bam"));
}

#[test]
fn ctrl_c_cancels_an_import_with_its_own_exit_code_and_nothing_is_kept() {
    let place = Place { folder: tempfile::tempdir().unwrap() };
    place.run(
        "init",
        &["--second-factor", "optional", "--institution", "Synthetic Hospital", "--display-name", "Synthetic Person"],
    );
    let file = made_up(place.folder.path(), 40_000);
    let mut running = place.import(&file).spawn().unwrap();
    while place.sealed_bytes() == 0 {
        assert!(running.try_wait().unwrap().is_none(), "the import ended before anything was kept");
        std::thread::yield_now();
    }
    let pressed = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(pressed.success());
    let output = running.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("読み込みを取り消しました"), "{said}");
    assert!(output.stdout.is_empty());
    // The command itself cleared up, before any later start.
    assert_eq!(place.attachments(), 0);
    assert_eq!(place.cases(), 0);
}
