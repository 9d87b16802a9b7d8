//! A real FHIR R4 server (Helios HFS) on loopback, where its program is at hand.
//!
//! `SHIRUBE_HFS` names the program; else the packed one beside the test data is used. Where there is none the test says
//! loudly that it was skipped.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// Tries to connect before giving up: a server on a busy machine takes its time.
const ATTEMPTS: u32 = 600;

/// A running server; it ends with the value.
#[derive(Debug)]
pub(crate) struct FhirServer {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for FhirServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts one with an empty database; `None` where there is no program.
///
/// # Panics
/// When there is a program and it does not answer.
pub(crate) fn start() -> Option<FhirServer> {
    let folder = tempfile::tempdir().unwrap();
    let Some(program) = program(folder.path()) else {
        eprintln!("SKIPPED: no FHIR server: name its program with SHIRUBE_HFS");
        return None;
    };
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let process = Command::new(program)
        .current_dir(folder.path())
        .env("HFS_DATA_DIR", folder.path())
        .env("HFS_SERVER_HOST", "127.0.0.1")
        .env("HFS_SERVER_PORT", port.to_string())
        .env("HFS_BASE_URL", format!("http://127.0.0.1:{port}"))
        .env("DATABASE_URL", folder.path().join("fhir.db"))
        .env("HFS_UI_ENABLED", "false")
        .env("HFS_LOG_LEVEL", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = FhirServer { process, port, _folder: folder };
    let answers = (0..ATTEMPTS).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    assert!(answers, "the FHIR server does not answer");
    Some(server)
}

fn program(folder: &Path) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SHIRUBE_HFS") {
        return Some(PathBuf::from(named));
    }
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/tools/hfs/hfs-0.2.7-linux-x86_64.xz");
    let unpacked =
        Command::new("xz").arg("-dkc").arg(&packed).output().ok().filter(|output| output.status.success())?;
    let program = folder.join("hfs");
    std::fs::write(&program, unpacked.stdout).ok()?;
    make_executable(&program).then_some(program)
}

#[cfg(unix)]
fn make_executable(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).is_ok()
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> bool {
    false
}

impl FhirServer {
    /// Asks, and gives status and body.
    ///
    /// # Panics
    /// When the server hangs up or does not answer in JSON.
    pub(crate) fn request(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
        let body = body.map(ToString::to_string).unwrap_or_default();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept: application/fhir+json\r\n\
             Content-Type: application/fhir+json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8(answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_else(|_| Value::String(body.to_owned())))
    }
}
