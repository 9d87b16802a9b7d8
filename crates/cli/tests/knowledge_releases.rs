#![cfg(test)]
#![cfg(unix)]
//! `shirube kb … --workspace` as a person and a pipeline use it, and an activation that is killed.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const SHIRUBE: &str = env!("CARGO_BIN_EXE_shirube");
const TABLE: &str = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\t\
    significance\tcitation_id\tevidence_id\tvariant_origin\tis_flagged\n\
    KRAS G12D\tPancreatic Cancer\tTrametinib\tPredictive\tSupports\tC\tSensitivity/Response\t1\t1\tSomatic\tfalse\n";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        let made = place.run(
            "init",
            &[
                "--second-factor",
                "optional",
                "--institution",
                "Synthetic Hospital",
                "--display-name",
                "Synthetic Person",
            ],
        );
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
        place
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(SHIRUBE);
        command
            .arg("--resources")
            .arg(repository())
            .args(verb.split(' '))
            .args(["--login", "hanako", "--workspace"])
            .arg(self.folder.path().join("workspace"))
            .env("XDG_DATA_HOME", self.folder.path().join("home"))
            .env("SHIRUBE_PASSPHRASE", "synthetic-passphrase")
            .env("SHIRUBE_LANG", "en")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, verb: &str, more: &[&str]) -> Output {
        self.command(verb).args(more).output().unwrap()
    }

    fn kb(&self, more: &[&str]) -> String {
        let output = self.run("kb", more);
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn import_case(&self) {
        let input = repository().join("tests/cases/PAAD-01/input");
        let mut command = self.command("import");
        command.arg("--again").args(std::fs::read_dir(input).unwrap().map(|entry| entry.unwrap().path()));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }

    /// The corpus as a candidate; its id.
    fn candidate(&self) -> String {
        let file = self.folder.path().join("evidence.tsv");
        std::fs::write(&file, TABLE).unwrap();
        let printed = self.kb(&["import", "civic", file.to_str().unwrap(), "--json"]);
        let answer: serde_json::Value = serde_json::from_str(&printed).unwrap();
        answer["release"].as_str().unwrap().to_owned()
    }

    fn active(&self) -> String {
        let printed = self.kb(&["release", "list"]);
        let stars: Vec<&str> = printed.lines().filter_map(|line| line.strip_prefix("* ")).collect();
        assert_eq!(stars.len(), 1, "{printed}");
        stars[0].split('\t').next().unwrap().to_owned()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_candidate_is_compared_and_activated_by_command() {
    let place = Place::new();
    place.import_case();
    let (before, candidate) = (place.active(), place.candidate());
    let early = place.run("kb", &["release", "activate", &candidate]);
    assert_eq!(early.status.code(), Some(3), "{}", said(&early));
    let diff = place.kb(&["release", "diff", &candidate]);
    assert!(diff.lines().any(|line| line.starts_with("+ civic:EID1\t")), "{diff}");
    assert!(diff.lines().any(|line| line.starts_with("2026-") || line.contains("\t+ KRAS")), "{diff}");
    assert!(diff.lines().last().unwrap().ends_with("+1 -0 ~0\t!0"), "{diff}");
    let same = place.kb(&["diff", &before, &candidate]);
    assert_eq!(same, diff);
    let done = place.kb(&["release", "activate", &candidate]);
    assert_eq!(done.trim(), format!("* {candidate}\t1"));
    assert_eq!(place.active(), candidate);
    assert!(place.kb(&["search", "civic:EID1"]).starts_with("civic:EID1\tKRAS G12D"));
    assert_eq!(place.kb(&["release", "affected"]), "");
    let history: serde_json::Value = serde_json::from_str(&place.kb(&["release", "history"])).unwrap();
    let kinds: Vec<&str> = history.as_array().unwrap().iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["release_adopted", "release_kept", "releases_compared", "release_activated"]);
}

#[test]
fn a_download_is_shown_and_waits_for_a_yes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/evidence.tsv", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(4) {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{TABLE}",
                TABLE.len()
            );
        }
    });
    let place = Place::new();
    let shown = place.run("kb", &["update", "civic", "--from", &address]);
    let printed = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!(shown.status.code(), Some(2), "{}", said(&shown));
    assert!(printed.contains("CC0-1.0") && printed.contains(&format!("{} B", TABLE.len())), "{printed}");
    let sha256 = printed.lines().find_map(|line| line.strip_prefix("SHA-256 ")).unwrap().to_owned();
    assert!(said(&shown).contains(&sha256), "{}", said(&shown));
    assert_eq!(place.kb(&["release", "list"]).lines().count(), 1, "nothing is kept");
    place.kb(&["update", "civic", "--from", &address, "--sha256", &sha256, "--yes"]);
    assert_eq!(place.kb(&["release", "list"]).lines().count(), 2);
    let wrong = place.run("kb", &["update", "civic", "--from", &address, "--sha256", &"0".repeat(64), "--yes"]);
    assert_eq!(wrong.status.code(), Some(3), "{}", said(&wrong));
}

#[test]
fn a_killed_activation_leaves_the_old_release_or_the_new_one_and_nothing_between() {
    let place = Place::new();
    for _ in 0..3 {
        place.import_case();
    }
    let (before, candidate) = (place.active(), place.candidate());
    place.kb(&["release", "diff", &candidate]);
    let (mut killed, mut wait) = (0, 100);
    while place.active() == before {
        let mut running = place.command("kb").args(["release", "activate", &candidate]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        killed += u32::from(running.try_wait().unwrap().is_none());
        running.kill().unwrap();
        running.wait().unwrap();
        wait += wait / 2;
        let audit = String::from_utf8(place.run("audit verify", &["--json"]).stdout).unwrap();
        assert!(audit.contains("\"whole\": true"), "{audit}");
    }
    assert!(killed > 0, "nothing was killed");
    assert_eq!(place.active(), candidate);
    place.kb(&["release", "rematch"]);
    assert_eq!(place.kb(&["release", "rematch"]).trim(), "0", "no case is left on the old release");
}
